package flow

import (
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func (w *world) b2b() {
	w.t.Helper()
	w.seed(`INSERT INTO channels (id, code, name, kind, currency, active, version, created_at, updated_at) VALUES ('chn_b2b', 'b2b', 'Portal', 'generic', 'EUR', TRUE, 1, $1, $1)`)
}

func at[T any](v T) *T { return &v }

func (w *world) rule(kind oms.StockRuleKind, name string, in StockRuleFields) *oms.StockRule {
	w.t.Helper()
	in.Name = &name
	r, err := w.CreateStockRule(w.ctx, StockRuleInput{Kind: kind, StockRuleFields: in})
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) sellable(sku, channel string) int64 {
	w.t.Helper()
	all, err := w.Availability(w.ctx, AvailabilityQuery{SKU: []string{sku}, Channel: channel})
	if err != nil {
		w.t.Fatal(err)
	}
	return all[0].Channels[0].Walk.Sellable
}

func TestFenceHoldsAtCapture(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.b2b()
		w.sku("A", "unallocated", "BER", 4, "LEJ", 2)
		w.rule(oms.StockFence, "Portal", StockRuleFields{SKU: at("A"), Channel: at("b2b"), Quantity: at(int64(3))})
		if web, b2b := w.sellable("A", "web"), w.sellable("A", "b2b"); web != 3 || b2b != 6 {
			t.Fatalf("web may sell %d and b2b %d, want 3 and 6", web, b2b)
		}
		o := w.stored(w.capture("1", "A", 2, "A", 2).ID)
		if o.Lines[0].Allocated != 2 || o.Lines[1].Allocated != 1 || o.Lines[1].Unallocated != 1 {
			t.Errorf("the lines got %d and %d, want 2 and 1: three of six are held", o.Lines[0].Allocated, o.Lines[1].Allocated)
		}
		if all := w.stored(w.capture("2", "A", 1).ID); all.Lines[0].Allocated != 0 || len(all.Exceptions) != 1 {
			t.Errorf("an order of web took %d fenced units, %d exceptions", all.Lines[0].Allocated, len(all.Exceptions))
		}
		if _, err := w.Reserve(w.ctx, ReservationInput{Channel: "web", Items: []ReservationLine{{SKU: "A", Quantity: 1}}}); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("a cart of web got fenced units: %v", err)
		}
		in := w.order("3", "A", 3)
		in.Channel = "b2b"
		if r := w.Capture(w.ctx, in); r.Err != nil || r.Order.Lines[0].Allocated != 3 {
			t.Fatalf("the portal did not get its units: %+v, %v", r.Order, r.Err)
		}
		w.audit()
	})
}

func TestFenceUnderConcurrency(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.b2b()
		w.sku("A", "unallocated", "BER", 10, "LEJ", 10)
		w.rule(oms.StockFence, "Portal", StockRuleFields{SKU: at("A"), Channel: at("b2b"), Quantity: at(int64(8))})
		var wg sync.WaitGroup
		for i := range 40 {
			in := w.order(fmt.Sprint(i), "A", 1)
			wg.Go(func() {
				if r := w.Capture(w.ctx, in); r.Err != nil {
					t.Error(r.Err)
				}
			})
		}
		wg.Wait()
		if got := w.level("A", "BER").Allocated + w.level("A", "LEJ").Allocated; got != 12 {
			t.Errorf("40 orders of web took %d units, want 12: 8 of 20 are held", got)
		}
		w.audit()
	})
}

func TestChannelLocationsHoldAtCapture(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 5, "LON", 2)
		r := w.rule(oms.StockLocations, "London only", StockRuleFields{Channel: at("web"), Locations: &[]string{"LON"}})
		o := w.stored(w.capture("1", "A", 3).ID)
		if w.level("A", "BER").Allocated != 0 || o.Lines[0].Allocated != 2 {
			t.Errorf("BER gave %d and the order got %d, want 0 and 2", w.level("A", "BER").Allocated, o.Lines[0].Allocated)
		}
		if err := w.DeleteStockRule(w.ctx, r.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.AllocateWaiting(w.ctx, []string{"sku_A"}); err != nil {
			t.Fatal(err)
		}
		if o = w.stored(o.ID); o.Lines[0].Allocated != 3 {
			t.Errorf("without the rule the order has %d of 3", o.Lines[0].Allocated)
		}
	})
}

