package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const levelSelect = `SELECT v.sku_id, s.code AS sku, v.location_id, l.code AS location, v.on_hand, v.allocated, v.reserved, v.safety, v.damaged,
	v.quality_control, v.incoming, v.updated_at
	FROM stock_levels v JOIN skus s ON s.id = v.sku_id JOIN locations l ON l.id = v.location_id`

// LevelFilter chooses stock levels. Empty fields choose all.
type LevelFilter struct {
	SKUIDs     []string
	LocationID string
	After      *LevelPosition
	Limit      int // 0 for all
}

// LevelPosition is where a page of levels ended.
type LevelPosition struct {
	SKU      string `json:"s"` // code
	Location string `json:"l"` // code
}

// Levels returns stock levels by the codes of SKU and location, not locked.
func (tx *Tx) Levels(ctx context.Context, f LevelFilter) ([]oms.StockLevel, error) {
	var c conditions
	if f.SKUIDs != nil {
		c.and("v.sku_id = ANY_OF(?)", f.SKUIDs)
	}
	if f.LocationID != "" {
		c.and("v.location_id = ?", f.LocationID)
	}
	if f.After != nil {
		c.and("(s.code, l.code) > (?, ?)", f.After.SKU, f.After.Location)
	}
	limit := ""
	if f.Limit > 0 {
		limit, c.args = " LIMIT ?", append(c.args, f.Limit)
	}
	var out []oms.StockLevel
	err := tx.query(ctx, &out, levelSelect+` WHERE 1 = 1`+c.where.String()+` ORDER BY s.code, l.code`+limit, c.args...)
	return out, err
}

// HasStock returns which of the SKUs have, or had, stock of their own.
func (tx *Tx) HasStock(ctx context.Context, skuIDs []string) ([]string, error) {
	var out []string
	err := tx.query(ctx, &out, `SELECT DISTINCT sku_id FROM stock_levels WHERE sku_id = ANY_OF(?)
		AND (on_hand > 0 OR allocated > 0 OR reserved > 0 OR incoming > 0)`, skuIDs)
	return out, err
}

// MovementFilter chooses stock movements. Empty fields choose all.
type MovementFilter struct {
	SKUID      string
	LocationID string
	Reason     string
	State      string
	Reference  string
	LotID      string
	Actor      string
	From       *time.Time // inclusive
	To         *time.Time // exclusive
	Before     string     // the id of the last one of the page before
	Limit      int
}

// Movements returns a page of stock movements, newest first.
func (tx *Tx) Movements(ctx context.Context, f MovementFilter) ([]oms.StockMovement, error) {
	var c conditions
	equal := func(column, value string) {
		if value != "" {
			c.and(column+" = ?", value)
		}
	}
	equal("m.sku_id", f.SKUID)
	equal("m.location_id", f.LocationID)
	equal("m.reason", f.Reason)
	if f.Reason != "" && f.Reason != string(oms.ReasonShipped) {
		c.and("m.reason <> 'shipped'") // what the index of reasons holds
	}
	equal("m.state", f.State)
	equal("m.reference", f.Reference)
	equal("m.lot_id", f.LotID)
	if f.LotID != "" {
		c.and("m.lot_id <> ''") // what the index of lots holds
	}
	equal("m.actor", f.Actor)
	if f.From != nil {
		c.and("m.occurred_at >= ?", f.From.UTC())
	}
	if f.To != nil {
		c.and("m.occurred_at < ?", f.To.UTC())
	}
	if f.Before != "" {
		c.and("m.id < ?", f.Before)
	}
	var out []oms.StockMovement
	err := tx.query(ctx, &out, `SELECT m.id, m.sku_id, s.code AS sku, m.location_id, l.code AS location, m.state, m.quantity, m.lot_id, COALESCE(b.code, '') AS lot, m.reason,
		m.reference, m.note, m.actor, m.occurred_at FROM stock_movements m JOIN skus s ON s.id = m.sku_id JOIN locations l ON l.id = m.location_id
		LEFT JOIN lots b ON b.id = m.lot_id
		WHERE 1 = 1`+c.where.String()+` ORDER BY m.id DESC LIMIT ?`, append(c.args, f.Limit)...)
	return out, err
}

// Holders returns the ids of the orders that stock of the SKUs is allocated to
// at any location, not locked.
func (tx *Tx) Holders(ctx context.Context, skuIDs []string) ([]string, error) {
	var out []string
	err := tx.query(ctx, &out, `SELECT DISTINCT order_id FROM allocations WHERE sku_id = ANY_OF(?) AND status IN ('active', 'released')
		AND quantity > shipped ORDER BY order_id`, skuIDs)
	return out, err
}

// LevelChange is a level before and after what a transaction did to it.
type LevelChange struct{ Before, After oms.StockLevel }

// Changes returns the levels that differ from what is saved, sorted by SKU and
// location.
func (s *Stock) Changes() []LevelChange {
	var out []LevelChange
	for k, l := range s.levels {
		before, known := s.before[k]
		if !known {
			before = oms.StockLevel{SKUID: k.sku, LocationID: k.location}
		}
		if before != *l {
			out = append(out, LevelChange{before, *l})
		}
	}
	slices.SortFunc(out, func(a, b LevelChange) int {
		return cmp.Or(cmp.Compare(a.After.SKUID, b.After.SKUID), cmp.Compare(a.After.LocationID, b.After.LocationID))
	})
	return out
}
