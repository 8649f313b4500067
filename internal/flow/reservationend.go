package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// unreserve gives the units of an active reservation back to the stock, which
// is locked, and ends it.
func unreserve(st *store.Stock, r *oms.Reservation, to oms.ReservationStatus, now time.Time) {
	for _, it := range r.Items {
		st.Level(it.SKUID, it.LocationID).Reserved -= it.Quantity
	}
	r.Status, r.ReleasedAt = to, &now
}

func itemsOf(r *oms.Reservation) []stockItem {
	out := make([]stockItem, len(r.Items))
	for i, it := range r.Items {
		out[i] = stockItem(it)
	}
	return out
}

// endReservations frees reservations that are locked and active.
func endReservations(ctx context.Context, tx *store.Tx, all []*oms.Reservation, to oms.ReservationStatus, event oms.EventType) error {
	var ids []string
	for _, r := range all {
		for _, it := range r.Items {
			ids = append(ids, it.SKUID)
		}
	}
	st, err := tx.LockStock(ctx, ids)
	if err != nil {
		return err
	}
	for _, r := range all {
		unreserve(st, r, to, tx.Now)
		tx.Emit(ctx, oms.Event{Type: event, Subject: r.ID}, map[string]any{"reference": r.Reference, "items": itemsOf(r)})
	}
	if err := tx.SaveStock(ctx, st); err != nil {
		return err
	}
	return tx.SaveReservations(ctx, all)
}

// ReleaseReservation gives the units back. One that is over already is
// answered as it is; one that became an order is a Conflict.
func (f *Flow) ReleaseReservation(ctx context.Context, id string) (*oms.Reservation, error) {
	return f.onReservation(ctx, id, func(tx *store.Tx, r *oms.Reservation) error {
		if r.Status == oms.ReservationReleased || r.Status == oms.ReservationExpired {
			return nil
		}
		if err := oms.ReservationMoves.Check(r.ID, string(r.Status), string(oms.ReservationReleased)); err != nil {
			return err
		}
		return endReservations(ctx, tx, []*oms.Reservation{r}, oms.ReservationReleased, oms.ReservationFreed)
	})
}

// ExtendReservation lets an active reservation hold for so many seconds from
// now.
func (f *Flow) ExtendReservation(ctx context.Context, id string, seconds int64) (*oms.Reservation, error) {
	life, err := ttl(seconds)
	if err != nil {
		return nil, oms.InvalidField("ttl_seconds", "%v", err)
	}
	return f.onReservation(ctx, id, func(tx *store.Tx, r *oms.Reservation) error {
		if r.Status != oms.ReservationActive {
			return oms.Errorf(oms.Conflict, "reservation %s is %s: make a new one", r.ID, r.Status)
		}
		r.ExpiresAt = tx.Now.Add(life)
		return tx.SaveReservations(ctx, []*oms.Reservation{r})
	})
}

func (f *Flow) onReservation(ctx context.Context, id string, verb func(*store.Tx, *oms.Reservation) error) (*oms.Reservation, error) {
	if !oms.IsID(id, oms.PrefixReservation) {
		return nil, unknown("reservation", id)
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Reservation, error) {
		r, err := tx.LockReservation(ctx, id)
		if err != nil {
			return nil, err
		}
		return r, verb(tx, r)
	})
}

// ExpireReservations ends up to limit reservations whose time is over and
// returns how many. Several servers may run it at once.
func (f *Flow) ExpireReservations(ctx context.Context, limit int) (int, error) {
	var n int
	err := f.store.Write(ctx, func(tx *store.Tx) error {
		due, err := tx.LockDueReservations(ctx, limit)
		if n = len(due); err != nil || n == 0 {
			return err
		}
		return endReservations(ctx, tx, due, oms.ReservationExpired, oms.ReservationTimedOut)
	})
	return n, err
}

// Reservation returns a reservation.
func (f *Flow) Reservation(ctx context.Context, id string) (*oms.Reservation, error) {
	if !oms.IsID(id, oms.PrefixReservation) {
		return nil, unknown("reservation", id)
	}
	return read(ctx, f, func(tx *store.Tx) (*oms.Reservation, error) { return tx.Reservation(ctx, id) })
}

// ReservationFilter chooses reservations.
type ReservationFilter struct {
	Status    string `query:"status" enum:"active,converted,released,expired"`
	Reference string `query:"reference" maxLength:"200"`
	Paging
}

// Reservations returns a page of reservations, newest first.
func (f *Flow) Reservations(ctx context.Context, filter ReservationFilter) (Page[*oms.Reservation], error) {
	page, limit, err := filter.limit()
	if err != nil {
		return Page[*oms.Reservation]{}, err
	}
	q := store.ReservationFilter{Status: filter.Status, Reference: filter.Reference, Limit: limit}
	if err := filter.at(&q.Before); err != nil {
		return Page[*oms.Reservation]{}, err
	}
	if err := checkFilters("status", q.Status, "reference", q.Reference); err != nil {
		return Page[*oms.Reservation]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[*oms.Reservation], error) {
		all, err := tx.Reservations(ctx, q)
		return pageOf(all, page, func(r *oms.Reservation) any { return r.ID }), err
	})
}
