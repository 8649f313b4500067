package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// rows is a set of rows to insert into one table with as few statements as
// the database allows: on PostgreSQL one statement with an array per column,
// so that its text, and so its plan, is the same for any number of rows; on
// SQLite multi-row VALUES.
type rows struct {
	table    string
	columns  []string
	types    []string // PostgreSQL's, to unnest arrays by
	conflict string   // "ON CONFLICT …", or ""
	values   [][]any  // by column
}

// newRows declares columns as "name type" pairs: "id text", "at timestamptz".
func newRows(table string, columns ...string) *rows {
	r := &rows{table: table, values: make([][]any, len(columns))}
	for _, c := range columns {
		name, typ, _ := strings.Cut(c, " ")
		r.columns, r.types = append(r.columns, name), append(r.types, typ)
	}
	return r
}

// like declares rows as r does, without any.
func (r *rows) like() *rows {
	c := *r
	c.values = make([][]any, len(r.columns))
	return &c
}

func (r *rows) add(values ...any) {
	if len(values) != len(r.columns) {
		panic(fmt.Sprintf("store: %s has %d columns, not %d", r.table, len(r.columns), len(values)))
	}
	for i, v := range values {
		r.values[i] = append(r.values[i], v)
	}
}

func (r *rows) len() int { return len(r.values[0]) }

// insert writes the rows, if there are any.
func (r *rows) insert(ctx context.Context, tx *Tx) error {
	if r.len() == 0 {
		return nil
	}
	if tx.Postgres() {
		tx.queued = append(tx.queued, statement{r.head() + " SELECT * FROM unnest(" + r.arrays() + ") " + r.conflict, r.args()})
		return nil
	}
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", len(r.columns)), ",") + ")"
	for from := 0; from < r.len(); {
		n := chunk(r.len() - from)
		args := make([]any, 0, n*len(r.columns))
		for row := from; row < from+n; row++ {
			for col := range r.columns {
				args = append(args, r.values[col][row])
			}
		}
		many := one + strings.Repeat(","+one, n-1)
		if _, err := tx.exec(ctx, r.head()+" VALUES "+many+" "+r.conflict, args...); err != nil {
			return err
		}
		from += n
	}
	return nil
}

// chunk is how many rows go in one statement: few sizes, so that each is
// parsed once and kept.
func chunk(left int) int {
	switch {
	case left >= 64:
		return 64
	case left >= 8:
		return 8
	}
	return left
}

func (r *rows) head() string {
	return "INSERT INTO " + r.table + " (" + strings.Join(r.columns, ", ") + ")"
}

// args are PostgreSQL's arguments: an array per column.
func (r *rows) args() []any {
	args := make([]any, len(r.columns))
	for i := range args {
		args[i] = array(r.types[i], r.values[i])
	}
	return args
}

func (r *rows) arrays() string {
	parts := make([]string, len(r.types))
	for i, t := range r.types {
		parts[i] = "?::" + t + "[]"
	}
	return strings.Join(parts, ", ")
}

// array makes a typed slice, with NULLs, of the values of one column.
func array(typ string, values []any) any {
	switch typ {
	case "text":
		return typed[string](values)
	case "bigint":
		return typed[int64](values)
	case "boolean":
		return typed[bool](values)
	case "timestamptz":
		return typed[time.Time](values)
	case "bytea":
		out := make([][]byte, len(values))
		for i, v := range values {
			if b, ok := v.([]byte); ok {
				out[i] = b
			} else if v != nil {
				panic(fmt.Sprintf("store: %T where a column wants bytes", v))
			}
		}
		return out
	}
	panic("store: no array of " + typ)
}

func typed[T any](values []any) []*T {
	out := make([]*T, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil:
		case *T:
			out[i] = v
		case T:
			out[i] = &v
		default:
			panic(fmt.Sprintf("store: %T where a column wants %T", v, *new(T)))
		}
	}
	return out
}
