package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// OrderNumbered returns the id of the order with a number of ours, or "".
func (tx *Tx) OrderNumbered(ctx context.Context, number int64) (string, error) {
	var id string
	_, err := tx.one(ctx, &id, `SELECT id FROM orders WHERE number = ?`, number)
	return id, err
}

// SKUsNamed returns, by each text, the SKUs that have it as their code, in any
// case, or as their barcode, in the order of their codes.
func (tx *Tx) SKUsNamed(ctx context.Context, texts []string) (map[string][]*oms.SKU, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	var codes, ids []string
	for _, text := range texts {
		codes = append(codes, cases(text)...)
	}
	err := tx.query(ctx, &ids, `SELECT id FROM skus WHERE barcode <> '' AND barcode = ANY_OF(?) UNION SELECT id FROM skus WHERE code = ANY_OF(?)`, texts, codes)
	if err != nil {
		return nil, err
	}
	found, err := tx.SKUsByID(ctx, ids)
	byCode, byBarcode := map[string]*oms.SKU{}, map[string][]*oms.SKU{}
	for _, s := range found {
		byCode[s.Code], byBarcode[s.Barcode] = s, append(byBarcode[s.Barcode], s)
	}
	out := make(map[string][]*oms.SKU, len(texts))
	for _, text := range texts {
		if text == "" {
			continue
		}
		all := slices.Clone(byBarcode[text])
		for _, code := range cases(text) {
			if s := byCode[code]; s != nil && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
		slices.SortFunc(all, func(a, b *oms.SKU) int { return cmp.Compare(a.Code, b.Code) })
		out[text] = all
	}
	return out, err
}

// Thing is something that a label may name, other than a unit.
type Thing struct {
	Kind ThingKind
	Name string // a SKU's or a location's code, a parcel's tracking number
}

// ThingKind says what a Thing is; "" is nothing.
type ThingKind string

// The kinds of things.
const (
	ThingSKU      ThingKind = "sku" // by its code, in any case, or its barcode
	ThingLocation ThingKind = "location"
	ThingParcel   ThingKind = "parcel"
)

// ThingsNamed returns what texts name, by text; nothing for one that names
// nothing. The numbers of orders are left out: they are short, and a unit may
// well have the same.
func (tx *Tx) ThingsNamed(ctx context.Context, texts []string) (map[string]Thing, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	var codes []string
	for _, text := range texts {
		codes = append(codes, cases(text)...)
	}
	var rows []struct {
		Text string
		Thing
	}
	err := tx.query(ctx, &rows, `SELECT tracking_number AS text, 'parcel' AS kind, tracking_number AS name FROM parcels WHERE tracking_number <> '' AND tracking_number = ANY_OF(?)
		UNION ALL SELECT code, 'location', code FROM locations WHERE code = ANY_OF(?)
		UNION ALL SELECT barcode, 'sku', code FROM skus WHERE barcode <> '' AND barcode = ANY_OF(?)
		UNION ALL SELECT code, 'sku', code FROM skus WHERE code = ANY_OF(?)`, texts, codes, texts, codes)
	if err != nil {
		return nil, err
	}
	found := make(map[string]Thing, len(rows))
	for _, r := range rows {
		found[r.Text] = r.Thing
	}
	out := make(map[string]Thing, len(rows))
	for _, text := range texts {
		for _, code := range cases(text) {
			if is, ok := found[code]; ok {
				out[text] = is
				break
			}
		}
	}
	return out, nil
}

// cases are how a code that somebody typed may be written.
func cases(text string) []string {
	return []string{text, strings.ToUpper(text), strings.ToLower(text)}
}

// CustomersBeginning returns customers whose e-mail address begins with a text
// in lower case, by address.
func (tx *Tx) CustomersBeginning(ctx context.Context, text string, limit int) ([]oms.Customer, error) {
	var out []oms.Customer
	err := tx.query(ctx, &out, customerSelect+` WHERE email >= ? AND email < ? ORDER BY email LIMIT ?`, text, text+"\U0010FFFF", limit)
	return out, err
}
