package api

import (
	"bytes"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestCounts(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":10,"reason":"received"}`)
		counter := "Bearer " + w.tokenFor(oms.RoleWarehouse)
		c := w.twice(201, "POST", "/counts", `{"location":"BER","skus":["TEE-RED-M"],"tolerance":{"percent":1}}`)
		if c.text("number") != "CC-1001" || c.at("lines", 0, "expected") != nil {
			t.Errorf("%s", c.body)
		}
		path := "/counts/" + c.text("id")
		if a := w.send("POST", "/counts", `{"location":"BER"}`, "Authorization", counter); a.StatusCode != 403 {
			t.Errorf("a counter planned a count: %d", a.StatusCode)
		}
		if got := w.twice(200, "POST", path+"/tallies", `{"items":[{"sku":"TEE-RED-M","quantity":3,"add":true}]}`); got.at("lines", 0, "counted") != 3.0 || got.at("lines", 0, "variance") != nil {
			t.Errorf("a repetition counted again, or a blind count says too much: %s", got.body)
		}
		w.must(200, "POST", path+"/file", "sku,counted\nTEE-RED-M,2\n", "Authorization", counter)
		done := w.twice(200, "POST", path+"/finish", `{"uncounted":"skip"}`)
		if done.text("status") != "review" || done.at("progress", "pending") != 1.0 {
			t.Errorf("%s", done.body)
		}
		if seen := w.must(200, "GET", path, nil, "Authorization", counter); seen.at("lines", 0, "variance") != nil || seen.at("lines", 0, "counted") != 5.0 {
			t.Errorf("who counts is told too much: %s", seen.body)
		}
		if seen := w.must(200, "GET", path, nil); seen.at("lines", 0, "variance") != -5.0 || seen.text("lines", 0, "waits") == "" {
			t.Errorf("%s", seen.body)
		}
		if a := w.send("POST", path+"/approve", `{}`, "Authorization", counter); a.StatusCode != 403 {
			t.Errorf("a counter approved: %d", a.StatusCode)
		}
		w.twice(200, "POST", path+"/recount", `{"skus":["TEE-RED-M"]}`)
		w.must(200, "POST", path+"/tallies", `{"items":[{"sku":"TEE-RED-M","quantity":4}]}`)
		w.must(200, "POST", path+"/finish", nil)
		closed := w.twice(200, "POST", path+"/approve", `{"skus":["TEE-RED-M"]}`)
		if closed.text("count", "status") != "closed" || closed.at("count", "lines", 0, "applied") != -6.0 || len(closed.at("refused").([]any)) != 0 {
			t.Errorf("%s", closed.body)
		}
		if sheet := w.must(200, "GET", path+"/sheet.csv", nil); !bytes.Contains(sheet.body, []byte("TEE-RED-M,")) || !strings.Contains(string(sheet.body), ",approved") {
			t.Errorf("%s", sheet.body)
		}
		other := w.must(201, "POST", "/counts", `{"location":"BER","in_stock":true,"open":true}`)
		if open := w.must(200, "GET", "/counts/"+other.text("id"), nil); open.at("lines", 0, "expected") != 4.0 {
			t.Errorf("%s", open.body)
		}
		w.twice(200, "POST", "/counts/"+other.text("id")+"/reject", nil)
		w.twice(200, "POST", "/counts/"+other.text("id")+"/cancel", nil)
		if all := w.must(200, "GET", "/counts?status=closed,canceled&location=BER", nil); len(all.at("items").([]any)) != 2 || all.at("items", 0, "lines") != nil {
			t.Errorf("%s", all.body)
		}
	})
}
