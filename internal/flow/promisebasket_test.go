package flow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// weekdays gives a location cut-offs at 15:00 on Monday to Friday, in Berlin.
func (w *world) weekdays(location string, change func(*oms.Calendar)) {
	w.t.Helper()
	c := oms.Calendar{Timezone: "Europe/Berlin"}
	for day := 1; day <= 5; day++ {
		c.CutOffs = append(c.CutOffs, oms.CutOff{Weekday: day, Time: "15:00"})
	}
	if change != nil {
		change(&c)
	}
	if _, err := w.UpdateLocation(w.ctx, location, LocationUpdate{LocationFields: LocationFields{Calendar: &c}}); err != nil {
		w.t.Fatal(err)
	}
}

// transits makes the table of a service, Monday to Saturday with a holiday.
func (w *world) transits(service string, lanes ...oms.TransitLane) {
	w.t.Helper()
	days, holidays := []int{1, 2, 3, 4, 5, 6}, []oms.Holiday{{Country: "DE", Date: "2026-11-24"}}
	if _, err := w.CreateTransit(w.ctx, TransitInput{Service: service, TransitFields: TransitFields{WorkingDays: &days, Holidays: &holidays, Lanes: &lanes}}); err != nil {
		w.t.Fatal(err)
	}
}

// basket asks for a promise of the same goods and address as an order of
// w.order.
func (w *world) basket(lines ...any) PromiseInput {
	o := w.order("none", lines...)
	in := PromiseInput{Channel: "web", Destination: *o.ShippingAddress, Currency: "EUR", Value: "24.80"}
	for _, l := range o.Lines {
		in.Items = append(in.Items, ReservationLine{SKU: l.SKU, Quantity: 0})
	}
	for i := 1; i < len(lines); i += 2 {
		in.Items[i/2].Quantity = int64(lines[i].(int))
	}
	return in
}

// promisedTo makes a promise and returns its option of a service.
func (w *world) promisedTo(in PromiseInput, service string) (*BasketPromise, PromiseOption) {
	w.t.Helper()
	p, err := w.Promise(w.ctx, in)
	if err != nil {
		w.t.Fatal(err)
	}
	i := slices.IndexFunc(p.Options, func(o PromiseOption) bool { return o.Service == service })
	if i < 0 {
		w.t.Fatalf("no option %s: %+v", service, p.Options)
	}
	return p, p.Options[i]
}

// walkOf writes a part's walk in a line.
func walkOf(p PromisePart) string {
	text := ""
	for _, s := range p.Walk {
		text += " " + string(s.Step)
		switch {
		case s.At != nil:
			text += " " + s.At.Format("2T15:04")
		case s.From != "":
			text += " " + s.From[8:]
			if s.By != "" {
				text += "-" + s.By[8:]
			}
		default:
			text += fmt.Sprintf(" %d-%d %s", s.MinDays, s.MaxDays, s.Basis)
		}
	}
	return text[1:]
}

func TestPromiseOfABasket(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.weekdays("BER", func(c *oms.Calendar) { c.HandlingDays = 1 })
		w.transits("standard", oms.TransitLane{MinDays: 3, MaxDays: 9}, oms.TransitLane{To: "DE", MinDays: 1, MaxDays: 2})
		p, o := w.promisedTo(w.basket("A", 2), "standard")
		// Friday: taken up by 15:00, packed and handed over on Monday; Tuesday is a holiday.
		if !o.Whole || o.Earliest != "2026-11-25" || o.Latest != "2026-11-26" || p.Timezone != "Europe/Berlin" || o.Name != "Standard" {
			t.Errorf("%+v", o)
		}
		if want := "order 20T10:00 cut_off 20T14:00 handling 23 hand_over 23T14:00 transit 1-2 table delivery 25-26"; len(o.Parts) != 1 || walkOf(o.Parts[0]) != want {
			t.Errorf("%s\n%s, want", walkOf(o.Parts[0]), want)
		}
		if o.OrderBy == nil || !o.OrderBy.Equal(time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)) || o.Cost != 419+100+20 || o.Currency != "EUR" || o.Parcels != 1 {
			t.Errorf("order by %v, %d %s, %d parcels", o.OrderBy, o.Cost, o.Currency, o.Parcels)
		}
		if _, e := w.promisedTo(w.basket("A", 2), "express"); e.Parts[0].Walk[4].Basis != "assumed" || e.Cost <= o.Cost {
			t.Errorf("express: %+v", e)
		}
		in := w.basket("A", 2)
		in.Method = "Express"
		if p, _ := w.promisedTo(in, "express"); len(p.Options) != 1 {
			t.Errorf("asked for one method, got %d options", len(p.Options))
		}
		w.now = w.now.Add(5 * time.Hour) // the cut-off is over
		if _, o := w.promisedTo(w.basket("A", 2), "standard"); o.Earliest != "2026-11-25" || o.Latest != "2026-11-26" || o.Parts[0].Walk[3].At.Day() != 24 {
			t.Errorf("after the cut-off: %+v", o)
		}
	})
}

