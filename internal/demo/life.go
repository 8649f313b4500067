package demo

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// step is the next thing that somebody of the world does to an order, told
// from its facts and their age alone.
type step struct {
	at   time.Time                                 // in demo time
	seen time.Time                                 // when the order was last changed, as it was told from
	who  string                                    // buyers, desk, pickers …
	what string                                    // names the step among those of its order
	do   func(context.Context) (*oms.Order, error) // the order as it is then, nil where somebody else tells of it
	// work is the fulfillment order that the step works on, parcel the shipment
	// that it tells of: a past can be told in one go from there.
	work   *oms.FulfillmentOrder
	parcel *oms.Shipment
}

// steps gathers what may be next.
type steps struct {
	d     *Demo
	o     *oms.Order
	n     int64
	fate  fate
	first *step
}

// add offers a step. The earliest is kept.
func (s *steps) add(c step) {
	c.seen = s.o.UpdatedAt
	if s.d.done[s.o.ID].has(c) {
		return
	}
	if s.first == nil || c.at.Before(s.first.at) {
		s.first = &c
	}
}

// done are the steps that were taken on an order as it was at an instant. What
// was refused, changed nothing, or is news that a vendor has yet to tell, is
// not done again before the order has changed: nobody insists.
type done struct {
	at    time.Time
	whats []string
}

func (d done) has(s step) bool { return d.at.Equal(s.seen) && slices.Contains(d.whats, s.what) }

// tried notes that a step was taken.
func (d *Demo) tried(orderID string, s *step) {
	was := d.done[orderID]
	if !was.at.Equal(s.seen) {
		was = done{at: s.seen}
	}
	was.whats = append(was.whats, s.what)
	d.done[orderID] = was
}

// next tells what is done to an order next, and when; nil for nothing.
func (d *Demo) next(o *oms.Order) *step {
	n := d.numberOf(o)
	s := &steps{d: d, o: o, n: n, fate: d.fateOf(o.Channel, n)}
	s.exceptions()
	s.invoice()
	s.returns()
	if o.Lifecycle != oms.Open {
		return s.first
	}
	s.buyer()
	s.holds()
	for i := range o.FulfillmentOrders {
		s.location(&o.FulfillmentOrders[i])
	}
	for i := range o.Shipments {
		s.carrier(&o.Shipments[i])
	}
	return s.first
}

// since is the demo's time of a fact, and some time after it that belongs to
// the order and to what is done.
func (s *steps) since(at time.Time, low, high time.Duration, what string) time.Time {
	return s.d.clock.of(at).Add(s.d.between(low, high, what, s.o.Channel, s.o.ExternalID))
}

// buyerCancels is the tag that marketplaces' connectors give an order whose
// buyer asks to cancel it.
const buyerCancels = "cancellation_requested"

// buyer is second thoughts.
func (s *steps) buyer() {
	gone, asked := len(s.o.Shipments) > 0, slices.Contains(s.o.Tags, buyerCancels)
	cancel := func(low, high time.Duration) {
		s.add(step{at: s.since(s.o.CapturedAt, low, high, "regret"), who: "buyers", what: "regret", do: func(ctx context.Context) (*oms.Order, error) {
			if v := s.d.vendorOf(s.o); v != nil && v.Cancel(s.o.ExternalID) {
				return nil, nil
			}
			return s.d.flow.CancelOrder(ctx, s.o.ID, flow.CancelInput{Reason: "The buyer changed their mind"})
		}})
	}
	switch {
	case asked && !gone:
		s.add(step{at: s.since(s.o.CapturedAt, 40*time.Minute, 3*time.Hour, "grant"), who: "desk", what: "grant", do: func(ctx context.Context) (*oms.Order, error) {
			return s.d.flow.CancelOrder(ctx, s.o.ID, flow.CancelInput{Reason: "The buyer asked the marketplace to cancel"})
		}})
	case s.fate == regret && !gone:
		cancel(2*time.Minute, 12*time.Minute)
	case s.fate == late && !gone:
		cancel(50*time.Minute, 5*time.Hour)
	case s.fate == changed && s.o.Note == "" && !gone:
		s.add(step{at: s.since(s.o.CapturedAt, 3*time.Minute, time.Hour, "note"), who: "buyers", what: "note", do: func(ctx context.Context) (*oms.Order, error) {
			note := "Please ring twice, the bell is shy"
			if v := s.d.vendorOf(s.o); v != nil && v.Change(s.o.ExternalID, note) {
				return nil, nil
			}
			r, err := s.d.flow.EditOrder(ctx, s.o.ID, flow.EditInput{Note: &note})
			return r.Order, err
		}})
	}
}

