package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"

	"github.com/switchyard-oms/switchyard/oms"
)

// population is how many customers the world has.
const population = 2000

// person is somebody who buys; all of them are made up.
type person struct {
	n                  int
	given, family      string
	company            string
	email              string
	region             region
	currency, language string
	address            oms.Address
}

// people are the customers, by the region they live in. Those at the front of
// a region are its loyal ones.
type people map[region][]*person

func (d *Demo) populate() people {
	all := people{}
	for n := range population {
		p := d.born(n)
		all[p.region] = append(all[p.region], p)
	}
	return all
}

// born makes one customer, always the same.
func (d *Demo) born(n int) *person {
	luck := d.luck("person", n)
	l, roll := lands[0], luck.IntN(1000)
	for _, l = range lands {
		if roll -= l.share; roll < 0 {
			break
		}
	}
	spaced := strings.NewReplacer("_", " ")
	p := &person{n: n, region: l.region, given: spaced.Replace(choose(luck, strings.Fields(l.first))), family: spaced.Replace(choose(luck, strings.Fields(l.last)))}
	street := spaced.Replace(choose(luck, strings.Fields(l.streets)))
	city := strings.Split(choose(luck, strings.Split(l.cities, ";")), "|")
	lat, lon := nearby(luck, city[3]), nearby(luck, city[4])
	p.currency, p.language = currencyOf(l.country), strings.ToLower(l.country)
	p.email = fmt.Sprintf("%s.%d@example.%s", latin(p.given), n, choose(luck, []string{"com", "net", "org"}))
	p.address = oms.Address{Name: p.name(), Address1: strings.ReplaceAll(street, "#", strconv.Itoa(1+luck.IntN(120))), City: city[0], Region: city[1],
		PostalCode: city[2], CountryCode: l.country, Latitude: &lat, Longitude: &lon}
	if luck.IntN(12) == 0 {
		p.address.Address2 = choose(luck, []string{"c/o Kaya", "2nd floor", "Hinterhaus", "Unit 7", "Bâtiment C"})
	}
	return p
}

// name is how the person is called: family names come first in some countries.
func (p *person) name() string {
	if p.region == asia && p.family != latinOnly(p.family) && !strings.ContainsFunc(p.family, unicode.IsSpace) && !rtl(p.family) {
		return p.family + " " + p.given
	}
	return p.given + " " + p.family
}

func rtl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) })
}

// nearby is a coordinate some streets away, to five decimals.
func nearby(luck *rand.Rand, text string) float64 {
	at, _ := strconv.ParseFloat(text, 64) // our own data; a test reads all of it
	return float64(int(at*100_000)+luck.IntN(6000)-3000) / 100_000
}

// latin is a name as it stands in an e-mail address.
func latin(name string) string {
	if s := latinOnly(strings.ToLower(name)); len(s) > 2 {
		return s
	}
	return "mail"
}

func latinOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// currencyOf is what the web shop asks of a country.
func currencyOf(country string) string {
	switch country {
	case "GB":
		return "GBP"
	case "US", "CA", "JP", "KR", "CN", "SG", "AE", "IL":
		return "USD"
	}
	return "EUR"
}

// somebody chooses who buys: the loyal ones come again and again.
func (d *Demo) somebody(luck *rand.Rand, where region) *person {
	all := d.people[where]
	u := luck.Float64()
	return all[int(u*u*u*float64(len(all)))]
}

// business is the person who orders for a company.
func business(n int) *person {
	c := companies[n%len(companies)]
	given, family, _ := strings.Cut(c.buyer, " ")
	p := &person{n: population + n%len(companies), given: given, family: family, company: c.name, region: europe, currency: currencyOf(c.country),
		email: "orders@" + latinOnly(strings.ToLower(c.name)) + ".example"}
	p.address = oms.Address{Name: c.buyer, Company: c.name, Address1: c.street, City: c.city, Region: c.region, PostalCode: c.zip, CountryCode: c.country}
	return p
}

func choose[T any](luck *rand.Rand, from []T) T { return from[luck.IntN(len(from))] }
