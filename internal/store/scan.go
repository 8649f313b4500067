package store

import "context"

// WorkWanting returns fulfillment orders at a location that are released and
// have a unit of one of the SKUs still to pick, the oldest first.
func (tx *Tx) WorkWanting(ctx context.Context, skuIDs []string, locationID string, limit int) ([]Part, error) {
	if len(skuIDs) == 0 {
		return nil, nil
	}
	var out []Part
	err := tx.query(ctx, &out, `SELECT DISTINCT f.id, f.order_id, f.created_at FROM allocations a JOIN fulfillment_orders f ON f.id = a.fulfillment_order_id
		WHERE a.sku_id = ANY_OF(?) AND a.location_id = ? AND a.status IN ('active', 'released') AND a.status = 'released' AND a.picked < a.quantity
		ORDER BY f.created_at, f.id LIMIT ?`, skuIDs, locationID, limit)
	return out, err
}
