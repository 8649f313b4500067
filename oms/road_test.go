package oms_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
	"pgregory.net/rapid"
)

// shop is one order and the stock around it in memory: what a verb does,
// without a database.
type shop struct {
	o      *oms.Order
	skus   map[string]*oms.SKU
	stock  map[[2]string]*oms.StockLevel
	sums   map[[2]string]int64 // of the movements of on_hand
	events []oms.Event
	now    time.Time
	ids    int
}

func (s *shop) id(prefix string) string {
	s.ids++
	return fmt.Sprintf("%s_%06d", prefix, s.ids)
}

func (s *shop) sku(code string) *oms.SKU { return s.skus[code] }

func newShop(t *rapid.T) *shop {
	s := &shop{skus: map[string]*oms.SKU{}, stock: map[[2]string]*oms.StockLevel{}, sums: map[[2]string]int64{}, now: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}
	for _, code := range []string{"TEE", "MUG", "POT"} {
		s.skus[code] = &oms.SKU{ID: "sku_" + code, Code: code, Title: code, WeightGrams: 180}
		for _, at := range []string{"BER", "LON"} {
			s.move(oms.StockChange{SKUID: "sku_" + code, LocationID: at, State: oms.StockOnHand, Quantity: rapid.Int64Range(0, 8).Draw(t, code+at)})
		}
	}
	s.skus["SET"] = &oms.SKU{ID: "sku_SET", Code: "SET", Components: []oms.Component{{SKUID: "sku_MUG", SKU: "MUG", Quantity: 2}, {SKUID: "sku_POT", SKU: "POT", Quantity: 1}}}
	in := s.input(t)
	o, err := oms.NewOrder(&in, &oms.Channel{ID: "chn_1", Code: "web"}, s.sku, s.now)
	if err != nil {
		t.Fatal(err)
	}
	o.ID, o.Number = "ord_1", 100001
	var moves oms.Moves
	for _, l := range o.Units() {
		moves = append(moves, oms.Move{Line: l.N, To: oms.BucketUnallocated, Quantity: l.Ordered})
	}
	s.tell(moves)
	s.o = o
	s.allocate()
	return s
}

func (s *shop) input(t *rapid.T) oms.OrderInput {
	cents := func(name string, most int64) oms.Decimal {
		n := rapid.Int64Range(0, most).Draw(t, name)
		return oms.Decimal(fmt.Sprintf("%d.%02d", n/100, n%100))
	}
	in := oms.OrderInput{Channel: "web", ExternalID: "1", Currency: "EUR", PricesIncludeTax: rapid.Bool().Draw(t, "inclusive"),
		ShippingTotal: cents("shipping", 999), ShippingTax: cents("shipping tax", 99), Payment: &oms.PaymentInput{Status: "paid", Reference: "pi_1"}}
	for i, code := range rapid.SliceOfN(rapid.SampledFrom([]string{"TEE", "MUG", "SET"}), 1, 3).Draw(t, "lines") {
		in.Lines = append(in.Lines, oms.LineInput{SKU: code, ExternalID: fmt.Sprint(i), Quantity: oms.WholeOf(rapid.Int64Range(1, 6).Draw(t, "quantity")),
			UnitPrice: cents("price", 3000), Tax: cents("tax", 500)})
	}
	return in
}

// allocate commits stock wherever some is, in the simplest way.
func (s *shop) allocate() {
	var moves oms.Moves
	for _, l := range s.o.Units() {
		for _, at := range []string{"BER", "LON"} {
			level := s.level(l.SKUID, at)
			n := min(l.Unallocated, level.Available())
			if n <= 0 || s.o.Lifecycle != oms.Open {
				continue
			}
			level.Allocated += n
			f := s.work(at)
			f.Items = append(f.Items, oms.Allocation{ID: s.id("alc"), OrderID: s.o.ID, Line: l.N, SKUID: l.SKUID, SKU: l.SKU, LocationID: at, FulfillmentOrderID: f.ID,
				Status: oms.AllocationActive, Quantity: n})
			if err := l.Move(oms.BucketUnallocated, oms.BucketAllocated, n); err != nil {
				panic(err)
			}
			moves = append(moves, oms.Move{Line: l.N, From: oms.BucketUnallocated, To: oms.BucketAllocated, Quantity: n})
		}
	}
	s.tell(moves)
	s.o.SettleBundles()
	s.o.SettleHolds(s.now)
}

