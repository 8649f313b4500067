package flow

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// returnQueues are the piles of the returns desk, by what is to be done next.
var returnQueues = map[string][]string{
	"requested":  {string(oms.RMARequested)},
	"in_transit": {string(oms.RMAApproved), string(oms.RMAInTransit)},
	"to_inspect": {string(oms.RMAReceived)},
	"to_resolve": {string(oms.RMAInspected)},
	"closed":     {string(oms.RMAClosed), string(oms.RMADeclined), string(oms.RMACanceled), string(oms.RMAExpired)},
}

// ReturnQueueOf is the pile that a return in a status lies on.
func ReturnQueueOf(status oms.RMAStatus) string {
	for queue, statuses := range returnQueues {
		if slices.Contains(statuses, string(status)) {
			return queue
		}
	}
	return ""
}

// ReturnFilter chooses returns.
type ReturnFilter struct {
	Queue    string `query:"queue" enum:"requested,in_transit,to_inspect,to_resolve,closed" doc:"A pile of the desk. What waits there longest comes first; of what is closed, the newest"`
	Location string `query:"location" doc:"Code of the location that it goes to" maxLength:"64" example:"BER"`
	Order    string `query:"order" doc:"The id of an order" maxLength:"64"`
	SKU      string `query:"sku" doc:"Code of a SKU that comes back" maxLength:"100"`
	Code     string `query:"code" doc:"What was scanned or typed: a return's number, a tracking number, or an order's number, ours or the channel's. Nothing else is asked then" maxLength:"200" example:"RET-1001"`
	Paging
}

// returnPosition is where a page of returns ended.
type returnPosition struct {
	Number int64
	Since  int64 // microseconds
}

// Returns returns a page of returns with their orders.
func (f *Flow) Returns(ctx context.Context, in ReturnFilter) (Page[Part[oms.Return]], error) {
	none := Page[Part[oms.Return]]{Items: []Part[oms.Return]{}}
	page, limit, err := in.limit()
	if err != nil {
		return none, err
	}
	var after returnPosition
	if err := in.at(&after); err != nil {
		return none, err
	}
	code := strings.TrimSpace(in.Code)
	if err := checkFilters("queue", in.Queue, "order", in.Order, "code", code); err != nil {
		return none, err
	}
	q := store.ReturnFilter{Statuses: returnQueues[in.Queue], OrderID: in.Order, Oldest: in.Queue != "" && in.Queue != "closed",
		After: after.Number, Since: time.UnixMicro(after.Since).UTC(), Limit: limit}
	if in.Queue != "" && q.Statuses == nil {
		return none, oms.InvalidField("queue", "must be requested, in_transit, to_inspect, to_resolve or closed")
	}
	return read(ctx, f, func(tx *store.Tx) (Page[Part[oms.Return]], error) {
		at := refs{location: in.Location, sku: in.SKU}
		if ok, err := at.resolve(ctx, tx); !ok {
			return none, err
		}
		q.LocationID, q.SKUID = at.locationID, at.skuID
		list := func() ([]*oms.Return, error) { return tx.Returns(ctx, q) }
		if code != "" {
			list = func() ([]*oms.Return, error) { return returnsNamed(ctx, tx, code) }
		}
		all, err := list()
		if err != nil {
			return none, err
		}
		cut := pageOf(all, page, func(r *oms.Return) any { return returnPosition{r.Number, r.StatusSince.UnixMicro()} })
		items, err := withOrders(ctx, tx, cut.Items)
		return Page[Part[oms.Return]]{Items: items, NextCursor: cut.NextCursor}, err
	})
}

// returnsNamed finds what a code at the desk names, what is still to be dealt
// with first.
func returnsNamed(ctx context.Context, tx *store.Tx, code string) ([]*oms.Return, error) {
	orders, _, err := tx.ListOrders(ctx, store.OrderFilter{Query: code, Limit: maxScanned})
	if err != nil {
		return nil, err
	}
	if orders, err = withNumber(ctx, tx, code, orders); err != nil {
		return nil, err
	}
	var ids []string
	for _, o := range orders {
		if orderHit(code, o).Exact {
			ids = append(ids, o.ID)
		}
	}
	all, err := tx.ReturnsNamed(ctx, code, ids, maxScanned)
	slices.SortStableFunc(all, func(a, b *oms.Return) int { return doneLast(a) - doneLast(b) })
	return all, err
}

func doneLast(r *oms.Return) int {
	if r.Status.Done() {
		return 1
	}
	return 0
}

