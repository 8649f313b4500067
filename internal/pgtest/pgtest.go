// Package pgtest gives a test a fresh, empty PostgreSQL database and asks nothing of whoever runs it.
//
//	db := pgtest.URL(t) // postgres://switchyard@/switchyard_4f1c…?host=/tmp/switchyard-pg-…
//
// The first call in a test process starts a server of its own from the installed binaries (initdb's result is cached, so
// that takes about a quarter of a second); the server and its files go away with the process, however it ends.
//
// Environment:
//
//	SWITCHYARD_TEST_POSTGRES=postgres://…  create the databases on that server instead of starting one
//	SWITCHYARD_TEST_POSTGRES=off           skip every test that needs PostgreSQL
//	SWITCHYARD_SKIPPED=/path/to/file       append one line there for what was skipped and why
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// ErrNotInstalled says that no PostgreSQL server could be found on this machine.
var ErrNotInstalled = errors.New("pgtest: no PostgreSQL server found: install it (Debian and Ubuntu: apt-get install postgresql; " +
	"macOS: brew install postgresql) or set SWITCHYARD_TEST_POSTGRES=postgres://user:password@host/ to a server that may create databases")

// ErrOff says that whoever runs the tests wants none on PostgreSQL.
var ErrOff = errors.New("pgtest: turned off by SWITCHYARD_TEST_POSTGRES=off")

// setupTime bounds starting the server, creating a database and dropping it.
const setupTime = 60 * time.Second

// URL returns the address of a new empty database that is dropped when the test ends. Its server runs with fsync off, which
// changes nothing that a test can see short of a crash of the server: use Durable for those, and where durable commits are timed.
// The test is skipped, and says what to install, when PostgreSQL is not there.
func URL(t testing.TB) string {
	t.Helper()
	return database(t, fast, (*Server).Create)
}

// Prepared is URL of a database as prepare left it, which is called with the address of an empty one. On a server of our own
// that is once in a test process, by whoever asks first, and the others get copies: a process has one prepare.
func Prepared(t testing.TB, prepare func(url string) error) string {
	t.Helper()
	return database(t, fast, func(s *Server, ctx context.Context) (string, error) {
		if s.keeps { // a copy's original would stay there
			return s.prepared(ctx, prepare)
		}
		original.once.Do(func() { original.name, original.err = s.prepared(ctx, prepare) })
		if original.err != nil {
			return "", original.err
		}
		return s.Copy(ctx, original.name)
	})
}

// original is what Prepared copies.
var original struct {
	once sync.Once
	name string
	err  error
}

func (s *Server) prepared(ctx context.Context, prepare func(url string) error) (string, error) {
	name, err := s.Create(ctx)
	if err != nil {
		return "", err
	}
	return name, prepare(s.URL(name))
}

// Durable is URL on a server that flushes every commit to disk, as in production.
func Durable(t testing.TB) string {
	t.Helper()
	return database(t, durable, (*Server).Create)
}

// Each kind of server is started once in a test process, by the first test that asks for it.
var (
	fast    = sync.OnceValues(func() (*Server, error) { return open(Options{}) })
	durable = sync.OnceValues(func() (*Server, error) { return open(Options{Durable: true}) })
)

func open(o Options) (*Server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), setupTime)
	defer cancel()
	return Open(ctx, o)
}

// Open gives the server that the environment asks for: one of our own, or the one in SWITCHYARD_TEST_POSTGRES. It returns
// ErrOff or ErrNotInstalled where tests are to be skipped.
func Open(ctx context.Context, o Options) (*Server, error) {
	switch at := os.Getenv("SWITCHYARD_TEST_POSTGRES"); at {
	case "":
		return Start(ctx, o)
	case "off":
		return nil, ErrOff
	default:
		return Existing(ctx, at, o)
	}
}

func database(t testing.TB, server func() (*Server, error), create func(*Server, context.Context) (string, error)) string {
	t.Helper()
	s, err := server()
	if errors.Is(err, ErrNotInstalled) || errors.Is(err, ErrOff) {
		skip(t, "PostgreSQL tests: "+err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), setupTime)
	defer cancel()
	name, err := create(s, ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), setupTime)
		defer cancel()
		if err := s.Drop(ctx, name); err != nil {
			t.Log(err)
		}
	})
	return s.URL(name)
}

var skipped sync.Map // reasons already reported by this process

// skip ends the test and leaves the reason, once a process, where `make test` collects what did not run.
func skip(t testing.TB, reason string) {
	t.Helper()
	if _, again := skipped.LoadOrStore(reason, true); !again {
		if err := report(os.Getenv("SWITCHYARD_SKIPPED"), reason); err != nil {
			t.Error(err)
		}
	}
	t.Skip(strings.ToUpper("skipped: ") + reason)
}

func report(file, reason string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("pgtest: report what was skipped: %w", err)
	}
	_, err = fmt.Fprintln(f, reason)
	return errors.Join(err, f.Close())
}
