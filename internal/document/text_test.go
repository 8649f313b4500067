package document

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// anything is text as a stranger may send it: any Unicode, commands of printers,
// right-to-left marks, loose accents and bytes that are no text at all.
var anything = rapid.OneOf(
	rapid.String(),
	rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("^~_\\> \r\n\t\x00()12אבגلاإمحمد\u064bپΩЖ東🚚\u202e\u0301\u2029ﬁ")), rapid.Rune())),
	rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	rapid.Map(rapid.IntRange(1, 900), func(n int) string { return strings.Repeat("Wörd", n) }),
)

func anyAddress(t *rapid.T) Address {
	part := func(name string) string { return anything.Draw(t, name) }
	return Address{Name: part("name"), Company: part("company"), Address1: part("address1"), Address2: part("address2"),
		City: part("city"), Region: part("region"), PostalCode: part("postal_code"), CountryCode: part("country_code"), Country: part("country")}
}

// field is every shape a line of our ZPL may have. Data holds no command character,
// no control, and "_" only before two hexadecimal digits.
var field = regexp.MustCompile(`^(\^XA|\^CI28|\^PA1,0,0,0|\^PW812|\^LL1218|\^LH0,0|\^PQ1|\^XZ|\^FO\d+,\d+` +
	`(\^GB\d+,\d+,\d+|(\^A0N,\d+,\d+|\^A@N,\d+,\d+,E:TT0003M_\.FNT|\^BY[234]\^BCN,280,N,N,N,N)\^FH_\^FD([^\^~_\x00-\x1F\x7F]|_[0-9A-F]{2})*)\^FS)$`)

func TestAnyTextPrints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := sampleLabel()
		l.From, l.To = anyAddress(t), anyAddress(t)
		l.Carrier, l.Service, l.Reference = anything.Draw(t, "carrier"), anything.Draw(t, "service"), anything.Draw(t, "reference")
		data, err := LabelPDF(l)
		if err != nil {
			t.Fatalf("PDF: %v", err)
		}
		checkPDF(t, data)
		zpl, err := LabelZPL(l)
		if err != nil {
			t.Fatalf("ZPL: %v", err)
		}
		for row := range strings.Lines(string(zpl)) {
			if !field.MatchString(strings.TrimSuffix(row, "\n")) || !utf8.ValidString(row) {
				t.Fatalf("field %q", row)
			}
		}
	})
}

func TestAnySheetPrints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slip, picks := sampleSlip(1), samplePicks(1)
		slip.ShipTo, slip.Shop, slip.Order = anyAddress(t), anything.Draw(t, "shop"), anything.Draw(t, "order")
		slip.Lines[0] = SlipLine{anything.Draw(t, "sku"), anything.Draw(t, "title"), rapid.Int().Draw(t, "quantity"), anything.Draw(t, "bin"), anything.Draw(t, "barcode"),
			[]SlipLot{{anything.Draw(t, "lot"), anything.Draw(t, "until"), rapid.Bool().Draw(t, "serial"), 1}}}
		slip.GiftNote = anything.Draw(t, "note")
		picks.Number, picks.Location = slip.Order, slip.Shop
		picks.Orders[0] = PickOrder{slip.Shop, []PickLine{{slip.Lines[0].SKU, slip.Lines[0].Title, slip.Lines[0].Bin, slip.Lines[0].Barcode, 1, []PickLot{{slip.Shop, slip.Order, 1}}}}}
		for _, pdf := range []func() ([]byte, error){slip.PDF, picks.PDF} {
			data, err := pdf()
			if err != nil {
				t.Fatalf("%v", err)
			}
			checkPDF(t, data)
		}
	})
}

// Text stays in its box, and what is left out is seen to be.
func TestFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ps []paragraph
		for range rapid.IntRange(0, 6).Draw(t, "paragraphs") {
			ps = append(ps, paragraph{anything.Draw(t, "text"), rapid.Bool().Draw(t, "bold")})
		}
		ps = paragraphs(ps...)
		b := box{0, 0, rapid.Float64Range(120, 780).Draw(t, "w"), rapid.Float64Range(110, 400).Draw(t, "h")}
		lines, size := fit(ps, b, 56, 15)
		if high := size * leading * float64(len(lines)); high > b.h+0.001 {
			t.Fatalf("%d lines of %.1f are %.1f high, the box %.1f", len(lines), size, high, b.h)
		}
		in, out := "", ""
		for _, p := range ps {
			in += p.text
		}
		for _, l := range lines {
			if wide := faceOf(l.bold).width(l.text, size); wide > b.w+0.001 {
				t.Fatalf("%q is %.1f wide, the box %.1f", l.text, wide, b.w)
			}
			out += l.text
		}
		count := func(s string) int { return utf8.RuneCountInString(strings.ReplaceAll(s, " ", "")) }
		if count(out) < count(in) && !strings.Contains(out, "…") {
			t.Fatalf("%q came out as %q", in, out)
		}
	})
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a\r\n\tb  ":       "a b",
		"Mu\u0308ller":       "Müller",
		"Ａ１ ﬁ":               "A1 ﬁ",
		"x\u200b\u202ey":     "xy",
		"東京 🚚":               "□□ □",
		"\xff":               "\uFFFD",
		"Ẇ Łódź Ελλάδα Київ": "Ẇ Łódź Ελλάδα Київ",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Unprintable("東京都 Tokyo 東 🚚"); got != "東京都🚚" {
		t.Errorf("Unprintable = %q", got)
	}
}

func TestVisual(t *testing.T) {
	for in, want := range map[string]string{
		"plain (1)":       "plain (1)",
		"אבג (12)":        "(12) גבא",
		"to אב 12 גד end": "to דג 12 בא end",
		"سلام":            "ﻡﻼﺳ", // seen, lam-alef joined, meem alone
		"محمد":            "ﺪﻤﺤﻣ",
	} {
		if got := visual(shape(in)); got != want {
			t.Errorf("visual(%q) = %+q, want %+q", in, got, want)
		}
	}
}
