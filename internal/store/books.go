package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// LotName is a lot as it is named on the shelf. Lot is its code, "" for all of
// a SKU.
type LotName struct {
	SKUID string
	Lot   string
}

// Books returns what is known of SKUs, and of lots, at a location at one
// moment: one statement for either, so that a shipment in between is not seen by
// half.
func (tx *Tx) Books(ctx context.Context, locationID string, of []LotName) (map[LotName]oms.Books, error) {
	var whole, parts, codes []string
	for _, name := range of {
		if name.Lot == "" {
			whole = append(whole, name.SKUID)
			continue
		}
		parts, codes = append(parts, name.SKUID), append(codes, name.Lot)
	}
	out := make(map[LotName]oms.Books, len(of))
	if err := tx.booksOfSKUs(ctx, locationID, whole, out); err != nil {
		return nil, err
	}
	return out, tx.booksOfLots(ctx, locationID, parts, codes, out)
}

// foundSQL sums what a reason has changed of stock that movements m tell of.
func foundSQL(whose, reason string) string {
	return `CAST(COALESCE((SELECT SUM(m.quantity) FROM stock_movements m WHERE ` + whose + ` AND m.location_id = v.location_id AND m.state = 'on_hand'
		AND m.reason IN ('counted', 'short_pick') AND m.reason = '` + reason + `'), 0) AS BIGINT)`
}

type booksRow struct {
	LotName
	oms.Books
}

func (tx *Tx) booksOfSKUs(ctx context.Context, locationID string, skuIDs []string, out map[LotName]oms.Books) error {
	if len(skuIDs) == 0 {
		return nil
	}
	const mine = `m.sku_id = v.sku_id`
	var rows []booksRow
	err := tx.query(ctx, &rows, `SELECT v.sku_id, v.on_hand, CAST(COALESCE((SELECT SUM(a.picked - a.shipped) FROM allocations a
		WHERE a.sku_id = v.sku_id AND a.location_id = v.location_id AND a.status IN ('active', 'released')), 0) AS BIGINT) AS picked,
		`+foundSQL(mine, "counted")+` AS corrected, `+foundSQL(mine, "short_pick")+` AS short, c.counted_at AS last_at
		FROM stock_levels v LEFT JOIN stock_last_counts c ON c.sku_id = v.sku_id AND c.location_id = v.location_id AND c.lot = ''
		WHERE v.location_id = ? AND v.sku_id = ANY_OF(?)`, locationID, skuIDs)
	for _, r := range rows {
		out[r.LotName] = r.Books
	}
	return err
}

func (tx *Tx) booksOfLots(ctx context.Context, locationID string, skuIDs, codes []string, out map[LotName]oms.Books) error {
	if len(codes) == 0 {
		return nil
	}
	const mine = `m.lot_id = v.lot_id AND m.lot_id <> ''`
	var rows []booksRow
	err := tx.query(ctx, &rows, `SELECT v.sku_id, b.code AS lot, v.on_hand, v.picked, `+foundSQL(mine, "counted")+` AS corrected,
		`+foundSQL(mine, "short_pick")+` AS short, c.counted_at AS last_at
		FROM lots b JOIN lot_levels v ON v.lot_id = b.id LEFT JOIN stock_last_counts c ON c.sku_id = v.sku_id AND c.location_id = v.location_id AND c.lot = b.code
		WHERE v.location_id = ? AND b.sku_id = ANY_OF(?) AND b.code = ANY_OF(?)`, locationID, skuIDs, codes)
	for _, r := range rows {
		out[r.LotName] = r.Books
	}
	return err
}

// ShelfSerial is a serial number that lies on a shelf by the books.
type ShelfSerial struct {
	LotName
	LotID     string
	ExpiresOn string
	ArrivedAt time.Time // when it last came there
}

// SerialsAt lists the serial numbers of SKUs that lie on the shelves of a
// location by the books, what is picked not among them.
func (tx *Tx) SerialsAt(ctx context.Context, locationID string, skuIDs []string) ([]ShelfSerial, error) {
	var out []ShelfSerial
	err := tx.query(ctx, &out, `SELECT v.sku_id, b.code AS lot, v.lot_id, b.expires_on, m.occurred_at AS arrived_at
		FROM lot_levels v JOIN lots b ON b.id = v.lot_id JOIN stock_movements m ON m.id = (SELECT MAX(n.id) FROM stock_movements n
		WHERE n.lot_id = v.lot_id AND n.lot_id <> '' AND n.location_id = v.location_id AND n.state = 'on_hand' AND n.quantity > 0)
		WHERE v.location_id = ? AND v.sku_id = ANY_OF(?) AND v.on_hand > v.picked ORDER BY v.sku_id, b.code`, locationID, skuIDs)
	return out, err
}

// PickedUnnamed returns, by SKU, how many units at a location are picked for
// orders of which nobody has named the serial number yet.
func (tx *Tx) PickedUnnamed(ctx context.Context, locationID string, skuIDs []string) (map[string]int64, error) {
	var rows []struct {
		SKUID string
		Units int64
	}
	err := tx.query(ctx, &rows, `SELECT sku_id, CAST(SUM(units) AS BIGINT) AS units FROM (
		SELECT a.sku_id, a.picked - a.shipped AS units FROM allocations a
		WHERE a.location_id = ? AND a.sku_id = ANY_OF(?) AND a.status IN ('active', 'released') UNION ALL
		SELECT v.sku_id, -v.picked FROM lot_levels v WHERE v.location_id = ? AND v.sku_id = ANY_OF(?)) u GROUP BY sku_id HAVING SUM(units) > 0`,
		locationID, skuIDs, locationID, skuIDs)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.SKUID] = r.Units
	}
	return out, err
}
