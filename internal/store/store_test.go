package store

import (
	"testing"

	"github.com/switchyard-oms/switchyard/internal/pgtest"
)

// both runs f on a new SQLite file and on a new PostgreSQL database.
func both(t *testing.T, f func(*testing.T, *Store)) {
	t.Run("SQLite", func(t *testing.T) { f(t, open(t, Options{Dir: t.TempDir()})) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, open(t, Options{URL: pgtest.URL(t)})) })
}

func open(t *testing.T, o Options) *Store {
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestOpens(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		if err := s.migrate(t.Context()); err != nil {
			t.Fatalf("a second migration: %v", err)
		}
	})
}
