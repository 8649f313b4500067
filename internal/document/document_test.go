package document

import (
	"bytes"
	"compress/zlib"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

var day = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)

func sampleLabel() Label {
	return Label{
		Carrier: "Switchyard Post", Service: "Express Saver", Tracking: "1Z999AA10123456784",
		From: Address{Name: "Returns & Dispatch", Company: "North Yard GmbH", Address1: "Hauptstraße 1",
			City: "Berlin", PostalCode: "10115", CountryCode: "DE", Country: "Germany"},
		To: Address{Name: "Jane Doe", Company: "Acme Inc.", Address1: "500 Terry A Francois Blvd", Address2: "Apt 4B",
			City: "San Francisco", Region: "CA", PostalCode: "94158", CountryCode: "US", Country: "United States"},
		WeightGrams: 1250, Parcel: 1, Parcels: 3, Reference: "#1001", ShipDate: day,
	}
}

func sampleSlip(lines int) PackingSlip {
	p := PackingSlip{Shop: "North Yard", Order: "1001", OrderedAt: day.AddDate(0, 0, -1), PrintedAt: day,
		ShipTo: sampleLabel().To, Parcel: 1, Parcels: 3, GiftNote: "Happy birthday, Jane!\nWith love from all of us – Björn"}
	for i := range lines {
		p.Lines = append(p.Lines, SlipLine{SKU: fmt.Sprintf("TEE-RED-%03d", i), Quantity: i%3 + 1, Bin: fmt.Sprintf("A-%02d-%d", i/4, i%4),
			Barcode: fmt.Sprintf("40123450%05d", i), Title: strings.Repeat("Organic cotton tee, red, size M ", i%4+1)})
	}
	return p
}

func samplePicks(orders int) PickList {
	p := PickList{Location: "Berlin warehouse", Number: "W-2026-0042", PrintedAt: day}
	for o := range orders {
		order := PickOrder{Number: fmt.Sprintf("#%d", 1001+o)}
		for i := range 3 {
			n := (o*2 + i*i) % 9
			order.Lines = append(order.Lines, PickLine{SKU: fmt.Sprintf("MUG-%02d", n), Title: "Mug, enameled, " + strings.Repeat("blue ", n+1),
				Bin: fmt.Sprintf("B-%02d", 9-n), Barcode: fmt.Sprintf("40123450%05d", n), Quantity: 1 + i})
		}
		p.Orders = append(p.Orders, order)
	}
	return p
}

// samples are the documents that are looked at; their names are those of the files
// that DOCUMENT_SAMPLES=folder writes.
func samples(t testing.TB) map[string][]byte {
	long, script, wide := sampleLabel(), sampleLabel(), sampleLabel()
	long.To.Name = strings.Repeat("Donaudampfschifffahrtsgesellschaftskapitän ", 4)
	long.To.Address1 = strings.Repeat("Llanfairpwllgwyngyll", 12)
	long.To.Address2 = strings.Repeat("third building behind the second gate, ", 40)
	long.From.Name, long.Service, long.Reference = long.To.Name, strings.Repeat("Overnight Guaranteed ", 4), strings.Repeat("PO-889-", 20)
	script.To = Address{Name: "محمد عبد الله (Büro 7)", Company: "Ελληνικά Ταχυδρομεία", Address1: "ул. Тверская, д. 12", Address2: "שדרות רוטשילד 45",
		City: "東京 Nguyễn Huệ ﬁ Ａ", PostalCode: "100-0001", CountryCode: "AE", Country: "الإمارات 🚚"}
	wide.Tracking, wide.Parcel, wide.WeightGrams = "00340434161094042557", 3, 31500
	out := map[string][]byte{}
	for name, create := range map[string]func() ([]byte, error){
		"label.pdf":        sampleLabel().pdf,
		"label-long.pdf":   long.pdf,
		"label-script.pdf": script.pdf,
		"label-digits.pdf": wide.pdf,
		"slip.pdf":         sampleSlip(5).PDF,
		"slip-long.pdf":    func() ([]byte, error) { p := sampleSlip(70); p.Paper = Letter; return p.PDF() },
		"picks.pdf":        samplePicks(24).PDF,
		"label.zpl":        func() ([]byte, error) { return LabelZPL(sampleLabel()) },
		"label-script.zpl": func() ([]byte, error) { return LabelZPL(script) },
		"label-long.zpl":   func() ([]byte, error) { return LabelZPL(long) },
	} {
		data, err := create()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = data
	}
	return out
}

func (l Label) pdf() ([]byte, error) { return LabelPDF(l) }

func TestSamples(t *testing.T) {
	first, again := samples(t), samples(t)
	for name, data := range first {
		if !bytes.Equal(data, again[name]) {
			t.Errorf("%s differs when it is made again", name)
		}
		if strings.HasSuffix(name, ".pdf") {
			checkPDF(t, data)
		}
		if folder := os.Getenv("DOCUMENT_SAMPLES"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range []string{"label.zpl", "label-script.zpl"} {
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, first[name], 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(first[name])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// fataler is what testing.T and rapid.T share.
type fataler interface{ Fatalf(string, ...any) }

// checkPDF follows the cross-reference table: each entry must point at its object.
func checkPDF(t fataler, data []byte) {
	if !bytes.HasPrefix(data, []byte("%PDF-1.")) || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
		t.Fatalf("no PDF header or trailer: %.20q", data)
	}
	at := regexp.MustCompile(`startxref\n(\d+)\n`).FindSubmatch(data)
	if at == nil {
		t.Fatalf("no startxref")
	}
	offset, _ := strconv.Atoi(string(at[1]))
	rows := strings.Split(string(data[offset:]), "\n")
	var n int
	if _, err := fmt.Sscanf(rows[1], "0 %d", &n); rows[0] != "xref" || err != nil {
		t.Fatalf("no xref at %d", offset)
	}
	for i := 1; i < n; i++ {
		place, err := strconv.Atoi(rows[2+i][:10])
		if err != nil || !bytes.HasPrefix(data[place:], fmt.Appendf(nil, "%d 0 obj", i)) {
			t.Fatalf("xref entry %d points at no object", i)
		}
	}
}

// streams returns the drawing operations of a PDF's pages.
func streams(t fataler, data []byte) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?s)/Filter /FlateDecode /Length \d+>>\nstream\n(.*?)\nendstream`).FindAllSubmatch(data, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			t.Fatalf("page stream: %v", err)
		}
		page, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("page stream: %v", err)
		}
		out = append(out, string(page))
	}
	return out
}

// text is what a PDF reader finds to copy.
func text(t *testing.T, data []byte) string {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	cmd := exec.Command(tool, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
