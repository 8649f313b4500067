package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// TestContract captures the order that tools are written against.
func TestContract(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		a := w.must(201, "POST", "/orders", sampleOrderBody)
		if a.text("lifecycle") != "open" || a.text("total") != "44.70" || a.text("number") == "" || a.at("version") != 1.0 {
			t.Errorf("got %s", a.body)
		}
		if c := a.at("lines", 0, "counters").(map[string]any); c["ordered"] != 2.0 || c["backordered"] != 2.0 || c["allocated"] != 0.0 {
			t.Errorf("counters %v", c)
		}
		if a.Header.Get("Location") != Prefix+"/orders/"+a.text("id") || a.Header.Get("ETag") == "" {
			t.Errorf("headers %v", a.Header)
		}
		again := w.must(200, "POST", "/orders", sampleOrderBody)
		if again.text("id") != a.text("id") {
			t.Error("the same order again is another order")
		}
		got := w.must(200, "GET", "/orders/"+a.text("id"), nil)
		if string(got.body) != string(again.body) {
			t.Errorf("GET gives\n%s\nPOST gave\n%s", got.body, again.body)
		}
		if a.at("attributes", "gift_wrap") != true || a.text("payment_status") != "paid" || len(a.at("exceptions").([]any)) != 1 {
			t.Errorf("got %s", a.body)
		}
		var raw map[string]any
		if err := json.Unmarshal(w.must(200, "GET", "/orders/"+a.text("id")+"/payload", nil).body, &raw); err != nil || raw["external_id"] != "1001" {
			t.Errorf("payload %v, %v", raw, err)
		}
		timeline := w.must(200, "GET", "/orders/"+a.text("id")+"/timeline", nil)
		if timeline.text("items", 0, "type") != "order.captured" || timeline.text("items", 0, "summary") == "" {
			t.Errorf("timeline %s", timeline.body)
		}
		if n := len(w.must(200, "GET", "/events?after=0&type=order.*", nil).at("items").([]any)); n == 0 {
			t.Error("no events")
		}
	})
}

func TestOrderLists(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		for i := range 7 {
			w.must(201, "POST", "/orders", order(fmt.Sprint("L", i)))
		}
		var seen []string
		for cursor, pages := "", 0; ; pages++ {
			a := w.must(200, "GET", "/orders?limit=3&sort=number&cursor="+cursor, nil)
			for _, item := range a.at("items").([]any) {
				seen = append(seen, item.(map[string]any)["external_id"].(string))
			}
			if cursor = a.text("next_cursor"); cursor == "" {
				if pages != 2 {
					t.Errorf("%d pages", pages+1)
				}
				break
			}
		}
		if strings.Join(seen, " ") != "L0 L1 L2 L3 L4 L5 L6" {
			t.Errorf("seen %v", seen)
		}
		for query, want := range map[string]int{"q=l3": 1, "q=a%40example.com": 7, "q=tee-red": 7, "q=nothing": 0, "status=open": 7, "status=closed": 0, "channel=web": 7,
			"channel=other": 0, "attention=any": 7, "sku=TEE-RED-M": 7, "sku=TEE": 0, "placed_from=2026-11-21T00:00:00Z": 0, "placed_to=2026-11-21T00:00:00Z": 7,
			"payment_status=paid": 7, "q=%27%29%3A%2A%26%7C%21": 0, "q=%22+OR+%2A": 0, "tag=x%25": 0} {
			if n := len(w.must(200, "GET", "/orders?"+query, nil).at("items").([]any)); n != want {
				t.Errorf("%s finds %d, want %d", query, n, want)
			}
			if n := len(w.must(200, "GET", "/orders/rows?"+query, nil).at("items").([]any)); n != want {
				t.Errorf("%s finds %d rows, want %d", query, n, want)
			}
		}
		for _, query := range []string{"limit=0", "limit=201", "limit=x", "cursor=!", "cursor=e30x", "status=lost", "sort=email", "nothing=1", "placed_from=yesterday"} {
			a := w.send("GET", "/orders?"+query, nil)
			if a.StatusCode != 422 || a.text("code") != "invalid" || a.text("errors", 0, "field") != strings.SplitN(query, "=", 2)[0] {
				t.Errorf("%s: %d %s", query, a.StatusCode, a.body)
			}
		}
	})
}

