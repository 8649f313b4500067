package routing_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/routing"
)

// TestEqualToBruteForce compares with every way to spread every unit, with all
// constraints in play.
func TestEqualToBruteForce(t *testing.T) {
	orders := 10_000
	if testing.Short() {
		orders = 1_000
	}
	var solver routing.Solver
	for seed := range uint64(orders) {
		r := rand.New(rand.NewPCG(seed, 1))
		p, policy := random(r)
		plan := solver.Solve(p, compile(t, policy))
		want := brute(p, &policy)
		got := outcome{prefer: preferred(p, &policy, plan), cost: plan.Cost}
		for _, s := range plan.Short {
			got.short += s.Quantity
		}
		if got != want || !plan.Optimal {
			t.Fatalf("seed %d: %+v, want %+v: %s\n%+v\n%+v", seed, got, want, plan.Why.Sentence, p, policy)
		}
		if plan.Why.Terms.Total() != plan.Cost {
			t.Fatalf("seed %d: terms %+v are not %d", seed, plan.Why.Terms, plan.Cost)
		}
		checkFeasible(t, seed, p, &plan)
	}
}

// TestBoundIsBelow ends the search early: what it says of the optimum holds.
func TestBoundIsBelow(t *testing.T) {
	early := 0
	for seed := range uint64(3_000) {
		r := rand.New(rand.NewPCG(seed, 2))
		p, policy := random(r)
		policy.Budget = 1 + r.IntN(8)
		plan := routing.Choose(p, compile(t, policy))
		checkFeasible(t, seed, p, &plan)
		want := brute(p, &policy)
		var short int64
		for _, s := range plan.Short {
			short += s.Quantity
		}
		if short == want.short && preferred(p, &policy, plan) == want.prefer && plan.Bound > want.cost {
			t.Fatalf("seed %d: the bound %d is above the optimum %d", seed, plan.Bound, want.cost)
		}
		if plan.Optimal && (short != want.short || plan.Cost != want.cost) {
			t.Fatalf("seed %d: %d is called optimal, the optimum is %d", seed, plan.Cost, want.cost)
		}
		if gap := plan.Why.GapPermille; gap != nil {
			early++
			if short == want.short && plan.Cost*1000 > want.cost*(1000+*gap) {
				t.Fatalf("seed %d: %d is not within %d permille of %d", seed, plan.Cost, *gap, want.cost)
			}
		}
	}
	if early < 100 {
		t.Errorf("only %d searches ended early with a gap", early)
	}
}

// TestCounterfactualsHold makes each change and decides again.
func TestCounterfactualsHold(t *testing.T) {
	tried := map[string]int{}
	for seed := range uint64(4_000) {
		r := rand.New(rand.NewPCG(seed, 3))
		p, policy := random(r)
		c := compile(t, policy)
		plan := routing.Choose(p, c)
		for _, cf := range plan.Why.Counterfactual {
			changed := *p
			changed.Nodes, changed.Items = slices.Clone(p.Nodes), slices.Clone(p.Items)
			j := slices.IndexFunc(p.Nodes, func(n routing.Node) bool { return n.Code == cf.Location })
			kind := "hand-over"
			for _, m := range cf.Stock {
				i := slices.IndexFunc(p.Items, func(i routing.Item) bool { return i.SKU == m.SKU })
				changed.Items[i].Have = slices.Clone(changed.Items[i].Have)
				changed.Items[i].Have[j] = max(0, changed.Items[i].Have[j]) + m.Units
				kind = "stock"
			}
			if cf.Capacity > 0 || cf.Orders {
				changed.Nodes[j].Orders, changed.Nodes[j].Units, kind = nil, nil, "capacity"
			}
			if cf.Cutoff != nil {
				changed.Nodes[j].Dispatch = cf.Cutoff
			}
			tried[kind]++
			after := routing.Choose(&changed, c)
			if !slices.ContainsFunc(after.Picks, func(k routing.Pick) bool { return k.Node == j }) {
				t.Fatalf("seed %d: %s, but then: %s", seed, cf.Sentence, after.Why.Sentence)
			}
			if len(after.Short) > 0 || cf.Fills == 0 && cf.Saves > 0 && preferred(p, &policy, plan) == preferred(p, &policy, after) && plan.Cost-after.Cost < cf.Saves {
				t.Fatalf("seed %d: %s, but then: %s", seed, cf.Sentence, after.Why.Sentence)
			}
		}
	}
	for _, kind := range []string{"hand-over", "stock", "capacity"} {
		if tried[kind] < 20 {
			t.Errorf("%d changes of %s were tried", tried[kind], kind)
		}
	}
}

