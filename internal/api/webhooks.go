package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// webhookView is an address of another system that wants to hear of events.
type webhookView struct {
	ID           string     `json:"id" example:"whk_01kd3ht2yre1asz3dgf0ma94w5"`
	URL          string     `json:"url" example:"https://example.com/hooks"`
	Events       []string   `json:"events" doc:"Types, exact or as order.*; all when empty" example:"order.*"`
	Description  string     `json:"description" example:"The warehouse's dashboard"`
	Enabled      bool       `json:"enabled"`
	Problem      string     `json:"problem,omitempty" doc:"Why it was disabled, when not by a person" example:"no delivery has succeeded for 3 days"`
	FailingSince *time.Time `json:"failing_since" doc:"Since when no delivery has succeeded; null while all is well"`
	Version      int64      `json:"version" example:"1"`
	CreatedAt    time.Time  `json:"created_at"`
	UpdatedAt    time.Time  `json:"updated_at"`
}

func (v *webhookView) atVersion() int64 { return v.Version }
func (v *webhookView) location() string { return Prefix + "/webhooks/" + v.ID }

func webhookViewOf(w *oms.Webhook) *webhookView {
	return &webhookView{ID: w.ID, URL: w.URL, Events: orEmpty(w.Events), Description: w.Description, Enabled: w.Enabled, Problem: w.Problem,
		FailingSince: w.FailingSince, Version: w.Version, CreatedAt: w.CreatedAt, UpdatedAt: w.UpdatedAt}
}

// deliveryView is one event on its way to one webhook.
type deliveryView struct {
	ID         string        `json:"id" doc:"The webhook-id that the receiver sees, equal in every attempt" example:"dlv_01kd3ht2yre1asz3dgf0ma94w5"`
	WebhookID  string        `json:"webhook_id" example:"whk_01kd3ht2yre1asz3dgf0ma94w5"`
	Seq        int64         `json:"seq" doc:"Of the event; 0 for a test" example:"42"`
	Type       string        `json:"type" example:"order.captured"`
	Status     string        `json:"status" enum:"pending,delivered,dead" example:"delivered"`
	Attempts   int           `json:"attempts" example:"1"`
	Answer     int           `json:"answer" doc:"The last HTTP status; 0 when none came" example:"200"`
	Problem    string        `json:"problem,omitempty" doc:"Why the last attempt failed" example:"HTTP 503"`
	CreatedAt  time.Time     `json:"created_at"`
	NextAt     *time.Time    `json:"next_at" doc:"Of the next attempt"`
	FinishedAt *time.Time    `json:"finished_at"`
	Body       string        `json:"body,omitempty" doc:"What was or will be sent" example:"{\"type\":\"order.captured\"}"`
	Log        []attemptView `json:"log,omitempty" doc:"Every attempt"`
}

// attemptView is one call of a receiver.
type attemptView struct {
	N        int       `json:"n" doc:"Counted from 1" example:"1"`
	At       time.Time `json:"at"`
	TookMS   int64     `json:"took_ms" example:"35"`
	Status   int       `json:"status" doc:"Of HTTP; 0 when no answer came" example:"200"`
	Problem  string    `json:"problem,omitempty" example:"HTTP 503"`
	Response string    `json:"response,omitempty" doc:"The beginning of the answer's body" example:"ok"`
}

func deliveryViewOf(d *oms.WebhookDelivery) *deliveryView {
	return &deliveryView{ID: d.ID, WebhookID: d.EndpointID, Seq: d.Seq, Type: d.Type, Status: string(d.Status), Attempts: d.Attempts, Answer: d.Answer,
		Problem: d.Problem, CreatedAt: d.CreatedAt, NextAt: d.NextAt, FinishedAt: d.FinishedAt}
}

func attemptViewOf(at *oms.WebhookAttempt) attemptView {
	return attemptView{N: at.N, At: at.At, TookMS: at.Took.Milliseconds(), Status: at.Status, Problem: at.Problem, Response: at.Response}
}

