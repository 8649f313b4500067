package faults

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

// TestStockIsLinearizable has twelve clients act on one SKU at once, on
// PostgreSQL through three servers, and asks whether there is an order of their
// calls, each at some moment between its request and its answer, in which a
// plain counter gives the same answers. Then nobody ever saw, or was promised,
// a unit that was not there.
//
// Herlihy and Wing, Linearizability: a correctness condition for concurrent
// objects, 1990.
func TestStockIsLinearizable(t *testing.T) {
	places(t, func(t *testing.T, p *place) {
		servers := []*server{p.serve("")}
		if p.url != "" {
			servers = append(servers, p.serve(""), p.serve(""))
		}
		servers[0].seed(nil)
		rounds := 6
		if testing.Short() {
			rounds = 1
		}
		for round := range rounds {
			// Units that orders took come back only through people, so that what
			// waits for stock is not part of the counter.
			t.Run(fmt.Sprintf("Orders%d", round), func(t *testing.T) {
				linear(t, servers, fmt.Sprintf("ORD-%d", round), []call{capture, capture, claim, look})
			})
			t.Run(fmt.Sprintf("Claims%d", round), func(t *testing.T) {
				linear(t, servers, fmt.Sprintf("CLM-%d", round), []call{claim, claim, free, receive, look})
			})
		}
		p.run("doctor")
	})
}

// call is one of the things that a client does.
type call string

const (
	capture call = "capture" // an order: it gets what is there, up to what it asks for
	claim   call = "claim"   // a reservation: all or nothing
	free    call = "free"    // a reservation given back
	receive call = "receive" // units put on the shelf
	look    call = "look"    // how many are available
)

// did is a call with what it asked for, and what it was told.
type did struct {
	call  call
	units int64
}

// counter is what the stock must be as good as: so many units, taken and given
// back one call after the other.
var counter = porcupine.Model{
	Init: func() any { return int64(30) },
	Step: func(state, input, output any) (bool, any) {
		left, in, got := state.(int64), input.(did), output.(int64)
		switch in.call {
		case capture:
			return got == min(in.units, left), left - got
		case claim:
			return got == in.units && left >= in.units || got == 0 && left < in.units, left - got
		case free, receive:
			return true, left + in.units
		case look:
			return got == left, left
		}
		return false, state
	},
	DescribeOperation: func(input, output any) string {
		in := input.(did)
		return fmt.Sprintf("%s %d: %d", in.call, in.units, output)
	},
}

func linear(t *testing.T, servers []*server, sku string, calls []call) {
	s := servers[0]
	s.must("POST", "/api/v1/skus", map[string]any{"code": sku, "title": sku, "weight_grams": 100, "unfillable": "unallocated"}, nil)
	for location, units := range map[string]int{"BER": 20, "NYC": 10} {
		s.must("POST", "/api/v1/stock/movements", map[string]any{"sku": sku, "location": location, "quantity": units, "reason": "received"}, nil)
	}
	began := time.Now()
	var mu sync.Mutex
	var history []porcupine.Operation
	var wg sync.WaitGroup
	for id := range 12 {
		wg.Go(func() {
			c := &client{server: servers[id%len(servers)], id: id, sku: sku, luck: rand.New(rand.NewPCG(uint64(id), 7))}
			for range 25 {
				at := time.Since(began)
				in, got := c.act(calls[c.luck.IntN(len(calls))])
				mu.Lock()
				history = append(history, porcupine.Operation{ClientId: id, Input: in, Call: int64(at), Output: got, Return: int64(time.Since(began))})
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if result, _ := porcupine.CheckOperationsVerbose(counter, history, time.Minute); result != porcupine.Ok {
		for _, op := range history {
			t.Logf("%v to %v: %s", time.Duration(op.Call), time.Duration(op.Return), counter.DescribeOperation(op.Input, op.Output))
		}
		t.Errorf("the history of %s is not linearizable: %s", sku, result)
	}
}

// client is one caller.
type client struct {
	*server
	id, n int
	sku   string
	luck  *rand.Rand
	mine  []claimed
}

type claimed struct {
	id    string
	units int64
}

// act does a call and returns what it was, and what the server told.
func (c *client) act(what call) (did, int64) {
	c.n++
	units := 1 + c.luck.Int64N(3)
	switch {
	case what == free && len(c.mine) > 0:
		r := c.mine[0]
		c.mine = c.mine[1:]
		c.ask(http.MethodPost, "/reservations/"+r.id+"/release", nil, nil)
		return did{free, r.units}, 0
	case what == capture:
		var o answered
		c.ask(http.MethodPost, "/orders", json.RawMessage(order(fmt.Sprintf("%s-%d-%d", c.sku, c.id, c.n), c.sku, units)), &o)
		return did{capture, units}, o.Lines[0].Counters.Allocated
	case what == claim:
		var r struct{ ID string }
		body := map[string]any{"ttl_seconds": 600, "items": []any{map[string]any{"sku": c.sku, "quantity": units}}}
		if c.ask(http.MethodPost, "/reservations", body, &r) == http.StatusConflict {
			return did{claim, units}, 0
		}
		c.mine = append(c.mine, claimed{r.ID, units})
		return did{claim, units}, units
	case what == receive:
		c.ask(http.MethodPost, "/stock/movements", map[string]any{"sku": c.sku, "location": "BER", "quantity": units, "reason": "received"}, nil)
		return did{receive, units}, 0
	}
	_, _, available := c.stock(c.sku)
	return did{look, 0}, available
}

// ask sends a call that must be answered, by success or by a conflict.
func (c *client) ask(method, path string, body, into any) int {
	b, _ := json.Marshal(body)
	status, answer, err := c.send(c.t.Context(), method, "/api/v1"+path, b)
	if err == nil && status == http.StatusConflict {
		return status
	}
	if err != nil || status >= 300 {
		c.t.Errorf("%s %s: %d %s %v", method, path, status, answer, err)
		return status
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			c.t.Errorf("%s %s: %v: %s", method, path, err, answer)
		}
	}
	return status
}