// TestOrderOfNodesDoesNotMatter shuffles them.
func TestOrderOfNodesDoesNotMatter(t *testing.T) {
	for seed := range uint64(1_000) {
		r := rand.New(rand.NewPCG(seed, 4))
		p, policy := random(r)
		c := compile(t, policy)
		name := func(p *routing.Problem, plan routing.Plan) (out []string) {
			for _, k := range plan.Picks {
				out = append(out, fmt.Sprint(p.Nodes[k.Node].Code, k.Line, k.Quantity))
			}
			return out
		}
		first := routing.Choose(p, c)
		shuffled := *p
		shuffled.Nodes, shuffled.Items = make([]routing.Node, len(p.Nodes)), slices.Clone(p.Items)
		order := r.Perm(len(p.Nodes))
		for i := range p.Items {
			shuffled.Items[i].Have = make([]int64, len(p.Nodes))
			if p.Items[i].Opportunity != nil {
				shuffled.Items[i].Opportunity = make([]int64, len(p.Nodes))
			}
			if p.Items[i].Sold != nil {
				shuffled.Items[i].Sold = make([]int64, len(p.Nodes))
			}
		}
		for to, from := range order {
			shuffled.Nodes[to] = p.Nodes[from]
			for i := range p.Items {
				shuffled.Items[i].Have[to] = p.Items[i].Have[from]
				if p.Items[i].Opportunity != nil {
					shuffled.Items[i].Opportunity[to] = p.Items[i].Opportunity[from]
				}
				if p.Items[i].Sold != nil {
					shuffled.Items[i].Sold[to] = p.Items[i].Sold[from]
				}
			}
		}
		second := routing.Choose(&shuffled, c)
		if a, b := name(p, first), name(&shuffled, second); !reflect.DeepEqual(a, b) || first.Cost != second.Cost {
			t.Fatalf("seed %d: %v, shuffled %v", seed, a, b)
		}
	}
}

func checkFeasible(t *testing.T, seed uint64, p *routing.Problem, plan *routing.Plan) {
	t.Helper()
	taken, filled := map[[2]string]int64{}, map[int]int64{}
	for _, k := range plan.Picks {
		i := slices.IndexFunc(p.Items, func(i routing.Item) bool { return i.SKUID == k.SKUID })
		at := [2]string{p.Nodes[k.Node].ID, k.SKUID}
		taken[at] += k.Quantity
		filled[k.Line] += k.Quantity
		if k.Quantity <= 0 || taken[at] > p.Items[i].Have[k.Node] {
			t.Fatalf("seed %d: %v takes more than there is", seed, k)
		}
	}
	for _, s := range plan.Short {
		filled[s.Line] += s.Quantity
	}
	for _, l := range p.Lines {
		if filled[l.Line] != l.Quantity {
			t.Fatalf("seed %d: line %d: %d of %d units accounted for", seed, l.Line, filled[l.Line], l.Quantity)
		}
	}
}

