package flow

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// world is a small shop on one database: locations BER (the best), LEJ and
// LON, a channel web, and SKUs as a test asks for them.
type world struct {
	*Flow
	t   *testing.T
	ctx context.Context
	db  *sql.DB // beside the store, to look and to seed
	pg  bool
	now time.Time
}

// worlds runs f in a new world on each database.
func worlds(t *testing.T, f func(*testing.T, *world)) {
	storetest.Both(t, func(t *testing.T, o store.Options) { f(t, newWorld(t, o)) })
}

// retried is worlds whose databases refuse every transaction at first.
func retried(t *testing.T, f func(*testing.T, *world)) {
	storetest.Both(t, func(t *testing.T, o store.Options) { f(t, newWorld(t, storetest.Retried(o))) })
}

// retryAll has every test of a world show that nothing is kept of an attempt
// that the database refused; retried does it for one test.
var retryAll = flag.Bool("retry.all", false, "refuse every writing transaction at first")

func newWorld(t *testing.T, o store.Options) *world {
	t.Helper()
	if *retryAll {
		o = storetest.Retried(o)
	}
	w := &world{t: t, now: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC), pg: o.URL != ""}
	w.ctx = store.WithCaller(t.Context(), store.Caller{Actor: "user:test", Origin: "test"})
	o.Now = func() time.Time { return w.now }
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w.Flow = New(s, nil)
	if w.pg {
		w.db, err = sql.Open("pgx", o.URL)
	} else {
		w.db, err = sql.Open("sqlite", filepath.Join(o.Dir, store.File)+"?_pragma=busy_timeout(10000)&_time_integer_format=unix_micro")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.db.Close() })
	w.seed(`INSERT INTO channels (id, code, name, kind, currency, active, version, created_at, updated_at) VALUES ('chn_web', 'web', 'Web shop', 'generic', 'EUR', TRUE, 1, $1, $1)`)
	for i, l := range []struct{ code, address string }{
		{"BER", `{"country_code":"DE","latitude":52.5,"longitude":13.4}`}, {"LEJ", `{"country_code":"DE","latitude":51.3,"longitude":12.4}`}, {"LON", `{"country_code":"GB","latitude":51.5,"longitude":-0.1}`},
	} {
		w.seed(fmt.Sprintf(`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at)
			VALUES ('loc_%[1]s', '%[1]s', '%[1]s', 'warehouse', '%[2]s', '{}', %[3]d, TRUE, 1, $1, $1)`, l.code, l.address, i))
	}
	return w
}

// seed runs a statement of which $1 is the present instant.
func (w *world) seed(query string) {
	w.t.Helper()
	if _, err := w.db.ExecContext(w.t.Context(), query, w.now); err != nil {
		w.t.Fatalf("%v: %s", err, query)
	}
	if _, err := w.db.ExecContext(w.t.Context(), `UPDATE settings SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'catalog_version'`); err != nil {
		w.t.Fatal(err)
	}
}

// sku makes a SKU; stock is written as "BER 10 LON 2".
func (w *world) sku(code, policy string, stock ...any) {
	w.t.Helper()
	w.seed(fmt.Sprintf(`INSERT INTO skus (id, code, title, barcode, category, weight_grams, length_mm, width_mm, height_mm, hs_code, origin_country, unfillable,
		backorder_limit, active, attributes, components, version, created_at, updated_at)
		VALUES ('sku_%[1]s', '%[1]s', 'The %[1]s', '', '', 180, 0, 0, 0, '', '', '%[2]s', 0, TRUE, '', '[]', 1, $1, $1)`, code, policy))
	for i := 0; i < len(stock); i += 2 {
		w.receive(code, stock[i].(string), int64(stock[i+1].(int)))
	}
}

// bundle makes a SKU of others: bundle("SET", "A", 1, "B", 2).
func (w *world) bundle(code string, parts ...any) {
	w.t.Helper()
	w.sku(code, "backorder")
	components := ""
	for i := 0; i < len(parts); i += 2 {
		components += fmt.Sprintf(`,{"sku_id":"sku_%s","quantity":%d}`, parts[i], parts[i+1])
	}
	w.seed(fmt.Sprintf(`UPDATE skus SET components = '[%s]', updated_at = $1 WHERE code = '%s'`, components[1:], code))
}

