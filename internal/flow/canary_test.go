package flow

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// draftOf drafts a version that sends everything from one location.
func draftOf(t *testing.T, w *world, location string) int64 {
	t.Helper()
	p := policyOf(t, w)
	p.Rules = []routing.Rule{{Name: "only " + location, Then: routing.Then{Action: routing.Require, Locations: []string{location}}}}
	v, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "all from " + location, Policy: p})
	if err != nil {
		t.Fatal(err)
	}
	return v.Version
}

// startCanary lets a version decide about a share, without a replay.
func startCanary(t *testing.T, w *world, in CanaryStart) *RoutingCanary {
	t.Helper()
	in.RoutingPublish = RoutingPublish{Untested: true, Reason: "a test"}
	c, err := w.StartCanary(w.ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// decisionOf is the last decision about an order.
func decisionOf(t *testing.T, w *world, id string) RoutingDecision {
	t.Helper()
	all, err := w.RoutingDecisions(w.ctx, id)
	if err != nil || len(all) == 0 {
		t.Fatalf("%d decisions, %v", len(all), err)
	}
	return all[len(all)-1]
}

// TestCanary tries a version on a third of the orders: each is decided by its
// side, both versions are compared, and what is planned again keeps its side.
func TestCanary(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 500, "LON", 500)
		before := w.capture("before", "A", 1)
		v := draftOf(t, w, "LON")
		c := startCanary(t, w, CanaryStart{Version: v, Share: 33, Channels: []string{"web"}, Guards: &CanaryGuards{}})
		again, err := w.StartCanary(w.ctx, CanaryStart{Version: v, Share: 33, Channels: []string{"web"}, Guards: &CanaryGuards{}})
		if err != nil || again.ID != c.ID {
			t.Errorf("started twice: %+v, %v", again, err)
		}
		if d := decisionOf(t, w, before.ID); d.Canary != nil || *d.Version != 0 {
			t.Errorf("%+v", d)
		}
		tried := 0
		var orders []*oms.Order
		for i := range 60 {
			o := w.capture(fmt.Sprint("C", i), "A", 1)
			orders = append(orders, o)
			d, at := decisionOf(t, w, o.ID), o.FulfillmentOrders[0].Location
			if !routing.InShare(o.ID, 33) {
				if at != "BER" || d.Canary != nil || *d.Version != 0 {
					t.Fatalf("the live version decides about %s: %s, %+v", o.ID, at, d)
				}
				continue
			}
			tried++
			if at != "LON" || d.Canary == nil || *d.Version != v || d.Canary.ID != c.ID || d.Canary.Share != 33 {
				t.Fatalf("the canary decides about %s: %s, %+v", o.ID, at, d)
			}
			if e := d.Canary.Otherwise; e == nil || e.Same || e.Version != 0 || len(e.Sends) != 1 || e.Sends[0].Location != "BER" || e.Cost <= 0 {
				t.Fatalf("%+v", e)
			}
		}
		if c, err = w.RoutingCanary(w.ctx, c.ID); err != nil {
			t.Fatal(err)
		}
		p := c.Report.Paired
		if c.Report.Canary.Orders != int64(tried) || c.Report.Live.Orders != int64(60-tried) || tried == 0 || c.Report.Canary.Unreleased != int64(tried) || c.Report.Prices ||
			p.Orders != 60 || p.Differ != 60 || p.Compared != 60 || p.CanaryCost <= p.LiveCost || p.Verdict != routing.Dearer || p.Difference*60 != (p.CanaryCost-p.LiveCost)*1000 ||
			c.Report.Canary.Cost*60 != p.CanaryCost*int64(tried) {
			t.Errorf("%d tried, %+v", tried, c.Report)
		}
		if got, err := w.Reoptimize(w.ctx, ReoptimizeInput{}); err != nil || got.Moved != 0 {
			t.Errorf("each order keeps its side: %+v, %v", got, err)
		}
		zero := int64(0)
		if r := replay(t, w, RoutingReplayInput{Last: 100, Variants: []RoutingVariant{{Version: &zero}}}); r.Result.Defects != 0 || r.Result.Decisions != 61 || r.Result.Variants[0].Moved != int64(tried) {
			t.Errorf("%d tried, %+v", tried, r.Result)
		}
		if c, err = w.StopCanary(w.ctx, c.ID, CanaryStop{Reason: "enough seen"}); err != nil || c.Status != store.CanaryStopped || c.Report.Paired != p {
			t.Errorf("%+v, %v", c, err)
		}
		if again, err := w.StopCanary(w.ctx, c.ID, CanaryStop{}); err != nil || again.Revision != c.Revision || again.Reason != "enough seen" {
			t.Errorf("%+v, %v", again, err)
		}
		if o := w.capture("after", "A", 1); o.FulfillmentOrders[0].Location != "BER" {
			t.Errorf("%+v", o.FulfillmentOrders[0])
		}
		if got, err := w.Reoptimize(w.ctx, ReoptimizeInput{}); err != nil || got.Moved != tried {
			t.Errorf("the live version plans again what is not released: %+v, %v", got, err)
		}
		for _, o := range orders {
			w.stored(o.ID)
		}
		w.audit()
	})
}

