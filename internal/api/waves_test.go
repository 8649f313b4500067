package api

import (
	"bytes"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestWaves(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":10,"reason":"received"}`)
		var works []string
		for _, external := range []string{"1001", "1002"} {
			o := w.must(201, "POST", "/orders", order(external))
			works = append(works, o.text("fulfillment_orders", 0, "id"))
			w.must(200, "POST", "/fulfillment-orders/"+works[len(works)-1]+"/release", nil)
		}
		picker := "Bearer " + w.tokenFor(oms.RoleWarehouse)
		first := "/fulfillment-orders/" + works[0]
		if got := w.twice(200, "POST", first+"/claim", `{}`); got.at("claim", "mine") != true {
			t.Errorf("%s", got.body)
		}
		if a := w.send("POST", first+"/claim", `{}`, "Authorization", picker); a.StatusCode != 409 || a.text("code") != "claimed" {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
		if got := w.must(200, "POST", first+"/claim", `{"take_over":true}`, "Authorization", picker); got.at("claim", "mine") != true {
			t.Errorf("%s", got.body)
		}
		if got := w.must(200, "GET", "/fulfillment-orders?location=BER", nil); got.at("items", 0, "claim", "mine") != false || got.text("items", 0, "claim", "name") == "" {
			t.Errorf("%s", got.body)
		}
		having := func(by, authorization string, want int) {
			t.Helper()
			head := []string{}
			if authorization != "" {
				head = []string{"Authorization", authorization}
			}
			got := w.must(200, "GET", "/fulfillment-orders?location=BER&claimed_by="+by, nil, head...)
			if items, _ := got.at("items").([]any); len(items) != want {
				t.Errorf("%s has %d, want %d: %s", by, len(items), want, got.body)
			}
		}
		having("me", picker, 1)
		having("me", "", 0)
		having("none", "", 1)
		having(w.must(200, "GET", first, nil).text("claim", "actor"), "", 1)
		having("user:nobody", "", 0)
		if a := w.send("GET", "/fulfillment-orders?claimed_by=Iris", nil); a.StatusCode != 422 {
			t.Errorf("a name is no actor: %d", a.StatusCode)
		}
		if a := w.send("POST", first+"/claim", `{}`, "Authorization", "Bearer "+w.tokenFor(oms.RoleReadOnly)); a.StatusCode != 403 {
			t.Errorf("who only reads claims work: %d", a.StatusCode)
		}
		w.must(200, "POST", first+"/give-back", nil, "Authorization", picker)

		v := w.twice(201, "POST", "/waves", `{"location":"BER","claim":true}`)
		wave := "/waves/" + v.text("number")
		if v.text("status") != "open" || v.at("progress", "to_pick") != 4.0 || v.at("stops", 0, "totes", 1, "tote") != 2.0 {
			t.Errorf("%s", v.body)
		}
		if got := w.must(200, "GET", first, nil); got.text("wave", "number") != v.text("number") || got.at("claim", "mine") != true {
			t.Errorf("%s", got.body)
		}
		having("me", "", 2) // the wave's
		having("none", "", 0)
		w.twice(200, "POST", wave+"/give-back", nil)
		having("me", "", 0)
		having("none", "", 2)
		w.twice(200, "POST", wave+"/claim", `{}`)
		w.twice(200, "POST", wave+"/take-out", `{"fulfillment_orders":["`+works[1]+`"]}`)
		pick := `{"items":[{"fulfillment_order":"` + works[0] + `","line":1,"quantity":2},{"fulfillment_order":"` + works[1] + `","line":1,"quantity":2}]}`
		if got := w.twice(200, "POST", wave+"/pick", pick); got.at("done") != 1.0 || got.text("items", 1, "problem", "code") != "conflict" {
			t.Errorf("%s", got.body)
		}
		if got := w.must(200, "GET", wave, nil); got.text("status") != "picked" || got.text("works", 1, "left_because") != "taken_out" {
			t.Errorf("%s", got.body)
		}
		if a := w.send("GET", wave+"/labels.pdf", nil); a.StatusCode != 409 {
			t.Errorf("labels before there are any: %d", a.StatusCode)
		}
		w.must(200, "POST", first+"/pack", nil)
		w.must(200, "POST", first+"/ship", nil)
		for _, name := range []string{"/labels.pdf", "/pick-list.pdf"} {
			if got := w.must(200, "GET", wave+name, nil); !bytes.HasPrefix(got.body, []byte("%PDF-")) {
				t.Errorf("%s: %.60s", name, got.body)
			}
		}
		other := w.must(201, "POST", "/waves", `{"location":"BER","fulfillment_orders":["`+works[1]+`"]}`)
		w.twice(200, "POST", "/waves/"+other.text("id")+"/dissolve", nil)
		if all := w.must(200, "GET", "/waves?location=BER", nil); len(all.at("items").([]any)) != 2 || all.text("items", 0, "status") != "dissolved" || all.at("items", 0, "works") != nil {
			t.Errorf("%s", all.body)
		}
		w.must(404, "GET", "/waves/WV-9", nil)
	})
}
