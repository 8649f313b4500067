package store

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const lotSelect = `SELECT b.id, b.sku_id, s.code AS sku, b.code, b.expires_on, b.sells_until, b.received_at, b.updated_at FROM lots b JOIN skus s ON s.id = b.sku_id`

// LotsNamed returns the lots of SKUs that have one of the codes.
func (tx *Tx) LotsNamed(ctx context.Context, skuIDs, codes []string) (map[LotName]*oms.Lot, error) {
	if len(skuIDs) == 0 || len(codes) == 0 {
		return nil, nil
	}
	var rows []oms.Lot
	err := tx.query(ctx, &rows, lotSelect+` WHERE b.sku_id = ANY_OF(?) AND b.code = ANY_OF(?)`, skuIDs, codes)
	out := make(map[LotName]*oms.Lot, len(rows))
	for i := range rows {
		out[LotName{rows[i].SKUID, rows[i].Code}] = &rows[i]
	}
	return out, err
}

// LotsAt returns the lots of SKUs of which the books have any at a location,
// those of a SKU first expired first.
func (tx *Tx) LotsAt(ctx context.Context, locationID string, skuIDs []string) (map[string][]oms.LotLevel, error) {
	if len(skuIDs) == 0 {
		return nil, nil
	}
	var rows []oms.LotLevel
	err := tx.query(ctx, &rows, lotLevelSelect+` WHERE v.location_id = ? AND v.sku_id = ANY_OF(?) AND v.on_hand > 0`, locationID, skuIDs)
	out := map[string][]oms.LotLevel{}
	for _, l := range rows {
		out[l.SKUID] = append(out[l.SKUID], l)
	}
	for _, lots := range out {
		slices.SortFunc(lots, func(a, b oms.LotLevel) int { return oms.FirstExpired(&a, &b) })
	}
	return out, err
}

// LotsOf returns all lots of SKUs.
func (tx *Tx) LotsOf(ctx context.Context, skuIDs []string) ([]*oms.Lot, error) {
	var out []*oms.Lot
	err := tx.query(ctx, &out, lotSelect+` WHERE b.sku_id = ANY_OF(?) ORDER BY b.id`, skuIDs)
	return out, err
}

// LotsByID returns the lots that have one of the ids.
func (tx *Tx) LotsByID(ctx context.Context, ids []string) ([]*oms.Lot, error) {
	var out []*oms.Lot
	err := tx.query(ctx, &out, lotSelect+` WHERE b.id = ANY_OF(?) ORDER BY b.id`, ids)
	return out, err
}

// Lot returns one lot, or a NotFound error.
func (tx *Tx) Lot(ctx context.Context, id string) (*oms.Lot, error) {
	var l oms.Lot
	ok, err := tx.one(ctx, &l, lotSelect+` WHERE b.id = ?`, id)
	if err == nil && !ok {
		err = oms.Errorf(oms.NotFound, "there is no lot %s", id)
	}
	return &l, err
}

// SaveLots writes lots, new or changed.
func (tx *Tx) SaveLots(ctx context.Context, all []*oms.Lot) error {
	w := upsert("lots", "id", "id, sku_id, code, expires_on, sells_until, received_at, updated_at", "", "received_at updated_at", "")
	for _, l := range all {
		l.UpdatedAt = tx.Now
		w.add(l.ID, l.SKUID, l.Code, l.ExpiresOn, l.SellsUntil, l.ReceivedAt, l.UpdatedAt)
	}
	return w.insert(ctx, tx)
}

// LastReasons returns why the stock of lots last changed, by their ids.
func (tx *Tx) LastReasons(ctx context.Context, lotIDs []string) (map[string]oms.MovementReason, error) {
	var rows []struct {
		LotID  string
		Reason oms.MovementReason
	}
	err := tx.query(ctx, &rows, `SELECT m.lot_id, m.reason FROM stock_movements m WHERE m.lot_id <> '' AND m.lot_id = ANY_OF(?)
		AND m.id = (SELECT MAX(n.id) FROM stock_movements n WHERE n.lot_id = m.lot_id AND n.lot_id <> '')`, lotIDs)
	out := make(map[string]oms.MovementReason, len(rows))
	for _, r := range rows {
		out[r.LotID] = r.Reason
	}
	return out, err
}

// LotFilter chooses what is on hand of lots. Empty fields choose all.
type LotFilter struct {
	SKUID      string
	LocationID string
	LotID      string
	Code       string
	SellsUntil string // it may be sold until this day or an earlier one
	All        bool   // lots of which nothing is on hand, too
	After      *LotPosition
	Limit      int
}

// LotPosition is where a page of lots ended.
type LotPosition struct {
	Date string `json:"d"` // its last day, or "~"
	Lot  string `json:"l"` // ids
	At   string `json:"a"`
}

// lotDate sorts lots without a date behind the others.
const lotDate = `(CASE b.sells_until WHEN '' THEN '~' ELSE b.sells_until END)`

