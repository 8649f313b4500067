package stock_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

func TestPolicyKeepsFromChannels(t *testing.T) {
	tee := &oms.SKU{ID: "TEE", Code: "TEE", Category: "tops", Active: true}
	levels := []oms.StockLevel{level("TEE", "BER", 10, 2, 1, 1), level("TEE", "LEJ", 5, 0, 0, 0)} // 6 and 5 are available
	rule := func(kind oms.StockRuleKind, n int64, edit ...func(*oms.StockRule)) oms.StockRule {
		r := oms.StockRule{ID: string(kind), Name: string(kind), Kind: kind, Quantity: n, Active: true}
		for _, e := range edit {
			e(&r)
		}
		return r
	}
	at := func(l string) func(*oms.StockRule) { return func(r *oms.StockRule) { r.LocationID = l } }
	on := func(c string) func(*oms.StockRule) { return func(r *oms.StockRule) { r.ChannelID, r.Channel = c, c } }
	of := func(s string) func(*oms.StockRule) { return func(r *oms.StockRule) { r.SKUID, r.ID = s, "z"+s } }
	in := func(c string) func(*oms.StockRule) { return func(r *oms.StockRule) { r.Category = c } }
	from := func(l ...string) func(*oms.StockRule) { return func(r *oms.StockRule) { r.Locations = l } }
	for name, c := range map[string]struct {
		rules    []oms.StockRule
		sellable int64 // on web
		free     int64 // for an order of web
	}{
		"None":             {nil, 11, 11},
		"Locations":        {[]oms.StockRule{rule(oms.StockLocations, 0, on("web"), from("LEJ"))}, 5, 5},
		"OthersLocations":  {[]oms.StockRule{rule(oms.StockLocations, 0, on("b2b"), from("LEJ"))}, 11, 11},
		"Fence":            {[]oms.StockRule{rule(oms.StockFence, 4, on("b2b"), of("TEE"))}, 7, 7},
		"OwnFence":         {[]oms.StockRule{rule(oms.StockFence, 4, on("web"), of("TEE"))}, 11, 11},
		"FencesOfTwo":      {[]oms.StockRule{rule(oms.StockFence, 4, on("b2b"), of("TEE")), rule(oms.StockFence, 9, on("pos"), in("tops"))}, 0, 0},
		"FenceSKUFirst":    {[]oms.StockRule{rule(oms.StockFence, 9, on("b2b"), in("tops")), rule(oms.StockFence, 1, on("b2b"), of("TEE"))}, 10, 10},
		"FenceOfAnother":   {[]oms.StockRule{rule(oms.StockFence, 4, on("b2b"), in("caps"))}, 11, 11},
		"Threshold":        {[]oms.StockRule{rule(oms.StockThreshold, 2)}, 7, 11},
		"ThresholdAt":      {[]oms.StockRule{rule(oms.StockThreshold, 2), rule(oms.StockThreshold, 0, at("LEJ"))}, 9, 11},
		"ThresholdChannel": {[]oms.StockRule{rule(oms.StockThreshold, 2, at("BER")), rule(oms.StockThreshold, 3, on("web"))}, 5, 11},
		"Safety":           {[]oms.StockRule{rule(oms.StockSafetyMin, 3)}, 6, 6}, // two more at BER, three at LEJ
		"Off":              {[]oms.StockRule{rule(oms.StockThreshold, 2, func(r *oms.StockRule) { r.Active = false })}, 11, 11},
	} {
		t.Run(name, func(t *testing.T) {
			p := stock.Compile(c.rules)
			o := offer(tee, levels...)
			o.Policy, o.Channel = p, &oms.Channel{ID: "web", Code: "web"}
			if w := stock.Explain(o); w.Sellable != c.sellable {
				t.Errorf("sellable %d, want %d: %+v", w.Sellable, c.sellable, w.Steps)
			}
			if got := p.Free(tee, "web", levels); got != c.free {
				t.Errorf("an order may take %d, want %d", got, c.free)
			}
		})
	}
}

