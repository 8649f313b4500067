package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// WorkFilter chooses shipments. Empty fields choose all.
type WorkFilter struct {
	LocationID string
	OrderID    string
	Carrier    string
	Statuses   []string // any of these
	After      *WorkPosition
	Limit      int
}

// WorkPosition is where a page of work ended.
type WorkPosition struct {
	At int64  `json:"at"` // what the last entry is sorted by, in microseconds
	ID string `json:"id"`
}

// Part names a part of an order.
type Part struct {
	ID        string
	OrderID   string
	CreatedAt time.Time
	ShipBy    *time.Time // of a fulfillment order
}

// Shipments returns a page of shipments, the newest first.
func (tx *Tx) Shipments(ctx context.Context, f WorkFilter) ([]Part, error) {
	var c conditions
	for _, equal := range [][2]string{{"location_id", f.LocationID}, {"order_id", f.OrderID}, {"carrier", f.Carrier}} {
		if equal[1] != "" {
			c.and(equal[0]+" = ?", equal[1])
		}
	}
	if len(f.Statuses) > 0 {
		c.and("status = ANY_OF(?)", f.Statuses)
	}
	if f.After != nil {
		c.and("(created_at, id) < (?, ?)", time.UnixMicro(f.After.At).UTC(), f.After.ID)
	}
	var out []Part
	err := tx.query(ctx, &out, `SELECT id, order_id, created_at FROM shipments WHERE 1 = 1`+c.where.String()+` ORDER BY created_at DESC, id DESC LIMIT ?`, append(c.args, f.Limit)...)
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
