// Package storetest gives a test a database of its own that has every table already: what the migrations do is done once
// in a test process and copied, since they take longer than most tests.
//
//	s, err := store.Open(ctx, storetest.SQLite(t))
//	s, err := store.Open(ctx, storetest.PostgreSQL(t))
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/switchyard-oms/switchyard/internal/pgtest"
	"github.com/switchyard-oms/switchyard/internal/store"
)

// SQLite returns the options of a new file that goes away with the test.
func SQLite(t testing.TB) store.Options {
	t.Helper()
	file, err := migratedFile()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.File), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return store.Options{Dir: dir}
}

// PostgreSQL returns the options of a new database that goes away with the test, which is skipped where there is no server.
func PostgreSQL(t testing.TB) store.Options {
	t.Helper()
	return store.Options{URL: pgtest.Prepared(t, func(url string) error { return migrate(store.Options{URL: url}) })}
}

// Both runs f with either.
func Both(t *testing.T, f func(*testing.T, store.Options)) {
	t.Run("SQLite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, PostgreSQL(t)) })
}

// Retried has the database refuse every writing transaction at first, as it does when it must choose between two of them: what
// is not undone by a rollback shows.
func Retried(o store.Options) store.Options {
	o.BeforeCommit = func(attempt int) error {
		if attempt == 0 {
			return &pgconn.PgError{Code: "40001", Message: "refused by the test"} // a serialization failure
		}
		return nil
	}
	return o
}

// migratedFile is an SQLite database with every table and nothing in them.
var migratedFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "switchyard-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := migrate(store.Options{Dir: dir}); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, store.File))
})

func migrate(o store.Options) error {
	s, err := store.Open(context.Background(), o)
	if err != nil {
		return err
	}
	return s.Close()
}
