package api

import "testing"

// What is there already with the same content is answered with 200, under a key
// and its repetition too.
func TestCreateAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		for path, body := range map[string]string{
			"/skus": `{"code":"CUP"}`, "/locations": `{"code":"LEJ"}`, "/channels": `{"code":"till"}`, "/customers": `{"email":"iris@example.com"}`,
			"/listings": `{"channel":"web","sku":"TEE-RED-M"}`, "/suppliers": `{"code":"MILL","name":"A mill"}`,
		} {
			id := w.must(201, "POST", path, body, "Idempotency-Key", "first"+path).text("id")
			for _, c := range []struct {
				status int
				key    string
			}{{200, "second" + path}, {200, "second" + path}, {201, "first" + path}, {200, ""}} {
				if again := w.must(c.status, "POST", path, body, "Idempotency-Key", c.key); again.text("id") != id {
					t.Errorf("%s: %s, want %s", path, again.body, id)
				}
			}
		}
	})
}

// Lists are taken with commas between, and one by one.
func TestListsOneByOne(t *testing.T) {
	w := lite(t)
	w.shop()
	w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":10,"reason":"received"}`)
	w.must(201, "POST", "/orders", order("1"))
	for _, q := range []string{"status=closed,open", "status=closed&status=open", "status=closed&status=open,on_hold"} {
		if a := w.must(200, "GET", "/fulfillment-orders?"+q, nil); a.at("items", 0) == nil {
			t.Errorf("%s: %s", q, a.body)
		}
	}
	w.must(422, "GET", "/fulfillment-orders?status=open&status=dreaming", nil)
}
