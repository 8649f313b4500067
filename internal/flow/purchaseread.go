package flow

import (
	"context"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Receipt is a quantity of a SKU that is on its way to a location.
type Receipt = store.Receipt

// Purchase returns a purchase order.
func (f *Flow) Purchase(ctx context.Context, id string) (*oms.PurchaseOrder, error) {
	if !oms.IsID(id, oms.PrefixPurchase) {
		return nil, unknown("purchase order", id)
	}
	return read(ctx, f, func(tx *store.Tx) (*oms.PurchaseOrder, error) { return tx.Purchase(ctx, id) })
}

// PurchaseFilter chooses purchase orders.
type PurchaseFilter struct {
	Status   string `query:"status" doc:"One state, or several with commas: draft, ordered, partly_received, received, canceled" example:"ordered,partly_received" maxLength:"100"`
	Supplier string `query:"supplier" doc:"Code of a supplier" maxLength:"64"`
	Location string `query:"location" doc:"Code of the location that it goes to" maxLength:"64"`
	SKU      string `query:"sku" doc:"Code of a SKU that it brings" maxLength:"100"`
	Paging
}

// Purchases returns a page of purchase orders, newest first.
func (f *Flow) Purchases(ctx context.Context, filter PurchaseFilter) (Page[*oms.PurchaseOrder], error) {
	none := Page[*oms.PurchaseOrder]{Items: []*oms.PurchaseOrder{}}
	page, limit, err := filter.limit()
	if err != nil {
		return none, err
	}
	q := store.PurchaseFilter{Limit: limit}
	if err := filter.at(&q.Before); err != nil {
		return none, err
	}
	if err := checkFilters("status", filter.Status, "supplier", filter.Supplier); err != nil {
		return none, err
	}
	if filter.Status != "" {
		q.Statuses = strings.Split(filter.Status, ",")
	}
	return read(ctx, f, func(tx *store.Tx) (Page[*oms.PurchaseOrder], error) {
		refs := refs{location: filter.Location, sku: filter.SKU}
		if ok, err := refs.resolve(ctx, tx); !ok {
			return none, err
		}
		q.LocationID, q.SKUID = refs.locationID, refs.skuID
		if filter.Supplier != "" {
			s, err := findSupplier(ctx, tx, filter.Supplier)
			if err != nil {
				return none, notFoundIsNil(err)
			}
			q.SupplierID = s.ID
		}
		all, err := tx.Purchases(ctx, q)
		return pageOf(all, page, func(p *oms.PurchaseOrder) any { return p.Number }), err
	})
}

// ReceiptFilter chooses expected receipts.
type ReceiptFilter struct {
	SKU      string `query:"sku" doc:"Code of a SKU" maxLength:"100"`
	Location string `query:"location" doc:"Code of a location" maxLength:"64"`
}

// maxReceipts is how many expected receipts one answer has.
const maxReceipts = 500

// Receipts lists what open purchase orders and transfers bring, the soonest
// first; what has no date comes last. It ends after 500.
func (f *Flow) Receipts(ctx context.Context, filter ReceiptFilter) ([]Receipt, error) {
	return read(ctx, f, func(tx *store.Tx) ([]Receipt, error) {
		refs := refs{location: filter.Location, sku: filter.SKU}
		if ok, err := refs.resolve(ctx, tx); !ok {
			return nil, err
		}
		var ids []string
		if refs.skuID != "" {
			ids = []string{refs.skuID}
		}
		all, err := tx.Receipts(ctx, ids)
		if err != nil {
			return nil, err
		}
		out := make([]Receipt, 0, len(all))
		for _, r := range all {
			if refs.locationID == "" || r.LocationID == refs.locationID {
				out = append(out, r)
			}
		}
		out = out[:min(len(out), maxReceipts)]
		return out, tx.PromisedOf(ctx, out)
	})
}
