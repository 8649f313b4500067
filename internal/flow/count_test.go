package flow

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// sheet plans a count at BER.
func (w *world) sheet(in CountPlan) *oms.Count {
	w.t.Helper()
	in.Location = "BER"
	c, err := w.PlanCount(w.ctx, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// tallies notes what a counter found: tallies(id, "ann", "A", 3).
func (w *world) tallies(id, counter string, items ...any) (*oms.Count, error) {
	var in TallyInput
	for i := 0; i < len(items); i += 2 {
		in.Items = append(in.Items, TallyItem{SKU: items[i].(string), Quantity: int64(items[i+1].(int))})
	}
	return w.TallyCount(store.WithCaller(w.ctx, store.Caller{Actor: "user:" + counter}), id, in)
}

// finish ends the counting and checks where that leads.
func (w *world) finish(id string, want oms.CountStatus) *oms.Count {
	w.t.Helper()
	c, err := w.FinishCount(w.ctx, id, CountFinish{})
	if err != nil || c.Status != want {
		w.t.Fatalf("%+v, %v, want %s", c, err, want)
	}
	return c
}

func TestCountRoad(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.sku("B", "backorder", "BER", 5)
		w.sku("C", "backorder", "BER", 7)
		w.bundle("SET", "A", 2)
		w.supplier()
		w.released(w.capture("1", "A", 3), 2)
		_, err := w.PlanCount(w.ctx, CountPlan{Location: "BER", SKUs: []string{"A", "SET", "A", "X"}})
		wantCode(t, err, oms.Invalid, "skus[1]", "bundle", "skus[2]", "twice", "skus[3]", "not known")
		c := w.sheet(CountPlan{Tolerance: CountToleranceSpec{Units: 1, Value: "7.40"}})
		if c.Name() != "CC-1001" || !c.Blind || len(c.Lines) != 3 || c.Currency != "EUR" || *c.Lines[0].Cost != 740 || c.Lines[1].Cost != nil {
			t.Fatalf("%+v", c)
		}
		_, err = w.FinishCount(w.ctx, c.ID, CountFinish{})
		wantCode(t, err, oms.Conflict, "nothing")
		// 8 of A are on the shelf, for 2 are picked; B is one off and has no cost.
		if c, err = w.tallies(c.ID, "ann", "A", 7, "B", 4); err != nil || c.Status != oms.CountCounting || c.Lines[0].Expected() != 8 {
			t.Fatalf("%+v, %v", c, err)
		}
		c = w.finish(c.ID, oms.CountReview)
		if a, b, s := c.Line("A"), c.Line("B"), c.Line("C"); a.Status != oms.CountLineApproved || a.DecidedBy != "system" || a.Applied != -1 ||
			b.Status != oms.CountLinePending || b.Waits != oms.CountBeyond || s.Status != oms.CountLineSkipped {
			t.Errorf("%+v", c.Lines)
		}
		w.receive("B", "BER", 20) // is not lost
		_, err = w.CancelCount(w.ctx, c.ID)
		wantCode(t, err, oms.Conflict, "in the books already")
		for range 2 {
			out, err := w.ApproveCount(w.ctx, c.ID, CountChoice{SKUs: []string{"B"}})
			if err != nil || out.Status != oms.CountClosed || len(out.Refused) > 0 || out.Progress.Applied != -2 {
				t.Fatalf("%+v, %v", out, err)
			}
		}
		if a, b := w.level("A", "BER").OnHand, w.level("B", "BER").OnHand; a != 9 || b != 24 {
			t.Errorf("%d of A, %d of B", a, b)
		}
		page, err := w.StockMovements(w.ctx, MovementQuery{MovementFilter: MovementFilter{Reference: c.ID}})
		if err != nil || len(page.Items) != 2 || page.Items[0].Reason != oms.ReasonCounted || page.Items[0].Note != "CC-1001" {
			t.Errorf("%+v, %v", page.Items, err)
		}
		if got := w.eventsOf(c.ID); !slices.Equal(got, []string{"count.created", "count.tallied", "count.finished", "count.approved"}) {
			t.Errorf("events %v", got)
		}
		_, err = w.tallies(c.ID, "ann", "A", 1)
		wantCode(t, err, oms.Conflict, "can't be counted")
		if all, err := w.Counts(w.ctx, CountFilter{Status: "closed", SKU: "A"}); err != nil || len(all.Items) != 1 || all.Items[0].Progress.Approved != 2 || all.Items[0].Lines != nil {
			t.Errorf("%+v, %v", all, err)
		}
		w.audit()
	})
}

