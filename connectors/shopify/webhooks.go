package shopify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/oms"
)

// maxHook bounds a webhook's body, in bytes. An order of 500 lines has two or
// three million.
const maxHook = 16 << 20

// staleAfter is the age from which a delivery is noted as late. Shopify sends
// again for two days what was not accepted.
const staleAfter = time.Hour

// topics maps the topics that are read to the names that a subscription has.
var topics = map[string]string{
	"orders/create":    "ORDERS_CREATE",
	"orders/updated":   "ORDERS_UPDATED",
	"orders/cancelled": "ORDERS_CANCELLED",
}

// Webhook verifies a hook by its HMAC over the raw body, and reads the order.
func (s *shop) Webhook(_ context.Context, hook connector.Hook) ([]connector.Delivery, error) {
	if !s.signed(hook) {
		return nil, fmt.Errorf("shopify: %w", connector.ErrBadSignature)
	}
	if from := hook.Header.Get("X-Shopify-Shop-Domain"); !strings.EqualFold(from, s.domain) {
		return nil, fmt.Errorf("shopify: the hook is of another shop: %w", connector.ErrBadSignature)
	}
	topic := hook.Header.Get("X-Shopify-Topic")
	if topics[topic] == "" {
		return nil, nil
	}
	if err := oms.CheckJSON(hook.Body, maxHook); err != nil {
		return nil, err
	}
	in, err := readREST(hook.Body)
	if err != nil {
		return nil, err
	}
	d := connector.Delivery{ID: hook.Header.Get("X-Shopify-Webhook-Id"), Topic: topic, Order: in}
	if at, err := time.Parse(time.RFC3339, hook.Header.Get("X-Shopify-Triggered-At")); err == nil {
		d.OccurredAt = at.UTC()
		d.Stale = hook.ReceivedAt.Sub(at) > staleAfter
	}
	return []connector.Delivery{d}, nil
}

// signed compares in constant time.
func (s *shop) signed(hook connector.Hook) bool {
	stated, err := base64.StdEncoding.DecodeString(hook.Header.Get("X-Shopify-Hmac-Sha256"))
	if err != nil || s.secret == "" {
		return false
	}
	mac := hmac.New(sha256.New, []byte(s.secret))
	_, _ = mac.Write(hook.Body) // a hash never fails
	return hmac.Equal(stated, mac.Sum(nil))
}

// Subscribe makes the shop deliver the topics that Webhook reads.
func (s *shop) Subscribe(ctx context.Context, callback string) error {
	missing, err := s.unsubscribed(connector.Repeatable(ctx), callback)
	if err != nil {
		return err
	}
	for _, topic := range missing {
		var data struct {
			Create struct {
				Errors []struct{ Message string } `json:"userErrors"`
			} `json:"webhookSubscriptionCreate"`
		}
		if err := s.ask(ctx, hookMutation, map[string]any{"topic": topic, "uri": callback}, &data); err != nil {
			return err
		}
		if len(data.Create.Errors) > 0 {
			return &connector.Error{Do: connector.Reject, Message: "shopify: " + topic + ": " + clip(data.Create.Errors[0].Message)}
		}
	}
	return nil
}

// unsubscribed lists the topics that the shop doesn't deliver to callback yet.
func (s *shop) unsubscribed(ctx context.Context, callback string) ([]string, error) {
	var missing []string
	for _, topic := range topics {
		missing = append(missing, topic)
	}
	slices.Sort(missing)
	variables := map[string]any{"topics": slices.Clone(missing)}
	for {
		var data struct {
			Hooks conn[struct{ Topic, URI string }] `json:"webhookSubscriptions"`
		}
		if err := s.ask(ctx, hooksQuery, variables, &data); err != nil {
			return nil, err
		}
		for _, h := range data.Hooks.Nodes {
			if h.URI == callback {
				missing = slices.DeleteFunc(missing, func(topic string) bool { return topic == h.Topic })
			}
		}
		if !data.Hooks.PageInfo.HasNextPage {
			return missing, nil
		}
		variables["after"] = data.Hooks.PageInfo.EndCursor
	}
}
