package sim

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// remembered is how many orders a market shows at most; the oldest go first.
const remembered = 10_000

// MarketOptions describe a simulated marketplace. ID, Number and LineID are
// required: how it calls its orders.
type MarketOptions struct {
	Seed   uint64
	Now    func() time.Time // time.Now
	Faults Faults
	// Pending is how long a new order waits until the market lets it be shipped.
	Pending time.Duration
	ID      func(n int64) string
	Number  func(id string) int64 // 0 for none
	LineID  func(n int64, i int) string
}

// Market is what marketplaces that call nobody have in common: the orders that
// they remember, what they show of each SKU, and their faults. A simulated
// vendor embeds it and speaks the vendor's language.
type Market struct {
	MarketOptions

	mu     sync.Mutex
	dice   *Dice
	orders []*Order // by number
	last   int64
	shelf  map[string]int64
}

// Order is an order of a market.
type Order struct {
	Sale
	N               int64
	Placed, Updated time.Time
	Ready           bool // it may be shipped: no longer pending
	Canceled        bool
	Asked           bool // its buyer asks to cancel it
	Parcels         []Parcel
}

// Parcel is what the market was told has left.
type Parcel struct {
	Reference, Tracking, Carrier, Shipped string
	Lines                                 map[string]int64 // by line id
}

// NewMarket opens a market without orders.
func NewMarket(o MarketOptions) *Market {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Market{MarketOptions: o, dice: NewDice(o.Seed, 7), shelf: map[string]int64{}}
}

// ID is the id of the market's n-th order.
func (m *Market) ID(n int64) string { return m.MarketOptions.ID(n) }

// Number tells the how-manyeth order an id names; 0 for none.
func (m *Market) Number(id string) int64 { return m.MarketOptions.Number(id) }

// LineID is the id of the i-th line of the n-th order.
func (m *Market) LineID(n int64, i int) string { return m.MarketOptions.LineID(n, i) }

// Deliver has nothing to send: the market calls nobody.
func (m *Market) Deliver(context.Context) int { return 0 }

// Misbehave says how often the market does what vendors do.
func (m *Market) Misbehave(f Faults) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Faults = f
}

// Resume has the market go on behind its n-th order, that it had before it was
// opened anew. It gives no id twice.
func (m *Market) Resume(n int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = max(m.last, n)
}

// Place takes an order now and returns its id. It is pending at first.
func (m *Market) Place(s Sale) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last++
	now := m.now()
	m.add(&Order{Sale: s, N: m.last, Placed: now, Updated: now})
	return m.ID(m.last)
}

// Recall has the market know its n-th order again: it can be shipped, but is no
// news, and its buyer does not change it.
func (m *Market) Recall(n int64, s Sale) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = max(m.last, n)
	m.add(&Order{Sale: s, N: n, Ready: true})
}

// Announce has the market know its n-th order again and show it as news, for
// one that was pending when the market was closed.
func (m *Market) Announce(n int64, s Sale) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = max(m.last, n)
	m.add(&Order{Sale: s, N: n, Ready: true, Placed: m.now(), Updated: m.now()})
}

func (m *Market) add(o *Order) {
	if len(m.orders) == remembered {
		m.orders = slices.Delete(m.orders, 0, remembered/10)
	}
	i, known := slices.BinarySearchFunc(m.orders, o.N, func(o *Order, n int64) int { return cmp.Compare(o.N, n) })
	if !known {
		m.orders = slices.Insert(m.orders, i, o)
	}
}

func (m *Market) now() time.Time { return m.Now().UTC().Truncate(time.Second) }

