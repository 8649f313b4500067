package oms

import "time"

// Notice is something that an order's channel is told once: a shipment, or
// that the order was canceled here.
type Notice struct {
	ID           string // the shipment's, or the canceled order's
	Kind         NoticeKind
	ConnectionID string
	OrderID      string
	State        NoticeState
	Attempts     int
	Problem      string // why the last attempt failed
	Reference    string // the channel's own id of what it was told
	RetryAt      *time.Time
	CreatedAt    time.Time
	ToldAt       *time.Time
}

// NoticeKind is what a channel is told.
type NoticeKind string

// The kinds.
const (
	NoticeShipment     NoticeKind = "shipment"
	NoticeCancellation NoticeKind = "cancellation"
)

// NoticeState is where a notice stands.
type NoticeState string

// The states of a notice.
const (
	NoticePending NoticeState = "pending"
	NoticeSending NoticeState = "sending" // what came of it is not known yet
	NoticeTold    NoticeState = "told"
	NoticeFailed  NoticeState = "failed" // a dead letter: a person decides
)
