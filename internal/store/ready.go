package store

import (
	"context"
	"fmt"
)

// Ready says whether the database answers and has exactly the schema that this
// program knows. A server whose database was migrated by a newer one is not
// ready: it would write rows that the newer one doesn't expect.
func (s *Store) Ready(ctx context.Context) error {
	want, err := Migrations()
	if err != nil {
		return err
	}
	return s.Read(ctx, func(tx *Tx) error {
		var have int64
		if _, err := tx.one(ctx, &have, `SELECT COALESCE(MAX(version), 0) FROM schema_migrations`); err != nil {
			return err
		}
		if have != want {
			return fmt.Errorf("store: the schema has version %d, this program %d", have, want)
		}
		return nil
	})
}
