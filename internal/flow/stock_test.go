package flow

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// moves does one movement and returns what the level is then.
func (w *world) moves(sku, location string, n int64, reason oms.MovementReason, state ...oms.StockState) (oms.StockLevel, error) {
	in := MovementInput{SKU: sku, Location: location, Quantity: n, Reason: reason}
	if len(state) > 0 {
		in.State = state[0]
	}
	r, err := w.MoveStock(w.ctx, in)
	return r.Level, err
}

// figures is a level in the order on hand, allocated, reserved, unavailable,
// incoming, available.
func figures(l oms.StockLevel) [6]int64 {
	return [6]int64{l.OnHand, l.Allocated, l.Reserved, l.Unavailable(), l.Incoming, l.Available()}
}

func TestMovements(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder")
		for i, c := range []struct {
			n      int64
			reason oms.MovementReason
			state  oms.StockState
			want   [6]int64
			code   oms.Code
		}{
			{n: 30, reason: oms.ReasonExpected, want: [6]int64{0, 0, 0, 0, 30, 0}},
			{n: 10, reason: oms.ReasonReceived, want: [6]int64{10, 0, 0, 0, 20, 10}},
			{n: -25, reason: oms.ReasonExpected, code: oms.Conflict},
			{n: 25, reason: oms.ReasonReceived, want: [6]int64{35, 0, 0, 0, 0, 35}}, // more than was expected
			{n: -5, reason: oms.ReasonReceived, code: oms.Invalid},
			{n: 5, reason: oms.ReasonLost, code: oms.Invalid},
			{n: 0, reason: oms.ReasonAdjusted, code: oms.Invalid},
			{n: 1_000_000_001, reason: oms.ReasonFound, code: oms.Invalid},
			{n: 1, reason: oms.ReasonShipped, code: oms.Invalid},
			{n: 4, reason: oms.ReasonDamaged, want: [6]int64{35, 0, 0, 4, 0, 31}},
			{n: -5, reason: oms.ReasonDamaged, code: oms.Conflict},
			{n: -1, reason: oms.ReasonDamaged, want: [6]int64{35, 0, 0, 3, 0, 32}},
			{n: -2, reason: oms.ReasonLost, state: oms.StockDamaged, want: [6]int64{33, 0, 0, 1, 0, 32}}, // scrapped
			{n: 6, reason: oms.ReasonReturned, state: oms.StockQualityControl, want: [6]int64{39, 0, 0, 7, 0, 32}},
			{n: -6, reason: oms.ReasonQuality, want: [6]int64{39, 0, 0, 1, 0, 38}},
			{n: 8, reason: oms.ReasonSafety, want: [6]int64{39, 0, 0, 9, 0, 30}},
			{n: 31, reason: oms.ReasonSafety, code: oms.Conflict},
			{n: -34, reason: oms.ReasonAdjusted, want: [6]int64{5, 0, 0, 5, 0, 0}}, // 30 available, 4 of the safety stock
			{n: -5, reason: oms.ReasonCorrection, want: [6]int64{0, 0, 0, 0, 0, 0}},
			{n: -1, reason: oms.ReasonLost, code: oms.Conflict},
			{n: 3, reason: oms.ReasonFound, state: oms.StockIncoming, code: oms.Invalid},
			{n: 3, reason: oms.ReasonDamaged, state: oms.StockSafety, code: oms.Invalid},
		} {
			level, err := w.moves("A", "BER", c.n, c.reason, c.state)
			if oms.CodeOf(err) != c.code || (err != nil && c.code == "") {
				t.Fatalf("%d: %d %s: %v, want %q", i, c.n, c.reason, err, c.code)
			}
			if err == nil && (figures(level) != c.want || figures(w.level("A", "BER")) != c.want) {
				t.Fatalf("%d: %d %s: %v, stored %v, want %v", i, c.n, c.reason, figures(level), figures(w.level("A", "BER")), c.want)
			}
			w.audit()
		}
		_, err := w.moves("NOPE", "BER", 1, oms.ReasonFound)
		wantCode(t, err, oms.Invalid, "sku")
		_, err = w.moves("A", "NOPE", 1, oms.ReasonFound)
		wantCode(t, err, oms.Invalid, "location")
		if got := w.eventsOf("sku_A"); got[0] != "stock.changed" || !slices.Contains(got, "stock.out") {
			t.Errorf("events %v", got)
		}
		page, err := w.StockMovements(w.ctx, MovementQuery{MovementFilter{SKU: "A", Reason: "damaged"}, Paging{Limit: 1}})
		if err != nil || len(page.Items) != 1 || page.Items[0].Quantity != -1 || page.Items[0].Actor != "user:test" || page.NextCursor == "" {
			t.Errorf("%+v, %v", page, err)
		}
		page, err = w.StockMovements(w.ctx, MovementQuery{MovementFilter{SKU: "A", Reason: "damaged"}, Paging{Cursor: page.NextCursor}})
		if err != nil || len(page.Items) != 1 || page.Items[0].Quantity != 4 || page.NextCursor != "" {
			t.Errorf("%+v, %v", page, err)
		}
	})
}

