package demo

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connectors/all"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/pgtest"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// clock is moved by the test.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// world is an installation with a demo in it.
type world struct {
	*clock
	t     *testing.T
	store *store.Store
	db    *sql.DB
	flow  *flow.Flow
	demo  *Demo
	end   func()
}

func worlds(t *testing.T, f func(*testing.T, store.Options)) {
	t.Run("SQLite", func(t *testing.T) { f(t, store.Options{Dir: t.TempDir()}) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, store.Options{URL: pgtest.URL(t)}) })
}

// begin starts an installation on a database, which may have a past.
func begin(t *testing.T, so store.Options, o Options, c *clock) *world {
	t.Helper()
	so.Now, o.Now = c.now, c.now
	s, err := store.Open(t.Context(), so)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{clock: c, t: t, store: s, flow: flow.New(s, nil)}
	if so.URL != "" {
		w.db, err = sql.Open("pgx", so.URL)
	} else {
		w.db, err = sql.Open("sqlite", filepath.Join(so.Dir, store.File)+"?_pragma=busy_timeout(10000)")
	}
	if err != nil {
		t.Fatal(err)
	}
	if w.demo, err = New(o); err != nil {
		t.Fatal(err)
	}
	sealer, err := host.NewSealer(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	// The clock leaps: a lease must outlast that.
	q := jobs.New(s, jobs.Settings{Poll: 10 * time.Millisecond, Lease: 1000 * time.Hour})
	vendors := host.New(host.Options{Now: c.now, Keep: w.flow.Keep, AllowPrivate: true, Reroute: w.demo.Reroute()})
	connections := w.flow.NewConnections(q, sealer, vendors, all.Drivers, time.Minute)
	consumers := w.flow.NewConsumers(w.flow.NewWaiting(q))
	hooks := httptest.NewServer(receiver(connections))
	q.Start(t.Context())
	consumers.Start(t.Context())
	w.end = sync.OnceFunc(func() {
		consumers.Stop()
		q.Stop(context.Background())
		hooks.Close()
		if err := w.demo.Close(); err != nil {
			t.Error(err)
		}
		_ = w.db.Close()
		_ = s.Close()
	})
	t.Cleanup(w.end)
	if err := w.demo.Begin(t.Context(), World{Flow: w.flow, Connections: connections, Callback: hooks.URL}); err != nil {
		t.Fatal(err)
	}
	return w
}

// receiver is the part of the API that takes webhooks.
func receiver(c *flow.Connections) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		id := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/api/v1/connections/"), "/webhook")
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = c.ReceiveWebhook(r.Context(), id, r.Header, body)
		}
		if err != nil {
			rw.WriteHeader(http.StatusUnauthorized)
		}
	})
}

