package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Endpoint is a webhook with its secrets, sealed.
type Endpoint struct {
	oms.Webhook
	Secret         string
	OldSecret      string // signs too until OldSecretUntil
	OldSecretUntil *time.Time
}

const endpointColumns = `id, url, events, description, enabled, problem, secret, old_secret, old_secret_until, failing_since, version, created_at, updated_at`

type endpointRow struct {
	Endpoint
	Events asJSON[[]string]
}

// Endpoints lists all webhooks, oldest first.
func (tx *Tx) Endpoints(ctx context.Context) ([]Endpoint, error) {
	return tx.endpoints(ctx, ` ORDER BY id`)
}

// Endpoint reads a webhook, locked until a writing transaction ends, or
// returns a NotFound error.
func (tx *Tx) Endpoint(ctx context.Context, id string, lock bool) (*Endpoint, error) {
	tail := ` WHERE id = ?`
	if lock {
		tail += ` FOR_UPDATE`
	}
	all, err := tx.endpoints(ctx, tail, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no webhook %.100q", id)
	}
	return &all[0], nil
}

func (tx *Tx) endpoints(ctx context.Context, tail string, args ...any) ([]Endpoint, error) {
	var rows []endpointRow
	if err := tx.query(ctx, &rows, `SELECT `+endpointColumns+` FROM webhook_endpoints`+tail, args...); err != nil {
		return nil, err
	}
	out := make([]Endpoint, len(rows))
	for i, r := range rows {
		out[i] = r.Endpoint
		out[i].Events = r.Events.V
	}
	return out, nil
}

// SaveEndpoint writes a webhook, new or changed.
func (tx *Tx) SaveEndpoint(ctx context.Context, e *Endpoint) error {
	_, err := tx.exec(ctx, `INSERT INTO webhook_endpoints (`+endpointColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET url = excluded.url, events = excluded.events, description = excluded.description, enabled = excluded.enabled,
		problem = excluded.problem, secret = excluded.secret, old_secret = excluded.old_secret, old_secret_until = excluded.old_secret_until,
		failing_since = excluded.failing_since, version = excluded.version, updated_at = excluded.updated_at`,
		e.ID, e.URL, jsonText(e.Events), e.Description, e.Enabled, e.Problem, e.Secret, e.OldSecret, e.OldSecretUntil, e.FailingSince, e.Version,
		e.CreatedAt, e.UpdatedAt)
	return err
}

// MarkEndpoint notes since when an endpoint fails, or nil that it works. It
// leaves its version alone: no person changed it.
func (tx *Tx) MarkEndpoint(ctx context.Context, id string, failingSince *time.Time) error {
	if failingSince == nil {
		_, err := tx.exec(ctx, `UPDATE webhook_endpoints SET failing_since = NULL WHERE id = ? AND failing_since IS NOT NULL`, id)
		return err
	}
	_, err := tx.exec(ctx, `UPDATE webhook_endpoints SET failing_since = ? WHERE id = ? AND failing_since IS NULL`, *failingSince, id)
	return err
}

// DeleteEndpoint deletes a webhook with its deliveries.
func (tx *Tx) DeleteEndpoint(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `DELETE FROM webhook_endpoints WHERE id = ?`, id)
	return err
}
