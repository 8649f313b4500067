package flow

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// fromConnection says that a connection acts.
func fromConnection(ctx context.Context, id, origin string) context.Context {
	caller := store.CallerOf(ctx)
	caller.Actor, caller.Origin = "connection:"+id, origin
	return store.WithCaller(ctx, caller)
}

// take captures the orders of a connection. Orders that are refused come back
// as jobs of their own, for none to be lost; an error means that the database
// failed and all are to be taken again.
func (c *Connections) take(ctx context.Context, id string, fed []*oms.Channel, orders []oms.OrderInput) ([]jobs.Item[capturingAlone], error) {
	if len(orders) == 0 {
		return nil, nil
	}
	for i := range orders {
		orders[i].AllowUnknownSKUs = true
		if orders[i].Channel != "" {
			continue
		}
		if len(fed) == 0 {
			return nil, oms.Errorf(oms.Conflict, "the connection feeds no channel: name one")
		}
		orders[i].Channel = fed[0].Code
	}
	var refused []jobs.Item[capturingAlone]
	for i, r := range c.flow.CaptureMany(ctx, orders) {
		switch {
		case r.Err == nil, oms.CodeOf(r.Err) == oms.Gone: // a channel may tell of its oldest orders again
		case oms.CodeOf(r.Err) == "":
			return nil, r.Err
		default:
			o := orders[i]
			refused = append(refused, jobs.Item[capturingAlone]{Args: capturingAlone{id, o, o.Raw}, Options: jobs.Options{Unique: refusedOrder(id, o)}})
		}
	}
	return refused, nil
}

// refusedOrder names an order that could not be captured.
func refusedOrder(id string, o oms.OrderInput) string {
	return "refused:" + id + ":" + clip(o.ExternalID, 200)
}

// lagOf is how old the newest of some orders' changes is.
func lagOf(now time.Time, orders []oms.OrderInput) time.Duration {
	var newest time.Time
	for _, o := range orders {
		at := o.PlacedAt
		if o.UpdatedAt != nil {
			at = *o.UpdatedAt
		}
		if at.After(newest) {
			newest = at
		}
	}
	if newest.IsZero() {
		return 0
	}
	return max(now.Sub(newest), 0)
}

// captureAlone is the job that captures one order, as it is or as a person has
// edited it.
func (c *Connections) captureAlone(ctx context.Context, j jobs.Job[capturingAlone]) error {
	o := j.Args.Order
	o.Raw, o.AllowUnknownSKUs = j.Args.Raw, true
	ctx = fromConnection(ctx, j.Args.Connection, "job")
	err := c.flow.Capture(ctx, o).Err
	if oms.CodeOf(err) != "" {
		return jobs.Reject(err)
	}
	if err != nil {
		return err
	}
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		if err := allClear(ctx, tx, refusedOrder(j.Args.Connection, o), oms.EndsCaptured.Said()); err != nil {
			return err
		}
		return j.Done(ctx, tx)
	})
}

// captureDied tells a person of an order that can't be captured.
func (c *Connections) captureDied(ctx context.Context, tx *store.Tx, j jobs.Job[capturingAlone], cause error) error {
	o := j.Args.Order
	return report(ctx, tx, oms.Exception{Kind: oms.ExceptionRefusedOrder, Severity: oms.SeverityHigh, Subject: j.Args.Connection,
		Fingerprint: refusedOrder(j.Args.Connection, o)}.Saying(oms.SaysRefusedOrder.With(oms.Facts{"order": oms.FactText(clip(o.ExternalID, 100)),
		"channel": oms.FactText(clip(o.Channel, 100)), "why": oms.FactText(clip(cause.Error(), 600)), "job": oms.FactText(j.ID)})))
}

// ReceiveWebhook takes what claims to be a vendor's webhook. It returns an
// Unauthorized error unless the vendor signed it. When it returns nil the
// vendor need not send it again: all orders are captured, or wait as jobs.
func (c *Connections) ReceiveWebhook(ctx context.Context, id string, header http.Header, body []byte) error {
	live, row, fed, err := c.open(ctx, id)
	if err != nil {
		return err
	}
	reader, ok := live.(connector.WebhookReader)
	if !ok {
		return oms.Errorf(oms.NotFound, "connection %s takes no webhooks", id)
	}
	now := c.flow.store.Now()
	deliveries, err := reader.Webhook(ctx, connector.Hook{Header: header, Body: body, ReceivedAt: now})
	if errors.Is(err, connector.ErrBadSignature) {
		return oms.Errorf(oms.Unauthorized, "the signature is not valid")
	}
	if err != nil {
		return err
	}
	if row.Status == oms.ConnectionPaused {
		if _, polls := live.(connector.OrderSource); polls {
			return nil // the first poll afterwards brings it
		}
		return oms.Errorf(oms.Conflict, "the connection is paused")
	}
	var orders []oms.OrderInput
	for _, d := range deliveries {
		if d.Order != nil {
			orders = append(orders, *d.Order)
		}
	}
	ctx = fromConnection(ctx, id, "webhook")
	refused, err := c.take(ctx, id, fed, orders)
	if err != nil {
		return err
	}
	if len(orders) == 0 || len(refused) == 0 && !c.noteworthy(id, now) {
		return nil
	}
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		if err := captureKind.InsertMany(ctx, tx, refused); err != nil {
			return err
		}
		return tx.NoteNews(ctx, id, lagOf(tx.Now, orders))
	})
}

// noteworthy tells, once a second for a connection, that the arrival of news
// is to be written down: a flood must not cost a commit for each drop.
func (c *Connections) noteworthy(id string, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.noted[id]) < time.Second {
		return false
	}
	c.noted[id] = now
	return true
}
