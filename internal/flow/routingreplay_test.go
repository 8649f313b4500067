package flow

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// randomHistory captures orders at random, under policies that change between
// them, with every fact that routing asks for.
func randomHistory(t *testing.T, w *world, orders int) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 11))
	for i := range 8 {
		w.sku(fmt.Sprintf("S%d", i), "backorder", "BER", r.IntN(40), "LEJ", r.IntN(40), "LON", 40)
	}
	limit, hazmat, groups := int64(30), []string{"hazmat"}, []string{"north"}
	for ref, in := range map[string]LocationFields{"BER": {OrdersPerDay: &limit, Allows: &hazmat}, "LON": {Groups: &groups, UnitsPerDay: &limit, Allows: &hazmat}} {
		if _, err := w.UpdateLocation(w.ctx, ref, LocationUpdate{LocationFields: in}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.UpdateSKU(w.ctx, "S1", SKUUpdate{SKUFields: SKUFields{Needs: &hazmat, Tags: &groups}}); err != nil {
		t.Fatal(err)
	}
	for part := range 4 {
		var batch []oms.OrderInput
		for i := range orders / 4 {
			in := w.order(fmt.Sprintf("%d-%d", part, i), fmt.Sprintf("S%d", r.IntN(8)), 1+r.IntN(3), fmt.Sprintf("S%d", r.IntN(8)), 1)
			in.ShippingAddress.CountryCode = []string{"DE", "GB", "FR"}[r.IntN(3)]
			in.Attributes = []byte(fmt.Sprintf(`{"gift":%t,"n":%d}`, r.IntN(2) == 0, i))
			batch = append(batch, in)
		}
		for _, res := range w.CaptureMany(w.ctx, batch) {
			if res.Err != nil {
				t.Fatal(res.Err)
			}
		}
		if err := w.CountVelocity(w.ctx); err != nil {
			t.Fatal(err)
		}
		p := policyOf(t, w)
		p.Balance, p.Split = routing.Balance{Unit: int64(part) * 400}, int64(part)*150
		p.Rules = []routing.Rule{{Name: "gifts", When: routing.When{Attributes: map[string][]string{"gift": {"true"}}}, Then: routing.Then{Action: routing.Prefer, By: routing.AllInOne}},
			{Name: "not there", When: routing.When{Tags: []string{"north"}}, Then: routing.Then{Action: routing.Forbid, Locations: []string{"LEJ"}}}}
		publish(t, w, p)
	}
}

func policyOf(t *testing.T, w *world) routing.Policy {
	t.Helper()
	v, err := w.LiveRouting(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return v.Policy
}

// publish drafts a policy and lets it go live untested.
func publish(t *testing.T, w *world, p routing.Policy) int64 {
	t.Helper()
	v, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "test", Policy: p})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{Untested: true, Reason: "a test"}); err != nil {
		t.Fatal(err)
	}
	return v.Version
}

// replay runs a replay to its end.
func replay(t *testing.T, w *world, in RoutingReplayInput) *RoutingReplay {
	t.Helper()
	r, err := w.StartRoutingReplay(w.ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	q := jobs.New(w.store, jobs.Settings{})
	w.RegisterRouting(q)
	if err := w.runReplay(w.ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	if r, err = w.RoutingReplay(w.ctx, r.ID); err != nil || r.Result == nil {
		t.Fatalf("%+v, %v", r, err)
	}
	return r
}

// TestReplayReproducesHistory makes every decision of a random world again: the
// policies that made them make the same ones.
func TestReplayReproducesHistory(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		randomHistory(t, w, 200)
		live, zero := int64(4), int64(0)
		forbid := policyOf(t, w)
		forbid.Rules = []routing.Rule{{Name: "only London", Then: routing.Then{Action: routing.Require, Groups: []string{"north"}}}}
		r := replay(t, w, RoutingReplayInput{Last: 1_000, Variants: []RoutingVariant{{Version: &live}, {Version: &zero}, {Name: "London", Policy: &forbid}}})
		res := r.Result
		if res.Decisions < 200 || res.Defects != 0 || r.Done != r.Total || res.Currency != "EUR" {
			t.Fatalf("%+v", res)
		}
		if res.History.Filled == 0 || res.History.TotalCost != res.History.Terms.Total() || res.History.Units < res.History.Filled {
			t.Errorf("%+v", res.History)
		}
		london := res.Variants[2]
		if london.Name != "London" || london.Moved == 0 || london.Filled >= res.History.Filled || london.Split != 0 || london.Cost != london.TotalCost-res.History.TotalCost {
			t.Errorf("%+v", london)
		}
		checkRows(t, w, r)
		v, err := w.RoutingVersion(w.ctx, live)
		if err != nil || v.ReplayID != "" {
			t.Errorf("the live version has a replay %q, %v", v.ReplayID, err)
		}
	})
}

