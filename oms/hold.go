package oms

import (
	"slices"
	"time"
)

// Hold is a typed reason why something may not go on. Several can stand at
// once; each names what it blocks, who placed it and how it ends.
type Hold struct {
	ID                 string
	OrderID            string
	Type               HoldType
	Scope              HoldScope
	Line               int    // for scope line
	FulfillmentOrderID string // for scope fulfillment_order
	Blocks             []Block
	Reason             string
	Note               string
	PlacedBy           string
	PlacedAt           time.Time
	DueAt              *time.Time // when it ends by itself, or a person must have looked
	Release            ReleasePolicy
	Status             HoldStatus
	ReleasedBy         string
	ReleasedAt         *time.Time
	ReleaseNote        string
}

// HoldType is why a hold stands.
type HoldType string

// The types that the system places itself, and manual for people.
const (
	HoldManual  HoldType = "manual"
	HoldPayment HoldType = "payment" // money is awaited
	HoldFraud   HoldType = "fraud"
	HoldAddress HoldType = "address"
	HoldReview  HoldType = "review" // what the channel said does not add up
	HoldTimed   HoldType = "timed"  // a cooling-off time, a ship-not-before date
)

// HoldTypes lists the types.
func HoldTypes() []HoldType {
	return []HoldType{HoldManual, HoldPayment, HoldFraud, HoldAddress, HoldReview, HoldTimed}
}

// HoldScope is what a hold is placed on.
type HoldScope string

// The scopes.
const (
	ScopeOrder            HoldScope = "order"
	ScopeLine             HoldScope = "line"
	ScopeFulfillmentOrder HoldScope = "fulfillment_order"
)

// Block is one thing that a hold forbids.
type Block string

// What can be blocked.
const (
	BlockAllocate Block = "allocate"
	BlockRelease  Block = "release"
	BlockShip     Block = "ship"
	BlockCapture  Block = "capture" // of money
	BlockEdit     Block = "edit"
)

// Blocks lists what can be blocked.
func Blocks() []Block {
	return []Block{BlockAllocate, BlockRelease, BlockShip, BlockCapture, BlockEdit}
}

// ReleasePolicy is how a hold ends.
type ReleasePolicy string

// The policies.
const (
	ReleaseByPerson  ReleasePolicy = "person"
	ReleaseByTime    ReleasePolicy = "time"    // at DueAt, by itself
	ReleaseByPayment ReleasePolicy = "payment" // when the order is authorized or paid
)

// HoldStatus is active until released.
type HoldStatus string

// The states of a hold.
const (
	HoldActive   HoldStatus = "active"
	HoldReleased HoldStatus = "released"
)

// HoldMoves is the table of a hold's life.
var HoldMoves = Machine{Noun: "hold", Start: names(HoldActive), Moves: moves(map[HoldStatus][]HoldStatus{HoldActive: {HoldReleased}})}

// Blocking returns the first active hold that forbids b for line n of
// fulfillment order ful (0 and "" ask about the order as a whole), or nil.
func (o *Order) Blocking(b Block, n int, ful string) *Hold {
	for i := range o.Holds {
		h := &o.Holds[i]
		if h.Status != HoldActive || !slices.Contains(h.Blocks, b) {
			continue
		}
		if h.Scope == ScopeOrder || (h.Scope == ScopeLine && h.Line == n) || (h.Scope == ScopeFulfillmentOrder && h.FulfillmentOrderID == ful) {
			return h
		}
	}
	return nil
}

// Stopping returns the active holds that keep a fulfillment order from being
// released or shipped.
func (o *Order) Stopping(f *FulfillmentOrder) (out []*Hold) {
	for i := range o.Holds {
		h := &o.Holds[i]
		if h.Status != HoldActive || (!slices.Contains(h.Blocks, BlockRelease) && !slices.Contains(h.Blocks, BlockShip)) {
			continue
		}
		if h.Scope == ScopeOrder || (h.Scope == ScopeLine && f.Item(h.Line) != nil) || (h.Scope == ScopeFulfillmentOrder && h.FulfillmentOrderID == f.ID) {
			out = append(out, h)
		}
	}
	return out
}

// ActiveHolds returns how many holds are active.
func (o *Order) ActiveHolds() int {
	n := 0
	for i := range o.Holds {
		if o.Holds[i].Status == HoldActive {
			n++
		}
	}
	return n
}
