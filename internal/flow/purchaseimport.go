package flow

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// purchaseColumns are what a file of purchase order lines may have.
var purchaseColumns = []catalogField{
	{"sku", []string{"sku code", "code", "article", "item", "variant sku", "stock code"}, true},
	{"quantity", []string{"qty", "units", "ordered", "amount"}, true},
	{"cost", []string{"unit cost", "price", "unit price"}, false},
	{"expected_at", []string{"expected", "expected date", "delivery date", "eta"}, false},
}

// ImportPurchaseLines replaces the lines of a draft by those of a CSV or XLSX
// file with the columns sku, quantity, cost and expected (2026-12-01). It is
// taken whole, or refused with the rows at fault.
func (f *Flow) ImportPurchaseLines(ctx context.Context, id string, file []byte) (*oms.PurchaseOrder, error) {
	items, err := readPurchaseLines(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return f.onPurchase(ctx, id, func(tx *store.Tx, p *oms.PurchaseOrder) error {
		if p.Status != oms.PurchaseDraft {
			return oms.Errorf(oms.Conflict, "%s is %s: only a draft gets other lines", p.Name(), p.Status)
		}
		if err := changeLines(ctx, tx, p, items); err != nil {
			return err
		}
		return savePurchase(ctx, tx, p, oms.PurchaseEdited)
	})
}

func readPurchaseLines(file io.Reader) (items []PurchaseItem, err error) {
	t, err := openCatalog(file, purchaseColumns, nil)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	var errs []oms.FieldError
	for {
		row, err := t.next()
		switch {
		case errors.Is(err, io.EOF):
			return items, oms.InvalidFields("the file", errs)
		case err != nil:
			return nil, err
		case len(items) == maxPurchaseLines:
			return nil, oms.InvalidField("file", "has more than %d rows", maxPurchaseLines)
		}
		items = append(items, row.purchaseItem())
		if row.err != nil {
			errs = append(errs, row.faults()...)
		}
	}
}

// purchaseItem reads a line off a row.
func (r *catalogRow) purchaseItem() PurchaseItem {
	it := PurchaseItem{SKU: r.get("sku"), Cost: oms.Decimal(r.get("cost"))}
	if n := r.whole("quantity"); n != nil {
		it.Quantity = *n
	}
	if text := r.get("expected_at"); text != "" {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			r.fault("expected_at", "must be a date such as 2026-12-01, not %.40q", text)
		}
		it.ExpectedAt = &day
	}
	return it
}
