package flow

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
	"github.com/switchyard-oms/switchyard/stock"
)

var (
	simulateSeed  = flag.Uint64("simulate.seed", 0, "play only this seed")
	simulateSteps = flag.Int("simulate.steps", 60_000, "steps of each simulated yard")
)

// TestSimulatedYard plays the whole road in memory, with the decisions that the
// verbs make and without the database between them: many orders compete for a
// few SKUs, and every step may crash before its commit, when nothing of it may
// be left. A failure names its seed, which plays it again:
// go test ./internal/flow -run SimulatedYard -simulate.seed 7.
func TestSimulatedYard(t *testing.T) {
	seeds := []uint64{1, 2, 3, 4, 5, 6}
	if *simulateSeed > 0 {
		seeds = []uint64{*simulateSeed}
	}
	began, steps := time.Now(), 0
	var did [len(yardVerbs)]int
	for _, seed := range seeds {
		y := newYard(t, seed)
		for y.step = range *simulateSteps {
			if !y.play(&did) || (y.step%256 == 0 && !y.audit()) {
				t.Fatalf("seed %d, step %d: %s", seed, y.step, y.broken)
			}
		}
		steps += *simulateSteps
	}
	for i, v := range yardVerbs {
		if did[i] == 0 && *simulateSeed == 0 {
			t.Errorf("%s never happened", v.name)
		}
	}
	t.Logf("%d steps, %.1f million a minute", steps, float64(steps)/time.Since(began).Minutes()/1e6)
}

// yard is stock and the orders that want it.
type yard struct {
	luck   *rand.Rand
	p      *planning
	skus   []*oms.SKU
	st     *store.Stock
	orders []*yardOrder
	claims []oms.ReservationItem
	sent   []oms.TransferItem // from the first location, on their way to the second
	shelf  map[[2]string]int64
	lots   yardLots
	step   int
	made   int64
	broken string
}

// yardOrder is an order with its counters as its events tell them.
type yardOrder struct {
	*oms.Order
	told map[int]oms.Counters
	back *oms.Return // that is under way, or nil
	done []*oms.Return
}

func newYard(t *testing.T, seed uint64) *yard {
	y := &yard{luck: rand.New(rand.NewPCG(seed, 1)), st: &store.Stock{}, shelf: map[[2]string]int64{}, lots: yardLots{}}
	byID := map[string]*oms.SKU{}
	for i := range 4 {
		s := &oms.SKU{ID: fmt.Sprintf("sku_%d", i), Code: fmt.Sprintf("S%d", i), WeightGrams: 200, Unfillable: oms.Backorder, BackorderLimit: int64(i) * 10}
		y.skus, byID[s.ID] = append(y.skus, s), s
	}
	live, err := newDecider(routingPolicy(tablerate.Default()), 0)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	y.p = &planning{cat: &catalog{skusByID: byID, rules: &stock.Policy{}, live: live}, now: at, waiting: map[string]int64{}, sku: func(id string) *oms.SKU { return byID[id] },
		locate: func(oms.Address) routing.Destination { return routing.Destination{Country: "DE"} }}
	for i, country := range []string{"DE", "FR", "US"} {
		dispatch := at.Add(time.Duration(i) * time.Hour)
		y.p.nodes = append(y.p.nodes, routing.Node{ID: fmt.Sprintf("loc_%d", i), Code: fmt.Sprintf("L%d", i), Country: country, Priority: int64(i), Dispatch: &dispatch})
		y.p.cat.locations = append(y.p.cat.locations, oms.Location{ID: fmt.Sprintf("loc_%d", i), Code: fmt.Sprintf("L%d", i)})
		y.p.cat.leaves = append(y.p.cat.leaves, oms.Dispatch{CutOff: dispatch, At: dispatch})
	}
	y.p.cat.nodes = y.p.nodes
	return y
}

// yardVerbs are what can happen, each as often as its part of the whole. A verb
// tells whether it applied.
var yardVerbs = [...]struct {
	name string
	part int
	do   func(*yard) bool
}{
	{"capture", 16, (*yard).capture}, {"go on", 44, (*yard).goOn}, {"pick short", 3, (*yard).pickShort}, {"unpick", 2, (*yard).unpick},
	{"unpack", 2, (*yard).unpack}, {"cancel", 5, (*yard).cancel}, {"edit", 4, (*yard).edit}, {"hold", 2, (*yard).hold}, {"release a hold", 3, (*yard).unhold},
	{"reserve", 4, (*yard).reserve}, {"give back", 4, (*yard).giveBack}, {"receive", 6, (*yard).receive}, {"lose", 2, (*yard).lose},
	{"send", 2, (*yard).send}, {"arrive", 2, (*yard).arrive}, {"come back", 6, (*yard).comeBack},
}

