package auth

import (
	"encoding/json"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestLogin(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		u := s.user("iris@example.com", oms.RoleSupport)
		in, err := s.login(s.at("192.0.2.1"), "IRIS@example.com ", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		if p := s.session(in); p.ID != u.ID || p.Role != oms.RoleSupport || p.SessionID != in.Session.ID {
			t.Errorf("the session is of %+v", p)
		}
		c := in.Cookie()
		if c.Name != "__Host-switchyard" || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || c.MaxAge != 30*24*3600 {
			t.Errorf("cookie %+v", c)
		}
		if e := s.events(oms.SessionCreated, 1)[0]; e.Actor != "user:"+u.ID || e.Origin != "192.0.2.1" || e.Subject != in.Session.ID {
			t.Errorf("recorded %+v", e)
		}
		again, err := s.User(t.Context(), u.ID)
		if err != nil || again.LastLoginAt == nil || !again.LastLoginAt.Equal(s.clock.now()) {
			t.Errorf("last login of %+v, %v", again, err)
		}
	})
}

// TestLoginNeverTellsWhatWasWrong compares the answers to all that can be
// wrong, the input's size included.
func TestLoginNeverTellsWhatWasWrong(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		s.user("iris@example.com", oms.RoleOwner)
		gone, invited := s.user("gone@example.com", oms.RoleSupport), "invited@example.com"
		if _, err := s.UpdateUser(t.Context(), gone.ID, UserEdit{Active: new(bool)}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.CreateUser(t.Context(), NewUser{Email: invited, Name: "N", Role: oms.RoleSupport}); err != nil {
			t.Fatal(err)
		}
		for i, in := range []LoginInput{
			{"iris@example.com", "not the password"}, {"nobody@example.com", goodPassword}, {gone.Email, goodPassword},
			{invited, ""}, {invited, goodPassword}, {"", ""}, {"iris@example.com", strings.Repeat("x", 1000)}, {"\x00", "\xff"},
		} {
			_, err := s.Login(t.Context(), in)
			if oms.CodeOf(err) != oms.Unauthorized || err.Error() != wrongLogin().Error() {
				t.Errorf("%d: %v", i, err)
			}
		}
	})
}

func TestDelay(t *testing.T) {
	for failures, want := range map[int64]time.Duration{
		0: 0, 4: 0, 5: time.Second, 6: 2 * time.Second, 12: 128 * time.Second, 13: 256 * time.Second, 14: 5 * time.Minute, 1 << 40: 5 * time.Minute,
	} {
		if got := perAccount.delay(failures); got != want {
			t.Errorf("after %d failures %s, want %s", failures, got, want)
		}
	}
}

// TestBackoffOfAccount fails until it must wait; that holds for another server
// and another address, ends by itself, and is forgotten after a success.
func TestBackoffOfAccount(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		s.user("iris@example.com", oms.RoleSupport)
		for i := range 5 {
			_, err := s.login(s.at("192.0.2.1"), "iris@example.com", "wrong")
			wantCode(t, err, oms.Unauthorized)
			if i == 3 {
				s.events(oms.SessionFailed, 0) // slips are no news
			}
		}
		other := s.another()
		_, err := other.login(other.at("198.51.100.7"), "iris@example.com", goodPassword)
		var wait *Wait
		if !errors.As(err, &wait) || wait.RetryAfter != time.Second {
			t.Fatalf("after 5 failures: %v", err)
		}
		s.clock.pass(time.Second)
		_, err = s.login(s.at("192.0.2.1"), "iris@example.com", "wrong")
		wantCode(t, err, oms.Unauthorized)
		s.clock.pass(time.Second)
		_, err = s.login(s.at("192.0.2.1"), "iris@example.com", goodPassword)
		wantCode(t, err, oms.TooMany) // the sixth failure makes it two
		s.clock.pass(time.Second)
		_, err = s.login(s.at("192.0.2.1"), "iris@example.com", goodPassword)
		wantCode(t, err, "")

		for _, e := range s.events(oms.SessionFailed, 2) {
			var data map[string]string
			if err := json.Unmarshal(e.Data, &data); err != nil || len(data) != 1 || data["email_hash"] != fingerprint("iris@example.com") {
				t.Errorf("recorded %s, %v", e.Data, err)
			}
		}
		for range 4 {
			_, err = s.login(s.at("203.0.113.9"), "iris@example.com", "wrong")
			wantCode(t, err, oms.Unauthorized)
		}
		_, err = s.login(s.at("203.0.113.9"), "iris@example.com", goodPassword)
		wantCode(t, err, "")
	})
}

