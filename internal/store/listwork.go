package store

import (
	"context"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// WorkFilter chooses fulfillment orders or shipments. Empty fields choose all.
type WorkFilter struct {
	LocationID string
	OrderID    string
	Carrier    string   // of shipments
	Statuses   []string // any of these
	After      *WorkPosition
	Limit      int
}

// WorkPosition is where a page of work ended.
type WorkPosition struct {
	At int64  `json:"at"` // when the last entry was created, in microseconds
	ID string `json:"id"`
}

// Part names a part of an order.
type Part struct {
	ID        string
	OrderID   string
	CreatedAt time.Time
}

// FulfillmentOrders returns a page of fulfillment orders, the oldest first.
func (tx *Tx) FulfillmentOrders(ctx context.Context, f WorkFilter) ([]Part, error) {
	return tx.parts(ctx, "fulfillment_orders", "", ">", f)
}

// Shipments returns a page of shipments, the newest first.
func (tx *Tx) Shipments(ctx context.Context, f WorkFilter) ([]Part, error) {
	return tx.parts(ctx, "shipments", " DESC", "<", f)
}

// parts reads a page in the order of the table's creation, way up or down.
func (tx *Tx) parts(ctx context.Context, table, way, than string, f WorkFilter) ([]Part, error) {
	var where strings.Builder
	var args []any
	and := func(cond string, arg ...any) {
		where.WriteString(" AND " + cond)
		args = append(args, arg...)
	}
	for _, c := range [][2]string{{"location_id", f.LocationID}, {"order_id", f.OrderID}, {"carrier", f.Carrier}} {
		if c[1] != "" {
			and(c[0]+" = ?", c[1])
		}
	}
	if len(f.Statuses) > 0 {
		and("status = ANY_OF(?)", f.Statuses)
	}
	if f.After != nil {
		and("(created_at, id) "+than+" (?, ?)", time.UnixMicro(f.After.At).UTC(), f.After.ID)
	}
	var out []Part
	err := tx.query(ctx, &out, `SELECT id, order_id, created_at FROM `+table+` WHERE 1 = 1`+where.String()+
		` ORDER BY created_at`+way+`, id`+way+` LIMIT ?`, append(args, f.Limit)...)
	return out, err
}

// OfParts reads the orders that parts belong to, whole, by their ids.
func (tx *Tx) OfParts(ctx context.Context, parts []Part) (map[string]*oms.Order, error) {
	ids := make([]string, len(parts))
	for i, p := range parts {
		ids[i] = p.OrderID
	}
	all, err := tx.Orders(ctx, ids)
	out := make(map[string]*oms.Order, len(all))
	for _, o := range all {
		out[o.ID] = o
	}
	return out, err
}