func TestMovementBatch(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder")
		w.sku("B", "backorder")
		results, err := w.MoveStocks(w.ctx, []MovementInput{
			{SKU: "A", Location: "BER", Quantity: 5, Reason: oms.ReasonReceived},
			{SKU: "X", Location: "BER", Quantity: 5, Reason: oms.ReasonReceived},
			{SKU: "A", Location: "BER", Quantity: -7, Reason: oms.ReasonLost},
			{SKU: "A", Location: "BER", Quantity: -2, Reason: oms.ReasonLost},
			{SKU: "B", Location: "LON", Quantity: 1, Reason: "stolen"},
			{SKU: "B", Location: "LON", Quantity: 4, Reason: oms.ReasonFound, Reference: "inventory"},
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []oms.Code{"", oms.Invalid, oms.Conflict, "", oms.Invalid, ""} {
			if oms.CodeOf(results[i].Err) != want {
				t.Errorf("%d: %v, want %q", i, results[i].Err, want)
			}
		}
		page, err := w.Stock(w.ctx, StockFilter{Paging: Paging{Limit: 1}})
		if err != nil || len(page.Items) != 1 || page.Items[0].SKU != "A" || page.Items[0].OnHand != 3 {
			t.Errorf("%+v, %v", page, err)
		}
		page, err = w.Stock(w.ctx, StockFilter{Paging: Paging{Cursor: page.NextCursor}})
		if err != nil || len(page.Items) != 1 || page.Items[0].Location != "LON" || page.Items[0].OnHand != 4 {
			t.Errorf("%+v, %v", page, err)
		}
		if _, err := w.MoveStocks(w.ctx, nil); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("none at all: %v", err)
		}
	})
}

