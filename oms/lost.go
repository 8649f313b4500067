package oms

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/money"
)

// insteadOf is the attribute of a line that holds, at no charge, what a lost
// shipment held: the shipment's id.
const insteadOf = "instead_of_shipment"

// InsteadOf is the lost shipment whose units the line has, or "".
func (l *Line) InsteadOf() string {
	if !bytes.Contains(l.Attributes, []byte(insteadOf)) {
		return ""
	}
	var attributes map[string]any
	if json.Unmarshal(l.Attributes, &attributes) != nil {
		return ""
	}
	id, _ := attributes[insteadOf].(string)
	return id
}

// SentAgain tells whether the units of a shipment are, or were, sent again.
func (o *Order) SentAgain(shipmentID string) bool {
	return slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Left() > 0 && l.InsteadOf() == shipmentID })
}

// PaidBack tells whether a refund was recorded for a shipment: one with its id
// as the reference.
func (o *Order) PaidBack(shipmentID string) bool {
	return slices.ContainsFunc(o.Transactions, func(t Transaction) bool {
		return t.Kind == Refund && t.Reference == shipmentID && (t.Status == TransactionSucceeded || t.Status == TransactionPending)
	})
}

// MadeGood tells whether the buyer has got something for a shipment that is
// lost: its units again, or the money.
func (o *Order) MadeGood(shipmentID string) bool {
	return o.SentAgain(shipmentID) || o.PaidBack(shipmentID)
}

// lost counts, by line, the units that were shipped, are lost and were made
// good: nobody waits for them any more.
func (o *Order) lost() map[int]int64 {
	units := map[int]int64{}
	for i := range o.Shipments {
		if s := &o.Shipments[i]; s.Status == ShipmentLost && o.MadeGood(s.ID) {
			for line, n := range o.UnitsIn(s) {
				units[line] += n
			}
		}
	}
	return units
}

// UnitsIn counts, by line, the units in the parcels of a shipment.
func (o *Order) UnitsIn(s *Shipment) map[int]int64 {
	units := map[int]int64{}
	for _, p := range o.ParcelsOf(s.FulfillmentOrderID, s.ID) {
		for _, it := range p.Items {
			units[it.Line] += it.Quantity
		}
	}
	return units
}

// WorthOf is what the buyer owes for the units of a shipment, with their shares
// of discount, shipping and tax. It is 0 when part of a bundle is among them,
// whose price is that of the whole.
func (o *Order) WorthOf(s *Shipment) (minor int64) {
	tax := o.shippingTaxShares()
	for n, units := range o.UnitsIn(s) {
		l := o.Line(n)
		if l.Kind == LineComponent {
			return 0
		}
		share := func(amount int64) int64 { return money.Share(amount, l.Ordered, l.Left()-units, units) }
		minor += share(l.Subtotal) - share(l.DiscountShare) + share(l.ShippingShare)
		if !o.PricesIncludeTax {
			minor += share(l.Tax) + share(tax[n-1])
		}
	}
	return minor
}

// SendAgain adds the units of a shipment that is lost to the order once
// more, as lines of their own at no charge. The lines that were lost stay as
// they are: they were shipped.
func (o *Order) SendAgain(s *Shipment) (Step, []FieldChange, error) {
	var step Step
	if o.Lifecycle != Open {
		return step, nil, Errorf(Conflict, "order %d is %s: nothing can be added to it", o.Number, o.Lifecycle)
	}
	units := o.UnitsIn(s)
	if len(o.Lines)+len(units) > 4*MaxLines {
		return step, nil, Errorf(Conflict, "order %d would have more than %d lines", o.Number, 4*MaxLines)
	}
	attributes, err := json.Marshal(map[string]string{insteadOf: s.ID})
	if err != nil {
		return step, nil, err
	}
	var again []Line
	for _, n := range slices.Sorted(maps.Keys(units)) {
		l := o.Line(n)
		copied := Line{N: len(again) + 1, Kind: LineItem, SKUID: l.SKUID, SKU: l.SKU, Title: l.Title, WeightGrams: l.WeightGrams, Physical: true, Attributes: attributes}
		copied.Order(units[n])
		again = append(again, copied)
	}
	changes := o.adopt(&step, again)
	o.Version++
	return step, changes, nil
}
