package oms

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Count is a sheet by which people count the stock of chosen SKUs at one
// location. What they find changes nothing until it is approved, by its
// tolerance or by a person; then the difference is a movement.
type Count struct {
	ID         string
	Number     int64 // counted up from 1001
	LocationID string
	Location   string // its code
	Status     CountStatus
	Blind      bool // who counts is not told what the books say
	Note       string
	Tolerance  CountTolerance
	Currency   string // ISO 4217, of the tolerance's value and the lines' costs; "" when nothing is valued
	Lines      []CountLine
	Progress   CountProgress
	Version    int64
	CreatedBy  string
	CreatedAt  time.Time
	UpdatedAt  time.Time
	FinishedAt *time.Time // when the counters were last done
	ClosedAt   *time.Time // closed or canceled
}

// Name is how people call a count.
func (c *Count) Name() string { return fmt.Sprintf("CC-%d", c.Number) }

// Line returns the first line of a SKU's code, or nil.
func (c *Count) Line(sku string) *CountLine {
	for i := range c.Lines {
		if c.Lines[i].SKU == sku {
			return &c.Lines[i]
		}
	}
	return nil
}

// Chosen returns the lines that are in a state, of SKUs' codes and of line
// numbers, or all that are in it when both are nil. A name without a line is an
// error.
func (c *Count) Chosen(skus []string, lines []int, status CountLineStatus) ([]*CountLine, error) {
	named := map[string]bool{}
	for i, sku := range skus {
		if c.Line(sku) == nil {
			return nil, InvalidField(fmt.Sprintf("skus[%d]", i), "%.100q is not on %s", sku, c.Name())
		}
		named[sku] = true
	}
	numbered := map[int]bool{}
	for i, n := range lines {
		if n < 1 || n > len(c.Lines) {
			return nil, InvalidField(fmt.Sprintf("lines[%d]", i), "names no line of %s", c.Name())
		}
		numbered[n] = true
	}
	var out []*CountLine
	for i := range c.Lines {
		l := &c.Lines[i]
		if l.Status == status && (named[l.SKU] || numbered[l.N] || skus == nil && lines == nil) {
			out = append(out, l)
		}
	}
	return out, nil
}

// CountLine is one SKU of a count, or one lot of it. Its variance is measured
// against the books at the moment it was counted, so that what moves afterwards
// is not lost.
//
// A SKU with lots has a line for each that the books have there. One with serial
// numbers has a single line without one, so that a sheet does not say how many
// there should be; each number that is scanned gets a line, and each that was
// not scanned when the counting is done.
type CountLine struct {
	N         int
	SKUID     string
	SKU       string
	Title     string
	Barcode   string
	Tracking  Tracking // of the SKU
	Lot       string   // code of the lot, or the serial number; "" of a SKU that is not tracked, and of what no line names
	LotID     string   // "" of a lot that the books don't know
	ExpiresOn string   // of the lot; as it was found for one that the books don't know
	Status    CountLineStatus
	Round     int64 // from 1; a recount begins the next
	Counted   int64 // on the shelf: the sum of the round's tallies
	Book      int64 // on hand when it was counted
	Picked    int64 // of Book, in somebody's hands for orders, so not on the shelf
	Corrected int64 // the sum of all corrections by counts until then
	Short     int64 // the sum of what pickers did not find until then
	Applied   int64 // what the approval added to the books
	CountedAt *time.Time
	Moved     bool        // the shelf's figure changed between two tallies: nobody knows which units each saw
	Cost      *int64      // of one unit, in minor units of the count's currency; nil when it is not known
	Waits     CountReason // why a person must decide
	DecidedBy string      // "system" for within tolerance
	DecidedAt *time.Time
	Tallies   []CountTally // of all rounds
}

// Nameless tells whether the line stands for units of a tracked SKU that no
// line names: none of them can be counted without naming them.
func (l *CountLine) Nameless() bool {
	return l.Lot == "" && (l.Tracking == TrackLots || l.Tracking == TrackSerials)
}

// Serial tells whether the line is a serial number: one unit, or none.
func (l *CountLine) Serial() bool { return l.Lot != "" && l.Tracking == TrackSerials }

// NewLot tells whether the line is a lot that the books don't know.
func (l *CountLine) NewLot() bool { return l.Lot != "" && l.LotID == "" }

// Name is how people call what is counted on the line.
func (l *CountLine) Name() string {
	if l.Lot == "" {
		return l.SKU
	}
	return l.SKU + ", " + l.Lot
}

// Expected is what should have been on the shelf when it was counted.
func (l *CountLine) Expected() int64 { return l.Book - l.Picked }

// Variance is what is there more than the books say.
func (l *CountLine) Variance() int64 { return l.Counted - l.Expected() }

// Value is what the variance is worth, in minor units of the count's currency;
// nil when that is not known.
func (l *CountLine) Value() *int64 {
	off := l.Variance()
	if l.Cost == nil || off != 0 && *l.Cost > math.MaxInt64/max(off, -off) {
		return nil
	}
	value := *l.Cost * off
	return &value
}