// TestOrderIsPromisedTheSame captures what was promised: lines on hand at once,
// lines that wait when a receipt is promised to them, both.
func TestOrderIsPromisedTheSame(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 3)
		w.sku("B", "backorder", "LON", 3)
		w.bundle("SET", "A", 1, "B", 1)
		w.supplier()
		w.weekdays("BER", func(c *oms.Calendar) { c.HandlingDays, c.PickupDays = 2, []int{1, 4} })
		w.weekdays("LON", nil)
		w.transits("standard", oms.TransitLane{To: "DE", MinDays: 1, MaxDays: 2}, oms.TransitLane{To: "DE", From: "GB", MinDays: 2, MaxDays: 5})
		w.purchase(5, "A", 9)
		for i, lines := range [][]any{{"A", 1}, {"B", 1, "A", 1}, {"SET", 1}, {"A", 2}, {"A", 3, "B", 1}} {
			_, o := w.promisedTo(w.basket(lines...), "standard")
			in := w.order(fmt.Sprint(i), lines...)
			in.ShippingMethod = "Standard"
			got := w.Capture(w.ctx, in)
			if got.Err != nil {
				t.Fatal(got.Err)
			}
			if err := w.PromiseWaiting(w.ctx, []string{"sku_A", "sku_B"}); err != nil {
				t.Fatal(err)
			}
			if from, by := w.stored(got.Order.ID).Promised(); !o.Whole || from != o.Earliest || by != o.Latest {
				t.Errorf("%v: the basket was promised %s to %s, the order %s to %s", lines, o.Earliest, o.Latest, from, by)
			}
		}
		w.audit()
	})
}

func TestPromiseIsWhatRoutingWouldDo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 2, "LEJ", 9, "LON", 5)
		w.sku("B", "backorder", "LEJ", 1, "LON", 9)
		for _, lines := range [][]any{{"A", 1}, {"A", 3}, {"A", 3, "B", 2}, {"A", 12, "B", 3}, {"A", 40}} {
			_, o := w.promisedTo(w.basket(lines...), "standard")
			in := w.basket(lines...).trial()
			in.Method = "standard"
			answer, err := w.TryRouting(w.ctx, in)
			if err != nil {
				t.Fatal(err)
			}
			var sends []TrialSend
			for _, p := range o.Parts {
				for _, it := range p.Items {
					sends = append(sends, TrialSend{it.Item, it.SKU, p.Location, it.Quantity})
				}
			}
			if !slices.Equal(sends, answer.Sends) || !slices.Equal(o.Unpromised, answer.Short) {
				t.Errorf("%v: promised %v and not %v, routing would send %v and not %v", lines, sends, o.Unpromised, answer.Sends, answer.Short)
			}
		}
	})
}

// TestPromisesKeepToTheRules has receipts that the channel, the rules or the
// routing keep from an order: it is promised nothing from them, be it a basket
// or an order that waits.
func TestPromisesKeepToTheRules(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder")
		w.supplier()
		w.b2b()
		o := w.capture("1", "A", 2)
		p := w.purchase(5, "A", 4) // to BER
		if got := w.promised(o.ID); got != 5 {
			t.Fatalf("promised in %d days", got)
		}
		check := func(what string, days int) {
			t.Helper()
			if got := w.promised(o.ID); got != days {
				t.Errorf("%s: the order is promised in %d days, want %d", what, got, days)
			}
			if _, b := w.promisedTo(w.basket("A", 1), "standard"); b.Whole != (days > 0) {
				t.Errorf("%s: the basket is promised %+v", what, b)
			}
		}
		only := w.rule(oms.StockLocations, "Leipzig only", StockRuleFields{Channel: at("web"), Locations: &[]string{"LEJ"}})
		check("sold from elsewhere", -1)
		if err := w.DeleteStockRule(w.ctx, only.ID); err != nil {
			t.Fatal(err)
		}
		check("sold from everywhere", 5)
		fence := w.rule(oms.StockFence, "For the portal", StockRuleFields{SKU: at("A"), Channel: at("b2b"), Quantity: at(int64(3))})
		check("fenced off", -1)
		if err := w.DeleteStockRule(w.ctx, fence.ID); err != nil {
			t.Fatal(err)
		}
		w.publish(routing.Rule{Name: "not Berlin", Then: routing.Then{Action: routing.Forbid, Locations: []string{p.Location}}})
		check("forbidden by routing", -1)
		w.audit()
	})
}

