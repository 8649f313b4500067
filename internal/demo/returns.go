package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// habit is how buyers send back goods of a category.
type habit struct {
	share   int // of a hundred lines that arrived
	reasons []oms.ReturnReason
}

// habits are those of the categories of which something comes back: clothes
// that don't fit the most, nothing that is eaten.
var habits = map[string]habit{
	"Footwear":    {9, []oms.ReturnReason{oms.ReturnTooSmall, oms.ReturnTooLarge, oms.ReturnTooSmall, oms.ReturnNotAsShown, oms.ReturnChangedMind}},
	"Clothing":    {7, []oms.ReturnReason{oms.ReturnTooSmall, oms.ReturnTooLarge, oms.ReturnNotAsShown, oms.ReturnChangedMind, oms.ReturnFaulty}},
	"Outerwear":   {7, []oms.ReturnReason{oms.ReturnTooLarge, oms.ReturnTooSmall, oms.ReturnChangedMind}},
	"Outdoors":    {4, []oms.ReturnReason{oms.ReturnFaulty, oms.ReturnNotAsShown, oms.ReturnChangedMind}},
	"Accessories": {3, []oms.ReturnReason{oms.ReturnChangedMind, oms.ReturnNotAsShown}},
	"Home":        {2, []oms.ReturnReason{oms.ReturnNotAsShown, oms.ReturnDamaged, oms.ReturnTooLate}},
	"Kitchen":     {2, []oms.ReturnReason{oms.ReturnDamaged, oms.ReturnFaulty, oms.ReturnWrongItem}},
	"Desk":        {2, []oms.ReturnReason{oms.ReturnChangedMind, oms.ReturnFaulty}},
}

// The longest that a buyer takes from the order to the wish to send it back.
const longestWish = 21 * 24 * time.Hour

// wish is what the buyer of an order will send back, once it has arrived.
func (d *Demo) wish(o *oms.Order) (items []oms.ReturnItem) {
	for _, l := range o.Lines {
		w := d.catalog.bySKU[l.SKU]
		if w == nil || l.Kind != oms.LineItem || o.Channel == wholesale || o.Channel == till {
			continue
		}
		luck, h := d.luck("back", o.Channel, o.ExternalID, l.N), habits[w.category]
		if luck.IntN(100) >= h.share || l.Returnable() == 0 {
			continue
		}
		items = append(items, oms.ReturnItem{OrderLine: l.N, Quantity: 1 + luck.Int64N(l.Returnable()), Reason: choose(luck, h.reasons)})
	}
	return items
}

// returns is what the buyer sends back of an order, and what the desk does
// about it.
func (s *steps) returns() {
	o := s.o
	if r := s.d.back[o.ID]; r != nil && o.OpenReturns > 0 {
		s.comingBack(r)
		return
	}
	untouched := o.ReturnStatus == oms.ReturnNone && o.OpenReturns == 0 && oms.MoneyOf(o.Transactions).Refunded == 0
	if s.n == 0 || o.DeliveryStatus != oms.Delivered || !untouched {
		return
	}
	items := s.d.wish(o)
	if len(items) == 0 {
		return
	}
	var last time.Time
	for _, it := range items {
		if at := o.ArrivedAt(it.OrderLine); at != nil && at.After(last) {
			last = *at
		}
	}
	// Five in six use the link in the mail, which agrees at once.
	in := flow.ReturnInput{Lines: items, Reference: "back-" + o.ExternalID, Approve: s.d.luck("link", o.Channel, o.ExternalID).IntN(6) > 0}
	s.add(step{at: s.since(last, 16*time.Hour, 9*24*time.Hour, "back"), who: "buyers", what: "back",
		do: s.d.about(func(ctx context.Context) (flow.Part[oms.Return], error) { return s.d.flow.RequestReturn(ctx, o.ID, in) })})
}

// about does something to a return and keeps it in mind.
func (d *Demo) about(do func(context.Context) (flow.Part[oms.Return], error)) func(context.Context) (*oms.Order, error) {
	return func(ctx context.Context) (*oms.Order, error) {
		p, err := do(ctx)
		if err != nil {
			return nil, err
		}
		d.keepInMind(p.Order, p.Part)
		return p.Order, nil
	}
}

func (d *Demo) keepInMind(o *oms.Order, r *oms.Return) {
	if r.Status.Done() {
		delete(d.back, o.ID)
		return
	}
	d.back[o.ID] = r
}

// recallReturn looks up the open return of an order, if it has one.
func (d *Demo) recallReturn(ctx context.Context, o *oms.Order) error {
	delete(d.back, o.ID)
	if o.OpenReturns == 0 {
		return nil
	}
	page, err := d.flow.Returns(ctx, flow.ReturnFilter{Order: o.ID})
	for _, p := range page.Items {
		if !p.Part.Status.Done() {
			d.back[o.ID] = p.Part
		}
	}
	return err
}

