package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// Claims returns the claims on fulfillment orders and waves that count now, by
// the id of what is claimed, with what their owners are called. Whoever is gone
// is called as events name them.
func (tx *Tx) Claims(ctx context.Context, subjects []string) (map[string]*oms.Claim, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	var rows []oms.Claim
	err := tx.query(ctx, &rows, `SELECT subject, actor, '' AS name, claimed_at, touched_at FROM claims WHERE subject = ANY_OF(?) AND touched_at > ?`,
		subjects, tx.Now.Add(-oms.ClaimIdle))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	actors := map[string]bool{}
	for _, r := range rows {
		actors[r.Actor] = true
	}
	names, err := tx.ActorNames(ctx, slices.Sorted(maps.Keys(actors)))
	out := make(map[string]*oms.Claim, len(rows))
	for i := range rows {
		_, behind, _ := strings.Cut(rows[i].Actor, ":")
		rows[i].Name, rows[i].Mine = cmp.Or(names[rows[i].Actor], behind, rows[i].Actor), rows[i].Actor == CallerOf(ctx).Actor
		out[rows[i].Subject] = &rows[i]
	}
	return out, err
}

// SaveClaim notes a claim, in place of the one that was there.
func (tx *Tx) SaveClaim(ctx context.Context, c oms.Claim) error {
	return tx.later(ctx, `INSERT INTO claims (subject, actor, claimed_at, touched_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (subject) DO UPDATE SET actor = excluded.actor, claimed_at = excluded.claimed_at, touched_at = excluded.touched_at`,
		c.Subject, c.Actor, c.ClaimedAt, c.TouchedAt)
}

// DropClaims ends the claims on fulfillment orders and waves.
func (tx *Tx) DropClaims(ctx context.Context, subjects []string) error {
	if len(subjects) == 0 {
		return nil
	}
	return tx.later(ctx, `DELETE FROM claims WHERE subject = ANY_OF(?)`, subjects)
}

// DropClaimsOf ends all claims of somebody.
func (tx *Tx) DropClaimsOf(ctx context.Context, actor string) error {
	return tx.later(ctx, `DELETE FROM claims WHERE actor = ?`, actor)
}
