package flow

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/routing"
)

// replayedOrders is what docs/routing.md has the time of.
const replayedOrders = 100_000

// BenchmarkReplay replays 100,000 decisions under two variants on SQLite, each
// of a transaction of its own, as shops have them that take orders one by one.
// Beside the seconds it reports how many times as long that takes as deciding
// alone does, each under all three policies, on all cores.
func BenchmarkReplay(b *testing.B) {
	s, err := store.Open(b.Context(), store.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	f, ctx := New(s, nil), store.WithCaller(b.Context(), store.Caller{Actor: "user:test", Origin: "test"})
	live, err := f.LiveRouting(ctx)
	if err != nil {
		b.Fatal(err)
	}
	now, err := read(ctx, f, func(tx *store.Tx) (routing.Policy, error) {
		table, err := rateTable(ctx, tx)
		if err != nil {
			return routing.Policy{}, err
		}
		p, _, err := livePolicy(ctx, tx, table)
		return p, err
	})
	if err != nil {
		b.Fatal(err)
	}
	one, split := live.Policy, live.Policy
	one.Rules = []routing.Rule{{Name: "one place", Then: routing.Then{Action: routing.Prefer, By: routing.AllInOne}}}
	split.Split = 100
	alone := history(b, f, now, []routing.Policy{now, one, split})
	in := RoutingReplayInput{Last: replayedOrders, Variants: []RoutingVariant{{Name: "one", Policy: &one}, {Name: "split", Policy: &split}}}
	for b.Loop() {
		r, err := f.StartRoutingReplay(ctx, in)
		if err == nil {
			err = f.runReplay(ctx, r.ID)
		}
		if err != nil {
			b.Fatal(err)
		}
		if r, err = f.RoutingReplay(ctx, r.ID); err != nil || r.Result == nil || r.Result.Decisions != replayedOrders || r.Result.Defects != 0 {
			b.Fatalf("%+v, %v", r, err)
		}
	}
	took := b.Elapsed() / time.Duration(b.N)
	b.ReportMetric(took.Seconds(), "s/replay")
	b.ReportMetric(float64(took)/(float64(alone)/float64(runtime.GOMAXPROCS(0))), "times-deciding")
}

// history keeps decisions at random, and returns how long all policies take to
// make them on one core.
func history(b *testing.B, f *Flow, policy routing.Policy, all []routing.Policy) (alone time.Duration) {
	b.Helper()
	var compiled []*routing.Compiled
	for _, p := range all {
		c, err := routing.Compile(priced(p, policy.Cards, policy.Currency))
		if err != nil {
			b.Fatal(err)
		}
		compiled = append(compiled, c)
	}
	r := rand.New(rand.NewPCG(3, 5))
	nodes := randomNodes(r)
	frame := store.RoutingFrame{ID: "frame", Frame: jsonOf(routing.FrameOf(policy, nodes))}
	var solver routing.Solver
	for part := range replayedOrders / 1_000 {
		err := f.store.Write(b.Context(), func(tx *store.Tx) error {
			if err := tx.SaveRoutingFrame(b.Context(), frame); err != nil {
				return err
			}
			for n := range 1_000 {
				p := randomProblem(r, nodes)
				start := time.Now()
				plan := solver.Decide(p, compiled[0])
				for _, c := range compiled[1:] {
					solver.Decide(p, c)
				}
				alone += time.Since(start)
				d := store.RoutingDecisions{FrameID: frame.ID, Decisions: 1, DecidedAt: p.Now, Records: seen(fmt.Sprintf("ord_%d", part*1_000+n), p, &plan)}
				if err := tx.AddRoutingDecisions(b.Context(), d); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return alone
}

func randomNodes(r *rand.Rand) (nodes []routing.Node) {
	for j := range 8 {
		at := routing.Place{Latitude: 40 + 15*r.Float64(), Longitude: -5 + 25*r.Float64()}
		nodes = append(nodes, routing.Node{ID: fmt.Sprint("loc_", j), Code: fmt.Sprint("L", j), Country: []string{"DE", "FR", "ES"}[j%3], Place: &at, Groups: []string{"warehouse"}})
	}
	return nodes
}

// randomProblem is an order of one to five lines, of which each location has
// about two in three.
func randomProblem(r *rand.Rand, nodes []routing.Node) *routing.Problem {
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	p := &routing.Problem{Now: now, Order: routing.Facts{Channel: "web", Value: 4900, Currency: "EUR"},
		To: routing.Destination{Country: "DE", Postal: "10115", Place: &routing.Place{Latitude: 48 + 5*r.Float64(), Longitude: 7 + 7*r.Float64()}}}
	for _, n := range nodes {
		at := now.Add(time.Duration(1+r.IntN(48)) * time.Hour)
		n.Dispatch, n.Orders = &at, &routing.Load{Limit: 500, Held: r.Int64N(490)}
		p.Nodes = append(p.Nodes, n)
	}
	for i := range 1 + r.IntN(5) {
		it := routing.Item{SKUID: fmt.Sprint("sku_", i), SKU: fmt.Sprint("S", i), WeightGrams: 50 + r.Int64N(1500)}
		for range nodes {
			it.Have = append(it.Have, max(0, r.Int64N(30)-10))
		}
		p.Items = append(p.Items, it)
		p.Lines = append(p.Lines, routing.Demand{Line: i + 1, SKUID: it.SKUID, Quantity: 1 + r.Int64N(3)})
	}
	return p
}
