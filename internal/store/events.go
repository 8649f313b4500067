package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Caller says who is behind a change and from where. Every event bears it, so
// that the log of events is also the audit log.
type Caller struct {
	Actor         string // user:<id>, token:<id>, connection:<id>, system
	Origin        string // an address, "cli", "job"
	CorrelationID string // the request's or job's id
	CausationID   string // the event or job that led to it
}

type callerKey struct{}

// WithCaller attaches who acts to a context.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerOf returns who acts; the system when nobody was attached.
func CallerOf(ctx context.Context) Caller {
	if c, ok := ctx.Value(callerKey{}).(Caller); ok {
		return c
	}
	return Caller{Actor: "system"}
}

// Emit records an event. It is written when the transaction commits, after
// all facts. Actor, origin and causes come from the context unless set; data
// is what it tells, e.Data where nil.
func (tx *Tx) Emit(ctx context.Context, e oms.Event, data any) {
	c := CallerOf(ctx)
	if e.Actor == "" {
		e.Actor = c.Actor
	}
	if e.Origin == "" {
		e.Origin = c.Origin
	}
	if e.CorrelationID == "" {
		e.CorrelationID = c.CorrelationID
	}
	if e.CausationID == "" {
		e.CausationID = c.CausationID
	}
	if e.Version == 0 {
		e.Version = 1
	}
	if e.OccurredAt.IsZero() {
		e.OccurredAt = tx.Now
	}
	told := string(e.Data)
	switch {
	case data != nil:
		told = jsonText(data)
	case told == "":
		told = "{}"
	}
	tx.events.add(string(e.Type), int64(e.Version), e.OccurredAt, e.Actor, e.Origin, e.Subject, e.OrderID, e.CorrelationID, e.CausationID, told)
}

var eventRows = newRows("events", "type text", "version bigint", "occurred_at timestamptz", "actor text", "origin text", "subject text",
	"order_id text", "correlation_id text", "causation_id text", "data text")

func (tx *Tx) flushEvents(ctx context.Context) error {
	if tx.events.len() == 0 {
		return nil
	}
	r := tx.events
	tx.events, tx.emitted = eventRows.like(), true
	return r.insert(ctx, tx)
}

// EventFilter chooses events of the log.
type EventFilter struct {
	After   int64    // only events behind this position; 0 for all
	Type    string   // "" for all; "order.*" for all that begin so
	Types   []string // any of these, written alike; none for all
	Subject string
	OrderID string
	Actor   string
	// ByPeople leaves what somebody did by hand; in the demo that is its cast.
	ByPeople bool
	Newest   bool // newest first, and After means before
	Numbers  bool // with the numbers of the orders
	Limit    int
}

type eventRow struct {
	oms.Event
	Data rawJSON
}

// horizon keeps a reader on PostgreSQL from passing a transaction in flight:
// it may still commit events in front of those that are visible already.
func (tx *Tx) horizon() string {
	if tx.Postgres() {
		return ` AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`
	}
	return ""
}

// Events reads the log in the order of its positions.
func (tx *Tx) Events(ctx context.Context, f EventFilter) ([]oms.Event, error) {
	where, args := ` WHERE 1 = 1`, []any{}
	if f.OrderID == "" {
		// The events of one order are written under its lock, one transaction
		// after the other: none can appear behind one that was read.
		where += tx.horizon()
	}
	and := func(cond string, arg ...any) {
		where += " AND " + cond
		args = append(args, arg...)
	}
	order := ` ORDER BY seq`
	if tx.Postgres() && f.OrderID == "" && f.Subject == "" {
		order = ` ORDER BY xid, seq`
	}
	if f.After > 0 {
		cond, arg, err := tx.behind(ctx, f)
		if err != nil {
			return nil, err
		}
		and(cond, arg...)
	}
	types := f.Types
	if f.Type != "" {
		types = []string{f.Type}
	}
	if cond, arg := ofTypes(types); cond != "" {
		and(cond, arg...)
	}
	if f.Subject != "" {
		and("subject = ? AND order_id = ''", f.Subject)
	}
	if f.OrderID != "" {
		and("order_id = ? AND order_id <> ''", f.OrderID) // SQLite takes the partial index only when told so
	}
	if f.Actor != "" {
		and("actor = ?", f.Actor)
	}
	if f.ByPeople {
		and("(actor LIKE 'user:%' OR actor LIKE 'demo%')")
	}
	if f.Newest {
		order = ` ORDER BY seq DESC`
	}
	number := `0`
	if f.Numbers {
		number = `COALESCE((SELECT number FROM orders WHERE orders.id = events.order_id), 0)`
	}
	var rows []eventRow
	err := tx.query(ctx, &rows, `SELECT seq, type, version, occurred_at, actor, origin, subject, order_id, `+number+` AS order_number, correlation_id, causation_id, data
		FROM events`+where+order+` LIMIT ?`, append(args, max(f.Limit, 1))...)
	if err != nil {
		return nil, err
	}
	out := make([]oms.Event, len(rows))
	for i, r := range rows {
		out[i] = r.Event
		out[i].Data = json.RawMessage(r.Data)
	}
	return out, nil
}

