package flow

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// market is a channel that the tests command. It shows what it was told and
// keeps every call.
type market struct {
	mu     sync.Mutex
	shows  map[string]int64 // by SKU
	pushes []string         // "TEE=3"
	told   []connector.ShipmentNotice
	undone []string
	refuse map[string]error // by SKU: the row's answer
	down   error            // of the whole call
	hold   chan struct{}    // a push waits for it, when it is not nil
	lost   bool             // the next shipment is taken, but the answer gets lost
}

type marketSettings struct {
	m    *market
	shop string
}

func (s *marketSettings) Fields() []field.Field {
	return []field.Field{field.String(&s.shop, "shop", "The shop").Must()}
}
func (s *marketSettings) Connect(connector.Env) (connector.Connection, error) { return s.m, nil }

func (m *market) Ping(context.Context) (string, error) { return "market", nil }
func (m *market) StockBatch() int                      { return 3 }

func (m *market) PushStock(ctx context.Context, rows []connector.StockRow) ([]error, error) {
	m.mu.Lock()
	hold := m.hold
	m.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.down != nil {
		return nil, m.down
	}
	out := make([]error, len(rows))
	for i, r := range rows {
		m.pushes = append(m.pushes, fmt.Sprintf("%s=%d", r.SKU, r.Quantity))
		if out[i] = m.refuse[r.SKU]; out[i] == nil {
			m.shows[r.SKU] = r.Quantity
		}
	}
	return out, nil
}

func (m *market) ShownStock(_ context.Context, offers []connector.Offer) ([]connector.Shown, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]connector.Shown, len(offers))
	for i, o := range offers {
		out[i].Quantity = m.shows[o.SKU]
	}
	return out, nil
}

func (m *market) TellShipment(_ context.Context, n connector.ShipmentNotice) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.down != nil {
		return "", m.down
	}
	if !n.Again || !slices.ContainsFunc(m.told, func(x connector.ShipmentNotice) bool { return x.Key == n.Key }) {
		m.told = append(m.told, n)
	}
	if m.lost {
		m.lost = false
		return "", &connector.Error{Do: connector.Retry, Message: "the line went dead"}
	}
	return "ref-" + n.Key, nil
}

func (m *market) TellCancellation(_ context.Context, n connector.CancelNotice) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.undone = append(m.undone, n.OrderID+": "+n.Reason)
	return nil
}

func (m *market) set(how func(*market)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	how(m)
}

func (m *market) get(sku string) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n, ok := m.shows[sku]; ok {
		return n
	}
	return -1
}

// bazaar is a world with two markets, east and west, that are told.
type bazaar struct {
	*world
	*Connections
	east, west     *market
	eastID, westID string
	queue          *jobs.Queue
}

func bazaars(t *testing.T, f func(*testing.T, *bazaar)) {
	worlds(t, func(t *testing.T, w *world) {
		b := &bazaar{world: w, east: &market{shows: map[string]int64{}}, west: &market{shows: map[string]int64{}}}
		b.queue = jobs.New(w.store, jobs.Settings{Poll: 10 * time.Millisecond, Rand: func() float64 { return 0.5 }})
		var drivers []connector.Driver
		for name, m := range map[string]*market{"east": b.east, "west": b.west} {
			drivers = append(drivers, connector.Driver{ID: name, Name: name, Kind: connector.Channel, New: func() connector.Settings { return &marketSettings{m: m} }})
		}
		b.Connections = w.NewConnections(b.queue, openSeal{}, &vendors{}, drivers, 0)
		for name, id := range map[string]*string{"east": &b.eastID, "west": &b.westID} {
			made, err := b.Create(w.ctx, ConnectionInput{Driver: name, Channel: name, Settings: map[string]string{"shop": "x"}})
			if err != nil {
				t.Fatal(err)
			}
			*id = made.ID
		}
		consumers := w.NewConsumers(b.Publishing())
		b.queue.Start(w.ctx)
		consumers.Start(w.ctx)
		t.Cleanup(func() {
			consumers.Stop()
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			b.queue.Stop(ctx)
		})
		f(t, b)
	})
}

