package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const transferSelect = `SELECT t.id, t.from_id, f.code AS "from", t.to_id, d.code AS "to", t.status, t.reference, t.items, t.expected_at, t.created_at, t.sent_at,
	t.received_at
	FROM transfers t JOIN locations f ON f.id = t.from_id JOIN locations d ON d.id = t.to_id`

type transferRow struct {
	oms.Transfer
	Items asJSON[[]transferItem]
}

type transferItem struct {
	SKUID    string `json:"sku_id"`
	SKU      string `json:"sku"`
	Quantity int64  `json:"quantity"`
	Received int64  `json:"received"`
	LotID    string `json:"lot_id,omitempty"`
	Lot      string `json:"lot,omitempty"`
}

func (r transferRow) transfer() oms.Transfer {
	t := r.Transfer
	for _, i := range r.Items.V {
		t.Items = append(t.Items, oms.TransferItem(i))
	}
	return t
}

// TransferFilter chooses transfers. Empty fields choose all.
type TransferFilter struct {
	Status     string
	LocationID string // from there or to there
	Reference  string
	SKUID      string
	Before     string // the id of the last one of the page before
	Limit      int
}

// Transfers returns a page of transfers, newest first.
func (tx *Tx) Transfers(ctx context.Context, f TransferFilter) ([]oms.Transfer, error) {
	var c conditions
	if f.Status != "" {
		c.and("t.status = ?", f.Status)
	}
	if f.LocationID != "" {
		c.and("(t.from_id = ? OR t.to_id = ?)", f.LocationID, f.LocationID)
	}
	if f.Reference != "" {
		c.and("t.reference = ?", f.Reference)
	}
	if f.SKUID != "" {
		each := `json_each(t.items) i WHERE i.value ->> 'sku_id' = ?`
		if tx.Postgres() {
			each = `json_array_elements(t.items::json) i WHERE i ->> 'sku_id' = ?`
		}
		c.and(`EXISTS (SELECT 1 FROM `+each+`)`, f.SKUID)
	}
	if f.Before != "" {
		c.and("t.id < ?", f.Before)
	}
	var rows []transferRow
	err := tx.query(ctx, &rows, transferSelect+` WHERE 1 = 1`+c.where.String()+` ORDER BY t.id DESC LIMIT ?`, append(c.args, f.Limit)...)
	out := make([]oms.Transfer, len(rows))
	for i, r := range rows {
		out[i] = r.transfer()
	}
	return out, err
}

// Transfer returns one transfer, or a NotFound error.
func (tx *Tx) Transfer(ctx context.Context, id string) (*oms.Transfer, error) {
	var r transferRow
	ok, err := tx.one(ctx, &r, transferSelect+` WHERE t.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, oms.Errorf(oms.NotFound, "there is no transfer %s", id)
	}
	t := r.transfer()
	return &t, nil
}

// LockTransfer is Transfer, locked until the transaction ends. A transfer is
// locked before its stock.
func (tx *Tx) LockTransfer(ctx context.Context, id string) (*oms.Transfer, error) {
	var locked string
	if _, err := tx.one(ctx, &locked, `SELECT id FROM transfers WHERE id = ? FOR_UPDATE`, id); err != nil {
		return nil, err
	}
	return tx.Transfer(ctx, id)
}

// SaveTransfer writes a transfer, new or changed.
func (tx *Tx) SaveTransfer(ctx context.Context, t *oms.Transfer) error {
	items := make([]transferItem, len(t.Items))
	for i, it := range t.Items {
		items[i] = transferItem(it)
	}
	_, err := tx.exec(ctx, `INSERT INTO transfers (id, from_id, to_id, status, reference, items, expected_at, created_at, sent_at, received_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET status = excluded.status, reference = excluded.reference, items = excluded.items, expected_at = excluded.expected_at,
		sent_at = excluded.sent_at, received_at = excluded.received_at`,
		t.ID, t.FromID, t.ToID, string(t.Status), t.Reference, jsonText(items), t.ExpectedAt, t.CreatedAt, t.SentAt, t.ReceivedAt)
	return err
}

// Inbound sums what open transfers and purchase orders still bring of each SKU
// to each location. Who has locked the stock sees sums that don't change.
func (tx *Tx) Inbound(ctx context.Context, locationIDs []string) (map[[2]string]int64, error) {
	var rows []struct {
		ToID  string
		Items asJSON[[]transferItem]
	}
	if err := tx.query(ctx, &rows, `SELECT to_id, items FROM transfers WHERE status = 'in_transit' AND to_id = ANY_OF(?)`, locationIDs); err != nil {
		return nil, err
	}
	out := map[[2]string]int64{}
	for _, r := range rows {
		for _, i := range r.Items.V {
			out[[2]string{i.SKUID, r.ToID}] += max(0, i.Quantity-i.Received)
		}
	}
	var bought []struct {
		SKUID, LocationID string
		Units             int64
	}
	err := tx.query(ctx, &bought, `SELECT i.sku_id, p.location_id, CAST(SUM(i.ordered - i.received - i.canceled) AS BIGINT) AS units
		FROM purchase_lines i JOIN purchase_orders p ON p.id = i.purchase_id
		WHERE i.ordered > i.received + i.canceled AND p.status IN ('ordered', 'partly_received') AND p.order_id = '' AND p.location_id = ANY_OF(?)
		GROUP BY i.sku_id, p.location_id`, locationIDs)
	for _, b := range bought {
		out[[2]string{b.SKUID, b.LocationID}] += b.Units
	}
	return out, err
}

// withTransfers adds what open transfers bring and sorts all by date.
func (tx *Tx) withTransfers(ctx context.Context, out []Receipt, skuIDs []string) ([]Receipt, error) {
	var rows []transferRow
	if err := tx.query(ctx, &rows, transferSelect+` WHERE t.status = 'in_transit'`); err != nil {
		return nil, err
	}
	for _, r := range rows {
		for _, i := range r.Items.V {
			if n := i.Quantity - i.Received; n > 0 && (skuIDs == nil || slices.Contains(skuIDs, i.SKUID)) {
				out = append(out, Receipt{i.SKUID, i.SKU, r.ToID, r.To, r.ID, cmp.Or(r.Reference, r.ID), n, r.ExpectedAt, 0})
			}
		}
	}
	slices.SortFunc(out, func(a, b Receipt) int {
		return cmp.Or(compareDates(a.ExpectedAt, b.ExpectedAt), cmp.Compare(a.Source, b.Source), cmp.Compare(a.SKU, b.SKU))
	})
	return out, nil
}

// compareDates orders dates, an unknown one last.
func compareDates(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}
