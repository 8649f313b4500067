package store

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

const orderColumns = `o.number, o.id, o.channel_id, c.code AS channel, o.external_id, o.lifecycle, o.version, o.placed_at, o.captured_at, o.updated_at,
	o.external_updated_at, o.closed_at, o.canceled_at, o.cancel_reason, o.currency, o.prices_include_tax, o.subtotal, o.discount_total,
	o.shipping_total, o.shipping_tax, o.tax_total, o.total, o.stated_total, o.customer_id, o.email, o.customer_name, o.phone,
	o.shipping_address, o.billing_address, o.shipping_method, o.note, o.tags, o.attributes,
	o.payment_status, o.fulfillment_status, o.delivery_status, o.return_status, o.attention,
	o.stage, o.held, o.units_left, o.stage_since, o.credited, o.open_returns`

type orderRow struct {
	oms.Order
	ShippingAddress asJSON[oms.Address]
	BillingAddress  asJSON[oms.Address]
	Tags            asJSON[[]string]
	Attributes      rawJSON
}

func (r orderRow) order() *oms.Order {
	o := r.Order
	o.ShippingAddress, o.BillingAddress, o.Tags = r.ShippingAddress.V, r.BillingAddress.V, r.Tags.V
	o.Attributes = json.RawMessage(r.Attributes)
	return &o
}

type lineRow struct {
	OrderID string
	oms.Line
	Attributes rawJSON
}

type holdRow struct {
	oms.Hold
	Blocks asJSON[[]oms.Block]
}

type exceptionRow struct {
	oms.Exception
	Says asJSON[[]oms.Said]
	Ends asJSON[[]oms.Said]
}

func (r exceptionRow) exception() oms.Exception {
	r.Exception.Says, r.Exception.Ends = r.Says.V, r.Ends.V
	return r.Exception
}

type fulfillmentOrderRow struct {
	oms.FulfillmentOrder
}

type parcelRow struct {
	OrderID string
	oms.Parcel
	Items asJSON[[]oms.ParcelItem]
}

type allocationRow struct {
	oms.Allocation
	Lots asJSON[[]oms.AllocationLot]
}

// Order reads one order whole, or a NotFound error. It is not locked.
func (tx *Tx) Order(ctx context.Context, id string) (*oms.Order, error) {
	return tx.theOrder(ctx, id, "")
}

// LockOrder reads one order whole and locks it until the transaction ends.
// Orders are locked before stock, and several orders in the order of their
// ids, so that no two transactions wait for each other.
func (tx *Tx) LockOrder(ctx context.Context, id string) (*oms.Order, error) {
	return tx.theOrder(ctx, id, " FOR_UPDATE")
}

func (tx *Tx) theOrder(ctx context.Context, id, lock string) (*oms.Order, error) {
	all, err := tx.orders(ctx, []string{id}, lock)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, tx.missing(ctx, id)
	}
	return all[0], nil
}

// missing says why there is no order with an id.
func (tx *Tx) missing(ctx context.Context, id string) error {
	var archive string
	found, err := tx.one(ctx, &archive, `SELECT archive FROM archived_orders WHERE id = ?`, id)
	switch {
	case err != nil:
		return err
	case found:
		return ArchivedError(id, archive)
	}
	return oms.Errorf(oms.NotFound, "there is no order %s", id)
}

// Orders reads orders whole, in the order of ids; unknown ids are left out.
func (tx *Tx) Orders(ctx context.Context, ids []string) ([]*oms.Order, error) {
	return tx.orders(ctx, ids, "")
}

// LockOrders reads and locks orders whole, in the order of ids.
func (tx *Tx) LockOrders(ctx context.Context, ids []string) ([]*oms.Order, error) {
	return tx.orders(ctx, ids, " FOR_UPDATE")
}

func (tx *Tx) orders(ctx context.Context, ids []string, lock string) ([]*oms.Order, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if lock != "" { // in sorted order, whatever plan the join would choose
		var locked []string
		if err := tx.query(ctx, &locked, `SELECT id FROM orders WHERE id = ANY_OF(?) ORDER BY id`+lock, ids); err != nil {
			return nil, err
		}
	}
	var rows []orderRow
	err := tx.query(ctx, &rows, `SELECT `+orderColumns+` FROM orders o JOIN channels c ON c.id = o.channel_id WHERE o.id = ANY_OF(?)`, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*oms.Order, len(rows))
	for _, r := range rows {
		byID[r.ID] = r.order()
	}
	if err := tx.loadChildren(ctx, ids, byID); err != nil {
		return nil, err
	}
	out := make([]*oms.Order, 0, len(rows))
	for _, id := range ids {
		if o := byID[id]; o != nil && !slices.Contains(out, o) {
			tx.remember(o)
			out = append(out, o)
		}
	}
	return out, nil
}

