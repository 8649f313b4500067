package flow

import (
	"context"
	"fmt"
	"io"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// placesBatch is how many places are saved in one transaction.
const placesBatch = 10_000

// maxCachedPlaces bounds the memory of the cache; beyond it, it starts anew.
const maxCachedPlaces = 50_000

// addressKey is what of an address says where it lies.
type addressKey struct{ country, postal, city string }

// ImportPlaces takes in a postal file of GeoNames, so that routing knows where
// an address lies by its postal code or city. It may be repeated, and done for
// one country after the other: what the file names moves to where it says. It
// returns how many postal codes were read.
func (f *Flow) ImportPlaces(ctx context.Context, file io.Reader) (codes int, err error) {
	g := routing.Gazetteer{}
	err = routing.ReadPostal(file, func(p routing.PostalPlace) error {
		codes++
		g.Add(p)
		return nil
	})
	if err != nil {
		return 0, oms.InvalidField("file", "%v", err)
	}
	places := make([]store.KnownPlace, 0, placesBatch)
	save := func() error {
		defer func() { places = places[:0] }()
		return f.store.Write(ctx, func(tx *store.Tx) error {
			if err := tx.SavePlaces(ctx, places); err != nil {
				return err
			}
			return tx.CatalogChanged(ctx) // routing keeps places with the catalog
		})
	}
	for key := range g {
		p, _ := g.At(key)
		if places = append(places, store.KnownPlace{Key: key, Latitude: p.Latitude, Longitude: p.Longitude}); len(places) == placesBatch {
			if err := save(); err != nil {
				return 0, fmt.Errorf("flow: places: %w", err)
			}
		}
	}
	if len(places) > 0 {
		err = save()
	}
	return codes, err
}

// needPlaces looks up where addresses lie that are not cached, in one query.
func (c *catalog) needPlaces(ctx context.Context, tx *store.Tx, addresses []oms.Address) error {
	if !c.hasPlaces {
		return nil
	}
	if len(c.places) > maxCachedPlaces {
		clear(c.places)
	}
	var keys []string
	missing := map[addressKey]bool{}
	for _, a := range addresses {
		at := addressKey{a.CountryCode, a.PostalCode, a.City}
		if _, cached := c.places[at]; cached || missing[at] || a.Latitude != nil && a.Longitude != nil {
			continue
		}
		missing[at] = true
		more, _ := routing.PlaceKeys(at.country, at.postal, at.city)
		keys = append(keys, more...)
	}
	if len(keys) == 0 {
		return nil
	}
	found, err := tx.Places(ctx, keys)
	if err != nil {
		return err
	}
	for at := range missing {
		c.places[at] = mostExact(found, at)
	}
	return nil
}

// mostExact is the most exact of the places that an address may be found under.
func mostExact(found map[string]store.KnownPlace, at addressKey) (to routing.Destination) {
	keys, precise := routing.PlaceKeys(at.country, at.postal, at.city)
	for i, key := range keys {
		if p, ok := found[key]; ok {
			to.Place, to.Precision = &routing.Place{Latitude: p.Latitude, Longitude: p.Longitude}, precise[i]
			return to
		}
	}
	return to
}

// destination is where an address lies: its own coordinates, else what was
// imported of its postal code, the beginning of it or its city, else about the
// middle of its country, else nowhere.
func (c *catalog) destination(a oms.Address) routing.Destination {
	to := routing.Destination{Country: a.CountryCode, Region: a.Region, Postal: a.PostalCode}
	known := c.places[addressKey{a.CountryCode, a.PostalCode, a.City}]
	switch center, ok := routing.CountryCenter(a.CountryCode); {
	case a.Latitude != nil && a.Longitude != nil:
		to.Place, to.Precision = &routing.Place{Latitude: *a.Latitude, Longitude: *a.Longitude}, routing.PrecisionAddress
	case known.Place != nil:
		to.Place, to.Precision = known.Place, known.Precision
	case ok:
		to.Place, to.Precision = &center, routing.PrecisionCountry
	}
	return to
}
