package stock

import (
	"cmp"
	"slices"
)

// Class is how much of the value that a location turns over a SKU makes: the
// few of class A are worth counting often.
type Class string

// The classes.
const (
	ClassA Class = "A" // the fewest SKUs that make 80 % of it
	ClassB Class = "B" // the next, up to 95 %
	ClassC Class = "C" // all others
)

// Turnover is what a SKU turns over.
type Turnover struct {
	Units int64  // that left in a span of time
	Cost  *int64 // of one unit; nil when it is not known
}

// mostValue bounds one SKU's value, so that a hundred thousand of them add up.
const mostValue = 1 << 41

// Classify gives each SKU its class by the units that left times their cost.
// One whose cost is not known is of class C, unless no cost is known at all:
// then units count alone.
func Classify(all []Turnover) []Class {
	valued := slices.ContainsFunc(all, func(t Turnover) bool { return t.Cost != nil })
	values, total := make([]int64, len(all)), int64(0)
	for i, t := range all {
		values[i] = t.value(valued)
		total += values[i]
	}
	ranked := indices(len(all))
	slices.SortStableFunc(ranked, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	classes, before := make([]Class, len(all)), int64(0)
	for _, i := range ranked {
		switch {
		case values[i] == 0 || before*20 >= total*19:
			classes[i] = ClassC
		case before*5 >= total*4:
			classes[i] = ClassB
		default:
			classes[i] = ClassA
		}
		before += values[i]
	}
	return classes
}

func (t Turnover) value(valued bool) int64 {
	switch {
	case !valued:
		return min(t.Units, mostValue)
	case t.Cost == nil || *t.Cost == 0 || t.Units == 0:
		return 0
	case t.Units > mostValue / *t.Cost:
		return mostValue
	}
	return t.Units * *t.Cost
}