func withOrders(ctx context.Context, tx *store.Tx, all []*oms.Return) ([]Part[oms.Return], error) {
	ids := make([]string, len(all))
	for i, r := range all {
		ids[i] = r.OrderID
	}
	orders, err := tx.Orders(ctx, slices.Compact(slices.Sorted(slices.Values(ids))))
	byID := map[string]*oms.Order{}
	for _, o := range orders {
		byID[o.ID] = o
	}
	out := make([]Part[oms.Return], len(all))
	for i, r := range all {
		out[i] = Part[oms.Return]{byID[r.OrderID], r}
	}
	return out, err
}

// Return returns a return with its order.
func (f *Flow) Return(ctx context.Context, id string) (Part[oms.Return], error) {
	return read(ctx, f, func(tx *store.Tx) (Part[oms.Return], error) {
		orderID, err := tx.OrderOf(ctx, oms.PrefixReturn, id)
		if err != nil {
			return Part[oms.Return]{}, err
		}
		r, err := tx.Return(ctx, id)
		if err != nil {
			return Part[oms.Return]{}, err
		}
		o, err := tx.Order(ctx, orderID)
		return Part[oms.Return]{Order: o, Part: r}, err
	})
}

// ReturnedLots is which lots units of a return's line may be of.
type ReturnedLots struct {
	Line     int // of the return
	SKU      string
	Tracking oms.Tracking
	Lots     []oms.LotUnits // sent to the buyer and not back, first expired first
}

// ReturnLots returns, for the lines of a return that were sent by lot, which
// units the buyer still has.
func (f *Flow) ReturnLots(ctx context.Context, id string) ([]ReturnedLots, error) {
	return read(ctx, f, func(tx *store.Tx) ([]ReturnedLots, error) {
		o, err := orderWith(ctx, tx, oms.PrefixReturn, id)
		if err != nil {
			return nil, err
		}
		all, err := tx.ReturnsOf(ctx, o.ID)
		var out []ReturnedLots
		for _, r := range all {
			for _, l := range r.Lines {
				if r.ID != id {
					break
				}
				sent := o.SentLots(all, l.Line)
				if len(sent) == 0 {
					continue
				}
				tracking := oms.TrackLots
				if sent[0].Serial {
					tracking = oms.TrackSerials
				}
				out = append(out, ReturnedLots{Line: l.N, SKU: l.SKU, Tracking: tracking, Lots: sent})
			}
		}
		return out, err
	})
}

// ReturnQueue is a pile of the returns desk.
type ReturnQueue struct {
	Queue  string     `json:"queue" enum:"requested,in_transit,to_inspect,to_resolve" example:"to_inspect"`
	Count  int64      `json:"count" example:"5"`
	Oldest *time.Time `json:"oldest" doc:"Since when the first of them waits there; null when none does"`
}

// ReturnCounts counts the piles of the returns desk, at one location or, for
// "", at all.
func (f *Flow) ReturnCounts(ctx context.Context, location string) ([]ReturnQueue, error) {
	return read(ctx, f, func(tx *store.Tx) ([]ReturnQueue, error) {
		out := []ReturnQueue{{Queue: "requested"}, {Queue: "in_transit"}, {Queue: "to_inspect"}, {Queue: "to_resolve"}}
		at := refs{location: location}
		if ok, err := at.resolve(ctx, tx); !ok {
			return out, err
		}
		counted, err := tx.ReturnQueues(ctx, at.locationID)
		for _, c := range counted {
			i := slices.IndexFunc(out, func(q ReturnQueue) bool { return slices.Contains(returnQueues[q.Queue], string(c.Status)) })
			out[i].Count += c.Count
			if at := time.UnixMicro(c.Oldest).UTC(); out[i].Oldest == nil || at.Before(*out[i].Oldest) {
				out[i].Oldest = &at
			}
		}
		return out, err
	})
}

// ReturnSKUs returns the SKUs of a return's lines and of its order's, by code:
// their barcodes are what a scanner at the desk reads.
func (f *Flow) ReturnSKUs(ctx context.Context, id string) ([]*oms.SKU, error) {
	return read(ctx, f, func(tx *store.Tx) ([]*oms.SKU, error) {
		orderID, err := tx.OrderOf(ctx, oms.PrefixReturn, id)
		if err != nil {
			return nil, err
		}
		o, err := tx.Order(ctx, orderID)
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, l := range o.Units() {
			ids = append(ids, l.SKUID)
		}
		return skusByCode(ctx, tx, ids)
	})
}
