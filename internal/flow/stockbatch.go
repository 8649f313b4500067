package flow

import (
	"context"
	"errors"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// stockChange is a movement, or a count, on its way through a batch.
type stockChange struct {
	MovementInput
	counted *int64 // of a count: what is there; the quantity follows
	skuID   string
	placeID string
	err     error
}

// contested is the error of a batch that found promised units missing without
// having locked the orders that hold them. Orders are locked before stock, so
// it begins anew.
type contested struct{ skuIDs []string }

func (c *contested) Error() string { return "stock is promised to orders that are not locked" }

// changeStock does a batch, again when it has more to lock. A dry one keeps
// nothing.
func (f *Flow) changeStock(ctx context.Context, changes []stockChange, dry bool) ([]MovementResult, error) {
	const tries = 8
	var claimed []string
	for try := 1; ; try++ {
		var planned []MovementResult
		results, err := do(ctx, f, func(tx *store.Tx) ([]MovementResult, error) {
			b := &stockBatch{held: held{f: f, tx: tx}, results: make([]MovementResult, len(changes)), actor: store.CallerOf(ctx).Actor}
			planned = b.results
			if err := b.run(ctx, slices.Clone(changes), claimed); err != nil || !dry {
				return b.results, err
			}
			return nil, errDry
		})
		if errors.Is(err, errDry) {
			return planned, nil
		}
		var more *contested
		if !errors.As(err, &more) {
			return results, err
		}
		if try == tries {
			return nil, oms.Errorf(oms.Conflict, "the orders that hold this stock keep changing: try again")
		}
		claimed = append(claimed, more.skuIDs...)
		slices.Sort(claimed)
		claimed = slices.Compact(claimed)
	}
}

// stockBatch is one transaction of stock changes.
type stockBatch struct {
	held
	st         *store.Stock
	results    []MovementResult
	actor      string
	missing    []string            // SKUs whose holders must be locked first
	inbound    map[[2]string]int64 // what transfers and purchase orders bring, by SKU and location
	skuCodes   map[string]string
	placeCodes map[string]string
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
	emitStock(ctx, b.tx, b.st, b.skuCodes, b.placeCodes)
	if err := b.save(ctx); err != nil {
		return err
	}
	return b.tx.SaveStock(ctx, b.st)
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
			c.skuID, c.placeID = s.ID, place
			b.skuCodes[s.ID] = s.Code
		}
	}
	return nil
}

// emitStock records which levels changed, and which SKUs ran out.
func emitStock(ctx context.Context, tx *store.Tx, st *store.Stock, skuCodes, placeCodes map[string]string) {
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
