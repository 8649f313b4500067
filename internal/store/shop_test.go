package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/pgtest"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// shop is a database with a catalog and orders, for tests of what looks at
// whole databases. db is a connection beside the store's.
type shop struct {
	*store.Store
	t    *testing.T
	ctx  context.Context
	db   *sql.DB
	opts store.Options
	flow *flow.Flow
}

// engines are the two databases, each as a new place for one.
var engines = map[string]func(*testing.T) store.Options{
	"SQLite":     func(t *testing.T) store.Options { return store.Options{Dir: t.TempDir()} },
	"PostgreSQL": func(t *testing.T) store.Options { return store.Options{URL: pgtest.URL(t)} },
}

// shops runs f in a shop with orders, on each database, which refuses every
// transaction at first.
func shops(t *testing.T, f func(*testing.T, *shop)) {
	for name, at := range engines {
		t.Run(name, func(t *testing.T) {
			s := openShop(t, storetest.Retried(at(t)))
			s.stock()
			s.trade()
			f(t, s)
		})
	}
}

func openShop(t *testing.T, o store.Options) *shop {
	t.Helper()
	st, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	driver, dsn := "pgx", o.URL
	if o.URL == "" {
		driver, dsn = "sqlite", filepath.Join(o.Dir, store.File)+"?_pragma=busy_timeout(10000)&_time_integer_format=unix_micro"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // a pragma holds for its connection
	t.Cleanup(func() { _ = db.Close() })
	ctx := store.WithCaller(t.Context(), store.Caller{Actor: "user:test", Origin: "test"})
	return &shop{Store: st, t: t, ctx: ctx, db: db, opts: o, flow: flow.New(st, nil)}
}

// exec runs statements behind the store's back.
func (s *shop) exec(statements ...string) {
	s.t.Helper()
	for _, q := range statements {
		if _, err := s.db.ExecContext(s.ctx, q); err != nil {
			s.t.Fatalf("%v: %s", err, q)
		}
	}
}

// stock fills the catalog: four SKUs, a bundle of two of them, and units.
func (s *shop) stock() {
	s.t.Helper()
	now := `'2026-11-20 10:00:00+00'`
	if s.opts.URL == "" {
		now = fmt.Sprint(time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC).UnixMicro())
	}
	s.exec(`INSERT INTO channels (id, code, name, kind, currency, active, version, created_at, updated_at) VALUES ('chn_web', 'web', 'Web shop', 'generic', 'EUR', TRUE, 1, ` + now + `, ` + now + `)`)
	for i, code := range []string{"BER", "LEJ"} {
		s.exec(fmt.Sprintf(`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at)
			VALUES ('loc_%[1]s', '%[1]s', '%[1]s', 'warehouse', '{"country_code":"DE"}', '{}', %[2]d, TRUE, 1, %[3]s, %[3]s)`, code, i, now))
	}
	for code, components := range map[string]string{"TEE": "[]", "CUP": "[]", "HAT": "[]", "RARE": "[]",
		"SET": `[{"sku_id":"sku_TEE","quantity":1},{"sku_id":"sku_CUP","quantity":2}]`} {
		s.exec(fmt.Sprintf(`INSERT INTO skus (id, code, title, barcode, category, weight_grams, length_mm, width_mm, height_mm, hs_code, origin_country, unfillable,
			backorder_limit, active, attributes, components, version, created_at, updated_at)
			VALUES ('sku_%[1]s', '%[1]s', 'Das schöne %[1]s', '', '', 180, 0, 0, 0, '', '', 'backorder', 0, TRUE, '', '%[2]s', 1, %[3]s, %[3]s)`, code, components, now))
	}
	s.exec(`UPDATE settings SET value = '2' WHERE key = 'catalog_version'`)
	s.receive("TEE", "BER", 40)
	s.receive("TEE", "LEJ", 40)
	s.receive("CUP", "BER", 60)
	s.receive("HAT", "LEJ", 30)
	s.receive("RARE", "LEJ", 1)
}

