// Package tablerate is the carrier that needs no contract: services with
// prices by zone and weight, kept in a table that a merchant can edit. It
// rates parcels and makes tracking numbers; it calls nobody.
package tablerate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// Table is a price list. The zero Table has no services; see Default.
type Table struct {
	Name     string    `json:"name"`     // printed on labels as the carrier
	Currency string    `json:"currency"` // ISO 4217, of every price
	Services []Service `json:"services"`
}

// Service is a product of the carrier.
type Service struct {
	Code           string          `json:"code"` // standard
	Name           string          `json:"name"`
	MaxWeightGrams int64           `json:"max_weight_grams"` // of one parcel
	Zones          map[Zone][]Step `json:"zones"`            // a zone that is absent is not served
}

// Step is the price of a parcel up to a weight.
type Step struct {
	UpToGrams int64 `json:"up_to_grams"`
	Price     int64 `json:"price"` // minor units of the table's currency
}

// Zone is how far away a destination is.
type Zone string

// The zones.
const (
	Domestic Zone = "domestic" // the same country
	EU       Zone = "eu"       // both in the European Union
	World    Zone = "world"
)

// Source: Treaty on European Union as it stands since 2020-02-01, members by
// ISO 3166-1.
const members = " AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK "

// EUCountries lists the members of the European Union, ISO 3166-1 alpha-2.
func EUCountries() []string { return strings.Fields(members) }

// ZoneOf returns the zone between two countries, ISO 3166-1 alpha-2.
func ZoneOf(from, to string) Zone {
	switch {
	case from == to:
		return Domestic
	case strings.Contains(members, " "+from+" ") && strings.Contains(members, " "+to+" "):
		return EU
	}
	return World
}

// Default is the table that a new installation begins with.
func Default() Table {
	return Table{Name: "Switchyard Post", Currency: "EUR", Services: []Service{
		{Code: "standard", Name: "Standard", MaxWeightGrams: 31_500, Zones: map[Zone][]Step{
			Domestic: {{1_000, 419}, {2_000, 549}, {5_000, 699}, {10_000, 1049}, {31_500, 1999}},
			EU:       {{1_000, 949}, {2_000, 1249}, {5_000, 1499}, {10_000, 2299}, {31_500, 4499}},
			World:    {{1_000, 1749}, {2_000, 2399}, {5_000, 3999}, {10_000, 6499}, {31_500, 11999}},
		}},
		{Code: "express", Name: "Express", MaxWeightGrams: 20_000, Zones: map[Zone][]Step{
			Domestic: {{2_000, 1290}, {10_000, 1990}, {20_000, 2990}},
			EU:       {{2_000, 3490}, {10_000, 5990}, {20_000, 8990}},
			World:    {{2_000, 5990}, {10_000, 11990}, {20_000, 19990}},
		}},
	}}
}

// Parse reads a table from its JSON and checks it.
func Parse(text string) (Table, error) {
	var t Table
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&t); err != nil {
		return t, oms.InvalidField("table", "can't be read: %v", err)
	}
	return t, t.Check()
}

// Check reports everything that is wrong with a table, each by its field.
func (t Table) Check() error {
	var errs []oms.FieldError
	fault := func(field, format string, args ...any) {
		errs = append(errs, oms.FaultAt(field, format, args...))
	}
	if t.Name == "" || utf8.RuneCountInString(t.Name) > 100 {
		fault("name", "must have 1 to 100 characters")
	}
	if _, ok := money.Digits(t.Currency); !ok {
		fault("currency", "must be a currency of ISO 4217 such as EUR")
	}
	if len(t.Services) == 0 {
		fault("services", "needs at least one service")
	}
	var codes []string
	for i, s := range t.Services {
		at := fmt.Sprintf("services[%d]", i)
		if s.Code == "" || slices.Contains(codes, s.Code) {
			fault(at+".code", "must be there and unique")
		}
		codes = append(codes, s.Code)
		if s.Name == "" {
			fault(at+".name", "is required")
		}
		if s.MaxWeightGrams <= 0 {
			fault(at+".max_weight_grams", "must be above zero")
		}
		for zone, steps := range s.Zones {
			checkSteps(fmt.Sprintf("%s.zones.%s", at, zone), zone, steps, fault)
		}
	}
	slices.SortFunc(errs, func(a, b oms.FieldError) int { return cmp.Compare(a.Field, b.Field) })
	return oms.InvalidFields("the rate table", errs)
}

func checkSteps(at string, zone Zone, steps []Step, fault func(field, format string, args ...any)) {
	if zone != Domestic && zone != EU && zone != World {
		fault(at, "must be domestic, eu or world")
	}
	if len(steps) == 0 {
		fault(at, "needs at least one step")
	}
	for i, step := range steps {
		if step.Price < 0 || step.Price > money.Limit {
			fault(fmt.Sprintf("%s[%d].price", at, i), "must be zero or more")
		}
		if step.UpToGrams <= 0 || (i > 0 && step.UpToGrams <= steps[i-1].UpToGrams) {
			fault(fmt.Sprintf("%s[%d].up_to_grams", at, i), "must rise from step to step")
		}
	}
}