// play lets hours pass.
func (w *world) play(hours int) {
	w.t.Helper()
	for range hours * 6 {
		w.advance(10 * time.Minute)
		if err := w.demo.Step(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// orders lists all orders, in the order of their ids on their channels.
func (w *world) orders() (all []*oms.Order) {
	w.t.Helper()
	f := flow.OrderFilter{Sort: "number", Limit: 200}
	for {
		page, err := w.flow.Orders(w.t.Context(), f, "")
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, page.Items...)
		if f.After = page.Next; f.After == nil {
			break
		}
	}
	slices.SortFunc(all, func(a, b *oms.Order) int { return strings.Compare(a.Channel+a.ExternalID, b.Channel+b.ExternalID) })
	return all
}

// audit checks the laws over the stock.
func (w *world) audit() {
	w.t.Helper()
	for law, query := range map[string]string{
		"on_hand = Σ movements": `SELECT COUNT(*) FROM stock_levels s WHERE on_hand <> COALESCE((SELECT SUM(quantity) FROM stock_movements m
			WHERE m.sku_id = s.sku_id AND m.location_id = s.location_id AND m.state = 'on_hand'), 0)`,
		"allocated = Σ held": `SELECT COUNT(*) FROM stock_levels s WHERE allocated <> COALESCE((SELECT SUM(quantity - shipped) FROM allocations a
			WHERE a.sku_id = s.sku_id AND a.location_id = s.location_id AND a.status IN ('active', 'released')), 0)`,
		"nothing below zero": `SELECT COUNT(*) FROM stock_levels WHERE on_hand < 0 OR allocated < 0`,
	} {
		var broken int
		if err := w.db.QueryRowContext(w.t.Context(), query).Scan(&broken); err != nil || broken > 0 {
			w.t.Errorf("%s is broken at %d levels, %v", law, broken, err)
		}
	}
}

// seen counts what can be seen of the orders.
func seen(orders []*oms.Order) map[string]int {
	n := map[string]int{}
	for _, o := range orders {
		n[o.Channel]++
		n[string(o.Lifecycle)]++
		for _, h := range o.Holds {
			n["hold "+string(h.Type)+" "+string(h.Status)]++
		}
		for _, sh := range o.Shipments {
			n["shipment "+string(sh.Status)]++
		}
		for _, e := range o.Exceptions {
			n["exception "+string(e.Kind)]++
		}
		for _, ful := range o.FulfillmentOrders {
			n["at "+ful.Location]++
		}
		if o.Version > 1 {
			n["edited"]++
		}
	}
	return n
}

var start = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)

func TestDay(t *testing.T) {
	hours := 32
	if testing.Short() {
		hours = 10
	}
	worlds(t, func(t *testing.T, so store.Options) {
		w := begin(t, so, Options{Seed: 7, Rate: 10}, &clock{at: start})
		w.play(hours)
		orders := w.orders()
		n := seen(orders)
		t.Logf("%d orders: %v", len(orders), n)
		wanted := []string{webChannel, shopChannel, "open", "canceled", "shipment in_transit", "at BER", "at EWR", "hold payment released"}
		if !testing.Short() {
			wanted = append(wanted, "closed", "hold payment active", "shipment delivered", "at HAM", "hold address released", "hold review released", "exception short_pick", "edited")
		}
		for _, what := range wanted {
			if n[what] == 0 {
				t.Errorf("in %d hours nobody saw: %s", hours, what)
			}
		}
		for _, o := range orders {
			for _, l := range o.Units() {
				if err := l.Check(); err != nil {
					t.Errorf("order %s, line %d: %v", o.ExternalID, l.N, err)
				}
			}
		}
		w.audit()
	})
}

// content is what makes an order, without what depends on the machine.
func content(orders []*oms.Order) string {
	var b strings.Builder
	for _, o := range orders {
		fmt.Fprintf(&b, "%s %s %s %d %s", o.Channel, o.ExternalID, o.Email, o.Total, o.ShippingAddress.City)
		for _, l := range o.Lines {
			fmt.Fprintf(&b, " %d×%s", l.Ordered, l.SKU)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestSameSeedSameOrders(t *testing.T) {
	tell := func(seed uint64) string {
		w := begin(t, store.Options{Dir: t.TempDir()}, Options{Seed: seed, Rate: 20}, &clock{at: start})
		w.play(3)
		webs := slices.DeleteFunc(w.orders(), func(o *oms.Order) bool { return o.Channel != webChannel })
		return content(webs) + strings.Join(w.demo.shop.IDs(), " ")
	}
	one, same, other := tell(1), tell(1), tell(2)
	if one != same {
		t.Errorf("the same seed gave other orders:\n%s\n%s", one, same)
	}
	if one == other || strings.Count(one, "\n") < 5 {
		t.Errorf("another seed gave the same orders, or few:\n%s", one)
	}
}

// A demo that is started again goes on: no order changes, ids go up, parcels
// travel on.
func TestRestart(t *testing.T) {
	worlds(t, func(t *testing.T, so store.Options) {
		c := &clock{at: start}
		w := begin(t, so, Options{Seed: 3, Rate: 20}, c)
		w.play(3)
		before := content(w.orders())
		w.end()
		c.advance(time.Hour)
		w = begin(t, so, Options{Seed: 3, Rate: 20}, c)
		if content(w.orders()) != before {
			t.Error("starting again changed orders")
		}
		w.play(3)
		after := content(w.orders())
		for line := range strings.Lines(before) {
			if !strings.Contains(after, line) {
				t.Errorf("an order has changed: %s", line)
			}
		}
		if n := strings.Count(after, "\n"); n < strings.Count(before, "\n")+15 {
			t.Errorf("%d orders after the restart", n)
		}
		places, err := w.flow.Locations(t.Context(), flow.CatalogFilter{})
		if err != nil || len(places.Items) != 3 {
			t.Errorf("%d locations, %v", len(places.Items), err)
		}
		w.audit()
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	w := begin(t, store.Options{Dir: t.TempDir()}, Options{Seed: 1, Speed: 600}, &clock{at: start})
	w.demo.Now = time.Now
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := w.demo.Run(ctx, w.demo.World); err != nil {
		t.Error(err)
	}
	if len(w.orders()) == 0 {
		t.Error("no order was placed")
	}
}

func TestCatalog(t *testing.T) {
	known := map[string]bool{}
	for _, w := range onSale() {
		if known[w.sku] || w.eur == 0 || w.usd == 0 {
			t.Errorf("%+v is there twice, or has no price", w)
		}
		known[w.sku] = true
	}
	for _, b := range bundles {
		for _, p := range b.parts {
			if !known[p.SKU] {
				t.Errorf("%s is made of %s, which there is not", b.code, p.SKU)
			}
		}
	}
	if n := len(wares()); n != 40 {
		t.Errorf("%d SKUs", n)
	}
}
