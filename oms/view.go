package oms

import "time"

// View is a list as somebody wants to see it again: a filter, columns and a
// sort under a name.
type View struct {
	ID        string
	Page      string // which list, one of ViewPages
	Name      string // unique among the shared ones of a page, and among each owner's
	Filter    string // for orders a Filter; of other pages what their address has
	Columns   []string
	Sort      string
	Shared    bool
	Owner     string // the actor whom a personal one belongs to; "" for a shared one
	Builtin   string // what it was delivered as, such as to_release; "" for one that a person made
	Hidden    bool
	Position  int // within the page, small first
	Version   int64
	CreatedBy string
	CreatedAt time.Time
	UpdatedAt time.Time
}

// ViewPages lists the pages that have saved views.
func ViewPages() []string {
	return []string{"orders", "exceptions", "fulfillment", "shipments", "inventory", "catalog", "channels", "customers"}
}