func (s *shop) receive(sku, location string, n int64) {
	s.t.Helper()
	s.write(func(tx *store.Tx) error {
		st, err := tx.LockStock(s.ctx, []string{"sku_" + sku})
		if err != nil {
			return err
		}
		st.Move(oms.StockMovement{SKUID: "sku_" + sku, LocationID: "loc_" + location, State: oms.StockOnHand, Quantity: n, Reason: oms.ReasonReceived})
		return tx.SaveStock(s.ctx, st)
	})
}

func (s *shop) write(f func(*store.Tx) error) {
	s.t.Helper()
	if err := s.Write(s.ctx, f); err != nil {
		s.t.Fatal(err)
	}
}

// order is the input of an order with a line for each SKU named.
func order(externalID string, skus ...string) oms.OrderInput {
	in := oms.OrderInput{Channel: "web", ExternalID: externalID, PlacedAt: time.Date(2026, 11, 20, 10, 0, 0, 123456000, time.UTC), Currency: "EUR", PricesIncludeTax: true,
		Customer:        &oms.CustomerInput{Email: strings.ToLower(externalID) + "@example.com", Name: "Ä. \"Sample\"\n<b>"},
		ShippingAddress: &oms.Address{Name: "A", Address1: "Hauptstr. 1", City: "Berlin", PostalCode: "10115", CountryCode: "DE"},
		ShippingTotal:   "4.90", Payment: &oms.PaymentInput{Status: "paid", Method: "card", Reference: "pi_" + externalID}}
	for _, sku := range skus {
		in.Lines = append(in.Lines, oms.LineInput{SKU: sku, Quantity: oms.WholeOf(2), UnitPrice: "19.90", Tax: "6.35"})
	}
	return in
}

func (s *shop) capture(in oms.OrderInput) *oms.Order {
	s.t.Helper()
	r := s.flow.Capture(s.ctx, in)
	if r.Err != nil {
		s.t.Fatal(r.Err)
	}
	return r.Order
}

// trade brings orders into every stage: allocated, backordered, on hold,
// picked, packed, shipped, delivered, canceled, fulfilled elsewhere; and a reservation.
func (s *shop) trade() {
	s.t.Helper()
	s.capture(order("A-1", "TEE", "HAT"))
	s.capture(order("A-2", "SET"))
	s.capture(order("A-3", "RARE"))
	pending := order("A-4", "TEE")
	pending.Payment.Status = "pending"
	s.capture(pending)
	for i := range 5 {
		o := s.capture(order(fmt.Sprintf("W-%d", i), "TEE", "CUP"))
		s.work(o.ID, i)
	}
	s.cancel(s.capture(order("C-1", "HAT")).ID)
	elsewhere := order("F-1", "HAT")
	elsewhere.Fulfilled = true
	s.capture(elsewhere)
	s.reserve("TEE", "BER", 3)
}

