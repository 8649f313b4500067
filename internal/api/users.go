package api

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) userOperations() {
	write(a, operation{id: "create-user", method: http.MethodPost, path: "/users", tag: "Users", may: auth.UsersManage, status: http.StatusCreated,
		summary: "Add a user", doc: "Without a password, make a link with which the person chooses one: POST /users/{id}/password-link."},
		func(ctx context.Context, in *add[auth.NewUser]) (*oms.User, error) {
			return a.auth.CreateUser(ctx, in.Body)
		}, userViewOf)
	read(a, operation{id: "list-users", path: "/users", tag: "Users", may: auth.UsersManage, summary: "List users", doc: "From the oldest, inactive ones too."},
		func(ctx context.Context, in *PageParams) (list[*userView], error) {
			return agePage(in, func(p auth.Page) ([]oms.User, error) { return a.auth.ListUsers(ctx, p) }, userViewOf, func(u *oms.User) string { return u.ID })
		})
	read(a, operation{id: "get-user", path: "/users/{id}", tag: "Users", may: auth.UsersManage, summary: "Read a user"},
		func(ctx context.Context, in *IDParam) (*userView, error) {
			u, err := a.auth.User(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return userViewOf(u), nil
		})
	write(a, operation{id: "edit-user", method: http.MethodPatch, path: "/users/{id}", tag: "Users", may: auth.UsersManage, versioned: true,
		summary: "Edit a user", doc: "A change of role, or active: false, works at once. The last active owner stays one."},
		func(ctx context.Context, in *edit[auth.UserEdit]) (u *oms.User, err error) {
			if in.Body.Version, err = in.version(); err != nil {
				return nil, err
			}
			return a.auth.UpdateUser(ctx, in.ID, in.Body)
		}, userViewOf)
	write(a, operation{id: "create-password-link", method: http.MethodPost, path: "/users/{id}/password-link", tag: "Users", may: auth.UsersManage,
		status: http.StatusCreated, summary: "Make a link to choose a password", doc: "The link's secret is shown once and works for three days. Sent again under the same Idempotency-Key, the answer lacks it."},
		func(ctx context.Context, in *IDParam) (*auth.PasswordLink, error) {
			return a.auth.ResetPassword(ctx, in.ID)
		},
		func(l *auth.PasswordLink) *auth.PasswordLink { return l })
}

func (a *API) tokenOperations() {
	write(a, operation{id: "create-token", method: http.MethodPost, path: "/tokens", tag: "Tokens", may: auth.TokensManage, status: http.StatusCreated,
		summary: "Make a token", doc: "For a program. The secret is in this answer and nowhere else: sent again under the same Idempotency-Key, the answer lacks it."},
		func(ctx context.Context, in *add[auth.NewToken]) (*auth.IssuedToken, error) {
			return a.auth.CreateToken(ctx, in.Body)
		}, issuedView)
	read(a, operation{id: "list-tokens", path: "/tokens", tag: "Tokens", may: auth.TokensManage, summary: "List tokens", doc: "From the oldest, revoked and expired ones too."},
		func(ctx context.Context, in *PageParams) (list[*tokenView], error) {
			return agePage(in, func(p auth.Page) ([]oms.Token, error) { return a.auth.ListTokens(ctx, p) }, tokenViewOf, func(t *oms.Token) string { return t.ID })
		})
	write(a, operation{id: "revoke-token", method: http.MethodDelete, path: "/tokens/{id}", tag: "Tokens", may: auth.TokensManage, summary: "Revoke a token",
		doc: "It works no longer from now on. Doing it again changes nothing."},
		func(ctx context.Context, in *IDParam) (*oms.Token, error) { return a.auth.RevokeToken(ctx, in.ID) }, tokenViewOf)
}

// agePage reads a page of a list that is sorted by id.
func agePage[T, V any](in *PageParams, read func(auth.Page) ([]T, error), view func(*T) V, id func(*T) string) (list[V], error) {
	after, err := positionOf[string](in.Cursor)
	if err != nil {
		return list[V]{}, err
	}
	p := auth.Page{Limit: in.Limit + 1}
	if after != nil {
		p.After = *after
	}
	items, err := read(p)
	if err != nil {
		return list[V]{}, err
	}
	out := list[V]{}
	if len(items) > in.Limit {
		items = items[:in.Limit]
		out.NextCursor = cursorOf(number(id(&items[in.Limit-1])))
	}
	out.Items = views(items, view)
	return out, nil
}
