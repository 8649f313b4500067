package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

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

// livePolicy is the policy that decides now, and its version.
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

// checkPolicy reports what is wrong with a policy, field by field.
func checkPolicy(p routing.Policy, table tablerate.Table) error {
	var errs []oms.FieldError
	add := func(field, format string, args ...any) {
		errs = append(errs, oms.FieldError{Field: "policy." + field, Message: fmt.Sprintf(format, args...)})
	}
	if len(p.Rules) > maxRules {
		add("rules", "must have at most %d entries", maxRules)
	}
	if len(p.Cards) == 0 && p.Currency != "" && p.Currency != table.Currency {
		add("currency", "must be %s, that of the built-in carrier's prices, or the policy needs cards of its own", table.Currency)
	}
	for _, e := range checkCurrency("currency", p.Currency) {
		add(e.Field, "%s", e.Message)
	}
	names := map[string]int{}
	for i, r := range p.Rules {
		if first, twice := names[r.Name]; twice && r.Name != "" {
			add(fmt.Sprintf("rules[%d].name", i), "%.100q is the name of rules[%d] too", r.Name, first)
		}
		names[r.Name] = i
	}
	for _, e := range checkRates(p) {
		add(e.Field, "%s", e.Message)
	}
	_, err := routing.Compile(priced(p, cardsOf(table), table.Currency))
	for _, f := range routing.Faults(err) {
		add(f.Field, "%s", f.Text)
	}
	if size := len(jsonOf(p)); size > maxPolicyJSON {
		add("", "has %d bytes as JSON, the limit is %d", size, maxPolicyJSON)
	}
	if err := oms.CheckJSON(jsonOf(p), maxPolicyJSON); err != nil && len(errs) == 0 {
		add("", "%v", err)
	}
	return oms.InvalidFields("the routing policy", errs)
}

// checkRates reports what is wrong with the names in a policy's rate cards,
// markets and service levels, which history may be without.
func checkRates(p routing.Policy) (errs []oms.FieldError) {
	add := func(field, format string, args ...any) {
		errs = append(errs, oms.FieldError{Field: field, Message: fmt.Sprintf(format, args...)})
	}
	names := map[string]bool{}
	for i := range p.Cards {
		c, at := &p.Cards[i], fmt.Sprintf("cards[%d].", i)
		errs = append(errs, checkName(at+"name", c.Name, names)...)
		errs = append(errs, checkCard(at, c)...)
	}
	markets := map[string]bool{}
	for i, m := range p.Markets {
		errs = append(errs, checkName(fmt.Sprintf("markets[%d].name", i), m.Name, markets)...)
		for _, code := range m.Countries {
			if _, ok := routing.CountryCenter(code); !ok {
				add(fmt.Sprintf("markets[%d].countries", i), "%.20q is not a country of ISO 3166-1 alpha-2", code)
			}
		}
	}
	for _, method := range slices.Sorted(maps.Keys(p.Services)) {
		if strings.TrimSpace(method) == "" || strings.TrimSpace(p.Services[method]) == "" {
			add("services", "a shipping method and its level must have names: %.100q is %.100q", method, p.Services[method])
		}
	}
	for _, currency := range slices.Sorted(maps.Keys(p.Rates)) {
		errs = append(errs, checkCurrency("rates."+currency, currency)...)
	}
	return errs
}

// checkCard asks for a name of each zone of a card, under a path such as cards[0].
func checkCard(at string, c *routing.RateCard) (errs []oms.FieldError) {
	zones := map[string]bool{}
	for k, z := range c.Zones {
		errs = append(errs, checkName(fmt.Sprintf("%szones[%d].name", at, k), z.Name, zones)...)
	}
	return errs
}

