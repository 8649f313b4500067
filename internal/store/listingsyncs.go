package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// ListingSync is what is known of telling a channel about one listing. Unlike
// oms.ListingSync, which people read, it holds the facts alone.
type ListingSync struct {
	ListingID     string
	DirtyAt       *time.Time // since when the channel may show an old figure
	SendingAt     *time.Time // the DirtyAt of what is being sent; nil when nothing is
	SentQuantity  *int64     // what is being sent, or was last
	Doubtful      bool       // it is to be sent even if nothing changed
	ConfirmedAt   *time.Time
	DriftedAt     *time.Time
	ShownQuantity *int64
	ShownAt       *time.Time
	Failures      int64
	RetryAt       *time.Time
	Problem       string
	Lags          []time.Duration // the newest, oldest first
}

// DueListing is a listing of which the channel is to be told.
type DueListing struct {
	oms.Listing
	ListingSync
}

const syncColumns = `listing_id, dirty_at, sending_at, sent_quantity, doubtful, confirmed_at, drifted_at, shown_quantity, shown_at, failures, retry_at, problem, lags`

type listingSyncRow struct {
	ListingSync
	Lags asJSON[[]int64]
}

func durations(micros []int64) []time.Duration {
	out := make([]time.Duration, len(micros))
	for i, n := range micros {
		out[i] = time.Duration(n) * time.Microsecond
	}
	return out
}

// ListingMark chooses the listings to tell channels about: those of SKUs or of
// bundles with them, by id or code, and those that are named. All of them when
// All is set.
type ListingMark struct {
	SKUIDs, SKUCodes, ListingIDs, ChannelIDs []string
	All                                      bool
}

func (m ListingMark) where(c *conditions) {
	if m.All {
		return
	}
	c.and(`(l.sku_id = ANY_OF(?) OR l.sku_id IN (SELECT id FROM skus WHERE code = ANY_OF(?)) OR l.id = ANY_OF(?) OR l.channel_id = ANY_OF(?))`,
		m.SKUIDs, m.SKUCodes, m.ListingIDs, m.ChannelIDs)
}

// ListingConnections returns the connections that tell channels about the
// listings, sorted.
func (tx *Tx) ListingConnections(ctx context.Context, m ListingMark) ([]string, error) {
	var c conditions
	m.where(&c)
	var ids []string
	err := tx.query(ctx, &ids, `SELECT DISTINCT c.connection_id FROM listings l JOIN channels c ON c.id = l.channel_id
		WHERE c.connection_id <> ''`+c.where.String()+` ORDER BY 1`, c.args...)
	return ids, err
}

// MarkListings notes that the channels of some connections may show an old
// figure of the listings since an instant, and returns how many listings that
// is. With doubtful they are told even what they have confirmed, and at once
// though an attempt has failed. The connections are locked before, see
// LockConnections.
func (tx *Tx) MarkListings(ctx context.Context, m ListingMark, connections []string, since time.Time, doubtful bool) (int64, error) {
	var c conditions
	c.and("c.connection_id = ANY_OF(?)", connections)
	m.where(&c)
	set := `dirty_at = COALESCE(listing_syncs.dirty_at, excluded.dirty_at)`
	if doubtful {
		set += `, doubtful = TRUE, retry_at = NULL`
	}
	return tx.changed(ctx, `INSERT INTO listing_syncs (listing_id, dirty_at, doubtful, failures, problem, lags)
		SELECT l.id, `+tx.instant()+`, TRUE, 0, '', '[]' FROM listings l JOIN channels c ON c.id = l.channel_id WHERE 1 = 1`+c.where.String()+`
		ON CONFLICT (listing_id) DO UPDATE SET `+set, append([]any{since}, c.args...)...)
}

// instant is a placeholder for an instant where nothing else tells the
// database its type.
func (tx *Tx) instant() string {
	if tx.Postgres() {
		return `CAST(? AS timestamptz)`
	}
	return `?`
}

