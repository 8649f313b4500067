package auth

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// setupLinks is how many links for setting up are good at the same time: those
// of the last few starts, on all servers.
const setupLinks = 10

// SetupToken makes the secret of a link by which the first owner is made, or
// returns "" when there is an owner. It is good until an owner is made.
func (a *Auth) SetupToken(ctx context.Context) (string, error) {
	var token string
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		token = ""
		owners, err := tx.Owners(ctx)
		if err != nil {
			return err
		}
		if owners > 0 {
			return tx.DropLinks(ctx, store.SetupLink, "")
		}
		token = newSecret()
		d := digestOf(token)
		if err := tx.InsertLink(ctx, store.Link{Hash: d[:], Kind: store.SetupLink}); err != nil {
			return err
		}
		return tx.TrimSetupLinks(ctx, setupLinks)
	})
	return token, err
}

// SetupRequired tells whether there is no owner yet. Once there is one there
// always is, so that is asked of the database no more.
func (a *Auth) SetupRequired(ctx context.Context) (bool, error) {
	if a.owned.Load() {
		return false, nil
	}
	n, err := read(ctx, a, func(tx *store.Tx) (int64, error) { return tx.Owners(ctx) })
	if err == nil && n > 0 {
		a.owned.Store(true)
	}
	return n == 0, err
}

// SetupInput is the input of Setup.
type SetupInput struct {
	Token    string `json:"token" doc:"The secret of the link that the server printed at its start" maxLength:"100"`
	Email    string `json:"email" doc:"The address to sign in with" format:"email" maxLength:"254" example:"iris@example.com"`
	Name     string `json:"name" doc:"The owner's name" minLength:"1" maxLength:"200" example:"Iris Verbeek"`
	Password string `json:"password" doc:"At least 12 characters; a few words make a good one" minLength:"12" maxLength:"256"`
}

// Setup makes the first owner and signs them in. Of any number at the same
// time one wins; afterwards it answers Conflict.
func (a *Auth) Setup(ctx context.Context, in SetupInput) (*SignedIn, error) {
	user := NewUser{Email: normalEmail(in.Email), Name: in.Name, Role: oms.RoleOwner}
	if err := user.check(); err != nil {
		return nil, err
	}
	if err := checkPassword("password", in.Password, user.Email); err != nil {
		return nil, err
	}
	d := digestOf(in.Token)
	if err := a.store.Read(ctx, func(tx *store.Tx) error { return maySetUp(ctx, tx, d) }); err != nil {
		return nil, err // before any password is hashed
	}
	hash, err := a.hasher.hash(ctx, in.Password)
	if err != nil {
		return nil, err
	}
	var out *SignedIn
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockSetup(ctx); err != nil {
			return err
		}
		if err := maySetUp(ctx, tx, d); err != nil {
			return err
		}
		u, err := insertOwner(ctx, tx, user, hash)
		if err != nil {
			return err
		}
		out, err = a.openSession(ctx, tx, u)
		return err
	})
	return out, err
}

// maySetUp refuses when there is an owner, or when the link is not one of ours.
func maySetUp(ctx context.Context, tx *store.Tx, d digest) error {
	owners, err := tx.Owners(ctx)
	if err != nil {
		return err
	}
	if owners > 0 {
		return oms.Errorf(oms.Conflict, "this installation has its owner already: sign in")
	}
	l, err := tx.Link(ctx, store.SetupLink, d[:])
	if err == nil && l == nil {
		err = oms.InvalidField("token", "is not of the newest link: look at what the server printed at its last start")
	}
	return err
}

func insertOwner(ctx context.Context, tx *store.Tx, in NewUser, hash string) (*oms.User, error) {
	u, err := insertUser(ctx, tx, in, hash)
	if err != nil {
		return nil, err
	}
	return u, tx.DropLinks(ctx, store.SetupLink, "")
}
