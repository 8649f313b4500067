package store

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

const (
	locationColumns = `id, code, name, kind, address, calendar, priority, active, location_groups, allows, domestic, orders_per_day, units_per_day,
		supplier, version, created_at, updated_at`
	channelColumns = `id, code, name, kind, connection_id, currency, active, location_groups, version, created_at, updated_at`
	skuColumns     = `id, code, title, barcode, category, weight_grams, length_mm, width_mm, height_mm, hs_code, origin_country, unfillable,
		backorder_limit, active, tags, needs, domestic, tracking, min_days_left, attributes, components, version, created_at, updated_at`
)

type locationRow struct {
	oms.Location
	Address        asJSON[oms.Address]
	Calendar       asJSON[oms.Calendar]
	LocationGroups asJSON[[]string]
	Allows         asJSON[[]string]
}

func (r locationRow) location() oms.Location {
	l := r.Location
	l.Address, l.Calendar, l.Groups, l.Allows = r.Address.V, r.Calendar.V, r.LocationGroups.V, r.Allows.V
	return l
}

type channelRow struct {
	oms.Channel
	LocationGroups asJSON[[]string]
}

func (r channelRow) channel() oms.Channel {
	c := r.Channel
	c.LocationGroups = r.LocationGroups.V
	return c
}

type skuRow struct {
	oms.SKU
	Tags       asJSON[[]string]
	Needs      asJSON[[]string]
	Attributes rawJSON
	Components asJSON[[]componentRow]
}

// componentRow is a component as it is kept; the code is looked up.
type componentRow struct {
	SKUID    string `json:"sku_id"`
	Quantity int64  `json:"quantity"`
}

func (r skuRow) sku() *oms.SKU {
	s := r.SKU
	s.Attributes, s.Tags, s.Needs = json.RawMessage(r.Attributes), r.Tags.V, r.Needs.V
	for _, c := range r.Components.V {
		s.Components = append(s.Components, oms.Component{SKUID: c.SKUID, Quantity: c.Quantity})
	}
	return &s
}

// CatalogVersion is raised by every change of locations, channels, SKUs and
// listings. Who caches any of these reads it first and the nouns after it:
// what was cached under the present version is never too old.
func (tx *Tx) CatalogVersion(ctx context.Context) (int64, error) {
	var v int64
	_, err := tx.one(ctx, &v, `SELECT CAST(value AS BIGINT) FROM settings WHERE key = 'catalog_version'`)
	return v, err
}

// LockCatalog makes other changes of the catalog wait until this transaction
// ends. So a change may look first and write then, and no two of them wait for
// each other. It comes before any other lock.
func (tx *Tx) LockCatalog(ctx context.Context) error {
	var v string
	_, err := tx.one(ctx, &v, `SELECT value FROM settings WHERE key = 'catalog_version' FOR_UPDATE`)
	return err
}

// CatalogChanged raises the catalog's version: whoever caches reads anew.
func (tx *Tx) CatalogChanged(ctx context.Context) error {
	_, err := tx.exec(ctx, `UPDATE settings SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'catalog_version'`)
	return err
}

// Locations returns all locations, or the active ones only, by code.
func (tx *Tx) Locations(ctx context.Context, activeOnly bool) ([]oms.Location, error) {
	var rows []locationRow
	err := tx.query(ctx, &rows, `SELECT `+locationColumns+` FROM locations WHERE active OR NOT ? ORDER BY code`, activeOnly)
	out := make([]oms.Location, len(rows))
	for i, r := range rows {
		out[i] = r.location()
	}
	return out, err
}

// LocationsByCode returns the locations that have one of the codes, by code.
func (tx *Tx) LocationsByCode(ctx context.Context, codes []string) (map[string]*oms.Location, error) {
	var rows []locationRow
	err := tx.query(ctx, &rows, `SELECT `+locationColumns+` FROM locations WHERE code = ANY_OF(?)`, codes)
	out := make(map[string]*oms.Location, len(rows))
	for _, r := range rows {
		l := r.location()
		out[l.Code] = &l
	}
	return out, err
}

// ChannelsByCode returns the channels that have one of the codes, by code.
func (tx *Tx) ChannelsByCode(ctx context.Context, codes []string) (map[string]*oms.Channel, error) {
	var rows []channelRow
	err := tx.query(ctx, &rows, `SELECT `+channelColumns+` FROM channels WHERE code = ANY_OF(?)`, codes)
	out := make(map[string]*oms.Channel, len(rows))
	for _, r := range rows {
		c := r.channel()
		out[c.Code] = &c
	}
	return out, err
}

// Channels returns all channels by code.
func (tx *Tx) Channels(ctx context.Context) ([]oms.Channel, error) {
	var rows []channelRow
	err := tx.query(ctx, &rows, `SELECT `+channelColumns+` FROM channels ORDER BY code`)
	out := make([]oms.Channel, len(rows))
	for i, r := range rows {
		out[i] = r.channel()
	}
	return out, err
}

