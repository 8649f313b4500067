package api

import (
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestCustomer sums up a customer's orders and keeps notes about them.
func TestCustomer(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/orders", order("C1"))
		w.must(201, "POST", "/orders", strings.Replace(order("C2"), "Hauptstr. 1", "Nebenstr. 2", 1))
		last := w.must(201, "POST", "/orders", strings.Replace(order("C3"), "2026-11-20T10", "2026-11-21T10", 1)).text("id")
		const path = "/customers/a@example.com"
		s := w.must(200, "GET", path+"/summary", nil)
		if s.at("orders") != 3.0 || s.text("last_order", "id") != last || s.text("spent", 0, "total") != "134.10" || s.text("spent", 0, "currency") != "EUR" ||
			s.text("addresses", 0, "address", "address1") != "Hauptstr. 1" || s.at("addresses", 0, "orders") != 2.0 || s.at("addresses", 1, "orders") != 1.0 {
			t.Errorf("%s", s.body)
		}
		w.must(200, "POST", "/orders/"+last+"/cancel", nil)
		if s := w.must(200, "GET", path+"/summary", nil); s.text("spent", 0, "total") != "89.40" || s.at("orders") != 3.0 {
			t.Errorf("%s", s.body)
		}
		w.twice(201, "POST", path+"/notes", `{"text":"first"}`)
		w.must(201, "POST", path+"/notes", `{"text":"second"}`)
		page := w.must(200, "GET", path+"/notes?limit=1", nil)
		next := w.must(200, "GET", path+"/notes?limit=1&cursor="+page.text("next_cursor"), nil)
		if page.text("items", 0, "text") != "second" || next.text("items", 0, "text") != "first" || next.text("next_cursor") != "" || !strings.HasPrefix(page.text("items", 0, "author"), "token:") {
			t.Errorf("%s\n%s", page.body, next.body)
		}
		w.must(422, "POST", path+"/notes", `{"text":" "}`)
		w.must(404, "GET", "/customers/nobody@example.com/summary", nil)
		w.must(403, "POST", path+"/notes", `{"text":"x"}`, "Authorization", "Bearer "+w.tokenFor(oms.RoleReadOnly))
	})
}
