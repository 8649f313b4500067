package auth

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// LoginInput is the input of Login.
type LoginInput struct {
	Email    string `json:"email" doc:"The address to sign in with" maxLength:"254" example:"iris@example.com"`
	Password string `json:"password" doc:"The password" maxLength:"256"`
}

// SignedIn is a new session and its user. Secret is the session's secret, as
// Cookie hands it to the browser.
type SignedIn struct {
	User    *oms.User
	Session *oms.Session
	Secret  string
}

// Login opens a session. Whatever is wrong with the e-mail or the password,
// it answers the same Unauthorized error after about the same time. After
// repeated failures, and when too many log in at once, it answers a *Wait.
func (a *Auth) Login(ctx context.Context, in LoginInput) (*SignedIn, error) {
	u, g, hash, err := a.verify(ctx, printable(normalEmail(in.Email)), in.Password)
	if err != nil {
		return nil, err
	}
	if u == nil {
		return nil, a.failed(ctx, g)
	}
	var out *SignedIn
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		now, err := unchanged(ctx, tx, u.ID, hash)
		if err != nil {
			return err
		}
		if err := passed(ctx, tx, g); err != nil {
			return err
		}
		out, err = a.openSession(ctx, tx, now)
		return err
	})
	return out, err
}

// verify looks for the user with this password. It returns no user when there
// is none, and then the attempt is counted as a failure. hash is what the
// password was compared with.
func (a *Auth) verify(ctx context.Context, email, password string) (u *oms.User, g *gate, hash string, err error) {
	if g, err = a.newGate(ctx, email); err != nil {
		return nil, nil, "", err
	}
	if err = a.look(ctx, g); err != nil {
		return nil, nil, "", err
	}
	leave, err := a.hasher.enter(ctx)
	if err != nil {
		return nil, nil, "", err
	}
	defer leave()
	if err = a.claim(ctx, g); err != nil {
		return nil, nil, "", err
	}
	u, hash, err = a.userWithHash(ctx, email)
	if err != nil {
		return nil, nil, "", err
	}
	rec := nobody
	if hash != "" {
		if rec, err = parseRecord(hash); err != nil {
			return nil, nil, "", err
		}
	}
	if len(password) > passwordBytes || !rec.fits(password) || u == nil || !u.Active {
		return nil, g, "", nil
	}
	return u, g, hash, nil
}

func (a *Auth) userWithHash(ctx context.Context, email string) (u *oms.User, hash string, err error) {
	err = a.store.Read(ctx, func(tx *store.Tx) (err error) {
		if u, err = tx.UserByEmail(ctx, email); err != nil || u == nil {
			return err
		}
		hash, err = tx.Password(ctx, u.ID)
		return err
	})
	return u, hash, err
}

// unchanged locks a user whose password was right a moment ago, and refuses
// when that holds no longer.
func unchanged(ctx context.Context, tx *store.Tx, id, hash string) (*oms.User, error) {
	u, err := tx.LockUser(ctx, id)
	if err != nil {
		return nil, err
	}
	now, err := tx.Password(ctx, id)
	if err != nil {
		return nil, err
	}
	if u == nil || !u.Active || now != hash {
		return nil, wrongLogin()
	}
	return u, nil
}

// failed answers a wrong e-mail or password. It is recorded once somebody has
// had to wait: a slip of the finger is no news, and a flood from everywhere
// can't fill the log.
func (a *Auth) failed(ctx context.Context, g *gate) error {
	if !g.slow {
		return wrongLogin()
	}
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		tx.Emit(ctx, oms.Event{Type: oms.SessionFailed}, map[string]string{"email_hash": fingerprint(g.email)})
		return nil
	})
	if err != nil {
		return err
	}
	return wrongLogin()
}

func wrongLogin() error { return oms.Errorf(oms.Unauthorized, "this e-mail and password don't match") }

