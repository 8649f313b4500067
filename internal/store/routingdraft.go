package store

import (
	"context"
	"encoding/json"
	"time"
)

// RoutingDraft is the next version of the routing policy while people work on
// it. It may be unfinished.
type RoutingDraft struct {
	Base     int64 // the version that it began as
	Note     string
	Policy   json.RawMessage
	Revision int64 // one more each time it is saved
	SavedBy  string
	SavedAt  time.Time
}

// RoutingDraft reads the draft; nil while there is none.
func (tx *Tx) RoutingDraft(ctx context.Context) (*RoutingDraft, error) {
	var row struct {
		RoutingDraft
		Policy rawJSON
	}
	found, err := tx.one(ctx, &row, `SELECT base, note, policy, revision, saved_by, saved_at FROM routing_drafts`)
	if err != nil || !found {
		return nil, err
	}
	row.RoutingDraft.Policy = json.RawMessage(row.Policy)
	return &row.RoutingDraft, nil
}

// SaveRoutingDraft writes the draft. The catalog is locked.
func (tx *Tx) SaveRoutingDraft(ctx context.Context, d *RoutingDraft) error {
	_, err := tx.exec(ctx, `INSERT INTO routing_drafts (only_one, base, note, policy, revision, saved_by, saved_at) VALUES (TRUE, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (only_one) DO UPDATE SET base = excluded.base, note = excluded.note, policy = excluded.policy, revision = excluded.revision,
		saved_by = excluded.saved_by, saved_at = excluded.saved_at`, d.Base, d.Note, string(d.Policy), d.Revision, d.SavedBy, d.SavedAt)
	return err
}

// DropRoutingDraft forgets the draft.
func (tx *Tx) DropRoutingDraft(ctx context.Context) error {
	_, err := tx.exec(ctx, `DELETE FROM routing_drafts`)
	return err
}