func (s *shop) work(at string) *oms.FulfillmentOrder {
	for i := range s.o.FulfillmentOrders {
		if f := &s.o.FulfillmentOrders[i]; f.LocationID == at && (f.Status == oms.FulfillmentOpen || f.Status == oms.FulfillmentOnHold) {
			return f
		}
	}
	s.o.FulfillmentOrders = append(s.o.FulfillmentOrders, oms.FulfillmentOrder{ID: s.id("ful"), LocationID: at, Location: at, Status: oms.FulfillmentOpen})
	return &s.o.FulfillmentOrders[len(s.o.FulfillmentOrders)-1]
}

func (s *shop) level(sku, at string) *oms.StockLevel {
	k := [2]string{sku, at}
	if s.stock[k] == nil {
		s.stock[k] = &oms.StockLevel{SKUID: sku, LocationID: at}
	}
	return s.stock[k]
}

func (s *shop) move(c oms.StockChange) {
	l := s.level(c.SKUID, c.LocationID)
	l.Allocated += c.Allocated
	if c.Quantity != 0 {
		*l.In(c.State) += c.Quantity
	}
	if c.State == oms.StockOnHand {
		s.sums[[2]string{c.SKUID, c.LocationID}] += c.Quantity
	}
}

func (s *shop) tell(moves oms.Moves) {
	data, err := json.Marshal(map[string]any{"moves": moves})
	if err != nil {
		panic(err)
	}
	s.events = append(s.events, oms.Event{Seq: int64(len(s.events) + 1), Data: data})
}

// try runs a decision as a transaction would: a refusal leaves nothing behind.
func (s *shop) try(t *rapid.T, decide func(*oms.Order) (oms.Step, error)) {
	before := clone(s.o)
	step, err := decide(s.o)
	if err != nil {
		if oms.CodeOf(err) == "" {
			t.Fatalf("a refusal without a code: %v", err)
		}
		s.o = before
		return
	}
	for _, c := range step.Stock {
		s.move(c)
	}
	s.tell(step.Moves)
	s.o.SettleBundles()
	s.legal(t, before)
	s.allocate()
	if s.o.Lifecycle == oms.Open && s.o.Complete() {
		s.o.Lifecycle = oms.Closed
	}
}

// legal checks that every state that changed did so by a move of its table.
func (s *shop) legal(t *rapid.T, before *oms.Order) {
	check := func(m oms.Machine, from, to string) {
		if err := m.Check("x", from, to); err != nil {
			t.Fatal(err)
		}
	}
	check(oms.Lifecycles, string(before.Lifecycle), string(s.o.Lifecycle))
	for i, f := range before.FulfillmentOrders {
		check(oms.FulfillmentOrderMoves, string(f.Status), string(s.o.FulfillmentOrders[i].Status))
		for j, a := range f.Items {
			check(oms.AllocationMoves, string(a.Status), string(s.o.FulfillmentOrders[i].Items[j].Status))
		}
	}
}

func clone(o *oms.Order) *oms.Order {
	c := *o
	c.Lines, c.Holds, c.Transactions = slices.Clone(o.Lines), slices.Clone(o.Holds), slices.Clone(o.Transactions)
	c.Parcels, c.Shipments, c.FulfillmentOrders = slices.Clone(o.Parcels), slices.Clone(o.Shipments), slices.Clone(o.FulfillmentOrders)
	for i := range c.FulfillmentOrders {
		c.FulfillmentOrders[i].Items = slices.Clone(o.FulfillmentOrders[i].Items)
	}
	return &c
}