func (a *API) webhookOperations() {
	w := a.webhooks
	const tag, path = "Webhooks", "/webhooks/{id}"
	write(a, operation{id: "create-webhook", method: http.MethodPost, path: "/webhooks", tag: tag, may: auth.WebhooksManage, status: http.StatusCreated,
		summary: "Send events to another system", doc: "Signed as the Standard Webhooks specification says; the secret is at /webhooks/{id}/secret. Delivered at least once, retried for about a day."},
		func(ctx context.Context, in *add[flow.WebhookInput]) (*oms.Webhook, error) {
			return w.Create(ctx, in.Body)
		}, webhookViewOf)
	read(a, operation{id: "list-webhooks", path: "/webhooks", tag: tag, may: auth.WebhooksManage, summary: "List webhooks"},
		func(ctx context.Context, _ *struct{}) (list[*webhookView], error) {
			all, err := w.List(ctx)
			return list[*webhookView]{Items: views(all, webhookViewOf)}, err
		})
	read(a, operation{id: "get-webhook", path: path, tag: tag, may: auth.WebhooksManage, summary: "Read a webhook"},
		func(ctx context.Context, in *IDParam) (*webhookView, error) {
			one, err := w.Get(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return webhookViewOf(one), nil
		})
	write(a, operation{id: "edit-webhook", method: http.MethodPatch, path: path, tag: tag, may: auth.WebhooksManage, versioned: true, summary: "Edit a webhook"},
		func(ctx context.Context, in *edit[flow.WebhookInput]) (_ *oms.Webhook, err error) {
			if in.Body.Version, err = in.version(); err != nil {
				return nil, err
			}
			return w.Update(ctx, in.ID, in.Body)
		}, webhookViewOf)
	write(a, operation{id: "delete-webhook", method: http.MethodDelete, path: path, tag: tag, may: auth.WebhooksManage, status: http.StatusNoContent, summary: "Delete a webhook"},
		func(ctx context.Context, in *IDParam) (none, error) { return none{}, w.Delete(ctx, in.ID) }, asIs)
	read(a, operation{id: "get-webhook-secret", path: path + "/secret", tag: tag, may: auth.WebhooksManage, summary: "The secret that signs deliveries"},
		func(ctx context.Context, in *IDParam) (secretView, error) {
			secret, err := w.Secret(ctx, in.ID)
			return secretView{secret}, err
		})
	write(a, operation{id: "rotate-webhook-secret", method: http.MethodPost, path: path + "/secret", tag: tag, may: auth.WebhooksManage,
		summary: "Change the secret", doc: "Deliveries are signed with both for a while."},
		func(ctx context.Context, in *IDParam) (*oms.Webhook, error) { return w.Rotate(ctx, in.ID) }, webhookViewOf)
	write(a, operation{id: "test-webhook", method: http.MethodPost, path: path + "/test", tag: tag, may: auth.WebhooksManage, unkeyed: true,
		summary: "Send a test event now", doc: "Says what the receiver answered."},
		func(ctx context.Context, in *IDParam) (oms.WebhookAttempt, error) { return w.Test(ctx, in.ID) },
		func(at oms.WebhookAttempt) attemptView { return attemptViewOf(&at) })
	a.deliveryOperations()
}

// secretView is the secret of a webhook.
type secretView struct {
	Secret string `json:"secret" example:"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"`
}

// deliveryParams choose deliveries of a webhook.
type deliveryParams struct {
	IDParam
	PageParams
	Status string `query:"status" enum:"pending,delivered,dead"`
}

// replayedView is how many deliveries go out again.
type replayedView struct {
	Replayed int `json:"replayed" example:"3"`
}

func (a *API) deliveryOperations() {
	w := a.webhooks
	const tag = "Webhooks"
	read(a, operation{id: "list-deliveries", path: "/webhooks/{id}/deliveries", tag: tag, may: auth.WebhooksManage, summary: "List deliveries", doc: "The newest first."},
		func(ctx context.Context, in *deliveryParams) (list[*deliveryView], error) {
			p, err := w.Deliveries(ctx, in.ID, oms.WebhookDeliveryStatus(in.Status), flow.Paging{Cursor: in.Cursor, Limit: in.Limit})
			return pageOf(p, deliveryViewOf), err
		})
	write(a, operation{id: "replay-deliveries", method: http.MethodPost, path: "/webhooks/{id}/replay", tag: tag, may: auth.WebhooksManage,
		summary: "Send deliveries of a time again", doc: "The dead ones, and those that were delivered when asked."},
		func(ctx context.Context, in *change[flow.ReplayInput]) (int, error) {
			return w.ReplayRange(ctx, in.ID, in.Body)
		},
		func(n int) replayedView { return replayedView{n} })
	read(a, operation{id: "get-delivery", path: "/deliveries/{id}", tag: tag, may: auth.WebhooksManage, summary: "Read a delivery, with every attempt"},
		func(ctx context.Context, in *IDParam) (*deliveryView, error) {
			d, err := w.Delivery(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			v := deliveryViewOf(&d.WebhookDelivery)
			v.Body, v.Log = d.Body, views(d.Log, attemptViewOf)
			return v, nil
		})
	write(a, operation{id: "replay-delivery", method: http.MethodPost, path: "/deliveries/{id}/replay", tag: tag, may: auth.WebhooksManage,
		summary: "Send a delivery again"},
		func(ctx context.Context, in *IDParam) (oms.WebhookDelivery, error) { return w.Replay(ctx, in.ID) },
		func(d oms.WebhookDelivery) *deliveryView { return deliveryViewOf(&d) })
}
