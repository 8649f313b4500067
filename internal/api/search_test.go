package api

import (
	"net/url"
	"testing"
)

// TestSearch finds each noun by what is written on it.
func TestSearch(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.roads()
		w.must(201, "POST", "/skus", `{"code":"MUG-BLUE","title":"Mug blue","barcode":"4012345678901"}`)
		shipped := w.must(200, "GET", "/orders/"+ids["shipped"], nil)
		packed := w.must(200, "GET", "/orders/"+ids["packed"], nil)
		for q, want := range map[string]string{
			shipped.text("number"):                                        ids["shipped"],
			packed.text("external_id"):                                    ids["packed"],
			packed.text("fulfillment_orders", 0, "number"):                packed.text("fulfillment_orders", 0, "id"),
			shipped.text("shipments", 0, "parcels", 0, "tracking_number"): shipped.text("shipments", 0, "id"),
			"4012345678901":                                               w.must(200, "GET", "/skus/MUG-BLUE", nil).text("id"),
			"mug-blue":                                                    w.must(200, "GET", "/skus/MUG-BLUE", nil).text("id"),
			"BER":                                                         w.must(200, "GET", "/locations/BER", nil).text("id"),
			"a@example.com":                                               w.must(200, "GET", "/orders/"+ids["packed"], nil).text("customer", "id"),
		} {
			a := w.must(200, "GET", "/search?q="+url.QueryEscape(q), nil)
			if got := a.text("exact", "id"); got != want {
				t.Errorf("%s is %q, want %q: %s", q, got, want, a.body)
			}
		}
		if a := w.must(200, "GET", "/search?q=mug", nil); a.at("exact") != nil || a.text("groups", 0, "items", 0, "code") != "MUG-BLUE" {
			t.Errorf("the beginning of a word: %s", a.body)
		}
		if a := w.must(200, "GET", "/search?q=nothing-has-this", nil); len(a.at("groups").([]any)) != 0 {
			t.Errorf("%s", a.body)
		}
		mine := w.must(200, "GET", "/search?q=a@example.com", nil, "Authorization", "Bearer "+w.tokenFor("warehouse"))
		for i := range mine.at("groups").([]any) {
			if mine.text("groups", i, "type") == "customer" {
				t.Errorf("a role without customers.read sees %s", mine.body)
			}
		}
	})
}
