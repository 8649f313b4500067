package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const (
	countColumns = `number, id, location_id, status, blind, note, tolerance_units, tolerance_percent, tolerance_value, currency, version, created_by,
		created_at, updated_at, finished_at, closed_at`
	firstCount = 1001
)

// countRow is a count as it is kept.
type countRow struct {
	oms.Count
	ToleranceUnits   int64
	TolerancePercent int64
	ToleranceValue   *int64
}

// CountFilter chooses counts. Empty fields choose all.
type CountFilter struct {
	Statuses   []string
	LocationID string
	SKUID      string
	Before     int64 // the number of the last one of the page before
	Limit      int
}

// Counts returns a page of counts with their progress and without their lines,
// newest first.
func (tx *Tx) Counts(ctx context.Context, f CountFilter) ([]*oms.Count, error) {
	var c conditions
	if f.Statuses != nil {
		c.and("c.status = ANY_OF(?)", f.Statuses)
	}
	if f.LocationID != "" {
		c.and("c.location_id = ?", f.LocationID)
	}
	if f.SKUID != "" {
		c.and("c.id IN (SELECT count_id FROM count_lines WHERE sku_id = ?)", f.SKUID)
	}
	if f.Before != 0 {
		c.and("c.number < ?", f.Before)
	}
	return tx.counts(ctx, ` WHERE 1 = 1`+c.where.String()+` ORDER BY c.number DESC LIMIT ?`, append(c.args, f.Limit)...)
}

func (tx *Tx) counts(ctx context.Context, rest string, args ...any) ([]*oms.Count, error) {
	var rows []countRow
	err := tx.query(ctx, &rows, `SELECT c.number, c.id, c.location_id, l.code AS location, c.status, c.blind, c.note, c.tolerance_units, c.tolerance_percent,
		c.tolerance_value, c.currency, c.version, c.created_by, c.created_at, c.updated_at, c.finished_at, c.closed_at
		FROM counts c JOIN locations l ON l.id = c.location_id`+rest, args...)
	out, ids, at := make([]*oms.Count, len(rows)), make([]string, len(rows)), map[string]*oms.Count{}
	for i := range rows {
		c := &rows[i].Count
		c.Tolerance = oms.CountTolerance{Units: rows[i].ToleranceUnits, Percent: rows[i].TolerancePercent, Value: rows[i].ToleranceValue}
		out[i], ids[i], at[c.ID] = c, c.ID, c
	}
	if err != nil || len(rows) == 0 {
		return out, err
	}
	var sums []struct {
		CountID string
		Status  oms.CountLineStatus
		Lines   int64
		Applied int64
	}
	err = tx.query(ctx, &sums, `SELECT count_id, status, COUNT(*) AS lines, CAST(SUM(applied) AS BIGINT) AS applied
		FROM count_lines WHERE count_id = ANY_OF(?) GROUP BY count_id, status`, ids)
	for _, s := range sums {
		at[s.CountID].Progress.Add(s.Status, s.Lines, s.Applied)
	}
	return out, err
}

// CountLines reads the lines of counts, without their tallies, in one statement
// for all.
func (tx *Tx) CountLines(ctx context.Context, all []*oms.Count) error {
	ids, at := make([]string, len(all)), map[string]*oms.Count{}
	for i, c := range all {
		ids[i], at[c.ID] = c.ID, c
	}
	var rows []struct {
		CountID string
		oms.CountLine
	}
	err := tx.query(ctx, &rows, `SELECT i.count_id, i.n, i.sku_id, s.code AS sku, s.title, s.barcode, s.tracking, i.lot, COALESCE(b.id, '') AS lot_id,
		COALESCE(b.expires_on, i.expires_on) AS expires_on, i.status, i.round, i.counted, i.book, i.picked, i.corrected, i.short, i.applied, i.counted_at, i.moved,
		i.cost, i.waits, i.decided_by, i.decided_at FROM count_lines i JOIN skus s ON s.id = i.sku_id
		LEFT JOIN lots b ON b.sku_id = i.sku_id AND b.code = i.lot WHERE i.count_id = ANY_OF(?) ORDER BY i.count_id, i.n`, ids)
	for _, r := range rows {
		c := at[r.CountID]
		c.Lines = append(c.Lines, r.CountLine)
	}
	return err
}