// count finds a unit more of RARE than the books have.
func (s *shop) count() {
	s.t.Helper()
	c, err := s.flow.PlanCount(s.ctx, flow.CountPlan{Location: "LEJ", SKUs: []string{"RARE"}})
	if err == nil {
		_, err = s.flow.TallyCount(s.ctx, c.ID, flow.TallyInput{Items: []flow.TallyItem{{SKU: "RARE", Quantity: 2}}})
	}
	if err == nil {
		_, err = s.flow.FinishCount(s.ctx, c.ID, flow.CountFinish{})
	}
	if err == nil {
		_, err = s.flow.ApproveCount(s.ctx, c.ID, flow.CountChoice{})
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.clean()
}

// work takes an order so many steps along the road: release, pick, pack, ship,
// deliver.
func (s *shop) work(id string, steps int) {
	s.t.Helper()
	s.change(id, func(tx *store.Tx, o *oms.Order) (step oms.Step, err error) {
		now := tx.Now
		apply := func(s oms.Step, e error) {
			step.Moves, step.Stock = append(step.Moves, s.Moves...), append(step.Stock, s.Stock...)
			if err == nil {
				err = e
			}
		}
		for i := range o.FulfillmentOrders {
			f := &o.FulfillmentOrders[i]
			shipment := store.NewID(oms.PrefixShipment)
			for n, do := range []func(){
				func() { apply(o.Release(f, now)) },
				func() { apply(o.Pick(f, nil, nil, now)) },
				func() { apply(o.Pack(f, nil, nil, func() string { return store.NewID(oms.PrefixParcel) }, now)) },
				func() {
					o.Shipments = append(o.Shipments, oms.Shipment{ID: shipment, OrderID: o.ID, FulfillmentOrderID: f.ID, LocationID: f.LocationID,
						Status: oms.ShipmentLabelPurchased, Carrier: "table_rate", Service: "standard", Cost: 490, Currency: "EUR", CreatedAt: now, ShippedAt: &now, UpdatedAt: now})
					for _, p := range o.Packed(f.ID) {
						p.ShipmentID, p.TrackingNumber = shipment, "TRK"+shipment
					}
					apply(o.Ship(shipment, now))
				},
			} {
				if n < steps {
					do()
				}
			}
			if steps > 3 {
				apply(o.Deliver(shipment, now))
			}
		}
		return step, err
	})
}

func (s *shop) cancel(id string) {
	s.t.Helper()
	s.change(id, func(tx *store.Tx, o *oms.Order) (oms.Step, error) {
		return o.Cancel(oms.Cancellation{Shelf: oms.PutBack}, tx.Now)
	})
}

// change decides something about an order and saves it with its stock.
func (s *shop) change(id string, decide func(*store.Tx, *oms.Order) (oms.Step, error)) {
	s.t.Helper()
	s.write(func(tx *store.Tx) error {
		o, err := tx.LockOrder(s.ctx, id)
		if err != nil {
			return err
		}
		step, err := decide(tx, o)
		if err != nil {
			return err
		}
		var skus []string
		for _, c := range step.Stock {
			skus = append(skus, c.SKUID)
		}
		st, err := tx.LockStock(s.ctx, skus)
		if err != nil {
			return err
		}
		for _, c := range step.Stock {
			st.Level(c.SKUID, c.LocationID).Allocated += c.Allocated
			if c.Quantity != 0 {
				st.Move(oms.StockMovement{SKUID: c.SKUID, LocationID: c.LocationID, State: c.State, Quantity: c.Quantity, Reason: c.Reason, Reference: c.Reference})
			}
		}
		o.SettleBundles()
		tx.Emit(s.ctx, oms.Event{Type: oms.OrderEdited, Subject: o.ID, OrderID: o.ID}, map[string]any{"moves": step.Moves})
		if err := tx.SaveStock(s.ctx, st); err != nil {
			return err
		}
		return tx.SaveOrder(s.ctx, o)
	})
}

func (s *shop) reserve(sku, location string, n int64) {
	s.t.Helper()
	s.write(func(tx *store.Tx) error {
		st, err := tx.LockStock(s.ctx, []string{"sku_" + sku})
		if err != nil {
			return err
		}
		st.Level("sku_"+sku, "loc_"+location).Reserved += n
		if err := tx.SaveStock(s.ctx, st); err != nil {
			return err
		}
		return tx.SaveReservations(s.ctx, []*oms.Reservation{{ID: store.NewID(oms.PrefixReservation), Reference: "cart-1", ChannelID: "chn_web", Status: oms.ReservationActive,
			ExpiresAt: tx.Now.Add(time.Hour), CreatedAt: tx.Now, Items: []oms.ReservationItem{{SKUID: "sku_" + sku, SKU: sku, LocationID: "loc_" + location, Quantity: n}}}})
	})
}

// audited returns every law that was asked, by name.
func (s *shop) audited(o store.AuditOptions) map[string]store.Audited {
	s.t.Helper()
	out := map[string]store.Audited{}
	o.Tell = func(a store.Audited) { out[a.Name] = a }
	if err := s.Audit(s.ctx, o); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// clean fails the test when a law is broken.
func (s *shop) clean() {
	s.t.Helper()
	for name, a := range s.audited(store.AuditOptions{}) {
		if len(a.Breaches) > 0 {
			s.t.Errorf("%s: %+v", name, a.Breaches)
		}
	}
}
