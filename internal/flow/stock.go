package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
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
	oms.LotNames
	ExpiresOn string `json:"expires_on,omitempty" doc:"The last good day of a lot that is new" example:"2027-03-31" maxLength:"10"`
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
	fault := func(field, format string, args ...any) { errs = append(errs, oms.FaultAt(field, format, args...)) }
	errs = append(checkCode("sku", in.SKU, maxSKUCode), checkCode("location", in.Location, maxCode)...)
	errs = append(errs, checkText("reference", in.Reference, 200)...)
	errs = append(errs, checkText("note", in.Note, 1000)...)
	errs = append(errs, in.CheckNames("", max(in.Quantity, -in.Quantity))...)
	rule, known := movementRules[in.Reason]
	switch {
	case !known:
		fault("reason", "must be received, adjusted, found, lost, returned, correction, damaged, quality_control, safety or expected")
	case in.Quantity == 0 || in.Quantity > maxMovement || in.Quantity < -maxMovement:
		fault("quantity", "must be 1 to %d, or as much below zero", maxMovement)
	case in.Quantity > 0 && !rule.add:
		fault("quantity", "must be negative: %s takes units away", in.Reason)
	case in.Quantity < 0 && !rule.take:
		fault("quantity", "must be positive: %s adds units", in.Reason)
	}
	switch {
	case rule.shift != "" && in.State != "" && in.State != rule.shift:
		fault("state", "must be %s, or absent, for %s", rule.shift, in.Reason)
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
// with a result for each: one that is refused never fails its neighbors. They
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
