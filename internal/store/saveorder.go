package store

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

const (
	lineColumns = `order_id, n, parent, per, kind, sku_id, sku, external_id, title, unit_price, discount, tax, subtotal, discount_share, shipping_share,
		weight_grams, physical, attributes, promised_at, deliver_from, deliver_by, ordered, canceled, unallocated, backordered, allocated, released, picked, packed, shipped,
		delivered, return_requested, returned, written_off`
	holdColumns = `id, order_id, type, scope, line, fulfillment_order_id, blocks, reason, note, placed_by, placed_at, due_at, release, status,
		released_by, released_at, release_note`
	fulfillmentOrderColumns = `id, number, order_id, location_id, status, stage, partner_status, ship_by, reason, version, created_at, updated_at,
		released_at, closed_at`
	allocationColumns  = `id, order_id, line, sku_id, sku, location_id, fulfillment_order_id, status, quantity, picked, packed, shipped, created_at, updated_at, lots`
	transactionColumns = `id, order_id, kind, status, amount, currency, method, reference, parent_id, message, occurred_at, created_at`
	shipmentColumns    = `id, order_id, fulfillment_order_id, location_id, status, reason, carrier, service, service_name, cost, currency, created_at,
		shipped_at, delivered_at, updated_at`
	parcelColumns = `id, order_id, fulfillment_order_id, shipment_id, n, weight_grams, length_mm, width_mm, height_mm, tracking_number, tracking_url,
		items, created_at`
	exceptionColumns = `id, kind, severity, status, order_id, subject, fingerprint, summary, owner, due_at, opened_at, resolved_at, resolved_by, resolution, snoozed_until, says, ends`
)

// SaveOrder writes what has changed in an order since this transaction read
// it: the order itself with its derived headlines, tags and search words, and
// every line, hold, fulfillment order, allocation, transaction, shipment, parcel and
// exception that is new or different. Tags apart, nothing is ever deleted.
func (tx *Tx) SaveOrder(ctx context.Context, o *oms.Order) error {
	return tx.SaveOrders(ctx, []*oms.Order{o})
}

// SaveOrders saves many orders with a statement per noun.
func (tx *Tx) SaveOrders(ctx context.Context, all []*oms.Order) error {
	w := newOrderWriter()
	for _, o := range all {
		before := tx.loaded[o.ID]
		if before == nil {
			return oms.Errorf(oms.Conflict, "order %s was not read in this transaction", o.ID)
		}
		o.Statuses = oms.Summarize(o)
		if err := tx.updateOrder(ctx, before, o); err != nil {
			return err
		}
		if err := tx.dropTags(ctx, before, o); err != nil {
			return err
		}
		w.changes(before, o)
	}
	if err := w.flush(ctx, tx); err != nil {
		return err
	}
	for _, o := range all {
		tx.remember(o)
	}
	return nil
}

// dropTags forgets the tags that were taken off.
func (tx *Tx) dropTags(ctx context.Context, before, o *oms.Order) error {
	gone := slices.DeleteFunc(slices.Clone(before.Tags), func(t string) bool { return slices.Contains(o.Tags, t) })
	if len(gone) == 0 {
		return nil
	}
	_, err := tx.exec(ctx, `DELETE FROM order_tags WHERE order_id = ? AND tag = ANY_OF(?)`, o.ID, gone)
	return err
}

