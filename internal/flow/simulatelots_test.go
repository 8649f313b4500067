package flow

import (
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// yardLots is what a yard has of the lots of its first SKU, by location.
type yardLots map[string][]*oms.LotLevel

const trackedSKU = "sku_0"

// lot is what is on hand of a lot of the tracked SKU, from zero when it is new.
func (y *yard) lot(location, id string) *oms.LotLevel {
	all := y.lots[location]
	if i := slices.IndexFunc(all, func(l *oms.LotLevel) bool { return l.LotID == id }); i >= 0 {
		return all[i]
	}
	l := &oms.LotLevel{LotID: id, Lot: id, SKUID: trackedSKU, LocationID: location}
	if id != "lot_3" { // which never expires
		l.ExpiresOn = "2027-01-0" + id[len("lot_"):]
	}
	y.lots[location] = append(all, l)
	return l
}

// lotShelf is from where work on a fulfillment order takes units.
func (y *yard) lotShelf(f *oms.FulfillmentOrder) oms.LotShelf {
	t := &oms.LotStock{SKU: "S0", Location: f.LocationID, Tracking: oms.TrackLots, Today: "2026-11-20"}
	for _, l := range y.lots[f.LocationID] {
		t.Levels = append(t.Levels, *l)
	}
	return oms.LotShelf{trackedSKU: t}
}

// moveLot does to a lot what a step, or a movement, does to its SKU.
func (y *yard) moveLot(c oms.StockChange) {
	if c.SKUID != trackedSKU {
		return
	}
	if c.LotID == "" {
		if c.Quantity != 0 && c.State.ByLot() {
			y.fail("units of no lot: %+v", c)
		}
		return
	}
	l := y.lot(c.LocationID, c.LotID)
	l.Picked += c.Picked
	if c.State.ByLot() {
		*l.In(c.State) += c.Quantity
	}
}

// takeLots takes units of the tracked SKU off a location, first expired first.
func (y *yard) takeLots(location string, n int64) []oms.LotUnits {
	units, err := y.lotShelf(&oms.FulfillmentOrder{LocationID: location})[trackedSKU].Choose(n)
	if err != nil {
		y.fail("%d available units are of no lot: %v", n, err)
	}
	for _, u := range units {
		y.lot(location, u.LotID).OnHand -= u.Quantity
	}
	return units
}

func (y *yard) someLot() string { return fmt.Sprintf("lot_%d", 1+y.luck.IntN(3)) }

// auditLots checks that lots add up to their SKU's stock, and what is picked of
// them to what allocations have.
func (y *yard) auditLots() {
	picked := map[[2]string]int64{}
	for _, o := range y.orders {
		for _, f := range o.FulfillmentOrders {
			for _, a := range f.Items {
				var sum oms.AllocationLot
				for _, l := range a.Lots {
					sum.Picked, sum.Packed, sum.Shipped = sum.Picked+l.Picked, sum.Packed+l.Packed, sum.Shipped+l.Shipped
					picked[[2]string{a.LocationID, l.LotID}] += l.Picked - l.Shipped
				}
				if a.SKUID == trackedSKU && (sum.Picked != a.Picked || sum.Packed != a.Packed || sum.Shipped != a.Shipped) {
					y.fail("order %d: an allocation has %+v, its lots %+v", o.Number, a, sum)
				}
			}
		}
	}
	for _, level := range y.st.Of(trackedSKU) {
		var sum oms.LotLevel
		for _, l := range y.lots[level.LocationID] {
			sum.OnHand, sum.Damaged, sum.QualityControl = sum.OnHand+l.OnHand, sum.Damaged+l.Damaged, sum.QualityControl+l.QualityControl
			if err := l.Check(); err != nil || l.Picked != picked[[2]string{l.LocationID, l.LotID}] {
				y.fail("%+v, picked for orders %d: %v", *l, picked[[2]string{l.LocationID, l.LotID}], err)
			}
		}
		if sum.OnHand != level.OnHand || sum.Damaged != level.Damaged || sum.QualityControl != level.QualityControl {
			y.fail("%+v, its lots add up to %+v", *level, sum)
		}
	}
}
