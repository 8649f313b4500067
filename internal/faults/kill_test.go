package faults

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// kills is how often a server is killed: SWITCHYARD_KILLS, or a few.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("SWITCHYARD_KILLS")); err == nil {
		return n
	}
	return 4
}

// TestKill kills the server under load again and again. Whatever it
// acknowledged is there afterwards under the same id, nothing is there twice,
// no unit is sold twice, none of a lot or with a number is lost or sent twice, and
// every audit holds.
func TestKill(t *testing.T) {
	places(t, func(t *testing.T, p *place) {
		s := p.serve("")
		addr := strings.TrimPrefix(s.base, "http://")
		s.seed(map[string]int{"HOT": 500, "A": 1_000_000, "B": 1_000_000})
		buyers, tracked := &crowd{acked: map[string]string{}}, s.tracked(20, 100)
		for round := range kills() {
			ctx, stop := context.WithCancel(t.Context())
			var wg sync.WaitGroup
			for c := range 16 {
				wg.Go(func() { buyers.buy(ctx, t, s, fmt.Sprintf("%d-%d", round, c)) })
			}
			for range 4 {
				wg.Go(func() {
					for alive := true; alive; {
						external, number := tracked.next()
						alive = tracked.send(ctx, t, s, external, number)
					}
				})
			}
			time.Sleep(time.Duration(200+rand.IntN(400)) * time.Millisecond)
			s.kill()
			stop()
			wg.Wait()
			p.run("doctor")
			s = p.serve(addr)
		}
		buyers.check(t, s)
		tracked.whole(t, s)
		p.run("doctor")
	})
}

// crowd remembers what was acknowledged, and what was sent and not answered.
type crowd struct {
	mu      sync.Mutex
	acked   map[string]string // external id → id
	pending []string
}

// buy sends orders until the server is gone. An order that got no answer is
// sent again by whoever comes next.
func (c *crowd) buy(ctx context.Context, t *testing.T, s *server, name string) {
	for i := 0; ; i++ {
		external := c.next(fmt.Sprintf("%s-%d", name, i))
		status, body, err := s.send(ctx, http.MethodPost, "/api/v1/orders", order(external, []string{"HOT", "A", "B"}[len(external)%3], 1+i%2))
		if err != nil {
			c.mu.Lock()
			c.pending = append(c.pending, external)
			c.mu.Unlock()
			return
		}
		var o answered
		if err := json.Unmarshal(body, &o); err != nil || (status != http.StatusCreated && status != http.StatusOK) {
			if ctx.Err() == nil {
				t.Errorf("order %s: %d %s", external, status, body)
			}
			return
		}
		c.mu.Lock()
		if id, known := c.acked[external]; known && id != o.ID {
			t.Errorf("order %s was acknowledged as %s and as %s", external, id, o.ID)
		}
		c.acked[external] = o.ID
		c.mu.Unlock()
	}
}

func (c *crowd) next(fresh string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.pending); n > 0 {
		external := c.pending[n-1]
		c.pending = c.pending[:n-1]
		return external
	}
	return fresh
}

func (c *crowd) check(t *testing.T, s *server) {
	t.Helper()
	stored := s.orders()
	for external, id := range c.acked {
		if stored[external] != id {
			t.Errorf("order %s was acknowledged as %s and is %q", external, id, stored[external])
		}
	}
	maps.DeleteFunc(stored, func(external, _ string) bool { return strings.HasPrefix(external, trackedOrders) })
	// An order that got no answer may be there or not; nothing else may be.
	if len(stored) > len(c.acked)+len(c.pending) {
		t.Errorf("%d orders are stored, %d were acknowledged, %d unanswered", len(stored), len(c.acked), len(c.pending))
	}
	if onHand, allocated, available := s.stock("HOT"); onHand != 500 || allocated > 500 || allocated+available != 500 {
		t.Errorf("HOT: on hand %d, allocated %d, available %d", onHand, allocated, available)
	}
	t.Logf("%d orders acknowledged over %d kills", len(c.acked), kills())
}
