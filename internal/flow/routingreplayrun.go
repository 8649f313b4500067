package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// replayJob works on one replay; one at a time, as each takes every core.
type replayJob struct {
	ID string `json:"id"`
}

const (
	replayKind     jobs.Kind[replayJob]   = "routing.replay"
	replayLane                            = "routing.replay"
	replayLimit                           = 2 * time.Hour // of one attempt
	replayRead                            = 200           // transactions of history read at once
	replayTell                            = time.Second   // between two notes of the progress
	decisionsKept                         = 400 * 24 * time.Hour
	replaysKept                           = 90 * 24 * time.Hour
	velocityKind   jobs.Kind[velocityJob] = "routing.velocity"
	velocityPeriod                        = 28 * 24 * time.Hour
)

// velocityJob counts how fast SKUs sell.
type velocityJob struct{}

// RegisterRouting has this server replay history, look for cheaper plans, count
// how fast SKUs sell and forget what is old.
func (f *Flow) RegisterRouting(q *jobs.Queue) {
	jobs.Register(q, replayKind, func(ctx context.Context, j jobs.Job[replayJob]) error { return f.runReplay(ctx, j.Args.ID) },
		jobs.Within[replayJob](replayLimit), jobs.OnDeath(replayDied))
	f.registerReoptimize(q)
	f.registerCanary(q)
	jobs.Register(q, velocityKind, func(ctx context.Context, _ jobs.Job[velocityJob]) error { return f.CountVelocity(ctx) })
	q.Schedule(jobs.Schedule{Name: string(velocityKind), Every: 6 * time.Hour, Do: func(ctx context.Context, tx *store.Tx) error {
		return velocityKind.Insert(ctx, tx, velocityJob{}, jobs.Options{Unique: string(velocityKind)})
	}})
	q.Schedule(jobs.Schedule{Name: "routing.prune", Every: time.Hour, Do: func(ctx context.Context, tx *store.Tx) error {
		return tx.PruneRouting(ctx, tx.Now.Add(-decisionsKept), tx.Now.Add(-replaysKept))
	}})
}

// CountVelocity counts the units that each location sent or promised of each
// SKU in the last 28 days, for the stock balance. It reads before it writes, so
// that no order waits for the counting.
func (f *Flow) CountVelocity(ctx context.Context) error {
	sold, err := read(ctx, f, func(tx *store.Tx) ([]store.Velocity, error) {
		return tx.CountVelocity(ctx, tx.Now.Add(-velocityPeriod))
	})
	if err != nil {
		return err
	}
	return f.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockCatalog(ctx); err != nil {
			return err
		}
		return tx.SaveVelocity(ctx, sold)
	})
}

// errReplayEnded is a replay that somebody stopped while it ran.
var errReplayEnded = errors.New("flow: the replay has ended")

// runReplay makes the decisions of a replay again. One that was interrupted
// begins anew: it changes nothing but its own row.
func (f *Flow) runReplay(ctx context.Context, id string) error {
	r, err := read(ctx, f, func(tx *store.Tx) (*store.RoutingReplay, error) { return tx.RoutingReplay(ctx, id) })
	if oms.CodeOf(err) == oms.NotFound || err == nil && r.FinishedAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	var req replayRequest
	if err := json.Unmarshal(r.Request, &req); err != nil {
		return fmt.Errorf("flow: replay %s: %w", id, err)
	}
	p := newReplayer(f, &req)
	total, err := p.run(ctx, req.Span, func(done int64) error {
		return f.store.Write(ctx, func(tx *store.Tx) error {
			r.Status, r.Done = store.ReplayRunning, min(done, r.Total)
			if r.StartedAt == nil {
				r.StartedAt = &tx.Now
			}
			if told, err := tx.SaveRoutingReplay(ctx, r); err != nil || told {
				return err
			}
			return errReplayEnded
		})
	})
	if errors.Is(err, errReplayEnded) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.store.Write(ctx, func(tx *store.Tx) error { return endReplay(ctx, tx, r, &req, total.report(&req)) })
}

