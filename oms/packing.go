package oms

import (
	"fmt"
	"time"
)

// Tare is what the packaging of a parcel weighs when nobody has weighed it.
const Tare = 100 // grams

// ParcelInput is one box to pack.
type ParcelInput struct {
	Items       []PackItem `json:"items,omitempty" doc:"What goes in; everything that is picked when absent, in a single parcel" maxItems:"1000"`
	WeightGrams int64      `json:"weight_grams,omitempty" doc:"Of the packed parcel; the units' weights and 100 g for the packaging when absent" minimum:"0" maximum:"1000000" example:"460"`
	LengthMM    int64      `json:"length_mm,omitempty" minimum:"0" maximum:"100000"`
	WidthMM     int64      `json:"width_mm,omitempty" minimum:"0" maximum:"100000"`
	HeightMM    int64      `json:"height_mm,omitempty" minimum:"0" maximum:"100000"`
}

// PackItem is units of an order line that go into a parcel.
type PackItem struct {
	Line     int   `json:"line" doc:"Number of the line within the order" minimum:"1" example:"1"`
	Quantity int64 `json:"quantity" doc:"Units" minimum:"0" maximum:"1000000" example:"1"`
	LotNames
}

// Pack puts picked units into parcels. No parcels means one with everything
// that is picked. Each serial number must be known: named here, or when it was
// picked. newID names each parcel.
func (o *Order) Pack(f *FulfillmentOrder, parcels []ParcelInput, shelf LotShelf, newID func() string, now time.Time) (Step, error) {
	var s Step
	if err := o.workable(f); err != nil {
		return s, err
	}
	if len(parcels) == 0 {
		parcels = []ParcelInput{{}}
	}
	if len(parcels) == 1 && len(parcels[0].Items) == 0 {
		parcels = []ParcelInput{parcels[0]}
		if parcels[0].Items = f.packAll(); len(parcels[0].Items) == 0 {
			if len(o.ParcelsOf(f.ID, "")) > 0 {
				return s, nil // packed before
			}
			return s, Errorf(Conflict, "nothing of fulfillment order %s is picked and unpacked", f.Number)
		}
	}
	for i, in := range parcels {
		p, err := o.packOne(&s, f, i, in, shelf, now)
		if err != nil {
			return s, err
		}
		p.ID = newID()
		o.Parcels = append(o.Parcels, p)
	}
	f.settle(now)
	return s, nil
}

func (o *Order) packOne(s *Step, f *FulfillmentOrder, i int, in ParcelInput, shelf LotShelf, now time.Time) (Parcel, error) {
	p := Parcel{FulfillmentOrderID: f.ID, N: o.lastParcel(f.ID) + 1, WeightGrams: in.WeightGrams,
		LengthMM: in.LengthMM, WidthMM: in.WidthMM, HeightMM: in.HeightMM, CreatedAt: now}
	if min(in.WeightGrams, in.LengthMM, in.WidthMM, in.HeightMM) < 0 {
		return p, InvalidField(fmt.Sprintf("parcels[%d]", i), "must have a weight and sizes of zero or more")
	}
	if len(in.Items) == 0 {
		return p, InvalidField(fmt.Sprintf("parcels[%d].items", i), "says nothing of what is in the parcel")
	}
	var weight int64 = Tare
	for j, it := range in.Items {
		if it.Quantity <= 0 {
			return p, InvalidField(fmt.Sprintf("parcels[%d].items[%d].quantity", i, j), "must be above zero")
		}
		if err := InvalidFields("the parcel", it.CheckNames(fmt.Sprintf("parcels[%d].items[%d]", i, j), it.Quantity)); err != nil {
			return p, err
		}
		err := f.each(LineQuantity{it.Line, it.Quantity}, func(a *Allocation) int64 { return a.Picked - a.Packed }, func(a *Allocation, n int64) error {
			l, err := o.unitLine(a)
			if err != nil {
				return err
			}
			units, err := a.pack(s, shelf, it.Next(n), n)
			if err != nil {
				return err
			}
			a.Packed, a.UpdatedAt = a.Packed+n, now
			weight += l.WeightGrams * n
			p.put(a, units, n)
			return s.move(l, BucketPicked, BucketPacked, n)
		})
		if err != nil {
			return p, err
		}
	}
	if p.WeightGrams == 0 {
		p.WeightGrams = weight
	}
	return p, nil
}

