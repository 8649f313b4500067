// Package demo is a small world around a real Switchyard: a brand with its
// shops, their buyers in many countries, the people of five locations, a
// payment gateway and a carrier. It acts through the verbs that people and
// programs have, never past them, needs no network, follows from a seed, tells
// itself a past when it is first started, and goes on where it was after a
// restart: whose turn it is, is told from the facts and their age.
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
	"slices"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/control"
	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/internal/demo/websim"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// Options describe the world. The zero value is a good one.
type Options struct {
	Seed  uint64
	Rate  float64       // orders an hour at midday, of all channels together; 7 when zero
	Speed float64       // hours of the demo in one of ours; 1 when zero
	Past  time.Duration // how much history a new world gets; none when zero
	Now   func() time.Time
	Log   *slog.Logger
	// Progress is told how much of the history there is, 0 to 1; it may be nil.
	Progress func(part float64)
}

// World is what the demo plays with.
type World struct {
	Flow        *flow.Flow
	Connections *flow.Connections
	// Callback is where this installation can be reached from this machine,
	// http://127.0.0.1:8080; webhooks go there. "" sends none: polls find all.
	// The headless shop hands its orders over there.
	Callback string
	// Token is what the headless shop authorizes itself with; "" for nothing.
	Token string
	// Work starts the queue and the consumers, once the past is told; fresh says
	// that it just was, so that its events are nobody's news. May be nil when
	// they run already.
	Work func(ctx context.Context, fresh bool) error
}

// Demo is one world. Close it when it is not needed any more.
type Demo struct {
	Options
	World
	flow    *flow.Flow // what acts go through: the past's while it is told
	catalog *catalog
	dearest []*ware
	people  people
	vendors []*seat
	web     *websim.Shop
	servers []*http.Server
	routes  map[string]*url.URL
	streams []*stream

	clock    *clock
	nextDock time.Time // when the shelves are looked through again, in demo time
	nextWalk time.Time // when the carts go on, in demo time
	agenda   *agenda
	done     map[string]done        // what was tried, by order
	back     map[string]*oms.Return // what is coming back, by order
	today    string                 // the day on which the shelves were last looked through

	mu     sync.Mutex // of what follows: other goroutines ask for it and change it
	sales  []flashSale
	rushed bool // a sale has begun, so that the next buyers come earlier
	faults sim.Faults
	part   float64          // of the history; 1 when it is told
	placed map[string]int64 // orders so far, by channel
}

// usual is what goes wrong all the time: some webhooks get lost, so that
// polling has something to find.
var usual = sim.Faults{Lose: 0.05, Duplicate: 0.05, Reorder: 0.02}

// New opens the simulated vendors on ports of loopback.
func New(o Options) (*Demo, error) {
	if o.Rate == 0 {
		o.Rate = 7
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
	d := &Demo{Options: o, catalog: newCatalog(), clock: newClock(o.Now, o.Speed), done: map[string]done{}, back: map[string]*oms.Return{},
		routes: map[string]*url.URL{}, streams: streams(), faults: usual, placed: map[string]int64{}}
	d.dearest = d.catalog.dearest(24)
	d.people = d.populate()
	d.vendors = []*seat{d.shopify(), d.amazon(), d.ebay()}
	for _, v := range append(slices.Clone(d.vendors), d.outlet()) {
		if err := d.open(v); err != nil {
			return nil, errors.Join(fmt.Errorf("demo: %w", err), d.Close())
		}
	}
	return d, nil
}

// open lets a vendor answer on a port of loopback.
func (d *Demo) open(v *seat) error {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	for _, host := range v.hosts {
		d.routes[host] = &url.URL{Scheme: "http", Host: l.Addr().String()}
	}
	server := &http.Server{Handler: v, ReadHeaderTimeout: 10 * time.Second}
	d.servers = append(d.servers, server)
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			d.Log.Error("a simulated vendor is gone", "vendor", v.name, "error", err)
		}
	}()
	return nil
}