func (b *bazaar) list(channel, sku string, more ...ListingFields) *oms.Listing {
	b.t.Helper()
	in := ListingInput{Channel: channel, SKU: sku}
	if len(more) > 0 {
		in.ListingFields = more[0]
	}
	l, err := b.CreateListing(b.ctx, in)
	if err != nil {
		b.t.Fatal(err)
	}
	return l
}

func (b *bazaar) sync(id string) oms.ListingSync {
	b.t.Helper()
	l, err := b.Listing(b.ctx, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return l.Sync
}

// sell captures an order of one line on a channel.
func (b *bazaar) sell(channel, id, sku string, n int) *oms.Order {
	b.t.Helper()
	in := b.order(id, sku, n)
	in.Channel = channel
	r := b.Capture(b.ctx, in)
	if r.Err != nil {
		b.t.Fatal(r.Err)
	}
	return r.Order
}

// TestLastUnitIsToldEverywhere is the promise: sold on one channel, 0 on the
// others within two seconds; bundles with the SKU too.
func TestLastUnitIsToldEverywhere(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		b.sku("TEE", "unallocated", "BER", 1)
		b.sku("CUP", "unallocated", "BER", 9)
		b.bundle("SET", "TEE", 1, "CUP", 2)
		for _, channel := range []string{"east", "west"} {
			b.list(channel, "TEE")
			b.list(channel, "SET")
		}
		b.eventually("both show one", func() bool {
			return b.east.get("TEE") == 1 && b.west.get("TEE") == 1 && b.east.get("SET") == 1 && b.west.get("SET") == 1
		})
		began := time.Now()
		b.sell("east", "1", "TEE", 1)
		b.eventually("both show none", func() bool {
			return b.east.get("TEE") == 0 && b.west.get("TEE") == 0 && b.east.get("SET") == 0 && b.west.get("SET") == 0
		})
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

func TestOnlyTheNewestFigureIsSent(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		gate := make(chan struct{})
		b.west.set(func(m *market) { m.hold = gate })
		b.sku("TEE", "unallocated", "BER", 50)
		limit := int64(40)
		l := b.list("west", "TEE", ListingFields{Cap: &limit})
		b.eventually("the first is on its way", func() bool { return b.sync(l.ID).State == oms.ListingSending })
		for i := range 20 {
			b.sell("east", fmt.Sprint(i), "TEE", 1)
		}
		b.eventually("it is known that the figure is old", func() bool {
			view, err := b.Get(b.ctx, b.westID)
			return err == nil && view.Publish.Listings[oms.ListingSending] == 1 && view.Publish.Oldest != nil
		})
		time.Sleep(300 * time.Millisecond) // the consumer has passed the sales
		close(gate)
		b.eventually("the channel shows what is left", func() bool { return b.west.get("TEE") == 30 && b.sync(l.ID).State == oms.ListingInSync })
		b.west.set(func(m *market) {
			if got := fmt.Sprint(m.pushes); got != "[TEE=40 TEE=30]" {
				t.Errorf("told %s", got)
			}
		})
		s := b.sync(l.ID)
		if s.ConfirmedAt == nil || s.DirtyAt != nil || s.LagP95 < s.Lag {
			t.Errorf("sync %+v", s)
		}
		if got, _ := b.Listing(b.ctx, l.ID); got.ConfirmedQuantity == nil || *got.ConfirmedQuantity != 30 {
			t.Errorf("confirmed %v", got.ConfirmedQuantity)
		}
	})
}

