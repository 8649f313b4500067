package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// RoutingVersion is a version of the routing policy with what can be said of
// it. Version 0 is the policy that is built in.
type RoutingVersion struct {
	store.RoutingVersion
	Policy       routing.Policy
	Warnings     []routing.Warning     // rules that can't be meant
	CardWarnings []routing.CardWarning // rate cards that can't
}

// Limits of a policy.
const (
	maxRules      = 500
	maxPolicyJSON = 1 << 20
	minTested     = 100 // decisions that a replay must have before its version may go live
)

// livePolicy is the policy that is live, and its version.
func livePolicy(ctx context.Context, tx *store.Tx, table tablerate.Table) (routing.Policy, int64, error) {
	v, err := tx.LiveRouting(ctx)
	if err != nil || v == nil {
		return routingPolicy(table), 0, err
	}
	p, err := policyIn(v, table)
	return p, v.Version, err
}

// policyIn is a stored policy, priced.
func policyIn(v *store.RoutingVersion, table tablerate.Table) (p routing.Policy, err error) {
	if err := json.Unmarshal(v.Policy, &p); err != nil {
		return p, fmt.Errorf("flow: version %d of the routing policy: %w", v.Version, err)
	}
	return priced(p, cardsOf(table), table.Currency), nil
}

// priced gives a policy without rate cards of its own those of the built-in
// carrier, whose currency its amounts are then in. A shipping method that is
// called like one of its services asks for that service.
func priced(p routing.Policy, cards []routing.RateCard, currency string) routing.Policy {
	if len(p.Cards) > 0 {
		return p
	}
	p.Cards, p.Currency = cards, currency
	methods := make(map[string]string, len(cards)+len(p.Services))
	for _, c := range cards {
		methods[c.Name] = c.Services[0]
	}
	maps.Copy(methods, p.Services)
	p.Services = methods
	return p
}

func cardsOf(table tablerate.Table) (cards []routing.RateCard) {
	for _, s := range table.Services {
		cards = append(cards, cardOf(s))
	}
	return cards
}

// RoutingDraft is a new version of the routing policy.
type RoutingDraft struct {
	Note   string         `json:"note" doc:"What it is for" minLength:"1" maxLength:"1000" example:"Leeds first for heavy orders"`
	Policy routing.Policy `json:"policy" doc:"All of it: what is absent is zero. Without cards it is priced by the built-in carrier's table"`
}

// DraftRouting adds a version of the routing policy that is not live yet.
// Versions never change: a corrected draft is another version. The newest one is
// not made again when it says the same and was never live.
func (f *Flow) DraftRouting(ctx context.Context, in RoutingDraft) (*RoutingVersion, error) {
	errs := checkText("note", in.Note, 1000)
	if in.Note == "" {
		errs = append(errs, oms.FaultAt("note", "is required"))
	}
	if err := oms.InvalidFields("the version", errs); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*RoutingVersion, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		if err := checkPolicy(in.Policy, table); err != nil {
			return nil, err
		}
		newest, err := tx.RoutingVersions(ctx, 1<<62, 1)
		if err != nil {
			return nil, err
		}
		if len(newest) > 0 && newest[0].PublishedAt == nil && newest[0].Note == in.Note && samePolicy(newest[0].Policy, in.Policy) {
			return describeRouting(ctx, tx, table, newest[0])
		}
		return addRouting(ctx, tx, table, store.RoutingVersion{Note: in.Note, Policy: jsonOf(nameRules(in.Policy)), CopyOf: -1})
	})
}

// samePolicy tells whether a stored policy is the one given.
func samePolicy(stored json.RawMessage, p routing.Policy) bool {
	var was routing.Policy
	if err := json.Unmarshal(stored, &was); err != nil {
		return false
	}
	if len(p.Cards) == 0 {
		was.Currency, p.Currency = "", "" // that of the built-in carrier
	}
	return bytes.Equal(jsonOf(was), jsonOf(p))
}

