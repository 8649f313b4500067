package flow

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/routing"
)

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
