package bench

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// result is what a load gave.
type result struct {
	perSecond float64
	refused   int64
	latencies []time.Duration // sorted
}

// percentile is a latency in milliseconds.
func (r result) percentile(p int) float64 {
	if len(r.latencies) == 0 {
		return 0
	}
	return float64(r.latencies[min(len(r.latencies)-1, len(r.latencies)*p/100)].Microseconds()) / 1000
}

// loads numbers the loads, so that each has orders of its own.
var loads atomic.Int64

// traffic is how orders of two lines are sent.
type traffic struct {
	clients int  // at once, each as fast as it is answered
	batch   int  // orders of a request to the batch endpoint; 0 for one order alone
	hot     bool // all want one SKU
}

func (t traffic) String() string {
	if t.batch > 0 {
		return fmt.Sprintf("%d clients × %d orders", t.clients, t.batch)
	}
	return fmt.Sprintf("%d clients, %s", t.clients, spread(t.hot))
}

// load has clients send orders for a while. A latency is that of a request.
func (s *server) load(ctx context.Context, t traffic, d time.Duration, skus int) (result, error) {
	run, number := loads.Add(1), atomic.Int64{}
	var mu sync.Mutex
	var all []time.Duration
	var refused atomic.Int64
	began := time.Now()
	next := func() []byte {
		n := number.Add(1)
		a, b := int(n*7919)%skus, int(n*104729+1)%skus
		if t.hot {
			a, b = 0, 0
		}
		return order(run, n, a, b)
	}
	err := parallel(t.clients, t.clients, func(int) error {
		var mine []time.Duration
		for time.Since(began) < d {
			path, body, want := "/api/v1/orders", []byte(nil), http.StatusCreated
			if t.batch == 0 {
				body = next()
			} else {
				all := make([][]byte, t.batch)
				for i := range all {
					all[i] = next()
				}
				path, body, want = "/api/v1/orders/batch", slices.Concat([]byte("["), bytes.Join(all, []byte(",")), []byte("]")), http.StatusOK
			}
			sent := time.Now()
			status, err := s.call(ctx, http.MethodPost, path, body, nil)
			if err != nil {
				return err
			}
			mine = append(mine, time.Since(sent))
			if status != want {
				refused.Add(1)
			}
		}
		mu.Lock()
		all = append(all, mine...)
		mu.Unlock()
		return nil
	})
	took := time.Since(began)
	slices.Sort(all)
	return result{float64(len(all)*max(1, t.batch)) / took.Seconds(), refused.Load(), all}, err
}

// order is the body of an order of two lines.
func order(run, n int64, a, b int) []byte {
	return fmt.Appendf(nil, `{"channel":"bench","external_id":"%d-%d","placed_at":"2026-11-20T10:00:00Z","currency":"EUR","prices_include_tax":true,`+
		`"customer":{"email":"buyer%d@example.com","name":"A. Sample"},"shipping_address":{"name":"A. Sample","address1":"Hauptstr. 1","city":"Berlin",`+
		`"postal_code":"10115","country_code":"DE"},"lines":[{"sku":%q,"quantity":1,"unit_price":"19.90","tax":"3.18"},{"sku":%q,"quantity":1,"unit_price":"19.90","tax":"3.18"}],`+
		`"shipping_total":"4.90","payment":{"status":"paid","method":"card","reference":"pi_1"},"attributes":{"gift_wrap":true}}`,
		run, n, n%5000, skuCode(a), skuCode(b))
}