// behind is the condition for being after (or, newest first, before) f.After.
func (tx *Tx) behind(ctx context.Context, f EventFilter) (string, []any, error) {
	if f.Newest {
		return "seq < ?", []any{f.After}, nil
	}
	if !tx.Postgres() || f.OrderID != "" || f.Subject != "" {
		return "seq > ?", []any{f.After}, nil
	}
	var xid int64
	if _, err := tx.one(ctx, &xid, `SELECT xid FROM events WHERE seq <= ? ORDER BY seq DESC LIMIT 1`, f.After); err != nil {
		return "", nil, err
	}
	return "(xid, seq) > (?, ?)", []any{xid, f.After}, nil
}

// ofTypes is the condition that an event's type is one of the patterns.
func ofTypes(patterns []string) (string, []any) {
	var conds []string
	var args []any
	for _, p := range patterns {
		if prefix, ok := cutStar(p); ok {
			conds, args = append(conds, "type LIKE ?"), append(args, strings.NewReplacer("%", "", `\`, "").Replace(prefix)+"%")
		} else {
			conds, args = append(conds, "type = ?"), append(args, p)
		}
	}
	if len(conds) == 0 {
		return "", nil
	}
	return "(" + strings.Join(conds, " OR ") + ")", args
}

func cutStar(pattern string) (string, bool) {
	if n := len(pattern) - 1; n >= 0 && pattern[n] == '*' {
		return pattern[:n], true
	}
	return pattern, false
}

// LastEvent returns the position of the newest event that readers may see, or
// 0 for an empty log.
func (tx *Tx) LastEvent(ctx context.Context) (int64, error) {
	order := ` ORDER BY seq DESC LIMIT 1`
	if tx.Postgres() {
		order = ` ORDER BY xid DESC, seq DESC LIMIT 1`
	}
	var seq int64
	_, err := tx.one(ctx, &seq, `SELECT seq FROM events WHERE 1 = 1`+tx.horizon()+order)
	return seq, err
}

// LastEventBefore returns the position of the newest event in front of the
// first one by somebody whose name begins otherwise; of all, where there is none.
func (tx *Tx) LastEventBefore(ctx context.Context, actors string) (int64, error) {
	first := `SELECT seq FROM events WHERE actor NOT LIKE ? ORDER BY seq LIMIT 1`
	before := `SELECT seq FROM events WHERE seq < ? ORDER BY seq DESC LIMIT 1`
	if tx.Postgres() {
		first = `SELECT seq FROM events WHERE actor NOT LIKE ?` + tx.horizon() + ` ORDER BY xid, seq LIMIT 1`
		before = `SELECT seq FROM events WHERE (xid, seq) < (SELECT f.xid, f.seq FROM events f WHERE f.seq = ?) ORDER BY xid DESC, seq DESC LIMIT 1`
	}
	var theirs, last int64
	found, err := tx.one(ctx, &theirs, first, actors+"%")
	switch {
	case err != nil:
		return 0, err
	case !found:
		return tx.LastEvent(ctx)
	}
	_, err = tx.one(ctx, &last, before, theirs)
	return last, err
}

// Cursor returns how far a consumer has read, locked until the transaction
// ends so that two servers don't work the same events.
func (tx *Tx) Cursor(ctx context.Context, consumer string) (int64, error) {
	if _, err := tx.exec(ctx, `INSERT INTO cursors (consumer, seq, updated_at) VALUES (?, 0, ?) ON CONFLICT (consumer) DO NOTHING`, consumer, tx.Now); err != nil {
		return 0, err
	}
	var seq int64
	_, err := tx.one(ctx, &seq, `SELECT seq FROM cursors WHERE consumer = ? FOR_UPDATE`, consumer)
	return seq, err
}

// CursorAt returns how far a consumer has read, without locking.
func (tx *Tx) CursorAt(ctx context.Context, consumer string) (int64, error) {
	var seq int64
	_, err := tx.one(ctx, &seq, `SELECT seq FROM cursors WHERE consumer = ?`, consumer)
	return seq, err
}

// Advance moves a consumer's cursor, in the transaction of what it did.
func (tx *Tx) Advance(ctx context.Context, consumer string, seq int64) error {
	_, err := tx.exec(ctx, `UPDATE cursors SET seq = ?, updated_at = ? WHERE consumer = ?`, seq, tx.Now, consumer)
	return err
}

// Await waits until the bell, taken with Store.Bell before the log was read,
// rings, or for the time given: other processes don't ring it.
func Await(ctx context.Context, bell <-chan struct{}, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-bell:
	case <-timer.C:
	}
	return nil
}