func TestCountChoice(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.sku("B", "backorder", "BER", 5)
		w.sku("C", "backorder", "LEJ", 5)
		if _, err := w.CountStock(w.ctx, CountInput{Location: "BER", Items: []CountItem{{SKU: "A", Counted: 10}}}); err != nil {
			t.Fatal(err)
		}
		w.seed(`UPDATE skus SET category = 'tops', updated_at = $1 WHERE code = 'B'`)
		skus := func(in CountPlan) string {
			var codes []string
			for _, l := range w.sheet(in).Lines {
				codes = append(codes, l.SKU)
			}
			return strings.Join(codes, " ")
		}
		for want, in := range map[string]CountPlan{"A B": {}, "B": {Category: "tops"}, "B ": {NotCountedFor: 30}, " B": {Limit: 1}, "B A": {SKUs: []string{"B", "A"}}} {
			if got := skus(in); got != strings.TrimSpace(want) {
				t.Errorf("%+v: %q", in, got)
			}
		}
		w.now = w.now.AddDate(0, 0, 31)
		if got := skus(CountPlan{NotCountedFor: 30}); got != "A B" {
			t.Errorf("a month later: %q", got)
		}
		_, err := w.PlanCount(w.ctx, CountPlan{Location: "BER", Class: stock.ClassA})
		wantCode(t, err, oms.Conflict, "widen") // nothing was sold
		_, err = w.PlanCount(w.ctx, CountPlan{Location: "BER", SKUs: []string{"A"}, Category: "tops"})
		wantCode(t, err, oms.Invalid, "skus")
		_, err = w.PlanCount(w.ctx, CountPlan{Location: "BER", Tolerance: CountToleranceSpec{Value: "1.00"}})
		wantCode(t, err, oms.Invalid, "currency")
		c := w.sheet(CountPlan{})
		if _, err := w.tallies(c.ID, "ann", "A", 0); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if c, err := w.CancelCount(w.ctx, c.ID); err != nil || c.Status != oms.CountCanceled || w.level("A", "BER").OnHand != 10 {
				t.Fatalf("%+v, %v", c, err)
			}
		}
	})
}

// TestFourEyes has who counted try to approve, in the round that counts.
func TestFourEyes(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.sku("B", "backorder", "BER", 5)
		as := func(who string) context.Context { return store.WithCaller(w.ctx, store.Caller{Actor: "user:" + who}) }
		if p, err := w.SetCountPolicy(w.ctx, oms.CountPolicy{FourEyes: true}); err != nil || !p.FourEyes {
			t.Fatalf("%+v, %v", p, err)
		}
		c := w.sheet(CountPlan{SKUs: []string{"A", "B"}})
		for _, tally := range [][]any{{"ann", "A", 8}, {"ben", "B", 4}} {
			if _, err := w.tallies(c.ID, tally[0].(string), tally[1:]...); err != nil {
				t.Fatal(err)
			}
		}
		w.finish(c.ID, oms.CountReview)
		out, err := w.ApproveCount(as("ann"), c.ID, CountChoice{})
		if err != nil || len(out.Refused) != 1 || out.Refused[0].SKU != "A" || out.Refused[0].Err.Code != oms.Forbidden || out.Line("A").Status != oms.CountLinePending ||
			out.Line("B").DecidedBy != "user:ann" {
			t.Fatalf("%+v, %v", out, err)
		}
		if out, err = w.RecountCount(as("ann"), c.ID, CountChoice{SKUs: []string{"A"}}); err != nil || len(out.Refused) > 0 {
			t.Fatalf("%+v, %v", out, err)
		}
		if _, err := w.tallies(c.ID, "ben", "A", 7); err != nil {
			t.Fatal(err)
		}
		w.finish(c.ID, oms.CountReview)
		if out, err = w.ApproveCount(as("ben"), c.ID, CountChoice{}); err != nil || len(out.Refused) != 1 {
			t.Errorf("%+v, %v", out, err)
		}
		if out, err = w.ApproveCount(as("ann"), c.ID, CountChoice{}); err != nil || out.Status != oms.CountClosed || out.Progress.Applied != -4 {
			t.Errorf("%+v, %v", out, err)
		}
	})
}

