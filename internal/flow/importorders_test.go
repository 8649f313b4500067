package flow

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/switchyard-oms/switchyard/oms"
)

// importing runs an import that must not fail as a whole.
func (w *world) importFile(file string, in OrderImport) *ImportReport {
	w.t.Helper()
	in.Channel = "web"
	r, err := w.ImportOrders(w.ctx, strings.NewReader(file), in)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// byExternalID reads an order.
func (w *world) byExternalID(id string) *oms.Order {
	w.t.Helper()
	page, err := w.Orders(w.ctx, OrderFilter{Query: id, Limit: 10}, "")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, o := range page.Items {
		if o.ExternalID == id {
			return w.stored(o.ID)
		}
	}
	w.t.Fatalf("there is no order %s", id)
	return nil
}

const shopFile = `Order No,Created at,Email,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Currency,Shipping,Taxes,Financial Status,Lineitem sku,Lineitem name,Lineitem quantity,Lineitem price,Gift,Engraving,Note
1001,2026-11-19 10:00:00 +0100,ANNA@example.com,Anna,Hauptstr. 1,Berlin,10115,Germany,EUR,4.90,6.00,paid,TEE,Tee,2,"19,90",yes,AB,
1002,2026-11-19,bo@example.com,Bo,High St 2,London,N1 1AA,United Kingdom,EUR,0,0,pending,CUP,Cup,1,5.00,,,ring
1001,,,,,,,,,,,,CUP,Cup,3,5,,CD,
1001,,,,,,,,,,,,TEE,Tee,1,19.9000,,,
`

func TestImportOrders(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		w.sku("CUP", "backorder", "BER", 2)
		r := w.importFile(shopFile, OrderImport{PricesIncludeTax: true})
		if r.Rows != 4 || r.Created != 2 || r.Lines != 4 || r.Units != 7 || r.Allocated != 5 || r.Backordered != 2 || r.Rejected != 0 {
			t.Errorf("%+v", r)
		}
		o := w.byExternalID("1001")
		if len(o.Lines) != 3 || o.Lines[0].UnitPrice != 1990 || o.Lines[2].UnitPrice != 1990 || o.Lines[2].SKU != "TEE" || o.TaxTotal != 600 || o.Total != 1990*3+1500+490 {
			t.Errorf("total %d, tax %d, %+v", o.Total, o.TaxTotal, o.Lines)
		}
		if o.Email != "anna@example.com" || o.ShippingAddress.CountryCode != "DE" || o.ShippingAddress.City != "Berlin" || o.PaymentStatus != oms.Paid ||
			!o.PlacedAt.Equal(time.Date(2026, 11, 19, 9, 0, 0, 0, time.UTC)) {
			t.Errorf("%+v", o)
		}
		if string(o.Attributes) != `{"Gift":"yes"}` || string(o.Lines[0].Attributes) != `{"Engraving":"AB"}` || string(o.Lines[1].Attributes) != `{"Engraving":"CD"}` {
			t.Errorf("attributes %s, %s, %s", o.Attributes, o.Lines[0].Attributes, o.Lines[1].Attributes)
		}
		if raw, err := w.Payload(w.ctx, o.ID); err != nil || !strings.Contains(string(raw), `"19.9000"`) {
			t.Errorf("the payload is %s, %v", raw, err)
		}
		if o := w.byExternalID("1002"); o.Note != "ring" || o.ShippingAddress.CountryCode != "GB" || len(o.Holds) != 1 {
			t.Errorf("%+v", o)
		}
		again := w.importFile(shopFile, OrderImport{PricesIncludeTax: true})
		if again.Created != 0 || again.Known != 2 || again.Changed != 0 {
			t.Errorf("again: %+v", again)
		}
		w.audit()
	})
}

func TestImportRejects(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		const file = "order;sku;qty;price;date;title\n" +
			"1;TEE;1;5;2026-11-01;Tee\n" +
			"2;TEE;1;5;2026-11-01;=evil\n2;NOPE;1;5;2026-11-01;Nope\n" +
			"3;TEE;0;5;2026-11-01;Tee\n4;TEE;-2;5;2026-11-01;Tee\n5;TEE;1;5;01/02/2026;Tee\n" +
			";TEE;1;5;2026-11-01;Tee\n6;TEE;1;5;2026-11-01;Tee;too;many\n7;TEE;1;;2026-11-01;Tee\n"
		var rejects bytes.Buffer
		r := w.importFile(file, OrderImport{Rejects: &rejects, Currency: "EUR"})
		if r.Created != 2 || r.Rejected != 6 || r.RejectedRows != 7 || len(r.Problems) != 6 || r.UnknownSKUCount != 1 || r.UnknownSKUs[0] != (UnknownSKU{"NOPE", 1}) {
			t.Errorf("%+v", r)
		}
		if len(r.Notes) != 1 || !strings.Contains(r.Notes[0].Note, "no price") {
			t.Errorf("notes %+v", r.Notes)
		}
		rows, err := csv.NewReader(&rejects).ReadAll()
		if err != nil || len(rows) != 8 || strings.Join(rows[0], ";") != "order;sku;qty;price;date;title;reason" {
			t.Fatalf("%v, %q", err, rows)
		}
		for i, want := range []string{"NOPE", "NOPE", "quantity", "quantity", "two days", "external_id", "8 cells"} {
			if !strings.Contains(rows[i+1][6], want) {
				t.Errorf("reason %q does not say %s", rows[i+1][6], want)
			}
		}
		if rows[1][5] != "'=evil" {
			t.Errorf("the reject file would run %q", rows[1][5])
		}
	})
}

