package flow

import (
	"context"
	"fmt"

	"github.com/switchyard-oms/switchyard/oms"
)

// placeLots has the lots of what is on its way known at both ends.
func (b *transferring) placeLots(ctx context.Context) error {
	var ids []string
	for _, it := range b.t.Items {
		if it.LotID != "" {
			ids = append(ids, it.LotID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	if err := placeLots(ctx, b.tx, b.st, b.t.FromID, b.t.From, ids); err != nil {
		return err
	}
	return placeLots(ctx, b.tx, b.st, b.t.ToID, b.t.To, ids)
}

// chooseLots says of which lots the units are that are sent: those that were
// planned, or those that expire first. An item with several becomes several.
func (b *transferring) chooseLots() error {
	shelf := map[string]*oms.LotStock{}
	items := make([]oms.TransferItem, 0, len(b.t.Items))
	for i, it := range b.t.Items {
		if shelf[it.SKUID] == nil {
			shelf[it.SKUID] = lotStockOf(b.st, it.SKUID, it.SKU, b.t.FromID, b.t.From)
		}
		t := shelf[it.SKUID]
		if t == nil {
			items = append(items, it)
			continue
		}
		units, err := sentUnits(t, it, fmt.Sprintf("items[%d]", i))
		if err != nil {
			return err
		}
		for _, u := range units {
			it.LotID, it.Lot, it.Quantity = u.LotID, u.Lot, u.Quantity
			items = append(items, it)
		}
	}
	b.t.Items = items
	return nil
}

func sentUnits(t *oms.LotStock, it oms.TransferItem, field string) ([]oms.LotUnits, error) {
	switch {
	case it.Lot != "":
		u, err := t.Name(it.Lot, it.Quantity)
		return []oms.LotUnits{u}, err
	case t.Tracking == oms.TrackSerials:
		return nil, oms.InvalidField(field+".serials", "must be the serial numbers of what is sent: %s is tracked by serial number", it.SKU)
	}
	return t.Choose(it.Quantity)
}

// arrived spreads what is said to have arrived over the items of the transfer:
// those named, or one after the other as far as they are on their way. What is
// over is of the last.
func (b *transferring) arrived(lines []TransferLine) ([]int64, error) {
	out := make([]int64, len(b.t.Items))
	for i, line := range lines {
		for _, want := range line.items(&oms.SKU{Code: line.SKU}) {
			last := -1
			for j, it := range b.t.Items {
				if it.SKU != want.SKU || want.Lot != "" && want.Lot != it.Lot {
					continue
				}
				n := min(want.Quantity, max(0, onTheWay(it)-out[j]))
				out[j], want.Quantity, last = out[j]+n, want.Quantity-n, j
			}
			switch {
			case last < 0 && want.Lot != "":
				return nil, oms.InvalidField(fmt.Sprintf("items[%d].lot", i), "%.64q of %.100q is not in this transfer", want.Lot, line.SKU)
			case last < 0:
				return nil, oms.InvalidField(fmt.Sprintf("items[%d].sku", i), "%.100q is not in this transfer", line.SKU)
			}
			out[last] += want.Quantity
		}
	}
	return out, nil
}