// checkRows pages through a replay: its rows add up to its sums.
func checkRows(t *testing.T, w *world, r *RoutingReplay) {
	t.Helper()
	sum, moved, n := RoutingSum{}, int64(0), int64(0)
	for f := (RoutingReplayFilter{Paging: Paging{Limit: 37}}); ; {
		page, err := w.RoutingReplayRows(w.ctx, r.ID, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Items {
			n++
			if row.Defect || row.Order == 0 || len(row.Variants) != 3 {
				t.Fatalf("%+v", row)
			}
			sum.add(row.Units, &row.History)
			if row.Variants[2].Moved {
				moved++
			}
		}
		if f.Cursor = page.NextCursor; f.Cursor == "" {
			break
		}
	}
	var units int64
	for _, l := range r.Result.History.Places {
		units += l.Units
		if l.PeakOrders > l.Orders || l.PeakAt == nil || l.DaysOver != 0 {
			t.Errorf("history has the load %+v", l)
		}
	}
	whole := r.Result.History
	if whole.Places = nil; units != whole.Filled {
		t.Errorf("locations send %d units of %d", units, whole.Filled)
	}
	if n != r.Result.Decisions || !reflect.DeepEqual(sum, whole) || moved != r.Result.Variants[2].Moved {
		t.Errorf("%d rows, %d moved, %+v; the report says %+v", n, moved, sum, r.Result)
	}
	only, err := w.RoutingReplayRows(w.ctx, r.ID, RoutingReplayFilter{Moved: true, Paging: Paging{Limit: 500}})
	if err != nil || int64(len(only.Items)) < moved {
		t.Errorf("%d rows moved, %v", len(only.Items), err)
	}
}

// TestReplayTellsDefects changes what was decided: the replay sees it.
func TestReplayTellsDefects(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 5, "LON", 5)
		w.capture("1", "A", 1)
		w.seed(`UPDATE routing_frames SET frame = REPLACE(frame, '"code":"BER","country":"DE"', '"code":"BER","country":"US"'), created_at = $1`)
		v, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "the same", Policy: policyOf(t, w)})
		if err != nil {
			t.Fatal(err)
		}
		if r := replay(t, w, RoutingReplayInput{Last: 10, Variants: []RoutingVariant{{Version: &v.Version}}}); r.Result.Defects != 1 {
			t.Errorf("%+v", r.Result)
		}
		for _, in := range []RoutingPublish{{}, {Untested: true, Reason: "in haste"}} {
			if _, err := w.PublishRouting(w.ctx, v.Version, in); oms.CodeOf(err) != oms.Conflict {
				t.Errorf("published %+v with defects: %v", in, err)
			}
		}
		if _, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{Defects: true}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("published with defects and without a reason: %v", err)
		}
		if live, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{Defects: true, Reason: "a country was corrected"}); err != nil || live.Defects != 1 || live.Untested == "" {
			t.Errorf("%+v, %v", live, err)
		}
	})
}