// task is one part of the work on a fulfillment order, and how long the next
// of its people takes to come to it and do it.
type task struct {
	who, name string
	low, high time.Duration
}

// tasks are done one after the other.
var tasks = []task{
	{"release", "release", 9 * time.Minute, 25 * time.Minute},
	{"pickers", "pick", 8 * time.Minute, 45 * time.Minute},
	{"packers", "pack", 3 * time.Minute, 20 * time.Minute},
	{"packers", "ship", 10 * time.Minute, time.Hour},
}

// taskOf is the index of what a fulfillment order waits for, or -1.
func taskOf(ful *oms.FulfillmentOrder) int {
	switch {
	case ful.Status == oms.FulfillmentOpen:
		return 0
	case ful.Status == oms.FulfillmentReleased, ful.Status == oms.FulfillmentInProgress && ful.Stage == oms.StagePicking:
		return 1
	case ful.Status != oms.FulfillmentInProgress:
		return -1
	case ful.Stage == oms.StagePicked, ful.Stage == oms.StagePacking:
		return 2
	case ful.Stage == oms.StagePacked:
		return 3
	}
	return -1
}

// due is when a task is done that could be begun at an instant of the demo:
// slower locations take longer, and what waits over night is spread over the
// morning.
func (d *Demo) due(ful *oms.FulfillmentOrder, t task, from time.Time) time.Time {
	at, pace := siteOf(ful.Location), 1.0
	if at != nil {
		pace = at.pace
	}
	ready := from.Add(time.Duration(float64(d.between(t.low, t.high, t.name, ful.Number)) * pace))
	begun := at.onShift(ready)
	if begun.After(ready) {
		begun = begun.Add(d.between(0, 150*time.Minute, "queue", ful.Number))
	}
	return begun
}

// location is what its people do with a fulfillment order.
func (s *steps) location(ful *oms.FulfillmentOrder) {
	i := taskOf(ful)
	if i < 0 {
		return
	}
	d, t := s.d, tasks[i]
	at := d.due(ful, t, d.clock.of(ful.UpdatedAt))
	if t.name == "pick" && ful.Location == cartSite && d.agenda != nil { // the past was picked one by one
		at = at.Add(alone)
	}
	s.add(step{at: at, who: t.who, what: t.name + " " + ful.ID, work: ful, do: func(ctx context.Context) (*oms.Order, error) {
		switch t.name {
		case "release":
			return d.flow.ReleaseFulfillmentOrder(ctx, ful.ID)
		case "pick":
			return d.flow.Pick(ctx, ful.ID, flow.PickInput{Items: d.found(ful)})
		case "pack":
			in, err := d.scanned(ctx, ful)
			if err != nil {
				return nil, err
			}
			return d.flow.Pack(ctx, ful.ID, in)
		}
		return d.flow.Ship(ctx, ful.ID, flow.ShipInput{Service: service(s.o)})
	}})
}

// service is the carrier's service that the buyer has paid for; "" for the
// cheapest.
func service(o *oms.Order) string {
	if o.ShippingMethod == "Express" {
		return "express"
	}
	return ""
}

// found says what a picker finds: nil is everything; of one in sixty the first
// item lacks a unit.
func (d *Demo) found(ful *oms.FulfillmentOrder) (items []oms.PickItem) {
	if ful.Stage == oms.StagePicking || d.luck("short", ful.Number).IntN(60) > 0 {
		return nil
	}
	for _, a := range ful.Items {
		if a.Quantity == 0 || a.Picked > 0 {
			continue
		}
		it := oms.PickItem{Line: a.Line, Quantity: a.Quantity}
		if len(items) == 0 {
			it.Quantity, it.Short = a.Quantity-1, 1
		}
		items = append(items, it)
	}
	return items
}

// vendorOf is the simulated vendor that an order comes from, or nil.
func (d *Demo) vendorOf(o *oms.Order) *seat { return d.vendorOn(o.Channel) }

func (d *Demo) vendorOn(channel string) *seat {
	for _, v := range d.vendors {
		if v.channel == channel {
			return v
		}
	}
	return nil
}