// A reject file that was mended is imported as it is, its reasons no content.
func TestImportRejectsAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		var rejects bytes.Buffer
		file := "order,sku,qty,price\n1,NEW,1,5\n"
		if r := w.importFile(file, OrderImport{Rejects: &rejects}); r.Rejected != 1 {
			t.Fatalf("%+v", r)
		}
		w.sku("NEW", "backorder")
		if r := w.importFile(rejects.String(), OrderImport{}); r.Created != 1 {
			t.Errorf("%+v", r)
		}
		if r := w.importFile(file, OrderImport{}); r.Known != 1 {
			t.Errorf("the mended file made another order: %+v", r)
		}
	})
}

func TestImportDryRun(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		w.capture("0", "TEE", 1)
		var before, after int64
		before, _ = w.LastEvent(w.ctx)
		r := w.importFile("order,sku,qty,price\n1,TEE,2,5\n2,NOPE,1,5\n3,TEE,0,5\n0,TEE,1,5\n", OrderImport{DryRun: true})
		if r.Created != 1 || r.Rejected != 2 || r.Changed != 1 || r.Lines != 1 || r.Units != 2 || r.UnknownSKUCount != 1 || len(r.Columns) != 4 || !r.DryRun {
			t.Errorf("%+v", r)
		}
		r = w.importFile("order,sku,qty,price\n1,TEE,2,5\n2,NOPE,1,5\n", OrderImport{DryRun: true, CreateSKUs: true})
		if r.Created != 2 || r.Rejected != 0 || r.CreatedSKUs != 1 {
			t.Errorf("%+v", r)
		}
		if after, _ = w.LastEvent(w.ctx); after != before {
			t.Errorf("a dry run left %d events", after-before)
		}
	})
}

func TestImportCreatesSKUs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		r := w.importFile("order,sku,qty,price,product name\n1,NEW,2,5,A new one\n2,NEW,1,5,\n", OrderImport{CreateSKUs: true})
		if r.Created != 2 || r.CreatedSKUs != 1 || r.Rejected != 0 {
			t.Errorf("%+v", r)
		}
		if s, err := w.SKU(w.ctx, "NEW"); err != nil || s.Title != "A new one" {
			t.Errorf("%+v, %v", s, err)
		}
		r = w.importFile("order,sku,qty,price\n3,OTHER,2,5\n", OrderImport{AllowUnknownSKUs: true})
		if r.Created != 1 || w.byExternalID("3").Attention != oms.AttentionHigh {
			t.Errorf("%+v", r)
		}
	})
}

func TestImportPriceList(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		w.importFile("order,sku,qty\n1,TEE,2\n", OrderImport{Prices: strings.NewReader("sku,name,price_gbp\nTEE,Tee,2.5\n")})
		if o := w.byExternalID("1"); o.Total != 500 || o.Currency != "GBP" {
			t.Errorf("%d %s", o.Total, o.Currency)
		}
	})
}

func TestImportWorkbook(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		book := excelize.NewFile()
		at := time.Date(2026, 11, 18, 15, 4, 5, 0, time.UTC)
		for i, row := range [][]any{{"Order", "Item", "Qty", "Unit price", "Date"}, {1, "TEE", 2, 19.9, at}, {2, "TEE", 1, 0.305, at}} {
			if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
		var file bytes.Buffer
		if err := book.Write(&file); err != nil {
			t.Fatal(err)
		}
		r, err := w.ImportOrders(w.ctx, &file, OrderImport{Channel: "web"})
		if err != nil || r.Created != 1 || r.Rejected != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		if o := w.byExternalID("1"); o.Total != 3980 || !o.PlacedAt.Equal(at) {
			t.Errorf("%d at %s", o.Total, o.PlacedAt)
		}
	})
}

