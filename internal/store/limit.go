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
// transaction a batch. It is what capture can be compared with. It needs what
// SeedLimit makes, on a database that is thrown away.
func (s *Store) Limit(ctx context.Context, o LimitOptions) (time.Duration, error) {
	statements := limitStatements(s.Postgres())
	began := time.Now() //nolint:forbidigo // a stopwatch, not a fact
	for b := range o.Batches {
		err := s.Write(ctx, func(tx *Tx) error {
			for _, q := range statements {
				if _, err := tx.exec(ctx, q, tx.Now, int64(o.SKUs), int64(o.SKUs), int64((o.From+b)*o.Orders), int64(o.Orders)); err != nil {
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

// SeedLimit makes SKUs SKU-00000 … and three locations, each with all units of
// every third SKU.
func (s *Store) SeedLimit(ctx context.Context, skus int) error {
	return s.Write(ctx, func(tx *Tx) error {
		for _, q := range []string{
			`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at)
				SELECT ` + limitID("loc", "n") + `, 'LIM' || n, 'Limit', 'warehouse', CASE n WHEN 0 THEN '{"country_code":"DE"}' WHEN 1 THEN '{"country_code":"GB"}' ELSE '{"country_code":"US"}' END,
				'{}', 0, TRUE, 1, ?, ? FROM (` + series(tx.Postgres(), "3") + `) t`,
			`INSERT INTO skus (id, code, title, barcode, category, weight_grams, length_mm, width_mm, height_mm, hs_code, origin_country, unfillable,
				backorder_limit, active, attributes, components, version, created_at, updated_at)
				SELECT ` + limitID("sku", "n") + `, 'SKU-' || substr(CAST(100000 + n AS TEXT), 2), 'A thing', '', '', 100, 0, 0, 0, '', '', 'backorder', 0, TRUE, '', '[]', 1, ?, ?
				FROM (` + series(tx.Postgres(), fmt.Sprint(skus)) + `) t`,
			`INSERT INTO stock_levels (sku_id, location_id, on_hand, allocated, reserved, safety, damaged, quality_control, incoming, updated_at)
				SELECT ` + limitID("sku", "n") + `, ` + limitID("loc", "n % 3") + `, 100000000, 0, 0, 0, 0, 0, 0, m.at
				FROM (SELECT 1, ? AS also, ? AS at) m CROSS JOIN (` + series(tx.Postgres(), fmt.Sprint(skus)) + `) t`,
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
	if !pg {
		return q
	}
	return strings.NewReplacer("1, ?, ?", "1, CAST(? AS TIMESTAMPTZ), CAST(? AS TIMESTAMPTZ)", "? AS also, ? AS at", "CAST(? AS TIMESTAMPTZ) AS also, CAST(? AS TIMESTAMPTZ) AS at",
		"? AS at", "CAST(? AS TIMESTAMPTZ) AS at").Replace(q)
}

// limitID is an identifier as long as ours, made of a number.
func limitID(prefix, number string) string {
	return `'` + prefix + `_01k0000000000000' || CAST(1000000000 + ` + number + ` AS TEXT)`
}

// limitStatements are the statements of one batch. The rows are as many and as
// wide as those of the orders of two lines that bench sends, which two locations
// fill in two of three cases: a test compares them, table by table and index by
// index. New customers alone are left out; after some thousand orders there are
// none in the bench either.
func limitStatements(pg bool) []string {
	number, places := "CAST(? AS BIGINT)", "s1 % 3 <> s2 % 3"
	orders := `(SELECT ? AS at) m CROSS JOIN (SELECT k, k * 7919 % ` + number + ` AS s1, (k * 104729 + 1) % ` + number + ` AS s2 FROM (
		SELECT n + ` + number + ` AS k FROM (` + series(pg, number) + `) a) b) o`
	lines := orders + ` CROSS JOIN (SELECT 1 AS l UNION ALL SELECT 2) t`
	work := lines + ` WHERE l = 1 OR ` + places
	order, customer, sku := limitID("ord", "k"), limitID("cus", "k * 7919 % 5000"), `CASE l WHEN 1 THEN s1 ELSE s2 END`
	ful := limitID("ful", `2 * k + CASE WHEN l = 2 AND `+places+` THEN 1 ELSE 0 END`)
	code := func(n string) string { return `substr(CAST(100000 + ` + n + ` AS TEXT), 2)` }
	words := `'1-' || k || ' ' || k || ' ' || (100000 + k) || ' ' || ` + code("s1") + ` || ' ' || ` + code("s2") + ` || ' a. buyer' || (k % 5000) || ' buyer' || (k % 5000) || '@example.com com example sample sku sku-' || ` +
		code("s1") + ` || ' sku-' || ` + code("s2")
	insert := []string{
		`INSERT INTO orders (number, id, channel_id, external_id, lifecycle, version, placed_at, captured_at, updated_at, cancel_reason, currency, prices_include_tax,
			subtotal, discount_total, shipping_total, shipping_tax, tax_total, total, customer_id, email, customer_name, phone, shipping_address, billing_address,
			shipping_method, note, tags, attributes, payment_status, fulfillment_status, delivery_status, return_status, attention, stage, stage_since, held, units_left, fingerprint, search)
			SELECT 100000 + k, ` + order + `, 'chn_01k00000000000000000000000', '1-' || k, 'open', 1, m.at, m.at, m.at, '', 'EUR', TRUE,
			3980, 0, 490, 0, 636, 4470, ` + customer + `, 'buyer' || (k % 5000) || '@example.com', 'A. Sample', '',
			'{"name":"A. Sample","address1":"Hauptstr. 1","city":"Berlin","postal_code":"10115","country_code":"DE"}', '{}', '', '', '[]', '{"gift_wrap":true}',
			'paid', 'unfulfilled', 'none', 'none', 'none', 'allocated', m.at, FALSE, 2, CAST('0123456789abcdef0123456789abcdef' AS BYTES), ` + words + ` FROM ` + orders,
		`INSERT INTO order_payloads (order_id, version, received_at, body) SELECT ` + order + `, 1, m.at, CAST('` + limitText(570) + `' AS BYTES) FROM ` + orders,
		`INSERT INTO order_lines (order_id, n, parent, per, kind, sku_id, sku, external_id, title, unit_price, discount, tax, subtotal, discount_share, shipping_share, weight_grams,
			physical, attributes, deliver_from, deliver_by, ordered, canceled, unallocated, backordered, allocated, released, picked, packed, shipped, delivered, return_requested, returned, written_off)
			SELECT ` + order + `, l, 0, 0, 'item', ` + limitID("sku", sku) + `, 'SKU-' || ` + code(sku) + `, '', 'A thing', 1990, 0, 318, 1990, 0, 245, 100,
			TRUE, '', '2026-11-26', '2026-12-04', 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 FROM ` + lines,
		`INSERT INTO fulfillment_orders (id, number, order_id, location_id, status, stage, partner_status, ship_by, reason, version, created_at, updated_at, units)
			SELECT ` + ful + `, (100000 + k) || '-' || l, ` + order + `, ` + limitID("loc", "("+sku+") % 3") + `, 'open', '', 'unsubmitted', m.at, '', 1, m.at, m.at,
			CASE WHEN ` + places + ` THEN 1 ELSE 2 END FROM ` + work,
		`INSERT INTO allocations (id, order_id, line, sku_id, sku, location_id, fulfillment_order_id, status, quantity, picked, packed, shipped, created_at, updated_at)
			SELECT ` + limitID("alc", "2 * k + l") + `, ` + order + `, l, ` + limitID("sku", sku) + `, 'SKU-' || ` + code(sku) + `, ` + limitID("loc", "("+sku+") % 3") + `, ` + ful + `,
			'active', 1, 0, 0, 0, m.at, m.at FROM ` + lines,
		`INSERT INTO transactions (id, order_id, kind, status, amount, currency, method, reference, parent_id, message, occurred_at, created_at)
			SELECT ` + limitID("txn", "k") + `, ` + order + `, 'sale', 'succeeded', 4470, 'EUR', 'card', 'pi_1', '', '', m.at, m.at FROM ` + orders,
		`INSERT INTO events (type, version, occurred_at, actor, origin, subject, order_id, correlation_id, causation_id, data)
			SELECT e.type, 1, m.at, 'token:tok_01k00000000000000000000000', '127.0.0.1', ` + order + `, ` + order + `, 'req_01k00000000000000000000000', '', e.data
			FROM ` + orders + ` CROSS JOIN (` + limitEvents() + `) e WHERE e.n < 6 OR ` + places,
		`INSERT INTO routing_decisions (frame_id, decisions, decided_at, records) SELECT '0123456789abcdef0123456789abcdef', COUNT(*), MAX(m.at), CAST(` + joined(pg, limitText(240)) + ` AS BYTES) FROM ` + orders,
		`UPDATE stock_levels SET allocated = allocated + d.units, updated_at = d.at FROM (SELECT ` + limitID("sku", sku) + ` AS sku_id, COUNT(*) AS units, MAX(m.at) AS at
			FROM ` + lines + ` GROUP BY 1) d WHERE stock_levels.sku_id = d.sku_id`,
	}
	d := postgres
	if !pg {
		d = sqlite
		insert = append(insert, `INSERT INTO order_search (rowid, words) SELECT 100000 + k, `+words+` FROM `+orders)
	}
	for i := range insert {
		insert[i] = castInstants(pg, d.ddl(insert[i]))
	}
	return insert
}

// limitEvents are the events of an order by their types and how much they say;
// the sixth is told where a second location works for it.
func limitEvents() string {
	var all []string
	for i, e := range []struct {
		name  string
		bytes int
	}{{"order.captured", 208}, {"payment.captured", 86}, {"routing.decided", 1675}, {"fulfillment_order.created", 87}, {"stock.allocated", 379}, {"fulfillment_order.created", 87}} {
		all = append(all, fmt.Sprintf(`SELECT %d AS n, '%s' AS type, '%s' AS data`, i+1, e.name, limitText(e.bytes)))
	}
	return strings.Join(all, ` UNION ALL `)
}

// joined is a text repeated for each row of a group.
func joined(pg bool, text string) string {
	if pg {
		return `string_agg('` + text + `', '')`
	}
	return `group_concat('` + text + `', '')`
}

// limitText is some text of so many bytes.
func limitText(bytes int) string {
	const some = `{"line":1,"sku":"SKU-01234","location":"BER","quantity":1,"cost":1955,"chosen":true},`
	return strings.Repeat(some, bytes/len(some)+1)[:bytes]
}