// random makes a small order with every kind of constraint and cost.
func random(r *rand.Rand) (*routing.Problem, routing.Policy) {
	some := func(chance float64) bool { return r.Float64() < chance }
	countries := []string{"DE", "FR", "US"}
	policy := routing.Policy{Currency: "EUR", Handling: routing.Handling{Parcel: r.Int64N(100), Line: r.Int64N(40), Unit: r.Int64N(20)}, PerKM: r.Int64N(200), Split: r.Int64N(400) * r.Int64N(2),
		Late: routing.Late{Fixed: r.Int64N(500), PerDay: r.Int64N(100)}, LastUnit: r.Int64N(300) * r.Int64N(2), Markets: []routing.Market{{Name: "eu", Countries: []string{"DE", "FR"}}}}
	if some(.3) {
		policy.Carbon = routing.Carbon{GramsPerParcel: r.Int64N(500), GramsPerTonneKM: r.Int64N(500), PricePerTonne: 1 + r.Int64N(100_000)}
	}
	policy.NeverSplit = some(.05)
	if some(.15) {
		policy.SplitBelow = 500
	}
	if some(.2) {
		policy.Balance = routing.Balance{Unit: 1 + r.Int64N(400), Days: r.Int64N(30)}
	}
	policy.Services, policy.Rates = map[string]string{"Next day": "express"}, map[string]int64{"USD": 500_000}
	if some(.15) {
		policy.MaxParcels = 1 + r.Int64N(3)
	}
	for k := range r.IntN(3) {
		card := routing.RateCard{Name: fmt.Sprint("card", k), Divisor: 5000 * r.Int64N(2)}
		if some(.2) {
			card.Services, card.Any = []string{"express"}, some(.3)
		}
		if some(.3) {
			card.Fuel, card.Surcharge = r.Int64N(300), r.Int64N(60)
		}
		for up := int64(0); len(card.Steps) < 1+r.IntN(5); {
			up += 200 + r.Int64N(1500)
			card.Steps = append(card.Steps, up)
		}
		for z := range 1 + r.IntN(2) {
			zone := routing.Zone{Name: fmt.Sprint("z", z), Days: r.Int64N(4), Domestic: some(.2)}
			if some(.3) {
				zone.UpToKM = 1 + r.Int64N(6000)
			}
			if some(.2) {
				zone.From, zone.To = []string{"DE", "FR"}, []string{"FR", "DE"}
			}
			for price, i := int64(0), 0; i < len(card.Steps); i++ {
				price += r.Int64N(500)
				zone.Prices = append(zone.Prices, price)
			}
			card.Zones = append(card.Zones, zone)
		}
		policy.Cards = append(policy.Cards, card)
	}
	p := &routing.Problem{Now: now, Order: routing.Facts{Channel: []string{"web", "shop"}[r.IntN(2)], Service: []string{"", "express", "Next day"}[r.IntN(3)], Value: r.Int64N(1000), Currency: []string{"", "EUR", "USD", "JPY"}[r.IntN(4)]},
		To: routing.Destination{Country: countries[r.IntN(3)], Region: []string{"", "CA", "BY"}[r.IntN(3)], Postal: []string{"10115", "80331"}[r.IntN(2)], Place: &routing.Place{Latitude: 50, Longitude: float64(r.IntN(50))}}}
	if some(.5) {
		p.Order.CustomerTags = []string{"vip"}
	}
	if some(.5) {
		p.Order.Attributes = map[string]string{"gift": []string{"true", "false"}[r.IntN(2)]}
	}
	if some(.05) {
		p.To.Place = nil
	}
	if some(.5) {
		promise := now.Add(time.Duration(r.IntN(120)) * time.Hour)
		p.Promise = &promise
	}
	for j := range 1 + r.IntN(4) {
		n := routing.Node{ID: fmt.Sprint("id", 9-j), Code: fmt.Sprint("L", j), Country: countries[r.IntN(3)], Place: &routing.Place{Latitude: 45, Longitude: float64(r.IntN(50))},
			Groups: []string{[]string{"north", "south"}[r.IntN(2)]}, Priority: r.Int64N(2), Domestic: some(.1)}
		if some(.9) {
			at := now.Add(time.Duration(r.IntN(150)) * time.Hour)
			n.Dispatch = &at
		}
		if some(.05) {
			n.Place = nil
		}
		if some(.1) {
			n.Zone = []string{"z0", "z1"}[r.IntN(2)]
		}
		if some(.05) {
			n.Excluded = "rejected the order"
		}
		if some(.1) {
			n.Channels = []string{"web"}
		}
		if some(.6) {
			n.Allows = []string{"hazmat"}
		}
		if some(.2) {
			n.Orders = &routing.Load{Limit: 3, Held: r.Int64N(3), Confirmed: r.Int64N(3)}
		}
		if some(.3) {
			n.Units = &routing.Load{Limit: 5, Held: r.Int64N(3), Confirmed: r.Int64N(4)}
		}
		if some(.2) {
			n.Handling = &routing.Handling{Parcel: r.Int64N(100), Line: r.Int64N(40), Unit: r.Int64N(20)}
		}
		p.Nodes = append(p.Nodes, n)
	}
	for i := range 1 + r.IntN(3) {
		it := routing.Item{SKUID: fmt.Sprint("sku", i), SKU: fmt.Sprint("S", i), Category: []string{"food", "toys"}[r.IntN(2)], WeightGrams: r.Int64N(900), VolumeMM3: r.Int64N(6_000_000), Domestic: some(.05)}
		if some(.1) {
			it.Needs = []string{"hazmat"}
		}
		if some(.5) {
			it.Tags = []string{"fragile"}
		}
		for range p.Nodes {
			if i != 1 {
				it.Sold = append(it.Sold, r.Int64N(20))
			}
			it.Have = append(it.Have, r.Int64N(4)-r.Int64N(2))
			if i == 0 && some(.5) {
				it.Opportunity = append(it.Opportunity, r.Int64N(200))
			}
		}
		if len(it.Opportunity) != len(it.Have) {
			it.Opportunity = nil
		}
		p.Items = append(p.Items, it)
		for range 1 + r.IntN(2)/(1+i) {
			p.Lines = append(p.Lines, routing.Demand{Line: len(p.Lines) + 1, SKUID: it.SKUID, Quantity: 1 + r.Int64N(2)})
		}
	}
	policy.Rules = randomRules(r, some)
	return p, policy
}

