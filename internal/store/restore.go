package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// RestoreOptions say how to restore.
type RestoreOptions struct {
	Tell func(Progress)
}

// Restored says what a restore has brought.
type Restored struct {
	MadeAt    time.Time // when the backup was made
	Engine    string    // where: sqlite or postgres
	Tables    int
	Rows      int64
	SecretKey string // of the backup, if it holds one
}

// leftovers are the tables that a server's start writes before anybody has
// done anything. They don't make a database a used one, and are emptied.
var leftovers = []string{"settings", "access_links", "cursors", "jobs", "job_schedules", "login_attempts", "idempotency_keys", "event_failures", "views"}

// Restore fills an empty database with a backup, whichever database it was made
// on, in one transaction: all of it is there, or nothing. It never overwrites.
// A backup of an older schema is restored as it was and then brought up to
// date, as an upgrade in place would.
func Restore(ctx context.Context, r io.Reader, to Options, o RestoreOptions) (*Restored, error) {
	a, err := newBackupReader(r)
	if err != nil {
		return nil, fmt.Errorf("store: restore: %w", err)
	}
	s, err := connect(ctx, to)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := s.prepareSchema(ctx, a.head.Schema); err != nil {
		return nil, fmt.Errorf("store: restore: %w", err)
	}
	out := &Restored{MadeAt: a.head.MadeAt, Engine: a.head.Engine, SecretKey: a.head.SecretKey}
	// Not Write: what is read of the backup can't be read again.
	if err := s.run(ctx, s.write, true, func(tx *Tx) error { return tx.fill(ctx, a, out, o) }); err != nil {
		return nil, fmt.Errorf("store: restore: %w", err)
	}
	if err := s.migrate(ctx); err != nil {
		return nil, fmt.Errorf("store: restore: %w", err)
	}
	return out, nil
}

// prepareSchema makes the tables of the backup's version where there are none.
func (s *Store) prepareSchema(ctx context.Context, want int64) error {
	have, known, err := s.Schema(ctx)
	switch {
	case err != nil:
		return err
	case want > known:
		return fmt.Errorf("the backup has schema version %d, this program knows up to %d: use a newer switchyard", want, known)
	case have == 0:
		return s.migrateTo(ctx, want)
	case have != want:
		return fmt.Errorf("the backup has schema version %d, the database %d: restore into a database without tables", want, have)
	}
	return nil
}

func (tx *Tx) fill(ctx context.Context, a *backupReader, out *Restored, o RestoreOptions) error {
	tables, err := tx.tables(ctx)
	if err != nil {
		return err
	}
	if err := tx.vacate(ctx, tables); err != nil {
		return err
	}
	byName := map[string]table{}
	for _, t := range tables {
		byName[t.name] = t
	}
	for {
		l := &loader{ctx: ctx, tx: tx, tables: byName, tell: o.Tell}
		name, err := a.each(l.begin, l.row)
		if err != nil {
			return err
		}
		if name == "" {
			break
		}
		if err := l.flush(); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
		delete(byName, name)
		out.Tables, out.Rows = out.Tables+1, out.Rows+l.count
		o.Tell(Progress{Table: name, Rows: l.count, Done: true})
	}
	for name := range byName {
		return fmt.Errorf("the backup lacks the table %s", name)
	}
	return tx.afterFill(ctx, a.head.OrderNumber)
}

// vacate locks the tables, refuses a database that somebody has used, and
// removes what a start leaves behind.
func (tx *Tx) vacate(ctx context.Context, tables []table) error {
	if tx.Postgres() {
		names := make([]string, len(tables))
		for i, t := range tables {
			names[i] = t.name
		}
		if _, err := tx.exec(ctx, `LOCK TABLE `+strings.Join(names, ", ")+` IN ACCESS EXCLUSIVE MODE`); err != nil {
			return err
		}
	}
	for _, t := range slices.Backward(tables) {
		if slices.Contains(leftovers, t.name) {
			if _, err := tx.exec(ctx, `DELETE FROM `+t.name); err != nil {
				return err
			}
			continue
		}
		var n int64
		if _, err := tx.one(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM `+t.name+` LIMIT 1) x`); err != nil {
			return err
		}
		if n > 0 {
			return errors.New("the database is not empty (" + t.name + "): a restore never overwrites; give it a new one")
		}
	}
	return nil
}

// afterFill sets what is not in the tables: the next numbers, and SQLite's
// search index.
func (tx *Tx) afterFill(ctx context.Context, number int64) error {
	statements := []string{
		`UPDATE order_numbers SET value = MAX(?, (SELECT COALESCE(MAX(number), 0) FROM orders))`,
		`INSERT INTO order_search (rowid, words) SELECT number, search FROM orders`,
	}
	if tx.Postgres() {
		statements = []string{
			`SELECT setval('order_numbers', GREATEST(?::bigint, 100000, (SELECT MAX(number) FROM orders)), TRUE)`,
			`SELECT setval(pg_get_serial_sequence('events', 'seq'), GREATEST(1, (SELECT MAX(seq) FROM events), (SELECT MAX(seq) FROM cursors)))`,
			`SELECT setval(pg_get_serial_sequence('routing_decisions', 'seq'), GREATEST(1, (SELECT MAX(seq) FROM routing_decisions)))`,
			`ANALYZE`,
		}
	}
	for i, q := range statements {
		var args []any
		if i == 0 {
			args = []any{number}
		}
		if _, err := tx.exec(ctx, q, args...); err != nil {
			return err
		}
	}
	return nil
}

// loadBatch and loadBytes bound what is sent at once.
const (
	loadBatch = 1000
	loadBytes = 4 << 20
)

// loader fills one table.
type loader struct {
	ctx    context.Context
	tx     *Tx
	tables map[string]table
	tell   func(Progress)

	name    string
	columns []string
	xid     int // the column that is 0 in every database but the one it comes from, or -1
	rows    *rows
	bytes   int
	count   int64
}

func (l *loader) begin(name string, columns []tableColumn) error {
	t, ok := l.tables[name]
	if !ok {
		return fmt.Errorf("the backup has a table %s that this schema lacks, or has it twice", name)
	}
	for _, c := range columns {
		if !slices.Contains(t.columns, c) {
			return fmt.Errorf("table %s has no column %s of kind %s", name, c.Name, c.Kind)
		}
	}
	if len(columns) != len(t.columns) {
		return fmt.Errorf("the backup has %d columns of the table %s, which has %d", len(columns), name, len(t.columns))
	}
	l.name, l.xid = name, -1
	for i, c := range columns {
		l.columns = append(l.columns, c.Name+" "+c.Kind)
		if name == "events" && c.Name == "xid" {
			l.xid = i // a transaction of another server; 0 lies behind all of this one's
		}
	}
	l.rows = newRows(name, l.columns...)
	return nil
}

func (l *loader) row(values []any) error {
	if l.xid >= 0 {
		values[l.xid] = int64(0)
	}
	for _, v := range values {
		switch x := v.(type) {
		case string:
			l.bytes += len(x)
		case []byte:
			l.bytes += len(x)
		}
	}
	l.rows.add(values...)
	l.count++
	if l.count%progressEvery == 0 {
		l.tell(Progress{Table: l.name, Rows: l.count})
	}
	if l.rows.len() >= loadBatch || l.bytes >= loadBytes {
		return l.flush()
	}
	return nil
}

func (l *loader) flush() error {
	if err := l.rows.insert(l.ctx, l.tx); err != nil {
		return err
	}
	l.rows, l.bytes = newRows(l.name, l.columns...), 0
	return l.tx.flush(l.ctx)
}