// put adds n units of an allocation to a parcel, an item for each lot.
func (p *Parcel) put(a *Allocation, units []LotUnits, n int64) {
	for _, u := range units {
		p.Items = append(p.Items, ParcelItem{AllocationID: a.ID, Line: a.Line, SKU: a.SKU, Quantity: u.Quantity, LotID: u.LotID, Lot: u.Lot, ExpiresOn: u.ExpiresOn, Serial: u.Serial})
	}
	if len(units) == 0 {
		p.Items = append(p.Items, ParcelItem{AllocationID: a.ID, Line: a.Line, SKU: a.SKU, Quantity: n})
	}
}

// packAll lists what is picked and in no parcel.
func (f *FulfillmentOrder) packAll() (items []PackItem) {
	for _, it := range f.loose() {
		items = append(items, PackItem{Line: it.Line, Quantity: it.Quantity})
	}
	return items
}

// lastParcel is the highest number of a parcel of the fulfillment order.
func (o *Order) lastParcel(ful string) (n int) {
	for _, p := range o.Parcels {
		if p.FulfillmentOrderID == ful {
			n = max(n, p.N)
		}
	}
	return n
}

// Unpack empties a parcel that has no label; its units are picked again. An
// empty parcel stays as it is.
func (o *Order) Unpack(id string, now time.Time) (Step, error) {
	var s Step
	p := o.Parcel(id)
	if p == nil {
		return s, Errorf(NotFound, "there is no parcel %s", id)
	}
	if p.ShipmentID != "" {
		return s, Errorf(Conflict, "parcel %d has a label: void the shipment %s first", p.N, p.ShipmentID)
	}
	f := o.FulfillmentOrder(p.FulfillmentOrderID)
	if f == nil || len(p.Items) == 0 {
		return s, nil
	}
	for _, it := range p.Items {
		a, l, err := o.packed(f, it)
		if err != nil {
			return s, err
		}
		if err := s.move(l, BucketPacked, BucketPicked, it.Quantity); err != nil {
			return s, err
		}
		a.Packed, a.UpdatedAt = a.Packed-it.Quantity, now
		it.ofLot(a, func(l *AllocationLot) { l.Packed -= it.Quantity })
	}
	p.Items = nil
	f.settle(now)
	return s, nil
}

// ofLot changes what the allocation of an item knows of its lot, if it has one.
func (it ParcelItem) ofLot(a *Allocation, change func(*AllocationLot)) {
	if it.LotID != "" {
		change(a.ofLot(it.Units()))
	}
}

// packed returns the allocation and the line of what lies in a parcel.
func (o *Order) packed(f *FulfillmentOrder, it ParcelItem) (*Allocation, *Line, error) {
	for i := range f.Items {
		if a := &f.Items[i]; a.ID == it.AllocationID {
			l, err := o.unitLine(a)
			return a, l, err
		}
	}
	return nil, nil, fmt.Errorf("oms: a parcel of %s holds allocation %s, which it lacks", f.ID, it.AllocationID)
}

// Parcel returns the parcel with id, or nil.
func (o *Order) Parcel(id string) *Parcel {
	for i := range o.Parcels {
		if o.Parcels[i].ID == id {
			return &o.Parcels[i]
		}
	}
	return nil
}

// Shipment returns the shipment with id, or nil.
func (o *Order) Shipment(id string) *Shipment {
	for i := range o.Shipments {
		if o.Shipments[i].ID == id {
			return &o.Shipments[i]
		}
	}
	return nil
}
