package oms

import "time"

// DropShip tells whether the supplier sends it to the buyer. Its units never
// are incoming, and received means sent.
func (p *PurchaseOrder) DropShip() bool { return p.FulfillmentOrderID != "" }

// Working tells whether a location has been asked to send the work and has not
// ended it.
func (f *FulfillmentOrder) Working() bool {
	return f.Status == FulfillmentReleased || f.Status == FulfillmentInProgress
}

// DropShipLines are the lines of a purchase order that stands for work: the
// units of each SKU that are to be sent.
func (f *FulfillmentOrder) DropShipLines() (lines []PurchaseLine) {
	for _, a := range f.Items {
		if a.Quantity == 0 {
			continue
		}
		known := false
		for i := range lines {
			if known = lines[i].SKUID == a.SKUID; known {
				lines[i].Ordered += a.Quantity
				break
			}
		}
		if !known {
			lines = append(lines, PurchaseLine{N: len(lines) + 1, SKUID: a.SKUID, SKU: a.SKU, Ordered: a.Quantity})
		}
	}
	return lines
}

// Follow brings a drop-ship in line with the work it stands for, and tells
// whether that changed it: what has left is received; what is not to be sent any
// more is canceled, and so is all that has not left when the work was taken back.
func (p *PurchaseOrder) Follow(f *FulfillmentOrder, now time.Time) bool {
	if !p.Status.Coming() {
		return false
	}
	changed, some := false, false
	for i := range p.Lines {
		l := &p.Lines[i]
		wanted, sent := f.unitsOf(l.SKUID)
		if !f.Working() {
			wanted = sent
		}
		received, canceled := min(sent, l.Ordered), max(l.Canceled, l.Ordered-wanted)
		changed = changed || received != l.Received || canceled != l.Canceled
		l.Received, l.Canceled = received, canceled
		some = some || received > 0
	}
	if changed {
		p.settle(some, now)
	}
	return changed
}

// unitsOf is how many units of a SKU the work is to send in all, and how many
// have left.
func (f *FulfillmentOrder) unitsOf(skuID string) (wanted, sent int64) {
	for _, a := range f.Items {
		if a.SKUID == skuID {
			wanted, sent = wanted+a.Quantity, sent+a.Shipped
		}
	}
	return wanted, sent
}

// Accept notes that the partner takes the work on, and tells whether it had
// not before.
func (f *FulfillmentOrder) Accept(now time.Time) (bool, error) {
	if f.PartnerStatus == PartnerAccepted {
		return false, nil
	}
	if err := PartnerMoves.Check(f.Number, string(f.PartnerStatus), string(PartnerAccepted)); err != nil {
		return false, err
	}
	f.PartnerStatus, f.UpdatedAt = PartnerAccepted, now
	return true, nil
}
