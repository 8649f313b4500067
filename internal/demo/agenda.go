package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// agenda is when each order is to be looked at again. It follows the log of
// events, so that it costs nothing while nothing happens, and people who look
// at the demo may change what they like: whatever was touched is looked at
// anew.
type agenda struct {
	d   *Demo
	seq int64                // of the last event that was read
	due map[string]time.Time // in demo time, by order
}

// newAgenda looks at every order that something may still become of.
func (d *Demo) newAgenda(ctx context.Context) (*agenda, error) {
	a := &agenda{d: d, due: map[string]time.Time{}}
	var err error
	if a.seq, err = d.flow.LastEvent(ctx); err != nil {
		return nil, err
	}
	var left []string // of which something has, that its vendor may not have been told
	err = a.each(ctx, flow.OrderFilter{Lifecycle: string(oms.Open)}, func(o *oms.Order) error {
		d.recall(o)
		if len(o.Shipments) > 0 && d.vendorOf(o) != nil {
			left = append(left, o.ID)
		}
		if err := d.recallReturn(ctx, o); err != nil {
			return err
		}
		a.plan(o)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := d.Connections.TellShipped(by(ctx, "setup"), left); err != nil {
		return nil, err
	}
	since := d.clock.time().Add(-longestWish)
	err = a.each(ctx, flow.OrderFilter{Lifecycle: string(oms.Closed), PlacedFrom: &since}, func(o *oms.Order) error {
		a.plan(o) // what its buyer has may come back
		return nil
	})
	if err != nil {
		return nil, err
	}
	return a, a.troubled(ctx)
}

// each does something with every order that a filter chooses.
func (a *agenda) each(ctx context.Context, f flow.OrderFilter, do func(*oms.Order) error) error {
	f.Sort, f.Limit = "number", 200
	for {
		page, err := a.d.flow.Orders(ctx, f, "")
		if err != nil {
			return err
		}
		for _, o := range page.Items {
			if err := do(o); err != nil {
				return err
			}
		}
		if f.After = page.Next; f.After == nil {
			return nil
		}
	}
}

// recall reminds a vendor of an order that it had before it was opened.
func (d *Demo) recall(o *oms.Order) {
	v := d.vendorOf(o)
	n := d.numberOf(o)
	if v == nil || n == 0 {
		return
	}
	sale := sim.Sale{To: o.ShippingAddress, Currency: o.Currency, Shipping: o.ShippingTotal, Buyer: sim.Buyer{Given: o.CustomerName, Email: o.Email}}
	for _, l := range o.Lines {
		if l.Kind != oms.LineComponent {
			sale.Items = append(sale.Items, sim.Item{SKU: l.SKU, Title: l.Title, Price: l.UnitPrice, Quantity: l.Ordered})
		}
	}
	if m, market := v.Vendor.(interface{ Announce(int64, sim.Sale) }); market && o.ShippingAddress.CountryCode == "" {
		m.Announce(n, d.purchase(d.streamOf(o.Channel), n, d.clock.of(o.PlacedAt)).sale()) // what it lacks was not told yet
		return
	}
	v.Recall(n, sale)
}

// troubled adds the orders that are over and still need somebody.
func (a *agenda) troubled(ctx context.Context) error {
	q := flow.ExceptionQuery{Status: "unresolved", Paging: flow.Paging{Limit: 200}}
	for {
		page, err := a.d.flow.Exceptions(ctx, q)
		if err != nil {
			return err
		}
		for _, e := range page.Items {
			if e.OrderID != "" {
				a.due[e.OrderID] = time.Time{}
			}
		}
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			return nil
		}
	}
}

// plan notes when an order is to be looked at next, or forgets it.
func (a *agenda) plan(o *oms.Order) *step {
	s := a.d.next(o)
	if s == nil {
		delete(a.due, o.ID)
		delete(a.d.done, o.ID)
		return nil
	}
	a.due[o.ID] = s.at
	return s
}

// work reads what happened and does what is due.
func (a *agenda) work(ctx context.Context) error {
	if err := a.follow(ctx); err != nil {
		return err
	}
	now := a.d.clock.time()
	for id, at := range a.due {
		if at.After(now) {
			continue
		}
		if err := a.look(ctx, id, now); err != nil {
			return err
		}
	}
	return nil
}

// follow marks the orders that something happened to.
func (a *agenda) follow(ctx context.Context) error {
	const page = 1000
	for {
		events, err := a.d.flow.Events(ctx, flow.EventFilter{After: a.seq, Limit: page})
		if err != nil {
			return err
		}
		for _, e := range events {
			a.seq = e.Seq
			if e.OrderID != "" {
				a.due[e.OrderID] = time.Time{}
			}
		}
		if len(events) < page {
			return nil
		}
	}
}

// look plans one order anew and does what is due of it.
func (a *agenda) look(ctx context.Context, id string, now time.Time) error {
	o, err := a.d.flow.Order(ctx, id)
	if err != nil {
		return err
	}
	if err := a.d.recallReturn(ctx, o); err != nil {
		return err
	}
	s := a.plan(o)
	if s == nil || s.at.After(now) {
		return nil
	}
	a.d.tried(id, s)
	if _, err = s.do(by(ctx, s.who)); err != nil && !a.d.refused(s.what, err) {
		return fmt.Errorf("%s: %s: %w", s.who, s.what, err)
	}
	return nil
}
