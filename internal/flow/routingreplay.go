package flow

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// RoutingReplayInput asks what other policies would have done with decisions of
// history: those of a period, or the last.
type RoutingReplayInput struct {
	From     *time.Time       `json:"from,omitempty" doc:"The first instant of the period" example:"2026-11-01T00:00:00Z"`
	To       *time.Time       `json:"to,omitempty" doc:"Its end, exclusive; now when absent" example:"2026-12-01T00:00:00Z"`
	Last     int64            `json:"last,omitempty" doc:"Instead of a period: so many decisions, the newest; a few more where a transaction decided several" minimum:"1" maximum:"10000000"`
	Variants []RoutingVariant `json:"variants" minItems:"1" maxItems:"3"`
}

// RoutingVariant is a policy to try: a version, or one that is written out.
type RoutingVariant struct {
	Name    string          `json:"name,omitempty" doc:"For people; the version's number when absent" maxLength:"100" example:"Leeds first"`
	Version *int64          `json:"version,omitempty" doc:"A version; 0 is the one that is built in" minimum:"0" maximum:"1000000000" example:"2"`
	Policy  *routing.Policy `json:"policy,omitempty" doc:"Instead of a version. Without cards it is priced as each decision was"`
}

// maxVariants is how many policies one replay tries.
const maxVariants = 3

// replayRequest is what a replay was asked, with the policies written out.
type replayRequest struct {
	From     *time.Time        `json:"from,omitempty"`
	To       *time.Time        `json:"to,omitempty"`
	Last     int64             `json:"last,omitempty"`
	Span     store.RoutingSpan `json:"span"`
	All      bool              `json:"all"` // whether these were all decisions that were kept
	Variants []replayPolicy    `json:"variants"`
}

type replayPolicy struct {
	Name    string         `json:"name"`
	Version *int64         `json:"version,omitempty"`
	Policy  routing.Policy `json:"policy"`
}

// RoutingReplay is a replay of history.
type RoutingReplay struct {
	store.RoutingReplay
	Variants []RoutingVariant // their names and versions
	Result   *RoutingReport   // nil until it has ended
}

func replayOf(r store.RoutingReplay) (*RoutingReplay, error) {
	var req replayRequest
	if err := json.Unmarshal(r.Request, &req); err != nil {
		return nil, fmt.Errorf("flow: replay %s: %w", r.ID, err)
	}
	out := &RoutingReplay{RoutingReplay: r}
	for _, v := range req.Variants {
		out.Variants = append(out.Variants, RoutingVariant{Name: v.Name, Version: v.Version})
	}
	if len(r.Report) > 0 {
		out.Result = new(RoutingReport)
		if err := json.Unmarshal(r.Report, out.Result); err != nil {
			return nil, fmt.Errorf("flow: replay %s: %w", r.ID, err)
		}
	}
	return out, nil
}

// StartRoutingReplay begins a replay in the background. Nothing is changed by it, but
// that a version which it tried over enough decisions may go live.
func (f *Flow) StartRoutingReplay(ctx context.Context, in RoutingReplayInput) (*RoutingReplay, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*RoutingReplay, error) {
		req, err := in.resolve(ctx, tx)
		if err != nil {
			return nil, err
		}
		r := store.RoutingReplay{ID: store.NewID(oms.PrefixReplay), Status: store.ReplayPending, Request: jsonOf(req), Total: req.Span.Decisions,
			CreatedBy: store.CallerOf(ctx).Actor, CreatedAt: tx.Now}
		if _, err := tx.SaveRoutingReplay(ctx, &r); err != nil {
			return nil, err
		}
		tx.Emit(ctx, oms.Event{Type: "routing_replay.started", Subject: r.ID}, map[string]any{"decisions": r.Total, "variants": len(req.Variants)})
		if err := replayKind.Insert(ctx, tx, replayJob{r.ID}, jobs.Options{Lane: replayLane, Unique: r.ID, MaxAttempts: 3}); err != nil {
			return nil, err
		}
		return replayOf(r)
	})
}

func (in RoutingReplayInput) check() error {
	var errs []oms.FieldError
	fault := func(field, format string, args ...any) { errs = append(errs, oms.FaultAt(field, format, args...)) }
	switch {
	case in.Last < 0:
		fault("last", "must be 1 or more")
	case in.Last > 0 && (in.From != nil || in.To != nil):
		fault("last", "or a period, and not both")
	case in.Last == 0 && in.From == nil:
		fault("from", "or last is required")
	case in.From != nil && in.To != nil && !in.To.After(*in.From):
		fault("to", "must be after from")
	}
	if len(in.Variants) == 0 || len(in.Variants) > maxVariants {
		fault("variants", "must have 1 to %d entries", maxVariants)
	}
	for i, v := range in.Variants {
		errs = append(errs, checkText(fmt.Sprintf("variants[%d].name", i), v.Name, 100)...)
		if (v.Version == nil) == (v.Policy == nil) {
			fault(fmt.Sprintf("variants[%d].version", i), "or policy is required, and not both")
		}
	}
	return oms.InvalidFields("the replay", errs)
}

