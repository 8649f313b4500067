package api

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) sessionOperations() {
	read(a, operation{id: "get-session", path: "/session", tag: "Session", public: "a page asks it who is signed in", summary: "Who am I?"},
		func(ctx context.Context, _ *struct{}) (*sessionView, error) { return a.session(ctx) })
	write(a, operation{id: "sign-in", method: http.MethodPost, unkeyed: true, path: "/session", tag: "Session", public: "nobody is signed in before", summary: "Sign in",
		doc:    "Sets the session's cookie. After repeated failures one must wait: 429 with Retry-After.",
		errors: []int{401, 429}},
		func(ctx context.Context, in *add[auth.LoginInput]) (*sessionView, error) {
			s, err := a.auth.Login(ctx, in.Body)
			return a.entered(s), err
		}, asIs)
	write(a, operation{id: "sign-out", method: http.MethodDelete, path: "/session", tag: "Session", public: "it ends the caller's own session, if any",
		status: http.StatusNoContent, unkeyed: true, summary: "Sign out"},
		func(ctx context.Context, _ *struct{}) (signedOut, error) { return signedOut{}, a.auth.Logout(ctx) }, asIs)
	write(a, operation{id: "set-up", method: http.MethodPost, unkeyed: true, path: "/setup", tag: "Session", public: "the link's secret is the proof", summary: "Make the first owner",
		doc: "With the secret of the link that the server prints at its first start; signs the owner in.", errors: []int{429}},
		func(ctx context.Context, in *add[auth.SetupInput]) (*sessionView, error) {
			s, err := a.auth.Setup(ctx, in.Body)
			return a.entered(s), err
		}, asIs)
	write(a, operation{id: "choose-password", method: http.MethodPost, unkeyed: true, path: "/session/password-link", tag: "Session", public: "the link's secret is the proof",
		status: http.StatusNoContent, summary: "Choose a password", doc: "With the secret of a link that an owner made. Ends all sessions of the user."},
		func(ctx context.Context, in *add[auth.PasswordChoice]) (none, error) {
			return none{}, a.auth.SetPassword(ctx, in.Body)
		}, asIs)
	write(a, operation{id: "change-password", method: http.MethodPost, unkeyed: true, path: "/session/password", tag: "Session", public: "the present password is the proof",
		status: http.StatusNoContent, summary: "Change one's own password", doc: "Ends the user's other sessions.", errors: []int{401, 429}},
		func(ctx context.Context, in *add[auth.PasswordChange]) (none, error) {
			return none{}, a.auth.ChangePassword(ctx, in.Body)
		}, asIs)
}

// loginOperations let people see where they are signed in, and end it.
func (a *API) loginOperations() {
	const own = "users see and end their own; those of others need users.manage, which the verb asks for"
	read(a, operation{id: "list-sessions", path: "/users/{id}/sessions", tag: "Users", public: own, summary: "Where a user is signed in", doc: "The newest 100.", errors: []int{401, 403}},
		func(ctx context.Context, in *IDParam) (list[loginView], error) {
			all, err := a.auth.Sessions(ctx, in.ID)
			return list[loginView]{Items: views(all, loginViewOf)}, err
		})
	write(a, operation{id: "end-session", method: http.MethodDelete, path: "/sessions/{id}", tag: "Users", public: own, unkeyed: true, status: http.StatusNoContent,
		summary: "End a session", errors: []int{401}},
		func(ctx context.Context, in *IDParam) (none, error) { return none{}, a.auth.RevokeSession(ctx, in.ID) }, asIs)
}

func asIs[T any](v T) T { return v }

// signedOut is the answer that makes the browser forget its session.
type signedOut struct{}

func (signedOut) setCookie() string { return auth.EndCookie().String() }

func (v *sessionView) setCookie() string { return v.cookie }

// session says who calls.
func (a *API) session(ctx context.Context) (*sessionView, error) {
	required, err := a.auth.SetupRequired(ctx)
	if err != nil {
		return nil, err
	}
	who, _ := auth.PrincipalOf(ctx)
	v := &sessionView{Mode: a.mode(), SetupRequired: required, Permissions: scopeNames(who.Permissions())}
	if who.Kind == auth.KindUser {
		v.User = &meView{ID: who.ID, Email: who.Email, Name: who.Name, Role: string(who.Role)}
	}
	return v, nil
}

func (a *API) mode() string {
	if a.demo != nil {
		return "demo"
	}
	return "live"
}

// entered is the answer to whoever has just signed in.
func (a *API) entered(s *auth.SignedIn) *sessionView {
	if s == nil {
		return nil
	}
	return &sessionView{Mode: a.mode(), User: meOf(s.User), Permissions: scopeNames(auth.Of(s.User.Role, nil)), cookie: s.Cookie().String()}
}

func meOf(u *oms.User) *meView {
	return &meView{ID: u.ID, Email: u.Email, Name: u.Name, Role: string(u.Role)}
}
