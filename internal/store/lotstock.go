package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// lotStock is the lots of the SKUs of a Stock that are tracked, as far as they
// were asked for, with the changes made to them so far.
type lotStock struct {
	asked    map[string]bool         // SKUs of which it is known whether they are tracked
	tracking map[string]oms.Tracking // by SKU, of those that are
	levels   map[lotKey]*oms.LotLevel
	before   map[lotKey]oms.LotLevel
	days     map[string]string // by location, the date there
}

type lotKey struct{ lot, location string }

const lotLevelSelect = `SELECT v.lot_id, b.code AS lot, v.sku_id, s.code AS sku, v.location_id, l.code AS location, b.expires_on, b.sells_until, b.received_at,
	v.on_hand, v.damaged, v.quality_control, v.picked
	FROM lot_levels v JOIN lots b ON b.id = v.lot_id JOIN skus s ON s.id = v.sku_id JOIN locations l ON l.id = v.location_id`

// Tracked returns how the SKUs among these are tracked that are.
func (tx *Tx) Tracked(ctx context.Context, skuIDs []string) (map[string]oms.Tracking, error) {
	if len(skuIDs) == 0 {
		return nil, nil
	}
	var rows []struct {
		ID       string
		Tracking oms.Tracking
	}
	err := tx.query(ctx, &rows, `SELECT id, tracking FROM skus WHERE tracking <> 'none' AND id = ANY_OF(?)`, skuIDs)
	out := make(map[string]oms.Tracking, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Tracking
	}
	return out, err
}

// LoadLots reads what is on hand of the lots of SKUs whose stock is locked, as
// far as they are tracked, and was not read before. Whoever locks a SKU's stock
// has its lots for itself. It tells whether any of the SKUs is tracked.
func (tx *Tx) LoadLots(ctx context.Context, s *Stock, skuIDs []string) (bool, error) {
	if s.lots.asked == nil {
		s.lots = lotStock{asked: map[string]bool{}, tracking: map[string]oms.Tracking{}, levels: map[lotKey]*oms.LotLevel{}, before: map[lotKey]oms.LotLevel{}}
	}
	some := false
	ids := slices.DeleteFunc(slices.Clone(skuIDs), func(id string) bool {
		some = some || s.lots.tracking[id] != ""
		return s.lots.asked[id]
	})
	found, err := tx.Tracked(ctx, ids)
	if err != nil {
		return false, err
	}
	tracked := make([]string, 0, len(found))
	for id, t := range found {
		tracked, s.lots.tracking[id] = append(tracked, id), t
	}
	for _, id := range ids {
		s.lots.asked[id] = true
	}
	if len(tracked) == 0 {
		return some, nil
	}
	var rows []oms.LotLevel
	err = tx.query(ctx, &rows, lotLevelSelect+` WHERE v.sku_id = ANY_OF(?) AND v.on_hand > 0`, tracked)
	for i := range rows {
		k := lotKey{rows[i].LotID, rows[i].LocationID}
		s.lots.levels[k], s.lots.before[k] = &rows[i], rows[i]
	}
	return true, err
}

// Tracking is how a SKU is tracked, of those whose lots were loaded.
func (s *Stock) Tracking(skuID string) oms.Tracking {
	return cmp.Or(s.lots.tracking[skuID], oms.TrackNone)
}

// SetDays says which date it is at each location, by their ids.
func (s *Stock) SetDays(days map[string]string) { s.lots.days = days }

// Day is the date at a location; "" when nobody has said it.
func (s *Stock) Day(locationID string) string { return s.lots.days[locationID] }

// AddLot has the units of a lot that was not read to be counted from zero.
func (s *Stock) AddLot(l *oms.Lot, locationID, location string) *oms.LotLevel {
	v := s.LotLevel(l.ID, l.SKUID, locationID)
	v.Lot, v.SKU, v.Location = l.Code, l.SKU, location
	v.ExpiresOn, v.SellsUntil, v.ReceivedAt = l.ExpiresOn, l.SellsUntil, l.ReceivedAt
	return v
}

// LotLevel returns what is on hand of a lot at a location, to be changed; it
// begins at zero where there was none.
func (s *Stock) LotLevel(lotID, skuID, locationID string) *oms.LotLevel {
	k := lotKey{lotID, locationID}
	if l := s.lots.levels[k]; l != nil {
		return l
	}
	if s.lots.levels == nil {
		s.lots.levels = map[lotKey]*oms.LotLevel{}
	}
	l := &oms.LotLevel{LotID: lotID, SKUID: skuID, LocationID: locationID}
	s.lots.levels[k] = l
	return l
}

// HasLot tells whether a lot at a location was read or added.
func (s *Stock) HasLot(lotID, locationID string) bool {
	return s.lots.levels[lotKey{lotID, locationID}] != nil
}

