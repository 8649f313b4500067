package routing_test

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/routing"
)

var (
	now    = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	soon   = now.Add(6 * time.Hour)
	later  = now.Add(100 * time.Hour)
	berlin = &routing.Place{Latitude: 52.52, Longitude: 13.40}
	leeds  = &routing.Place{Latitude: 53.80, Longitude: -1.55}
	denver = &routing.Place{Latitude: 39.74, Longitude: -104.99}
	munich = routing.Destination{Country: "DE", Postal: "80331", Place: &routing.Place{Latitude: 48.14, Longitude: 11.58}, Precision: routing.PrecisionAddress}
)

// plain is a policy by distance, splits and lateness alone.
func plain() routing.Policy {
	return routing.Policy{Currency: "EUR", PerKM: 100, Split: 5000, Late: routing.Late{Fixed: 1000}}
}

func compile(t testing.TB, p routing.Policy) *routing.Compiled {
	t.Helper()
	c, err := routing.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func problem(stock map[string][]int64, nodes []routing.Node, lines ...routing.Demand) *routing.Problem {
	p := &routing.Problem{Lines: lines, To: munich, Now: now, Nodes: nodes}
	seen := map[string]bool{}
	for _, l := range lines {
		if !seen[l.SKUID] {
			seen[l.SKUID] = true
			p.Items = append(p.Items, routing.Item{SKUID: l.SKUID, SKU: strings.ToUpper(l.SKUID), WeightGrams: 500, Have: stock[l.SKUID]})
		}
	}
	return p
}

func three() []routing.Node {
	return []routing.Node{{ID: "1", Code: "DEN", Country: "US", Place: denver, Dispatch: &soon}, {ID: "2", Code: "BER", Country: "DE", Place: berlin, Dispatch: &soon},
		{ID: "3", Code: "LDS", Country: "GB", Place: leeds, Dispatch: &soon}}
}

func TestDistance(t *testing.T) {
	if d := routing.DistanceKM(*berlin, *leeds); math.Abs(d-1010) > 15 {
		t.Errorf("Berlin to Leeds is %f km", d)
	}
	if d := routing.DistanceKM(routing.Place{Latitude: 90}, routing.Place{Latitude: -90}); math.Abs(d-20015) > 1 {
		t.Errorf("pole to pole is %f km", d)
	}
}

func TestChoose(t *testing.T) {
	closed := three()
	closed[1].Dispatch = &later
	c := compile(t, plain())
	for _, x := range []struct {
		name  string
		nodes []routing.Node
		stock map[string][]int64
		lines []routing.Demand
		want  []routing.Pick
		short int64
	}{
		{"nearest", three(), map[string][]int64{"a": {9, 9, 9}}, []routing.Demand{{1, "a", 2}}, []routing.Pick{{1, 1, "a", 2}}, 0},
		{"one that has all beats a nearer one", three(), map[string][]int64{"a": {9, 1, 0}}, []routing.Demand{{1, "a", 2}}, []routing.Pick{{0, 1, "a", 2}}, 0},
		{"closed for days loses", closed, map[string][]int64{"a": {0, 9, 9}}, []routing.Demand{{1, "a", 2}}, []routing.Pick{{2, 1, "a", 2}}, 0},
		{"closed is better than split", closed, map[string][]int64{"a": {1, 9, 1}}, []routing.Demand{{1, "a", 2}}, []routing.Pick{{1, 1, "a", 2}}, 0},
		{"two nearest", three(), map[string][]int64{"a": {5, 5, 5}, "b": {5, 0, 5}, "c": {0, 5, 0}}, []routing.Demand{{1, "a", 1}, {2, "b", 1}, {3, "c", 1}},
			[]routing.Pick{{1, 1, "a", 1}, {1, 3, "c", 1}, {2, 2, "b", 1}}, 0},
		{"short", three(), map[string][]int64{"a": {0, 1, 1}}, []routing.Demand{{1, "a", 5}}, []routing.Pick{{1, 1, "a", 1}, {2, 1, "a", 1}}, 3},
		{"two lines of one SKU share its stock", three(), map[string][]int64{"a": {0, 3, 0}}, []routing.Demand{{1, "a", 2}, {2, "a", 2}}, []routing.Pick{{1, 1, "a", 2}, {1, 2, "a", 1}}, 1},
		{"nothing anywhere", three(), map[string][]int64{"a": {0, 0, 0}}, []routing.Demand{{1, "a", 2}}, nil, 2},
		{"nothing asked", three(), nil, nil, nil, 0},
		{"no locations", nil, map[string][]int64{"a": {}}, []routing.Demand{{1, "a", 2}}, nil, 2},
	} {
		t.Run(x.name, func(t *testing.T) {
			plan := routing.Choose(problem(x.stock, x.nodes, x.lines...), c)
			if !reflect.DeepEqual(plan.Picks, x.want) {
				t.Fatalf("picks %v, want %v: %s", plan.Picks, x.want, plan.Why.Sentence)
			}
			var short int64
			for _, s := range plan.Short {
				short += s.Quantity
			}
			if short != x.short || !plan.Optimal || plan.Why.Terms.Total() != plan.Cost {
				t.Errorf("short %d, want %d; optimal %v; terms %+v of %d", short, x.short, plan.Optimal, plan.Why.Terms, plan.Cost)
			}
		})
	}
}

// TestManyNodesStayFast: a search that can't end says so, with a plan that holds.
func TestManyNodesStayFast(t *testing.T) {
	nodes := make([]routing.Node, 60)
	stock := map[string][]int64{"a": make([]int64, 60)}
	for i := range nodes {
		nodes[i] = routing.Node{ID: string(rune('0' + i)), Dispatch: &soon, Country: "DE", Place: &routing.Place{Latitude: 50, Longitude: float64(i)}}
		stock["a"][i] = int64(1 + i%7)
	}
	p := plain()
	p.Budget = 5_000
	p.Cards = []routing.RateCard{{Steps: []int64{700, 1700, 3100}, Zones: []routing.Zone{{UpToKM: 900, Prices: []int64{500, 600, 1100}}, {Prices: []int64{700, 1000, 1200}}}}}
	plan := routing.Choose(problem(stock, nodes, routing.Demand{Line: 1, SKUID: "a", Quantity: 40}), compile(t, p))
	if len(plan.Short) != 0 || plan.Optimal || plan.Bound <= 0 || plan.Bound > plan.Cost || plan.Why.GapPermille == nil || *plan.Why.GapPermille > 300 {
		t.Errorf("%s bound %d, cost %d", plan.Why.Sentence, plan.Bound, plan.Cost)
	}
	if len(plan.Why.Candidates) > 12 {
		t.Errorf("%d candidates are told", len(plan.Why.Candidates))
	}
}

func TestTiesGoByPriorityThenID(t *testing.T) {
	c := compile(t, routing.Policy{})
	nodes := []routing.Node{{ID: "c", Priority: 1, Dispatch: &soon}, {ID: "b", Priority: 1, Dispatch: &soon}, {ID: "a", Priority: 2, Dispatch: &soon}}
	plan := routing.Choose(problem(map[string][]int64{"a": {5, 5, 5}}, nodes, routing.Demand{Line: 1, SKUID: "a", Quantity: 1}), c)
	if plan.Picks[0].Node != 1 {
		t.Errorf("node %d was chosen", plan.Picks[0].Node)
	}
	balanced := problem(map[string][]int64{"a": {5, 5, 5}}, nodes, routing.Demand{Line: 1, SKUID: "a", Quantity: 1})
	balanced.Items[0].Opportunity = []int64{5, 10, 5}
	c = compile(t, routing.Policy{Handling: routing.Handling{Parcel: 10}})
	nodes[1].Handling = &routing.Handling{Parcel: 5} // its opening is cheaper, its unit dearer: the same in all
	nodes[0].Priority = 2
	if plan = routing.Choose(balanced, c); plan.Picks[0].Node != 1 {
		t.Errorf("node %d was chosen", plan.Picks[0].Node)
	}
	nodes[2].Priority = 0
	if plan = routing.Choose(balanced, c); plan.Picks[0].Node != 2 {
		t.Errorf("node %d was chosen", plan.Picks[0].Node)
	}
}

func TestRules(t *testing.T) {
	rule := func(then routing.Then) []routing.Rule { return []routing.Rule{{Name: "r", Then: then}} }
	value := int64(100_00)
	everywhere := map[string][]int64{"a": {9, 9, 9}, "b": {9, 0, 9}}
	one, two := []routing.Demand{{1, "a", 1}}, []routing.Demand{{1, "a", 1}, {2, "b", 1}}
	for _, x := range []struct {
		name  string
		rules []routing.Rule
		lines []routing.Demand
		want  string // codes that send
		short int64
	}{
		{"forbid", rule(routing.Then{Action: routing.Forbid, Locations: []string{"BER"}}), one, "LDS", 0},
		{"forbid for others", []routing.Rule{{Name: "r", When: routing.When{Countries: []string{"FR"}}, Then: routing.Then{Action: routing.Forbid, Locations: []string{"BER"}}}}, one, "BER", 0},
		{"forbid for one item", []routing.Rule{{Name: "r", When: routing.When{SKUs: []string{"A"}}, Then: routing.Then{Action: routing.Forbid, Locations: []string{"LDS"}}}}, two, "DEN", 0},
		{"forbid by value", []routing.Rule{{Name: "r", When: routing.When{MinValue: &value}, Then: routing.Then{Action: routing.Forbid, Groups: []string{"eu"}}}}, one, "BER", 0},
		{"require", rule(routing.Then{Action: routing.Require, Groups: []string{"far"}}), one, "DEN", 0},
		{"weight", rule(routing.Then{Action: routing.Weight, Locations: []string{"BER"}, Amount: 70}), one, "LDS", 0},
		{"priority list", rule(routing.Then{Action: routing.Prefer, By: routing.PriorityList, Locations: []string{"DEN", "BER"}}), one, "DEN", 0},
		{"group", rule(routing.Then{Action: routing.Prefer, By: routing.Group, Groups: []string{"far"}}), one, "DEN", 0},
		{"never split", []routing.Rule{{Name: "r", Then: routing.Then{Action: routing.NeverSplit}}, {Name: "no", When: routing.When{SKUs: []string{"B"}}, Then: routing.Then{Action: routing.Require, Locations: []string{"LDS"}}},
			{Name: "ab", When: routing.When{SKUs: []string{"A"}}, Then: routing.Then{Action: routing.Forbid, Locations: []string{"LDS"}}}}, two, "BER", 1},
		{"stay in market", rule(routing.Then{Action: routing.StayInMarket}), two, "BER", 1},
		{"cap of units", rule(routing.Then{Action: routing.Cap, Of: routing.CapUnits, Locations: []string{"BER", "LDS"}}), one, "DEN", 0},
		{"stop", []routing.Rule{{Name: "s", Then: routing.Then{Action: routing.NeverSplit}, Stop: true}, {Name: "f", Then: routing.Then{Action: routing.Forbid, Locations: []string{"BER"}}}}, one, "BER", 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := plain()
			p.Rules = x.rules
			p.PerKM = 10
			nodes := three()
			nodes[0].Groups, nodes[1].Groups = []string{"far"}, []string{"eu"}
			plan := routing.Choose(problem(everywhere, nodes, x.lines...), compile(t, p))
			var sends []string
			for _, c := range plan.Why.Candidates {
				if c.Chosen {
					sends = append(sends, c.Location)
				}
			}
			var short int64
			for _, s := range plan.Short {
				short += s.Quantity
			}
			if got := strings.Join(sends, " "); got != x.want || short != x.short {
				t.Errorf("%s sends, short %d: %s", got, short, plan.Why.Sentence)
			}
		})
	}
}