// checkName asks for a name that none before had.
func checkName(field, name string, taken map[string]bool) []oms.FieldError {
	if errs := checkCode(field, name, 100); errs != nil {
		return errs
	}
	if taken[name] {
		return []oms.FieldError{{Field: field, Message: fmt.Sprintf("%.100q is there twice", name)}}
	}
	taken[name] = true
	return nil
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
		errs = append(errs, oms.FieldError{Field: "note", Message: "is required"})
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

// warnings finds what can't be meant in a policy, going by the names that rules
// may use and the countries that parcels leave.
func warnings(ctx context.Context, tx *store.Tx, p routing.Policy) ([]routing.Warning, []routing.CardWarning, error) {
	locations, err := tx.Locations(ctx, true)
	if err != nil {
		return nil, nil, err
	}
	channels, err := tx.Channels(ctx)
	if err != nil {
		return nil, nil, err
	}
	known, origins := routing.Known{Locations: map[string][]string{}, Channels: []string{}}, []string{}
	for _, l := range locations {
		known.Locations[l.Code] = groupsOf(&l)
		if l.Address.CountryCode != "" {
			origins = append(origins, l.Address.CountryCode)
		}
	}
	for _, c := range channels {
		known.Channels = append(known.Channels, c.Code)
	}
	return routing.Lint(p.Rules, known), routing.LintCards(p, origins), nil
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

// RoutingDiff is what differs between two versions.
type RoutingDiff struct {
	From   int64               `json:"from" doc:"A version; 0 is the one that is built in" example:"1"`
	To     int64               `json:"to" example:"2"`
	Rules  []RoutingRuleChange `json:"rules" doc:"Rules that were added, removed, changed and moved"`
	Fields []RoutingField      `json:"fields" doc:"What else differs"`
}

// RoutingRuleChange is what became of one rule.
type RoutingRuleChange routing.Change

// RoutingField is a part of the policy, rules apart, that differs.
type RoutingField struct {
	Field  string `json:"field" example:"split"`
	Before any    `json:"before" doc:"null for none"`
	After  any    `json:"after" doc:"null for none"`
}

// DiffRouting tells what differs between two versions.
func (f *Flow) DiffRouting(ctx context.Context, from, to int64) (RoutingDiff, error) {
	a, err := f.RoutingVersion(ctx, from)
	if err != nil {
		return RoutingDiff{}, err
	}
	b, err := f.RoutingVersion(ctx, to)
	if err != nil {
		return RoutingDiff{}, err
	}
	out := RoutingDiff{From: from, To: to, Rules: []RoutingRuleChange{}, Fields: []RoutingField{}}
	for _, c := range routing.Diff(a.Policy.Rules, b.Policy.Rules) {
		out.Rules = append(out.Rules, RoutingRuleChange(c))
	}
	before, after := differences(a.Policy, b.Policy)
	names := slices.Concat(slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(after)))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if name != "rules" {
			out.Fields = append(out.Fields, RoutingField{Field: name, Before: valueOf(before[name]), After: valueOf(after[name])})
		}
	}
	return out, nil
}

// valueOf is a part of a policy as JSON has it; nil for none.
func valueOf(raw json.RawMessage) (v any) {
	_ = json.Unmarshal(raw, &v) // our own, or nothing
	return v
}

// RoutingPublish says how a version goes live.
type RoutingPublish struct {
	Untested bool   `json:"untested,omitempty" doc:"Without a replay; only owners may, with a reason"`
	Defects  bool   `json:"despite_defects,omitempty" doc:"Although its replay found defects: the engine no longer decides as it did, so the replay's figures are not to be relied on. Only owners may, with a reason"`
	Reason   string `json:"reason,omitempty" doc:"Why, for untested and despite_defects" maxLength:"1000"`
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
	return do(ctx, f, func(tx *store.Tx) (*RoutingVersion, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		v, err := findRouting(ctx, tx, table, version)
		switch {
		case err != nil:
			return nil, err
		case v.Live:
			return describeRouting(ctx, tx, table, *v)
		case v.PublishedAt != nil || version == 0:
			return nil, oms.Errorf(oms.Conflict, "version %d was live before: roll back to it instead", version)
		case v.ReplayID == "" && !in.Untested:
			return nil, oms.Errorf(oms.Conflict, "version %d is untested: replay it over at least %d decisions, or all there are, first", version, minTested)
		case v.Defects > 0 && !in.Defects:
			return nil, oms.Errorf(oms.Conflict, "the replay of version %d found %d defects: decisions came out differently under the policy that made them. Report it, or publish despite_defects with a reason", version, v.Defects)
		}
		if v.ReplayID == "" || v.Defects > 0 {
			v.Untested = in.Reason
		}
		return goLive(ctx, tx, table, v)
	})
}

// goLive makes a version the live one. Its policy may have been fine when it was
// drafted and not with the prices of today.
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
	return do(ctx, f, func(tx *store.Tx) (*RoutingVersion, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		old, err := findRouting(ctx, tx, table, version)
		switch {
		case err != nil:
			return nil, err
		case old.Live:
			return describeRouting(ctx, tx, table, *old)
		case old.PublishedAt == nil && version != 0:
			return nil, oms.Errorf(oms.Conflict, "version %d was never live: publish it instead", version)
		}
		added, err := addRouting(ctx, tx, table, store.RoutingVersion{Note: fmt.Sprintf("rolled back to version %d", version), Policy: old.Policy, CopyOf: version, ReplayID: old.ReplayID, Defects: old.Defects})
		if err != nil {
			return nil, err
		}
		return goLive(ctx, tx, table, &added.RoutingVersion)
	})
}
