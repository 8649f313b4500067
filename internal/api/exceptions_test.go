package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// troubles make an order with an exception of a kind, each time another one.
var troubles = map[oms.ExceptionKind]func(w *world, n string) string{
	oms.ExceptionUnfillable: func(w *world, n string) string {
		w.must(201, "POST", "/skus", `{"code":"GONE-`+n+`","unfillable":"unallocated"}`)
		w.must(201, "POST", "/locations", `{"code":"CLOSED-`+n+`","name":"Closed","kind":"store","active":false}`)
		w.must(201, "POST", "/stock/movements", `{"sku":"GONE-`+n+`","location":"CLOSED-`+n+`","quantity":5,"reason":"received"}`)
		return w.must(201, "POST", "/orders", strings.Replace(order(n), "TEE-RED-M", "GONE-"+n, 1)).text("id")
	},
	oms.ExceptionTotalMismatch: func(w *world, n string) string {
		return w.must(201, "POST", "/orders", strings.Replace(order(n), `"shipping_total"`, `"total":"1.00","shipping_total"`, 1)).text("id")
	},
	oms.ExceptionPaymentFailed: func(w *world, n string) string {
		return w.must(201, "POST", "/orders", strings.Replace(order(n), `"status":"paid"`, `"status":"failed"`, 1)).text("id")
	},
	oms.ExceptionRefundDue: func(w *world, n string) string {
		id := w.must(201, "POST", "/orders", order(n)).text("id")
		return w.must(200, "POST", "/orders/"+id+"/cancel", `{}`).text("id")
	},
	oms.ExceptionShortPick: func(w *world, n string) string {
		o := w.must(201, "POST", "/orders", order(n))
		ful := o.text("fulfillment_orders", 0, "id")
		w.must(200, "POST", "/fulfillment-orders/"+ful+"/release", nil)
		w.must(200, "POST", "/fulfillment-orders/"+ful+"/pick", `{"items":[{"line":1,"short":1}]}`)
		return o.text("id")
	},
	oms.ExceptionDeliveryFailed: func(w *world, n string) string {
		o := w.must(201, "POST", "/orders", order(n))
		for _, verb := range []string{"release", "pick", "pack", "ship"} {
			o = w.must(200, "POST", "/fulfillment-orders/"+o.text("fulfillment_orders", 0, "id")+"/"+verb, "{}")
		}
		w.must(200, "POST", "/shipments/"+o.text("shipments", 0, "id")+"/track", `{"status":"exception","reason":"consignee_absent"}`)
		return o.text("id")
	},
}

