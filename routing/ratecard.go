package routing

import (
	"errors"
	"fmt"
	"slices"
)

// RateCard is a carrier's price list for one service.
type RateCard struct {
	Name string `json:"name"`
	// Services are the service levels it is for. One with none is for orders
	// whose level no card names.
	Services []string `json:"services,omitempty"`
	// Any lets a card with Services serve such orders too.
	Any bool `json:"any,omitempty"`
	// Divisor is the mm³ that are billed as one gram when a parcel is light for
	// its size: 5000 for the usual cm³/5000 = kg. 0 bills by weight alone.
	Divisor int64   `json:"divisor,omitempty"`
	Steps   []int64 `json:"steps"` // grams up to which each price holds, rising; the last is the heaviest parcel
	Zones   []Zone  `json:"zones"` // the first that fits a route is its zone
}

// Zone is a stretch of routes with one row of prices.
type Zone struct {
	Name     string   `json:"name"`
	Domestic bool     `json:"domestic,omitempty"` // within one country
	From     []string `json:"from,omitempty"`     // countries; none means any
	To       []string `json:"to,omitempty"`       // countries; none means any
	UpToKM   int64    `json:"up_to_km,omitempty"` // 0 for any distance
	Days     int64    `json:"days,omitempty"`     // in transit
	Prices   []int64  `json:"prices"`             // minor units, one for each step, never falling
}

// compiledCard has its countries as sets.
type compiledCard struct {
	RateCard
	from, to []countrySet
}

// index is the place of a card of the policy; −1 for none.
func (c *Compiled) index(card *compiledCard) int {
	for k := range c.cards {
		if &c.cards[k] == card {
			return k
		}
	}
	return -1
}

// Levels lists the service levels that cards name, in the order of the cards;
// "" among them when a card names none.
func (c *Compiled) Levels() (levels []string) {
	for i := range c.cards {
		of := c.cards[i].Services
		if len(of) == 0 {
			of = []string{""}
		}
		for _, level := range of {
			if !slices.Contains(levels, level) {
				levels = append(levels, level)
			}
		}
	}
	return levels
}

// Level is the service level of a shipping method as channels write it, and
// whether a card names it.
func (c *Compiled) Level(method string) (level string, named bool) {
	level = c.service(method)
	return level, slices.ContainsFunc(c.cards, func(k compiledCard) bool { return slices.Contains(k.Services, level) })
}

// countrySet has a bit for each code of two letters; nil is every country.
type countrySet *[(26*26 + 63) / 64]uint64

func compileCard(c RateCard) (compiledCard, error) {
	out := compiledCard{RateCard: c}
	var errs []error
	if c.Divisor < 0 {
		errs = append(errs, errors.New("divisor must be zero or more"))
	}
	if len(c.Steps) == 0 || len(c.Zones) == 0 {
		errs = append(errs, errors.New("needs steps and zones"))
	}
	for i, s := range c.Steps {
		if s <= 0 || s > maxCost || i > 0 && s <= c.Steps[i-1] {
			errs = append(errs, fmt.Errorf("steps[%d] must be above zero and the one before", i))
		}
	}
	for i, z := range c.Zones {
		if len(z.Prices) != len(c.Steps) {
			errs = append(errs, fmt.Errorf("zones[%d] %s: needs a price for each of the %d steps", i, z.Name, len(c.Steps)))
		}
		for k, p := range z.Prices {
			if p < 0 || p > maxCost || k > 0 && p < z.Prices[k-1] {
				errs = append(errs, fmt.Errorf("zones[%d] %s: prices[%d] must be zero or more and not below the one before", i, z.Name, k))
			}
		}
		if z.Days < 0 || z.UpToKM < 0 {
			errs = append(errs, fmt.Errorf("zones[%d] %s: days and up_to_km must be zero or more", i, z.Name))
		}
		from, err1 := setOf(z.From)
		to, err2 := setOf(z.To)
		errs = append(errs, err1, err2)
		out.from, out.to = append(out.from, from), append(out.to, to)
	}
	return out, errors.Join(errs...)
}

func setOf(codes []string) (countrySet, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	set := countrySet(new([(26*26 + 63) / 64]uint64))
	for _, code := range codes {
		i, ok := countryBit(code)
		if !ok {
			return nil, fmt.Errorf("%q is not a country of ISO 3166-1 alpha-2", code)
		}
		set[i/64] |= 1 << (i % 64)
	}
	return set, nil
}

func countryBit(code string) (int, bool) {
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return 0, false
	}
	return int(code[0]-'A')*26 + int(code[1]-'A'), true
}

func hasCountry(s countrySet, code string) bool {
	if s == nil {
		return true
	}
	i, ok := countryBit(code)
	return ok && s[i/64]&(1<<(i%64)) != 0
}

// zone returns the index of the zone of a route, or −1 when it is not served.
func (c *compiledCard) zone(n *Node, to *Destination, km int64) int {
	if n.Zone != "" {
		return slices.IndexFunc(c.Zones, func(z Zone) bool { return z.Name == n.Zone })
	}
	for i := range c.Zones {
		z := &c.Zones[i]
		if (!z.Domestic || n.Country == to.Country) && hasCountry(c.from[i], n.Country) && hasCountry(c.to[i], to.Country) && (z.UpToKM == 0 || km <= z.UpToKM) {
			return i
		}
	}
	return -1
}

// price returns what goods of a weight and volume cost in a zone, and in how
// many parcels they go: as few as the heaviest step allows, of equal weight.
func (c *compiledCard) price(zone int, grams, mm3 int64) (cost, parcels int64) {
	heaviest := c.Steps[len(c.Steps)-1]
	billed := grams
	if c.Divisor > 0 {
		billed = max(billed, ceilDiv(mm3, c.Divisor))
	}
	parcels = max(1, ceilDiv(billed, heaviest))
	i, _ := slices.BinarySearch(c.Steps, ceilDiv(billed, parcels))
	return parcels * c.Zones[zone].Prices[i], parcels
}

func ceilDiv(a, b int64) int64 { return (a + b - 1) / b }
