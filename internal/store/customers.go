package store

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

const customerSelect = `SELECT id, COALESCE(email, '') AS email, name, phone, note, version, created_at, updated_at FROM customers`

// CustomerFilter chooses customers. Empty fields choose all.
type CustomerFilter struct {
	Query string // the beginning of the e-mail address, of the name or of a word in it
	After string // the id of the last one of the page before
	Limit int
}

// Customers returns a page of customers by id.
func (tx *Tx) Customers(ctx context.Context, f CustomerFilter) ([]oms.Customer, error) {
	var c conditions
	if f.After != "" {
		c.and("id > ?", f.After)
	}
	for _, w := range oms.SplitWords(f.Query) {
		begins := likeText(w) + "%"
		c.and(`(email LIKE ? ESCAPE '\' OR LOWER(name) LIKE ? ESCAPE '\' OR LOWER(name) LIKE ? ESCAPE '\')`, begins, begins, "% "+begins)
	}
	var out []oms.Customer
	err := tx.query(ctx, &out, customerSelect+` WHERE 1 = 1`+c.where.String()+` ORDER BY id LIMIT ?`, append(c.args, f.Limit)...)
	return out, err
}

// Customer returns the customer with an id or an e-mail address, or nil.
func (tx *Tx) Customer(ctx context.Context, idOrEmail string) (*oms.Customer, error) {
	return tx.customer(ctx, idOrEmail, "")
}

// LockCustomer is Customer, locked until the transaction ends.
func (tx *Tx) LockCustomer(ctx context.Context, idOrEmail string) (*oms.Customer, error) {
	return tx.customer(ctx, idOrEmail, " FOR_UPDATE")
}

func (tx *Tx) customer(ctx context.Context, idOrEmail, lock string) (*oms.Customer, error) {
	var c oms.Customer
	ok, err := tx.one(ctx, &c, customerSelect+` WHERE id = ? OR email = ?`+lock, idOrEmail, idOrEmail)
	if !ok {
		return nil, err
	}
	return &c, nil
}

// AddCustomer inserts a customer and tells whether it did: one with the same
// e-mail address may be there already.
func (tx *Tx) AddCustomer(ctx context.Context, c *oms.Customer) (bool, error) {
	n, err := tx.changed(ctx, `INSERT INTO customers (id, email, name, phone, note, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, c.ID, orNull(c.Email), c.Name, c.Phone, c.Note, c.Version, c.CreatedAt, c.UpdatedAt)
	return n == 1, err
}

// SaveCustomer writes what may change of a customer.
func (tx *Tx) SaveCustomer(ctx context.Context, c *oms.Customer) error {
	_, err := tx.exec(ctx, `UPDATE customers SET name = ?, phone = ?, note = ?, version = ?, updated_at = ? WHERE id = ?`,
		c.Name, c.Phone, c.Note, c.Version, c.UpdatedAt, c.ID)
	return err
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