// laws checks everything that must hold at every moment.
func (s *shop) laws(t *rapid.T) {
	replayed, err := oms.Replay(s.events)
	if err != nil {
		t.Fatal(err)
	}
	held, units, boxed := map[[2]string]int64{}, map[int]int64{}, map[string]int64{}
	for _, p := range s.o.Parcels {
		for _, it := range p.Items {
			boxed[it.AllocationID] += it.Quantity
		}
	}
	for _, f := range s.o.FulfillmentOrders {
		for _, a := range f.Items {
			if a.Status == oms.AllocationActive || a.Status == oms.AllocationReleased {
				held[[2]string{a.SKUID, a.LocationID}] += a.Held()
			}
			units[a.Line] += a.Quantity
			if boxed[a.ID] != a.Packed || a.Packed > a.Picked || a.Picked > a.Quantity || a.Shipped > a.Packed {
				t.Fatalf("%d units lie in parcels, the allocation says %+v", boxed[a.ID], a)
			}
		}
	}
	for i := range s.o.Lines {
		l := &s.o.Lines[i]
		if err := l.Check(); err != nil {
			t.Fatalf("line %d: %v", l.N, err)
		}
		if l.Kind == oms.LineBundle {
			continue
		}
		if replayed[l.N] != l.Counters {
			t.Fatalf("line %d: stored %+v, replayed %+v", l.N, l.Counters, replayed[l.N])
		}
		if n := l.Allocated + l.Released + l.Picked + l.Packed + l.Shipped; n != units[l.N] {
			t.Fatalf("line %d: %d units have stock, allocations %d", l.N, n, units[l.N])
		}
	}
	for k, l := range s.stock {
		if err := l.Check(); err != nil {
			t.Fatal(err)
		}
		if l.Allocated != held[k] || l.OnHand != s.sums[k] {
			t.Fatalf("%v: allocated %d, held %d; on hand %d, moved %d", k, l.Allocated, held[k], l.OnHand, s.sums[k])
		}
	}
	m := oms.MoneyOf(s.o.Transactions)
	if m.Refunded > m.Captured || s.o.Owed() < 0 || s.o.Owed() > s.o.Total || (s.o.Lifecycle == oms.Canceled && s.o.Owed() != 0) {
		t.Fatalf("money %+v, owed %d of %d", m, s.o.Owed(), s.o.Total)
	}
}

