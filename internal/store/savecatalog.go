package store

import (
	"cmp"
	"context"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// SaveLocations writes locations, new or changed.
func (tx *Tx) SaveLocations(ctx context.Context, all []*oms.Location) error {
	w := upsert("locations", "id", locationColumns, "priority orders_per_day units_per_day version", "created_at updated_at", "active domestic")
	for _, l := range all {
		w.add(l.ID, l.Code, l.Name, string(l.Kind), jsonText(l.Address), jsonText(l.Calendar), l.Priority, l.Active,
			names(l.Groups), names(l.Allows), l.Domestic, l.OrdersPerDay, l.UnitsPerDay, l.Supplier, l.Version, l.CreatedAt, l.UpdatedAt)
	}
	return tx.saveCatalog(ctx, w)
}

// SaveChannels writes channels, new or changed.
func (tx *Tx) SaveChannels(ctx context.Context, all []*oms.Channel) error {
	w := upsert("channels", "id", channelColumns, "version", "created_at updated_at", "active")
	for _, c := range all {
		w.add(c.ID, c.Code, c.Name, c.Kind, c.ConnectionID, c.Currency, c.Active, names(c.LocationGroups), c.Version, c.CreatedAt, c.UpdatedAt)
	}
	return tx.saveCatalog(ctx, w)
}

// SaveSKUs writes SKUs, new or changed, with the words they are found by.
func (tx *Tx) SaveSKUs(ctx context.Context, all []*oms.SKU) error {
	w := upsert("skus", "id", skuColumns+", search", "weight_grams length_mm width_mm height_mm backorder_limit min_days_left version", "created_at updated_at", "active domestic")
	for _, s := range all {
		parts := make([]componentRow, len(s.Components))
		for i, c := range s.Components {
			parts[i] = componentRow{c.SKUID, c.Quantity}
		}
		w.add(s.ID, s.Code, s.Title, s.Barcode, s.Category, s.WeightGrams, s.LengthMM, s.WidthMM, s.HeightMM, s.HSCode, s.OriginCountry,
			string(s.Unfillable), s.BackorderLimit, s.Active, names(s.Tags), names(s.Needs), s.Domestic, cmp.Or(string(s.Tracking), string(oms.TrackNone)), s.MinDaysLeft, text(s.Attributes), jsonText(parts), s.Version, s.CreatedAt, s.UpdatedAt,
			searchText(s.Code, s.Title, s.Barcode))
	}
	return tx.saveCatalog(ctx, w)
}

// SaveListings writes listings, new or changed, with the words they are found
// by. What a channel has confirmed is not theirs to write: see ConfirmListing.
func (tx *Tx) SaveListings(ctx context.Context, all []*oms.Listing) error {
	w := upsert("listings", "id", listingColumns+", search", "price buffer cap version", "created_at updated_at", "active")
	for _, l := range all {
		w.add(l.ID, l.ChannelID, l.SKUID, l.ExternalID, l.ExternalSKU, l.Title, l.Price, l.Currency, l.Buffer, l.Cap, l.Active, l.Version,
			l.CreatedAt, l.UpdatedAt, searchText(l.SKU, l.ExternalID, l.ExternalSKU, l.Title))
	}
	return tx.saveCatalog(ctx, w)
}

// names writes a list of names as JSON; none is [].
func names(all []string) string {
	if len(all) == 0 {
		return "[]"
	}
	return jsonText(all)
}

func (tx *Tx) saveCatalog(ctx context.Context, w *rows) error {
	if w.len() == 0 {
		return nil
	}
	if err := w.insert(ctx, tx); err != nil {
		return err
	}
	return tx.CatalogChanged(ctx)
}

// searchText is the words of texts, lower-case, with a space before each.
func searchText(texts ...string) string {
	var b strings.Builder
	for _, t := range texts {
		for _, w := range oms.SplitWords(t) {
			b.WriteString(" " + w)
		}
	}
	return b.String()
}

// conditions gathers what a list asks for.
type conditions struct {
	where strings.Builder
	args  []any
}

func (c *conditions) and(cond string, args ...any) {
	c.where.WriteString(" AND " + cond)
	c.args = append(c.args, args...)
}

// words asks for a row with a word that begins with each word of q.
func (c *conditions) words(column, q string) {
	for _, w := range oms.SplitWords(q) {
		c.and(column+` LIKE ? ESCAPE '\'`, "% "+likeText(w)+"%")
	}
}
