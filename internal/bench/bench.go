// Package bench measures a server on this machine beside its own limit: orders
// captured and allocated per second over HTTP, and the same rows written by
// set-based SQL alone in batches. Both are measured in one run, since machines
// are shared: the ratio says more than the figures.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// Options say what to measure.
type Options struct {
	Database string        // URL of an empty PostgreSQL database that may be filled; SQLite alone when empty
	Limit    string        // URL of a second one, for the limit
	Duration time.Duration // of each load; 5 s when zero
	SKUs     int           // 10,000 when zero
	Clients  []int         // 1, 32 and 256 when empty
}

func (o *Options) defaults() {
	if o.Duration == 0 {
		o.Duration = 5 * time.Second
	}
	if o.SKUs == 0 {
		o.SKUs = 10_000
	}
	if len(o.Clients) == 0 {
		o.Clients = []int{1, 32, 256}
	}
}

// Run measures and prints. Databases are filled and left behind: give it
// throwaway ones.
func Run(ctx context.Context, o Options, out io.Writer) error {
	o.defaults()
	fmt.Fprintf(out, "%s, %d cores, %s/%s; the load generator shares the machine; every commit is flushed\n", runtime.Version(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
	dir, err := os.MkdirTemp("", "switchyard-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	if err := o.one(ctx, "SQLite", filepath.Join(dir, "sqlite"), "", "", out); err != nil {
		return err
	}
	if o.Database == "" {
		fmt.Fprintln(out, "\nPostgreSQL was not measured: --database and --limit name no databases")
		return nil
	}
	if o.Limit == "" {
		return errors.New("bench: PostgreSQL needs a second empty database for the limit")
	}
	return o.one(ctx, "PostgreSQL", filepath.Join(dir, "postgres"), o.Database, o.Limit, out)
}

// one measures one database.
func (o *Options) one(ctx context.Context, name, dir, url, limitURL string, out io.Writer) error {
	for _, d := range []string{dir, dir + "-limit"} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "\n%s\n", name)
	limits := map[string]float64{}
	if err := o.limit(ctx, store.Options{Dir: dir + "-limit", URL: limitURL}, limits, out); err != nil {
		return err
	}
	s, err := start(ctx, dir, url)
	if err != nil {
		return err
	}
	defer s.stop()
	fmt.Fprintf(out, "  start %d ms (process to first answer), idle memory %s\n", s.startup.Milliseconds(), mebibytes(s.memory()))
	if err := s.seed(ctx, o.SKUs); err != nil {
		return err
	}
	fmt.Fprintf(out, "  %-22s %10s %8s %9s %9s %9s %9s\n", "over HTTP", "orders/s", "ratio", "p50 ms", "p99 ms", "refused", "memory")
	for _, t := range o.loads() {
		r, err := s.load(ctx, t, o.Duration, o.SKUs)
		if err != nil {
			return err
		}
		against := r.perSecond / limits[spread(t.hot)]
		fmt.Fprintf(out, "  %-22s %10.0f %7.0f%% %9.2f %9.2f %9d %9s\n", t, r.perSecond, against*100, r.percentile(50), r.percentile(99), r.refused, mebibytes(s.memory()))
	}
	return nil
}

// batchOrders is how many orders a request to the batch endpoint has.
const batchOrders = 500

// loads are the loads of one database: by clients, in batches, and all on one
// SKU.
func (o *Options) loads() (all []traffic) {
	for _, n := range o.Clients {
		all = append(all, traffic{clients: n})
	}
	all = append(all, traffic{clients: 4, batch: batchOrders})
	for _, n := range o.Clients {
		if n == 1 || n == slices.Max(o.Clients) {
			all = append(all, traffic{clients: n, hot: true})
		}
	}
	return all
}

func spread(hot bool) string {
	if hot {
		return "one hot SKU"
	}
	return "uniform"
}

// limitBatch is the size of a batch of the limit.
const limitBatch = 500

// limit runs set-based SQL alone for as long as one load.
func (o *Options) limit(ctx context.Context, so store.Options, into map[string]float64, out io.Writer) error {
	s, err := store.Open(ctx, so)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.SeedLimit(ctx, o.SKUs); err != nil {
		return err
	}
	from := 0
	for _, hot := range []bool{false, true} {
		skus := o.SKUs
		if hot {
			skus = 1
		}
		var took time.Duration
		batches := 0
		for took < o.Duration {
			d, err := s.Limit(ctx, store.LimitOptions{From: from, Batches: 4, Orders: limitBatch, SKUs: skus})
			if err != nil {
				return err
			}
			from, batches, took = from+4, batches+4, took+d
		}
		into[spread(hot)] = float64(batches*limitBatch) / took.Seconds()
		fmt.Fprintf(out, "  limit, %-15s %10.0f orders/s (set-based SQL alone, batches of %d, one writer)\n", spread(hot), into[spread(hot)], limitBatch)
	}
	return nil
}

func mebibytes(n int64) string {
	if n <= 0 {
		return "unknown"
	}
	return strings.TrimSpace(fmt.Sprintf("%6.0f MiB", float64(n)/(1<<20)))
}
