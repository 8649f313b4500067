package routing_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/switchyard-oms/switchyard/routing"
)

// TestRecord writes random decisions down, reads them again, and makes them
// again: nothing is lost, and each comes out the same.
func TestRecord(t *testing.T) {
	var bytes, decisions int
	for seed := range uint64(2_000) {
		r := rand.New(rand.NewPCG(seed, 3))
		p, policy := random(r)
		if seed%3 == 0 {
			p.Order.Attributes, p.Order.Currency = map[string]string{"gift": "true", "b": ""}, "EUR"
			p.Items[0].Sold, policy.Balance = make([]int64, len(p.Nodes)), routing.Balance{Unit: 300}
			p.Items[0].Sold[0], p.Items[0].Opportunity = 9, nil
		}
		compiled := compile(t, policy)
		plan := routing.Choose(p, compiled)
		raw, err := json.Marshal(routing.FrameOf(compiled.Policy(), p.Nodes))
		if err != nil {
			t.Fatal(err)
		}
		var frame routing.Frame
		if err := json.Unmarshal(raw, &frame); err != nil {
			t.Fatal(err)
		}
		rec := routing.Record{Ref: "ord_1", Problem: *p, Picks: plan.Picks, Cost: plan.Cost}
		b := routing.AppendRecord(routing.AppendRecord(nil, &rec), &rec)
		got, rest, err := routing.ReadRecord(b, &frame)
		if err != nil || len(rest) != len(b)/2 {
			t.Fatalf("seed %d: %v, %d bytes left of %d", seed, err, len(rest), len(b))
		}
		if a, b := asText(t, rec), asText(t, got); a != b {
			t.Fatalf("seed %d\n%s\n%s", seed, a, b)
		}
		again := routing.Choose(&got.Problem, compile(t, frame.Policy))
		if !reflect.DeepEqual(plan, again) {
			t.Fatalf("seed %d\n%+v\n%+v", seed, plan, again)
		}
		bytes, decisions = bytes+len(b)/2, decisions+1
		for cut := range len(b) / 2 {
			if _, _, err := routing.ReadRecord(b[:cut], &frame); err == nil {
				t.Fatalf("seed %d: %d bytes of a record of %d were read as one", seed, cut, len(b)/2)
			}
		}
	}
	t.Logf("%d bytes a decision", bytes/decisions)
}

