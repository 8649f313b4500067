package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// Stock is the levels of some SKUs at every location, locked for the
// transaction, with the changes made to them so far. The zero value has no
// levels yet.
type Stock struct {
	levels map[stockKey]*oms.StockLevel
	bySKU  map[string][]*oms.StockLevel
	before map[stockKey]oms.StockLevel
	moved  []oms.StockMovement
	lots   lotStock
}

type stockKey struct{ sku, location string }

const levelColumns = `sku_id, location_id, on_hand, allocated, reserved, safety, damaged, quality_control, incoming, updated_at`

// LockStock reads and locks the levels of SKUs at every location, in one
// sorted order, so that no two transactions wait for each other.
func (tx *Tx) LockStock(ctx context.Context, skuIDs []string) (*Stock, error) {
	return tx.stock(ctx, skuIDs, " FOR_UPDATE")
}

// ReadStock reads the levels of SKUs at every location without locking them.
func (tx *Tx) ReadStock(ctx context.Context, skuIDs []string) (*Stock, error) {
	return tx.stock(ctx, skuIDs, "")
}

func (tx *Tx) stock(ctx context.Context, skuIDs []string, lock string) (*Stock, error) {
	s := &Stock{levels: map[stockKey]*oms.StockLevel{}, bySKU: map[string][]*oms.StockLevel{}, before: map[stockKey]oms.StockLevel{}}
	if len(skuIDs) == 0 {
		return s, nil
	}
	ids := slices.Clone(skuIDs)
	slices.Sort(ids)
	var rows []oms.StockLevel
	err := tx.query(ctx, &rows, `SELECT `+levelColumns+` FROM stock_levels WHERE sku_id = ANY_OF(?) ORDER BY sku_id, location_id`+lock, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	for i := range rows {
		k := stockKey{rows[i].SKUID, rows[i].LocationID}
		s.levels[k], s.before[k] = &rows[i], rows[i]
		s.bySKU[k.sku] = append(s.bySKU[k.sku], &rows[i])
	}
	return s, nil
}

// Moved returns the movements recorded and not yet saved.
func (s *Stock) Moved() []oms.StockMovement { return s.moved }

// Of returns the levels of a SKU, a location each, sorted by location id.
func (s *Stock) Of(skuID string) []*oms.StockLevel { return s.bySKU[skuID] }

// Available is what a location can still promise of a SKU.
func (s *Stock) Available(skuID, locationID string) int64 {
	if l := s.levels[stockKey{skuID, locationID}]; l != nil {
		return l.Available()
	}
	return 0
}

// At is the level of a SKU at a location, which has no codes.
func (s *Stock) At(skuID, locationID string) oms.StockLevel {
	if l := s.levels[stockKey{skuID, locationID}]; l != nil {
		return *l
	}
	return oms.StockLevel{SKUID: skuID, LocationID: locationID}
}

// Level returns the level of a SKU at a location to be changed; it begins at
// zero where there was none.
func (s *Stock) Level(skuID, locationID string) *oms.StockLevel {
	k := stockKey{skuID, locationID}
	if l := s.levels[k]; l != nil {
		return l
	}
	if s.levels == nil {
		s.levels, s.bySKU = map[stockKey]*oms.StockLevel{}, map[string][]*oms.StockLevel{}
	}
	l := &oms.StockLevel{SKUID: skuID, LocationID: locationID}
	s.levels[k] = l
	s.bySKU[skuID] = append(s.bySKU[skuID], l)
	slices.SortFunc(s.bySKU[skuID], func(a, b *oms.StockLevel) int { return cmp.Compare(a.LocationID, b.LocationID) })
	return l
}

// Move changes one figure of a level and records the movement.
func (s *Stock) Move(m oms.StockMovement) {
	*s.Level(m.SKUID, m.LocationID).In(m.State) += m.Quantity
	if m.LotID != "" && m.State.ByLot() {
		*s.LotLevel(m.LotID, m.SKUID, m.LocationID).In(m.State) += m.Quantity
	}
	s.moved = append(s.moved, m)
}

// SaveStock writes the changed levels and the movements. A level that breaks
// a law is a Conflict, and nothing is written: the caller's decision was
// wrong, and the database would refuse it too.
func (tx *Tx) SaveStock(ctx context.Context, s *Stock) error {
	if err := tx.checkLots(ctx, s); err != nil {
		return err
	}
	if err := tx.checkFirst(ctx, s); err != nil {
		return err
	}
	var changed []*oms.StockLevel
	for k, l := range s.levels {
		if old, known := s.before[k]; known && old == *l {
			continue
		}
		if err := l.Check(); err != nil {
			return oms.Errorf(oms.Conflict, "stock of %s at %s: %v", l.SKUID, l.LocationID, err)
		}
		changed = append(changed, l)
	}
	slices.SortFunc(changed, func(a, b *oms.StockLevel) int {
		return cmp.Or(cmp.Compare(a.SKUID, b.SKUID), cmp.Compare(a.LocationID, b.LocationID))
	})
	locked, added := levelRows(`excluded.%s`), levelRows(`stock_levels.%[1]s + excluded.%[1]s`)
	for _, l := range changed {
		w := locked
		if _, known := s.before[stockKey{l.SKUID, l.LocationID}]; !known {
			w = added // two transactions may both add the first stock of a SKU at a location
		}
		l.UpdatedAt = tx.Now
		w.add(l.SKUID, l.LocationID, l.UpdatedAt, l.OnHand, l.Allocated, l.Reserved, l.Safety, l.Damaged, l.QualityControl, l.Incoming)
	}
	if err := locked.insert(ctx, tx); err != nil {
		return err
	}
	if err := added.insert(ctx, tx); err != nil {
		return err
	}
	if err := tx.saveLots(ctx, s); err != nil {
		return err
	}
	return tx.saveMovements(ctx, s)
}

// levelRows declares levels to write; value says what a figure becomes when
// the row exists.
func levelRows(value string) *rows {
	return countedRows("stock_levels", "sku_id, location_id", []string{"sku_id text", "location_id text", "updated_at timestamptz"},
		[]string{"updated_at = excluded.updated_at"}, []string{"on_hand", "allocated", "reserved", "safety", "damaged", "quality_control", "incoming"}, value)
}

// countedRows declares rows with figures, whose value says what each becomes
// when a row with the key exists; set is what becomes of the other columns.
func countedRows(table, key string, columns, set, figures []string, value string) *rows {
	for _, f := range figures {
		columns = append(columns, f+" bigint")
		set = append(set, f+" = "+fmt.Sprintf(value, f))
	}
	w := newRows(table, columns...)
	w.conflict = "ON CONFLICT (" + key + ") DO UPDATE SET " + strings.Join(set, ", ")
	return w
}

func (tx *Tx) saveMovements(ctx context.Context, s *Stock) error {
	w := newRows("stock_movements", "id text", "sku_id text", "location_id text", "state text", "quantity bigint", "reason text", "reference text",
		"note text", "actor text", "occurred_at timestamptz", "lot_id text")
	actor := CallerOf(ctx).Actor
	for i := range s.moved {
		m := &s.moved[i]
		if m.ID == "" {
			m.ID = NewID(oms.PrefixMovement)
		}
		m.Actor, m.OccurredAt = actor, tx.Now
		w.add(m.ID, m.SKUID, m.LocationID, string(m.State), m.Quantity, string(m.Reason), m.Reference, m.Note, m.Actor, m.OccurredAt, m.LotID)
	}
	for k, l := range s.levels {
		s.before[k] = *l
	}
	s.moved = nil
	return w.insert(ctx, tx)
}