// CountedBy tells whether somebody has counted the line in its round.
func (l *CountLine) CountedBy(counter string) bool {
	return slices.ContainsFunc(l.Tallies, func(t CountTally) bool { return t.Round == l.Round && t.Counter == counter })
}

// CountPolicy says who may approve what was counted.
type CountPolicy struct {
	FourEyes bool `json:"four_eyes" doc:"Whoever counted a SKU does not approve its variance: somebody else does. What is within a count's tolerance needs nobody"`
}

// CountTally is what one counter found of a SKU in one round. Several counters
// look in several places: what they find is added up.
type CountTally struct {
	Round    int64
	Counter  string
	Quantity int64
	At       time.Time
}

// CountTolerance says which variance is approved without a person: up to Units
// or Percent of what was expected, whichever is more, and, where Value is set,
// not worth more than it. The zero value approves what is exactly right, and so
// does every other for serial numbers and for lots that the books don't know:
// those may be slips of a scanner.
type CountTolerance struct {
	Units   int64
	Percent int64  // 0 to 100
	Value   *int64 // minor units of the count's currency; nil for any
}

// Allows tells whether the variance of a line is within the tolerance. One
// that can't be valued is not, where value is asked for.
func (t CountTolerance) Allows(l *CountLine) bool {
	off := max(l.Variance(), -l.Variance())
	switch {
	case off == 0:
		return true
	case l.Serial() || l.NewLot():
		return false
	case off > t.Units && off*100 > t.Percent*l.Expected():
		return false
	case t.Value == nil:
		return true
	}
	return l.Cost != nil && *l.Cost <= *t.Value/off
}

// CountProgress counts the lines of a count by their states.
type CountProgress struct {
	Lines    int64
	Open     int64
	Counted  int64
	Pending  int64
	Approved int64
	Rejected int64
	Skipped  int64
	Applied  int64 // units that approved lines added to the books
}

// Add adds lines in a state, and what all of them added to the books.
func (p *CountProgress) Add(status CountLineStatus, lines, applied int64) {
	p.Lines += lines
	p.Applied += applied
	switch status {
	case CountLineOpen:
		p.Open += lines
	case CountLineCounted:
		p.Counted += lines
	case CountLinePending:
		p.Pending += lines
	case CountLineApproved:
		p.Approved += lines
	case CountLineRejected:
		p.Rejected += lines
	case CountLineSkipped:
		p.Skipped += lines
	}
}

// CountStatus is where a count stands.
type CountStatus string

// The states of a count.
const (
	CountOpen     CountStatus = "open"     // nobody has counted yet
	CountCounting CountStatus = "counting" // somebody counts
	CountReview   CountStatus = "review"   // variances wait for a person
	CountClosed   CountStatus = "closed"
	CountCanceled CountStatus = "canceled"
)

// CountMoves is the table of a count's life. A recount leads back to counting.
var CountMoves = Machine{Noun: "count", Start: names(CountOpen), Moves: moves(map[CountStatus][]CountStatus{
	CountOpen:     {CountCounting, CountCanceled},
	CountCounting: {CountReview, CountClosed, CountCanceled},
	CountReview:   {CountCounting, CountClosed, CountCanceled},
})}

// Done tells whether nothing will happen to it any more.
func (s CountStatus) Done() bool { return s == CountClosed || s == CountCanceled }

// CountLineStatus is where one SKU of a count stands.
type CountLineStatus string

// The states of a count's line.
const (
	CountLineOpen     CountLineStatus = "open"
	CountLineCounted  CountLineStatus = "counted"
	CountLinePending  CountLineStatus = "pending" // its variance waits for a person
	CountLineApproved CountLineStatus = "approved"
	CountLineRejected CountLineStatus = "rejected" // the books stay as they are
	CountLineSkipped  CountLineStatus = "skipped"  // nobody counted it
)

// CountLineMoves is the table of a line's life. A recount opens it again.
var CountLineMoves = Machine{Noun: "count line", Start: names(CountLineOpen), Moves: moves(map[CountLineStatus][]CountLineStatus{
	CountLineOpen:    {CountLineCounted, CountLineSkipped},
	CountLineCounted: {CountLineApproved, CountLinePending},
	CountLinePending: {CountLineApproved, CountLineRejected, CountLineOpen},
})}

// CountReason is why a variance waits for a person.
type CountReason string

// The reasons.
const (
	CountBeyond   CountReason = "tolerance" // more than the tolerance
	CountMoved    CountReason = "moved"     // stock moved between two tallies
	CountPromised CountReason = "promised"  // units that are promised would be gone
	CountNewLot   CountReason = "new_lot"   // a lot that the books don't know
)

// Shows tells whether somebody may see what the books say of a line. A blind
// count tells nobody before the counters are done, and until a line is decided
// only those who decide: it may be counted again.
func (c *Count) Shows(l *CountLine, decides bool) bool {
	if !c.Blind || c.Status.Done() {
		return true
	}
	switch l.Status {
	case CountLineOpen, CountLineCounted:
		return false
	case CountLinePending:
		return decides
	case CountLineApproved, CountLineRejected, CountLineSkipped:
	}
	return true
}
