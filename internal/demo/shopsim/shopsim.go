// Package shopsim plays a shop on Shopify: an Admin GraphQL endpoint that
// answers what our connector asks, buyers who place orders, and signed
// webhooks about them, with the faults of the real world on demand. All of it
// follows from a seed. It stands behind any listener, best on loopback.
package shopsim

import (
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
)

// Options describe a shop. Domain, Token, Secret, Catalog and Currency are
// required.
type Options struct {
	Domain   string    // as the connection names it: demo.myshopify.com
	Token    string    // that requests must carry
	Secret   string    // that webhooks are signed with
	Currency string    // of the shop; taxes are included in its prices
	Catalog  []Product // what it sells

	Seed     uint64
	Rate     float64          // orders an hour of the shop's time; 60
	Speed    float64          // hours of the shop's time in one of ours; 1
	Now      func() time.Time // time.Now
	Callback string           // where webhooks go, beside what subscribes
	Client   Doer             // sends webhooks; a client with a time limit
	Log      *slog.Logger
	Faults   Faults
}

// Product is something on sale.
type Product struct {
	SKU   string
	Title string
	Price string // decimal, tax included
}

// Doer sends a request; an *http.Client is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Faults are what the shop does wrong, and how often.
type Faults = sim.Faults

// Shop is a simulated shop.
type Shop struct {
	Options

	mu         sync.Mutex
	luck       *rand.Rand // of the orders
	mischief   *sim.Dice  // of the faults, apart so that they don't change the orders
	orders     []*order   // by id
	last       int64      // number of the newest order
	callbacks  []subscription
	budget     float64 // points that queries may cost
	filled     time.Time
	deliveries int
	outbox     chan delivery
	shelf      map[string]int64         // what it offers, by SKU, as it was told
	keys       map[string]bool          // idempotency keys that it knows
	sent       map[string][]fulfillment // by the order's id
	fulfilled  int                      // number of the newest fulfillment
}

// New opens a shop without orders.
func New(o Options) *Shop {
	if o.Rate == 0 {
		o.Rate = 60
	}
	if o.Speed == 0 {
		o.Speed = 1
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 10 * time.Second}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Shop{Options: o, luck: rand.New(rand.NewPCG(o.Seed, 1)), mischief: sim.NewDice(o.Seed, 2), budget: fullBudget, outbox: make(chan delivery, 10_000), //nolint:gosec // a game
		shelf: map[string]int64{}, keys: map[string]bool{}, sent: map[string][]fulfillment{}}
	if o.Callback != "" {
		for _, topic := range []string{"ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_CANCELLED"} {
			s.callbacks = append(s.callbacks, subscription{topic, o.Callback})
		}
	}
	return s
}

// happens rolls the dice for a fault. The caller holds the lock.
func (s *Shop) happens(p float64) bool { return s.mischief.Happens(p) }

// Misbehave says what the shop does wrong from now on.
func (s *Shop) Misbehave(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Faults = f
}

// IDs lists the ids of all orders that were placed, in their order.
func (s *Shop) IDs() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := make([]string, len(s.orders))
	for i, o := range s.orders {
		ids[i] = o.id()
	}
	return ids
}

var _ http.Handler = (*Shop)(nil)
