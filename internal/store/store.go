// Package store keeps the facts in SQLite or PostgreSQL. It is the only place
// with SQL (beside reports): the statements are written once, in the common
// subset, and a small dialect bridges the rest. It decides nothing.
package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
	_ "modernc.org/sqlite" // registers the driver "sqlite"

	"github.com/switchyard-oms/switchyard/oms"
)

// Options say where the database is.
type Options struct {
	// URL is a PostgreSQL address, postgres://user@host/name. Empty means the
	// SQLite file switchyard.db in Dir.
	URL string
	// Dir holds the SQLite file.
	Dir string
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	// MaxConns bounds PostgreSQL connections; 16 when zero.
	MaxConns int
	// BeforeCommit is for tests: it is asked before a writing transaction is
	// committed, at which attempt (from 0), and an error is as if the database
	// had refused it. Nobody is asked when nil.
	BeforeCommit func(attempt int) error
}

// Store is an open database, seen with a clock.
type Store struct {
	*database
	now func() time.Time
}

// WithClock returns the same open database with another clock: what is done
// through it bears that clock's time. It is for telling a past. Close the one
// that was opened.
func (s *Store) WithClock(now func() time.Time) *Store { return &Store{s.database, now} }

type database struct {
	dialect dialect
	write   *sqlx.DB // SQLite: the one writer; PostgreSQL: the pool
	read    *sqlx.DB
	path    string                  // of the SQLite file
	refuses func(attempt int) error // Options.BeforeCommit

	mu     sync.Mutex
	bell   chan struct{}         // closed and replaced when events were committed
	parsed map[string]*sqlx.Stmt // SQLite: of the writer, by their text
	shapes map[string][]shape    // of sets of rows, by their tables

	jobBell bell // rings when jobs were committed
}

// File is the name of the SQLite database in the data directory.
const File = "switchyard.db"

func init() { uuid.EnableRandPool() }

// Open connects to the database and brings its schema up to date. It refuses
// a schema that is newer than this program.
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := connect(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("store: %w", err)
	}
	return s, nil
}

// openSQLite opens two pools on one file: a single writer, so that writes
// queue in Go and never fail as busy, and readers that see the last commit.
// synchronous=FULL is what makes an acknowledged order survive a power cut:
// with NORMAL the newest commits of the WAL may be gone.
func (s *Store) openSQLite(o Options) error {
	s.dialect, s.path = sqlite, filepath.Join(o.Dir, File)
	dsn := func(extra ...string) string {
		q := url.Values{"_time_integer_format": {"unix_micro"}, "_inttotime": {"1"}, "_timezone": {"UTC"}}
		q["_pragma"] = append([]string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
			"cache_size(-16000)", "temp_store(MEMORY)"}, extra...)
		return "file:" + (&url.URL{Path: s.path}).EscapedPath() + "?" + q.Encode()
	}
	var err error
	if s.write, err = sqlx.Open("sqlite", dsn("wal_autocheckpoint(4000)")+"&_txlock=immediate"); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sqlx.Open("sqlite", dsn("query_only(1)")+"&_txlock=deferred"); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(8)
	s.read.SetMaxIdleConns(4)
	s.read.SetConnMaxIdleTime(time.Minute)
	s.named()
	return nil
}

func (s *Store) openPostgres(o Options) error {
	s.dialect = postgres
	cfg, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return fmt.Errorf("the database URL can't be read: %w", errors.New(redactURL(err.Error(), o.URL)))
	}
	if cfg.RuntimeParams["application_name"] == "" {
		cfg.RuntimeParams["application_name"] = "switchyard"
	}
	cfg.RuntimeParams["timezone"] = "UTC"
	cfg.RuntimeParams["synchronous_commit"] = "on"
	cfg.RuntimeParams["jit"] = "off" // compiling takes longer than the answers that people wait for
	db := stdlib.OpenDB(*cfg, stdlib.OptionAfterConnect(func(_ context.Context, c *pgx.Conn) error {
		c.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}})
		return nil
	}))
	n := o.MaxConns
	if n == 0 {
		n = 16
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	db.SetConnMaxIdleTime(5 * time.Minute)
	s.write = sqlx.NewDb(db, "pgx")
	s.read = s.write
	s.named()
	return nil
}

// redactURL keeps a password out of a parser's complaint.
func redactURL(message, dsn string) string {
	if u, err := url.Parse(dsn); err == nil {
		if pw, ok := u.User.Password(); ok && pw != "" {
			message = strings.ReplaceAll(message, pw, "xxxxx")
		}
		return message
	}
	return "it is not a URL such as postgres://user@host:5432/name"
}

// Close lets go of the database.
func (s *Store) Close() error {
	if s.read != nil && s.read != s.write {
		if err := s.read.Close(); err != nil {
			return err
		}
	}
	if s.write == nil {
		return nil
	}
	return s.write.Close()
}

// Postgres tells whether the database is PostgreSQL.
func (s *Store) Postgres() bool { return s.dialect == postgres }

// Now is the store's clock, in UTC and microseconds.
func (s *Store) Now() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// NewID makes an identifier of the kind that prefix names.
func (s *Store) NewID(prefix string) string { return NewID(prefix) }

// NewID makes an identifier of the kind that prefix names: a UUID of version
// 7, which sorts by time.
func NewID(prefix string) string {
	return oms.FormatID(prefix, uuid.Must(uuid.NewV7()))
}

// Write runs f in a writing transaction and commits it. When f fails nothing
// is kept. A transaction that the database refuses for the sake of another
// one (a deadlock, a serialization failure) is run again, so f must not have
// effects outside the transaction; use Tx.OnCommit for those.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	for try := 0; ; try++ {
		err := s.run(ctx, s.write, true, s.attempt(try, f))
		if !again(err) || try == 4 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try+1) * 5 * time.Millisecond):
		}
	}
}

// attempt is f with what Options.BeforeCommit says of it.
func (s *Store) attempt(n int, f func(*Tx) error) func(*Tx) error {
	if s.refuses == nil {
		return f
	}
	return func(tx *Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		return s.refuses(n)
	}
}

// Read runs f in a read-only transaction that sees one moment.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) error {
	return s.run(ctx, s.read, false, f)
}

func (s *Store) run(ctx context.Context, db *sqlx.DB, writes bool, f func(*Tx) error) error {
	tx := &Tx{s.Now(), &transaction{store: s, writes: writes, events: eventRows.like()}}
	if err := tx.begin(ctx, db); err != nil {
		return err
	}
	defer tx.end(ctx)
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.flushEvents(ctx); err != nil {
		return err
	}
	if err := tx.commit(ctx); err != nil {
		return err
	}
	if len(tx.toParse) > 0 {
		s.parse(ctx, tx.toParse)
	}
	for _, after := range tx.onCommit {
		after()
	}
	if tx.emitted {
		s.ring()
	}
	return nil
}

// again tells whether the database asks for the transaction to be repeated.
func again(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// Duplicate tells whether err is a broken uniqueness constraint.
func Duplicate(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505"
	}
	return err != nil && strings.Contains(err.Error(), "UNIQUE constraint failed")
}

// ring wakes everybody who waits for events.
func (s *Store) ring() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.bell)
	s.bell = make(chan struct{})
}

// Bell returns a channel that is closed when this process commits events.
// Events of other processes don't ring it: who must see them polls as well.
func (s *Store) Bell() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bell
}
