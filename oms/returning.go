package oms

import (
	"fmt"
	"slices"
	"time"
)

// ReturnItem asks for units of an order line to come back.
type ReturnItem struct {
	OrderLine int          `json:"order_line" doc:"Number of the order's line; of a bundle its components come back" minimum:"1" example:"1"`
	Quantity  int64        `json:"quantity" doc:"Units" minimum:"1" maximum:"1000000" example:"1"`
	Reason    ReturnReason `json:"reason,omitempty" doc:"other when absent" enum:"changed_mind,too_small,too_large,not_as_described,faulty,arrived_damaged,wrong_item,arrived_late,undelivered,unannounced,other" example:"too_small"`
	Note      string       `json:"note,omitempty" doc:"What the buyer says" maxLength:"1000"`
}

// AskBack adds lines to a return: shipped units that are to come back, bundles
// as their components. Only what was shipped and is not asked back, returned
// or left with the buyer can be.
func (o *Order) AskBack(r *Return, items []ReturnItem) (Step, error) {
	var s Step
	for i, it := range items {
		lines, err := o.backLines(fmt.Sprintf("lines[%d]", i), it)
		if err != nil {
			return s, err
		}
		for _, part := range lines {
			l := o.Line(part.Line)
			if n := l.Returnable(); part.Quantity > n {
				return s, Errorf(Conflict, "%d units of line %d (%s) are more than the %d that are shipped and not returned", part.Quantity, l.N, l.SKU, n)
			}
			if err := s.move(l, BucketShipped, MarkReturnRequested, part.Quantity); err != nil {
				return s, err
			}
			r.add(l, part.Quantity, it.Reason, it.Note)
		}
	}
	return s, nil
}

// backLines spells an item out as lines that have units.
func (o *Order) backLines(field string, it ReturnItem) ([]LineQuantity, error) {
	l := o.Line(it.OrderLine)
	switch {
	case l == nil:
		return nil, InvalidField(field+".order_line", "names no line of the order")
	case it.Quantity <= 0 || it.Quantity > MaxQuantity:
		return nil, InvalidField(field+".quantity", "must be 1 to %d", int64(MaxQuantity))
	case it.Reason != "" && !slices.Contains(ReturnReasons(), it.Reason):
		return nil, InvalidField(field+".reason", "is %.40q, which is no reason", string(it.Reason))
	case !l.Physical:
		return nil, InvalidField(field+".order_line", "was not shipped: it can't come back")
	case l.Kind != LineBundle:
		return []LineQuantity{{l.N, it.Quantity}}, nil
	}
	var out []LineQuantity
	for _, part := range o.Components(l.N) {
		out = append(out, LineQuantity{part.N, it.Quantity * part.Per})
	}
	return out, nil
}

func (r *Return) add(l *Line, n int64, why ReturnReason, note string) *ReturnLine {
	if why == "" {
		why = ReturnOtherReasons
	}
	r.Lines = append(r.Lines, ReturnLine{N: len(r.Lines) + 1, Line: l.N, SKUID: l.SKUID, SKU: l.SKU, Title: l.Title, Quantity: n, Reason: why, Note: note})
	return &r.Lines[len(r.Lines)-1]
}

// TakeBack ends the waiting for units that have not come: they stay with the
// buyer, who owes them as before.
func (o *Order) TakeBack(r *Return, to RMAStatus) (Step, error) {
	var s Step
	if err := RMAMoves.Check(r.Name(), string(r.Status), string(to)); err != nil {
		return s, err
	}
	for _, l := range r.Lines {
		if err := s.move(o.Line(l.Line), MarkReturnRequested, BucketShipped, l.Open()); err != nil {
			return s, err
		}
	}
	r.Status = to
	return s, nil
}

// ArrivedItem is units that were in the box. It names a line of the return, or
// one of the order for what nobody announced.
type ArrivedItem struct {
	Line      int   `json:"line,omitempty" doc:"Number of the return's line" minimum:"0" example:"1"`
	OrderLine int   `json:"order_line,omitempty" doc:"Or number of the order's line, also for what was not announced" minimum:"0" example:"1"`
	Quantity  int64 `json:"quantity" doc:"Units" minimum:"1" maximum:"1000000" example:"1"`
}

