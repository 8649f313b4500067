package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// What the edges (HTTP, the command line) say of a call and get from one, under
// names that don't need the store: with it in hand they could save without
// deciding.
type (
	// Caller says who is behind a change and from where.
	Caller = store.Caller
	// Keyed is the idempotency key of a write.
	Keyed = store.Keyed
	// RoutingEntry is a version of the routing policy as it is stored.
	RoutingEntry = store.RoutingVersion
	// Replay is the error of a write that was done before under its key.
	Replay = store.Replay
	// OrderFilter chooses orders of a list.
	OrderFilter = store.OrderFilter
	// OrderPosition is where a page of orders ended.
	OrderPosition = store.OrderPosition
	// LotUse is units of a lot that an order got, or is to get.
	LotUse = store.LotUse
	// EventFilter chooses events of the log.
	EventFilter = store.EventFilter
)

// As attaches who acts to a context.
func As(ctx context.Context, c Caller) context.Context { return store.WithCaller(ctx, c) }

// UnderKey attaches an idempotency key to the context of a write.
func UnderKey(ctx context.Context, k *Keyed) context.Context { return store.WithKeyed(ctx, k) }

// OrderStatuses lists the values that OrderFilter.Status may have.
func OrderStatuses() []string { return store.OrderStatuses() }

// OrderSorts lists what a list of orders may be sorted by.
func OrderSorts() []string { return store.OrderSorts }

// Ready says whether the database answers and its schema is this program's.
func (f *Flow) Ready(ctx context.Context) error { return f.store.Ready(ctx) }
