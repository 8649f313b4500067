package flow

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// TallyInput is what one counter found.
type TallyInput struct {
	Items []TallyItem `json:"items" minItems:"1" maxItems:"1000"`
	// AddUnlisted is for what lies on the shelf and is not on the sheet.
	AddUnlisted bool `json:"add_unlisted,omitempty" doc:"Put SKUs that are not on the sheet on it; else they are refused"`
}

// TallyItem is how many units of a SKU one counter found.
type TallyItem struct {
	SKU      string `json:"sku" doc:"Code or barcode of the SKU" example:"TEE-RED-M" minLength:"1" maxLength:"100"`
	Quantity int64  `json:"quantity" doc:"Units" minimum:"-1000000000" maximum:"1000000000" example:"12"`
	Add      bool   `json:"add,omitempty" doc:"So many more than the counter found before, as a scanner says it, or fewer when negative; else so many in all. What one call says of a SKU several times is added up"`
}

// TallyCount notes what the caller found: each counter has a tally of each
// SKU, and the tallies of several are added up. All of it is taken, or nothing.
func (f *Flow) TallyCount(ctx context.Context, id string, in TallyInput) (*oms.Count, error) {
	if len(in.Items) == 0 || len(in.Items) > oms.MaxCountLines {
		return nil, oms.InvalidField("items", "must have 1 to %d entries", oms.MaxCountLines)
	}
	return f.onCount(ctx, id, func(tx *store.Tx, c *oms.Count) error { return noteTallies(ctx, tx, c, in, itemField) })
}

func itemField(i int) string { return fmt.Sprintf("items[%d]", i) }

// noteTallies notes the items; field names the i-th of them in an error.
func noteTallies(ctx context.Context, tx *store.Tx, c *oms.Count, in TallyInput, field func(int) string) error {
	counter := store.CallerOf(ctx).Actor
	codes, err := tallied(ctx, tx, c, in, field)
	if err != nil {
		return err
	}
	touched := make([]string, len(codes))
	for i, code := range codes {
		touched[i] = c.Line(code).SKUID
	}
	books, err := tx.Books(ctx, c.LocationID, touched)
	if err != nil {
		return err
	}
	changed, noted := map[string]*oms.CountLine{}, make([]map[string]any, len(in.Items))
	for i, it := range in.Items {
		l := c.Line(codes[i])
		again := changed[l.SKU] != nil
		if err := c.Tally(l, counter, it.Quantity, it.Add || again, books[l.SKUID], tx.Now); err != nil {
			return atItem(field(i), err)
		}
		changed[l.SKU] = l
		noted[i] = map[string]any{"sku_id": l.SKUID, "sku": l.SKU, "quantity": it.Quantity, "add": it.Add || again}
	}
	lines := make([]*oms.CountLine, 0, len(changed))
	for _, l := range changed {
		lines = append(lines, l)
	}
	return saveCount(ctx, tx, c, lines, oms.CountTallied, map[string]any{"items": noted})
}

// atItem says at which item a tally was refused.
func atItem(field string, err error) error {
	var refused *oms.Error
	if errors.As(err, &refused) && refused.Code == oms.Invalid {
		return oms.InvalidField(field+".quantity", "%s", refused.Fields[0].Message)
	}
	return err
}

// tallied returns the code of each item's SKU, all of them on the sheet.
func tallied(ctx context.Context, tx *store.Tx, c *oms.Count, in TallyInput, field func(int) string) ([]string, error) {
	known := map[string]string{} // a name → the code of a SKU on the sheet
	for _, l := range c.Lines {
		known[l.Barcode] = l.SKU
	}
	for _, l := range c.Lines {
		known[l.SKU] = l.SKU // a code is the stronger name
	}
	delete(known, "")
	codes := make([]string, len(in.Items))
	var errs []oms.FieldError
	var unlisted []string
	for i, it := range in.Items {
		if codes[i] = known[it.SKU]; codes[i] != "" {
			continue
		}
		sku, fault, err := named(ctx, tx, field(i)+".sku", it.SKU)
		if err != nil {
			return nil, err
		}
		if fault == nil && known[sku.Code] == "" && !in.AddUnlisted {
			fault = &oms.FieldError{Field: field(i) + ".sku", Message: fmt.Sprintf("%s is not on %s: say add_unlisted to put it there", sku.Code, c.Name())}
		}
		if fault != nil {
			errs = append(errs, *fault)
			continue
		}
		if known[sku.Code] == "" {
			unlisted = append(unlisted, sku.ID)
		}
		codes[i], known[it.SKU], known[sku.Code] = sku.Code, sku.Code, sku.Code
	}
	if err := oms.InvalidFields("the tally", errs); err != nil {
		return nil, err
	}
	return codes, enlist(ctx, tx, c, unlisted)
}

// named finds a SKU by its code or barcode.
func named(ctx context.Context, tx *store.Tx, field, text string) (*oms.SKU, *oms.FieldError, error) {
	if errs := checkText(field, text, maxSKUCode); errs != nil {
		return nil, &errs[0], nil
	}
	found, err := tx.SKUsNamed(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	if len(found) > 1 {
		return nil, &oms.FieldError{Field: field, Message: fmt.Sprintf("%.100q is the barcode of several SKUs: name one", text)}, nil
	}
	var sku *oms.SKU
	if len(found) == 1 {
		sku = found[0]
	}
	sku, fault := countable(field, text, sku)
	return sku, fault, nil
}

// enlist puts what was found on the shelf on the sheet.
func enlist(ctx context.Context, tx *store.Tx, c *oms.Count, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	suppliers, err := tx.Suppliers(ctx)
	if err != nil {
		return err
	}
	costs, _ := costsOf(suppliers, c.Currency)
	_, err = addCountLines(ctx, tx, c, ids, costs)
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
	{"counted", []string{"quantity", "qty", "units", "found", "on hand"}, true},
}

// ImportTallies notes what a CSV or XLSX file says that the caller found, with
// the columns sku or barcode, and counted; rows where nothing is counted are
// passed over. It is taken whole, or refused with the rows at fault.
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
		it := TallyItem{SKU: cmp.Or(row.get("sku"), row.get("barcode"))}
		if it.SKU == "" {
			row.fault("sku", "is empty, and so is the barcode")
		}
		if n := row.whole("counted"); n != nil {
			it.Quantity = *n
		}
		if row.err != nil {
			errs = append(errs, oms.FieldError{Field: fmt.Sprintf("row %d", row.N), Message: row.err.Error()})
		}
		items, rows = append(items, it), append(rows, row.N)
	}
}
