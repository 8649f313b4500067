package api

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/oms"
)

func TestImport(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		q := jobs.New(w.store, jobs.Settings{Poll: 5 * time.Millisecond})
		w.flow.RegisterImports(q)
		q.Start(t.Context())
		t.Cleanup(func() { q.Stop(context.Background()) })
		options := url.QueryEscape(`{"channel":"web","currency":"EUR"}`)
		const file = "order,sku,qty,price\n1,TEE-RED-M,2,19.90\n2,NOPE,1,5\n"
		started := w.must(202, "POST", "/imports?kind=orders&name=a.csv&options="+options, file, "Content-Type", "text/csv", "Idempotency-Key", "k1")
		id := started.text("id")
		if again := w.must(202, "POST", "/imports?kind=orders&name=a.csv&options="+options, file, "Content-Type", "text/csv", "Idempotency-Key", "k1"); again.text("id") != id {
			t.Errorf("the same key began another import: %s", again.body)
		}
		a := w.must(200, "GET", "/imports/"+id, nil)
		for range 1000 {
			if a.text("status") == "done" {
				break
			}
			time.Sleep(5 * time.Millisecond)
			a = w.must(200, "GET", "/imports/"+id, nil)
		}
		if a.at("report", "created") != 1.0 || a.at("report", "rejected") != 1.0 || a.at("progress", "orders_from") != 2.0 {
			t.Errorf("%s", a.body)
		}
		rejects := w.must(200, "GET", "/imports/"+id+"/rejects.csv", nil)
		if !strings.Contains(string(rejects.body), "order,sku,qty,price,reason\n2,NOPE,1,5,") || !strings.HasPrefix(rejects.Header.Get("Content-Type"), "text/csv") {
			t.Errorf("%s", rejects.body)
		}
		if all := w.must(200, "GET", "/imports", nil); all.text("items", 0, "id") != id || all.at("items", 1) != nil {
			t.Errorf("%s", all.body)
		}
		if orders := w.must(200, "GET", "/orders?q=1", nil); orders.at("items", 0, "lines", 0, "counters", "ordered") != 2.0 {
			t.Errorf("%s", orders.body)
		}
	})
}

func TestImportRefused(t *testing.T) {
	w := lite(t)
	w.shop()
	web := url.QueryEscape(`{"channel":"web"}`)
	w.must(422, "POST", "/imports?kind=orders&options="+web, "a,b\n1,2\n", "Content-Type", "text/csv")
	w.must(422, "POST", "/imports?kind=orders&options=%7B", "order,sku,qty\n", "Content-Type", "text/csv")
	w.must(422, "POST", "/imports?kind=dreams", "order,sku,qty\n", "Content-Type", "text/csv")
	w.must(400, "POST", "/imports?kind=orders&options="+web, "\x7fELF\x00\x00", "Content-Type", "application/octet-stream")
	w.must(404, "GET", "/imports/imp_nothing", nil)
	w.must(404, "GET", "/imports/imp_nothing/rejects.csv", nil)
	w.token = w.tokenFor(oms.RoleSupport)
	w.must(202, "POST", "/imports?kind=orders&options="+web, "order,sku,qty\n1,TEE-RED-M,1\n", "Content-Type", "text/csv")
	w.must(403, "POST", "/imports?kind=skus", "sku\nA\n", "Content-Type", "text/csv")
	orders := w.must(200, "GET", "/imports", nil).text("items", 0, "id")
	w.token = w.tokenFor(oms.RoleWarehouse)
	w.must(403, "POST", "/imports?kind=orders&options="+web, "order,sku,qty\n1,TEE-RED-M,1\n", "Content-Type", "text/csv")
	w.must(403, "GET", "/imports/"+orders+"/rejects.csv", nil)
	stock := w.must(202, "POST", "/imports?kind=stock", "sku,location,quantity\nTEE-RED-M,BER,5\n", "Content-Type", "text/csv").text("id")
	w.must(200, "GET", "/imports/"+stock+"/rejects.csv", nil)
	w.token = w.tokenFor(oms.RoleReadOnly)
	w.must(403, "POST", "/imports?kind=stock", "sku,location,quantity\nTEE-RED-M,BER,5\n", "Content-Type", "text/csv")
}