// released releases all of an order's work, and picks n units of line 1.
func (w *world) released(o *oms.Order, picked int64) {
	w.t.Helper()
	for _, f := range o.FulfillmentOrders {
		err := w.store.Write(w.ctx, func(tx *store.Tx) error {
			k, err := w.begin(w.ctx, tx, o.ID)
			if err != nil {
				return err
			}
			ful := k.o.FulfillmentOrder(f.ID)
			s, err := k.o.Release(ful, tx.Now)
			if err != nil {
				return err
			}
			if picked > 0 {
				p, err := k.o.Pick(ful, []oms.PickItem{{Line: 1, Quantity: picked}}, nil, tx.Now)
				if err != nil {
					return err
				}
				s.Moves = append(s.Moves, p.Moves...) // picking leaves the stock as it is
			}
			k.event(w.ctx, oms.FulfillmentPicked, ful.ID, map[string]any{"moves": s.Moves})
			_, err = k.save(w.ctx)
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestMissingUnits(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 12)
		w.sku("B", "unallocated", "BER", 5)
		picked, old, young := w.capture("1", "A", 3), w.capture("2", "A", 3), w.capture("3", "A", 2, "B", 1)
		cart, err := w.Reserve(w.ctx, ReservationInput{Items: []ReservationLine{{"A", 2}, {"B", 2}}})
		if err != nil {
			t.Fatal(err)
		}
		w.released(picked, 2)
		w.released(old, 0) // 12 on hand: 8 allocated, 2 reserved, 2 available

		r, err := w.MoveStock(w.ctx, MovementInput{SKU: "A", Location: "BER", Quantity: -3, Reason: oms.ReasonLost})
		if err != nil || !slices.Equal(r.Displaced, []string{cart.ID}) || figures(r.Level) != [6]int64{9, 8, 0, 0, 0, 1} {
			t.Fatalf("%+v, %v", r, err)
		}
		if freed, err := w.Reservation(w.ctx, cart.ID); err != nil || freed.Status != oms.ReservationReleased || w.level("B", "BER").Reserved != 0 {
			t.Errorf("half a cart is held: %+v, %v, %+v", freed, err, w.level("B", "BER"))
		}

		count, err := w.CountStock(w.ctx, CountInput{Location: "BER", Items: []CountItem{{SKU: "A", Counted: 5}, {SKU: "B", Counted: 0}, {SKU: "X", Counted: 1}}})
		if err != nil || count.Items[0].Variance != -4 || count.Items[1].Variance != -5 || oms.CodeOf(count.Items[2].Err) != oms.Invalid {
			t.Fatalf("%+v, %v", count, err)
		}
		// of A: 1 was available, 2 go from the youngest, one from the released order that came last: the first
		if want := []string{young.ID, old.ID}; !slices.Equal(count.Items[0].Displaced, want) {
			t.Errorf("displaced %v, want %v", count.Items[0].Displaced, want)
		}
		o := w.stored(young.ID)
		if a, b := o.Line(1).Counters, o.Line(2).Counters; a.Backordered != 2 || a.Allocated != 0 || b.Unallocated != 1 || b.Backordered != 0 {
			t.Errorf("lines %+v, %+v", a, b)
		}
		if f := o.FulfillmentOrders[0]; f.Status != oms.FulfillmentCanceled || f.Items[0].Status != oms.AllocationCanceled {
			t.Errorf("the work goes on: %+v", f)
		}
		if e := o.Exceptions; len(e) == 0 || e[len(e)-1].Kind != oms.ExceptionStockShort || e[len(e)-1].Fingerprint != "stock_short:"+o.ID || o.Attention != oms.AttentionHigh {
			t.Errorf("exceptions %+v", e)
		}
		if o := w.stored(old.ID); o.Line(1).Released != 2 || o.Line(1).Backordered != 1 || o.FulfillmentOrders[0].Status != oms.FulfillmentReleased {
			t.Errorf("%+v, %+v", o.Line(1).Counters, o.FulfillmentOrders[0])
		}
		w.audit()

		_, err = w.moves("A", "BER", -4, oms.ReasonLost) // 2 are picked
		wantCode(t, err, oms.Conflict, "1 of the 4 units")
		if o := w.stored(old.ID); o.Line(1).Released != 2 {
			t.Errorf("a refused movement took units: %+v", o.Line(1).Counters)
		}
		if r, err := w.MoveStock(w.ctx, MovementInput{SKU: "A", Location: "BER", Quantity: 2, Reason: oms.ReasonDamaged}); err != nil || figures(r.Level) != [6]int64{5, 3, 0, 2, 0, 0} {
			t.Errorf("%+v, %v", r, err)
		}
		w.stored(picked.ID)
		w.stored(old.ID)
		w.audit()
	})
}

// Whatever is done to the stock, in whatever order, on hand is the sum of its
// movements, allocated that of the allocations, and nothing is promised twice.
func TestStockProperty(t *testing.T) {
	dear(t)
	worlds(t, func(t *testing.T, w *world) {
		n, carts, transfers := 0, []string(nil), []string(nil)
		w.sku("A", "backorder", "BER", 20)
		w.sku("B", "unallocated", "LEJ", 5)
		w.bundle("SET", "A", 2, "B", 1)
		rapid.Check(t, func(rt *rapid.T) {
			sku, place := rapid.SampledFrom([]string{"A", "B"}), rapid.SampledFrom([]string{"BER", "LEJ"})
			refused := func(err error) {
				if err != nil && oms.CodeOf(err) != oms.Conflict && oms.CodeOf(err) != oms.Invalid {
					rt.Fatal(err)
				}
			}
			rt.Repeat(map[string]func(*rapid.T){
				"move": func(rt *rapid.T) {
					reason := rapid.SampledFrom([]oms.MovementReason{oms.ReasonReceived, oms.ReasonAdjusted, oms.ReasonLost, oms.ReasonDamaged, oms.ReasonQuality,
						oms.ReasonSafety, oms.ReasonExpected, oms.ReasonReturned}).Draw(rt, "reason")
					state := rapid.SampledFrom([]oms.StockState{"", oms.StockDamaged}).Draw(rt, "state")
					_, err := w.moves(sku.Draw(rt, "sku"), place.Draw(rt, "place"), rapid.Int64Range(-9, 9).Draw(rt, "n"), reason, state)
					refused(err)
				},
				"count": func(rt *rapid.T) {
					_, err := w.CountStock(w.ctx, CountInput{Location: place.Draw(rt, "place"), Items: []CountItem{{SKU: "A", Counted: rapid.Int64Range(0, 15).Draw(rt, "a")}, {SKU: "B", Counted: rapid.Int64Range(0, 15).Draw(rt, "b")}}})
					refused(err)
				},
				"send": func(rt *rapid.T) {
					x, err := w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: sku.Draw(rt, "sku"), Quantity: rapid.Int64Range(1, 6).Draw(rt, "n")}}})
					if refused(err); err == nil {
						transfers = append(transfers, x.ID)
					}
				},
				"arrive": func(rt *rapid.T) {
					if len(transfers) == 0 {
						rt.Skip("none")
					}
					id := rapid.SampledFrom(transfers).Draw(rt, "transfer")
					if rapid.Bool().Draw(rt, "cancel") {
						_, err := w.CancelTransfer(w.ctx, id)
						refused(err)
						return
					}
					_, err := w.ReceiveTransfer(w.ctx, id, ReceiptInput{Items: []TransferLine{{SKU: sku.Draw(rt, "sku"), Quantity: rapid.Int64Range(0, 8).Draw(rt, "n")}}, Complete: rapid.Bool().Draw(rt, "complete")})
					refused(err)
				},
				"reserve": func(rt *rapid.T) {
					c, err := w.Reserve(w.ctx, ReservationInput{Items: []ReservationLine{{rapid.SampledFrom([]string{"A", "B", "SET"}).Draw(rt, "sku"), rapid.Int64Range(1, 4).Draw(rt, "n")}}})
					if refused(err); err == nil {
						carts = append(carts, c.ID)
					}
				},
				"end": func(rt *rapid.T) {
					if len(carts) == 0 {
						rt.Skip("none")
					}
					_, err := w.ReleaseReservation(w.ctx, rapid.SampledFrom(carts).Draw(rt, "cart"))
					refused(err)
				},
				"order": func(rt *rapid.T) {
					n++
					r := w.Capture(w.ctx, w.order(fmt.Sprint("p", n), rapid.SampledFrom([]string{"A", "B", "SET"}).Draw(rt, "sku"), rapid.IntRange(1, 4).Draw(rt, "n")))
					refused(r.Err)
					if rapid.Bool().Draw(rt, "work") && len(r.Order.FulfillmentOrders) > 0 && r.Order.Lines[0].Kind == oms.LineItem {
						w.released(r.Order, min(1, r.Order.Lines[0].Allocated))
					}
				},
				"": func(rt *rapid.T) {
					for _, l := range []oms.StockLevel{w.level("A", "BER"), w.level("A", "LEJ"), w.level("B", "BER"), w.level("B", "LEJ")} {
						if err := l.Check(); err != nil {
							rt.Fatal(err)
						}
					}
					w.auditStock(rt)
				},
			})
		})
		for i := range n {
			if o := w.byExternal(fmt.Sprint("p", i+1)); o != "" {
				w.stored(o)
			}
		}
		w.audit()
	})
}