// play does one verb of chance and tells whether every law still holds.
func (y *yard) play(did *[len(yardVerbs)]int) bool {
	whole := 0
	for _, v := range yardVerbs {
		whole += v.part
	}
	roll := y.luck.IntN(whole)
	for i, v := range yardVerbs {
		if roll -= v.part; roll < 0 {
			if v.do(y) {
				did[i]++
			}
			break
		}
	}
	return y.broken == "" && y.sound()
}

func (y *yard) fail(format string, args ...any) {
	if y.broken == "" {
		y.broken = fmt.Sprintf(format, args...)
	}
}

// sound checks the levels: nothing below zero, nothing promised twice.
func (y *yard) sound() bool {
	for _, s := range y.skus {
		for _, l := range y.st.Of(s.ID) {
			if err := l.Check(); err != nil {
				y.fail("%s at %s: %v", s.ID, l.LocationID, err)
			}
		}
	}
	return y.broken == ""
}

// audit checks what is stored against what it is a sum of.
func (y *yard) audit() bool {
	held, claimed := map[[2]string]int64{}, map[[2]string]int64{}
	for _, o := range y.orders {
		for _, f := range o.FulfillmentOrders {
			for _, a := range f.Items {
				if a.Status == oms.AllocationActive || a.Status == oms.AllocationReleased {
					held[[2]string{a.SKUID, a.LocationID}] += a.Held()
				}
			}
		}
		for _, l := range o.Units() {
			if err := l.Check(); err != nil {
				y.fail("order %d, line %d: %v", o.Number, l.N, err)
			}
			if o.told[l.N] != l.Counters {
				y.fail("order %d, line %d: stored %+v, told %+v", o.Number, l.N, l.Counters, o.told[l.N])
			}
		}
	}
	for _, o := range y.orders {
		if o.Owed() < 0 {
			y.fail("order %d owes %d after a credit of %d", o.Number, o.Owed(), o.Credited)
		}
	}
	y.auditLots()
	for _, c := range y.claims {
		claimed[[2]string{c.SKUID, c.LocationID}] += c.Quantity
	}
	for _, s := range y.skus {
		for _, l := range y.st.Of(s.ID) {
			k := [2]string{s.ID, l.LocationID}
			if l.Allocated != held[k] || l.Reserved != claimed[k] || l.OnHand != y.shelf[k] {
				y.fail("%v: %+v; held %d, claimed %d, moved %d", k, *l, held[k], claimed[k], y.shelf[k])
			}
		}
	}
	return y.broken == ""
}

func (y *yard) sku() *oms.SKU { return y.skus[y.luck.IntN(len(y.skus))] }

func (y *yard) node() string { return y.p.nodes[y.luck.IntN(len(y.p.nodes))].ID }

// order is one of those that are not over, or nil.
func (y *yard) order() *yardOrder {
	if len(y.orders) == 0 {
		return nil
	}
	return y.orders[y.luck.IntN(len(y.orders))]
}

func (y *yard) id(prefix string) string {
	y.made++
	return fmt.Sprintf("%s_%d", prefix, y.made)
}

// tell applies the moves of an event to what the events of the order say.
func (y *yard) tell(o *yardOrder, moves oms.Moves) {
	for _, m := range moves {
		c := o.told[m.Line]
		if err := c.Apply(m); err != nil {
			y.fail("order %d: %v", o.Number, err)
		}
		o.told[m.Line] = c
	}
}

// place plans an order's waiting units, as capture and the waiting queue do.
func (y *yard) place(o *yardOrder) {
	y.p.room = func(sku string) int64 {
		var waiting int64
		for _, o := range y.orders {
			for _, l := range o.Units() {
				if l.SKUID == sku {
					waiting += l.Backordered
				}
			}
		}
		if limit := y.p.sku(sku).BackorderLimit; limit > 0 {
			return limit - waiting
		}
		return oms.MaxQuantity
	}
	done := y.p.place(o.Order, y.st)
	y.tell(o, done.moves)
	y.tell(o, done.waits)
}

