package flow

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// TestType is the type of a delivery that a person asked for to try a webhook.
const TestType = "webhook.test"

const (
	webhookTimeout = 15 * time.Second // of one call
	maxAnswer      = 64 << 10         // bytes read of an answer, so that its connection can be used again
	maxSnippet     = 1 << 10          // bytes of it that are kept
)

// deliver is the job: it makes one attempt and notes what came of it.
func (w *Webhooks) deliver(ctx context.Context, j jobs.Job[delivering]) error {
	d, e, body, err := w.load(ctx, j.Args.Delivery)
	if oms.CodeOf(err) == oms.NotFound {
		return nil // deleted with its webhook
	}
	if err != nil {
		return err
	}
	if d.Status != oms.DeliveryPending {
		return nil
	}
	if !e.Enabled {
		return w.flow.store.Write(ctx, func(tx *store.Tx) error {
			if err := endDelivery(ctx, tx, d.ID, oms.DeliveryDead, "the webhook is disabled"); err != nil {
				return err
			}
			return j.Done(ctx, tx)
		})
	}
	a, after := w.call(ctx, e, d, body)
	if a.Problem != "" && ctx.Err() != nil {
		return ctx.Err() // the server stops: it was no attempt of the receiver's
	}
	wait := time.Duration(0)
	if !j.Last() {
		wait = max(after, time.Duration(float64(webhookDelays[j.Attempt-1])*(0.8+0.4*w.Rand())))
	}
	final := a.Problem == "" || a.Status == http.StatusGone || wait == 0
	err = w.flow.store.Write(ctx, func(tx *store.Tx) error {
		if err := w.settle(ctx, tx, d, a, wait); err != nil || !final {
			return err
		}
		return j.Done(ctx, tx) // with the delivery's end, so that a replay finds its key free
	})
	if err != nil || final {
		return err
	}
	return jobs.Retry(errors.New(a.Problem), wait)
}

// load reads what an attempt needs.
func (w *Webhooks) load(ctx context.Context, id string) (d oms.WebhookDelivery, e *store.Endpoint, body []byte, err error) {
	err = w.flow.store.Read(ctx, func(tx *store.Tx) error {
		if d, err = tx.Delivery(ctx, id, false); err != nil {
			return err
		}
		if e, err = tx.Endpoint(ctx, d.EndpointID, false); err != nil {
			return err
		}
		body, err = bodyOf(ctx, tx, d)
		return err
	})
	return d, e, body, err
}

// bodyOf makes the body of a delivery, equal in every attempt: events never
// change.
func bodyOf(ctx context.Context, tx *store.Tx, d oms.WebhookDelivery) ([]byte, error) {
	if d.Seq == 0 {
		return webhookBody(oms.Event{Type: oms.EventType(d.Type), Version: 1, OccurredAt: d.CreatedAt, Actor: "system", Subject: d.EndpointID})
	}
	e, err := tx.EventAt(ctx, d.Seq)
	if err != nil {
		return nil, err
	}
	return webhookBody(e)
}

// call posts a delivery once. It returns how long the receiver wants silence.
func (w *Webhooks) call(ctx context.Context, e *store.Endpoint, d oms.WebhookDelivery, body []byte) (oms.WebhookAttempt, time.Duration) {
	a := oms.WebhookAttempt{DeliveryID: d.ID, N: d.Attempts + 1, At: w.flow.store.Now()}
	ctx, cancel := context.WithTimeout(ctx, webhookTimeout)
	defer cancel()
	r, err := w.request(ctx, e, d, a.At, body)
	if err != nil {
		a.Problem = clip(err.Error(), 300)
		return a, 0
	}
	res, err := w.http.Do(r)
	if err != nil {
		a.Took, a.Problem = w.flow.store.Now().Sub(a.At), clip(err.Error(), 300)
		return a, 0
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	a.Took, a.Status = w.flow.store.Now().Sub(a.At), res.StatusCode
	a.Response = clip(string(answer), maxSnippet)
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
	case err != nil:
		a.Problem = clip(fmt.Sprintf("the answer %d broke off: %v", res.StatusCode, err), 300)
	default:
		a.Problem = fmt.Sprintf("the receiver answered %d", res.StatusCode)
	}
	return a, min(connector.RetryAfter(res.Header, a.At), webhookDelays[len(webhookDelays)-1])
}

