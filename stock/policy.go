package stock

import (
	"cmp"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// Policy is the rules by which stock is kept from channels, ready to be asked.
// A nil Policy has none. Publishing, availability and the allocation of orders
// ask the same one.
type Policy struct {
	byKind map[oms.StockRuleKind][]oms.StockRule // the most specific first
}

// Compile makes a policy of rules; those that are not active are left out. Two
// of the same scope keep the order of their ids.
func Compile(rules []oms.StockRule) *Policy {
	p := &Policy{byKind: map[oms.StockRuleKind][]oms.StockRule{}}
	for _, r := range rules {
		if r.Active {
			p.byKind[r.Kind] = append(p.byKind[r.Kind], r)
		}
	}
	for _, of := range p.byKind {
		slices.SortFunc(of, func(a, b oms.StockRule) int {
			return cmp.Or(cmp.Compare(b.Specificity(), a.Specificity()), cmp.Compare(a.ID, b.ID))
		})
	}
	return p
}

func (p *Policy) of(kind oms.StockRuleKind) []oms.StockRule {
	if p == nil {
		return nil
	}
	return p.byKind[kind]
}

// Has tells whether there is any rule of a kind.
func (p *Policy) Has(kind oms.StockRuleKind) bool { return len(p.of(kind)) > 0 }

// rule returns the rule of a kind that holds, or nil.
func (p *Policy) rule(kind oms.StockRuleKind, sku *oms.SKU, channelID, locationID string) *oms.StockRule {
	of := p.of(kind)
	for i := range of {
		if of[i].Concerns(sku, channelID, locationID) {
			return &of[i]
		}
	}
	return nil
}

// Risk returns the rule that bounds how often a SKU is oversold on a channel,
// or nil.
func (p *Policy) Risk(sku *oms.SKU, channelID string) *oms.StockRule {
	return p.rule(oms.StockRisk, sku, channelID, "")
}

// Outside returns the rule by which a channel does not sell from a location, or
// nil when it may.
func (p *Policy) Outside(channelID, location string) *oms.StockRule {
	r := p.rule(oms.StockLocations, &oms.SKU{}, channelID, "")
	if r == nil || slices.Contains(r.Locations, location) {
		return nil
	}
	return r
}

// Safety is what nobody may sell of a level beside its own safety stock, and
// the rule that says so.
func (p *Policy) Safety(sku *oms.SKU, l oms.StockLevel) (int64, *oms.StockRule) {
	r := p.rule(oms.StockSafetyMin, sku, "", l.LocationID)
	if r == nil {
		return 0, nil
	}
	return min(max(0, r.Quantity-l.Safety), max(0, l.Available())), r
}

// fences returns the rules that keep units of a SKU for other channels, one for
// each channel.
func (p *Policy) fences(sku *oms.SKU, channelID string) (out []*oms.StockRule) {
	seen := map[string]bool{channelID: true}
	of := p.of(oms.StockFence)
	for i := range of {
		if r := &of[i]; !seen[r.ChannelID] && r.Concerns(sku, r.ChannelID, "") {
			seen[r.ChannelID] = true
			out = append(out, r)
		}
	}
	return out
}

// Fenced tells whether units of a SKU are kept from a channel for others.
func (p *Policy) Fenced(sku *oms.SKU, channelID string) bool {
	return len(p.fences(sku, channelID)) > 0
}

// Held is how many units of a SKU must remain for other channels where a
// channel is sold from.
func (p *Policy) Held(sku *oms.SKU, channelID string) (units int64) {
	for _, f := range p.fences(sku, channelID) {
		units += f.Quantity
	}
	return units
}

// Free is how many units of a SKU an order of a channel may take, of levels at
// locations that take part in allocation: what its locations have, less the
// ring-fences of other channels. Thresholds and buffers are only kept from
// sight: an order that got through gets their units.
func (p *Policy) Free(sku *oms.SKU, channelID string, levels []oms.StockLevel) int64 {
	var free int64
	for _, l := range levels {
		if p.Outside(channelID, l.Location) == nil {
			kept, _ := p.Safety(sku, l)
			free += max(0, l.Available()) - kept
		}
	}
	return max(0, free-p.Held(sku, channelID))
}
