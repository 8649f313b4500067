package demo

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connectors/all"
	"github.com/switchyard-oms/switchyard/internal/api"
	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/demo/control"
	"github.com/switchyard-oms/switchyard/internal/demo/shopsim"
	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// hand is a clock that the test moves.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (c *hand) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *hand) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// world is an installation with a demo in it.
type world struct {
	*hand
	t     *testing.T
	store *store.Store
	flow  *flow.Flow
	demo  *Demo
	con   *flow.Connections
	end   func()
}

// begin starts an installation on a database, which may have a past.
func begin(t *testing.T, so store.Options, o Options, c *hand) *world {
	t.Helper()
	so.Now, o.Now = c.now, c.now
	s, err := store.Open(t.Context(), so)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{hand: c, t: t, store: s, flow: flow.New(s, nil)}
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
	w.con = w.flow.NewConnections(q, sealer, vendors, unlimited(all.Drivers), time.Minute)
	webhooks := w.flow.NewWebhooks(q, sealer, vendors.Receiver(), flow.WebhookOptions{AllowPrivate: true})
	consumers := w.flow.NewConsumers(w.flow.NewWaiting(q), w.flow.NewDropShipping(), w.con.Publishing())
	front := httptest.NewServer(api.New(api.Options{Flow: w.flow, Auth: auth.New(s, auth.Options{}), Webhooks: webhooks, Connections: w.con, Jobs: q, Demo: w.demo}))
	w.end = sync.OnceFunc(func() {
		consumers.Stop()
		q.Stop(context.Background())
		front.Close()
		if err := w.demo.Close(); err != nil {
			t.Error(err)
		}
		_ = s.Close()
	})
	t.Cleanup(w.end)
	err = w.demo.Begin(t.Context(), World{Flow: w.flow, Connections: w.con, Callback: front.URL, Work: func(ctx context.Context, fresh bool) error {
		if fresh {
			if err := consumers.PassBy(ctx, Actor); err != nil {
				return err
			}
		}
		q.Start(ctx)
		consumers.Start(ctx)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// unlimited are drivers whose vendors are not spared: rates are kept by the
// clock on the wall, and a day of the test is over in seconds.
func unlimited(drivers []connector.Driver) []connector.Driver {
	drivers = slices.Clone(drivers)
	for i := range drivers {
		drivers[i].Limits, drivers[i].Pace = nil, nil
	}
	return drivers
}

// play lets hours pass.
func (w *world) play(hours int) {
	w.t.Helper()
	for range hours * 6 {
		w.advance(10 * time.Minute)
		if _, err := w.flow.ExpireLots(w.t.Context(), 1000); err != nil { // as the server does each minute
			w.t.Fatal(err)
		}
		if err := w.demo.Step(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// orders lists all orders, in the order of their ids on their channels.
func (w *world) orders() (out []*oms.Order) {
	w.t.Helper()
	f := flow.OrderFilter{Sort: "number", Limit: 200}
	for {
		page, err := w.flow.Orders(w.t.Context(), f, "")
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, page.Items...)
		if f.After = page.Next; f.After == nil {
			break
		}
	}
	slices.SortFunc(out, func(a, b *oms.Order) int { return strings.Compare(a.Channel+a.ExternalID, b.Channel+b.ExternalID) })
	return out
}

// audit asks everything that the doctor asks of the ledger.
func (w *world) audit() {
	w.t.Helper()
	err := w.store.Audit(w.t.Context(), store.AuditOptions{Tell: func(a store.Audited) {
		for _, b := range a.Breaches {
			w.t.Errorf("%s: %s %s", a.Name, b.Subject, b.Problem)
		}
	}})
	if err != nil {
		w.t.Error(err)
	}
}

// seen counts what can be seen of the orders.
func seen(orders []*oms.Order) map[string]int {
	n := map[string]int{}
	for _, o := range orders {
		n[o.Channel]++
		n[string(o.Lifecycle)]++
		n["return "+string(o.ReturnStatus)]++
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

// A past keeps every law, shows every fate, and goes over into the present.
func TestPast(t *testing.T) {
	storetest.Both(t, func(t *testing.T, so store.Options) {
		o := Options{Seed: 7, Rate: 12, Past: 6 * 24 * time.Hour}
		if testing.Short() {
			o.Past = 3 * 24 * time.Hour
		}
		w := begin(t, so, o, &hand{at: start})
		orders := w.orders()
		n := seen(orders)
		t.Logf("%d orders: %v", len(orders), n)
		wanted := []string{webChannel, shopChannel, till, "open", "closed", "canceled", "shipment in_transit", "shipment delivered", "at BER", "at EWR", "at HAM", "hold payment released"}
		if !testing.Short() {
			wanted = append(wanted, wholesale, "at MAN", "hold address released", "hold fraud released", "hold review released", "exception short_pick", "exception refund_due", "exception payment_failed", "exception delivery_failed", "edited", "return requested")
		}
		for _, what := range wanted {
			if n[what] == 0 {
				t.Errorf("nobody saw: %s", what)
			}
		}
		for _, o := range orders {
			if o.PlacedAt.After(start) || o.CapturedAt.Sub(o.PlacedAt).Abs() > time.Second {
				t.Errorf("order %s was placed at %v and captured at %v", o.ExternalID, o.PlacedAt, o.CapturedAt)
			}
		}
		if !testing.Short() { // in three days no van goes back and forth
			w.complete()
		}
		w.audit()
		w.play(4)
		if more := len(w.orders()); more <= len(orders) {
			t.Errorf("%d orders, and %d after some hours", len(orders), more)
		}
		w.audit()
	})
}

// complete checks that the past has what does not belong to one order alone,
// or follows it: purchase orders of drop-ships as they were placed, what channels
// are told, transfers, and counts.
func (w *world) complete() {
	w.t.Helper()
	ctx := w.t.Context()
	placed, shipped := map[string]*oms.PurchaseOrder{}, 0
	bought, err := w.flow.Purchases(ctx, flow.PurchaseFilter{Paging: flow.Paging{Limit: 200}})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, p := range bought.Items {
		placed[p.FulfillmentOrderID] = p
	}
	told := w.noted()
	for _, o := range w.orders() {
		for _, ful := range o.FulfillmentOrders {
			if ful.Location != thePottery || ful.Status == oms.FulfillmentOpen || ful.Status == oms.FulfillmentScheduled || ful.Status == oms.FulfillmentCanceled {
				continue
			}
			p := placed[ful.ID]
			if p == nil || p.OrderedAt.After(start) || p.ClosedAt != nil && p.ClosedAt.Sub(*p.OrderedAt) < time.Minute {
				w.t.Errorf("fulfillment order %s is %s and its purchase order %+v", ful.Number, ful.Status, p)
				continue
			}
			if p.Status == oms.PurchaseReceived {
				shipped++
			}
		}
		for _, s := range o.Shipments {
			if o.Lifecycle == oms.Open && w.demo.vendorOf(o) != nil && !told[s.ID] {
				w.t.Errorf("%s order %s: its channel is not told of shipment %s", o.Channel, o.ExternalID, s.ID)
			}
		}
	}
	transfers, err := w.flow.Transfers(ctx, flow.TransferFilter{Status: string(oms.TransferReceived)})
	if err != nil || len(transfers.Items) == 0 || shipped == 0 {
		w.t.Errorf("%d drop-ships are sent, %d transfers received, %v", shipped, len(transfers.Items), err)
	}
	counts, err := w.flow.Counts(ctx, flow.CountFilter{})
	if err != nil || len(counts.Items) == 0 {
		w.t.Errorf("%d counts, %v", len(counts.Items), err)
	}
	for _, c := range counts.Items {
		if !strings.HasPrefix(c.CreatedBy, Actor) || c.Status == oms.CountReview && c.CreatedAt.Before(start.Add(-48*time.Hour)) {
			w.t.Errorf("%s of %q has been %s since %s", c.Name(), c.CreatedBy, c.Status, c.CreatedAt)
		}
	}
}

// noted are the shipments that channels are told of, or were.
func (w *world) noted() map[string]bool {
	w.t.Helper()
	all, err := w.con.List(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, c := range all {
		q := flow.NoticeQuery{Paging: flow.Paging{Limit: 200}}
		for {
			page, err := w.con.Notices(w.t.Context(), c.ID, q)
			if err != nil {
				w.t.Fatal(err)
			}
			for _, n := range page.Items {
				ids[n.ID] = true
			}
			if q.Cursor = page.NextCursor; q.Cursor == "" {
				break
			}
		}
	}
	return ids
}

// Goods come back, and the desk deals with them, in the past and in the present.
// Weeks are long enough for lots to expire, too.
func TestReturns(t *testing.T) {
	if testing.Short() {
		t.Skip("weeks take seconds")
	}
	c := &hand{at: start}
	so := storetest.SQLite(t)
	o := Options{Seed: 5, Rate: 4, Past: 26 * 24 * time.Hour}
	w := begin(t, so, o, c)
	w.traced()
	past := w.returns()
	if past["closed"] == 0 || past["requested"]+past["approved"] == 0 || past["in_transit"] == 0 {
		t.Errorf("the past: %v", past)
	}
	w.audit()
	w.play(3)
	w.end()
	w = begin(t, so, o, c)
	w.play(16)
	now := w.returns()
	t.Logf("the past: %v, a day on: %v", past, now)
	for _, status := range []string{"all", "closed"} {
		if now[status] <= past[status] {
			t.Errorf("%s: %d, and %d a day on", status, past[status], now[status])
		}
	}
	w.audit()
}

// traced checks that lots expired and others are about to, and that buyers can
// be found by the lot and by the serial number of what they have.
func (w *world) traced() {
	w.t.Helper()
	ctx := w.t.Context()
	lots, err := w.flow.Lots(ctx, flow.LotFilter{Within: 30, Paging: flow.Paging{Limit: 500}})
	if err != nil {
		w.t.Fatal(err)
	}
	past, soon := 0, 0
	for _, l := range lots.Items {
		switch {
		case !l.Past:
			soon++
		case l.QualityControl+l.Damaged == l.OnHand:
			past++
		default:
			w.t.Errorf("%s of %s may not be sold any more and is: %+v", l.Lot, l.SKU, l)
		}
	}
	sent := map[bool]string{} // by whether it is a serial number
	for _, o := range w.orders() {
		for _, p := range o.Parcels {
			for _, it := range p.Items {
				if it.LotID != "" && p.ShipmentID != "" {
					sent[it.Serial] = it.LotID
				}
			}
		}
	}
	for _, serial := range []bool{false, true} {
		buyers, err := w.flow.LotUses(ctx, sent[serial], flow.Paging{})
		if err != nil || len(buyers.Items) == 0 {
			w.t.Errorf("nobody got %q (a serial number: %v): %v", sent[serial], serial, err)
		}
	}
	if past == 0 || soon == 0 {
		w.t.Errorf("%d lots are past their date, %d will be soon", past, soon)
	}
}

// returns counts the returns by their status.
func (w *world) returns() map[string]int {
	w.t.Helper()
	n := map[string]int{}
	var f flow.ReturnFilter
	for f.Limit = 200; ; {
		page, err := w.flow.Returns(w.t.Context(), f)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, r := range page.Items {
			n[string(r.Part.Status)]++
			n["all"]++
		}
		if f.Cursor = page.NextCursor; f.Cursor == "" {
			return n
		}
	}
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
		w := begin(t, storetest.SQLite(t), Options{Seed: seed, Past: 24 * time.Hour}, &hand{at: start})
		return content(w.orders())
	}
	one, same, other := tell(1), tell(1), tell(2)
	if one != same {
		t.Errorf("the same seed gave other orders:\n%s\n%s", one, same)
	}
	if one == other || strings.Count(one, "\n") < 50 {
		t.Errorf("another seed gave the same orders, or few:\n%s", one)
	}
}

// pendingAtMarket tells that a marketplace has not told yet who buys.
func pendingAtMarket(o *oms.Order) bool {
	return o.ShippingAddress.CountryCode == "" && (o.Channel == amazonChannel || o.Channel == ebayChannel)
}

// A demo that is started again goes on: no order changes, and numbers go up.
func TestRestart(t *testing.T) {
	storetest.Both(t, func(t *testing.T, so store.Options) {
		c := &hand{at: start}
		w := begin(t, so, Options{Seed: 3, Past: 12 * time.Hour}, c)
		w.play(2)
		before := strings.Split(content(slices.DeleteFunc(w.orders(), pendingAtMarket)), "\n")
		w.end()
		w = begin(t, so, Options{Seed: 3, Past: 12 * time.Hour}, c)
		after := strings.Split(content(w.orders()), "\n")
		for _, o := range before {
			if !slices.Contains(after, o) {
				t.Errorf("starting again changed an order: %s", o)
			}
		}
		w.play(3)
		all := w.orders()
		if len(all) < len(before)+10 {
			t.Errorf("%d orders after the restart", len(all))
		}
		for _, o := range all {
			if pendingAtMarket(o) && o.Lifecycle == oms.Open && o.PlacedAt.Before(c.now().Add(-2*time.Hour)) {
				t.Errorf("%s %s is pending for ever", o.Channel, o.ExternalID)
			}
		}
		w.audit()
	})
}

// Whatever the shops do wrong, every order of theirs is here once.
func TestMisbehavior(t *testing.T) {
	for name, f := range map[string]sim.Faults{"throttle": {Throttle: .4}, "timeout": {Timeout: .3}, "garbage": {Garbage: .2}, "lose": {Lose: .4},
		"duplicate": {Duplicate: .6}, "reorder": {Reorder: .6}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := begin(t, storetest.SQLite(t), Options{Seed: 5, Rate: 40}, &hand{at: start})
			w.demo.web.Wait = time.Millisecond
			if _, err := w.demo.Change(t.Context(), control.DemoChange{Faults: &f}); err != nil {
				t.Fatal(err)
			}
			w.play(2)
			calm := sim.Faults{}
			if _, err := w.demo.Change(t.Context(), control.DemoChange{Faults: &calm}); err != nil {
				t.Fatal(err)
			}
			w.demo.web.Deliver(t.Context())
			web := 0
			for _, o := range w.orders() {
				if o.Channel == webChannel {
					web++
				}
			}
			if web != w.demo.web.Placed() || web == 0 {
				t.Errorf("the shop has placed %d orders, %d are here", w.demo.web.Placed(), web)
			}
			w.audit()
		})
	}
}

// At the end of a day on which all vendors misbehaved, they and Switchyard
// agree: on the orders, on what left and on how much can be sold.
func TestDayAgrees(t *testing.T) {
	w := begin(t, storetest.SQLite(t), Options{Seed: 11, Rate: 8}, &hand{at: start})
	w.demo.web.Wait = time.Millisecond
	bad := sim.Faults{Throttle: .1, Timeout: .05, Garbage: .05, Lose: .1, Duplicate: .1, Reorder: .1}
	if _, err := w.demo.Change(t.Context(), control.DemoChange{Faults: &bad}); err != nil {
		t.Fatal(err)
	}
	w.play(24)
	if _, err := w.demo.Change(t.Context(), control.DemoChange{Faults: &sim.Faults{}}); err != nil {
		t.Fatal(err)
	}
	var wrong []string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); {
		w.advance(time.Minute) // nobody buys any more: what waits is told
		time.Sleep(100 * time.Millisecond)
		if wrong = w.disagreements(); len(wrong) == 0 {
			break
		}
	}
	for _, x := range wrong[:min(len(wrong), 20)] {
		t.Error(x)
	}
	w.audit()
}

// disagreements lists what a vendor knows otherwise than Switchyard does.
func (w *world) disagreements() (wrong []string) {
	w.t.Helper()
	orders := map[string]*oms.Order{}
	for _, o := range w.orders() {
		orders[o.Channel+" "+o.ExternalID] = o
	}
	for _, v := range w.demo.vendors {
		vendor, _ := v.Vendor.(interface {
			IDs() []string
			Shows(sku string) (int64, bool)
		})
		ids := vendor.IDs()
		if len(ids) < 5 {
			wrong = append(wrong, fmt.Sprintf("%s has placed %d orders", v.channel, len(ids)))
		}
		for _, id := range ids {
			o := orders[v.channel+" "+id]
			if o == nil {
				wrong = append(wrong, v.channel+" order "+id+" is not here")
				continue
			}
			wrong = append(wrong, w.untold(v, o)...)
		}
		for _, s := range w.sellable(v) {
			if n, _ := vendor.Shows(s.sku); n != s.quantity {
				wrong = append(wrong, fmt.Sprintf("%s shows %d of %s, %d can be sold", v.channel, n, s.sku, s.quantity))
			}
		}
	}
	return wrong
}

// untold lists the parcels of an order that its vendor was not told of.
func (w *world) untold(v *seat, o *oms.Order) (wrong []string) {
	var told []string
	switch vendor := v.Vendor.(type) {
	case *shopsim.Shop:
		told = vendor.Fulfilled(o.ExternalID)
	case interface {
		With(id string, f func(*sim.Order))
	}:
		vendor.With(o.ExternalID, func(x *sim.Order) {
			for _, p := range x.Parcels {
				told = append(told, p.Tracking)
			}
		})
	}
	for _, p := range o.Parcels {
		if p.TrackingNumber != "" && !slices.Contains(told, p.TrackingNumber) {
			wrong = append(wrong, v.channel+" order "+o.ExternalID+": parcel "+p.TrackingNumber+" was not told")
		}
	}
	return wrong
}

type offer struct {
	sku      string
	quantity int64
}

// sellable is how much of each plain ware that a vendor offers is on shelves.
func (w *world) sellable(v *seat) (out []offer) {
	levels, err := w.demo.levels(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	free := map[string]int64{}
	for _, l := range levels {
		free[l.SKU] += l.Available()
	}
	for _, x := range v.offers {
		if x.parts == nil {
			out = append(out, offer{x.sku, max(free[x.sku], 0)})
		}
	}
	return out
}

func TestControl(t *testing.T) {
	w := begin(t, storetest.SQLite(t), Options{Seed: 1}, &hand{at: start})
	speed, paused := 600.0, true
	s, err := w.demo.Change(t.Context(), control.DemoChange{Speed: &speed, Paused: &paused})
	if err != nil || s.Speed != 600 || !s.Paused || s.History != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	w.advance(time.Hour)
	if at := w.demo.clock.time(); !at.Equal(start) {
		t.Errorf("the clock went on while it was paused: %v", at)
	}
	paused = false
	if _, err := w.demo.Change(t.Context(), control.DemoChange{Paused: &paused}); err != nil {
		t.Error(err)
	}
	w.advance(time.Minute)
	if at := w.demo.clock.time(); !at.Equal(start.Add(10 * time.Hour)) {
		t.Errorf("a minute at speed 600 is %v", at.Sub(start))
	}
	speed = 0
	if _, err := w.demo.Change(t.Context(), control.DemoChange{Speed: &speed}); oms.CodeOf(err) != oms.Invalid {
		t.Errorf("speed 0: %v", err)
	}
	s, err = w.demo.FlashSale(t.Context(), control.FlashSale{Product: "MUG"})
	if err != nil || len(s.Sales) != 1 || s.Sales[0].Title != "Stoneware mug" || w.demo.sale(w.demo.clock.time()) != "MUG" {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := w.demo.FlashSale(t.Context(), control.FlashSale{Product: "NONE"}); oms.CodeOf(err) != oms.Invalid {
		t.Errorf("a sale of nothing: %v", err)
	}
}

func TestCatalog(t *testing.T) {
	c := newCatalog()
	barcodes := map[string]bool{}
	for _, w := range c.all {
		sum := 0
		for i, r := range w.barcode {
			sum += int(r-'0') * (1 + 2*(i%2))
		}
		if len(w.barcode) != 13 || sum%10 != 0 || barcodes[w.barcode] || min(w.eur, w.usd, w.gbp) <= 0 {
			t.Errorf("%+v has no price, or a barcode that is wrong or another's", w)
		}
		barcodes[w.barcode] = true
		for _, p := range w.parts {
			if part := c.bySKU[p.SKU]; part == nil || part.parts != nil {
				t.Errorf("%s is made of %s, which there is not", w.sku, p.SKU)
			}
		}
	}
	if len(c.all) < 270 || len(c.all)-len(c.plain) != 20 {
		t.Errorf("%d SKUs, %d of them plain", len(c.all), len(c.plain))
	}
}

func TestPeople(t *testing.T) {
	w, err := New(Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	n, emails, share := 0, map[string]bool{}, 0
	for _, l := range lands {
		share += l.share
	}
	for _, everybody := range w.people {
		for _, p := range everybody {
			n++
			a := p.address
			if errs := a.Check("address"); errs != nil || a.City == "" || *a.Latitude == 0 || emails[p.email] {
				t.Errorf("%+v: %v", a, errs)
			}
			emails[p.email] = true
		}
	}
	if n != population || share != 1000 {
		t.Errorf("%d people, shares add up to %d", n, share)
	}
}
