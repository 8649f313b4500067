package flow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// CountFinish says how the counting ends.
type CountFinish struct {
	Uncounted string `json:"uncounted,omitempty" doc:"What becomes of SKUs that nobody counted: skip leaves them as they are, zero says that none is there" enum:"skip,zero" default:"skip"`
}

// CountChoice names lines of a count.
type CountChoice struct {
	SKUs  []string `json:"skus,omitempty" doc:"Codes of SKUs, each with all its lots; all that wait when lines are absent too" maxItems:"1000" maxLength:"100" example:"TEE-RED-M"`
	Lines []int    `json:"lines,omitempty" doc:"Numbers of lines, each a SKU or one lot" maxItems:"10000" minimum:"1" maximum:"10000"`
}

// CountOutcome is a count after a decision, and what was refused of it.
type CountOutcome struct {
	*oms.Count
	Refused []CountRefusal
}

// CountRefusal is a line that could not be approved, and why.
type CountRefusal struct {
	Line int
	SKU  string
	Lot  string
	Err  *oms.Error
}

// FinishCount ends the counting. What is within the tolerance is approved; the
// other variances wait for a person, and so does what would take units from
// orders. A count of which nothing waits is closed.
func (f *Flow) FinishCount(ctx context.Context, id string, in CountFinish) (*oms.Count, error) {
	if in.Uncounted != "" && in.Uncounted != "skip" && in.Uncounted != "zero" {
		return nil, oms.InvalidField("uncounted", "must be skip or zero")
	}
	return f.onCount(ctx, id, func(tx *store.Tx, c *oms.Count) error {
		if c.Status == oms.CountReview || c.Status == oms.CountClosed {
			return nil // it is finished
		}
		if in.Uncounted == "zero" {
			if err := countZero(ctx, tx, c); err != nil {
				return err
			}
		}
		if err := missSerials(ctx, tx, c); err != nil {
			return err
		}
		within, err := c.Finish(tx.Now)
		if err != nil {
			return err
		}
		b := newStockBatch(ctx, f, tx, len(within))
		if _, err := b.approve(ctx, c, within, "system", true, nil); err != nil {
			return err
		}
		if err := watchPromised(ctx, tx, c); err != nil {
			return err
		}
		return saveCount(ctx, tx, c, allLines(c), oms.CountFinished, map[string]any{"approved": appliedBy(within)})
	})
}

// countZero says of what nobody counted that none is there.
func countZero(ctx context.Context, tx *store.Tx, c *oms.Count) error {
	books, err := booksOf(ctx, tx, c.LocationID, allLines(c))
	if err != nil {
		return err
	}
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Status == oms.CountLineOpen {
			if err := c.Tally(l, store.CallerOf(ctx).Actor, 0, false, books[nameOf(l)], tx.Now); err != nil {
				return err
			}
		}
	}
	return nil
}

// ApproveCount puts variances that wait into the books: a movement for each,
// with the count as its reference. Where promised units are missing, stock.Take
// decides who loses, and each order that does gets an exception. A line that
// is refused, also for the sake of CountPolicy, never fails its neighbors.
func (f *Flow) ApproveCount(ctx context.Context, id string, in CountChoice) (out *CountOutcome, err error) {
	err = contending(func(claimed []string) error {
		out, err = f.decideCount(ctx, id, in, func(tx *store.Tx, c *oms.Count, lines []*oms.CountLine) (oms.EventType, []CountRefusal, error) {
			by := store.CallerOf(ctx).Actor
			lines, own, err := ofOthers(ctx, tx, lines, by)
			if err != nil {
				return "", nil, err
			}
			b := newStockBatch(ctx, f, tx, len(lines))
			refused, err := b.approve(ctx, c, lines, by, false, claimed)
			return oms.CountApproved, append(own, refused...), err
		})
		return err
	})
	return out, err
}

