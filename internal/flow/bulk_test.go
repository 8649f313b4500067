package flow

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// bulk starts a bulk operation and does all of it.
func (w *world) bulk(in BulkInput) *oms.Bulk {
	w.t.Helper()
	b, err := w.StartBulk(w.ctx, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.bulkEnded(b.ID)
}

func (w *world) bulkEnded(id string) *oms.Bulk {
	w.t.Helper()
	if err := w.runBulk(w.ctx, id); err != nil {
		w.t.Fatal(err)
	}
	b, err := w.Bulk(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

func (w *world) undone(id string) *oms.Bulk {
	w.t.Helper()
	u, err := w.UndoBulk(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.bulkEnded(u.ID)
}

func counts(b *oms.Bulk) string {
	return fmt.Sprintf("%s changed %d unchanged %d refused %d failed %d of %d", b.Status, b.Changed, b.Unchanged, b.Refused, b.Failed, b.Total)
}

func wantCounts(t *testing.T, what string, b *oms.Bulk, want string) {
	t.Helper()
	if got := counts(b); got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// some captures n orders of one unit each and returns their ids.
func (w *world) some(n int) (ids []string) {
	w.sku("A", "backorder", "BER", 10*n)
	for i := range n {
		ids = append(ids, w.capture(fmt.Sprint("B", i), "A", 1).ID)
	}
	return ids
}

func filterText(s string) *string { return &s }

// TestBulkHold previews, holds exactly what was previewed, and undoes it.
func TestBulkHold(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.some(5)
		if _, err := w.CancelOrder(w.ctx, ids[0], CancelInput{}); err != nil {
			t.Fatal(err)
		}
		in := BulkInput{Action: "hold", Filter: filterText("channel:web"), BulkParameters: BulkParameters{Hold: &HoldInput{Reason: "wait"}}}
		p, err := w.PreviewBulk(w.ctx, in)
		if err != nil || p.Total != 5 || p.WillChange != 4 || len(p.Skipped) != 1 || p.Skipped[0].Count != 1 || p.Skipped[0].Code != "conflict" || !p.CanUndo {
			t.Fatalf("%+v %v", p, err)
		}
		later := w.capture("later", "A", 1)
		b := w.bulk(BulkInput{Token: p.Token})
		wantCounts(t, "hold", b, "done changed 4 unchanged 0 refused 1 failed 0 of 5")
		if o := w.stored(later.ID); len(o.Holds) != 0 {
			t.Error("an order that was not previewed is held")
		}
		o := w.stored(ids[1])
		if o.FulfillmentStatus != oms.OnHold || o.Holds[0].PlacedBy != "user:test" {
			t.Errorf("%+v", o.Holds)
		}
		again, err := w.StartBulk(w.ctx, BulkInput{Token: p.Token})
		if err != nil || again.Status != oms.BulkDone {
			t.Errorf("the token again: %+v %v", again, err)
		}
		events, err := w.Events(w.ctx, EventFilter{OrderID: ids[1], Type: string(oms.OrderHoldPlaced), Limit: 10})
		if err != nil || len(events) != 1 || events[0].CorrelationID != b.ID {
			t.Errorf("%+v %v", events, err)
		}
		u := w.undone(b.ID)
		wantCounts(t, "undo", u, "done changed 4 unchanged 0 refused 0 failed 0 of 4")
		if w.stored(ids[1]).FulfillmentStatus != oms.Unfulfilled {
			t.Error("still held")
		}
		if twice, err := w.UndoBulk(w.ctx, b.ID); err != nil || twice.ID != u.ID {
			t.Errorf("undone twice: %v %v", twice, err)
		}
		_, err = w.UndoBulk(w.ctx, u.ID)
		wantCode(t, err, oms.Conflict)
		var csv bytes.Buffer
		if err := w.BulkCSV(w.ctx, b.ID, &csv); err != nil || strings.Count(csv.String(), "\n") != 6 || !strings.Contains(csv.String(), "refused,conflict") {
			t.Errorf("%s %v", csv.String(), err)
		}
	})
}

// TestBulkReleaseHold releases holds and places the same again.
func TestBulkReleaseHold(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.some(2)
		w.bulk(BulkInput{Action: "hold", IDs: ids, BulkParameters: BulkParameters{Hold: &HoldInput{Reason: "look", Type: oms.HoldFraud}}})
		b := w.bulk(BulkInput{Action: "release_hold", IDs: append(ids, ids[0])})
		wantCounts(t, "release", b, "done changed 2 unchanged 0 refused 0 failed 0 of 2")
		wantCounts(t, "release again", w.bulk(BulkInput{Action: "release_hold", IDs: ids}), "done changed 0 unchanged 2 refused 0 failed 0 of 2")
		w.undone(b.ID)
		o := w.stored(ids[0])
		if h := o.Holds[len(o.Holds)-1]; o.FulfillmentStatus != oms.OnHold || h.Type != oms.HoldFraud || h.Reason != "look" {
			t.Errorf("%+v", o.Holds)
		}
	})
}

// TestBulkRelease releases work, and takes back what nobody has begun.
func TestBulkRelease(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.some(3)
		if _, err := w.PlaceHold(w.ctx, ids[2], HoldInput{Reason: "wait"}); err != nil {
			t.Fatal(err)
		}
		p, err := w.PreviewBulk(w.ctx, BulkInput{Action: "release", IDs: ids})
		if err != nil || p.WillChange != 2 || len(p.Skipped) != 1 {
			t.Fatalf("%+v %v", p, err)
		}
		b := w.bulk(BulkInput{Token: p.Token})
		wantCounts(t, "release", b, "done changed 2 unchanged 0 refused 1 failed 0 of 3")
		if _, err := w.Pick(w.ctx, w.stored(ids[0]).FulfillmentOrders[0].ID, PickInput{}); err != nil {
			t.Fatal(err)
		}
		u := w.undone(b.ID)
		wantCounts(t, "undo", u, "done changed 1 unchanged 0 refused 1 failed 0 of 2")
		o := w.stored(ids[1])
		if ful := o.FulfillmentOrders[0]; ful.Status != oms.FulfillmentOpen || ful.Items[0].Status != oms.AllocationActive || o.Lines[0].Allocated != 1 {
			t.Errorf("%+v", ful)
		}
		page, err := w.BulkRows(w.ctx, u.ID, oms.BulkRefused, Paging{})
		if err != nil || len(page.Items) != 1 || !strings.Contains(page.Items[0].Reason, "being picked") {
			t.Errorf("%+v %v", page, err)
		}
		wantCounts(t, "release again", w.bulk(BulkInput{Action: "release", IDs: ids[1:2]}), "done changed 1 unchanged 0 refused 0 failed 0 of 1")
	})
}

