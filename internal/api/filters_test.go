package api

import (
	"net/url"
	"strings"
	"testing"
)

// TestFilter filters, counts and completes over HTTP, and is told what is wrong.
func TestFilter(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		for _, id := range []string{"F1", "F2", "F3"} {
			w.must(201, "POST", "/orders", order(id))
		}
		ids := []string{w.must(200, "GET", "/orders?filter=external:F2", nil).text("items", 0, "id")}
		w.must(200, "POST", "/orders/tags", map[string]any{"ids": ids, "add": []string{"vip"}})
		get := func(path, filter string) answer {
			return w.must(200, "GET", path+"?filter="+urlText(filter), nil)
		}
		if n := get("/orders/count", "channel:web -tag:vip").at("count"); n != 2.0 {
			t.Errorf("counted %v", n)
		}
		if got := get("/orders", "tag:vip sku:TEE-* placed:2026-11 total:44.70"); got.text("items", 0, "external_id") != "F2" {
			t.Errorf("%s", got.body)
		}
		seen := map[string]bool{}
		for cursor := ""; ; {
			page := w.must(200, "GET", "/orders?limit=1&filter=channel:web&cursor="+cursor, nil)
			seen[page.text("items", 0, "external_id")] = true
			if cursor = page.text("next_cursor"); cursor == "" {
				break
			}
		}
		if len(seen) != 3 {
			t.Errorf("paged over %v", seen)
		}
		if a := w.must(200, "GET", "/orders/filters", nil); !strings.Contains(string(a.body), `"values":["vip"]`) || !strings.Contains(string(a.body), `"values":["web"]`) {
			t.Errorf("%s", a.body)
		}
		for _, path := range []string{"/orders", "/orders/count"} {
			a := w.must(422, "GET", path+"?filter="+urlText("tag:vip status:onhold"), nil)
			if !strings.Contains(string(a.body), `at character 16, \"onhold\"`) {
				t.Errorf("%s", a.body)
			}
			w.must(422, "GET", path+"?timezone=Nowhere/Land", nil)
		}
	})
}

func urlText(s string) string { return url.QueryEscape(s) }
