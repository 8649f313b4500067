package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

func TestCellAmount(t *testing.T) {
	for text, want := range map[string]string{
		"19.90": "19.90", "19,9": "19.9", "€ 1.234,50": "1234.50", "1,234.50": "1234.50", "£2.55": "2.55", "EUR 5": "5", "5 eur": "5", "1,234": "1234",
		"1'234.50": "1234.50", "1\u00a0234,5": "1234.5", "19.9000": "19.90", "-5,00": "-5.00", "1,234,567": "1234567", "1.234.567": "1234567", "2.345": "2.345", "five": "FIVE",
	} {
		if got := cellAmount(text, "EUR"); string(got) != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
	if got := cellAmount("1500.00", "JPY"); got != "1500" {
		t.Errorf("yen %q", got)
	}
}

func TestCellWhole(t *testing.T) {
	for text, want := range map[string]oms.Whole{"12": "12", "12.00": "12", "1,000": "1000", "1.5": "1.5", "-2": "-2", "many": "many"} {
		if got := cellWhole(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(h, m, s int) time.Time { return time.Date(2026, 7, 1, h, m, s, 0, time.UTC) }
	for text, want := range map[string]time.Time{
		"2026-07-01 10:16:00": at(8, 16, 0), "2026-07-01T08:16:00Z": at(8, 16, 0), "2026-07-01 10:16:00 +0200": at(8, 16, 0), "01.07.2026 10:16": at(8, 16, 0),
		"1 Jul 2026 10:16": at(8, 16, 0), "46204.427777777775": at(8, 16, 0), "1782893760": at(8, 16, 0), "1782893760000": at(8, 16, 0), "2026-07-01": at(-2, 0, 0),
	} {
		if got, err := (dates{zone: berlin}).read(text); err != nil || !got.Equal(want) {
			t.Errorf("%q is read as %s, want %s, %v", text, got, want, err)
		}
	}
	for text, says := range map[string]string{"07/01/2026": "two days", "soon": "no date"} {
		if _, err := (dates{zone: berlin}).read(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v does not say %s", text, err, says)
		}
	}
	layout, err := goLayout("MM/DD/YYYY HH:mm")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := (dates{zone: berlin, layout: layout}).read("07/01/2026 10:16"); err != nil || !got.Equal(at(8, 16, 0)) {
		t.Errorf("%s, %v", got, err)
	}
	if got, _ := (dates{zone: time.UTC, epoch04: true}).read("44742.5"); !got.Equal(at(12, 0, 0)) {
		t.Errorf("a workbook that counts from 1904 gives %s", got)
	}
}

func TestCountries(t *testing.T) {
	for name, want := range map[string]string{"de": "DE", "Germany": "DE", "United Kingdom": "GB", "EIRE": "IE", "USA": "US", "Korea, Republic of": "KR", " czech republic ": "CZ", "Côte d’Ivoire": "CI"} {
		if got, ok := countryOf(name); !ok || got != want {
			t.Errorf("%s is %q, want %s", name, got, want)
		}
	}
	if code, ok := countryOf("Channel Islands"); ok {
		t.Errorf("the Channel Islands are no country, not %s", code)
	}
	codes := map[string]bool{}
	for name, code := range countryNames {
		if !oms.IsCountry(code) {
			t.Errorf("%s has the code %s, which ISO 3166 has not", name, code)
		}
		codes[code] = true
	}
	if len(codes) != 250 {
		t.Errorf("%d countries have names, want 250", len(codes))
	}
}

// Files of well-known systems are understood without a mapping.
func TestMapOrders(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		want   string
	}{
		"Plain":   {"invoice,ts,customer,country,sku,qty", "external_id placed_at attributes shipping_address.country_code lines.sku lines.quantity"},
		"Retail":  {"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", "external_id lines.sku lines.title lines.quantity placed_at lines.unit_price attributes shipping_address.country_code"},
		"Shopify": {"Name,Email,Financial Status,Paid at,Currency,Shipping,Taxes,Total,Discount Amount,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Shipping Name,Shipping Province", "external_id customer.email payment.status attributes currency shipping_total tax_total total discount_total lines.quantity lines.title lines.unit_price lines.sku billing_address.name shipping_address.name shipping_address.region"},
		"Names":   {"Order ID,Name,Item,Product,Qty,price_eur,City", "external_id customer.name lines.sku lines.title lines.quantity lines.unit_price shipping_address.city"},
		"German":  {"Bestellnummer,Artikelnummer,Menge,Einzelpreis,PLZ,Ort,Land,reason", "external_id lines.sku lines.quantity lines.unit_price shipping_address.postal_code shipping_address.city shipping_address.country_code ignore"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := mapOrders(strings.Split(c.header, ","), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(m.fields, " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	m, err := mapOrders([]string{"id", "what", "qty", "sku"}, map[string]string{"ID": "external_id", "what": "lines.sku", "sku": "attributes"})
	if err != nil || strings.Join(m.fields, " ") != "external_id lines.sku lines.quantity attributes" {
		t.Errorf("%v, %v", m, err)
	}
}

func TestFieldsOfColumnsAreNamedOnce(t *testing.T) {
	fields := OrderColumnFields()
	slices.Sort(fields)
	if once := slices.Compact(slices.Clone(fields)); len(once) != len(fields) {
		t.Errorf("%q", fields)
	}
}

// Whatever the cells, no cell is lost: each is a field, an attribute, or in
// the payload.
func TestOrderKeepsEveryCell(t *testing.T) {
	header := []string{"order", "sku", "qty", "price", "country", "color", "note", "shop"}
	columns, err := mapOrders(header, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := orderMaker{dates: dates{zone: time.UTC}, columns: columns, channel: "web", currency: "EUR", note: func(oms.Sentence) {}}
	in, err := m.order([]table.Row{
		{N: 2, Cells: []string{"1", "A", "1", "5", "Channel Islands", "red", "first", "s"}},
		{N: 3, Cells: []string{"1", "B", "1", "5", "Germany", "blue", "second", "s"}},
		{N: 4, Cells: []string{"1", "", "", "", "", "green", "", "s"}},
	})
	if err != nil || len(in.Lines) != 2 {
		t.Fatalf("%+v, %v", in, err)
	}
	got := fmt.Sprintf("%s %s %s %s", in.Attributes, in.Lines[0].Attributes, in.Lines[1].Attributes, in.Note)
	want := `{"color (3)":"green","country":"Channel Islands","shop":"s"} {"color":"red"} {"color":"blue","country":"Germany","note":"second"} first`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !strings.Contains(string(in.Raw), `["1","B","1","5","Germany","blue","second","s"]`) {
		t.Errorf("payload %s", in.Raw)
	}
}