// endReplay keeps the report, and lets the versions that were tried go live.
func endReplay(ctx context.Context, tx *store.Tx, r *store.RoutingReplay, req *replayRequest, report RoutingReport) error {
	if err := tx.LockCatalog(ctx); err != nil {
		return err
	}
	if r.StartedAt == nil {
		r.StartedAt = &tx.Now
	}
	r.Status, r.Done, r.Report, r.FinishedAt = store.ReplayDone, r.Total, jsonOf(report), &tx.Now
	saved, err := tx.SaveRoutingReplay(ctx, r)
	if err != nil || !saved {
		return err
	}
	tx.Emit(ctx, oms.Event{Type: "routing_replay.finished", Subject: r.ID}, map[string]any{"decisions": report.Decisions, "defects": report.Defects})
	if report.Decisions < minTested && !req.All {
		return nil
	}
	for _, v := range req.Variants {
		if v.Version == nil || *v.Version == 0 {
			continue
		}
		version, err := tx.RoutingVersion(ctx, *v.Version)
		if err != nil {
			return err
		}
		if version.ReplayID, version.Defects = r.ID, report.Defects; !version.Live {
			if err := tx.SaveRoutingVersion(ctx, version); err != nil {
				return err
			}
		}
	}
	return nil
}

// replayDied ends a replay whose job was given up.
func replayDied(ctx context.Context, tx *store.Tx, j jobs.Job[replayJob], cause error) error {
	r, err := tx.RoutingReplay(ctx, j.Args.ID)
	if err != nil || r.FinishedAt != nil {
		return notFoundIsNil(err)
	}
	r.Status, r.Problem, r.FinishedAt = store.ReplayFailed, clip(cause.Error(), 2000), &tx.Now
	_, err = tx.SaveRoutingReplay(ctx, r)
	return err
}

// replayer makes decisions again, each frame compiled once.
type replayer struct {
	f        *Flow
	variants []replayPolicy
	frames   map[string]*replayFrame
}

// replayFrame is a frame with the policies that its decisions are made under.
type replayFrame struct {
	routing.Frame
	history  *routing.Compiled
	variants []*routing.Compiled
}

func newReplayer(f *Flow, req *replayRequest) *replayer {
	return &replayer{f: f, variants: req.Variants, frames: map[string]*replayFrame{}}
}