func TestStockRulesAreChecked(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated")
		w.bundle("SET", "A", 2)
		first := w.rule(oms.StockThreshold, "Two", StockRuleFields{SKU: at("A"), Quantity: at(int64(2))})
		if again := w.rule(oms.StockThreshold, "Two", StockRuleFields{SKU: at("A"), Quantity: at(int64(2))}); again.ID != first.ID {
			t.Error("the same rule twice is two")
		}
		for name, c := range map[string]struct {
			kind oms.StockRuleKind
			in   StockRuleFields
			code oms.Code
		}{
			"ErrSameScope":      {oms.StockThreshold, StockRuleFields{Name: at("Three"), SKU: at("A"), Quantity: at(int64(3))}, oms.Conflict},
			"ErrSameName":       {oms.StockThreshold, StockRuleFields{Name: at("two"), Quantity: at(int64(3))}, oms.Conflict},
			"ErrNoName":         {oms.StockThreshold, StockRuleFields{Quantity: at(int64(3))}, oms.Invalid},
			"ErrUnknownSKU":     {oms.StockThreshold, StockRuleFields{Name: at("x"), SKU: at("nope")}, oms.Invalid},
			"ErrBundle":         {oms.StockFence, StockRuleFields{Name: at("x"), SKU: at("SET"), Channel: at("web"), Quantity: at(int64(1))}, oms.Invalid},
			"ErrFenceOfNobody":  {oms.StockFence, StockRuleFields{Name: at("x"), SKU: at("A"), Quantity: at(int64(1))}, oms.Invalid},
			"ErrFenceOfAll":     {oms.StockFence, StockRuleFields{Name: at("x"), Channel: at("web"), Quantity: at(int64(1))}, oms.Invalid},
			"ErrSKUAndCategory": {oms.StockThreshold, StockRuleFields{Name: at("x"), SKU: at("A"), Category: at("tops"), Quantity: at(int64(1))}, oms.Invalid},
			"ErrNoLocations":    {oms.StockLocations, StockRuleFields{Name: at("x"), Channel: at("web")}, oms.Invalid},
			"ErrKind":           {"else", StockRuleFields{Name: at("x")}, oms.Invalid},
		} {
			if _, err := w.CreateStockRule(w.ctx, StockRuleInput{Kind: c.kind, StockRuleFields: c.in}); oms.CodeOf(err) != c.code {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.UpdateStockRule(w.ctx, first.ID, StockRuleUpdate{StockRuleFields{Quantity: at(int64(4))}, at(int64(9))}); oms.CodeOf(err) != oms.Stale {
			t.Errorf("an old version was taken: %v", err)
		}
		r, err := w.UpdateStockRule(w.ctx, first.ID, StockRuleUpdate{StockRuleFields{Quantity: at(int64(4))}, &first.Version})
		if err != nil || r.Quantity != 4 || r.Version != 2 {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

// What a rule's event says is what the listings to tell are chosen by.
func TestStockRuleEventsNameTheFigures(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.b2b()
		w.sku("A", "unallocated")
		w.bundle("SET", "A", 2)
		w.rule(oms.StockFence, "Portal", StockRuleFields{SKU: at("A"), Channel: at("b2b"), Quantity: at(int64(1))})
		w.rule(oms.StockLocations, "Web", StockRuleFields{Channel: at("web"), Locations: &[]string{"BER"}})
		var events []oms.Event
		var m store.ListingMark
		err := w.store.Read(w.ctx, func(tx *store.Tx) (err error) {
			if events, err = tx.Events(w.ctx, store.EventFilter{Types: []string{"stock_rule.created"}, Limit: 10}); err != nil {
				return err
			}
			var found changedFigures
			for _, e := range events {
				found.add(e)
			}
			m, _, err = found.mark(w.ctx, tx)
			return err
		})
		if err != nil || len(events) != 2 {
			t.Fatalf("%d events, %v", len(events), err)
		}
		if fmt.Sprint(m.SKUIDs) != "[sku_A sku_SET]" || fmt.Sprint(m.ChannelIDs) != "[chn_web]" || m.All {
			t.Errorf("listings of %v on %v are to be told, all: %v", m.SKUIDs, m.ChannelIDs, m.All)
		}
	})
}

// The buffer follows from what left and from how late the channel hears.
func TestComputedBuffer(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 1000)
		w.seed(`INSERT INTO listings (id, channel_id, sku_id, external_id, external_sku, title, currency, buffer, active, version, created_at, updated_at)
			VALUES ('lst_a', 'chn_web', 'sku_A', 'A', '', '', '', 1, TRUE, 1, $1, $1)`)
		w.seed(`INSERT INTO listing_syncs (listing_id, doubtful, failures, problem, lags) SELECT id, FALSE, 0, '', '[3600000000]' FROM listings WHERE created_at <= $1`)
		w.seed(`INSERT INTO stock_movements (id, sku_id, location_id, state, quantity, reason, reference, note, actor, occurred_at)
			VALUES ('mov_left', 'sku_A', 'loc_BER', 'on_hand', -672, 'shipped', '', '', 'user:test', $1)`) // one an hour for four weeks
		if got := w.sellable("A", "web"); got != 999 {
			t.Errorf("%d are sellable without a rule, want 999", got)
		}
		w.rule(oms.StockRisk, "One percent", StockRuleFields{Risk: at(int64(100))})
		if got := w.sellable("A", "web"); got != 996 {
			t.Errorf("%d are sellable, want 1000 − 4", got)
		}
	})
}

// A balance of the past is what was read at the time.
func TestBalanceReplays(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated")
		type figures struct{ onHand, damaged int64 }
		seen := map[time.Time]map[string]figures{}
		for i := range 30 {
			w.now = w.now.Add(time.Duration(1+i%3) * time.Minute)
			place := []string{"BER", "LEJ"}[i%2]
			if i%5 == 4 {
				if _, err := w.MoveStock(w.ctx, MovementInput{SKU: "A", Location: place, Quantity: 1, Reason: oms.ReasonDamaged}); err != nil {
					t.Fatal(err)
				}
			} else {
				w.receive("A", place, int64(1+i))
			}
			now := map[string]figures{}
			for _, l := range []string{"BER", "LEJ"} {
				if v := w.level("A", l); v.OnHand > 0 {
					now[l] = figures{v.OnHand, v.Damaged}
				}
			}
			seen[w.now] = now
		}
		for when, want := range seen {
			b, err := w.StockBalance(w.ctx, BalanceQuery{SKU: "A", At: when})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]figures{}
			for _, l := range b.Levels {
				if l.OnHand > 0 {
					got[l.Location] = figures{l.OnHand, l.Damaged}
				}
			}
			if !maps.Equal(got, want) {
				t.Errorf("at %s %v, it was %v", when, got, want)
			}
		}
	})
}
