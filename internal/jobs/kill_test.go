package jobs_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// victimEnv makes the test binary a server that is to be killed: the address
// of a PostgreSQL database, or the directory of a SQLite one.
const victimEnv = "SWITCHYARD_TEST_JOBS_VICTIM"

func TestMain(m *testing.M) {
	if at := os.Getenv(victimEnv); at != "" {
		victim(at)
		return
	}
	os.Exit(m.Run())
}

func optionsAt(at string) store.Options {
	if strings.HasPrefix(at, "postgres") {
		return store.Options{URL: at}
	}
	return store.Options{Dir: at}
}

// victim inserts jobs as fast as it can and acknowledges each on standard
// output once it is committed, while it also does them.
func victim(at string) {
	ctx := context.Background()
	s, err := store.Open(ctx, optionsAt(at))
	if err != nil {
		panic(err)
	}
	effectQueue(s).Start(ctx)
	for n := 0; ; n++ {
		id := fmt.Sprintf("%d-%d", os.Getpid(), n)
		if err := s.Write(ctx, func(tx *store.Tx) error {
			return say.Insert(ctx, tx, note{id}, jobs.Options{Lane: [3]string{"", "a", "b"}[n%3], MaxAttempts: 50})
		}); err != nil {
			panic(err)
		}
		fmt.Println(id)
	}
}

// effectQueue does a job by an event in the transaction of its end, so that
// each effect can be counted.
func effectQueue(s *store.Store) *jobs.Queue {
	set := quick
	set.Lease = 600 * time.Millisecond
	q := jobs.New(s, set)
	jobs.Register(q, say, func(ctx context.Context, j jobs.Job[note]) error {
		return s.Write(ctx, func(tx *store.Tx) error {
			tx.Emit(ctx, oms.Event{Type: oms.StockChanged, Subject: j.Args.Text}, nil)
			return j.Done(ctx, tx)
		})
	})
	return q
}

// TestKilled kills a server with SIGKILL again and again. Every job that was
// acknowledged is done once.
func TestKilled(t *testing.T) {
	times := 6
	if testing.Short() {
		times = 2
	}
	storetest.Both(t, func(t *testing.T, o store.Options) {
		at := o.URL + o.Dir
		acknowledged := map[string]bool{}
		for i := range times {
			for _, id := range killAfter(t, at, time.Duration(150+40*i)*time.Millisecond) {
				acknowledged[id] = true
			}
		}
		s := open(t, o)
		q := effectQueue(s)
		start(t, q)
		eventually(t, "nothing is left", func() bool {
			return len(list(t, q, store.JobPending))+len(list(t, q, store.JobRunning)) == 0
		})
		done := effects(t, s)
		for id := range acknowledged {
			if done[id] == 0 {
				t.Errorf("%s was acknowledged and lost", id)
			}
		}
		for id, n := range done {
			if n > 1 {
				t.Errorf("%s was done %d times", id, n)
			}
		}
		if len(acknowledged) < times {
			t.Errorf("only %d jobs were acknowledged", len(acknowledged))
		}
		t.Logf("%d jobs acknowledged, %d done, %d kills", len(acknowledged), len(done), times)
	})
}

// killAfter runs a victim, kills it and returns what it acknowledged.
func killAfter(t *testing.T, at string, d time.Duration) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), victimEnv+"="+at)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if len(ids) == 0 {
			time.AfterFunc(d, func() { _ = cmd.Process.Kill() })
		}
		ids = append(ids, lines.Text())
	}
	_ = cmd.Wait()
	if n := len(ids); n > 0 && !strings.Contains(ids[n-1], "-") {
		ids = ids[:n-1] // torn by the kill
	}
	return ids
}

func effects(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	done := map[string]int{}
	for after := int64(0); ; {
		var events []oms.Event
		if err := s.Read(t.Context(), func(tx *store.Tx) (err error) {
			events, err = tx.Events(t.Context(), store.EventFilter{After: after, Limit: 5000})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			done[e.Subject]++
			after = e.Seq
		}
		if len(events) == 0 {
			return done
		}
	}
}
