package bench

import (
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

// load has clients send orders of two lines, each as fast as it is answered.
func (s *server) load(ctx context.Context, clients int, d time.Duration, skus int, hot bool) (result, error) {
	run, number := loads.Add(1), atomic.Int64{}
	var mu sync.Mutex
	var all []time.Duration
	var refused atomic.Int64
	began := time.Now()
	err := parallel(clients, clients, func(int) error {
		var mine []time.Duration
		for time.Since(began) < d {
			n := number.Add(1)
			a, b := int(n*7919)%skus, int(n*104729+1)%skus
			if hot {
				a, b = 0, 0
			}
			sent := time.Now()
			status, err := s.call(ctx, http.MethodPost, "/api/v1/orders", order(run, n, a, b), nil)
			if err != nil {
				return err
			}
			mine = append(mine, time.Since(sent))
			if status != http.StatusCreated {
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
	return result{float64(len(all)) / took.Seconds(), refused.Load(), all}, err
}

// order is the body of an order of two lines.
func order(run, n int64, a, b int) []byte {
	return fmt.Appendf(nil, `{"channel":"bench","external_id":"%d-%d","placed_at":"2026-11-20T10:00:00Z","currency":"EUR","prices_include_tax":true,`+
		`"customer":{"email":"buyer%d@example.com","name":"A. Sample"},"shipping_address":{"name":"A. Sample","address1":"Hauptstr. 1","city":"Berlin",`+
		`"postal_code":"10115","country_code":"DE"},"lines":[{"sku":%q,"quantity":1,"unit_price":"19.90","tax":"3.18"},{"sku":%q,"quantity":1,"unit_price":"19.90","tax":"3.18"}],`+
		`"shipping_total":"4.90","payment":{"status":"paid","method":"card","reference":"pi_1"},"attributes":{"gift_wrap":true}}`,
		run, n, n%5000, skuCode(a), skuCode(b))
}