// What a channel is shown is never more than an order of it may take, whatever
// the rules; with neither threshold nor buffer it is the same.
func TestShownIsFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.Int64Range(0, 9)
		var levels []oms.StockLevel
		for _, at := range []string{"BER", "LEJ"} {
			l := level("A", at, 0, small.Draw(t, "allocated"), 0, small.Draw(t, "safety"))
			l.OnHand = l.Allocated + l.Safety + small.Draw(t, "available")
			levels = append(levels, l)
		}
		threshold := rapid.Bool().Draw(t, "threshold")
		var rules []oms.StockRule
		for _, kind := range oms.StockRuleKinds() {
			if kind == oms.StockThreshold && !threshold || kind == oms.StockRisk {
				continue
			}
			for range rapid.IntRange(0, 3).Draw(t, "rules") {
				r := oms.StockRule{Kind: kind, Active: true, Quantity: small.Draw(t, "quantity"),
					SKUID:     rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "sku"),
					ChannelID: rapid.SampledFrom([]string{"web", "b2b", "pos"}).Draw(t, "channel"),
					Locations: rapid.SampledFrom([][]string{{"BER"}, {"LEJ"}, {"BER", "LEJ"}}).Draw(t, "locations")}
				rules = append(rules, r)
			}
		}
		a := &oms.SKU{ID: "A", Code: "A", Active: true}
		o := offer(a, levels...)
		o.Policy, o.Channel = stock.Compile(rules), &oms.Channel{ID: "web", Code: "web"}
		w, free := stock.Explain(o), o.Policy.Free(a, "web", levels)
		if w.Sellable > free || !threshold && w.Sellable != free {
			t.Fatalf("shown %d, free %d: %+v", w.Sellable, free, w.Steps)
		}
	})
}

func TestBuffer(t *testing.T) {
	for name, c := range map[string]struct {
		units int64
		lag   time.Duration
		risk  int64
		want  int64
	}{
		// P(D ≤ b) of a table of the Poisson distribution: at 1, 0.9810 for 3 and 0.9963 for 4.
		"One":       {28 * 24, time.Hour, 100, 4},
		"OneStrict": {28 * 24, time.Hour, 10, 5},   // 0.9994
		"OneLax":    {28 * 24, time.Hour, 1000, 2}, // 0.9197
		"Ten":       {28 * 24 * 10, time.Hour, 100, 18},
		"NoDemand":  {0, time.Hour, 100, 0},
		"NoLag":     {1000, 0, 100, 0},
		"Rare":      {28, time.Minute, 100, 0}, // 0.0007 expected
	} {
		t.Run(name, func(t *testing.T) {
			got := stock.Buffer(stock.Demand{Units: c.units, Within: 28 * 24 * time.Hour}, c.lag, c.risk)
			if got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}

// The buffer is the smallest that keeps the risk, by a sum of its own.
func TestBufferIsSmallest(t *testing.T) {
	tail := func(mean float64, b int64) float64 { // P(D > b)
		p, sum := math.Exp(-mean), 0.0
		for k := int64(0); k <= b; k++ {
			sum += p
			p *= mean / float64(k+1)
		}
		return 1 - sum
	}
	rapid.Check(t, func(t *rapid.T) {
		units, minutes, risk := rapid.Int64Range(1, 100_000).Draw(t, "units"), rapid.Int64Range(1, 180).Draw(t, "minutes"), rapid.Int64Range(1, 5000).Draw(t, "risk")
		mean := float64(units) * float64(minutes) / (28 * 24 * 60)
		b := stock.Buffer(stock.Demand{Units: units, Within: 28 * 24 * time.Hour}, time.Duration(minutes)*time.Minute, risk)
		const rounding = 1e-9
		if tail(mean, b) > float64(risk)/10_000+rounding || b > 0 && tail(mean, b-1) <= float64(risk)/10_000-rounding {
			t.Fatalf("mean %g, risk %d: %d leaves %g", mean, risk, b, tail(mean, b))
		}
	})
}
