package jobs_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

func TestRetriesThenDies(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		c := &clock{}
		o.Now = c.now
		s, heard := open(t, o), &log{}
		q := jobs.New(s, quick)
		jobs.Register(q, say, func(_ context.Context, j jobs.Job[note]) error {
			heard.say(fmt.Sprint(j.Args.Text, " ", j.Attempt, " ", j.Last()))
			if j.Args.Text == "good" {
				return nil
			}
			if j.Attempt == 2 {
				panic("at the \x00 disco")
			}
			return errors.New("no luck")
		}, jobs.Delays[note](time.Minute, time.Hour), jobs.OnDeath(func(ctx context.Context, tx *store.Tx, j jobs.Job[note], cause error) error {
			tx.Emit(ctx, oms.Event{Type: oms.ExceptionOpened, Subject: j.ID}, map[string]string{"cause": cause.Error()})
			return nil
		}))
		start(t, q)
		insert(t, s, say, note{"bad"}, jobs.Options{MaxAttempts: 3})
		waits := func(attempts int, problem string, wait time.Duration) {
			t.Helper()
			eventually(t, fmt.Sprintf("attempt %d has failed", attempts), func() bool {
				p := list(t, q, store.JobPending)
				return len(p) == 1 && p[0].Attempts == attempts
			})
			p := list(t, q, store.JobPending)[0]
			if got := p.RunAt.Sub(s.Now()); got > wait || got < wait-10*time.Second || p.Problem != problem {
				t.Errorf("after attempt %d: again in %s because of %q, want %s, %q", attempts, got, p.Problem, wait, problem)
			}
			c.move(wait)
		}
		waits(1, "no luck", time.Minute)
		waits(2, "panic: at the  disco", time.Hour)
		eventually(t, "it is dead", func() bool { return len(list(t, q, store.JobDead)) == 1 })
		want := []string{"bad 1 false", "bad 2 false", "bad 3 true"}
		if got := heard.all(); !slices.Equal(got, want) {
			t.Errorf("attempts %q, want %q", got, want)
		}
		var told []oms.Event
		if err := s.Read(t.Context(), func(tx *store.Tx) (err error) {
			told, err = tx.Events(t.Context(), store.EventFilter{Limit: 9})
			return err
		}); err != nil || len(told) != 1 {
			t.Errorf("its death was told %d times (%v), want once", len(told), err)
		}
		decideOn(t, q, list(t, q, store.JobDead)[0].ID)
	})
}

// decideOn edits, replays and discards a dead letter.
func decideOn(t *testing.T, q *jobs.Queue, id string) {
	t.Helper()
	if _, err := q.Edit(t.Context(), id, json.RawMessage(`{"Text": 1}`)); oms.CodeOf(err) != oms.Invalid {
		t.Errorf("arguments of the wrong shape: %v", err)
	}
	if _, err := q.Edit(t.Context(), "job_x", json.RawMessage(`{}`)); oms.CodeOf(err) != oms.NotFound {
		t.Errorf("editing nothing: %v", err)
	}
	if _, err := q.Edit(t.Context(), id, json.RawMessage(`{"Text":"good"}`)); err != nil {
		t.Error(err)
	}
	if j, err := q.Replay(t.Context(), id); err != nil || j.Attempts != 0 {
		t.Errorf("replayed: %+v, %v", j, err)
	}
	eventually(t, "it is done", func() bool { return len(list(t, q, store.JobDone)) == 1 })
	if _, err := q.Discard(t.Context(), id); oms.CodeOf(err) != oms.Conflict {
		t.Errorf("discarding a done job: %v", err)
	}
}

func TestRejectAndDiscard(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s := open(t, o)
		q := jobs.New(s, quick)
		jobs.Register(q, say, func(context.Context, jobs.Job[note]) error {
			return fmt.Errorf("shop: %w", jobs.Reject(errors.New("never")))
		},
			jobs.OnDeath(func(context.Context, *store.Tx, jobs.Job[note], error) error { return errors.New("the hook fails too") }))
		start(t, q)
		insert(t, s, say, note{}, jobs.Options{Unique: "u"})
		eventually(t, "it is dead", func() bool { return len(list(t, q, store.JobDead)) == 1 })
		dead := list(t, q, store.JobDead)[0]
		if dead.Attempts != 1 || dead.Problem != "shop: never" {
			t.Errorf("dead letter: %+v", dead)
		}
		insert(t, s, say, note{}, jobs.Options{Unique: "u", RunAt: s.Now().Add(time.Hour)})
		if _, err := q.Replay(t.Context(), dead.ID); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("replaying work that is queued already: %v", err)
		}
		for range 2 {
			if j, err := q.Discard(t.Context(), dead.ID); err != nil || j.State != store.JobDiscarded {
				t.Errorf("discarded: %+v, %v", j, err)
			}
		}
		counts, err := q.Counts(t.Context())
		if want := []jobs.Count{{Kind: "say", State: store.JobPending, Count: 1}}; err != nil || !slices.Equal(counts, want) {
			t.Errorf("counts %v, %v, want %v", counts, err, want)
		}
	})
}

func TestSnoozeCostsNoAttempt(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s := open(t, o)
		q := jobs.New(s, quick)
		var times atomic.Int64
		jobs.Register(q, say, func(_ context.Context, j jobs.Job[note]) error {
			if j.Attempt != 1 || !j.Last() {
				return jobs.Reject(fmt.Errorf("attempt %d of %d", j.Attempt, j.MaxAttempts))
			}
			if times.Add(1) <= 5 {
				return jobs.Snooze(time.Millisecond)
			}
			return nil
		})
		start(t, q)
		insert(t, s, say, note{}, jobs.Options{MaxAttempts: 1})
		eventually(t, "it is done", func() bool { return len(list(t, q, store.JobDone)) == 1 })
		if n := times.Load(); n != 6 {
			t.Errorf("called %d times, want 6", n)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s := open(t, o)
		q := jobs.New(s, quick)
		jobs.Register(q, say, func(context.Context, jobs.Job[note]) error { return jobs.Retry(errors.New("busy"), time.Hour) })
		start(t, q)
		insert(t, s, say, note{}, jobs.Options{})
		eventually(t, "it waits", func() bool {
			p := list(t, q, store.JobPending)
			return len(p) == 1 && p[0].Attempts == 1 && p[0].RunAt.Sub(s.Now()) > 59*time.Minute
		})
	})
}
