package demo

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// backlog bounds what is made up for after the machine slept, in demo time.
const backlog = time.Hour

// resume goes on behind the orders that are there.
func (d *Demo) resume(ctx context.Context) error {
	now := d.clock.time()
	for _, s := range d.streams {
		newest, err := d.flow.Orders(ctx, flow.OrderFilter{Sort: "-number", Limit: 100}, s.channel)
		if err != nil {
			return err
		}
		for _, o := range newest.Items {
			s.n = max(s.n, d.numberOf(o))
		}
		if i := slices.IndexFunc(d.vendors, func(v *seat) bool { return v.channel == s.channel }); i >= 0 {
			d.vendors[i].Resume(s.n)
		}
		s.next = now
		d.advance(s)
	}
	var err error
	d.agenda, err = d.newAgenda(ctx)
	return err
}

// buy places the orders that are due.
func (d *Demo) buy(ctx context.Context) error {
	now := d.clock.time()
	hurry := d.hurry()
	for _, s := range d.streams {
		if now.Sub(s.next) > backlog {
			s.next = now.Add(-backlog)
		}
		if hurry && s.next.After(now) {
			s.n--
			s.next = now
			d.advance(s)
		}
		for ; !s.next.After(now); d.advance(s) {
			if err := d.place(ctx, d.purchase(s, s.n, s.next)); err != nil {
				return err
			}
		}
	}
	for _, v := range d.vendors {
		v.Deliver(ctx)
	}
	d.web.Deliver(ctx)
	return nil
}

// hurry tells whether a sale has begun since it was asked last.
func (d *Demo) hurry() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	rushed := d.rushed
	d.rushed = false
	return rushed
}

// place has a purchase made where it belongs.
func (d *Demo) place(ctx context.Context, p *purchase) error {
	p.at = d.Now().UTC().Truncate(time.Second)
	for _, v := range d.vendors {
		if v.channel == p.channel {
			v.Place(p.sale())
			return nil
		}
	}
	in := p.input(externalID(p.channel, p.n))
	if p.channel == webChannel {
		d.web.Place(in)
		return nil
	}
	r := d.flow.Capture(ctx, in)
	if r.Err != nil {
		if d.refused("an order", r.Err) {
			return nil
		}
		return r.Err
	}
	if report := d.overCounter(r.Order, d.Now()); report != nil {
		if err := d.scan(ctx, &r.Order.FulfillmentOrders[0], report); err != nil {
			return err
		}
		_, err := d.flow.ReportWork(ctx, []flow.WorkReport{*report})
		return err
	}
	return nil
}

// overCounter is how the till tells that it has handed an order over: paid,
// taken from the shelf and gone at once. It is nil for an order that is not
// the till's, or that the store does not have in full.
func (d *Demo) overCounter(o *oms.Order, at time.Time) *flow.WorkReport {
	if o.Channel != till || len(o.FulfillmentOrders) != 1 || o.FulfillmentOrders[0].Location != theStore || o.FulfillmentStatus == oms.OnHold {
		return nil
	}
	for _, l := range o.Units() {
		if l.Waiting() > 0 {
			return nil
		}
	}
	return &flow.WorkReport{FulfillmentOrder: o.FulfillmentOrders[0].ID, Steps: []flow.WorkStep{
		{At: at, Release: true}, {At: at, Pick: &flow.PickInput{}}, {At: at, Pack: &flow.PackInput{}},
		{At: at, Ship: &flow.HandOver{Service: "counter", ServiceName: "Over the counter", Currency: o.Currency}},
		{At: at, Track: &flow.TrackingInput{Status: oms.ShipmentDelivered}}}}
}

// sale is the purchase as a vendor is told of it.
func (p *purchase) sale() sim.Sale {
	s := sim.Sale{Buyer: sim.Buyer{Given: p.by.given, Family: p.by.family, Email: p.by.email, Language: p.by.language}, To: p.to, Currency: p.currency,
		Shipping: p.shipping, Express: p.express}
	for _, it := range p.items {
		s.Items = append(s.Items, sim.Item{SKU: it.sku, Title: it.title, Price: it.price(p.currency), Quantity: it.quantity})
	}
	switch p.fate {
	case pending:
		s.Payment = "pending"
	case vague:
		s.To.CountryCode, s.To.PostalCode, s.To.Latitude, s.To.Longitude = "", "", nil, nil
	case gift:
		s.Note = "Please wrap it and leave the prices out"
	case plain, declined, odd, regret, late, changed, fraud, big: // a shop sends no order that was not paid or does not add up
	}
	return s
}
