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

// Orders is a page of orders and where to go on, nil at the end.
type Orders struct {
	Items []*oms.Order
	Next  *OrderPosition
}

// Orders returns a page of the orders that filter chooses. channel is the code
// of one channel, or "" for all.
func (f *Flow) Orders(ctx context.Context, filter OrderFilter, channel string) (Orders, error) {
	return read(ctx, f, func(tx *store.Tx) (Orders, error) {
		if channel != "" {
			known, err := tx.ChannelsByCode(ctx, []string{channel})
			if err != nil || known[channel] == nil {
				return Orders{}, err // a channel that doesn't exist has no orders
			}
			filter.ChannelID = known[channel].ID
		}
		items, next, err := tx.ListOrders(ctx, filter)
		return Orders{items, next}, err
	})
}

// Timeline returns the events of an order, oldest first, behind a position.
func (f *Flow) Timeline(ctx context.Context, id string, after int64, limit int) ([]oms.Event, error) {
	return read(ctx, f, func(tx *store.Tx) ([]oms.Event, error) {
		if _, err := tx.Order(ctx, id); err != nil {
			return nil, err
		}
		return tx.Events(ctx, store.EventFilter{OrderID: id, After: after, Limit: limit})
	})
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
