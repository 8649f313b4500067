package oms

import (
	"fmt"
	"time"
)

// Return is goods of one order that come back, also called an RMA: what was
// asked, what was received, what it was found to be and what the buyer got for
// it. Each is a fact of its own, and any may be without the others: a box may
// come that nobody announced, a buyer may keep what is refunded.
type Return struct {
	ID         string
	Number     int64 // counted up from 1001
	OrderID    string
	Status     RMAStatus
	LocationID string // where it is to come to, or came to
	Location   string // its code
	Reference  string // the caller's own number: the same one of an order is the same return
	Note       string
	Carrier    string // who brings it, as far as anybody has said
	Tracking   string
	Late       bool   // asked for after the window of the policy, and agreed to
	Reason     string // why it was declined or called off
	Currency   string // ISO 4217, the order's
	Lines      []ReturnLine

	ShippingCredit    int64 // of the order's shipping, in minor units
	ShippingTaxCredit int64 // of the tax on it, where prices do not include tax

	Version     int64
	CreatedAt   time.Time
	CreatedBy   string
	UpdatedAt   time.Time
	StatusSince time.Time  // when it came to its status
	DueAt       *time.Time // until when an approved one is waited for; nil for ever
	ApprovedAt  *time.Time // nil while nobody has agreed to it
	ReceivedAt  *time.Time // the first part of it
	ClosedAt    *time.Time // when nothing more was to be done
}

// ReturnLine is units of one line of the order. Laws, held by the database
// too: inspected ≤ received, received + missing + kept ≤ quantity.
type ReturnLine struct {
	N         int // 1, 2, … within the return
	Line      int // of the order: an item or a component, never a bundle
	SKUID     string
	SKU       string
	Title     string
	Quantity  int64 // that were to come, or came unannounced
	Received  int64
	Inspected int64 // of Received
	Missing   int64 // that were announced and did not come
	Kept      int64 // that the buyer keeps
	Wrong     int64 // of Inspected, that are not what was sold
	Reason    ReturnReason
	Note      string
	Found     []Finding

	Resolution Resolution // "" until it is decided
	Credited   int64      // units that the buyer got their money for
	Goods      int64      // minor units: what those units cost, less the line's own discount
	Discount   int64      // their share of the order's discount
	Tax        int64      // their tax: inside Goods, or on top, as the order's prices are
	Deduction  int64      // kept back
	Why        string     // of the deduction or the rejection
}

// Finding is what units of a return line were found to be.
type Finding struct {
	Quantity    int64       `json:"quantity"`
	Disposition Disposition `json:"disposition"`
	Condition   Condition   `json:"condition,omitempty"`
	Note        string      `json:"note,omitempty"`
	By          string      `json:"by"`
	At          time.Time   `json:"at"`
	Lots        []LotUnits  `json:"lots,omitempty"` // of a SKU that is tracked
}

// Name is how people call a return.
func (r *Return) Name() string { return fmt.Sprintf("RET-%d", r.Number) }

// Line returns the line numbered n, or nil.
func (r *Return) Line(n int) *ReturnLine {
	if n < 1 || n > len(r.Lines) {
		return nil
	}
	return &r.Lines[n-1]
}

// Units sums what all lines count.
func (r *Return) Units() (sum ReturnLine) {
	for _, l := range r.Lines {
		sum.Quantity += l.Quantity
		sum.Received += l.Received
		sum.Inspected += l.Inspected
		sum.Missing += l.Missing
		sum.Kept += l.Kept
		sum.Credited += l.Credited
	}
	return sum
}

// Credit is what the return takes off what the buyer owes.
func (r *Return) Credit(inclusive bool) int64 {
	sum := r.ShippingCredit + r.ShippingTaxCredit
	for _, l := range r.Lines {
		sum += l.Credit(inclusive)
	}
	return sum
}

// Open is how many units are still to come.
func (l ReturnLine) Open() int64 { return l.Quantity - l.Received - l.Missing - l.Kept }

