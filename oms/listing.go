package oms

import (
	"encoding/json"
	"time"
)

// SKU is the stock-keeping unit that is counted: a variant of a product, or a
// bundle of other SKUs (then Components is not empty, and it has no stock of
// its own).
type SKU struct {
	ID             string
	Code           string // unique, as printed on the shelf and sent by channels
	Title          string
	Barcode        string // GTIN, EAN or UPC; "" if none
	Category       string
	WeightGrams    int64
	LengthMM       int64
	WidthMM        int64
	HeightMM       int64
	HSCode         string
	OriginCountry  string // ISO 3166-1 alpha-2
	Unfillable     UnfillablePolicy
	BackorderLimit int64 // units that may wait at once; 0 for no limit
	Active         bool
	Attributes     json.RawMessage
	Components     []Component
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// Bundle tells whether the SKU is sold as several others.
func (s *SKU) Bundle() bool { return len(s.Components) > 0 }

// Component is a SKU and how many of it one bundle holds.
type Component struct {
	SKUID    string
	SKU      string
	Quantity int64
}

// UnfillablePolicy is what becomes of units that no location has.
type UnfillablePolicy string

// The policies.
const (
	Unallocate UnfillablePolicy = "unallocated" // they stay unallocated, for a person
	Backorder  UnfillablePolicy = "backorder"   // they wait for stock
)

// Listing is a SKU offered on a channel.
type Listing struct {
	ID                string
	ChannelID         string
	Channel           string
	SKUID             string
	SKU               string
	ExternalID        string // the channel's id of the offer
	ExternalSKU       string // the code the channel uses, when it differs
	Title             string
	Price             *int64
	Currency          string
	Buffer            int64  // units kept back from the channel
	Cap               *int64 // the most to show the channel
	ConfirmedQuantity *int64 // what the channel last confirmed
	Active            bool
	Version           int64
	CreatedAt         time.Time
	UpdatedAt         time.Time
}
