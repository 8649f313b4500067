package store

import (
	"context"
	"embed"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var migrations embed.FS

type migration struct {
	version int64
	name    string
	script  string
}

// Migrations returns how many schema versions this program knows.
func Migrations() (int64, error) {
	all, err := readMigrations()
	if err != nil || len(all) == 0 {
		return 0, err
	}
	return all[len(all)-1].version, nil
}

func readMigrations() ([]migration, error) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var all []migration
	for _, f := range files {
		number, name, _ := strings.Cut(strings.TrimSuffix(f.Name(), ".sql"), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number", f.Name())
		}
		script, err := migrations.ReadFile(path.Join("migrations", f.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, migration{version, name, string(script)})
	}
	slices.SortFunc(all, func(a, b migration) int { return int(a.version - b.version) })
	for i := 1; i < len(all); i++ {
		if all[i].version == all[i-1].version {
			return nil, fmt.Errorf("migrations %s and %s have the same number", all[i-1].name, all[i].name)
		}
	}
	return all, nil
}

// migrate applies what is missing. Servers that start together on one
// PostgreSQL wait for each other.
func (s *Store) migrate(ctx context.Context) error { return s.migrateTo(ctx, math.MaxInt64) }

// migrateTo applies what is missing up to a version.
func (s *Store) migrateTo(ctx context.Context, limit int64) error {
	all, err := readMigrations()
	if err != nil {
		return err
	}
	return s.Write(ctx, func(tx *Tx) error {
		if tx.Postgres() {
			if _, err := tx.exec(ctx, `SELECT pg_advisory_xact_lock(7305809)`); err != nil {
				return err
			}
		}
		if _, err := tx.exec(ctx, s.dialect.ddl(`CREATE TABLE IF NOT EXISTS schema_migrations
			(version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at INSTANT NOT NULL)`)); err != nil {
			return err
		}
		var done []int64
		if err := tx.query(ctx, &done, `SELECT version FROM schema_migrations ORDER BY version`); err != nil {
			return err
		}
		if n := len(done); n > 0 && (len(all) == 0 || done[n-1] > all[len(all)-1].version) {
			return fmt.Errorf("the database has schema version %d, this program knows up to %d: run a newer switchyard", done[n-1], all[len(all)-1].version)
		}
		for _, m := range all {
			if slices.Contains(done, m.version) || m.version > limit {
				continue
			}
			if _, err := tx.raw.ExecContext(ctx, s.dialect.ddl(m.script)); err != nil {
				return fmt.Errorf("migration %d (%s): %w", m.version, m.name, err)
			}
			if _, err := tx.exec(ctx, `INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)`, m.version, m.name, tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
}
