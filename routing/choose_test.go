package routing_test

import (
	"math"
	"math/bits"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/routing"
)

var (
	now    = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	soon   = now.Add(6 * time.Hour)
	later  = now.Add(100 * time.Hour)
	berlin = &routing.Place{Latitude: 52.52, Longitude: 13.40}
	leeds  = &routing.Place{Latitude: 53.80, Longitude: -1.55}
	denver = &routing.Place{Latitude: 39.74, Longitude: -104.99}
)

func problem(stock map[string][]int64, nodes []routing.Node, lines ...routing.Demand) routing.Problem {
	return routing.Problem{Lines: lines, To: &routing.Place{Latitude: 48.14, Longitude: 11.58}, Now: now, Nodes: nodes,
		Available: func(sku string, node int) int64 { return stock[sku][node] }}
}

func three() []routing.Node {
	return []routing.Node{{ID: "1", Code: "DEN", Place: denver, Dispatch: &soon}, {ID: "2", Code: "BER", Place: berlin, Dispatch: &soon}, {ID: "3", Code: "LDS", Place: leeds, Dispatch: &soon}}
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
	} {
		t.Run(x.name, func(t *testing.T) {
			plan := routing.Choose(problem(x.stock, x.nodes, x.lines...))
			if len(plan.Picks) != len(x.want) {
				t.Fatalf("picks %v, want %v", plan.Picks, x.want)
			}
			for i := range x.want {
				if plan.Picks[i] != x.want[i] {
					t.Fatalf("picks %v, want %v", plan.Picks, x.want)
				}
			}
			var short int64
			for _, s := range plan.Short {
				short += s.Quantity
			}
			if short != x.short || !plan.Optimal {
				t.Errorf("short %d, want %d; optimal %v", short, x.short, plan.Optimal)
			}
		})
	}
}

// TestChooseIsSmallest compares with every subset of the nodes.
func TestChooseIsSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "nodes")
		nodes := make([]routing.Node, n)
		for i := range nodes {
			nodes[i] = routing.Node{ID: string(rune('a' + i)), Priority: int64(i), Dispatch: &soon,
				Place: &routing.Place{Latitude: rapid.Float64Range(-60, 60).Draw(t, "lat"), Longitude: rapid.Float64Range(-170, 170).Draw(t, "lng")}}
		}
		stock, lines := map[string][]int64{}, []routing.Demand{}
		for i := range rapid.IntRange(1, 4).Draw(t, "skus") {
			sku := string(rune('A' + i))
			stock[sku] = rapid.SliceOfN(rapid.Int64Range(0, 4), n, n).Draw(t, "stock")
			lines = append(lines, routing.Demand{Line: i + 1, SKUID: sku, Quantity: rapid.Int64Range(1, 8).Draw(t, "quantity")})
		}
		p := problem(stock, nodes, lines...)
		plan := routing.Choose(p)
		used, taken, filled := map[int]bool{}, map[string]int64{}, map[int]int64{}
		for _, k := range plan.Picks {
			used[k.Node] = true
			taken[k.SKUID+string(rune(k.Node))] += k.Quantity
			filled[k.Line] += k.Quantity
			if taken[k.SKUID+string(rune(k.Node))] > stock[k.SKUID][k.Node] {
				t.Fatalf("takes more than node %d has: %v", k.Node, plan.Picks)
			}
		}
		for _, s := range plan.Short {
			filled[s.Line] += s.Quantity
		}
		for _, l := range lines {
			if filled[l.Line] != l.Quantity {
				t.Fatalf("line %d: %d of %d units accounted for", l.Line, filled[l.Line], l.Quantity)
			}
		}
		for set := range 1 << n {
			if bits.OnesCount(uint(set)) < len(used) && serves(set, stock, lines, plan.Short) {
				t.Fatalf("%b is smaller than %v", set, used)
			}
		}
	})
}

func serves(set int, stock map[string][]int64, lines []routing.Demand, short []routing.Short) bool {
	for _, l := range lines {
		need := l.Quantity
		for _, s := range short {
			if s.Line == l.Line {
				need -= s.Quantity
			}
		}
		for node, have := range stock[l.SKUID] {
			if set&(1<<node) != 0 {
				need -= have
			}
		}
		if need > 0 {
			return false
		}
	}
	return true
}

func TestManyNodesStayFast(t *testing.T) {
	nodes := make([]routing.Node, 60)
	stock := map[string][]int64{"a": make([]int64, 60)}
	for i := range nodes {
		nodes[i] = routing.Node{ID: string(rune('0' + i)), Dispatch: &soon}
		stock["a"][i] = 1
	}
	plan := routing.Choose(problem(stock, nodes, routing.Demand{Line: 1, SKUID: "a", Quantity: 40}))
	if len(plan.Picks) != 40 || plan.Optimal || plan.Why.Sets > 20_000 {
		t.Errorf("%d picks, optimal %v, %d sets", len(plan.Picks), plan.Optimal, plan.Why.Sets)
	}
}

func BenchmarkChooseOneLine(b *testing.B) {
	p := problem(map[string][]int64{"a": {9, 9, 9}}, three(), routing.Demand{Line: 1, SKUID: "a", Quantity: 1})
	for b.Loop() {
		routing.Choose(p)
	}
}
