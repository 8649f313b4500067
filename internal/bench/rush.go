package bench

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"time"
)

// RushOptions say how to measure a rush.
type RushOptions struct {
	Database string        // URL of an empty PostgreSQL database that may be filled; SQLite when empty
	Duration time.Duration // of the rush; a minute when zero
}

// The demo's speeds: as it is left running, and ten times that.
const (
	usualSpeed = 60
	rushFactor = 10
)

// Rush plays the demo world, whose vendors are all connected over HTTP, as
// usual, ten times as fast, and as usual again, and prints how long the queue
// of jobs got meanwhile and how late its channels heard of stock.
func Rush(ctx context.Context, o RushOptions, out io.Writer) error {
	o.Duration = cmp.Or(o.Duration, time.Minute)
	dir, err := os.MkdirTemp("", "switchyard-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	s, err := startDemo(ctx, dir, o.Database)
	if err != nil {
		return err
	}
	defer s.stop()
	r := rush{server: s}
	fmt.Fprintln(out, "the demo world; waiting until its channels have heard of its past")
	if err := r.settle(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "  %-12s %9s %13s %12s %8s %9s %9s %9s\n", "", "orders/s", "jobs waiting", "longest s", "pushes", "p50 ms", "p95 ms", "max ms")
	for _, part := range []struct {
		name  string
		speed int
		time.Duration
	}{{"usual", usualSpeed, o.Duration / 2}, {"ten times", usualSpeed * rushFactor, o.Duration}, {"usual again", usualSpeed, o.Duration / 2}} {
		if err := r.play(ctx, part.name, part.speed, part.Duration, out); err != nil {
			return err
		}
	}
	return nil
}

// rush watches a demo.
type rush struct {
	*server
	seq int64 // of the last event that was read
}

// settle waits until what the past left to tell is told: nothing waited for
// longer than a moment, several times in a row.
func (r *rush) settle(ctx context.Context) error {
	calm := 0
	for range 600 {
		_, longest, err := r.waiting(ctx)
		if err != nil || calm == 5 {
			return err
		}
		if calm++; longest > time.Second {
			calm = 0
		}
		time.Sleep(time.Second)
	}
	return fmt.Errorf("bench: jobs still wait after ten minutes:\n%s", r.log.String())
}

// waiting are the jobs that could run by now, and for how long the first one
// could.
func (r *rush) waiting(ctx context.Context) (n int, longest time.Duration, err error) {
	var page struct {
		Items []struct {
			RunAt time.Time `json:"run_at"`
		} `json:"items"`
	}
	if _, err := r.call(ctx, http.MethodGet, "/api/v1/jobs?state=pending&limit=200", nil, &page); err != nil {
		return 0, 0, err
	}
	for _, j := range page.Items {
		if since := time.Since(j.RunAt); since > 0 {
			n, longest = n+1, max(longest, since)
		}
	}
	return n, longest, nil
}

// lags are how long channels took to confirm what was pushed to them since they
// were asked for last: from the change of stock, or from the first that could
// be told after it.
func (r *rush) lags(ctx context.Context) (all []time.Duration, err error) {
	for {
		var page struct {
			Items []struct {
				Seq  int64 `json:"seq"`
				Data struct {
					LagMS int64 `json:"lag_ms"`
				} `json:"data"`
			} `json:"items"`
		}
		if _, err := r.call(ctx, http.MethodGet, fmt.Sprintf("/api/v1/events?type=listing.pushed&limit=200&after=%d", r.seq), nil, &page); err != nil || len(page.Items) == 0 {
			return all, err
		}
		for _, e := range page.Items {
			r.seq, all = e.Seq, append(all, time.Duration(e.Data.LagMS)*time.Millisecond)
		}
	}
}

// orders counts what all channels have had.
func (r *rush) orders(ctx context.Context) (n int, err error) {
	var demo struct {
		Channels []struct {
			Orders int `json:"orders"`
		} `json:"channels"`
	}
	_, err = r.call(ctx, http.MethodGet, "/api/v1/demo", nil, &demo)
	for _, c := range demo.Channels {
		n += c.Orders
	}
	return n, err
}

func (r *rush) play(ctx context.Context, name string, speed int, d time.Duration, out io.Writer) error {
	switch status, err := r.call(ctx, http.MethodPatch, "/api/v1/demo", map[string]any{"speed": speed}, nil); {
	case err != nil:
		return err
	case status != http.StatusOK:
		return fmt.Errorf("bench: changing the demo's speed was answered with %d", status)
	}
	if _, err := r.lags(ctx); err != nil {
		return err
	}
	before, err := r.orders(ctx)
	if err != nil {
		return err
	}
	most, longest := 0, time.Duration(0)
	for began := time.Now(); time.Since(began) < d; time.Sleep(500 * time.Millisecond) {
		n, since, err := r.waiting(ctx)
		if err != nil {
			return err
		}
		most, longest = max(most, n), max(longest, since)
	}
	after, err := r.orders(ctx)
	if err != nil {
		return err
	}
	lags, err := r.lags(ctx)
	if err != nil {
		return err
	}
	slices.Sort(lags)
	l := result{latencies: lags}
	fmt.Fprintf(out, "  %-12s %9.1f %13d %12.1f %8d %9.0f %9.0f %9.0f\n", name, float64(after-before)/d.Seconds(), most, longest.Seconds(), len(lags),
		l.percentile(50), l.percentile(95), l.percentile(100))
	return nil
}
