package flow

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// problemOf gathers what is to be decided for an order's demand. A location that
// was short of this order, or rejected it, is not asked again.
func (p *planning) problemOf(o *oms.Order, demand []routing.Demand, st *store.Stock) routing.Problem {
	problem := p.factsOf(o)
	problem.Lines, problem.Nodes = demand, p.nodes
	problem.Items = p.cat.items(demand, p.nodes, st)
	p.cat.keepOut(&problem, o.ChannelID)
	for j := range problem.Nodes {
		if why := refused(o, problem.Nodes[j].ID); why != "" {
			exclude(&problem, j, why)
		}
	}
	return problem
}

// Attributes that rules may ask for: short ones, and not too many.
const (
	maxAskedAttributes = 20
	maxAskedBytes      = 100
)

// plainAttributes are the texts, numbers and truths among the attributes of a
// channel, the first by name.
func plainAttributes(raw json.RawMessage) map[string]string {
	if len(raw) == 0 {
		return nil
	}
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return nil // stored as an object: it can't be
	}
	out := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		value := all[name]
		if len(name) > maxAskedBytes || len(value) > maxAskedBytes || value[0] == '{' || value[0] == '[' || value[0] == 'n' {
			continue
		}
		text := string(value)
		if value[0] == '"' && json.Unmarshal(value, &text) != nil {
			continue
		}
		if out[name] = text; len(out) == maxAskedAttributes {
			break
		}
	}
	return out
}

// refused says why a location is not asked for an order again; "" when it may be.
func refused(o *oms.Order, locationID string) string {
	for i := range o.FulfillmentOrders {
		switch f := &o.FulfillmentOrders[i]; {
		case f.LocationID != locationID:
		case f.PartnerStatus == oms.PartnerRejected:
			if f.Reason != "" {
				return "rejected this order before: " + f.Reason
			}
			return "rejected this order before"
		case f.Status == oms.FulfillmentIncomplete:
			return "was short of this order before"
		}
	}
	return ""
}

// items says of each SKU of a demand what it is and what the nodes have of it.
func (c *catalog) items(demand []routing.Demand, nodes []routing.Node, st *store.Stock) []routing.Item {
	items := make([]routing.Item, 0, len(demand))
	have := make([]int64, 0, len(demand)*len(nodes))
	for _, d := range demand {
		if slices.ContainsFunc(items, func(i routing.Item) bool { return i.SKUID == d.SKUID }) {
			continue
		}
		it := c.item(d.SKUID)
		from := len(have)
		for j := range nodes {
			l := levelAt(st, d.SKUID, &nodes[j])
			kept, _ := c.rules.Safety(c.known(d.SKUID), l)
			have = append(have, l.Available()-kept)
		}
		it.Have = have[from:len(have):len(have)]
		if sold := c.sold[d.SKUID]; c.hasSold {
			it.Sold = make([]int64, len(nodes))
			for j := range nodes {
				it.Sold[j] = sold[nodes[j].ID]
			}
		}
		items = append(items, it)
	}
	return items
}

// item says what a SKU is.
func (c *catalog) item(skuID string) routing.Item {
	it := routing.Item{SKUID: skuID, SKU: skuID}
	if s := c.skusByID[skuID]; s != nil {
		it.SKU, it.Category, it.WeightGrams, it.VolumeMM3 = s.Code, s.Category, s.WeightGrams, s.LengthMM*s.WidthMM*s.HeightMM
		it.Tags, it.Needs, it.Domestic = s.Tags, s.Needs, s.Domestic
	}
	return it
}

// routingPolicy is what holds until a merchant decides otherwise, priced with
// the built-in carrier's table. An order that asks for one of its services by
// code or name gets that one, any other the cheapest. A route that the table
// lacks costs three times its dearest zone: someone has to send the order.
func routingPolicy(table tablerate.Table) routing.Policy {
	return priced(unpricedPolicy(table.Currency), cardsOf(table), table.Currency)
}

func unpricedPolicy(currency string) routing.Policy {
	return routing.Policy{
		Currency: currency,
		Handling: routing.Handling{Parcel: 100, Line: 20},
		PerKM:    100, // a tenth of a minor unit: it decides between equal zones
		Split:    500,
		Late:     routing.Late{Fixed: 500, PerDay: 250},
		Markets:  []routing.Market{{Name: "eu", Countries: tablerate.EUCountries()}},
	}
}

// cardOf writes a service as a rate card: the steps of all its zones together,
// up to its heaviest parcel.
func cardOf(s tablerate.Service) routing.RateCard {
	card := routing.RateCard{Name: s.Name, Services: []string{s.Code}, Any: true}
	zones := []struct {
		name tablerate.Zone
		zone routing.Zone
	}{{tablerate.Domestic, routing.Zone{Domestic: true}}, {tablerate.EU, routing.Zone{From: tablerate.EUCountries(), To: tablerate.EUCountries()}}, {tablerate.World, routing.Zone{}}}
	heaviest := s.MaxWeightGrams
	for _, steps := range s.Zones {
		heaviest = min(heaviest, steps[len(steps)-1].UpToGrams)
		for _, step := range steps {
			card.Steps = append(card.Steps, step.UpToGrams)
		}
	}
	card.Steps = append(slices.DeleteFunc(card.Steps, func(up int64) bool { return up >= heaviest }), heaviest)
	slices.Sort(card.Steps)
	card.Steps = slices.Compact(card.Steps)
	dearest := make([]int64, len(card.Steps))
	for _, z := range zones {
		steps, served := s.Zones[z.name]
		if !served {
			continue
		}
		z.zone.Name = string(z.name)
		price := int64(0)
		for k, up := range card.Steps {
			i := slices.IndexFunc(steps, func(st tablerate.Step) bool { return up <= st.UpToGrams })
			price = max(price, steps[i].Price)
			z.zone.Prices = append(z.zone.Prices, price)
			dearest[k] = max(dearest[k], 3*price)
		}
		card.Zones = append(card.Zones, z.zone)
	}
	if _, served := s.Zones[tablerate.World]; !served {
		card.Zones = append(card.Zones, routing.Zone{Name: "not in the table", Prices: dearest})
	}
	return card
}