// A row that the channel refuses fails alone, and is tried again.
func TestRefusedListing(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		b.west.set(func(m *market) {
			m.refuse = map[string]error{"BAD": &connector.Error{Do: connector.Reject, Message: "no such offer"}}
		})
		b.sku("BAD", "unallocated", "BER", 2)
		b.sku("TEE", "unallocated", "BER", 1)
		bad := b.list("west", "BAD")
		b.list("west", "TEE")
		b.eventually("the other is told", func() bool { return b.west.get("TEE") == 1 })
		b.eventually("it has failed", func() bool { return b.sync(bad.ID).State == oms.ListingFailed })
		s := b.sync(bad.ID)
		if s.Problem != "no such offer" || s.RetryAt == nil || s.Failures != 1 || s.DirtyAt == nil {
			t.Errorf("sync %+v", s)
		}
		page, err := b.Listings(b.ctx, ListingFilter{State: "failed"})
		if err != nil || len(page.Items) != 1 || page.Items[0].ID != bad.ID {
			t.Errorf("failed ones: %+v, %v", page.Items, err)
		}
		open, err := b.Exceptions(b.ctx, ExceptionQuery{Kind: string(oms.ExceptionListing), Status: "open"})
		if err != nil || len(open.Items) != 1 {
			t.Errorf("exceptions %+v, %v", open.Items, err)
		}
		b.west.set(func(m *market) { m.refuse = nil })
		if _, err := b.PushListing(b.ctx, bad.ID); err != nil {
			t.Fatal(err)
		}
		b.eventually("it is told", func() bool { return b.west.get("BAD") == 2 && b.sync(bad.ID).State == oms.ListingInSync })
		open, err = b.Exceptions(b.ctx, ExceptionQuery{Kind: string(oms.ExceptionListing), Status: "open"})
		if err != nil || len(open.Items) != 0 {
			t.Errorf("exceptions %+v, %v", open.Items, err)
		}
	})
}

func TestRefusedCredentialsPauseListings(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		b.west.set(func(m *market) { m.down = &connector.Error{Do: connector.Reauth, Message: "who are you?"} })
		b.sku("TEE", "unallocated", "BER", 7)
		l := b.list("west", "TEE")
		b.eventually("the connection rests", func() bool { return b.sync(l.ID).State == oms.ListingPaused })
		b.west.set(func(m *market) { m.down = nil })
		if _, err := b.Resume(b.ctx, b.westID); err != nil {
			t.Fatal(err)
		}
		b.eventually("it is told", func() bool { return b.west.get("TEE") == 7 })
	})
}

func TestReconcileMarksDrift(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		var ids []string
		for i := range 5 { // more than one batch
			sku := fmt.Sprint("SKU", i)
			b.sku(sku, "unallocated", "BER", 4)
			ids = append(ids, b.list("west", sku).ID)
		}
		b.eventually("all are told", func() bool { return b.west.get("SKU4") == 4 && b.sync(ids[4]).State == oms.ListingInSync })
		b.west.set(func(m *market) { m.shows["SKU4"] = 9 })
		if err := b.Reconcile(b.ctx, b.westID); err != nil {
			t.Fatal(err)
		}
		b.eventually("the drift is seen", func() bool { return b.sync(ids[4]).State == oms.ListingDrifted })
		if s := b.sync(ids[0]); s.State != oms.ListingInSync || s.ShownQuantity == nil || *s.ShownQuantity != 4 {
			t.Errorf("sync %+v", s)
		}
		if n, err := b.Publish(b.ctx, b.westID); err != nil || n != 5 {
			t.Fatalf("published %d, %v", n, err)
		}
		b.eventually("it shows the truth again", func() bool { return b.west.get("SKU4") == 4 && b.sync(ids[4]).State == oms.ListingInSync })
	})
}

// shipAll takes an order from its allocation to the door.
func (b *bazaar) shipAll(o *oms.Order) {
	b.t.Helper()
	for _, ful := range b.stored(o.ID).FulfillmentOrders {
		if _, err := b.ReleaseFulfillmentOrder(b.ctx, ful.ID); err != nil {
			b.t.Fatal(err)
		}
		if _, err := b.Pick(b.ctx, ful.ID, PickInput{}); err != nil {
			b.t.Fatal(err)
		}
		if _, err := b.Pack(b.ctx, ful.ID, PackInput{}); err != nil {
			b.t.Fatal(err)
		}
		if _, err := b.Ship(b.ctx, ful.ID, ShipInput{}); err != nil {
			b.t.Fatal(err)
		}
	}
}

