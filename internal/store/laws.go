package store

import "strings"

// law is a rule over many rows that one statement can check.
type law struct {
	name    string
	says    string
	counted string // the table whose rows are looked at
	broken  string // SELECT … AS subject, … AS problem, a row for each breach
	only    string // "postgres" or "sqlite"; "" for both
}

// Names of things for a person, by the alias x of the row that is wrong.
const (
	orderName = `'order ' || COALESCE((SELECT CAST(o.number AS TEXT) FROM orders o WHERE o.id = x.order_id), x.order_id)`
	levelName = `COALESCE((SELECT s.code FROM skus s WHERE s.id = x.sku_id), x.sku_id) || ' at ' ||
		COALESCE((SELECT l.code FROM locations l WHERE l.id = x.location_id), x.location_id)`
)

// returnedUnits is what each line of a return counts for the line of its order:
// units that are still to come, those that came and are what was sold, and
// those that the buyer keeps.
const returnedUnits = `SELECT r.order_id, i.line,
	CASE WHEN r.status IN ('requested', 'approved', 'in_transit', 'received') THEN i.quantity - i.received - i.missing - i.kept ELSE 0 END AS asked,
	i.received - i.wrong AS back, i.kept FROM return_lines i JOIN returns r ON r.id = i.return_id`

