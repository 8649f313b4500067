package flow

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/routing"
)

// RoutingReplayRow is one decision of history beside what the variants would
// have done.
type RoutingReplayRow struct {
	OrderID   string           `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Order     int64            `json:"order" doc:"Its number; 0 when it is not there any more" example:"100001"`
	DecidedAt time.Time        `json:"decided_at"`
	Units     int64            `json:"units" example:"2"`
	Currency  string           `json:"currency" doc:"Of the costs" example:"EUR"`
	Defect    bool             `json:"defect" doc:"It came out differently under the very policy that made it" example:"false"`
	History   RoutingOutcome   `json:"history"`
	Variants  []RoutingOutcome `json:"variants" doc:"In the order of the replay's variants"`
}

// RoutingReplayFilter chooses decisions of a replay.
type RoutingReplayFilter struct {
	Moved bool `query:"moved" doc:"Only decisions that a variant would have sent from elsewhere. A page may then have fewer entries than asked for, and a next one"`
	Paging
}

// maxLooked bounds the decisions that one page looks at.
const maxLooked = 5_000

// replayPosition is where a page of decisions ended.
type replayPosition struct {
	Seq  int64 `json:"seq"`  // of the transaction that is being read, or the one before it
	Read int   `json:"read"` // decisions of it that pages had already
}

// RoutingReplayRows returns a page of a replay's decisions, in the order in
// which they were made. They are made again for it: nothing but their facts is
// kept.
func (f *Flow) RoutingReplayRows(ctx context.Context, id string, filter RoutingReplayFilter) (Page[RoutingReplayRow], error) {
	none := Page[RoutingReplayRow]{Items: []RoutingReplayRow{}}
	page, _, err := filter.limit()
	if err != nil {
		return none, err
	}
	r, err := f.RoutingReplay(ctx, id)
	if err != nil {
		return none, err
	}
	var req replayRequest
	if err := json.Unmarshal(r.Request, &req); err != nil {
		return none, fmt.Errorf("flow: replay %s: %w", id, err)
	}
	at := replayPosition{Seq: req.Span.After + 1}
	if err := filter.at(&at); err != nil {
		return none, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[RoutingReplayRow], error) {
		rows, more, err := newReplayer(f, &req).page(ctx, tx, req.Span, at, page, filter.Moved)
		if err != nil {
			return none, err
		}
		if err := nameOrders(ctx, tx, rows); err != nil {
			return none, err
		}
		out := Page[RoutingReplayRow]{Items: rows}
		if more != nil {
			out.NextCursor = cursorOf(more)
		}
		return out, nil
	})
}

// page reads on from a position until the page is full or enough was looked
// at; more is nil at the end.
func (p *replayer) page(ctx context.Context, tx *store.Tx, span store.RoutingSpan, at replayPosition, page int, moved bool) ([]RoutingReplayRow, *replayPosition, error) {
	rows, looked := []RoutingReplayRow{}, 0
	var solver routing.Solver
	for {
		all, err := tx.RoutingDecisions(ctx, at.Seq-1, span.UpTo, replayRead)
		if err != nil || len(all) == 0 {
			return rows, nil, err
		}
		if err := p.need(ctx, tx, all); err != nil {
			return rows, nil, err
		}
		for _, d := range all {
			if d.Seq != at.Seq {
				at = replayPosition{Seq: d.Seq}
			}
			frame, b := p.frames[d.FrameID], d.Records
			for n := 0; len(b) > 0; n++ {
				if n < at.Read {
					if _, b, err = routing.ReadRecord(b, &frame.Frame); err != nil {
						return rows, nil, err
					}
					continue
				}
				if len(rows) == page || looked == maxLooked {
					return rows, &at, nil
				}
				var out replayed
				if out, b, err = frame.decide(solver.Solve, b); err != nil {
					return rows, nil, err
				}
				at.Read, looked = n+1, looked+1
				if !moved || out.moved() {
					rows = append(rows, out.row(frame.Policy.Currency))
				}
			}
			at = replayPosition{Seq: d.Seq + 1}
		}
	}
}

// moved tells whether a variant sends from elsewhere.
func (r *replayed) moved() bool {
	for i := range r.variants {
		if r.variants[i].Moved {
			return true
		}
	}
	return false
}

func (r *replayed) row(currency string) RoutingReplayRow {
	return RoutingReplayRow{OrderID: r.rec.Ref, DecidedAt: r.rec.Problem.Now, Units: r.units, Currency: currency, Defect: r.defect, History: r.history, Variants: r.variants}
}

// nameOrders looks up the numbers of the orders.
func nameOrders(ctx context.Context, tx *store.Tx, rows []RoutingReplayRow) error {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.OrderID
	}
	numbers, err := tx.OrderNumbers(ctx, ids)
	for i := range rows {
		rows[i].Order = numbers[rows[i].OrderID]
	}
	return err
}
