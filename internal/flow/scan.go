package flow

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ScanQuery is a code that somebody scanned or typed while working.
type ScanQuery struct {
	Code     string `query:"code" required:"true" minLength:"1" maxLength:"200" doc:"A number of a fulfillment order or of an order, ours or the channel's, a tracking number, or a SKU's code or barcode" example:"100001-1"`
	Location string `query:"location" doc:"Code of the location where it was scanned; a SKU names work only there" maxLength:"64" example:"BER"`
}

// maxScanned is how many fulfillment orders one code may name.
const maxScanned = 20

// Scan returns the fulfillment orders that a code names, what has to leave
// first at the beginning: those of an order, or, when the code is a SKU, those
// that wait for a unit of it to be picked. A code that nothing has names none.
func (f *Flow) Scan(ctx context.Context, in ScanQuery) ([]Work, error) {
	code := strings.TrimSpace(in.Code)
	if err := checkFilters("code", code, "location", in.Location); err != nil {
		return nil, err
	}
	return read(ctx, f, func(tx *store.Tx) ([]Work, error) {
		at := refs{location: in.Location}
		if ok, err := at.resolve(ctx, tx); !ok {
			return nil, err
		}
		found, err := workOfNumber(ctx, tx, code, at.locationID)
		if err == nil && len(found) == 0 && at.locationID != "" {
			found, err = workWanting(ctx, tx, code, at.locationID)
		}
		slices.SortStableFunc(found, func(a, b Part[oms.FulfillmentOrder]) int { return bySoonest(a.Part, b.Part) })
		if err != nil {
			return nil, err
		}
		return worksOf(ctx, tx, found[:min(len(found), maxScanned)])
	})
}

// workOfNumber finds work by a number of it, of its order or of a parcel.
func workOfNumber(ctx context.Context, tx *store.Tx, code, locationID string) (out []Part[oms.FulfillmentOrder], err error) {
	words := code
	if order, part, ok := strings.Cut(code, "-"); ok && isNumber(order) && isNumber(part) {
		words = order // the search knows orders by the number that the work's begins with
	}
	orders, _, err := tx.ListOrders(ctx, store.OrderFilter{Query: words, Limit: maxScanned})
	for _, o := range orders {
		for i := range o.FulfillmentOrders {
			ful := &o.FulfillmentOrders[i]
			if (locationID == "" || ful.LocationID == locationID) && names(code, o, ful) {
				out = append(out, Part[oms.FulfillmentOrder]{o, ful})
			}
		}
	}
	return out, err
}

func isNumber(s string) bool {
	_, err := strconv.ParseUint(s, 10, 63)
	return err == nil
}

// names tells whether a code means a fulfillment order.
func names(code string, o *oms.Order, ful *oms.FulfillmentOrder) bool {
	if code == ful.Number || code == strconv.FormatInt(o.Number, 10) || strings.EqualFold(code, o.ExternalID) {
		return true
	}
	return slices.ContainsFunc(o.Parcels, func(p oms.Parcel) bool {
		return p.FulfillmentOrderID == ful.ID && p.TrackingNumber != "" && strings.EqualFold(code, p.TrackingNumber)
	})
}

// workWanting finds released work at a location that still has to pick a SKU,
// named by its code or barcode.
func workWanting(ctx context.Context, tx *store.Tx, code, locationID string) ([]Part[oms.FulfillmentOrder], error) {
	skus, err := tx.SKUs(ctx, store.SKUFilter{Query: code, Limit: maxScanned})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, s := range skus {
		if strings.EqualFold(code, s.Code) || code == s.Barcode {
			ids = append(ids, s.ID)
		}
	}
	parts, err := tx.WorkWanting(ctx, ids, locationID, maxScanned)
	if err != nil {
		return nil, err
	}
	orders, err := tx.OfParts(ctx, parts)
	out := make([]Part[oms.FulfillmentOrder], len(parts))
	for i, p := range parts {
		out[i] = Part[oms.FulfillmentOrder]{orders[p.OrderID], orders[p.OrderID].FulfillmentOrder(p.ID)}
	}
	return out, err
}

// bySoonest orders work by when it has to leave; what has no time comes last.
func bySoonest(a, b *oms.FulfillmentOrder) int {
	at := func(f *oms.FulfillmentOrder) time.Time {
		if f.ShipBy == nil {
			return f.CreatedAt.AddDate(1000, 0, 0)
		}
		return *f.ShipBy
	}
	return cmp.Or(at(a).Compare(at(b)), cmp.Compare(a.Number, b.Number))
}

// WorkSKUs returns the SKUs of a fulfillment order's lines, by code: their
// barcodes are what a scanner reads.
func (f *Flow) WorkSKUs(ctx context.Context, id string) ([]*oms.SKU, error) {
	return read(ctx, f, func(tx *store.Tx) ([]*oms.SKU, error) {
		o, err := orderWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, a := range o.FulfillmentOrder(id).Items {
			ids = append(ids, a.SKUID)
		}
		return skusByCode(ctx, tx, ids)
	})
}

// skusByCode returns the SKUs with ids, sorted by code; unknown ids are left out.
func skusByCode(ctx context.Context, tx *store.Tx, ids []string) ([]*oms.SKU, error) {
	found, err := tx.SKUsByID(ctx, ids)
	out := make([]*oms.SKU, 0, len(found))
	for _, skuID := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if s := found[skuID]; s != nil {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *oms.SKU) int { return cmp.Compare(a.Code, b.Code) })
	return out, err
}
