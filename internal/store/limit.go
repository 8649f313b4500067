package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// LimitOptions say what Limit writes.
type LimitOptions struct {
	From    int // the first batch's number; batches of one database are never written twice
	Batches int
	Orders  int // in a batch
	SKUs    int // over which the two lines of an order spread; 1 for one hot SKU
}

// Limit measures how fast the database takes the rows of captured orders when
// nothing but set-based SQL makes them: no HTTP, no JSON, no decisions, one
// transaction a batch. It is what capture can be compared with. It needs SKUs
// sku_0 … and a location loc_limit, which SeedLimit makes, on a database that
// is thrown away.
func (s *Store) Limit(ctx context.Context, o LimitOptions) (time.Duration, error) {
	began := time.Now() //nolint:forbidigo // a stopwatch, not a fact
	for b := range o.Batches {
		err := s.Write(ctx, func(tx *Tx) error {
			for _, q := range limitStatements(tx.Postgres()) {
				if _, err := tx.exec(ctx, q.text, q.args((o.From+b)*o.Orders, o.Orders, o.SKUs, tx.Now)...); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return time.Since(began), nil
}

// SeedLimit makes what Limit needs.
func (s *Store) SeedLimit(ctx context.Context, skus int) error {
	return s.Write(ctx, func(tx *Tx) error {
		for _, q := range []string{
			`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at)
				VALUES ('loc_limit', 'LIM', 'Limit', 'warehouse', '{}', '{}', 0, TRUE, 1, ?, ?)`,
			`INSERT INTO skus (id, code, title, barcode, category, weight_grams, length_mm, width_mm, height_mm, hs_code, origin_country, unfillable,
				backorder_limit, active, attributes, components, version, created_at, updated_at)
				SELECT 'sku_' || n, 'SKU-' || n, 'A thing', '', '', 100, 0, 0, 0, '', '', 'backorder', 0, TRUE, '', '[]', 1, ?, ? FROM (` + series(tx.Postgres(), fmt.Sprint(skus)) + `) t`,
			`INSERT INTO stock_levels (sku_id, location_id, on_hand, allocated, reserved, safety, damaged, quality_control, incoming, updated_at)
				SELECT id, 'loc_limit', 1000000000, 0, 0, 0, 0, 0, 0, updated_at FROM skus WHERE updated_at = ? AND created_at = ?`,
		} {
			if _, err := tx.exec(ctx, castInstants(tx.Postgres(), q), tx.Now, tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
}

// series yields n from 0 to count-1.
func series(pg bool, count string) string {
	if pg {
		return `SELECT generate_series(0, CAST(` + count + ` AS BIGINT) - 1) AS n`
	}
	return `WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n + 1 < ` + count + `) SELECT n FROM s`
}

// castInstants tells PostgreSQL the type of arguments in a SELECT list.
func castInstants(pg bool, q string) string {
	if pg {
		return strings.ReplaceAll(q, "1, ?, ? FROM", "1, CAST(? AS TIMESTAMPTZ), CAST(? AS TIMESTAMPTZ) FROM")
	}
	return q
}

type limitStatement struct {
	text string
	args func(from, orders, skus int, now time.Time) []any
}

// limitStatements are the statements of one batch. The rows are as many and
// about as wide as those of orders with two lines that one location fills:
// order, payload, two lines, fulfillment order, two allocations, transaction,
// five events, and one update of stock.
func limitStatements(pg bool) []limitStatement {
	at, num := "?", "CAST(? AS BIGINT)"
	if pg {
		at = "CAST(? AS TIMESTAMPTZ)"
	}
	orders := `(SELECT n + ` + num + ` AS k FROM (` + series(pg, num) + `) a) o`
	basic := func(from, orders, _ int, now time.Time) []any { return []any{now, int64(from), int64(orders)} }
	spread := func(from, orders, skus int, now time.Time) []any {
		return []any{int64(skus), int64(skus), now, int64(from), int64(orders)}
	}
	two := ` CROSS JOIN (SELECT 1 AS l UNION ALL SELECT 2) t`
	sku := `'sku_' || ((k * 7919 + l * 104729) % CASE WHEN ` + num + ` > 1 THEN ` + num + ` ELSE 1 END)`
	wide := strings.Repeat("x", 180)
	words := `k || ' a@example.com a sample limit-' || k || ' sku-' || k % 10000 || ' sku-' || k % 7919`
	insert := []limitStatement{
		{`INSERT INTO orders (number, id, channel_id, external_id, lifecycle, version, placed_at, captured_at, updated_at, cancel_reason, currency, prices_include_tax,
			subtotal, discount_total, shipping_total, shipping_tax, tax_total, total, customer_id, email, customer_name, phone, shipping_address, billing_address,
			shipping_method, note, tags, attributes, payment_status, fulfillment_status, delivery_status, return_status, attention, fingerprint, search)
			SELECT k, 'ord_01k00000000000000' || (1000000000 + k), 'chn_01k00000000000000000000000', 'limit-' || k, 'open', 1, m.at, m.at, m.at, '', 'EUR', TRUE,
			3980, 0, 490, 0, 635, 4470, 'cus_01k00000000000000000000000', 'a@example.com', 'A. Sample', '',
			'{"name":"A","address1":"Hauptstr. 1","city":"Berlin","postal_code":"10115","country_code":"DE"}', '{}', '', '', '[]', '{"gift_wrap":true}',
			'paid', 'unfulfilled', 'none', 'none', 'none', CAST('0123456789abcdef0123456789abcdef' AS BYTES), ` + words + ` FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders, basic},
		{`INSERT INTO order_payloads (order_id, version, received_at, body) SELECT 'ord_01k00000000000000' || (1000000000 + k), 1, m.at,
			CAST('` + wide + wide + wide[:140] + `' AS BYTES) FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders, basic},
		{`INSERT INTO order_lines (order_id, n, parent, per, kind, sku_id, sku, external_id, title, unit_price, discount, tax, subtotal, discount_share, shipping_share,
			weight_grams, physical, attributes, ordered, canceled, unallocated, backordered, allocated, released, picked, packed, shipped, delivered, return_requested, returned, written_off)
			SELECT 'ord_01k00000000000000' || (1000000000 + k), l, 0, 0, 'item', ` + sku + `, 'SKU-1234', '', 'A thing', 1990, 0, 318, 1990, 0, 245, 100, TRUE, '',
			1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders + two, spread},
		{`INSERT INTO fulfillment_orders (id, number, order_id, location_id, status, stage, partner_status, ship_by, reason, version, created_at, updated_at)
			SELECT 'ful_01k00000000000000' || (1000000000 + k), k || '-1', 'ord_01k00000000000000' || (1000000000 + k), 'loc_limit', 'open', '', 'unsubmitted', m.at, '', 1, m.at, m.at
			FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders, basic},
		{`INSERT INTO allocations (id, order_id, line, sku_id, sku, location_id, fulfillment_order_id, status, quantity, picked, packed, shipped, created_at, updated_at)
			SELECT 'alc_01k0000000000000' || l || (1000000000 + k), 'ord_01k00000000000000' || (1000000000 + k), l, ` + sku + `, 'SKU-1234', 'loc_limit',
			'ful_01k00000000000000' || (1000000000 + k), 'active', 1, 0, 0, 0, m.at, m.at FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders + two, spread},
		{`INSERT INTO transactions (id, order_id, kind, status, amount, currency, method, reference, parent_id, message, occurred_at, created_at)
			SELECT 'txn_01k00000000000000' || (1000000000 + k), 'ord_01k00000000000000' || (1000000000 + k), 'sale', 'succeeded', 4470, 'EUR', 'card', 'pi_' || k, '', '', m.at, m.at
			FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders, basic},
		{`INSERT INTO events (type, version, occurred_at, actor, origin, subject, order_id, correlation_id, causation_id, data)
			SELECT 'order.captured', 1, m.at, 'token:tok_01k00000000000000000000000', '127.0.0.1', 'ord_01k00000000000000' || (1000000000 + k),
			'ord_01k00000000000000' || (1000000000 + k), 'req_01k00000000000000000000000', '', '{"moves":"` + wide + `"}'
			FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders + ` CROSS JOIN (SELECT 1 AS l UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) e`, basic},
		{`UPDATE stock_levels SET allocated = allocated + d.units, updated_at = d.at FROM (SELECT ` + sku + ` AS sku_id, COUNT(*) AS units, MAX(m.at) AS at
			FROM (SELECT ` + at + ` AS at) m CROSS JOIN ` + orders + two + ` GROUP BY 1) d WHERE stock_levels.sku_id = d.sku_id AND stock_levels.location_id = 'loc_limit'`, spread},
	}
	if !pg {
		insert = append(insert, limitStatement{`INSERT INTO order_search (rowid, words) SELECT k, ` + words + ` FROM (SELECT ? AS at) m CROSS JOIN ` + orders, basic})
	}
	for i := range insert {
		d := sqlite
		if pg {
			d = postgres
		}
		insert[i].text = d.ddl(insert[i].text)
	}
	return insert
}
