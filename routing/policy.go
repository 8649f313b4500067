package routing

import (
	"errors"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/refusal"
)

// Policy is what a merchant decides about routing. All amounts are minor units
// of one currency.
type Policy struct {
	Currency string     `json:"currency" doc:"ISO 4217, of every amount. Without cards it is that of the built-in carrier" maxLength:"3" example:"EUR"` // ISO 4217, of every cost
	Cards    []RateCard `json:"cards,omitempty" doc:"None: the built-in carrier's prices" maxItems:"200"`                                               // none: carriage costs nothing
	Handling Handling   `json:"handling" doc:"What work at a location costs"`
	PerKM    int64      `json:"per_km,omitempty" doc:"Thousandths of a minor unit per kilometer and location" minimum:"0" example:"100"` // thousandths of a minor unit per kilometer and location
	Split    int64      `json:"split,omitempty" doc:"For each location after the first, minor units" minimum:"0" example:"500"`          // for each location after the first
	Late     Late       `json:"late" doc:"What breaking a promise costs"`
	LastUnit int64      `json:"last_unit,omitempty" doc:"Taking one of h units costs this ÷ h, where sales are not known" minimum:"0" example:"0"` // taking one of h units costs LastUnit/h
	Balance  Balance    `json:"balance" doc:"What a unit costs that others are likely to need; comes before last_unit"`                            // comes before LastUnit where sales are known
	Carbon   Carbon     `json:"carbon" doc:"Left out at a price of zero"`
	Markets  []Market   `json:"markets,omitempty" doc:"Groups of countries that stay_in_market speaks of" maxItems:"300"`
	// NeverSplit sends from one location or leaves units unfilled; SplitBelow
	// does so for orders worth less than it.
	NeverSplit bool  `json:"never_split,omitempty" doc:"One location sends everything, or units stay unfilled"`
	SplitBelow int64 `json:"split_below,omitempty" doc:"So for orders worth less, minor units" minimum:"0" example:"0"`
	MaxParcels int64 `json:"max_parcels,omitempty" doc:"Of one order; 0 for any" minimum:"0" example:"0"` // of one order; 0 for any
	// Services names the service level of shipping methods, as channels write
	// them. One that is not in it is its own level.
	Services map[string]string `json:"services,omitempty" doc:"The service level of each shipping method, as channels write them; one that is not here is its own level"`
	// Rates says what one minor unit of other currencies is worth, in millionths
	// of a minor unit of Currency. Without a rate the value of an order is not
	// known: rules that ask for it don't hold, and SplitBelow lets it pass.
	Rates  map[string]int64 `json:"rates,omitempty" doc:"What one minor unit of other currencies is worth, in millionths of a minor unit of the policy's"`
	Budget int              `json:"budget,omitempty" doc:"Sets and allocations that a search looks at; 200000 when absent" minimum:"0" maximum:"100000000"` // sets and allocations looked at; 0 for DefaultBudget
	Rules  []Rule           `json:"rules,omitempty" doc:"In order" maxItems:"500"`
}

// Handling is what work at a location costs.
type Handling struct {
	Parcel int64 `json:"parcel,omitempty" doc:"For each parcel, minor units" minimum:"0" example:"100"` // for each parcel
	Line   int64 `json:"line,omitempty" doc:"For each SKU picked there" minimum:"0" example:"20"`       // for each SKU picked there
	Unit   int64 `json:"unit,omitempty" doc:"For each unit" minimum:"0" example:"0"`                    // for each unit
}

// Late is what breaking a promise costs. An order with a promise is late by
// the days, begun ones counted, that a parcel arrives after it; one without is
// late by the days that its hand-over is later than Within from now.
type Late struct {
	Fixed  int64         `json:"fixed,omitempty" doc:"For each location that is late, minor units" minimum:"0" example:"500"`                                                                                          // for each location that is late
	PerDay int64         `json:"per_day,omitempty" doc:"And day" minimum:"0" example:"250"`                                                                                                                            // and day
	Within time.Duration `json:"within,omitempty" doc:"Nanoseconds in which an order without a promise should be handed over; 72 hours when absent" minimum:"0" maximum:"31536000000000000" example:"259200000000000"` // nanoseconds; 0 for DefaultWithin
}

// DefaultWithin lets a weekend be no reason to send from afar.
const DefaultWithin = 72 * time.Hour

// noDispatch is how late a location is that has no hand-over in sight.
const noDispatch = 60

// Balance prices a unit by how likely it is missed: Unit × the chance (Poisson)
// that a location sells what it has within Days, at the pace of the last 28.
type Balance struct {
	Unit int64 `json:"unit,omitempty" doc:"Minor units that a missing unit costs; 0 leaves it out" minimum:"0" example:"0"` // minor units that a missing unit costs; 0 leaves it out
	Days int64 `json:"days,omitempty" doc:"Until more arrives; 14 when absent" minimum:"0" maximum:"365" example:"14"`      // until more arrives; 0 for DefaultBalanceDays
}

// DefaultBalanceDays is a usual time between two receipts.
const DefaultBalanceDays = 14

// soldDays is over how many days Item.Sold counts.
const soldDays = 28

// Carbon prices emissions, as an option.
type Carbon struct {
	GramsPerParcel  int64 `json:"grams_per_parcel,omitempty" doc:"Grams of CO₂ equivalent" example:"120"`
	GramsPerTonneKM int64 `json:"grams_per_tonne_km,omitempty" doc:"Grams of CO₂ equivalent" example:"70"`
	PricePerTonne   int64 `json:"price_per_tonne,omitempty" doc:"Minor units; 0 leaves carbon out" example:"0"` // minor units; 0 leaves carbon out
}

