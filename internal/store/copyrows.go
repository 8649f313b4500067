package store

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// copyNumber stands for the number of the order in what is staged.
const copyNumber = "~number~"

// anID is an identifier of what is copied. The fifteen characters that stay
// are its time and counter; of the random rest nine are given to the mark.
var anID = regexp.MustCompile(`\b((?:ord|ful|alc|shp|pcl|txn|hld|exc|mov|cus)_[0-9a-z]{15})[0-9a-z]{9}([0-9a-z]{2})\b`)

// stageTable keeps the rows of one table, marked, and the statement that copies
// them.
func (c *copying) stageTable(ctx context.Context, tx *Tx, t table, order, where string) error {
	t.columns = slices.DeleteFunc(t.columns, func(a tableColumn) bool { return t.name == "events" && (a.Name == "seq" || a.Name == "xid") })
	names, declared := make([]string, len(t.columns)), []string{"copy_number bigint", "copy_row bigint"}
	for i, col := range t.columns {
		names[i] = col.Name
		declared = append(declared, col.Name+" "+col.Kind)
	}
	list := strings.Join(names, ", ")
	if _, err := tx.exec(ctx, `CREATE TABLE copy_`+t.name+` AS SELECT CAST(0 AS BIGINT) AS copy_number, CAST(0 AS BIGINT) AS copy_row, `+list+` FROM `+t.name+` WHERE 1 = 0`); err != nil {
		return err
	}
	by := names[0]
	if t.name == "events" {
		by = "seq"
	}
	found, err := tx.raw.QueryContext(ctx, `SELECT `+list+` FROM `+t.name+` WHERE `+where+` ORDER BY `+by)
	if err != nil {
		return err
	}
	defer found.Close()
	staged, marked := newRows("copy_"+t.name, declared...), make([]bool, len(names))
	for found.Next() {
		row, into := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := found.Scan(into...); err != nil {
			return err
		}
		staged.add(append([]any{c.mark(t, order, row, marked), int64(staged.len())}, row...)...)
	}
	if err := found.Err(); err != nil {
		return err
	}
	_ = found.Close()
	c.inserts = append(c.inserts, c.insert(tx, t, marked))
	return staged.insert(ctx, tx)
}

// mark replaces in a row what is to differ in the copies, notes in which
// columns it stands, and returns the number of the row's order.
func (c *copying) mark(t table, order string, row []any, marked []bool) (number int64) {
	for i, col := range t.columns {
		if id, ok := row[i].(string); ok && col.Name == order {
			number = c.numbers[id]
		}
	}
	own := strconv.FormatInt(number, 10)
	for i, col := range t.columns {
		text, ok := row[i].(string)
		if !ok || col.Kind != "text" {
			continue
		}
		text = anID.ReplaceAllString(text, "${1}"+CopyMark+"${2}")
		if number > 0 {
			text = strings.ReplaceAll(text, own, copyNumber)
		}
		row[i] = text
		marked[i] = marked[i] || strings.Contains(text, CopyMark) || strings.Contains(text, copyNumber)
	}
	return number
}

// insert is the statement that makes copies from one number of copy to another.
func (c *copying) insert(tx *Tx, t table, marked []bool) string {
	earlier, pad := strconv.FormatInt(copyStep.Microseconds(), 10), "printf('k%08d', k)"
	if tx.Postgres() {
		earlier, pad = "INTERVAL '"+earlier+" microseconds'", "'k' || lpad(k::text, 8, '0')"
	}
	number := "s.copy_number + k * " + strconv.FormatInt(c.stride, 10)
	var names, values []string
	for i, col := range t.columns {
		value := "s." + col.Name
		switch {
		case t.name == "orders" && col.Name == "number":
			value = number
		case col.Kind == "timestamptz":
			value += " - k * " + earlier
		case marked[i]:
			value = "REPLACE(REPLACE(" + value + ", '" + CopyMark + "', mark), '" + copyNumber + "', CAST(" + number + " AS TEXT))"
		}
		names, values = append(names, col.Name), append(values, value)
	}
	sorted := ""
	if tx.Postgres() && t.name == "events" { // told in the order of the originals'; SQLite's nested loops keep it
		sorted = " ORDER BY k, s.copy_row"
	}
	return `INSERT INTO ` + t.name + ` (` + strings.Join(names, ", ") + `) SELECT ` + strings.Join(values, ", ") + `
		FROM (SELECT k, ` + pad + ` AS mark FROM (SELECT n + CAST(? AS BIGINT) AS k FROM (` + series(tx.Postgres(), "CAST(? AS BIGINT)") + `) a) b) c CROSS JOIN copy_` + t.name + ` s` + sorted
}

// putAway drops the indexes of a table that are no constraints, until finish
// makes them anew: to sort a whole index at once is cheaper than to find a place
// for each of its entries.
func (c *copying) putAway(ctx context.Context, tx *Tx, table string) error {
	query := `SELECT name, sql AS made FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' AND tbl_name = ?`
	if tx.Postgres() {
		query = `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = current_schema() AND indexdef LIKE 'CREATE INDEX%' AND tablename = ?`
	}
	var all []struct{ Name, Made string }
	if err := tx.query(ctx, &all, query, table); err != nil {
		return err
	}
	for _, i := range all {
		if _, err := tx.exec(ctx, `DROP INDEX `+i.Name); err != nil {
			return err
		}
		c.indexes = append(c.indexes, i.Made)
	}
	return nil
}

// add makes some copies of all originals.
func (c *copying) add(ctx context.Context, tx *Tx, first, last int64) error {
	copies := last - first + 1
	for _, q := range c.inserts {
		if _, err := tx.exec(ctx, q, first, copies); err != nil {
			return err
		}
	}
	if _, err := tx.exec(ctx, `UPDATE stock_levels SET allocated = stock_levels.allocated + CAST(? AS BIGINT) * c.allocated, on_hand = stock_levels.on_hand + CAST(? AS BIGINT) * c.on_hand
		FROM copy_stock c WHERE c.sku_id = stock_levels.sku_id AND c.location_id = stock_levels.location_id`, copies, copies); err != nil {
		return err
	}
	end := c.last + last*c.stride
	if tx.Postgres() {
		_, err := tx.exec(ctx, `SELECT setval('order_numbers', ?)`, end)
		return err
	}
	if _, err := tx.exec(ctx, `INSERT INTO order_search (rowid, words) SELECT number, search FROM orders WHERE number > ? AND number <= ?`,
		c.last+(first-1)*c.stride, end); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `UPDATE order_numbers SET value = ?`, end)
	return err
}

// finish drops what was staged and makes the indexes anew. Consumers of the log have read it: what they do
// was done for the originals.
func (c *copying) finish(ctx context.Context, tx *Tx) error {
	for _, t := range copied {
		if _, err := tx.exec(ctx, `DROP TABLE copy_`+t.table); err != nil {
			return err
		}
	}
	for _, q := range append(c.indexes, `DROP TABLE copy_stock`) {
		if _, err := tx.exec(ctx, q); err != nil {
			return err
		}
	}
	_, err := tx.exec(ctx, `UPDATE cursors SET seq = (SELECT MAX(seq) FROM events)`)
	return err
}
