// Package routing decides which location sends which unit of an order, and
// says why. It is pure: a [Problem] has all facts of one order, a [Policy] all
// that a merchant decides, and the [Plan] follows from the two alone, so any
// decision can be stored as JSON and made again.
//
// A decision goes in steps, a file each:
//
//   - filter: which locations may send which SKU at all (filter.go, rules in effect.go);
//   - sort: what it costs to open each, cheapest first (price.go);
//   - allocate: the best units from a given set of locations (allocate.go);
//   - split: which sets of locations are worth a look (search.go);
//   - price: what a plan costs, term by term, with a bound below (price.go);
//   - choose: the most units first, then the strategy of a rule, then the least
//     cost; of equal plans the one with the lower priority number, then id.
//
// The search is exact: a set is passed over only when its lower bound is no
// better than a plan that was found. A budget ends it early on huge orders; the
// plan then says how far from the optimum it can be at most.
package routing
