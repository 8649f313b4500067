package connectortest

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/oms"
)

// Hook is one webhook of hooks.json. The suite signs it.
type Hook struct {
	Name   string
	Header map[string]string
	Body   json.RawMessage
	Topics []string // of the deliveries that it must give
	Stale  bool     // whether they are late
}

func (h Hook) request(sign func(http.Header, []byte)) connector.Hook {
	r := connector.Hook{Header: http.Header{}, Body: h.Body, ReceivedAt: Now}
	for k, v := range h.Header {
		r.Header.Set(k, v)
	}
	sign(r.Header, r.Body)
	return r
}

func (s *suite) hooks(t *testing.T) {
	var all []Hook
	b, err := os.ReadFile("testdata/hooks.json")
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	reader, ok := s.open(t, s.mock(t)).(connector.WebhookReader)
	if !ok {
		t.Fatal("it reads no webhooks")
	}
	late, ignored := false, false
	for _, h := range all {
		t.Run(h.Name, func(t *testing.T) { s.hook(t, reader, h) })
		late, ignored = late || h.Stale, ignored || len(h.Topics) == 0
	}
	if !late || !ignored {
		t.Error("hooks.json needs a late hook and one of a topic that nobody reads")
	}
}

// hook reads one hook: as it is, again, by a stranger, and spoiled.
func (s *suite) hook(t *testing.T, reader connector.WebhookReader, h Hook) {
	good := h.request(s.vendor.Sign)
	deliveries, err := reader.Webhook(t.Context(), good)
	if err != nil || len(deliveries) != len(h.Topics) {
		t.Fatalf("gives %d deliveries, %v; want %d", len(deliveries), err, len(h.Topics))
	}
	again, err := reader.Webhook(t.Context(), good)
	for i, d := range deliveries {
		if d.Topic != h.Topics[i] || d.Stale != h.Stale {
			t.Errorf("is about %s, stale %t", d.Topic, d.Stale)
		}
		if err != nil || d.ID == "" || again[i].ID != d.ID {
			t.Errorf("replayed, it has another id: %v", err)
		}
		if d.OccurredAt.IsZero() || d.OccurredAt.Location() != time.UTC {
			t.Errorf("happened at %v", d.OccurredAt)
		}
		if d.Order != nil {
			accepted(t, d.Order)
		}
	}
	tampered := h.request(s.vendor.Sign)
	tampered.Body = append([]byte(" "), tampered.Body...)
	unsigned := h.request(func(http.Header, []byte) {})
	for what, bad := range map[string]connector.Hook{"tampered": tampered, "unsigned": unsigned} {
		if d, err := reader.Webhook(t.Context(), bad); !errors.Is(err, connector.ErrBadSignature) || len(d) > 0 {
			t.Errorf("%s: got %d deliveries, %v", what, len(d), err)
		}
	}
	if len(h.Topics) == 0 {
		return
	}
	for _, body := range []string{"", "{", `"x"`, `{}`, "\xff", `{"line_items":1}`} {
		h.Body = []byte(body)
		if d, err := reader.Webhook(t.Context(), h.request(s.vendor.Sign)); oms.CodeOf(err) != oms.Malformed || len(d) > 0 {
			t.Errorf("signed %q: got %d deliveries, %v", body, len(d), err)
		}
	}
}

func (s *suite) subscribe(t *testing.T) {
	r, ok := s.open(t, s.mock(t)).(connector.WebhookRegistrar)
	if !ok {
		t.Fatal("it subscribes to nothing")
	}
	for range 2 {
		if err := r.Subscribe(t.Context(), callback); err != nil {
			t.Fatal(err)
		}
	}
}
