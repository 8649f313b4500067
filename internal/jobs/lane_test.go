package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
)

type step struct{ Lane, N int }

const walk jobs.Kind[step] = "walk"

// witness sees jobs begin and end, and notes what must never be.
type witness struct {
	mu     sync.Mutex
	busy   map[int]bool
	last   map[int]int
	times  map[step]int
	faults []string
}

func newWitness() *witness {
	return &witness{busy: map[int]bool{}, last: map[int]int{}, times: map[step]int{}}
}

func (w *witness) begin(s step) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.times[s]++
	if w.times[s] > 1 {
		w.faults = append(w.faults, fmt.Sprintf("%v ran %d times", s, w.times[s]))
	}
	if s.Lane == 0 {
		return
	}
	if w.busy[s.Lane] {
		w.faults = append(w.faults, fmt.Sprintf("%v ran beside another of its lane", s))
	}
	if w.last[s.Lane] > s.N {
		w.faults = append(w.faults, fmt.Sprintf("%v ran after %d", s, w.last[s.Lane]))
	}
	w.busy[s.Lane], w.last[s.Lane] = true, s.N
}

func (w *witness) end(s step) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy[s.Lane] = false
}

// TestServersShareTheWork has three servers on one database; SQLite stands in
// for the case of one file opened by several processes.
func TestServersShareTheWork(t *testing.T) {
	const lanes, each = 12, 40 // lane 0 is no lane
	storetest.Both(t, func(t *testing.T, o store.Options) {
		w := newWitness()
		var queues []*jobs.Queue
		var first *store.Store
		for range 3 {
			s := open(t, o)
			if first == nil {
				first = s
			}
			set := quick
			set.Workers = 8
			q := jobs.New(s, set)
			jobs.Register(q, walk, func(_ context.Context, j jobs.Job[step]) error {
				w.begin(j.Args)
				time.Sleep(time.Duration(j.Args.N%3) * time.Millisecond)
				w.end(j.Args)
				return nil
			})
			start(t, q)
			queues = append(queues, q)
		}
		for n := 1; n <= each; n += 4 {
			var items []jobs.Item[step]
			for i := range 4 {
				for lane := range lanes {
					o := jobs.Options{}
					if lane > 0 {
						o.Lane = fmt.Sprint("lane ", lane)
					}
					items = append(items, jobs.Item[step]{Args: step{lane, n + i}, Options: o})
				}
			}
			if err := first.Write(t.Context(), func(tx *store.Tx) error { return walk.InsertMany(t.Context(), tx, items) }); err != nil {
				t.Fatal(err)
			}
		}
		eventually(t, "all are done", func() bool { return len(list(t, queues[0], store.JobDone)) == lanes*each })
		if len(w.faults) > 0 || len(w.times) != lanes*each {
			t.Errorf("%d of %d ran; %s", len(w.times), lanes*each, strings.Join(w.faults, "; "))
		}
	})
}

func TestLaneWaitsForItsHead(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		for _, x := range []struct {
			name  string
			yield bool
			want  []string
		}{
			{"Keeps", false, []string{"a", "a", "urgent", "b"}},
			{"Yields", true, []string{"a", "urgent", "b", "a"}},
		} {
			t.Run(x.name, func(t *testing.T) {
				s, heard := open(t, o), &log{}
				lane := "lane " + x.name
				q := jobs.New(s, quick)
				jobs.Register(q, say, func(_ context.Context, j jobs.Job[note]) error {
					heard.say(j.Args.Text)
					if j.Args.Text == "a" && j.Attempt == 1 {
						if err := s.Write(t.Context(), func(tx *store.Tx) error {
							return say.Insert(t.Context(), tx, note{"urgent"}, jobs.Options{Lane: lane, Priority: jobs.Urgent})
						}); err != nil {
							return jobs.Reject(err)
						}
						return errors.New("once more")
					}
					return nil
				}, jobs.Delays[note](150*time.Millisecond))
				insert(t, s, say, note{"a"}, jobs.Options{Lane: lane, Yield: x.yield})
				insert(t, s, say, note{"b"}, jobs.Options{Lane: lane})
				start(t, q)
				eventually(t, "all are done", func() bool {
					done := list(t, q, store.JobDone)
					return len(slices.DeleteFunc(done, func(j jobs.Entry) bool { return j.Lane != lane })) == 3
				})
				if got := heard.all(); !slices.Equal(got, x.want) {
					t.Errorf("ran %q, want %q", got, x.want)
				}
			})
		}
	})
}

// TestSlowLaneBlocksNobody keeps one lane busy and asks the others to go on.
func TestSlowLaneBlocksNobody(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		s, heard := open(t, o), &log{}
		q := jobs.New(s, quick)
		release := make(chan struct{})
		jobs.Register(q, say, func(_ context.Context, j jobs.Job[note]) error {
			if j.Args.Text == "slow" {
				<-release
			}
			heard.say(j.Args.Text)
			return nil
		})
		start(t, q)
		for range 100 {
			insert(t, s, say, note{"slow"}, jobs.Options{Lane: "a slow lane"})
		}
		insert(t, s, say, note{"other"}, jobs.Options{Lane: "another"})
		insert(t, s, say, note{"free"}, jobs.Options{})
		eventually(t, "the others are done", func() bool { return len(heard.all()) == 2 })
		close(release)
		eventually(t, "the slow ones are done", func() bool { return len(heard.all()) == 102 })
	})
}
