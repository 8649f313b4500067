package routing

import (
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/refusal"
)

// compiledRule has its lists as sets.
type compiledRule struct {
	Rule
	locations map[string]int // code → place in the list, from 0
}

// compileRule makes a rule ready, or tells what is wrong with which part of it.
func compileRule(r Rule) (c compiledRule, faults []Fault) {
	c = compiledRule{Rule: r, locations: map[string]int{}}
	fault := func(part, format string, args ...any) {
		faults = append(faults, Fault{Field: part, Err: refusal.Errorf(format, args...)})
	}
	if r.Name == "" {
		fault("name", "needs a name")
	}
	for i, code := range r.Then.Locations {
		if _, twice := c.locations[code]; twice {
			fault("then.locations", "names location %s twice", code)
			continue
		}
		c.locations[code] = i
	}
	t := r.Then
	targets := len(t.Locations) + len(t.Groups)
	switch t.Action {
	case Prefer:
		checkStrategy(t, fault)
	case Forbid, Require:
		if targets == 0 {
			fault("then.locations", "%s needs locations or groups", t.Action)
		}
	case Weight:
		if targets == 0 {
			fault("then.locations", "weight needs locations or groups")
		}
		if t.Amount <= 0 || t.Amount > maxCost {
			fault("then.amount", "weight needs an amount above zero: to favor a location, weigh the others")
		}
	case Cap:
		switch {
		case t.Limit < 0 || t.Limit == 0 && t.Of != CapUnits:
			fault("then.limit", "cap needs a limit above zero")
		case t.Of == CapUnits && targets == 0:
			fault("then.locations", "a cap of units needs locations or groups")
		case t.Of != CapLocations && t.Of != CapParcels && t.Of != CapUnits:
			fault("then.of", "cap is of locations, parcels or units, not %q", t.Of)
		}
	case NeverSplit, StayInMarket:
	default:
		fault("then.action", "%q is no action", t.Action)
	}
	return c, faults
}

func checkStrategy(t Then, fault func(part, format string, args ...any)) {
	switch t.By {
	case Cheapest, Nearest, Fastest, AllInOne:
	case PriorityList:
		if len(t.Locations) == 0 {
			fault("then.locations", "prefer by priority_list needs locations")
		}
	case Group:
		if len(t.Locations)+len(t.Groups) == 0 {
			fault("then.locations", "prefer by group needs groups or locations")
		}
	default:
		fault("then.by", "%q is no strategy", t.By)
	}
}

// about tells whether a node is one of those that the rule names.
func (r *compiledRule) about(n *Node) bool {
	if _, ok := r.locations[n.Code]; ok {
		return true
	}
	return slices.ContainsFunc(n.Groups, func(g string) bool { return slices.Contains(r.Then.Groups, g) })
}

// fires tells whether the rule holds for an order of a service level, a weight
// and a value, which may not be known.
func (r *compiledRule) fires(p *Problem, service string, grams, value int64, valued bool) bool {
	w := &r.When
	return !r.Off && in(w.Channels, p.Order.Channel) && in(w.Countries, p.To.Country) && in(w.Services, service) &&
		w.region(&p.To) && w.postal(p.To.Postal) && (valued && within(w.MinValue, w.MaxValue, value) || w.MinValue == nil && w.MaxValue == nil) && within(w.MinWeight, w.MaxWeight, grams) &&
		common(w.CustomerTags, p.Order.CustomerTags) && w.attributes(p.Order.Attributes) &&
		(!w.ofItems() || slices.ContainsFunc(p.Items, func(i Item) bool { return w.item(&i) }))
}

// ofItems tells whether the condition speaks of items.
func (w *When) ofItems() bool { return len(w.SKUs)+len(w.Categories)+len(w.Tags) > 0 }

// item tells whether the condition's part about items holds for one.
func (w *When) item(i *Item) bool {
	return in(w.SKUs, i.SKU) && in(w.Categories, i.Category) && common(w.Tags, i.Tags)
}

func (w *When) region(to *Destination) bool {
	return len(w.Regions) == 0 || to.Region != "" && slices.ContainsFunc(w.Regions, func(r string) bool {
		country, region, both := strings.Cut(r, "-")
		return r == to.Region || both && country == to.Country && region == to.Region
	})
}

func (w *When) postal(code string) bool {
	if len(w.Postal) == 0 {
		return true
	}
	code = PostalKey(code)
	return slices.ContainsFunc(w.Postal, func(prefix string) bool { return strings.HasPrefix(code, PostalKey(prefix)) })
}

func (w *When) attributes(have map[string]string) bool {
	for name, values := range w.Attributes {
		if v, ok := have[name]; !ok || !in(values, v) {
			return false
		}
	}
	return true
}

// in tells whether a list that is given has the value.
func in(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }

// common tells whether a list that is given shares a value with another.
func common(list, values []string) bool {
	return len(list) == 0 || slices.ContainsFunc(values, func(v string) bool { return slices.Contains(list, v) })
}

func within(least, most *int64, v int64) bool {
	return (least == nil || v >= *least) && (most == nil || v <= *most)
}
