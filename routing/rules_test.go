package routing_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/routing"
)

func TestLint(t *testing.T) {
	low, high := int64(10), int64(20)
	known := routing.Known{Locations: map[string][]string{"BER": {"eu"}, "LDS": {"uk"}}, Channels: []string{"web"}}
	only := func(name string, when routing.When, codes ...string) routing.Rule {
		return routing.Rule{Name: name, When: when, Then: routing.Then{Action: routing.Require, Locations: codes}}
	}
	not := func(name string, when routing.When, codes ...string) routing.Rule {
		return routing.Rule{Name: name, When: when, Then: routing.Then{Action: routing.Forbid, Locations: codes}}
	}
	prefer := func(name string, when routing.When, by routing.Strategy) routing.Rule {
		return routing.Rule{Name: name, When: when, Then: routing.Then{Action: routing.Prefer, By: by}}
	}
	german := routing.When{Countries: []string{"DE"}}
	for _, x := range []struct {
		name  string
		rules []routing.Rule
		want  []string
	}{
		{"nothing wrong", []routing.Rule{only("de", german, "BER"), prefer("web", routing.When{Channels: []string{"web"}}, routing.Nearest), prefer("rest", routing.When{}, routing.Cheapest)}, nil},
		{"value", []routing.Rule{only("r", routing.When{MinValue: &high, MaxValue: &low}, "BER")}, []string{"dead: r never holds: its lowest value is above its highest"}},
		{"channel", []routing.Rule{only("r", routing.When{Channels: []string{"webb"}}, "BER")}, []string{"dead: r never holds: no channel is called webb"}},
		{"no such location", []routing.Rule{not("r", german, "MUC")}, []string{"dead: r changes nothing: there is no such location or group"}},
		{"require nowhere", []routing.Rule{only("r", german, "MUC")}, []string{"conflict: r leaves no location for what it holds for"}},
		{"forbid all", []routing.Rule{not("r", german, "BER", "LDS")}, []string{"conflict: r leaves no location for what it holds for"}},
		{"stopped", []routing.Rule{{Name: "s", Then: routing.Then{Action: routing.NeverSplit}, Stop: true}, only("r", german, "BER")}, []string{"shadowed: r is never reached: s holds whenever it does, and stops"}},
		{"preferred before", []routing.Rule{prefer("all", routing.When{}, routing.Nearest), prefer("de", german, routing.Fastest)}, []string{"shadowed: de never decides: all holds whenever it does, and its preference comes first"}},
		{"narrow before wide", []routing.Rule{prefer("de", german, routing.Fastest), prefer("all", routing.When{}, routing.Nearest)}, nil},
		{"twice", []routing.Rule{not("a", routing.When{}, "BER"), not("b", german, "BER")}, []string{"shadowed: b adds nothing to a"}},
		{"two requires", []routing.Rule{only("a", routing.When{}, "BER"), only("b", german, "LDS")}, []string{"conflict: a and b require different locations: no order that both hold for can be sent"}},
		{"require and forbid", []routing.Rule{only("a", german, "BER"), not("b", routing.When{}, "BER")}, []string{"conflict: a and b leave no location: what one requires the other forbids"}},
		{"off", []routing.Rule{{Name: "s", Then: routing.Then{Action: routing.NeverSplit}, Stop: true, Off: true}, only("r", german, "BER")}, nil},
		{"one name", []routing.Rule{only("a", german, "BER"), prefer("a", routing.When{}, routing.Cheapest)}, []string{"duplicate: a is the name of two rules"}},
		{"postal", []routing.Rule{{Name: "s", When: routing.When{Postal: []string{"1"}}, Then: routing.Then{Action: routing.NeverSplit}, Stop: true}, only("r", routing.When{Postal: []string{"10", "12 3"}}, "BER")},
			[]string{"shadowed: r is never reached: s holds whenever it does, and stops"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			var got []string
			for _, w := range routing.Lint(x.rules, known) {
				got = append(got, string(w.Kind)+": "+w.Text)
			}
			if !reflect.DeepEqual(got, x.want) {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}

// TestShadowedRulesChangeNothing leaves each one out of random orders' rules.
func TestShadowedRulesChangeNothing(t *testing.T) {
	found := 0
	for seed := range uint64(4_000) {
		p, policy := random(rand.New(rand.NewPCG(seed, 5)))
		for _, w := range routing.Lint(policy.Rules, routing.Known{}) {
			if w.Kind != routing.Shadowed {
				continue
			}
			found++
			without := policy
			without.Rules = slices.DeleteFunc(slices.Clone(policy.Rules), func(r routing.Rule) bool { return r.Name == w.Rule })
			a, b := routing.Choose(p, compile(t, policy)), routing.Choose(p, compile(t, without))
			if a.Cost != b.Cost || !reflect.DeepEqual(a.Picks, b.Picks) {
				t.Fatalf("seed %d: %s, but without it the plan is another", seed, w.Text)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d shadowed rules were found", found)
	}
}

func TestDiff(t *testing.T) {
	rule := func(id, name string, amount int64) routing.Rule {
		return routing.Rule{ID: id, Name: name, Then: routing.Then{Action: routing.Weight, Amount: amount, Locations: []string{"BER"}}}
	}
	from := []routing.Rule{rule("1", "a", 1), rule("2", "b", 1), rule("3", "c", 1), rule("", "d", 1), rule("5", "e", 1)}
	to := []routing.Rule{rule("3", "c", 1), rule("1", "a", 2), rule("2", "bb", 1), rule("", "d", 1), rule("6", "f", 1)}
	var got []string
	for _, c := range routing.Diff(from, to) {
		got = append(got, fmt.Sprint(c.Kind, " ", c.Rule, " ", c.Parts))
	}
	if want := []string{"moved c []", "changed a [then]", "changed bb [name]", "added f []", "removed e []"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if same := routing.Diff(from, from); same != nil {
		t.Errorf("%v", same)
	}
}
