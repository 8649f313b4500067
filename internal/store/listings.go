package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const (
	listingColumns = `id, channel_id, sku_id, external_id, external_sku, title, price, currency, buffer, cap, active, version, created_at, updated_at`
	listingFrom    = ` FROM listings l JOIN channels c ON c.id = l.channel_id JOIN skus s ON s.id = l.sku_id
		LEFT JOIN connections n ON n.id = c.connection_id LEFT JOIN listing_syncs y ON y.listing_id = l.id`
	// listingState is oms.ListingState in SQL.
	listingState = `CASE WHEN y.listing_id IS NULL OR n.id IS NULL THEN '' WHEN n.status <> 'active' THEN 'paused' WHEN y.sending_at IS NOT NULL THEN 'sending'
		WHEN y.failures > 0 THEN 'failed' WHEN y.dirty_at IS NOT NULL THEN 'pending' WHEN y.drifted_at IS NOT NULL THEN 'drifted' ELSE 'in_sync' END`
	listingSelect = `SELECT l.id, l.channel_id, c.code AS channel, l.sku_id, s.code AS sku, l.external_id, l.external_sku, l.title, l.price, l.currency,
		l.buffer, l.cap, l.confirmed_quantity, l.active, l.version, l.created_at, l.updated_at, ` + listingState + ` AS state,
		y.dirty_at, y.sending_at, y.confirmed_at, y.shown_quantity, y.shown_at, COALESCE(y.failures, 0) AS failures, y.retry_at,
		COALESCE(y.problem, '') AS problem, COALESCE(y.lags, '[]') AS lags` + listingFrom
)

type listingRow struct {
	oms.Listing
	State         oms.ListingState
	DirtyAt       *time.Time
	SendingAt     *time.Time
	ConfirmedAt   *time.Time
	ShownQuantity *int64
	ShownAt       *time.Time
	Failures      int
	RetryAt       *time.Time
	Problem       string
	Lags          asJSON[[]int64]
}

func (r listingRow) listing() oms.Listing {
	l := r.Listing
	l.Sync = oms.ListingSync{State: r.State, DirtyAt: earlier(r.SendingAt, r.DirtyAt), ConfirmedAt: r.ConfirmedAt, ShownQuantity: r.ShownQuantity, ShownAt: r.ShownAt,
		Failures: r.Failures, RetryAt: r.RetryAt, Problem: r.Problem}
	if lags := durations(r.Lags.V); len(lags) > 0 {
		l.Sync.Lag, l.Sync.LagP95 = lags[len(lags)-1], oms.P95(lags)
	}
	return l
}

// earlier is the first of two instants that there is; what is being sent is
// older than what was marked since.
func earlier(sending, dirty *time.Time) *time.Time {
	if sending != nil {
		return sending
	}
	return dirty
}

func (tx *Tx) listings(ctx context.Context, tail string, args ...any) ([]oms.Listing, error) {
	var rows []listingRow
	err := tx.query(ctx, &rows, listingSelect+tail, args...)
	out := make([]oms.Listing, len(rows))
	for i, r := range rows {
		out[i] = r.listing()
	}
	return out, err
}

// ListingFilter chooses listings. Empty fields choose all.
type ListingFilter struct {
	ChannelID    string
	ConnectionID string // of the channel
	SKUID        string
	State        oms.ListingState
	Query        string // the beginning of words in SKU code, external id or code, or title
	Active       *bool
	After        string // the id of the last one of the page before
	Limit        int
}

// Listings returns a page of listings in the order of their making.
func (tx *Tx) Listings(ctx context.Context, f ListingFilter) ([]oms.Listing, error) {
	var c conditions
	if f.ChannelID != "" {
		c.and("l.channel_id = ?", f.ChannelID)
	}
	if f.ConnectionID != "" {
		c.and("c.connection_id = ?", f.ConnectionID)
	}
	if f.SKUID != "" {
		c.and("l.sku_id = ?", f.SKUID)
	}
	if f.State != "" {
		c.and(listingState+" = ?", string(f.State))
	}
	if f.Active != nil {
		c.and("l.active = ?", *f.Active)
	}
	if f.After != "" {
		c.and("l.id > ?", f.After)
	}
	c.words("l.search", f.Query)
	return tx.listings(ctx, ` WHERE 1 = 1`+c.where.String()+` ORDER BY l.id LIMIT ?`, append(c.args, f.Limit)...)
}

// Listing returns one listing, or nil.
func (tx *Tx) Listing(ctx context.Context, id string) (*oms.Listing, error) {
	all, err := tx.listings(ctx, ` WHERE l.id = ?`, id)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// ListingKey is what makes an offer one listing.
type ListingKey struct{ ChannelID, ExternalID string }

// ListingsByKey returns the listings that have one of the external ids on one
// of the channels.
func (tx *Tx) ListingsByKey(ctx context.Context, channelIDs, externalIDs []string) (map[ListingKey]*oms.Listing, error) {
	all, err := tx.listings(ctx, ` WHERE l.channel_id = ANY_OF(?) AND l.external_id = ANY_OF(?)`, channelIDs, externalIDs)
	out := make(map[ListingKey]*oms.Listing, len(all))
	for i := range all {
		out[ListingKey{all[i].ChannelID, all[i].ExternalID}] = &all[i]
	}
	return out, err
}
