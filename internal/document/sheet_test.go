package document

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSlipPages(t *testing.T) {
	p := sampleSlip(70)
	data, err := p.PDF()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(text(t, data), "\f"), "\f")
	for i, page := range pages {
		if !strings.Contains(page, "Quantity") || !strings.Contains(page, "Page "+string(rune('1'+i))+" of "+string(rune('0'+len(pages)))) {
			t.Errorf("page %d lacks its heading or count:\n%s", i+1, page)
		}
	}
	all := strings.Join(pages, "")
	for _, l := range p.Lines {
		if strings.Count(all, l.SKU) != 1 || !strings.Contains(all, l.Barcode) {
			t.Errorf("%s is there %d times", l.SKU, strings.Count(all, l.SKU))
		}
	}
	for _, want := range []string{"Order 1001", "Parcel 1 of 3", "Ordered 2026-11-19", "139", "With love from all of us – Björn"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q", want)
		}
	}
}

// A row longer than a page is continued, not cut.
func TestLongRow(t *testing.T) {
	list := PickList{PrintedAt: day}
	for i := range 200 {
		list.Orders = append(list.Orders, PickOrder{Number: "#" + string(rune('A'+i%26)) + string(rune('A'+i/26)),
			Lines: []PickLine{{SKU: "TEE", Quantity: 1}}})
	}
	data, err := list.PDF()
	if err != nil {
		t.Fatal(err)
	}
	all := text(t, data)
	for _, o := range list.Orders {
		if !strings.Contains(all, o.Number+" × 1") {
			t.Errorf("order %s is missing", o.Number)
		}
	}
}

func TestRows(t *testing.T) {
	list := PickList{Orders: []PickOrder{
		{"1", []PickLine{{SKU: "Z", Quantity: 1}, {SKU: "B", Bin: "2", Quantity: 1}, {SKU: "B", Bin: "2", Quantity: 2}, {SKU: "B", Bin: "1", Quantity: 4}}},
		{"2", []PickLine{{SKU: "B", Bin: "2", Quantity: 5}, {SKU: "A", Bin: "2", Quantity: 1}, {SKU: "C", Quantity: 0}}},
	}}
	want := []PickRow{
		{SKU: "B", Bin: "1", Total: 4, Orders: []PickShare{{"1", 4}}},
		{SKU: "A", Bin: "2", Total: 1, Orders: []PickShare{{"2", 1}}},
		{SKU: "B", Bin: "2", Total: 8, Orders: []PickShare{{"1", 3}, {"2", 5}}},
		{SKU: "Z", Total: 1, Orders: []PickShare{{"1", 1}}},
	}
	if diff := cmp.Diff(want, list.Rows()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestLabelText(t *testing.T) {
	data, err := LabelPDF(sampleLabel(), sampleLabel())
	if err != nil {
		t.Fatal(err)
	}
	all := text(t, data)
	for _, want := range []string{"Hauptstraße 1", "10115 Berlin", "San Francisco, CA 94158", "UNITED STATES", "1.25 kg", "1 of 3", "#1001", "2026-11-20", "1Z999AA10123456784"} {
		if strings.Count(all, want) != 2 {
			t.Errorf("%q is there %d times on two labels", want, strings.Count(all, want))
		}
	}
}

func TestRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Label){
		"ErrParcelZero":   func(l *Label) { l.Parcel = 0 },
		"ErrParcelBeyond": func(l *Label) { l.Parcel = 4 },
		"ErrNoDate":       func(l *Label) { l.ShipDate = time.Time{} },
	} {
		l := sampleLabel()
		if spoil(&l); checkLabels([]Label{l}) == nil {
			t.Errorf("%s: printed", name)
		}
	}
	if _, err := LabelPDF(); err == nil {
		t.Error("ErrNoLabel: printed")
	}
	if _, err := (PackingSlip{Paper: "A5"}).PDF(); err == nil {
		t.Error("ErrPaper: printed")
	}
}

func BenchmarkLabelPDF(b *testing.B) {
	bench(b, func() ([]byte, error) { return LabelPDF(sampleLabel()) })
}
func BenchmarkLabelZPL(b *testing.B) {
	bench(b, func() ([]byte, error) { return LabelZPL(sampleLabel()) })
}

func BenchmarkLabelPDFBatch100(b *testing.B) {
	labels := make([]Label, 100)
	for i := range labels {
		labels[i] = sampleLabel()
	}
	bench(b, func() ([]byte, error) { return LabelPDF(labels...) })
}

func BenchmarkSlipPDF(b *testing.B) { bench(b, sampleSlip(5).PDF) }

// bench also reports the size of the document.
func bench(b *testing.B, create func() ([]byte, error)) {
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		data, err := create()
		if err != nil {
			b.Fatal(err)
		}
		size = len(data)
	}
	b.ReportMetric(float64(size), "bytes/doc")
}