// comingBack is the next step of a return.
func (s *steps) comingBack(r *oms.Return) {
	d, id, at := s.d, r.ID, siteOf(r.Location)
	add := func(low, high time.Duration, who, what string, do func(context.Context) (flow.Part[oms.Return], error)) {
		when := s.since(r.StatusSince, low, high, what)
		if who == "desk" {
			when = at.onShift(when)
		}
		s.add(step{at: when, who: who, what: what + " " + id, do: d.about(do)})
	}
	luck := func(what string) int { return d.luck(what, s.o.Channel, s.o.ExternalID).IntN(100) }
	switch r.Status {
	case oms.RMARequested:
		add(time.Hour, 18*time.Hour, "desk", "answer", func(ctx context.Context) (flow.Part[oms.Return], error) {
			if luck("declined") < 8 {
				return d.flow.DeclineReturn(ctx, id, flow.ReturnReason{Reason: "The seal is broken"})
			}
			return d.flow.ApproveReturn(ctx, id, flow.ReturnApproval{})
		})
	case oms.RMAApproved:
		switch {
		case r.Lines[0].Reason == oms.ReturnUndelivered: // it is back already
			add(time.Hour, 20*time.Hour, "desk", "receive", d.boxOf(r, 100))
		case luck("forgotten") < 4 && r.DueAt != nil: // nobody sends it
			s.add(step{at: d.clock.of(*r.DueAt), who: "clock", what: "expire " + id, do: d.about(func(ctx context.Context) (flow.Part[oms.Return], error) {
				if _, err := d.flow.ExpireReturns(ctx, 1000); err != nil {
					return flow.Part[oms.Return]{}, err
				}
				return d.flow.Return(ctx, id)
			})})
		default:
			add(5*time.Hour, 60*time.Hour, "buyers", "send", func(ctx context.Context) (flow.Part[oms.Return], error) {
				return d.flow.SendReturn(ctx, id, flow.ReturnTransit{Carrier: "parcel post", Tracking: fmt.Sprintf("QR%08dDE", 7919*r.Number%100_000_000)})
			})
		}
	case oms.RMAInTransit:
		add(26*time.Hour, 90*time.Hour, "desk", "receive", d.boxOf(r, luck("short")))
	case oms.RMAReceived:
		add(40*time.Minute, 22*time.Hour, "desk", "inspect", func(ctx context.Context) (flow.Part[oms.Return], error) {
			numbers, err := d.cameBack(ctx, r)
			if err != nil {
				return flow.Part[oms.Return]{}, err
			}
			return d.flow.InspectReturn(ctx, id, flow.ReturnFindings{Items: s.findings(r, numbers)})
		})
	case oms.RMAInspected:
		add(time.Hour, 26*time.Hour, "desk", "resolve", func(ctx context.Context) (flow.Part[oms.Return], error) {
			return d.flow.ResolveReturn(ctx, id, s.resolution(r))
		})
	case oms.RMADeclined, oms.RMAClosed, oms.RMACanceled, oms.RMAExpired:
	}
}

// boxOf receives a return: everything, or of four in a hundred with several
// units all but the last one.
func (d *Demo) boxOf(r *oms.Return, roll int) func(context.Context) (flow.Part[oms.Return], error) {
	in := flow.ReturnArrival{Complete: true}
	for _, l := range r.Lines {
		in.Items = append(in.Items, oms.ArrivedItem{Line: l.N, Quantity: l.Open()})
	}
	if last := &in.Items[len(in.Items)-1]; roll < 4 && r.Units().Quantity > 1 {
		if last.Quantity--; last.Quantity == 0 {
			in.Items = in.Items[:len(in.Items)-1]
		}
	}
	return func(ctx context.Context) (flow.Part[oms.Return], error) { return d.flow.ReceiveReturn(ctx, r.ID, in) }
}

// findings is what the desk finds units to be: those that were said to be
// broken mostly are, of the others most can be sold again. numbers are those of
// the units, by line, as far as they have any.
func (s *steps) findings(r *oms.Return, numbers map[int]oms.LotNames) (items []oms.InspectItem) {
	for _, l := range r.Lines {
		if l.Waiting() == 0 {
			continue
		}
		it := oms.InspectItem{Line: l.N, Quantity: l.Waiting(), Disposition: oms.Restock, Condition: oms.ConditionNew}
		roll := s.d.luck("found", s.o.Channel, s.o.ExternalID, l.N).IntN(100)
		broken := l.Reason == oms.ReturnFaulty || l.Reason == oms.ReturnDamaged
		switch {
		case broken && roll < 30:
			it.Disposition, it.Condition = oms.Scrap, oms.ConditionBroken
		case broken && roll < 80:
			it.Disposition, it.Condition = oms.DamagedUnit, oms.ConditionBroken
		case roll < 3:
			it.Disposition, it.Condition = oms.WrongItem, ""
		case roll < 9:
			it.Disposition, it.Condition, it.Note = oms.DamagedUnit, oms.ConditionUsed, "Signs of wear"
		case roll < 16:
			it.Disposition, it.Condition = oms.Quarantine, oms.ConditionOpened
		}
		names := numbers[l.N]
		it.LotNames = names.Next(it.Quantity)
		items = append(items, it)
	}
	return items
}

// resolution keeps a tenth back of what came back worn.
func (s *steps) resolution(r *oms.Return) (in flow.ReturnResolution) {
	for _, l := range r.Lines {
		for _, f := range l.Found {
			if f.Condition == oms.ConditionUsed {
				kept := s.o.Line(l.Line).UnitPrice * f.Quantity / 10
				in.Lines = append(in.Lines, flow.LineResolution{Line: l.N, Deduction: amount(kept, s.o.Currency), Why: f.Note})
			}
		}
	}
	return in
}

// undelivered takes back what a carrier could not deliver, and lets the return
// see to the money.
func (s *steps) undelivered(ctx context.Context, sh *oms.Shipment) (flow.Part[oms.Return], error) {
	units := map[int]int64{}
	in := flow.ReturnInput{Reference: "undelivered-" + sh.ID, Approve: true}
	for _, p := range s.o.ParcelsOf(sh.FulfillmentOrderID, sh.ID) {
		for _, it := range p.Items {
			units[it.Line] += it.Quantity
		}
	}
	for _, l := range s.o.Units() {
		if n := min(units[l.N], l.Returnable()); n > 0 {
			in.Lines = append(in.Lines, oms.ReturnItem{OrderLine: l.N, Quantity: n, Reason: oms.ReturnUndelivered})
		}
	}
	return s.d.flow.RequestReturn(ctx, s.o.ID, in)
}