// asText leaves apart what JSON does: nil and empty.
func asText(t *testing.T, r routing.Record) string {
	t.Helper()
	if len(r.Picks) == 0 {
		r.Picks = nil
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func FuzzReadRecord(f *testing.F) {
	p, policy := random(rand.New(rand.NewPCG(1, 2)))
	frame := routing.FrameOf(policy, p.Nodes)
	f.Add(routing.AppendRecord(nil, &routing.Record{Ref: "ord_1", Problem: *p}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if rec, _, err := routing.ReadRecord(b, &frame); err == nil && len(rec.Problem.Nodes) != len(frame.Nodes) {
			t.Errorf("%d nodes", len(rec.Problem.Nodes))
		}
	})
}

// TestServicesAndRates asks what a shipping method and another currency are to
// rules and cards.
func TestServicesAndRates(t *testing.T) {
	least := int64(1_000)
	policy := plain()
	policy.Currency, policy.Services, policy.Rates = "EUR", map[string]string{"Next day": "express"}, map[string]int64{"GBP": 1_200_000}
	policy.Rules = []routing.Rule{{Name: "fast", When: routing.When{Services: []string{"express"}}, Then: routing.Then{Action: routing.Prefer, By: routing.Fastest}},
		{Name: "dear", When: routing.When{MinValue: &least}, Then: routing.Then{Action: routing.NeverSplit}}}
	for _, c := range []struct {
		order routing.Facts
		fired []string
	}{
		{routing.Facts{Service: "Next day"}, []string{"fast"}},
		{routing.Facts{Service: "express", Value: 999}, []string{"fast"}},
		{routing.Facts{Value: 1_000}, []string{"dear"}},
		{routing.Facts{Value: 834, Currency: "GBP"}, []string{"dear"}},
		{routing.Facts{Value: 833, Currency: "GBP"}, nil},
		{routing.Facts{Value: 999_999, Currency: "JPY"}, nil},
	} {
		p := problem(map[string][]int64{"a": {5, 5, 5}}, three(), routing.Demand{Line: 1, SKUID: "a", Quantity: 1})
		p.Order = c.order
		if plan := routing.Choose(p, compile(t, policy)); !reflect.DeepEqual(plan.Why.Fired, c.fired) {
			t.Errorf("%+v: %v fired, want %v", c.order, plan.Why.Fired, c.fired)
		}
	}
}

// TestBalanceSparesWhatSells sends from the location where nobody misses it.
func TestBalanceSparesWhatSells(t *testing.T) {
	p := problem(map[string][]int64{"a": {2, 2, 0}}, three(), routing.Demand{Line: 1, SKUID: "a", Quantity: 1})
	p.Items[0].Sold = []int64{40, 0, 0}
	policy := plain()
	policy.Balance = routing.Balance{Unit: 100_000}
	plan := routing.Choose(p, compile(t, policy))
	if len(plan.Picks) != 1 || plan.Picks[0].Node != 1 || plan.Cost >= 100_000 {
		t.Errorf("%+v at %d", plan.Picks, plan.Cost)
	}
}

// TestFaultsNameTheirField looks for the fields of what is wrong.
func TestFaultsNameTheirField(t *testing.T) {
	_, err := routing.Compile(routing.Policy{Split: -1, Rates: map[string]int64{"USD": 0}, Rules: []routing.Rule{{Name: "r", Then: routing.Then{Action: "do"}}}})
	var fields []string
	for _, f := range routing.Faults(err) {
		fields = append(fields, f.Field)
	}
	if want := []string{"split", "rates.USD", "rules[0].then.action"}; !reflect.DeepEqual(fields, want) {
		t.Errorf("%v, want %v: %v", fields, want, err)
	}
}

// TestDecideIsSolve makes the same plan with and without its grounds.
func TestDecideIsSolve(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 2))
	policy := plain()
	policy.Cards = []routing.RateCard{parcelCard()}
	compiled := compile(t, policy)
	var s routing.Solver
	for range 300 {
		p := realistic(r, 8)
		whole, short := s.Solve(p, compiled), s.Decide(p, compiled)
		if short.Why.Terms != whole.Why.Terms || short.Why.Sentence != "" || len(short.Why.Counterfactual) > 0 {
			t.Fatalf("%+v, with grounds %+v", short.Why, whole.Why)
		}
		short.Why, whole.Why = routing.Why{}, routing.Why{}
		if !reflect.DeepEqual(short, whole) {
			t.Fatalf("%+v, with grounds %+v", short, whole)
		}
	}
}

// BenchmarkRecord measures what keeping a decision adds to making it, and what
// a replay needs for each policy beside reading it.
func BenchmarkRecord(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 8))
	policy := plain()
	policy.Cards = []routing.RateCard{parcelCard()}
	compiled := compile(b, policy)
	var all [][]byte
	var records []routing.Record
	frame := routing.Frame{}
	for range 500 {
		p := realistic(r, 8)
		plan := routing.Choose(p, compiled)
		frame = routing.FrameOf(policy, p.Nodes)
		records = append(records, routing.Record{Ref: "ord_01kd3ht2yre1asz3dgf0ma94w5", Problem: *p, Picks: plan.Picks, Cost: plan.Cost})
		all = append(all, routing.AppendRecord(nil, &records[len(records)-1]))
	}
	b.Run("append", func(b *testing.B) {
		var buf []byte
		for i := 0; b.Loop(); i++ {
			buf = routing.AppendRecord(buf[:0], &records[i%len(records)])
		}
	})
	b.Run("read", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, _, err := routing.ReadRecord(all[i%len(all)], &frame); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read and solve", func(b *testing.B) {
		var s routing.Solver
		for i := 0; b.Loop(); i++ {
			rec, _, err := routing.ReadRecord(all[i%len(all)], &frame)
			if err != nil {
				b.Fatal(err)
			}
			s.Solve(&rec.Problem, compiled)
		}
	})
}
