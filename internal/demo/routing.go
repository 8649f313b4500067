package demo

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/routing"
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
	p.Rules = firstRules()
	v, err := d.flow.DraftRouting(ctx, flow.RoutingDraft{Note: "How Quillmoor sends: stores are for their own customers, America from Newark", Policy: p})
	if err != nil {
		return err
	}
	_, err = d.flow.PublishRouting(ctx, v.Version, flow.RoutingPublish{Untested: true, Reason: "the shop opens with it"})
	return err
}

// firstRules are the rules that the shop begins with. They never keep an order from
// being sent whole: they prefer and weigh, and what one forbids others have.
func firstRules() []routing.Rule {
	return []routing.Rule{
		{Name: "What the till sells leaves the store", When: routing.When{Channels: []string{till}}, Then: routing.Then{Action: routing.Prefer, By: routing.PriorityList, Locations: []string{theStore, "BER"}}, Stop: true},
		{Name: "Express goes the fastest way", When: routing.When{Services: []string{"express"}}, Then: routing.Then{Action: routing.Prefer, By: routing.Fastest}},
		{Name: "America from Newark", When: routing.When{Countries: []string{"US", "CA"}}, Then: routing.Then{Action: routing.Prefer, By: routing.PriorityList, Locations: []string{"EWR"}}},
		{Name: "Wholesale from one place", When: routing.When{Channels: []string{wholesale}}, Then: routing.Then{Action: routing.Prefer, By: routing.AllInOne}},
		{Name: "No pottery from Porto overseas", When: routing.When{Countries: []string{"US", "CA"}, Categories: []string{"Kitchen"}}, Then: routing.Then{Action: routing.Forbid, Locations: []string{"OPO"}}},
		{Name: "Stores keep their shelves", Then: routing.Then{Action: routing.Weight, Groups: []string{"store"}, Amount: 250}},
	}
}
