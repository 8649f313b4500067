package oms

import (
	"encoding/json"
	"time"
)

// Order is what a buyer asked for on one channel. Money is in minor units of
// Currency; instants are UTC in microseconds.
type Order struct {
	ID         string
	Number     int64  // ours, counted up over all channels
	ChannelID  string // where it was placed
	Channel    string // that channel's code
	ExternalID string // the channel's own number, unique within the channel
	Lifecycle  Lifecycle
	Version    int64 // raised by every change of what was asked

	PlacedAt          time.Time  // when the buyer placed it, as the channel says
	CapturedAt        time.Time  // when it landed here
	UpdatedAt         time.Time  // the last change of anything in it
	ExternalUpdatedAt *time.Time // the channel's own time of its last change; older news is ignored
	ClosedAt          *time.Time
	CanceledAt        *time.Time
	CancelReason      string

	Currency         string // ISO 4217
	PricesIncludeTax bool   // whether Tax is inside Subtotal and ShippingTotal, or comes on top
	Subtotal         int64  // Σ lines: unit price × quantity − the line's own discount
	DiscountTotal    int64  // the order's discount, beyond the lines' own
	ShippingTotal    int64
	ShippingTax      int64
	TaxTotal         int64 // Σ lines' tax + ShippingTax
	Total            int64 // what the buyer owes
	StatedTotal      *int64
	Credited         int64 // of Total, for what came back: the buyer does not owe it any more

	CustomerID      string
	Email           string
	CustomerName    string
	Phone           string
	ShippingAddress Address
	BillingAddress  Address
	ShippingMethod  string // the delivery option the buyer chose, in the channel's words
	Note            string
	Tags            []string
	Attributes      json.RawMessage // every field of the channel that has no place of its own

	Lines             []Line
	Holds             []Hold
	FulfillmentOrders []FulfillmentOrder
	Shipments         []Shipment
	Parcels           []Parcel
	Transactions      []Transaction
	Exceptions        []Exception
	OpenReturns       int64 // returns that something is still to be done about

	Statuses
	StageSince time.Time // when it came to its stage
}

// Lifecycle is where an order stands in its life. Everything else about an
// order (money, goods, delivery, returns) is derived from facts: see Statuses.
type Lifecycle string

// The lifecycle's states.
const (
	Draft    Lifecycle = "draft"
	Open     Lifecycle = "open"
	Closed   Lifecycle = "closed"
	Canceled Lifecycle = "canceled"
)

// Lifecycles is the table of an order's life. A closed order opens again for
// a late return.
var Lifecycles = Machine{Noun: "order", Start: names(Draft, Open), Moves: moves(map[Lifecycle][]Lifecycle{
	Draft:  {Open, Canceled},
	Open:   {Closed, Canceled},
	Closed: {Open},
})}

// Line returns the line numbered n, or nil.
func (o *Order) Line(n int) *Line {
	for i := range o.Lines {
		if o.Lines[i].N == n {
			return &o.Lines[i]
		}
	}
	return nil
}

// TitleOf is what the line numbered n is called; "" when there is none.
func (o *Order) TitleOf(n int) string {
	if l := o.Line(n); l != nil {
		return l.Title
	}
	return ""
}

// Components returns the component lines of the bundle line numbered n.
func (o *Order) Components(n int) []*Line {
	var out []*Line
	for i := range o.Lines {
		if o.Lines[i].Parent == n {
			out = append(out, &o.Lines[i])
		}
	}
	return out
}

// Units returns the lines whose units are counted: all but bundles, whose
// units are those of their components.
func (o *Order) Units() []*Line {
	out := make([]*Line, 0, len(o.Lines))
	for i := range o.Lines {
		if o.Lines[i].Kind != LineBundle {
			out = append(out, &o.Lines[i])
		}
	}
	return out
}

// FulfillmentOrder returns the fulfillment order with id, or nil.
func (o *Order) FulfillmentOrder(id string) *FulfillmentOrder {
	for i := range o.FulfillmentOrders {
		if o.FulfillmentOrders[i].ID == id {
			return &o.FulfillmentOrders[i]
		}
	}
	return nil
}

// ParcelsOf returns the parcels of a fulfillment order that are in shipment
// ship: "" for those packed and not yet shipped.
func (o *Order) ParcelsOf(ful, ship string) []*Parcel {
	var out []*Parcel
	for i := range o.Parcels {
		if p := &o.Parcels[i]; p.FulfillmentOrderID == ful && p.ShipmentID == ship {
			out = append(out, p)
		}
	}
	return out
}
