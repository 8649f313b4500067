package faults

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestHostile sends what nobody should send: each is refused with a problem
// that has the right status, and nothing changes.
func TestHostile(t *testing.T) {
	places(t, func(t *testing.T, p *place) {
		s := p.serve("")
		s.seed(map[string]int{"TEE": 10})
		replace := func(old, new string) []byte { return bytes.Replace(order("1", "TEE", 1), []byte(old), []byte(new), 1) }
		deep := strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000)
		for _, x := range []struct {
			name   string
			path   string
			body   []byte
			status int
			says   string
		}{
			{"10 MB", "/api/v1/orders", append(order("1", "TEE", 1), bytes.Repeat([]byte(" "), 10<<20)...), 413, ""},
			{"10 MB batch", "/api/v1/orders/batch", append([]byte(`{"orders":[]}`), bytes.Repeat([]byte(" "), 10<<20)...), 413, ""},
			{"10,000 levels", "/api/v1/orders", replace(`"shipping_total"`, `"attributes":`+deep+`,"shipping_total"`), 400, "nested"},
			{"invalid UTF-8", "/api/v1/orders", replace(`"name":"A"`, "\"name\":\"\xff\xfe\""), 400, "UTF-8"},
			{"not JSON", "/api/v1/orders", []byte(`{"channel":`), 400, ""},
			{"empty", "/api/v1/orders", []byte{}, 400, ""},
			{"an array", "/api/v1/orders", []byte(`[]`), 422, ""},
			{"negative quantity", "/api/v1/orders", order("1", "TEE", -1), 422, "lines[0].quantity"},
			{"zero quantity", "/api/v1/orders", order("1", "TEE", 0), 422, "lines[0].quantity"},
			{"fractional quantity", "/api/v1/orders", order("1", "TEE", 1.5), 422, "lines[0].quantity"},
			{"huge quantity", "/api/v1/orders", order("1", "TEE", "1000000000000000000"), 422, "lines[0].quantity"},
			{"quantity of another type", "/api/v1/orders", order("1", "TEE", `{"a":1}`), 422, "lines[0].quantity"},
			{"huge price", "/api/v1/orders", replace(`"19.90"`, `"99999999999999999999999.00"`), 422, "lines[0].unit_price"},
			{"unknown currency", "/api/v1/orders", replace(`"EUR"`, `"EUX"`), 422, "currency"},
			{"unknown SKU", "/api/v1/orders", order("1", "NOPE", 1), 422, "lines[0].sku"},
			{"unknown channel", "/api/v1/orders", replace(`"web"`, `"nowhere"`), 422, "channel"},
			{"NUL", "/api/v1/orders", replace(`"name":"A"`, `"name":"A\u0000"`), 422, "customer.name"},
			{"NUL in the external id", "/api/v1/orders", replace(`"external_id":"1"`, `"external_id":"1\u0000"`), 422, "external_id"},
			{"NUL in the SKU", "/api/v1/orders", replace(`"sku":"TEE"`, `"sku":"TEE\u0000"`), 422, "lines[0].sku"},
			{"no lines", "/api/v1/orders", []byte(`{"channel":"web","external_id":"1","currency":"EUR","lines":[]}`), 422, "lines"},
			{"a bad instant", "/api/v1/orders", replace("2026-11-20T10:00:00Z", "yesterday"), 422, "placed_at"},
			{"stock from nowhere", "/api/v1/stock/movements", []byte(`{"sku":"TEE","location":"MOON","quantity":5,"reason":"received"}`), 422, "location"},
			{"stock below zero", "/api/v1/stock/movements", []byte(`{"sku":"TEE","location":"BER","quantity":-500,"reason":"lost"}`), 409, ""},
		} {
			t.Run(x.name, func(t *testing.T) {
				status, body, err := s.send(t.Context(), http.MethodPost, x.path, x.body)
				var problem struct {
					Status int
					Detail string
				}
				if err != nil || status != x.status || json.Unmarshal(body, &problem) != nil || problem.Status != status || !strings.Contains(string(body), x.says) {
					t.Errorf("%d %.300s %v; want %d and %q", status, body, err, x.status, x.says)
				}
			})
		}
		if status, body, _ := s.send(t.Context(), http.MethodPost, "/api/v1/orders", order("1", "TEE", 1), "Authorization", "Bearer sy_wrong"); status != 401 {
			t.Errorf("a wrong token: %d %s", status, body)
		}
		if n := len(s.orders()); n != 0 {
			t.Errorf("%d orders came of it", n)
		}
		if onHand, allocated, _ := s.stock("TEE"); onHand != 10 || allocated != 0 {
			t.Errorf("on hand %d, allocated %d", onHand, allocated)
		}
		p.run("doctor")
	})
}
