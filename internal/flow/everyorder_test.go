package flow

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

var everyCrash = flag.Bool("every.crash", false, "try every order of three commands with a crash at each step")

// TestEveryOrderOfThree explores a small scope completely: a SKU at two
// locations with an order waiting to be changed, another being picked, a
// reservation and a transfer on its way; then any three of nine commands in any
// order, and in each of these a crash at any step, before the commit or after
// it, with the command sent again as its caller would. Every command is one
// transaction, so these are all the interleavings there are. After each step
// no unit is promised twice and every law holds; and however it crashed, the
// end is the same as without a crash. Each order has one of the crashes in turn;
// with -every.crash it has all.
func TestEveryOrderOfThree(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		commands := (&scope{}).commands()
		crashes := []crash{{step: -1}}
		for step := range 3 {
			crashes = append(crashes, crash{step, false}, crash{step, true})
		}
		tried := 0
		for i := range commands {
			for j := range commands {
				for k := range commands {
					if i == j || j == k || i == k {
						continue
					}
					if testing.Short() && (i+j*5+k*11)%20 != 0 {
						continue
					}
					some := crashes
					if !*everyCrash {
						some = []crash{crashes[0], crashes[1+(i+j*3+k*5)%6]}
					}
					var clean string
					for _, c := range some {
						tried++
						got, path := explore(w, tried, []int{i, j, k}, c)
						if t.Failed() {
							t.Fatalf("%s\n%s", path, got)
						}
						if c.step < 0 {
							clean = got
						} else if got != clean {
							t.Fatalf("%s ends as\n%s\nand without the crash as\n%s", path, got, clean)
						}
					}
				}
			}
		}
		t.Logf("%d histories", tried)
	})
}

// crash is when a command is cut off: before its commit, so that nothing of it
// is kept, or after it, so that its answer is lost.
type crash struct {
	step  int
	after bool
}

var errCrash = errors.New("the process is gone")

// scope is the small world that three commands act on.
type scope struct {
	*world
	sku      string
	transfer string
	edited   string // the order to be changed
	picked   string // the order being picked
	orders   map[string]string
	reserved []string // everything ever reserved
}

type scopeCommand struct {
	name string
	do   func(context.Context) error
}

// explore plays three commands in a scope of their own and returns how it
// ended, and what was done in words.
func explore(w *world, n int, order []int, c crash) (end, path string) {
	s := newScope(w, n)
	commands := s.commands()
	var names []string
	for step, i := range order {
		command := commands[i]
		names = append(names, command.name)
		if step == c.step {
			names = append(names, map[bool]string{false: "crash before its commit", true: "crash after its commit"}[c.after])
			s.crash(fmt.Sprintf("%d-%d", n, step), command, c.after)
		} else {
			s.allow(command.name, command.do(w.ctx))
		}
		s.check()
		if w.t.Failed() {
			return s.digest(), strings.Join(names, ", ")
		}
	}
	if _, err := w.AllocateWaiting(w.ctx, []string{"sku_" + s.sku}); err != nil {
		w.t.Error(err)
	}
	s.check()
	return s.digest(), strings.Join(names, ", ")
}

func newScope(w *world, n int) *scope {
	s := &scope{world: w, sku: fmt.Sprintf("X%d", n), orders: map[string]string{}}
	s.world.sku(s.sku, "backorder", "BER", 4, "LON", 2)
	s.edited = s.place("edited", 1)
	s.picked = s.place("picked", 1)
	if _, err := w.ReleaseOrder(w.ctx, s.picked); err != nil {
		w.t.Fatal(err)
	}
	if err := s.reserve(w.ctx, 1, 60); err != nil {
		w.t.Fatal(err)
	}
	tr, err := w.CreateTransfer(w.ctx, TransferInput{From: "LON", To: "BER", Items: []TransferLine{{SKU: s.sku, Quantity: 1}}})
	if err != nil {
		w.t.Fatal(err)
	}
	s.transfer = tr.ID
	return s
}

func (s *scope) place(name string, units int) string {
	s.orders[name] = s.capture(s.sku+"-"+name, s.sku, units).ID
	return s.orders[name]
}

func (s *scope) reserve(ctx context.Context, units, seconds int64) error {
	r, err := s.Reserve(ctx, ReservationInput{Reference: s.sku, TTLSeconds: seconds, Items: []ReservationLine{{s.sku, units}}})
	if err == nil {
		s.reserved = append(s.reserved, r.ID)
	}
	return err
}

