package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// Limits of stock figures.
const (
	maxMovement  = 1_000_000_000     // units of one movement
	maxLevel     = 1_000_000_000_000 // units of one SKU at one location
	maxMovements = 1000              // movements of one call
)

// MovementInput changes the stock of one SKU at one location.
type MovementInput struct {
	SKU       string             `json:"sku" doc:"Code of the SKU; a bundle has no stock of its own" example:"TEE-RED-M" maxLength:"100"`
	Location  string             `json:"location" doc:"Code of the location" example:"BER" maxLength:"64"`
	Quantity  int64              `json:"quantity" doc:"Signed, and not zero" example:"100" minimum:"-1000000000" maximum:"1000000000"`
	Reason    oms.MovementReason `json:"reason" doc:"received, found and returned add units; lost takes them; adjusted and correction do either; damaged, quality_control and safety move available units into that state, or back when negative; expected changes what is incoming. What is received lowers what was expected" enum:"received,adjusted,found,lost,returned,correction,damaged,quality_control,safety,expected" example:"received"`
	State     oms.StockState     `json:"state,omitempty" doc:"For units that come or go: the state they are in, on_hand (free to sell) when absent" enum:"on_hand,safety,damaged,quality_control"`
	Reference string             `json:"reference,omitempty" doc:"The purchase order, delivery note or the like" maxLength:"200"`
	Note      string             `json:"note,omitempty" maxLength:"1000"`
}

// MovementResult is what became of one movement.
type MovementResult struct {
	Movements []oms.StockMovement // one for each figure that changed; none when the figure was right already
	Level     oms.StockLevel      // afterwards
	Displaced []string            // orders and reservations that lost units
	Err       error               // why it was refused; then nothing of it was done
}

// movementRule is what a reason does.
type movementRule struct {
	add, take bool
	shift     oms.StockState // units change into this state and stay where they are; "" for units that come or go
	displaces bool           // reality: promises give way to it. Otherwise available units are needed
}

// movementRules has the reasons that people give. Those of the system (counted,
// shipped, transferred, …) have verbs of their own.
var movementRules = map[oms.MovementReason]movementRule{
	oms.ReasonReceived:   {add: true},
	oms.ReasonFound:      {add: true},
	oms.ReasonReturned:   {add: true},
	oms.ReasonLost:       {take: true, displaces: true},
	oms.ReasonAdjusted:   {add: true, take: true, displaces: true},
	oms.ReasonCorrection: {add: true, take: true, displaces: true},
	oms.ReasonDamaged:    {add: true, take: true, shift: oms.StockDamaged, displaces: true},
	oms.ReasonQuality:    {add: true, take: true, shift: oms.StockQualityControl, displaces: true},
	oms.ReasonSafety:     {add: true, take: true, shift: oms.StockSafety},
	oms.ReasonExpected:   {add: true, take: true, shift: oms.StockIncoming},
}

// check reports what is wrong with the movement in itself.
func (in MovementInput) check() (errs []oms.FieldError) {
	fault := func(field, message string) { errs = append(errs, oms.FieldError{Field: field, Message: message}) }
	errs = append(checkCode("sku", in.SKU, maxSKUCode), checkCode("location", in.Location, maxCode)...)
	errs = append(errs, checkText("reference", in.Reference, 200)...)
	errs = append(errs, checkText("note", in.Note, 1000)...)
	rule, known := movementRules[in.Reason]
	switch {
	case !known:
		fault("reason", "must be received, adjusted, found, lost, returned, correction, damaged, quality_control, safety or expected")
	case in.Quantity == 0 || in.Quantity > maxMovement || in.Quantity < -maxMovement:
		fault("quantity", fmt.Sprintf("must be 1 to %d, or as much below zero", maxMovement))
	case in.Quantity > 0 && !rule.add:
		fault("quantity", "must be negative: "+string(in.Reason)+" takes units away")
	case in.Quantity < 0 && !rule.take:
		fault("quantity", "must be positive: "+string(in.Reason)+" adds units")
	}
	switch {
	case rule.shift != "" && in.State != "" && in.State != rule.shift:
		fault("state", "must be "+string(rule.shift)+", or absent, for "+string(in.Reason))
	case rule.shift == "" && in.State != "" && in.State != oms.StockOnHand && !unsellable(in.State):
		fault("state", "must be on_hand, safety, damaged or quality_control")
	}
	return errs
}