// LotLevels returns what is on hand of lots, a row for each location, those
// that may not be sold for the longest first.
func (tx *Tx) LotLevels(ctx context.Context, f LotFilter) ([]oms.LotLevel, error) {
	var c conditions
	equal := func(column, value string) {
		if value != "" {
			c.and(column+" = ?", value)
		}
	}
	equal("v.sku_id", f.SKUID)
	equal("v.location_id", f.LocationID)
	equal("v.lot_id", f.LotID)
	equal("b.code", f.Code)
	if !f.All {
		c.and("v.on_hand > 0")
	}
	if f.SellsUntil != "" {
		c.and("b.sells_until <> '' AND b.sells_until <= ?", f.SellsUntil)
	}
	if f.After != nil {
		c.and("("+lotDate+", v.lot_id, v.location_id) > (?, ?, ?)", f.After.Date, f.After.Lot, f.After.At)
	}
	var out []oms.LotLevel
	err := tx.query(ctx, &out, lotLevelSelect+` WHERE 1 = 1`+c.where.String()+` ORDER BY `+lotDate+`, v.lot_id, v.location_id LIMIT ?`, append(c.args, f.Limit)...)
	return out, err
}

// LotsPast returns up to limit lots at a location of which units can be
// promised though their day is before the one given.
func (tx *Tx) LotsPast(ctx context.Context, before string, limit int) ([]oms.LotLevel, error) {
	var out []oms.LotLevel
	err := tx.query(ctx, &out, lotLevelSelect+` WHERE b.sells_until <> '' AND b.sells_until < ? AND v.on_hand > v.damaged + v.quality_control + v.picked
		ORDER BY b.sells_until, b.id, v.location_id LIMIT ?`, before, limit)
	return out, err
}

// LotUse is units of a lot that went to an order.
type LotUse struct {
	ShipmentID  string // "" of units that are picked and not shipped
	OrderID     string // "" of an order that is in an archive
	OrderNumber int64
	Customer    string
	Email       string
	Location    string // its code
	Note        string // of the movement, which names the order
	Quantity    int64
	At          *time.Time // when it was shipped
}

// LotUses returns up to limit shipments that units of a lot left with and whose
// label was not voided, the newest first; before is the id of the last one of
// the page before.
func (tx *Tx) LotUses(ctx context.Context, lotID, before string, limit int) ([]LotUse, error) {
	c := conditions{args: []any{lotID}}
	if before != "" {
		c.and("m.reference < ?", before)
	}
	var rows []struct {
		LotUse
		MovedAt time.Time
	}
	err := tx.query(ctx, &rows, `SELECT u.reference AS shipment_id, COALESCE(o.id, '') AS order_id, COALESCE(o.number, 0) AS order_number,
		COALESCE(o.customer_name, '') AS customer, COALESCE(o.email, '') AS email, l.code AS location, f.note, u.quantity, h.shipped_at AS at, f.occurred_at AS moved_at
		FROM (SELECT m.reference, m.location_id, MIN(m.id) AS first, -SUM(m.quantity) AS quantity FROM stock_movements m
			WHERE m.lot_id = ? AND m.lot_id <> '' AND m.state = 'on_hand' AND m.reference LIKE 'shp_%'`+c.where.String()+`
			GROUP BY m.reference, m.location_id HAVING SUM(m.quantity) < 0 ORDER BY m.reference DESC LIMIT ?) u
		JOIN stock_movements f ON f.id = u.first JOIN locations l ON l.id = u.location_id LEFT JOIN shipments h ON h.id = u.reference LEFT JOIN orders o ON o.id = h.order_id
		ORDER BY u.reference DESC`, append(c.args, limit)...)
	out := make([]LotUse, len(rows))
	for i, r := range rows {
		if r.At == nil { // the shipment is in an archive
			r.At = &rows[i].MovedAt
		}
		out[i] = r.LotUse
	}
	return out, err
}

// LotPicked returns the orders that units of a lot are picked for and not
// shipped.
func (tx *Tx) LotPicked(ctx context.Context, l *oms.Lot) ([]LotUse, error) {
	var rows []struct {
		LotUse
		Lots asJSON[[]oms.AllocationLot]
	}
	err := tx.query(ctx, &rows, `SELECT a.order_id, o.number AS order_number, o.customer_name AS customer, o.email, l.code AS location, a.lots
		FROM allocations a JOIN orders o ON o.id = a.order_id JOIN locations l ON l.id = a.location_id
		WHERE a.sku_id = ? AND a.status IN ('active', 'released') AND a.lots LIKE ? ORDER BY a.order_id`, l.SKUID, "%"+l.ID+"%")
	var out []LotUse
	for _, r := range rows {
		for _, u := range r.Lots.V {
			if u.LotID == l.ID && u.Picked > u.Shipped {
				r.Quantity = u.Picked - u.Shipped
				out = append(out, r.LotUse)
			}
		}
	}
	return out, err
}
