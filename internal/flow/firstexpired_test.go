package flow

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/oms"
)

// Whatever is received, promised, picked, not found, put back, lost and left to
// expire, in whatever order: what is proposed, and what is taken where nobody
// says otherwise, is of the lots that expire first among those that are there
// and may be sold; and the lots add up to what is on hand.
func TestFirstExpiredFirstOutProperty(t *testing.T) {
	seldom(t)
	worlds(t, func(t *testing.T, w *world) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			s := &datedShelf{world: w, sku: fmt.Sprint("F", n), begun: w.now, lots: map[string]*datedLot{}}
			w.tracked(s.sku, oms.TrackLots, 0)
			rt.Repeat(map[string]func(*rapid.T){"receive": s.receive, "receive more": s.receive, "promise": s.promise, "pick": s.pick, "pick more": s.pick,
				"unpick": s.unpick, "ship": s.ship, "lose": s.lose, "sleep": func(*rapid.T) { w.now = w.now.AddDate(0, 0, 1) }, "": s.check})
		})
		w.keepsLaws()
	})
}

// datedShelf is what BER has of a SKU, told from what was done to it.
type datedShelf struct {
	*world
	sku   string
	begun time.Time
	lots  map[string]*datedLot
	works [][2]string // ids of orders and their fulfillment orders
}

type datedLot struct {
	code, until            string
	since                  time.Time
	onHand, picked, wasted int64
}

func (l *datedLot) free() int64 { return l.onHand - l.picked - l.wasted }

// sellable lists the lots that can be taken, the one that expires first first.
func (s *datedShelf) sellable() []*datedLot {
	today := s.now.Format(time.DateOnly)
	all := slices.DeleteFunc(slices.Collect(maps.Values(s.lots)), func(l *datedLot) bool { return l.free() == 0 || l.until != "" && l.until < today })
	slices.SortFunc(all, func(a, b *datedLot) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.until, "never"), cmp.Or(b.until, "never")), a.since.Compare(b.since), cmp.Compare(a.code, b.code))
	})
	return all
}

// first is what n units are of that are taken first expired first.
func (s *datedShelf) first(n int64) map[string]int64 {
	units := map[string]int64{}
	for _, l := range s.sellable() {
		if k := min(n, l.free()); k > 0 {
			units[l.code], n = k, n-k
		}
	}
	if n > 0 {
		units["nothing"] = n
	}
	return units
}

// pickUnits has units picked, put back when n is negative.
func (s *datedShelf) pickUnits(units map[string]int64) {
	for code, n := range units {
		s.lots[code].picked += n
	}
}

func (s *datedShelf) receive(rt *rapid.T) {
	s.now = s.now.Add(time.Minute)
	code := rapid.SampledFrom([]string{"A", "B", "C", "D", "E"}).Draw(rt, "lot")
	days, n := map[string]int{"A": 1, "B": 3, "C": 3, "D": 9}[code], rapid.Int64Range(1, 4).Draw(rt, "n")
	until := ""
	if days > 0 {
		until = s.begun.AddDate(0, 0, days).Format(time.DateOnly)
	}
	s.lotIn(s.sku, "BER", code, until, n)
	if s.lots[code] == nil {
		s.lots[code] = &datedLot{code: code, until: until, since: s.now}
	}
	s.lots[code].onHand += n
}

func (s *datedShelf) promise(rt *rapid.T) {
	o := s.capture(fmt.Sprint(s.sku, "-", len(s.works)), s.sku, rapid.IntRange(1, 4).Draw(rt, "n"))
	s.works = append(s.works, [2]string{o.ID})
	if len(o.FulfillmentOrders) == 0 {
		return
	}
	s.works[len(s.works)-1][1] = o.FulfillmentOrders[0].ID
	must(s.ReleaseOrder(s.ctx, o.ID))(s.t)
}

// work chooses a fulfillment order, or skips.
func (s *datedShelf) work(rt *rapid.T, which func(oms.Allocation) bool) (id string, a oms.Allocation) {
	var ids []string
	items := map[string]oms.Allocation{}
	for _, w := range s.works {
		if w[1] == "" {
			continue
		}
		if ful := s.stored(w[0]).FulfillmentOrder(w[1]); which(ful.Items[0]) {
			ids, items[w[1]] = append(ids, w[1]), ful.Items[0]
		}
	}
	if len(ids) == 0 {
		rt.Skip("none")
	}
	id = rapid.SampledFrom(ids).Draw(rt, "work")
	return id, items[id]
}

func (s *datedShelf) pick(rt *rapid.T) {
	id, a := s.work(rt, func(a oms.Allocation) bool { return a.Quantity > a.Picked })
	s.proposes(rt, id, a.Quantity-a.Picked)
	n := rapid.Int64Range(0, a.Quantity-a.Picked).Draw(rt, "found")
	it := oms.PickItem{Line: 1, Quantity: n}
	units := s.first(n)
	switch {
	case n > 0 && rapid.IntRange(0, 3).Draw(rt, "scan") == 0: // a lot is scanned: it is that
		l := rapid.SampledFrom(s.sellable()).Draw(rt, "lot")
		it.Quantity = min(n, l.free())
		it.Lot, units = l.code, map[string]int64{l.code: it.Quantity}
	case n == 0 || rapid.Bool().Draw(rt, "short"):
		it.Short = min(1, a.Quantity-a.Picked-n)
	}
	must(s.Pick(s.ctx, id, PickInput{Items: []oms.PickItem{it}}))(s.t)
	s.pickUnits(units)
	for code, n := range s.first(it.Short) {
		s.lots[code].onHand -= n
	}
}