// LockConnections locks connections, so that marking a listing and looking
// whether one is marked don't miss each other.
func (tx *Tx) LockConnections(ctx context.Context, ids []string) error {
	var locked []string
	return tx.query(ctx, &locked, `SELECT id FROM connections WHERE id = ANY_OF(?) ORDER BY id FOR_UPDATE`, ids)
}

// due is the condition of listings that wait to be told, in the words of the
// partial index.
const due = `(dirty_at IS NOT NULL OR sending_at IS NOT NULL)`

// DueListings returns listings that a connection is to tell its channels
// about, those that wait longest first. What is marked as being sent is among
// them: its sender is gone, for a connection has one at a time.
func (tx *Tx) DueListings(ctx context.Context, connectionID string, limit int) ([]DueListing, error) {
	var rows []listingSyncRow
	err := tx.query(ctx, &rows, `SELECT `+syncColumns+` FROM listing_syncs WHERE `+due+` AND (retry_at IS NULL OR retry_at <= ?) AND listing_id IN
		(SELECT l.id FROM listings l JOIN channels c ON c.id = l.channel_id WHERE c.connection_id = ?)
		ORDER BY COALESCE(sending_at, dirty_at), listing_id LIMIT ?`, tx.Now, connectionID, limit)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return tx.withListings(ctx, rows)
}

// SyncsOf returns what is known of the listings of a connection, in the order
// of their making, behind one.
func (tx *Tx) SyncsOf(ctx context.Context, connectionID, after string, limit int) ([]DueListing, error) {
	var rows []listingSyncRow
	err := tx.query(ctx, &rows, `SELECT `+syncColumns+` FROM listing_syncs WHERE listing_id > ? AND listing_id IN
		(SELECT l.id FROM listings l JOIN channels c ON c.id = l.channel_id WHERE c.connection_id = ?) ORDER BY listing_id LIMIT ?`, after, connectionID, limit)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return tx.withListings(ctx, rows)
}

func (tx *Tx) withListings(ctx context.Context, rows []listingSyncRow) ([]DueListing, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ListingID
	}
	all, err := tx.listings(ctx, ` WHERE l.id = ANY_OF(?)`, ids)
	byID := make(map[string]oms.Listing, len(all))
	for _, l := range all {
		byID[l.ID] = l
	}
	out := make([]DueListing, len(rows))
	for i, r := range rows {
		out[i] = DueListing{byID[r.ListingID], r.ListingSync}
		out[i].Lags = durations(r.Lags.V)
	}
	return out, err
}

// ListingSyncs reads what is known of listings, by their ids.
func (tx *Tx) ListingSyncs(ctx context.Context, ids []string) (map[string]ListingSync, error) {
	var rows []listingSyncRow
	err := tx.query(ctx, &rows, `SELECT `+syncColumns+` FROM listing_syncs WHERE listing_id = ANY_OF(?)`, ids)
	out := make(map[string]ListingSync, len(rows))
	for _, r := range rows {
		r.ListingSync.Lags = durations(r.Lags.V)
		out[r.ListingID] = r.ListingSync
	}
	return out, err
}

// SaveListingSyncs writes what is known of listings.
func (tx *Tx) SaveListingSyncs(ctx context.Context, all []ListingSync) error {
	w := upsert("listing_syncs", "listing_id", syncColumns, "sent_quantity shown_quantity failures", "dirty_at sending_at confirmed_at drifted_at shown_at retry_at", "doubtful")
	for _, s := range all {
		micros := make([]int64, len(s.Lags))
		for i, d := range s.Lags {
			micros[i] = d.Microseconds()
		}
		w.add(s.ListingID, s.DirtyAt, s.SendingAt, s.SentQuantity, s.Doubtful, s.ConfirmedAt, s.DriftedAt, s.ShownQuantity, s.ShownAt, s.Failures, s.RetryAt, s.Problem, jsonText(micros))
	}
	return w.insert(ctx, tx)
}

// ConfirmListing keeps the quantity that a channel has confirmed for an offer.
func (tx *Tx) ConfirmListing(ctx context.Context, id string, quantity int64) error {
	_, err := tx.exec(ctx, `UPDATE listings SET confirmed_quantity = ? WHERE id = ?`, quantity, id)
	return err
}

