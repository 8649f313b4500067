package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Order returns one order whole.
func (f *Flow) Order(ctx context.Context, id string) (*oms.Order, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.Order, error) { return tx.Order(ctx, id) })
}

// OrderPage is a page of orders and where to go on, nil at the end.
type OrderPage[T any] struct {
	Items []T
	Next  *OrderPosition
}

// Orders returns a page of the orders that filter chooses, whole. channel is
// the code of one channel, or "" for all.
func (f *Flow) Orders(ctx context.Context, filter OrderFilter, channel string) (OrderPage[*oms.Order], error) {
	return orderPage(ctx, f, filter, channel, (*store.Tx).ListOrders)
}

// OrderRows is Orders with what a list shows of each, which is read several
// times as fast.
func (f *Flow) OrderRows(ctx context.Context, filter OrderFilter, channel string) (OrderPage[*oms.OrderRow], error) {
	return orderPage(ctx, f, filter, channel, (*store.Tx).ListOrderRows)
}

func orderPage[T any](ctx context.Context, f *Flow, filter OrderFilter, channel string,
	list func(*store.Tx, context.Context, OrderFilter) ([]T, *OrderPosition, error),
) (OrderPage[T], error) {
	return read(ctx, f, func(tx *store.Tx) (OrderPage[T], error) {
		if channel != "" {
			known, err := tx.ChannelsByCode(ctx, []string{channel})
			if err != nil || known[channel] == nil {
				return OrderPage[T]{}, err // a channel that doesn't exist has no orders
			}
			filter.ChannelID = known[channel].ID
		}
		items, next, err := list(tx, ctx, filter)
		return OrderPage[T]{items, next}, err
	})
}

// TimelineFilter chooses events of an order.
type TimelineFilter struct {
	Kind   TimelineKind
	Newest bool  // newest first
	After  int64 // only events behind this position, as Newest orders them; 0 for all
	Limit  int
}

// TimelineKind is a part of an order's timeline.
type TimelineKind string

// The kinds, "" for all.
const (
	ByPeople      TimelineKind = "people"   // what somebody did by hand
	AboutMessages TimelineKind = "messages" // what others were told
	AboutStock    TimelineKind = "stock"    // where units are and are to be
	AboutMoney    TimelineKind = "money"
)

// timelineTypes are the events of a kind.
var timelineTypes = map[TimelineKind][]string{
	AboutMessages: {string(oms.ShipmentTold), string(oms.CancellationTold)},
	AboutStock:    {"stock.*", "fulfillment_order.*", "reservation.*", string(oms.OrderPromised), string(oms.RoutingDecided)},
	AboutMoney:    {"payment.*"},
}

// Timeline returns events of an order, and the names of who did them by actor.
func (f *Flow) Timeline(ctx context.Context, id string, t TimelineFilter) ([]oms.Event, map[string]string, error) {
	type page struct {
		events []oms.Event
		names  map[string]string
	}
	p, err := read(ctx, f, func(tx *store.Tx) (p page, err error) {
		p.events, err = tx.Events(ctx, store.EventFilter{OrderID: id, Types: timelineTypes[t.Kind], ByPeople: t.Kind == ByPeople, Newest: t.Newest, After: t.After, Limit: t.Limit})
		if err == nil && len(p.events) == 0 {
			_, err = tx.Order(ctx, id) // without events there may be no such order
		}
		if err != nil {
			return p, err
		}
		actors := make([]string, len(p.events))
		for i, e := range p.events {
			actors[i] = e.Actor
		}
		p.names, err = tx.ActorNames(ctx, actors)
		return p, err
	})
	return p.events, p.names, err
}

// Payload returns the body of an order as the channel sent it last.
func (f *Flow) Payload(ctx context.Context, id string) ([]byte, error) {
	return read(ctx, f, func(tx *store.Tx) ([]byte, error) {
		if _, err := tx.Order(ctx, id); err != nil {
			return nil, err
		}
		body, err := tx.Payload(ctx, id)
		if err == nil && body == nil {
			err = oms.Errorf(oms.NotFound, "order %s came without a payload", id)
		}
		return body, err
	})
}