// TestCanaryPromoted lets the version of a canary decide about all.
func TestCanaryPromoted(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 50, "LON", 50)
		v := draftOf(t, w, "LON")
		c := startCanary(t, w, CanaryStart{Version: v, Share: 1})
		wider, seen := int64(100), int64(7)
		if _, err := w.ChangeCanary(w.ctx, c.ID, CanaryChange{Share: &wider, Revision: &seen}); oms.CodeOf(err) != oms.Stale {
			t.Errorf("%v", err)
		}
		if c, err := w.ChangeCanary(w.ctx, c.ID, CanaryChange{Share: &wider}); err != nil || c.Share != 100 || c.Revision != 2 || *c.Guards.Cost != 10 {
			t.Fatalf("%+v, %v", c, err)
		}
		if o := w.capture("1", "A", 1); o.FulfillmentOrders[0].Location != "LON" {
			t.Errorf("%+v", o.FulfillmentOrders[0])
		}
		if _, err := w.RollBackRouting(w.ctx, 0); err != nil {
			t.Errorf("what is live stays so: %v", err)
		}
		if c, err := w.PromoteCanary(w.ctx, c.ID, nil); err != nil || c.Status != store.CanaryPromoted || c.Report.Canary.Orders != 1 {
			t.Fatalf("%+v, %v", c, err)
		}
		o := w.capture("2", "A", 1)
		if d := decisionOf(t, w, o.ID); o.FulfillmentOrders[0].Location != "LON" || d.Canary != nil || *d.Version != v {
			t.Errorf("%+v", d)
		}
		if _, err := w.StopCanary(w.ctx, c.ID, CanaryStop{}); oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "roll back to version 0") {
			t.Errorf("%v", err)
		}
		if _, err := w.RollBackRouting(w.ctx, 0); err != nil {
			t.Fatal(err)
		}
		if o := w.capture("3", "A", 1); o.FulfillmentOrders[0].Location != "BER" {
			t.Errorf("%+v", o.FulfillmentOrders[0])
		}
		w.audit()
	})
}

// TestCanaryRefused names what is wrong with a canary that is asked for.
func TestCanaryRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 5)
		live := publish(t, w, policyOf(t, w))
		v := draftOf(t, w, "LON")
		high := int64(101)
		untested := RoutingPublish{Untested: true, Reason: "a test"}
		for _, c := range []struct {
			in    CanaryStart
			field string
		}{
			{CanaryStart{Version: v, Share: 0, RoutingPublish: untested}, "share"},
			{CanaryStart{Version: v, Share: 101, RoutingPublish: untested}, "share"},
			{CanaryStart{Version: live, Share: 10, RoutingPublish: untested}, "version"},
			{CanaryStart{Version: 0, Share: 10, RoutingPublish: untested}, "version"},
			{CanaryStart{Version: 99, Share: 10, RoutingPublish: untested}, "version"},
			{CanaryStart{Version: v, Share: 10, Channels: []string{"web", "nowhere"}, RoutingPublish: untested}, "channels[0]"},
			{CanaryStart{Version: v, Share: 10, Guards: &CanaryGuards{Late: &high}, RoutingPublish: untested}, "guards.late_points"},
			{CanaryStart{Version: v, Share: 10, RoutingPublish: RoutingPublish{Untested: true}}, "reason"},
		} {
			_, err := w.StartCanary(w.ctx, c.in)
			var refused *oms.Error
			if oms.CodeOf(err) != oms.Invalid || !asError(err, &refused) || !slices.ContainsFunc(refused.Fields, func(f oms.FieldError) bool { return f.Field == c.field }) {
				t.Errorf("%+v: %v", c.in, err)
			}
		}
		if _, err := w.StartCanary(w.ctx, CanaryStart{Version: v, Share: 10}); oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "untested") {
			t.Errorf("%v", err)
		}
		startCanary(t, w, CanaryStart{Version: v, Share: 10})
		for name, err := range map[string]error{
			"a second": second(w.StartCanary(w.ctx, CanaryStart{Version: v, Share: 20, RoutingPublish: untested})),
			"publish":  second(w.PublishRouting(w.ctx, v, untested)),
			"rollback": second(w.RollBackRouting(w.ctx, 0)),
		} {
			if oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "10 % of the orders") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

