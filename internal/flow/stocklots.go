package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

// onBooks is what a count is held against: the stock of the SKU, or of the lot
// that was counted.
func (b *stockBatch) onBooks(c *stockChange, level *oms.StockLevel) int64 {
	if c.Lot == "" || b.st.Tracking(c.skuID) == oms.TrackNone {
		return level.OnHand
	}
	if l := b.lotAt(c, c.Lot); l != nil {
		return l.OnHand
	}
	return 0
}

func (b *stockBatch) lotAt(c *stockChange, code string) *oms.LotLevel {
	for _, l := range b.st.Lots(c.skuID, c.placeID) {
		if l.Lot == code {
			return l
		}
	}
	return nil
}

// named refuses a serial number to be missing by a count while it may be in the
// hands of somebody who has not named what was picked.
func (b *stockBatch) named(c *stockChange) error {
	if n := b.inHands[c.skuID]; c.line != nil && c.line.Serial() && c.Quantity < 0 && n > 0 {
		return oms.Errorf(oms.Conflict, "%d units of %s are picked at %s and their serial numbers are not named yet: when they are packed it is known which are missing", n, c.SKU, c.Location)
	}
	return nil
}

// parts takes a count of a lot apart by which fewer are there than on the books:
// what could be sold goes first, then what is in quality control, where all of
// a lot is that has expired, and then what is damaged.
func (b *stockBatch) parts(c *stockChange) []*stockChange {
	whole := []*stockChange{c}
	if c.counted == nil && c.line == nil || c.Lot == "" || c.Quantity >= 0 {
		return whole
	}
	l := b.lotAt(c, c.Lot)
	if l == nil || l.Free() >= -c.Quantity || l.OnHand-l.Picked < -c.Quantity {
		return whole // nothing to take apart, or refused in words
	}
	var out []*stockChange
	left := -c.Quantity
	take := func(state oms.StockState, have int64) {
		if n := min(have, left); n > 0 {
			part := *c
			part.State, part.Quantity = state, -n
			out, left = append(out, &part), left-n
		}
	}
	take("", l.Free())
	take(oms.StockQualityControl, l.QualityControl)
	take(oms.StockDamaged, l.Damaged)
	return out
}

// findLots finds out of which lots the units of a change are, when its SKU is
// tracked.
func (b *stockBatch) findLots(ctx context.Context, c *stockChange) (err error) {
	rule := movementRules[c.Reason]
	named := c.Named() || c.ExpiresOn != ""
	switch {
	case b.st.Tracking(c.skuID) == oms.TrackNone && named:
		return oms.InvalidField("lot", "must be absent: %s is not tracked by lot or serial number", c.SKU)
	case b.st.Tracking(c.skuID) == oms.TrackNone:
		return nil
	case rule.shift == oms.StockIncoming || rule.shift == oms.StockSafety:
		if named {
			return oms.InvalidField("lot", "must be absent: %s stock is not told by %s", rule.shift, c.sku.Tracking.Noun())
		}
		return nil
	case c.Lot == "" && (c.counted != nil || c.line != nil && c.Quantity != 0):
		return oms.InvalidField("lot", "is required: %s is tracked by %s, and each is counted by itself", c.SKU, c.sku.Tracking.Noun())
	case c.Reason == oms.ReasonExpired:
		return b.pastUnits(c)
	case c.Quantity > 0 && rule.shift == "":
		c.units, err = b.lots.arrive(ctx, lotArrival{sku: c.sku, LotNames: c.LotNames, expiresOn: c.ExpiresOn, quantity: c.Quantity,
			again: c.Reason != oms.ReasonReceived}, c.placeID)
		return err
	case c.Quantity == 0: // a count that is right
		return nil
	}
	return b.leavingUnits(c, rule)
}

// leavingUnits finds the lots of units that change their state, or go.
func (b *stockBatch) leavingUnits(c *stockChange, rule movementRule) (err error) {
	n, state := max(c.Quantity, -c.Quantity), rule.shift
	if rule.shift == "" && unsellable(c.State) {
		state = c.State
	}
	free := (*oms.LotLevel).Free
	if c.Quantity < 0 && state.ByLot() {
		free = func(l *oms.LotLevel) int64 { return *l.In(state) }
	}
	if c.units, err = lotsLeaving(b.st.Lots(c.skuID, c.placeID), c.sku, c.LotNames, n, free); err != nil || rule.shift == "" || c.Quantity > 0 {
		return err
	}
	for _, u := range c.units {
		if l := b.lotAt(c, u.Lot); l.Past(b.st.Day(c.placeID)) {
			return oms.Errorf(oms.Conflict, "%s %s of %s is good until %s: it may not be sold any more", c.sku.Tracking.Noun(), l.Lot, c.SKU, l.ExpiresOn)
		}
	}
	return nil
}

// pastUnits takes what is left on the shelf of a lot whose day is over.
func (b *stockBatch) pastUnits(c *stockChange) error {
	c.Quantity = 0
	if l := b.lotAt(c, c.Lot); l != nil && l.Past(b.st.Day(c.placeID)) && l.Free() > 0 {
		c.Quantity = l.Free()
		c.units = []oms.LotUnits{{LotID: l.LotID, Lot: l.Lot, ExpiresOn: l.ExpiresOn, Quantity: c.Quantity}}
	}
	return nil
}
