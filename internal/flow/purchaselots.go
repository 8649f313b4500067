package flow

import (
	"context"
	"fmt"

	"github.com/switchyard-oms/switchyard/oms"
)

// purchaseLots finds of which lots the units are that have arrived of a
// purchase order.
type purchaseLots struct {
	lotBook
	p     *oms.PurchaseOrder
	items []ArrivedLine
}

// of returns the lots of n units of a line; a single one without a name where
// the SKU is not tracked.
func (b *purchaseLots) of(ctx context.Context, l oms.PurchaseLine, n int64) ([]oms.LotUnits, error) {
	tracking := b.st.Tracking(l.SKUID)
	var sku *oms.SKU
	if tracking != oms.TrackNone && n > 0 {
		found, err := b.tx.SKUsByID(ctx, []string{l.SKUID})
		if err != nil {
			return nil, err
		}
		sku = found[l.SKUID]
	}
	var out []oms.LotUnits
	for i, it := range b.items {
		field := fmt.Sprintf("items[%d].", i)
		switch {
		case it.SKU != l.SKU || it.Quantity == 0:
			continue
		case sku == nil && (it.Named() || it.ExpiresOn != ""):
			return nil, oms.InvalidField(field+"lot", "must be absent: %s is not tracked by lot or serial number", l.SKU)
		case sku == nil:
			continue
		}
		units, err := b.arrive(ctx, lotArrival{field: field, sku: sku, LotNames: it.LotNames, expiresOn: it.ExpiresOn, quantity: it.Quantity}, b.p.LocationID)
		if err != nil {
			return nil, err
		}
		out = append(out, units...)
	}
	switch {
	case sku == nil:
		return []oms.LotUnits{{Quantity: n}}, nil
	case out == nil:
		return nil, oms.InvalidField("items", "must say of which lots the units of %s are: it is tracked by %s", l.SKU, tracking.Noun())
	}
	return out, nil
}
