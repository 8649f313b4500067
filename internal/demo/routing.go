package demo

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/flow"
)

// rules gives the brand a routing policy of its own, unless it ever had one.
// There is no history yet that a replay could test it on.
func (d *Demo) rules(ctx context.Context) error {
	there, err := d.flow.RoutingVersions(ctx, flow.Paging{Limit: 1})
	if err != nil || len(there.Items) > 0 {
		return err
	}
	base, err := d.flow.LiveRouting(ctx)
	if err != nil {
		return err
	}
	p := base.Policy
	p.Services = map[string]string{"Express": "express", "Standard": "standard"}
	if err := json.Unmarshal([]byte(firstRules), &p.Rules); err != nil {
		return fmt.Errorf("demo: the first rules: %w", err)
	}
	v, err := d.flow.DraftRouting(ctx, flow.RoutingDraft{Note: "How Quillmoor sends: stores are for their own customers, America from Newark", Policy: p})
	if err != nil {
		return err
	}
	_, err = d.flow.PublishRouting(ctx, v.Version, flow.RoutingPublish{Untested: true, Reason: "the shop opens with it"})
	return err
}

// firstRules are the rules that the shop begins with, as the API has them. They
// never keep an order from being sent whole: they prefer and weigh, and what
// one forbids others have.
const firstRules = `[
	{"name": "What the till sells leaves the store", "when": {"channels": ["till"]}, "then": {"action": "prefer", "by": "priority_list", "locations": ["HAM", "BER"]}, "stop": true},
	{"name": "Express goes the fastest way", "when": {"services": ["express"]}, "then": {"action": "prefer", "by": "fastest"}},
	{"name": "America from Newark", "when": {"countries": ["US", "CA"]}, "then": {"action": "prefer", "by": "priority_list", "locations": ["EWR"]}},
	{"name": "Wholesale from one place", "when": {"channels": ["wholesale"]}, "then": {"action": "prefer", "by": "all_in_one"}},
	{"name": "No pottery from Porto overseas", "when": {"countries": ["US", "CA"], "categories": ["Kitchen"]}, "then": {"action": "forbid", "locations": ["OPO"]}},
	{"name": "Pottery from the pottery", "when": {"categories": ["Kitchen"]}, "then": {"action": "prefer", "by": "priority_list", "locations": ["OPO"]}},
	{"name": "Stores keep their shelves", "when": {}, "then": {"action": "weight", "groups": ["store"], "amount": 250}}
]`
