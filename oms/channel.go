package oms

import "time"

// Channel is a place that sells: one shop on one marketplace, a store, a till,
// a wholesale portal.
type Channel struct {
	ID           string
	Code         string // unique: web, amazon-de
	Name         string
	Kind         string // generic, or the id of a driver: shopify
	ConnectionID string // "" for a channel that is fed through the API or files
	Currency     string // the default of its orders; "" if it has none
	Active       bool   // an inactive channel takes no orders
	// LocationGroups are the groups of locations that send its orders; none
	// means every location.
	LocationGroups []string
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// Connection is the credentials and settings of one vendor account.
type Connection struct {
	ID        string
	Driver    string // the driver's id: shopify
	Account   string // who it is at the vendor, which says so; "" until then. One driver has each once
	Name      string
	Status    ConnectionStatus
	Problem   string            // why it is paused or failing
	Settings  map[string]string // all that is not secret
	CreatedAt time.Time
	UpdatedAt time.Time
}

// ConnectionStatus is whether a connection works.
type ConnectionStatus string

// The states of a connection.
const (
	ConnectionActive ConnectionStatus = "active"
	ConnectionPaused ConnectionStatus = "paused" // by a person
	ConnectionReauth ConnectionStatus = "reauth" // the vendor refuses the credentials
)
