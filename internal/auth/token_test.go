package auth

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func (s *server) token(in NewToken) *IssuedToken {
	s.t.Helper()
	t, err := s.CreateToken(store.WithCaller(s.t.Context(), store.Caller{Actor: "system", Origin: "cli"}), in)
	if err != nil {
		s.t.Fatal(err)
	}
	return t
}

func (s *server) bearing(secret string) (Principal, error) {
	return s.with("Authorization", "Bearer "+secret)
}

func TestToken(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		cli := s.another() // the command makes it while a server runs
		made := cli.token(NewToken{Name: "till", Role: oms.RoleOwner, Scopes: []oms.Permission{OrdersRead, StockRead}})
		if !strings.HasPrefix(made.Secret, "sy_") || len(made.Secret) != 46 || !strings.HasPrefix(made.Secret, made.Token.Hint) {
			t.Fatalf("secret %s, hint %s", made.Secret, made.Token.Hint)
		}
		p, err := s.bearing(made.Secret)
		if err != nil || p.Actor() != "token:"+made.Token.ID || !Can(p, StockRead) || Can(p, StockWrite) {
			t.Fatalf("the token is %+v, %v", p, err)
		}
		list, err := s.ListTokens(t.Context(), Page{})
		if err != nil || len(list) != 1 || len(list[0].Scopes) != 2 || list[0].CreatedBy != "system" || list[0].RevokedAt != nil {
			t.Errorf("listed %+v, %v", list, err)
		}
		e := s.events(oms.TokenCreated, 1)[0]
		if e.Origin != "cli" || e.Subject != made.Token.ID || strings.Contains(string(e.Data), made.Secret[3:]) {
			t.Errorf("recorded %+v", e)
		}
	})
}

func TestTokenThatIsNotGood(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in := s.signIn("iris@example.com", oms.RoleOwner)
		good := s.token(NewToken{Name: "x", Role: oms.RoleOwner}).Secret
		if _, err := s.bearing(good); err != nil {
			t.Fatal(err)
		}
		for _, header := range []string{
			"Bearer", "Bearer sy_", "Basic " + good, good, "Bearer " + good + "x", "Bearer " + good[:45], "Bearer sy_" + strings.Repeat("A", 43),
			"Bearer " + in.Secret, "Bearer sy_" + in.Secret, "Bearer " + strings.ToLower(good),
		} {
			_, err := s.with("Authorization", header)
			if oms.CodeOf(err) != oms.Unauthorized {
				t.Errorf("%.20s…: %v", header, err)
			}
		}
		if p, err := s.with("Authorization", "bearer  "+good); err != nil || p.Kind != KindToken {
			t.Errorf("another spelling of Bearer: %+v, %v", p, err)
		}
		if p, err := s.with("Cookie", CookieName+"="+good); err != nil || p.Kind != KindAnonymous {
			t.Errorf("a token as a cookie: %+v, %v", p, err)
		}
	})
}

func TestNewTokenRules(t *testing.T) {
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	far := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		in    NewToken
		field string
	}{
		"ErrName":        {NewToken{Role: oms.RoleOwner}, "name"},
		"ErrRole":        {NewToken{Name: "x", Role: "king"}, "role"},
		"ErrScope":       {NewToken{Name: "x", Role: oms.RoleOwner, Scopes: []oms.Permission{OrdersRead, "orders.eat"}}, "scopes[1]"},
		"ErrScopeWidens": {NewToken{Name: "x", Role: oms.RoleReadOnly, Scopes: []oms.Permission{OrdersWrite}}, "scopes[0]"},
		"ErrScopeTwice":  {NewToken{Name: "x", Role: oms.RoleOwner, Scopes: []oms.Permission{OrdersRead, OrdersRead}}, "scopes[1]"},
		"ErrPast":        {NewToken{Name: "x", Role: oms.RoleOwner, ExpiresAt: &now}, "expires_at"},
		"ErrFar":         {NewToken{Name: "x", Role: oms.RoleOwner, ExpiresAt: &far}, "expires_at"},
	} {
		var e *oms.Error
		if err := c.in.check(now); !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTokenExpires(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		at := s.clock.now().Add(10 * time.Second)
		made := s.token(NewToken{Name: "x", Role: oms.RoleOwner, ExpiresAt: &at})
		if _, err := s.bearing(made.Secret); err != nil {
			t.Fatal(err)
		}
		s.clock.pass(10 * time.Second) // remembered, and over
		_, err := s.bearing(made.Secret)
		wantCode(t, err, oms.Unauthorized)
	})
}

