package flow

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// TallyInput is what one counter found.
type TallyInput struct {
	Items []TallyItem `json:"items" minItems:"1" maxItems:"1000"`
	// AddUnlisted is for what lies on the shelf and is not on the sheet.
	AddUnlisted bool `json:"add_unlisted,omitempty" doc:"Put SKUs that are not on the sheet on it; else they are refused. A lot of a SKU that is there needs no such word"`
}

// TallyItem is how many units of a SKU one counter found.
type TallyItem struct {
	SKU       string `json:"sku" doc:"Code or barcode of the SKU" example:"TEE-RED-M" minLength:"1" maxLength:"100"`
	Lot       string `json:"lot,omitempty" doc:"Code of the lot, or the serial number, of a SKU that is tracked; a quantity of 0 without it says that there is nothing of what is still open, or, with add, puts the SKU on the sheet" maxLength:"64"`
	ExpiresOn string `json:"expires_on,omitempty" doc:"The last good day, of a lot that the books don't know" maxLength:"10" example:"2027-03-31"`
	Quantity  int64  `json:"quantity" doc:"Units" minimum:"-1000000000" maximum:"1000000000" example:"12"`
	Add       bool   `json:"add,omitempty" doc:"So many more than the counter found before, as a scanner says it, or fewer when negative; else so many in all. What one call says of a SKU several times is added up"`
}

// TallyCount notes what the caller found: each counter has a tally of each
// SKU, or of each lot of it, and the tallies of several are added up. All of it is taken, or nothing.
func (f *Flow) TallyCount(ctx context.Context, id string, in TallyInput) (*oms.Count, error) {
	if len(in.Items) == 0 || len(in.Items) > oms.MaxCountLines {
		return nil, oms.InvalidField("items", "must have 1 to %d entries", oms.MaxCountLines)
	}
	return f.onCount(ctx, id, func(tx *store.Tx, c *oms.Count) error { return noteTallies(ctx, tx, c, in, itemField) })
}

func itemField(i int) string { return fmt.Sprintf("items[%d]", i) }

// noteTallies notes the items; field names the i-th of them in an error.
func noteTallies(ctx context.Context, tx *store.Tx, c *oms.Count, in TallyInput, field func(int) string) error {
	listed := len(c.Lines)
	names := countNames{tx: tx, c: c, in: in, field: field}
	of, err := names.lines(ctx)
	if err != nil {
		return err
	}
	touched := map[int]bool{}
	for _, places := range of {
		for _, k := range places {
			touched[k] = true
		}
	}
	var lines, changed []*oms.CountLine
	for k := range c.Lines {
		if touched[k] {
			lines = append(lines, &c.Lines[k])
		}
		if touched[k] || k >= listed {
			changed = append(changed, &c.Lines[k])
		}
	}
	books, err := booksOf(ctx, tx, c.LocationID, lines)
	if err != nil {
		return err
	}
	counter, seen, noted := store.CallerOf(ctx).Actor, map[int]bool{}, make([]map[string]any, len(in.Items))
	for i, it := range in.Items {
		again := false
		for _, k := range of[i] {
			l := &c.Lines[k]
			again = seen[k]
			if err := c.Tally(l, counter, it.Quantity, it.Add || again, books[nameOf(l)], tx.Now); err != nil {
				return atItem(field(i), err)
			}
			seen[k] = true
		}
		sku := names.skus[i]
		noted[i] = map[string]any{"sku_id": sku.id, "sku": sku.code, "quantity": it.Quantity, "add": it.Add || again}
		if it.Lot != "" {
			noted[i]["lot"] = it.Lot
		}
	}
	begun, err := beginNameless(c, lines, counter, tx.Now)
	if err != nil {
		return err
	}
	for _, l := range begun {
		if !slices.Contains(changed, l) {
			changed = append(changed, l)
		}
	}
	return saveCount(ctx, tx, c, changed, oms.CountTallied, map[string]any{"items": noted})
}