// resolve finds the decisions and writes the policies out.
func (in RoutingReplayInput) resolve(ctx context.Context, tx *store.Tx) (replayRequest, error) {
	req := replayRequest{From: in.From, To: in.To, Last: in.Last}
	table, err := rateTable(ctx, tx)
	if err != nil {
		return req, err
	}
	for i, v := range in.Variants {
		p := replayPolicy{Name: v.Name, Version: v.Version}
		if v.Version != nil {
			version, err := findRouting(ctx, tx, table, *v.Version)
			if oms.CodeOf(err) == oms.NotFound {
				return req, oms.InvalidField(fmt.Sprintf("variants[%d].version", i), "there is no version %d", *v.Version)
			}
			if err != nil {
				return req, err
			}
			if err := json.Unmarshal(version.Policy, &p.Policy); err != nil {
				return req, fmt.Errorf("flow: version %d of the routing policy: %w", *v.Version, err)
			}
			if p.Name == "" {
				p.Name = fmt.Sprintf("version %d", *v.Version)
			}
		} else {
			if err := checkPolicy(*v.Policy, table); err != nil {
				return req, err
			}
			p.Policy = *v.Policy
			if p.Name == "" {
				p.Name = fmt.Sprintf("draft %d", i+1)
			}
		}
		req.Variants = append(req.Variants, p)
	}
	if in.Last > 0 {
		req.Span, err = tx.RoutingLast(ctx, in.Last)
	} else {
		to := tx.Now.Add(time.Microsecond)
		if in.To != nil {
			to = *in.To
		}
		req.Span, err = tx.RoutingBetween(ctx, in.From.UTC(), to.UTC())
	}
	if err != nil {
		return req, err
	}
	all, err := tx.RoutingLast(ctx, 1<<40)
	req.All = all.Decisions == req.Span.Decisions
	return req, err
}

// StopRoutingReplay ends a replay that runs, or waits to. One that has ended
// stays as it is.
func (f *Flow) StopRoutingReplay(ctx context.Context, id string) (*RoutingReplay, error) {
	if err := checkFilters("replay", id); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*RoutingReplay, error) {
		r, err := tx.RoutingReplay(ctx, id)
		if err != nil {
			return nil, err
		}
		if r.FinishedAt != nil {
			return replayOf(*r)
		}
		r.Status, r.FinishedAt = store.ReplayStopped, &tx.Now
		stopped, err := tx.SaveRoutingReplay(ctx, r)
		if err != nil {
			return nil, err
		}
		if stopped {
			tx.Emit(ctx, oms.Event{Type: "routing_replay.stopped", Subject: r.ID}, map[string]any{"done": r.Done, "decisions": r.Total})
		}
		if r, err = tx.RoutingReplay(ctx, id); err != nil {
			return nil, err
		}
		return replayOf(*r)
	})
}

// RoutingReplay returns a replay.
func (f *Flow) RoutingReplay(ctx context.Context, id string) (*RoutingReplay, error) {
	if err := checkFilters("replay", id); err != nil {
		return nil, err
	}
	return read(ctx, f, func(tx *store.Tx) (*RoutingReplay, error) {
		r, err := tx.RoutingReplay(ctx, id)
		if err != nil {
			return nil, err
		}
		return replayOf(*r)
	})
}

// RoutingReplays returns a page of the replays, the newest first.
func (f *Flow) RoutingReplays(ctx context.Context, p Paging) (Page[*RoutingReplay], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[*RoutingReplay]{}, err
	}
	before := ""
	if err := p.at(&before); err != nil {
		return Page[*RoutingReplay]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[*RoutingReplay], error) {
		all, err := tx.RoutingReplays(ctx, before, limit)
		if err != nil {
			return Page[*RoutingReplay]{}, err
		}
		out := make([]*RoutingReplay, len(all))
		for i := range all {
			if out[i], err = replayOf(all[i]); err != nil {
				return Page[*RoutingReplay]{}, err
			}
		}
		return pageOf(out, page, func(r *RoutingReplay) any { return r.ID }), nil
	})
}
