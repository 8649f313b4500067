package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// nameOf is what a line of a sheet counts.
func nameOf(l *oms.CountLine) store.LotName { return store.LotName{SKUID: l.SKUID, Lot: l.Lot} }

// booksOf returns what the books say of what lines count. They say nothing of
// what no line names.
func booksOf(ctx context.Context, tx *store.Tx, locationID string, lines []*oms.CountLine) (map[store.LotName]oms.Books, error) {
	var names []store.LotName
	for _, l := range lines {
		if !l.Nameless() {
			names = append(names, nameOf(l))
		}
	}
	return tx.Books(ctx, locationID, names)
}

// missSerials gives each serial number that should be on the shelf and was not
// scanned a line with none of it, of SKUs of which people have scanned some, or
// said that there are none:
//
//   - one that came after the first scan may be where they had been already;
//   - units that are picked for orders are nameless until they are packed, so
//     while no more are missing than that, nothing is.
func missSerials(ctx context.Context, tx *store.Tx, c *oms.Count) error {
	looked, listed := map[string]*oms.CountLine{}, map[store.LotName]bool{}
	var ids []string
	for i := range c.Lines {
		l := &c.Lines[i]
		listed[nameOf(l)] = true
		if l.Nameless() && l.Tracking == oms.TrackSerials && l.Status == oms.CountLineCounted {
			looked[l.SKUID], ids = l, append(ids, l.SKUID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	there, err := tx.SerialsAt(ctx, c.LocationID, ids)
	if err != nil {
		return err
	}
	inHands, err := tx.PickedUnnamed(ctx, c.LocationID, ids)
	if err != nil {
		return err
	}
	missing := map[string][]store.ShelfSerial{}
	for _, s := range there {
		if !listed[s.LotName] && !s.ArrivedAt.After(*looked[s.SKUID].CountedAt) {
			missing[s.SKUID] = append(missing[s.SKUID], s)
		}
	}
	for _, id := range ids {
		if int64(len(missing[id])) <= inHands[id] {
			continue
		}
		if err := missAll(ctx, tx, c, *looked[id], missing[id]); err != nil {
			return err
		}
	}
	return nil
}

func missAll(ctx context.Context, tx *store.Tx, c *oms.Count, sibling oms.CountLine, missing []store.ShelfSerial) error {
	if len(c.Lines)+len(missing) > oms.MaxCountLots {
		return tooManyLots(c)
	}
	first := len(c.Lines)
	for _, s := range missing {
		c.AddLot(&sibling, s.LotID, s.Lot, s.ExpiresOn)
	}
	lines := allLines(c)[first:]
	books, err := booksOf(ctx, tx, c.LocationID, lines)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if err := c.Tally(l, store.CallerOf(ctx).Actor, 0, false, books[nameOf(l)], tx.Now); err != nil {
			return err
		}
	}
	return nil
}
