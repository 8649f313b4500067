package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// change does one movement in memory, or refuses it and does nothing.
func (b *stockBatch) change(ctx context.Context, c *stockChange, out *MovementResult) error {
	level := b.st.Level(c.skuID, c.placeID)
	if c.counted != nil {
		c.Quantity = *c.counted - b.onBooks(c, level)
	}
	if c.line != nil {
		c.Quantity = c.line.Owed(b.books[nameOf(c.line)])
	}
	made := len(b.lots.made)
	err := b.named(c)
	for _, part := range b.parts(c) {
		if err == nil {
			err = b.findLots(ctx, part)
		}
		if err == nil {
			err = b.decide(ctx, part, level, out)
		}
	}
	if err != nil {
		b.lots.made = b.lots.made[:made]
	}
	out.Level = *level
	if err == nil {
		out.Level.UpdatedAt = b.tx.Now
	}
	out.Level.SKU, out.Level.Location = c.SKU, c.Location
	return err
}

func (b *stockBatch) decide(ctx context.Context, c *stockChange, level *oms.StockLevel, out *MovementResult) error {
	rule := movementRules[c.Reason]
	if c.Reason == oms.ReasonCounted {
		rule = movementRule{displaces: !c.firm}
	}
	if c.Reason == oms.ReasonExpired {
		rule = movementRule{shift: oms.StockQualityControl, displaces: true}
	}
	if level.OnHand+max(0, c.Quantity) > maxLevel || level.Incoming+max(0, c.Quantity) > maxLevel {
		return oms.InvalidField("quantity", "makes more than %d units at %s", int64(maxLevel), c.Location)
	}
	switch {
	case c.Quantity == 0: // a count that is right
		return nil
	case rule.shift == oms.StockIncoming:
		return b.expect(c, level, out)
	case rule.shift != "" && c.Quantity < 0:
		return b.bring(c, rule.shift, level, out)
	case rule.shift != "":
		return b.takeUnits(ctx, c, rule, c.Quantity, level, out, func() { b.move(c, rule.shift, c.Quantity, out) })
	case c.Quantity < 0 && unsellable(c.State):
		return b.scrap(c, level, out)
	case c.Quantity < 0:
		return b.takeUnits(ctx, c, rule, -c.Quantity, level, out, func() { b.move(c, oms.StockOnHand, c.Quantity, out) })
	}
	return b.bringIn(c, level, out)
}

// unsellable tells the states of units that are there but may not be sold.
func unsellable(s oms.StockState) bool {
	return s == oms.StockSafety || s == oms.StockDamaged || s == oms.StockQualityControl
}

// expect changes what is incoming; what transfers and purchase orders bring is not touched.
func (b *stockBatch) expect(c *stockChange, level *oms.StockLevel, out *MovementResult) error {
	if expected := level.Incoming - b.inbound[[2]string{c.skuID, c.placeID}]; expected+c.Quantity < 0 {
		return oms.Errorf(oms.Conflict, "only %d units of %s are expected at %s", expected, c.SKU, c.Location)
	}
	b.move(c, oms.StockIncoming, c.Quantity, out)
	return nil
}

// bring makes units of an unavailable state available again.
func (b *stockBatch) bring(c *stockChange, state oms.StockState, level *oms.StockLevel, out *MovementResult) error {
	if have := *level.In(state); have+c.Quantity < 0 {
		return oms.Errorf(oms.Conflict, "only %d units of %s at %s are %s", have, c.SKU, c.Location, state)
	}
	b.move(c, state, c.Quantity, out)
	return nil
}

// scrap takes away units that could not be sold anyway.
func (b *stockBatch) scrap(c *stockChange, level *oms.StockLevel, out *MovementResult) error {
	if err := b.bring(c, c.State, level, out); err != nil {
		return err
	}
	b.move(c, oms.StockOnHand, c.Quantity, out)
	return nil
}

// bringIn adds units. What is received was expected, as far as anything was.
func (b *stockBatch) bringIn(c *stockChange, level *oms.StockLevel, out *MovementResult) error {
	expected := level.Incoming - b.inbound[[2]string{c.skuID, c.placeID}]
	b.move(c, oms.StockOnHand, c.Quantity, out)
	if unsellable(c.State) {
		b.move(c, c.State, c.Quantity, out)
	}
	if n := min(expected, c.Quantity); c.Reason == oms.ReasonReceived && n > 0 {
		b.move(c, oms.StockIncoming, -n, out)
	}
	return nil
}

// takeUnits makes n good units go, by done, and whoever has them lose them.
func (b *stockBatch) takeUnits(ctx context.Context, c *stockChange, rule movementRule, n int64, level *oms.StockLevel, out *MovementResult, done func()) error {
	if free := level.Available(); free >= n {
		done()
		return nil
	} else if !rule.displaces {
		return oms.Errorf(oms.Conflict, "only %d of %d units of %s at %s are available: the others are promised or kept back", free, n, c.SKU, c.Location)
	}
	if !b.covers(c.skuID) {
		b.missing = append(b.missing, c.skuID)
		return nil
	}
	claims, holders := b.claims(c.skuID, c.placeID)
	t := stock.Take(*level, n, claims, rule.shift == "" && c.units == nil) // of a lot it is known which units are missing
	if t.Missing > 0 {
		return oms.Errorf(oms.Conflict, "%d of the %d units of %s at %s are picked or packed for orders, or kept back: put them back first", t.Missing, n, c.SKU, c.Location)
	}
	for _, taken := range t.Claims {
		id, err := b.lose(ctx, b.st, holders[taken.Claim], taken.Quantity, c.Reason)
		if err != nil {
			return err
		}
		out.Displaced = append(out.Displaced, id)
	}
	for state, k := range map[oms.StockState]int64{oms.StockSafety: t.Safety, oms.StockQualityControl: t.QualityControl, oms.StockDamaged: t.Damaged} {
		if k > 0 {
			b.move(c, state, -k, out)
		}
	}
	done()
	return nil
}

// move records one movement, or one for each lot.
func (b *stockBatch) move(c *stockChange, state oms.StockState, n int64, out *MovementResult) {
	m := oms.StockMovement{SKUID: c.skuID, SKU: c.SKU, LocationID: c.placeID, Location: c.Location, State: state, Quantity: n,
		Reason: c.Reason, Reference: c.Reference, Note: c.Note, Actor: b.actor, OccurredAt: b.tx.Now}
	add := func() {
		m.ID = store.NewID(oms.PrefixMovement)
		b.st.Move(m)
		out.Movements = append(out.Movements, m)
	}
	if len(c.units) == 0 || !state.ByLot() {
		add()
		return
	}
	for _, u := range c.units {
		m.LotID, m.Lot, m.Quantity = u.LotID, u.Lot, u.Quantity
		if n < 0 {
			m.Quantity = -u.Quantity
		}
		add()
	}
}