// PasswordChange is the input of ChangePassword.
type PasswordChange struct {
	Current string `json:"current" doc:"The present password" maxLength:"256"`
	New     string `json:"new" doc:"At least 12 characters; a few words make a good one" minLength:"12" maxLength:"256"`
}

// ChangePassword replaces the caller's own password and ends their other
// sessions. The present one is asked for, so that a session left open is not
// enough, and wrong ones count like failed logins.
func (a *Auth) ChangePassword(ctx context.Context, in PasswordChange) error {
	p, _ := PrincipalOf(ctx)
	if p.Kind != KindUser {
		return oms.Errorf(oms.Forbidden, "only a user who is signed in has a password")
	}
	if err := checkPassword("new", in.New, p.Email); err != nil {
		return err
	}
	u, g, old, err := a.verify(ctx, p.Email, in.Current)
	if err != nil {
		return err
	}
	if u == nil || u.ID != p.ID {
		return oms.InvalidField("current", "is not your password")
	}
	hash, err := a.hasher.hash(ctx, in.New)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := unchanged(ctx, tx, u.ID, old); err != nil {
			return err
		}
		if err := passed(ctx, tx, g); err != nil {
			return err
		}
		return a.setPassword(ctx, tx, u.ID, hash, p.SessionID)
	})
}

// setPassword replaces a password, ends the user's sessions but one, and the
// links to choose one.
func (a *Auth) setPassword(ctx context.Context, tx *store.Tx, userID, hash, keepSession string) error {
	if err := tx.SetPassword(ctx, userID, hash); err != nil {
		return err
	}
	if _, err := tx.RevokeSessions(ctx, userID, keepSession); err != nil {
		return err
	}
	tx.Emit(ctx, oms.Event{Type: oms.UserChanged, Subject: userID}, map[string]string{"password": "changed"})
	tx.OnCommit(func() { a.seen.forgetUser(userID) })
	return tx.DropLinks(ctx, store.PasswordLink, userID)
}

// PasswordChoice is the input of SetPassword.
type PasswordChoice struct {
	Token    string `json:"token" doc:"The secret of the link" maxLength:"100"`
	Password string `json:"password" doc:"At least 12 characters; a few words make a good one" minLength:"12" maxLength:"256"`
}

// SetPassword uses the link that ResetPassword made. It ends all sessions of
// the user.
func (a *Auth) SetPassword(ctx context.Context, in PasswordChoice) error {
	u, err := read(ctx, a, func(tx *store.Tx) (*oms.User, error) { return linked(ctx, tx, in.Token) })
	if err != nil {
		return err
	}
	if err := checkPassword("password", in.Password, u.Email); err != nil {
		return err
	}
	hash, err := a.hasher.hash(ctx, in.Password)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.LockUser(ctx, u.ID); err != nil {
			return err
		}
		if _, err := linked(ctx, tx, in.Token); err != nil { // it may have been used meanwhile
			return err
		}
		return a.setPassword(store.WithCaller(ctx, callerAs(ctx, "user:"+u.ID)), tx, u.ID, hash, "")
	})
}

// linked returns the active user whose link the token is.
func linked(ctx context.Context, tx *store.Tx, token string) (*oms.User, error) {
	d := digestOf(token)
	l, err := tx.Link(ctx, store.PasswordLink, d[:])
	if err != nil {
		return nil, err
	}
	if l == nil || !l.ExpiresAt.After(tx.Now) {
		return nil, oms.InvalidField("token", "is of a link that was used or has expired: ask for a new one")
	}
	u, err := tx.User(ctx, l.UserID)
	if err != nil {
		return nil, err
	}
	if u == nil || !u.Active {
		return nil, oms.InvalidField("token", "is of a user who is not active")
	}
	return u, nil
}

// callerAs is the caller of ctx under another name: who had to prove who they
// are before there was a session.
func callerAs(ctx context.Context, actor string) store.Caller {
	c := store.CallerOf(ctx)
	c.Actor = actor
	return c
}