// ReceiveReturn takes in what has come of a return, in parts or at once:
//
//   - no items, and not complete, says that everything has come;
//   - units beyond what a line announced, or of another line of the order, are
//     added to the return as far as they were shipped;
//   - with complete, what has not come is missing.
func (o *Order) ReceiveReturn(r *Return, items []ArrivedItem, complete bool, now time.Time) (Step, error) {
	var s Step
	if err := RMAMoves.Check(r.Name(), string(r.Status), string(RMAReceived)); err != nil {
		return s, err
	}
	if len(items) == 0 && !complete {
		for _, l := range r.Lines {
			if l.Open() > 0 {
				items = append(items, ArrivedItem{Line: l.N, Quantity: l.Open()})
			}
		}
	}
	for i, it := range items {
		if err := o.arrived(&s, r, fmt.Sprintf("items[%d]", i), it); err != nil {
			return s, err
		}
	}
	for i := range r.Lines {
		if l := &r.Lines[i]; complete && l.Open() > 0 {
			if err := o.miss(&s, l, l.Open()); err != nil {
				return s, err
			}
		}
	}
	if r.Units().Received == 0 && !complete {
		return s, InvalidField("items", "name nothing that has come")
	}
	r.Status = RMAReceived
	if r.ReceivedAt == nil && r.Units().Received > 0 {
		r.ReceivedAt = &now
	}
	r.inspected()
	return s, nil
}

// arrived counts one item of a receipt, announced units first.
func (o *Order) arrived(s *Step, r *Return, field string, it ArrivedItem) error {
	line := r.Line(it.Line)
	if line != nil {
		it.OrderLine = line.Line
	}
	ol := o.Line(it.OrderLine)
	switch {
	case it.Line != 0 && line == nil:
		return InvalidField(field+".line", "names no line of %s", r.Name())
	case ol == nil:
		return InvalidField(field+".order_line", "names no line of the order")
	case ol.Kind == LineBundle:
		return InvalidField(field+".order_line", "is a bundle: name the components that have come")
	case it.Quantity <= 0 || it.Quantity > MaxQuantity:
		return InvalidField(field+".quantity", "must be 1 to %d", int64(MaxQuantity))
	}
	left := it.Quantity
	take := func(l *ReturnLine) error {
		n := min(left, l.Open())
		l.Received, left = l.Received+n, left-n
		return s.move(ol, MarkReturnRequested, MarkReturned, n)
	}
	if line != nil {
		if err := take(line); err != nil {
			return err
		}
	}
	for i := range r.Lines {
		if l := &r.Lines[i]; l.Line == ol.N {
			if err := take(l); err != nil {
				return err
			}
		}
	}
	return o.unannounced(s, r, ol, left)
}

// unannounced adds units that came without a word to the return.
func (o *Order) unannounced(s *Step, r *Return, ol *Line, n int64) error {
	if n == 0 {
		return nil
	}
	if have := ol.Returnable(); n > have {
		return Errorf(Conflict, "%d more units of line %d (%s) have come than the %d that are shipped and not returned: it may belong to another order",
			n, ol.N, ol.SKU, have)
	}
	l := r.add(ol, n, ReturnUnannounced, "")
	l.Received = n
	return s.move(ol, BucketShipped, MarkReturned, n)
}

// miss gives up n announced units of a line.
func (o *Order) miss(s *Step, l *ReturnLine, n int64) error {
	l.Missing += n
	return s.move(o.Line(l.Line), MarkReturnRequested, BucketShipped, n)
}

// InspectItem is units that were found to be something.
type InspectItem struct {
	Line        int         `json:"line" doc:"Number of the return's line" minimum:"1" example:"1"`
	Quantity    int64       `json:"quantity" doc:"Units" minimum:"1" maximum:"1000000" example:"1"`
	Disposition Disposition `json:"disposition" doc:"restock puts them on the shelf; quarantine and damaged into the stock, unavailable; scrap and wrong_item nowhere. missing and keep_it are of units that have not come: the buyer gets no money, or gets it and keeps them" enum:"restock,quarantine,damaged,scrap,wrong_item,missing,keep_it" example:"restock"`
	LotNames
	Condition Condition `json:"condition,omitempty" enum:"as_new,opened,used,broken" example:"as_new"`
	Note      string    `json:"note,omitempty" maxLength:"1000"`
}

