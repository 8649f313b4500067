package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// CustomerOrders sums up what a customer has ordered.
type CustomerOrders struct {
	Orders    int64
	LastID    string // of the order placed last; "" without any
	LastAt    *time.Time
	Spent     []CustomerSpent
	Addresses []CustomerAddress
}

// CustomerSpent is what a customer's orders that are not canceled come to in
// one currency, in minor units.
type CustomerSpent struct {
	Currency string
	Orders   int64
	Total    int64
}

// CustomerAddress is where orders of a customer went.
type CustomerAddress struct {
	Address oms.Address
	Orders  int64
	LastAt  time.Time
}

// CustomerOrders reads what a customer has ordered, with at most addresses of
// the addresses, those used last first.
func (tx *Tx) CustomerOrders(ctx context.Context, id string, addresses int) (c CustomerOrders, err error) {
	if err := tx.query(ctx, &c.Spent, `SELECT currency, COUNT(*) AS orders, CAST(SUM(total) AS BIGINT) AS total FROM orders WHERE customer_id = ? AND lifecycle <> 'canceled'
		GROUP BY currency ORDER BY currency`, id); err != nil {
		return c, err
	}
	if _, err := tx.one(ctx, &c.Orders, `SELECT COUNT(*) FROM orders WHERE customer_id = ?`, id); err != nil {
		return c, err
	}
	var last struct {
		ID       string
		PlacedAt time.Time
	}
	found, err := tx.one(ctx, &last, `SELECT id, placed_at FROM orders WHERE customer_id = ? ORDER BY placed_at DESC, number DESC LIMIT 1`, id)
	if err != nil || !found {
		return c, err
	}
	c.LastID, c.LastAt = last.ID, &last.PlacedAt
	var rows []struct {
		Address asJSON[oms.Address]
		Orders  int64
		LastAt  time.Time
	}
	// the latest order's instant comes from its row: SQLite's MAX gives no instant
	err = tx.query(ctx, &rows, `SELECT a.shipping_address AS address, a.orders, o.placed_at AS last_at FROM (
		SELECT shipping_address, COUNT(*) AS orders, MAX(number) AS number FROM orders WHERE customer_id = ? AND shipping_address <> '{}' GROUP BY shipping_address) a
		JOIN orders o ON o.number = a.number ORDER BY o.placed_at DESC, o.number DESC LIMIT ?`, id, addresses)
	for _, r := range rows {
		c.Addresses = append(c.Addresses, CustomerAddress{r.Address.V, r.Orders, r.LastAt})
	}
	return c, err
}

// CustomerNote is what somebody wrote about a customer.
type CustomerNote struct {
	ID         string
	CustomerID string
	Author     string // the actor
	Text       string
	CreatedAt  time.Time
}

// AddCustomerNote writes a note.
func (tx *Tx) AddCustomerNote(ctx context.Context, n CustomerNote) error {
	_, err := tx.exec(ctx, `INSERT INTO customer_notes (id, customer_id, author, text, created_at) VALUES (?, ?, ?, ?, ?)`, n.ID, n.CustomerID, n.Author, n.Text, n.CreatedAt)
	return err
}

// CustomerNotes lists the notes about a customer, newest first, behind the id
// before.
func (tx *Tx) CustomerNotes(ctx context.Context, customerID, before string, limit int) ([]CustomerNote, error) {
	var c conditions
	c.and("customer_id = ?", customerID)
	if before != "" {
		c.and("id < ?", before)
	}
	var out []CustomerNote
	err := tx.query(ctx, &out, `SELECT id, customer_id, author, text, created_at FROM customer_notes WHERE 1 = 1`+c.where.String()+` ORDER BY id DESC LIMIT ?`,
		append(c.args, limit)...)
	return out, err
}
