package stock

import (
	"cmp"
	"math"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// Sets is what a bundle's components make at each location that has one of
// them, by the location's code: as many sets are on hand, and available, as the
// scarcest component there makes. Together they may be fewer than over all
// locations, where an order may get its components from several.
func Sets(o Offer) []oms.StockLevel {
	type made struct {
		oms.StockLevel
		parts int
	}
	at := map[string]*made{}
	for _, c := range o.SKU.Components {
		for _, l := range o.Levels(c.SKUID) {
			m := at[l.LocationID]
			if m == nil {
				m = &made{StockLevel: oms.StockLevel{SKUID: o.SKU.ID, SKU: o.SKU.Code, LocationID: l.LocationID, Location: l.Location, OnHand: math.MaxInt64}}
				at[l.LocationID] = m
			}
			m.OnHand = min(m.OnHand, max(0, l.Available())/c.Quantity)
			m.parts++
			if m.UpdatedAt.Before(l.UpdatedAt) {
				m.UpdatedAt = l.UpdatedAt
			}
		}
	}
	out := make([]oms.StockLevel, 0, len(at))
	for _, m := range at {
		if m.parts < len(o.SKU.Components) {
			m.OnHand = 0 // a component has never been there
		}
		out = append(out, m.StockLevel)
	}
	slices.SortFunc(out, func(a, b oms.StockLevel) int { return cmp.Compare(a.Location, b.Location) })
	return out
}
