package flow

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ExceptionQuery chooses exceptions of a list.
type ExceptionQuery struct {
	Paging
	Status   string `query:"status" doc:"A state, unresolved for all that somebody has to look at, or settled for the others; all when absent" enum:"unresolved,settled,open,acknowledged,in_progress,resolved,dismissed"`
	Kind     string `query:"kind" maxLength:"64" example:"unfillable"`
	Severity string `query:"severity" enum:"low,high"`
	OrderID  string `query:"order_id" maxLength:"64"`
	Owner    string `query:"owner" doc:"Who looks after it: me for the caller, none for nobody" maxLength:"100" example:"me"`
	Snoozed  string `query:"snoozed" doc:"Whether it is out of sight for now; both when absent" enum:"true,false"`
	Overdue  bool   `query:"overdue" doc:"Only those whose clock has run out"`
	Sort     string `query:"sort" doc:"-opened_at: the newest first; due_at: what is due first" enum:"-opened_at,due_at" default:"-opened_at"`
}

func (q ExceptionQuery) filter(ctx context.Context) store.ExceptionFilter {
	f := store.ExceptionFilter{Kind: q.Kind, Severity: q.Severity, OrderID: q.OrderID, Overdue: q.Overdue, ByDue: q.Sort == "due_at"}
	if f.Unowned = q.Owner == "none"; !f.Unowned {
		f.Owner = ownerNamed(ctx, q.Owner)
	}
	switch q.Status {
	case "unresolved":
		f.Unresolved = true
	case "settled":
		f.Settled = true
	default:
		f.Status = q.Status
	}
	if q.Snoozed != "" {
		snoozed := q.Snoozed == "true"
		f.Snoozed = &snoozed
	}
	return f
}

// ownerNamed is the owner that a name stands for.
func ownerNamed(ctx context.Context, name string) string {
	if name == "me" {
		return store.CallerOf(ctx).Actor
	}
	return name
}

// ExceptionRow is an exception of a list.
type ExceptionRow struct {
	oms.Exception
	OrderNumber int64 // 0 when it belongs to no order
}

// Exceptions returns a page of exceptions.
func (f *Flow) Exceptions(ctx context.Context, q ExceptionQuery) (Page[ExceptionRow], error) {
	if err := checkFilters("status", q.Status, "kind", q.Kind, "severity", q.Severity, "order_id", q.OrderID, "owner", q.Owner); err != nil {
		return Page[ExceptionRow]{}, err
	}
	page, limit, err := q.limit()
	if err != nil {
		return Page[ExceptionRow]{}, err
	}
	filter := q.filter(ctx)
	filter.Limit = limit
	if q.Cursor != "" {
		filter.After = &store.ExceptionPosition{}
		if err := q.at(filter.After); err != nil {
			return Page[ExceptionRow]{}, err
		}
	}
	return read(ctx, f, func(tx *store.Tx) (Page[ExceptionRow], error) {
		all, err := tx.Exceptions(ctx, filter)
		if err != nil {
			return Page[ExceptionRow]{}, err
		}
		rows, err := exceptionRows(ctx, tx, all)
		return pageOf(rows, page, func(e ExceptionRow) any { return filter.PositionOf(e.Exception) }), err
	})
}

func exceptionRows(ctx context.Context, tx *store.Tx, all []oms.Exception) ([]ExceptionRow, error) {
	var ids []string
	for _, e := range all {
		if e.OrderID != "" {
			ids = append(ids, e.OrderID)
		}
	}
	numbers, err := tx.OrderNumbers(ctx, ids)
	rows := make([]ExceptionRow, len(all))
	for i, e := range all {
		rows[i] = ExceptionRow{Exception: e, OrderNumber: numbers[e.OrderID]}
	}
	return rows, err
}

// ExceptionOwners returns who owns exceptions that somebody has to look at, as
// it is written in them; before these, who asks.
func (f *Flow) ExceptionOwners(ctx context.Context) ([]string, error) {
	return read(ctx, f, func(tx *store.Tx) ([]string, error) {
		owners, err := tx.ExceptionOwners(ctx, maxExceptionOwners)
		return append([]string{store.CallerOf(ctx).Actor}, owners...), err
	})
}

// maxExceptionOwners is how many owners a list to choose from has at most.
const maxExceptionOwners = 200

// ExceptionGroup counts the unresolved exceptions of one kind and severity.
type ExceptionGroup struct {
	Kind     oms.ExceptionKind `json:"kind" example:"unfillable"`
	Severity oms.Severity      `json:"severity" enum:"low,high" example:"high"`
	Count    int64             `json:"count" doc:"Those that are snoozed are not in it" example:"3"`
	Snoozed  int64             `json:"snoozed" example:"1"`
	Overdue  int64             `json:"overdue" doc:"Of count, those whose clock has run out" example:"1"`
	Mine     int64             `json:"mine" doc:"Of count, those that the caller owns" example:"1"`
	Unowned  int64             `json:"unowned" doc:"Of count, those that nobody owns" example:"2"`
	Oldest   *time.Time        `json:"oldest" doc:"When the first of count was opened"`
	NextDue  *time.Time        `json:"next_due" doc:"When the next clock of count runs out, or the first one has"`
	Link     Link              `json:"link"`
}

// ExceptionCounts counts what somebody has to look at, by kind and severity,
// the most severe first.
func (f *Flow) ExceptionCounts(ctx context.Context) ([]ExceptionGroup, error) {
	return read(ctx, f, func(tx *store.Tx) ([]ExceptionGroup, error) {
		groups, err := tx.ExceptionGroups(ctx, store.CallerOf(ctx).Actor)
		return exceptionGroups(groups), err
	})
}

func exceptionGroups(groups []store.ExceptionGroup) []ExceptionGroup {
	out := make([]ExceptionGroup, len(groups))
	for i, g := range groups {
		out[i] = ExceptionGroup{Kind: g.Kind, Severity: g.Severity, Count: g.Count, Snoozed: g.Snoozed, Overdue: g.Overdue, Mine: g.Mine, Unowned: g.Unowned,
			Oldest: instantOf(g.Oldest), NextDue: instantOf(g.NextDue), Link: exceptionLink("kind", string(g.Kind), "severity", string(g.Severity))}
	}
	slices.SortStableFunc(out, func(a, b ExceptionGroup) int { return strings.Compare(string(a.Severity), string(b.Severity)) }) // high, low
	return out
}

// exceptionLink opens exceptions that somebody has to look at now.
func exceptionLink(pairs ...string) Link {
	return Link{List: "exceptions", Query: map[string]string{"status": "unresolved", "snoozed": "false"}}.with(pairs...)
}