func randomRules(r *rand.Rand, some func(float64) bool) (rules []routing.Rule) {
	codes := func() []string { return []string{fmt.Sprint("L", r.IntN(4))} }
	thens := []func() routing.Then{
		func() routing.Then { return routing.Then{Action: routing.Forbid, Locations: codes()} },
		func() routing.Then {
			return routing.Then{Action: routing.Require, Groups: []string{"north"}, Locations: codes()}
		},
		func() routing.Then {
			return routing.Then{Action: routing.Weight, Locations: codes(), Amount: 1 + r.Int64N(300)}
		},
		func() routing.Then {
			return routing.Then{Action: routing.Cap, Of: routing.CapLocations, Limit: 1 + r.Int64N(2)}
		},
		func() routing.Then {
			return routing.Then{Action: routing.Cap, Of: routing.CapParcels, Limit: 1 + r.Int64N(3)}
		},
		func() routing.Then {
			return routing.Then{Action: routing.Cap, Of: routing.CapUnits, Limit: r.Int64N(3), Locations: codes()}
		},
		func() routing.Then { return routing.Then{Action: routing.NeverSplit} },
		func() routing.Then { return routing.Then{Action: routing.StayInMarket} },
		func() routing.Then { return routing.Then{Action: routing.Prefer, By: routing.Nearest} },
		func() routing.Then { return routing.Then{Action: routing.Prefer, By: routing.Fastest} },
		func() routing.Then { return routing.Then{Action: routing.Prefer, By: routing.AllInOne} },
		func() routing.Then {
			return routing.Then{Action: routing.Prefer, By: routing.PriorityList, Locations: codes()}
		},
		func() routing.Then {
			return routing.Then{Action: routing.Prefer, By: routing.Group, Groups: []string{"south"}}
		},
	}
	for k := range r.IntN(4) {
		rule := routing.Rule{Name: fmt.Sprint("rule", k), Then: thens[r.IntN(len(thens))](), Stop: some(.1), Off: some(.05)}
		if some(.4) {
			rule.When.Categories = []string{"food"}
		}
		randomWhen(r, some, &rule.When)
		rules = append(rules, rule)
	}
	return rules
}

// randomWhen narrows a condition by some of all that an order can be asked.
func randomWhen(r *rand.Rand, some func(float64) bool, w *routing.When) {
	number := func(most int64) *int64 { n := r.Int64N(most); return &n }
	if some(.2) {
		w.Channels = []string{"web"}
	}
	if some(.1) {
		w.Countries = []string{"DE", "US"}
	}
	for _, narrow := range []func(){
		func() { w.Regions = []string{"US-CA", "BY"} },
		func() { w.Postal = []string{"10"} },
		func() { w.SKUs = []string{"S0", "S2"} },
		func() { w.Tags = []string{"fragile"} },
		func() { w.CustomerTags = []string{"vip"} },
		func() { w.Services = []string{"express"} },
		func() { w.MinValue = number(600) },
		func() { w.MaxValue = number(1000) },
		func() { w.MinWeight = number(1500) },
		func() { w.MaxWeight = number(4000) },
		func() { w.Attributes = map[string][]string{"gift": {"true"}} },
		func() { w.Attributes = map[string][]string{"gift": {}} },
	} {
		if some(.04) {
			narrow()
		}
	}
}

