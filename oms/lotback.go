package oms

import (
	"slices"
	"strings"
)

// cameBack tells of which lots units of a return's line are: those named, or of
// those that were sent and have not come back the ones that expire first. A line
// that was sent before its SKU was tracked has none.
func (o *Order) cameBack(all []*Return, l *ReturnLine, it InspectItem) ([]LotUnits, error) {
	if !it.Disposition.Here() || it.Disposition == WrongItem {
		return nil, nil
	}
	sent := o.SentLots(all, l.Line)
	var names []string
	serial := false
	for _, u := range sent {
		names, serial = append(names, u.Lot), u.Serial
	}
	noLot := func(name string) error {
		return Errorf(Conflict, "%.64q of %s was not sent with line %d of the order, or is back already: that is %s. If another unit came instead, it is a wrong item",
			name, l.SKU, l.Line, strings.Join(names, ", "))
	}
	switch {
	case len(sent) == 0 && it.Named():
		return nil, Errorf(Conflict, "it is not known of which lots line %d (%s) was sent: take the units in by a movement that names their lot", l.Line, l.SKU)
	case it.Lot != "":
		i := slices.IndexFunc(sent, func(u LotUnits) bool { return u.Lot == it.Lot && u.Quantity >= it.Quantity })
		if i < 0 {
			return nil, noLot(it.Lot)
		}
		sent[i].Quantity = it.Quantity
		return sent[i : i+1], nil
	case len(it.Serials) > 0:
		out := make([]LotUnits, len(it.Serials))
		for j, s := range it.Serials {
			i := slices.IndexFunc(sent, func(u LotUnits) bool { return u.Lot == s })
			if i < 0 {
				return nil, noLot(s)
			}
			out[j] = sent[i]
		}
		return out, nil
	case serial && int64(len(sent)) != it.Quantity:
		return nil, Errorf(Conflict, "say which serial numbers of %s came back: line %d was sent with %s", l.SKU, l.Line, strings.Join(names, ", "))
	}
	return firstOf(sent, it.Quantity), nil
}

// firstOf takes up to n units off the front.
func firstOf(units []LotUnits, n int64) (out []LotUnits) {
	for _, u := range units {
		if u.Quantity = min(u.Quantity, n); u.Quantity > 0 {
			out, n = append(out, u), n-u.Quantity
		}
	}
	return out
}

// SentLots lists the units of a line that were shipped by lot and are found in
// none of the order's returns, first expired first.
func (o *Order) SentLots(returns []*Return, line int) (out []LotUnits) {
	add := func(u LotUnits, n int64) {
		i := slices.IndexFunc(out, func(have LotUnits) bool { return have.LotID == u.LotID })
		if i < 0 {
			u.Quantity = 0
			i, out = len(out), append(out, u)
		}
		out[i].Quantity += n
	}
	for _, p := range o.Parcels {
		if sh := o.Shipment(p.ShipmentID); sh == nil || sh.ShippedAt == nil {
			continue
		}
		for _, it := range p.Items {
			if it.Line == line && it.LotID != "" {
				add(it.Units(), it.Quantity)
			}
		}
	}
	for _, r := range returns {
		for _, u := range r.backOf(line) {
			add(u, -u.Quantity)
		}
	}
	out = slices.DeleteFunc(out, func(u LotUnits) bool { return u.Quantity <= 0 })
	slices.SortStableFunc(out, func(a, b LotUnits) int {
		return FirstExpired(&LotLevel{Lot: a.Lot, ExpiresOn: a.ExpiresOn}, &LotLevel{Lot: b.Lot, ExpiresOn: b.ExpiresOn})
	})
	return out
}

// backOf lists the units of an order's line that were found in the return.
func (r *Return) backOf(line int) (out []LotUnits) {
	for _, l := range r.Lines {
		for _, f := range l.Found {
			if l.Line == line {
				out = append(out, f.Lots...)
			}
		}
	}
	return out
}

// comeBack puts n units of a return's line into the stock, those whose lot is
// known by lot.
func (s *Step) comeBack(r *Return, l *ReturnLine, state StockState, n int64, units []LotUnits) {
	c := StockChange{SKUID: l.SKUID, SKU: l.SKU, LocationID: r.LocationID, State: state, Reason: ReasonReturned, Reference: r.ID}
	for _, u := range units {
		c.LotID, c.Lot, c.Quantity = u.LotID, u.Lot, u.Quantity
		s.Stock, n = append(s.Stock, c), n-u.Quantity
	}
	if c.LotID, c.Lot, c.Quantity = "", "", n; n > 0 {
		s.Stock = append(s.Stock, c)
	}
}
