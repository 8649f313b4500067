package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestRouting drafts, tests, replays and publishes a policy over HTTP.
func TestRouting(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/orders", order("R1"))
		live := w.must(200, "GET", "/routing/policy", nil)
		if live.at("version") != 0.0 || live.text("status") != "live" || live.text("policy", "currency") != "EUR" {
			t.Fatalf("%s", live.body)
		}
		draft := `{"note":"all in one","policy":{"currency":"EUR","handling":{"parcel":100},"split":900,"late":{},"balance":{},"carbon":{},` +
			`"rules":[{"name":"one","when":{"countries":["DE"]},"then":{"action":"prefer","by":"all_in_one"}},{"name":"two","when":{"channels":["nowhere"]},"then":{"action":"never_split"}}]}}`
		v := w.twice(201, "POST", "/routing/versions", draft)
		if v.at("version") != 1.0 || v.text("status") != "draft" || v.text("warnings", 0, "kind") != "dead" {
			t.Errorf("%s", v.body)
		}
		bad := w.send("POST", "/routing/versions", `{"note":"x","policy":{"currency":"EUR","handling":{},"late":{},"balance":{},"carbon":{},"rules":[{"name":"w","when":{},"then":{"action":"weight"}}]}}`)
		if bad.StatusCode != 422 || bad.text("errors", 0, "field") != "policy.rules[0].then.locations" {
			t.Errorf("%d %s", bad.StatusCode, bad.body)
		}
		if d := w.must(200, "GET", "/routing/versions/1/diff?from=0", nil); d.text("rules", 0, "kind") != "added" {
			t.Errorf("%s", d.body)
		}
		try := w.must(200, "POST", "/routing/test", `{"channel":"web","items":[{"sku":"TEE-RED-M","quantity":1}],"destination":{"country_code":"DE"},"version":1}`)
		if try.text("short", 0, "sku") != "TEE-RED-M" || try.at("version") != 1.0 || try.text("why", "rules_fired", 0) != "one" {
			t.Errorf("%s", try.body)
		}
		w.must(409, "POST", "/routing/versions/1/publish", nil)
		untested := `{"untested":true,"reason":"it is urgent"}`
		if a := w.send("POST", "/routing/versions/1/publish", untested, "Authorization", "Bearer "+w.tokenFor(oms.RoleOperator)); a.StatusCode != 403 {
			t.Errorf("an operator publishes untested: %d %s", a.StatusCode, a.body)
		}
		if p := w.must(200, "POST", "/routing/versions/1/publish", untested); p.text("status") != "live" || p.text("untested") != "it is urgent" {
			t.Errorf("%s", p.body)
		}
		r := w.twice(202, "POST", "/routing/replays", `{"last":10,"variants":[{"version":0},{"name":"written out","policy":`+policyText+`}]}`)
		path := "/routing/replays/" + r.text("id")
		if r.text("status") != "pending" || r.at("total") != 1.0 || r.text("variants", 1, "name") != "written out" {
			t.Errorf("%s", r.body)
		}
		if rows := w.must(200, "GET", path+"/orders", nil); rows.at("items", 0, "defect") != false || rows.at("items", 0, "units") != 2.0 {
			t.Errorf("%s", rows.body)
		}
		w.must(200, "GET", path, nil)
		if csv := w.must(200, "GET", path+"/orders/export", nil); !strings.Contains(string(csv.body), "written out cost") {
			t.Errorf("%s", csv.body)
		}
		if s := w.must(200, "POST", path+"/stop", nil); s.text("status") != "stopped" {
			t.Errorf("%s", s.body)
		}
		checkDraft(t, w)
		checkRates(t, w)
		checkCanary(t, w)
		w.must(200, "GET", "/routing/replays", nil)
		w.must(422, "POST", "/routing/replays", `{"variants":[{"version":0}]}`)
		w.must(422, "POST", "/routing/replays", `{"last":1,"variants":[{"version":99}]}`)
		if o := w.must(200, "POST", "/routing/reoptimize", `{"dry_run":true}`); o.at("moved") != 0.0 || o.at("next") != 0.0 {
			t.Errorf("%s", o.body)
		}
		w.must(200, "POST", "/routing/reoptimize", `{}`)
		if runs := w.must(200, "GET", "/routing/reoptimize/runs", nil); runs.at("items", 0, "moved") != 0.0 {
			t.Errorf("%s", runs.body)
		}
		w.must(200, "PUT", "/routing/reoptimize/schedule", `{"every_hours":6}`)
		if s := w.must(200, "GET", "/routing/reoptimize/schedule", nil); s.at("every_hours") != 6.0 {
			t.Errorf("%s", s.body)
		}
		if b := w.must(200, "POST", "/routing/versions/0/rollback", nil); b.at("version") != 3.0 || b.at("rolled_back_to") != 0.0 {
			t.Errorf("%s", b.body)
		}
		if l := w.must(200, "GET", "/routing/versions", nil); l.at("items", 0, "version") != 3.0 || l.text("items", 2, "status") != "retired" {
			t.Errorf("%s", l.body)
		}
	})
}

