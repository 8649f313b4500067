package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
)

// Connect opens a database that exists as it is, whatever its schema: for what
// looks at it and must not change it.
func Connect(ctx context.Context, o Options) (*Store, error) {
	if o.URL == "" {
		if _, err := os.Stat(filepath.Join(o.Dir, File)); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("store: there is no database in %s (no %s)", o.Dir, File)
		} else if err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
	}
	return connect(ctx, o)
}

// connect is Open without the migrations.
func connect(ctx context.Context, o Options) (*Store, error) {
	s := &Store{&database{bell: make(chan struct{}), parsed: map[string]*sqlx.Stmt{}, shapes: map[string][]shape{}, refuses: o.BeforeCommit}, o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	open := s.openSQLite
	if o.URL != "" {
		open = s.openPostgres
	}
	if err := open(o); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := s.write.PingContext(ctx); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("store: the database does not answer: %w", err)
	}
	return s, nil
}

// Schema returns the version of the database's schema, 0 for an empty
// database, and the version that this program knows.
func (s *Store) Schema(ctx context.Context) (have, known int64, err error) {
	if known, err = Migrations(); err != nil {
		return 0, 0, err
	}
	err = s.Read(ctx, func(tx *Tx) error {
		have, err = tx.schema(ctx)
		return err
	})
	return have, known, err
}

func (tx *Tx) schema(ctx context.Context) (version int64, err error) {
	there := `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'`
	if tx.Postgres() {
		there = `SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migrations'`
	}
	var n int64
	if _, err := tx.one(ctx, &n, there); err != nil || n == 0 {
		return 0, err
	}
	_, err = tx.one(ctx, &version, `SELECT COALESCE(MAX(version), 0) FROM schema_migrations`)
	return version, err
}
