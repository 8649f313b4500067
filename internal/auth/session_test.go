package auth

import (
	"net/http"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// as is the context of a request with a session.
func (s *server) as(in *SignedIn) *http.Request {
	return from("192.0.2.1", http.MethodPost, "Cookie", CookieName+"="+in.Secret)
}

func (s *server) signIn(email string, role oms.Role) *SignedIn {
	s.t.Helper()
	s.user(email, role)
	return s.signInAgain(email)
}

func (s *server) signInAgain(email string) *SignedIn {
	s.t.Helper()
	in, err := s.login(s.t.Context(), email, goodPassword)
	if err != nil {
		s.t.Fatal(err)
	}
	return in
}

func TestSessionSlides(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in := s.signIn("iris@example.com", oms.RoleSupport)
		for range 3 { // 27 days, never idle for long
			s.clock.pass(9 * 24 * time.Hour)
			if p := s.session(in); p.Kind != KindUser {
				t.Fatalf("a session in use ended at %s", s.clock.now())
			}
			s.used.wait()
		}
		s.clock.pass(3*24*time.Hour - time.Second)
		if p := s.session(in); p.Kind != KindUser {
			t.Error("a session ended before its 30 days")
		}
		s.clock.pass(time.Second)
		if p := s.session(in); p.Kind != KindAnonymous {
			t.Error("a session lives longer than 30 days")
		}

		idle := s.signInAgain("iris@example.com")
		s.clock.pass(sessionIdle)
		if p := s.session(idle); p.Kind != KindAnonymous {
			t.Error("an idle session lives")
		}
		if list, err := s.Sessions(t.Context(), idle.User.ID); len(list) != 0 || err != nil {
			t.Errorf("sessions that have ended are listed: %+v, %v", list, err)
		}
	})
}

func TestSessionsAreListedAndRevoked(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in, other := s.signIn("iris@example.com", oms.RoleSupport), s.signInAgain("iris@example.com")
		stranger := s.signIn("sam@example.com", oms.RoleOperator)
		boss := s.signIn("boss@example.com", oms.RoleOwner)
		mine, err := s.request(s.as(in), MiddlewareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.Sessions(mine, in.User.ID)
		if err != nil || len(list) != 2 || list[0].ID != other.Session.ID || list[1].ID != in.Session.ID {
			t.Fatalf("sessions %+v, %v", list, err)
		}

		theirs, _ := s.request(s.as(stranger), MiddlewareOptions{})
		_, err = s.Sessions(theirs, in.User.ID)
		wantCode(t, err, oms.Forbidden)
		wantCode(t, s.RevokeSession(theirs, in.Session.ID), oms.NotFound)
		wantCode(t, s.RevokeSession(mine, "\x00"), oms.NotFound)
		wantCode(t, s.RevokeSession(mine, store.NewID(oms.PrefixSession)), oms.NotFound)
		wantCode(t, s.RevokeSession(mine, other.Session.ID), "")
		wantCode(t, s.RevokeSession(mine, other.Session.ID), "")
		if s.session(other).Kind != KindAnonymous || s.session(in).Kind != KindUser {
			t.Error("the wrong session ended")
		}
		owners, _ := s.request(s.as(boss), MiddlewareOptions{})
		wantCode(t, s.RevokeSession(owners, in.Session.ID), "")
		if s.session(in).Kind != KindAnonymous {
			t.Error("an owner could not end a session")
		}
		wantCode(t, s.Logout(owners), "")
		if s.session(boss).Kind != KindAnonymous {
			t.Error("signed out, the session goes on")
		}
		wantCode(t, s.Logout(s.at("192.0.2.1")), "")
		s.events(oms.SessionEnded, 3)
	})
}

func TestSigningInAgainEndsTheSessionBefore(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in := s.signIn("iris@example.com", oms.RoleSupport)
		ctx, _ := s.request(s.as(in), MiddlewareOptions{})
		next, err := s.login(ctx, "iris@example.com", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		if s.session(in).Kind != KindAnonymous || s.session(next).Kind != KindUser {
			t.Error("the browser has two sessions, or none")
		}
	})
}

func TestChangePassword(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in, other := s.signIn("iris@example.com", oms.RoleSupport), s.signInAgain("iris@example.com")
		ctx, _ := s.request(s.as(in), MiddlewareOptions{})
		const next = "other words and a cow"
		wantCode(t, s.ChangePassword(s.at("192.0.2.1"), PasswordChange{goodPassword, next}), oms.Forbidden)
		wantCode(t, s.ChangePassword(ctx, PasswordChange{"wrong", next}), oms.Invalid)
		wantCode(t, s.ChangePassword(ctx, PasswordChange{goodPassword, "short"}), oms.Invalid)
		wantCode(t, s.ChangePassword(ctx, PasswordChange{goodPassword, next}), "")
		if s.session(in).Kind != KindUser || s.session(other).Kind != KindAnonymous {
			t.Error("only the session that changed the password goes on")
		}
		_, err := s.login(t.Context(), "iris@example.com", goodPassword)
		wantCode(t, err, oms.Unauthorized)
		_, err = s.login(t.Context(), "iris@example.com", next)
		wantCode(t, err, "")
	})
}

func TestResetPassword(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in := s.signIn("iris@example.com", oms.RoleSupport)
		old, err := s.ResetPassword(t.Context(), in.User.ID)
		if err != nil {
			t.Fatal(err)
		}
		link, err := s.ResetPassword(t.Context(), in.User.ID)
		if err != nil {
			t.Fatal(err)
		}
		const next = "other words and a cow"
		wantCode(t, s.SetPassword(t.Context(), PasswordChoice{old.Token, next}), oms.Invalid)
		wantCode(t, s.SetPassword(t.Context(), PasswordChoice{link.Token, "iris@example.com"}), oms.Invalid)
		if s.session(in).Kind != KindUser {
			t.Error("a link alone ended the session")
		}
		if won := race(4, func(int) error { return s.SetPassword(t.Context(), PasswordChoice{link.Token, next}) }); won != 1 {
			t.Errorf("the link worked %d times", won)
		}
		if s.session(in).Kind != KindAnonymous {
			t.Error("a new password leaves sessions open")
		}
		_, err = s.login(t.Context(), "iris@example.com", next)
		wantCode(t, err, "")

		late, err := s.ResetPassword(t.Context(), in.User.ID)
		if err != nil {
			t.Fatal(err)
		}
		s.clock.pass(linkLife)
		wantCode(t, s.SetPassword(t.Context(), PasswordChoice{late.Token, next}), oms.Invalid)
	})
}
