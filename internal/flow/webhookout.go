package flow

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// delivering are the arguments of a job that delivers to a webhook.
type delivering struct {
	Delivery string `json:"delivery"`
}

const deliverKind jobs.Kind[delivering] = "webhook.deliver"

// webhookDelays are the waits after each failed attempt, before jitter: about
// a day in all.
var webhookDelays = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 8 * time.Hour}

// webhookLanes is how many calls one webhook gets at the same time at most.
// Events of one order share a lane, so they are sent in order; a retry comes
// when it comes, and data.seq tells the receiver what is newer.
const webhookLanes = 8

// Consumer turns events into deliveries, in the transaction that moves its
// cursor.
func (w *Webhooks) Consumer() Consumer {
	return Consumer{Name: "webhooks", Idle: nobodyListens, Handle: func(ctx context.Context, tx *store.Tx, events []oms.Event) error {
		all, err := tx.Endpoints(ctx)
		if err != nil {
			return err
		}
		var out []outgoing
		for _, e := range events {
			for _, to := range all {
				if to.Enabled && !e.OccurredAt.Before(to.CreatedAt) && (len(to.Events) == 0 || listens(to.Events, e.Type)) {
					about := e.OrderID
					if about == "" {
						about = e.Subject
					}
					out = append(out, outgoing{about, oms.WebhookDelivery{ID: store.NewID(oms.PrefixDelivery), EndpointID: to.ID, Seq: e.Seq,
						Type: string(e.Type), Status: oms.DeliveryPending, CreatedAt: tx.Now, NextAt: &tx.Now}})
				}
			}
		}
		return sendOut(ctx, tx, out)
	}}
}

// nobodyListens tells that there is no endpoint to deliver to.
func nobodyListens(ctx context.Context, tx *store.Tx) (bool, error) {
	all, err := tx.Endpoints(ctx)
	return !slices.ContainsFunc(all, func(e store.Endpoint) bool { return e.Enabled }), err
}

// outgoing is a new delivery and what it is about.
type outgoing struct {
	about string
	oms.WebhookDelivery
}

// sendOut writes new deliveries with their jobs.
func sendOut(ctx context.Context, tx *store.Tx, all []outgoing) error {
	rows, items := make([]oms.WebhookDelivery, len(all)), make([]jobs.Item[delivering], len(all))
	for i, o := range all {
		rows[i], items[i] = o.WebhookDelivery, deliveryJob(o.WebhookDelivery, o.about)
	}
	if err := tx.InsertDeliveries(ctx, rows); err != nil {
		return err
	}
	return deliverKind.InsertMany(ctx, tx, items)
}

func deliveryJob(d oms.WebhookDelivery, about string) jobs.Item[delivering] {
	h := fnv.New32a()
	_, _ = h.Write([]byte(about)) // a hash never fails
	lane := d.EndpointID + "/" + strconv.Itoa(int(h.Sum32()%webhookLanes))
	return jobs.Item[delivering]{Args: delivering{d.ID},
		Options: jobs.Options{Lane: lane, Yield: true, Unique: d.ID, MaxAttempts: len(webhookDelays) + 1}}
}

// webhookBody is what receivers get.
func webhookBody(e oms.Event) ([]byte, error) {
	type data struct {
		Seq           int64           `json:"seq"` // greater is newer, for one order
		Version       int             `json:"version"`
		Subject       string          `json:"subject"`
		OrderID       string          `json:"order_id,omitempty"`
		Actor         string          `json:"actor"`
		CorrelationID string          `json:"correlation_id,omitempty"`
		CausationID   string          `json:"causation_id,omitempty"`
		Detail        json.RawMessage `json:"detail"`
	}
	if len(e.Data) == 0 {
		e.Data = json.RawMessage(`{}`)
	}
	return json.Marshal(struct {
		Type      oms.EventType `json:"type"`
		Timestamp time.Time     `json:"timestamp"`
		Data      data          `json:"data"`
	}{e.Type, e.OccurredAt, data{e.Seq, e.Version, e.Subject, e.OrderID, e.Actor, e.CorrelationID, e.CausationID, e.Data}})
}