// TestNothingGoesLiveUntested publishes versions with and without a replay.
func TestNothingGoesLiveUntested(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 50, "LON", 50)
		first := w.capture("1", "A", 1)
		if got := first.FulfillmentOrders[0].Location; got != "BER" {
			t.Fatalf("version 0 sends from %s", got)
		}
		p := policyOf(t, w)
		p.Rules = []routing.Rule{{Name: "London", Then: routing.Then{Action: routing.Require, Locations: []string{"LON"}}}}
		v, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "London alone", Policy: p})
		if err != nil || v.Policy.Rules[0].ID == "" {
			t.Fatalf("%+v, %v", v, err)
		}
		if _, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{}); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("published untested: %v", err)
		}
		if _, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{Untested: true}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("published untested without a reason: %v", err)
		}
		replay(t, w, RoutingReplayInput{Last: 10, Variants: []RoutingVariant{{Version: &v.Version}}})
		for range 2 {
			if live, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{}); err != nil || !live.Live || live.ReplayID == "" {
				t.Fatalf("%+v, %v", live, err)
			}
		}
		if got := w.capture("2", "A", 1).FulfillmentOrders[0].Location; got != "LON" {
			t.Errorf("version %d sends from %s", v.Version, got)
		}
		diff, err := w.DiffRouting(w.ctx, 0, v.Version)
		if err != nil || len(diff.Rules) != 1 || diff.Rules[0].Kind != routing.Added || len(diff.Fields) != 0 {
			t.Errorf("%+v, %v", diff, err)
		}
		back, err := w.RollBackRouting(w.ctx, 0)
		if err != nil || back.Version != v.Version+1 || back.CopyOf != 0 || !back.Live || len(back.Policy.Rules) != 0 {
			t.Fatalf("%+v, %v", back, err)
		}
		if got := w.capture("3", "A", 1).FulfillmentOrders[0].Location; got != "BER" {
			t.Errorf("rolled back, it sends from %s", got)
		}
		if _, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{}); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("published again: %v", err)
		}
		if all, err := w.RoutingVersions(w.ctx, Paging{}); err != nil || len(all.Items) != 2 || !all.Items[0].Live || all.Items[1].Live {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

// TestStopReplay stops replays before and while they run.
func TestStopReplay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 50)
		w.capture("1", "A", 1)
		v, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "the same", Policy: policyOf(t, w)})
		if err != nil {
			t.Fatal(err)
		}
		r, err := w.StartRoutingReplay(w.ctx, RoutingReplayInput{Last: 10, Variants: []RoutingVariant{{Version: &v.Version}}})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if r, err := w.StopRoutingReplay(w.ctx, r.ID); err != nil || r.Status != "stopped" || r.FinishedAt == nil {
				t.Fatalf("%+v, %v", r, err)
			}
		}
		if err := w.runReplay(w.ctx, r.ID); err != nil {
			t.Fatal(err)
		}
		if r, err = w.RoutingReplay(w.ctx, r.ID); err != nil || r.Result != nil || r.Status != "stopped" {
			t.Errorf("%+v, %v", r, err)
		}
		if _, err := w.PublishRouting(w.ctx, v.Version, RoutingPublish{}); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("published after a replay that was stopped: %v", err)
		}
	})
}

// TestWorkingPolicy keeps an unfinished draft, and lets nobody overwrite what
// he did not see.
func TestWorkingPolicy(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		d, err := w.WorkingRouting(w.ctx)
		if err != nil || d.Revision != 0 || d.Policy.Split != 500 || len(d.Faults) != 0 {
			t.Fatalf("%+v, %v", d, err)
		}
		p, none := d.Policy, int64(0)
		p.Rules = []routing.Rule{{Name: "dear", Then: routing.Then{Action: routing.Weight, Locations: []string{"LON"}}},
			{Name: "nowhere", When: routing.When{Channels: []string{"nowhere"}}, Then: routing.Then{Action: routing.NeverSplit}}}
		d, err = w.SaveWorkingRouting(w.ctx, WorkingPolicyInput{Policy: p, Revision: &none})
		if err != nil || d.Revision != 1 || len(d.Faults) != 1 || d.Faults[0].Field != "policy.rules[0].then.amount" || len(d.Warnings) != 1 || d.Warnings[0].Index != 1 || d.Warnings[0].Reason != routing.NoChannel {
			t.Fatalf("%+v, %v", d, err)
		}
		if _, err := w.SaveWorkingRouting(w.ctx, WorkingPolicyInput{Policy: p, Revision: &none}); oms.CodeOf(err) != oms.Stale {
			t.Errorf("overwrote another's draft: %v", err)
		}
		if _, err := w.SaveWorkingRouting(w.ctx, WorkingPolicyInput{Base: 7, Policy: p}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("began as no version: %v", err)
		}
		p.Rules = p.Rules[1:]
		if d, err = w.SaveWorkingRouting(w.ctx, WorkingPolicyInput{Policy: p, Revision: &d.Revision}); err != nil || len(d.Faults) != 0 {
			t.Fatalf("%+v, %v", d, err)
		}
		first, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "again", Policy: d.Policy})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "again", Policy: d.Policy}); err != nil || again.Version != first.Version {
			t.Errorf("%+v, %v", again, err)
		}
		if err := w.DropWorkingRouting(w.ctx, &none); oms.CodeOf(err) != oms.Stale {
			t.Errorf("dropped another's draft: %v", err)
		}
		if _, err := w.PublishRouting(w.ctx, first.Version, RoutingPublish{Untested: true, Reason: "a test"}); err != nil {
			t.Fatal(err)
		}
		if d, err = w.WorkingRouting(w.ctx); err != nil || d.Revision != 0 || d.Base != first.Version || len(d.Policy.Rules) != 1 {
			t.Errorf("the draft is live, and there still: %+v, %v", d, err)
		}
		if d, err = w.SaveWorkingRouting(w.ctx, WorkingPolicyInput{Base: first.Version, Policy: p}); err != nil {
			t.Fatal(err)
		}
		if err := w.DropWorkingRouting(w.ctx, &d.Revision); err != nil {
			t.Fatal(err)
		}
		if d, err = w.WorkingRouting(w.ctx); err != nil || d.Revision != 0 {
			t.Errorf("%+v, %v", d, err)
		}
	})
}

