package routing

import (
	"fmt"
	"slices"
	"strings"
)

// Warning is something about a rule set that can't be meant.
type Warning struct {
	Kind   WarningKind   `json:"kind"`
	Reason WarningReason `json:"reason"`
	Index  int           `json:"index" doc:"The rule's place in the list, from 0" example:"2"`
	Rule   string        `json:"rule" doc:"Its name"`
	Other  string        `json:"other,omitempty" doc:"The rule that it meets"`
	Text   string        `json:"text"`
}

// WarningKind is a kind of warning.
type WarningKind string

// The kinds.
const (
	Dead      WarningKind = "dead"      // never holds, or changes nothing when it does
	Shadowed  WarningKind = "shadowed"  // an earlier rule always comes before it
	Conflict  WarningKind = "conflict"  // leaves no location, or asks for two things at once
	Duplicate WarningKind = "duplicate" // another rule has its name
)

// WarningReason is why a rule is warned about.
type WarningReason string

// The reasons.
const (
	SameName      WarningReason = "same_name"      // two rules have it
	ValueRange    WarningReason = "value_range"    // no value is in it
	WeightRange   WarningReason = "weight_range"   // no weight is in it
	NoChannel     WarningReason = "no_channel"     // none has that code
	NoTarget      WarningReason = "no_target"      // no location and no group has that code
	ClosesAll     WarningReason = "closes_all"     // leaves no location on its own
	Stopped       WarningReason = "stopped"        // the other holds whenever it does, and stops
	PreferredOver WarningReason = "preferred_over" // the other's preference comes first
	AddsNothing   WarningReason = "adds_nothing"   // the other says the same already
	RequireApart  WarningReason = "require_apart"  // the two require different locations
	RequireForbid WarningReason = "require_forbid" // one forbids what the other requires
)

// Known are the names that rules may use; what is nil is not checked.
type Known struct {
	Locations map[string][]string // code → groups
	Channels  []string
}

// Lint finds rules that can't do what they say, without looking at any order.
// What it can't be
// sure of it lets pass.
func Lint(rules []Rule, known Known) (out []Warning) {
	for i := range rules {
		r := &rules[i]
		warn := func(kind WarningKind, reason WarningReason, other, format string, args ...any) {
			out = append(out, Warning{kind, reason, i, r.Name, other, fmt.Sprintf(format, args...)})
		}
		if slices.ContainsFunc(rules[:i], func(e Rule) bool { return e.Name == r.Name }) {
			warn(Duplicate, SameName, "", "%s is the name of two rules", r.Name)
		}
		if r.Off {
			continue
		}
		if reason, why := known.dead(r); reason != "" {
			warn(Dead, reason, "", "%s %s", r.Name, why)
			continue
		}
		if known.Locations != nil && known.closes(r) {
			warn(Conflict, ClosesAll, "", "%s leaves no location for what it holds for", r.Name)
		}
		for k := range rules[:i] {
			e := &rules[k]
			if reason, _ := known.dead(e); e.Off || reason != "" {
				continue
			}
			if kind, reason, text := known.meet(e, r); kind != "" {
				warn(kind, reason, e.Name, "%s", text)
			}
		}
	}
	return out
}

// dead says why a rule has no effect; "" when it may have one.
func (k Known) dead(r *Rule) (WarningReason, string) {
	w := &r.When
	switch {
	case w.MinValue != nil && w.MaxValue != nil && *w.MinValue > *w.MaxValue:
		return ValueRange, "never holds: its lowest value is above its highest"
	case w.MinWeight != nil && w.MaxWeight != nil && *w.MinWeight > *w.MaxWeight:
		return WeightRange, "never holds: its lowest weight is above its highest"
	case k.Channels != nil && len(w.Channels) > 0 && !slices.ContainsFunc(w.Channels, func(c string) bool { return slices.Contains(k.Channels, c) }):
		return NoChannel, "never holds: no channel is called " + strings.Join(w.Channels, " or ")
	case k.Locations != nil && named(&r.Then) && len(k.targets(&r.Then)) == 0 && r.Then.Action != Require && r.Then.Action != Prefer:
		return NoTarget, "changes nothing: there is no such location or group"
	}
	return "", ""
}

