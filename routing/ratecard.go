package routing

import (
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/refusal"
)

// RateCard is a carrier's price list for one service.
type RateCard struct {
	Name     string   `json:"name" doc:"The service's, unique among the cards" maxLength:"100" example:"Standard"`
	Services []string `json:"services,omitempty" doc:"The service levels that it is for. One with none is for orders whose level no card names" maxItems:"50" maxLength:"100" example:"standard"`
	Any      bool     `json:"any,omitempty" doc:"With service levels: it is for orders whose level no card names, too"`
	// Divisor is the mm³ that are billed as one gram when a parcel is light for
	// its size: 5000 for the usual cm³/5000 = kg. 0 bills by weight alone.
	Divisor int64 `json:"divisor,omitempty" doc:"Cubic millimeters that are billed as one gram, which is cm³ as one kilogram; 0 bills by weight alone" example:"5000"`
	// Fuel raises every price, in thousandths; Surcharge is added to each parcel
	// after it: a toll, an address fee.
	Fuel      int64   `json:"fuel_permille,omitempty" doc:"Thousandths by which each price is raised, rounded down" example:"125"`
	Surcharge int64   `json:"surcharge,omitempty" doc:"Added to the price of each parcel, after fuel, minor units" example:"35"`
	Steps     []int64 `json:"steps" doc:"Grams up to which each price holds, rising; the last is the heaviest parcel" maxItems:"200" example:"[1000,2000]"`
	Zones     []Zone  `json:"zones" doc:"The first that fits a route is its zone" maxItems:"500"`
}

// Zone is a stretch of routes with one row of prices.
type Zone struct {
	Name     string   `json:"name" doc:"Unique in its card; transit tables may speak of it" maxLength:"100" example:"eu"`
	Domestic bool     `json:"domestic,omitempty" doc:"Within one country only"`
	From     []string `json:"from,omitempty" doc:"Countries that it leaves; none means any" maxItems:"300" example:"DE"`
	To       []string `json:"to,omitempty" doc:"Countries that it reaches; none means any" maxItems:"300" example:"FR"`
	UpToKM   int64    `json:"up_to_km,omitempty" doc:"Kilometers, great circle; 0 for any distance" example:"0"`
	Days     int64    `json:"days,omitempty" doc:"In transit" example:"2"`
	Prices   []int64  `json:"prices" doc:"Minor units of one parcel, one for each step, never falling" maxItems:"200" example:"[949,1249]"`
}

// compiledCard has its countries as sets, and what it charges in its zones:
// prices with fuel and surcharge.
type compiledCard struct {
	RateCard
	from, to []countrySet
	listed   [][]int64 // by zone: the prices as the card has them
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
	return level, c.named(level)
}

// named tells whether a card names a service level.
func (c *Compiled) named(level string) bool {
	return slices.ContainsFunc(c.cards, func(k compiledCard) bool { return slices.Contains(k.Services, level) })
}

// countrySet has a bit for each code of two letters; nil is every country.
type countrySet *[(26*26 + 63) / 64]uint64

// maxFuel bounds what fuel adds, in thousandths.
const maxFuel = 10_000

// compileCard makes a card ready, or tells what is wrong with which part of it.
func compileCard(c RateCard) (out compiledCard, faults []Fault) {
	out = compiledCard{RateCard: c}
	fault := func(part, format string, args ...any) {
		faults = append(faults, Fault{Field: part, Err: refusal.Errorf(format, args...)})
	}
	if c.Divisor < 0 || c.Divisor > maxCost {
		fault("divisor", "must be from 0 to %d", maxCost)
	}
	if c.Fuel < 0 || c.Fuel > maxFuel {
		fault("fuel_permille", "must be from 0 to %d", maxFuel)
	}
	if c.Surcharge < 0 || c.Surcharge > maxCost {
		fault("surcharge", "must be from 0 to %d", maxCost)
	}
	if len(c.Steps) == 0 {
		fault("steps", "needs a weight up to which its prices hold")
	}
	if len(c.Zones) == 0 {
		fault("zones", "needs a zone")
	}
	for i, s := range c.Steps {
		if s <= 0 || s > maxCost || i > 0 && s <= c.Steps[i-1] {
			fault(fmt.Sprintf("steps[%d]", i), "%d g must be above zero and the step before", s)
		}
	}
	out.Zones = slices.Clone(c.Zones)
	for i, z := range c.Zones {
		c.checkZone(i, fault)
		from, err := setOf(z.From)
		if err != nil {
			fault(fmt.Sprintf("zones[%d].from", i), "zone %s: %v", z.Name, err)
		}
		to, err := setOf(z.To)
		if err != nil {
			fault(fmt.Sprintf("zones[%d].to", i), "zone %s: %v", z.Name, err)
		}
		out.from, out.to = append(out.from, from), append(out.to, to)
		out.listed, out.Zones[i].Prices = append(out.listed, z.Prices), c.charged(z.Prices)
	}
	return out, faults
}