// Count returns one count with its lines and their tallies, or a NotFound
// error.
func (tx *Tx) Count(ctx context.Context, id string) (*oms.Count, error) {
	found, err := tx.counts(ctx, ` WHERE c.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no count %s", id)
	}
	c := found[0]
	if err := tx.CountLines(ctx, found); err != nil {
		return nil, err
	}
	var tallies []struct {
		N         int
		TalliedAt time.Time
		oms.CountTally
	}
	err = tx.query(ctx, &tallies, `SELECT n, round, counter, quantity, tallied_at FROM count_tallies WHERE count_id = ? ORDER BY n, round, counter`, id)
	for _, t := range tallies {
		t.At = t.TalliedAt
		c.Lines[t.N-1].Tallies = append(c.Lines[t.N-1].Tallies, t.CountTally)
	}
	return c, err
}

// LockCount is Count, locked until the transaction ends. A count is locked
// before orders and stock.
func (tx *Tx) LockCount(ctx context.Context, id string) (*oms.Count, error) {
	var locked string
	if _, err := tx.one(ctx, &locked, `SELECT id FROM counts WHERE id = ? FOR_UPDATE`, id); err != nil {
		return nil, err
	}
	return tx.Count(ctx, id)
}

// NextCount is the number of the next count. The catalog is locked by whoever
// asks, so that no two get the same.
func (tx *Tx) NextCount(ctx context.Context) (n int64, err error) {
	_, err = tx.one(ctx, &n, `SELECT COALESCE(MAX(number) + 1, ?) FROM counts`, firstCount)
	return n, err
}

// SaveCount writes a count, new or changed, and those of its lines that
// changed.
func (tx *Tx) SaveCount(ctx context.Context, c *oms.Count, changed []*oms.CountLine) error {
	w := upsert("counts", "id", countColumns, "number tolerance_units tolerance_percent tolerance_value version", "created_at updated_at finished_at closed_at", "blind")
	w.add(c.Number, c.ID, c.LocationID, string(c.Status), c.Blind, c.Note, c.Tolerance.Units, c.Tolerance.Percent, c.Tolerance.Value, c.Currency, c.Version,
		c.CreatedBy, c.CreatedAt, c.UpdatedAt, c.FinishedAt, c.ClosedAt)
	if err := w.insert(ctx, tx); err != nil {
		return err
	}
	lines := newRows("count_lines", "count_id text", "n bigint", "sku_id text", "lot text", "expires_on text", "status text", "round bigint", "counted bigint", "book bigint", "picked bigint",
		"corrected bigint", "short bigint", "applied bigint", "counted_at timestamptz", "moved boolean", "cost bigint", "waits text", "decided_by text", "decided_at timestamptz")
	lines.conflict = `ON CONFLICT (count_id, n) DO UPDATE SET expires_on = excluded.expires_on, status = excluded.status, round = excluded.round, counted = excluded.counted, book = excluded.book,
		picked = excluded.picked, corrected = excluded.corrected, short = excluded.short, applied = excluded.applied, counted_at = excluded.counted_at, moved = excluded.moved, waits = excluded.waits, decided_by = excluded.decided_by,
		decided_at = excluded.decided_at`
	tallies := newRows("count_tallies", "count_id text", "n bigint", "round bigint", "counter text", "quantity bigint", "tallied_at timestamptz")
	tallies.conflict = `ON CONFLICT (count_id, n, round, counter) DO UPDATE SET quantity = excluded.quantity, tallied_at = excluded.tallied_at`
	for _, l := range changed {
		lines.add(c.ID, int64(l.N), l.SKUID, l.Lot, l.ExpiresOn, string(l.Status), l.Round, l.Counted, l.Book, l.Picked, l.Corrected, l.Short, l.Applied, l.CountedAt, l.Moved, l.Cost, string(l.Waits), l.DecidedBy, l.DecidedAt)
		for _, t := range l.Tallies {
			if t.Round == l.Round {
				tallies.add(c.ID, int64(l.N), t.Round, t.Counter, t.Quantity, t.At)
			}
		}
	}
	if err := lines.insert(ctx, tx); err != nil {
		return err
	}
	return tallies.insert(ctx, tx)
}

// Countable is a SKU that could be counted at a location.
type Countable struct {
	SKUID    string
	SKU      string
	Category string
	OnHand   int64
	Units    int64      // that left in the last 28 days
	LastAt   *time.Time // when it was last counted there; nil for never
}

// Countables lists the SKUs that have, or had, stock at a location, by code.
func (tx *Tx) Countables(ctx context.Context, locationID string) ([]Countable, error) {
	var out []Countable
	err := tx.query(ctx, &out, `SELECT v.sku_id, s.code AS sku, s.category, v.on_hand, COALESCE(u.units, 0) AS units, c.counted_at AS last_at
		FROM stock_levels v JOIN skus s ON s.id = v.sku_id
		LEFT JOIN stock_velocity u ON u.sku_id = v.sku_id AND u.location_id = v.location_id
		LEFT JOIN stock_last_counts c ON c.sku_id = v.sku_id AND c.location_id = v.location_id AND c.lot = ''
		WHERE v.location_id = ? ORDER BY s.code`, locationID)
	return out, err
}

// LastCount is when a SKU, or a lot of it, was counted at a location.
type LastCount struct {
	LotName
	LocationID string
	At         time.Time
}

// SaveLastCounts notes when SKUs and lots were counted; an older instant changes
// nothing.
func (tx *Tx) SaveLastCounts(ctx context.Context, counted []LastCount) error {
	w := newRows("stock_last_counts", "sku_id text", "location_id text", "lot text", "counted_at timestamptz")
	w.conflict = `ON CONFLICT (sku_id, location_id, lot) DO UPDATE SET counted_at = excluded.counted_at WHERE stock_last_counts.counted_at < excluded.counted_at`
	slices.SortFunc(counted, func(a, b LastCount) int {
		return cmp.Or(cmp.Compare(a.SKUID, b.SKUID), cmp.Compare(a.LocationID, b.LocationID), cmp.Compare(a.Lot, b.Lot))
	})
	for _, c := range counted {
		w.add(c.SKUID, c.LocationID, c.Lot, c.At)
	}
	return w.insert(ctx, tx)
}

// Holding is an order that units of a SKU at a location are promised to.
type Holding struct {
	SKUID   string
	OrderID string
	Number  int64
	Units   int64
}

// HoldingsAt lists the orders that SKUs at a location are promised to, by
// their numbers.
func (tx *Tx) HoldingsAt(ctx context.Context, locationID string, skuIDs []string) ([]Holding, error) {
	var out []Holding
	err := tx.query(ctx, &out, `SELECT a.sku_id, a.order_id, o.number, CAST(SUM(a.quantity - a.shipped) AS BIGINT) AS units
		FROM allocations a JOIN orders o ON o.id = a.order_id
		WHERE a.location_id = ? AND a.sku_id = ANY_OF(?) AND a.status IN ('active', 'released') AND a.quantity > a.shipped
		GROUP BY a.sku_id, a.order_id, o.number ORDER BY o.number`, locationID, skuIDs)
	return out, err
}
