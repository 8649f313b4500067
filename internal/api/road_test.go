package api

import (
	"bytes"
	"fmt"
	"testing"
)

// twice sends a write with an Idempotency-Key, and again: the second answer is
// the first one.
func (w *world) twice(status int, method, path string, body any, headers ...string) answer {
	w.t.Helper()
	w.keys++
	headers = append(headers, "Idempotency-Key", fmt.Sprint("key-", w.keys))
	first := w.must(status, method, path, body, headers...)
	again := w.must(status, method, path, body, headers...)
	if again.Header.Get("Idempotency-Replayed") != "true" || !bytes.Equal(first.body, again.body) {
		w.t.Fatalf("%s %s again: %q %s\nfirst: %s", method, path, again.Header.Get("Idempotency-Replayed"), again.body, first.body)
	}
	return first
}

// TestRoad takes one order from capture to the door, each step over HTTP.
func TestRoad(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		moved := w.twice(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":100,"reason":"received"}`)
		if moved.at("level", "on_hand") != 100.0 || moved.text("level", "location") != "BER" || moved.text("level", "sku") != "TEE-RED-M" {
			t.Errorf("%s", moved.body)
		}
		o := w.twice(201, "POST", "/orders", sampleOrderBody)
		id := o.text("id")
		if o.at("lines", 0, "counters", "allocated") != 2.0 || o.text("fulfillment_orders", 0, "location", "code") != "BER" || o.text("fulfillment_orders", 0, "location", "name") != "Berlin" {
			t.Errorf("%s", o.body)
		}
		w.checkStock(100, 2)
		why := w.must(200, "GET", "/orders/"+id+"/allocations", nil)
		if why.at("items", 0, "quantity") != 2.0 || why.at("decisions", 0, "version") != 0.0 || why.at("decisions", 0, "why", "candidates", 0, "place", "latitude") != 52.5 ||
			why.text("decisions", 0, "picks", 0, "location") != "BER" || why.text("locations", 0, "name") != "Berlin" {
			t.Errorf("%s", why.body)
		}
		held := w.twice(200, "POST", "/orders/"+id+"/hold", `{"reason":"the buyer asked to wait"}`)
		if held.text("holds", 0, "status") != "active" || held.text("attention") != "hold" {
			t.Errorf("%s", held.body)
		}
		ful := held.text("fulfillment_orders", 0, "id")
		if a := w.send("POST", "/fulfillment-orders/"+ful+"/release", nil); a.StatusCode != 409 {
			t.Errorf("released although held: %d %s", a.StatusCode, a.body)
		}
		if work := w.must(200, "GET", "/fulfillment-orders/"+ful, nil); work.text("order", "holds", 0, "type") != "manual" || work.text("order", "recipient") != "A" {
			t.Errorf("%s", work.body)
		}
		w.twice(200, "POST", "/orders/"+id+"/release", nil)
		w.twice(200, "POST", "/orders/"+id+"/fulfillment-orders/release", nil)
		for _, code := range []string{o.text("number"), o.text("number") + "-1", "1001", "tee-red-m", w.must(200, "GET", "/fulfillment-orders/"+ful+"/skus", nil).text("items", 0, "barcode")} {
			if found := w.must(200, "GET", "/fulfillment-orders/scan?location=BER&code="+code, nil); found.text("items", 0, "id") != ful {
				t.Errorf("%q names %s", code, found.body)
			}
		}
		w.twice(200, "POST", "/fulfillment-orders/"+ful+"/pick", nil)
		if found := w.must(200, "GET", "/fulfillment-orders/scan?location=BER&code=TEE-RED-M", nil); len(found.at("items").([]any)) != 0 {
			t.Errorf("picked and still wanted: %s", found.body)
		}
		w.twice(200, "POST", "/fulfillment-orders/"+ful+"/unpick", `{"items":[{"line":1,"quantity":1}]}`)
		w.twice(200, "POST", "/fulfillment-orders/"+ful+"/pick", `{"items":[{"line":1,"quantity":1}]}`)
		packed := w.twice(200, "POST", "/fulfillment-orders/"+ful+"/pack", `{"parcels":[{"weight_grams":460}]}`)
		w.twice(200, "POST", "/parcels/"+packed.text("fulfillment_orders", 0, "parcels", 0, "id")+"/unpack", nil)
		w.twice(200, "POST", "/fulfillment-orders/"+ful+"/pack", nil)
		if n := len(w.must(200, "GET", "/fulfillment-orders/"+ful+"/rates", nil).at("items").([]any)); n == 0 {
			t.Error("no rates")
		}
		shipped := w.twice(200, "POST", "/fulfillment-orders/"+ful+"/ship", nil)
		ship := shipped.text("shipments", 0, "id")
		tracking := shipped.text("shipments", 0, "parcels", 0, "tracking_number")
		if shipped.at("lines", 0, "counters", "shipped") != 2.0 || tracking == "" {
			t.Fatalf("%s", shipped.body)
		}
		w.checkStock(98, 0)
		w.checkPapers(ful, ship)
		if n := len(w.must(200, "GET", "/orders?q="+tracking, nil).at("items").([]any)); n != 1 {
			t.Errorf("%d orders have the tracking number", n)
		}
		w.twice(200, "POST", "/shipments/"+ship+"/track", `{"status":"out_for_delivery"}`)
		done := w.twice(200, "POST", "/shipments/"+ship+"/deliver", nil)
		if done.text("lifecycle") != "closed" || done.text("delivery_status") != "delivered" {
			t.Errorf("%s", done.body)
		}
		if n := len(w.must(200, "GET", "/shipments?status=delivered&location=BER", nil).at("items").([]any)); n != 1 {
			t.Errorf("%d shipments delivered", n)
		}
		if n := len(w.must(200, "GET", "/fulfillment-orders?status=working&location=BER", nil).at("items").([]any)); n != 0 {
			t.Errorf("%d fulfillment orders left", n)
		}
		audit := w.must(200, "GET", "/audit?limit=200", nil)
		if audit.at("items", 0, "seq").(float64) < 5 || audit.text("items", 0, "actor") == "" || audit.text("items", 0, "origin") == "" {
			t.Errorf("%s", audit.body)
		}
	})
}

