package oms

import "time"

// Packed returns the parcels of a fulfillment order that have something in
// them and no label yet.
func (o *Order) Packed(ful string) (out []*Parcel) {
	for _, p := range o.ParcelsOf(ful, "") {
		if len(p.Items) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// CheckShip says why a fulfillment order can't be shipped, or nil.
func (o *Order) CheckShip(f *FulfillmentOrder) error {
	if err := o.workable(f); err != nil {
		return err
	}
	if h := o.BlockingWork(BlockShip, f); h != nil {
		return heldError("fulfillment order", f.Number, h)
	}
	if len(o.Packed(f.ID)) == 0 {
		return Errorf(Conflict, "nothing of fulfillment order %s is packed and unshipped", f.Number)
	}
	return nil
}

// Ship marks what lies in the parcels of a shipment as gone: it leaves the
// location's stock.
func (o *Order) Ship(shipmentID string, now time.Time) (Step, error) {
	return o.carry(shipmentID, now, func(s *Step, a *Allocation, l *Line, it ParcelItem) error {
		n := it.Quantity
		a.Shipped += n
		s.take(a, -n, StockOnHand, -n, ReasonShipped, shipmentID)
		s.leave(a, it, n)
		return s.move(l, BucketPacked, BucketShipped, n)
	})
}

// Unship undoes Ship for a label that was never used: the goods are in the
// stock again, packed, and the parcels can be shipped anew.
func (o *Order) Unship(shipmentID string, now time.Time) (Step, error) {
	s, err := o.carry(shipmentID, now, func(s *Step, a *Allocation, l *Line, it ParcelItem) error {
		n := it.Quantity
		a.Shipped -= n
		s.take(a, n, StockOnHand, n, ReasonCorrection, shipmentID)
		s.leave(a, it, -n)
		return s.move(l, BucketShipped, BucketPacked, n)
	})
	if err != nil {
		return s, err
	}
	o.DropLabels(shipmentID)
	return s, nil
}

// leave says of which lot the n units are that the step has just taken off the
// stock; negative ones came back.
func (s *Step) leave(a *Allocation, it ParcelItem, n int64) {
	it.ofLot(a, func(l *AllocationLot) { l.Shipped += n })
	last := &s.Stock[len(s.Stock)-1]
	if last.LotID, last.Lot = it.LotID, it.Lot; it.LotID != "" {
		last.Picked = -n
	}
}

// DropLabels takes the parcels of a shipment out of it.
func (o *Order) DropLabels(shipmentID string) {
	for i := range o.Parcels {
		if p := &o.Parcels[i]; p.ShipmentID == shipmentID {
			p.ShipmentID, p.TrackingNumber, p.TrackingURL = "", "", ""
		}
	}
}

// Deliver marks what lies in the parcels of a shipment as delivered.
func (o *Order) Deliver(shipmentID string, now time.Time) (Step, error) {
	return o.carry(shipmentID, now, func(s *Step, _ *Allocation, l *Line, it ParcelItem) error {
		return s.move(l, BucketShipped, MarkDelivered, it.Quantity)
	})
}

// carry does something with each item of each parcel of a shipment.
func (o *Order) carry(shipmentID string, now time.Time, do func(*Step, *Allocation, *Line, ParcelItem) error) (Step, error) {
	var s Step
	for i := range o.Parcels {
		p := &o.Parcels[i]
		if p.ShipmentID != shipmentID {
			continue
		}
		f := o.FulfillmentOrder(p.FulfillmentOrderID)
		if f == nil {
			return s, Errorf(NotFound, "there is no fulfillment order %s", p.FulfillmentOrderID)
		}
		for _, it := range p.Items {
			a, l, err := o.packed(f, it)
			if err != nil {
				return s, err
			}
			if err := do(&s, a, l, it); err != nil {
				return s, err
			}
			a.UpdatedAt = now
		}
	}
	if sh := o.Shipment(shipmentID); sh != nil {
		if f := o.FulfillmentOrder(sh.FulfillmentOrderID); f != nil {
			f.settle(now)
		}
	}
	return s, nil
}
