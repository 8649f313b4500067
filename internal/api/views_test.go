package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestViews saves, shares, changes, hides and deletes views as several people.
func TestViews(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		names := func(headers ...string) (out []string) {
			for _, v := range w.must(200, "GET", "/views?page=orders", nil, headers...).at("items").([]any) {
				out = append(out, v.(map[string]any)["name"].(string))
			}
			return out
		}
		delivered := []string{"To release", "On hold", "Unpaid", "Late", "Today's", "VIP"}
		if got := fmt.Sprint(names()); got != fmt.Sprint(delivered) {
			t.Fatal(got)
		}
		for _, v := range w.must(200, "GET", "/views", nil).at("items").([]any) {
			v := v.(map[string]any)
			if a := w.send("GET", "/orders/count?filter="+urlText(v["filter"].(string)), nil); a.StatusCode != 200 {
				t.Errorf("%s: %s", v["name"], a.body)
			}
		}
		support := []string{"Authorization", "Bearer " + w.tokenFor(oms.RoleSupport)}
		mine := `{"page":"orders","name":"Mine","filter":"tag:vip","columns":["number","total"],"sort":"-total"}`
		v := w.must(201, "POST", "/views", mine, support...)
		if again := w.must(200, "POST", "/views", mine, support...); again.text("id") != v.text("id") {
			t.Error("the same view twice is two")
		}
		path := "/views/" + v.text("id")
		w.must(409, "POST", "/views", `{"page":"orders","name":"mine","filter":"tag:other"}`, support...)
		w.must(201, "POST", "/views", `{"page":"orders","name":"`+strings.Repeat("ü", 80)+`"}`) // characters, not bytes
		w.must(422, "POST", "/views", `{"page":"orders","name":"`+strings.Repeat("u", 81)+`"}`)
		w.must(403, "POST", "/views", `{"page":"orders","name":"All","shared":true}`, support...)
		w.must(422, "POST", "/views", `{"page":"orders","name":"Bad","filter":"tag:"}`, support...)
		w.must(422, "POST", "/views", `{"page":"orders","name":"Bad","sort":"color"}`, support...)
		w.must(404, "GET", path, nil)
		w.must(404, "DELETE", path, nil)
		w.must(201, "POST", "/views", mine) // the same name, another owner
		w.must(201, "POST", "/views", `{"page":"orders","name":"Mine","shared":true,"position":50}`)
		if got := fmt.Sprint(names(support...)); got != fmt.Sprint(append(delivered, "Mine", "Mine")) {
			t.Error(got)
		}
		w.must(412, "PATCH", path, `{"name":"Mine too"}`, append(support, "If-Match", `"7"`)...)
		w.must(409, "PATCH", "/views/viw_00000000000000000000000006", `{"name":"late"}`)
		w.must(403, "PATCH", "/views/viw_00000000000000000000000006", `{"hidden":true}`, support...)
		if hidden := w.must(200, "PATCH", "/views/viw_00000000000000000000000006", `{"hidden":true}`, "If-Match", `"1"`); hidden.at("hidden") != true || hidden.text("name") != "VIP" {
			t.Errorf("%s", hidden.body)
		}
		w.must(409, "DELETE", "/views/viw_00000000000000000000000006", nil)
		if changed := w.must(200, "PATCH", path, `{"name":"Mine too","columns":[]}`, append(support, "If-Match", `"1"`)...); changed.at("version") != 2.0 || changed.text("filter") != "tag:vip" {
			t.Errorf("%s", changed.body)
		}
		w.must(204, "DELETE", path, nil, support...)
		w.must(404, "GET", path, nil, support...)
	})
}