// TestEveryConstraintIsInPlay takes each constraint out of random orders: none
// is there without ever deciding a plan.
func TestEveryConstraintIsInPlay(t *testing.T) {
	rules := func(drop func(routing.Then) bool) func(*routing.Problem, *routing.Policy) {
		return func(_ *routing.Problem, policy *routing.Policy) {
			policy.Rules = slices.DeleteFunc(policy.Rules, func(r routing.Rule) bool { return drop(r.Then) })
		}
	}
	action := func(a routing.Action) func(*routing.Problem, *routing.Policy) {
		return rules(func(then routing.Then) bool { return then.Action == a })
	}
	capOf := func(of routing.CapOf) func(*routing.Problem, *routing.Policy) {
		return rules(func(then routing.Then) bool { return then.Of == of })
	}
	nodes := func(change func(*routing.Node)) func(*routing.Problem, *routing.Policy) {
		return func(p *routing.Problem, _ *routing.Policy) {
			for j := range p.Nodes {
				change(&p.Nodes[j])
			}
		}
	}
	items := func(change func(*routing.Item)) func(*routing.Problem, *routing.Policy) {
		return func(p *routing.Problem, _ *routing.Policy) {
			for i := range p.Items {
				change(&p.Items[i])
			}
		}
	}
	tomorrow := now.Add(24 * time.Hour)
	var solver routing.Solver
	with := make([]routing.Plan, 1_500)
	for seed := range with {
		p, policy := random(rand.New(rand.NewPCG(uint64(seed), 1)))
		with[seed] = solver.Decide(p, compile(t, policy))
	}
	for name, relax := range map[string]func(*routing.Problem, *routing.Policy){
		"orders a day":     nodes(func(n *routing.Node) { n.Orders = nil }),
		"units a day":      nodes(func(n *routing.Node) { n.Units = nil }),
		"calendar":         nodes(func(n *routing.Node) { n.Dispatch = &tomorrow }),
		"excluded":         nodes(func(n *routing.Node) { n.Excluded = "" }),
		"channel":          nodes(func(n *routing.Node) { n.Channels = nil }),
		"domestic place":   nodes(func(n *routing.Node) { n.Domestic = false }),
		"zone chart":       nodes(func(n *routing.Node) { n.Zone = "" }),
		"own handling":     nodes(func(n *routing.Node) { n.Handling = nil }),
		"hazmat":           items(func(i *routing.Item) { i.Needs = nil }),
		"domestic item":    items(func(i *routing.Item) { i.Domestic = false }),
		"sales":            items(func(i *routing.Item) { i.Sold = nil }),
		"promise":          func(p *routing.Problem, _ *routing.Policy) { p.Promise = nil },
		"forbid":           action(routing.Forbid),
		"require":          action(routing.Require),
		"weight":           action(routing.Weight),
		"prefer":           action(routing.Prefer),
		"never split":      action(routing.NeverSplit),
		"stay in market":   action(routing.StayInMarket),
		"cap of locations": capOf(routing.CapLocations),
		"cap of parcels":   capOf(routing.CapParcels),
		"cap of units":     capOf(routing.CapUnits),
		"groups":           rules(func(then routing.Then) bool { return then.Groups != nil }),
		"split threshold":  func(_ *routing.Problem, policy *routing.Policy) { policy.SplitBelow = 0 },
		"never split any":  func(_ *routing.Problem, policy *routing.Policy) { policy.NeverSplit = false },
		"parcels":          func(_ *routing.Problem, policy *routing.Policy) { policy.MaxParcels = 0 },
		"methods":          func(_ *routing.Problem, policy *routing.Policy) { policy.Services = nil },
		"currencies":       func(_ *routing.Problem, policy *routing.Policy) { policy.Rates = nil },
		"markets":          func(_ *routing.Problem, policy *routing.Policy) { policy.Markets = nil },
	} {
		t.Run(name, func(t *testing.T) {
			decided := 0
			for seed := range with {
				p, policy := random(rand.New(rand.NewPCG(uint64(seed), 1)))
				relax(p, &policy)
				if without := solver.Decide(p, compile(t, policy)); with[seed].Cost != without.Cost || !reflect.DeepEqual(with[seed].Picks, without.Picks) {
					decided++
				}
			}
			if decided < 3 {
				t.Errorf("it decides %d of %d plans", decided, len(with))
			}
		})
	}
}
