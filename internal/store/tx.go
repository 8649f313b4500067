package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jmoiron/sqlx/reflectx"

	"github.com/switchyard-oms/switchyard/oms"
)

// Tx is one transaction. It has one Now, so that all that it writes bears the
// same instant.
type Tx struct {
	Now time.Time
	*transaction
}

// At returns the same transaction with another Now, for a fact that is told
// after it happened.
func (tx *Tx) At(now time.Time) *Tx { return &Tx{now.UTC().Truncate(time.Microsecond), tx.transaction} }

type transaction struct {
	raw      handle
	file     *sqlx.Tx   // SQLite: the transaction
	conn     *sqlx.Conn // PostgreSQL: what the transaction runs on
	ended    bool       // PostgreSQL: it is committed
	trips    int        // of statements so far
	store    *Store
	queued   []statement // PostgreSQL: inserts not sent yet
	writes   bool        // whether it may write
	toParse  []string    // SQLite: statements worth keeping parsed
	events   *rows       // not written yet
	emitted  bool
	onCommit []func()
	loaded   map[string]*oms.Order // as they were read, for SaveOrder
}

// Postgres tells whether the transaction is on PostgreSQL.
func (tx *Tx) Postgres() bool { return tx.store.Postgres() }

// Trips is how often the transaction has waited for the database so far: what
// PostgreSQL is sent together counts once. Its beginning, its end and what is
// queued for its end are not counted.
func (tx *Tx) Trips() int { return tx.trips }

// NewID makes an identifier of the kind that prefix names.
func (tx *Tx) NewID(prefix string) string { return NewID(prefix) }

// OnCommit has f called after the transaction is committed, and not otherwise.
func (tx *Tx) OnCommit(f func()) { tx.onCommit = append(tx.onCommit, f) }

// exec runs a statement written with ? placeholders.
func (tx *Tx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	query, args, err := tx.ready(ctx, query, args)
	if err != nil {
		return nil, err
	}
	var res sql.Result
	if stmt := tx.kept(ctx, query); stmt != nil {
		res, err = stmt.ExecContext(ctx, args...)
	} else {
		res, err = tx.raw.ExecContext(ctx, query, args...)
	}
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", err, brief(query))
	}
	return res, nil
}

// ready binds a statement that is about to run, behind everything queued.
func (tx *Tx) ready(ctx context.Context, query string, args []any) (string, []any, error) {
	if err := tx.flush(ctx); err != nil {
		return "", nil, err
	}
	tx.trips++
	return tx.store.dialect.bind(query, args)
}

// query reads rows into dst, a pointer to a slice of structs or scalars.
func (tx *Tx) query(ctx context.Context, dst any, query string, args ...any) error {
	query, args, err := tx.ready(ctx, query, args)
	if err != nil {
		return err
	}
	if stmt := tx.kept(ctx, query); stmt != nil { //nolint:sqlclosecheck // the transaction closes it
		err = stmt.SelectContext(ctx, dst, args...)
	} else {
		err = tx.raw.SelectContext(ctx, dst, query, args...)
	}
	if err != nil {
		return fmt.Errorf("%w (%s)", err, brief(query))
	}
	return nil
}

// one reads one row into dst and tells whether there was one.
func (tx *Tx) one(ctx context.Context, dst any, query string, args ...any) (bool, error) {
	query, args, err := tx.ready(ctx, query, args)
	if err != nil {
		return false, err
	}
	if stmt := tx.kept(ctx, query); stmt != nil { //nolint:sqlclosecheck // the transaction closes it
		err = stmt.GetContext(ctx, dst, args...)
	} else {
		err = tx.raw.GetContext(ctx, dst, query, args...)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%w (%s)", err, brief(query))
	}
	return true, nil
}

// changed runs a statement and returns how many rows it touched.
func (tx *Tx) changed(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := tx.exec(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func brief(query string) string {
	q := strings.Join(strings.Fields(query), " ")
	return q[:min(len(q), 80)]
}

// named maps struct fields to columns by their names: SKUID → sku_id.
func (s *Store) named() {
	m := reflectx.NewMapperFunc("db", column)
	s.write.Mapper, s.read.Mapper = m, m
}

func column(field string) string {
	field = strings.NewReplacer("SKUID", "SkuId", "SKU", "Sku", "MM", "Mm", "HSC", "HsC", "URL", "Url").Replace(field)
	var b strings.Builder
	for i, r := range field {
		if upper(r) && i > 0 && (!upper(rune(field[i-1])) || (i+1 < len(field) && !upper(rune(field[i+1])))) {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

func upper(r rune) bool { return r >= 'A' && r <= 'Z' }

// asJSON is a value kept as JSON text in a column.
type asJSON[T any] struct{ V T }

// Scan reads JSON text; NULL and "" leave the zero value.
func (j *asJSON[T]) Scan(src any) error {
	var b []byte
	switch s := src.(type) {
	case nil:
		return nil
	case string:
		b = []byte(s)
	case []byte:
		b = s
	default:
		return fmt.Errorf("store: JSON text expected, not %T", src)
	}
	if len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, &j.V)
}

// rawJSON is JSON text passed through as it is.
type rawJSON json.RawMessage

// Scan reads JSON text; NULL is nil.
func (r *rawJSON) Scan(src any) error {
	switch s := src.(type) {
	case nil:
		*r = nil
	case string:
		*r = rawJSON(s)
	case []byte:
		*r = append(rawJSON(nil), s...)
	default:
		return fmt.Errorf("store: JSON text expected, not %T", src)
	}
	if len(*r) == 0 {
		*r = nil
	}
	return nil
}

// jsonText writes v as JSON for a column.
func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("store: %T does not marshal: %v", v, err)) // only our own types come here
	}
	return string(b)
}