// TestBulkTag undoes only what it has done itself.
func TestBulkTag(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.some(2)
		if _, err := w.TagOrders(w.ctx, ids[:1], TagInput{Add: []string{"vip"}}); err != nil {
			t.Fatal(err)
		}
		b := w.bulk(BulkInput{Action: "tag", IDs: ids, BulkParameters: BulkParameters{Tags: []string{"vip"}}})
		wantCounts(t, "tag", b, "done changed 1 unchanged 1 refused 0 failed 0 of 2")
		w.undone(b.ID)
		if a, b := w.stored(ids[0]).Tags, w.stored(ids[1]).Tags; len(a) != 1 || len(b) != 0 {
			t.Errorf("%v %v", a, b)
		}
		b = w.bulk(BulkInput{Action: "untag", Filter: filterText("tag:vip"), BulkParameters: BulkParameters{Tags: []string{"vip"}}})
		w.undone(b.ID)
		if a := w.stored(ids[0]).Tags; len(a) != 1 {
			t.Errorf("%v", a)
		}
	})
}

// TestBulkCancel cancels orders that share their stock, which has no undo.
func TestBulkCancel(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.some(4)
		b := w.bulk(BulkInput{Action: "cancel", IDs: ids, BulkParameters: BulkParameters{Reason: "recalled"}})
		wantCounts(t, "cancel", b, "done changed 4 unchanged 0 refused 0 failed 0 of 4")
		var allocated int64
		if err := w.db.QueryRowContext(t.Context(), `SELECT allocated FROM stock_levels WHERE sku_id = 'sku_A'`).Scan(&allocated); err != nil || allocated != 0 {
			t.Errorf("allocated %d %v", allocated, err)
		}
		_, err := w.UndoBulk(w.ctx, b.ID)
		wantCode(t, err, oms.Conflict)
	})
}