func (tx *Tx) updateOrder(ctx context.Context, before, o *oms.Order) error {
	o.UpdatedAt = tx.Now
	switch {
	case o.Stage == before.Stage:
		o.StageSince = before.StageSince
	case o.StageSince.Equal(before.StageSince): // unless a report of the past says when
		o.StageSince = tx.Now
	}
	err := tx.later(ctx, `UPDATE orders SET lifecycle = ?, version = ?, updated_at = ?, external_updated_at = ?, closed_at = ?, canceled_at = ?,
		cancel_reason = ?, prices_include_tax = ?, subtotal = ?, discount_total = ?, shipping_total = ?, shipping_tax = ?, tax_total = ?, total = ?, stated_total = ?,
		customer_id = ?, email = ?, customer_name = ?, phone = ?, shipping_address = ?, billing_address = ?, shipping_method = ?, note = ?, tags = ?,
		attributes = ?, payment_status = ?, fulfillment_status = ?, delivery_status = ?, return_status = ?, attention = ?,
		stage = ?, stage_since = ?, held = ?, units_left = ?, credited = ?, open_returns = ? WHERE id = ?`,
		string(o.Lifecycle), o.Version, o.UpdatedAt, o.ExternalUpdatedAt, o.ClosedAt, o.CanceledAt, o.CancelReason, o.PricesIncludeTax, o.Subtotal, o.DiscountTotal,
		o.ShippingTotal, o.ShippingTax, o.TaxTotal, o.Total, o.StatedTotal, o.CustomerID, o.Email, o.CustomerName, o.Phone,
		jsonText(o.ShippingAddress), jsonText(o.BillingAddress), o.ShippingMethod, o.Note, jsonText(o.Tags), text(o.Attributes),
		string(o.PaymentStatus), string(o.FulfillmentStatus), string(o.DeliveryStatus), string(o.ReturnStatus), string(o.Attention),
		string(o.Stage), o.StageSince, o.Held, o.UnitsLeft, o.Credited, o.OpenReturns, o.ID)
	if err != nil {
		return err
	}
	words := oms.SearchWords(o)
	if words == oms.SearchWords(before) {
		return nil
	}
	if err := tx.later(ctx, `UPDATE orders SET search = ? WHERE id = ?`, words, o.ID); err != nil || tx.Postgres() {
		return err
	}
	if _, err := tx.exec(ctx, `DELETE FROM order_search WHERE rowid = ?`, o.Number); err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO order_search (rowid, words) VALUES (?, ?)`, o.Number, words)
	return err
}

// orderWriter gathers the rows of many orders' parts.
type orderWriter struct {
	lines, tags, holds, fuls, allocs, txns, ships, parcels, excs *rows
}

func newOrderWriter() *orderWriter {
	w := orderRows
	for _, r := range []**rows{&w.lines, &w.tags, &w.holds, &w.fuls, &w.allocs, &w.txns, &w.ships, &w.parcels, &w.excs} {
		*r = (*r).like()
	}
	return &w
}

var orderRows = orderWriter{
	lines: upsert("order_lines", "order_id, n", lineColumns,
		"n parent per unit_price discount tax subtotal discount_share shipping_share weight_grams ordered canceled unallocated backordered allocated released picked packed shipped delivered return_requested returned written_off",
		"promised_at", "physical"),
	tags:    tagRows(),
	holds:   upsert("holds", "id", holdColumns, "line", "placed_at due_at released_at", ""),
	fuls:    upsert("fulfillment_orders", "id", fulfillmentOrderColumns+", units", "version units", "ship_by created_at updated_at released_at closed_at", ""),
	allocs:  upsert("allocations", "order_id, id", allocationColumns, "line quantity picked packed shipped", "created_at updated_at", ""),
	txns:    upsert("transactions", "id", transactionColumns, "amount", "occurred_at created_at", ""),
	ships:   upsert("shipments", "id", shipmentColumns, "cost", "created_at shipped_at delivered_at updated_at", ""),
	parcels: upsert("parcels", "id", parcelColumns, "n weight_grams length_mm width_mm height_mm", "created_at", ""),
	excs:    upsert("exceptions", "id", exceptionColumns, "", "due_at opened_at resolved_at snoozed_until", ""),
}

// tagRows declares the tags of orders; one that is there already stays.
func tagRows() *rows {
	r := newRows("order_tags", "tag text", "order_id text")
	r.conflict = "ON CONFLICT DO NOTHING"
	return r
}

// upsert declares rows that replace those with the same key. Columns are text
// unless they are named among the numbers, instants or flags.
func upsert(table, key, columns, numbers, instants, flags string) *rows {
	kind := map[string]string{}
	for typ, names := range map[string]string{"bigint": numbers, "timestamptz": instants, "boolean": flags} {
		for _, n := range strings.Fields(names) {
			kind[n] = typ
		}
	}
	var declared, set []string
	for _, c := range strings.Split(columns, ",") {
		c = strings.TrimSpace(c)
		typ := kind[c]
		if typ == "" {
			typ = "text"
		}
		declared = append(declared, c+" "+typ)
		if !strings.Contains(", "+key+",", ", "+c+",") {
			set = append(set, c+" = excluded."+c)
		}
	}
	r := newRows(table, declared...)
	r.conflict = "ON CONFLICT (" + key + ") DO UPDATE SET " + strings.Join(set, ", ")
	return r
}

// changes gathers what differs between two states of an order. A nil before
// takes everything.
func (w *orderWriter) changes(before, o *oms.Order) {
	if before == nil {
		before = &oms.Order{}
	}
	for i, l := range o.Lines {
		if i < len(before.Lines) && reflect.DeepEqual(before.Lines[i], l) {
			continue
		}
		w.line(o.ID, l)
	}
	for _, t := range o.Tags {
		if !slices.Contains(before.Tags, t) {
			w.tags.add(t, o.ID)
		}
	}
	for i, h := range o.Holds {
		if i < len(before.Holds) && reflect.DeepEqual(before.Holds[i], h) {
			continue
		}
		w.holds.add(h.ID, o.ID, string(h.Type), string(h.Scope), int64(h.Line), h.FulfillmentOrderID, jsonText(h.Blocks), h.Reason, h.Note, h.PlacedBy,
			h.PlacedAt, h.DueAt, string(h.Release), string(h.Status), h.ReleasedBy, h.ReleasedAt, h.ReleaseNote)
	}
	for i, f := range o.FulfillmentOrders {
		var old oms.FulfillmentOrder
		if i < len(before.FulfillmentOrders) {
			old = before.FulfillmentOrders[i]
		}
		w.fulfillmentOrder(old, f)
	}
	for i, t := range o.Transactions {
		if i < len(before.Transactions) && reflect.DeepEqual(before.Transactions[i], t) {
			continue
		}
		w.txns.add(t.ID, o.ID, string(t.Kind), string(t.Status), t.Amount, t.Currency, t.Method, t.Reference, t.ParentID, t.Message, t.OccurredAt, t.CreatedAt)
	}
	for i, s := range o.Shipments {
		if i < len(before.Shipments) && reflect.DeepEqual(before.Shipments[i], s) {
			continue
		}
		w.ships.add(s.ID, o.ID, s.FulfillmentOrderID, s.LocationID, string(s.Status), s.Reason, s.Carrier, s.Service, s.ServiceName, s.Cost, s.Currency,
			s.CreatedAt, s.ShippedAt, s.DeliveredAt, s.UpdatedAt)
	}
	for i, p := range o.Parcels {
		if i < len(before.Parcels) && reflect.DeepEqual(before.Parcels[i], p) {
			continue
		}
		w.parcels.add(p.ID, o.ID, p.FulfillmentOrderID, p.ShipmentID, int64(p.N), p.WeightGrams, p.LengthMM, p.WidthMM, p.HeightMM, p.TrackingNumber,
			p.TrackingURL, jsonText(p.Items), p.CreatedAt)
	}
	for i, e := range o.Exceptions {
		if i < len(before.Exceptions) && reflect.DeepEqual(before.Exceptions[i], e) {
			continue
		}
		w.exception(e)
	}
}

func (w *orderWriter) line(orderID string, l oms.Line) {
	w.lines.add(orderID, int64(l.N), int64(l.Parent), l.Per, string(l.Kind), l.SKUID, l.SKU, l.ExternalID, l.Title, l.UnitPrice, l.Discount, l.Tax, l.Subtotal,
		l.DiscountShare, l.ShippingShare, l.WeightGrams, l.Physical, text(l.Attributes), l.PromisedAt, l.DeliverFrom, l.DeliverBy, l.Ordered, l.Canceled, l.Unallocated, l.Backordered,
		l.Allocated, l.Released, l.Picked, l.Packed, l.Shipped, l.Delivered, l.ReturnRequested, l.Returned, l.WrittenOff)
}

func (w *orderWriter) fulfillmentOrder(before, f oms.FulfillmentOrder) {
	items, units := f.Items, f.Units()
	oldItems, oldUnits := before.Items, before.Units()
	f.Items, before.Items = nil, nil
	if units != oldUnits || !reflect.DeepEqual(before, f) {
		w.fuls.add(f.ID, f.Number, f.OrderID, f.LocationID, string(f.Status), string(f.Stage), string(f.PartnerStatus), f.ShipBy, f.Reason, f.Version,
			f.CreatedAt, f.UpdatedAt, f.ReleasedAt, f.ClosedAt, units)
	}
	for i, a := range items {
		if i < len(oldItems) && reflect.DeepEqual(oldItems[i], a) {
			continue
		}
		w.allocs.add(a.ID, a.OrderID, int64(a.Line), a.SKUID, a.SKU, a.LocationID, a.FulfillmentOrderID, string(a.Status), a.Quantity, a.Picked, a.Packed,
			a.Shipped, a.CreatedAt, a.UpdatedAt, lotsText(a.Lots))
	}
}

func (w *orderWriter) exception(e oms.Exception) {
	w.excs.add(e.ID, string(e.Kind), string(e.Severity), string(e.Status), e.OrderID, e.Subject, e.Fingerprint, e.Summary, e.Owner, e.DueAt, e.OpenedAt,
		e.ResolvedAt, e.ResolvedBy, e.Resolution, e.SnoozedUntil, jsonText(e.Says), jsonText(e.Ends))
}

func (w *orderWriter) flush(ctx context.Context, tx *Tx) error {
	for _, r := range []*rows{w.lines, w.tags, w.holds, w.fuls, w.allocs, w.txns, w.ships, w.parcels, w.excs} {
		if err := r.insert(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// lotsText is the lots of an allocation for its column; none is "".
func lotsText(lots []oms.AllocationLot) string {
	if len(lots) == 0 {
		return ""
	}
	return jsonText(lots)
}

// text is raw JSON for a column that is never NULL.
func text(raw []byte) string { return string(raw) }
