package store

import (
	"context"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// partTables says where the parts of an order are, by the prefix of their ids.
var partTables = map[string]string{
	oms.PrefixFulfillmentOrder: "fulfillment_orders",
	oms.PrefixShipment:         "shipments",
	oms.PrefixParcel:           "parcels",
	oms.PrefixException:        "exceptions",
	oms.PrefixHold:             "holds",
	oms.PrefixReturn:           "returns",
}

var partNames = map[string]oms.Word{
	oms.PrefixFulfillmentOrder: "fulfillment order",
	oms.PrefixShipment:         "shipment",
	oms.PrefixParcel:           "parcel",
	oms.PrefixException:        "exception",
	oms.PrefixHold:             "hold",
	oms.PrefixReturn:           "return",
}

// OrderOf returns the id of the order that a part of the kind prefix belongs
// to, or a NotFound error. An order never changes its parts' ids, so nothing
// needs to be locked.
func (tx *Tx) OrderOf(ctx context.Context, prefix, id string) (string, error) {
	var orderID string
	if strings.ContainsRune(id, 0) {
		return "", oms.Errorf(oms.NotFound, "there is no such %s", partNames[prefix])
	}
	found, err := tx.one(ctx, &orderID, `SELECT order_id FROM `+partTables[prefix]+` WHERE id = ?`, id)
	if err == nil && !found {
		err = oms.Errorf(oms.NotFound, "there is no %s %q", partNames[prefix], id)
	}
	return orderID, err
}

// OrdersOf returns the ids of the orders that parts of one kind belong to, by
// the part's id. Unknown parts are left out.
func (tx *Tx) OrdersOf(ctx context.Context, prefix string, ids []string) (map[string]string, error) {
	var rows []struct{ ID, OrderID string }
	err := tx.query(ctx, &rows, `SELECT id, order_id FROM `+partTables[prefix]+` WHERE id = ANY_OF(?)`, ids)
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.OrderID
	}
	return out, err
}

// OrdersWithDueHolds returns orders that have an active hold whose time is up.
func (tx *Tx) OrdersWithDueHolds(ctx context.Context, now time.Time, limit int) ([]string, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT DISTINCT order_id FROM holds WHERE status = 'active' AND release = 'time' AND due_at <= ? ORDER BY order_id LIMIT ?`, now, limit)
	return ids, err
}

// OrdersWithWork returns orders that have a fulfillment order in one of the
// states at a location, the oldest work first.
func (tx *Tx) OrdersWithWork(ctx context.Context, locationID string, statuses []string, limit int) ([]string, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT order_id FROM fulfillment_orders WHERE location_id = ? AND status = ANY_OF(?)
		GROUP BY order_id ORDER BY MIN(created_at), order_id LIMIT ?`, locationID, statuses, limit)
	return ids, err
}

// Setting returns the text kept under a key, and whether there is one.
func (tx *Tx) Setting(ctx context.Context, key string) (string, bool, error) {
	var value string
	found, err := tx.one(ctx, &value, `SELECT value FROM settings WHERE key = ?`, key)
	return value, found, err
}

// SaveSetting keeps a text under a key.
func (tx *Tx) SaveSetting(ctx context.Context, key, value string) error {
	_, err := tx.exec(ctx, `INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// WorkedAt returns those of the orders that have work at one of the locations.
func (tx *Tx) WorkedAt(ctx context.Context, orderIDs, locationIDs []string) (ids []string, err error) {
	err = tx.query(ctx, &ids, `SELECT DISTINCT order_id FROM fulfillment_orders WHERE order_id = ANY_OF(?) AND location_id = ANY_OF(?)`, orderIDs, locationIDs)
	return ids, err
}