// commands are what three are taken of. Their order is part of the test.
func (s *scope) commands() []scopeCommand {
	buy := func(name string, units int) scopeCommand {
		return scopeCommand{"capture " + name, func(ctx context.Context) error {
			r := s.Capture(ctx, s.order(s.sku+"-"+name, s.sku, units))
			if r.Err == nil {
				s.orders[name] = r.Order.ID
			}
			return r.Err
		}}
	}
	return []scopeCommand{
		buy("of two", 2), buy("of three", 3),
		{"reserve two", func(ctx context.Context) error { return s.reserve(ctx, 2, 3600) }},
		{"let the reservation expire", func(ctx context.Context) error {
			s.now = s.now.Add(2 * time.Minute)
			_, err := s.ExpireReservations(ctx, 1000)
			return err
		}},
		{"cancel", func(ctx context.Context) error { return only(s.CancelOrder(ctx, s.edited, CancelInput{})) }},
		{"edit to three", func(ctx context.Context) error {
			return only(s.EditOrder(ctx, s.edited, EditInput{Lines: []oms.LineQuantity{{Line: 1, Quantity: 3}}}))
		}},
		{"pick short", func(ctx context.Context) error {
			o := s.order2(s.picked)
			return only(s.Pick(ctx, o.FulfillmentOrders[0].ID, PickInput{[]oms.PickItem{{Line: 1, Short: 1}}}))
		}},
		{"send a unit away", func(ctx context.Context) error {
			return only(s.CreateTransfer(ctx, TransferInput{From: "BER", To: "LON", Items: []TransferLine{{SKU: s.sku, Quantity: 1}}, Reference: s.sku}))
		}},
		{"receive the transfer", func(ctx context.Context) error { return only(s.ReceiveTransfer(ctx, s.transfer, ReceiptInput{})) }},
	}
}

// crash cuts a command off and sends it again under the same key.
func (s *scope) crash(key string, command scopeCommand, after bool) {
	gone := !after
	k := &store.Keyed{Scope: "test", Key: key, Hash: []byte(command.name), Render: func(any) (int, []byte, error) {
		if gone {
			return 0, nil, errCrash
		}
		return 200, []byte("{}"), nil
	}}
	ctx := store.WithKeyed(s.ctx, k)
	if after {
		s.allow(command.name, command.do(ctx))
	} else if err := command.do(ctx); err != nil && !errors.Is(err, errCrash) {
		s.allow(command.name, err)
	}
	s.check()
	gone = false
	var replay *store.Replay
	if err := command.do(ctx); !errors.As(err, &replay) {
		s.allow(command.name, err)
	}
}

// allow passes over refusals, which are answers: no stock left, nothing to
// cancel any more.
func (s *scope) allow(name string, err error) {
	var refused *oms.Error
	if err != nil && !errors.As(err, &refused) {
		s.t.Errorf("%s: %v", name, err)
	}
}

// check looks for a unit that is promised twice and for any broken law.
func (s *scope) check() {
	held := map[string]int64{}
	for _, id := range s.orders {
		for _, f := range s.stored(id).FulfillmentOrders {
			for _, a := range f.Items {
				if a.Status == oms.AllocationActive || a.Status == oms.AllocationReleased {
					held[f.Location] += a.Held()
				}
			}
		}
	}
	for _, r := range s.claims() {
		for _, it := range r.Items {
			held["reserved at "+it.LocationID] += it.Quantity
		}
	}
	for _, at := range []string{"BER", "LEJ", "LON"} {
		l := s.level(s.sku, at)
		if l.Available() < 0 || l.OnHand < 0 {
			s.t.Errorf("%s is oversold: %+v", at, l)
		}
		if l.Allocated != held[at] {
			s.t.Errorf("%s has %d allocated, its orders hold %d", at, l.Allocated, held[at])
		}
		if l.Reserved != held["reserved at loc_"+at] {
			s.t.Errorf("%s has %d reserved, its reservations %d", at, l.Reserved, held["reserved at loc_"+at])
		}
	}
}

// claims reads the reservations that hold.
func (s *scope) claims() (out []*oms.Reservation) {
	for _, id := range slices.Compact(slices.Sorted(slices.Values(s.reserved))) {
		r, err := s.Reservation(s.ctx, id)
		if err != nil {
			s.t.Fatal(err)
		}
		if r.Status == oms.ReservationActive {
			out = append(out, r)
		}
	}
	return out
}

// digest tells the state of the scope in words that don't name ids.
func (s *scope) digest() string {
	var b strings.Builder
	for _, name := range []string{"edited", "picked", "of two", "of three"} {
		if id := s.orders[name]; id != "" {
			o := s.order2(id)
			fmt.Fprintf(&b, "%s: %s %+v\n", name, o.Lifecycle, o.Lines[0].Counters)
		}
	}
	for _, at := range []string{"BER", "LEJ", "LON"} {
		l := s.level(s.sku, at)
		fmt.Fprintf(&b, "%s: on hand %d, allocated %d, reserved %d, incoming %d\n", at, l.OnHand, l.Allocated, l.Reserved, l.Incoming)
	}
	fmt.Fprintf(&b, "%d reservations hold\n", len(s.claims()))
	return b.String()
}
