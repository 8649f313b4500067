package store

import (
	"bytes"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/pgtest"
)

// TestRestoreOfAnOlderSchema restores a backup that was made before the last
// migration: it is brought up to date, but not into a database that already is.
func TestRestoreOfAnOlderSchema(t *testing.T) {
	known, err := Migrations()
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]func() Options{
		"SQLite":     func() Options { return Options{Dir: t.TempDir()} },
		"PostgreSQL": func() Options { return Options{URL: pgtest.URL(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			old, err := connect(t.Context(), at())
			if err != nil {
				t.Fatal(err)
			}
			defer old.Close()
			if err := old.migrateTo(t.Context(), known-1); err != nil {
				t.Fatal(err)
			}
			var file bytes.Buffer
			if err := old.Backup(t.Context(), &file, BackupOptions{Tell: func(Progress) {}}); err != nil {
				t.Fatal(err)
			}
			to := at()
			if _, err := Restore(t.Context(), bytes.NewReader(file.Bytes()), to, RestoreOptions{Tell: func(Progress) {}}); err != nil {
				t.Fatal(err)
			}
			s := open(t, to)
			if have, _, err := s.Schema(t.Context()); err != nil || have != known {
				t.Errorf("schema version %d, want %d, %v", have, known, err)
			}
			if _, err := Restore(t.Context(), &file, to, RestoreOptions{Tell: func(Progress) {}}); err == nil {
				t.Error("an old backup was restored into a new schema")
			}
		})
	}
}
