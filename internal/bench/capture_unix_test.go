//go:build unix

package bench

import (
	"runtime/debug"
	"syscall"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
)

// BenchmarkCapture captures batches in this process and has the limit write as
// many orders, in turns, and tells the processor time of either, PostgreSQL's
// own not counted: on SQLite all there is. Profile it:
//
//	go test ./internal/bench -run - -bench Capture/SQLite -benchtime 60x -cpuprofile cpu.out
func BenchmarkCapture(b *testing.B) {
	for name, options := range map[string]func(testing.TB) store.Options{"SQLite": storetest.SQLite, "PostgreSQL": storetest.PostgreSQL} {
		b.Run(name, func(b *testing.B) { benchmarkCapture(b, open(b, options(b)), open(b, options(b))) })
	}
}

func benchmarkCapture(b *testing.B, s, limit *store.Store) {
	defer debug.SetGCPercent(debug.SetGCPercent(300)) // as the server has it
	f, sent, spent := flow.New(s, nil), 0, [2]time.Duration{}
	if _, err := f.CreateChannel(b.Context(), flow.ChannelInput{Code: "bench"}); err != nil {
		b.Fatal(err)
	}
	turn := func() {
		began := cpu(b)
		if err := captureAll(b, f, sent, batchOrders, benchSKUs); err != nil {
			b.Fatal(err)
		}
		between := cpu(b)
		if _, err := limit.Limit(b.Context(), store.LimitOptions{From: sent / batchOrders, Batches: 1, Orders: batchOrders, SKUs: benchSKUs}); err != nil {
			b.Fatal(err)
		}
		sent += batchOrders
		spent[0], spent[1] = spent[0]+between-began, spent[1]+cpu(b)-between
	}
	for range 10 {
		turn() // fills caches
	}
	sent0 := sent
	spent = [2]time.Duration{}
	b.ReportAllocs()
	for b.Loop() {
		turn()
	}
	orders := float64(sent - sent0)
	b.ReportMetric(float64(spent[0].Microseconds())/orders, "µs/order")
	b.ReportMetric(float64(spent[1].Microseconds())/orders, "µs/order-limit")
	if !s.Postgres() {
		b.ReportMetric(100*spent[1].Seconds()/spent[0].Seconds(), "%-of-limit")
	}
}

const benchSKUs = 10_000

func open(tb testing.TB, o store.Options) *store.Store {
	s, err := store.Open(tb.Context(), o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	if err := s.SeedLimit(tb.Context(), benchSKUs); err != nil {
		tb.Fatal(err)
	}
	return s
}

// cpu is the processor time of this process so far.
func cpu(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