func (y *yard) capture() bool {
	if len(y.orders) >= 30 {
		return false
	}
	in := oms.OrderInput{Channel: "web", ExternalID: y.id("x"), Currency: "EUR", PricesIncludeTax: true, Payment: &oms.PaymentInput{Status: "paid", Reference: "pi"}}
	for range 1 + y.luck.IntN(3) {
		in.Lines = append(in.Lines, oms.LineInput{SKU: y.sku().Code, Quantity: oms.WholeOf(1 + y.luck.Int64N(4)), UnitPrice: "9.99", Tax: "1.60"})
	}
	o, err := oms.NewOrder(&in, &oms.Channel{ID: "chn_1", Code: "web"}, y.byCode, y.p.now)
	if err != nil {
		y.fail("capture: %v", err)
		return false
	}
	o.ID, o.Number = y.id("ord"), y.made
	fresh := &yardOrder{Order: o, told: map[int]oms.Counters{}}
	var moves oms.Moves
	for _, l := range o.Units() {
		moves = append(moves, oms.Move{Line: l.N, To: oms.BucketUnallocated, Quantity: l.Ordered})
	}
	y.tell(fresh, moves)
	y.orders = append(y.orders, fresh)
	y.place(fresh)
	return true
}

func (y *yard) byCode(code string) *oms.SKU {
	i := slices.IndexFunc(y.skus, func(s *oms.SKU) bool { return s.Code == code })
	if i < 0 {
		return nil
	}
	return y.skus[i]
}

// try runs a decision as a transaction would. One in twenty crashes before its
// commit: the order is as it was, and the step is taken again, as its caller
// would.
func (y *yard) try(o *yardOrder, decide func(*oms.Order) (oms.Step, error)) bool {
	before := cloned(o.Order)
	step, err := decide(o.Order)
	if err == nil && y.luck.IntN(20) == 0 {
		*o.Order = *before
		before = cloned(o.Order)
		step, err = decide(o.Order)
	}
	if err != nil {
		*o.Order = *before
		if oms.CodeOf(err) == "" {
			y.fail("a refusal without a code: %v", err)
		}
		return false
	}
	freed := false
	for _, c := range step.Stock {
		y.st.Level(c.SKUID, c.LocationID).Allocated += c.Allocated
		freed = freed || c.Allocated < 0
		y.moveLot(c)
		y.move(c.SKUID, c.LocationID, c.State, c.Quantity)
	}
	y.tell(o, step.Moves)
	o.SettleBundles()
	if o.Lifecycle == oms.Open && o.Complete() {
		o.Lifecycle = oms.Closed
	}
	o.SettleHolds(y.p.now)
	y.place(o)
	if freed {
		y.retry()
	}
	if o.Lifecycle != oms.Open {
		y.audit()
		y.orders = slices.DeleteFunc(y.orders, func(other *yardOrder) bool { return other == o })
	}
	return len(step.Moves)+len(step.Stock) > 0
}

// retry gives free stock to those who wait, oldest first.
func (y *yard) retry() {
	for _, o := range y.orders {
		if o.Lifecycle == oms.Open {
			y.place(o)
		}
	}
}

func (y *yard) move(sku, location string, state oms.StockState, n int64) {
	if n == 0 {
		return
	}
	*y.st.Level(sku, location).In(state) += n
	if state == oms.StockOnHand {
		y.shelf[[2]string{sku, location}] += n
	}
}

func cloned(o *oms.Order) *oms.Order {
	c := *o
	c.Lines, c.Holds, c.Transactions = slices.Clone(o.Lines), slices.Clone(o.Holds), slices.Clone(o.Transactions)
	c.Parcels, c.Shipments, c.FulfillmentOrders = slices.Clone(o.Parcels), slices.Clone(o.Shipments), slices.Clone(o.FulfillmentOrders)
	for i := range c.Parcels {
		c.Parcels[i].Items = slices.Clone(o.Parcels[i].Items)
	}
	for i := range c.FulfillmentOrders {
		c.FulfillmentOrders[i].Items = slices.Clone(o.FulfillmentOrders[i].Items)
	}
	return &c
}

// onWork runs a decision about one of the pieces of work of some order.
func (y *yard) onWork(decide func(*oms.Order, *oms.FulfillmentOrder) (oms.Step, error)) bool {
	o := y.order()
	if o == nil || len(o.FulfillmentOrders) == 0 {
		return false
	}
	i := y.luck.IntN(len(o.FulfillmentOrders))
	return y.try(o, func(o *oms.Order) (oms.Step, error) { return decide(o, &o.FulfillmentOrders[i]) })
}