// dear lets rapid check less often, unless it was told how often: each check
// is some thirty transactions.
func dear(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	if was := checks.Value.String(); was == checks.DefValue {
		_ = checks.Value.Set("15")
		t.Cleanup(func() { _ = checks.Value.Set(was) })
	}
}

// auditStock is audit, of what the stock verbs change beside.
func (w *world) auditStock(t interface{ Fatalf(string, ...any) }) {
	for law, query := range map[string]string{
		"level = Σ movements": `SELECT COUNT(*) FROM stock_levels s WHERE on_hand + 1000 * damaged + 1000000 * quality_control + 1000000000 * safety + 1000000000000 * incoming
			<> COALESCE((SELECT SUM(quantity * CASE state WHEN 'on_hand' THEN 1 WHEN 'damaged' THEN 1000 WHEN 'quality_control' THEN 1000000 WHEN 'safety' THEN 1000000000
			ELSE 1000000000000 END) FROM stock_movements m WHERE m.sku_id = s.sku_id AND m.location_id = s.location_id), 0)`,
		"allocated = Σ allocations": `SELECT COUNT(*) FROM stock_levels s WHERE allocated <> COALESCE((SELECT SUM(quantity - shipped) FROM allocations a
			WHERE a.sku_id = s.sku_id AND a.location_id = s.location_id AND a.status IN ('active', 'released')), 0)`,
	} {
		var broken int
		if err := w.db.QueryRowContext(w.ctx, query).Scan(&broken); err != nil || broken > 0 {
			t.Fatalf("%s is broken at %d levels, %v", law, broken, err)
		}
	}
	var reserved, claimed int64
	err := w.store.Read(w.ctx, func(tx *store.Tx) error {
		active, err := tx.Reservations(w.ctx, store.ReservationFilter{Status: "active", Limit: 100_000})
		for _, r := range active {
			for _, it := range r.Items {
				claimed += it.Quantity
			}
		}
		return err
	})
	if err2 := w.db.QueryRowContext(w.ctx, `SELECT COALESCE(SUM(reserved), 0) FROM stock_levels`).Scan(&reserved); err != nil || err2 != nil || reserved != claimed {
		t.Fatalf("%d reserved, %d claimed, %v, %v", reserved, claimed, err, err2)
	}
}