// laws are what "switchyard doctor" asks the whole database, in the order in
// which a person wants to read the answers. A law of two ledgers is written as
// one list of both, what is stored and what follows, that must be equal when
// it is added up: rows that only one side has are found too.
func laws() []law {
	all := []law{
		{
			name: "stock: movements", says: "each stock figure is the sum of its movements", counted: "stock_movements",
			broken: `SELECT ` + levelName + ` AS subject, state || ' is ' || stored || ', its movements add up to ' || moved AS problem FROM (
				SELECT sku_id, location_id, state, SUM(stored) AS stored, SUM(moved) AS moved FROM (` + levelFigures() + `
				UNION ALL SELECT sku_id, location_id, state, 0, quantity FROM stock_movements) f
				GROUP BY sku_id, location_id, state HAVING SUM(stored) <> SUM(moved)) x`,
		},
		{
			name: "stock: allocated", says: "allocated stock is what allocations hold", counted: "stock_levels",
			broken: `SELECT ` + levelName + ` AS subject, 'allocated is ' || stored || ', its allocations hold ' || held AS problem FROM (
				SELECT sku_id, location_id, SUM(stored) AS stored, SUM(held) AS held FROM (
				SELECT sku_id, location_id, allocated AS stored, 0 AS held FROM stock_levels UNION ALL
				SELECT sku_id, location_id, 0, quantity - shipped FROM allocations WHERE status IN ('active', 'released')) f
				GROUP BY sku_id, location_id HAVING SUM(stored) <> SUM(held)) x`,
		},
		reservedLaw("postgres", `SELECT i ->> 'sku_id', i ->> 'location_id', 0, (i ->> 'quantity')::bigint
			FROM reservations r, json_array_elements(r.items::json) i WHERE r.status = 'active'`),
		reservedLaw("sqlite", `SELECT i.value ->> 'sku_id', i.value ->> 'location_id', 0, i.value ->> 'quantity'
			FROM reservations r, json_each(r.items) i WHERE r.status = 'active'`),
		{
			name: "stock: sold once", says: "nothing is negative, and no more is promised than is there", counted: "stock_levels",
			broken: `SELECT ` + levelName + ` AS subject, 'on hand ' || on_hand || ', allocated ' || allocated || ', reserved ' || reserved || ', unavailable ' ||
				(safety + damaged + quality_control) AS problem FROM stock_levels x WHERE allocated + reserved + safety + damaged + quality_control > on_hand
				OR on_hand < 0 OR allocated < 0 OR reserved < 0 OR safety < 0 OR damaged < 0 OR quality_control < 0 OR incoming < 0`,
		},
		{
			name: "lines: one bucket", says: "every unit of every line is in exactly one place", counted: "order_lines",
			broken: `SELECT ` + orderName + ` || ' line ' || n AS subject, 'ordered ' || ordered || ' less canceled ' || canceled || ', but ' ||
				(unallocated + backordered + allocated + released + picked + packed + shipped) || ' units in its buckets' AS problem FROM order_lines x
				WHERE ordered - canceled <> unallocated + backordered + allocated + released + picked + packed + shipped
				OR ordered < 0 OR canceled < 0 OR unallocated < 0 OR backordered < 0 OR allocated < 0 OR released < 0 OR picked < 0 OR packed < 0
				OR shipped < 0 OR delivered < 0 OR delivered > shipped OR returned < 0 OR returned > shipped`,
		},
		{
			name: "lines: allocations", says: "what a line says is allocated, released, picked and packed is what its allocations say", counted: "allocations",
			broken: `SELECT ` + orderName + ` || ' line ' || n AS subject, 'the line has ' || a || ' allocated, ' || r || ' released, ' || pi || ' picked, ' || pa ||
				' packed, ' || s || ' shipped; its allocations ' || wa || ', ' || wr || ', ' || wpi || ', ' || wpa || ', ' || ws AS problem FROM (
				SELECT order_id, n, SUM(a) AS a, SUM(r) AS r, SUM(pi) AS pi, SUM(pa) AS pa, SUM(s) AS s,
				SUM(wa) AS wa, SUM(wr) AS wr, SUM(wpi) AS wpi, SUM(wpa) AS wpa, SUM(ws) AS ws FROM (
				SELECT order_id, n, allocated AS a, released AS r, picked AS pi, packed AS pa, shipped AS s,
				0 AS wa, 0 AS wr, 0 AS wpi, 0 AS wpa, 0 AS ws FROM order_lines WHERE kind <> 'bundle'
				UNION ALL SELECT order_id, line, 0, 0, 0, 0, 0, CASE WHEN status = 'active' THEN quantity - picked ELSE 0 END,
				CASE WHEN status = 'active' THEN 0 ELSE quantity - picked END, picked - packed, packed - shipped, shipped FROM allocations) f
				GROUP BY order_id, n HAVING SUM(a) <> SUM(wa) OR SUM(r) <> SUM(wr) OR SUM(pi) <> SUM(wpi) OR SUM(pa) <> SUM(wpa) OR SUM(s) < SUM(ws)) x`,
		},
		{
			name: "allocations: states", says: "an allocation that is done holds no stock", counted: "allocations",
			broken: `SELECT ` + orderName + ` || ' line ' || line AS subject, 'allocation ' || id || ' is ' || status || ' and holds ' || (quantity - shipped) || ' units' AS problem
				FROM allocations x WHERE status NOT IN ('active', 'released') AND quantity <> shipped`,
		},
		{
			name: "money: refunds", says: "no order has more refunded than captured", counted: "transactions",
			broken: `SELECT ` + orderName + ` AS subject, 'refunded ' || refunded || ', captured ' || captured || ' ' || currency || ' (minor units)' AS problem FROM (
				SELECT order_id, MIN(currency) AS currency, SUM(CASE WHEN kind = 'refund' THEN amount ELSE 0 END) AS refunded,
				SUM(CASE WHEN kind IN ('capture', 'sale') THEN amount ELSE 0 END) AS captured FROM transactions WHERE status = 'succeeded' GROUP BY order_id) x
				WHERE refunded > captured`,
		},
		{
			name: "money: currency", says: "an order's money is in its currency", counted: "transactions",
			broken: `SELECT 'order ' || o.number AS subject, 'transaction ' || t.id || ' is in ' || t.currency || ', the order in ' || o.currency AS problem
				FROM transactions t JOIN orders o ON o.id = t.order_id WHERE t.currency <> o.currency`,
		},
		{
			name: "returns: counters", says: "units asked back, returned and kept are those of the order's returns", counted: "return_lines",
			broken: `SELECT ` + orderName + ` || ' line ' || line AS subject, 'counts ' || told || ', its returns add up to ' || follows || ' (asked back, returned, kept)' AS problem FROM (
				SELECT order_id, line, return_requested || ' ' || returned || ' ' || written_off AS told, asked || ' ' || back || ' ' || kept AS follows FROM (
				SELECT w.order_id, w.n AS line, w.return_requested, w.returned, w.written_off, COALESCE(SUM(b.asked), 0) AS asked, COALESCE(SUM(b.back), 0) AS back,
				COALESCE(SUM(b.kept), 0) AS kept FROM order_lines w LEFT JOIN (` + returnedUnits + `) b ON b.order_id = w.order_id AND b.line = w.n
				WHERE w.kind <> 'bundle' AND (w.return_requested + w.returned + w.written_off > 0 OR b.line IS NOT NULL)
				GROUP BY w.order_id, w.n, w.return_requested, w.returned, w.written_off) c) x WHERE told <> follows`,
		},
		{
			name: "returns: credit", says: "what orders no longer cost is what their returns credit", counted: "returns",
			broken: `SELECT ` + orderName + ` AS subject, 'has ' || stored || ' credited, its returns add up to ' || credit || ' ' || currency || ' (minor units)' AS problem FROM (
				SELECT order_id, currency, SUM(stored) AS stored, SUM(credit) AS credit FROM (
				SELECT id AS order_id, currency, credited AS stored, 0 AS credit FROM orders WHERE credited <> 0 UNION ALL
				SELECT r.order_id, r.currency, 0, r.shipping_credit + r.shipping_tax_credit FROM returns r UNION ALL
				SELECT r.order_id, r.currency, 0, i.goods - i.discount - i.deduction + CASE WHEN o.prices_include_tax THEN 0 ELSE i.tax END
				FROM return_lines i JOIN returns r ON r.id = i.return_id JOIN orders o ON o.id = r.order_id) f
				GROUP BY order_id, currency HAVING SUM(stored) <> SUM(credit)) x`,
		},
		{
			name: "returns: open", says: "an order knows how many of its returns are open", counted: "returns",
			broken: `SELECT ` + orderName + ` AS subject, 'counts ' || stored || ' open returns, there are ' || found AS problem FROM (
				SELECT order_id, SUM(stored) AS stored, SUM(found) AS found FROM (
				SELECT id AS order_id, open_returns AS stored, 0 AS found FROM orders WHERE open_returns <> 0 UNION ALL
				SELECT order_id, 0, 1 FROM returns WHERE status IN ('requested', 'approved', 'in_transit', 'received', 'inspected')) f
				GROUP BY order_id HAVING SUM(stored) <> SUM(found)) x`,
		},
		{
			name: "orders: unique", says: "an order of a channel is one order here", counted: "orders",
			broken: `SELECT 'channel ' || COALESCE((SELECT c.code FROM channels c WHERE c.id = x.channel_id), x.channel_id) || ', order ' || x.external_id AS subject,
				'is there ' || n || ' times' AS problem FROM (SELECT channel_id, external_id, COUNT(*) AS n FROM orders GROUP BY channel_id, external_id HAVING COUNT(*) > 1) x`,
		},
		{
			name: "orders: captured", says: "every order has the event of its capture", counted: "orders",
			broken: `SELECT 'order ' || x.number AS subject, 'has no event order.captured' AS problem FROM orders x
				WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.order_id = x.id AND e.order_id <> '' AND e.type = 'order.captured')`,
		},
	}
	all = append(all, countLaws()...)
	all = append(all, lotLaws()...)
	all = append(all, orphanLaws()...)
	return append(all, countingLaws()...)
}