// checkStock compares the stock of TEE-RED-M at BER.
func (w *world) checkStock(onHand, allocated float64) {
	w.t.Helper()
	a := w.must(200, "GET", "/stock?sku=TEE-RED-M", nil)
	if a.at("items", 0, "on_hand") != onHand || a.at("items", 0, "allocated") != allocated || a.at("items", 0, "available") != onHand-allocated {
		w.t.Errorf("stock %s, want %v and %v", a.body, onHand, allocated)
	}
}

func (w *world) checkPapers(ful, ship string) {
	w.t.Helper()
	for path, begin := range map[string]string{
		"/shipments/" + ship + "/label.pdf": "%PDF", "/shipments/" + ship + "/label.zpl": "^XA", "/fulfillment-orders/" + ful + "/packing-slip.pdf": "%PDF",
		"/locations/BER/pick-list.pdf": "%PDF",
	} {
		a := w.must(200, "GET", path, nil)
		if !bytes.Contains(a.body[:min(len(a.body), 200)], []byte(begin)) || a.Header.Get("Content-Disposition") == "" {
			w.t.Errorf("%s: %.40q", path, a.body)
		}
	}
}

func TestCancelAndEdit(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":10,"reason":"received"}`)
		o := w.must(201, "POST", "/orders", sampleOrderBody)
		id := o.text("id")
		preview := w.must(200, "POST", "/orders/"+id+"/edit-preview", `{"lines":[{"line":1,"quantity":1}]}`)
		if preview.text("difference") == "0.00" || preview.text("before") != "44.70" {
			t.Errorf("%s", preview.body)
		}
		w.checkStock(10, 2)
		if a := w.send("PATCH", "/orders/"+id, `{"lines":[{"line":1,"quantity":1}]}`, "If-Match", `"9"`); a.StatusCode != 412 {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
		edited := w.twice(200, "PATCH", "/orders/"+id, `{"lines":[{"line":1,"quantity":1}],"note":"Ring twice"}`, "If-Match", o.Header.Get("ETag"))
		if edited.at("order", "version") != 2.0 || edited.text("difference") != preview.text("difference") || edited.at("order", "lines", 0, "quantity") != 1.0 {
			t.Errorf("%s", edited.body)
		}
		w.checkStock(10, 1)
		w.twice(200, "POST", "/orders/"+id+"/payments", `{"kind":"refund","amount":"10.00","reference":"re_1"}`)
		tagged := w.twice(200, "POST", "/orders/tags", `{"ids":["`+id+`","ord_nothing"],"add":["vip"]}`)
		if tagged.at("done") != 1.0 || tagged.at("failed") != 1.0 || tagged.text("items", 1, "problem", "code") != "not_found" {
			t.Errorf("%s", tagged.body)
		}
		if n := len(w.must(200, "GET", "/orders?tag=vip", nil).at("items").([]any)); n != 1 {
			t.Errorf("%d orders tagged", n)
		}
		canceled := w.twice(200, "POST", "/orders/"+id+"/cancel", `{"reason":"changed their mind"}`)
		if canceled.text("lifecycle") != "canceled" || canceled.text("cancel_reason") != "changed their mind" {
			t.Errorf("%s", canceled.body)
		}
		w.checkStock(10, 0)
		draft := w.must(201, "POST", "/orders", `{"draft":true,`+order("D1")[1:])
		if draft.text("lifecycle") != "draft" {
			t.Errorf("%s", draft.body)
		}
		if open := w.twice(200, "POST", "/orders/"+draft.text("id")+"/confirm", nil); open.text("lifecycle") != "open" {
			t.Errorf("%s", open.body)
		}
	})
}

