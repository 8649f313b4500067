package store

import (
	"context"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// OrderNumbered returns the id of the order with a number of ours, or "".
func (tx *Tx) OrderNumbered(ctx context.Context, number int64) (string, error) {
	var id string
	_, err := tx.one(ctx, &id, `SELECT id FROM orders WHERE number = ?`, number)
	return id, err
}

// SKUsNamed returns the SKUs that have a text as their code, in any case, or as
// their barcode.
func (tx *Tx) SKUsNamed(ctx context.Context, text string) ([]*oms.SKU, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT id FROM skus WHERE barcode <> '' AND barcode = ? UNION SELECT id FROM skus WHERE code = ANY_OF(?)`,
		text, []string{text, strings.ToUpper(text), strings.ToLower(text)})
	if err != nil {
		return nil, err
	}
	found, err := tx.SKUsByID(ctx, ids)
	out := make([]*oms.SKU, 0, len(ids))
	for _, id := range ids {
		out = append(out, found[id])
	}
	return out, err
}

// CustomersBeginning returns customers whose e-mail address begins with a text
// in lower case, by address.
func (tx *Tx) CustomersBeginning(ctx context.Context, text string, limit int) ([]oms.Customer, error) {
	var out []oms.Customer
	err := tx.query(ctx, &out, customerSelect+` WHERE email >= ? AND email < ? ORDER BY email LIMIT ?`, text, text+"\U0010FFFF", limit)
	return out, err
}
