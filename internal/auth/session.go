package auth

import (
	"context"
	"net/http"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// CookieName is the cookie of a session. The prefix makes browsers accept it
// only from this host, over HTTPS, for every path. Chromium counts
// http://localhost and http://127.0.0.1 as safe enough; not every browser does.
const CookieName = "__Host-switchyard"

// Cookie hands the session to the browser.
func (s *SignedIn) Cookie() *http.Cookie {
	return sessionCookie(s.Secret, int(sessionLife.Seconds()))
}

// EndCookie makes the browser forget its session.
func EndCookie() *http.Cookie { return sessionCookie("", -1) }

func sessionCookie(value string, age int) *http.Cookie {
	return &http.Cookie{Name: CookieName, Value: value, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

// openSession signs a user in, and out of the session they came with.
func (a *Auth) openSession(ctx context.Context, tx *store.Tx, u *oms.User) (*SignedIn, error) {
	c := clientOf(ctx)
	s := &oms.Session{
		ID: tx.NewID(oms.PrefixSession), UserID: u.ID, Agent: c.agent,
		CreatedAt: tx.Now, LastSeenAt: tx.Now, ExpiresAt: tx.Now.Add(sessionLife),
	}
	if c.address.IsValid() {
		s.Address = c.address.String()
	}
	secret := newSecret()
	d := digestOf(secret)
	if err := tx.InsertSession(ctx, s, d[:], networkOf(c.address)); err != nil {
		return nil, err
	}
	if err := tx.SetLastLogin(ctx, u.ID); err != nil {
		return nil, err
	}
	if p, _ := PrincipalOf(ctx); p.SessionID != "" {
		if err := a.endSession(ctx, tx, p.SessionID); err != nil {
			return nil, err
		}
	}
	tx.Emit(ctx, oms.Event{Type: oms.SessionCreated, Subject: s.ID, Actor: "user:" + u.ID}, map[string]string{"user_id": u.ID})
	u.LastLoginAt = &s.CreatedAt
	return &SignedIn{u, s, secret}, nil
}

// endSession ends one session; ending it again is nothing new.
func (a *Auth) endSession(ctx context.Context, tx *store.Tx, id string) error {
	ended, err := tx.RevokeSession(ctx, id)
	if err != nil || !ended {
		return err
	}
	tx.Emit(ctx, oms.Event{Type: oms.SessionEnded, Subject: id}, nil)
	tx.OnCommit(func() { a.seen.forgetID(id) })
	return nil
}

// Logout ends the session that the caller came with, if any.
func (a *Auth) Logout(ctx context.Context) error {
	p, _ := PrincipalOf(ctx)
	if p.SessionID == "" {
		return nil
	}
	return a.store.Write(ctx, func(tx *store.Tx) error { return a.endSession(ctx, tx, p.SessionID) })
}

// Sessions lists the sessions in which a user is signed in, the newest first,
// at most 100. Users see their own; others' need users.manage.
func (a *Auth) Sessions(ctx context.Context, userID string) ([]oms.Session, error) {
	if err := ownOrManaged(ctx, userID); err != nil {
		return nil, err
	}
	if !oms.IsID(userID, oms.PrefixUser) {
		return nil, noUser()
	}
	return read(ctx, a, func(tx *store.Tx) ([]oms.Session, error) {
		return tx.Sessions(ctx, userID, tx.Now.Add(-sessionIdle), 100)
	})
}

// RevokeSession ends a session: at once on this server, within 30 seconds on
// others. Users end their own; others' need users.manage.
func (a *Auth) RevokeSession(ctx context.Context, id string) error {
	missing := oms.Errorf(oms.NotFound, "there is no such session")
	if !oms.IsID(id, oms.PrefixSession) {
		return missing
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		s, err := tx.Session(ctx, id)
		if err != nil {
			return err
		}
		if s == nil {
			return missing
		}
		if ownOrManaged(ctx, s.UserID) != nil {
			return missing // whose it is, is nobody else's business
		}
		return a.endSession(ctx, tx, id)
	})
}

func ownOrManaged(ctx context.Context, userID string) error {
	if p, ok := PrincipalOf(ctx); !ok || p.Kind == KindUser && p.ID == userID {
		return nil
	}
	return Require(ctx, UsersManage)
}

// printable leaves out of a text what PostgreSQL takes for none.
func printable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")
}