// TestWhy shows a counterfactual, and that it is true.
func TestWhy(t *testing.T) {
	c := compile(t, plain())
	p := problem(map[string][]int64{"a": {0, 1, 9}}, three(), routing.Demand{Line: 1, SKUID: "a", Quantity: 3})
	plan := routing.Choose(p, c)
	if len(plan.Why.Counterfactual) != 1 {
		t.Fatalf("%+v", plan.Why)
	}
	cf := plan.Why.Counterfactual[0]
	if cf.Sentence != "BER would have won with 2 more of A, 0.61 EUR cheaper." || !strings.HasPrefix(plan.Why.Sentence, "LDS sends everything for 1.11 EUR, proven best.") {
		t.Errorf("%q\n%q", cf.Sentence, plan.Why.Sentence)
	}
	p.Items[0].Have[1] += cf.Stock[0].Units
	if changed := routing.Choose(p, c); changed.Cost != plan.Cost-cf.Saves || changed.Picks[0].Node != 1 {
		t.Errorf("with the change: %s", changed.Why.Sentence)
	}
	full := p.Nodes[1]
	full.Orders = &routing.Load{Limit: 10, Held: 4, Confirmed: 6}
	p.Nodes[1] = full
	if plan = routing.Choose(p, c); plan.Picks[0].Node != 2 || plan.Why.Counterfactual[0].Sentence != "BER would have won with room for one more order that day, 0.61 EUR cheaper." {
		t.Errorf("%s", plan.Why.Sentence)
	}
	p.Nodes[1].Orders, p.Nodes[1].Dispatch = nil, &later
	if plan = routing.Choose(p, c); plan.Picks[0].Node != 2 || plan.Why.Counterfactual[0].Cutoff == nil || !plan.Why.Counterfactual[0].Cutoff.Equal(now.Add(routing.DefaultWithin)) {
		t.Errorf("%s", plan.Why.Sentence)
	}
}