func TestImportRefusesTheFile(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			file string
			in   OrderImport
			says string
		}{
			"Channel":   {"order,sku,qty\n", OrderImport{Channel: "nope"}, "channel"},
			"NoColumn":  {"order,qty\n1,2\n", OrderImport{Channel: "web"}, "lines.sku"},
			"Mapping":   {"order,sku,qty\n", OrderImport{Channel: "web", Mapping: map[string]string{"size": "note", "sku": "no_field"}}, "size"},
			"Twice":     {"a,b,qty\n", OrderImport{Channel: "web", Mapping: map[string]string{"a": "lines.sku", "b": "lines.sku"}}, "two columns"},
			"Timezone":  {"order,sku,qty\n", OrderImport{Channel: "web", Timezone: "Mars/Olympus"}, "timezone"},
			"Layout":    {"order,sku,qty\n", OrderImport{Channel: "web", DateLayout: "DD.MM."}, "date_layout"},
			"Currency":  {"order,sku,qty\n", OrderImport{Channel: "web", Currency: "EUX"}, "currency"},
			"Delimiter": {"order,sku,qty\n", OrderImport{Channel: "web", Delimiter: "::"}, "delimiter"},
			"Prices":    {"order,sku,qty\n", OrderImport{Channel: "web", Prices: strings.NewReader("a,b\n")}, "price"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.ImportOrders(w.ctx, strings.NewReader(c.file), c.in)
				if oms.CodeOf(err) != oms.Invalid || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%v does not say %s", err, c.says)
				}
			})
		}
	})
}

// sharedFile opens a file of the real shop, or skips the test.
func sharedFile(t *testing.T, name string) *os.File {
	t.Helper()
	root := os.Getenv("SWITCHYARD_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	file, err := os.Open(filepath.Join(root, "data", "shop", name))
	if os.IsNotExist(err) {
		t.Skipf("SKIPPED: the real orders are not here (%s): set SWITCHYARD_SHARED to the folder that has data/shop", filepath.Join(root, "data", "shop"))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// realShop counts the real file on its own, without the reader under test.
func realShop(t *testing.T) (orders, lines int, units int64) {
	t.Helper()
	z, err := gzip.NewReader(sharedFile(t, "orders_2011H2.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		cells := strings.Split(strings.TrimRight(line, "\r"), ",")
		n, err := strconv.ParseInt(cells[len(cells)-1], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seen[cells[0]] = true
		lines, units = lines+1, units+n
	}
	return len(seen), lines, units
}

func TestImportRealShop(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: a whole shop takes a while")
	}
	orders, lines, units := realShop(t)
	if orders != 8429 || lines != 121211 {
		t.Fatalf("the file has %d orders with %d lines", orders, lines)
	}
	worlds(t, func(t *testing.T, w *world) {
		w.realCatalog()
		began := time.Now()
		in := OrderImport{Channel: "web", Payment: "paid", Prices: sharedFile(t, "products.csv.gz")}
		r, err := w.ImportOrders(w.ctx, sharedFile(t, "orders_2011H2.csv.gz"), in)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d orders, %d lines, %d units (%d allocated, %d backordered) in %s", r.Created, r.Lines, r.Units, r.Allocated, r.Backordered, time.Since(began).Round(time.Millisecond))
		if r.Created != int64(orders) || r.Lines != int64(lines) || r.Units != units || r.Allocated+r.Backordered+r.Unallocated != units || r.Rejected != 0 {
			t.Errorf("%+v", r)
		}
		in.Prices = sharedFile(t, "products.csv.gz")
		began = time.Now()
		r, err = w.ImportOrders(w.ctx, sharedFile(t, "orders_2011H2.csv.gz"), in)
		if err != nil || r.Created+r.Changed+r.Rejected != 0 || r.Known != int64(orders) {
			t.Errorf("again: %+v, %v", r, err)
		}
		t.Logf("again in %s", time.Since(began).Round(time.Millisecond))
		w.sums(orders, lines, units)
		w.audit()
	})
}

// realCatalog makes the SKUs of the real shop, with some stock of each.
func (w *world) realCatalog() {
	w.t.Helper()
	report, err := w.ImportCatalog(w.ctx, ImportSKUs, sharedFile(w.t, "products.csv.gz"), CatalogImport{})
	if err != nil || report.Created != 4706 || report.Rejected != 0 {
		w.t.Fatalf("%+v, %v", report, err)
	}
	z, err := gzip.NewReader(sharedFile(w.t, "products.csv.gz"))
	if err != nil {
		w.t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		w.t.Fatal(err)
	}
	var stock strings.Builder
	stock.WriteString("sku,location,quantity,reason\n")
	for _, row := range rows[1:] {
		fmt.Fprintf(&stock, "%s,LON,400,received\n", row[0])
	}
	report, err = w.ImportCatalog(w.ctx, ImportMovements, strings.NewReader(stock.String()), CatalogImport{})
	if err != nil || report.Created+report.Changed != 4706 {
		w.t.Fatalf("%+v, %v", report, err)
	}
}

// sums compares what the database has with what the file had.
func (w *world) sums(orders, lines int, units int64) {
	w.t.Helper()
	var o, l int
	var u int64
	if err := w.db.QueryRowContext(w.t.Context(), `SELECT (SELECT COUNT(*) FROM orders), COUNT(*), SUM(ordered) FROM order_lines`).Scan(&o, &l, &u); err != nil {
		w.t.Fatal(err)
	}
	if o != orders || l != lines || u != units {
		w.t.Errorf("%d orders, %d lines, %d units; the file has %d, %d, %d", o, l, u, orders, lines, units)
	}
}