// Deliveries returns a page of a webhook's deliveries, newest first.
func (w *Webhooks) Deliveries(ctx context.Context, endpointID string, status oms.WebhookDeliveryStatus, p Paging) (Page[oms.WebhookDelivery], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[oms.WebhookDelivery]{}, err
	}
	filter := store.DeliveryFilter{EndpointID: endpointID, Status: status, Limit: limit}
	if p.Cursor != "" {
		if err := p.at(&filter.After); err != nil {
			return Page[oms.WebhookDelivery]{}, err
		}
	}
	return read(ctx, w.flow, func(tx *store.Tx) (Page[oms.WebhookDelivery], error) {
		if _, err := tx.Endpoint(ctx, endpointID, false); err != nil {
			return Page[oms.WebhookDelivery]{}, err
		}
		all, err := tx.Deliveries(ctx, filter)
		return pageOf(all, page, func(d oms.WebhookDelivery) any { return store.DeliveryPosition{CreatedAt: d.CreatedAt, ID: d.ID} }), err
	})
}

// DeliveryLog is a delivery with every attempt at it.
type DeliveryLog struct {
	oms.WebhookDelivery
	Body string // what was or will be sent
	Log  []oms.WebhookAttempt
}

// Delivery returns one delivery with its attempts.
func (w *Webhooks) Delivery(ctx context.Context, id string) (DeliveryLog, error) {
	return read(ctx, w.flow, func(tx *store.Tx) (out DeliveryLog, err error) {
		if out.WebhookDelivery, err = tx.Delivery(ctx, id, false); err != nil {
			return out, err
		}
		body, err := bodyOf(ctx, tx, out.WebhookDelivery)
		if err != nil {
			return out, err
		}
		out.Body = string(body)
		out.Log, err = tx.WebhookAttempts(ctx, id)
		return out, err
	})
}

// Replay sends an ended delivery again, under its old id, so that a receiver
// that has it already can tell.
func (w *Webhooks) Replay(ctx context.Context, id string) (oms.WebhookDelivery, error) {
	return do(ctx, w.flow, func(tx *store.Tx) (oms.WebhookDelivery, error) {
		d, err := tx.Delivery(ctx, id, true)
		if err != nil {
			return d, err
		}
		e, err := tx.Endpoint(ctx, d.EndpointID, false)
		if err != nil {
			return d, err
		}
		if !e.Enabled {
			return d, oms.Errorf(oms.Conflict, "webhook %s is disabled: enable it first", e.ID)
		}
		if d.Status == oms.DeliveryPending {
			return d, nil
		}
		return resend(ctx, tx, d)
	})
}

// ReplayInput chooses the deliveries of a webhook to send again.
type ReplayInput struct {
	From      time.Time `json:"from" doc:"Of deliveries made since then"`
	To        time.Time `json:"to,omitzero" doc:"And before then; now when absent"`
	Delivered bool      `json:"delivered,omitempty" doc:"Also those that were delivered, not only the dead ones"`
}

// maxReplay is how many deliveries are sent again in one go.
const maxReplay = 5000

// ReplayRange sends the ended deliveries of a stretch of time again and
// returns how many: at most 5,000, the newest.
func (w *Webhooks) ReplayRange(ctx context.Context, endpointID string, in ReplayInput) (int, error) {
	return do(ctx, w.flow, func(tx *store.Tx) (int, error) {
		e, err := tx.Endpoint(ctx, endpointID, false)
		if err != nil {
			return 0, err
		}
		if !e.Enabled {
			return 0, oms.Errorf(oms.Conflict, "webhook %s is disabled: enable it first", e.ID)
		}
		statuses := []oms.WebhookDeliveryStatus{oms.DeliveryDead}
		if in.Delivered {
			statuses = append(statuses, oms.DeliveryDelivered)
		}
		n := 0
		for _, status := range statuses {
			all, err := tx.Deliveries(ctx, store.DeliveryFilter{EndpointID: endpointID, Status: status, From: in.From, To: in.To, Limit: maxReplay - n})
			if err != nil {
				return 0, err
			}
			for i := len(all) - 1; i >= 0 && n < maxReplay; i-- { // oldest first
				if _, err := resend(ctx, tx, all[i]); err != nil {
					return 0, err
				}
				n++
			}
		}
		return n, nil
	})
}

// resend makes an ended delivery pending, with a new job.
func resend(ctx context.Context, tx *store.Tx, d oms.WebhookDelivery) (oms.WebhookDelivery, error) {
	d.Status, d.NextAt, d.FinishedAt = oms.DeliveryPending, &tx.Now, nil
	if err := tx.SaveDelivery(ctx, d); err != nil {
		return d, err
	}
	job := deliveryJob(d, d.ID)
	return d, deliverKind.Insert(ctx, tx, job.Args, job.Options)
}