// proposes checks what a picker is told to take.
func (s *datedShelf) proposes(rt *rapid.T, id string, n int64) {
	p := must(s.ProposeLots(s.ctx, id))(s.t)
	got := map[string]int64{}
	for _, u := range p[0].Lots {
		got[u.Lot] = u.Quantity
	}
	if want := s.first(n); !maps.Equal(got, want) || p[0].ToPick != n {
		rt.Fatalf("%d units are proposed of %v, first expired first they are of %v", n, got, want)
	}
	shelf := map[string]int64{}
	for _, l := range p[0].Shelf {
		shelf[l.Lot] = l.Free()
	}
	for _, l := range s.sellable() {
		if shelf[l.code] != l.free() {
			rt.Fatalf("%d of %s can be taken, %v says the proposal", l.free(), l.code, shelf)
		}
	}
}

// pickedOf are the units by lot that an allocation has.
func pickedOf(a oms.Allocation) map[string]int64 {
	units := map[string]int64{}
	for _, l := range a.Lots {
		units[l.Lot] = l.Picked
	}
	return units
}

func (s *datedShelf) unpick(rt *rapid.T) {
	id, a := s.work(rt, func(a oms.Allocation) bool { return a.Picked > a.Packed })
	n := rapid.Int64Range(1, a.Picked-a.Packed).Draw(rt, "n")
	o := must(s.Unpick(s.ctx, id, QuantityInput{Items: []oms.LineQuantity{{Line: 1, Quantity: n}}}))(s.t)
	after := pickedOf(o.FulfillmentOrder(id).Items[0])
	for code, had := range pickedOf(a) {
		n -= had - after[code]
		s.lots[code].picked -= had - after[code]
	}
	if n != 0 {
		rt.Fatalf("%d units more should have been put back", n)
	}
}

func (s *datedShelf) ship(rt *rapid.T) {
	id, a := s.work(rt, func(a oms.Allocation) bool { return a.Quantity > 0 && a.Quantity == a.Picked && a.Shipped == 0 })
	must(s.Pack(s.ctx, id, PackInput{}))(s.t)
	must(s.Ship(s.ctx, id, ShipInput{}))(s.t)
	for code, n := range pickedOf(a) {
		s.lots[code].picked, s.lots[code].onHand = s.lots[code].picked-n, s.lots[code].onHand-n
	}
}

func (s *datedShelf) lose(rt *rapid.T) {
	all := s.sellable()
	if len(all) == 0 {
		rt.Skip("none")
	}
	l := rapid.SampledFrom(all).Draw(rt, "lot")
	n := rapid.Int64Range(1, l.free()).Draw(rt, "n")
	must(s.MoveStock(s.ctx, MovementInput{SKU: s.sku, Location: "BER", Quantity: -n, Reason: oms.ReasonLost, LotNames: oms.LotNames{Lot: l.code}}))(s.t)
	l.onHand -= n
}

// check looks once for lots past their date, as the server does each minute, and
// compares what the books say with what was done.
func (s *datedShelf) check(rt *rapid.T) {
	must(s.ExpireLots(s.ctx, 100))(s.t)
	var want []string
	var onHand, wasted int64
	for _, l := range s.lots {
		if l.until != "" && l.until < s.now.Format(time.DateOnly) {
			l.wasted = l.onHand - l.picked
		}
		if l.onHand > 0 {
			want = append(want, fmt.Sprintf("%s BER %d/%d/%d", l.code, l.onHand, l.picked, l.wasted))
		}
		onHand, wasted = onHand+l.onHand, wasted+l.wasted
	}
	slices.Sort(want)
	got := strings.Split(s.world.lots(s.sku), ", ")
	slices.Sort(got)
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		rt.Fatalf("the books say %v, it should be %v", got, want)
	}
	if l := s.level(s.sku, "BER"); l.OnHand != onHand || l.QualityControl != wasted {
		rt.Fatalf("%d on hand, %d of them expired: %+v", onHand, wasted, l)
	}
}

// Whatever numbers are received, shipped, sent elsewhere, lost and brought back,
// each is in one place at most, and comes only where it can come from.
func TestSerialNumbersProperty(t *testing.T) {
	seldom(t)
	worlds(t, func(t *testing.T, w *world) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			s := &numberedShelf{world: w, sku: fmt.Sprint("N", n), at: map[string]string{}, sold: map[string]*oms.Order{}}
			w.tracked(s.sku, oms.TrackSerials, 0)
			rt.Repeat(map[string]func(*rapid.T){"receive": s.receive, "receive more": s.receive, "ship": s.ship, "haul": s.haul, "lose": s.lose, "return": s.bring, "": s.check})
		})
		w.keepsLaws()
	})
}