// levelFigures lists the stored figures of all levels, a row for each state.
func levelFigures() string {
	var parts []string
	for _, state := range []string{"on_hand", "safety", "damaged", "quality_control", "incoming"} {
		parts = append(parts, `SELECT sku_id, location_id, '`+state+`' AS state, `+state+` AS stored, 0 AS moved FROM stock_levels`)
	}
	return strings.Join(parts, " UNION ALL ")
}

func reservedLaw(only, claims string) law {
	return law{
		name: "stock: reserved", says: "reserved stock is what active reservations claim", counted: "reservations", only: only,
		broken: `SELECT ` + levelName + ` AS subject, 'reserved is ' || stored || ', active reservations claim ' || claimed AS problem FROM (
			SELECT sku_id, location_id, SUM(stored) AS stored, SUM(claimed) AS claimed FROM (
			SELECT sku_id, location_id, reserved AS stored, 0 AS claimed FROM stock_levels UNION ALL ` + claims + `) f
			GROUP BY sku_id, location_id HAVING SUM(stored) <> SUM(claimed)) x`,
	}
}

// countLaws are about sheets of counted stock.
func countLaws() []law {
	return []law{
		{
			name: "counts: movements", says: "what a count added to the books are its movements", counted: "count_lines",
			broken: `SELECT 'CC-' || x.number || ', ' || COALESCE((SELECT s.code FROM skus s WHERE s.id = x.sku_id), x.sku_id) AS subject,
				'added ' || x.applied || ' to the books, its movements add up to ' || x.moved AS problem FROM (
				SELECT c.number, f.sku_id, SUM(f.applied) AS applied, SUM(f.moved) AS moved FROM (
				SELECT count_id, sku_id, lot, applied, 0 AS moved FROM count_lines UNION ALL
				SELECT m.reference, m.sku_id, COALESCE(b.code, ''), 0, m.quantity FROM stock_movements m JOIN counts k ON k.id = m.reference AND m.note = 'CC-' || k.number
				LEFT JOIN lots b ON b.id = m.lot_id
				WHERE m.reason = 'counted' AND m.state = 'on_hand') f JOIN counts c ON c.id = f.count_id
				GROUP BY c.number, f.sku_id, f.lot HAVING SUM(f.applied) <> SUM(f.moved)) x`,
		},
		{
			name: "counts: tallies", says: "what was counted is what its counters found", counted: "count_lines",
			broken: `SELECT 'CC-' || c.number || ' line ' || x.n AS subject, 'counted ' || x.counted || ', its counters found ' || x.found AS problem FROM (
				SELECT i.count_id, i.n, i.counted, COALESCE(SUM(t.quantity), 0) AS found FROM count_lines i
				LEFT JOIN count_tallies t ON t.count_id = i.count_id AND t.n = i.n AND t.round = i.round
				WHERE i.counted_at IS NOT NULL GROUP BY i.count_id, i.n, i.counted) x JOIN counts c ON c.id = x.count_id WHERE x.counted <> x.found`,
		},
		{
			name: "counts: states", says: "a count is as far as its lines", counted: "counts",
			broken: `SELECT 'CC-' || number AS subject, 'is ' || status || ' with ' || waiting || ' lines that wait, ' || counting || ' to be counted and ' || applied || ' in the books' AS problem FROM (
				SELECT c.number, c.status, COALESCE(SUM(CASE WHEN i.status = 'pending' THEN 1 ELSE 0 END), 0) AS waiting,
				COALESCE(SUM(CASE WHEN i.status IN ('open', 'counted') THEN 1 ELSE 0 END), 0) AS counting,
				COALESCE(SUM(CASE WHEN i.status = 'approved' THEN 1 ELSE 0 END), 0) AS applied
				FROM counts c LEFT JOIN count_lines i ON i.count_id = c.id GROUP BY c.number, c.status) x
				WHERE status = 'closed' AND waiting + counting > 0 OR status = 'review' AND (waiting = 0 OR counting > 0)
				OR status = 'canceled' AND applied > 0`,
		},
	}
}