// SKUFilter chooses SKUs. Empty fields choose all.
type SKUFilter struct {
	Query  string // the beginning of words in code, title or barcode
	Active *bool
	After  string // the code of the last one of the page before
	Limit  int
}

// SKUs returns a page of SKUs by code, with the codes of components filled in.
func (tx *Tx) SKUs(ctx context.Context, f SKUFilter) ([]*oms.SKU, error) {
	var c conditions
	if f.Active != nil {
		c.and("active = ?", *f.Active)
	}
	if f.After != "" {
		c.and("code > ?", f.After)
	}
	c.words("search", f.Query)
	var rows []skuRow
	if err := tx.query(ctx, &rows, `SELECT `+skuColumns+` FROM skus WHERE 1 = 1`+c.where.String()+` ORDER BY code LIMIT ?`, append(c.args, f.Limit)...); err != nil {
		return nil, err
	}
	out, byID := make([]*oms.SKU, len(rows)), make(map[string]*oms.SKU, len(rows))
	for i, r := range rows {
		out[i] = r.sku()
		byID[r.ID] = out[i]
	}
	return out, tx.resolveComponents(ctx, byID)
}

// BundlesOf returns the ids of the bundles that hold one of the SKUs.
func (tx *Tx) BundlesOf(ctx context.Context, skuIDs []string) ([]string, error) {
	each := `json_each(components) c WHERE c.value ->> 'sku_id' = ANY_OF(?)`
	if tx.Postgres() {
		each = `json_array_elements(components::json) c WHERE c ->> 'sku_id' = ANY_OF(?)`
	}
	var out []string
	err := tx.query(ctx, &out, `SELECT id FROM skus WHERE components <> '[]' AND EXISTS (SELECT 1 FROM `+each+`) ORDER BY id`, skuIDs)
	return out, err
}

// SKUsByCode returns the SKUs that have one of the codes, by code. Where a
// bundle is among them, its components are in the map too.
func (tx *Tx) SKUsByCode(ctx context.Context, codes []string) (map[string]*oms.SKU, error) {
	all, err := tx.skus(ctx, "code", codes)
	out := make(map[string]*oms.SKU, len(all))
	for _, s := range all {
		out[s.Code] = s
	}
	return out, err
}

// SKUsByID returns the SKUs that have one of the ids, by id, and the
// components of bundles among them.
func (tx *Tx) SKUsByID(ctx context.Context, ids []string) (map[string]*oms.SKU, error) {
	return tx.skus(ctx, "id", ids)
}

// skus reads SKUs by a key column, and in a second statement the components of
// the bundles found.
func (tx *Tx) skus(ctx context.Context, key string, values []string) (map[string]*oms.SKU, error) {
	if len(values) == 0 {
		return nil, nil
	}
	var rows []skuRow
	if err := tx.query(ctx, &rows, `SELECT `+skuColumns+` FROM skus WHERE `+key+` = ANY_OF(?)`, values); err != nil {
		return nil, err
	}
	byID := make(map[string]*oms.SKU, len(rows))
	for _, r := range rows {
		byID[r.ID] = r.sku()
	}
	return byID, tx.resolveComponents(ctx, byID)
}

// resolveComponents adds the components of bundles and writes their codes into
// the bundles. A component is never a bundle itself.
func (tx *Tx) resolveComponents(ctx context.Context, byID map[string]*oms.SKU) error {
	var missing []string
	for _, s := range byID {
		for _, c := range s.Components {
			if byID[c.SKUID] == nil && !slices.Contains(missing, c.SKUID) {
				missing = append(missing, c.SKUID)
			}
		}
	}
	if len(missing) > 0 {
		var rows []skuRow
		if err := tx.query(ctx, &rows, `SELECT `+skuColumns+` FROM skus WHERE id = ANY_OF(?)`, missing); err != nil {
			return err
		}
		for _, r := range rows {
			byID[r.ID] = r.sku()
		}
	}
	for _, s := range byID {
		for i := range s.Components {
			if part := byID[s.Components[i].SKUID]; part != nil {
				s.Components[i].SKU = part.Code
			}
		}
	}
	return nil
}

// ListingSKUs returns the ids of the SKUs that a channel's own codes stand
// for. Codes without a listing are left out; an active listing comes before an
// inactive one, an older before a newer.
func (tx *Tx) ListingSKUs(ctx context.Context, channelID string, externalSKUs []string) (map[string]string, error) {
	var rows []struct{ ExternalSKU, SKUID string }
	err := tx.query(ctx, &rows, `SELECT external_sku, sku_id FROM listings WHERE channel_id = ? AND external_sku = ANY_OF(?) ORDER BY active DESC, id`,
		channelID, externalSKUs)
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		if _, taken := out[r.ExternalSKU]; !taken && r.ExternalSKU != "" {
			out[r.ExternalSKU] = r.SKUID
		}
	}
	return out, err
}