func TestStockVerbs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.twice(201, "POST", "/locations", `{"code":"LEJ","name":"Leipzig"}`)
		many := w.twice(200, "POST", "/stock/movements/batch", `{"movements":[{"sku":"TEE-RED-M","location":"BER","quantity":20,"reason":"received"},{"sku":"NOPE","location":"BER","quantity":1,"reason":"received"}]}`)
		if many.at("done") != 1.0 || many.at("failed") != 1.0 {
			t.Errorf("%s", many.body)
		}
		refused := w.send("POST", "/stock/movements", `{"sku":"NOPE","location":"BER","quantity":1,"reason":"received"}`, "Idempotency-Key", "later")
		if refused.StatusCode != 422 {
			t.Errorf("%d %s", refused.StatusCode, refused.body)
		}
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":5,"reason":"received"}`, "Idempotency-Key", "later")
		count := w.twice(200, "POST", "/stock/counts", `{"location":"BER","items":[{"sku":"TEE-RED-M","counted":22}]}`)
		if count.at("items", 0, "variance") != -3.0 || count.text("reference") == "" {
			t.Errorf("%s", count.body)
		}
		transfer := w.twice(201, "POST", "/stock/transfers", `{"from":"BER","to":"LEJ","items":[{"sku":"TEE-RED-M","quantity":5}]}`)
		w.twice(200, "POST", "/stock/transfers/"+transfer.text("id")+"/receive", nil)
		w.must(200, "GET", "/stock/transfers/"+transfer.text("id"), nil)
		other := w.must(201, "POST", "/stock/transfers", `{"from":"BER","to":"LEJ","items":[{"sku":"TEE-RED-M","quantity":1}]}`)
		w.twice(200, "POST", "/stock/transfers/"+other.text("id")+"/cancel", nil)
		if n := len(w.must(200, "GET", "/stock/transfers", nil).at("items").([]any)); n != 2 {
			t.Errorf("%d transfers", n)
		}
		rows := w.must(200, "GET", "/stock?sku=TEE-RED-M", nil)
		if len(rows.at("items").([]any)) != 2 || rows.at("items", 0, "on_hand") != 17.0 || rows.at("items", 1, "on_hand") != 5.0 {
			t.Errorf("%s", rows.body)
		}
		claim := w.twice(201, "POST", "/reservations", `{"reference":"cart-1","items":[{"sku":"TEE-RED-M","quantity":2}]}`)
		w.twice(200, "POST", "/reservations/"+claim.text("id")+"/extend", `{"ttl_seconds":60}`)
		if w.must(200, "GET", "/reservations/"+claim.text("id"), nil).text("items", 0, "location") == "" {
			t.Error("the reservation has no location")
		}
		w.twice(200, "POST", "/reservations/"+claim.text("id")+"/release", nil)
		w.must(200, "GET", "/reservations?status=released", nil)
		walk := w.must(200, "GET", "/stock/walk?sku=TEE-RED-M", nil)
		if walk.at("network", "available") != 22.0 {
			t.Errorf("%s", walk.body)
		}
		if n := len(w.must(200, "GET", "/stock/movements?sku=TEE-RED-M&limit=2", nil).at("items").([]any)); n != 2 {
			t.Errorf("%d movements", n)
		}
	})
}

