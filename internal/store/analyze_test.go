package store

import (
	"testing"
	"time"
)

// TestAnalyze fills a table from nothing: PostgreSQL shall know how large it is
// at once, and be asked no second time.
func TestAnalyze(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		if err := s.SeedLimit(t.Context(), 1000); err != nil {
			t.Fatal(err)
		}
		if !s.Postgres() {
			if n, err := s.Analyze(t.Context()); n != 0 || err != nil {
				t.Fatal(n, err)
			}
			return
		}
		analyzed := func() (known bool) {
			if _, err := s.Analyze(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := s.write.GetContext(t.Context(), &known, `SELECT reltuples BETWEEN 900 AND 1100 FROM pg_class WHERE oid = 'skus'::regclass`); err != nil {
				t.Fatal(err)
			}
			return known
		}
		for began := time.Now(); !analyzed(); time.Sleep(50 * time.Millisecond) { // what changed is counted a second late
			if time.Since(began) > 20*time.Second {
				t.Fatal("skus are not analyzed")
			}
		}
		if n, err := s.Analyze(t.Context()); n != 0 || err != nil {
			t.Errorf("%d tables were analyzed again: %v", n, err)
		}
	})
}
