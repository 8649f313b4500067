package jobs_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
)

func open(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// clock is a clock that tests move.
type clock struct{ offset atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.offset.Load())) }
func (c *clock) move(d time.Duration) { c.offset.Add(int64(d)) }

var quick = jobs.Settings{Poll: 10 * time.Millisecond, Rand: func() float64 { return 0.5 }}

func start(t testing.TB, q *jobs.Queue) {
	t.Helper()
	q.Start(t.Context())
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		q.Stop(ctx)
	})
}

func insert[A any](t testing.TB, s *store.Store, k jobs.Kind[A], args A, o jobs.Options) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *store.Tx) error { return k.Insert(t.Context(), tx, args, o) })
	if err != nil {
		t.Fatal(err)
	}
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("not in time: %s", what)
}

func list(t testing.TB, q *jobs.Queue, state store.JobState) []jobs.Entry {
	t.Helper()
	all, err := q.List(t.Context(), jobs.Filter{State: state, Limit: 10000})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// log collects what handlers did.
type log struct {
	mu   sync.Mutex
	said []string
}

func (l *log) say(s string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, s)
}

func (l *log) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.said)
}

type note struct{ Text string }

const say jobs.Kind[note] = "say"

func sayTo(l *log) func(context.Context, jobs.Job[note]) error {
	return func(_ context.Context, j jobs.Job[note]) error { l.say(j.Args.Text); return nil }
}

func TestJobExistsWithItsTransaction(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s, heard := open(t, o), &log{}
		q := jobs.New(s, quick)
		jobs.Register(q, say, sayTo(heard))
		start(t, q)
		_ = s.Write(t.Context(), func(tx *store.Tx) error {
			if err := say.Insert(t.Context(), tx, note{"undone"}, jobs.Options{}); err != nil {
				t.Error(err)
			}
			return errors.New("rolled back")
		})
		insert(t, s, say, note{"kept"}, jobs.Options{})
		insert(t, s, jobs.Kind[note]("of another server"), note{"unknown"}, jobs.Options{})
		eventually(t, "the job is done", func() bool { return len(list(t, q, store.JobDone)) == 1 })
		if got := heard.all(); !slices.Equal(got, []string{"kept"}) {
			t.Errorf("ran %q", got)
		}
		if left := list(t, q, store.JobPending); len(left) != 1 || left[0].Kind != "of another server" || left[0].Attempts != 0 {
			t.Errorf("pending: %+v", left)
		}
	})
}

func TestPriorityAndTime(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		c := &clock{}
		o.Now = c.now
		s, heard := open(t, o), &log{}
		set := quick
		set.Workers = 1
		q := jobs.New(s, set)
		jobs.Register(q, say, sayTo(heard))
		for _, lane := range []string{"", "lane"} {
			insert(t, s, say, note{"later" + lane}, jobs.Options{Lane: lane, Priority: jobs.Urgent, RunAt: s.Now().Add(time.Hour)})
			insert(t, s, say, note{"idle" + lane}, jobs.Options{Lane: lane, Priority: jobs.Idle})
			insert(t, s, say, note{"first" + lane}, jobs.Options{Lane: lane})
			insert(t, s, say, note{"second" + lane}, jobs.Options{Lane: lane})
			insert(t, s, say, note{"urgent" + lane}, jobs.Options{Lane: lane, Priority: jobs.Urgent})
		}
		start(t, q)
		eventually(t, "eight are done", func() bool { return len(list(t, q, store.JobDone)) == 8 })
		want := []string{"urgent", "urgentlane", "first", "second", "firstlane", "secondlane", "idle", "idlelane"}
		if got := heard.all(); !slices.Equal(got, want) {
			t.Errorf("ran %q, want %q", got, want)
		}
		c.move(2 * time.Hour)
		eventually(t, "the later ones are done", func() bool { return len(list(t, q, store.JobDone)) == 10 })
	})
}

func TestUnique(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s, heard := open(t, o), &log{}
		q := jobs.New(s, quick)
		jobs.Register(q, say, sayTo(heard))
		for range 3 {
			insert(t, s, say, note{"a"}, jobs.Options{Unique: "a"})
			insert(t, s, say, note{"b"}, jobs.Options{Unique: "b"})
		}
		if n := len(list(t, q, store.JobPending)); n != 2 {
			t.Fatalf("%d jobs are pending, want 2", n)
		}
		start(t, q)
		eventually(t, "both are done", func() bool { return len(list(t, q, store.JobDone)) == 2 })
		insert(t, s, say, note{"a"}, jobs.Options{Unique: "a"})
		eventually(t, "the key is free again", func() bool { return len(list(t, q, store.JobDone)) == 3 })
	})
}

func TestStopPutsBack(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s := open(t, o)
		q := jobs.New(s, quick)
		started := make(chan struct{})
		jobs.Register(q, say, func(ctx context.Context, _ jobs.Job[note]) error {
			close(started)
			<-ctx.Done()
			return ctx.Err()
		})
		insert(t, s, say, note{}, jobs.Options{})
		q.Start(t.Context())
		<-started
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		q.Stop(ctx)
		left := list(t, q, store.JobPending)
		if len(left) != 1 || left[0].Attempts != 0 || left[0].Owner != "" {
			t.Fatalf("after Stop: %+v", left)
		}
		next := jobs.New(s, quick)
		jobs.Register(next, say, func(context.Context, jobs.Job[note]) error { return nil })
		start(t, next)
		eventually(t, "the next server does it", func() bool { return len(list(t, next, store.JobDone)) == 1 })
		eventually(t, "and leads at once", next.Leader)
	})
}

func TestStopWaits(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s := open(t, o)
		q := jobs.New(s, quick)
		started := make(chan struct{})
		jobs.Register(q, say, func(context.Context, jobs.Job[note]) error {
			close(started)
			time.Sleep(100 * time.Millisecond)
			return nil
		})
		insert(t, s, say, note{}, jobs.Options{})
		q.Start(t.Context())
		<-started
		q.Stop(t.Context())
		if n := len(list(t, q, store.JobDone)); n != 1 {
			t.Errorf("%d jobs done after Stop, want 1", n)
		}
	})
}

func TestPruning(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		c := &clock{}
		o.Now = c.now
		s := open(t, o)
		set := quick
		set.Keep = time.Hour
		q := jobs.New(s, set)
		jobs.Register(q, say, func(_ context.Context, j jobs.Job[note]) error {
			if j.Args.Text == "dies" {
				return jobs.Reject(errors.New("no"))
			}
			return nil
		})
		start(t, q)
		insert(t, s, say, note{"ends"}, jobs.Options{})
		insert(t, s, say, note{"dies"}, jobs.Options{})
		eventually(t, "both have ended", func() bool { return len(list(t, q, store.JobDone)) == 1 && len(list(t, q, store.JobDead)) == 1 })
		c.move(2 * time.Hour)
		eventually(t, "the done one is pruned", func() bool { return len(list(t, q, store.JobDone)) == 0 })
		if n := len(list(t, q, store.JobDead)); n != 1 {
			t.Errorf("%d dead letters are left, want 1", n)
		}
	})
}