func TestCountersAddUp(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.sku("B", "backorder", "BER", 5)
		w.sku("C", "backorder")
		w.seed(`UPDATE skus SET barcode = '4006381333931', updated_at = $1 WHERE code = 'A'`)
		c := w.sheet(CountPlan{Open: true, SKUs: []string{"A", "B"}})
		if got, err := w.Count(w.ctx, c.ID); err != nil || got.Line("B").Expected() != 5 {
			t.Errorf("an open count does not say what is expected: %+v, %v", got, err)
		}
		scan := TallyInput{Items: []TallyItem{{SKU: "4006381333931", Quantity: 1, Add: true}, {SKU: "A", Quantity: 2, Add: true}}}
		for range 2 {
			if _, err := w.TallyCount(w.ctx, c.ID, scan); err != nil {
				t.Fatal(err)
			}
		}
		got, err := w.tallies(c.ID, "ben", "A", 4)
		if err != nil || got.Line("A").Counted != 10 || got.Line("A").Moved {
			t.Fatalf("%+v, %v", got.Line("A"), err)
		}
		_, err = w.TallyCount(w.ctx, c.ID, TallyInput{Items: []TallyItem{{SKU: "A", Quantity: -7, Add: true}}})
		wantCode(t, err, oms.Invalid, "items[0].quantity")
		_, err = w.tallies(c.ID, "ben", "C", 1, "X", 1)
		wantCode(t, err, oms.Invalid, "items[0].sku", "add_unlisted", "items[1].sku", "not known")
		if got, err = w.TallyCount(w.ctx, c.ID, TallyInput{Items: []TallyItem{{SKU: "C", Quantity: 1}}, AddUnlisted: true}); err != nil || len(got.Lines) != 3 || got.Line("C").Variance() != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		w.receive("A", "BER", 3) // which of the tallies saw them?
		if got, err = w.TallyCount(w.ctx, c.ID, scan); err != nil || !got.Line("A").Moved {
			t.Fatalf("%+v, %v", got.Line("A"), err)
		}
		if got, err = w.ImportTallies(w.ctx, c.ID, []byte("SKU;Barcode;Title;Counted\nB;;The B;2\nB;;The B;3\nA;;The A;\n")); err != nil || got.Line("B").Counted != 5 {
			t.Fatalf("%+v, %v", got.Line("B"), err)
		}
		for name, file := range map[string]string{"row 2": "sku,counted\nA,many\n", "row 3": "sku,counted\nA,1\nX,2\n", "fill the column": "sku,counted\nA,\n", "barcode": "sku,barcode,counted\n,,4\n"} {
			_, err := w.ImportTallies(w.ctx, c.ID, []byte(file))
			wantCode(t, err, oms.Invalid, name)
		}
		got = w.finish(c.ID, oms.CountReview)
		if a := got.Line("A"); a.Waits != oms.CountMoved || got.Line("B").Status != oms.CountLineApproved || got.Line("C").Waits != oms.CountBeyond {
			t.Errorf("%+v", got.Lines)
		}
		out, err := w.RecountCount(w.ctx, c.ID, CountChoice{SKUs: []string{"A"}})
		if err != nil || out.Status != oms.CountCounting || out.Line("A").Round != 2 {
			t.Fatalf("%+v, %v", out, err)
		}
		if got, err = w.tallies(c.ID, "ann", "A", 13); err != nil || got.Line("A").Counted != 13 {
			t.Fatalf("%+v, %v", got.Line("A"), err)
		}
		w.finish(c.ID, oms.CountReview)
		for range 2 {
			if out, err = w.RejectCount(w.ctx, c.ID, CountChoice{}); err != nil || out.Status != oms.CountClosed {
				t.Fatalf("%+v, %v", out, err)
			}
		}
		if l := w.level("C", "BER"); l.OnHand != 0 {
			t.Errorf("a rejected variance is in the books: %+v", l)
		}
	})
}

