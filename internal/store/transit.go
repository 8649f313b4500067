package store

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

const transitColumns = `id, service, name, working_days, holidays, lanes, version, created_at, updated_at`

type transitRow struct {
	oms.TransitTable
	WorkingDays asJSON[[]int]
	Holidays    asJSON[[]oms.Holiday]
	Lanes       asJSON[[]oms.TransitLane]
}

// TransitTables returns all transit tables by service.
func (tx *Tx) TransitTables(ctx context.Context) ([]oms.TransitTable, error) {
	var rows []transitRow
	err := tx.query(ctx, &rows, `SELECT `+transitColumns+` FROM transit_tables ORDER BY service`)
	out := make([]oms.TransitTable, len(rows))
	for i, r := range rows {
		out[i] = r.TransitTable
		out[i].WorkingDays, out[i].Holidays, out[i].Lanes = r.WorkingDays.V, r.Holidays.V, r.Lanes.V
	}
	return out, err
}

// SaveTransitTable writes a transit table, new or changed. Routing keeps them
// with the catalog.
func (tx *Tx) SaveTransitTable(ctx context.Context, t *oms.TransitTable) error {
	w := upsert("transit_tables", "id", transitColumns, "version", "created_at updated_at", "")
	w.add(t.ID, t.Service, t.Name, jsonText(t.WorkingDays), jsonText(t.Holidays), jsonText(t.Lanes), t.Version, t.CreatedAt, t.UpdatedAt)
	return tx.saveCatalog(ctx, w)
}

// DeleteTransitTable forgets a transit table.
func (tx *Tx) DeleteTransitTable(ctx context.Context, id string) error {
	if _, err := tx.exec(ctx, `DELETE FROM transit_tables WHERE id = ?`, id); err != nil {
		return err
	}
	return tx.CatalogChanged(ctx)
}
