package oms

import "time"

// OrderRow is what a list shows of an order: its headlines and sums without
// lines, work and money. Money is in minor units of Currency.
type OrderRow struct {
	ID         string
	Number     int64
	Channel    string // the channel's code
	ExternalID string
	Lifecycle  Lifecycle
	PlacedAt   time.Time
	CapturedAt time.Time
	UpdatedAt  time.Time
	Currency   string
	Total      int64

	CustomerID   string
	Email        string
	CustomerName string
	City         string // of the shipping address
	CountryCode  string
	Tags         []string

	Units     int64      // that the buyer still gets; a bundle counts once
	Locations []string   // ids of those that have worked on it or are to, canceled work apart
	ShipBy    *time.Time // the first cut-off of work that is not done
	Hold      HoldType   // the oldest active one, "" without

	Statuses
	StageSince time.Time
}
