package connectortest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/oms"
)

// calls are all the ways in which a connection asks its vendor.
func (s *suite) calls(c connector.Connection) map[string]func(context.Context) error {
	all := map[string]func(context.Context) error{"ping": func(ctx context.Context) error { _, err := c.Ping(ctx); return err }}
	if src, ok := c.(connector.OrderSource); ok {
		all["orders"] = func(ctx context.Context) error { _, err := src.Orders(ctx, ""); return err }
	}
	if r, ok := c.(connector.WebhookRegistrar); ok {
		all["subscribe"] = func(ctx context.Context) error { return r.Subscribe(ctx, callback) }
	}
	if sink, ok := c.(connector.StockSink); ok {
		all["stock"] = func(ctx context.Context) error {
			answers, err := sink.PushStock(ctx, s.vendor.Stock[:1])
			if err == nil {
				err = answers[0]
			}
			return err
		}
	}
	if r, ok := c.(connector.StockReader); ok {
		all["shown stock"] = func(ctx context.Context) error {
			_, err := r.ShownStock(ctx, []connector.Offer{s.vendor.Stock[0].Offer})
			return err
		}
	}
	if sink, ok := c.(connector.ShipmentSink); ok {
		all["shipment"] = func(ctx context.Context) error { _, err := sink.TellShipment(ctx, *s.vendor.Shipment); return err }
	}
	if sink, ok := c.(connector.CancelSink); ok {
		all["cancellation"] = func(ctx context.Context) error { return sink.TellCancellation(ctx, *s.vendor.Cancel) }
	}
	return all
}

// garbage is what a proxy in between may answer.
var garbage = Exchange{Status: http.StatusOK, Body: []byte("<html>\x00")}

const callback = "https://oms.example.com/hooks/1"

// faults shows every call every fault, and compares the reaction.
func (s *suite) faults(t *testing.T) {
	for _, x := range []struct {
		name   string
		answer Exchange
		do     connector.Reaction
	}{
		{"bad credentials", Exchange{Status: http.StatusUnauthorized, Body: []byte(`{}`)}, connector.Reauth},
		{"forbidden", Exchange{Status: http.StatusForbidden, Body: []byte(`{}`)}, connector.Reauth},
		{"throttled", Exchange{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "7"}, Body: []byte(`{}`)}, connector.Wait},
		{"vendor down", Exchange{Status: http.StatusBadGateway, Body: []byte(`<html>`)}, connector.Retry},
		{"refused", Exchange{Status: http.StatusUnprocessableEntity, Body: []byte(`{}`)}, connector.Reject},
		{"garbage", garbage, connector.Retry},
	} {
		for name, call := range s.calls(s.open(t, broken(t, x.answer))) {
			var e *connector.Error
			err := call(t.Context())
			if !errors.As(err, &e) || e.Do != x.do {
				t.Errorf("%s, %s: got %v, want %s", x.name, name, err, x.do)
				continue
			}
			if e.Do == connector.Wait && e.RetryAfter != 7*time.Second {
				t.Errorf("%s, %s: waits %s, want 7s", x.name, name, e.RetryAfter)
			}
			s.silent(t, err.Error())
		}
	}
	s.spoil(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range s.calls(s.open(t, broken(t, Exchange{}))) {
		if err := call(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("canceled, %s: got %v", name, err)
		}
	}
}

// spoil answers the requests of each call as they should be, but one with
// garbage, each in its turn: a login that fails must not hide that what comes
// after it takes anything for a confirmation. Calls about stock have an answer
// for each row, which stock looks at.
func (s *suite) spoil(t *testing.T) {
	for name := range s.calls(s.open(t, s.mock(t))) {
		if strings.Contains(name, "stock") {
			continue
		}
		var asked []int
		good := s.spoiled(t, -1, func(i int) {
			if !slices.Contains(asked, i) {
				asked = append(asked, i)
			}
		})
		if err := s.calls(s.open(t, good))[name](t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, i := range asked {
			err := s.calls(s.open(t, s.spoiled(t, i, nil)))[name](t.Context())
			if do, _ := connector.ReactionTo(err); err == nil || do != connector.Retry {
				t.Errorf("%s with garbage to %s: got %v, want %s", name, script(t)[i].Match, err, connector.Retry)
			}
		}
	}
}

// silent fails when a text tells a secret.
func (s *suite) silent(t *testing.T, text string) {
	t.Helper()
	for _, f := range s.driver.New().Fields() {
		if f.Secret && s.vendor.Settings[f.Name] != "" && strings.Contains(text, s.vendor.Settings[f.Name]) {
			t.Errorf("the secret %s is told: %s", f.Name, text)
		}
	}
}

// discreet looks through everything that was logged, for the settings'
// secrets and for the people in the scripted orders.
func (s *suite) discreet(t *testing.T) {
	s.silent(t, s.logged.String())
	b, _ := json.Marshal(s.all(t))
	var orders []struct {
		Customer oms.CustomerInput
		Address  oms.Address `json:"shipping_address"`
	}
	if err := json.Unmarshal(b, &orders); err != nil {
		t.Fatal(err)
	}
	for _, o := range orders {
		for _, personal := range []string{o.Customer.Email, o.Customer.Name, o.Customer.Phone, o.Address.Name, o.Address.Address1} {
			if personal != "" && strings.Contains(s.logged.String(), personal) {
				t.Errorf("the log tells %q", personal)
			}
		}
	}
}