// request makes a signed request (Standard Webhooks, "Webhook metadata" and
// "Signature scheme").
func (w *Webhooks) request(ctx context.Context, e *store.Endpoint, d oms.WebhookDelivery, at time.Time, body []byte) (*http.Request, error) {
	secret, err := w.sealer.Open(e.ID, "secret", e.Secret)
	if err != nil {
		return nil, err
	}
	secrets := []string{secret}
	if e.OldSecretUntil != nil && at.Before(*e.OldSecretUntil) {
		old, err := w.sealer.Open(e.ID, "old_secret", e.OldSecret)
		if err != nil {
			return nil, err
		}
		secrets = append(secrets, old)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	timestamp := strconv.FormatInt(at.Unix(), 10)
	signature, err := signWebhook(secrets, d.ID, timestamp, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Switchyard-Webhooks")
	r.Header.Set("Webhook-Id", d.ID)
	r.Header.Set("Webhook-Timestamp", timestamp)
	r.Header.Set("Webhook-Signature", signature)
	return r, nil
}

// signWebhook makes the signature header: one signature of
// "id.timestamp.body" by each secret, separated by spaces.
func signWebhook(secrets []string, id, timestamp string, body []byte) (string, error) {
	var all []string
	for _, s := range secrets {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(s, "whsec_"))
		if err != nil {
			return "", errors.New("the secret is not base64")
		}
		mac := hmac.New(sha256.New, key)
		_, _ = fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body) // a hash never fails
		all = append(all, "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	return strings.Join(all, " "), nil
}

// settle notes an attempt and what follows from it for the delivery and its
// webhook. A wait of 0 means that no attempt follows.
func (w *Webhooks) settle(ctx context.Context, tx *store.Tx, d oms.WebhookDelivery, a oms.WebhookAttempt, wait time.Duration) error {
	d, err := tx.Delivery(ctx, d.ID, true)
	if err != nil {
		return ignoreGone(err)
	}
	if err := tx.AddWebhookAttempt(ctx, a); err != nil {
		return err
	}
	d.Attempts, d.Answer, d.Problem, d.NextAt = a.N, a.Status, a.Problem, nil
	switch {
	case a.Problem == "":
		d.Status, d.FinishedAt = oms.DeliveryDelivered, &tx.Now
	case a.Status == http.StatusGone || wait == 0:
		d.Status, d.FinishedAt = oms.DeliveryDead, &tx.Now
	default:
		next := tx.Now.Add(wait)
		d.NextAt = &next
	}
	if err := tx.SaveDelivery(ctx, d); err != nil {
		return err
	}
	return w.judge(ctx, tx, d.EndpointID, a)
}

// judge decides what an attempt means for the webhook as a whole: one that is
// gone, or that has only failed for days, is disabled and a person is told.
func (w *Webhooks) judge(ctx context.Context, tx *store.Tx, id string, a oms.WebhookAttempt) error {
	if a.Problem == "" {
		return tx.MarkEndpoint(ctx, id, nil)
	}
	e, err := tx.Endpoint(ctx, id, true)
	if err != nil {
		return ignoreGone(err)
	}
	var why string
	var says oms.Said
	switch {
	case !e.Enabled:
		return nil
	case a.Status == http.StatusGone:
		why = "the receiver answered 410: it wants no more events"
		says = oms.SaysWebhookGone.With(oms.Facts{"url": oms.FactText(clip(e.URL, 200))})
	case e.FailingSince != nil && tx.Now.Sub(*e.FailingSince) >= w.GiveUpAfter:
		why = fmt.Sprintf("no delivery has succeeded since %s; the last problem: %s", e.FailingSince.Format(time.RFC3339), a.Problem)
		says = oms.SaysWebhookFailing.With(oms.Facts{"url": oms.FactText(clip(e.URL, 200)), "since": oms.FactAt(*e.FailingSince), "why": oms.FactText(clip(a.Problem, 300))})
	default:
		return tx.MarkEndpoint(ctx, id, &a.At)
	}
	before := endpointFacts(e)
	e.Enabled, e.Problem, e.UpdatedAt = false, clip(why, 500), tx.Now
	e.Version++
	emitChange(ctx, tx, "webhook", id, e.URL, before, endpointFacts(e))
	if err := tx.SaveEndpoint(ctx, e); err != nil {
		return err
	}
	return report(ctx, tx, oms.Exception{Kind: oms.ExceptionWebhook, Severity: oms.SeverityHigh, Subject: id, Fingerprint: "webhook:" + id}.Saying(says))
}

// crashed ends the delivery of a job that died without settling it.
func (w *Webhooks) crashed(ctx context.Context, tx *store.Tx, j jobs.Job[delivering], cause error) error {
	return endDelivery(ctx, tx, j.Args.Delivery, oms.DeliveryDead, clip(cause.Error(), 300))
}

func endDelivery(ctx context.Context, tx *store.Tx, id string, status oms.WebhookDeliveryStatus, problem string) error {
	d, err := tx.Delivery(ctx, id, true)
	if err != nil {
		return ignoreGone(err)
	}
	d.Status, d.Problem, d.NextAt, d.FinishedAt = status, problem, nil, &tx.Now
	return tx.SaveDelivery(ctx, d)
}

// ignoreGone takes for granted that what was deleted needs nothing.
func ignoreGone(err error) error {
	if oms.CodeOf(err) == oms.NotFound {
		return nil
	}
	return err
}

// Test sends a webhook a test at once, enabled or not, and returns what came
// of it. It is not retried.
func (w *Webhooks) Test(ctx context.Context, id string) (oms.WebhookAttempt, error) {
	d := oms.WebhookDelivery{ID: store.NewID(oms.PrefixDelivery), EndpointID: id, Type: TestType, Status: oms.DeliveryPending}
	err := w.flow.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Endpoint(ctx, id, false); err != nil {
			return err
		}
		d.CreatedAt = tx.Now
		return tx.InsertDeliveries(ctx, []oms.WebhookDelivery{d})
	})
	if err != nil {
		return oms.WebhookAttempt{}, err
	}
	d, e, body, err := w.load(ctx, d.ID)
	if err != nil {
		return oms.WebhookAttempt{}, err
	}
	a, _ := w.call(ctx, e, d, body)
	return a, w.flow.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.AddWebhookAttempt(ctx, a); err != nil {
			return err
		}
		d.Status, d.Attempts, d.Answer, d.Problem, d.FinishedAt = oms.DeliveryDelivered, a.N, a.Status, a.Problem, &tx.Now
		if a.Problem != "" {
			d.Status = oms.DeliveryDead
		}
		return tx.SaveDelivery(ctx, d)
	})
}