// TestSuggestedActionsWork performs every suggestion of every kind of trouble
// as it is told.
func TestSuggestedActionsWork(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/locations", `{"code":"LEJ","name":"Leipzig","kind":"warehouse"}`)
		for _, at := range []string{"BER", "LEJ"} {
			w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"`+at+`","quantity":500,"reason":"received"}`)
		}
		for kind, trouble := range troubles {
			for i, n := 0, 1; i < n; i++ {
				id := trouble(w, fmt.Sprintf("%s-%d", kind, i))
				e := w.must(200, "GET", "/exceptions?status=unresolved&order_id="+id+"&kind="+string(kind), nil)
				detail := w.must(200, "GET", "/exceptions/"+e.text("items", 0, "id"), nil)
				if !strings.Contains(detail.text("context"), "Order "+detail.text("order_number")+" from web") {
					t.Errorf("%s: %q", kind, detail.text("context"))
				}
				if said := detail.text("exception", "says", 0, "code"); said != string(kind) && !strings.HasPrefix(said, string(kind)+".") || strings.Contains(detail.text("context"), "{") {
					t.Errorf("%s says %s: %q", kind, said, detail.text("context"))
				}
				if n = len(detail.at("suggested_actions").([]any)); n == 0 {
					t.Errorf("%s suggests nothing: %s", kind, detail.body)
					continue
				}
				act := func(field string) string { return detail.text("suggested_actions", i, field) }
				if a := w.send(act("method"), act("path"), detail.at("suggested_actions", i, "body")); a.StatusCode >= 300 {
					t.Errorf("%s: %s: %d %s", kind, act("label"), a.StatusCode, a.body)
				}
			}
		}
	})
}

// TestExceptionBulk changes many at once, with an answer for each.
func TestExceptionBulk(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":100,"reason":"received"}`)
		var ids []string
		for i := range 3 {
			order := troubles[oms.ExceptionPaymentFailed](w, fmt.Sprint(i))
			ids = append(ids, w.must(200, "GET", "/exceptions?order_id="+order, nil).text("items", 0, "id"))
		}
		count := func(query string) int {
			return len(w.must(200, "GET", "/exceptions?status=unresolved&"+query, nil).at("items").([]any))
		}
		if a := w.must(200, "GET", "/exceptions/"+ids[0], nil); a.at("exception", "due_at") == nil {
			t.Errorf("no clock: %s", a.body)
		}
		bulk := w.must(200, "POST", "/exceptions/bulk", map[string]any{"ids": append([]string{"exc_none"}, ids[:2]...), "action": "assign", "owner": "me"})
		if bulk.at("done") != 2.0 || bulk.at("failed") != 1.0 || bulk.at("items", 0, "done") != false {
			t.Errorf("%s", bulk.body)
		}
		if mine, nobodys := count("owner=me"), count("owner=none"); mine != 2 || nobodys != 1 {
			t.Errorf("%d are mine, %d nobody's", mine, nobodys)
		}
		w.must(200, "POST", "/exceptions/bulk", map[string]any{"ids": ids[:1], "action": "snooze", "until": time.Now().Add(time.Hour)})
		if seen, snoozed := count("snoozed=false"), count("snoozed=true"); seen != 2 || snoozed != 1 {
			t.Errorf("%d are seen, %d snoozed", seen, snoozed)
		}
		w.must(200, "POST", "/exceptions/"+ids[0]+"/snooze", map[string]any{"until": time.Now().Add(-time.Hour)})
		if seen := count("snoozed=false&sort=due_at"); seen != 3 {
			t.Errorf("%d are seen after waking", seen)
		}
		w.must(422, "POST", "/exceptions/bulk", map[string]any{"ids": ids, "action": "snooze"})
		w.must(200, "POST", "/exceptions/bulk", map[string]any{"ids": ids, "action": "dismiss", "note": "a drill"})
		if left := count("snoozed=false"); left != 0 {
			t.Errorf("%d are left", left)
		}
	})
}

// TestExceptionOwners gives an exception to whoever the list offers.
func TestExceptionOwners(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		user := w.must(201, "POST", "/users", `{"email":"ines@example.com","name":"Ines","role":"operator"}`)
		w.must(201, "POST", "/users", `{"email":"rita@example.com","name":"Rita","role":"read_only"}`)
		id := troubles[oms.ExceptionTotalMismatch](w, "owned")
		e := w.must(200, "GET", "/exceptions?status=unresolved&order_id="+id, nil)
		if number := w.must(200, "GET", "/orders/"+id, nil).text("number"); e.text("items", 0, "order_number") != number {
			t.Errorf("the row names order %q, want %q", e.text("items", 0, "order_number"), number)
		}
		w.must(200, "POST", "/exceptions/"+e.text("items", 0, "id")+"/assign", `{"owner":"Night shift"}`)
		owners := w.must(200, "GET", "/exceptions/owners", nil)
		if !strings.Contains(string(owners.body), `"me":true`) || strings.Contains(string(owners.body), "Rita") {
			t.Errorf("owners: %s", owners.body)
		}
		for _, want := range []string{`{"owner":"user:` + user.text("id") + `","name":"Ines","me":false}`, `{"owner":"Night shift","name":"Night shift","me":false}`} {
			if !strings.Contains(string(owners.body), want) {
				t.Errorf("%s is missing in %s", want, owners.body)
			}
		}
	})
}
