package faults

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
)

// TestThreeServers has 500 buyers want 100 units through three servers on one
// PostgreSQL; each buyer's order goes to two of them at once.
func TestThreeServers(t *testing.T) {
	places(t, func(t *testing.T, p *place) {
		if p.url == "" {
			t.Skip("several servers share PostgreSQL, not an SQLite file")
		}
		servers := []*server{p.serve(""), p.serve(""), p.serve("")}
		servers[0].seed(map[string]int{"LAST": 100})
		var got, created atomic.Int64
		var wg sync.WaitGroup
		for i := range 500 {
			for twin := range 2 {
				s := servers[(i+twin)%3]
				wg.Go(func() {
					status, body, err := s.send(t.Context(), http.MethodPost, "/api/v1/orders", order(fmt.Sprintf("buyer-%d", i), "LAST", 1))
					var o answered
					if err != nil || (status != http.StatusCreated && status != http.StatusOK) || json.Unmarshal(body, &o) != nil {
						t.Errorf("buyer %d: %d %s %v", i, status, body, err)
						return
					}
					if status == http.StatusCreated {
						created.Add(1)
						got.Add(o.Lines[0].Counters.Allocated)
					}
				})
			}
		}
		wg.Wait()
		onHand, allocated, available := servers[1].stock("LAST")
		if created.Load() != 500 || got.Load() != 100 || onHand != 100 || allocated != 100 || available != 0 {
			t.Errorf("%d orders, %d buyers told they have one; on hand %d, allocated %d, available %d", created.Load(), got.Load(), onHand, allocated, available)
		}
		if n := len(servers[2].orders()); n != 500 {
			t.Errorf("%d orders are stored", n)
		}
		p.run("doctor")
	})
}
