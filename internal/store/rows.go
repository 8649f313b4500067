package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// rows is a set of rows to insert into one table with as few statements as
// the database allows: on PostgreSQL one statement with an array per column,
// so that its text, and so its plan, is the same for any number of rows; on
// SQLite multi-row VALUES. What many rows have in common is sent once.
type rows struct {
	table    string
	columns  []string
	types    []string // PostgreSQL's, to unnest arrays by
	conflict string   // "ON CONFLICT …", or ""
	values   []any    // row by row
}

// newRows declares columns as "name type" pairs: "id text", "at timestamptz".
func newRows(table string, columns ...string) *rows {
	r := &rows{table: table}
	for _, c := range columns {
		name, typ, _ := strings.Cut(c, " ")
		r.columns, r.types = append(r.columns, name), append(r.types, typ)
	}
	return r
}

// like declares rows as r does, without any.
func (r *rows) like() *rows {
	c := *r
	c.values = nil
	return &c
}

func (r *rows) add(values ...any) {
	if len(values) != len(r.columns) {
		panic(fmt.Sprintf("store: %s has %d columns, not %d", r.table, len(r.columns), len(values)))
	}
	r.values = append(r.values, values...)
}

func (r *rows) len() int { return len(r.values) / len(r.columns) }

// cut forgets all rows behind the first n.
func (r *rows) cut(n int) { r.values = r.values[:n*len(r.columns)] }

// insert writes the rows, if there are any.
func (r *rows) insert(ctx context.Context, tx *Tx) error {
	if r.len() == 0 {
		return nil
	}
	once := tx.store.shapeOf(r)
	if tx.Postgres() {
		tx.queued = append(tx.queued, statement{r.head() + " " + r.unnest(once) + " " + r.conflict, r.args(once)})
		return nil
	}
	for from := 0; from < r.len(); {
		n := chunk(r.len() - from)
		if n < manyRows {
			once = 0
		}
		query, args := r.part(once, from, n)
		if _, err := tx.exec(ctx, query, args...); err != nil {
			return err
		}
		from += n
	}
	return nil
}

// part is SQLite's statement for n of the rows, and its arguments.
func (r *rows) part(once shape, from, n int) (query string, args []any) {
	width := len(r.columns)
	values := r.values[from*width : (from+n)*width]
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", width-once.len()), ",") + ")"
	many := "VALUES " + one + strings.Repeat(","+one, n-1)
	if once == 0 {
		return r.head() + " " + many + " " + r.conflict, values
	}
	list, own := make([]string, width), 0
	args = make([]any, 0, once.len()+n*(width-once.len()))
	for i := range list {
		if once.has(i) {
			list[i], args = "?", append(args, values[i])
			continue
		}
		own++
		list[i] = "column" + strconv.Itoa(own)
	}
	for i, v := range values {
		if !once.has(i % width) {
			args = append(args, v)
		}
	}
	return r.head() + " SELECT " + strings.Join(list, ", ") + " FROM (" + many + ") WHERE TRUE " + r.conflict, args
}

// chunk is how many rows go in one statement: few sizes, so that each is
// parsed once and kept.
func chunk(left int) int {
	switch {
	case left >= manyRows:
		return manyRows
	case left >= 8:
		return 8
	}
	return left
}

func (r *rows) head() string {
	return "INSERT INTO " + r.table + " (" + strings.Join(r.columns, ", ") + ")"
}

// unnest is the query by which PostgreSQL makes the rows of what args has: the
// values that are sent once, and an array for each other column.
func (r *rows) unnest(once shape) string {
	var list, arrays, names []string
	for i, name := range r.columns {
		if once.has(i) {
			list = append(list, "?::"+r.types[i]+" AS "+name)
			continue
		}
		list, names, arrays = append(list, name), append(names, name), append(arrays, "?::"+r.types[i]+"[]")
	}
	return "SELECT " + strings.Join(list, ", ") + " FROM unnest(" + strings.Join(arrays, ", ") + ") AS u (" + strings.Join(names, ", ") + ")"
}

func (r *rows) args(once shape) []any {
	var values, arrays []any
	for i := range r.columns {
		if once.has(i) {
			values = append(values, r.values[i])
		} else {
			arrays = append(arrays, r.array(i))
		}
	}
	return append(values, arrays...)
}

// array makes a typed slice of the values of one column.
func (r *rows) array(column int) any {
	switch typ := r.types[column]; typ {
	case "text":
		return typed[string](r, column)
	case "bigint":
		return typed[int64](r, column)
	case "boolean":
		return typed[bool](r, column)
	case "timestamptz":
		return typed[time.Time](r, column)
	case "bytea":
		out := make([][]byte, r.len())
		for i := range out {
			v := r.values[i*len(r.columns)+column]
			if b, ok := v.([]byte); ok {
				out[i] = b
			} else if v != nil {
				panic(fmt.Sprintf("store: %T where a column wants bytes", v))
			}
		}
		return out
	default:
		panic("store: no array of " + typ)
	}
}

// typed returns the values of one column as a []T, or as a []*T where some are
// NULL: pgx goes through a slice of values without reflection.
func typed[T any](r *rows, column int) any {
	out, null := make([]T, r.len()), make([]bool, r.len())
	for i := range out {
		switch v := r.values[i*len(r.columns)+column].(type) {
		case nil:
			null[i] = true
		case *T:
			if null[i] = v == nil; v != nil {
				out[i] = *v
			}
		case T:
			out[i] = v
		default:
			panic(fmt.Sprintf("store: %T where a column wants %T", v, out[i]))
		}
	}
	if !slices.Contains(null, true) {
		return out
	}
	pointers := make([]*T, len(out))
	for i := range out {
		if !null[i] {
			pointers[i] = &out[i]
		}
	}
	return pointers
}
