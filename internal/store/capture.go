package store

import (
	"context"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// OrderKey is what makes a channel's order one order here.
type OrderKey struct{ ChannelID, ExternalID string }

// KnownOrder is what capture needs of an order that landed before.
type KnownOrder struct {
	ID                string
	ChannelID         string
	ExternalID        string
	Fingerprint       []byte
	ExternalUpdatedAt *time.Time
	Archive           string // where it went, for one that was archived
}

// KnownOrders returns those of the keys that are orders already.
func (tx *Tx) KnownOrders(ctx context.Context, keys []OrderKey) (map[OrderKey]KnownOrder, error) {
	_, found, err := tx.Recall(ctx, keys)
	return found, err
}

// Recall returns in one round trip the version of the catalog, as
// CatalogVersion does, and those of the keys that are orders already.
func (tx *Tx) Recall(ctx context.Context, keys []OrderKey) (version int64, found map[OrderKey]KnownOrder, err error) {
	wanted, args := `(SELECT value ->> 0 AS channel_id, value ->> 1 AS external_id FROM json_each(?))`, []any{keysText(keys)}
	if tx.Postgres() {
		channels, externals := make([]string, len(keys)), make([]string, len(keys))
		for i, k := range keys {
			channels[i], externals[i] = k.ChannelID, k.ExternalID
		}
		wanted, args = `(SELECT * FROM unnest(?::text[], ?::text[]) AS u (channel_id, external_id))`, []any{channels, externals}
	}
	var rows []struct {
		Version int64
		KnownOrder
	}
	err = tx.query(ctx, &rows, `SELECT COALESCE((SELECT CAST(value AS BIGINT) FROM settings WHERE key = 'catalog_version'), 0) AS version,
		COALESCE(o.id, a.id, '') AS id, COALESCE(k.channel_id, '') AS channel_id, COALESCE(k.external_id, '') AS external_id, o.fingerprint, o.external_updated_at, COALESCE(a.archive, '') AS archive
		FROM (SELECT 1 AS one) x LEFT JOIN `+wanted+` k ON 1 = 1
		LEFT JOIN orders o ON o.channel_id = k.channel_id AND o.external_id = k.external_id
		LEFT JOIN archived_orders a ON a.channel_id = k.channel_id AND a.external_id = k.external_id`, args...)
	found = make(map[OrderKey]KnownOrder, len(rows))
	for _, r := range rows {
		version = r.Version
		if r.ID != "" {
			found[OrderKey{r.ChannelID, r.ExternalID}] = r.KnownOrder
		}
	}
	return version, found, err
}

// keysText is the keys as SQLite takes them.
func keysText(keys []OrderKey) string {
	pairs := make([][2]string, len(keys))
	for i, k := range keys {
		pairs[i] = [2]string{k.ChannelID, k.ExternalID}
	}
	return jsonText(pairs)
}

// NewOrder is an order about to be inserted, with what it was made of.
type NewOrder struct {
	*oms.Order
	Fingerprint []byte
	Payload     []byte
}

var orderInsert = []string{"id text", "channel_id text", "external_id text", "lifecycle text", "version bigint", "placed_at timestamptz", "captured_at timestamptz",
	"updated_at timestamptz", "external_updated_at timestamptz", "closed_at timestamptz", "canceled_at timestamptz", "cancel_reason text", "currency text",
	"prices_include_tax boolean", "subtotal bigint", "discount_total bigint", "shipping_total bigint", "shipping_tax bigint", "tax_total bigint", "total bigint",
	"stated_total bigint", "customer_id text", "email text", "customer_name text", "phone text", "shipping_address text", "billing_address text",
	"shipping_method text", "note text", "tags text", "attributes text", "payment_status text", "fulfillment_status text", "delivery_status text",
	"return_status text", "attention text", "stage text", "stage_since timestamptz", "held boolean", "units_left bigint", "fingerprint bytea", "search text"}

func addOrder(r *rows, extra []any, n NewOrder) {
	o := n.Order
	r.add(append(extra, o.ID, o.ChannelID, o.ExternalID, string(o.Lifecycle), o.Version, o.PlacedAt, o.CapturedAt, o.UpdatedAt, o.ExternalUpdatedAt, o.ClosedAt,
		o.CanceledAt, o.CancelReason, o.Currency, o.PricesIncludeTax, o.Subtotal, o.DiscountTotal, o.ShippingTotal, o.ShippingTax, o.TaxTotal, o.Total, o.StatedTotal,
		o.CustomerID, o.Email, o.CustomerName, o.Phone, addressText(o.ShippingAddress), addressText(o.BillingAddress), o.ShippingMethod, o.Note, tagsText(o.Tags),
		text(o.Attributes), string(o.PaymentStatus), string(o.FulfillmentStatus), string(o.DeliveryStatus), string(o.ReturnStatus), string(o.Attention),
		string(o.Stage), o.CapturedAt, o.Held, o.UnitsLeft, n.Fingerprint, oms.SearchWords(o))...)
}

func addressText(a oms.Address) string {
	if a.Empty() {
		return "{}"
	}
	return jsonText(a)
}

func tagsText(tags []string) string {
	if len(tags) == 0 {
		return "[]"
	}
	return jsonText(tags)
}

// InsertOrders inserts orders without their parts, gives each its number, and
// returns the keys of those that another transaction captured first.
func (tx *Tx) InsertOrders(ctx context.Context, all []NewOrder) (lost map[OrderKey]bool, err error) {
	if len(all) == 0 {
		return nil, nil
	}
	if tx.Postgres() {
		return tx.insertOrdersPostgres(ctx, all)
	}
	var last int64
	if _, err := tx.one(ctx, &last, `UPDATE order_numbers SET value = value + ? RETURNING value`, int64(len(all))); err != nil {
		return nil, err
	}
	first := last - int64(len(all)) + 1
	r := newRows("orders", append([]string{"number bigint"}, orderInsert...)...)
	for i, n := range all {
		n.Number = first + int64(i)
		addOrder(r, []any{n.Number}, n)
	}
	if err := r.insert(ctx, tx); err != nil { // the one writer can't lose a race
		return nil, err
	}
	// One statement: the index of words is written out at the end of each.
	_, err = tx.exec(ctx, `INSERT INTO order_search (rowid, words) SELECT number, search FROM orders WHERE number BETWEEN ? AND ? ORDER BY number`, first, last)
	return nil, err
}

func (tx *Tx) insertOrdersPostgres(ctx context.Context, all []NewOrder) (map[OrderKey]bool, error) {
	r := newRows("orders", orderInsert...)
	for _, n := range all {
		addOrder(r, nil, n)
	}
	once := tx.store.shapeOf(r)
	columns := strings.Join(r.columns[:len(r.columns)-1], ", ")
	query := `INSERT INTO orders (number, ` + columns + `, search) SELECT n, ` + columns + `, n::text || ' ' || search
		FROM (SELECT nextval('order_numbers') AS n, t.* FROM (` + r.unnest(once) + `) t) q
		ON CONFLICT (channel_id, external_id) DO NOTHING RETURNING id, number`
	var done []struct {
		ID     string
		Number int64
	}
	if err := tx.query(ctx, &done, query, r.args(once)...); err != nil {
		return nil, err
	}
	numbers := make(map[string]int64, len(done))
	for _, d := range done {
		numbers[d.ID] = d.Number
	}
	lost := map[OrderKey]bool{}
	for _, n := range all {
		if n.Number = numbers[n.ID]; n.Number == 0 {
			lost[OrderKey{n.ChannelID, n.ExternalID}] = true
		}
	}
	return lost, nil
}

// InsertOrderParts inserts everything that belongs to new orders, their raw
// payloads and customers, a statement per noun. Orders whose attention rose
// while their stock was planned have it set.
func (tx *Tx) InsertOrderParts(ctx context.Context, all []NewOrder, inserted map[string]oms.Statuses) error {
	w := newOrderWriter()
	payloads := newRows("order_payloads", "order_id text", "version bigint", "received_at timestamptz", "body bytea")
	people := newRows("customers", "id text", "email text", "name text", "phone text", "version bigint", "created_at timestamptz", "updated_at timestamptz")
	people.conflict = "ON CONFLICT DO NOTHING"
	buyers := map[string]NewOrder{}
	for _, n := range all {
		w.changes(nil, n.Order)
		payloads.add(n.ID, n.Version, tx.Now, n.Payload)
		if _, known := buyers[n.CustomerID]; n.CustomerID != "" && !known {
			buyers[n.CustomerID] = n
		}
		if was := inserted[n.ID]; was != n.Statuses {
			if _, err := tx.exec(ctx, `UPDATE orders SET fulfillment_status = ?, attention = ?, stage = ?, held = ?, units_left = ? WHERE id = ?`,
				string(n.FulfillmentStatus), string(n.Attention), string(n.Stage), n.Held, n.UnitsLeft, n.ID); err != nil {
				return err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(buyers)) { // sorted: two batches with the same new buyers wait in one direction only
		n := buyers[id]
		people.add(id, n.Email, n.CustomerName, n.Phone, int64(1), tx.Now, tx.Now)
	}
	if err := people.insert(ctx, tx); err != nil {
		return err
	}
	if err := w.flush(ctx, tx); err != nil {
		return err
	}
	return payloads.insert(ctx, tx)
}

// SavePayload keeps the raw body of a later version of an order, and the
// fingerprint by which its repetition is recognized.
func (tx *Tx) SavePayload(ctx context.Context, orderID string, version int64, fingerprint, body []byte) error {
	if _, err := tx.exec(ctx, `INSERT INTO order_payloads (order_id, version, received_at, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		orderID, version, tx.Now, body); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `UPDATE orders SET fingerprint = ? WHERE id = ?`, fingerprint, orderID)
	return err
}

// CustomerID is the identifier of the customer with an e-mail address. It
// follows from the address, so that capture needs no look-up.
func CustomerID(email string) string {
	if email == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("switchyard customer " + email))
	return oms.FormatID(oms.PrefixCustomer, [16]byte(sum[:16]))
}

// Answered returns the answers that the keys have already, by scope and key.
func (tx *Tx) Answered(ctx context.Context, keys []*Keyed) (map[[2]string]Answered, error) {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Key
	}
	var found []Answered
	err := tx.query(ctx, &found, `SELECT scope, key, body_hash, status, answer FROM idempotency_keys WHERE key = ANY_OF(?)`, names)
	out := make(map[[2]string]Answered, len(found))
	for _, a := range found {
		out[[2]string{a.Scope, a.Key}] = a
	}
	return out, err
}

// Answered is the memory of a keyed write.
type Answered struct {
	Scope    string
	Key      string
	BodyHash []byte
	Status   int
	Answer   []byte
}

// SaveAnswers saves the answers to many keyed writes at once. A key that
// another server answered meanwhile is a Duplicate error.
func (tx *Tx) SaveAnswers(ctx context.Context, all []Answered) error {
	r := newRows("idempotency_keys", "scope text", "key text", "body_hash bytea", "status bigint", "answer bytea", "created_at timestamptz")
	for _, a := range all {
		r.add(a.Scope, a.Key, a.BodyHash, int64(a.Status), a.Answer, tx.Now)
	}
	return r.insert(ctx, tx)
}
