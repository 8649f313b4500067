package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/document"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// LotProposal is which lots to take for a line of a fulfillment order.
type LotProposal struct {
	Line     int // of the order
	SKU      string
	Tracking oms.Tracking
	ToPick   int64          // units that are still on the shelf
	ToPack   int64          // units that are in no parcel: so many serial numbers are to be named
	Lots     []oms.LotUnits // for what is to be picked, first expired first
	Shelf    []oms.LotLevel // all lots that could be taken, those proposed too
}

// maxProposed bounds the lots that a proposal lists.
const maxProposed = 50

// ProposeLots returns which lots to take for the lines of a fulfillment order
// whose SKU is tracked; none when none is.
func (f *Flow) ProposeLots(ctx context.Context, id string) ([]LotProposal, error) {
	return read(ctx, f, func(tx *store.Tx) ([]LotProposal, error) {
		o, err := orderWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return nil, err
		}
		ful := o.FulfillmentOrder(id)
		shelf, err := readShelf(ctx, tx, ful.LocationID, ful.Location, ful.Items)
		var out []LotProposal
		for _, a := range ful.Items {
			if t := shelf[a.SKUID]; t != nil && a.Quantity > a.Packed {
				out = append(out, propose(t, a))
			}
		}
		return out, err
	})
}

func propose(t *oms.LotStock, a oms.Allocation) LotProposal {
	p := LotProposal{Line: a.Line, SKU: a.SKU, Tracking: t.Tracking, ToPick: a.Quantity - a.Picked, ToPack: a.Quantity - a.Packed}
	p.Shelf = onShelf(t) // before the proposed units are noted as taken
	p.Lots = t.Offer(p.ToPick)
	return p
}

// onShelf lists the lots that could be taken.
func onShelf(t *oms.LotStock) (out []oms.LotLevel) {
	for _, l := range t.Levels {
		if len(out) < maxProposed && l.Free() > 0 && !l.Past(t.Today) {
			out = append(out, l)
		}
	}
	return out
}

// readShelf is the lots from which allocations at a location can be picked, not
// locked; none of SKUs that are not tracked.
func readShelf(ctx context.Context, tx *store.Tx, locationID, location string, items []oms.Allocation) (oms.LotShelf, error) {
	shelf := oms.LotShelf{}
	ids := make([]string, len(items))
	for i, a := range items {
		ids[i] = a.SKUID
	}
	st := &store.Stock{}
	if err := loadLots(ctx, tx, st, ids); err != nil {
		return nil, err
	}
	for _, a := range items {
		if t := lotStockOf(st, a.SKUID, a.SKU, locationID, location); t != nil && shelf[a.SKUID] == nil {
			shelf[a.SKUID] = t
		}
	}
	return shelf, nil
}

// picksOf are lots as a pick list prints them.
func picksOf(tracking oms.Tracking, lots []oms.LotUnits) (out []document.PickLot) {
	if tracking == oms.TrackSerials {
		return nil // any will do: its number is named when it is packed
	}
	for _, u := range lots {
		out = append(out, document.PickLot{Lot: u.Lot, Until: u.ExpiresOn, Quantity: int(u.Quantity)})
	}
	return out
}

// lotsPacked are the lots and serial numbers of an allocation as a packing slip
// prints them.
func lotsPacked(a oms.Allocation) (out []document.SlipLot) {
	for _, l := range a.Lots {
		out = append(out, document.SlipLot{Lot: l.Lot, Until: l.ExpiresOn, Serial: l.Serial, Quantity: int(l.Picked)})
	}
	return out
}