func TestBatch(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/orders", order("B1"))
		bad := strings.Replace(order("B3"), `"quantity":2`, `"quantity":1.5`, 1)
		body := `{"orders":[` + order("B1") + "," + order("B2") + "," + bad + `,{"channel":17},null]}`
		a := w.must(200, "POST", "/orders/batch", body)
		if a.at("created") != 1.0 || a.at("known") != 1.0 || a.at("failed") != 3.0 {
			t.Fatalf("got %s", a.body)
		}
		for i, status := range []float64{200, 201, 422, 422, 422} {
			if a.at("items", i, "status") != status || a.at("items", i, "index") != float64(i) {
				t.Errorf("item %d: %v", i, a.at("items", i))
			}
		}
		if a.text("items", 2, "problem", "errors", 0, "field") != "lines[0].quantity" {
			t.Errorf("got %s", a.body)
		}
		full := w.must(200, "POST", "/orders/batch?view=full", "["+order("B2")+"]")
		if full.text("items", 0, "order", "external_id") != "B2" {
			t.Errorf("got %s", full.body)
		}
		for _, empty := range []string{`{}`, `[]`, `{"orders":[]}`, `{"orders":7}`, `"x"`, `7`} {
			if a := w.send("POST", "/orders/batch", empty); a.StatusCode != 422 {
				t.Errorf("%s: %d %s", empty, a.StatusCode, a.body)
			}
		}
		if a := w.send("POST", "/orders/batch", `{"orders":[`+strings.Repeat("{},", 1000)+`{}]}`); a.StatusCode != 422 {
			t.Errorf("1001 orders: %d", a.StatusCode)
		}
	})
}

func TestIdempotencyKey(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		for _, x := range []struct{ path, one, other string }{
			{"/orders", order("K1"), order("K2")},
			{"/orders/batch", "[" + order("K3") + "]", "[" + order("K4") + "]"},
			{"/locations", `{"code":"LEJ"}`, `{"code":"LON"}`},
		} {
			key := "key-" + x.path
			first := w.send("POST", x.path, x.one, "Idempotency-Key", key)
			if first.StatusCode >= 300 || first.Header.Get("Idempotency-Replayed") != "" {
				t.Fatalf("%s: %d %s", x.path, first.StatusCode, first.body)
			}
			again := w.send("POST", x.path, x.one, "Idempotency-Key", key)
			if again.StatusCode != first.StatusCode || string(again.body) != string(first.body) || again.Header.Get("Idempotency-Replayed") != "true" {
				t.Errorf("%s again: %d %s\nfirst: %d %s", x.path, again.StatusCode, again.body, first.StatusCode, first.body)
			}
			if a := w.send("POST", x.path, x.other, "Idempotency-Key", key); a.StatusCode != 422 || a.text("code") != "key_reused" {
				t.Errorf("%s with another body: %d %s", x.path, a.StatusCode, a.body)
			}
			refused := w.send("POST", x.path, `{"code":""}`, "Idempotency-Key", key+"-refused")
			if refused.StatusCode != 422 {
				t.Errorf("%s refused: %d", x.path, refused.StatusCode)
			}
			if a := w.send("POST", x.path, x.one, "Idempotency-Key", key+"-refused"); a.StatusCode >= 300 {
				t.Errorf("%s: a key whose write was refused is spent: %d %s", x.path, a.StatusCode, a.body)
			}
		}
		for _, key := range []string{strings.Repeat("x", 256), "a b", "tab\there", "ü"} {
			if a := w.send("POST", "/orders", order("K9"), "Idempotency-Key", key); a.StatusCode != 422 {
				t.Errorf("key %.20q: %d", key, a.StatusCode)
			}
		}
	})
}

