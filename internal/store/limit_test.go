package store

import "testing"

func TestLimit(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		if err := s.SeedLimit(t.Context(), 100); err != nil {
			t.Fatal(err)
		}
		took, err := s.Limit(t.Context(), LimitOptions{Batches: 4, Orders: 50, SKUs: 100})
		if err != nil || took <= 0 {
			t.Fatal(took, err)
		}
		var n, units int64
		err = s.Read(t.Context(), func(tx *Tx) error {
			if _, err := tx.one(t.Context(), &n, `SELECT COUNT(*) FROM orders`); err != nil {
				return err
			}
			_, err := tx.one(t.Context(), &units, `SELECT CAST(SUM(allocated) AS BIGINT) FROM stock_levels`)
			return err
		})
		if err != nil || n != 200 || units != 400 {
			t.Errorf("%d orders, %d units, %v", n, units, err)
		}
	})
}
