package store

import (
	"context"
	"strings"
)

// A table is analyzed by Analyze when as many rows changed as it has, and at
// least so many; one that is larger is left to the database.
const (
	analyzeFrom = 500
	analyzeTo   = 200_000
)

// Analyze has PostgreSQL look anew at tables that have doubled, and returns how
// many that were. The database does so by itself, but only once a minute: a
// shop that is filled from nothing would be served by plans made for empty
// tables, which go through all orders for each. SQLite needs none.
func (s *Store) Analyze(ctx context.Context) (n int, err error) {
	if !s.Postgres() {
		return 0, nil
	}
	err = s.Write(ctx, func(tx *Tx) error {
		var grown []string
		err := tx.query(ctx, &grown, `SELECT quote_ident(s.relname) FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
			WHERE s.schemaname = current_schema() AND c.reltuples < ? AND s.n_mod_since_analyze >= GREATEST(?, c.reltuples) ORDER BY s.relname`, analyzeTo, analyzeFrom)
		if n = len(grown); err != nil || n == 0 {
			return err
		}
		_, err = tx.exec(ctx, `ANALYZE `+strings.Join(grown, ", "))
		return err
	})
	return n, err
}