// TestStored: what was stored as JSON is decided again as it was.
func TestStored(t *testing.T) {
	p := problem(map[string][]int64{"a": {5, 5, 5}, "b": {5, 0, 5}, "c": {0, 5, 0}}, three(), routing.Demand{1, "a", 1}, routing.Demand{2, "b", 1}, routing.Demand{3, "c", 1})
	policy := plain()
	policy.Rules = []routing.Rule{{Name: "no", When: routing.When{Countries: []string{"DE"}}, Then: routing.Then{Action: routing.Weight, Locations: []string{"DEN"}, Amount: 5}}}
	var again routing.Problem
	var policyAgain routing.Policy
	for from, to := range map[any]any{p: &again, &policy: &policyAgain} {
		text, err := json.Marshal(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, to); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := routing.Choose(p, compile(t, policy)), routing.Choose(&again, compile(t, policyAgain)); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestCompileTellsEveryFault(t *testing.T) {
	_, err := routing.Compile(routing.Policy{Split: -1, Markets: []routing.Market{{Name: "eu", Countries: []string{"DE"}}, {Name: "dach", Countries: []string{"DE"}}},
		Cards: []routing.RateCard{{Steps: []int64{5, 4}, Zones: []routing.Zone{{Prices: []int64{2}}}}}, Rules: []routing.Rule{{Name: "r", Then: routing.Then{Action: "do"}}}})
	for _, fault := range []string{"split must", "DE is in eu too", "steps[1]", "needs a price for each", `"do" is no action`} {
		if err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%v does not say %q", err, fault)
		}
	}
}
