package flow

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// stockChange is a movement, or a count, on its way through a batch.
type stockChange struct {
	MovementInput
	counted *int64         // of a correction by count: what is there; the quantity follows
	line    *oms.CountLine // of a count's approval: the quantity is what it owes
	firm    bool           // promises don't give way: what is short is refused
	sku     *oms.SKU
	units   []oms.LotUnits // of a SKU that is tracked: whose units they are
	skuID   string
	placeID string
	err     error
}

// contested is the error of a batch that found promised units missing without
// having locked the orders that hold them. Orders are locked before stock, so
// it begins anew.
type contested struct{ skuIDs []string }

func (c *contested) Error() string { return "stock is promised to orders that are not locked" }

// contending runs a transaction that changes stock, again when it found more
// to lock: the SKUs whose holders it must lock first.
func contending(run func(claimed []string) error) error {
	const tries = 8
	var claimed []string
	for range tries {
		err := run(claimed)
		var more *contested
		if !errors.As(err, &more) {
			return err
		}
		claimed = append(claimed, more.skuIDs...)
		slices.Sort(claimed)
		claimed = slices.Compact(claimed)
	}
	return oms.Errorf(oms.Conflict, "the orders that hold this stock keep changing: try again")
}

// changeStock does a batch. A dry one keeps nothing.
func (f *Flow) changeStock(ctx context.Context, changes []stockChange, dry bool) (results []MovementResult, err error) {
	err = contending(func(claimed []string) error {
		var planned []MovementResult
		results, err = do(ctx, f, func(tx *store.Tx) ([]MovementResult, error) {
			b := newStockBatch(ctx, f, tx, len(changes))
			planned = b.results
			if err := b.run(ctx, slices.Clone(changes), claimed); err != nil || !dry {
				return b.results, err
			}
			return nil, errDry
		})
		if errors.Is(err, errDry) {
			results, err = planned, nil
		}
		return err
	})
	return results, err
}

// stockBatch is one transaction of stock changes.
type stockBatch struct {
	held
	st         *store.Stock
	results    []MovementResult
	actor      string
	missing    []string                    // SKUs whose holders must be locked first
	books      map[store.LotName]oms.Books // for the approval of a count
	inHands    map[string]int64            // by SKU, units that are picked there and not named yet: for the same
	inbound    map[[2]string]int64         // what transfers and purchase orders bring, by SKU and location
	skuCodes   map[string]string
	placeCodes map[string]string
	lots       lotBook
}

func newStockBatch(ctx context.Context, f *Flow, tx *store.Tx, changes int) *stockBatch {
	return &stockBatch{held: held{f: f, tx: tx}, results: make([]MovementResult, changes), actor: store.CallerOf(ctx).Actor}
}

// run works the changes in order.
func (b *stockBatch) run(ctx context.Context, changes []stockChange, claimed []string) error {
	if err := b.resolve(ctx, changes); err != nil {
		return err
	}
	if err := b.lock(ctx, claimed); err != nil {
		return err
	}
	if err := b.lockStock(ctx, changes, claimed); err != nil {
		return err
	}
	for i := range changes {
		if changes[i].err == nil {
			changes[i].err = b.change(ctx, &changes[i], &b.results[i])
		}
		if err := changes[i].err; err != nil && oms.CodeOf(err) == "" {
			return err
		}
		b.results[i].Err = changes[i].err
	}
	if len(b.missing) > 0 {
		return &contested{b.missing}
	}
	settleStock(ctx, b.tx, b.st, b.skuCodes, b.placeCodes)
	if err := b.save(ctx); err != nil {
		return err
	}
	if err := b.lots.save(ctx); err != nil {
		return err
	}
	if err := b.tx.SaveStock(ctx, b.st); err != nil {
		return err
	}
	return b.tx.SaveLastCounts(ctx, lastCounts(changes, b.tx.Now))
}

// lastCounts says which SKUs, and lots of them, were held against the books, and when.
func lastCounts(changes []stockChange, now time.Time) []store.LastCount {
	seen := map[store.LastCount]time.Time{}
	for _, c := range changes {
		if c.Reason != oms.ReasonCounted || c.err != nil {
			continue
		}
		at := now
		if c.line != nil {
			at = *c.line.CountedAt
		}
		for _, lot := range []string{"", c.Lot} {
			of := store.LastCount{LotName: store.LotName{SKUID: c.skuID, Lot: lot}, LocationID: c.placeID}
			if seen[of].Before(at) {
				seen[of] = at
			}
		}
	}
	out := make([]store.LastCount, 0, len(seen))
	for of, at := range seen {
		of.At = at
		out = append(out, of)
	}
	return out
}

