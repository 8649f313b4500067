package flow

import (
	"cmp"
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

// stockImport imports what is on the shelves, or movements.
type stockImport struct {
	moves    bool
	location string // of rows that name none; "" when each must
}

func (s stockImport) fields() []catalogField {
	fields := []catalogField{
		{"sku", []string{"sku code", "code", "article", "item", "variant sku", "stock code"}, true}, {"location", []string{"location code", "warehouse", "store"}, s.location == ""},
		{"quantity", []string{"on hand", "stock", "counted", "available", "qty", "units"}, true}, {"reference", []string{"document"}, false},
		{"lot", []string{"lot number", "batch", "batch number", "serial", "serial number"}, false}, {"expires_on", []string{"best before", "expiry", "expiry date", "use by"}, false},
	}
	if s.moves {
		fields = append(fields, catalogField{"reason", nil, true}, catalogField{"state", nil, false}, catalogField{"note", []string{"comment"}, false})
	}
	return fields
}

func (stockImport) late(*catalogRow) bool { return false }

func (s stockImport) do(ctx context.Context, f *Flow, rows []*catalogRow, dry bool) error {
	changes := make([]stockChange, len(rows))
	for i, r := range rows {
		place := cmp.Or(r.get("location"), s.location)
		n := r.whole("quantity")
		if n == nil {
			r.fault("quantity", "is required")
			n = new(int64)
		}
		changes[i] = newCount(CountItem{SKU: r.get("sku"), Counted: *n, Lot: r.get("lot"), ExpiresOn: r.get("expires_on")}, place, r.get("reference"))
		if s.moves {
			in := MovementInput{SKU: r.get("sku"), Location: place, Quantity: *n, Reason: oms.MovementReason(r.get("reason")),
				State: oms.StockState(r.get("state")), Reference: r.get("reference"), Note: r.get("note"), LotNames: oms.LotNames{Lot: r.get("lot")}, ExpiresOn: r.get("expires_on")}
			changes[i] = stockChange{MovementInput: in, err: oms.InvalidFields("the row", in.check())}
		}
		if r.err != nil {
			changes[i].err = r.err
		}
	}
	results, err := f.changeStock(ctx, changes, dry)
	for i, out := range results {
		if rows[i].err = out.Err; out.Err == nil && len(out.Movements) > 0 {
			rows[i].outcome = rowChanged
		}
	}
	return err
}