// InspectReturn notes what units were found to be, and moves the stock at the
// return's location. all are the returns of the order. When nothing more is to come and to be looked at, the
// return is inspected.
func (o *Order) InspectReturn(r *Return, all []*Return, items []InspectItem, by string, now time.Time) (Step, error) {
	var s Step
	if !r.Status.inspectable() {
		return s, Errorf(Conflict, "%s is %s: there is nothing to inspect", r.Name(), r.Status)
	}
	for i, it := range items {
		field := fmt.Sprintf("items[%d]", i)
		l := r.Line(it.Line)
		switch {
		case l == nil:
			return s, InvalidField(field+".line", "names no line of %s", r.Name())
		case it.Quantity <= 0 || it.Quantity > MaxQuantity:
			return s, InvalidField(field+".quantity", "must be 1 to %d", int64(MaxQuantity))
		case !slices.Contains(Dispositions(), it.Disposition):
			return s, InvalidField(field+".disposition", "is %.40q, which is none", string(it.Disposition))
		case it.Condition != "" && !slices.Contains(Conditions(), it.Condition):
			return s, InvalidField(field+".condition", "is %.40q, which is none", string(it.Condition))
		case it.Disposition.Here() && it.Quantity > l.Waiting():
			return s, Errorf(Conflict, "%d units of line %d (%s) are more than the %d that came and are not inspected", it.Quantity, l.N, l.SKU, l.Waiting())
		case !it.Disposition.Here() && it.Quantity > l.Open():
			return s, Errorf(Conflict, "%d units of line %d (%s) are more than the %d that are still to come", it.Quantity, l.N, l.SKU, l.Open())
		}
		if err := InvalidFields("the inspection", it.CheckNames(field, it.Quantity)); err != nil {
			return s, err
		}
		units, err := o.cameBack(all, l, it)
		if err != nil {
			return s, err
		}
		if err := o.find(&s, r, l, it, units); err != nil {
			return s, err
		}
		l.Found = append(l.Found, Finding{it.Quantity, it.Disposition, it.Condition, it.Note, by, now, units})
	}
	r.inspected()
	return s, nil
}

func (s RMAStatus) inspectable() bool {
	return s == RMAApproved || s == RMAInTransit || s == RMAReceived
}

// find does to units, and to the stock, what they were found to be.
func (o *Order) find(s *Step, r *Return, l *ReturnLine, it InspectItem, units []LotUnits) error {
	n := it.Quantity
	if it.Disposition.Here() {
		l.Inspected += n
	}
	stock := func(state StockState) {
		if l.SKUID != "" {
			s.comeBack(r, l, state, n, units)
		}
	}
	switch it.Disposition {
	case Restock:
		stock(StockOnHand)
	case Quarantine:
		stock(StockOnHand)
		stock(StockQualityControl)
	case DamagedUnit:
		stock(StockOnHand)
		stock(StockDamaged)
	case Scrap:
	case WrongItem:
		l.Wrong += n
		return s.move(o.Line(l.Line), MarkReturned, BucketShipped, n)
	case MissingUnit:
		return o.miss(s, l, n)
	case KeepIt:
		l.Kept += n
		return s.move(o.Line(l.Line), MarkReturnRequested, MarkWrittenOff, n)
	}
	return nil
}

// inspected ends the inspection when nothing is left to wait for.
func (r *Return) inspected() {
	for _, l := range r.Lines {
		if l.Open() > 0 || l.Waiting() > 0 {
			return
		}
	}
	r.Status = RMAInspected
}

// Sound tells whether everything came as it was announced and can be sold
// again, or stays with the buyer: nobody needs to decide anything.
func (r *Return) Sound() bool {
	for _, l := range r.Lines {
		if l.Missing > 0 || l.Of(Restock) != l.Received || l.Reason == ReturnUnannounced {
			return false
		}
	}
	return true
}

// Differs tells in a sentence in what a return is not what was announced, or
// is "".
func (r *Return) Differs() (says []Said) {
	var missing, wrong int64
	for _, l := range r.Lines {
		missing, wrong = missing+l.Missing, wrong+l.Wrong
	}
	if missing > 0 {
		says = append(says, SaysReturnMissing.With(Facts{"return": FactText(r.Name()), "count": FactNumber(missing)}))
	}
	if wrong > 0 {
		says = append(says, SaysReturnWrong.With(Facts{"return": FactText(r.Name()), "count": FactNumber(wrong)}))
	}
	return says
}

// ArrivedAt is when the last unit of a line came to the buyer, or nil.
func (o *Order) ArrivedAt(line int) (last *time.Time) {
	for _, p := range o.Parcels {
		if !slices.ContainsFunc(p.Items, func(it ParcelItem) bool { return it.Line == line }) {
			continue
		}
		if sh := o.Shipment(p.ShipmentID); sh != nil && sh.DeliveredAt != nil && (last == nil || sh.DeliveredAt.After(*last)) {
			last = sh.DeliveredAt
		}
	}
	return last
}