// receive puts units on a shelf.
func (w *world) receive(sku, location string, n int64) {
	w.t.Helper()
	err := w.store.Write(w.ctx, func(tx *store.Tx) error {
		st, err := tx.LockStock(w.ctx, []string{"sku_" + sku})
		if err != nil {
			return err
		}
		st.Move(oms.StockMovement{SKUID: "sku_" + sku, LocationID: "loc_" + location, State: oms.StockOnHand, Quantity: n, Reason: oms.ReasonReceived})
		return tx.SaveStock(w.ctx, st)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// order is the input of an order: order("1001", "A", 2, "B", 1).
func (w *world) order(externalID string, lines ...any) oms.OrderInput {
	in := oms.OrderInput{Channel: "web", ExternalID: externalID, PlacedAt: w.now, Currency: "EUR", PricesIncludeTax: true,
		Customer:        &oms.CustomerInput{Email: "a@example.com", Name: "A. Sample"},
		ShippingAddress: &oms.Address{Name: "A", Address1: "Hauptstr. 1", City: "Berlin", PostalCode: "10115", CountryCode: "DE"},
		ShippingTotal:   "4.90", Payment: &oms.PaymentInput{Status: "paid", Method: "card", Reference: "pi_" + externalID}}
	for i := 0; i < len(lines); i += 2 {
		in.Lines = append(in.Lines, oms.LineInput{SKU: lines[i].(string), Quantity: oms.WholeOf(int64(lines[i+1].(int))), UnitPrice: "19.90", Tax: "3.18"})
	}
	return in
}

// capture captures an order and fails the test when it is refused.
func (w *world) capture(externalID string, lines ...any) *oms.Order {
	w.t.Helper()
	r := w.Capture(w.ctx, w.order(externalID, lines...))
	if r.Err != nil {
		w.t.Fatal(r.Err)
	}
	return r.Order
}

// stored reads an order again and checks that it keeps every law: the lines
// add up, the headlines are derived, and its events give its counters.
func (w *world) stored(id string) *oms.Order {
	w.t.Helper()
	o, err := w.Order(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	if got := oms.Summarize(o); got != o.Statuses {
		w.t.Errorf("order %s: stored headlines %+v, derived %+v", id, o.Statuses, got)
	}
	var events []oms.Event
	err = w.store.Read(w.ctx, func(tx *store.Tx) (err error) {
		events, err = tx.Events(w.ctx, store.EventFilter{OrderID: id, Limit: 10_000})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	replayed, err := oms.Replay(events)
	if err != nil {
		w.t.Fatalf("order %s: %v", id, err)
	}
	for _, l := range o.Units() {
		if err := l.Check(); err != nil {
			w.t.Errorf("order %s, line %d: %v", id, l.N, err)
		}
		if replayed[l.N] != l.Counters {
			w.t.Errorf("order %s, line %d: stored %+v, replayed %+v", id, l.N, l.Counters, replayed[l.N])
		}
	}
	return o
}

// audit checks the laws over all stock: on hand is the sum of the movements,
// allocated the sum of what allocations hold.
func (w *world) audit() {
	w.t.Helper()
	for law, query := range map[string]string{
		"on_hand = Σ movements": `SELECT COUNT(*) FROM stock_levels s WHERE on_hand <> COALESCE((SELECT SUM(quantity) FROM stock_movements m
			WHERE m.sku_id = s.sku_id AND m.location_id = s.location_id AND m.state = 'on_hand'), 0)`,
		"allocated = Σ allocations": `SELECT COUNT(*) FROM stock_levels s WHERE allocated <> COALESCE((SELECT SUM(quantity - shipped) FROM allocations a
			WHERE a.sku_id = s.sku_id AND a.location_id = s.location_id AND a.status IN ('active', 'released')), 0)`,
	} {
		var broken int
		if err := w.db.QueryRowContext(w.t.Context(), query).Scan(&broken); err != nil || broken > 0 {
			w.t.Errorf("%s is broken at %d levels, %v", law, broken, err)
		}
	}
}

// level reads the stock of a SKU at a location.
func (w *world) level(sku, location string) oms.StockLevel {
	w.t.Helper()
	var l oms.StockLevel
	err := w.store.Read(w.ctx, func(tx *store.Tx) error {
		st, err := tx.ReadStock(w.ctx, []string{"sku_" + sku})
		if err == nil {
			l = *st.Level("sku_"+sku, "loc_"+location)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}
