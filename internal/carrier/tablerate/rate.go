package tablerate

import (
	"cmp"
	"slices"

	"github.com/switchyard-oms/switchyard/money"
)

// Rate is what a service costs for some parcels together.
type Rate struct {
	Service string
	Name    string
	Cost    int64 // minor units of the table's currency
}

// Rates returns the services that carry parcels of these weights, in grams,
// from one country to another, the cheapest first; of equal ones the first in
// the table. A parcel pays the step that it fits in.
func (t Table) Rates(from, to string, weights []int64) []Rate {
	var out []Rate
	zone := ZoneOf(from, to)
	for _, s := range t.Services {
		if cost, ok := s.cost(zone, weights); ok {
			out = append(out, Rate{s.Code, s.Name, cost})
		}
	}
	slices.SortStableFunc(out, func(a, b Rate) int { return cmp.Compare(a.Cost, b.Cost) })
	return out
}

func (s Service) cost(zone Zone, weights []int64) (sum int64, ok bool) {
	for _, w := range weights {
		i := slices.IndexFunc(s.Zones[zone], func(step Step) bool { return w <= step.UpToGrams })
		if i < 0 || w > s.MaxWeightGrams {
			return 0, false
		}
		var err error
		if sum, err = money.Sum(sum, s.Zones[zone][i].Price); err != nil {
			return 0, false
		}
	}
	return sum, len(weights) > 0
}
