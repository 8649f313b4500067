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
		if strings.Count(string(file.body), "\n") != 2 || !strings.Contains(string(file.body), ",on_hand,-1,,lost,,fell off,") {
			t.Errorf("%s", file.body)
		}
		for _, bad := range []string{"/inventory?only=much", "/inventory?sort=title", "/inventory/export?sort=title", "/stock/movements/export?state=lost"} {
			w.must(422, "GET", bad, nil)
		}
	})
}

func TestPlannedTransfer(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/locations", `{"code":"LEJ","name":"Leipzig","kind":"warehouse","address":{"city":"Leipzig","country_code":"DE"}}`)
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":9,"reason":"received"}`)
		x := w.twice(201, "POST", "/stock/transfers", `{"from":"BER","to":"LEJ","draft":true,"items":[{"sku":"TEE-RED-M","quantity":3}]}`)
		path := "/stock/transfers/" + x.text("id")
		if x.text("status") != "draft" || x.at("sent_at") != nil || x.at("items", 0, "open") != 0.0 {
			t.Errorf("%s", x.body)
		}
		w.twice(200, "PATCH", path, `{"items":[{"sku":"TEE-RED-M","quantity":4}]}`)
		if x = w.twice(200, "POST", path+"/ship", nil); x.text("status") != "in_transit" || x.at("items", 0, "open") != 4.0 {
			t.Errorf("%s", x.body)
		}
		w.twice(200, "POST", path+"/receive", `{"items":[{"sku":"TEE-RED-M","quantity":1}]}`)
		x = w.must(200, "POST", path+"/receive", `{"items":[],"complete":true}`)
		if x.text("status") != "received" || x.at("items", 0, "missing") != 3.0 || x.at("items", 0, "open") != 0.0 {
			t.Errorf("%s", x.body)
		}
		if all := w.must(200, "GET", "/stock/transfers?status=received&sku=TEE-RED-M", nil); all.text("items", 0, "id") != x.text("id") {
			t.Errorf("%s", all.body)
		}
	})
}
