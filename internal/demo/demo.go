// Package demo is a small world around a real Switchyard: buyers who place
// orders, in a simulated shop that is connected like any other and on a web
// shop of its own, and the people of three locations who work them. It acts
// through the verbs that people and programs have, never past them, needs no
// network, follows from a seed, and goes on where it was after a restart:
// whose turn it is, is told from the facts and their age.
package demo

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/shopsim"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// Options describe the world. The zero value is a good one.
type Options struct {
	Seed  uint64
	Rate  float64 // orders an hour at midday, of both channels together; 60 when zero
	Speed float64 // hours of the demo in one of ours; 1 when zero
	Now   func() time.Time
	Log   *slog.Logger
}

// World is what the demo plays with.
type World struct {
	Flow        *flow.Flow
	Connections *flow.Connections
	// Callback is where this installation can be reached from this machine,
	// http://127.0.0.1:8080; webhooks go there. "" sends none: polls find all.
	Callback string
}

// Demo is one world. Close it when it is not needed any more.
type Demo struct {
	Options
	World
	shop   *shopsim.Shop
	server *http.Server
	addr   string

	began  time.Time
	web    stream
	shopat stream
	next   map[string]time.Time // when each of the hands looks again, in demo time
	second []secondThought
	// parcels are those on their way, by shipment; nil until they were looked up.
	parcels map[string]parcel
}

// New opens the simulated shop on a port of loopback.
func New(o Options) (*Demo, error) {
	if o.Rate == 0 {
		o.Rate = 60
	}
	if o.Speed == 0 {
		o.Speed = 1
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	d := &Demo{Options: o, next: map[string]time.Time{}}
	d.shop = shopsim.New(shopsim.Options{Domain: shopDomain, Token: shopToken, Secret: shopSecret, Currency: "EUR", Catalog: shelf(), Seed: o.Seed, Speed: o.Speed, Now: o.Now, Log: o.Log,
		// Some webhooks get lost, so that polling has something to find.
		Faults: shopsim.Faults{Lose: 0.05, Duplicate: 0.05, Reorder: 0.02}})
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	d.addr = l.Addr().String()
	d.server = &http.Server{Handler: d.shop, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := d.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			d.Log.Error("the simulated shop is gone", "error", err)
		}
	}()
	return d, nil
}

// Close closes the simulated shop.
func (d *Demo) Close() error { return d.server.Close() }

// Reroute says which vendor's host is played here; the host that makes
// connections needs it.
func (d *Demo) Reroute() map[string]*url.URL {
	return map[string]*url.URL{shopDomain: {Scheme: "http", Host: d.addr}}
}

// Run sets the shop up, where it isn't yet, and plays until ctx ends, which is
// no error. The queue and the consumers of the installation must run.
func (d *Demo) Run(ctx context.Context, w World) error {
	if err := d.Begin(ctx, w); err != nil {
		return notEnded(ctx, err)
	}
	for {
		if err := d.Step(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			d.Log.Warn("the demo stumbled and goes on", "error", err)
		}
		timer := time.NewTimer(d.pause())
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		}
	}
}

func notEnded(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return fmt.Errorf("demo: %w", err)
}

// Begin makes what the demo needs and finds where it was. Run does it by
// itself; tests call it.
func (d *Demo) Begin(ctx context.Context, w World) error {
	d.World, d.began = w, d.Now()
	if err := d.setUp(ctx); err != nil {
		return err
	}
	return d.resume(ctx)
}

// hand is one of those who act, each at its own pace.
type hand struct {
	name  string
	every time.Duration // of demo time
	does  func(context.Context) error
}

func (d *Demo) hands() []hand {
	return []hand{
		{"buyers", 0, d.buy},
		{"second thoughts", time.Minute, d.reconsider},
		{"desk", 2 * time.Minute, d.clear},
		{"supervisor", 10 * time.Minute, d.settle},
		{"release", time.Minute, d.release},
		{"pickers", time.Minute, d.pick},
		{"packers", time.Minute, d.packAndShip},
		{"carriers", 5 * time.Minute, d.carry},
		{"dock", 30 * time.Minute, d.replenish},
	}
}

// Step does all that is due now.
func (d *Demo) Step(ctx context.Context) error {
	now := d.time()
	for _, h := range d.hands() {
		if now.Before(d.next[h.name]) {
			continue
		}
		d.next[h.name] = now.Add(h.every)
		if err := h.does(flow.As(ctx, flow.Caller{Actor: "demo:" + h.name, Origin: "demo"})); err != nil {
			return fmt.Errorf("%s: %w", h.name, err)
		}
	}
	return nil
}

// time is the demo's own: it runs faster by Speed.
func (d *Demo) time() time.Time {
	now := d.Now()
	return d.began.Add(time.Duration(float64(now.Sub(d.began)) * d.Speed))
}

// pause is how long nothing is due: until the next buyer, and a demo minute at
// most, but never so short that the demo were busy with itself.
func (d *Demo) pause() time.Duration {
	now := d.time()
	wait := min(d.web.next.Sub(now), d.shopat.next.Sub(now), time.Minute)
	return min(max(time.Duration(float64(wait)/d.Speed), 200*time.Millisecond), 10*time.Second)
}

// past tells whether something that happened is at least so old, in demo time.
func (d *Demo) past(at time.Time, age time.Duration) bool { return d.age(at) >= age }

func (d *Demo) age(at time.Time) time.Duration {
	return time.Duration(float64(d.Now().Sub(at)) * d.Speed)
}

// luck is a source of chance that belongs to some names: the same at every
// start.
func (d *Demo) luck(names ...any) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprintln(h, names...)
	return rand.New(rand.NewPCG(d.Seed, h.Sum64())) //nolint:gosec // a game
}

// between is a time from low to high that belongs to some names.
func (d *Demo) between(low, high time.Duration, names ...any) time.Duration {
	return low + time.Duration(d.luck(names...).Float64()*float64(high-low))
}

// did tells whether something was done. A refusal is part of life: somebody
// else was faster, or a person must look; it is noted and passed over.
func (d *Demo) did(what string, err error) (bool, error) {
	if err == nil {
		return true, nil
	}
	if oms.CodeOf(err) == "" {
		return false, err
	}
	d.Log.Debug("refused", "what", what, "why", err)
	return false, nil
}