// Waiting is how many units are here and not inspected.
func (l ReturnLine) Waiting() int64 { return l.Received - l.Inspected }

// Of counts the units that were found to be d.
func (l ReturnLine) Of(d Disposition) (n int64) {
	for _, f := range l.Found {
		if f.Disposition == d {
			n += f.Quantity
		}
	}
	return n
}

// Refundable is how many units the buyer may get money for, as far as they were
// found: what came and is what was sold, and what the buyer keeps.
func (l ReturnLine) Refundable() int64 { return l.Inspected - l.Wrong + l.Kept }

// Credit is what the units that were credited are worth, in minor units.
func (l ReturnLine) Credit(inclusive bool) int64 {
	c := l.Goods - l.Discount - l.Deduction
	if !inclusive {
		c += l.Tax
	}
	return c
}

// RMAStatus is where a return stands. ReturnStatus is the headline of the order.
type RMAStatus string

// The states of a return.
const (
	RMARequested RMAStatus = "requested"
	RMAApproved  RMAStatus = "approved"
	RMADeclined  RMAStatus = "declined"
	RMAInTransit RMAStatus = "in_transit"
	RMAReceived  RMAStatus = "received"  // something of it is here
	RMAInspected RMAStatus = "inspected" // nothing more comes, and all that came was looked at
	RMAClosed    RMAStatus = "closed"
	RMACanceled  RMAStatus = "canceled" // the buyer keeps the goods after all
	RMAExpired   RMAStatus = "expired"  // it never came
)

// RMAMoves is the table of a return's life. A box that comes before somebody
// has approved it, or unannounced, is received all the same.
var RMAMoves = Machine{Noun: "return", Start: names(RMARequested, RMAApproved, RMAReceived), Moves: moves(map[RMAStatus][]RMAStatus{
	RMARequested: {RMAApproved, RMADeclined, RMACanceled, RMAInTransit, RMAReceived},
	RMAApproved:  {RMAInTransit, RMAReceived, RMAInspected, RMACanceled, RMAExpired},
	RMAInTransit: {RMAReceived, RMAInspected, RMACanceled, RMAExpired},
	RMAReceived:  {RMAInspected},
	RMAInspected: {RMAClosed},
})}

// Done tells whether nothing more is to be done about it.
func (s RMAStatus) Done() bool {
	return s == RMADeclined || s == RMAClosed || s == RMACanceled || s == RMAExpired
}

// ReturnReason is why the buyer sends units back.
type ReturnReason string

// The reasons.
const (
	ReturnChangedMind  ReturnReason = "changed_mind"
	ReturnTooSmall     ReturnReason = "too_small"
	ReturnTooLarge     ReturnReason = "too_large"
	ReturnNotAsShown   ReturnReason = "not_as_described"
	ReturnFaulty       ReturnReason = "faulty"
	ReturnDamaged      ReturnReason = "arrived_damaged"
	ReturnWrongItem    ReturnReason = "wrong_item"
	ReturnTooLate      ReturnReason = "arrived_late"
	ReturnUndelivered  ReturnReason = "undelivered" // refused, or nobody was there
	ReturnUnannounced  ReturnReason = "unannounced" // it was in the box, and nobody had said so
	ReturnOtherReasons ReturnReason = "other"
)

// ReturnReasons lists the reasons.
func ReturnReasons() []ReturnReason {
	return []ReturnReason{ReturnChangedMind, ReturnTooSmall, ReturnTooLarge, ReturnNotAsShown, ReturnFaulty, ReturnDamaged, ReturnWrongItem, ReturnTooLate,
		ReturnUndelivered, ReturnUnannounced, ReturnOtherReasons}
}

// Condition is what a returned unit looks like.
type Condition string

// The conditions.
const (
	ConditionNew    Condition = "as_new"
	ConditionOpened Condition = "opened"
	ConditionUsed   Condition = "used"
	ConditionBroken Condition = "broken"
)

// Conditions lists the conditions.
func Conditions() []Condition {
	return []Condition{ConditionNew, ConditionOpened, ConditionUsed, ConditionBroken}
}

