package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"time"
)

// Stock is what there is, where, and how much of it is free.
type Stock struct{ c *Client }

// Levels goes through stock levels. Empty codes choose all.
func (s Stock) Levels(ctx context.Context, sku, location string) iter.Seq2[Level, error] {
	q := url.Values{"limit": {"200"}}
	put(q, "sku", sku)
	put(q, "location", location)
	return pages[Level](ctx, s.c, "/stock", q)
}

// Movement changes the stock of one SKU at one location.
type Movement struct {
	SKU       string `json:"sku"`      // its code
	Location  string `json:"location"` // its code
	Quantity  int64  `json:"quantity"` // signed
	Reason    string `json:"reason"`   // received, adjusted, found, lost …
	Reference string `json:"reference,omitempty"`
	Note      string `json:"note,omitempty"`

	// Which units they are, of a SKU that is tracked: the lot, with the last good
	// day, 2027-03-31, of one that is new, or the serial numbers.
	Lot       string   `json:"lot,omitempty"`
	ExpiresOn string   `json:"expires_on,omitempty"`
	Serials   []string `json:"serials,omitempty"`
}

// Moved is what became of a movement.
type Moved struct {
	Level     Level    `json:"level"`     // afterwards
	Displaced []string `json:"displaced"` // orders and reservations that lost units
	Problem   *Problem `json:"problem"`   // why it was refused, in a batch
}

// Move changes the stock of one SKU.
func (s Stock) Move(ctx context.Context, m Movement) (*Moved, error) {
	return answer[Moved](ctx, s.c, http.MethodPost, "/stock/movements", m)
}

// MoveMany changes the stock of up to 1,000 SKUs in one transaction. One that
// is refused never fails its neighbors: look at each Problem.
func (s Stock) MoveMany(ctx context.Context, all []Movement) ([]Moved, error) {
	out, err := answer[page[Moved]](ctx, s.c, http.MethodPost, "/stock/movements/batch", map[string]any{"movements": all})
	if err != nil {
		return nil, err
	}
	return out.Items, nil
}

// Reservation is a claim on stock with a time limit.
type Reservation struct {
	ID        string    `json:"id"`
	Reference string    `json:"reference"`
	Status    string    `json:"status"`
	ExpiresAt time.Time `json:"expires_at"`
}

// Reserve claims a quantity of one SKU for a time.
func (s Stock) Reserve(ctx context.Context, sku string, quantity int64, hold time.Duration, reference string) (*Reservation, error) {
	return answer[Reservation](ctx, s.c, http.MethodPost, "/reservations", map[string]any{
		"items": []map[string]any{{"sku": sku, "quantity": quantity}}, "ttl_seconds": int64(hold.Seconds()), "reference": reference})
}

// ReleaseReservation gives the units back.
func (s Stock) ReleaseReservation(ctx context.Context, id string) (*Reservation, error) {
	return answer[Reservation](ctx, s.c, http.MethodPost, at("reservations", id, "release"), nil)
}

// CountPlan says what is to be counted. Without SKUs it is all that the location
// keeps.
type CountPlan struct {
	Location string   `json:"location"`       // its code
	SKUs     []string `json:"skus,omitempty"` // their codes
	Note     string   `json:"note,omitempty"`
}

// Found is what somebody found of a SKU, or of one lot of it, on its shelf.
type Found struct {
	SKU       string `json:"sku"`                  // its code, or its barcode
	Lot       string `json:"lot,omitempty"`        // code of the lot, or the serial number, of a SKU that is tracked
	ExpiresOn string `json:"expires_on,omitempty"` // of a lot that the books don't know
	Quantity  int64  `json:"quantity"`
}

// CountDecision is a count after a decision, and what was refused of it.
type CountDecision struct {
	Count   Count          `json:"count"`
	Refused []CountRefusal `json:"refused"`
}

