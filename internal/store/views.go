package store

import (
	"context"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

const viewColumns = `id, page, name, filter, columns, sort, owner, builtin, hidden, position, version, created_by, created_at, updated_at`

type viewRow struct {
	oms.View
	Columns asJSON[[]string]
}

// Views lists the shared views and those of an owner, of one page or of all, as
// they are to be shown.
func (tx *Tx) Views(ctx context.Context, page, owner string) ([]oms.View, error) {
	var c conditions
	c.and("(owner = '' OR owner = ?)", owner)
	if page != "" {
		c.and("page = ?", page)
	}
	return tx.views(ctx, c.where.String()+` ORDER BY page, CASE owner WHEN '' THEN 0 ELSE 1 END, position, name_key`, c.args...)
}

// View reads a view, locked until a writing transaction ends, or returns nil.
func (tx *Tx) View(ctx context.Context, id string, lock bool) (*oms.View, error) {
	tail := ` AND id = ?`
	if lock {
		tail += ` FOR_UPDATE`
	}
	all, err := tx.views(ctx, tail, id)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

func (tx *Tx) views(ctx context.Context, tail string, args ...any) ([]oms.View, error) {
	var rows []viewRow
	if err := tx.query(ctx, &rows, `SELECT `+viewColumns+` FROM views WHERE 1 = 1`+tail, args...); err != nil {
		return nil, err
	}
	out := make([]oms.View, len(rows))
	for i, r := range rows {
		out[i] = r.View
		out[i].Columns, out[i].Shared = r.Columns.V, r.Owner == ""
	}
	return out, nil
}

// SameView reads the view that has a name already, or nil.
func (tx *Tx) SameView(ctx context.Context, page, owner, name string) (*oms.View, error) {
	all, err := tx.views(ctx, ` AND page = ? AND owner = ? AND name_key = ?`, page, owner, strings.ToLower(name))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// SaveView writes a view, new or changed.
func (tx *Tx) SaveView(ctx context.Context, v *oms.View) error {
	_, err := tx.exec(ctx, `INSERT INTO views (`+viewColumns+`, name_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, filter = excluded.filter, columns = excluded.columns, sort = excluded.sort, owner = excluded.owner,
		hidden = excluded.hidden, position = excluded.position, version = excluded.version, updated_at = excluded.updated_at, name_key = excluded.name_key`,
		v.ID, v.Page, v.Name, v.Filter, jsonText(v.Columns), v.Sort, v.Owner, v.Builtin, v.Hidden, v.Position, v.Version, v.CreatedBy, v.CreatedAt, v.UpdatedAt,
		strings.ToLower(v.Name))
	return err
}

// DeleteView forgets a view.
func (tx *Tx) DeleteView(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `DELETE FROM views WHERE id = ?`, id)
	return err
}