func (w *world) byExternal(id string) (orderID string) {
	_ = w.db.QueryRowContext(w.ctx, `SELECT id FROM orders WHERE external_id = $1`, id).Scan(&orderID)
	return orderID
}

// Ten who want the last three units at once: three get one each, and a loss of
// promised units at the same time breaks nothing.
func TestLastUnitsRace(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 3)
		var wg sync.WaitGroup
		var mu sync.Mutex
		got := 0
		for i := range 10 {
			wg.Go(func() {
				var err error
				if i%2 == 0 {
					_, err = w.Reserve(w.ctx, ReservationInput{Items: []ReservationLine{{"A", 1}}})
				} else {
					_, err = w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LON", Items: []TransferLine{{SKU: "A", Quantity: 1}}})
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					got++
				} else if oms.CodeOf(err) != oms.Conflict {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if l := w.level("A", "BER"); got != 3 || l.Available() != 0 || l.Check() != nil {
			t.Errorf("%d got one of three: %+v", got, l)
		}
		w.sku("B", "unallocated", "BER", 30)
		for i := range 12 {
			wg.Go(func() {
				if i%2 == 0 {
					if r := w.Capture(w.ctx, w.order(fmt.Sprint("r", i), "B", 4)); r.Err != nil {
						t.Error(r.Err)
					}
					return
				}
				var e *oms.Error
				if _, err := w.moves("B", "BER", -4, oms.ReasonLost); err != nil && !errors.As(err, &e) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		w.audit()
		w.auditStock(fatal{t})
		if l := w.level("B", "BER"); l.OnHand != 6 || l.Check() != nil {
			t.Errorf("%+v", l)
		}
	})
}

// fatal lets auditStock fail a plain test.
type fatal struct{ *testing.T }

func (f fatal) Fatalf(format string, args ...any) { f.Errorf(format, args...) }
