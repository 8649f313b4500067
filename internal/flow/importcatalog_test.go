package flow

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// imports imports a file and returns the report and the rejected rows.
func (w *world) imports(kind CatalogKind, file string, o CatalogImport) (CatalogReport, string) {
	w.t.Helper()
	var rejects bytes.Buffer
	o.Rejects = &rejects
	r, err := w.ImportCatalog(w.ctx, kind, strings.NewReader(file), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return r, rejects.String()
}

// tally is a report in the order rows, created, changed, unchanged, rejected.
func tally(r CatalogReport) [5]int {
	return [5]int{r.Rows, r.Created, r.Changed, r.Unchanged, r.Rejected}
}

func TestImportSKUs(t *testing.T) {
	retried(t, func(t *testing.T, w *world) {
		const file = "\ufeffArticle number;Name;Weight (g);Parts;Color\n" +
			"SET;The set;;TEE:2; CAP:1;\n" + // the semicolons of the parts need quotes
			"TEE;\"Tee \"\"red\"\"\";180;;red\n" +
			"\"SET\";The set;;\"TEE:2; CAP\";\n" +
			"CAP;Cap;-5;;\n" +
			"CAP;Cap;90;;\n" +
			" CAP ;Better cap;;;\n" +
			"BAD;=1+1;heavy;;\n" +
			";no code;;;\n" +
			"LOOP;;;SET:1;\n"
		mapping := map[string]string{"Weight (g)": "weight_grams"}
		want := [5]int{9, 3, 2, 0, 4}
		dry, _ := w.imports(ImportSKUs, file, CatalogImport{Mapping: mapping, DryRun: true})
		if tally(dry) != want {
			t.Errorf("dry run: %+v, want %v", dry, want)
		}
		if page, err := w.SKUs(w.ctx, CatalogFilter{}); err != nil || len(page.Items) != 0 {
			t.Fatalf("a dry run kept %+v, %v", page.Items, err)
		}
		var progress []int
		report, rejects := w.imports(ImportSKUs, file, CatalogImport{Mapping: mapping, OnProgress: func(n int) { progress = append(progress, n) }})
		if tally(report) != want || !slices.Equal(progress, []int{9}) {
			t.Errorf("%+v, want %v; progress %v", report, want, progress)
		}
		if report.Columns[0].Field != "code" || report.Columns[2].Field != "weight_grams" || report.Columns[4].Field != "" {
			t.Errorf("columns %+v", report.Columns)
		}
		for _, says := range []string{"Color,reason", "weight_grams must be 0 to", "weight_grams must be a whole number, not \"\"heavy\"\"", "'=1+1", "code is required", "SET is a bundle"} {
			if !strings.Contains(rejects, says) {
				t.Errorf("the reject file does not say %q:\n%s", says, rejects)
			}
		}
		set, err := w.SKU(w.ctx, "SET")
		if err != nil || !slices.Equal(set.Components, []oms.Component{{SKUID: w.mustSKU("TEE").ID, SKU: "TEE", Quantity: 2}, {SKUID: w.mustSKU("CAP").ID, SKU: "CAP", Quantity: 1}}) {
			t.Errorf("%+v, %v", set, err)
		}
		if c := w.mustSKU("CAP"); c.Title != "Better cap" || c.WeightGrams != 90 || c.Version != 1 {
			t.Errorf("%+v", c)
		}
		if got := w.eventsOf(w.mustSKU("CAP").ID); !slices.Equal(got, []string{"sku.created"}) {
			t.Errorf("events %v", got)
		}
		again, _ := w.imports(ImportSKUs, "sku,title\nTEE,\"Tee \"\"red\"\"\"\nCAP,\n", CatalogImport{})
		if tally(again) != [5]int{2, 0, 0, 2, 0} {
			t.Errorf("again: %+v", again)
		}
	})
}

func (w *world) mustSKU(code string) *oms.SKU {
	w.t.Helper()
	s, err := w.SKU(w.ctx, code)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func TestImportOthers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 5)
		r, rejects := w.imports(ImportLocations, "code,name,kind,city,country,lat,lng,time zone,active\n"+
			"MUC,München,store,München,DE,48.1,11.6,Europe/Berlin,yes\nBER,,,Berlin,,,,,\nXX,,castle,,,,,,\nYY,,,,,north,,,\n", CatalogImport{})
		if tally(r) != [5]int{4, 1, 1, 0, 2} || !strings.Contains(rejects, "kind must be") || !strings.Contains(rejects, "latitude must be") {
			t.Errorf("%+v\n%s", r, rejects)
		}
		if l, err := w.Location(w.ctx, "BER"); err != nil || l.Address.City != "Berlin" || l.Address.CountryCode != "DE" || *l.Address.Latitude != 52.5 {
			t.Errorf("%+v, %v", l, err)
		}

		const listings = "channel,sku,external_id,price,cap\nweb,A,77,19.90,5\nweb,A,77,20.00,\nweb,A,78,,\nweb,X,79,,\nnone,A,80,,\nweb,A,81,1.999,\n"
		r, rejects = w.imports(ImportListings, listings, CatalogImport{})
		if tally(r) != [5]int{6, 2, 1, 0, 3} {
			t.Errorf("%+v\n%s", r, rejects)
		}
		if page, err := w.Listings(w.ctx, ListingFilter{}); err != nil || len(page.Items) != 2 || *page.Items[0].Price != 2000 || *page.Items[0].Cap != 5 {
			t.Errorf("%+v, %v", page, err)
		}
		if r, _ := w.imports(ImportListings, "channel,sku,external_id,price\nweb,A,77,20.00\n", CatalogImport{}); tally(r) != [5]int{1, 0, 0, 1, 0} {
			t.Errorf("again: %+v", r)
		}

		const stock = "SKU,Location,On hand\nA,BER,3\nA,LON,7\nA,NOPE,1\nA,LEJ,\nA,LEJ,1.5\nA,LEJ,-1\n"
		for _, dry := range []bool{true, false} {
			r, rejects = w.imports(ImportStock, stock, CatalogImport{DryRun: dry})
			if tally(r) != [5]int{6, 0, 2, 0, 4} || !strings.Contains(rejects, "quantity is required") {
				t.Errorf("%+v\n%s", r, rejects)
			}
			if want := map[bool]int64{true: 5, false: 3}[dry]; w.level("A", "BER").OnHand != want {
				t.Errorf("dry %t: %+v", dry, w.level("A", "BER"))
			}
		}
		if r, _ = w.imports(ImportStock, "SKU,Location,On hand\nA,BER,3\n", CatalogImport{}); tally(r) != [5]int{1, 0, 0, 1, 0} {
			t.Errorf("again: %+v", r)
		}
		if r, _ = w.imports(ImportStock, "SKU,Location,On hand\nA,,4\nA,LON,7\n", CatalogImport{Location: "BER"}); tally(r) != [5]int{2, 0, 1, 1, 0} || w.level("A", "BER").OnHand != 4 {
			t.Errorf("for rows without a location: %+v, %+v", r, w.level("A", "BER"))
		}
		if _, err := w.ImportCatalog(w.ctx, ImportStock, strings.NewReader("sku,quantity\nA,3\n"), CatalogImport{}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("without any location: %v", err)
		}
		w.imports(ImportStock, "sku,quantity\nA,3\n", CatalogImport{Location: "BER"})
		r, _ = w.imports(ImportMovements, "sku,location,qty,reason,comment\nA,BER,4,received,hello\nA,BER,-99,lost,\nA,BER,1,gift,\n", CatalogImport{})
		if tally(r) != [5]int{3, 0, 1, 0, 2} || w.level("A", "BER").OnHand != 7 {
			t.Errorf("%+v, %+v", r, w.level("A", "BER"))
		}
		w.audit()
	})
}

