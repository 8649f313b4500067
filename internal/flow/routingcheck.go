package flow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// checkPolicy reports what is wrong with a policy, field by field.
func checkPolicy(p routing.Policy, table tablerate.Table) error {
	var errs []oms.FieldError
	add := func(field, format string, args ...any) {
		errs = append(errs, oms.FaultAt("policy."+field, format, args...))
	}
	if len(p.Rules) > maxRules {
		add("rules", "must have at most %d entries", maxRules)
	}
	if len(p.Cards) == 0 && p.Currency != "" && p.Currency != table.Currency {
		add("currency", "must be %s, that of the built-in carrier's prices, or the policy needs cards of its own", table.Currency)
	}
	for _, e := range checkCurrency("currency", p.Currency) {
		add(e.Field, "%v", e)
	}
	names := map[string]int{}
	for i, r := range p.Rules {
		if first, twice := names[r.Name]; twice && r.Name != "" {
			add(fmt.Sprintf("rules[%d].name", i), "%.100q is the name of rules[%d] too", r.Name, first)
		}
		names[r.Name] = i
	}
	for _, e := range checkRates(p) {
		add(e.Field, "%v", e)
	}
	_, err := routing.Compile(priced(p, cardsOf(table), table.Currency))
	for _, f := range routing.Faults(err) {
		fault := oms.FaultAt("policy."+f.Field, "%v", f.Err)
		fault.Message = f.Text()
		errs = append(errs, fault)
	}
	if size := len(jsonOf(p)); size > maxPolicyJSON {
		add("", "has %d bytes as JSON, the limit is %d", size, maxPolicyJSON)
	}
	if err := oms.CheckJSON(jsonOf(p), maxPolicyJSON); err != nil && len(errs) == 0 {
		add("", "%v", err)
	}
	return oms.InvalidFields("the routing policy", errs)
}

// checkRates reports what is wrong with the names in a policy's rate cards,
// markets and service levels, which history may be without.
func checkRates(p routing.Policy) (errs []oms.FieldError) {
	add := func(field, format string, args ...any) {
		errs = append(errs, oms.FaultAt(field, format, args...))
	}
	names := map[string]bool{}
	for i := range p.Cards {
		c, at := &p.Cards[i], fmt.Sprintf("cards[%d].", i)
		errs = append(errs, checkName(at+"name", fmt.Sprintf("card %d", i+1), c.Name, names)...)
		errs = append(errs, checkCard(at, c)...)
	}
	markets := map[string]bool{}
	for i, m := range p.Markets {
		errs = append(errs, checkName(fmt.Sprintf("markets[%d].name", i), fmt.Sprintf("market %d", i+1), m.Name, markets)...)
		for _, code := range m.Countries {
			if _, ok := routing.CountryCenter(code); !ok {
				add(fmt.Sprintf("markets[%d].countries", i), "%.20q is not a country of ISO 3166-1 alpha-2", code)
			}
		}
	}
	for _, method := range slices.Sorted(maps.Keys(p.Services)) {
		if strings.TrimSpace(method) == "" || strings.TrimSpace(p.Services[method]) == "" {
			add("services", "a shipping method and its level must have names: %.100q is %.100q", method, p.Services[method])
		}
	}
	for _, currency := range slices.Sorted(maps.Keys(p.Rates)) {
		errs = append(errs, checkCurrency("rates."+currency, currency)...)
	}
	return errs
}

// checkCard asks for a name of each zone of a card, under a path such as cards[0].
func checkCard(at string, c *routing.RateCard) (errs []oms.FieldError) {
	zones := map[string]bool{}
	for k, z := range c.Zones {
		errs = append(errs, checkName(fmt.Sprintf("%szones[%d].name", at, k), fmt.Sprintf("zone %d", k+1), z.Name, zones)...)
	}
	return errs
}

// checkName asks for a name that none before had. what is what bears it, for
// people: zone 2.
func checkName(field, what, name string, taken map[string]bool) []oms.FieldError {
	switch errs := checkCode(field, name, 100); {
	case name == "":
		return []oms.FieldError{oms.FaultAt(field, "%s needs a name", what)}
	case errs != nil:
		return errs
	case taken[name]:
		return []oms.FieldError{oms.FaultAt(field, "%s has the name of another, %.100q", what, name)}
	}
	taken[name] = true
	return nil
}

// warnings finds what can't be meant in a policy, going by the names that rules
// may use and the countries that parcels leave.
func warnings(ctx context.Context, tx *store.Tx, p routing.Policy) ([]routing.Warning, []routing.CardWarning, error) {
	locations, err := tx.Locations(ctx, true)
	if err != nil {
		return nil, nil, err
	}
	channels, err := tx.Channels(ctx)
	if err != nil {
		return nil, nil, err
	}
	known, origins := routing.Known{Locations: map[string][]string{}, Channels: []string{}}, []string{}
	for _, l := range locations {
		known.Locations[l.Code] = groupsOf(&l)
		if l.Address.CountryCode != "" {
			origins = append(origins, l.Address.CountryCode)
		}
	}
	for _, c := range channels {
		known.Channels = append(known.Channels, c.Code)
	}
	return routing.Lint(p.Rules, known), routing.LintCards(p, origins), nil
}
