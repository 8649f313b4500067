package flow

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// CanaryGuards say when a canary stops by itself: when, over the orders that
// both versions planned, it does worse than the live version by more than this.
// Without a figure nothing is watched of it.
type CanaryGuards struct {
	Cost   *int64 `json:"cost_percent,omitempty" doc:"Carriage and handling, percent above the live version's" minimum:"0" maximum:"1000" example:"10"`
	Late   *int64 `json:"late_points,omitempty" doc:"Orders that are handed over too late, percentage points above the live version's" minimum:"0" maximum:"100" example:"1"`
	Filled *int64 `json:"filled_points,omitempty" doc:"Units that find a location, percentage points below the live version's" minimum:"0" maximum:"100" example:"1"`
	After  int64  `json:"after_orders,omitempty" doc:"Orders to look at first; 50 when absent" minimum:"0" maximum:"1000000" example:"50"`
}

// canaryAfter is how many orders a guard waits for when nobody says: two or
// three unlucky ones among fewer say little.
const canaryAfter = 50

// defaultGuards watch a canary of which nobody says when it is to stop.
func defaultGuards() CanaryGuards {
	cost, points := int64(10), int64(1)
	return CanaryGuards{Cost: &cost, Late: &points, Filled: &points}
}

// check reports figures that can't be meant, and writes down what is meant where
// nobody said how many orders to look at.
func (g *CanaryGuards) check() (errs []oms.FieldError) {
	if g.After == 0 {
		g.After = canaryAfter
	}
	for _, f := range []struct {
		name string
		n    *int64
		most int64
	}{{"cost_percent", g.Cost, 1000}, {"late_points", g.Late, 100}, {"filled_points", g.Filled, 100}, {"after_orders", &g.After, 1_000_000}} {
		if f.n != nil {
			errs = append(errs, checkRange("guards."+f.name, *f.n, 0, f.most)...)
		}
	}
	return errs
}

// CanaryStart lets a version decide about a share of the orders.
type CanaryStart struct {
	Version  int64         `json:"version" doc:"One that was never live" minimum:"0" maximum:"1000000000" example:"2"`
	Share    int64         `json:"share" doc:"Percent of the orders, by a hash of the order's id: each order is always on the same side, and a larger share has the orders of a smaller one" minimum:"1" maximum:"100" example:"10"`
	Channels []string      `json:"channels,omitempty" doc:"Codes of channels whose orders are shared out; absent for all" maxItems:"100" maxLength:"64" example:"web"`
	Guards   *CanaryGuards `json:"guards,omitempty" doc:"When it stops by itself. Absent: 10 percent dearer, or one percentage point more late orders or fewer filled units, after 50 orders"`
	RoutingPublish
}

// CanaryChange changes a canary that runs; what is absent stays.
type CanaryChange struct {
	Share    *int64        `json:"share,omitempty" doc:"Percent of the orders" minimum:"1" maximum:"100" example:"25"`
	Guards   *CanaryGuards `json:"guards,omitempty" doc:"When it stops by itself, all of it"`
	Revision *int64        `json:"-"` // that the caller saw; nil for any
}

// CanaryStop ends a canary.
type CanaryStop struct {
	Reason   string `json:"reason,omitempty" doc:"Why it is stopped" maxLength:"1000" example:"Leeds is short of staff"`
	Revision *int64 `json:"-"` // that the caller saw; nil for any
}

// RoutingCanary is a canary with what came of it so far, or in the end.
type RoutingCanary struct {
	store.RoutingCanary
	Guards CanaryGuards
	Report CanaryReport
}

func checkShare(share int64) []oms.FieldError { return checkRange("share", share, 1, 100) }

func (in *CanaryStart) check() error {
	errs := append(checkShare(in.Share), checkText("reason", in.Reason, 1000)...)
	if in.Override() && in.Reason == "" {
		errs = append(errs, oms.FaultAt("reason", "is required for a version that goes live without a replay that found no defect"))
	}
	if len(in.Channels) > 100 {
		errs = append(errs, oms.FaultAt("channels", "must have at most %d entries", 100))
	}
	for i, code := range in.Channels {
		errs = append(errs, checkText(fmt.Sprintf("channels[%d]", i), code, maxCode)...)
	}
	in.Channels = slices.Compact(slices.Sorted(slices.Values(in.Channels)))
	if in.Guards == nil {
		guards := defaultGuards()
		in.Guards = &guards
	}
	return oms.InvalidFields("the canary", append(errs, in.Guards.check()...))
}

