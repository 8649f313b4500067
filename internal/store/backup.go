package store

import (
	"context"
	"fmt"
	"io"
)

// BackupOptions say how to make a backup.
type BackupOptions struct {
	Program   string // the version of the program, for the head of the backup
	SecretKey string // goes into the backup; "" leaves it out
	Tell      func(Progress)
}

// Progress is how far a backup or a restore is.
type Progress struct {
	Table string
	Rows  int64 // of the table so far
	Done  bool  // with the table
}

// progressEvery is how many rows lie between two reports.
const progressEvery = 50_000

// Backup writes all facts, as they are at one moment, as a backup that
// Restore reads on either database. The database may be in use: nobody waits
// for it. The numbers of orders that come in meanwhile are not in the facts of
// that moment but are known to their buyers: what is restored goes on behind
// them.
func (s *Store) Backup(ctx context.Context, w io.Writer, o BackupOptions) error {
	if err := s.backup(ctx, w, o); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, w io.Writer, o BackupOptions) error {
	var a *backupWriter
	err := s.Read(ctx, func(tx *Tx) (err error) {
		if a, err = tx.beginBackup(ctx, w, o); err != nil {
			return err
		}
		tables, err := tx.tables(ctx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			if err := tx.dump(ctx, a, t, o.Tell); err != nil {
				return fmt.Errorf("table %s: %w", t.name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	last, err := s.lastOrderNumber(ctx)
	if err != nil {
		return err
	}
	return a.close(last)
}

func (tx *Tx) beginBackup(ctx context.Context, w io.Writer, o BackupOptions) (*backupWriter, error) {
	head := backupHead{Switchyard: "backup", Format: backupFormat, Program: o.Program, MadeAt: tx.Now, Engine: "sqlite", SecretKey: o.SecretKey}
	if tx.Postgres() {
		head.Engine = "postgres"
	}
	known, err := Migrations()
	if err != nil {
		return nil, err
	}
	if head.Schema, err = tx.schema(ctx); err != nil {
		return nil, err
	}
	switch {
	case head.Schema == 0:
		return nil, fmt.Errorf("the database is empty: there is nothing to back up")
	case head.Schema > known:
		return nil, fmt.Errorf("the database has schema version %d, this program knows up to %d: use a newer switchyard", head.Schema, known)
	}
	return newBackupWriter(w, head)
}

// lastOrderNumber is the last order number that was given out by now, in a
// transaction of its own: one that reads facts sees those of its beginning.
func (s *Store) lastOrderNumber(ctx context.Context) (last int64, err error) {
	query := `SELECT value FROM order_numbers`
	if s.Postgres() {
		query = `SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM order_numbers`
	}
	err = s.Read(ctx, func(tx *Tx) error {
		_, err := tx.one(ctx, &last, query)
		return err
	})
	return last, err
}

// dump writes one table. Rows are read as they are written: a table may be
// larger than memory.
func (tx *Tx) dump(ctx context.Context, a *backupWriter, t table, tell func(Progress)) error {
	if err := a.begin(t.name, t.columns); err != nil {
		return err
	}
	rows, err := tx.raw.QueryContext(ctx, tx.dumpQuery(t))
	if err != nil {
		return err
	}
	defer rows.Close()
	values, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := a.row(values); err != nil {
			return err
		}
		if a.rows%progressEvery == 0 {
			tell(Progress{Table: t.name, Rows: a.rows})
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	tell(Progress{Table: t.name, Rows: a.rows, Done: true})
	return a.end()
}

// dumpQuery reads a table. What is restored lies in the log in the order of
// seq alone, but a consumer on PostgreSQL may have read an event and not yet
// one with a lower seq, whose transaction began later. Its cursor goes back in
// front of that one: to read some events twice is better than never.
func (tx *Tx) dumpQuery(t table) string {
	if t.name != "cursors" || !tx.Postgres() {
		return `SELECT ` + t.names() + ` FROM ` + t.name
	}
	return `SELECT consumer, COALESCE((SELECT MIN(e.seq) - 1 FROM events e WHERE e.seq < c.seq AND
		(e.xid, e.seq) > (SELECT p.xid, c.seq FROM events p WHERE p.seq <= c.seq ORDER BY p.seq DESC LIMIT 1)), seq) AS seq, updated_at FROM cursors c`
}
