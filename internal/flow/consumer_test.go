package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// ticking runs f on each database with a clock that goes on and can be moved.
func ticking(t *testing.T, f func(*testing.T, *Flow, *atomic.Int64, store.Options)) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		var offset atomic.Int64
		o.Now = func() time.Time { return time.Now().Add(time.Duration(offset.Load())) }
		s, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		f(t, New(s, nil), &offset, o)
	})
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("not in time: %s", what)
}

// emit commits events with subjects from..to.
func emit(t *testing.T, f *Flow, typ oms.EventType, from, to int) {
	t.Helper()
	err := f.store.Write(t.Context(), func(tx *store.Tx) error {
		for n := from; n <= to; n++ {
			tx.Emit(t.Context(), oms.Event{Type: typ, Subject: fmt.Sprint(n)}, map[string]int{"n": n})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestConsumerSeesEachEventOnce has two servers that follow one log while
// events are written by several transactions at once.
func TestConsumerSeesEachEventOnce(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, o store.Options) {
		second, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = second.Close() })
		// The effect is an event of its own, so that it stands or falls with the cursor.
		consumer := Consumer{Name: "echo", Types: []string{"test.*"}, Batch: 7, Handle: func(ctx context.Context, tx *store.Tx, events []oms.Event) error {
			for _, e := range events {
				tx.Emit(ctx, oms.Event{Type: "echo.heard", Subject: e.Subject}, nil)
			}
			return nil
		}}
		for _, g := range []*Flow{f, New(second, nil)} {
			c := g.NewConsumers(consumer)
			c.poll = 20 * time.Millisecond
			c.Start(t.Context())
			t.Cleanup(c.Stop)
		}
		var writers sync.WaitGroup
		for w := range 4 {
			writers.Go(func() {
				for i := range 10 {
					from := w*100 + i*10
					emit(t, f, "test.happened", from, from+9)
					emit(t, f, "other.happened", from, from)
				}
			})
		}
		writers.Wait()
		heard := func() map[string]int {
			all := map[string]int{}
			events, err := f.Events(t.Context(), EventFilter{Type: "echo.heard", Limit: 10000})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range events {
				all[e.Subject]++
			}
			return all
		}
		eventually(t, "400 events are heard", func() bool { return len(heard()) == 400 })
		for subject, n := range heard() {
			if n != 1 {
				t.Errorf("event %s was heard %d times", subject, n)
			}
		}
	})
}

func TestConsumerPassesPoison(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		var mu sync.Mutex
		var good []string
		var poisonous atomic.Bool
		poisonous.Store(true)
		c := f.NewConsumers(Consumer{Name: "eater", Types: []string{"test.happened"}, Handle: func(ctx context.Context, tx *store.Tx, events []oms.Event) error {
			for _, e := range events {
				if e.Subject == "3" && poisonous.Load() {
					tx.Emit(ctx, oms.Event{Type: "half.done", Subject: "3"}, nil)
					return errors.New("can't stomach 3")
				}
				tx.OnCommit(func() {
					mu.Lock()
					defer mu.Unlock()
					good = append(good, e.Subject)
				})
			}
			return nil
		}})
		c.delays = []time.Duration{time.Millisecond}
		emit(t, f, "test.happened", 1, 5)
		c.Start(t.Context())
		t.Cleanup(c.Stop)
		eaten := func() []string {
			mu.Lock()
			defer mu.Unlock()
			return slices.Clone(good)
		}
		eventually(t, "the rest is eaten", func() bool { return len(eaten()) == 4 })
		if got := eaten(); !slices.Equal(got, []string{"1", "2", "4", "5"}) {
			t.Errorf("ate %v", got)
		}
		failures, err := f.EventFailures(t.Context())
		if err != nil || len(failures) != 1 || failures[0].Problem != "can't stomach 3" {
			t.Fatalf("failures %+v, %v", failures, err)
		}
		if half, _ := f.Events(t.Context(), EventFilter{Type: "half.done", Limit: 9}); len(half) > 0 {
			t.Error("a failed attempt left something behind")
		}
		eventually(t, "a person is told", func() bool {
			opened, _ := f.Events(t.Context(), EventFilter{Type: string(oms.ExceptionOpened), Limit: 9})
			return len(opened) == 1
		})
		if err := c.Redo(t.Context(), "eater", failures[0].Seq); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("redoing what still fails: %v", err)
		}
		poisonous.Store(false)
		if err := c.Redo(t.Context(), "eater", failures[0].Seq); err != nil || len(eaten()) != 5 {
			t.Errorf("redone: %v, ate %v", err, eaten())
		}
		if err := c.Redo(t.Context(), "eater", failures[0].Seq); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("redoing twice: %v", err)
		}
	})
}

func TestListens(t *testing.T) {
	for _, x := range []struct {
		pattern string
		typ     oms.EventType
		want    bool
	}{
		{"order.*", "order.captured", true}, {"order.*", "orders.captured", false}, {"order.captured", "order.captured", true},
		{"order.captured", "order.captured_twice", false}, {"*", "stock.out", true},
	} {
		if got := listens([]string{x.pattern}, x.typ); got != x.want {
			t.Errorf("%s listens to %s: %t", x.pattern, x.typ, got)
		}
	}
}

// What a teller told before PassBy is no news; from what somebody else did
// meanwhile on, everything is.
func TestPassBy(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		self, teller := w.ctx, As(w.ctx, Caller{Actor: "teller:one"})
		w.ctx = teller
		w.sku("TEE", "backorder", "BER", 5)
		w.capture("1", "TEE", 1)
		w.capture("2", "TEE", 1)
		w.ctx = self
		want := []string{w.capture("3", "TEE", 1).ID}
		w.ctx = teller
		want = append(want, w.capture("4", "TEE", 1).ID)
		var seen []string
		c := w.NewConsumers(Consumer{Name: "late", Types: []string{string(oms.OrderCaptured)}, Handle: func(_ context.Context, _ *store.Tx, events []oms.Event) error {
			for _, e := range events {
				if !slices.Contains(seen, e.OrderID) { // a transaction may be run again
					seen = append(seen, e.OrderID)
				}
			}
			return nil
		}})
		if err := c.PassBy(w.ctx, "teller:"); err != nil {
			t.Fatal(err)
		}
		if err := c.CatchUp(w.ctx); err != nil || !slices.Equal(seen, want) {
			t.Errorf("saw %v, want %v, %v", seen, want, err)
		}
	})
}
