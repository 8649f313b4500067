package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/oms"
)

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it, this once."`
	List   tokenListCmd   `cmd:"" help:"List tokens; the secrets are not kept."`
	Revoke tokenRevokeCmd `cmd:"" help:"End a token."`
}

type tokenCreateCmd struct {
	Role    string        `help:"What it may do: ${enum}." enum:"owner,operator,warehouse,support,read_only" required:""`
	Name    string        `help:"What it is for, such as \"till in Leipzig\"." required:""`
	Scope   []string      `help:"Narrows the role to a permission such as orders.read; may be given several times."`
	Expires time.Duration `help:"Ends by itself after this long, such as 720h; never when absent."`
}

// Help is what --help adds.
func (tokenCreateCmd) Help() string {
	return `Only the token is printed, so that a shell can take it; it works at once, also on a server that is running:

  TOKEN=$(switchyard token create --role operator --name importer)
  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/api/v1/orders`
}

// Run makes the token.
func (c tokenCreateCmd) Run(ctx context.Context, s *settings, t terminal) error {
	in := auth.NewToken{Name: c.Name, Role: oms.Role(c.Role)}
	for _, scope := range c.Scope {
		in.Scopes = append(in.Scopes, oms.Permission(scope))
	}
	if c.Expires > 0 {
		at := time.Now().Add(c.Expires)
		in.ExpiresAt = &at
	}
	return s.withAuth(ctx, func(ctx context.Context, a *auth.Auth) error {
		made, err := a.CreateToken(ctx, in)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(t.out, made.Secret)
		return err
	})
}

type tokenListCmd struct{}

// Run lists the tokens.
func (tokenListCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return s.withAuth(ctx, func(ctx context.Context, a *auth.Auth) error {
		w := tabwriter.NewWriter(t.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tNAME\tBEGINS\tROLE\tSCOPES\tMADE\tLAST USED\tSTATE")
		err := pages(func(after string) ([]oms.Token, error) { return a.ListTokens(ctx, auth.Page{After: after, Limit: 500}) },
			func(k oms.Token) string { return k.ID }, func(k oms.Token) {
				fmt.Fprintf(w, "%s\t%s\t%s…\t%s\t%s\t%s\t%s\t%s\n", k.ID, printable(k.Name), k.Hint, k.Role, scopes(k.Scopes), day(&k.CreatedAt), day(k.LastUsedAt), tokenState(k))
			})
		if err != nil {
			return err
		}
		return w.Flush()
	})
}

type tokenRevokeCmd struct {
	ID string `arg:"" help:"The token's id, as token list shows it."`
}

// Run ends the token.
func (c tokenRevokeCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return s.withAuth(ctx, func(ctx context.Context, a *auth.Auth) error {
		k, err := a.RevokeToken(ctx, c.ID)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.err, "The token %q is revoked; servers that run refuse it within 30 seconds.\n", k.Name)
		return err
	})
}

// pages reads a list to its end, page by page, and shows each item.
func pages[T any](page func(after string) ([]T, error), id func(T) string, show func(T)) error {
	for after := ""; ; {
		items, err := page(after)
		if err != nil || len(items) == 0 {
			return err
		}
		for _, it := range items {
			show(it)
		}
		after = id(items[len(items)-1])
	}
}

func scopes(all []oms.Permission) string {
	if len(all) == 0 {
		return "all of the role"
	}
	parts := make([]string, len(all))
	for i, p := range all {
		parts[i] = string(p)
	}
	return strings.Join(parts, ",")
}

func tokenState(k oms.Token) string {
	switch {
	case k.RevokedAt != nil:
		return "revoked " + day(k.RevokedAt)
	case k.ExpiresAt != nil && k.ExpiresAt.Before(time.Now()):
		return "expired " + day(k.ExpiresAt)
	case k.ExpiresAt != nil:
		return "until " + day(k.ExpiresAt)
	}
	return "active"
}

func day(at *time.Time) string {
	if at == nil {
		return "never"
	}
	return at.Format(time.DateOnly)
}

// printable keeps what somebody typed somewhere from moving the cursor here.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '·'
		}
		return r
	}, s)
}