// loadChildren reads everything that belongs to the orders, a statement per
// noun whatever the number of orders.
func (tx *Tx) loadChildren(ctx context.Context, ids []string, byID map[string]*oms.Order) error {
	var lines []lineRow
	if err := tx.query(ctx, &lines, `SELECT `+lineColumns+` FROM order_lines WHERE order_id = ANY_OF(?) ORDER BY order_id, n`, ids); err != nil {
		return err
	}
	for _, r := range lines {
		r.Line.Attributes = json.RawMessage(r.Attributes)
		byID[r.OrderID].Lines = append(byID[r.OrderID].Lines, r.Line)
	}
	var holds []holdRow
	if err := tx.query(ctx, &holds, `SELECT `+holdColumns+` FROM holds WHERE order_id = ANY_OF(?) ORDER BY order_id, id`, ids); err != nil {
		return err
	}
	for _, r := range holds {
		r.Hold.Blocks = r.Blocks.V
		byID[r.OrderID].Holds = append(byID[r.OrderID].Holds, r.Hold)
	}
	if err := tx.loadFulfillment(ctx, ids, byID); err != nil {
		return err
	}
	var txns []oms.Transaction
	if err := tx.query(ctx, &txns, `SELECT `+transactionColumns+` FROM transactions WHERE order_id = ANY_OF(?) ORDER BY order_id, id`, ids); err != nil {
		return err
	}
	for _, t := range txns {
		byID[t.OrderID].Transactions = append(byID[t.OrderID].Transactions, t)
	}
	var excs []exceptionRow
	if err := tx.query(ctx, &excs, `SELECT `+exceptionColumns+` FROM exceptions WHERE order_id = ANY_OF(?) ORDER BY order_id, id`, ids); err != nil {
		return err
	}
	for _, e := range excs {
		byID[e.OrderID].Exceptions = append(byID[e.OrderID].Exceptions, e.exception())
	}
	return nil
}

func (tx *Tx) loadFulfillment(ctx context.Context, ids []string, byID map[string]*oms.Order) error {
	var fuls []fulfillmentOrderRow
	err := tx.query(ctx, &fuls, `SELECT f.id, f.number, f.order_id, f.location_id, l.code AS location, f.status, f.stage, f.partner_status, f.ship_by, f.reason,
		f.version, f.created_at, f.updated_at, f.released_at, f.closed_at
		FROM fulfillment_orders f JOIN locations l ON l.id = f.location_id WHERE f.order_id = ANY_OF(?) ORDER BY f.order_id, f.id`, ids)
	if err != nil {
		return err
	}
	for _, r := range fuls {
		byID[r.OrderID].FulfillmentOrders = append(byID[r.OrderID].FulfillmentOrders, r.FulfillmentOrder)
	}
	var allocs []allocationRow
	if err := tx.query(ctx, &allocs, `SELECT `+allocationColumns+` FROM allocations WHERE order_id = ANY_OF(?) ORDER BY order_id, line, id`, ids); err != nil {
		return err
	}
	for _, r := range allocs {
		a := r.Allocation
		a.Lots = r.Lots.V
		if f := byID[a.OrderID].FulfillmentOrder(a.FulfillmentOrderID); f != nil {
			f.Items = append(f.Items, a)
		}
	}
	var ships []oms.Shipment
	if err := tx.query(ctx, &ships, `SELECT `+shipmentColumns+` FROM shipments WHERE order_id = ANY_OF(?) ORDER BY order_id, id`, ids); err != nil {
		return err
	}
	for _, s := range ships {
		byID[s.OrderID].Shipments = append(byID[s.OrderID].Shipments, s)
	}
	var parcels []parcelRow
	if err := tx.query(ctx, &parcels, `SELECT `+parcelColumns+` FROM parcels WHERE order_id = ANY_OF(?) ORDER BY fulfillment_order_id, n`, ids); err != nil {
		return err
	}
	for _, r := range parcels {
		r.Parcel.Items = r.Items.V
		byID[r.OrderID].Parcels = append(byID[r.OrderID].Parcels, r.Parcel)
	}
	return nil
}

// remember keeps the order as it was read, so that SaveOrder writes only what
// has changed since.
func (tx *Tx) remember(o *oms.Order) {
	if tx.loaded == nil {
		tx.loaded = map[string]*oms.Order{}
	}
	c := *o
	c.Lines = slices.Clone(o.Lines)
	c.Holds = slices.Clone(o.Holds)
	c.Transactions = slices.Clone(o.Transactions)
	c.Exceptions = slices.Clone(o.Exceptions)
	c.Parcels = slices.Clone(o.Parcels)
	c.Shipments = slices.Clone(o.Shipments)
	c.FulfillmentOrders = slices.Clone(o.FulfillmentOrders)
	for i := range c.FulfillmentOrders {
		c.FulfillmentOrders[i].Items = slices.Clone(o.FulfillmentOrders[i].Items)
	}
	tx.loaded[o.ID] = &c
}

// Payload returns the newest raw payload of an order, or nil.
func (tx *Tx) Payload(ctx context.Context, orderID string) ([]byte, error) {
	var body []byte
	_, err := tx.one(ctx, &body, `SELECT body FROM order_payloads WHERE order_id = ? ORDER BY version DESC, received_at DESC LIMIT 1`, orderID)
	return body, err
}
