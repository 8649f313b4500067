package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/oms"
)

type userCmd struct {
	Create        userCreateCmd `cmd:"" help:"Add a person."`
	List          userListCmd   `cmd:"" help:"List people."`
	ResetPassword userResetCmd  `cmd:"" help:"Give a person a new password, or a link to choose one."`
}

// secretWords is how a password is given: never as an argument, which every
// user of the machine can read.
type secretWords struct {
	PasswordFile string `help:"File with the password, - for standard input. Without it a one-time link to choose one is printed." placeholder:"FILE"`
	PublicURL    string `help:"Where people reach the server, for the link." default:"http://127.0.0.1:8080" env:"SWITCHYARD_PUBLIC_URL" placeholder:"URL"`
}

func (p secretWords) read(t terminal) (string, error) {
	var b []byte
	var err error
	switch p.PasswordFile {
	case "":
		return "", nil
	case "-":
		b, err = io.ReadAll(io.LimitReader(t.in, 4096))
	default:
		b, err = os.ReadFile(p.PasswordFile)
	}
	password := strings.TrimRight(string(b), "\r\n")
	if err == nil && password == "" {
		err = errors.New("the password is empty")
	}
	return password, err
}

// give sets the password, or prints the link to choose one.
func (p secretWords) give(ctx context.Context, a *auth.Auth, t terminal, userID, password string) error {
	link, err := a.ResetPassword(ctx, userID)
	if err != nil {
		return err
	}
	if password != "" {
		if err := a.SetPassword(ctx, auth.PasswordChoice{Token: link.Token, Password: password}); err != nil {
			return err
		}
		_, err = fmt.Fprintln(t.err, "The password is set; all sessions of this person have ended.")
		return err
	}
	fmt.Fprintf(t.err, "With this link the person chooses a password, once, until %s:\n", link.ExpiresAt.Format("2006-01-02 15:04 MST"))
	_, err = fmt.Fprintf(t.out, "%s/choose-password?token=%s\n", strings.TrimSuffix(p.PublicURL, "/"), link.Token)
	return err
}

type userCreateCmd struct {
	Email string `help:"The address to sign in with." required:""`
	Name  string `help:"The person's name." required:""`
	Role  string `help:"What they may do: ${enum}." enum:"owner,operator,warehouse,support,read_only" required:""`
	secretWords
}

// Run adds the person.
func (c userCreateCmd) Run(ctx context.Context, s *settings, t terminal) error {
	password, err := c.read(t)
	if err != nil {
		return err
	}
	return s.withAuth(ctx, func(ctx context.Context, a *auth.Auth) error {
		u, err := a.CreateUser(ctx, auth.NewUser{Email: c.Email, Name: c.Name, Role: oms.Role(c.Role), Password: password})
		if err != nil {
			return err
		}
		fmt.Fprintf(t.err, "%s is %s.\n", u.ID, u.Role)
		if password != "" {
			return nil
		}
		return c.give(ctx, a, t, u.ID, "")
	})
}

type userListCmd struct{}

// Run lists people.
func (userListCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return s.withAuth(ctx, func(ctx context.Context, a *auth.Auth) error {
		w := tabwriter.NewWriter(t.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tE-MAIL\tNAME\tROLE\tSTATE\tLAST SIGNED IN")
		err := users(ctx, a, func(u oms.User) {
			state := "active"
			switch {
			case !u.Active:
				state = "inactive"
			case !u.HasPassword:
				state = "no password yet"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", u.ID, u.Email, printable(u.Name), u.Role, state, day(u.LastLoginAt))
		})
		if err != nil {
			return err
		}
		return w.Flush()
	})
}

func users(ctx context.Context, a *auth.Auth, show func(oms.User)) error {
	return pages(func(after string) ([]oms.User, error) { return a.ListUsers(ctx, auth.Page{After: after, Limit: 500}) },
		func(u oms.User) string { return u.ID }, show)
}

type userResetCmd struct {
	User string `arg:"" help:"The person's e-mail address or id."`
	secretWords
}

// Run resets the password.
func (c userResetCmd) Run(ctx context.Context, s *settings, t terminal) error {
	password, err := c.read(t)
	if err != nil {
		return err
	}
	return s.withAuth(ctx, func(ctx context.Context, a *auth.Auth) error {
		id := ""
		if err := users(ctx, a, func(u oms.User) {
			if u.ID == c.User || strings.EqualFold(u.Email, c.User) {
				id = u.ID
			}
		}); err != nil {
			return err
		}
		if id == "" {
			return fmt.Errorf("there is no user %s", c.User)
		}
		return c.give(ctx, a, t, id, password)
	})
}