// A count that finds less than is promised waits for a person, with an
// exception that names the orders; stock is never negative.
func TestCountUnderPromised(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		first, second := w.capture("1", "A", 4), w.capture("2", "A", 4)
		w.released(first, 3) // 7 on the shelf, 5 of them promised
		c := w.sheet(CountPlan{Tolerance: CountToleranceSpec{Units: 100}})
		if _, err := w.tallies(c.ID, "ann", "A", 3); err != nil {
			t.Fatal(err)
		}
		c = w.finish(c.ID, oms.CountReview)
		if l := c.Line("A"); l.Waits != oms.CountPromised || l.Variance() != -4 || w.level("A", "BER").OnHand != 10 {
			t.Fatalf("%+v", l)
		}
		open := func() *oms.Exception {
			var e *oms.Exception
			err := w.store.Write(w.ctx, func(tx *store.Tx) (err error) {
				e, err = tx.OpenException(w.ctx, "count_short:"+c.ID)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		e := open()
		if e == nil || e.Kind != oms.ExceptionCountShort || e.Subject != c.ID || !strings.Contains(e.Summary, fmt.Sprintf("orders %d, %d", first.Number, second.Number)) ||
			!strings.Contains(e.Summary, "2 units") {
			t.Fatalf("%+v", e)
		}
		out, err := w.ApproveCount(w.ctx, c.ID, CountChoice{})
		if err != nil || out.Status != oms.CountClosed || len(out.Refused) > 0 {
			t.Fatalf("%+v, %v", out, err)
		}
		if l := w.level("A", "BER"); l.OnHand != 6 || l.Allocated != 6 || l.Check() != nil {
			t.Errorf("%+v", l)
		}
		if o := w.stored(second.ID); o.Line(1).Backordered != 2 || o.Exceptions[len(o.Exceptions)-1].Kind != oms.ExceptionStockShort {
			t.Errorf("%+v", o.Line(1))
		}
		if open() != nil {
			t.Error("the exception is open after the approval")
		}
		// What is gone and picked already can't be taken: the line waits on.
		c = w.sheet(CountPlan{})
		if _, err := w.tallies(c.ID, "ann", "A", 0); err != nil {
			t.Fatal(err)
		}
		w.finish(c.ID, oms.CountReview)
		for _, o := range []*oms.Order{first, second} {
			for _, f := range w.stored(o.ID).FulfillmentOrders {
				if _, err := w.Pick(w.ctx, f.ID, PickInput{}); err != nil && oms.CodeOf(err) != oms.Conflict {
					t.Fatal(err)
				}
			}
		}
		out, err = w.ApproveCount(w.ctx, c.ID, CountChoice{})
		if err != nil || out.Status != oms.CountReview || len(out.Refused) != 1 || !strings.Contains(out.Refused[0].Err.Message, "picked") {
			t.Fatalf("%+v, %v", out, err)
		}
		if _, err := w.CancelCount(w.ctx, c.ID); err != nil || open() != nil {
			t.Errorf("%v, %+v", err, open())
		}
		w.audit()
	})
}

// What is missing is found once: by two sheets, or by a sheet and a picker.
func TestCountsFindOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		count := func(found int) string {
			c := w.sheet(CountPlan{})
			w.now = w.now.Add(time.Minute)
			if _, err := w.tallies(c.ID, "ann", "A", found); err != nil {
				t.Fatal(err)
			}
			return w.finish(c.ID, oms.CountReview).ID
		}
		approve := func(id string, applied, onHand int64) {
			t.Helper()
			out, err := w.ApproveCount(w.ctx, id, CountChoice{})
			if err != nil || out.Lines[0].Applied != applied || w.level("A", "BER").OnHand != onHand {
				t.Fatalf("%+v, %v, %+v", out, err, w.level("A", "BER"))
			}
		}
		one, two := count(8), count(7)
		approve(one, -2, 8)
		approve(two, -1, 7)
		one, two = count(6), count(5)
		approve(two, -2, 5)
		approve(one, 0, 5) // the later one knew better
		o := w.capture("1", "A", 3)
		w.released(o, 0)
		one = count(2)
		ful := w.stored(o.ID).FulfillmentOrders[0].ID
		if _, err := w.Pick(w.ctx, ful, PickInput{Items: []oms.PickItem{{Line: 1, Quantity: 2, Short: 1, Reason: "not_found"}}}); err != nil {
			t.Fatal(err)
		}
		approve(one, -2, 2) // the third is the one that was not found
		w.audit()
	})
}