// TestBulkReroute gives waiting units stock that has come meanwhile.
func TestBulkReroute(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("N", "backorder")
		ids := []string{w.capture("1", "N", 2).ID, w.capture("2", "N", 2).ID}
		w.receive("N", "BER", 2)
		wantCounts(t, "reroute", w.bulk(BulkInput{Action: "reroute_waiting", IDs: ids}), "done changed 1 unchanged 1 refused 0 failed 0 of 2")
		w.stored(ids[0])
		w.stored(ids[1])
	})
}

// TestBulkGoesOn crashes between batches, stops, and goes on with the rest.
func TestBulkGoesOn(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.some(3)
		b, err := w.StartBulk(w.ctx, BulkInput{Action: "tag", IDs: ids, BulkParameters: BulkParameters{Tags: []string{"x"}}})
		if err != nil {
			t.Fatal(err)
		}
		if more, err := w.settleBatch(w.ctx, b.ID, 1); !more || err != nil {
			t.Fatal(more, err)
		}
		if half, err := w.Bulk(w.ctx, b.ID); err != nil || half.Status != oms.BulkRunning || half.Settled() != 1 {
			t.Errorf("%+v %v", half, err)
		}
		wantCounts(t, "after the crash", w.bulkEnded(b.ID), "done changed 3 unchanged 0 refused 0 failed 0 of 3")
		wantCounts(t, "once more", w.bulkEnded(b.ID), "done changed 3 unchanged 0 refused 0 failed 0 of 3")

		b, err = w.StartBulk(w.ctx, BulkInput{Action: "untag", IDs: ids, BulkParameters: BulkParameters{Tags: []string{"x"}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.settleBatch(w.ctx, b.ID, 1); err != nil {
			t.Fatal(err)
		}
		if _, err := w.StopBulk(w.ctx, b.ID); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, "stopped", w.bulkEnded(b.ID), "stopped changed 1 unchanged 0 refused 0 failed 0 of 3")
	})
}

func TestBulkRefusals(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		id := w.some(1)[0]
		for name, in := range map[string]BulkInput{
			"NoAction":   {IDs: []string{id}},
			"NoOrders":   {Action: "release"},
			"Both":       {Action: "release", IDs: []string{id}, Filter: filterText("")},
			"NoReason":   {Action: "hold", IDs: []string{id}},
			"NoTags":     {Action: "tag", IDs: []string{id}},
			"BadID":      {Action: "release", IDs: []string{"x"}},
			"BadFilter":  {Action: "release", Filter: filterText("status:")},
			"NoneChosen": {Action: "release", Filter: filterText("tag:none")},
			"TokenAnd":   {Action: "release", Token: "blk_x"},
		} {
			_, err := w.StartBulk(w.ctx, in)
			if oms.CodeOf(err) != oms.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := w.StartBulk(w.ctx, BulkInput{Token: "blk_gone"})
		wantCode(t, err, oms.Conflict)
		gone := w.bulk(BulkInput{Action: "release", IDs: []string{store.NewID(oms.PrefixOrder)}})
		wantCounts(t, "no such order", gone, "done changed 0 unchanged 0 refused 1 failed 0 of 1")
	})
}
