package stock_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/stock"
)

func TestClassify(t *testing.T) {
	sold := func(units int64, cost ...int64) stock.Turnover {
		t := stock.Turnover{Units: units}
		if len(cost) > 0 {
			t.Cost = &cost[0]
		}
		return t
	}
	for name, c := range map[string]struct {
		all  []stock.Turnover
		want string
	}{
		"None":      {nil, ""},
		"NoneSold":  {[]stock.Turnover{sold(0), sold(0)}, "CC"},
		"ByUnits":   {[]stock.Turnover{sold(5), sold(80), sold(15)}, "CAB"},
		"ByValue":   {[]stock.Turnover{sold(5, 1000), sold(80, 10), sold(15, 10)}, "ABC"},
		"NoCost":    {[]stock.Turnover{sold(500), sold(1, 10)}, "CA"},
		"Enormous":  {[]stock.Turnover{sold(1<<62, 1<<62), sold(1, 1)}, "AC"},
		"OneIsAll":  {[]stock.Turnover{sold(7)}, "A"},
		"CostsZero": {[]stock.Turnover{sold(7, 0)}, "C"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			for _, class := range stock.Classify(c.all) {
				got += string(class)
			}
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// What turns over more is never of a lower class.
func TestClassesFollowValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) stock.Turnover {
			return stock.Turnover{Units: rapid.Int64Range(0, 1000).Draw(t, "units")}
		}), 0, 30).Draw(t, "all")
		classes := stock.Classify(all)
		if len(classes) != len(all) {
			t.Fatalf("%d classes of %d", len(classes), len(all))
		}
		for i := range all {
			for j := range all {
				if all[i].Units > all[j].Units && classes[i] > classes[j] {
					t.Fatalf("%d sold is %s, %d is %s", all[i].Units, classes[i], all[j].Units, classes[j])
				}
			}
		}
		if slices.ContainsFunc(all, func(t stock.Turnover) bool { return t.Units > 0 }) && !slices.Contains(classes, stock.ClassA) {
			t.Fatal("something sold, and nothing is of class A")
		}
	})
}
