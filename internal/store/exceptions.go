package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// unresolved is the condition of the indexes of open exceptions: repeated in a
// query as it is written in the migration, SQLite uses them.
const unresolved = `status IN ('open', 'acknowledged', 'in_progress')`

// ExceptionFilter chooses exceptions. Empty fields choose all.
type ExceptionFilter struct {
	Unresolved bool // only what somebody has to look at
	Settled    bool // only what nobody has to look at any more
	Status     string
	Kind       string
	Severity   string
	OrderID    string
	Owner      string
	Unowned    bool
	Snoozed    *bool // whether it is out of sight for now
	Overdue    bool  // only those whose clock has run out
	ByDue      bool  // the most urgent first; else the newest first
	After      *ExceptionPosition
	Limit      int
}

// ExceptionPosition is where a page ended.
type ExceptionPosition struct {
	At time.Time `json:"at"` // what the last entry is sorted by
	ID string    `json:"id"`
}

// PositionOf is where a page that ends with e ends.
func (f ExceptionFilter) PositionOf(e oms.Exception) ExceptionPosition {
	if f.ByDue && e.DueAt != nil {
		return ExceptionPosition{At: *e.DueAt, ID: e.ID}
	}
	return ExceptionPosition{At: e.OpenedAt, ID: e.ID}
}

// Exceptions returns a page of exceptions.
func (tx *Tx) Exceptions(ctx context.Context, f ExceptionFilter) ([]oms.Exception, error) {
	var c conditions
	f.choose(tx, &c)
	order := ` ORDER BY opened_at DESC, id DESC LIMIT ?`
	if f.ByDue {
		order = ` ORDER BY due_at, id LIMIT ?`
	}
	if f.After != nil {
		cond := "(opened_at, id) < (?, ?)"
		if f.ByDue {
			cond = "(due_at, id) > (?, ?)"
		}
		c.and(cond, f.After.At.UTC(), f.After.ID)
	}
	var rows []exceptionRow
	err := tx.query(ctx, &rows, `SELECT `+exceptionColumns+` FROM exceptions WHERE 1 = 1`+c.where.String()+order, append(c.args, max(f.Limit, 1))...)
	out := make([]oms.Exception, len(rows))
	for i, r := range rows {
		out[i] = r.exception()
	}
	return out, err
}

// ExceptionOwners returns the owners of unresolved exceptions, by their names.
func (tx *Tx) ExceptionOwners(ctx context.Context, limit int) ([]string, error) {
	var out []string
	err := tx.query(ctx, &out, `SELECT DISTINCT owner FROM exceptions WHERE `+unresolved+` AND owner <> '' ORDER BY owner LIMIT ?`, limit)
	return out, err
}

func (f ExceptionFilter) choose(tx *Tx, c *conditions) {
	if f.Unresolved {
		c.and(unresolved)
	}
	if f.Settled {
		c.and("status IN ('resolved', 'dismissed')")
	}
	for _, equal := range [][2]string{{"status", f.Status}, {"kind", f.Kind}, {"severity", f.Severity}, {"order_id", f.OrderID}, {"owner", f.Owner}} {
		if equal[1] != "" {
			c.and(equal[0]+" = ?", equal[1])
		}
	}
	if f.Unowned {
		c.and("owner = ''")
	}
	if f.Snoozed != nil && *f.Snoozed {
		c.and("snoozed_until > ?", tx.Now)
	}
	if f.Snoozed != nil && !*f.Snoozed {
		c.and("(snoozed_until IS NULL OR snoozed_until <= ?)", tx.Now)
	}
	if f.Overdue {
		c.and("due_at < ?", tx.Now)
	}
}

// ExceptionGroup counts the unresolved exceptions of one kind and severity.
// Those that are snoozed are counted apart.
type ExceptionGroup struct {
	Kind     oms.ExceptionKind
	Severity oms.Severity
	Count    int64
	Snoozed  int64
	Overdue  int64  // of Count, those whose clock has run out
	Mine     int64  // of Count, those of the owner who asks
	Unowned  int64  // of Count
	Oldest   *int64 // of Count, when the first was opened, in microseconds
	NextDue  *int64 // of Count, the first clock to run out
}

// ExceptionGroups counts what somebody has to look at, and what owner has.
func (tx *Tx) ExceptionGroups(ctx context.Context, owner string) ([]ExceptionGroup, error) {
	const seen = `CASE WHEN (snoozed_until IS NULL OR snoozed_until <= ?)`
	var out []ExceptionGroup
	err := tx.query(ctx, &out, `SELECT kind, severity, COUNT(`+seen+` THEN 1 END) AS count, COUNT(CASE WHEN snoozed_until > ? THEN 1 END) AS snoozed,
			COUNT(`+seen+` AND due_at < ? THEN 1 END) AS overdue, COUNT(`+seen+` AND owner = ? THEN 1 END) AS mine, COUNT(`+seen+` AND owner = '' THEN 1 END) AS unowned,
			`+tx.micros(`MIN(`+seen+` THEN opened_at END)`)+` AS oldest, `+tx.micros(`MIN(`+seen+` THEN due_at END)`)+` AS next_due
		FROM exceptions WHERE `+unresolved+` GROUP BY kind, severity ORDER BY severity, kind`,
		tx.Now, tx.Now, tx.Now, tx.Now, tx.Now, owner, tx.Now, tx.Now, tx.Now)
	return out, err
}

// Exception reads one exception, or returns a NotFound error.
func (tx *Tx) Exception(ctx context.Context, id string) (*oms.Exception, error) {
	return tx.exception(ctx, id, "")
}

// LockException reads one exception, locked until the transaction ends. One
// that belongs to an order is changed with the order, by SaveOrder.
func (tx *Tx) LockException(ctx context.Context, id string) (*oms.Exception, error) {
	return tx.exception(ctx, id, " FOR_UPDATE")
}

func (tx *Tx) exception(ctx context.Context, id, lock string) (*oms.Exception, error) {
	var row exceptionRow
	found, err := tx.one(ctx, &row, `SELECT `+exceptionColumns+` FROM exceptions WHERE id = ?`+lock, id)
	if err == nil && !found {
		err = oms.Errorf(oms.NotFound, "there is no exception %.100q", id)
	}
	e := row.exception()
	return &e, err
}

// SaveException writes an exception that belongs to no order.
func (tx *Tx) SaveException(ctx context.Context, e oms.Exception) error {
	w := newOrderWriter()
	w.exception(e)
	return w.excs.insert(ctx, tx)
}