// TestCanaryStopsItself stops one that is dearer than its guard allows.
func TestCanaryStopsItself(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 50, "LON", 50)
		ten := int64(10)
		v := draftOf(t, w, "LON")
		c := startCanary(t, w, CanaryStart{Version: v, Share: 50, Guards: &CanaryGuards{Cost: &ten, Filled: &ten, After: 10}})
		watch := func() *RoutingCanary {
			if err := w.WatchCanary(w.ctx); err != nil {
				t.Fatal(err)
			}
			c, err := w.RoutingCanary(w.ctx, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		for i := range 9 {
			w.capture(fmt.Sprint("G", i), "A", 1)
		}
		if c := watch(); c.Status != store.CanaryRunning {
			t.Fatalf("stopped after 9 orders: %+v", c)
		}
		w.capture("G9", "A", 1)
		if c := watch(); c.Status != store.CanaryStopped || len(c.Says) != 1 || c.Says[0].Code != "routing_canary.cost" || c.Reason == "" {
			t.Fatalf("%+v", c)
		}
		e := openException(t, w, oms.ExceptionCanary)
		if e == nil || e.Subject != c.ID || len(e.Says) != 2 || !strings.Contains(e.Summary, "more than 10 % above it") || !strings.Contains(e.Summary, "version 0 decides about all orders again") {
			t.Fatalf("%+v", e)
		}
		c = startCanary(t, w, CanaryStart{Version: v, Share: 50})
		if e := openException(t, w, oms.ExceptionCanary); e != nil {
			t.Errorf("still open when it is tried again: %+v", e)
		}
		w.seed(`UPDATE routing_versions SET created_at = $1, policy = '{"currency":"EUR","rules":[{"name":"","when":{},"then":{"action":"weight"}}]}' WHERE version = 1`)
		if o := w.capture("broken", "A", 1); o.FulfillmentOrders[0].Location != "BER" {
			t.Errorf("the live version decides while the canary can't: %+v", o.FulfillmentOrders)
		}
		if c := watch(); c.Status != store.CanaryStopped || c.Says[0].Code != "routing_canary.broken" {
			t.Errorf("%+v", c)
		}
		w.audit()
	})
}

// openException finds the open exception of a kind that belongs to no order.
func openException(t *testing.T, w *world, kind oms.ExceptionKind) *oms.Exception {
	t.Helper()
	var found *oms.Exception
	if err := w.store.Write(w.ctx, func(tx *store.Tx) (err error) {
		found, err = tx.OpenException(w.ctx, string(kind))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

func asError(err error, to **oms.Error) bool {
	e, ok := err.(*oms.Error) //nolint:errorlint // as it came
	*to = e
	return ok
}

// TestDecides: with no canary, or in a channel that it is not about, the live
// version decides; a larger share never gives an order back to it.
func TestDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id, share := rapid.String().Draw(t, "id"), rapid.Int64Range(0, 100).Draw(t, "share")
		c := &catalog{live: &decider{version: 1}}
		if c.decides(id, "web") != c.live {
			t.Fatal("no canary runs")
		}
		c.canary = &canary{decider: &decider{version: 2}, share: share, channels: []string{"web"}}
		by := c.decides(id, "web")
		if c.decides(id, "shop") != c.live || by.version == 2 && share == 0 || by.version == 1 && share == 100 {
			t.Fatalf("version %d decides at %d %%", by.version, share)
		}
		c.canary.share = rapid.Int64Range(share, 100).Draw(t, "wider")
		if by.version == 2 && c.decides(id, "web") != by {
			t.Fatal("a wider share gave the order back")
		}
	})
}

// TestGuards says which guards are broken, at their limits.
func TestGuards(t *testing.T) {
	none, ten := int64(0), int64(10)
	for _, c := range []struct {
		name string
		g    CanaryGuards
		p    CanaryPair
		want []string
	}{
		{"nothing watched", CanaryGuards{}, CanaryPair{Orders: 99, Compared: 99, LiveCost: 100, CanaryCost: 900, CanaryLate: 9, LiveFilled: 9, Units: 9}, nil},
		{"at the limit", CanaryGuards{Cost: &ten}, CanaryPair{Compared: 50, LiveCost: 1000, CanaryCost: 1100}, nil},
		{"above it", CanaryGuards{Cost: &ten}, CanaryPair{Compared: 50, LiveCost: 1000, CanaryCost: 1101}, []string{"routing_canary.cost"}},
		{"too early", CanaryGuards{Cost: &none, Late: &none, Filled: &none}, CanaryPair{Orders: 49, Compared: 49, LiveCost: 1, CanaryCost: 9, CanaryLate: 9, LiveFilled: 9, Units: 9}, nil},
		{"one more late", CanaryGuards{Late: &none}, CanaryPair{Orders: 50, LiveLate: 3, CanaryLate: 4}, []string{"routing_canary.late"}},
		{"as many late", CanaryGuards{Late: &none}, CanaryPair{Orders: 50, LiveLate: 4, CanaryLate: 4}, nil},
		{"none filled", CanaryGuards{Cost: &ten, Filled: &ten}, CanaryPair{Orders: 50, Units: 100, LiveFilled: 90}, []string{"routing_canary.filled"}},
	} {
		if err := oms.InvalidFields("", c.g.check()); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range c.g.broken(2, "EUR", &c.p) {
			got = append(got, s.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if raw, err := json.Marshal(defaultGuards()); err != nil || string(raw) != `{"cost_percent":10,"late_points":1,"filled_points":1}` {
		t.Errorf("%s, %v", raw, err)
	}
}
