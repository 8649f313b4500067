package store

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

const reservationColumns = `id, reference, channel_id, status, expires_at, order_id, items, created_at, released_at`

type reservationRow struct {
	oms.Reservation
	Items asJSON[[]reservationItem]
}

type reservationItem struct {
	SKUID      string `json:"sku_id"`
	SKU        string `json:"sku"`
	LocationID string `json:"location_id"`
	Quantity   int64  `json:"quantity"`
}

func (r reservationRow) reservation() *oms.Reservation {
	v := r.Reservation
	for _, i := range r.Items.V {
		v.Items = append(v.Items, oms.ReservationItem(i))
	}
	return &v
}

// ReservationFilter chooses reservations. Empty fields choose all.
type ReservationFilter struct {
	Status    string
	Reference string
	Before    string // the id of the last one of the page before
	Limit     int
}

// Reservations returns a page of reservations, newest first.
func (tx *Tx) Reservations(ctx context.Context, f ReservationFilter) ([]*oms.Reservation, error) {
	var c conditions
	if f.Status != "" {
		c.and("status = ?", f.Status)
	}
	if f.Reference != "" {
		c.and("reference = ?", f.Reference)
	}
	if f.Before != "" {
		c.and("id < ?", f.Before)
	}
	return tx.reservations(ctx, ` WHERE 1 = 1`+c.where.String()+` ORDER BY id DESC LIMIT ?`, append(c.args, f.Limit)...)
}

func (tx *Tx) reservations(ctx context.Context, rest string, args ...any) ([]*oms.Reservation, error) {
	var rows []reservationRow
	err := tx.query(ctx, &rows, `SELECT `+reservationColumns+` FROM reservations`+rest, args...)
	out := make([]*oms.Reservation, len(rows))
	for i, r := range rows {
		out[i] = r.reservation()
	}
	return out, err
}

// Reservation returns one reservation, or a NotFound error.
func (tx *Tx) Reservation(ctx context.Context, id string) (*oms.Reservation, error) {
	return tx.reservation(ctx, id, "")
}

// LockReservation is Reservation, locked until the transaction ends.
// Reservations are locked after orders and before stock.
func (tx *Tx) LockReservation(ctx context.Context, id string) (*oms.Reservation, error) {
	return tx.reservation(ctx, id, " FOR_UPDATE")
}

func (tx *Tx) reservation(ctx context.Context, id, lock string) (*oms.Reservation, error) {
	found, err := tx.reservations(ctx, ` WHERE id = ?`+lock, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no reservation %s", id)
	}
	return found[0], nil
}

// LockReservations returns those of the ids that are active, locked until the
// transaction ends.
func (tx *Tx) LockReservations(ctx context.Context, ids []string) ([]*oms.Reservation, error) {
	return tx.reservations(ctx, ` WHERE id = ANY_OF(?) AND status = 'active' ORDER BY id FOR_UPDATE`, ids)
}

// LockDueReservations returns active reservations whose time is over, locked
// until the transaction ends; those that another transaction holds are left
// out.
func (tx *Tx) LockDueReservations(ctx context.Context, limit int) ([]*oms.Reservation, error) {
	return tx.reservations(ctx, ` WHERE status = 'active' AND expires_at <= ? ORDER BY expires_at, id LIMIT ? FOR_UPDATE SKIP_LOCKED`, tx.Now, limit)
}

// ReservationsOf returns the active reservations that hold one of the SKUs,
// not locked.
func (tx *Tx) ReservationsOf(ctx context.Context, skuIDs []string) ([]*oms.Reservation, error) {
	var c conditions
	if tx.Postgres() {
		c.and(`EXISTS (SELECT 1 FROM json_array_elements(items::json) i WHERE i ->> 'sku_id' = ANY_OF(?))`, skuIDs)
	} else {
		c.and(`EXISTS (SELECT 1 FROM json_each(items) i WHERE i.value ->> 'sku_id' = ANY_OF(?))`, skuIDs)
	}
	return tx.reservations(ctx, ` WHERE status = 'active'`+c.where.String()+` ORDER BY id`, c.args...)
}

// SaveReservations writes reservations, new or changed.
func (tx *Tx) SaveReservations(ctx context.Context, all []*oms.Reservation) error {
	w := upsert("reservations", "id", reservationColumns, "", "expires_at created_at released_at", "")
	for _, r := range all {
		items := make([]reservationItem, len(r.Items))
		for i, it := range r.Items {
			items[i] = reservationItem(it)
		}
		w.add(r.ID, r.Reference, r.ChannelID, string(r.Status), r.ExpiresAt, r.OrderID, jsonText(items), r.CreatedAt, r.ReleasedAt)
	}
	return w.insert(ctx, tx)
}
