package store

import (
	"context"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const stockRuleColumns = `id, name, name_key, kind, sku_id, category, channel_id, location_id, locations, quantity, risk, active, version, created_at, updated_at`

type stockRuleRow struct {
	oms.StockRule
	Locations asJSON[[]string]
}

// StockRules returns all rules by name.
func (tx *Tx) StockRules(ctx context.Context) ([]oms.StockRule, error) {
	var rows []stockRuleRow
	err := tx.query(ctx, &rows, `SELECT r.id, r.name, r.kind, r.sku_id, COALESCE(s.code, '') AS sku, r.category, r.channel_id, COALESCE(c.code, '') AS channel,
		r.location_id, COALESCE(l.code, '') AS location, r.locations, r.quantity, r.risk, r.active, r.version, r.created_at, r.updated_at
		FROM stock_rules r LEFT JOIN skus s ON s.id = r.sku_id LEFT JOIN channels c ON c.id = r.channel_id LEFT JOIN locations l ON l.id = r.location_id
		ORDER BY r.name_key`)
	out := make([]oms.StockRule, len(rows))
	for i, r := range rows {
		out[i] = r.StockRule
		out[i].Locations = r.Locations.V
	}
	return out, err
}

// SaveStockRule writes a rule, new or changed.
func (tx *Tx) SaveStockRule(ctx context.Context, r *oms.StockRule) error {
	w := upsert("stock_rules", "id", stockRuleColumns, "quantity risk version", "created_at updated_at", "active")
	w.add(r.ID, r.Name, strings.ToLower(r.Name), string(r.Kind), r.SKUID, r.Category, r.ChannelID, r.LocationID, jsonText(r.Locations), r.Quantity, r.Risk,
		r.Active, r.Version, r.CreatedAt, r.UpdatedAt)
	return tx.saveCatalog(ctx, w)
}

// DeleteStockRule forgets a rule.
func (tx *Tx) DeleteStockRule(ctx context.Context, id string) error {
	if _, err := tx.exec(ctx, `DELETE FROM stock_rules WHERE id = ?`, id); err != nil {
		return err
	}
	return tx.CatalogChanged(ctx)
}

// SKUsOfCategory returns the ids of the SKUs of a category.
func (tx *Tx) SKUsOfCategory(ctx context.Context, category string) (ids []string, err error) {
	err = tx.query(ctx, &ids, `SELECT id FROM skus WHERE category = ?`, category)
	return ids, err
}

// Shipped returns how many units of each SKU have left since an instant.
func (tx *Tx) Shipped(ctx context.Context, skuIDs []string, since time.Time) (map[string]int64, error) {
	var rows []struct {
		SKUID string
		Units int64
	}
	err := tx.query(ctx, &rows, `SELECT sku_id, CAST(-SUM(quantity) AS BIGINT) AS units FROM stock_movements
		WHERE sku_id = ANY_OF(?) AND occurred_at >= ? AND state = 'on_hand' AND reason = 'shipped' GROUP BY sku_id`, skuIDs, since)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.SKUID] = r.Units
	}
	return out, err
}

// LevelDelta is how much the figures of a SKU at a location moved.
type LevelDelta struct {
	LocationID string
	State      oms.StockState
	Quantity   int64
}

// MovedSince returns how much a SKU moved after an instant, by location and
// state.
func (tx *Tx) MovedSince(ctx context.Context, skuID string, after time.Time) (out []LevelDelta, err error) {
	err = tx.query(ctx, &out, `SELECT location_id, state, CAST(SUM(quantity) AS BIGINT) AS quantity FROM stock_movements
		WHERE sku_id = ? AND occurred_at > ? GROUP BY location_id, state`, skuID, after.UTC())
	return out, err
}