// beginNameless notes, for SKUs of which a lot was counted, that people have
// looked for what no line names.
func beginNameless(c *oms.Count, counted []*oms.CountLine, counter string, now time.Time) (begun []*oms.CountLine, err error) {
	looked := map[string]bool{}
	for _, l := range counted {
		looked[l.SKUID] = l.Lot != "" || looked[l.SKUID]
	}
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Nameless() && l.Status == oms.CountLineOpen && looked[l.SKUID] {
			if err := c.Tally(l, counter, 0, false, oms.Books{}, now); err != nil {
				return nil, err
			}
			begun = append(begun, l)
		}
	}
	return begun, nil
}

// atItem says at which item a tally was refused.
func atItem(field string, err error) error {
	var refused *oms.Error
	if errors.As(err, &refused) && refused.Code == oms.Invalid {
		return oms.InvalidField(field+"."+refused.Fields[0].Field, "%v", refused.Fields[0])
	}
	return err
}

// onCount runs a verb on a count that is locked.
func (f *Flow) onCount(ctx context.Context, id string, verb func(*store.Tx, *oms.Count) error) (*oms.Count, error) {
	if !oms.IsID(id, oms.PrefixCount) {
		return nil, unknown("count", id)
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Count, error) {
		c, err := tx.LockCount(ctx, id)
		if err != nil {
			return nil, err
		}
		return c, verb(tx, c)
	})
}

// tallyColumns are what a file of tallies may have.
var tallyColumns = []catalogField{
	{"sku", []string{"sku code", "code", "article", "item", "variant sku", "stock code"}, false},
	{"barcode", []string{"ean", "gtin", "upc"}, false},
	{"lot", []string{"batch", "lot number", "serial", "serial number"}, false},
	{"expires_on", []string{"expires", "expiry", "best before", "use by"}, false},
	{"counted", []string{"quantity", "qty", "units", "found", "on hand"}, true},
}

// ImportTallies notes what a CSV or XLSX file says that the caller found, with
// the columns sku or barcode, and counted, and of SKUs that are tracked lot and
// expires_on; rows where nothing is counted are passed over. It is taken whole, or refused with the rows at fault.
func (f *Flow) ImportTallies(ctx context.Context, id string, file []byte) (*oms.Count, error) {
	items, rows, err := readTallies(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return f.onCount(ctx, id, func(tx *store.Tx, c *oms.Count) error {
		return noteTallies(ctx, tx, c, TallyInput{Items: items}, func(i int) string { return fmt.Sprintf("row %d", rows[i]) })
	})
}

func readTallies(file io.Reader) (items []TallyItem, rows []int, err error) {
	t, err := openCatalog(file, tallyColumns, nil)
	if err != nil {
		return nil, nil, err
	}
	defer t.Close()
	var errs []oms.FieldError
	for {
		row, err := t.next()
		switch {
		case errors.Is(err, io.EOF) && len(errs) == 0 && len(items) == 0:
			return nil, nil, oms.InvalidField("file", "counts nothing: fill the column counted")
		case errors.Is(err, io.EOF):
			return items, rows, oms.InvalidFields("the file", errs)
		case err != nil:
			return nil, nil, err
		case row.get("counted") == "":
			continue
		case len(items) == oms.MaxCountLines:
			return nil, nil, oms.InvalidField("file", "has more than %d rows", oms.MaxCountLines)
		}
		it := TallyItem{SKU: cmp.Or(row.get("sku"), row.get("barcode")), Lot: row.get("lot"), ExpiresOn: row.get("expires_on")}
		if it.SKU == "" {
			row.fault("sku", "is empty, and so is the barcode")
		}
		if n := row.whole("counted"); n != nil {
			it.Quantity = *n
		}
		if row.err != nil {
			errs = append(errs, row.faults()...)
		}
		items, rows = append(items, it), append(rows, row.N)
	}
}