// ripen lets orders be shipped that have been pending long enough, and whose
// money has come.
func (m *Market) ripen() {
	for _, o := range m.orders {
		if at := o.Placed.Add(m.Pending); !o.Ready && !o.Canceled && (o.Payment == "" || o.Payment == "paid") && !m.now().Before(at) {
			o.Ready, o.Updated = true, latest(o.Updated, at)
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Change has the buyer leave a note: marketplaces take none afterwards, so it
// tells only whether the order is remembered.
func (m *Market) Change(id, _ string) bool { return m.change(id, func(*Order) bool { return false }) }

// Pay has the money come that an order waits for.
func (m *Market) Pay(id string) bool {
	return m.change(id, func(o *Order) bool {
		waited := o.Payment != ""
		o.Payment = ""
		return waited
	})
}

// Cancel has the buyer cancel: at once while the order is pending, and by
// asking the seller afterwards. What has left stays as it is.
func (m *Market) Cancel(id string) bool {
	return m.change(id, func(o *Order) bool {
		switch {
		case !o.Ready:
			o.Canceled = true
		case len(o.Parcels) == 0:
			o.Asked = true
		default:
			return false
		}
		return true
	})
}

// change changes an order that is remembered; how tells whether that is news.
func (m *Market) change(id string, how func(*Order) bool) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ripen()
	o := m.find(id)
	if o == nil || o.Placed.IsZero() {
		return false
	}
	if how(o) {
		o.Updated = m.now()
	}
	return true
}

func (m *Market) find(id string) *Order {
	n := m.Number(id)
	i, known := slices.BinarySearchFunc(m.orders, n, func(o *Order, n int64) int { return cmp.Compare(o.N, n) })
	if !known {
		return nil
	}
	return m.orders[i]
}

// IDs lists the ids of all orders that are remembered, in their order.
func (m *Market) IDs() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	ids := make([]string, len(m.orders))
	for i, o := range m.orders {
		ids[i] = m.ID(o.N)
	}
	return ids
}

// With lets f look at an order and change it; nil when it is not remembered.
func (m *Market) With(id string, f func(*Order)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ripen()
	f(m.find(id))
}

// Changed returns the orders that were changed since an instant, by number,
// beginning at the offset-th, at most size of them, and where the next page
// begins; 0 when there is none. Pages repeat an order of the page before, and
// come in any order, as often as the faults say.
func (m *Market) Changed(since time.Time, offset, size int) (page []Order, next int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ripen()
	var all []Order
	for _, o := range m.orders {
		if !o.Updated.Before(since) && !o.Placed.IsZero() {
			all = append(all, *o)
		}
	}
	from := min(max(offset, 0), len(all))
	to := min(from+size, len(all))
	if to < len(all) {
		next = to
		if to-from > 1 && m.dice.Happens(m.Faults.Duplicate) {
			next--
		}
	}
	page = all[from:to]
	if m.dice.Happens(m.Faults.Reorder) {
		slices.Reverse(page)
	}
	return page, next
}

// Set shows a quantity of a SKU; Shows is what is shown, and whether anything
// is.
func (m *Market) Set(sku string, quantity int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.shelf[sku] = quantity
}

// Shows is how much of a SKU the market offers: see Set.
func (m *Market) Shows(sku string) (int64, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, ok := m.shelf[sku]
	return n, ok
}

// Ship notes a parcel; one with a reference that is known replaces it. It
// returns what is wrong with it, or "".
func (m *Market) Ship(id string, p Parcel) (problem string) {
	m.With(id, func(o *Order) {
		switch {
		case o == nil:
			problem = "there is no such order"
		case o.Canceled || !o.Ready:
			problem = "the order can't be shipped"
		default:
			rest := slices.DeleteFunc(slices.Clone(o.Parcels), func(x Parcel) bool { return x.Reference == p.Reference })
			if problem = m.excess(o, append(rest, p)); problem == "" {
				o.Parcels, o.Updated = append(rest, p), m.now()
			}
		}
	})
	return problem
}

// excess says which line of an order parcels hold more of than was bought.
func (m *Market) excess(o *Order, parcels []Parcel) string {
	left := map[string]int64{}
	for i, it := range o.Items {
		left[m.LineID(o.N, i)] = it.Quantity
	}
	for _, p := range parcels {
		for line, n := range p.Lines {
			if left[line] -= n; left[line] < 0 {
				return "line " + line + " holds fewer units"
			}
		}
	}
	return ""
}

// Sent is how many units of an order's line have left.
func (o *Order) Sent(line string) (n int64) {
	for _, p := range o.Parcels {
		n += p.Lines[line]
	}
	return n
}

// Total is what the buyer pays, in minor units.
func (o *Order) Total() int64 {
	sum := o.Shipping
	for _, it := range o.Items {
		sum += it.Price * it.Quantity
	}
	return sum
}

// Stumble shows a request one of the faults, as often as they say, and tells
// whether it did. throttle answers a request that comes too soon.
func (m *Market) Stumble(w http.ResponseWriter, throttle func(http.ResponseWriter)) bool {
	m.mu.Lock()
	f := m.Faults
	m.mu.Unlock()
	switch {
	case m.dice.Happens(f.Timeout):
		panic(http.ErrAbortHandler) // the line goes dead
	case m.dice.Happens(f.Garbage):
		_, _ = w.Write([]byte(`<html><body>Something went wrong`)) // a caller that is gone
		return true
	case m.dice.Happens(f.Throttle):
		throttle(w)
		return true
	}
	return false
}

// Digits writes n with at least as many digits.
func Digits(n int64, digits int) string {
	s := strconv.FormatInt(n, 10)
	for len(s) < digits {
		s = "0" + s
	}
	return s
}