// Whatever is received, sold, shipped and counted in whatever order, on hand
// ends as what the newest approved count found, and what moved after it.
func TestCountProperty(t *testing.T) {
	dear(t)
	worlds(t, func(t *testing.T, w *world) {
		n := 0
		w.sku("A", "backorder", "BER", 20)
		type found struct {
			id     string
			at     time.Time
			onHand int64 // as counted, with what is picked
			since  int64 // what moved after it, counts apart
		}
		rapid.Check(t, func(rt *rapid.T) {
			var sheets []*found
			var newest time.Time
			moved := func(by int64) {
				for _, s := range sheets {
					s.since += by
				}
			}
			rt.Repeat(map[string]func(*rapid.T){
				"move": func(rt *rapid.T) {
					by := rapid.Int64Range(-6, 6).Draw(rt, "n")
					if _, err := w.moves("A", "BER", by, oms.ReasonAdjusted); err == nil {
						moved(by)
					}
				},
				"order": func(rt *rapid.T) {
					n++
					o := w.capture(fmt.Sprint("c", n), "A", rapid.IntRange(1, 3).Draw(rt, "n"))
					if o.Line(1).Allocated == 0 || !rapid.Bool().Draw(rt, "work") {
						return
					}
					before := w.level("A", "BER").OnHand
					w.released(o, o.Line(1).Allocated)
					if rapid.Bool().Draw(rt, "ship") {
						w.walk(w.stored(o.ID), "shipped")
						moved(w.level("A", "BER").OnHand - before)
					}
				},
				"count": func(rt *rapid.T) {
					c := w.sheet(CountPlan{})
					w.now = w.now.Add(time.Second)
					if _, err := w.tallies(c.ID, "ann", "A", rapid.IntRange(0, 15).Draw(rt, "found")); err != nil {
						rt.Fatal(err)
					}
					got, err := w.FinishCount(w.ctx, c.ID, CountFinish{})
					if err != nil {
						rt.Fatal(err)
					}
					l := got.Lines[0]
					s := &found{id: c.ID, at: w.now, onHand: l.Counted + l.Picked}
					if sheets = append(sheets, s); l.Status == oms.CountLineApproved { // it was right
						newest = s.at
					}
				},
				"decide": func(rt *rapid.T) {
					if len(sheets) == 0 {
						rt.Skip("none")
					}
					s := rapid.SampledFrom(sheets).Draw(rt, "sheet")
					before := w.level("A", "BER").OnHand
					was, err := w.Count(w.ctx, s.id)
					if err != nil {
						rt.Fatal(err)
					}
					out, err := w.ApproveCount(w.ctx, s.id, CountChoice{})
					if err != nil {
						rt.Fatal(err)
					}
					after := w.level("A", "BER").OnHand
					switch want := s.onHand + s.since; {
					case len(out.Refused) > 0 || was.Status == oms.CountClosed || s.at.Before(newest):
						if after != before {
							rt.Fatalf("%d on hand became %d by what was refused, done or outdated", before, after)
						}
					case after != want:
						rt.Fatalf("%d on hand, counted and moved since: %d", after, want)
					default:
						newest = s.at
					}
				},
				"": func(rt *rapid.T) {
					if err := w.level("A", "BER").Check(); err != nil {
						rt.Fatal(err)
					}
				},
			})
		})
		w.audit()
	})
}