// StartCanary lets a version decide about a share of the orders from now on,
// beside the live one. What publishing asks for is asked for here: a replay
// comes first. Only one canary runs at a time.
func (f *Flow) StartCanary(ctx context.Context, in CanaryStart) (*RoutingCanary, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*RoutingCanary, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		c := store.RoutingCanary{Version: in.Version, Share: in.Share, Channels: in.Channels, Guards: jsonOf(in.Guards), Revision: 1, Status: store.CanaryRunning,
			StartedBy: store.CallerOf(ctx).Actor, StartedAt: tx.Now}
		running, err := tx.RunningCanary(ctx)
		switch {
		case err != nil:
			return nil, err
		case running != nil && running.Version == c.Version && running.Share == c.Share && slices.Equal(running.Channels, c.Channels) && same(json.RawMessage(running.Guards), in.Guards):
			return describeCanary(ctx, tx, *running)
		case running != nil:
			return nil, duringCanary(running)
		}
		v, err := in.candidate(ctx, tx)
		if err != nil {
			return nil, err
		}
		live, err := tx.LiveRouting(ctx)
		if err != nil {
			return nil, err
		}
		if live != nil {
			c.Live = live.Version
		}
		if v.ReplayID == "" || v.Defects > 0 {
			v.Untested = in.Reason
		}
		if err := tx.SaveRoutingVersion(ctx, v); err != nil {
			return nil, err
		}
		if err := allClear(ctx, tx, canaryFingerprint, oms.EndsTriedAgain.Said()); err != nil {
			return nil, err
		}
		c.ID = store.NewID(oms.PrefixCanary)
		if err := tx.SaveRoutingCanary(ctx, &c); err != nil {
			return nil, err
		}
		tellCanary(ctx, tx, oms.CanaryStarted, &c, map[string]any{"channels": c.Channels, "guards": in.Guards, "replay_id": v.ReplayID, "untested": v.Untested, "defects": v.Defects})
		return describeCanary(ctx, tx, c)
	})
}

// duringCanary refuses what would take the ground from under a comparison.
func duringCanary(c *store.RoutingCanary) error {
	return oms.Errorf(oms.Conflict, "version %d is tried on %d %% of the orders: promote or stop it first", c.Version, c.Share)
}

// candidate reads the version that is to be tried, or says why it can't be.
func (in *CanaryStart) candidate(ctx context.Context, tx *store.Tx) (*store.RoutingVersion, error) {
	table, err := rateTable(ctx, tx)
	if err != nil {
		return nil, err
	}
	v, err := findRouting(ctx, tx, table, in.Version)
	switch {
	case oms.CodeOf(err) == oms.NotFound:
		return nil, oms.InvalidField("version", "there is no version %d", in.Version)
	case err != nil:
		return nil, err
	case v.Live:
		return nil, oms.InvalidField("version", "%d is live: it decides about all orders already", in.Version)
	case v.PublishedAt != nil || in.Version == 0:
		return nil, oms.InvalidField("version", "%d was live before: roll back to it instead", in.Version)
	}
	if err := in.tested(v); err != nil {
		return nil, err
	}
	if err := checkCandidate(ctx, tx, table, v); err != nil {
		return nil, err
	}
	for i, code := range in.Channels {
		found, err := tx.ChannelsByCode(ctx, []string{code})
		if err != nil {
			return nil, err
		}
		if found[code] == nil {
			return nil, oms.InvalidField(fmt.Sprintf("channels[%d]", i), "%.64q is not known", code)
		}
	}
	return v, nil
}

// checkCandidate asks that a version can decide beside the live one: its policy
// may have been fine when it was drafted and not with the prices of today, and
// costs in two currencies can't be compared.
func checkCandidate(ctx context.Context, tx *store.Tx, table tablerate.Table, v *store.RoutingVersion) error {
	var p routing.Policy
	if err := json.Unmarshal(v.Policy, &p); err != nil {
		return fmt.Errorf("flow: version %d of the routing policy: %w", v.Version, err)
	}
	if len(p.Cards) == 0 {
		p.Currency = table.Currency
	}
	if err := checkPolicy(p, table); err != nil {
		return err
	}
	live, version, err := livePolicy(ctx, tx, table)
	if err == nil && live.Currency != p.Currency {
		return oms.InvalidField("version", "%d has its costs in %s and version %d, which is live, in %s: they can't be compared", v.Version, p.Currency, version, live.Currency)
	}
	return err
}

// tellCanary emits what became of a canary.
func tellCanary(ctx context.Context, tx *store.Tx, t oms.EventType, c *store.RoutingCanary, more map[string]any) {
	data := map[string]any{"version": c.Version, "live": c.Live, "share": c.Share}
	for name, v := range more {
		data[name] = v
	}
	tx.Emit(ctx, oms.Event{Type: t, Subject: c.ID}, data)
}

