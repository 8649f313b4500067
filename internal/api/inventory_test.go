package api

import (
	"strings"
	"testing"
)

func TestInventory(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(200, "POST", "/stock/movements/batch", `{"movements":[{"sku":"TEE-RED-M","location":"BER","quantity":5,"reason":"received"},{"sku":"TEE-RED-M","location":"BER","quantity":-1,"reason":"lost","note":"fell off"}]}`)
		a := w.must(200, "GET", "/inventory?location=BER&sort=cover&q=tee", nil)
		if a.text("items", 0, "sku") != "TEE-RED-M" || a.text("items", 0, "levels", 0, "location") != "BER" || a.at("items", 0, "cover_days") != nil {
			t.Errorf("%s", a.body)
		}
		sums := w.must(200, "GET", "/inventory/sums?q=tee", nil)
		if sums.at("skus") != 1.0 || sums.at("locations", 0, "on_hand") != a.at("items", 0, "levels", 0, "on_hand") {
			t.Errorf("%s", sums.body)
		}
		file := w.must(200, "GET", "/inventory/export?q=tee", nil)
		if !strings.HasPrefix(string(file.body), "sku,title,") || !strings.Contains(string(file.body), "\nTEE-RED-M,") {
			t.Errorf("%s", file.body)
		}
		file = w.must(200, "GET", "/stock/movements/export?reason=lost", nil)
		if strings.Count(string(file.body), "\n") != 2 || !strings.Contains(string(file.body), ",on_hand,-1,lost,,fell off,") {
			t.Errorf("%s", file.body)
		}
		for _, bad := range []string{"/inventory?only=much", "/inventory?sort=title", "/inventory/export?sort=title", "/stock/movements/export?state=lost"} {
			w.must(422, "GET", bad, nil)
		}
	})
}
