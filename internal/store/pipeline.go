package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
)

// statement is a write that waits to be sent.
//
// On PostgreSQL inserts, and updates that nobody counts, are queued and sent together, in one round trip,
// before the next statement that reads or at the commit. Their order is kept;
// an error of one of them ends the transaction a little later, that is all.
type statement struct {
	query string
	args  []any
}

// handle is what statements run on.
type handle interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	SelectContext(ctx context.Context, dst any, query string, args ...any) error
	GetContext(ctx context.Context, dst any, query string, args ...any) error
}

// beginRead begins a transaction that reads. Filters are planned for what they
// ask for each time: one plan for a country of half of all orders and for one
// of few would be wrong for either.
const beginRead = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan`

// begin starts the transaction, on PostgreSQL by hand on a connection of its
// own, so that its end can go in the round trip of what is queued.
func (tx *Tx) begin(ctx context.Context, db *sqlx.DB) (err error) {
	if !tx.Postgres() {
		tx.file, err = db.BeginTxx(ctx, nil)
		tx.raw = tx.file
		return err
	}
	if tx.conn, err = db.Connx(ctx); err != nil {
		return err
	}
	begin := `BEGIN`
	if !tx.writes {
		begin = beginRead
	}
	tx.raw = tx.conn
	if _, err = tx.conn.ExecContext(ctx, begin); err != nil {
		tx.end(ctx)
	}
	return err
}

// commit makes the transaction last, with what is still queued.
func (tx *Tx) commit(ctx context.Context) error {
	if !tx.Postgres() {
		return tx.file.Commit()
	}
	tx.queued = append(tx.queued, statement{query: `COMMIT`})
	if err := tx.flush(ctx); err != nil {
		return err
	}
	tx.ended = true
	return nil
}

// end rolls back what was not committed and lets go of the connection.
func (tx *Tx) end(ctx context.Context) {
	if !tx.Postgres() {
		_ = tx.file.Rollback() // after a commit it says so; before one the first error counts
		return
	}
	if !tx.ended {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if _, err := tx.conn.ExecContext(ctx, `ROLLBACK`); err != nil {
			_ = tx.conn.Raw(func(any) error { return driver.ErrBadConn }) // nobody shall go on with it
		}
	}
	_ = tx.conn.Close()
}

// later runs a statement whose result nobody looks at: on PostgreSQL together
// with others.
func (tx *Tx) later(ctx context.Context, query string, args ...any) error {
	if tx.Postgres() {
		tx.queued = append(tx.queued, statement{query, args})
		return nil
	}
	_, err := tx.exec(ctx, query, args...)
	return err
}

// flush sends what is queued.
func (tx *Tx) flush(ctx context.Context) error {
	if len(tx.queued) == 0 {
		return nil
	}
	var batch pgx.Batch
	for i := range tx.queued {
		query, args, err := tx.store.dialect.bind(tx.queued[i].query, tx.queued[i].args)
		if err != nil {
			return err
		}
		tx.queued[i].query = query
		batch.Queue(query, args...)
	}
	sent := tx.queued
	tx.queued = nil
	tx.trips++
	return tx.conn.Raw(func(on any) error {
		conn, ok := on.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("store: a pipeline runs on pgx, not on %T", on)
		}
		results := conn.Conn().SendBatch(ctx, &batch)
		for _, s := range sent {
			tag, err := results.Exec()
			if err != nil {
				_ = results.Close()
				return fmt.Errorf("%w (%s)", err, brief(s.query))
			}
			if s.query == `COMMIT` && tag.String() != `COMMIT` {
				_ = results.Close()
				return pgx.ErrTxCommitRollback
			}
		}
		return results.Close()
	})
}

// maxKept bounds the statements that SQLite's writer keeps parsed.
const maxKept = 400

// kept returns a statement of SQLite's writer that is parsed already, or nil;
// then it is parsed when the transaction is over, for the next time. Parsing
// costs as much as running.
func (tx *Tx) kept(ctx context.Context, query string) *sqlx.Stmt {
	s := tx.store
	if tx.Postgres() || !tx.writes {
		return nil
	}
	s.mu.Lock()
	stmt, room := s.parsed[query], len(s.parsed) < maxKept
	s.mu.Unlock()
	if stmt != nil {
		return tx.file.StmtxContext(ctx, stmt)
	}
	if room {
		tx.toParse = append(tx.toParse, query)
	}
	return nil
}

// parse keeps statements parsed. It needs the one writer's connection, so it
// runs when the transaction that wanted them has let go of it.
func (s *Store) parse(ctx context.Context, queries []string) {
	for _, q := range queries {
		s.mu.Lock()
		known := s.parsed[q] != nil
		s.mu.Unlock()
		if known {
			continue
		}
		stmt, err := s.write.PreparexContext(ctx, q) //nolint:sqlclosecheck // it is kept until the store is closed
		if err != nil {
			continue // it runs unparsed, as it did
		}
		s.mu.Lock()
		s.parsed[q] = stmt
		s.mu.Unlock()
	}
}