// A shipment is told once, although the answer gets lost; of a bundle the
// channel hears its own line.
func TestShipmentIsToldOnce(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		b.west.set(func(m *market) { m.lost = true })
		b.sku("TEE", "unallocated", "BER", 10)
		b.sku("CUP", "unallocated", "BER", 10)
		b.bundle("SET", "TEE", 1, "CUP", 2)
		in := b.order("W1", "SET", 2, "TEE", 1)
		in.Channel = "west"
		in.Lines[0].ExternalID, in.Lines[1].ExternalID = "line-set", "line-tee"
		r := b.Capture(b.ctx, in)
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		b.shipAll(r.Order)
		var n oms.Notice
		tick := time.Now()
		b.eventually("the channel is told", func() bool {
			if time.Since(tick) > 50*time.Millisecond { // the queue waits by the world's clock, which stands still
				tick = time.Now()
				b.hasten()
			}
			page, err := b.Notices(b.ctx, b.westID, NoticeQuery{})
			if err != nil || len(page.Items) != 1 {
				return false
			}
			n = page.Items[0]
			return n.State == oms.NoticeTold
		})
		if n.Attempts != 2 || n.Reference != "ref-"+n.ID || n.OrderID != r.Order.ID {
			t.Errorf("notice %+v", n)
		}
		b.west.set(func(m *market) {
			if len(m.told) != 1 {
				t.Fatalf("told %d times", len(m.told))
			}
			got := m.told[0]
			if lines := fmt.Sprint(got.Lines()); got.OrderID != "W1" || lines != "[{line-tee TEE 1} {line-set SET 2}]" || got.Parcels[0].Tracking.Number == "" || got.Name == "" {
				t.Errorf("told %+v", got)
			}
		})
	})
}

// hasten lets jobs that wait for the next attempt run now.
func (b *bazaar) hasten() {
	b.t.Helper()
	if _, err := b.db.ExecContext(b.ctx, `UPDATE jobs SET run_at = created_at WHERE state = 'pending'`); err != nil {
		b.t.Fatal(err)
	}
}

func TestCancellationIsTold(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		b.sku("TEE", "unallocated", "BER", 3)
		ours, theirs := b.sell("west", "ours", "TEE", 1), b.sell("west", "theirs", "TEE", 1)
		if _, err := b.CancelOrder(fromConnection(b.ctx, b.westID, "poll"), theirs.ID, CancelInput{Reason: "the channel says so"}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.CancelOrder(b.ctx, ours.ID, CancelInput{Reason: "out of stock"}); err != nil {
			t.Fatal(err)
		}
		b.eventually("the channel is told", func() bool {
			page, err := b.Notices(b.ctx, b.westID, NoticeQuery{State: "told"})
			return err == nil && len(page.Items) == 1
		})
		b.west.set(func(m *market) {
			if got := fmt.Sprint(m.undone); got != "[ours: out of stock]" {
				t.Errorf("told %s", got)
			}
		})
	})
}

// What was being sent when the server died is sent again, although the channel
// may have taken it.
func TestInterruptedPushIsSentAgain(t *testing.T) {
	bazaars(t, func(t *testing.T, b *bazaar) {
		b.sku("TEE", "unallocated", "BER", 5)
		l := b.list("west", "TEE")
		b.eventually("it is told", func() bool { return b.sync(l.ID).State == oms.ListingInSync })
		b.eventually("the job that told it is over", func() (over bool) {
			err := b.db.QueryRowContext(b.ctx, `SELECT NOT EXISTS (SELECT 1 FROM jobs WHERE kind = 'listing.push' AND finished_at IS NULL)`).Scan(&over)
			return err == nil && over
		})
		if _, err := b.db.ExecContext(b.ctx, `UPDATE listing_syncs SET sending_at = confirmed_at`); err != nil {
			t.Fatal(err)
		}
		if err := b.store.Write(b.ctx, func(tx *store.Tx) error { return b.publishDue(b.ctx, tx) }); err != nil {
			t.Fatal(err)
		}
		b.eventually("it is told again", func() bool { return b.sync(l.ID).State == oms.ListingInSync })
		b.west.set(func(m *market) {
			if got := fmt.Sprint(m.pushes); got != "[TEE=5 TEE=5]" {
				t.Errorf("told %s", got)
			}
		})
	})
}