// goOn takes the next step of some work, as its location and carrier would.
func (y *yard) goOn() bool {
	if o := y.order(); o != nil && y.luck.IntN(3) == 0 {
		for i := range o.Shipments {
			if o.Shipments[i].Status == oms.ShipmentLabelPurchased {
				return y.try(o, func(o *oms.Order) (oms.Step, error) {
					o.Shipments[i].Status = oms.ShipmentDelivered
					return o.Deliver(o.Shipments[i].ID, y.p.now)
				})
			}
		}
	}
	return y.onWork(func(o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) {
		switch {
		case f.Status == oms.FulfillmentOpen:
			return o.Release(f, y.p.now)
		case f.Status == oms.FulfillmentReleased || f.Stage == oms.StagePicking:
			return o.Pick(f, nil, y.lotShelf(f), y.p.now)
		case f.Stage == oms.StagePicked || f.Stage == oms.StagePacking:
			return o.Pack(f, nil, y.lotShelf(f), func() string { return y.id("pcl") }, y.p.now)
		}
		if err := o.CheckShip(f); err != nil {
			return oms.Step{}, err
		}
		sh := oms.Shipment{ID: y.id("shp"), FulfillmentOrderID: f.ID, Status: oms.ShipmentLabelPurchased, ShippedAt: &y.p.now}
		o.Shipments = append(o.Shipments, sh)
		for _, p := range o.Packed(f.ID) {
			p.ShipmentID = sh.ID
		}
		return o.Ship(sh.ID, y.p.now)
	})
}

func (y *yard) pickShort() bool {
	return y.onWork(func(o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) {
		if len(f.Items) == 0 {
			return oms.Step{}, oms.Errorf(oms.Conflict, "nothing to pick")
		}
		return o.Pick(f, []oms.PickItem{{Line: f.Items[0].Line, Short: 1}}, y.lotShelf(f), y.p.now)
	})
}

func (y *yard) unpick() bool {
	return y.onWork(func(o *oms.Order, f *oms.FulfillmentOrder) (oms.Step, error) { return o.Unpick(f, nil, y.p.now) })
}

func (y *yard) unpack() bool {
	o := y.order()
	if o == nil || len(o.Parcels) == 0 {
		return false
	}
	id := o.Parcels[y.luck.IntN(len(o.Parcels))].ID
	return y.try(o, func(o *oms.Order) (oms.Step, error) { return o.Unpack(id, y.p.now) })
}

func (y *yard) cancel() bool {
	o := y.order()
	if o == nil {
		return false
	}
	c := oms.Cancellation{Shelf: []oms.Shelf{oms.PutBack, oms.Lost, oms.Damaged}[y.luck.IntN(3)]}
	if y.luck.IntN(3) > 0 {
		c.Lines = []oms.LineQuantity{{Line: 1 + y.luck.IntN(len(o.Lines)), Quantity: 1 + y.luck.Int64N(3)}}
	}
	return y.try(o, func(o *oms.Order) (oms.Step, error) { return o.Cancel(c, y.p.now) })
}

func (y *yard) edit() bool {
	o := y.order()
	if o == nil {
		return false
	}
	c := oms.Changes{Lines: []oms.LineQuantity{{Line: 1 + y.luck.IntN(len(o.Lines)), Quantity: y.luck.Int64N(7)}}}
	return y.try(o, func(o *oms.Order) (oms.Step, error) {
		step, _, err := o.Edit(c, y.byCode, y.p.now)
		return step, err
	})
}

func (y *yard) hold() bool {
	o := y.order()
	if o == nil {
		return false
	}
	y.try(o, func(o *oms.Order) (oms.Step, error) {
		_, _, err := o.PlaceHold(oms.Hold{ID: y.id("hld"), Type: oms.HoldManual, Scope: oms.ScopeOrder, Blocks: []oms.Block{oms.BlockAllocate, oms.BlockRelease}, Reason: "x"}, y.p.now)
		return oms.Step{}, err
	})
	return true
}

func (y *yard) unhold() bool {
	o := y.order()
	if o == nil || len(o.Holds) == 0 {
		return false
	}
	o.ReleaseHolds(func(oms.Hold) bool { return true }, "x", "", y.p.now)
	y.place(o)
	return true
}

// reserve claims units at one location, where they are.
func (y *yard) reserve() bool {
	c := oms.ReservationItem{SKUID: y.sku().ID, LocationID: y.node(), Quantity: 1 + y.luck.Int64N(3)}
	if y.st.Available(c.SKUID, c.LocationID) < c.Quantity {
		return false
	}
	y.st.Level(c.SKUID, c.LocationID).Reserved += c.Quantity
	y.claims = append(y.claims, c)
	return true
}

func (y *yard) giveBack() bool {
	if len(y.claims) == 0 {
		return false
	}
	i := y.luck.IntN(len(y.claims))
	c := y.claims[i]
	y.claims = slices.Delete(y.claims, i, i+1)
	y.st.Level(c.SKUID, c.LocationID).Reserved -= c.Quantity
	y.retry()
	return true
}

