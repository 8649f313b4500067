package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

// LotFilter chooses lots. Empty fields choose all.
type LotFilter struct {
	SKU      string // its code
	Location string // its code
	Lot      string // its code, or a serial number
	Within   int    // only those that may be sold for so many days or fewer
}

// Lots goes through lots and serial numbers where they are, those first that may
// not be sold for the longest.
func (s Stock) Lots(ctx context.Context, f LotFilter) iter.Seq2[LotLevel, error] {
	q := url.Values{"limit": {"200"}}
	put(q, "sku", f.SKU)
	put(q, "location", f.Location)
	put(q, "lot", f.Lot)
	if f.Within > 0 {
		q.Set("within", strconv.Itoa(f.Within))
	}
	return pages[LotLevel](ctx, s.c, "/lots", q)
}

// Lot reads a lot, or a serial number, by its id.
func (s Stock) Lot(ctx context.Context, id string) (*Lot, error) {
	return answer[Lot](ctx, s.c, http.MethodGet, at("lots", id, ""), nil)
}

// LotOrders goes through the shipments that some of a lot left with, the newest
// first: who is to be told of a recall.
func (s Stock) LotOrders(ctx context.Context, id string) iter.Seq2[LotUse, error] {
	return pages[LotUse](ctx, s.c, at("lots", id, "orders"), url.Values{"limit": {"200"}})
}

// CorrectLot says until when a lot is good, 2027-03-31, or "" for ever.
func (s Stock) CorrectLot(ctx context.Context, id, expiresOn string) (*Lot, error) {
	return answer[Lot](ctx, s.c, http.MethodPatch, at("lots", id, ""), map[string]any{"expires_on": expiresOn})
}
