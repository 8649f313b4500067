package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"
)

// Fulfillment is the work of locations. Each verb answers the whole order as it
// is afterwards.
type Fulfillment struct{ c *Client }

// List goes through fulfillment orders, the oldest first. location is a code;
// status is a state, or working for all that are not done.
func (f Fulfillment) List(ctx context.Context, location, status string) iter.Seq2[FulfillmentOrder, error] {
	q := url.Values{"limit": {"200"}}
	put(q, "location", location)
	put(q, "status", status)
	return pages[FulfillmentOrder](ctx, f.c, "/fulfillment-orders", q)
}

// Release gives a fulfillment order to its location.
func (f Fulfillment) Release(ctx context.Context, id string) (*Order, error) {
	return f.verb(ctx, id, "release")
}

// Pick notes that everything was found.
func (f Fulfillment) Pick(ctx context.Context, id string) (*Order, error) {
	return f.verb(ctx, id, "pick")
}

// Pack puts everything that is picked into one parcel.
func (f Fulfillment) Pack(ctx context.Context, id string) (*Order, error) {
	return f.verb(ctx, id, "pack")
}

// Ship hands the packed parcels to the cheapest service that takes them.
func (f Fulfillment) Ship(ctx context.Context, id string) (*Order, error) {
	return f.verb(ctx, id, "ship")
}

func (f Fulfillment) verb(ctx context.Context, id, verb string) (*Order, error) {
	return answer[Order](ctx, f.c, http.MethodPost, at("fulfillment-orders", id, verb), nil)
}

// Claim says that the caller works on a fulfillment order, and takes it over
// from somebody else where it is told to; else that is a *Problem with the code
// claimed. No other verb asks for it.
func (f Fulfillment) Claim(ctx context.Context, id string, takeOver bool) (*FulfillmentOrder, error) {
	return answer[FulfillmentOrder](ctx, f.c, http.MethodPost, at("fulfillment-orders", id, "claim"), map[string]any{"take_over": takeOver})
}

// GiveBack ends the caller's claim on a fulfillment order.
func (f Fulfillment) GiveBack(ctx context.Context, id string) (*FulfillmentOrder, error) {
	return answer[FulfillmentOrder](ctx, f.c, http.MethodPost, at("fulfillment-orders", id, "give-back"), nil)
}

// MakeWave puts the work of a location that has to leave first, at most so
// many, together to be picked in one walk.
func (f Fulfillment) MakeWave(ctx context.Context, location string, most int) (*Wave, error) {
	return answer[Wave](ctx, f.c, http.MethodPost, "/waves", map[string]any{"location": location, "most": most})
}

// Wave reads a wave by its id or its number, WV-1001.
func (f Fulfillment) Wave(ctx context.Context, id string) (*Wave, error) {
	return answer[Wave](ctx, f.c, http.MethodGet, at("waves", id, ""), nil)
}

// Shipments are goods on their way.
type Shipments struct{ c *Client }

// Get reads one shipment.
func (s Shipments) Get(ctx context.Context, id string) (*Shipment, error) {
	return answer[Shipment](ctx, s.c, http.MethodGet, at("shipments", id, ""), nil)
}

// Deliver marks a shipment delivered.
func (s Shipments) Deliver(ctx context.Context, id string) (*Order, error) {
	return answer[Order](ctx, s.c, http.MethodPost, at("shipments", id, "deliver"), nil)
}

// Label reads the shipping labels: format is pdf or zpl.
func (s Shipments) Label(ctx context.Context, id, format string) ([]byte, error) {
	var out []byte
	err := s.c.do(ctx, http.MethodGet, at("shipments", id, "label."+url.PathEscape(format)), nil, &out, nil)
	return out, err
}