// TestRevokedToken works no more: here at once, elsewhere within 30 seconds.
func TestRevokedToken(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		other := s.another()
		made := s.token(NewToken{Name: "x", Role: oms.RoleOwner})
		for _, server := range []*server{s, other} {
			if _, err := server.bearing(made.Secret); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.RevokeToken(t.Context(), made.Token.ID); err != nil {
			t.Fatal(err)
		}
		_, err := s.bearing(made.Secret)
		wantCode(t, err, oms.Unauthorized)
		s.clock.pass(19 * time.Second)
		if _, err = other.bearing(made.Secret); err != nil {
			t.Errorf("the other server looked again too early for what is said here: %v", err)
		}
		s.clock.pass(11 * time.Second)
		_, err = other.bearing(made.Secret)
		wantCode(t, err, oms.Unauthorized)

		again, err := s.RevokeToken(t.Context(), made.Token.ID)
		if err != nil || again.RevokedAt == nil {
			t.Errorf("revoked again: %+v, %v", again, err)
		}
		for _, none := range []string{"\x00", store.NewID(oms.PrefixToken)} {
			_, err = s.RevokeToken(t.Context(), none)
			wantCode(t, err, oms.NotFound)
		}
		s.events(oms.TokenRevoked, 1)
	})
}

// TestRevocationIsSeenAtOnce revokes tokens while requests bring them: none of
// those that begin afterwards passes.
func TestRevocationIsSeenAtOnce(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		for range 20 {
			made := s.token(NewToken{Name: "x", Role: oms.RoleOwner})
			race(4, func(i int) error {
				if i > 0 {
					_, err := s.bearing(made.Secret)
					return err
				}
				if _, err := s.RevokeToken(t.Context(), made.Token.ID); err != nil {
					t.Error(err)
				}
				if _, err := s.bearing(made.Secret); oms.CodeOf(err) != oms.Unauthorized {
					t.Errorf("a revoked token passes: %v", err)
				}
				return nil
			})
			if _, err := s.bearing(made.Secret); oms.CodeOf(err) != oms.Unauthorized {
				t.Fatalf("a revoked token passes later: %v", err)
			}
		}
	})
}

// TestLastUse is known to the minute, and written once in it.
func TestLastUse(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		made := s.token(NewToken{Name: "x", Role: oms.RoleOwner})
		begin := s.clock.now()
		for _, c := range []struct{ pass, want time.Duration }{{0, 0}, {50 * time.Second, 0}, {10 * time.Second, time.Minute}} {
			s.clock.pass(c.pass)
			if _, err := s.bearing(made.Secret); err != nil {
				t.Fatal(err)
			}
			s.used.wait()
			list, err := s.ListTokens(t.Context(), Page{})
			if err != nil || list[0].LastUsedAt == nil || !list[0].LastUsedAt.Equal(begin.Add(c.want)) {
				t.Errorf("after %s: %+v, %v", c.pass, list, err)
			}
		}
	})
}

// TestRepeatedWriteKeepsNoSecret makes a token twice under one idempotency
// key: it is one token, and the secret was not kept for the second answer.
func TestRepeatedWriteKeepsNoSecret(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		hash := sha256.Sum256([]byte("body"))
		ctx := store.WithKeyed(t.Context(), &store.Keyed{Scope: "user:1", Key: "k", Hash: hash[:], Render: func(v any) (int, []byte, error) {
			b, err := json.Marshal(v)
			return 201, b, err
		}})
		issue := func(ctx context.Context) (*IssuedToken, error) {
			return s.CreateToken(ctx, NewToken{Name: "x", Role: oms.RoleOwner})
		}
		made, err := issue(ctx)
		if err != nil || made.Secret == "" {
			t.Fatalf("made %+v, %v", made, err)
		}
		_, err = issue(ctx)
		var replay *store.Replay
		if !errors.As(err, &replay) || !strings.Contains(string(replay.Body), made.Token.ID) || strings.Contains(string(replay.Body), made.Secret[4:]) {
			t.Errorf("the second answer is %v", err)
		}
		if list, err := s.ListTokens(t.Context(), Page{}); len(list) != 1 || err != nil {
			t.Errorf("%d tokens, %v", len(list), err)
		}
	})
}

func TestCacheIsBounded(t *testing.T) {
	c, now := newCache(), time.Unix(0, 0)
	for i := range cacheSize + 10 {
		c.put(credential{KindToken, digestOf(string(rune(i)))}, &entry{read: now}, 0)
	}
	if len(c.entries) != cacheSize {
		t.Errorf("%d credentials are remembered", len(c.entries))
	}
}

// TestOneRenews: of those who bring a credential that was read a while ago one
// looks again, and a clock that went back makes everybody look.
func TestOneRenews(t *testing.T) {
	c, at := newCache(), time.Unix(100, 0)
	k := credential{KindToken, digestOf("x")}
	c.put(k, &entry{read: at}, c.now())
	for _, want := range []struct {
		after time.Duration
		hit   bool
	}{{0, true}, {renewed - 1, true}, {renewed, false}, {renewed, true}, {remembered - 1, true}, {remembered, false}, {-1, false}} {
		if got := c.get(k, at.Add(want.after)) != nil; got != want.hit {
			t.Errorf("after %s remembered: %v", want.after, got)
		}
	}
	epoch := c.now()
	c.forgetID("another")
	c.put(credential{KindToken, digestOf("y")}, &entry{read: at}, epoch)
	if len(c.entries) != 1 {
		t.Error("what was read before something was forgotten is remembered")
	}
}
