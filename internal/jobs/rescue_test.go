package jobs_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
)

// abandon claims every job for a server that holds a lease and then says
// nothing any more.
func abandon(t *testing.T, s *store.Store) []store.Job {
	t.Helper()
	var claimed []store.Job
	err := s.Write(t.Context(), func(tx *store.Tx) (err error) {
		if _, err := tx.HoldLease(t.Context(), "gone", "gone", tx.Now.Add(20*time.Second)); err != nil {
			return err
		}
		claimed, err = tx.ClaimJobs(t.Context(), store.JobClaim{Owner: "gone", Kinds: []string{"say"}, Limit: 10})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

func TestRescue(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		c := &clock{}
		o.Now = c.now
		s, heard := open(t, o), &log{}
		insert(t, s, say, note{"again"}, jobs.Options{Lane: "l"})
		insert(t, s, say, note{"behind"}, jobs.Options{Lane: "l"})
		insert(t, s, say, note{"never again"}, jobs.Options{MaxAttempts: 1})
		if n := len(abandon(t, s)); n != 2 {
			t.Fatalf("%d jobs were claimed, want the head of the lane and the free one", n)
		}
		q := jobs.New(s, quick)
		jobs.Register(q, say, func(_ context.Context, j jobs.Job[note]) error {
			if j.Args.Text == "again" && j.Attempt != 2 {
				return jobs.Reject(errors.New("the lost attempt was not counted"))
			}
			heard.say(j.Args.Text)
			return nil
		})
		start(t, q)
		time.Sleep(100 * time.Millisecond)
		if got := heard.all(); len(got) > 0 {
			t.Errorf("%q ran while the lease held", got)
		}
		c.move(21 * time.Second)
		eventually(t, "the lane is done", func() bool { return len(list(t, q, store.JobDone)) == 2 })
		if got := heard.all(); len(got) != 2 || got[0] != "again" || got[1] != "behind" {
			t.Errorf("ran %q", got)
		}
		if dead := list(t, q, store.JobDead); len(dead) != 1 || dead[0].Problem != "the server that ran it stopped without a word" {
			t.Errorf("dead letters: %+v", dead)
		}
	})
}

// TestLostLease has a job whose server could not prolong its lease: what it
// writes afterwards in the name of the job is refused.
func TestLostLease(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s := open(t, o)
		q := jobs.New(s, quick)
		ended := make(chan error, 1)
		stolen := false
		jobs.Register(q, say, func(ctx context.Context, j jobs.Job[note]) error {
			if !stolen {
				stolen = true
				if err := s.Write(ctx, func(tx *store.Tx) error {
					row, err := tx.LockJob(ctx, j.ID)
					if err != nil {
						return err
					}
					_, err = tx.DeferJob(ctx, row.Owner, j.ID, tx.Now.Add(time.Hour), true, "stolen")
					return err
				}); err != nil {
					return err
				}
			}
			err := s.Write(ctx, func(tx *store.Tx) error { return j.Done(ctx, tx) })
			ended <- err
			return err
		})
		start(t, q)
		insert(t, s, say, note{}, jobs.Options{})
		if err := <-ended; err == nil {
			t.Error("a job that was taken away could be ended")
		}
		eventually(t, "the other's word counts", func() bool {
			p := list(t, q, store.JobPending)
			return len(p) == 1 && p[0].Problem == "stolen" && p[0].RunAt.Sub(s.Now()) > time.Minute
		})
	})
}

func TestDoneWithTheEffect(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s := open(t, o)
		q := jobs.New(s, quick)
		jobs.Register(q, say, func(ctx context.Context, j jobs.Job[note]) error {
			return s.Write(ctx, func(tx *store.Tx) error { return j.Done(ctx, tx) })
		})
		start(t, q)
		insert(t, s, say, note{}, jobs.Options{})
		eventually(t, "it is done", func() bool { return len(list(t, q, store.JobDone)) == 1 })
		q.Stop(t.Context())
		if n := len(list(t, q, store.JobDone)); n != 1 {
			t.Errorf("%d done", n)
		}
	})
}

func TestLeaderFailsOver(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		c := &clock{}
		o.Now = c.now
		s, fired := open(t, o), &log{}
		server := func(name string) *jobs.Queue {
			q := jobs.New(s, quick)
			q.Schedule(jobs.Schedule{Name: "sweep", Every: time.Hour, Do: func(context.Context, *store.Tx) error { fired.say(name); return nil }})
			q.Schedule(jobs.Schedule{Name: "faulty", Every: time.Minute, Do: func(context.Context, *store.Tx) error { return errors.New("always") }})
			return q
		}
		// A leader that died without a word holds the lease for a while.
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.HoldLease(t.Context(), "leader", "gone", tx.Now.Add(20*time.Second))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		first, second := server("first"), server("second")
		start(t, first)
		start(t, second)
		time.Sleep(50 * time.Millisecond)
		if first.Leader() || second.Leader() {
			t.Error("somebody leads while the lease of another holds")
		}
		c.move(21 * time.Second)
		eventually(t, "one leads", func() bool { return first.Leader() != second.Leader() })
		eventually(t, "the schedule fires", func() bool { return len(fired.all()) == 1 })
		leader, other := first, second
		if second.Leader() {
			leader, other = second, first
		}
		leader.Stop(t.Context())
		c.move(10 * time.Second)
		eventually(t, "the other leads", other.Leader)
		if n := len(fired.all()); n != 1 {
			t.Errorf("the schedule fired %d times within its hour", n)
		}
		c.move(80 * time.Minute)
		eventually(t, "it fires again", func() bool { return len(fired.all()) == 2 })
		time.Sleep(50 * time.Millisecond)
		if got := fired.all(); len(got) != 2 || got[0] == got[1] {
			t.Errorf("fired by %q: want each server once, and no making up for missed times", got)
		}
	})
}
