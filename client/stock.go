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