// Lots returns what is on hand of the lots of a SKU at a location, first
// expired first. Of "" they are those at every location.
func (s *Stock) Lots(skuID, locationID string) (out []*oms.LotLevel) {
	for _, l := range s.lots.levels {
		if l.SKUID == skuID && l.OnHand > 0 && (locationID == "" || l.LocationID == locationID) {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b *oms.LotLevel) int {
		return cmp.Or(oms.FirstExpired(a, b), cmp.Compare(a.LotID, b.LotID), cmp.Compare(a.LocationID, b.LocationID))
	})
	return out
}

// checkLots refuses movements of tracked SKUs that don't say of which lot the
// units are, so that the lots of a SKU always add up to what is on hand.
func (tx *Tx) checkLots(ctx context.Context, s *Stock) error {
	var ids []string
	unnamed := map[string]oms.StockMovement{}
	for _, m := range s.moved {
		if m.State.ByLot() && m.LotID == "" {
			ids, unnamed[m.SKUID] = append(ids, m.SKUID), m
		}
	}
	if len(ids) > 0 {
		if _, err := tx.LoadLots(ctx, s, ids); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if t := s.Tracking(id); t != oms.TrackNone {
			return oms.Errorf(oms.Conflict, "%s is tracked by %s: say which the units are, by a movement that names them", cmp.Or(unnamed[id].SKU, id), t.Noun())
		}
	}
	return nil
}

// LockTracking keeps units of a SKU from arriving for the first time until this
// transaction ends, so that how they are told apart may be changed. It comes
// before the SKU's stock is locked.
func (tx *Tx) LockTracking(ctx context.Context, skuID string) error {
	var id string
	_, err := tx.one(ctx, &id, `SELECT id FROM skus WHERE id = ? FOR_UPDATE`, skuID)
	return err
}

// checkFirst refuses units of SKUs that have no stock anywhere, when how they
// are told apart was changed since that was read. Such a SKU has no level to be
// locked by, so it is locked itself: see LockTracking.
func (tx *Tx) checkFirst(ctx context.Context, s *Stock) error {
	had := map[string]bool{}
	for k := range s.before {
		had[k.sku] = true
	}
	codes := map[string]string{}
	for _, m := range s.moved {
		if m.State.ByLot() && !had[m.SKUID] {
			codes[m.SKUID] = cmp.Or(m.SKU, m.SKUID)
		}
	}
	if len(codes) == 0 {
		return nil
	}
	ids := slices.Sorted(maps.Keys(codes))
	if _, err := tx.LoadLots(ctx, s, ids); err != nil {
		return err
	}
	var now []struct {
		ID       string
		Tracking oms.Tracking
	}
	if err := tx.query(ctx, &now, `SELECT id, tracking FROM skus WHERE id = ANY_OF(?) ORDER BY id FOR_SHARE`, ids); err != nil {
		return err
	}
	for _, sku := range now {
		if sku.Tracking != s.Tracking(sku.ID) {
			return oms.Errorf(oms.Conflict, "how units of %s are told apart has just been changed: do it again", codes[sku.ID])
		}
	}
	return nil
}

// saveLots writes the lots that changed. One that breaks a law is a Conflict.
func (tx *Tx) saveLots(ctx context.Context, s *Stock) error {
	var changed []*oms.LotLevel
	serials := map[string]int64{}
	for k, l := range s.lots.levels {
		if s.lots.tracking[l.SKUID] == oms.TrackSerials {
			serials[l.LotID] += l.OnHand
		}
		if old, known := s.lots.before[k]; known && old == *l || !known && l.OnHand == 0 {
			continue
		}
		if err := l.Check(); err != nil {
			return err
		}
		changed = append(changed, l)
	}
	slices.SortFunc(changed, func(a, b *oms.LotLevel) int {
		return cmp.Or(cmp.Compare(a.LotID, b.LotID), cmp.Compare(a.LocationID, b.LocationID))
	})
	locked, added := lotRows(`excluded.%s`), lotRows(`lot_levels.%[1]s + excluded.%[1]s`)
	for _, l := range changed {
		if serials[l.LotID] > 1 {
			return oms.Errorf(oms.Conflict, "serial number %s of %s is in stock already", l.Lot, l.SKU)
		}
		k, w := lotKey{l.LotID, l.LocationID}, locked
		if _, known := s.lots.before[k]; !known {
			w = added // what was read is what has units; the others begin anew
		}
		w.add(l.LotID, l.LocationID, l.SKUID, l.OnHand, l.Damaged, l.QualityControl, l.Picked)
		s.lots.before[k] = *l
	}
	if err := locked.insert(ctx, tx); err != nil {
		return err
	}
	return added.insert(ctx, tx)
}

func lotRows(value string) *rows {
	return countedRows("lot_levels", "lot_id, location_id", []string{"lot_id text", "location_id text", "sku_id text"}, nil,
		[]string{"on_hand", "damaged", "quality_control", "picked"}, value)
}