// RejectCount leaves the books as they are for variances that wait.
func (f *Flow) RejectCount(ctx context.Context, id string, in CountChoice) (*CountOutcome, error) {
	return f.decideCount(ctx, id, in, func(tx *store.Tx, _ *oms.Count, lines []*oms.CountLine) (oms.EventType, []CountRefusal, error) {
		for _, l := range lines {
			l.Reject(store.CallerOf(ctx).Actor, tx.Now)
		}
		return oms.CountRejected, nil, nil
	})
}

// RecountCount has lines that wait counted again: their tallies begin anew.
func (f *Flow) RecountCount(ctx context.Context, id string, in CountChoice) (*CountOutcome, error) {
	return f.decideCount(ctx, id, in, func(_ *store.Tx, _ *oms.Count, lines []*oms.CountLine) (oms.EventType, []CountRefusal, error) {
		for _, l := range lines {
			l.Recount()
		}
		return oms.CountReopened, nil, nil
	})
}

// decideCount does something to the chosen lines that wait. One that does not
// wait any more is left as it is, so that deciding twice is no error.
func (f *Flow) decideCount(ctx context.Context, id string, in CountChoice,
	decide func(*store.Tx, *oms.Count, []*oms.CountLine) (oms.EventType, []CountRefusal, error)) (*CountOutcome, error) {
	if !oms.IsID(id, oms.PrefixCount) {
		return nil, unknown("count", id)
	}
	return do(ctx, f, func(tx *store.Tx) (*CountOutcome, error) {
		c, err := tx.LockCount(ctx, id)
		if err != nil {
			return nil, err
		}
		out := &CountOutcome{Count: c}
		lines, err := c.Chosen(in.SKUs, in.Lines, oms.CountLinePending)
		if err != nil || len(lines) == 0 {
			return out, err
		}
		var event oms.EventType
		if event, out.Refused, err = decide(tx, c, lines); err != nil || len(out.Refused) == len(lines) {
			return out, err
		}
		if err := watchPromised(ctx, tx, c); err != nil {
			return nil, err
		}
		decided := slices.DeleteFunc(lines, func(l *oms.CountLine) bool { return l.Status == oms.CountLinePending })
		return out, saveCount(ctx, tx, c, decided, event, map[string]any{"items": appliedBy(decided)})
	})
}

// CancelCount ends a count of which nothing was approved; it changes nothing.
func (f *Flow) CancelCount(ctx context.Context, id string) (*oms.Count, error) {
	return f.onCount(ctx, id, func(tx *store.Tx, c *oms.Count) error {
		if c.Status == oms.CountCanceled {
			return nil
		}
		if err := c.Cancel(tx.Now); err != nil {
			return err
		}
		if err := watchPromised(ctx, tx, c); err != nil {
			return err
		}
		return saveCount(ctx, tx, c, nil, oms.CountCalledOff, map[string]any{})
	})
}

// approve puts what lines owe into the books, what was found before what is
// missing: units that were taken for another lot leave no order without. A line
// that is refused waits; a firm approval refuses to take units from orders.
func (b *stockBatch) approve(ctx context.Context, c *oms.Count, lines []*oms.CountLine, by string, firm bool, claimed []string) (refused []CountRefusal, err error) {
	if len(lines) == 0 {
		return nil, nil
	}
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(x, y *oms.CountLine) int { return cmp.Compare(min(0, y.Variance()), min(0, x.Variance())) })
	changes := make([]stockChange, len(lines))
	for i, l := range lines {
		changes[i] = stockChange{MovementInput: MovementInput{SKU: l.SKU, Location: c.Location, Reason: oms.ReasonCounted, Reference: c.ID, Note: c.Name(),
			LotNames: oms.LotNames{Lot: l.Lot}}, line: l, firm: firm}
		if l.NewLot() {
			changes[i].ExpiresOn = l.ExpiresOn
		}
	}
	if err := b.run(ctx, changes, claimed); err != nil {
		return nil, err
	}
	for i, l := range lines {
		var why *oms.Error
		switch said := errors.As(b.results[i].Err, &why); {
		case !said && b.results[i].Err != nil:
			return nil, b.results[i].Err
		case !said:
			l.Approve(changes[i].Quantity, by, b.tx.Now)
		case firm:
			l.WaitPromised()
		default:
			refused = append(refused, CountRefusal{l.N, l.SKU, l.Lot, why})
		}
	}
	return refused, nil
}

