package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// ExceptionFilter chooses exceptions. Empty fields choose all.
type ExceptionFilter struct {
	Statuses []string
	Kind     string
	Severity string
	OrderID  string
	Owner    string
	After    *ExceptionPosition
	Limit    int
}

// ExceptionPosition is where a page ended.
type ExceptionPosition struct {
	OpenedAt time.Time `json:"at"`
	ID       string    `json:"id"`
}

// Exceptions returns exceptions, the newest first.
func (tx *Tx) Exceptions(ctx context.Context, f ExceptionFilter) ([]oms.Exception, error) {
	var c conditions
	if len(f.Statuses) > 0 {
		c.and("status = ANY_OF(?)", f.Statuses)
	}
	for _, equal := range [][2]string{{"kind", f.Kind}, {"severity", f.Severity}, {"order_id", f.OrderID}, {"owner", f.Owner}} {
		if equal[1] != "" {
			c.and(equal[0]+" = ?", equal[1])
		}
	}
	if f.After != nil {
		c.and("(opened_at, id) < (?, ?)", f.After.OpenedAt.UTC(), f.After.ID)
	}
	var out []oms.Exception
	err := tx.query(ctx, &out, `SELECT `+exceptionColumns+` FROM exceptions WHERE 1 = 1`+c.where.String()+` ORDER BY opened_at DESC, id DESC LIMIT ?`,
		append(c.args, max(f.Limit, 1))...)
	return out, err
}

// LockException reads one exception, locked until the transaction ends. One
// that belongs to an order is changed with the order, by SaveOrder.
func (tx *Tx) LockException(ctx context.Context, id string) (*oms.Exception, error) {
	var e oms.Exception
	found, err := tx.one(ctx, &e, `SELECT `+exceptionColumns+` FROM exceptions WHERE id = ? FOR_UPDATE`, id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, oms.Errorf(oms.NotFound, "there is no exception %s", id)
	}
	return &e, nil
}

// SaveException writes an exception that belongs to no order.
func (tx *Tx) SaveException(ctx context.Context, e oms.Exception) error {
	w := newOrderWriter()
	w.exception(e)
	return w.excs.insert(ctx, tx)
}
