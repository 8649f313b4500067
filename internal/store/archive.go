package store

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// MinArchiveAge is how long an order must have been done and untouched before
// it may go to an archive: returns and the log's readers are late sometimes.
const MinArchiveAge = 30 * 24 * time.Hour

// archiveBatch is how many orders are read, removed or restored at once.
const archiveBatch = 500

// ArchiveOptions say which orders an archive takes.
type ArchiveOptions struct {
	Before  time.Time // orders that ended before, and were not touched since
	Program string    // the version of the program, for the manifest
	Tell    func(orders int64)
}

// staying are the tables that name orders and yet stay as they are: the record
// of a bulk change, and of a reservation that has ended.
var staying = []string{"bulk_rows", "reservations", "archived_orders"}

// orderColumn is the column of a table that names the order.
func orderColumn(table string) string {
	if table == "orders" {
		return "id"
	}
	return "order_id"
}

// orderTables are the tables that hold what belongs to an order, itself among
// them, those that others refer to first.
func (tx *Tx) orderTables(ctx context.Context) ([]table, error) {
	all, err := tx.tables(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(t table) bool {
		return slices.Contains(staying, t.name) || !slices.ContainsFunc(t.columns, func(c tableColumn) bool { return c.Name == orderColumn(t.name) })
	}), nil
}

// endedOrders are those that may be archived. What is open about an order that
// is closed keeps it here.
const endedOrders = `SELECT o.id FROM orders o WHERE o.id > ? AND o.lifecycle IN ('closed', 'canceled') AND COALESCE(o.closed_at, o.canceled_at, o.updated_at) < ?
	AND o.updated_at < ? AND o.return_status NOT IN ('requested', 'in_progress') AND o.delivery_status <> 'exception'
	AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.order_id = o.id AND e.status IN ('open', 'acknowledged', 'in_progress'))
	AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.order_id = o.id AND h.status = 'active')
	ORDER BY o.id LIMIT ?`

// CountEnded tells how many orders an archive would take.
func (s *Store) CountEnded(ctx context.Context, before time.Time) (n int64, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		if err := tx.oldEnough(before); err != nil {
			return err
		}
		_, err := tx.one(ctx, &n, `SELECT COUNT(*) FROM (`+endedOrders+`) x`, "", before, before, int64(math.MaxInt64))
		return err
	})
	return n, err
}

func (tx *Tx) oldEnough(before time.Time) error {
	if before.After(tx.Now.Add(-MinArchiveAge)) {
		return oms.InvalidField("before", "must be %d days ago or earlier", int(MinArchiveAge.Hours()/24))
	}
	return nil
}

// WriteArchive writes the orders that ended before an instant, with all that
// belongs to them, as they are at one moment. It removes nothing.
func (s *Store) WriteArchive(ctx context.Context, w io.Writer, o ArchiveOptions) error {
	m := Manifest{Switchyard: "archive", Format: archiveFormat, Program: o.Program, Before: o.Before}
	err := s.Read(ctx, func(tx *Tx) error {
		m.MadeAt, m.Orders = tx.Now, 0
		if err := tx.oldEnough(o.Before); err != nil {
			return err
		}
		tables, err := tx.orderTables(ctx)
		if err != nil {
			return err
		}
		draft, err := newArchiveDraft(tables)
		if draft != nil {
			defer draft.close()
		}
		if err != nil {
			return err
		}
		for last := ""; ; {
			var ids []string
			if err := tx.query(ctx, &ids, endedOrders, last, o.Before, o.Before, archiveBatch); err != nil {
				return err
			}
			if len(ids) == 0 {
				return draft.write(w, m)
			}
			for _, f := range draft.files {
				if err := tx.draft(ctx, f, ids); err != nil {
					return err
				}
			}
			last, m.Orders = ids[len(ids)-1], m.Orders+int64(len(ids))
			o.Tell(m.Orders)
		}
	})
	if err != nil {
		return fmt.Errorf("store: archive: %w", err)
	}
	return nil
}

