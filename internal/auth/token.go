package auth

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// NewToken is the input of CreateToken.
type NewToken struct {
	Name      string           `json:"name" doc:"What the token is for" minLength:"1" maxLength:"200" example:"till in Leipzig"`
	Role      oms.Role         `json:"role" doc:"What the token may do" enum:"owner,operator,warehouse,support,read_only" example:"operator"`
	Scopes    []oms.Permission `json:"scopes,omitempty" required:"false" doc:"Narrows the role to these permissions; leave it out for all of the role's" maxItems:"64" example:"[\"orders.read\",\"orders.write\"]"`
	ExpiresAt *time.Time       `json:"expires_at,omitempty" required:"false" doc:"When it ends by itself; leave it out for never"`
}

// IssuedToken is a new token. Secret is what to send as Authorization:
// Bearer; it is shown now and never again.
type IssuedToken struct {
	Token  oms.Token
	Secret string
}

func (t *IssuedToken) public() *IssuedToken { return &IssuedToken{Token: t.Token} }

// CreateToken makes a token. It refuses one that may do more than the caller.
// When the write is repeated under its idempotency key, the answer has no
// secret: revoke that token and make another.
func (a *Auth) CreateToken(ctx context.Context, in NewToken) (*IssuedToken, error) {
	in.Name = strings.TrimSpace(in.Name)
	if err := in.check(a.store.Now()); err != nil {
		return nil, err
	}
	if err := covers(ctx, in.Role, in.Scopes); err != nil {
		return nil, err
	}
	return do(ctx, a, (*IssuedToken).public, func(tx *store.Tx) (*IssuedToken, error) {
		secret := tokenPrefix + newSecret()
		t := &oms.Token{
			ID: tx.NewID(oms.PrefixToken), Name: in.Name, Hint: secret[:len(tokenPrefix)+4], Role: in.Role, Scopes: in.Scopes,
			CreatedBy: store.CallerOf(ctx).Actor, CreatedAt: tx.Now, ExpiresAt: in.ExpiresAt,
		}
		d := digestOf(secret)
		if err := tx.InsertToken(ctx, t, d[:]); err != nil {
			return nil, err
		}
		tx.Emit(ctx, oms.Event{Type: oms.TokenCreated, Subject: t.ID}, map[string]any{"after": tokenFacts{t.Name, t.Role, t.Scopes, t.ExpiresAt}})
		return &IssuedToken{*t, secret}, nil
	})
}

// tokenFacts are what events say about a token.
type tokenFacts struct {
	Name      string           `json:"name"`
	Role      oms.Role         `json:"role"`
	Scopes    []oms.Permission `json:"scopes,omitempty"`
	ExpiresAt *time.Time       `json:"expires_at,omitempty"`
}

func (in *NewToken) check(now time.Time) error {
	faults := nameFault(in.Name)
	if !knownRole(in.Role) {
		faults = append(faults, oms.FaultAt("role", "is not a role"))
	}
	for i, s := range in.Scopes {
		switch field := fmt.Sprintf("scopes[%d]", i); {
		case !knownPermission(s):
			faults = append(faults, oms.FaultAt(field, "is not a permission"))
		case knownRole(in.Role) && !granted[in.Role][s]:
			faults = append(faults, oms.FaultAt(field, "is not a permission of the role %s", in.Role))
		case slices.Contains(in.Scopes[:i], s):
			faults = append(faults, oms.FaultAt(field, "is there twice"))
		}
	}
	if in.ExpiresAt != nil {
		at := in.ExpiresAt.UTC().Truncate(time.Microsecond)
		if in.ExpiresAt = &at; !at.After(now) || at.Year() > 9999 {
			faults = append(faults, oms.FaultAt("expires_at", "must lie ahead"))
		}
	}
	return oms.InvalidFields("the token", faults)
}

// ListTokens lists tokens from the oldest, revoked and expired ones too.
func (a *Auth) ListTokens(ctx context.Context, p Page) ([]oms.Token, error) {
	return read(ctx, a, func(tx *store.Tx) ([]oms.Token, error) { return tx.Tokens(ctx, printable(p.After), p.limit()) })
}

// RevokeToken ends a token: at once on this server, within 30 seconds on
// others. Revoking it again is no error.
func (a *Auth) RevokeToken(ctx context.Context, id string) (*oms.Token, error) {
	missing := oms.Errorf(oms.NotFound, "there is no such token")
	if !oms.IsID(id, oms.PrefixToken) {
		return nil, missing
	}
	return do(ctx, a, asIs, func(tx *store.Tx) (*oms.Token, error) {
		revoked, err := tx.RevokeToken(ctx, id)
		if err != nil {
			return nil, err
		}
		t, err := tx.Token(ctx, id)
		if err != nil {
			return nil, err
		}
		if t == nil {
			return nil, missing
		}
		if revoked {
			tx.Emit(ctx, oms.Event{Type: oms.TokenRevoked, Subject: id}, map[string]string{"name": t.Name})
			tx.OnCommit(func() { a.seen.forgetID(id) })
		}
		return t, nil
	})
}