// Market is a group of countries that stay-in-market rules speak of. A country
// in none is a market of its own.
type Market struct {
	Name      string   `json:"name" maxLength:"100" example:"eu"`
	Countries []string `json:"countries" doc:"ISO 3166-1 alpha-2; one is in one market only" maxItems:"300" example:"DE"` // ISO 3166-1 alpha-2
}

// DefaultBudget is some tens of milliseconds of search.
const DefaultBudget = 200_000

// maxCost bounds an amount of a policy, so that sums stay exact.
const maxCost = int64(1) << 40

// Compiled is a policy that was checked and made ready; it is safe for use by
// many at once.
type Compiled struct {
	policy  Policy
	cards   []compiledCard
	rules   []compiledRule
	markets map[string]int // country → market, from 1
}

// Policy is what was compiled.
func (c *Compiled) Policy() Policy { return c.policy }

// Fault is something that is wrong with one part of a policy.
type Fault struct {
	Field string         // handling.parcel, rules[2].then.amount
	Of    string         // the name of the rule or the rate card, "" for the policy itself
	Err   *refusal.Error // what is wrong
}

// Text says the fault, and of what it is.
func (f Fault) Text() string {
	if f.Of == "" {
		return f.Err.Error()
	}
	return f.Of + ": " + f.Err.Error()
}

// Error says the part and the fault.
func (f Fault) Error() string { return f.Field + " " + f.Text() }

// Faults lists what Compile found wrong, part by part.
func Faults(err error) (out []Fault) {
	var f Fault
	switch e := err.(type) { //nolint:errorlint // joined errors are taken apart by their own type
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			out = append(out, Faults(one)...)
		}
	case interface{ Unwrap() error }:
		return Faults(e.Unwrap())
	default:
		if errors.As(err, &f) {
			out = append(out, f)
		}
	}
	return out
}

// Compile checks a policy and makes it ready, or tells everything that is
// wrong with it.
func Compile(p Policy) (*Compiled, error) {
	c := &Compiled{policy: p, markets: map[string]int{}}
	if c.policy.Budget <= 0 {
		c.policy.Budget = DefaultBudget
	}
	if c.policy.Balance.Days <= 0 {
		c.policy.Balance.Days = DefaultBalanceDays
	}
	if c.policy.Late.Within <= 0 {
		c.policy.Late.Within = DefaultWithin
	}
	var errs []error
	fault := func(field, format string, args ...any) {
		errs = append(errs, Fault{Field: field, Err: refusal.Errorf(format, args...)})
	}
	amounts := []struct {
		name  string
		value int64
	}{{"handling.parcel", p.Handling.Parcel}, {"handling.line", p.Handling.Line}, {"handling.unit", p.Handling.Unit}, {"per_km", p.PerKM}, {"split", p.Split},
		{"late.fixed", p.Late.Fixed}, {"late.per_day", p.Late.PerDay}, {"last_unit", p.LastUnit}, {"balance.unit", p.Balance.Unit}, {"balance.days", p.Balance.Days}, {"carbon.grams_per_parcel", p.Carbon.GramsPerParcel},
		{"carbon.grams_per_tonne_km", p.Carbon.GramsPerTonneKM}, {"carbon.price_per_tonne", p.Carbon.PricePerTonne}, {"split_below", p.SplitBelow}, {"max_parcels", p.MaxParcels}}
	for _, a := range amounts {
		if a.value < 0 || a.value > maxCost {
			fault(a.name, "must be from 0 to %d", maxCost)
		}
	}
	for currency, rate := range p.Rates {
		if rate <= 0 || rate > maxCost {
			fault("rates."+currency, "must be from 1 to %d", maxCost)
		}
	}
	for i, m := range p.Markets {
		for _, country := range m.Countries {
			if other := c.markets[country]; other != 0 {
				fault(fmt.Sprintf("markets[%d]", i), "%s is in %s too", country, p.Markets[other-1].Name)
			}
			c.markets[country] = i + 1
		}
	}
	for i, card := range p.Cards {
		compiled, faults := compileCard(card)
		for _, f := range faults {
			errs = append(errs, Fault{fmt.Sprintf("cards[%d].%s", i, f.Field), card.Name, f.Err})
		}
		c.cards = append(c.cards, compiled)
	}
	for i, r := range p.Rules {
		compiled, faults := compileRule(r)
		for _, f := range faults {
			errs = append(errs, Fault{fmt.Sprintf("rules[%d].%s", i, f.Field), r.Name, f.Err})
		}
		c.rules = append(c.rules, compiled)
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("routing: policy: %w", errors.Join(errs...))
	}
	return c, nil
}

// service is the level of a shipping method.
func (c *Compiled) service(method string) string {
	if level, ok := c.policy.Services[method]; ok {
		return level
	}
	return method
}

// value is what an order is worth in the policy's currency, and whether it is
// known.
func (c *Compiled) value(f *Facts) (int64, bool) {
	if f.Currency == "" || f.Currency == c.policy.Currency {
		return f.Value, true
	}
	rate, ok := c.policy.Rates[f.Currency]
	if !ok {
		return 0, false
	}
	const millionths = 1_000_000
	v := min(f.Value, maxCost)
	whole, part := v/millionths, v%millionths // so that no product overflows
	return whole*rate + part*rate/millionths, true
}

// sameMarket tells whether two countries are one market.
func (c *Compiled) sameMarket(a, b string) bool {
	if a == b {
		return true
	}
	m := c.markets[a]
	return m != 0 && m == c.markets[b]
}