// draft adds the rows that belong to some orders, in the order of those.
func (tx *Tx) draft(ctx context.Context, f *draftFile, ids []string) error {
	byOrder, err := tx.cellsOf(ctx, f.table, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		for _, row := range byOrder[id] {
			if err := f.add(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// cellsOf reads the rows of a table that belong to some orders, as an archive
// writes them.
func (tx *Tx) cellsOf(ctx context.Context, t table, ids []string) (map[string][][]string, error) {
	query, args, err := tx.ready(ctx, `SELECT `+t.names()+` FROM `+t.name+` WHERE `+orderColumn(t.name)+` = ANY_OF(?)`, []any{ids})
	if err != nil {
		return nil, err
	}
	found, err := tx.raw.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	order := slices.IndexFunc(t.columns, func(c tableColumn) bool { return c.Name == orderColumn(t.name) })
	byOrder := map[string][][]string{}
	values, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		into[i] = &values[i]
	}
	for found.Next() {
		if err := found.Scan(into...); err != nil {
			return nil, err
		}
		cells, err := cellsOf(t.columns, values)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.name, err)
		}
		byOrder[cells[order]] = append(byOrder[cells[order]], cells)
	}
	return byOrder, found.Err()
}

// same tells of which of some orders the database holds what the archive does,
// to the letter.
func (tx *Tx) same(ctx context.Context, a *Archive, tables []table, batch []archivedOrder, ids []string) (map[string]bool, error) {
	same := make(map[string]bool, len(ids))
	for _, id := range ids {
		same[id] = true
	}
	for _, t := range tables {
		here, err := tx.cellsOf(ctx, t, ids)
		if err != nil {
			return nil, err
		}
		columns := a.columns(t.name)
		for _, o := range batch {
			id := a.id(o)
			there, err := rowKeys(columns, o[t.name])
			if err != nil {
				return nil, err
			}
			have := make([]string, len(here[id]))
			for i, cells := range here[id] {
				have[i] = rowKey(cells)
			}
			slices.Sort(have)
			same[id] = same[id] && slices.Equal(columns, t.columns) && slices.Equal(there, have)
		}
	}
	return same, nil
}

func rowKey(cells []string) string { return strings.Join(cells, "\x00") }

func rowKeys(columns []tableColumn, rows [][]any) ([]string, error) {
	keys := make([]string, len(rows))
	for i, values := range rows {
		cells, err := cellsOf(columns, values)
		if err != nil {
			return nil, err
		}
		keys[i] = rowKey(cells)
	}
	slices.Sort(keys)
	return keys, nil
}

// RemoveArchived removes the orders that an archive holds to the letter, and
// keeps of each where it went. An order of which anything has changed since the
// archive was made stays; RestoreArchived passes it over. It returns how many
// were removed.
func (s *Store) RemoveArchived(ctx context.Context, a *Archive, name string, tell func(orders int64)) (removed int64, err error) {
	err = a.inBatches(func(batch []archivedOrder) error {
		return s.Write(ctx, func(tx *Tx) error {
			n, err := tx.removeArchived(ctx, a, batch, name)
			if err != nil {
				return err
			}
			tx.OnCommit(func() { removed += n; tell(removed) })
			return nil
		})
	})
	if err != nil {
		return removed, fmt.Errorf("store: remove what was archived: %w", err)
	}
	return removed, nil
}

func (tx *Tx) removeArchived(ctx context.Context, a *Archive, batch []archivedOrder, name string) (int64, error) {
	var here []struct {
		ID         string
		Number     int64
		ChannelID  string
		ExternalID string
	}
	err := tx.query(ctx, &here, `SELECT id, number, channel_id, external_id FROM orders WHERE id = ANY_OF(?) ORDER BY id FOR_UPDATE`, a.ids(batch))
	if err != nil {
		return 0, err
	}
	tables, err := tx.orderTables(ctx)
	if err != nil {
		return 0, err
	}
	same, err := tx.same(ctx, a, tables, batch, a.ids(batch))
	if err != nil {
		return 0, err
	}
	var ids []string
	var numbers []int64
	stay := newRows("archived_orders", "channel_id text", "external_id text", "id text", "number bigint", "archive text", "archived_at timestamptz")
	for _, o := range here {
		if !same[o.ID] {
			continue
		}
		ids, numbers = append(ids, o.ID), append(numbers, o.Number)
		stay.add(o.ChannelID, o.ExternalID, o.ID, o.Number, name, tx.Now)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	if err := tx.allRead(ctx, ids); err != nil {
		return 0, err
	}
	for _, t := range slices.Backward(tables) {
		if _, err := tx.exec(ctx, `DELETE FROM `+t.name+` WHERE `+orderColumn(t.name)+` = ANY_OF(?)`, ids); err != nil {
			return 0, err
		}
	}
	if !tx.Postgres() {
		if _, err := tx.exec(ctx, `DELETE FROM order_search WHERE rowid = ANY_OF(?)`, numbers); err != nil {
			return 0, err
		}
	}
	return int64(len(ids)), stay.insert(ctx, tx)
}

// allRead refuses to remove events that a consumer of the log has not read, or
// where it stands.
func (tx *Tx) allRead(ctx context.Context, orders []string) error {
	var late string
	found, err := tx.one(ctx, &late, `SELECT consumer FROM cursors WHERE seq <= (SELECT COALESCE(MAX(seq), 0) FROM events WHERE order_id = ANY_OF(?)) ORDER BY consumer LIMIT 1`, orders)
	if err == nil && found {
		err = oms.Errorf(oms.Conflict, "%s has not read all events of these orders yet: let the server run until it has", late)
	}
	return err
}

// RestoreArchived brings orders back from an archive: all of them, or those
// with the numbers that are given. Orders that are there are passed over. It
// returns how many came back.
func (s *Store) RestoreArchived(ctx context.Context, a *Archive, only []int64, tell func(orders int64)) (restored int64, err error) {
	err = a.inBatches(func(batch []archivedOrder) error {
		batch = slices.DeleteFunc(batch, func(o archivedOrder) bool { return len(only) > 0 && !slices.Contains(only, a.number(o)) })
		return s.Write(ctx, func(tx *Tx) error {
			n, err := tx.restoreArchived(ctx, a, batch)
			if err != nil {
				return err
			}
			tx.OnCommit(func() { restored += n; tell(restored) })
			return nil
		})
	})
	if err != nil {
		return restored, fmt.Errorf("store: restore from an archive: %w", err)
	}
	return restored, nil
}

func (tx *Tx) restoreArchived(ctx context.Context, a *Archive, batch []archivedOrder) (int64, error) {
	ids := a.ids(batch)
	var there []string
	if err := tx.query(ctx, &there, `SELECT id FROM orders WHERE id = ANY_OF(?)`, ids); err != nil {
		return 0, err
	}
	batch = slices.DeleteFunc(slices.Clone(batch), func(o archivedOrder) bool { return slices.Contains(there, a.id(o)) }) // a transaction may be tried again
	ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(there, id) })
	if len(ids) == 0 {
		return 0, nil
	}
	tables, err := tx.orderTables(ctx)
	if err != nil {
		return 0, err
	}
	for _, t := range tables { // those that others refer to come first
		i := slices.IndexFunc(a.Tables, func(m ManifestTable) bool { return m.Name == t.name })
		if i < 0 {
			continue // newer than the archive
		}
		if err := tx.refill(ctx, t, a.Tables[i], batch); err != nil {
			return 0, err
		}
	}
	for _, m := range a.Tables {
		if !slices.ContainsFunc(tables, func(t table) bool { return t.name == m.Name }) {
			return 0, fmt.Errorf("the archive has a table %s that this schema lacks: use a newer switchyard", m.Name)
		}
	}
	if _, err := tx.exec(ctx, `DELETE FROM archived_orders WHERE id = ANY_OF(?)`, ids); err != nil {
		return 0, err
	}
	if !tx.Postgres() {
		if _, err := tx.exec(ctx, `INSERT INTO order_search (rowid, words) SELECT number, search FROM orders WHERE id = ANY_OF(?)`, ids); err != nil {
			return 0, err
		}
	}
	return int64(len(ids)), nil
}

