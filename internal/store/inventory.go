package store

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// InventoryFilter chooses SKUs with their stock. Empty fields choose all that
// are active, or still lie somewhere.
type InventoryFilter struct {
	Query      string        // the beginning of words in code, title or barcode
	Category   string        // exactly
	LocationID string        // SKUs that have, or had, stock there; available and cover are those of the location
	Only       InventoryOnly // what is the matter with them
	Sort       InventorySort
	Since      time.Time // what has left from then on is the demand
	Window     time.Duration
	LowHours   int64 // what is low lasts no longer
	After      *InventoryPosition
	Limit      int
}

// InventoryOnly is what can be the matter with the stock of a SKU.
type InventoryOnly string

// The troubles. Waiting units are those that orders have and no location does.
const (
	InventoryLow      InventoryOnly = "low"      // lasts no longer than the limit, at the present demand
	InventoryOut      InventoryOnly = "out"      // nothing is available
	InventoryNegative InventoryOnly = "negative" // more units wait than are available
	InventoryWaiting  InventoryOnly = "waiting"  // units wait
)

// InventorySort is the order of the SKUs: by code, or the lowest first.
type InventorySort string

// The orders.
const (
	InventoryByCode      InventorySort = "sku"
	InventoryByAvailable InventorySort = "available"
	InventoryByCover     InventorySort = "cover" // what nobody buys comes last
)

// InventoryPosition is where a page ended: the figure it is sorted by, 0 by
// code, and the code.
type InventoryPosition struct {
	Value int64  `json:"v"`
	SKU   string `json:"s"`
}

// InventorySKU is a SKU of the inventory and where it stands there.
type InventorySKU struct {
	ID    string
	SKU   string
	Value int64
}

// Position is where a page that ends with the SKU goes on.
func (s InventorySKU) Position() InventoryPosition { return InventoryPosition{s.Value, s.SKU} }

// InventorySKUs returns a page of the SKUs that a filter chooses.
func (tx *Tx) InventorySKUs(ctx context.Context, f InventoryFilter) ([]InventorySKU, error) {
	with, args := f.chosen(tx)
	var c conditions
	order := "sku"
	switch {
	case f.Sort != InventoryByCode:
		if order = "value, sku"; f.After != nil {
			c.and("(value, sku) > (?, ?)", f.After.Value, f.After.SKU)
		}
	case f.After != nil:
		c.and("sku > ?", f.After.SKU)
	}
	var out []InventorySKU
	err := tx.query(ctx, &out, with+` SELECT id, sku, value FROM chosen WHERE 1 = 1`+c.where.String()+` ORDER BY `+order+` LIMIT ?`,
		slices.Concat(args, c.args, []any{f.Limit})...)
	return out, err
}

// InventorySums counts the SKUs that a filter chooses and adds up their stock by
// location, in the order of the locations' ids. Bundles have none.
func (tx *Tx) InventorySums(ctx context.Context, f InventoryFilter) (skus int64, levels []oms.StockLevel, err error) {
	with, args := f.chosen(tx)
	if _, err = tx.one(ctx, &skus, with+` SELECT COUNT(*) FROM chosen`, args...); err != nil {
		return 0, nil, err
	}
	var c conditions
	if f.LocationID != "" {
		c.and("v.location_id = ?", f.LocationID)
	}
	sum := func(column string) string { return `CAST(SUM(v.` + column + `) AS BIGINT) AS ` + column }
	err = tx.query(ctx, &levels, with+` SELECT v.location_id, `+sum("on_hand")+`, `+sum("allocated")+`, `+sum("reserved")+`, `+sum("safety")+`,
		`+sum("damaged")+`, `+sum("quality_control")+`, `+sum("incoming")+` FROM stock_levels v JOIN chosen ON chosen.id = v.sku_id WHERE 1 = 1
		`+c.where.String()+` GROUP BY v.location_id ORDER BY v.location_id`, slices.Concat(args, c.args)...)
	return skus, levels, err
}

// chosen is the WITH clause of a filter: chosen has the id, the code and the
// sorted figure of each SKU. By code and without a figure to ask for, it is read
// by the index of codes, and no more of it than a page; else the stock of all
// SKUs is added up.
func (f InventoryFilter) chosen(tx *Tx) (string, []any) {
	var c conditions
	with, from, value := "WITH ", "skus s", "0"
	if f.figures() {
		figures, args := f.held(tx)
		with, from, c.args = with+figures+`, `, "skus s JOIN held h ON h.id = s.id", args
	}
	switch f.Sort {
	case InventoryByCode:
	case InventoryByAvailable:
		value = "h.available"
	case InventoryByCover:
		value = "COALESCE(h.cover, ?)"
		c.args = append(c.args, int64(math.MaxInt64))
	}
	f.narrow(&c)
	return with + `chosen AS (SELECT s.id, s.code AS sku, CAST(` + value + ` AS BIGINT) AS value FROM ` + from + ` WHERE 1 = 1` + c.where.String() + `)`, c.args
}