// TestRoadKeepsItsLaws runs any sequence of decisions on one order.
func TestRoadKeepsItsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newShop(t)
		s.laws(t)
		t.Repeat(map[string]func(*rapid.T){
			"":        s.laws,
			"go on":   s.onWork(s.goOn), // often enough for orders to arrive
			"go on a": s.onWork(s.goOn),
			"go on b": s.onWork(s.goOn),
			"go on c": s.onWork(s.goOn),
			"go on d": s.onWork(s.goOn),
			"release": s.onWork(func(t *rapid.T, o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) { return o.Release(f, s.now) }),
			"pick": s.onWork(func(t *rapid.T, o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) {
				var items []oms.PickItem
				for _, a := range f.Items {
					if rapid.Bool().Draw(t, "this") {
						items = append(items, oms.PickItem{Line: a.Line, Quantity: rapid.Int64Range(0, 3).Draw(t, "found"), Short: rapid.Int64Range(0, 1).Draw(t, "short")})
					}
				}
				return o.Pick(f, items, nil, s.now)
			}),
			"unpick": s.onWork(func(t *rapid.T, o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) {
				return o.Unpick(f, nil, s.now)
			}),
			"pack": s.onWork(func(t *rapid.T, o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) {
				var in []oms.ParcelInput
				if len(f.Items) > 0 && rapid.Bool().Draw(t, "one") {
					in = []oms.ParcelInput{{Items: []oms.PackItem{{Line: f.Items[0].Line, Quantity: 1}}}}
				}
				return o.Pack(f, in, nil, func() string { return s.id("pcl") }, s.now)
			}),
			"unpack": s.onParcel(func(o *oms.Order, p *oms.Parcel) (oms.Step, error) { return o.Unpack(p.ID, s.now) }),
			"ship":   s.onWork(s.ship),
			"void": s.onShipment(func(o *oms.Order, sh *oms.Shipment) (oms.Step, error) {
				if sh.Status != oms.ShipmentLabelPurchased {
					return oms.Step{}, oms.Errorf(oms.Conflict, "gone")
				}
				sh.Status = oms.ShipmentVoided
				return o.Unship(sh.ID, s.now)
			}),
			"deliver": s.onShipment(func(o *oms.Order, sh *oms.Shipment) (oms.Step, error) {
				if sh.Status != oms.ShipmentLabelPurchased {
					return oms.Step{}, oms.Errorf(oms.Conflict, "gone")
				}
				sh.Status = oms.ShipmentDelivered
				return o.Deliver(sh.ID, s.now)
			}),
			"cancel": func(t *rapid.T) {
				c := oms.Cancellation{Shelf: rapid.SampledFrom([]oms.Shelf{oms.PutBack, oms.Lost, oms.Damaged}).Draw(t, "shelf")}
				if rapid.IntRange(0, 9).Draw(t, "part") > 0 {
					c.Lines = []oms.LineQuantity{{Line: s.anyLine(t), Quantity: rapid.Int64Range(1, 3).Draw(t, "n")}}
				}
				s.try(t, func(o *oms.Order) (oms.Step, error) { return o.Cancel(c, s.now) })
			},
			"cancel all that can be": func(t *rapid.T) {
				lines := s.o.Unsent()
				if len(lines) == 0 || s.o.Lifecycle != oms.Open || rapid.IntRange(0, 4).Draw(t, "now") > 0 {
					return
				}
				s.try(t, func(o *oms.Order) (oms.Step, error) {
					step, err := o.Cancel(oms.Cancellation{Lines: lines, Shelf: oms.PutBack}, s.now)
					if err != nil {
						t.Fatalf("what can be canceled was refused: %v", err)
					}
					return step, nil
				})
			},
			"edit":    s.edit,
			"amend":   s.amend,
			"payment": s.payment,
			"hold": func(t *rapid.T) {
				s.try(t, func(o *oms.Order) (oms.Step, error) {
					h := oms.Hold{ID: s.id("hld"), Type: oms.HoldManual, Scope: oms.ScopeOrder, Blocks: oms.DefaultBlocks(oms.HoldManual), Reason: "x"}
					_, _, err := o.PlaceHold(h, s.now)
					return oms.Step{}, err
				})
			},
			"unhold": func(t *rapid.T) { s.o.ReleaseHolds(func(oms.Hold) bool { return true }, "x", "", s.now) },
		})
	})
}

func (s *shop) onWork(decide func(*rapid.T, *oms.Order, *oms.FulfillmentOrder) (oms.Step, error)) func(*rapid.T) {
	return func(t *rapid.T) {
		if len(s.o.FulfillmentOrders) == 0 {
			return
		}
		i := rapid.IntRange(0, len(s.o.FulfillmentOrders)-1).Draw(t, "work")
		s.try(t, func(o *oms.Order) (oms.Step, error) { return decide(t, o, &o.FulfillmentOrders[i]) })
	}
}

func (s *shop) onParcel(decide func(*oms.Order, *oms.Parcel) (oms.Step, error)) func(*rapid.T) {
	return func(t *rapid.T) {
		if len(s.o.Parcels) == 0 {
			return
		}
		i := rapid.IntRange(0, len(s.o.Parcels)-1).Draw(t, "parcel")
		s.try(t, func(o *oms.Order) (oms.Step, error) { return decide(o, &o.Parcels[i]) })
	}
}

func (s *shop) onShipment(decide func(*oms.Order, *oms.Shipment) (oms.Step, error)) func(*rapid.T) {
	return func(t *rapid.T) {
		if len(s.o.Shipments) == 0 {
			return
		}
		i := rapid.IntRange(0, len(s.o.Shipments)-1).Draw(t, "shipment")
		s.try(t, func(o *oms.Order) (oms.Step, error) { return decide(o, &o.Shipments[i]) })
	}
}

// goOn takes the next step of a piece of work as a location would.
func (s *shop) goOn(t *rapid.T, o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) {
	switch {
	case f.Status == oms.FulfillmentOpen:
		return o.Release(f, s.now)
	case f.Status == oms.FulfillmentReleased || f.Stage == oms.StagePicking:
		return o.Pick(f, nil, nil, s.now)
	case f.Stage == oms.StagePicked || f.Stage == oms.StagePacking:
		return o.Pack(f, nil, nil, func() string { return s.id("pcl") }, s.now)
	}
	return s.ship(t, o, f)
}

