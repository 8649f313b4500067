package flow

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	mathrand "math/rand/v2"
	"net/netip"
	"net/url"
	"regexp"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Sealer encrypts secrets for storage. A sealed secret is bound to its owner
// and name.
type Sealer interface {
	Seal(owner, name, secret string) string
	Open(owner, name, sealed string) (string, error)
}

// Webhooks tell other systems of events, as the Standard Webhooks
// specification (version 1.0.0) says: signed, at least once, each attempt
// logged, retried for about a day, then a dead letter that can be replayed.
type Webhooks struct {
	flow   *Flow
	sealer Sealer
	http   connector.Doer
	WebhookOptions
}

// WebhookOptions configure Webhooks. The zero value is for production.
type WebhookOptions struct {
	AllowPrivate bool           // plain http to this machine, for the demo and tests
	GiveUpAfter  time.Duration  // of failing only, before a webhook is disabled; 3 days when zero
	Keep         time.Duration  // how long ended deliveries are kept; 30 days when zero
	Rand         func() float64 // for jitter; math/rand when nil
}

// NewWebhooks makes the webhooks and registers their jobs with the queue.
// http follows no redirect, reaches no private address and has a timeout. The
// result's Consumer is to be run.
func (f *Flow) NewWebhooks(q *jobs.Queue, sealer Sealer, http connector.Doer, o WebhookOptions) *Webhooks {
	if o.GiveUpAfter == 0 {
		o.GiveUpAfter = 3 * 24 * time.Hour
	}
	if o.Keep == 0 {
		o.Keep = 30 * 24 * time.Hour
	}
	if o.Rand == nil {
		o.Rand = mathrand.Float64
	}
	w := &Webhooks{flow: f, sealer: sealer, http: http, WebhookOptions: o}
	jobs.Register(q, deliverKind, w.deliver, jobs.Within[delivering](time.Minute), jobs.Delays[delivering](0), jobs.OnDeath(w.crashed))
	q.Schedule(jobs.Schedule{Name: "webhooks.prune", Every: 10 * time.Minute, Do: func(ctx context.Context, tx *store.Tx) error {
		return tx.PruneDeliveries(ctx, tx.Now.Add(-w.Keep), 5000)
	}})
	return w
}

// WebhookInput describes a webhook; nil leaves a field as it is.
type WebhookInput struct {
	URL         *string  `json:"url,omitempty" doc:"Where events are posted to: https" example:"https://example.com/hooks" maxLength:"2000"`
	Events      []string `json:"events,omitempty" doc:"Types to send, exact or as order.*; all when empty" maxItems:"100"`
	Description *string  `json:"description,omitempty" maxLength:"300"`
	Enabled     *bool    `json:"enabled,omitempty" doc:"Whether events are sent; true when absent"`
	Version     *int64   `json:"-"` // the version that the caller saw; nil for any
}

var eventPattern = regexp.MustCompile(`^(\*|[a-z_]+(\.[a-z_]+)*(\.\*)?)$`)

func (w *Webhooks) apply(in WebhookInput, e *store.Endpoint) error {
	set(&e.URL, in.URL)
	set(&e.Description, in.Description)
	set(&e.Enabled, in.Enabled)
	if in.Events != nil {
		e.Events = in.Events
	}
	errs := checkText("description", e.Description, 300)
	errs = append(errs, w.checkURL("url", e.URL)...)
	for _, p := range e.Events {
		if len(p) > 100 || !eventPattern.MatchString(p) {
			errs = append(errs, oms.FaultAt("events", "has an entry that is neither a type such as order.captured nor a group such as order.*"))
			break
		}
	}
	if len(e.Events) > 100 {
		errs = append(errs, oms.FaultAt("events", "has more than 100 entries"))
	}
	return oms.InvalidFields("the webhook", errs)
}

// checkURL says what is wrong with an address. What a host name leads to is
// checked when it is dialed.
func (w *Webhooks) checkURL(field, address string) []oms.FieldError {
	fault := func(format string, args ...any) []oms.FieldError {
		return []oms.FieldError{oms.FaultAt(field, format, args...)}
	}
	u, err := url.Parse(address)
	if err != nil || len(address) > 2000 || u.Hostname() == "" || checkText(field, address, 2000) != nil {
		return fault("must be an absolute URL such as https://example.com/hooks")
	}
	ip, _ := netip.ParseAddr(u.Hostname())
	private := u.Hostname() == "localhost" || ip.IsValid() && (!ip.Unmap().IsGlobalUnicast() || ip.Unmap().IsPrivate())
	switch {
	case u.User != nil || u.Fragment != "":
		return fault("must have neither a user nor a fragment")
	case private && !w.AllowPrivate:
		return fault("must be an address on the public internet")
	case u.Scheme != "https" && (u.Scheme != "http" || !private):
		return fault("must begin with https://")
	}
	return nil
}

