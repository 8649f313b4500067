package auth

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

// Kind sorts those who call.
type Kind string

// The kinds of principals.
const (
	KindUser      Kind = "user"      // a person, by a session
	KindToken     Kind = "token"     // a program, by a token
	KindDemo      Kind = "demo"      // anybody on this machine, in demo mode
	KindAnonymous Kind = "anonymous" // nobody we know; may do nothing
)

// Principal is who calls.
type Principal struct {
	Kind      Kind
	ID        string // of the user or the token; "" for the others
	Name      string
	Email     string // of a user
	Role      oms.Role
	Scopes    []oms.Permission // of a token; empty for all of the role's
	SessionID string           // by which a user came
	Demo      bool             // the server runs in demo mode
}

// Actor names the principal in events, and keeps idempotency keys of
// different callers apart.
func (p Principal) Actor() string {
	if p.ID == "" {
		return string(p.Kind)
	}
	return string(p.Kind) + ":" + p.ID
}

// Permissions lists what the principal may do.
func (p Principal) Permissions() []oms.Permission { return Of(p.Role, p.Scopes) }

// Can tells whether the principal may do what perm names.
func Can(p Principal, perm oms.Permission) bool { return may(p.Role, p.Scopes, perm) }

// CanSee tells whether the principal may read events of the type.
func CanSee(p Principal, t oms.EventType) bool {
	if t.AboutAccess() {
		return Can(p, AuditRead)
	}
	return Can(p, EventsRead)
}

type principalKey struct{}

// WithPrincipal attaches who calls to a context. The middleware does it for
// every request.
func WithPrincipal(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, &p)
}

// PrincipalOf returns who calls. Outside a request there is none: then the
// program acts by itself, as a command on the server's machine does.
func PrincipalOf(ctx context.Context) (Principal, bool) {
	if p, ok := ctx.Value(principalKey{}).(*Principal); ok {
		return *p, true
	}
	return Principal{Kind: KindAnonymous}, false
}

// Require returns nil when the caller may do what perm names, an Unauthorized
// error when nobody is signed in, and Forbidden otherwise. Without a request
// it refuses.
func Require(ctx context.Context, perm oms.Permission) error {
	p, _ := PrincipalOf(ctx)
	switch {
	case p.Kind == KindAnonymous:
		return oms.Errorf(oms.Unauthorized, "sign in, or send a token as Authorization: Bearer")
	case !Can(p, perm):
		return oms.Errorf(oms.Forbidden, "this needs the permission %s, which %s does not have", perm, p.words())
	}
	return nil
}

func (p Principal) words() string {
	if len(p.Scopes) > 0 && granted[p.Role] != nil {
		return "the token " + p.Name
	}
	return "the role " + string(p.Role)
}

// covers refuses to hand out more than the caller has, so that nobody makes
// themselves an owner by way of a new token or user.
func covers(ctx context.Context, role oms.Role, scopes []oms.Permission) error {
	p, ok := PrincipalOf(ctx)
	if !ok {
		return nil
	}
	for _, perm := range Of(role, scopes) {
		if !Can(p, perm) {
			return oms.Errorf(oms.Forbidden, "nobody can give or manage what they may not do themselves: %s", perm)
		}
	}
	return nil
}