// TestNobodyIsLockedOutByOthers fails on purpose from everywhere, so that the
// account is slowed down as far as it goes: its user still gets in from where
// they have been before.
func TestNobodyIsLockedOutByOthers(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		s.user("iris@example.com", oms.RoleSupport)
		home, err := s.login(s.at("192.0.2.1"), "iris@example.com", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		ctx, err := s.request(from("192.0.2.1", "GET", "Cookie", CookieName+"="+home.Secret), MiddlewareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Logout(ctx); err != nil { // signed out, the place is known all the same
			t.Fatal(err)
		}
		for range 20 {
			_, _ = s.login(s.at("198.51.100.7"), "iris@example.com", "wrong")
			s.clock.pass(time.Second)
		}
		_, err = s.login(s.at("203.0.113.9"), "iris@example.com", goodPassword)
		wantCode(t, err, oms.TooMany)
		_, err = s.login(s.at("192.0.2.1"), "iris@example.com", goodPassword)
		wantCode(t, err, "")
	})
}

// TestBackoffOfAddress goes through accounts from one place. Having one of
// them is no help, nor is another address of the same /64.
func TestBackoffOfAddress(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		s.user("mallory@example.com", oms.RoleReadOnly)
		for i := range 21 {
			_, err := s.login(s.at("[2001:db8::1]"), string(rune('a'+i))+"@example.com", "wrong")
			wantCode(t, err, oms.Unauthorized)
		}
		_, err := s.login(s.at("[2001:db8::ffff]"), "z@example.com", "wrong")
		wantCode(t, err, oms.TooMany)
		s.clock.pass(time.Second)
		_, err = s.login(s.at("[2001:db8::1]"), "mallory@example.com", goodPassword)
		wantCode(t, err, "")
		_, err = s.login(s.at("[2001:db8::1]"), "z@example.com", "wrong")
		wantCode(t, err, oms.Unauthorized)
		_, err = s.login(s.at("[2001:db8::1]"), "y@example.com", "wrong")
		wantCode(t, err, oms.TooMany)
		_, err = s.login(s.at("[2001:db8:0:1::1]"), "z@example.com", "wrong")
		wantCode(t, err, oms.Unauthorized)
	})
}

// TestBackoffHoldsAtOnce tries many passwords at the same time, on two
// servers: not more are looked at than the back-off allows one by one.
func TestBackoffHoldsAtOnce(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		s.user("iris@example.com", oms.RoleSupport)
		servers := []*server{s, s.another()}
		var looked, refused atomic.Int64
		race(16, func(i int) error {
			_, err := servers[i%2].login(t.Context(), "iris@example.com", "wrong")
			switch oms.CodeOf(err) {
			case oms.Unauthorized:
				looked.Add(1)
			case oms.TooMany:
				refused.Add(1)
			default:
				t.Errorf("attempt %d: %v", i, err)
			}
			return err
		})
		if looked.Load() != perAccount.free+1 || looked.Load()+refused.Load() != 16 {
			t.Errorf("%d passwords looked at, %d refused", looked.Load(), refused.Load())
		}
	})
}

func TestFailuresAreForgotten(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		s.user("iris@example.com", oms.RoleSupport)
		for range 5 {
			_, _ = s.login(t.Context(), "iris@example.com", "wrong")
		}
		s.clock.pass(attemptLife + time.Second)
		for range 4 {
			_, err := s.login(t.Context(), "iris@example.com", "wrong")
			wantCode(t, err, oms.Unauthorized)
		}
		_, err := s.login(t.Context(), "iris@example.com", goodPassword)
		wantCode(t, err, "")
		s.clock.pass(sessionLife + time.Second)
		if n, err := s.Prune(t.Context()); n != 2 || err != nil { // the account's failures and the session
			t.Errorf("pruned %d, %v", n, err)
		}
		if n, err := s.Prune(t.Context()); n != 0 || err != nil {
			t.Errorf("pruned %d again, %v", n, err)
		}
	})
}
