package api

import (
	"cmp"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// countView is a sheet by which stock is counted.
type countView struct {
	ID         string             `json:"id" example:"cnt_01kd3ht2yre1asz3dgf0ma94w5"`
	Number     string             `json:"number" example:"CC-1001"`
	Location   string             `json:"location" doc:"The location's code" example:"BER"`
	Status     string             `json:"status" enum:"open,counting,review,closed,canceled" example:"counting"`
	Blind      bool               `json:"blind" doc:"Who counts is not told what the books say"`
	Note       string             `json:"note" example:"Aisle 4, top to bottom"`
	Tolerance  countToleranceView `json:"tolerance" doc:"What is approved without a person"`
	Currency   string             `json:"currency" doc:"Of values; empty when no cost is known" example:"EUR"`
	Progress   countProgressView  `json:"progress" doc:"Lines by their states"`
	Lines      []countLineView    `json:"lines,omitempty" doc:"Absent in lists"`
	Version    int64              `json:"version" example:"1"`
	CreatedBy  string             `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt  time.Time          `json:"created_at"`
	UpdatedAt  time.Time          `json:"updated_at"`
	FinishedAt *time.Time         `json:"finished_at" doc:"When the counters were last done"`
	ClosedAt   *time.Time         `json:"closed_at" doc:"When it was closed, or canceled"`
}

type countToleranceView struct {
	Units   int64   `json:"units" example:"1"`
	Percent int64   `json:"percent" doc:"Of what was expected; the more of both counts" example:"2"`
	Value   *string `json:"value" doc:"The most that it may be worth; null for any" example:"25.00"`
}

type countProgressView struct {
	Lines    int64 `json:"lines" example:"40"`
	Open     int64 `json:"open" example:"28"`
	Counted  int64 `json:"counted" example:"12"`
	Pending  int64 `json:"pending" doc:"Variances that wait for a person" example:"0"`
	Approved int64 `json:"approved" example:"0"`
	Rejected int64 `json:"rejected" example:"0"`
	Skipped  int64 `json:"skipped" example:"0"`
	Applied  int64 `json:"applied" doc:"Units that approved lines added to the books" example:"0"`
}

type countLineView struct {
	Line      int         `json:"line" doc:"Its number on the sheet, from 1" example:"1"`
	SKU       string      `json:"sku" example:"TEE-RED-M"`
	Tracking  string      `json:"tracking" enum:"none,lot,serial" doc:"How units of the SKU are told apart" example:"none"`
	Lot       string      `json:"lot" doc:"Code of the lot, or the serial number, of a SKU that is tracked. A line of such a SKU without one stands for units that no line names: it has no figures" example:""`
	LotID     string      `json:"lot_id" doc:"Empty for a lot that the books don't know" example:""`
	ExpiresOn string      `json:"expires_on" doc:"The lot's last good day; empty for never" example:""`
	Title     string      `json:"title" example:"Tee, red, M"`
	Barcode   string      `json:"barcode" example:"4006381333931"`
	Status    string      `json:"status" enum:"open,counted,pending,approved,rejected,skipped" example:"counted"`
	Round     int64       `json:"round" doc:"From 1; a recount begins the next" example:"1"`
	Counted   *int64      `json:"counted" doc:"On the shelf; null when nobody counted it" example:"12"`
	CountedAt *time.Time  `json:"counted_at"`
	Expected  *int64      `json:"expected" doc:"On the shelf by the books, at the moment it was counted; null while it is not to be seen" example:"13"`
	Picked    *int64      `json:"picked" doc:"Further units that were in somebody's hands for orders; null as expected is" example:"2"`
	Variance  *int64      `json:"variance" doc:"Counted less expected" example:"-1"`
	Value     *string     `json:"value" doc:"Of the variance, at cost; null when that is not known" example:"-7.40"`
	Moved     bool        `json:"moved" doc:"Stock moved between two tallies: nobody knows what each saw"`
	Waits     string      `json:"waits" enum:",tolerance,moved,promised,new_lot" doc:"Why a person must decide" example:"tolerance"`
	Applied   *int64      `json:"applied" doc:"What the approval added to the books; less than the variance where somebody else found it too" example:"-1"`
	DecidedBy string      `json:"decided_by" doc:"system for within the tolerance" example:"system"`
	DecidedAt *time.Time  `json:"decided_at"`
	Tallies   []tallyView `json:"tallies" doc:"What each counter found, in each round"`
}

type tallyView struct {
	Round    int64     `json:"round" example:"1"`
	Counter  string    `json:"counter" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Quantity int64     `json:"quantity" example:"12"`
	At       time.Time `json:"at"`
}

// countOutcomeView is a count after a decision.
type countOutcomeView struct {
	Count   *countView         `json:"count"`
	Refused []countRefusalView `json:"refused" doc:"What could not be done, and waits on"`
}

type countRefusalView struct {
	Line    int      `json:"line" doc:"Its number on the sheet" example:"1"`
	SKU     string   `json:"sku" example:"TEE-RED-M"`
	Lot     string   `json:"lot" doc:"Code of the lot, or the serial number" example:""`
	Problem *Problem `json:"problem" doc:"Why"`
}

func (v *countOutcomeView) atVersion() int64 { return v.Count.Version }

func (v *countView) atVersion() int64 { return v.Version }
func (v *countView) location() string { return Prefix + "/counts/" + v.ID }

// countViewOf makes the view for somebody who decides variances, or doesn't.
func countViewOf(decides bool) func(*oms.Count) *countView {
	return func(c *oms.Count) *countView {
		return &countView{ID: c.ID, Number: c.Name(), Location: c.Location, Status: string(c.Status), Blind: c.Blind, Note: c.Note, Currency: c.Currency,
			Tolerance: countToleranceView{c.Tolerance.Units, c.Tolerance.Percent, optionalAmount(c.Tolerance.Value, c.Currency)},
			Progress:  countProgressView(c.Progress), Version: c.Version, CreatedBy: c.CreatedBy, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt,
			FinishedAt: c.FinishedAt, ClosedAt: c.ClosedAt, Lines: views(c.Lines, func(l *oms.CountLine) countLineView { return countLineViewOf(c, l, decides) })}
	}
}

func countLineViewOf(c *oms.Count, l *oms.CountLine, decides bool) countLineView {
	v := countLineView{Line: l.N, SKU: l.SKU, Tracking: string(cmp.Or(l.Tracking, oms.TrackNone)), Lot: l.Lot, LotID: l.LotID, ExpiresOn: l.ExpiresOn, Title: l.Title, Barcode: l.Barcode, Status: string(l.Status), Round: l.Round, CountedAt: l.CountedAt, Moved: l.Moved,
		Waits: string(l.Waits), DecidedBy: l.DecidedBy, DecidedAt: l.DecidedAt, Tallies: views(l.Tallies, func(t *oms.CountTally) tallyView { return tallyView(*t) })}
	if l.Nameless() {
		return v
	}
	if l.CountedAt != nil {
		v.Counted = number(l.Counted)
	}
	if l.Status == oms.CountLineApproved {
		v.Applied = number(l.Applied)
	}
	if l.Status == oms.CountLineSkipped || !c.Shows(l, decides) {
		return v
	}
	v.Expected, v.Picked = number(l.Expected()), number(l.Picked)
	if l.CountedAt == nil {
		return v
	}
	v.Variance, v.Value = number(l.Variance()), optionalAmount(l.Value(), c.Currency)
	return v
}

func countOutcomeViewOf(o *flow.CountOutcome) *countOutcomeView {
	return &countOutcomeView{countViewOf(true)(o.Count), views(o.Refused, func(r *flow.CountRefusal) countRefusalView {
		return countRefusalView{r.Line, r.SKU, r.Lot, problemOf(r.Err)}
	})}
}
