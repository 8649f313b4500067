package flow

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReoptimizeRun is one search for cheaper plans that moved what it found.
type ReoptimizeRun struct {
	At       time.Time `json:"at"`
	By       string    `json:"by" doc:"Who started it; system for the schedule" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Looked   int       `json:"looked" doc:"Orders that were looked at" example:"1000"`
	Moved    int       `json:"moved" example:"14"`
	Saved    int64     `json:"saved" doc:"Minor units" example:"4200"`
	Currency string    `json:"currency" example:"EUR"`
}

func (f *Flow) tellReoptimized(ctx context.Context, r Reoptimized) error {
	return f.store.Write(ctx, func(tx *store.Tx) error {
		tx.Emit(ctx, oms.Event{Type: oms.RoutingImproved, Subject: "routing"}, map[string]any{"looked": r.Looked, "moved": r.Moved, "saved": r.Saved, "currency": r.Currency})
		return nil
	})
}

// reoptimizeAll goes through all orders, and tells of it as one run.
func (f *Flow) reoptimizeAll(ctx context.Context) error {
	var sum Reoptimized
	for in := (ReoptimizeInput{}); ; in.After = sum.Next {
		done, err := f.reoptimize(ctx, in)
		if err != nil {
			return err
		}
		sum.Looked, sum.Moved, sum.Saved, sum.Currency, sum.Next = sum.Looked+done.Looked, sum.Moved+done.Moved, sum.Saved+done.Saved, done.Currency, done.Next
		if done.Next == 0 {
			return f.tellReoptimized(ctx, sum)
		}
	}
}

// ReoptimizeRuns returns a page of the runs, the newest first.
func (f *Flow) ReoptimizeRuns(ctx context.Context, p Paging) (Page[ReoptimizeRun], error) {
	none := Page[ReoptimizeRun]{Items: []ReoptimizeRun{}}
	page, limit, err := p.limit()
	if err != nil {
		return none, err
	}
	var before int64
	if err := p.at(&before); err != nil {
		return none, err
	}
	events, err := f.Events(ctx, EventFilter{Type: string(oms.RoutingImproved), After: before, Newest: true, Limit: limit})
	if err != nil {
		return none, err
	}
	found := pageOf(events, page, func(e oms.Event) any { return e.Seq })
	out := Page[ReoptimizeRun]{Items: make([]ReoptimizeRun, len(found.Items)), NextCursor: found.NextCursor}
	for i, e := range found.Items {
		if err := json.Unmarshal(e.Data, &out.Items[i]); err != nil {
			return none, fmt.Errorf("flow: event %d: %w", e.Seq, err)
		}
		out.Items[i].At, out.Items[i].By = e.OccurredAt, e.Actor
	}
	return out, nil
}