// checkDraft keeps a draft with a fault, and gives it up.
func checkDraft(t *testing.T, w *world) {
	t.Helper()
	draft := `{"base":0,"note":"x","policy":{"currency":"EUR","handling":{},"late":{},"balance":{},"carbon":{},"rules":[{"name":"w","when":{},"then":{"action":"weight"}}]}}`
	if d := w.must(200, "PUT", "/routing/draft", draft); d.text("faults", 0, "field") != "policy.rules[0].then.locations" {
		t.Errorf("%s", d.body)
	}
	if d := w.send("PUT", "/routing/draft", draft, "If-Match", `"7"`); d.StatusCode != 412 {
		t.Errorf("%d %s", d.StatusCode, d.body)
	}
	if d := w.must(200, "GET", "/routing/draft", nil); d.at("revision") != 1.0 {
		t.Errorf("%s", d.body)
	}
	w.must(204, "DELETE", "/routing/draft", nil)
}

// checkCanary tries a version on a share of the orders, and stops it.
func checkCanary(t *testing.T, w *world) {
	t.Helper()
	v := w.must(201, "POST", "/routing/versions", `{"note":"never split","policy":`+policyText+`}`).at("version").(float64)
	start := fmt.Sprintf(`{"version":%.0f,"share":10,"untested":true,"reason":"a test"}`, v)
	if a := w.send("POST", "/routing/canaries", start, "Authorization", "Bearer "+w.tokenFor(oms.RoleOperator)); a.StatusCode != 403 {
		t.Errorf("an operator tries what is untested: %d %s", a.StatusCode, a.body)
	}
	for _, share := range []string{"0", "101"} {
		if a := w.send("POST", "/routing/canaries", strings.Replace(start, `"share":10`, `"share":`+share, 1)); a.StatusCode != 422 || !strings.HasSuffix(a.text("errors", 0, "field"), "share") {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
	}
	c := w.twice(201, "POST", "/routing/canaries", start)
	path := "/routing/canaries/" + c.text("id")
	if c.text("status") != "running" || c.at("guards", "cost_percent") != 10.0 || c.at("report", "paired", "orders") != 0.0 || !strings.HasPrefix(c.Header.Get("ETag"), `"1-`) {
		t.Errorf("%s", c.body)
	}
	if a := w.send("PATCH", path, `{"share":25}`, "If-Match", `"7"`); a.StatusCode != 412 {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	if a := w.must(200, "PATCH", path, `{"share":25,"guards":{"late_points":3}}`); a.at("share") != 25.0 || a.at("guards", "late_points") != 3.0 || a.at("guards", "cost_percent") != nil {
		t.Errorf("%s", a.body)
	}
	w.must(409, "POST", "/routing/versions/0/rollback", nil)
	if a := w.must(200, "GET", "/routing/canaries", nil); a.text("items", 0, "id") != c.text("id") {
		t.Errorf("%s", a.body)
	}
	if a := w.must(200, "POST", path+"/stop", `{"reason":"enough"}`); a.text("status") != "stopped" || a.text("reason") != "enough" {
		t.Errorf("%s", a.body)
	}
	w.must(409, "POST", path+"/promote", nil)
	w.must(200, "GET", path, nil)
}

// checkRates reads and writes prices, and asks what a parcel costs.
func checkRates(t *testing.T, w *world) {
	t.Helper()
	if b := w.must(200, "GET", "/routing/cards/built-in", nil); b.text("cards", 0, "name") != "Standard" || b.text("services", "Express") != "express" {
		t.Errorf("%s", b.body)
	}
	file := w.must(200, "GET", "/routing/cards/export?card=Standard", nil)
	if !strings.HasPrefix(string(file.body), "zone,domestic,from,to,up_to_km,days,1000 g,") {
		t.Errorf("%s", file.body)
	}
	w.must(404, "GET", "/routing/cards/export?card=Nobody", nil)
	if s := w.must(200, "POST", "/routing/cards/read?currency=EUR", string(file.body), "Content-Type", "text/csv"); s.text("zones", 1, "name") != "eu" || s.at("zones", 0, "prices", 0) != 419.0 {
		t.Errorf("%s", s.body)
	}
	if s := w.must(200, "POST", "/routing/cards/read?currency=EUR", "zone,1000\na,x\n", "Content-Type", "text/csv"); s.text("faults", 0, "field") != "row 2, 1000 g" {
		t.Errorf("%s", s.body)
	}
	w.must(422, "POST", "/routing/cards/read?currency=EUR", "a,b\n1,2\n", "Content-Type", "text/csv")
	q := w.must(200, "POST", "/routing/quote", `{"location":"BER","destination":{"country_code":"DE"},"weight_grams":1500}`)
	if q.at("quotes", 0, "up_to_grams") != 2000.0 || q.at("quotes", 0, "best") != true {
		t.Errorf("%s", q.body)
	}
	if bad := w.send("POST", "/routing/quote", `{"location":"MOON","destination":{"country_code":"DE"},"weight_grams":1}`); bad.StatusCode != 422 || bad.text("errors", 0, "field") != "location" {
		t.Errorf("%d %s", bad.StatusCode, bad.body)
	}
}

const policyText = `{"currency":"EUR","handling":{},"late":{},"balance":{},"carbon":{},"never_split":true}`