// Disposition is what becomes of a unit.
type Disposition string

// The dispositions. The first four are of units that are here.
const (
	Restock     Disposition = "restock"    // on the shelf, to be sold again
	Quarantine  Disposition = "quarantine" // in the stock, in quality control
	DamagedUnit Disposition = "damaged"    // in the stock, unavailable
	Scrap       Disposition = "scrap"      // thrown away: no stock
	WrongItem   Disposition = "wrong_item" // something came that is not what was sold: no stock
	MissingUnit Disposition = "missing"    // announced, and not in the box
	KeepIt      Disposition = "keep_it"    // the buyer keeps it and gets the money
)

// Dispositions lists the dispositions.
func Dispositions() []Disposition {
	return []Disposition{Restock, Quarantine, DamagedUnit, Scrap, WrongItem, MissingUnit, KeepIt}
}

// Here tells whether it is of units that were received.
func (d Disposition) Here() bool { return d != MissingUnit && d != KeepIt }

// Resolution is what the buyer gets for a line.
type Resolution string

// The resolutions.
const (
	ResolveRefund Resolution = "refund"
	ResolveReject Resolution = "reject" // nothing
)

// ReturnPolicy is how the shop takes returns.
type ReturnPolicy struct {
	WindowDays     int64        `json:"window_days" doc:"For how many days after its delivery a unit may be asked back; 0 for ever. A person may agree to more" minimum:"0" maximum:"3650" example:"30"`
	ExpireDays     int64        `json:"expire_days" doc:"For how many days an approved return is waited for; 0 for ever" minimum:"0" maximum:"3650" example:"30"`
	Refund         RefundTiming `json:"refund" doc:"When money goes back without anybody asking: when the return is approved, when everything was found in order, or never. What was not in order waits for a person" enum:"on_approval,on_inspection,by_hand" example:"on_inspection"`
	RefundShipping ShippingRule `json:"refund_shipping" doc:"What of the shipping that the buyer paid goes back: nothing, all of it with the last unit, or the share of each unit" enum:"none,last_unit,share" example:"last_unit"`
	Location       string       `json:"location" doc:"Code of the location that returns go to; empty for the one that each unit was sent from" maxLength:"64" example:"BER"`
}

// RefundTiming is when a return is refunded.
type RefundTiming string

// The timings.
const (
	RefundOnApproval   RefundTiming = "on_approval"
	RefundOnInspection RefundTiming = "on_inspection"
	RefundByHand       RefundTiming = "by_hand"
)

// ShippingRule is what of the order's shipping is credited with a return.
type ShippingRule string

// The rules.
const (
	ShippingNone     ShippingRule = "none"
	ShippingLastUnit ShippingRule = "last_unit" // all of it, when nothing of the order is left with the buyer
	ShippingByShare  ShippingRule = "share"
)

// DefaultReturnPolicy is that of a shop that has not said otherwise.
func DefaultReturnPolicy() ReturnPolicy {
	return ReturnPolicy{WindowDays: 30, ExpireDays: 30, Refund: RefundOnInspection, RefundShipping: ShippingLastUnit}
}

// Check reports what is wrong with a policy. Whether its location exists is
// for the verb to find out.
func (p ReturnPolicy) Check() (errs []FieldError) {
	days := func(field string, n int64) {
		if n < 0 || n > 3650 {
			errs = append(errs, FaultAt(field, "must be 0 to 3650"))
		}
	}
	days("window_days", p.WindowDays)
	days("expire_days", p.ExpireDays)
	switch p.Refund {
	case RefundOnApproval, RefundOnInspection, RefundByHand:
	default:
		errs = append(errs, FaultAt("refund", "must be on_approval, on_inspection or by_hand"))
	}
	switch p.RefundShipping {
	case ShippingNone, ShippingLastUnit, ShippingByShare:
	default:
		errs = append(errs, FaultAt("refund_shipping", "must be none, last_unit or share"))
	}
	return append(errs, CheckText("location", p.Location, 64)...)
}