// figures tells whether the filter or its order asks for a figure of stock.
func (f InventoryFilter) figures() bool {
	return f.Sort != InventoryByCode || f.Only != "" && f.Only != InventoryWaiting
}

const unitsWait = `FROM order_lines w WHERE w.unallocated + w.backordered > 0 AND w.kind <> 'bundle'`

func (f InventoryFilter) narrow(c *conditions) {
	c.and(`(s.active OR EXISTS (SELECT 1 FROM stock_levels v WHERE v.sku_id = s.id AND v.on_hand > 0))`)
	c.words("s.search", f.Query)
	if f.Category != "" {
		c.and("s.category = ?", f.Category)
	}
	if f.LocationID != "" {
		c.and(`(s.components <> '[]' OR EXISTS (SELECT 1 FROM stock_levels v WHERE v.sku_id = s.id AND v.location_id = ?))`, f.LocationID)
	}
	switch f.Only {
	case InventoryLow:
		c.and("h.cover <= ?", f.LowHours)
	case InventoryOut:
		c.and("h.available <= 0")
	case InventoryNegative:
		c.and(`h.available < (SELECT COALESCE(SUM(w.unallocated + w.backordered), 0) ` + unitsWait + ` AND w.sku_id = s.id)`)
	case InventoryWaiting:
		c.and(`s.id IN (SELECT w.sku_id ` + unitsWait + `)`)
	}
}

// held is what of each SKU is available at the active locations, and where it is
// asked for, how many hours it lasts at the present demand, NULL for ever. Of a
// bundle it is what its scarcest component makes.
func (f InventoryFilter) held(tx *Tx) (string, []any) {
	var own conditions
	if f.LocationID != "" {
		own.and("v.location_id = ?", f.LocationID)
	}
	gone, cover, join, args := "", "CAST(NULL AS BIGINT)", "", own.args
	if f.Sort == InventoryByCover || f.Only == InventoryLow {
		var demand []any
		gone, demand = f.gone()
		cover, join = "CASE WHEN g.units > 0 THEN COALESCE(o.available, 0) * ? / g.units END", " LEFT JOIN gone g ON g.sku_id = s.id"
		args = slices.Concat(args, demand, []any{int64(f.Window / time.Hour)})
	}
	each, part, units := `json_each(b.components) c`, `c.value ->> 'sku_id'`, `c.value ->> 'quantity'`
	if tx.Postgres() {
		each, part, units = `json_array_elements(b.components::json) c`, `c ->> 'sku_id'`, `CAST(c ->> 'quantity' AS BIGINT)`
	}
	return `own AS (SELECT v.sku_id, CAST(SUM(v.on_hand - v.allocated - v.reserved - v.safety - v.damaged - v.quality_control) AS BIGINT) AS available
			FROM stock_levels v JOIN locations x ON x.id = v.location_id WHERE x.active` + own.where.String() + ` GROUP BY v.sku_id),` + gone + `
		single AS (SELECT s.id, COALESCE(o.available, 0) AS available, ` + cover + ` AS cover
			FROM skus s LEFT JOIN own o ON o.sku_id = s.id` + join + ` WHERE s.components = '[]'),
		held AS (SELECT id, available, cover FROM single UNION ALL
			SELECT b.id, MIN(p.available / (` + units + `)), MIN(p.cover) FROM skus b CROSS JOIN ` + each + ` JOIN single p ON p.id = ` + part + `
			WHERE b.components <> '[]' GROUP BY b.id)`, args
}

// gone is what of each SKU has left within the window of the demand.
func (f InventoryFilter) gone() (string, []any) {
	var c conditions
	if f.LocationID != "" {
		c.and("m.location_id = ?", f.LocationID)
	}
	return `
		gone AS (SELECT m.sku_id, CAST(-SUM(m.quantity) AS BIGINT) AS units FROM stock_movements m
			WHERE m.occurred_at >= ? AND m.state = 'on_hand' AND m.reason = 'shipped'` + c.where.String() + ` GROUP BY m.sku_id),`,
		slices.Concat([]any{f.Since}, c.args)
}

// WaitingUnits returns how many units of SKUs orders have and no location does.
func (tx *Tx) WaitingUnits(ctx context.Context, skuIDs []string) (map[string]int64, error) {
	var rows []struct {
		SKUID string
		Units int64
	}
	err := tx.query(ctx, &rows, `SELECT w.sku_id, CAST(SUM(w.unallocated + w.backordered) AS BIGINT) AS units `+unitsWait+` AND w.sku_id = ANY_OF(?) GROUP BY w.sku_id`, skuIDs)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.SKUID] = r.Units
	}
	return out, err
}

// Categories returns the categories that SKUs have, sorted.
func (tx *Tx) Categories(ctx context.Context) (out []string, err error) {
	err = tx.query(ctx, &out, `SELECT DISTINCT category FROM skus WHERE category <> '' ORDER BY category`)
	return out, err
}