// nameRules gives rules that have no id one that stays when they are renamed.
func nameRules(p routing.Policy) routing.Policy {
	p.Rules = slices.Clone(p.Rules)
	for i := range p.Rules {
		if p.Rules[i].ID == "" {
			p.Rules[i].ID = store.NewID("rul")
		}
	}
	return p
}

func addRouting(ctx context.Context, tx *store.Tx, table tablerate.Table, v store.RoutingVersion) (*RoutingVersion, error) {
	v.CreatedBy, v.CreatedAt = store.CallerOf(ctx).Actor, tx.Now
	if err := tx.AddRoutingVersion(ctx, &v); err != nil {
		return nil, err
	}
	tx.Emit(ctx, oms.Event{Type: "routing_version.created", Subject: routingSubject(v.Version)}, map[string]any{"version": v.Version, "note": v.Note, "copy_of": v.CopyOf})
	return describeRouting(ctx, tx, table, v)
}

// routingSubject is what events about a version are about.
func routingSubject(version int64) string { return fmt.Sprintf("routing_version_%d", version) }

// describeRouting adds what can be said of a version.
func describeRouting(ctx context.Context, tx *store.Tx, table tablerate.Table, v store.RoutingVersion) (*RoutingVersion, error) {
	out := &RoutingVersion{RoutingVersion: v}
	if err := json.Unmarshal(v.Policy, &out.Policy); err != nil {
		return nil, fmt.Errorf("flow: version %d of the routing policy: %w", v.Version, err)
	}
	if len(out.Policy.Cards) == 0 {
		out.Policy.Currency = table.Currency
	}
	var err error
	out.Warnings, out.CardWarnings, err = warnings(ctx, tx, out.Policy)
	return out, err
}

// builtIn is version 0.
func builtIn(table tablerate.Table) store.RoutingVersion {
	return store.RoutingVersion{Note: "built in", Policy: jsonOf(unpricedPolicy(table.Currency)), CopyOf: -1, CreatedBy: "system"}
}

// findRouting reads a version; 0 is the one that is built in.
func findRouting(ctx context.Context, tx *store.Tx, table tablerate.Table, version int64) (*store.RoutingVersion, error) {
	live, err := tx.LiveRouting(ctx)
	if err != nil {
		return nil, err
	}
	if version == 0 {
		v := builtIn(table)
		v.Live = live == nil
		return &v, nil
	}
	return tx.RoutingVersion(ctx, version)
}

// LiveRouting returns the version of the routing policy that decides now.
func (f *Flow) LiveRouting(ctx context.Context) (*RoutingVersion, error) {
	return read(ctx, f, func(tx *store.Tx) (*RoutingVersion, error) {
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		v, err := tx.LiveRouting(ctx)
		if err != nil {
			return nil, err
		}
		if v == nil {
			base := builtIn(table)
			base.Live = true
			v = &base
		}
		return describeRouting(ctx, tx, table, *v)
	})
}

// RoutingVersion reads a version of the routing policy.
func (f *Flow) RoutingVersion(ctx context.Context, version int64) (*RoutingVersion, error) {
	return read(ctx, f, func(tx *store.Tx) (*RoutingVersion, error) {
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		v, err := findRouting(ctx, tx, table, version)
		if err != nil {
			return nil, err
		}
		return describeRouting(ctx, tx, table, *v)
	})
}

// RoutingVersions returns a page of the versions, the newest first and without
// the one that is built in.
func (f *Flow) RoutingVersions(ctx context.Context, p Paging) (Page[store.RoutingVersion], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[store.RoutingVersion]{}, err
	}
	below := int64(1) << 62
	if err := p.at(&below); err != nil {
		return Page[store.RoutingVersion]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[store.RoutingVersion], error) {
		all, err := tx.RoutingVersions(ctx, below, limit)
		return pageOf(all, page, func(v store.RoutingVersion) any { return v.Version }), err
	})
}
