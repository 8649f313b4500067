package flow

import (
	"context"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// skuImport imports SKUs. Bundles come last: their components may stand behind
// them in the file.
type skuImport struct {
	seen map[string]*oms.SKU // of a dry run, which leaves nothing in the database
}

func (*skuImport) fields() []catalogField {
	return []catalogField{
		{"code", []string{"sku", "sku code", "article", "article number", "item", "item number", "variant sku", "stock code"}, true},
		{"title", []string{"name", "product", "product name", "description"}, false},
		{"barcode", []string{"ean", "gtin", "upc", "variant barcode"}, false},
		{"category", []string{"product category", "type", "product type"}, false},
		{"weight_grams", []string{"weight", "grams", "weight g", "variant grams"}, false},
		{"length_mm", []string{"length"}, false}, {"width_mm", []string{"width"}, false}, {"height_mm", []string{"height"}, false},
		{"hs_code", []string{"hs", "harmonized system code", "customs tariff number"}, false},
		{"origin_country", []string{"origin", "country of origin"}, false},
		{"unfillable", []string{"out of stock policy", "inventory policy"}, false},
		{"backorder_limit", nil, false}, {"tracking", []string{"tracked by", "lot tracking"}, false}, {"min_days_left", []string{"minimum shelf life", "min shelf life"}, false}, {"components", []string{"bundle", "parts"}, false}, {"active", []string{"status", "enabled"}, false},
	}
}

func (*skuImport) late(r *catalogRow) bool { return r.get("components") != "" }

func (s *skuImport) do(ctx context.Context, f *Flow, rows []*catalogRow, dry bool) error {
	inputs, codes := make([]SKUInput, len(rows)), []string(nil)
	for i, r := range rows {
		inputs[i] = r.sku()
		codes = append(append(codes, inputs[i].Code), inputs[i].codes()...)
	}
	var e *skuEdit
	err := f.writeRows(ctx, dry, rows, func(tx *store.Tx) (err error) {
		if e, err = editSKUs(ctx, tx, codes...); err != nil {
			return err
		}
		for code, known := range s.seen {
			if e.known[code] == nil {
				e.known[code] = known
			}
		}
		for i, r := range rows {
			if r.err == nil {
				if r.outcome, r.err = e.put(ctx, inputs[i]); r.err != nil && oms.CodeOf(r.err) == "" {
					return r.err
				}
			}
		}
		return e.save(ctx)
	})
	if err != nil || !dry {
		return err
	}
	for _, staged := range e.staged {
		s.seen[staged.now.Code] = staged.now
	}
	return nil
}

// sku reads a SKU off a row. Components are written "TEE-RED-M:2; CAP:1".
func (r *catalogRow) sku() SKUInput {
	in := SKUInput{Code: r.get("code"), SKUFields: SKUFields{Title: r.text("title"), Barcode: r.text("barcode"), Category: r.text("category"),
		WeightGrams: r.whole("weight_grams"), LengthMM: r.whole("length_mm"), WidthMM: r.whole("width_mm"), HeightMM: r.whole("height_mm"),
		HSCode: r.text("hs_code"), OriginCountry: r.text("origin_country"), BackorderLimit: r.whole("backorder_limit"), MinDaysLeft: r.whole("min_days_left"), Active: r.flag("active")}}
	if p := r.text("unfillable"); p != nil {
		in.Unfillable = (*oms.UnfillablePolicy)(p)
	}
	if p := r.text("tracking"); p != nil {
		in.Tracking = (*oms.Tracking)(p)
	}
	text := r.get("components")
	if text == "" {
		return in
	}
	var parts []ComponentInput
	for part := range strings.SplitSeq(text, ";") {
		code, quantity := strings.TrimSpace(part), int64(1)
		if i := strings.LastIndexByte(code, ':'); i >= 0 {
			n, err := strconv.ParseInt(strings.TrimSpace(code[i+1:]), 10, 64)
			if err != nil {
				r.fault("components", "must be codes with quantities such as TEE-RED-M:2; CAP:1, not %.100q", text)
			}
			code, quantity = strings.TrimSpace(code[:i]), n
		}
		if code != "" {
			parts = append(parts, ComponentInput{code, quantity})
		}
	}
	in.Components = &parts
	return in
}

// put adds a SKU, or changes the one with the code.
func (e *skuEdit) put(ctx context.Context, in SKUInput) (outcome, error) {
	if err := oms.InvalidFields("the row", checkCode("code", in.Code, maxSKUCode)); err != nil {
		return rowUnchanged, err
	}
	was := e.known[in.Code]
	if was == nil {
		s := newSKU(in.Code)
		if err := oms.InvalidFields("the row", in.apply(s, e.find)); err != nil {
			return rowUnchanged, err
		}
		e.keep(nil, s)
		return rowCreated, nil
	}
	s := *was
	if err := oms.InvalidFields("the row", in.apply(&s, e.find)); err != nil {
		return rowUnchanged, err
	}
	if same(skuFields(was), skuFields(&s)) {
		return rowUnchanged, nil
	}
	if err := e.mayBundle(ctx, was, &s); err != nil {
		return rowUnchanged, err
	}
	if err := e.mayTrack(ctx, was, &s); err != nil {
		return rowUnchanged, err
	}
	e.keep(was, &s)
	return rowChanged, nil
}