// NextPush returns when a connection is to tell its channels about a listing
// next, or nil when none waits.
func (tx *Tx) NextPush(ctx context.Context, connectionID string) (*time.Time, error) {
	var rows []struct{ RetryAt, DirtyAt, SendingAt *time.Time }
	err := tx.query(ctx, &rows, `SELECT retry_at, dirty_at, sending_at FROM listing_syncs WHERE `+due+` AND listing_id IN
		(SELECT l.id FROM listings l JOIN channels c ON c.id = l.channel_id WHERE c.connection_id = ?)
		ORDER BY COALESCE(retry_at, sending_at, dirty_at) LIMIT 1`, connectionID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if rows[0].RetryAt != nil {
		return rows[0].RetryAt, nil
	}
	return earlier(rows[0].SendingAt, rows[0].DirtyAt), nil
}

// DuePushes lists the active connections that have something to tell now:
// about a listing, a shipment or a cancellation.
func (tx *Tx) DuePushes(ctx context.Context) (listings, notices []string, err error) {
	err = tx.query(ctx, &listings, `SELECT DISTINCT c.connection_id FROM listing_syncs y JOIN listings l ON l.id = y.listing_id
		JOIN channels c ON c.id = l.channel_id JOIN connections n ON n.id = c.connection_id
		WHERE (y.dirty_at IS NOT NULL OR y.sending_at IS NOT NULL) AND (y.retry_at IS NULL OR y.retry_at <= ?) AND n.status = 'active' ORDER BY 1`, tx.Now)
	if err != nil {
		return nil, nil, err
	}
	err = tx.query(ctx, &notices, `SELECT DISTINCT o.connection_id FROM channel_notices o JOIN connections n ON n.id = o.connection_id
		WHERE o.state IN ('pending', 'sending') AND n.status = 'active' ORDER BY 1`)
	return listings, notices, err
}

// PublishBacklog is how a connection's channels are kept up to date.
type PublishBacklog struct {
	Listings map[oms.ListingState]int64
	Notices  map[oms.NoticeState]int64
	Oldest   *time.Time // since when the oldest figure that a channel may show is old; nil when none is
}

// PublishBacklogOf counts the listings and notices of a connection by state,
// or of all connections for "".
func (tx *Tx) PublishBacklogOf(ctx context.Context, connectionID string) (b PublishBacklog, err error) {
	var of, mine conditions
	if connectionID != "" {
		of.and("c.connection_id = ?", connectionID)
		mine.and("connection_id = ?", connectionID)
	}
	var rows []struct {
		State string
		Count int64
	}
	err = tx.query(ctx, &rows, `SELECT `+listingState+` AS state, COUNT(*) AS count`+listingFrom+`
		WHERE c.connection_id <> ''`+of.where.String()+` GROUP BY 1`, of.args...)
	if err != nil {
		return b, err
	}
	b.Listings, b.Notices = map[oms.ListingState]int64{}, map[oms.NoticeState]int64{}
	for _, r := range rows {
		b.Listings[oms.ListingState(r.State)] = r.Count
	}
	var oldest []struct{ DirtyAt, SendingAt *time.Time }
	err = tx.query(ctx, &oldest, `SELECT y.dirty_at, y.sending_at`+listingFrom+` WHERE (y.dirty_at IS NOT NULL OR y.sending_at IS NOT NULL) AND c.connection_id <> ''
		`+of.where.String()+` ORDER BY COALESCE(y.sending_at, y.dirty_at) LIMIT 1`, of.args...)
	if err != nil {
		return b, err
	}
	if len(oldest) == 1 {
		b.Oldest = earlier(oldest[0].SendingAt, oldest[0].DirtyAt)
	}
	rows = nil
	err = tx.query(ctx, &rows, `SELECT state, COUNT(*) AS count FROM channel_notices WHERE 1 = 1`+mine.where.String()+` GROUP BY state`, mine.args...)
	for _, r := range rows {
		b.Notices[oms.NoticeState(r.State)] = r.Count
	}
	return b, err
}