// refill inserts the rows of one table. A column that the archive does not know
// takes its default.
func (tx *Tx) refill(ctx context.Context, t table, m ManifestTable, batch []archivedOrder) error {
	var columns []string
	xid, oldest := -1, int64(math.MaxInt64)
	for i, c := range m.Columns {
		if !slices.Contains(t.columns, c) {
			return fmt.Errorf("the table %s has no column %s of kind %s", t.name, c.Name, c.Kind)
		}
		columns = append(columns, c.Name+" "+c.Kind)
		if t.name == "events" && c.Name == "xid" {
			xid = i
		}
	}
	if xid >= 0 && tx.Postgres() {
		if _, err := tx.one(ctx, &oldest, `SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint`); err != nil {
			return err
		}
	}
	r := newRows(t.name, columns...)
	for _, o := range batch {
		for _, values := range o[t.name] {
			if xid >= 0 {
				if n, _ := values[xid].(int64); n >= oldest {
					values[xid] = int64(0) // of another server: 0 lies behind all transactions of this one
				}
			}
			r.add(values...)
		}
	}
	return r.insert(ctx, tx)
}

// inBatches calls f with the orders of the archive, some at a time.
func (a *Archive) inBatches(f func([]archivedOrder) error) error {
	var batch []archivedOrder
	if err := a.each(func(o archivedOrder) error {
		if batch = append(batch, o); len(batch) < archiveBatch {
			return nil
		}
		full := batch
		batch = nil
		return f(full)
	}); err != nil {
		return err
	}
	if len(batch) == 0 {
		return nil
	}
	return f(batch)
}

func (a *Archive) id(o archivedOrder) string {
	id, _ := a.value(o, "id").(string)
	return id
}

func (a *Archive) ids(batch []archivedOrder) []string {
	ids := make([]string, len(batch))
	for i, o := range batch {
		ids[i] = a.id(o)
	}
	return ids
}

func (a *Archive) number(o archivedOrder) int64 {
	n, _ := a.value(o, "number").(int64)
	return n
}

// value is one of the order's own row.
func (a *Archive) value(o archivedOrder, column string) any {
	if i := slices.IndexFunc(a.columns("orders"), func(c tableColumn) bool { return c.Name == column }); i >= 0 {
		return o["orders"][0][i]
	}
	return nil
}

// columns are those of a table, none where the archive lacks it.
func (a *Archive) columns(table string) []tableColumn {
	for _, t := range a.Tables {
		if t.Name == table {
			return t.Columns
		}
	}
	return nil
}

// ArchivedError is the answer to whoever wants an order that was archived.
func ArchivedError(order, archive string) error {
	return oms.Errorf(oms.Gone, "order %s was archived in %s: switchyard archive restore brings it back", order, archive)
}
