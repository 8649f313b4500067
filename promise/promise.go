package promise

import (
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Goods are units that leave one location together.
type Goods struct {
	Ordered  time.Time    // when the order is placed
	Ready    *time.Time   // when a receipt with them is expected; nil for what is on the shelf
	Source   string       // that receipt, as people call it
	Location string       // the location's code
	Calendar oms.Calendar // of the location
}

// Delivery is when goods arrive.
type Delivery struct {
	Goods
	Leaves   oms.Dispatch
	Transit  Transit
	Earliest string // date, 2026-12-25, in the destination
	Latest   string
}

// StepKind is one step of a walk.
type StepKind string

// The steps, in their order.
const (
	StepOrder    StepKind = "order"    // the order is placed
	StepReceipt  StepKind = "receipt"  // goods that are on their way arrive at the location
	StepCutOff   StepKind = "cut_off"  // the location takes it up, if it is placed by then
	StepHandling StepKind = "handling" // it is picked and packed
	StepHandOver StepKind = "hand_over"
	StepTransit  StepKind = "transit"
	StepDelivery StepKind = "delivery"
)

// WalkStep is one step of the way of some goods. What does not concern its kind is
// absent.
type WalkStep struct {
	Step     StepKind   `json:"step" enum:"order,receipt,cut_off,handling,hand_over,transit,delivery" example:"transit"`
	At       *time.Time `json:"at,omitempty" doc:"Of order, receipt, cut_off and hand_over"`
	From     string     `json:"from,omitempty" doc:"The local day it is done, of handling; the first day of delivery" example:"2026-11-24"`
	By       string     `json:"by,omitempty" doc:"The last day of delivery" example:"2026-11-25"`
	Timezone string     `json:"timezone,omitempty" doc:"IANA, in which days are meant" example:"Europe/Berlin"`
	Location string     `json:"location,omitempty" doc:"Where it happens" example:"BER"`
	Source   string     `json:"source,omitempty" doc:"Of receipt: the purchase order or transfer" example:"PO-1042"`
	Service  string     `json:"service,omitempty" doc:"Of transit: the carrier's service" example:"Standard"`
	MinDays  int64      `json:"min_days,omitempty" doc:"Working days of handling, or of the carrier at least" example:"1"`
	MaxDays  int64      `json:"max_days,omitempty" doc:"At the most" example:"2"`
	Basis    Basis      `json:"basis,omitempty" doc:"Of transit: where the days come from" enum:"table,rate_card,assumed" example:"table"`
}

// Deliver says when goods arrive by a service, or false when the location hands
// nothing over within its horizon.
func Deliver(g Goods, t Transit) (d Delivery, ok bool) {
	from := g.Ordered
	if g.Ready != nil && g.Ready.After(from) {
		from = *g.Ready
	}
	d = Delivery{Goods: g, Transit: t}
	if d.Leaves, ok = g.Calendar.NextDispatch(from); !ok {
		return d, false
	}
	return d, d.arrive()
}

// From says when goods arrive that leave by a dispatch which is known.
func From(g Goods, leaves oms.Dispatch, t Transit) (Delivery, bool) {
	d := Delivery{Goods: g, Transit: t, Leaves: leaves}
	return d, !leaves.At.IsZero() && d.arrive()
}

// Handed says when goods arrive that are handed over at an instant which was
// decided before.
func Handed(g Goods, at time.Time, t Transit) (Delivery, bool) {
	return From(g, oms.Dispatch{CutOff: at, At: at, Day: g.Calendar.LocalDay(at).Format(time.DateOnly)}, t)
}

func (d *Delivery) arrive() (ok bool) {
	if d.Earliest, ok = d.Transit.Arrival(d.Leaves.Day, d.Transit.MinDays); ok {
		d.Latest, ok = d.Transit.Arrival(d.Leaves.Day, d.Transit.MaxDays)
	}
	return ok
}

// Walk explains the delivery; zone is the destination's.
func (d *Delivery) Walk(zone string) []WalkStep {
	steps := []WalkStep{{Step: StepOrder, At: &d.Ordered}}
	if d.Ready != nil {
		steps = append(steps, WalkStep{Step: StepReceipt, At: d.Ready, Source: d.Source, Location: d.Location})
	}
	here := d.Calendar.Timezone
	if here == "" {
		here = "UTC"
	}
	steps = append(steps, WalkStep{Step: StepCutOff, At: &d.Leaves.CutOff, Timezone: here, Location: d.Location})
	if n := d.Calendar.HandlingDays; n > 0 {
		steps = append(steps, WalkStep{Step: StepHandling, From: d.Leaves.Ready, Timezone: here, Location: d.Location, MinDays: n, MaxDays: n})
	}
	return append(steps,
		WalkStep{Step: StepHandOver, At: &d.Leaves.At, Timezone: here, Location: d.Location},
		WalkStep{Step: StepTransit, Service: d.Transit.Service, MinDays: d.Transit.MinDays, MaxDays: d.Transit.MaxDays, Basis: d.Transit.Basis},
		WalkStep{Step: StepDelivery, From: d.Earliest, By: d.Latest, Timezone: zone})
}

// Range is the days between which everything has arrived. The zero Range is
// not known.
type Range struct{ Earliest, Latest string }

// And is the range of two together: that of the later on either side.
func (r Range) And(o Range) Range {
	return Range{max(r.Earliest, o.Earliest), max(r.Latest, o.Latest)}
}
