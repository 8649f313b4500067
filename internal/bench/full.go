package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// FullOptions say how to compare capture into a full database with capture into
// an empty one.
type FullOptions struct {
	Database string        // URL of an empty PostgreSQL database that may be filled; SQLite when empty
	Empty    string        // URL of a second one that stays empty
	Orders   int           // in the full one; a million when zero
	SKUs     int           // 10,000 when zero
	Clients  int           // 256 when zero
	Rounds   int           // 5 when zero
	Duration time.Duration // of each load; 5 s when zero
}

// Full prints how many orders a second are captured into a database that has
// many and into one that has hardly any, in turns, for machines are shared: the
// ratio of each turn says more than the figures.
func Full(ctx context.Context, o FullOptions, out io.Writer) error {
	for _, d := range []struct {
		into *int
		to   int
	}{{&o.Orders, 1_000_000}, {&o.SKUs, 10_000}, {&o.Clients, 256}, {&o.Rounds, 5}} {
		if *d.into == 0 {
			*d.into = d.to
		}
	}
	if o.Duration == 0 {
		o.Duration = 5 * time.Second
	}
	dir, err := os.MkdirTemp("", "switchyard-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	empty, err := o.server(ctx, filepath.Join(dir, "empty"), o.Empty)
	if err != nil {
		return err
	}
	defer func() { empty.stop() }()
	full, err := o.server(ctx, filepath.Join(dir, "full"), o.Database)
	if err != nil {
		return err
	}
	defer func() { full.stop() }()
	full.stop()
	if err := fill(ctx, store.Options{URL: o.Database, Dir: filepath.Join(dir, "full")}, o.Orders, o.SKUs, out); err != nil {
		return err
	}
	if err := full.again(ctx); err != nil {
		return err
	}
	return o.turns(ctx, empty, full, out)
}

func (o FullOptions) server(ctx context.Context, dir, database string) (*server, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	s, err := start(ctx, dir, database)
	if err != nil {
		return nil, err
	}
	return s, s.seed(ctx, o.SKUs)
}

func (o FullOptions) turns(ctx context.Context, empty, full *server, out io.Writer) error {
	t := traffic{clients: o.Clients}
	fmt.Fprintf(out, "  %-22s %14s %14s %8s\n", t, "empty, orders/s", "full, orders/s", "ratio")
	var sums [2]float64
	for n := range o.Rounds + 1 {
		var got [2]float64
		for i, s := range []*server{empty, full} {
			r, err := s.load(ctx, t, o.Duration, o.SKUs)
			if err != nil {
				return err
			}
			got[i] = r.perSecond
		}
		if n == 0 {
			continue // the first turn fills caches
		}
		sums[0], sums[1] = sums[0]+got[0], sums[1]+got[1]
		fmt.Fprintf(out, "  turn %-17d %14.0f %14.0f %7.0f%%\n", n, got[0], got[1], 100*got[1]/got[0])
	}
	fmt.Fprintf(out, "  %-22s %14.0f %14.0f %7.0f%%\n", "all", sums[0]/float64(o.Rounds), sums[1]/float64(o.Rounds), 100*sums[1]/sums[0])
	return nil
}
