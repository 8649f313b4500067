package flow

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

const exportPage = 200 // entries in memory

// ExportInventory writes the SKUs that a filter chooses as CSV, a row for each
// location that has one, in the order of the list. flushed is called behind each
// page and may be nil.
func (f *Flow) ExportInventory(ctx context.Context, filter InventoryFilter, to io.Writer, flushed func() error) error {
	w, err := table.NewWriter(to, "sku", "title", "category", "bundle", "location", "on_hand", "available", "allocated", "reserved", "safety", "damaged",
		"quality_control", "incoming", "sellable_network", "waiting_network", "cover_days_network")
	if err != nil {
		return err
	}
	q := InventoryQuery{InventoryFilter: filter, Paging: Paging{Limit: exportPage}}
	return eachPage(flushed, w, func(cursor string) (string, error) {
		q.Cursor = cursor
		page, err := f.Inventory(ctx, q)
		if err != nil {
			return "", err
		}
		for _, row := range page.Items {
			if err := writeInventory(w, row, filter.Location); err != nil {
				return "", err
			}
		}
		return page.NextCursor, nil
	})
}

func writeInventory(w *table.Writer, row InventoryRow, location string) error {
	days := ""
	if row.CoverHours != nil {
		days = strconv.FormatInt(*row.CoverHours/24, 10)
	}
	levels := row.Levels
	if len(levels) == 0 {
		levels = []oms.StockLevel{{}} // a SKU that lies nowhere is a row too
	}
	for _, l := range levels {
		if location != "" && l.Location != location && l.LocationID != location {
			continue
		}
		cells := []string{row.SKU.Code, row.SKU.Title, row.SKU.Category, strconv.FormatBool(row.SKU.Bundle()), l.Location}
		for _, n := range []int64{l.OnHand, l.Available(), l.Allocated, l.Reserved, l.Safety, l.Damaged, l.QualityControl, l.Incoming, row.Network.Sellable, row.Waiting} {
			cells = append(cells, strconv.FormatInt(n, 10))
		}
		if err := w.Write(append(cells, days)...); err != nil {
			return err
		}
	}
	return nil
}

// ExportMovements writes the stock movements that a filter chooses as CSV, the
// newest first. flushed is called behind each page and may be nil.
func (f *Flow) ExportMovements(ctx context.Context, filter MovementFilter, to io.Writer, flushed func() error) error {
	w, err := table.NewWriter(to, "occurred_at", "sku", "location", "state", "quantity", "lot", "reason", "reference", "note", "actor", "id")
	if err != nil {
		return err
	}
	q := MovementQuery{MovementFilter: filter, Paging: Paging{Limit: exportPage}}
	return eachPage(flushed, w, func(cursor string) (string, error) {
		q.Cursor = cursor
		page, err := f.StockMovements(ctx, q)
		if err != nil {
			return "", err
		}
		for _, m := range page.Items {
			if err := w.Write(m.OccurredAt.Format(time.RFC3339), m.SKU, m.Location, string(m.State), strconv.FormatInt(m.Quantity, 10), m.Lot, string(m.Reason),
				m.Reference, m.Note, m.Actor, m.ID); err != nil {
				return "", err
			}
		}
		return page.NextCursor, nil
	})
}

// countsPage is how many counts an export reads together, of up to
// oms.MaxCountLots lines each.
const countsPage = 20

// ExportCounts writes the lines of the counts that a filter chooses as CSV, the
// newest first, with what the books say also of blind ones. flushed is called
// behind each page and may be nil.
func (f *Flow) ExportCounts(ctx context.Context, filter CountFilter, to io.Writer, flushed func() error) error {
	w, err := table.NewWriter(to, "count", "id", "location", "count_status", "sku", "lot", "expires_on", "status", "counted", "expected", "variance", "applied", "decided_by")
	if err != nil {
		return err
	}
	filter.Limit = countsPage
	return eachPage(flushed, w, func(cursor string) (string, error) {
		filter.Cursor = cursor
		page, err := f.Counts(ctx, filter)
		if err != nil || len(page.Items) == 0 {
			return "", err
		}
		if _, err := read(ctx, f, func(tx *store.Tx) (bool, error) { return true, tx.CountLines(ctx, page.Items) }); err != nil {
			return "", err
		}
		for _, c := range page.Items {
			if err := writeCount(w, c); err != nil {
				return "", err
			}
		}
		return page.NextCursor, nil
	})
}

func writeCount(w *table.Writer, c *oms.Count) error {
	for i := range c.Lines {
		l := &c.Lines[i]
		cells := []string{c.Name(), c.ID, c.Location, string(c.Status), l.SKU, l.Lot, l.ExpiresOn, string(l.Status)}
		for _, n := range []int64{l.Counted, l.Expected(), l.Variance(), l.Applied} {
			if l.CountedAt == nil || l.Nameless() {
				cells = append(cells, "")
				continue
			}
			cells = append(cells, strconv.FormatInt(n, 10))
		}
		if err := w.Write(append(cells, l.DecidedBy)...); err != nil {
			return err
		}
	}
	return nil
}

// eachPage writes page after page, until one has no next.
func eachPage(flushed func() error, w *table.Writer, write func(cursor string) (string, error)) error {
	cursor := ""
	for {
		next, err := write(cursor)
		if err != nil {
			return err
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if flushed != nil {
			if err := flushed(); err != nil {
				return err
			}
		}
		if cursor = next; cursor == "" {
			return nil
		}
	}
}