// ofCanary does something about a canary whose revision the caller saw.
func (f *Flow) ofCanary(ctx context.Context, id string, seen *int64, verb func(*store.Tx, *store.RoutingCanary) error) (*RoutingCanary, error) {
	if err := checkFilters("canary", id); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*RoutingCanary, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		c, err := tx.RoutingCanary(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("canary", id, seen, c.Revision); err != nil {
			return nil, err
		}
		if err := verb(tx, c); err != nil {
			return nil, err
		}
		return describeCanary(ctx, tx, *c)
	})
}

// ChangeCanary changes the share of a canary, or when it stops by itself.
func (f *Flow) ChangeCanary(ctx context.Context, id string, in CanaryChange) (*RoutingCanary, error) {
	var errs []oms.FieldError
	if in.Share != nil {
		errs = checkShare(*in.Share)
	}
	if in.Guards != nil {
		errs = append(errs, in.Guards.check()...)
	}
	if err := oms.InvalidFields("the canary", errs); err != nil {
		return nil, err
	}
	return f.ofCanary(ctx, id, in.Revision, func(tx *store.Tx, c *store.RoutingCanary) error {
		if c.Status != store.CanaryRunning {
			return oms.Errorf(oms.Conflict, "the canary has ended: it was %s", c.Status)
		}
		before, was := c.Share, c.Guards
		set(&c.Share, in.Share)
		if in.Guards != nil {
			c.Guards = jsonOf(in.Guards)
		}
		if c.Share == before && same(was, c.Guards) {
			return nil
		}
		c.Revision++
		tellCanary(ctx, tx, oms.CanaryChanged, c, map[string]any{"before": before, "guards": c.Guards})
		return tx.SaveRoutingCanary(ctx, c)
	})
}

// end writes down what came of a canary. The live version decides about all
// orders from the next one on.
func endCanary(ctx context.Context, tx *store.Tx, c *store.RoutingCanary, as store.CanaryStatus) error {
	report, err := canaryReport(ctx, tx, c)
	if err != nil {
		return err
	}
	c.Status, c.EndedBy, c.EndedAt, c.Report = as, store.CallerOf(ctx).Actor, &tx.Now, jsonOf(report)
	c.Revision++
	return tx.SaveRoutingCanary(ctx, c)
}

// PromoteCanary lets the version that a canary tried decide about all orders.
// One that was promoted stays so.
func (f *Flow) PromoteCanary(ctx context.Context, id string, seen *int64) (*RoutingCanary, error) {
	return f.ofCanary(ctx, id, seen, func(tx *store.Tx, c *store.RoutingCanary) error {
		switch c.Status {
		case store.CanaryPromoted:
			return nil
		case store.CanaryStopped:
			return oms.Errorf(oms.Conflict, "the canary was stopped: publish version %d, or try it again", c.Version)
		}
		if err := endCanary(ctx, tx, c, store.CanaryPromoted); err != nil {
			return err
		}
		table, err := rateTable(ctx, tx)
		if err != nil {
			return err
		}
		v, err := tx.RoutingVersion(ctx, c.Version)
		if err != nil {
			return err
		}
		if _, err := goLive(ctx, tx, table, v); err != nil {
			return err
		}
		tellCanary(ctx, tx, oms.CanaryPromoted, c, nil)
		return nil
	})
}

// StopCanary lets the live version decide about all orders again. Orders that
// the canary decided about keep their plan; what is planned again of them is
// planned by the live version. One that was stopped stays so.
func (f *Flow) StopCanary(ctx context.Context, id string, in CanaryStop) (*RoutingCanary, error) {
	if err := oms.InvalidFields("the stop", checkText("reason", in.Reason, 1000)); err != nil {
		return nil, err
	}
	return f.ofCanary(ctx, id, in.Revision, func(tx *store.Tx, c *store.RoutingCanary) error {
		switch c.Status {
		case store.CanaryStopped:
			return nil
		case store.CanaryPromoted:
			return oms.Errorf(oms.Conflict, "version %d was promoted: it decides about all orders; roll back to version %d instead", c.Version, c.Live)
		}
		return stopCanary(ctx, tx, c, in.Reason)
	})
}

func stopCanary(ctx context.Context, tx *store.Tx, c *store.RoutingCanary, reason string, says ...oms.Said) error {
	c.Reason, c.Says = reason, says
	if err := endCanary(ctx, tx, c, store.CanaryStopped); err != nil {
		return err
	}
	tellCanary(ctx, tx, oms.CanaryStopped, c, map[string]any{"reason": reason, "says": says})
	return nil
}