// Create adds a webhook. Its secret is made here; Secret shows it.
func (w *Webhooks) Create(ctx context.Context, in WebhookInput) (*oms.Webhook, error) {
	return do(ctx, w.flow, func(tx *store.Tx) (*oms.Webhook, error) {
		e := &store.Endpoint{Webhook: oms.Webhook{ID: store.NewID(oms.PrefixWebhook), Enabled: true, Events: []string{}, Version: 1, CreatedAt: tx.Now, UpdatedAt: tx.Now}}
		if err := w.apply(in, e); err != nil {
			return nil, err
		}
		e.Secret = w.sealer.Seal(e.ID, "secret", newSecret())
		emitChange(ctx, tx, "webhook", e.ID, e.URL, nil, endpointFacts(e))
		return &e.Webhook, tx.SaveEndpoint(ctx, e)
	})
}

// Update changes a webhook. Enabling one forgives what it did.
func (w *Webhooks) Update(ctx context.Context, id string, in WebhookInput) (*oms.Webhook, error) {
	return w.change(ctx, id, in.Version, func(tx *store.Tx, e *store.Endpoint) error {
		if err := w.apply(in, e); err != nil {
			return err
		}
		if in.Enabled != nil && *in.Enabled {
			e.Problem, e.FailingSince = "", nil
			return allClear(ctx, tx, "webhook:"+id, oms.EndsEnabled.Said())
		}
		return nil
	})
}

// Rotate gives a webhook a new secret. For a day deliveries bear a signature
// by the old one as well.
func (w *Webhooks) Rotate(ctx context.Context, id string) (*oms.Webhook, error) {
	return w.change(ctx, id, nil, func(tx *store.Tx, e *store.Endpoint) error {
		old, err := w.sealer.Open(id, "secret", e.Secret)
		if err != nil {
			return err
		}
		until := tx.Now.Add(24 * time.Hour)
		e.OldSecret, e.OldSecretUntil = w.sealer.Seal(id, "old_secret", old), &until
		e.Secret = w.sealer.Seal(id, "secret", newSecret())
		tx.Emit(ctx, oms.Event{Type: "webhook.secret_rotated", Subject: id}, map[string]any{"old_valid_until": until})
		return nil
	})
}

// Secret shows the secret that receivers verify signatures with. That somebody
// looked is recorded.
func (w *Webhooks) Secret(ctx context.Context, id string) (string, error) {
	var secret string
	err := w.flow.store.Write(ctx, func(tx *store.Tx) error {
		e, err := tx.Endpoint(ctx, id, false)
		if err != nil {
			return err
		}
		tx.Emit(ctx, oms.Event{Type: "webhook.secret_shown", Subject: id}, nil)
		secret, err = w.sealer.Open(id, "secret", e.Secret)
		return err
	})
	return secret, err
}

// Delete removes a webhook with its deliveries.
func (w *Webhooks) Delete(ctx context.Context, id string) error {
	_, err := do(ctx, w.flow, func(tx *store.Tx) (*oms.Webhook, error) {
		e, err := tx.Endpoint(ctx, id, true)
		if err != nil {
			return nil, err
		}
		tx.Emit(ctx, oms.Event{Type: "webhook.deleted", Subject: id}, map[string]any{"code": e.URL, "before": endpointFacts(e)})
		if err := allClear(ctx, tx, "webhook:"+id, oms.EndsNoWebhook.Said()); err != nil {
			return nil, err
		}
		return &e.Webhook, tx.DeleteEndpoint(ctx, id)
	})
	return err
}

// List returns all webhooks.
func (w *Webhooks) List(ctx context.Context) ([]oms.Webhook, error) {
	return read(ctx, w.flow, func(tx *store.Tx) ([]oms.Webhook, error) {
		all, err := tx.Endpoints(ctx)
		out := make([]oms.Webhook, len(all))
		for i, e := range all {
			out[i] = e.Webhook
		}
		return out, err
	})
}

// Get returns one webhook.
func (w *Webhooks) Get(ctx context.Context, id string) (*oms.Webhook, error) {
	return read(ctx, w.flow, func(tx *store.Tx) (*oms.Webhook, error) {
		e, err := tx.Endpoint(ctx, id, false)
		if err != nil {
			return nil, err
		}
		return &e.Webhook, nil
	})
}

// change lets f change a locked webhook and records the difference.
func (w *Webhooks) change(ctx context.Context, id string, version *int64, f func(*store.Tx, *store.Endpoint) error) (*oms.Webhook, error) {
	return do(ctx, w.flow, func(tx *store.Tx) (*oms.Webhook, error) {
		e, err := tx.Endpoint(ctx, id, true)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("webhook", id, version, e.Version); err != nil {
			return nil, err
		}
		before := endpointFacts(e)
		if err := f(tx, e); err != nil {
			return nil, err
		}
		if after := endpointFacts(e); !same(before, after) {
			emitChange(ctx, tx, "webhook", id, e.URL, before, after)
		}
		e.Version++
		e.UpdatedAt = tx.Now
		return &e.Webhook, tx.SaveEndpoint(ctx, e)
	})
}

// endpointFacts is what the log may say of a webhook: no secret.
func endpointFacts(e *store.Endpoint) map[string]any {
	return map[string]any{"url": e.URL, "events": e.Events, "description": e.Description, "enabled": e.Enabled, "problem": e.Problem}
}

// newSecret makes a signing secret of 256 bits.
func newSecret() string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // it never fails
	return "whsec_" + base64.StdEncoding.EncodeToString(key)
}