// need compiles the frames of decisions that are not known yet.
func (p *replayer) need(ctx context.Context, tx *store.Tx, all []store.RoutingDecisions) error {
	var missing []string
	for _, d := range all {
		if p.frames[d.FrameID] == nil && !slices.Contains(missing, d.FrameID) {
			missing = append(missing, d.FrameID)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	found, err := tx.RoutingFrames(ctx, missing)
	if err != nil {
		return err
	}
	if len(found) < len(missing) {
		return errNoFrame
	}
	for _, stored := range found {
		frame, err := readFrame(stored)
		if err != nil {
			return err
		}
		c := &replayFrame{Frame: frame}
		if c.history, err = routing.Compile(frame.Policy); err != nil {
			return fmt.Errorf("flow: frame %s: %w", stored.ID, err)
		}
		for _, v := range p.variants {
			compiled, err := routing.Compile(priced(v.Policy, frame.Policy.Cards, frame.Policy.Currency))
			if err != nil {
				return fmt.Errorf("flow: %s with the prices of then: %w", v.Name, err)
			}
			c.variants = append(c.variants, compiled)
		}
		p.frames[stored.ID] = c
	}
	return nil
}

// replayed is a decision made again.
type replayed struct {
	rec      routing.Record
	units    int64
	history  RoutingOutcome
	variants []RoutingOutcome
	defect   bool
}

// decide makes the decision that b begins with again, and returns the rest. A sum
// needs no grounds: it solves by Decide, a page that shows sentences by Solve.
func (c *replayFrame) decide(solve func(*routing.Problem, *routing.Compiled) routing.Plan, b []byte) (out replayed, rest []byte, err error) {
	if out.rec, rest, err = routing.ReadRecord(b, &c.Frame); err != nil {
		return out, nil, err
	}
	p := &out.rec.Problem
	for _, l := range p.Lines {
		out.units += l.Quantity
	}
	plan := solve(p, c.history)
	out.defect = !identical(&out.rec, &plan)
	out.history = outcomeOf(p, &plan)
	for _, policy := range c.variants {
		plan := solve(p, policy)
		o := outcomeOf(p, &plan)
		o.Moved = !samePicks(out.rec.Picks, plan.Picks)
		out.variants = append(out.variants, o)
	}
	return out, rest, nil
}

// replayTotal adds up a part of history.
type replayTotal struct {
	decisions, defects int64
	currency           string
	mixed              bool
	history            RoutingSum
	variants           []RoutingVariantSum
}

func (t *replayTotal) add(c *replayFrame, r *replayed) {
	t.see(c.Policy.Currency)
	t.decisions++
	if r.defect {
		t.defects++
	}
	t.history.add(r.units, &r.history)
	t.history.place(&r.rec.Problem, &r.history)
	for i := range r.variants {
		v := &t.variants[i]
		v.add(r.units, &r.variants[i])
		v.place(&r.rec.Problem, &r.variants[i])
		if r.variants[i].Moved {
			v.Moved++
		}
	}
}

func (t *replayTotal) see(currency string) {
	t.mixed = t.mixed || t.currency != "" && currency != "" && currency != t.currency
	if t.currency == "" {
		t.currency = currency
	}
}

func (t *replayTotal) merge(o *replayTotal) {
	t.see(o.currency)
	t.mixed = t.mixed || o.mixed
	t.decisions, t.defects = t.decisions+o.decisions, t.defects+o.defects
	t.history.merge(&o.history)
	for i := range o.variants {
		t.variants[i].merge(&o.variants[i].RoutingSum)
		t.variants[i].Moved += o.variants[i].Moved
	}
}

func (t *replayTotal) report(req *replayRequest) RoutingReport {
	out := RoutingReport{Decisions: t.decisions, Defects: t.defects, Currency: t.currency, History: t.history, Variants: t.variants}
	if t.mixed {
		out.Currency = ""
	}
	out.History.Places = placesOf(t.history.loads)
	for i := range out.Variants {
		v := &out.Variants[i]
		v.Name, v.Version, v.Cost = req.Variants[i].Name, req.Variants[i].Version, v.TotalCost-t.history.TotalCost
		v.Places = placesOf(v.loads)
	}
	return out
}

// run makes all decisions of a span again, on every core. tell is called about
// once a second.
func (p *replayer) run(ctx context.Context, span store.RoutingSpan, tell func(done int64) error) (replayTotal, error) {
	type part struct {
		frame *replayFrame
		b     []byte
	}
	newTotal := func() replayTotal { return replayTotal{variants: make([]RoutingVariantSum, len(p.variants))} }
	total, parts := newTotal(), make(chan part, replayRead)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var workers sync.WaitGroup
	var mu sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var solver routing.Solver
			mine := newTotal()
			for d := range parts {
				for b := d.b; len(b) > 0 && ctx.Err() == nil; {
					out, rest, err := d.frame.decide(solver.Decide, b)
					if err != nil {
						cancel(err)
						break
					}
					mine.add(d.frame, &out)
					b = rest
				}
			}
			mu.Lock()
			defer mu.Unlock()
			total.merge(&mine)
		})
	}
	err := p.read(ctx, span, tell, func(frame *replayFrame, b []byte) { parts <- part{frame, b} })
	close(parts)
	workers.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	return total, err
}

// read hands out the decisions of a span, transaction by transaction.
func (p *replayer) read(ctx context.Context, span store.RoutingSpan, tell func(done int64) error, each func(*replayFrame, []byte)) error {
	var done int64
	told := p.f.store.Now().Add(-replayTell)
	for after := span.After; ctx.Err() == nil; {
		var all []store.RoutingDecisions
		err := p.f.store.Read(ctx, func(tx *store.Tx) (err error) {
			if all, err = tx.RoutingDecisions(ctx, after, span.UpTo, replayRead); err != nil {
				return err
			}
			return p.need(ctx, tx, all)
		})
		if err != nil || len(all) == 0 {
			return err
		}
		for _, d := range all {
			each(p.frames[d.FrameID], d.Records)
			after, done = d.Seq, done+d.Decisions
		}
		if now := p.f.store.Now(); now.Sub(told) >= replayTell {
			if err := tell(done); err != nil {
				return err
			}
			told = now
		}
	}
	return context.Cause(ctx)
}