func TestExceptions(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/orders", sampleOrderBody)
		id := w.must(200, "GET", "/exceptions?status=unresolved", nil).text("items", 0, "id")
		w.twice(200, "POST", "/exceptions/"+id+"/acknowledge", nil)
		w.twice(200, "POST", "/exceptions/"+id+"/assign", `{"owner":"Iris"}`)
		if a := w.twice(200, "POST", "/exceptions/"+id+"/resolve", `{"note":"ordered more"}`); a.text("status") != "resolved" {
			t.Errorf("%s", a.body)
		}
		if a := w.must(200, "GET", "/exceptions?status=settled", nil); a.text("items", 0, "id") != id {
			t.Errorf("%s", a.body)
		}
		if a := w.must(200, "GET", "/exceptions?status=unresolved", nil); bytes.Contains(a.body, []byte(id)) {
			t.Errorf("%s", a.body)
		}
	})
}

func TestWebhooksAndJobs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		hook := w.twice(201, "POST", "/webhooks", `{"url":"http://127.0.0.1:1/hooks","events":["order.*"]}`)
		id := hook.text("id")
		if w.must(200, "GET", "/webhooks/"+id+"/secret", nil).text("secret") == "" {
			t.Error("no secret")
		}
		w.twice(200, "POST", "/webhooks/"+id+"/secret", nil)
		edited := w.twice(200, "PATCH", "/webhooks/"+id, `{"enabled":false}`)
		if edited.at("enabled") != false || edited.Header.Get("ETag") == "" {
			t.Errorf("%s", edited.body)
		}
		w.must(200, "GET", "/webhooks/"+id+"/deliveries", nil)
		w.twice(200, "PATCH", "/webhooks/"+id, `{"enabled":true}`)
		w.twice(200, "POST", "/webhooks/"+id+"/replay", `{"from":"2026-01-01T00:00:00Z"}`)
		w.twice(204, "DELETE", "/webhooks/"+id, nil)
		w.must(404, "GET", "/webhooks/"+id, nil)
		w.must(200, "GET", "/jobs?state=dead", nil)
		w.must(200, "GET", "/jobs/counts", nil)
		w.must(404, "POST", "/jobs/job_x/replay", nil)
	})
}

func TestCatalog(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.twice(201, "POST", "/skus", `{"code":"CAP"}`)
		set := w.twice(201, "POST", "/skus", `{"code":"SET","components":[{"sku":"TEE-RED-M","quantity":1},{"sku":"CAP","quantity":2}]}`)
		if set.at("bundle") != true {
			t.Errorf("%s", set.body)
		}
		listing := w.twice(201, "POST", "/listings", `{"channel":"web","sku":"TEE-RED-M","price":"19.90","currency":"EUR","buffer":2}`)
		w.twice(200, "PATCH", "/listings/"+listing.text("id"), `{"cap":5}`)
		w.twice(200, "PATCH", "/locations/BER", `{"priority":3}`)
		w.twice(200, "PATCH", "/channels/web", `{"currency":"EUR"}`)
		customer := w.twice(201, "POST", "/customers", `{"email":"b@example.com","name":"B"}`)
		w.twice(200, "PATCH", "/customers/"+customer.text("id"), `{"note":"regular"}`)
		for _, path := range []string{"/skus", "/skus/SET", "/listings", "/locations", "/locations/BER", "/channels", "/channels/web", "/customers?q=b", "/customers/" + customer.text("id")} {
			w.must(200, "GET", path, nil)
		}
		bundle := w.must(201, "POST", "/orders", `{"channel":"web","external_id":"S1","currency":"EUR","lines":[{"sku":"SET","quantity":3,"unit_price":"30.00"}]}`)
		if len(bundle.at("lines").([]any)) != 1 || bundle.at("lines", 0, "components", 1, "counters", "ordered") != 6.0 {
			t.Errorf("%s", bundle.body)
		}
		if a := w.send("POST", "/skus", `{"code":"CAP","title":"Another"}`); a.StatusCode != 409 {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
	})
}

