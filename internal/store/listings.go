package store

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

const (
	listingColumns = `id, channel_id, sku_id, external_id, external_sku, title, price, currency, buffer, cap, active, version, created_at, updated_at`
	listingSelect  = `SELECT l.id, l.channel_id, c.code AS channel, l.sku_id, s.code AS sku, l.external_id, l.external_sku, l.title, l.price, l.currency,
		l.buffer, l.cap, l.confirmed_quantity, l.active, l.version, l.created_at, l.updated_at
		FROM listings l JOIN channels c ON c.id = l.channel_id JOIN skus s ON s.id = l.sku_id`
)

// ListingFilter chooses listings. Empty fields choose all.
type ListingFilter struct {
	ChannelID string
	SKUID     string
	Query     string // the beginning of words in SKU code, external id or code, or title
	Active    *bool
	After     string // the id of the last one of the page before
	Limit     int
}

// Listings returns a page of listings in the order of their making.
func (tx *Tx) Listings(ctx context.Context, f ListingFilter) ([]oms.Listing, error) {
	var c conditions
	if f.ChannelID != "" {
		c.and("l.channel_id = ?", f.ChannelID)
	}
	if f.SKUID != "" {
		c.and("l.sku_id = ?", f.SKUID)
	}
	if f.Active != nil {
		c.and("l.active = ?", *f.Active)
	}
	if f.After != "" {
		c.and("l.id > ?", f.After)
	}
	c.words("l.search", f.Query)
	var out []oms.Listing
	err := tx.query(ctx, &out, listingSelect+` WHERE 1 = 1`+c.where.String()+` ORDER BY l.id LIMIT ?`, append(c.args, f.Limit)...)
	return out, err
}

// Listing returns one listing, or nil.
func (tx *Tx) Listing(ctx context.Context, id string) (*oms.Listing, error) {
	var l oms.Listing
	ok, err := tx.one(ctx, &l, listingSelect+` WHERE l.id = ?`, id)
	if !ok {
		return nil, err
	}
	return &l, nil
}

// ListingKey is what makes an offer one listing.
type ListingKey struct{ ChannelID, ExternalID string }

// ListingsByKey returns the listings that have one of the external ids on one
// of the channels.
func (tx *Tx) ListingsByKey(ctx context.Context, channelIDs, externalIDs []string) (map[ListingKey]*oms.Listing, error) {
	var rows []oms.Listing
	err := tx.query(ctx, &rows, listingSelect+` WHERE l.channel_id = ANY_OF(?) AND l.external_id = ANY_OF(?)`, channelIDs, externalIDs)
	out := make(map[ListingKey]*oms.Listing, len(rows))
	for i := range rows {
		out[ListingKey{rows[i].ChannelID, rows[i].ExternalID}] = &rows[i]
	}
	return out, err
}

// ConfirmListing keeps the quantity that a channel has confirmed for an offer.
func (tx *Tx) ConfirmListing(ctx context.Context, id string, quantity int64) error {
	_, err := tx.exec(ctx, `UPDATE listings SET confirmed_quantity = ? WHERE id = ?`, quantity, id)
	return err
}
