package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/switchyard-oms/switchyard/oms"
)

func all(t *testing.T, file []byte, o Options) (header []string, rows []Row) {
	t.Helper()
	r, err := Open(bytes.NewReader(file), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return r.Header(), rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
}

func cells(rows []Row) (out [][]string) {
	for _, r := range rows {
		out = append(out, r.Cells)
	}
	return out
}

func gz(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDialects(t *testing.T) {
	want := [][]string{{"1001", "Käse, mild", "2"}, {"1002", "", ""}}
	for name, file := range map[string]struct {
		text []byte
		o    Options
	}{
		"comma":     {[]byte("order,title,qty\n1001,\"Käse, mild\",2\n1002\n"), Options{}},
		"semicolon": {[]byte("order;title;qty\r\n1001;Käse, mild;2\r\n1002;;\r\n"), Options{}},
		"tab":       {[]byte("order\ttitle\tqty\n1001\tKäse, mild\t2\n\n1002\t\t"), Options{}},
		"BOM":       {[]byte("\xef\xbb\xbforder;title;qty\n1001;Käse, mild;2\n1002\n"), Options{}},
		"sep":       {[]byte("sep=|\r\norder|title|qty\r\n1001|Käse, mild|2\r\n1002\r\n"), Options{}},
		"told":      {[]byte("order|title|qty\n1001|Käse, mild|2\n1002\n"), Options{Delimiter: '|'}},
		"gzip":      {gz(t, "order;title;qty\n1001;Käse, mild;2\n1002\n"), Options{}},
		"1252":      {[]byte("order;title;qty\n1001;K\xe4se, mild;2\n1002\n"), Options{Windows1252: true}},
		"extra":     {[]byte("\n order ;title;qty;;\n1001;Käse, mild;2;;\n1002;;;;\n"), Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			header, rows := all(t, file.text, file.o)
			if !slices.Equal(header, []string{"order", "title", "qty"}) || fmt.Sprint(cells(rows)) != fmt.Sprint(want) {
				t.Errorf("%q %q", header, cells(rows))
			}
			for _, r := range rows {
				if r.Problem != nil {
					t.Errorf("row %d: %s", r.N, r.Problem)
				}
			}
		})
	}
}

func TestHeaderNamesDiffer(t *testing.T) {
	header, _ := all(t, []byte("name,,name, price  net ,name\n"), Options{})
	if want := []string{"name", "column 2", "name (2)", "price net", "name (3)"}; !slices.Equal(header, want) {
		t.Errorf("%q", header)
	}
}

func TestBadRowsDontEndTheFile(t *testing.T) {
	_, rows := all(t, []byte("a,b\n1,2\n3,4,5\n6,\"7\"8\n9,"+strings.Repeat("x", MaxCell+1)+"\n10,11\n"), Options{})
	if len(rows) != 5 || rows[0].Problem != nil || rows[4].Problem != nil || rows[4].Cells[0] != "10" {
		t.Fatalf("%d rows, %+v", len(rows), rows[0])
	}
	for i, want := range map[int]string{1: "3 cells", 2: "quote", 3: "bytes"} {
		if rows[i].Problem == nil || !strings.Contains(rows[i].Problem.Error(), want) {
			t.Errorf("row %d: %v does not say %s", i, rows[i].Problem, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		o    Options
		code oms.Code
	}{
		"Empty":     {nil, Options{}, oms.Malformed},
		"Blank":     {[]byte("\n,,\n"), Options{}, oms.Malformed},
		"UTF16":     {[]byte("\xff\xfea\x00"), Options{}, oms.Malformed},
		"Binary":    {[]byte("\x7fELF\x00\x00"), Options{}, oms.Malformed},
		"NotUTF8":   {[]byte("K\xe4se\n"), Options{}, oms.Malformed},
		"Columns":   {[]byte(strings.Repeat("a,", MaxColumns) + "b\n"), Options{}, oms.Malformed},
		"Delimiter": {[]byte("a:b\n"), Options{Delimiter: ':'}, oms.Invalid},
		"BadZip":    {[]byte("PK\x03\x04 is no workbook"), Options{}, oms.Malformed},
		"BadGzip":   {[]byte("\x1f\x8b and no more"), Options{}, oms.Malformed},
		"NoSheet":   {workbook(t, [][]any{{"a"}}), Options{Sheet: "other"}, oms.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Open(bytes.NewReader(c.file), c.o); oms.CodeOf(err) != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
}

// endless is a file that never ends.
type endless struct{ chunk string }

func (e endless) Read(p []byte) (int, error) { return copy(p, e.chunk), nil }

func TestBounds(t *testing.T) {
	t.Run("OpenQuote", func(t *testing.T) {
		r, err := Open(io.MultiReader(strings.NewReader("a,b\n1,\""), endless{strings.Repeat("x", 4096)}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = r.Read(); oms.CodeOf(err) != oms.Malformed || !strings.Contains(err.Error(), "quote") {
			t.Errorf("%v", err)
		}
	})
	t.Run("TooLong", func(t *testing.T) {
		r, err := Open(io.MultiReader(strings.NewReader("a\n"), endless{strings.Repeat("x", 4095) + "\n"}), Options{})
		for err == nil {
			_, err = r.Read()
		}
		if oms.CodeOf(err) != oms.TooLarge {
			t.Errorf("%v", err)
		}
	})
}

func workbook(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbook(t *testing.T) {
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	file := workbook(t, [][]any{{"order", "sku", "price", "date"}, {"1001", "00123", 19.9, at}, {}, {1002, "1E5", 0.04, at}})
	header, rows := all(t, file, Options{})
	want := [][]string{{"1001", "00123", "19.9", "46346.5"}, {"1002", "1E5", "0.04", "46346.5"}}
	if len(header) != 4 || fmt.Sprint(cells(rows)) != fmt.Sprint(want) || rows[1].N != 4 {
		t.Errorf("%q %q", header, cells(rows))
	}
}

func TestStoredNumbers(t *testing.T) {
	for stored, want := range map[string]string{"19.899999999999999": "19.9", "4.0000000000000001E-2": "0.04", "1.5E+3": "1500", "1E5": "1E5", "00123": "00123", "12.50": "12.50"} {
		if got := digits(stored); got != want {
			t.Errorf("%s is read as %s, want %s", stored, got, want)
		}
	}
}

func TestWriteIsHarmlessAndComesBack(t *testing.T) {
	row := []string{"=HYPERLINK(1)", "+1", "-5.00", "@x", "\tx", "\rx", "plain", "it's", "'quoted'"}
	var b bytes.Buffer
	w, err := NewWriter(&b, "a", "b", "c", "d", "e", "f", "g", "h", "i")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(row...); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), ",") {
		if cell := strings.Trim(line, "\"\n"); strings.ContainsAny(cell[:1], formula) {
			t.Errorf("%q would run", cell)
		}
	}
	if _, rows := all(t, b.Bytes(), Options{}); !slices.Equal(rows[0].Cells, row) {
		t.Errorf("%q", rows[0].Cells)
	}
}

func TestNumbersBelowZeroStayNumbers(t *testing.T) {
	for cell, want := range map[string]string{"-5": "-5", "-": "'-", "-1+2": "'-1+2", "-2-3": "'-2-3", "--5": "'--5"} {
		if got := Neutral(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func TestGroup(t *testing.T) {
	const groups, each = 1000, 7
	var b strings.Builder
	b.WriteString("key,n,filler\n")
	for n := range each { // no two rows of a group are adjacent
		for g := range groups {
			fmt.Fprintf(&b, "k%d,%d,%s\n", g, n, strings.Repeat("x", g%200))
		}
	}
	b.WriteString(",alone,\n,alone,,more\n")
	r, err := Open(strings.NewReader(b.String()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	ticks := 0
	g, err := Group(r, func(r Row) string { return r.Cells[0] }, func(int) error { ticks++; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if g.Rows() != groups*each+2 || g.Len() != groups+2 || ticks != g.Rows() {
		t.Errorf("%d rows in %d groups, %d ticks", g.Rows(), g.Len(), ticks)
	}
	for i := range groups {
		rows, err := g.Next()
		if err != nil || len(rows) != each {
			t.Fatalf("group %d: %d rows, %v", i, len(rows), err)
		}
		for n, row := range rows {
			if row.Cells[0] != fmt.Sprintf("k%d", i) || row.Cells[1] != fmt.Sprint(n) || row.N != 2+n*groups+i || len(row.Cells[2]) != i%200 {
				t.Fatalf("group %d, row %d: %+v", i, n, row)
			}
		}
	}
	for _, want := range []string{"", "has 4 cells"} {
		rows, err := g.Next()
		if err != nil || len(rows) != 1 || (rows[0].Problem != nil) != (want != "") {
			t.Fatalf("%v, %v", rows, err)
		}
		if p := rows[0].Problem; p != nil && (!strings.Contains(p.Error(), want) || p.Says == nil || oms.CodeOf(p) != oms.Malformed) {
			t.Errorf("a row's fault came back as %+v", p)
		}
	}
	if _, err := g.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("%v at the end", err)
	}
	if err := g.Close(); err != nil {
		t.Error(err)
	}
}
