package api

import (
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestBulk previews, begins, looks at and stops a bulk operation over HTTP.
func TestBulk(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		id := w.must(201, "POST", "/orders", order("B1")).text("id")
		body := `{"action":"hold","filter":"channel:web","hold":{"reason":"wait"}}`
		p := w.must(200, "POST", "/orders/bulk/preview", body)
		if p.at("total") != 1.0 || p.at("will_change") != 1.0 || p.at("can_undo") != true {
			t.Errorf("%s", p.body)
		}
		b := w.twice(202, "POST", "/orders/bulk", `{"token":"`+p.text("token")+`"}`)
		path := "/bulk/" + b.text("id")
		if b.text("id") != p.text("token") || b.text("status") != "pending" || w.must(200, "GET", "/bulk", nil).text("items", 0, "id") != b.text("id") {
			t.Errorf("%s", b.body)
		}
		if r := w.must(200, "GET", path+"/results?result=waiting", nil); r.text("items", 0, "order_id") != id {
			t.Errorf("%s", r.body)
		}
		w.must(409, "POST", path+"/undo", nil)
		if s := w.must(200, "POST", path+"/stop", nil); s.text("status") != "stopped" {
			t.Errorf("%s", s.body)
		}
		if csv := w.must(200, "GET", path+"/results.csv", nil); !strings.Contains(string(csv.body), id+",waiting") {
			t.Errorf("%s", csv.body)
		}
		for role, want := range map[oms.Role]int{oms.RoleReadOnly: 403, oms.RoleWarehouse: 403, oms.RoleSupport: 200} {
			if a := w.send("POST", "/orders/bulk/preview", body, "Authorization", "Bearer "+w.tokenFor(role)); a.StatusCode != want {
				t.Errorf("%s: %d %s", role, a.StatusCode, a.body)
			}
			if a := w.send("POST", path+"/stop", nil, "Authorization", "Bearer "+w.tokenFor(role)); a.StatusCode != want {
				t.Errorf("%s stops: %d %s", role, a.StatusCode, a.body)
			}
		}
		w.must(422, "POST", "/orders/bulk", `{"action":"explode","ids":["`+id+`"]}`)
	})
}