func TestImportFaults(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			kind    CatalogKind
			file    string
			mapping map[string]string
			code    oms.Code
			says    string
		}{
			"Kind":           {"prices", "code\n", nil, oms.Invalid, "kind"},
			"Empty":          {ImportSKUs, "", nil, oms.Malformed, "empty"},
			"NoCode":         {ImportSKUs, "weight\n1\n", nil, oms.Invalid, "no column is code"},
			"Ambiguous":      {ImportSKUs, "sku,code\nA,B\n", nil, oms.Invalid, `"sku" and "code"`},
			"UnknownHeading": {ImportSKUs, "sku\nA\n", map[string]string{"x": "code"}, oms.Invalid, "lacks"},
			"UnknownField":   {ImportSKUs, "sku\nA\n", map[string]string{"sku": "price"}, oms.Invalid, "there is not"},
			"NotUTF8":        {ImportSKUs, "sku\n\xff\n", nil, oms.Malformed, "UTF-8"},
		} {
			_, err := w.ImportCatalog(w.ctx, c.kind, strings.NewReader(c.file), CatalogImport{Mapping: c.mapping})
			if oms.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// Ten thousand SKUs and their stock come in within seconds.
func TestImportMany(t *testing.T) {
	if testing.Short() {
		t.Skip("ten thousand SKUs take seconds")
	}
	worlds(t, func(t *testing.T, w *world) {
		skus, stock := strings.Builder{}, strings.Builder{}
		skus.WriteString("code,title,weight\n")
		stock.WriteString("sku,location,quantity\n")
		const n = 10_000
		for i := range n {
			fmt.Fprintf(&skus, "SKU-%05d,Thing number %d,%d\n", i, i, i)
			fmt.Fprintf(&stock, "SKU-%05d,BER,%d\n", i, i%7)
		}
		began := time.Now()
		r, _ := w.imports(ImportSKUs, skus.String(), CatalogImport{})
		levels, _ := w.imports(ImportStock, stock.String(), CatalogImport{})
		took := time.Since(began)
		if tally(r) != [5]int{n, n, 0, 0, 0} || levels.Rejected != 0 || levels.Rows != n {
			t.Errorf("%v, %v", tally(r), tally(levels))
		}
		if took > 20*time.Second {
			t.Errorf("it took %s", took)
		}
		t.Logf("%d SKUs and their stock in %s", n, took)
		w.audit()
	})
}

// The samples that the control room offers come in one after the other.
func TestImportSamples(t *testing.T) {
	sample := func(name string) string {
		b, err := os.ReadFile("../../web/public/samples/" + name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	w := newWorld(t, store.Options{Dir: t.TempDir()})
	if _, err := w.CreateChannel(w.ctx, ChannelInput{Code: "web-shop"}); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []CatalogKind{ImportLocations, ImportSKUs, ImportStock, ImportMovements, ImportListings, ImportTransit} {
		r, rejects := w.imports(kind, sample(string(kind)), CatalogImport{Location: "BER"})
		if r.Rejected > 0 || r.Created+r.Changed == 0 {
			t.Errorf("%s: %v\n%s", kind, tally(r), rejects)
		}
		for _, c := range r.Columns {
			if c.Field == "" {
				t.Errorf("%s: %s is not read", kind, c.Heading)
			}
		}
	}
	r, err := w.ImportOrders(w.ctx, strings.NewReader(sample("orders")), OrderImport{Channel: "web-shop"})
	if err != nil || r.Created != 2 || r.Allocated != 6 || r.Rejected > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if o := w.byExternalID("1002"); o.ShippingAddress.Name != "Grace Hopper" {
		t.Errorf("ships to %+v", o.ShippingAddress)
	}
}
