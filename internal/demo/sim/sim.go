// Package sim has what simulated vendors share: what they are told of a sale,
// and the faults of the real world that they show on demand.
package sim

import (
	"hash/fnv"
	"math/rand/v2"
	"sync"

	"github.com/switchyard-oms/switchyard/oms"
)

// Sale is what somebody buys from a vendor. Amounts are minor units, taxes
// included.
type Sale struct {
	Buyer    Buyer
	To       oms.Address // where it goes
	Currency string      // ISO 4217
	Items    []Item
	Shipping int64
	Express  bool
	Note     string
	// Status of the payment: paid, pending or failed; paid when "".
	Payment string
}

// Buyer is who buys.
type Buyer struct {
	Given, Family, Email string
	Language             string // ISO 639-1
}

// Item is a quantity of one product.
type Item struct {
	SKU, Title string
	Price      int64 // of one
	Quantity   int64
}

// Faults are probabilities from 0 to 1.
type Faults struct {
	Throttle  float64 `json:"throttle" doc:"A request is refused because there are too many" minimum:"0" maximum:"1"`
	Timeout   float64 `json:"timeout" doc:"A request gets no answer" minimum:"0" maximum:"1"`
	Garbage   float64 `json:"garbage" doc:"A request gets an answer that is none" minimum:"0" maximum:"1"`
	Lose      float64 `json:"lose" doc:"A message about an order is never sent" minimum:"0" maximum:"1"`
	Duplicate float64 `json:"duplicate" doc:"A message is sent twice" minimum:"0" maximum:"1"`
	Reorder   float64 `json:"reorder" doc:"A message is sent after the next one" minimum:"0" maximum:"1"`
}

// NumberOf is a number that a vendor calls an account by: always the same for a
// name, and another for another.
func NumberOf(name string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum32()
}

// Dice rolls for faults, always the same for a seed. It is safe for concurrent
// use.
type Dice struct {
	mu   sync.Mutex
	luck *rand.Rand
}

// NewDice makes dice that follow from two seeds.
func NewDice(seed, which uint64) *Dice {
	return &Dice{luck: rand.New(rand.NewPCG(seed, which))} //nolint:gosec // a game
}

// Happens rolls for a fault of a probability. One that never happens does not
// roll, so that it does not change the others.
func (d *Dice) Happens(p float64) bool {
	if p <= 0 {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.luck.Float64() < p
}