// MoveStock changes the stock of one SKU.
func (f *Flow) MoveStock(ctx context.Context, in MovementInput) (MovementResult, error) {
	results, err := f.MoveStocks(ctx, []MovementInput{in})
	if err != nil {
		return MovementResult{}, err
	}
	return results[0], results[0].Err
}

// MoveStocks changes the stock of up to a thousand SKUs in one transaction,
// with a result for each: one that is refused never fails its neighbours. They
// are done in the order given.
//
// Units are taken from what is available. When units that are promised turn
// out to be gone or broken, stock.Take decides who loses; the orders that do
// get an exception, and their units wait again.
func (f *Flow) MoveStocks(ctx context.Context, ins []MovementInput) ([]MovementResult, error) {
	if len(ins) == 0 || len(ins) > maxMovements {
		return nil, oms.InvalidField("movements", "must have 1 to %d entries", maxMovements)
	}
	changes := make([]stockChange, len(ins))
	for i, in := range ins {
		changes[i] = stockChange{MovementInput: in, err: oms.InvalidFields("the movement", in.check())}
	}
	return f.changeStock(ctx, changes, false)
}

// stockChange is a movement, or a count, on its way through a batch.
type stockChange struct {
	MovementInput
	counted *int64 // of a count: what is there; the quantity follows
	skuID   string
	placeID string
	err     error
}

// contested is the error of a batch that found promised units missing without
// having locked the orders that hold them. Orders are locked before stock, so
// it begins anew.
type contested struct{ skuIDs []string }

func (c *contested) Error() string { return "stock is promised to orders that are not locked" }

// changeStock does a batch, again when it has more to lock. A dry one keeps
// nothing.
func (f *Flow) changeStock(ctx context.Context, changes []stockChange, dry bool) ([]MovementResult, error) {
	const tries = 8
	var claimed []string
	for try := 1; ; try++ {
		var planned []MovementResult
		results, err := do(ctx, f, func(tx *store.Tx) ([]MovementResult, error) {
			b := &stockBatch{held: held{f: f, tx: tx}, results: make([]MovementResult, len(changes)), actor: store.CallerOf(ctx).Actor}
			planned = b.results
			if err := b.run(ctx, slices.Clone(changes), claimed); err != nil || !dry {
				return b.results, err
			}
			return nil, errDry
		})
		if errors.Is(err, errDry) {
			return planned, nil
		}
		var more *contested
		if !errors.As(err, &more) {
			return results, err
		}
		if try == tries {
			return nil, oms.Errorf(oms.Conflict, "the orders that hold this stock keep changing: try again")
		}
		claimed = append(claimed, more.skuIDs...)
		slices.Sort(claimed)
		claimed = slices.Compact(claimed)
	}
}

// stockBatch is one transaction of stock changes.
type stockBatch struct {
	held
	st         *store.Stock
	results    []MovementResult
	actor      string
	missing    []string            // SKUs whose holders must be locked first
	transit    map[[2]string]int64 // what transfers bring, by SKU and location
	skuCodes   map[string]string
	placeCodes map[string]string
}

// run works the changes in order.
func (b *stockBatch) run(ctx context.Context, changes []stockChange, claimed []string) error {
	if err := b.resolve(ctx, changes); err != nil {
		return err
	}
	if err := b.lock(ctx, claimed); err != nil {
		return err
	}
	var ids, places []string
	for _, c := range changes {
		if c.err == nil {
			ids, places = append(ids, c.skuID), append(places, c.placeID)
		}
	}
	for id, code := range b.reserved() {
		ids, b.skuCodes[id] = append(ids, id), code
	}
	var err error
	if b.st, err = b.tx.LockStock(ctx, ids); err != nil {
		return err
	}
	if err := b.verify(b.st, claimed); err != nil {
		return err
	}
	if b.transit, err = b.tx.InTransit(ctx, places); err != nil {
		return err
	}
	for i := range changes {
		if changes[i].err == nil {
			changes[i].err = b.change(ctx, &changes[i], &b.results[i])
		}
		if err := changes[i].err; err != nil && oms.CodeOf(err) == "" {
			return err
		}
		b.results[i].Err = changes[i].err
	}
	if len(b.missing) > 0 {
		return &contested{b.missing}
	}
	emitStock(ctx, b.tx, b.st, b.skuCodes, b.placeCodes)
	if err := b.save(ctx); err != nil {
		return err
	}
	return b.tx.SaveStock(ctx, b.st)
}

