package oms

import "time"

// MaxTally is the most units of one SKU that a counter may find.
const MaxTally = 1_000_000_000

// MaxCountLines is how many SKUs a count may have: what people walk in a day.
const MaxCountLines = 1000

// MaxCountLots is how many lines a count may have with the lots of its SKUs.
const MaxCountLots = 10_000

// Books is what is known of a SKU, or of a lot, at a location at one moment.
type Books struct {
	OnHand    int64
	Picked    int64      // of OnHand, in somebody's hands for orders
	Corrected int64      // the sum of all corrections by counts so far
	Short     int64      // the sum of what pickers did not find so far: zero or less
	LastAt    *time.Time // when the approved count was made that is the newest; nil for none
}

// AddLot gives a lot of a SKU that is on the sheet a line of its own. lotID is ""
// for one that the books don't know.
func (c *Count) AddLot(sibling *CountLine, lotID, code, expiresOn string) *CountLine {
	c.Lines = append(c.Lines, CountLine{N: len(c.Lines) + 1, SKUID: sibling.SKUID, SKU: sibling.SKU, Title: sibling.Title, Barcode: sibling.Barcode, Tracking: sibling.Tracking,
		Cost: sibling.Cost, Lot: code, LotID: lotID, ExpiresOn: expiresOn, Status: CountLineOpen, Round: 1})
	return &c.Lines[len(c.Lines)-1]
}

// Tally notes what a counter found of a line: n units more with add, else n in
// all. The line remembers what the books said at this moment:
//
//   - several counters look in several places, so what they found is added up;
//   - a serial number is one unit, however often it is scanned, and by how many;
//   - when the shelf's figure changed since the tally before, it is unknown
//     which units either saw, and the line is marked as moved, until one counter
//     alone says what is there.
func (c *Count) Tally(l *CountLine, counter string, n int64, add bool, b Books, now time.Time) error {
	if c.Status.Done() || l.Status != CountLineOpen && l.Status != CountLineCounted {
		return Errorf(Conflict, "%s is %s on %s, which is %s: it can't be counted now", l.Name(), l.Status, c.Name(), c.Status)
	}
	mine, others := l.tallied(counter)
	if add {
		n += mine
	}
	if l.Serial() {
		n = min(n, 1-others)
	}
	if n < 0 || n > MaxTally || n+others > MaxTally {
		return InvalidField("quantity", "makes %d units of %s: 0 to %d can be counted", n+others, l.Name(), int64(MaxTally))
	}
	if n != 0 && l.Nameless() {
		return InvalidField("lot", "is required: %s is tracked by %s", l.SKU, l.Tracking.Noun())
	}
	moved := l.Status == CountLineCounted && b.OnHand-b.Picked != l.Expected()
	l.Moved = (l.Moved || moved) && (add || others > 0)
	l.note(CountTally{l.Round, counter, n, now})
	l.Counted, l.Book, l.Picked, l.Corrected, l.Short = n+others, b.OnHand, b.Picked, b.Corrected, b.Short
	l.CountedAt, l.Status = &now, CountLineCounted
	if c.Status == CountOpen || c.Status == CountReview {
		c.Status = CountCounting
	}
	return nil
}

// tallied is what a counter found in this round, and what others did.
func (l *CountLine) tallied(counter string) (mine, others int64) {
	for _, t := range l.Tallies {
		switch {
		case t.Round != l.Round:
		case t.Counter == counter:
			mine = t.Quantity
		default:
			others += t.Quantity
		}
	}
	return mine, others
}

// note keeps a tally in the place of the counter's own of this round.
func (l *CountLine) note(tally CountTally) {
	for i, t := range l.Tallies {
		if t.Round == tally.Round && t.Counter == tally.Counter {
			l.Tallies[i] = tally
			return
		}
	}
	l.Tallies = append(l.Tallies, tally)
}