// TestTryRouting asks without an order, and finds the stock as it was.
func TestTryRouting(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 2, "LON", 5)
		to := &oms.Address{CountryCode: "DE", PostalCode: "10115"}
		ask := RoutingTrial{Channel: "web", Items: []ReservationLine{{"A", 2}}, Destination: to, Value: "19.90"}
		got, err := w.TryRouting(w.ctx, ask)
		if err != nil || len(got.Sends) != 1 || got.Sends[0] != (TrialSend{0, "A", "BER", 2}) || *got.Version != 0 {
			t.Fatalf("%+v, %v", got, err)
		}
		p := policyOf(t, w)
		p.Rules = []routing.Rule{{Name: "no", Then: routing.Then{Action: routing.Forbid, Locations: []string{"BER"}}}}
		ask.Policy = &p
		if got, err = w.TryRouting(w.ctx, ask); err != nil || got.Sends[0].Location != "LON" || got.Version != nil || got.Why.Fired[0] != "no" {
			t.Errorf("%+v, %v", got, err)
		}
		if l := w.level("A", "BER"); l.Allocated != 0 {
			t.Errorf("%+v", l)
		}
		ask.Items[0].SKU = "B"
		if _, err := w.TryRouting(w.ctx, ask); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("%v", err)
		}
	})
}

// TestCapacityOfTheDay fills a location up, in one batch and over several.
func TestCapacityOfTheDay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 50, "LON", 50)
		two := int64(2)
		if _, err := w.UpdateLocation(w.ctx, "BER", LocationUpdate{LocationFields: LocationFields{OrdersPerDay: &two}}); err != nil {
			t.Fatal(err)
		}
		var from []string
		for i, r := range w.CaptureMany(w.ctx, []oms.OrderInput{w.order("1", "A", 1), w.order("2", "A", 1), w.order("3", "A", 1)}) {
			if r.Err != nil {
				t.Fatal(i, r.Err)
			}
			from = append(from, r.Order.FulfillmentOrders[0].Location)
		}
		from = append(from, w.capture("4", "A", 1).FulfillmentOrders[0].Location)
		if got := fmt.Sprint(from); got != "[BER BER LON LON]" {
			t.Errorf("%s", got)
		}
	})
}

// TestChannelsHaveLocations keeps a channel to the locations of its group.
func TestChannelsHaveLocations(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 50, "LON", 50)
		north := []string{"north"}
		if _, err := w.UpdateLocation(w.ctx, "LON", LocationUpdate{LocationFields: LocationFields{Groups: &north}}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.UpdateChannel(w.ctx, "web", ChannelUpdate{ChannelFields: ChannelFields{LocationGroups: &north}}); err != nil {
			t.Fatal(err)
		}
		if got := w.capture("1", "A", 1).FulfillmentOrders[0].Location; got != "LON" {
			t.Errorf("sent from %s", got)
		}
	})
}
