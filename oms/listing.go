package oms

import (
	"encoding/json"
	"slices"
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
	Tags           []string // that routing rules speak of
	Needs          []string // what a location must allow to send it: hazmat, a license, cold
	Domestic       bool     // must not cross a border
	Tracking       Tracking
	MinDaysLeft    int64 // days before its last good day on which a lot is not sold any more; above 0 every lot has such a day
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
	Sync              ListingSync
	Active            bool
	Version           int64
	CreatedAt         time.Time
	UpdatedAt         time.Time
}

// ListingSync is how far a channel knows what can be sold of a listing.
type ListingSync struct {
	State         ListingState
	DirtyAt       *time.Time // since when the channel may show an old figure; nil when it doesn't
	ConfirmedAt   *time.Time // when it last confirmed one
	ShownQuantity *int64     // what it showed when it was last asked
	ShownAt       *time.Time
	Failures      int // attempts that failed since the last that worked
	RetryAt       *time.Time
	Problem       string        // why the last attempt failed
	Lag           time.Duration // from the last change until the channel confirmed it
	LagP95        time.Duration // of the last fifty, the one that nineteen in twenty stay under
}

// ListingState says it in a word. It follows from the facts, in this order.
type ListingState string

// The states of a listing's sync.
const (
	ListingUntold  ListingState = ""        // no connection tells the channel
	ListingPaused  ListingState = "paused"  // its connection rests
	ListingSending ListingState = "sending" // the channel is being told
	ListingFailed  ListingState = "failed"  // it could not be told; see RetryAt
	ListingPending ListingState = "pending" // it waits its turn
	ListingDrifted ListingState = "drifted" // the channel shows something else than it confirmed
	ListingInSync  ListingState = "in_sync"
)

// P95 is the lag that nineteen in twenty stay under, by the nearest rank; 0 of
// none.
func P95(lags []time.Duration) time.Duration {
	if len(lags) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(lags))
	return sorted[(len(sorted)*19+19)/20-1]
}