// checkZone tells what is wrong with a zone and its prices, cell by cell.
func (c *RateCard) checkZone(i int, fault func(part, format string, args ...any)) {
	z := &c.Zones[i]
	if len(z.Prices) != len(c.Steps) {
		fault(fmt.Sprintf("zones[%d].prices", i), "zone %s: needs a price for each of the %d weights, and has %d", z.Name, len(c.Steps), len(z.Prices))
	}
	for k, p := range z.Prices {
		cell := fmt.Sprintf("zones[%d].prices[%d]", i, k)
		switch at := c.cell(i, k); {
		case p < 0 || p > maxCost:
			fault(cell, "%s: must be from 0 to %d", at, maxCost)
		case k > 0 && p < z.Prices[k-1]:
			fault(cell, "%s: must not be below the price of a lighter parcel", at)
		}
	}
	if z.Days < 0 {
		fault(fmt.Sprintf("zones[%d].days", i), "zone %s: must be zero or more", z.Name)
	}
	if z.UpToKM < 0 {
		fault(fmt.Sprintf("zones[%d].up_to_km", i), "zone %s: must be zero or more", z.Name)
	}
}

// cell names a price: zone eu up to 2000 g.
func (c *RateCard) cell(zone, step int) string {
	if step >= len(c.Steps) {
		return fmt.Sprintf("zone %s, price %d", c.Zones[zone].Name, step+1)
	}
	return fmt.Sprintf("zone %s up to %d g", c.Zones[zone].Name, c.Steps[step])
}

// charged are prices with fuel and the surcharge of a parcel.
func (c *RateCard) charged(prices []int64) []int64 {
	out := make([]int64, len(prices))
	for k, p := range prices {
		out[k] = p + p*c.Fuel/1000 + c.Surcharge
	}
	return out
}

func setOf(codes []string) (countrySet, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	set := countrySet(new([(26*26 + 63) / 64]uint64))
	for _, code := range codes {
		i, ok := countryBit(code)
		if !ok {
			return nil, refusal.Errorf("%.20q is not a country of ISO 3166-1 alpha-2", code)
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
	parcels, step := c.parcels(c.billed(grams, mm3))
	return parcels * c.Zones[zone].Prices[step], parcels
}

// billed is the weight that goods are billed by.
func (c *compiledCard) billed(grams, mm3 int64) int64 {
	if c.Divisor > 0 {
		return max(grams, ceilDiv(mm3, c.Divisor))
	}
	return grams
}

// parcels is how many parcels a billed weight goes in, and the step of each.
func (c *compiledCard) parcels(billed int64) (parcels int64, step int) {
	parcels = max(1, ceilDiv(billed, c.Steps[len(c.Steps)-1]))
	step, _ = slices.BinarySearch(c.Steps, ceilDiv(billed, parcels))
	return parcels, step
}

// carries tells whether the card is for a service level; named says whether any
// card names the level.
func (c *compiledCard) carries(level string, named bool) bool {
	if named {
		return slices.Contains(c.Services, level)
	}
	return len(c.Services) == 0 || c.Any
}

func ceilDiv(a, b int64) int64 { return (a + b - 1) / b }
