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
// for it.
func (s *Store) Backup(ctx context.Context, w io.Writer, o BackupOptions) error {
	err := s.Read(ctx, func(tx *Tx) error {
		a, err := tx.beginBackup(ctx, w, o)
		if err != nil {
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
		return a.close()
	})
	if err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	return nil
}

func (tx *Tx) beginBackup(ctx context.Context, w io.Writer, o BackupOptions) (*backupWriter, error) {
	head := backupHead{Switchyard: "backup", Format: backupFormat, Program: o.Program, MadeAt: tx.Now, Engine: "sqlite", SecretKey: o.SecretKey}
	number := `SELECT value FROM order_numbers`
	if tx.Postgres() {
		head.Engine, number = "postgres", `SELECT last_value FROM order_numbers`
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
	if _, err := tx.one(ctx, &head.OrderNumber, number); err != nil {
		return nil, err
	}
	return newBackupWriter(w, head)
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
		(e.xid, e.seq) > (SELECT p.xid, p.seq FROM events p WHERE p.seq = c.seq)), seq) AS seq, updated_at FROM cursors c`
}
