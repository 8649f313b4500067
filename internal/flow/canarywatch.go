package flow

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// canaryJob looks whether a guard of the canary is broken.
type canaryJob struct{}

const (
	canaryKind        jobs.Kind[canaryJob] = "routing.canary"
	canaryEvery                            = time.Minute
	canaryFingerprint                      = "routing_canary" // one exception, whichever version it was
)

// registerCanary has this server watch the canary that runs.
func (f *Flow) registerCanary(q *jobs.Queue) {
	jobs.Register(q, canaryKind, func(ctx context.Context, _ jobs.Job[canaryJob]) error { return f.WatchCanary(ctx) })
	q.Schedule(jobs.Schedule{Name: string(canaryKind), Every: canaryEvery, Do: func(ctx context.Context, tx *store.Tx) error {
		running, err := tx.RunningCanary(ctx)
		if err != nil || running == nil {
			return err
		}
		return canaryKind.Insert(ctx, tx, canaryJob{}, jobs.Options{Unique: string(canaryKind)})
	}})
}

// WatchCanary stops the canary when a guard is broken, or when it can't decide
// any more, and opens an exception for whoever started it. It reads before it
// writes, so that no order waits for the counting.
func (f *Flow) WatchCanary(ctx context.Context) error {
	var c *store.RoutingCanary
	says, err := read(ctx, f, func(tx *store.Tx) (says []oms.Said, err error) {
		if c, err = tx.RunningCanary(ctx); err != nil || c == nil {
			return nil, err
		}
		return brokenGuards(ctx, tx, c)
	})
	if err != nil || len(says) == 0 {
		return err
	}
	seen := c.Revision
	return f.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockCatalog(ctx); err != nil {
			return err
		}
		c, err := tx.RoutingCanary(ctx, c.ID)
		if err != nil || c.Status != store.CanaryRunning || c.Revision != seen {
			return err // somebody was quicker
		}
		if err := stopCanary(ctx, tx, c, oms.Say(says...), says...); err != nil {
			return err
		}
		e := oms.Exception{Kind: oms.ExceptionCanary, Severity: oms.SeverityHigh, Subject: c.ID, Fingerprint: canaryFingerprint}
		if strings.HasPrefix(c.StartedBy, "user:") {
			e.Owner = c.StartedBy
		}
		stopped := oms.SaysCanaryStopped.With(oms.Facts{"version": numberText(c.Version), "share": numberText(c.Share), "live": numberText(c.Live)})
		return report(ctx, tx, e.Saying(append([]oms.Said{stopped}, says...)...))
	})
}

// numberText is a version or a percentage: as it is, without separators.
func numberText(n int64) oms.Fact { return oms.FactText(fmt.Sprint(n)) }

// brokenGuards says which guards of a canary are broken.
func brokenGuards(ctx context.Context, tx *store.Tx, c *store.RoutingCanary) ([]oms.Said, error) {
	table, err := rateTable(ctx, tx)
	if err != nil {
		return nil, err
	}
	v, err := tx.RoutingVersion(ctx, c.Version)
	if err != nil {
		return nil, err
	}
	if err := checkCandidate(ctx, tx, table, v); oms.CodeOf(err) == oms.Invalid {
		return []oms.Said{oms.SaysCanaryBroken.With(oms.Facts{"version": numberText(c.Version), "why": oms.FactText(clip(err.Error(), 500))})}, nil
	} else if err != nil {
		return nil, err
	}
	d, err := describeCanary(ctx, tx, *c)
	if err != nil {
		return nil, err
	}
	return d.Guards.broken(c.Version, d.Report.Currency, &d.Report.Paired), nil
}

// broken says which guards are, going by the orders that both versions planned.
func (g CanaryGuards) broken(version int64, currency string, p *CanaryPair) (out []oms.Said) {
	say := func(s oms.Sentence, count, limit int64, live, canary oms.Fact) {
		out = append(out, s.With(oms.Facts{"version": numberText(version), "count": oms.FactNumber(count), "limit": numberText(limit), "live": live, "canary": canary}))
	}
	if g.Cost != nil && p.Compared >= g.After && (p.CanaryCost-p.LiveCost)*100 > p.LiveCost**g.Cost {
		say(oms.SaysCanaryCost, p.Compared, *g.Cost, oms.FactMoney(p.LiveCost, currency), oms.FactMoney(p.CanaryCost, currency))
	}
	if p.Orders < g.After {
		return out
	}
	if g.Late != nil && (p.CanaryLate-p.LiveLate)*100 > p.Orders**g.Late {
		say(oms.SaysCanaryLate, p.Orders, *g.Late, oms.FactNumber(p.LiveLate), oms.FactNumber(p.CanaryLate))
	}
	if g.Filled != nil && (p.LiveFilled-p.CanaryFilled)*100 > p.Units**g.Filled {
		say(oms.SaysCanaryFilled, p.Units, *g.Filled, oms.FactNumber(p.LiveFilled), oms.FactNumber(p.CanaryFilled))
	}
	return out
}
