package oms

import (
	"fmt"
	"time"
)

// PurchaseOrder is what was ordered from a supplier for one location. From the
// moment it is ordered its open units are incoming there.
type PurchaseOrder struct {
	ID         string
	Number     int64 // counted up from 1001
	SupplierID string
	Supplier   string // its code
	LocationID string
	Location   string // its code
	Status     PurchaseStatus
	Currency   string // ISO 4217, of the lines' costs
	Reference  string // the supplier's own number for it
	Note       string
	ExpectedAt *time.Time // of lines that don't say otherwise; nil when nobody knows
	Lines      []PurchaseLine
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time
	OrderedAt  *time.Time
	ClosedAt   *time.Time // received or canceled
	// Of a drop-ship, which the supplier sends to the buyer; else empty.
	OrderID            string
	FulfillmentOrderID string // the work that it stands for
	Work               string // that work's number: 100042-2
}

// PurchaseLine is a quantity of one SKU in a purchase order. Law: canceled
// never exceeds ordered, and received more than ordered − canceled was
// allowed by a person.
type PurchaseLine struct {
	N          int
	SKUID      string
	SKU        string
	Ordered    int64
	Received   int64
	Canceled   int64
	Cost       *int64     // of one unit, in minor units; nil when it is not known
	ExpectedAt *time.Time // nil for the order's
}

// Open is how many units are still to come.
func (l PurchaseLine) Open() int64 { return max(0, l.Ordered-l.Received-l.Canceled) }

// Expected is when a line is expected, nil when nobody knows.
func (p *PurchaseOrder) Expected(l *PurchaseLine) *time.Time {
	if l.ExpectedAt != nil {
		return l.ExpectedAt
	}
	return p.ExpectedAt
}

// Name is how people call a purchase order.
func (p *PurchaseOrder) Name() string { return fmt.Sprintf("PO-%d", p.Number) }

// Line returns the line of a SKU's code, or nil.
func (p *PurchaseOrder) Line(sku string) *PurchaseLine {
	for i := range p.Lines {
		if p.Lines[i].SKU == sku {
			return &p.Lines[i]
		}
	}
	return nil
}

// PurchaseStatus is where a purchase order stands.
type PurchaseStatus string

// The states of a purchase order.
const (
	PurchaseDraft          PurchaseStatus = "draft"
	PurchaseOrdered        PurchaseStatus = "ordered"
	PurchasePartlyReceived PurchaseStatus = "partly_received"
	PurchaseReceived       PurchaseStatus = "received"
	PurchaseCanceled       PurchaseStatus = "canceled"
)

// PurchaseMoves is the table of a purchase order's life.
var PurchaseMoves = Machine{Noun: "purchase order", Start: names(PurchaseDraft), Moves: moves(map[PurchaseStatus][]PurchaseStatus{
	PurchaseDraft:          {PurchaseOrdered, PurchaseCanceled},
	PurchaseOrdered:        {PurchasePartlyReceived, PurchaseReceived, PurchaseCanceled},
	PurchasePartlyReceived: {PurchaseReceived},
})}

// Coming tells whether its open units are incoming.
func (s PurchaseStatus) Coming() bool { return s == PurchaseOrdered || s == PurchasePartlyReceived }

// Done tells whether nothing will happen to it any more.
func (s PurchaseStatus) Done() bool { return s == PurchaseReceived || s == PurchaseCanceled }

// Arrival is what a receipt does to one line: Received units are on the shelf,
// Incoming is how many fewer are on their way.
type Arrival struct {
	Line     int
	Received int64
	Incoming int64
}

// Receive takes in units by the code of their SKU, as far as the order stands:
//
//   - nil says that everything that is open has arrived;
//   - more than is open is over, and refused unless allowOver;
//   - with complete nothing more will come: what is missing is canceled.
//
// It changes the order, and its status when everything has arrived.
func (p *PurchaseOrder) Receive(units map[string]int64, complete, allowOver bool, now time.Time) ([]Arrival, error) {
	if !p.Status.Coming() {
		return nil, Errorf(Conflict, "%s is %s: nothing can be received", p.Name(), p.Status)
	}
	for sku, n := range units {
		l := p.Line(sku)
		switch {
		case l == nil:
			return nil, InvalidField("items", "%.100q is not in %s", sku, p.Name())
		case n > l.Open() && !allowOver:
			return nil, Errorf(Conflict, "%d units of %s are more than the %d that are open: say allow_over to take them in", n, sku, l.Open())
		}
	}
	var out []Arrival
	some := false
	for i := range p.Lines {
		l := &p.Lines[i]
		n, open := units[l.SKU], l.Open()
		if units == nil && !complete {
			n = open
		}
		l.Received += n
		if complete {
			l.Canceled += l.Open()
		}
		if n > 0 || l.Open() < open {
			out = append(out, Arrival{l.N, n, open - l.Open()})
		}
		some = some || l.Received > 0
	}
	p.settle(some, now)
	return out, nil
}

// settle derives the status of a purchase order that is under way.
func (p *PurchaseOrder) settle(some bool, now time.Time) {
	open := false
	for _, l := range p.Lines {
		open = open || l.Open() > 0
	}
	switch {
	case open && some:
		p.Status = PurchasePartlyReceived
	case open:
	case some:
		p.Status, p.ClosedAt = PurchaseReceived, &now
	default:
		p.Status, p.ClosedAt = PurchaseCanceled, &now
	}
}

// Cancel calls off what has not arrived. An order of which something has
// arrived is received then.
func (p *PurchaseOrder) Cancel(now time.Time) []Arrival {
	var out []Arrival
	some := false
	for i := range p.Lines {
		l := &p.Lines[i]
		if n := l.Open(); n > 0 {
			l.Canceled += n
			out = append(out, Arrival{Line: l.N, Incoming: n})
		}
		some = some || l.Received > 0
	}
	p.settle(some, now)
	return out
}
