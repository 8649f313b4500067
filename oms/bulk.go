package oms

import (
	"encoding/json"
	"time"
)

// Bulk is one verb done to many orders, in the background, an answer for each.
type Bulk struct {
	ID         string
	Action     string
	Parameters json.RawMessage
	Filter     string // by which the orders were chosen; "" for ids
	Status     BulkStatus
	Undoes     string // the run that this one undoes, or ""
	UndoneBy   string // the run that undoes this one, or ""
	Total      int64  // orders
	Changed    int64
	Unchanged  int64 // as asked already
	Refused    int64
	Failed     int64 // by a fault of ours, not of the order
	Problem    string
	CreatedBy  string
	CreatedAt  time.Time
	StartedAt  *time.Time
	FinishedAt *time.Time
}

// Settled is how many orders have their answer.
func (b *Bulk) Settled() int64 { return b.Changed + b.Unchanged + b.Refused + b.Failed }

// Count adds one answer.
func (b *Bulk) Count(r BulkOutcome) {
	switch r {
	case BulkChanged:
		b.Changed++
	case BulkUnchanged:
		b.Unchanged++
	case BulkRefused:
		b.Refused++
	case BulkFailed:
		b.Failed++
	case BulkWaiting:
	}
}

// ETA is when the run will have ended at its present pace, or nil when that
// can't be told.
func (b *Bulk) ETA(now time.Time) *time.Time {
	done := b.Settled()
	if b.Status != BulkRunning || b.StartedAt == nil || done == 0 {
		return nil
	}
	at := now.Add(time.Duration(float64(now.Sub(*b.StartedAt)) / float64(done) * float64(b.Total-done)))
	return &at
}

// BulkStatus is how far a bulk operation is.
type BulkStatus string

// The statuses.
const (
	BulkPreviewed BulkStatus = "previewed" // nothing is done until somebody says so
	BulkPending   BulkStatus = "pending"
	BulkRunning   BulkStatus = "running"
	BulkDone      BulkStatus = "done"
	BulkStopped   BulkStatus = "stopped" // by a person; what was done stays
	BulkGivenUp   BulkStatus = "failed"
)

// Ended tells whether nothing more will be done.
func (s BulkStatus) Ended() bool { return s == BulkDone || s == BulkStopped || s == BulkGivenUp }

// BulkRow is one order of a bulk operation and what became of it.
type BulkRow struct {
	N       int64 // counted from 1
	OrderID string
	Number  int64 // of the order; 0 for one that is not there
	Result  BulkOutcome
	Code    Code   // of a refusal
	Reason  string // of a refusal, for people
	Says    *Said  // the reason taken apart, nil where it has no words of ours
	Undo    string // what it takes to undo the change, as JSON; "" when it can't be
}

// Refuse notes why the order stays as it is.
func (r *BulkRow) Refuse(why *Error) {
	r.Result, r.Code, r.Reason, r.Says = BulkRefused, why.Code, why.Error(), why.Says
	if len(why.Fields) > 0 {
		r.Says = why.Fields[0].Says
	}
}

// BulkOutcome is what became of one order.
type BulkOutcome string

// The outcomes.
const (
	BulkWaiting   BulkOutcome = "waiting"
	BulkChanged   BulkOutcome = "changed"
	BulkUnchanged BulkOutcome = "unchanged"
	BulkRefused   BulkOutcome = "refused"
	BulkFailed    BulkOutcome = "failed"
)
