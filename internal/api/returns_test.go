package api

import (
	"testing"
)

func TestReturns(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":10,"reason":"received"}`)
		id := w.must(201, "POST", "/orders", order("back")).text("id")
		ful := w.must(200, "GET", "/orders/"+id, nil).text("fulfillment_orders", 0, "id")
		for _, step := range []string{"release", "pick", "pack", "ship"} {
			w.must(200, "POST", "/fulfillment-orders/"+ful+"/"+step, nil)
		}
		policy := w.must(200, "GET", "/returns/policy", nil)
		if policy.at("window_days") != 30.0 || policy.text("refund") != "on_inspection" {
			t.Errorf("%s", policy.body)
		}
		w.twice(200, "PUT", "/returns/policy", `{"window_days":60,"expire_days":30,"refund":"by_hand","refund_shipping":"last_unit","location":"BER"}`)
		r := w.twice(201, "POST", "/orders/"+id+"/returns", `{"lines":[{"order_line":1,"quantity":1,"reason":"too_small"}]}`)
		path := "/returns/" + r.text("id")
		if r.text("status") != "requested" || r.text("number") != "RET-1001" || r.text("lines", 0, "reason") != "too_small" || r.text("queue") != "requested" {
			t.Errorf("%s", r.body)
		}
		if a := w.send("POST", "/orders/"+id+"/returns", `{"lines":[{"order_line":1,"quantity":9}]}`); a.StatusCode != 409 {
			t.Errorf("nine: %d %s", a.StatusCode, a.body)
		}
		w.twice(200, "POST", path+"/approve", nil)
		w.twice(200, "POST", path+"/in-transit", `{"carrier":"dhl","tracking":"T-1"}`)
		if hit := w.must(200, "GET", "/search?q=RET-1001", nil); hit.text("exact", "id") != r.text("id") {
			t.Errorf("%s", hit.body)
		}
		w.twice(200, "POST", path+"/receive", `{"items":[{"line":1,"quantity":1}]}`)
		if counts := w.must(200, "GET", "/returns/counts?location=BER", nil); counts.at("items", 2, "count") != 1.0 || counts.text("items", 2, "oldest") == "" {
			t.Errorf("%s", counts.body)
		}
		if q := w.must(200, "POST", path+"/quote", `{"lines":[{"line":1,"deduction":"5.00"}]}`); q.text("refund") != "14.90" || q.text("lines", 0, "goods") != "19.90" {
			t.Errorf("%s", q.body)
		}
		w.twice(200, "POST", path+"/inspect", `{"items":[{"line":1,"quantity":1,"disposition":"damaged","condition":"broken"}]}`)
		if all := w.must(200, "GET", "/returns?queue=to_resolve", nil); all.text("items", 0, "id") != r.text("id") {
			t.Errorf("%s", all.body)
		}
		done := w.twice(200, "POST", path+"/resolve", `{"lines":[{"line":1,"deduction":"5.00","why":"Worn"}]}`)
		if done.text("status") != "closed" || done.text("refunded") != "14.90" || done.text("lines", 0, "why") != "Worn" {
			t.Errorf("%s", done.body)
		}
		o := w.must(200, "GET", "/orders/"+id, nil)
		if o.text("return_status") != "partially_returned" || o.text("amounts", "credited") != "14.90" || o.text("amounts", "due") != "0.00" {
			t.Errorf("%s", o.body)
		}
		w.must(200, "GET", path, nil)
		w.must(200, "GET", path+"/skus", nil)
		blind := w.twice(201, "POST", "/returns/receive", `{"order":"`+o.text("number")+`","items":[{"order_line":1,"quantity":1}]}`)
		if blind.text("lines", 0, "reason") != "unannounced" || blind.text("queue") != "to_inspect" {
			t.Errorf("%s", blind.body)
		}
		second := "/returns/" + blind.text("id")
		if a := w.send("POST", second+"/cancel", `{"reason":"no"}`); a.StatusCode != 409 {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
		if all := w.must(200, "GET", "/returns?order="+id+"&limit=1", nil); all.text("items", 0, "number") != "RET-1002" || all.text("next_cursor") == "" {
			t.Errorf("%s", all.body)
		}
	})
}
