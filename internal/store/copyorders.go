package store

import (
	"context"
	"fmt"
	"time"
)

// CopyMark is a word that CopyOrders replaces, wherever a text of an order has
// it, by one of the same length that differs from copy to copy: external ids,
// e-mail addresses and tracking numbers that bear it stay unique.
const CopyMark = "k00000000"

// copyStep is how much earlier each copy happened than the one before.
const copyStep = 61 * time.Second

// copyRows bounds the orders that one transaction adds.
const copyRows = 20_000

// copied are the tables that hold orders and what belongs to them, with the
// column that names the order, "" where none does.
var copied = []struct{ table, order, where string }{
	{"customers", "", "id IN (SELECT customer_id FROM orders)"},
	{"orders", "id", "TRUE"}, {"order_payloads", "order_id", "TRUE"}, {"order_lines", "order_id", "TRUE"}, {"order_tags", "order_id", "TRUE"},
	{"holds", "order_id", "TRUE"}, {"fulfillment_orders", "order_id", "TRUE"}, {"allocations", "order_id", "TRUE"}, {"transactions", "order_id", "TRUE"},
	{"shipments", "order_id", "TRUE"}, {"parcels", "order_id", "TRUE"}, {"exceptions", "order_id", "order_id <> ''"},
	{"stock_movements", "", "reference IN (SELECT id FROM shipments)"}, {"events", "order_id", "order_id <> ''"},
}

// CopyOrders repeats every order that the database has, with all that belongs
// to it, until there are at least so many orders, and tells how many there are
// after each transaction. It is for measuring a large database, one that is
// thrown away: the copies keep every law that their originals keep, stock and
// log included. Of an original of which every text is its own a copy is made by
// statements alone:
//
//   - the originals are read once, the nine digits of each identifier that tell
//     it from its like are replaced by CopyMark, and the order's number by
//     another mark, and what comes of it is kept in tables of its own;
//   - copies are made of those, thousands of orders a statement, while indexes
//     that hold nothing together are put away.
//
// SKUs need enough stock on hand for all copies.
func (s *Store) CopyOrders(ctx context.Context, orders int, tell func(orders int)) error {
	c := &copying{numbers: map[string]int64{}}
	if err := s.Write(ctx, func(tx *Tx) error { return c.stage(ctx, tx) }); err != nil {
		return fmt.Errorf("store: copy orders: %w", err)
	}
	if c.originals == 0 {
		return fmt.Errorf("store: copy orders: there is none")
	}
	per := max(1, copyRows/c.originals)
	have := c.originals
	for n := int64(1); have < orders; n += int64(per) {
		last := n + int64(min(per, (orders-have+c.originals-1)/c.originals)) - 1
		if err := s.Write(ctx, func(tx *Tx) error { return c.add(ctx, tx, n, last) }); err != nil {
			return fmt.Errorf("store: copy orders: %w", err)
		}
		have += int(last-n+1) * c.originals
		tell(have)
	}
	if err := s.Write(ctx, func(tx *Tx) error { return c.finish(ctx, tx) }); err != nil || !s.Postgres() {
		return err
	}
	_, err := s.write.ExecContext(ctx, `VACUUM ANALYZE`) // as the server does by itself a little later
	return err
}

// copying is what CopyOrders knows of the originals.
type copying struct {
	originals int
	last      int64            // the highest number of an original
	stride    int64            // between the numbers of an order and of its next copy
	numbers   map[string]int64 // by the ids of orders
	inserts   []string
	indexes   []string // the statements that make those anew that were put away
}

// stage keeps the marked originals.
func (c *copying) stage(ctx context.Context, tx *Tx) error {
	var all []struct {
		ID     string
		Number int64
	}
	if err := tx.query(ctx, &all, `SELECT id, number FROM orders ORDER BY number`); err != nil || len(all) == 0 {
		return err
	}
	c.originals, c.last = len(all), all[len(all)-1].Number
	c.stride = c.last - all[0].Number + 1
	for _, o := range all {
		c.numbers[o.ID] = o.Number
	}
	for _, t := range copied {
		have := table{name: t.table}
		if err := tx.describe(ctx, &have); err != nil {
			return err
		}
		if err := c.stageTable(ctx, tx, have, t.order, t.where); err != nil {
			return fmt.Errorf("%s: %w", t.table, err)
		}
	}
	for _, t := range copied {
		if err := c.putAway(ctx, tx, t.table); err != nil {
			return err
		}
	}
	_, err := tx.exec(ctx, `CREATE TABLE copy_stock AS SELECT sku_id, location_id, CAST(SUM(allocated) AS BIGINT) AS allocated, CAST(SUM(on_hand) AS BIGINT) AS on_hand FROM (
		SELECT sku_id, location_id, allocated, 0 AS on_hand FROM stock_levels UNION ALL
		SELECT sku_id, location_id, 0, quantity FROM stock_movements WHERE reference IN (SELECT id FROM shipments)) f GROUP BY sku_id, location_id`)
	return err
}