// countingLaws are about what the next number or position will be. The others
// follow from where a database came from: a copy made with the database's own
// tools can take the log to a server whose transactions are counted anew.
func countingLaws() []law {
	return []law{
		{
			name: "numbers", says: "the next order number is free", counted: "orders", only: "sqlite",
			broken: `SELECT 'the last order number' AS subject, 'is ' || value || ', but order ' || m || ' exists' AS problem
				FROM order_numbers, (SELECT COALESCE(MAX(number), 0) AS m FROM orders) WHERE m > value`,
		},
		{
			name: "numbers", says: "the next order number is free", counted: "orders", only: "postgres",
			broken: `SELECT 'the last order number' AS subject, 'is ' || last_value || ', but order ' || m || ' exists' AS problem
				FROM order_numbers, (SELECT COALESCE(MAX(number), 0) AS m FROM orders) x WHERE m > last_value`,
		},
		{
			name: "event log", says: "every event lies behind the transactions in flight", counted: "events", only: "postgres",
			broken: `SELECT 'event ' || seq AS subject, 'was written by transaction ' || xid || ', which this server has not reached: nobody reads the log beyond it' AS problem
				FROM events WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
		},
		{
			name: "cursors", says: "no consumer is ahead of the event log", counted: "cursors",
			broken: `SELECT 'consumer ' || consumer AS subject, 'has read up to ' || seq || ', the log ends at ' || m AS problem
				FROM cursors, (SELECT COALESCE(MAX(seq), 0) AS m FROM events) x WHERE seq > m`,
		},
		{
			name: "search: index", says: "every order is in the search index", counted: "orders", only: "sqlite",
			broken: `SELECT 'order ' || o.number AS subject, 'is not in the search index' AS problem FROM orders o
				WHERE NOT EXISTS (SELECT 1 FROM order_search_docsize d WHERE d.id = o.number)`,
		},
	}
}
