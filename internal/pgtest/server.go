package pgtest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5"
)

// Options choose how a server is started.
type Options struct {
	// Durable flushes every commit to disk. Without it the server is several times faster and loses data in a power cut.
	Durable bool
}

// Server is a PostgreSQL server that tests may create databases on.
type Server struct {
	admin url.URL // the address of a database that always exists
	keeps bool    // somebody else's, that stays when the tests are over
	stop  func() error
}

// Existing takes a running server by the address of one of its databases; the role there must be allowed to create databases.
// It refuses a server that does not keep what Options ask for.
func Existing(ctx context.Context, address string, o Options) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return nil, errors.New("pgtest: SWITCHYARD_TEST_POSTGRES must be off or postgres://…")
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/postgres"
	}
	s := &Server{admin: *u, keeps: true, stop: func() error { return nil }}
	if !o.Durable {
		return s, nil
	}
	return s, s.withAdmin(ctx, func(c *pgx.Conn) error {
		var fsync, commit string
		if err := c.QueryRow(ctx, "SELECT current_setting('fsync'), current_setting('synchronous_commit')").Scan(&fsync, &commit); err != nil {
			return err
		}
		if fsync != "on" || commit == "off" {
			return fmt.Errorf("the server in SWITCHYARD_TEST_POSTGRES is not durable: fsync=%s, synchronous_commit=%s", fsync, commit)
		}
		return nil
	})
}

// URL is the address of one of the server's databases.
func (s *Server) URL(database string) string {
	u := s.admin
	u.Path = "/" + database
	return u.String()
}

// Create makes an empty database and returns its name.
func (s *Server) Create(ctx context.Context) (string, error) { return s.Copy(ctx, "template0") }

// Copy makes a database that holds what another one does, in which nobody may be at the time, and returns its name.
func (s *Server) Copy(ctx context.Context, from string) (string, error) {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails: see crypto/rand
	name := "switchyard_" + hex.EncodeToString(random[:])
	return name, s.withAdmin(ctx, func(c *pgx.Conn) error {
		_, err := c.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+pgx.Identifier{from}.Sanitize())
		return err
	})
}

// Drop removes a database made by Create and ends the sessions that are still in it.
func (s *Server) Drop(ctx context.Context, name string) error {
	return s.withAdmin(ctx, func(c *pgx.Conn) error {
		_, err := c.Exec(ctx, "DROP DATABASE IF EXISTS "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)")
		return err
	})
}

// Stop ends a server made by Start and removes its files; on one from Existing it does nothing.
func (s *Server) Stop() error { return s.stop() }

func (s *Server) withAdmin(ctx context.Context, do func(*pgx.Conn) error) error {
	c, err := pgx.Connect(ctx, s.admin.String())
	if err != nil {
		return fmt.Errorf("pgtest: connect: %w", err)
	}
	err = do(c)
	if err = errors.Join(err, c.Close(ctx)); err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	return nil
}
