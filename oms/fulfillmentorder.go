package oms

import "time"

// FulfillmentOrder is the work given to one location for one order.
type FulfillmentOrder struct {
	ID            string
	Number        string // the order's number and a counter: 100042-2
	OrderID       string
	LocationID    string
	Location      string // the location's code
	Status        FulfillmentOrderStatus
	Stage         Stage // inside in_progress; "" otherwise
	PartnerStatus PartnerStatus
	ShipBy        *time.Time // the location's next cut-off when it was planned
	Reason        string     // why it is canceled, incomplete or rejected
	Version       int64
	CreatedAt     time.Time
	UpdatedAt     time.Time
	ReleasedAt    *time.Time
	ClosedAt      *time.Time
	Items         []Allocation
}

// FulfillmentOrderStatus is where the work stands.
type FulfillmentOrderStatus string

// The states of a fulfillment order.
const (
	FulfillmentOpen       FulfillmentOrderStatus = "open"
	FulfillmentScheduled  FulfillmentOrderStatus = "scheduled"
	FulfillmentOnHold     FulfillmentOrderStatus = "on_hold"
	FulfillmentReleased   FulfillmentOrderStatus = "released"
	FulfillmentInProgress FulfillmentOrderStatus = "in_progress"
	FulfillmentClosed     FulfillmentOrderStatus = "closed"
	FulfillmentIncomplete FulfillmentOrderStatus = "incomplete" // closed short of what was asked
	FulfillmentCanceled   FulfillmentOrderStatus = "canceled"
)

// FulfillmentOrderMoves is the table of a fulfillment order's life. Work that
// is done opens again when a label is voided before its parcel left.
var FulfillmentOrderMoves = Machine{Noun: "fulfillment order", Start: names(FulfillmentOpen), Moves: moves(map[FulfillmentOrderStatus][]FulfillmentOrderStatus{
	FulfillmentOpen:       {FulfillmentScheduled, FulfillmentOnHold, FulfillmentReleased, FulfillmentCanceled},
	FulfillmentScheduled:  {FulfillmentOpen, FulfillmentOnHold, FulfillmentReleased, FulfillmentCanceled},
	FulfillmentOnHold:     {FulfillmentOpen, FulfillmentScheduled, FulfillmentCanceled},
	FulfillmentReleased:   {FulfillmentOpen, FulfillmentInProgress, FulfillmentIncomplete, FulfillmentCanceled},
	FulfillmentInProgress: {FulfillmentReleased, FulfillmentClosed, FulfillmentIncomplete, FulfillmentCanceled},
	FulfillmentClosed:     {FulfillmentInProgress},
	FulfillmentIncomplete: {FulfillmentInProgress},
})}

// Done tells whether nothing more happens in this state.
func (s FulfillmentOrderStatus) Done() bool {
	return s == FulfillmentClosed || s == FulfillmentIncomplete || s == FulfillmentCanceled
}

// Stage is how far the work inside in_progress is.
type Stage string

// The stages.
const (
	StageNone           Stage = ""
	StagePicking        Stage = "picking"
	StagePicked         Stage = "picked"
	StagePacking        Stage = "packing"
	StagePacked         Stage = "packed"
	StageReadyForPickup Stage = "ready_for_pickup"
)

// StageOf derives the stage from what is picked and packed: it is as far as
// its least advanced unit.
func (f *FulfillmentOrder) StageOf() Stage {
	var quantity, picked, packed int64
	for _, a := range f.Items {
		quantity, picked, packed = quantity+a.Quantity, picked+a.Picked, packed+a.Packed
	}
	switch {
	case picked == 0:
		return StageNone
	case picked < quantity:
		return StagePicking
	case packed == 0:
		return StagePicked
	case packed < quantity:
		return StagePacking
	}
	return StagePacked
}

// Units is how many units the location is to send or has sent.
func (f *FulfillmentOrder) Units() (sum int64) {
	for _, a := range f.Items {
		sum += a.Quantity
	}
	return sum
}

// Item returns the allocation of line n, or nil.
func (f *FulfillmentOrder) Item(n int) *Allocation {
	for i := range f.Items {
		if f.Items[i].Line == n && f.Items[i].Quantity > 0 {
			return &f.Items[i]
		}
	}
	return nil
}

// PartnerStatus is what a 3PL, WMS or store says of the work given to it.
type PartnerStatus string

// The states of the partner's side.
const (
	PartnerUnsubmitted     PartnerStatus = "unsubmitted"
	PartnerSubmitted       PartnerStatus = "submitted"
	PartnerAccepted        PartnerStatus = "accepted"
	PartnerRejected        PartnerStatus = "rejected"
	PartnerCancelRequested PartnerStatus = "cancel_requested"
	PartnerCancelAccepted  PartnerStatus = "cancel_accepted"
	PartnerCancelRejected  PartnerStatus = "cancel_rejected"
)

// PartnerMoves is the table of the partner's side.
var PartnerMoves = Machine{Noun: "partner request", Start: names(PartnerUnsubmitted), Moves: moves(map[PartnerStatus][]PartnerStatus{
	PartnerUnsubmitted:     {PartnerSubmitted, PartnerRejected},
	PartnerSubmitted:       {PartnerAccepted, PartnerRejected, PartnerCancelRequested},
	PartnerAccepted:        {PartnerCancelRequested, PartnerRejected},
	PartnerCancelRequested: {PartnerCancelAccepted, PartnerCancelRejected},
	PartnerCancelRejected:  {PartnerCancelRequested},
})}