func (s *shop) ship(_ *rapid.T, o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) {
	if err := o.CheckShip(f); err != nil {
		return oms.Step{}, err
	}
	sh := oms.Shipment{ID: s.id("shp"), FulfillmentOrderID: f.ID, Status: oms.ShipmentLabelPurchased}
	o.Shipments = append(o.Shipments, sh)
	for _, p := range o.Packed(f.ID) {
		p.ShipmentID = sh.ID
	}
	return o.Ship(sh.ID, s.now)
}

func (s *shop) anyLine(t *rapid.T) int { return rapid.IntRange(1, len(s.o.Lines)).Draw(t, "line") }

func (s *shop) edit(t *rapid.T) {
	c := oms.Changes{Lines: []oms.LineQuantity{{Line: s.anyLine(t), Quantity: rapid.Int64Range(0, 8).Draw(t, "quantity")}}}
	if rapid.IntRange(0, 4).Draw(t, "add") == 0 && len(s.o.Lines) < 8 {
		c.Add = []oms.LineInput{{SKU: rapid.SampledFrom([]string{"TEE", "SET"}).Draw(t, "sku"), Quantity: "1", UnitPrice: "9.99", Tax: "1.60"}}
	}
	s.try(t, func(o *oms.Order) (oms.Step, error) {
		before, more, price := o.Owed(), c.Lines[0].Quantity-o.Line(c.Lines[0].Line).Left(), o.Line(c.Lines[0].Line).UnitPrice
		step, _, err := o.Edit(c, s.sku, s.now)
		if err == nil && more > 0 && len(c.Add) == 0 && o.PricesIncludeTax && o.Owed() != before+more*price {
			t.Fatalf("%d more units at %d cost %d", more, price, o.Owed()-before)
		}
		if err == nil && more < 0 && len(c.Add) == 0 && o.Owed() > before {
			t.Fatalf("fewer units cost %d more", o.Owed()-before)
		}
		return step, err
	})
}

// amend states the order anew. Where nothing was impossible, what is owed is
// what the channel says.
func (s *shop) amend(t *rapid.T) {
	in := s.input(t)
	want, err := oms.NewOrder(&in, &oms.Channel{ID: "chn_1", Code: "web"}, s.sku, s.now)
	if err != nil {
		t.Fatal(err)
	}
	s.try(t, func(o *oms.Order) (oms.Step, error) {
		a, err := o.Amend(want, s.now)
		if err == nil && len(a.Impossible) == 0 && o.Owed() != want.Total {
			t.Fatalf("the channel states %d, %d are owed", want.Total, o.Owed())
		}
		return a.Step, err
	})
}

func (s *shop) payment(t *rapid.T) {
	fact := oms.Transaction{ID: s.id("txn"), Kind: rapid.SampledFrom([]oms.TransactionKind{oms.Authorization, oms.CaptureMoney, oms.Sale, oms.Void, oms.Refund}).Draw(t, "kind"),
		Status:   rapid.SampledFrom([]oms.TransactionStatus{oms.TransactionPending, oms.TransactionSucceeded, oms.TransactionFailed}).Draw(t, "status"),
		Amount:   rapid.Int64Range(1, 9999).Draw(t, "amount"),
		Currency: "EUR", Reference: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "reference")}
	s.try(t, func(o *oms.Order) (oms.Step, error) {
		_, _, err := o.Record(fact, s.now)
		if err != nil {
			return oms.Step{}, err
		}
		n, before := len(o.Transactions), oms.MoneyOf(o.Transactions)
		if fact.Reference != "" { // the same fact again is no second one
			if _, changed, err := o.Record(fact, s.now); err != nil || changed || len(o.Transactions) != n || oms.MoneyOf(o.Transactions) != before {
				t.Fatalf("the same fact twice: changed %t, %v", changed, err)
			}
		}
		return oms.Step{}, nil
	})
}