// CountRefusal is a SKU of which nothing was decided, and why.
type CountRefusal struct {
	Line    int     `json:"line"`
	SKU     string  `json:"sku"`
	Lot     string  `json:"lot"`
	Problem Problem `json:"problem"`
}

// Counts goes through counts, the newest first, without their lines. Empty
// codes choose all; status may name several with commas.
func (s Stock) Counts(ctx context.Context, status, location string) iter.Seq2[Count, error] {
	q := url.Values{"limit": {"200"}}
	put(q, "status", status)
	put(q, "location", location)
	return pages[Count](ctx, s.c, "/counts", q)
}

// Count reads a count with its lines.
func (s Stock) Count(ctx context.Context, id string) (*Count, error) {
	return answer[Count](ctx, s.c, http.MethodGet, at("counts", id, ""), nil)
}

// PlanCount makes a sheet of what is to be counted.
func (s Stock) PlanCount(ctx context.Context, p CountPlan) (*Count, error) {
	return answer[Count](ctx, s.c, http.MethodPost, "/counts", p)
}

// Tally notes what the caller found; what was noted before of a SKU, or of a
// lot, is replaced.
func (s Stock) Tally(ctx context.Context, id string, found []Found) (*Count, error) {
	return answer[Count](ctx, s.c, http.MethodPost, at("counts", id, "tallies"), map[string]any{"items": found})
}

// FinishCount says that the counting is done: what is within the tolerance is
// approved, the rest waits for a person.
func (s Stock) FinishCount(ctx context.Context, id string) (*Count, error) {
	return answer[Count](ctx, s.c, http.MethodPost, at("counts", id, "finish"), nil)
}

// ApproveCount puts variances that wait into the books: of the SKUs named, or
// of all. One that is refused never fails its neighbors: look at Refused.
func (s Stock) ApproveCount(ctx context.Context, id string, skus ...string) (*CountDecision, error) {
	return s.decide(ctx, id, "approve", skus)
}

// RejectCount leaves the books as they are for variances that wait.
func (s Stock) RejectCount(ctx context.Context, id string, skus ...string) (*CountDecision, error) {
	return s.decide(ctx, id, "reject", skus)
}

// RecountCount has variances that wait counted again.
func (s Stock) RecountCount(ctx context.Context, id string, skus ...string) (*CountDecision, error) {
	return s.decide(ctx, id, "recount", skus)
}

func (s Stock) decide(ctx context.Context, id, verb string, skus []string) (*CountDecision, error) {
	var body any
	if len(skus) > 0 {
		body = map[string]any{"skus": skus}
	}
	return answer[CountDecision](ctx, s.c, http.MethodPost, at("counts", id, verb), body)
}

// CancelCount calls a count off of which nothing is in the books.
func (s Stock) CancelCount(ctx context.Context, id string) (*Count, error) {
	return answer[Count](ctx, s.c, http.MethodPost, at("counts", id, "cancel"), nil)
}

// Catalog is what is sold, where it lies and through which channels.
type Catalog struct{ c *Client }

// Made is what every entry of the catalog has.
type Made struct {
	ID      string `json:"id"`
	Code    string `json:"code"`
	Version int64  `json:"version"`
}

// CreateLocation makes a location of its fields, such as code, name and address.
func (k Catalog) CreateLocation(ctx context.Context, fields any) (*Made, error) {
	return answer[Made](ctx, k.c, http.MethodPost, "/locations", fields)
}

// CreateSKU makes a SKU of its fields, such as code, title and weight_grams.
func (k Catalog) CreateSKU(ctx context.Context, fields any) (*Made, error) {
	return answer[Made](ctx, k.c, http.MethodPost, "/skus", fields)
}

// CreateChannel makes a channel of its fields, such as code and name.
func (k Catalog) CreateChannel(ctx context.Context, fields any) (*Made, error) {
	return answer[Made](ctx, k.c, http.MethodPost, "/channels", fields)
}