// closes tells whether a rule leaves no location on its own.
func (k Known) closes(r *Rule) bool {
	switch n := len(k.targets(&r.Then)); r.Then.Action {
	case Require:
		return n == 0
	case Forbid:
		return n == len(k.Locations)
	}
	return false
}

func named(t *Then) bool { return len(t.Locations)+len(t.Groups) > 0 }

// targets lists the locations that a rule names, by code.
func (k Known) targets(t *Then) (codes []string) {
	for code, groups := range k.Locations {
		if slices.Contains(t.Locations, code) || slices.ContainsFunc(groups, func(g string) bool { return slices.Contains(t.Groups, g) }) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// meet says what is wrong with rule r after an earlier rule e.
func (k Known) meet(e, r *Rule) (WarningKind, WarningReason, string) {
	covered := e.When.covers(&r.When)
	switch {
	case e.Stop && covered:
		return Shadowed, Stopped, fmt.Sprintf("%s is never reached: %s holds whenever it does, and stops", r.Name, e.Name)
	case covered && e.Then.Action == Prefer && r.Then.Action == Prefer && !r.Stop:
		return Shadowed, PreferredOver, fmt.Sprintf("%s never decides: %s holds whenever it does, and its preference comes first", r.Name, e.Name)
	case covered && sameThen(&e.Then, &r.Then) && r.Then.Action != Weight && !r.Stop:
		return Shadowed, AddsNothing, fmt.Sprintf("%s adds nothing to %s", r.Name, e.Name)
	case k.Locations == nil || !covered && !r.When.covers(&e.When):
		return "", "", ""
	case e.Then.Action == Require && r.Then.Action == Require && !share(k.targets(&e.Then), k.targets(&r.Then)):
		return Conflict, RequireApart, fmt.Sprintf("%s and %s require different locations: no order that both hold for can be sent", e.Name, r.Name)
	case e.Then.Action == Require && r.Then.Action == Forbid && inside(k.targets(&e.Then), k.targets(&r.Then)),
		e.Then.Action == Forbid && r.Then.Action == Require && inside(k.targets(&r.Then), k.targets(&e.Then)):
		return Conflict, RequireForbid, fmt.Sprintf("%s and %s leave no location: what one requires the other forbids", e.Name, r.Name)
	}
	return "", "", ""
}

func sameThen(a, b *Then) bool {
	return a.Action == b.Action && a.By == b.By && a.Amount == b.Amount && a.Limit == b.Limit && a.Of == b.Of &&
		slices.Equal(a.Locations, b.Locations) && slices.Equal(a.Groups, b.Groups)
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(c string) bool { return slices.Contains(b, c) })
}

func inside(a, b []string) bool {
	return !slices.ContainsFunc(a, func(c string) bool { return !slices.Contains(b, c) })
}

// covers tells whether w holds for every order and item that o holds for; it
// may say no where it is so in fact.
func (w *When) covers(o *When) bool {
	lists := [][2][]string{{w.Channels, o.Channels}, {w.Countries, o.Countries}, {w.Regions, o.Regions}, {w.SKUs, o.SKUs},
		{w.Categories, o.Categories}, {w.Tags, o.Tags}, {w.CustomerTags, o.CustomerTags}, {w.Services, o.Services}}
	for _, l := range lists {
		if !wider(l[0], l[1]) {
			return false
		}
	}
	for name, values := range w.Attributes {
		if theirs, ok := o.Attributes[name]; !ok || !wider(values, theirs) {
			return false
		}
	}
	return widerPrefixes(w.Postal, o.Postal) &&
		(w.MinValue == nil || o.MinValue != nil && *o.MinValue >= *w.MinValue) && (w.MaxValue == nil || o.MaxValue != nil && *o.MaxValue <= *w.MaxValue) &&
		(w.MinWeight == nil || o.MinWeight != nil && *o.MinWeight >= *w.MinWeight) && (w.MaxWeight == nil || o.MaxWeight != nil && *o.MaxWeight <= *w.MaxWeight)
}

// wider tells whether a list admits all that another does.
func wider(a, b []string) bool { return len(a) == 0 || len(b) > 0 && inside(b, a) }

func widerPrefixes(a, b []string) bool {
	return len(a) == 0 || len(b) > 0 && !slices.ContainsFunc(b, func(longer string) bool {
		return !slices.ContainsFunc(a, func(prefix string) bool { return strings.HasPrefix(PostalKey(longer), PostalKey(prefix)) })
	})
}
