package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// FulfillmentFilter chooses fulfillment orders.
type FulfillmentFilter struct {
	Location string `query:"location" doc:"Code of a location" maxLength:"64" example:"BER"`
	Status   string `query:"status" doc:"A state, or working for all that are not done" enum:"working,open,scheduled,on_hold,released,in_progress,closed,incomplete,canceled"`
	Order    string `query:"order" doc:"The id of an order" maxLength:"64"`
	Paging
}

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

// FulfillmentOrders returns a page of fulfillment orders, the oldest first:
// what a location works through.
func (f *Flow) FulfillmentOrders(ctx context.Context, in FulfillmentFilter) (Page[Part[oms.FulfillmentOrder]], error) {
	q := store.WorkFilter{OrderID: in.Order}
	switch in.Status {
	case "":
	case "working":
		q.Statuses = []string{"open", "scheduled", "on_hold", "released", "in_progress"}
	default:
		q.Statuses = []string{in.Status}
	}
	return partsPage(ctx, f, in.Paging, in.Location, q, (*store.Tx).FulfillmentOrders, (*oms.Order).FulfillmentOrder)
}

// Shipments returns a page of shipments, the newest first.
func (f *Flow) Shipments(ctx context.Context, in ShipmentFilter) (Page[Part[oms.Shipment]], error) {
	q := store.WorkFilter{OrderID: in.Order, Carrier: in.Carrier}
	if in.Status != "" {
		q.Statuses = []string{in.Status}
	}
	return partsPage(ctx, f, in.Paging, in.Location, q, (*store.Tx).Shipments, shipmentOf)
}

// FulfillmentOrder returns a fulfillment order with its order.
func (f *Flow) FulfillmentOrder(ctx context.Context, id string) (Part[oms.FulfillmentOrder], error) {
	return onePart(ctx, f, oms.PrefixFulfillmentOrder, id, (*oms.Order).FulfillmentOrder)
}

// Shipment returns a shipment with its order.
func (f *Flow) Shipment(ctx context.Context, id string) (Part[oms.Shipment], error) {
	return onePart(ctx, f, oms.PrefixShipment, id, shipmentOf)
}

func shipmentOf(o *oms.Order, id string) *oms.Shipment {
	for i := range o.Shipments {
		if o.Shipments[i].ID == id {
			return &o.Shipments[i]
		}
	}
	return nil
}

func onePart[T any](ctx context.Context, f *Flow, prefix, id string, find func(*oms.Order, string) *T) (Part[T], error) {
	return read(ctx, f, func(tx *store.Tx) (Part[T], error) {
		orderID, err := tx.OrderOf(ctx, prefix, id)
		if err != nil {
			return Part[T]{}, err
		}
		o, err := tx.Order(ctx, orderID)
		if err != nil {
			return Part[T]{}, err
		}
		return Part[T]{o, find(o, id)}, nil
	})
}

// partsPage reads a page of parts and the orders they belong to.
func partsPage[T any](ctx context.Context, f *Flow, paging Paging, location string, q store.WorkFilter,
	list func(*store.Tx, context.Context, store.WorkFilter) ([]store.Part, error), find func(*oms.Order, string) *T) (Page[Part[T]], error) {
	none := Page[Part[T]]{Items: []Part[T]{}}
	page, limit, err := paging.limit()
	if err != nil {
		return none, err
	}
	q.Limit = limit
	if paging.Cursor != "" {
		q.After = &store.WorkPosition{}
		if err := paging.at(q.After); err != nil {
			return none, err
		}
	}
	return read(ctx, f, func(tx *store.Tx) (Page[Part[T]], error) {
		at := refs{location: location}
		if ok, err := at.resolve(ctx, tx); !ok {
			return none, err
		}
		q.LocationID = at.locationID
		parts, err := list(tx, ctx, q)
		if err != nil {
			return none, err
		}
		cut := pageOf(parts, page, func(p store.Part) any { return store.WorkPosition{At: p.CreatedAt.UnixMicro(), ID: p.ID} })
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