// publish makes a rule of routing live.
func (w *world) publish(r routing.Rule) {
	w.t.Helper()
	v, err := w.DraftRouting(w.ctx, RoutingDraft{Note: r.Name, Policy: routing.Policy{Rules: []routing.Rule{r}}})
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{Untested: true, Reason: "a test"}); err != nil {
		w.t.Fatal(err)
	}
}

func TestPromiseHolds(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 2, "LON", 5)
		w.weekdays("BER", nil)
		w.weekdays("LON", func(c *oms.Calendar) { c.HandlingDays = 3 })
		in := w.basket("A", 2)
		in.HoldSeconds, in.HoldFor, in.Reference = 900, "standard", "cart-1"
		p, o := w.promisedTo(in, "standard")
		if p.Reservation == nil || p.Reservation.Units != 2 || w.level("A", "BER").Reserved != 2 {
			t.Fatalf("%+v, %+v", p.Reservation, w.level("A", "BER"))
		}
		if _, other := w.promisedTo(w.basket("A", 2), "standard"); other.Parts[0].Location != "LON" || other.Latest <= o.Latest {
			t.Errorf("what is held is promised to another basket: %+v", other)
		}
		order := w.order("1", "A", 2)
		order.Reservation, order.ShippingMethod = p.Reservation.ID, "standard"
		got := w.Capture(w.ctx, order)
		if got.Err != nil {
			t.Fatal(got.Err)
		}
		if from, by := w.stored(got.Order.ID).Promised(); from != o.Earliest || by != o.Latest || w.level("A", "BER").Reserved != 0 || w.level("A", "BER").Allocated != 2 {
			t.Errorf("promised %s to %s, ordered %s to %s, %+v", o.Earliest, o.Latest, from, by, w.level("A", "BER"))
		}
		in.Items[0].Quantity, in.HoldFor = 2, "pigeon"
		if _, err := w.Promise(w.ctx, in); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("%v", err)
		}
		w.audit()
	})
}

// TestPromiseOnAFullDay has a location whose day is full: what it has is
// promised for the day after.
func TestPromiseOnAFullDay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 9)
		w.weekdays("BER", nil)
		three := int64(3)
		if _, err := w.UpdateLocation(w.ctx, "BER", LocationUpdate{LocationFields: LocationFields{UnitsPerDay: &three}}); err != nil {
			t.Fatal(err)
		}
		w.capture("1", "A", 2)
		_, o := w.promisedTo(w.basket("A", 5), "standard")
		var days []string
		for _, p := range o.Parts {
			days = append(days, fmt.Sprint(p.Items[0].Quantity, " on the ", p.Walk[2].At.Day()))
		}
		if want := []string{"1 on the 20", "3 on the 23", "1 on the 24"}; !slices.Equal(days, want) || !o.Whole {
			t.Errorf("%v, want %v", days, want)
		}
	})
}

// TestPromiseTrips counts the statements of a promise: as many for five lines
// as for one, be they on hand or on their way.
func TestPromiseTrips(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		var one, five []any
		w.sku("A", "backorder") // which the supplier sells
		w.supplier()
		for i := range 5 {
			code := fmt.Sprintf("S%d", i)
			w.sku(code, "backorder", "BER", 2)
			w.capture(code, code, 3)
			w.purchase(3+i, code, 9)
			five = append(five, code, 4)
		}
		one = five[:2]
		count := func(lines []any) (trips int) {
			in := w.basket(lines...)
			cat := w.catalogs.take()
			defer w.catalogs.give(cat)
			err := w.store.Read(w.ctx, func(tx *store.Tx) error {
				if err := cat.fresh(w.ctx, tx); err != nil {
					return err
				}
				a, err := in.ask(w.ctx, tx, cat)
				if err != nil {
					return err
				}
				p, err := a.answer(w.ctx)
				if err == nil && !p.Options[0].Whole {
					t.Errorf("%+v", p.Options[0])
				}
				trips = tx.Trips()
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return trips
		}
		count(five) // makes the catalog known
		if a, b := count(one), count(five); a != b || b > 9 {
			t.Errorf("%d statements for one line, %d for five", a, b)
		}
	})
}

