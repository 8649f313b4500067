package store

import (
	"context"
	"math"
	"slices"
)

// degree is how places are kept: integers of a hundred-thousandth, about a meter.
const degree = 100_000

// KnownPlace is where a key of the gazetteer lies, in degrees.
type KnownPlace struct {
	Key                 string
	Latitude, Longitude float64
}

// SavePlaces keeps places; one whose key is known moves.
func (tx *Tx) SavePlaces(ctx context.Context, places []KnownPlace) error {
	if err := tx.forget(ctx, places); err != nil {
		return err
	}
	r := newRows("places", "key text", "latitude bigint", "longitude bigint")
	for _, p := range places {
		r.add(p.Key, int64(math.Round(p.Latitude*degree)), int64(math.Round(p.Longitude*degree)))
	}
	return r.insert(ctx, tx)
}

func (tx *Tx) forget(ctx context.Context, places []KnownPlace) error {
	keys := make([]string, len(places))
	for i, p := range places {
		keys[i] = p.Key
	}
	_, err := tx.exec(ctx, `DELETE FROM places WHERE key = ANY_OF(?)`, keys)
	return err
}

// Places returns the places under keys that are known.
func (tx *Tx) Places(ctx context.Context, keys []string) (map[string]KnownPlace, error) {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	var rows []struct {
		Key                 string
		Latitude, Longitude int64
	}
	if err := tx.query(ctx, &rows, `SELECT key, latitude, longitude FROM places WHERE key = ANY_OF(?)`, slices.Compact(keys)); err != nil {
		return nil, err
	}
	found := make(map[string]KnownPlace, len(rows))
	for _, r := range rows {
		found[r.Key] = KnownPlace{r.Key, float64(r.Latitude) / degree, float64(r.Longitude) / degree}
	}
	return found, nil
}

// HasPlaces tells whether any place was imported.
func (tx *Tx) HasPlaces(ctx context.Context) (bool, error) {
	var key string
	found, err := tx.one(ctx, &key, `SELECT key FROM places LIMIT 1`)
	return found, err
}