// watchPromised keeps the exception of a count that found fewer units than are
// promised: it names the orders as long as such a line waits.
func watchPromised(ctx context.Context, tx *store.Tx, c *oms.Count) error {
	short, err := promisedLines(ctx, tx, c)
	if err != nil {
		return err
	}
	fingerprint := "count_short:" + c.ID
	if len(short) == 0 {
		return allClear(ctx, tx, fingerprint, oms.EndsCounted.Said())
	}
	orders, err := tx.HoldingsAt(ctx, c.LocationID, slices.Sorted(maps.Keys(short)))
	if err != nil {
		return err
	}
	return report(ctx, tx, oms.Exception{Kind: oms.ExceptionCountShort, Severity: oms.SeverityHigh, Subject: c.ID, Fingerprint: fingerprint}.Saying(shortSays(c, short, orders)...))
}

// promisedLines returns, by SKU, how many units that are bound would be gone
// if the lines that wait were approved: what is found of one lot makes up for
// what another lacks, and what can't be sold anyway is missed by nobody.
func promisedLines(ctx context.Context, tx *store.Tx, c *oms.Count) (map[string]int64, error) {
	short := map[string]int64{}
	var waiting []*oms.CountLine
	var ids []string
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Status == oms.CountLinePending && l.Variance() != 0 && c.Status != oms.CountCanceled {
			waiting, ids = append(waiting, l), append(ids, l.SKUID)
		}
	}
	if len(waiting) == 0 {
		return short, nil
	}
	st, err := tx.ReadStock(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := loadLots(ctx, tx, st, ids); err != nil {
		return nil, err
	}
	for _, l := range waiting {
		n := -l.Variance()
		if l.LotID != "" && n > 0 {
			n = min(n, max(0, st.LotLevel(l.LotID, l.SKUID, c.LocationID).Free()))
		}
		short[l.SKUID] += n
	}
	for id, n := range short {
		if short[id] = n - st.Available(id, c.LocationID); short[id] <= 0 {
			delete(short, id)
		}
	}
	return short, nil
}

// mostNamed is how many orders a summary names.
const mostNamed = 12

func shortSays(c *oms.Count, short map[string]int64, orders []store.Holding) []oms.Said {
	var skus, numbers []string
	var units int64
	for _, l := range c.Lines {
		if n := short[l.SKUID]; n > 0 && !slices.Contains(skus, l.SKU) {
			units += n
			skus = append(skus, l.SKU)
		}
	}
	for _, o := range orders {
		if number := fmt.Sprint(o.Number); !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	what := oms.SaysCountShort.With(oms.Facts{"name": oms.FactText(c.Name()), "location": oms.FactText(c.Location), "skus": oms.FactList(skus), "count": oms.FactNumber(units)})
	if len(numbers) == 0 {
		return []oms.Said{what, oms.SaysCountDecide.Said()}
	}
	return []oms.Said{what, oms.SaysCountConcerns.With(oms.Facts{"count": oms.FactNumber(int64(len(numbers))), "orders": oms.FactFirst(mostNamed, numbers)})}
}

func allLines(c *oms.Count) []*oms.CountLine {
	out := make([]*oms.CountLine, len(c.Lines))
	for i := range c.Lines {
		out[i] = &c.Lines[i]
	}
	return out
}

// appliedBy lists what approved lines added to the books, for an event.
func appliedBy(lines []*oms.CountLine) []map[string]any {
	out := []map[string]any{}
	for _, l := range lines {
		one := map[string]any{"sku_id": l.SKUID, "sku": l.SKU, "status": l.Status, "counted": l.Counted, "applied": l.Applied}
		if l.Lot != "" {
			one["lot"] = l.Lot
		}
		out = append(out, one)
	}
	return out
}