// lockStock locks the stock of all that may change, after those who hold it,
// and looks up what transfers and purchase orders bring where anything is incoming.
func (b *stockBatch) lockStock(ctx context.Context, changes []stockChange, claimed []string) (err error) {
	var ids, places []string
	for _, c := range changes {
		if c.err == nil {
			ids = append(ids, c.skuID)
		}
	}
	for id, code := range b.reserved() {
		ids, b.skuCodes[id] = append(ids, id), code
	}
	if b.st, err = b.tx.LockStock(ctx, ids); err != nil {
		return err
	}
	if err := b.verify(b.st, claimed); err != nil {
		return err
	}
	if err := loadLots(ctx, b.tx, b.st, ids); err != nil {
		return err
	}
	b.lots = lotBook{tx: b.tx, st: b.st, placed: b.placeCodes}
	if err := b.readBooks(ctx, changes); err != nil {
		return err
	}
	if err := b.lots.know(ctx, changes); err != nil {
		return err
	}
	for _, c := range changes {
		if c.err == nil && b.st.Level(c.skuID, c.placeID).Incoming > 0 {
			places = append(places, c.placeID)
		}
	}
	if len(places) > 0 {
		b.inbound, err = b.tx.Inbound(ctx, places)
	}
	return err
}

// readBooks reads what the approval of a count is held against.
func (b *stockBatch) readBooks(ctx context.Context, changes []stockChange) (err error) {
	var lines []*oms.CountLine
	var serials []string
	place := "" // one for all: they are of one count
	for _, c := range changes {
		if c.line == nil || c.err != nil {
			continue
		}
		lines, place = append(lines, c.line), c.placeID
		if c.line.Serial() {
			serials = append(serials, c.skuID)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	if b.books, err = booksOf(ctx, b.tx, place, lines); err != nil || len(serials) == 0 {
		return err
	}
	b.inHands, err = b.tx.PickedUnnamed(ctx, place, serials)
	return err
}

// resolve turns codes into ids.
func (b *stockBatch) resolve(ctx context.Context, changes []stockChange) error {
	var codes []string
	for _, c := range changes {
		if c.err == nil {
			codes = append(codes, c.SKU)
		}
	}
	skus, err := b.tx.SKUsByCode(ctx, codes)
	if err != nil {
		return err
	}
	locations, err := b.tx.Locations(ctx, false)
	if err != nil {
		return err
	}
	places := make(map[string]string, len(locations))
	b.skuCodes, b.placeCodes = map[string]string{}, map[string]string{}
	for _, l := range locations {
		places[l.Code], b.placeCodes[l.ID] = l.ID, l.Code
	}
	for i := range changes {
		c := &changes[i]
		if c.err != nil {
			continue
		}
		s, place := skus[c.SKU], places[c.Location]
		switch {
		case s == nil:
			c.err = oms.InvalidField("sku", "%.100q is not known: create it first", c.SKU)
		case s.Bundle():
			c.err = oms.InvalidField("sku", "%s is a bundle, which has no stock of its own: move its components", c.SKU)
		case place == "":
			c.err = oms.InvalidField("location", "%.64q is not known: create it first", c.Location)
		default:
			c.sku, c.skuID, c.placeID = s, s.ID, place
			b.skuCodes[s.ID] = s.Code
		}
	}
	return nil
}

// settleStock draws what follows from changes of stock before they are saved:
// lots past their date are withdrawn, and events tell which levels changed and
// which SKUs ran out.
func settleStock(ctx context.Context, tx *store.Tx, st *store.Stock, skuCodes, placeCodes map[string]string) {
	withdrawPast(tx, st)
	gone := map[string]bool{}
	for _, c := range st.Changes() {
		l := c.After
		tx.Emit(ctx, oms.Event{Type: oms.StockChanged, Subject: l.SKUID}, map[string]any{"sku": skuCodes[l.SKUID], "location": placeCodes[l.LocationID],
			"location_id": l.LocationID, "before": figuresOf(c.Before), "after": figuresOf(l)})
		if c.Before.Available() > 0 && l.Available() == 0 {
			gone[l.SKUID] = true
		}
	}
	for _, c := range st.Changes() {
		if id := c.After.SKUID; gone[id] && !anyAvailable(st, []string{id}) {
			delete(gone, id)
			tx.Emit(ctx, oms.Event{Type: oms.StockOut, Subject: id}, map[string]any{"sku": skuCodes[id]})
		}
	}
}

// stockFigures is a level as events show it.
type stockFigures struct {
	OnHand      int64 `json:"on_hand"`
	Allocated   int64 `json:"allocated"`
	Reserved    int64 `json:"reserved"`
	Unavailable int64 `json:"unavailable"`
	Incoming    int64 `json:"incoming"`
	Available   int64 `json:"available"`
}

func figuresOf(l oms.StockLevel) stockFigures {
	return stockFigures{l.OnHand, l.Allocated, l.Reserved, l.Unavailable(), l.Incoming, l.Available()}
}
