package auth

import (
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// overlap runs begin and end in one transaction, starts other between them, and
// returns what other answers. What other must wait for, it finds committed.
func (s *server) overlap(begin, end func(*store.Tx) error, other func() error) error {
	s.t.Helper()
	answer := make(chan error, 1)
	err := s.store.Write(s.t.Context(), func(tx *store.Tx) error {
		if err := begin(tx); err != nil {
			return err
		}
		go func() { answer <- other() }()
		time.Sleep(300 * time.Millisecond) // a chance to pass for what should wait
		return end(tx)
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return <-answer
}

func TestSetupWaitsForSetup(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		token, err := s.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		other, ctx := s.another(), t.Context()
		err = s.overlap(func(tx *store.Tx) error { return tx.LockSetup(ctx) }, func(tx *store.Tx) error {
			_, err := insertOwner(ctx, tx, NewUser{Email: "first@example.com", Name: "First", Role: oms.RoleOwner}, "")
			return err
		}, func() error { _, err := other.Setup(ctx, setupInput(token)); return err })
		wantCode(t, err, oms.Conflict)
	})
}

func TestLoginWaitsForLogin(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		s.user("iris@example.com", oms.RoleSupport)
		_, err := s.login(t.Context(), "iris@example.com", "wrong") // so that there is a row
		wantCode(t, err, oms.Unauthorized)
		other, ctx := s.another(), t.Context()
		var list []store.Attempts
		err = s.overlap(func(tx *store.Tx) (err error) {
			list, err = tx.LockAttempts(ctx, "account:"+fingerprint("iris@example.com"))
			return err
		}, func(tx *store.Tx) error {
			list[0].BlockedUntil = tx.Now.Add(time.Minute)
			return tx.SaveAttempts(ctx, list)
		}, func() error { _, err := other.login(ctx, "iris@example.com", goodPassword); return err })
		wantCode(t, err, oms.TooMany)
	})
}

// TestPasswordChangedMeanwhile: a login with the old password, compared a
// moment before, opens no session.
func TestPasswordChangedMeanwhile(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		u := s.user("iris@example.com", oms.RoleSupport)
		err := s.store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := unchanged(t.Context(), tx, u.ID, "the hash before")
			return err
		})
		wantCode(t, err, oms.Unauthorized)
	})
}
