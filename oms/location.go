package oms

import "time"

// Location is where stock is and work happens.
type Location struct {
	ID       string
	Code     string // unique, short, as people say it: BER
	Name     string
	Kind     LocationKind
	Address  Address
	Calendar Calendar
	Priority int64 // lower is preferred when all else is equal
	Active   bool  // takes part in allocation
	// What routing asks of it.
	Groups       []string // that rules and channels name it by; its kind is one more
	Allows       []string // special handling and licenses it has: hazmat, cold
	Domestic     bool     // sends within its own country only
	OrdersPerDay int64    // fulfillment orders that it can hand over on a day; 0 for no limit
	UnitsPerDay  int64    // units likewise
	Supplier     string   // of kind supplier: the code of who gets a purchase order for its work; "" for nobody
	Version      int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// LocationKind is what kind of place it is.
type LocationKind string

// The kinds.
const (
	Warehouse  LocationKind = "warehouse"
	Store      LocationKind = "store"
	ThirdParty LocationKind = "3pl"
	DropShip   LocationKind = "supplier" // a supplier that sends to the buyer
	Virtual    LocationKind = "virtual"
)

// LocationKinds lists the kinds.
func LocationKinds() []LocationKind {
	return []LocationKind{Warehouse, Store, ThirdParty, DropShip, Virtual}
}
