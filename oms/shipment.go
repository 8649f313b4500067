package oms

import "time"

// Shipment is goods handed to one carrier service.
type Shipment struct {
	ID                 string
	OrderID            string
	FulfillmentOrderID string
	LocationID         string
	Status             ShipmentStatus
	Reason             string // for exception, such as consignee_absent
	Carrier            string // the carrier's id, such as table_rate
	Service            string // the service's code, such as standard
	ServiceName        string
	Cost               int64 // what the carrier charges, in minor units
	Currency           string
	CreatedAt          time.Time
	ShippedAt          *time.Time
	DeliveredAt        *time.Time
	UpdatedAt          time.Time
}

// Parcel is one box: what is in it, what it weighs, its tracking number.
type Parcel struct {
	ID                 string
	FulfillmentOrderID string
	ShipmentID         string // "" until it is shipped
	N                  int    // 1, 2, … within the fulfillment order
	WeightGrams        int64
	LengthMM           int64
	WidthMM            int64
	HeightMM           int64
	TrackingNumber     string
	TrackingURL        string
	Items              []ParcelItem
	CreatedAt          time.Time
}

// ParcelItem is a quantity of one order line in a parcel.
type ParcelItem struct {
	AllocationID string
	Line         int
	SKU          string
	Quantity     int64
	LotID        string `json:",omitempty"` // of a SKU that is tracked
	Lot          string `json:",omitempty"`
	ExpiresOn    string `json:",omitempty"`
	Serial       bool   `json:",omitempty"` // the lot is a serial number
}

// Units is what the item holds of its lot.
func (it ParcelItem) Units() LotUnits {
	return LotUnits{it.LotID, it.Lot, it.ExpiresOn, it.Serial, it.Quantity}
}

// ShipmentStatus is where a shipment is, in one vocabulary for all carriers.
type ShipmentStatus string

// The states of a shipment.
const (
	ShipmentDraft          ShipmentStatus = "draft"
	ShipmentLabelPurchased ShipmentStatus = "label_purchased"
	ShipmentManifested     ShipmentStatus = "manifested"
	ShipmentInTransit      ShipmentStatus = "in_transit"
	ShipmentOutForDelivery ShipmentStatus = "out_for_delivery"
	ShipmentReadyForPickup ShipmentStatus = "ready_for_pickup"
	ShipmentDelivered      ShipmentStatus = "delivered"
	ShipmentException      ShipmentStatus = "exception"
	ShipmentReturned       ShipmentStatus = "returned_to_sender"
	ShipmentLost           ShipmentStatus = "lost"
	ShipmentVoided         ShipmentStatus = "voided"
)

// ShipmentMoves is the table of a shipment's life. Carriers skip states and
// correct themselves, so everything under way may become everything later.
var ShipmentMoves = Machine{Noun: "shipment", Start: names(ShipmentDraft, ShipmentLabelPurchased), Moves: moves(map[ShipmentStatus][]ShipmentStatus{
	ShipmentDraft:          {ShipmentLabelPurchased, ShipmentVoided},
	ShipmentLabelPurchased: {ShipmentManifested, ShipmentInTransit, ShipmentOutForDelivery, ShipmentReadyForPickup, ShipmentDelivered, ShipmentException, ShipmentLost, ShipmentVoided},
	ShipmentManifested:     {ShipmentInTransit, ShipmentOutForDelivery, ShipmentReadyForPickup, ShipmentDelivered, ShipmentException, ShipmentLost},
	ShipmentInTransit:      {ShipmentOutForDelivery, ShipmentReadyForPickup, ShipmentDelivered, ShipmentException, ShipmentReturned, ShipmentLost},
	ShipmentOutForDelivery: {ShipmentInTransit, ShipmentReadyForPickup, ShipmentDelivered, ShipmentException, ShipmentReturned, ShipmentLost},
	ShipmentReadyForPickup: {ShipmentDelivered, ShipmentException, ShipmentReturned},
	ShipmentException:      {ShipmentInTransit, ShipmentOutForDelivery, ShipmentReadyForPickup, ShipmentDelivered, ShipmentReturned, ShipmentLost},
	ShipmentLost:           {ShipmentInTransit, ShipmentDelivered, ShipmentReturned},
})}