// Close closes the simulated vendors.
func (d *Demo) Close() (err error) {
	for _, s := range d.servers {
		err = errors.Join(err, s.Close())
	}
	return err
}

// Reroute says which vendors' hosts are played here; the host that makes
// connections needs it.
func (d *Demo) Reroute() map[string]*url.URL { return d.routes }

// Run sets the brand up, where it isn't yet, tells its past and plays until
// ctx ends, which is no error.
func (d *Demo) Run(ctx context.Context, w World) error {
	if err := d.Begin(ctx, w); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("demo: %w", err)
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

// Begin makes what the demo needs, tells the past of a new world, and finds
// where an old one was. Run does it by itself; tests call it.
func (d *Demo) Begin(ctx context.Context, w World) error {
	d.World, d.flow = w, w.Flow
	d.web = websim.New(websim.Options{API: w.Callback, Token: w.Token, Seed: d.Seed, Faults: d.faults, Log: d.Log})
	some, err := d.flow.Orders(ctx, flow.OrderFilter{Limit: 1}, "")
	if err != nil {
		return err
	}
	begin, fresh := d.setUp, len(some.Items) == 0 && d.Past > 0
	if fresh {
		begin = d.tell
	}
	if err := begin(ctx); err != nil {
		return err
	}
	if d.Work != nil {
		if err := d.Work(ctx, fresh); err != nil {
			return err
		}
	}
	d.progress(1)
	if err := d.connect(ctx); err != nil {
		return err
	}
	d.clock.start()
	return d.resume(ctx)
}

// misbehave says what the shops do wrong from now on.
func (d *Demo) misbehave(f sim.Faults) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults = f
	for _, v := range d.vendors {
		v.Misbehave(f)
	}
	if d.web != nil {
		d.web.Misbehave(f)
	}
}

func (d *Demo) progress(part float64) {
	d.mu.Lock()
	d.part = part
	d.mu.Unlock()
	if d.Progress != nil {
		d.Progress(part)
	}
}

// Step does all that is due now.
func (d *Demo) Step(ctx context.Context) error {
	as := func(who string) context.Context { return by(ctx, who) }
	if err := d.buy(as("buyers")); err != nil {
		return fmt.Errorf("buyers: %w", err)
	}
	if err := d.agenda.work(ctx); err != nil {
		return err
	}
	now := d.clock.time()
	if !now.Before(d.nextWalk) {
		d.nextWalk = now.Add(nextWalk)
		if err := d.walk(as("pickers")); err != nil {
			return fmt.Errorf("pickers: %w", err)
		}
	}
	if now.Before(d.nextDock) {
		return nil
	}
	d.nextDock = now.Add(30 * time.Minute)
	_, err := d.dock(as("dock"), now)
	return err
}

// Actor is what the names of all begin with who act in the world.
const Actor = "demo:"

// by has somebody of the world act.
func by(ctx context.Context, who string) context.Context {
	return flow.As(ctx, flow.Caller{Actor: Actor + who, Origin: "demo"})
}

// pause is how long nothing is due: until the next buyer, and a demo minute at
// most, but never so short that the demo were busy with itself.
func (d *Demo) pause() time.Duration {
	speed, paused := d.clock.state()
	if paused {
		return time.Second
	}
	wait, now := time.Minute, d.clock.time()
	for _, s := range d.streams {
		wait = min(wait, s.next.Sub(now))
	}
	return min(max(time.Duration(float64(wait)/speed), 500*time.Millisecond), 10*time.Second)
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

// refused tells whether an error is a refusal, which is part of life: somebody
// else was faster, or a person must look.
func (d *Demo) refused(what string, err error) bool {
	if oms.CodeOf(err) == "" {
		return false
	}
	d.Log.Debug("refused", "what", what, "why", err)
	return true
}

var _ control.Control = (*Demo)(nil)
