package shopsim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// tries is how often a webhook is sent that nobody accepts.
const tries = 8

type subscription struct{ topic, uri string }

// delivery is one webhook on its way.
type delivery struct {
	id, topic, uri string
	body           []byte
	at             time.Time
	tried          int
}

// announce puts webhooks about an order into the outbox. The caller holds the
// lock. A full outbox loses them, as the real thing does in the end; polling
// finds the order.
func (s *Shop) announce(topic string, o *order) {
	body, err := json.Marshal(o.body())
	if err != nil {
		s.Log.Error("an order can't be written", "order", o.id(), "error", err)
		return
	}
	for _, c := range s.callbacks {
		if c.topic != strings.ToUpper(strings.ReplaceAll(topic, "/", "_")) || s.happens(s.Faults.Lose) {
			continue
		}
		s.deliveries++
		d := delivery{id: fmt.Sprintf("wh-%08d", s.deliveries), topic: topic, uri: c.uri, body: body, at: s.Now()}
		s.post(d)
		if s.happens(s.Faults.Duplicate) {
			s.post(d)
		}
	}
}

func (s *Shop) post(d delivery) {
	select {
	case s.outbox <- d:
	default:
		s.Log.Warn("the outbox is full, a webhook is lost", "delivery", d.id)
	}
}

// Deliver sends what is in the outbox now and returns how much was accepted.
// Run does it by itself; tests call it.
func (s *Shop) Deliver(ctx context.Context) (accepted int) {
	for {
		select {
		case d := <-s.outbox:
			if s.send(ctx, s.overtaken(d)) {
				accepted++
			}
		default:
			return accepted
		}
	}
}

// overtaken swaps a delivery with the next one, when there is one and chance
// has it.
func (s *Shop) overtaken(d delivery) delivery {
	s.mu.Lock()
	late := s.happens(s.Faults.Reorder)
	s.mu.Unlock()
	if !late {
		return d
	}
	select {
	case next := <-s.outbox:
		s.post(d)
		return next
	default:
		return d
	}
}

func (s *Shop) deliver(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case d := <-s.outbox:
			s.send(ctx, s.overtaken(d))
		}
	}
}

// send delivers one webhook; one that is not accepted comes again, after a
// pause that doubles in the shop's time.
func (s *Shop) send(ctx context.Context, d delivery) bool {
	err := s.try(ctx, d)
	if err == nil {
		return true
	}
	if d.tried++; d.tried == tries || ctx.Err() != nil {
		s.Log.Warn("a webhook was given up", "delivery", d.id, "topic", d.topic, "error", err)
		return false
	}
	wait := time.Duration(float64(time.Minute<<d.tried) / s.Speed)
	time.AfterFunc(wait, func() { s.post(d) })
	return false
}

func (s *Shop) try(ctx context.Context, d delivery) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.uri, bytes.NewReader(d.body))
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, []byte(s.Secret))
	_, _ = mac.Write(d.body) // a hash never fails
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Shopify-Topic", d.topic)
	r.Header.Set("X-Shopify-Shop-Domain", s.Domain)
	r.Header.Set("X-Shopify-Webhook-Id", d.id)
	r.Header.Set("X-Shopify-Triggered-At", d.at.UTC().Format(time.RFC3339Nano))
	r.Header.Set("X-Shopify-Hmac-Sha256", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	res, err := s.Client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return fmt.Errorf("answered %d", res.StatusCode)
	}
	return nil
}
