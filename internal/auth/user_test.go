package auth

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func TestCreateUser(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		for name, in := range map[string]NewUser{
			"ErrEmail":    {Email: "Iris <iris@example.com>", Name: "Iris", Role: oms.RoleOwner},
			"ErrNoEmail":  {Name: "Iris", Role: oms.RoleOwner},
			"ErrName":     {Email: "iris@example.com", Name: "  ", Role: oms.RoleOwner},
			"ErrLongName": {Email: "iris@example.com", Name: strings.Repeat("x", 201), Role: oms.RoleOwner},
			"ErrNul":      {Email: "iris@example.com", Name: "a\x00b", Role: oms.RoleOwner},
			"ErrRole":     {Email: "iris@example.com", Name: "Iris", Role: "king"},
			"ErrPassword": {Email: "iris@example.com", Name: "Iris", Role: oms.RoleOwner, Password: "iris@example.com"},
		} {
			_, err := s.CreateUser(t.Context(), in)
			if oms.CodeOf(err) != oms.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, role := range oms.Roles { // the database knows them all
			s.user(string(role)+"@example.com", role)
		}
		_, err := s.CreateUser(t.Context(), NewUser{Email: "OWNER@example.com", Name: "Iris", Role: oms.RoleOwner})
		wantCode(t, err, oms.Conflict)

		first, err := s.ListUsers(t.Context(), Page{Limit: 2})
		if err != nil || len(first) != 2 || first[0].Email != "owner@example.com" || !first[0].HasPassword || !first[0].Active {
			t.Fatalf("first page %+v, %v", first, err)
		}
		rest, err := s.ListUsers(t.Context(), Page{After: first[1].ID})
		if err != nil || len(rest) != 3 || rest[0].Role != oms.RoleWarehouse {
			t.Errorf("second page %+v, %v", rest, err)
		}
	})
}

func TestUpdateUser(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in := s.signIn("iris@example.com", oms.RoleSupport)
		id, name, role, one := in.User.ID, "Iris V.", oms.RoleOperator, int64(1)
		_ = s.session(in) // remembered with its old role
		u, err := s.UpdateUser(t.Context(), id, UserEdit{Name: &name, Role: &role, Version: &one})
		if err != nil || u.Name != name || u.Version != 2 {
			t.Fatalf("changed to %+v, %v", u, err)
		}
		if p := s.session(in); p.Role != role || p.Name != name {
			t.Errorf("the session still is of %+v", p)
		}
		if u, err = s.UpdateUser(t.Context(), id, UserEdit{Name: &name}); err != nil || u.Version != 2 {
			t.Errorf("the same again: %+v, %v", u, err)
		}
		_, err = s.UpdateUser(t.Context(), id, UserEdit{Name: &name, Version: &one})
		wantCode(t, err, oms.Stale)
		for _, none := range []string{"usr_none", "a\x00\xff", store.NewID(oms.PrefixUser)} {
			_, err = s.UpdateUser(t.Context(), none, UserEdit{})
			wantCode(t, err, oms.NotFound)
			_, err = s.User(t.Context(), none)
			wantCode(t, err, oms.NotFound)
		}
		_, err = s.ListUsers(t.Context(), Page{After: "\x00\xff"})
		wantCode(t, err, "")
		king := oms.Role("king")
		_, err = s.UpdateUser(t.Context(), id, UserEdit{Role: &king})
		wantCode(t, err, oms.Invalid)
		taken := s.user("sam@example.com", oms.RoleSupport).Email
		_, err = s.UpdateUser(t.Context(), id, UserEdit{Email: &taken})
		wantCode(t, err, oms.Conflict)

		if _, err = s.UpdateUser(t.Context(), id, UserEdit{Active: new(bool)}); err != nil {
			t.Fatal(err)
		}
		if p := s.session(in); p.Kind != KindAnonymous {
			t.Error("the session of a deactivated user goes on")
		}
		_, err = s.ResetPassword(t.Context(), id)
		wantCode(t, err, oms.Conflict)

		e := s.events(oms.UserChanged, 2)[0]
		var data struct{ Before, After userFacts }
		if err := json.Unmarshal(e.Data, &data); err != nil {
			t.Fatal(err)
		}
		if data.Before.Role != oms.RoleSupport || data.After != (userFacts{"iris@example.com", name, role, true}) {
			t.Errorf("recorded %s", e.Data)
		}
	})
}

// TestTheLastOwnerStays has all owners demoted at once: one is left.
func TestTheLastOwnerStays(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		var owners []*oms.User
		for i := range 4 {
			owners = append(owners, s.user(fmt.Sprintf("owner%d@example.com", i), oms.RoleOwner))
		}
		support := oms.RoleSupport
		won := race(len(owners), func(i int) error {
			edit := UserEdit{Role: &support}
			if i%2 == 0 {
				edit = UserEdit{Active: new(bool)}
			}
			_, err := s.UpdateUser(t.Context(), owners[i].ID, edit)
			if err != nil && oms.CodeOf(err) != oms.Conflict {
				t.Errorf("owner %d: %v", i, err)
			}
			return err
		})
		if won != 3 {
			t.Errorf("%d of 4 owners were demoted", won)
		}
		if required, err := s.SetupRequired(t.Context()); required || err != nil {
			t.Errorf("no owner is left: %v", err)
		}
	})
}

// TestNobodyGivesMoreThanTheyHave lets somebody who may only manage users and
// tokens try to become an owner.
func TestNobodyGivesMoreThanTheyHave(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		boss := s.user("boss@example.com", oms.RoleOwner)
		clerk := Principal{Kind: KindToken, ID: "tok_1", Role: oms.RoleOwner, Scopes: []oms.Permission{UsersManage, TokensManage, OrdersRead}}
		ctx := WithPrincipal(t.Context(), clerk)
		role, name := oms.RoleOwner, "Mallory"

		_, err := s.CreateUser(ctx, NewUser{Email: "m@example.com", Name: name, Role: role})
		wantCode(t, err, oms.Forbidden)
		_, err = s.UpdateUser(ctx, boss.ID, UserEdit{Name: &name})
		wantCode(t, err, oms.Forbidden)
		_, err = s.ResetPassword(ctx, boss.ID)
		wantCode(t, err, oms.Forbidden)
		_, err = s.CreateToken(ctx, NewToken{Name: name, Role: role})
		wantCode(t, err, oms.Forbidden)
		_, err = s.CreateToken(ctx, NewToken{Name: name, Role: role, Scopes: []oms.Permission{OrdersRead, OrdersWrite}})
		wantCode(t, err, oms.Forbidden)
		_, err = s.CreateToken(ctx, NewToken{Name: name, Role: role, Scopes: []oms.Permission{OrdersRead}})
		wantCode(t, err, "")
		_, err = s.CreateToken(s.at("192.0.2.1"), NewToken{Name: name, Role: oms.RoleReadOnly})
		wantCode(t, err, oms.Forbidden)
	})
}
