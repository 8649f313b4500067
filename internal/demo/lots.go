package demo

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// trace is how the units of a product are told apart.
type trace struct {
	tracking oms.Tracking
	lasts    int64 // days from when it was made to its last good day
	left     int64 // of them, how many must be left when it is sold
}

// traced are the products whose units are told apart: by lot what is eaten or
// comes on the skin, by serial number what has a plug and a warranty.
var traced = map[string]trace{
	"TEA":  {oms.TrackLots, 540, 30},
	"HNY":  {oms.TrackLots, 720, 60},
	"SOAP": {oms.TrackLots, 900, 90},
	"LAMP": {tracking: oms.TrackSerials},
}

// tracked tells whether the units of a ware are told apart.
func (w *ware) tracked() bool { return w.tracking == oms.TrackLots || w.tracking == oms.TrackSerials }

// serial tells whether each unit has its own number.
func (w *ware) serial() bool { return w != nil && w.tracking == oms.TrackSerials }

// units is how many of a ware lie where n of most do: of what is dear and has a
// number each, a quarter.
func (w *ware) units(n int64) int64 {
	if w.serial() {
		return (n + 3) / 4
	}
	return n
}

// marked says of which lot the units of a delivery are, or which numbers they
// have, by when they were made.
func (d *Demo) marked(m flow.MovementInput, made time.Time) flow.MovementInput {
	w := d.catalog.bySKU[m.SKU]
	switch w.tracking {
	case oms.TrackLots:
		m.Lot, m.ExpiresOn = "L"+made.Format("06002"), made.AddDate(0, 0, int(w.lasts)).Format(time.DateOnly)
	case oms.TrackSerials:
		for i := range m.Quantity {
			m.Serials = append(m.Serials, d.number(m.SKU, m.Location, made.Unix(), i))
		}
	case oms.TrackNone:
	}
	return m
}

// number is the serial number of one unit, without letters that look like
// others.
func (d *Demo) number(names ...any) string {
	const signs = "23456789BCDFGHJKMNPQRSTVWXZ"
	luck := d.luck(append(names, "number")...)
	code := []byte("QL-0000000")
	for i := 3; i < len(code); i++ {
		code[i] = signs[luck.IntN(len(signs))]
	}
	return string(code)
}

// opening is the stock that a location begins with: of what expires, a third is
// of a lot that can be sold for some days or weeks only.
func (d *Demo) opening(w *ware, m flow.MovementInput, at time.Time) []flow.MovementInput {
	recent := at.AddDate(0, 0, -20-w.n%20)
	if w.tracking != oms.TrackLots {
		return []flow.MovementInput{d.marked(m, recent)}
	}
	old := m
	old.Quantity = m.Quantity / 3
	m.Quantity -= old.Quantity
	return []flow.MovementInput{d.marked(old, w.sellsFor(24+4*(w.n%8), at)), d.marked(m, recent)}
}

// sellsFor is when a lot was made that can be sold for so many days more.
func (w *ware) sellsFor(days int, now time.Time) time.Time {
	return now.AddDate(0, 0, days+int(w.left-w.lasts))
}

// made is when what is delivered was made: some weeks before. Of one lot in
// eight so little time is left that it has to be sold within weeks, or comes
// too late.
func (d *Demo) made(w *ware, now time.Time, names ...any) time.Time {
	luck := d.luck(append(names, "made")...)
	if w.tracking == oms.TrackLots && luck.IntN(8) == 0 {
		return w.sellsFor(luck.IntN(28)-3, now)
	}
	return now.AddDate(0, 0, -10-luck.IntN(30))
}

// named says which units of a ware at a location are meant, where they are told
// apart: those that expire first. Where there are too few it names those.
func (d *Demo) named(ctx context.Context, w *ware, location string, n int64) (names oms.LotNames, err error) {
	if !w.tracked() {
		return names, nil
	}
	shelf, err := d.flow.Lots(ctx, flow.LotFilter{SKU: w.sku, Location: location, Paging: flow.Paging{Limit: 500}})
	for _, l := range shelf.Items {
		switch {
		case l.Past || l.Free() == 0:
		case w.serial() && int64(len(names.Serials)) < n:
			names.Serials = append(names.Serials, l.Lot)
		case !w.serial() && names.Lot == "" && l.Free() >= n:
			names.Lot = l.Lot
		}
	}
	return names, err
}

// numbered tells whether a fulfillment order has units that can't be packed
// before their numbers are scanned.
func (d *Demo) numbered(ful *oms.FulfillmentOrder) bool {
	for _, a := range ful.Items {
		if d.catalog.bySKU[a.SKU].serial() && a.Quantity > a.Packed {
			return true
		}
	}
	return false
}

// scanned is one parcel with all that is left of a fulfillment order, and the
// numbers that the packer scans.
func (d *Demo) scanned(ctx context.Context, ful *oms.FulfillmentOrder) (in flow.PackInput, err error) {
	if !d.numbered(ful) {
		return in, nil
	}
	shelves, err := d.flow.ProposeLots(ctx, ful.ID)
	if err != nil {
		return in, err
	}
	numbers := map[string]*oms.LotNames{}
	for _, p := range shelves {
		if p.Tracking != oms.TrackSerials || numbers[p.SKU] != nil {
			continue
		}
		numbers[p.SKU] = &oms.LotNames{}
		for _, l := range p.Shelf {
			numbers[p.SKU].Serials = append(numbers[p.SKU].Serials, l.Lot)
		}
	}
	var box oms.ParcelInput
	for _, a := range ful.Items {
		it := oms.PackItem{Line: a.Line, Quantity: a.Quantity - a.Packed}
		if n := numbers[a.SKU]; n != nil {
			it.LotNames = n.Next(it.Quantity)
		}
		if it.Quantity > 0 {
			box.Items = append(box.Items, it)
		}
	}
	return flow.PackInput{Parcels: []oms.ParcelInput{box}}, nil
}

// scan has the numbers told that were scanned when what is reported was packed.
func (d *Demo) scan(ctx context.Context, ful *oms.FulfillmentOrder, r *flow.WorkReport) error {
	for i := range r.Steps {
		if r.Steps[i].Pack == nil {
			continue
		}
		in, err := d.scanned(ctx, ful)
		if err != nil {
			return err
		}
		r.Steps[i].Pack = &in
	}
	return nil
}

// cameBack are the numbers of the units that were found in a return, by its
// lines; none of what has no numbers.
func (d *Demo) cameBack(ctx context.Context, r *oms.Return) (map[int]oms.LotNames, error) {
	some := false
	for _, l := range r.Lines {
		some = some || d.catalog.bySKU[l.SKU].serial()
	}
	if !some {
		return nil, nil
	}
	sent, err := d.flow.ReturnLots(ctx, r.ID)
	names := map[int]oms.LotNames{}
	for _, of := range sent {
		if of.Tracking != oms.TrackSerials {
			continue
		}
		var n oms.LotNames
		for _, u := range of.Lots {
			n.Serials = append(n.Serials, u.Lot)
		}
		names[of.Line] = n
	}
	return names, err
}

// shelfNumbers are the serial numbers of a ware that a counter scans at a location.
func (d *Demo) shelfNumbers(ctx context.Context, sku, location string) (items []flow.TallyItem, err error) {
	shelf, err := d.flow.Lots(ctx, flow.LotFilter{SKU: sku, Location: location, Paging: flow.Paging{Limit: 500}})
	for _, l := range shelf.Items {
		if l.Picked == 0 {
			items = append(items, flow.TallyItem{SKU: sku, Lot: l.Lot, Quantity: 1})
		}
	}
	return items, err
}