// resolve turns codes into ids.
func (b *stockBatch) resolve(ctx context.Context, changes []stockChange) error {
	var codes []string
	for _, c := range changes {
		if c.err == nil {
			codes = append(codes, c.SKU)
		}
	}
	skus, err := b.tx.SKUsByCode(ctx, codes)
	if err != nil {
		return err
	}
	locations, err := b.tx.Locations(ctx, false)
	if err != nil {
		return err
	}
	places := make(map[string]string, len(locations))
	b.skuCodes, b.placeCodes = map[string]string{}, map[string]string{}
	for _, l := range locations {
		places[l.Code], b.placeCodes[l.ID] = l.ID, l.Code
	}
	for i := range changes {
		c := &changes[i]
		if c.err != nil {
			continue
		}
		s, place := skus[c.SKU], places[c.Location]
		switch {
		case s == nil:
			c.err = oms.InvalidField("sku", "%.100q is not known: create it first", c.SKU)
		case s.Bundle():
			c.err = oms.InvalidField("sku", "%s is a bundle, which has no stock of its own: move its components", c.SKU)
		case place == "":
			c.err = oms.InvalidField("location", "%.64q is not known: create it first", c.Location)
		default:
			c.skuID, c.placeID = s.ID, place
			b.skuCodes[s.ID] = s.Code
		}
	}
	return nil
}

// change does one movement in memory, or refuses it and does nothing.
func (b *stockBatch) change(ctx context.Context, c *stockChange, out *MovementResult) error {
	level := b.st.Level(c.skuID, c.placeID)
	if c.counted != nil {
		c.Quantity = *c.counted - level.OnHand
	}
	err := b.decide(ctx, c, level, out)
	out.Level = *level
	out.Level.SKU, out.Level.Location = c.SKU, c.Location
	return err
}

func (b *stockBatch) decide(ctx context.Context, c *stockChange, level *oms.StockLevel, out *MovementResult) error {
	rule := movementRules[c.Reason]
	if c.counted != nil {
		rule = movementRule{displaces: true}
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

// expect changes what is incoming; what transfers bring is not touched.
func (b *stockBatch) expect(c *stockChange, level *oms.StockLevel, out *MovementResult) error {
	if expected := level.Incoming - b.transit[[2]string{c.skuID, c.placeID}]; expected+c.Quantity < 0 {
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
	expected := level.Incoming - b.transit[[2]string{c.skuID, c.placeID}]
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
	t := stock.Take(*level, n, claims, rule.shift == "")
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

// move records one movement.
func (b *stockBatch) move(c *stockChange, state oms.StockState, n int64, out *MovementResult) {
	m := oms.StockMovement{ID: store.NewID(oms.PrefixMovement), SKUID: c.skuID, SKU: c.SKU, LocationID: c.placeID, Location: c.Location, State: state, Quantity: n,
		Reason: c.Reason, Reference: c.Reference, Note: c.Note, Actor: b.actor, OccurredAt: b.tx.Now}
	b.st.Move(m)
	out.Movements = append(out.Movements, m)
}

// emitStock records which levels changed, and which SKUs ran out.
func emitStock(ctx context.Context, tx *store.Tx, st *store.Stock, skuCodes, placeCodes map[string]string) {
	gone := map[string]bool{}
	for _, c := range st.Changes() {
		l := c.After
		tx.Emit(ctx, oms.Event{Type: oms.StockChanged, Subject: l.SKUID}, map[string]any{"sku": skuCodes[l.SKUID], "location": placeCodes[l.LocationID],
			"location_id": l.LocationID, "before": figuresOf(c.Before), "after": figuresOf(l)})
		if c.Before.Available() > 0 && l.Available() == 0 {
			gone[l.SKUID] = true
		}
	}
	for _, c := range st.Changes() {
		if id := c.After.SKUID; gone[id] && !anyAvailable(st, []string{id}) {
			delete(gone, id)
			tx.Emit(ctx, oms.Event{Type: oms.StockOut, Subject: id}, map[string]any{"sku": skuCodes[id]})
		}
	}
}

// stockFigures is a level as events show it.
type stockFigures struct {
	OnHand      int64 `json:"on_hand"`
	Allocated   int64 `json:"allocated"`
	Reserved    int64 `json:"reserved"`
	Unavailable int64 `json:"unavailable"`
	Incoming    int64 `json:"incoming"`
	Available   int64 `json:"available"`
}

func figuresOf(l oms.StockLevel) stockFigures {
	return stockFigures{l.OnHand, l.Allocated, l.Reserved, l.Unavailable(), l.Incoming, l.Available()}
}
