package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ShipmentFilter chooses shipments.
type ShipmentFilter struct {
	Location string `query:"location" doc:"Code of the location that sent it" maxLength:"64" example:"BER"`
	Status   string `query:"status" enum:"draft,label_purchased,manifested,in_transit,out_for_delivery,ready_for_pickup,delivered,exception,returned_to_sender,lost,voided"`
	Carrier  string `query:"carrier" maxLength:"64" example:"table_rate"`
	Order    string `query:"order" doc:"The id of an order" maxLength:"64"`
	Paging
}

// Part is a part of an order, with the whole order it belongs to.
type Part[T any] struct {
	Order *oms.Order
	Part  *T
}

// Shipments returns a page of shipments, the newest first.
func (f *Flow) Shipments(ctx context.Context, in ShipmentFilter) (Page[Part[oms.Shipment]], error) {
	q := store.WorkFilter{OrderID: in.Order, Carrier: in.Carrier}
	if in.Status != "" {
		q.Statuses = []string{in.Status}
	}
	if in.Cursor != "" {
		q.After = &store.WorkPosition{}
		if err := in.at(q.After); err != nil {
			return Page[Part[oms.Shipment]]{}, err
		}
	}
	position := func(p store.Part) any { return store.WorkPosition{At: p.CreatedAt.UnixMicro(), ID: p.ID} }
	return partsPage(ctx, f, in.Paging, refs{location: in.Location}, position, func(tx *store.Tx, at refs, limit int) ([]store.Part, error) {
		q.LocationID, q.Limit = at.locationID, limit
		return tx.Shipments(ctx, q)
	}, shipmentOf)
}

// FulfillmentOrder returns a fulfillment order with its order.
func (f *Flow) FulfillmentOrder(ctx context.Context, id string) (Work, error) {
	return read(ctx, f, func(tx *store.Tx) (Work, error) {
		o, err := orderWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return Work{}, err
		}
		return oneWork(ctx, tx, Part[oms.FulfillmentOrder]{o, o.FulfillmentOrder(id)})
	})
}

// Shipment returns a shipment with its order.
func (f *Flow) Shipment(ctx context.Context, id string) (Part[oms.Shipment], error) {
	return read(ctx, f, func(tx *store.Tx) (Part[oms.Shipment], error) {
		o, err := orderWith(ctx, tx, oms.PrefixShipment, id)
		if err != nil {
			return Part[oms.Shipment]{}, err
		}
		return Part[oms.Shipment]{o, shipmentOf(o, id)}, nil
	})
}

func shipmentOf(o *oms.Order, id string) *oms.Shipment {
	for i := range o.Shipments {
		if o.Shipments[i].ID == id {
			return &o.Shipments[i]
		}
	}
	return nil
}

// partsPage reads a page of parts and the orders they belong to. A place or a
// channel that doesn't exist has none.
func partsPage[T any](ctx context.Context, f *Flow, paging Paging, at refs, position func(store.Part) any,
	list func(tx *store.Tx, at refs, limit int) ([]store.Part, error), find func(*oms.Order, string) *T) (Page[Part[T]], error) {
	none := Page[Part[T]]{Items: []Part[T]{}}
	page, limit, err := paging.limit()
	if err != nil {
		return none, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[Part[T]], error) {
		if ok, err := at.resolve(ctx, tx); !ok {
			return none, err
		}
		parts, err := list(tx, at, limit)
		if err != nil {
			return none, err
		}
		cut := pageOf(parts, page, position)
		orders, err := tx.OfParts(ctx, cut.Items)
		if err != nil {
			return none, err
		}
		out := Page[Part[T]]{Items: make([]Part[T], len(cut.Items)), NextCursor: cut.NextCursor}
		for i, p := range cut.Items {
			out.Items[i] = Part[T]{orders[p.OrderID], find(orders[p.OrderID], p.ID)}
		}
		return out, nil
	})
}
