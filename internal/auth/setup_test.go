package auth

import (
	"fmt"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func setupInput(token string) SetupInput {
	return SetupInput{Token: token, Email: " Iris@Example.com ", Name: "Iris Verbeek", Password: goodPassword}
}

func TestSetup(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		ctx := s.at("192.0.2.1")
		if required, err := s.SetupRequired(ctx); err != nil || !required {
			t.Fatalf("a new installation: setup required %v, %v", required, err)
		}
		first, err := s.SetupToken(ctx)
		if err != nil || len(first) != 43 {
			t.Fatalf("token %q, %v", first, err)
		}
		second, err := s.another().SetupToken(ctx) // the next start, or another server
		if err != nil || second == first {
			t.Fatalf("token %q, %v", second, err)
		}
		_, err = s.Setup(ctx, setupInput("x"))
		wantCode(t, err, oms.Invalid)
		weak := setupInput(first)
		weak.Password = "passwordpassword"
		_, err = s.Setup(ctx, weak)
		wantCode(t, err, oms.Invalid)

		in, err := s.Setup(ctx, setupInput(first))
		if err != nil {
			t.Fatal(err)
		}
		p := s.session(in)
		if p.Role != oms.RoleOwner || p.Email != "iris@example.com" || p.Actor() != "user:"+in.User.ID {
			t.Errorf("the owner is %+v", p)
		}
		for _, token := range []string{first, second} {
			_, err = s.Setup(ctx, setupInput(token))
			wantCode(t, err, oms.Conflict)
		}
		if token, err := s.SetupToken(ctx); token != "" || err != nil {
			t.Errorf("with an owner there is a token %q, %v", token, err)
		}
		if required, err := s.SetupRequired(ctx); err != nil || required {
			t.Errorf("with an owner: setup required %v, %v", required, err)
		}
		if e := s.events(oms.UserCreated, 1)[0]; e.Subject != in.User.ID || e.Origin != "192.0.2.1" || e.CorrelationID == "" {
			t.Errorf("recorded %+v", e)
		}
	})
}

// TestSetupHasOneWinner lets people with different links, on two servers, set
// up at once, while another server starts.
func TestSetupHasOneWinner(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		servers := []*server{s, s.another()}
		var tokens []string
		for range 3 {
			token, err := s.SetupToken(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			tokens = append(tokens, token)
		}
		won := race(9, func(i int) error {
			if i == 8 {
				if _, err := s.SetupToken(t.Context()); err != nil {
					t.Errorf("a start meanwhile: %v", err)
				}
				return fmt.Errorf("no setup")
			}
			in := setupInput(tokens[i%3])
			in.Email = fmt.Sprintf("owner%d@example.com", i)
			_, err := servers[i%2].Setup(t.Context(), in)
			if code := oms.CodeOf(err); err != nil && code != oms.Conflict && code != oms.Invalid {
				t.Errorf("setup %d: %v", i, err)
			}
			return err
		})
		users, err := s.ListUsers(t.Context(), Page{})
		if won != 1 || len(users) != 1 || err != nil {
			t.Errorf("%d setups succeeded, there are %d users, %v", won, len(users), err)
		}
	})
}

// TestSetupLinksDoNotPileUp starts often; the last few links are good.
func TestSetupLinksDoNotPileUp(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		var tokens []string
		for range setupLinks + 2 {
			token, err := s.SetupToken(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			tokens = append(tokens, token)
			s.clock.pass(1e9)
		}
		_, err := s.Setup(t.Context(), setupInput(tokens[1]))
		wantCode(t, err, oms.Invalid)
		_, err = s.Setup(t.Context(), setupInput(tokens[2]))
		wantCode(t, err, "")
	})
}