func (y *yard) receive() bool {
	sku, at, n := y.sku().ID, y.node(), 1+y.luck.Int64N(12)
	y.moveLot(oms.StockChange{SKUID: sku, LocationID: at, LotID: y.someLot(), State: oms.StockOnHand, Quantity: n})
	y.move(sku, at, oms.StockOnHand, n)
	y.retry()
	return true
}

// lose takes a unit off the shelf that nobody was promised.
func (y *yard) lose() bool {
	sku, at := y.sku().ID, y.node()
	if y.st.Available(sku, at) < 1 {
		return false
	}
	if sku == trackedSKU {
		y.takeLots(at, 1)
	}
	y.move(sku, at, oms.StockOnHand, -1)
	return true
}

func (y *yard) send() bool {
	it := oms.TransferItem{SKUID: y.sku().ID, Quantity: 1 + y.luck.Int64N(3)}
	if y.st.Available(it.SKUID, y.p.nodes[0].ID) < it.Quantity {
		return false
	}
	y.move(it.SKUID, y.p.nodes[0].ID, oms.StockOnHand, -it.Quantity)
	y.move(it.SKUID, y.p.nodes[1].ID, oms.StockIncoming, it.Quantity)
	units := []oms.LotUnits{{Quantity: it.Quantity}}
	if it.SKUID == trackedSKU {
		units = y.takeLots(y.p.nodes[0].ID, it.Quantity)
	}
	for _, u := range units {
		it.LotID, it.Quantity = u.LotID, u.Quantity
		y.sent = append(y.sent, it)
	}
	return true
}

func (y *yard) arrive() bool {
	if len(y.sent) == 0 {
		return false
	}
	it := y.sent[0]
	y.sent = y.sent[1:]
	y.move(it.SKUID, y.p.nodes[1].ID, oms.StockIncoming, -it.Quantity)
	y.moveLot(oms.StockChange{SKUID: it.SKUID, LocationID: y.p.nodes[1].ID, LotID: it.LotID, State: oms.StockOnHand, Quantity: it.Quantity})
	y.move(it.SKUID, y.p.nodes[1].ID, oms.StockOnHand, it.Quantity)
	y.retry()
	return true
}

// comeBack takes the next step of an order's return, as the desk would: units
// are asked back, some come, they are found to be something, and what is left
// to decide is refunded.
func (y *yard) comeBack() bool {
	o := y.order()
	if o == nil {
		return false
	}
	var next *oms.Return
	did := false
	y.try(o, func(order *oms.Order) (oms.Step, error) {
		next = &oms.Return{ID: "ret_1", Number: 1001, Status: oms.RMAApproved, LocationID: y.node(), Currency: order.Currency}
		if o.back != nil {
			*next = *o.back
			next.Lines = slices.Clone(o.back.Lines)
		}
		step, err := y.goBack(order, next, o.done)
		did = err == nil
		if order.OpenReturns = 1; next.Status.Done() {
			order.OpenReturns = 0
		}
		return step, err
	})
	switch {
	case !did:
	case next.Status.Done():
		o.back, o.done = nil, append(o.done, next)
	default:
		o.back = next
	}
	return did
}

func (y *yard) goBack(o *oms.Order, r *oms.Return, before []*oms.Return) (oms.Step, error) {
	l := &o.Lines[y.luck.IntN(len(o.Lines))]
	n := 1 + y.luck.Int64N(3)
	switch {
	case len(r.Lines) == 0:
		return o.AskBack(r, []oms.ReturnItem{{OrderLine: l.N, Quantity: n}})
	case r.Status == oms.RMAInspected:
		var all []oms.LineCredit
		for _, l := range r.Lines {
			all = append(all, oms.LineCredit{Line: l.N, Units: l.Refundable()})
		}
		r.Status = oms.RMAClosed
		_, err := o.Credit(r, append(slices.Clone(before), r), all, oms.ShippingLastUnit)
		return oms.Step{}, err
	case r.Status == oms.RMAApproved && y.luck.IntN(4) == 0:
		return o.TakeBack(r, oms.RMACanceled)
	case y.luck.IntN(2) == 0:
		return o.ReceiveReturn(r, []oms.ArrivedItem{{OrderLine: l.N, Quantity: n}}, y.luck.IntN(3) == 0, y.p.now)
	}
	d := oms.Dispositions()
	return o.InspectReturn(r, append(slices.Clone(before), r), []oms.InspectItem{{Line: 1 + y.luck.IntN(len(r.Lines)), Quantity: n, Disposition: d[y.luck.IntN(len(d))]}}, "user:1", y.p.now)
}
