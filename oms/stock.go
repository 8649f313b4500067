package oms

import (
	"fmt"
	"time"
)

// StockLevel is the stock of one SKU at one location. Law, held by the
// database too: nothing is negative, and allocated + reserved + unavailable
// never exceed on_hand. So a unit can't be sold twice.
type StockLevel struct {
	SKUID          string
	SKU            string
	LocationID     string
	Location       string
	OnHand         int64 // physically there
	Allocated      int64 // promised to order lines, not yet shipped
	Reserved       int64 // claimed for a time
	Safety         int64 // kept back
	Damaged        int64
	QualityControl int64
	Incoming       int64 // on its way here
	UpdatedAt      time.Time
}

// Unavailable is what is there but may not be sold.
func (s StockLevel) Unavailable() int64 { return s.Safety + s.Damaged + s.QualityControl }

// Available is what can still be promised.
func (s StockLevel) Available() int64 {
	return s.OnHand - s.Allocated - s.Reserved - s.Unavailable()
}

// Check says which law the level breaks, or nil.
func (s StockLevel) Check() error {
	if min(s.OnHand, s.Allocated, s.Reserved, s.Safety, s.Damaged, s.QualityControl, s.Incoming) < 0 {
		return fmt.Errorf("a stock figure is negative: %+v", s)
	}
	if s.Available() < 0 {
		return fmt.Errorf("more is promised than is there: %+v", s)
	}
	return nil
}

// StockState is one of the quantities that movements change.
type StockState string

// The states. Allocated and reserved are not among them: they follow from
// allocations and reservations.
const (
	StockOnHand         StockState = "on_hand"
	StockSafety         StockState = "safety"
	StockDamaged        StockState = "damaged"
	StockQualityControl StockState = "quality_control"
	StockIncoming       StockState = "incoming"
)

// StockStates lists the states.
func StockStates() []StockState {
	return []StockState{StockOnHand, StockSafety, StockDamaged, StockQualityControl, StockIncoming}
}

// In points at the figure of a state, or nil for a state there is none of.
func (s *StockLevel) In(state StockState) *int64 {
	switch state {
	case StockOnHand:
		return &s.OnHand
	case StockSafety:
		return &s.Safety
	case StockDamaged:
		return &s.Damaged
	case StockQualityControl:
		return &s.QualityControl
	case StockIncoming:
		return &s.Incoming
	}
	return nil
}

// StockMovement is a signed change of one stock quantity with its reason.
// Movements are added and never changed; a level is the sum of its movements.
type StockMovement struct {
	ID         string
	SKUID      string
	SKU        string
	LocationID string
	Location   string
	State      StockState
	Quantity   int64  // signed
	LotID      string // whose units they are, of a SKU that is tracked
	Lot        string // its code
	Reason     MovementReason
	Reference  string // the order, shipment, transfer or count it belongs to, or the caller's own
	Note       string
	Actor      string
	OccurredAt time.Time
}

// MovementReason is why stock changed.
type MovementReason string

// The reasons. People use those up to quality; the system the others.
const (
	ReasonReceived   MovementReason = "received"
	ReasonAdjusted   MovementReason = "adjusted"
	ReasonFound      MovementReason = "found"
	ReasonLost       MovementReason = "lost"
	ReasonDamaged    MovementReason = "damaged"
	ReasonReturned   MovementReason = "returned"
	ReasonQuality    MovementReason = "quality_control"
	ReasonSafety     MovementReason = "safety"
	ReasonExpected   MovementReason = "expected"
	ReasonCounted    MovementReason = "counted"
	ReasonShipped    MovementReason = "shipped"
	ReasonTransfer   MovementReason = "transferred"
	ReasonShortPick  MovementReason = "short_pick"
	ReasonPutBack    MovementReason = "put_back"
	ReasonCorrection MovementReason = "correction"
	ReasonExpired    MovementReason = "expired" // a lot is past the day until which it may be sold
)

// MovementReasons lists the reasons.
func MovementReasons() []MovementReason {
	return []MovementReason{ReasonReceived, ReasonAdjusted, ReasonFound, ReasonLost, ReasonDamaged, ReasonReturned, ReasonQuality, ReasonSafety,
		ReasonExpected, ReasonCounted, ReasonShipped, ReasonTransfer, ReasonShortPick, ReasonPutBack, ReasonCorrection, ReasonExpired}
}

// Transfer is stock moved from one location to another; on its way it is
// incoming at the destination.
type Transfer struct {
	ID         string
	FromID     string
	From       string
	ToID       string
	To         string
	Status     TransferStatus
	Reference  string
	Items      []TransferItem
	ExpectedAt *time.Time // at the destination; nil when nobody knows
	CreatedAt  time.Time
	SentAt     *time.Time // nil for a draft, and one that was canceled as a draft
	ReceivedAt *time.Time
}

// TransferItem is a quantity of one SKU in a transfer.
type TransferItem struct {
	SKUID    string
	SKU      string
	Quantity int64
	Received int64
	LotID    string // of a SKU that is tracked, once it is sent
	Lot      string
}

// TransferStatus is where a transfer stands.
type TransferStatus string

// The states of a transfer. A draft has moved nothing yet.
const (
	TransferDraft     TransferStatus = "draft"
	TransferInTransit TransferStatus = "in_transit"
	TransferReceived  TransferStatus = "received"
	TransferCanceled  TransferStatus = "canceled"
)

// TransferMoves is the table of a transfer's life.
var TransferMoves = Machine{Noun: "transfer", Start: names(TransferDraft, TransferInTransit), Moves: moves(map[TransferStatus][]TransferStatus{
	TransferDraft:     {TransferInTransit, TransferCanceled},
	TransferInTransit: {TransferReceived, TransferCanceled},
})}