// TestConnections connects a shop and takes a webhook from it, signed and not.
func TestConnections(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		if w.must(200, "GET", "/drivers", nil).text("items", 0, "fields", 0, "name") == "" {
			t.Error("no form")
		}
		settings := map[string]string{"shop": "example.myshopify.com", "token": "shpat_0123456789abcdef", "api_secret": "very-secret-key"}
		made := w.twice(201, "POST", "/connections", map[string]any{"driver": "shopify", "channel": "shop", "settings": settings})
		id := made.text("id")
		if bytes.Contains(made.body, []byte("shpat_")) || bytes.Contains(made.body, []byte("very-secret")) {
			t.Errorf("a secret is shown: %s", made.body)
		}
		if a := w.send("POST", "/connections", map[string]any{"driver": "shopify", "channel": "shop2", "settings": map[string]string{"shop": "no shop"}}); a.StatusCode != 422 ||
			a.text("errors", 0, "field") != "settings.shop" {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
		before := w.count()
		for name, headers := range map[string][]string{
			"Unsigned": {}, "WrongSignature": {"X-Shopify-Hmac-Sha256", "AAAA"},
		} {
			headers = append(headers, "Authorization", "", "X-Shopify-Topic", "orders/create", "X-Shopify-Shop-Domain", "example.myshopify.com", "X-Shopify-Webhook-Id", "1")
			if a := w.send("POST", "/connections/"+id+"/webhook", `{"id":1}`, headers...); a.StatusCode != 401 || a.text("code") != "unauthorized" {
				t.Errorf("%s: %d %s", name, a.StatusCode, a.body)
			}
		}
		if after := w.count(); after != before {
			t.Errorf("something was changed: %s, before %s", after, before)
		}
		w.twice(200, "POST", "/connections/"+id+"/pause", nil)
		w.must(409, "POST", "/connections/"+id+"/sync", nil)
		w.twice(200, "PATCH", "/connections/"+id, `{"name":"Main shop"}`)
		seen := w.must(200, "GET", "/connections/"+id, nil).Header.Get("ETag")
		w.must(200, "PATCH", "/connections/"+id, `{"name":"First shop"}`, "If-Match", seen)
		w.must(412, "PATCH", "/connections/"+id, `{"name":"Second shop"}`, "If-Match", seen)
		w.twice(200, "POST", "/connections/"+id+"/resume", nil)
		w.twice(204, "POST", "/connections/"+id+"/sync", nil)
		w.must(200, "GET", "/connections", nil)
		w.must(200, "GET", "/connections/"+id, nil)
		fresh := w.must(200, "GET", "/connections/"+id, nil).Header.Get("ETag")
		sold := w.must(201, "POST", "/listings", `{"channel":"shop","sku":"TEE-RED-M"}`).text("id")
		if state := w.twice(200, "POST", "/listings/"+sold+"/push", nil).text("sync", "state"); state != "pending" {
			t.Errorf("the listing is %s", state)
		}
		w.must(200, "GET", "/connections/"+id, nil, "If-None-Match", fresh) // its settings are as they were, how far it has told is not
		if n := len(w.must(200, "GET", "/listings?state=pending", nil).at("items").([]any)); n != 1 {
			t.Errorf("%d listings wait", n)
		}
		untold := w.must(201, "POST", "/listings", `{"channel":"web","sku":"TEE-RED-M"}`).text("id")
		w.must(409, "POST", "/listings/"+untold+"/push", nil)
		w.must(200, "GET", "/connections/"+id+"/notices?state=failed", nil)
		w.twice(200, "POST", "/connections/"+id+"/publish", nil)
		w.twice(204, "POST", "/connections/"+id+"/reconcile", nil)
		w.twice(204, "DELETE", "/connections/"+id, nil)
	})
}
