package oms

import "time"

// Allocation is a quantity of a SKU at a location promised to an order line.
// It is also the line of the fulfillment order that works it. Its stock is
// counted in StockLevel.Allocated until it is shipped or given back.
type Allocation struct {
	ID                 string
	OrderID            string
	Line               int
	SKUID              string
	SKU                string
	LocationID         string
	FulfillmentOrderID string
	Status             AllocationStatus
	Quantity           int64           // promised and not given back: active, released, picked, packed and shipped units
	Picked             int64           // of Quantity, found and taken from the shelf (packed and shipped ones included)
	Packed             int64           // of Picked, in a parcel (shipped ones included)
	Shipped            int64           // of Packed, gone
	Lots               []AllocationLot // of a SKU that is tracked: which units were picked
	CreatedAt          time.Time
	UpdatedAt          time.Time
}

// Held is how many units at the location the allocation still claims.
func (a Allocation) Held() int64 { return a.Quantity - a.Shipped }

// AllocationStatus is where an allocation stands.
type AllocationStatus string

// The states of an allocation.
const (
	AllocationActive   AllocationStatus = "active"
	AllocationReleased AllocationStatus = "released" // the location works it
	AllocationConsumed AllocationStatus = "consumed" // all of it shipped
	AllocationCanceled AllocationStatus = "canceled" // given back
	AllocationShorted  AllocationStatus = "shorted"  // not found
)

// AllocationMoves is the table of an allocation's life.
var AllocationMoves = Machine{Noun: "allocation", Start: names(AllocationActive), Moves: moves(map[AllocationStatus][]AllocationStatus{
	AllocationActive:   {AllocationReleased, AllocationCanceled, AllocationShorted},
	AllocationReleased: {AllocationActive, AllocationConsumed, AllocationCanceled, AllocationShorted},
	AllocationConsumed: {AllocationReleased}, // its label was voided
})}

// Reservation is a claim on stock with a time limit: a cart, a quote, an
// unpaid order. Its units count as reserved at the locations chosen for it.
type Reservation struct {
	ID         string
	Reference  string // the caller's own name for it, such as a cart's id
	ChannelID  string
	Status     ReservationStatus
	ExpiresAt  time.Time
	OrderID    string // the order that it became
	Items      []ReservationItem
	CreatedAt  time.Time
	ReleasedAt *time.Time
}

// ReservationItem is a quantity of one SKU at one location.
type ReservationItem struct {
	SKUID      string
	SKU        string
	LocationID string
	Quantity   int64
}

// ReservationStatus is where a reservation stands.
type ReservationStatus string

// The states of a reservation.
const (
	ReservationActive    ReservationStatus = "active"
	ReservationConverted ReservationStatus = "converted"
	ReservationReleased  ReservationStatus = "released"
	ReservationExpired   ReservationStatus = "expired"
)

// ReservationMoves is the table of a reservation's life.
var ReservationMoves = Machine{Noun: "reservation", Start: names(ReservationActive), Moves: moves(map[ReservationStatus][]ReservationStatus{
	ReservationActive: {ReservationConverted, ReservationReleased, ReservationExpired},
})}
