package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/table"
)

// TestExport exports more than a page, as orders and as lines.
func TestExport(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		var batch []string
		for i := range 205 {
			batch = append(batch, strings.Replace(order(fmt.Sprint("X", i)), `"name":"A"}`, `"name":"=1+1"}`, 1))
		}
		w.must(200, "POST", "/orders/batch", `{"orders":[`+strings.Join(batch, ",")+`]}`)
		a := w.must(200, "GET", "/orders/export?columns=external_id,name,total&filter=channel:web", nil)
		rows := strings.Split(strings.TrimSpace(string(a.body)), "\n")
		if len(rows) != 206 || rows[0] != "external_id,name,total" || !strings.HasSuffix(rows[1], ",'=1+1,44.70") {
			t.Errorf("%d rows, %v", len(rows), rows[:2])
		}
		if disposition := a.Header.Get("Content-Disposition"); disposition != `attachment; filename="orders.csv"` {
			t.Error(disposition)
		}
		seen := map[string]bool{}
		for _, r := range rows[1:] {
			seen[strings.Split(r, ",")[0]] = true
		}
		if len(seen) != 205 {
			t.Errorf("%d different orders", len(seen))
		}
		a = w.must(200, "GET", "/orders/export?rows=lines&format=jsonl&columns=external_id,sku,quantity,name&filter=external:X7", nil)
		if got := strings.TrimSpace(string(a.body)); got != `{"external_id":"X7","sku":"TEE-RED-M","quantity":"2","name":"=1+1"}` {
			t.Error(got)
		}
		a = w.must(200, "GET", "/orders/export?format=xlsx&columns=order,external_id,total", nil)
		if kind, name := a.Header.Get("Content-Type"), a.Header.Get("Content-Disposition"); kind != xlsxMedia || name != `attachment; filename="orders.xlsx"` {
			t.Error(kind, name)
		}
		sheet, err := table.Open(bytes.NewReader(a.body), table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer sheet.Close()
		totals := 0
		for row, err := sheet.Read(); !errors.Is(err, io.EOF); row, err = sheet.Read() {
			if err != nil || row.Cells[2] != "44.7" {
				t.Fatal(row, err)
			}
			totals++
		}
		if totals != 205 {
			t.Errorf("%d rows in the workbook", totals)
		}
		for _, bad := range []string{"columns=color", "columns=sku", "columns=order,order", "filter=tag:", "format=pdf", "rows=cells"} {
			w.must(422, "GET", "/orders/export?"+bad, nil)
		}
	})
}
