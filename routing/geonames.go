package routing

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// PostalPlace is a line of a postal file of GeoNames.
type PostalPlace struct {
	Country string // ISO 3166-1 alpha-2
	Postal  string // as PostalKey writes it
	City    string // as CityKey writes it
	Place   Place
}

// ReadPostal reads a postal file of GeoNames: tab-separated country, postal
// code, place name, six columns of divisions, latitude, longitude and, unused,
// the accuracy. A fault names its line. (download.geonames.org/export/zip,
// readme.txt; the data are under CC BY 4.0.)
func ReadPostal(r io.Reader, each func(PostalPlace) error) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.TrimSpace(text) == "" {
			continue
		}
		p, err := readPostal(strings.Split(text, "\t"))
		if err == nil {
			err = each(p)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}

func readPostal(f []string) (p PostalPlace, err error) {
	if len(f) < 11 {
		return p, fmt.Errorf("has %d columns, a postal file of GeoNames has 12 with tabs between them", len(f))
	}
	p = PostalPlace{Country: f[0], Postal: PostalKey(f[1]), City: CityKey(f[2])}
	if _, ok := countryBit(p.Country); !ok || p.Postal == "" {
		return p, fmt.Errorf("needs a country of two letters and a postal code, not %.10q and %.20q", f[0], f[1])
	}
	var err1, err2 error
	p.Place.Latitude, err1 = strconv.ParseFloat(f[9], 64)
	p.Place.Longitude, err2 = strconv.ParseFloat(f[10], 64)
	if err1 != nil || err2 != nil || !(math.Abs(p.Place.Latitude) <= 90) || !(math.Abs(p.Place.Longitude) <= 180) {
		return p, fmt.Errorf("%.20q, %.20q are not a latitude and a longitude", f[9], f[10])
	}
	return p, nil
}

// CityKey writes a city's name the one way it is compared in.
func CityKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// shortestPrefix is how much of a postal code is looked at, at the least: fewer
// characters are often half a country.
const shortestPrefix = 2

// PlaceKeys lists what a destination may be found under in a Gazetteer, the most
// exact first, and how exact each is.
func PlaceKeys(country, postal, city string) (keys []string, precise []Precision) {
	if country == "" {
		return nil, nil
	}
	if code := PostalKey(postal); code != "" {
		keys, precise = append(keys, country+" "+code), append(precise, PrecisionPostal)
		for n := len(code) - 1; n >= shortestPrefix; n-- {
			keys, precise = append(keys, country+" "+code[:n]+"*"), append(precise, PrecisionPrefix)
		}
	}
	if city = CityKey(city); city != "" {
		keys, precise = append(keys, country+":"+city), append(precise, PrecisionCity)
	}
	return keys, precise
}

// Gazetteer gathers places by the keys of PlaceKeys: of many in one place the
// middle.
type Gazetteer map[string]*middle

// middle is a mean that grows.
type middle struct {
	latitude, longitude float64
	n                   int
}

// Add takes a place in, under its postal code, the beginnings of it and its city.
func (g Gazetteer) Add(p PostalPlace) {
	keys, _ := PlaceKeys(p.Country, p.Postal, p.City)
	for _, key := range keys {
		m := g[key]
		if m == nil {
			m = &middle{}
			g[key] = m
		}
		m.latitude, m.longitude, m.n = m.latitude+p.Place.Latitude, m.longitude+p.Place.Longitude, m.n+1
	}
}

// At returns the middle of what lies under a key. Places on both sides of the
// date line meet in the wrong half of the world: none share a postal code.
func (g Gazetteer) At(key string) (Place, bool) {
	m, ok := g[key]
	if !ok {
		return Place{}, false
	}
	return Place{m.latitude / float64(m.n), m.longitude / float64(m.n)}, true
}