// numberedShelf is where the units of a SKU are, told from what was done.
type numberedShelf struct {
	*world
	sku    string
	orders int
	at     map[string]string     // by number, the location
	sold   map[string]*oms.Order // by number, who has it
}

func (s *numberedShelf) receive(rt *rapid.T) {
	number := rapid.SampledFrom([]string{"S1", "S2", "S3", "S4"}).Draw(rt, "number")
	place := rapid.SampledFrom([]string{"BER", "LEJ"}).Draw(rt, "place")
	err := only(s.MoveStock(s.ctx, MovementInput{SKU: s.sku, Location: place, Quantity: 1, Reason: oms.ReasonReceived, LotNames: oms.LotNames{Lot: number}}))
	if here := s.at[number] != "" || s.sold[number] != nil; (err != nil) != here || err != nil && oms.CodeOf(err) != oms.Conflict {
		rt.Fatalf("%s is at %q, sold: %v, and comes to %s: %v", number, s.at[number], s.sold[number] != nil, place, err)
	}
	if err == nil {
		s.at[number] = place
	}
}

// some chooses one of the numbers that are somewhere, at a location unless it is "".
func (s *numberedShelf) some(rt *rapid.T, place string) string {
	var all []string
	for number, at := range s.at {
		if at != "" && (place == "" || at == place) {
			all = append(all, number)
		}
	}
	if len(all) == 0 {
		rt.Skip("none")
	}
	slices.Sort(all)
	return rapid.SampledFrom(all).Draw(rt, "number")
}

func (s *numberedShelf) ship(rt *rapid.T) {
	s.some(rt, "")
	s.orders++
	o := s.capture(fmt.Sprint(s.sku, "-", s.orders), s.sku, 1)
	ful := o.FulfillmentOrders[0]
	number := s.some(rt, ful.Location)
	must(s.ReleaseOrder(s.ctx, o.ID))(s.t)
	must(s.Pick(s.ctx, ful.ID, PickInput{}))(s.t)
	must(s.Pack(s.ctx, ful.ID, PackInput{Parcels: []oms.ParcelInput{{Items: []oms.PackItem{{Line: 1, Quantity: 1, LotNames: oms.LotNames{Lot: number}}}}}}))(s.t)
	s.sold[number], s.at[number] = must(s.Ship(s.ctx, ful.ID, ShipInput{}))(s.t), ""
}

func (s *numberedShelf) haul(rt *rapid.T) {
	number := s.some(rt, "")
	to := map[string]string{"BER": "LEJ", "LEJ": "BER"}[s.at[number]]
	x := must(s.CreateTransfer(s.ctx, TransferInput{From: s.at[number], To: to, Items: []TransferLine{{SKU: s.sku, Quantity: 1, LotNames: oms.LotNames{Lot: number}}}}))(s.t)
	must(s.ReceiveTransfer(s.ctx, x.ID, ReceiptInput{}))(s.t)
	s.at[number] = to
}

func (s *numberedShelf) lose(rt *rapid.T) {
	number := s.some(rt, "")
	must(s.MoveStock(s.ctx, MovementInput{SKU: s.sku, Location: s.at[number], Quantity: -1, Reason: oms.ReasonLost, LotNames: oms.LotNames{Lot: number}}))(s.t)
	s.at[number] = ""
}

// bring has a buyer send a unit back, who says that it is another one, first.
func (s *numberedShelf) bring(rt *rapid.T) {
	if len(s.sold) == 0 {
		rt.Skip("none")
	}
	number := rapid.SampledFrom(slices.Sorted(maps.Keys(s.sold))).Draw(rt, "number")
	o := s.sold[number]
	id := s.backWith(o, 1)
	find := func(number string) (Part[oms.Return], error) {
		return s.InspectReturn(s.ctx, id, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 1, Disposition: oms.Restock, LotNames: oms.LotNames{Lot: number}}}})
	}
	if _, err := find(number + "x"); oms.CodeOf(err) != oms.Conflict {
		rt.Fatalf("another number came back: %v", err)
	}
	s.at[number] = must(find(number))(s.t).Part.Location
	delete(s.sold, number)
}

func (s *numberedShelf) check(rt *rapid.T) {
	got := map[string]string{}
	for _, l := range must(s.Lots(s.ctx, LotFilter{SKU: s.sku}))(s.t).Items {
		if got[l.Lot] != "" || l.OnHand != 1 {
			rt.Fatalf("%s is at %s, too, %d times", l.Lot, l.Location, l.OnHand)
		}
		got[l.Lot] = l.Location
	}
	want := maps.Clone(s.at)
	maps.DeleteFunc(want, func(_, at string) bool { return at == "" })
	if !maps.Equal(got, want) {
		rt.Fatalf("numbers are at %v, they should be at %v", got, want)
	}
}

// seldom has a property of many transactions checked a few times only.
func seldom(t *testing.T) {
	dear(t)
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == "15" {
		_ = checks.Value.Set("6")
	}
}
