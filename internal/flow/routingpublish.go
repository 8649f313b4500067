package flow

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// RoutingPublish says how a version goes live.
type RoutingPublish struct {
	Untested bool   `json:"untested,omitempty" doc:"Without a replay; only owners may, with a reason"`
	Defects  bool   `json:"despite_defects,omitempty" doc:"Although its replay found defects: the engine no longer decides as it did, so the replay's figures are not to be relied on. Only owners may, with a reason"`
	Reason   string `json:"reason,omitempty" doc:"Why, for untested and despite_defects" maxLength:"1000"`
}

// tested refuses a version that no replay vouches for, unless it is overridden.
func (in RoutingPublish) tested(v *store.RoutingVersion) error {
	switch {
	case v.ReplayID == "" && !in.Untested:
		return oms.Errorf(oms.Conflict, "version %d is untested: replay it over at least %d decisions, or all there are, first", v.Version, minTested)
	case v.Defects > 0 && !in.Defects:
		return oms.Errorf(oms.Conflict, "the replay of version %d found %d defects: decisions came out differently under the policy that made them. Report it, or publish despite_defects with a reason", v.Version, v.Defects)
	}
	return nil
}

// Override tells whether a version is to go live that no replay vouches for.
func (in RoutingPublish) Override() bool { return in.Untested || in.Defects }

// PublishRouting makes a version decide from now on. Nothing goes live
// untested: a replay of the version over at least 100 decisions, or all there
// are, comes first. The version that is live stays so.
func (f *Flow) PublishRouting(ctx context.Context, version int64, in RoutingPublish) (*RoutingVersion, error) {
	if err := oms.InvalidFields("the publication", checkText("reason", in.Reason, 1000)); err != nil {
		return nil, err
	}
	if in.Override() && in.Reason == "" {
		return nil, oms.InvalidField("reason", "is required for a version that goes live without a replay that found no defect")
	}
	return f.unlessLive(ctx, version, func(tx *store.Tx, table tablerate.Table, v *store.RoutingVersion) (*RoutingVersion, error) {
		if v.PublishedAt != nil || version == 0 {
			return nil, oms.Errorf(oms.Conflict, "version %d was live before: roll back to it instead", version)
		}
		if err := in.tested(v); err != nil {
			return nil, err
		}
		if v.ReplayID == "" || v.Defects > 0 {
			v.Untested = in.Reason
		}
		return goLive(ctx, tx, table, v)
	})
}

// unlessLive does something about a version that is not the live one; the one
// that is live stays so.
func (f *Flow) unlessLive(ctx context.Context, version int64, verb func(*store.Tx, tablerate.Table, *store.RoutingVersion) (*RoutingVersion, error)) (*RoutingVersion, error) {
	return do(ctx, f, func(tx *store.Tx) (*RoutingVersion, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		v, err := findRouting(ctx, tx, table, version)
		if err != nil {
			return nil, err
		}
		if v.Live {
			return describeRouting(ctx, tx, table, *v)
		}
		return verb(tx, table, v)
	})
}

// goLive makes a version the live one, while no canary is compared with the one
// that was. Its policy may have been fine when it was drafted and not with the
// prices of today.
func goLive(ctx context.Context, tx *store.Tx, table tablerate.Table, v *store.RoutingVersion) (*RoutingVersion, error) {
	var p routing.Policy
	if err := json.Unmarshal(v.Policy, &p); err != nil {
		return nil, fmt.Errorf("flow: version %d of the routing policy: %w", v.Version, err)
	}
	if len(p.Cards) == 0 {
		p.Currency = table.Currency
	}
	if err := checkPolicy(p, table); err != nil {
		return nil, err
	}
	running, err := tx.RunningCanary(ctx)
	if err != nil {
		return nil, err
	}
	if running != nil {
		return nil, duringCanary(running)
	}
	if err := tx.RetireRouting(ctx); err != nil {
		return nil, err
	}
	v.Live, v.PublishedBy, v.PublishedAt = true, store.CallerOf(ctx).Actor, &tx.Now
	if err := tx.SaveRoutingVersion(ctx, v); err != nil {
		return nil, err
	}
	if err := endDraft(ctx, tx, p); err != nil {
		return nil, err
	}
	tx.Emit(ctx, oms.Event{Type: "routing_version.published", Subject: routingSubject(v.Version)},
		map[string]any{"version": v.Version, "note": v.Note, "copy_of": v.CopyOf, "replay_id": v.ReplayID, "untested": v.Untested, "defects": v.Defects})
	return describeRouting(ctx, tx, table, *v)
}

// RollBackRouting makes what was live before live again, as a new version.
func (f *Flow) RollBackRouting(ctx context.Context, version int64) (*RoutingVersion, error) {
	return f.unlessLive(ctx, version, func(tx *store.Tx, table tablerate.Table, old *store.RoutingVersion) (*RoutingVersion, error) {
		if old.PublishedAt == nil && version != 0 {
			return nil, oms.Errorf(oms.Conflict, "version %d was never live: publish it instead", version)
		}
		added, err := addRouting(ctx, tx, table, store.RoutingVersion{Note: fmt.Sprintf("rolled back to version %d", version), Policy: old.Policy, CopyOf: version, ReplayID: old.ReplayID, Defects: old.Defects})
		if err != nil {
			return nil, err
		}
		return goLive(ctx, tx, table, &added.RoutingVersion)
	})
}
