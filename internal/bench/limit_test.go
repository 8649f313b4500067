package bench

import (
	"database/sql"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// TestLimitWritesWhatCaptureWrites compares what the limit leaves in each table
// and index with what capture leaves there of the orders that the bench sends.
// A limit that writes less flatters nobody: it hides what is left to be won.
func TestLimitWritesWhatCaptureWrites(t *testing.T) {
	const orders, skus = limitBatch, 300
	run := func(write func(s *store.Store) error) map[string]pages {
		o := storetest.SQLite(t)
		s, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.SeedLimit(t.Context(), skus); err != nil {
			t.Fatal(err)
		}
		if err := write(s); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return pagesOf(t, filepath.Join(o.Dir, store.File))
	}
	captured := run(func(s *store.Store) error {
		f := flow.New(s, nil)
		if _, err := f.CreateChannel(t.Context(), flow.ChannelInput{Code: "bench"}); err != nil {
			return err
		}
		return captureAll(t, f, 0, orders, skus)
	})
	limit := run(func(s *store.Store) error {
		_, err := s.Limit(t.Context(), store.LimitOptions{Batches: 1, Orders: orders, SKUs: skus})
		return err
	})
	for _, name := range slices.Sorted(maps.Keys(captured)) {
		want, got := captured[name], limit[name]
		if notWritten[name] || want.rows < orders/10 && want.bytes < orders*10 {
			continue
		}
		if !within(got.rows, want.rows, 10) || !within(got.bytes, want.bytes, 15) {
			t.Errorf("%s: the limit writes %d rows of %d bytes, capture %d of %d", name, got.rows, got.bytes, want.rows, want.bytes)
		}
	}
}

// notWritten by the limit are new customers, of which a shop has fewer the
// longer it is there, and the segments of the search, which are merged when
// their time comes.
var notWritten = map[string]bool{"customers": true, "customers_email": true, "sqlite_autoindex_customers_1": true, "order_search_data": true}

func within(got, want, percent int64) bool {
	return (got-want)*100 <= want*percent && (want-got)*100 <= want*percent
}

// captureAll captures orders as the bench sends them.
func captureAll(tb testing.TB, f *flow.Flow, from, orders, skus int) error {
	inputs := make([]oms.OrderInput, orders)
	for i := range inputs {
		n := from + i
		in, err := oms.ParseOrder(order(1, int64(n), n*7919%skus, (n*104729+1)%skus))
		if err != nil {
			return err
		}
		inputs[i] = in
	}
	ctx := store.WithCaller(tb.Context(), store.Caller{Actor: "token:tok_01k00000000000000000000000", Origin: "127.0.0.1", CorrelationID: "req_01k00000000000000000000000"})
	for _, r := range f.CaptureMany(ctx, inputs) {
		if r.Err != nil {
			return r.Err
		}
	}
	return nil
}

// pages are what a table or an index holds.
type pages struct{ rows, bytes int64 }

// pagesOf reads what each table and index of an SQLite file holds.
func pagesOf(t *testing.T, file string) map[string]pages {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.QueryContext(t.Context(), `SELECT name, SUM(ncell), SUM(payload) FROM dbstat WHERE pagetype = 'leaf' OR pagetype = 'overflow' GROUP BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	out := map[string]pages{}
	for found.Next() {
		var name string
		var p pages
		if err := found.Scan(&name, &p.rows, &p.bytes); err != nil {
			t.Fatal(err)
		}
		out[name] = p
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