// TestPromiseLaws compares baskets of a location with a limit a day to a plain
// count, day by day. More stock and more room never make a date later, one more
// line never earlier.
func TestPromiseLaws(t *testing.T) {
	w := newWorld(t, store.Options{Dir: t.TempDir()})
	w.weekdays("BER", nil)
	w.sku("A", "backorder")
	w.supplier()
	w.transits("standard", oms.TransitLane{MinDays: 1, MaxDays: 2})
	luck := rand.New(rand.NewPCG(7, 7))
	limit := func(n int64) {
		if _, err := w.UpdateLocation(w.ctx, "BER", LocationUpdate{LocationFields: LocationFields{UnitsPerDay: &n}}); err != nil {
			t.Fatal(err)
		}
	}
	latest := func(lines ...any) string {
		_, o := w.promisedTo(w.basket(lines...), "standard")
		if !o.Whole {
			return "never"
		}
		return o.Latest
	}
	for i := range 40 {
		code, stock, coming, want, room := fmt.Sprintf("S%d", i), luck.IntN(6), luck.IntN(4), 1+luck.IntN(7), int64(1+luck.IntN(4))
		w.sku(code, "backorder")
		if stock > 0 {
			w.receive(code, "BER", int64(stock))
		}
		days := 2 + luck.IntN(9)
		if coming > 0 {
			w.purchase(days, code, coming)
		}
		limit(room)
		first := latest(code, want)
		if plain := plainLatest(w.now, stock, coming, want, int(room), days); first != plain {
			t.Fatalf("%d on hand, %d in %d days, %d a day, %d wanted: %s, counted %s", stock, coming, days, room, want, first, plain)
		}
		limit(room + int64(luck.IntN(3)))
		roomy := latest(code, want)
		w.receive(code, "BER", int64(1+luck.IntN(2)))
		stocked := latest(code, want)
		more := latest(code, want, "A", 1)
		if roomy > first || stocked > roomy || more < stocked {
			t.Fatalf("first %s, with more room %s, with more stock %s, with one more line %s", first, roomy, stocked, more)
		}
	}
}

// plainLatest is when the last unit arrives that leaves on working days from a
// Friday on, so many a day, or with a receipt.
func plainLatest(now time.Time, stock, coming, want, room, days int) string {
	if want > stock+coming {
		return "never"
	}
	next := func(day time.Time, n int) time.Time {
		for n > 0 || day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			day = day.AddDate(0, 0, 1)
			if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
				n--
			}
		}
		return day
	}
	taken := map[string]int{}
	var last time.Time
	for i := range want {
		day := next(now, 0)
		if i >= stock {
			day = next(now.AddDate(0, 0, days), 0)
		}
		for taken[day.Format(time.DateOnly)] == room {
			day = next(day, 1)
		}
		if taken[day.Format(time.DateOnly)]++; day.After(last) {
			last = day
		}
	}
	for n := 2; n > 0; {
		last = last.AddDate(0, 0, 1)
		if last.Weekday() != time.Sunday && last.Format(time.DateOnly) != "2026-11-24" {
			n--
		}
	}
	return last.Format(time.DateOnly)
}

// TestImportTransit takes lanes in from a file, twice.
func TestImportTransit(t *testing.T) {
	retried(t, func(t *testing.T, w *world) {
		file := "Service,Destination,Min,Max\nstandard,de,1,2\nstandard,,4,9\nexpress,de,1,1\nexpress,de,1,2\nexpress,Germany,1,1\nexpress,fr,3,2\n"
		dry, _ := w.imports(ImportTransit, file, CatalogImport{DryRun: true})
		if all, err := w.Transits(w.ctx, TransitFilter{}); err != nil || len(all.Items) != 0 || dry.Created != 3 || dry.Rejected != 3 {
			t.Errorf("a dry run: %+v, %+v, %v", dry, all.Items, err)
		}
		first, _ := w.imports(ImportTransit, file, CatalogImport{})
		again, _ := w.imports(ImportTransit, strings.Replace(file, "4,9", "5,9", 1), CatalogImport{})
		if first.Created != 3 || first.Rejected != 3 || again.Changed != 1 || again.Unchanged != 2 {
			t.Errorf("first %+v, again %+v", first, again)
		}
		got, err := w.Transit(w.ctx, "standard")
		if err != nil || !slices.Equal(got.Lanes, []oms.TransitLane{{MinDays: 5, MaxDays: 9}, {To: "DE", MinDays: 1, MaxDays: 2}}) {
			t.Errorf("%+v, %v", got, err)
		}
	})
}
