package store

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// table is one of our tables as a database has it.
type table struct {
	name    string
	columns []tableColumn
	refers  []string // to which tables, by foreign keys
}

// apart are tables that a backup does not hold: what is counted or made anew,
// and who is alive.
var apart = []string{"schema_migrations", "order_numbers", "order_search", "job_leases"}

var createsTable = regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`)

// tables lists our tables that hold facts, those that others refer to before
// these, so that they can be filled in this order.
func (tx *Tx) tables(ctx context.Context) ([]table, error) {
	all, err := readMigrations()
	if err != nil {
		return nil, err
	}
	var found []table
	for _, m := range all {
		for _, match := range createsTable.FindAllStringSubmatch(m.script, -1) {
			made := slices.ContainsFunc(found, func(t table) bool { return t.name == match[1] }) // and made anew
			if name := match[1]; !made && !slices.Contains(apart, name) {
				found = append(found, table{name: name})
			}
		}
	}
	kept := found[:0]
	for _, t := range found {
		if err := tx.describe(ctx, &t); err != nil {
			return nil, err
		}
		if len(t.columns) > 0 { // an older schema lacks some
			kept = append(kept, t)
		}
	}
	return inOrder(kept), nil
}

func (tx *Tx) describe(ctx context.Context, t *table) error {
	columns := `SELECT name, type AS kind FROM pragma_table_info(?) ORDER BY cid`
	refers := `SELECT DISTINCT "table" FROM pragma_foreign_key_list(?)`
	if tx.Postgres() {
		columns = `SELECT column_name AS name, data_type AS kind FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position`
		refers = `SELECT DISTINCT r.relname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
			WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace AND t.relname = ?`
	}
	if err := tx.query(ctx, &t.columns, columns, t.name); err != nil {
		return err
	}
	for i := range t.columns {
		c := &t.columns[i]
		kind, known := columnKinds[strings.ToUpper(c.Kind)]
		if !known {
			return fmt.Errorf("column %s of %s has type %s, which a backup has no form for", c.Name, t.name, c.Kind)
		}
		c.Kind = kind
	}
	return tx.query(ctx, &t.refers, refers, t.name)
}

// columnKinds are the types of both databases.
var columnKinds = map[string]string{
	"TEXT": "text", "BIGINT": "bigint", "INTEGER": "bigint", "BOOLEAN": "boolean", "BLOB": "bytea", "BYTEA": "bytea",
	"TIMESTAMP": "timestamptz", "TIMESTAMP WITH TIME ZONE": "timestamptz",
}

// inOrder sorts tables so that each comes behind those that it refers to.
func inOrder(all []table) []table {
	var out []table
	done := map[string]bool{}
	for len(out) < len(all) {
		before := len(out)
		for _, t := range all {
			waits := slices.ContainsFunc(t.refers, func(r string) bool { return r != t.name && !done[r] })
			if !done[t.name] && !waits {
				out, done[t.name] = append(out, t), true
			}
		}
		if len(out) == before {
			panic("store: tables refer to each other in a circle") // our own migrations
		}
	}
	return out
}

func (t table) names() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}