// Finish ends the counting, as far as it got: what nobody counted is skipped.
// It returns the lines that are within tolerance, to be approved; the others
// wait for a person.
func (c *Count) Finish(now time.Time) ([]*CountLine, error) {
	if c.Status.Done() {
		return nil, Errorf(Conflict, "%s is %s: there is nothing to finish", c.Name(), c.Status)
	}
	if c.Status == CountOpen {
		return nil, Errorf(Conflict, "nothing of %s is counted: count something, or cancel it", c.Name())
	}
	var within []*CountLine
	for i := range c.Lines {
		l := &c.Lines[i]
		switch {
		case l.Status == CountLineOpen:
			l.Status = CountLineSkipped
		case l.Status != CountLineCounted:
		case l.Moved:
			l.wait(CountMoved)
		case c.Tolerance.Allows(l):
			within = append(within, l)
		case l.NewLot():
			l.wait(CountNewLot)
		default:
			l.wait(CountBeyond)
		}
	}
	c.FinishedAt = &now
	return within, nil
}

func (l *CountLine) wait(why CountReason) { l.Status, l.Waits = CountLinePending, why }

// WaitPromised keeps a line for a person because units that are promised would
// be gone.
func (l *CountLine) WaitPromised() { l.wait(CountPromised) }

// Owed is what approving the line adds to the books:
//
//   - nothing, when a later count of the shelf was approved: that knew better;
//   - else its variance, less what other counts have corrected since it was
//     counted, which is the same find;
//   - of what is missing, less what pickers did not find since, which is gone from
//     the books already;
//   - nothing of a serial number that was missing and is off the shelf by the
//     books too, or that was found and is in them.
func (l *CountLine) Owed(b Books) int64 {
	if b.LastAt != nil && b.LastAt.After(*l.CountedAt) {
		return 0
	}
	owed := l.Variance() - (b.Corrected - l.Corrected)
	if owed < 0 {
		owed = min(0, owed-(b.Short-l.Short))
	}
	if l.Serial() && (owed < 0 && b.OnHand == b.Picked || owed > 0 && b.OnHand > 0) {
		return 0
	}
	return owed
}

// Approve ends a line by which the books change by applied units.
func (l *CountLine) Approve(applied int64, by string, now time.Time) {
	l.Applied = applied
	l.decide(CountLineApproved, by, now)
}

// Reject ends a line; the books stay as they are.
func (l *CountLine) Reject(by string, now time.Time) { l.decide(CountLineRejected, by, now) }

func (l *CountLine) decide(status CountLineStatus, by string, now time.Time) {
	l.Status, l.DecidedBy, l.DecidedAt, l.Waits = status, by, &now, ""
}

// Recount opens a line that waits, for its next round.
func (l *CountLine) Recount() {
	l.Status, l.Round, l.Waits = CountLineOpen, l.Round+1, ""
	l.Counted, l.Book, l.Picked, l.Corrected, l.Short, l.CountedAt, l.Moved = 0, 0, 0, 0, 0, nil, false
}

// Cancel ends a count of which nothing was approved.
func (c *Count) Cancel(now time.Time) error {
	if err := CountMoves.Check(c.Name(), string(c.Status), string(CountCanceled)); err != nil {
		return err
	}
	c.Settle(now)
	if c.Progress.Approved > 0 {
		return Errorf(Conflict, "%d lines of %s are in the books already: reject the others instead", c.Progress.Approved, c.Name())
	}
	c.Status, c.ClosedAt = CountCanceled, &now
	return nil
}

// Settle derives the progress of a count and, when the counters are done, its
// status.
func (c *Count) Settle(now time.Time) {
	c.Progress = CountProgress{}
	for i := range c.Lines {
		l := &c.Lines[i]
		c.Progress.Add(l.Status, 1, l.Applied)
	}
	switch {
	case c.Status.Done() || c.FinishedAt == nil:
	case c.Progress.Open+c.Progress.Counted > 0:
		c.Status = CountCounting
	case c.Progress.Pending > 0:
		c.Status = CountReview
	default:
		c.Status, c.ClosedAt = CountClosed, &now
	}
}
