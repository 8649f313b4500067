package routing

import (
	"errors"
	"fmt"
	"time"
)

// Policy is what a merchant decides about routing. All amounts are minor units
// of one currency.
type Policy struct {
	Currency string     `json:"currency"`        // ISO 4217, of every cost
	Cards    []RateCard `json:"cards,omitempty"` // none: carriage costs nothing
	Handling Handling   `json:"handling"`
	PerKM    int64      `json:"per_km,omitempty"` // thousandths of a minor unit per kilometer and location
	Split    int64      `json:"split,omitempty"`  // for each location after the first
	Late     Late       `json:"late"`
	LastUnit int64      `json:"last_unit,omitempty"` // taking one of h units costs LastUnit/h
	Carbon   Carbon     `json:"carbon"`
	Markets  []Market   `json:"markets,omitempty"`
	// NeverSplit sends from one location or leaves units unfilled; SplitBelow
	// does so for orders worth less than it.
	NeverSplit bool   `json:"never_split,omitempty"`
	SplitBelow int64  `json:"split_below,omitempty"`
	MaxParcels int64  `json:"max_parcels,omitempty"` // of one order; 0 for any
	Budget     int    `json:"budget,omitempty"`      // sets and allocations looked at; 0 for DefaultBudget
	Rules      []Rule `json:"rules,omitempty"`
}

// Handling is what work at a location costs.
type Handling struct {
	Parcel int64 `json:"parcel,omitempty"` // for each parcel
	Line   int64 `json:"line,omitempty"`   // for each SKU picked there
	Unit   int64 `json:"unit,omitempty"`   // for each unit
}

// Late is what breaking a promise costs. An order with a promise is late by
// the days, begun ones counted, that a parcel arrives after it; one without is
// late by the days that its hand-over is later than Within from now.
type Late struct {
	Fixed  int64         `json:"fixed,omitempty"`   // for each location that is late
	PerDay int64         `json:"per_day,omitempty"` // and day
	Within time.Duration `json:"within,omitempty"`  // nanoseconds; 0 for DefaultWithin
}

// DefaultWithin lets a weekend be no reason to send from afar.
const DefaultWithin = 72 * time.Hour

// noDispatch is how late a location is that has no hand-over in sight.
const noDispatch = 60

// Carbon prices emissions, as an option.
type Carbon struct {
	GramsPerParcel  int64 `json:"grams_per_parcel,omitempty"`
	GramsPerTonneKM int64 `json:"grams_per_tonne_km,omitempty"`
	PricePerTonne   int64 `json:"price_per_tonne,omitempty"` // minor units; 0 leaves carbon out
}

// Market is a group of countries that stay-in-market rules speak of. A country
// in none is a market of its own.
type Market struct {
	Name      string   `json:"name"`
	Countries []string `json:"countries"` // ISO 3166-1 alpha-2
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

// Compile checks a policy and makes it ready, or tells everything that is
// wrong with it.
func Compile(p Policy) (*Compiled, error) {
	c := &Compiled{policy: p, markets: map[string]int{}}
	if c.policy.Budget <= 0 {
		c.policy.Budget = DefaultBudget
	}
	if c.policy.Late.Within <= 0 {
		c.policy.Late.Within = DefaultWithin
	}
	var errs []error
	amounts := []struct {
		name  string
		value int64
	}{{"handling.parcel", p.Handling.Parcel}, {"handling.line", p.Handling.Line}, {"handling.unit", p.Handling.Unit}, {"per_km", p.PerKM}, {"split", p.Split},
		{"late.fixed", p.Late.Fixed}, {"late.per_day", p.Late.PerDay}, {"last_unit", p.LastUnit}, {"carbon.grams_per_parcel", p.Carbon.GramsPerParcel},
		{"carbon.grams_per_tonne_km", p.Carbon.GramsPerTonneKM}, {"carbon.price_per_tonne", p.Carbon.PricePerTonne}, {"split_below", p.SplitBelow}, {"max_parcels", p.MaxParcels}}
	for _, a := range amounts {
		if a.value < 0 || a.value > maxCost {
			errs = append(errs, fmt.Errorf("%s must be from 0 to %d", a.name, maxCost))
		}
	}
	for i, m := range p.Markets {
		for _, country := range m.Countries {
			if other := c.markets[country]; other != 0 {
				errs = append(errs, fmt.Errorf("markets[%d]: %s is in %s too", i, country, p.Markets[other-1].Name))
			}
			c.markets[country] = i + 1
		}
	}
	for i, card := range p.Cards {
		compiled, err := compileCard(card)
		if err != nil {
			errs = append(errs, fmt.Errorf("cards[%d]: %w", i, err))
		}
		c.cards = append(c.cards, compiled)
	}
	for i, r := range p.Rules {
		compiled, err := compileRule(r)
		if err != nil {
			errs = append(errs, fmt.Errorf("rules[%d] %s: %w", i, r.Name, err))
		}
		c.rules = append(c.rules, compiled)
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("routing: policy: %w", errors.Join(errs...))
	}
	return c, nil
}

// sameMarket tells whether two countries are one market.
func (c *Compiled) sameMarket(a, b string) bool {
	if a == b {
		return true
	}
	m := c.markets[a]
	return m != 0 && m == c.markets[b]
}