// TestKeyInFlight sends one write many times at once: it happens once, and
// everybody gets its answer or is told to wait.
func TestKeyInFlight(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		var wg sync.WaitGroup
		answers := make([]answer, 20)
		for i := range answers {
			wg.Go(func() { answers[i] = w.send("POST", "/locations", `{"code":"LEJ"}`, "Idempotency-Key", "together") })
		}
		wg.Wait()
		for _, a := range answers {
			if a.StatusCode != http.StatusCreated && a.text("code") != "key_in_flight" {
				t.Errorf("%d %s", a.StatusCode, a.body)
			}
		}
		if n := len(w.must(200, "GET", "/locations", nil).at("items").([]any)); n != 2 {
			t.Errorf("%d locations", n)
		}
	})
}

func TestKnownOrderAtOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		var wg sync.WaitGroup
		answers := make([]answer, 20)
		for i := range answers {
			wg.Go(func() { answers[i] = w.send("POST", "/orders", order("C1")) })
		}
		wg.Wait()
		created := 0
		for _, a := range answers {
			if a.StatusCode == 201 {
				created++
			}
			if a.text("id") != answers[0].text("id") {
				t.Errorf("%d %s", a.StatusCode, a.body)
			}
		}
		if created != 1 {
			t.Errorf("created %d times", created)
		}
	})
}

func TestConditions(t *testing.T) {
	w := lite(t)
	w.shop()
	a := w.must(200, "GET", "/skus/TEE-RED-M", nil)
	tag := a.Header.Get("ETag")
	if !strings.HasPrefix(tag, `"1-`) {
		t.Fatalf("ETag %s", tag)
	}
	w.must(304, "GET", "/skus/TEE-RED-M", nil, "If-None-Match", tag)
	w.must(200, "GET", "/skus/TEE-RED-M", nil, "If-None-Match", `"1"`)
	edited := w.must(200, "PATCH", "/skus/TEE-RED-M", `{"title":"Red tee"}`, "If-Match", `"1"`)
	if !strings.HasPrefix(edited.Header.Get("ETag"), `"2-`) {
		t.Errorf("ETag %s", edited.Header.Get("ETag"))
	}
	w.must(200, "GET", "/skus/TEE-RED-M", nil, "If-None-Match", tag)
	if a := w.send("PATCH", "/skus/TEE-RED-M", `{"title":"X"}`, "If-Match", `"1"`); a.StatusCode != 412 || a.text("code") != "stale" {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	for _, tag := range []string{"1", `"x"`, `"`, `""`} {
		if a := w.send("PATCH", "/skus/TEE-RED-M", `{"title":"X"}`, "If-Match", tag); a.StatusCode != 422 {
			t.Errorf("If-Match %s: %d", tag, a.StatusCode)
		}
	}
	w.must(200, "PATCH", "/skus/TEE-RED-M", `{"title":"Y"}`, "If-Match", "*")
}

// TestChangedOrder has the channel state an order anew: it is the same order in
// a new version, also when the request is repeated under its key.
func TestChangedOrder(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		first := w.must(201, "POST", "/orders", sampleOrderBody)
		changed := w.twice(200, "POST", "/orders", strings.Replace(sampleOrderBody, `"quantity":2`, `"quantity":3`, 1))
		if changed.text("id") != first.text("id") || changed.at("version") != 2.0 || changed.at("lines", 0, "quantity") != 3.0 {
			t.Errorf("%s", changed.body)
		}
		if again := w.must(200, "GET", "/orders/"+first.text("id"), nil); again.at("version") != 2.0 {
			t.Errorf("%s", again.body)
		}
	})
}
