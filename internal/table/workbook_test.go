package table

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func book(t *testing.T, file []byte) *excelize.File {
	t.Helper()
	b, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// TestWorkbookIsWritten writes cells of each kind, and reads them back as a spreadsheet
// does.
func TestWorkbookIsWritten(t *testing.T) {
	var out bytes.Buffer
	w, err := NewWorkbook(&out, "orders", Column{"order", Number}, Column{"placed_at", Instant}, Column{"total", Number}, Column{"postal_code", Text}, Column{"name", Text})
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]string{
		{"100001", "2026-11-22T23:30:15+02:00", "-12.50", "01067", "=1+1"},
		{"1234567890123456", "some day", "", "", "a\x00b <é> 👍"},
	}
	for _, r := range rows {
		if err := w.Write(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Finish(), w.Close()); err != nil {
		t.Fatal(err)
	}
	b := book(t, out.Bytes())
	for cell, want := range map[string]struct {
		text string
		kind excelize.CellType
	}{
		"A1": {"order", excelize.CellTypeInlineString}, "A2": {"100001", excelize.CellTypeUnset}, "B2": {"2026-11-22 21:30:15", excelize.CellTypeUnset},
		"C2": {"-12.5", excelize.CellTypeUnset}, "D2": {"01067", excelize.CellTypeInlineString}, "E2": {"=1+1", excelize.CellTypeInlineString},
		"A3": {"1234567890123456", excelize.CellTypeInlineString}, "B3": {"some day", excelize.CellTypeInlineString}, "C3": {"", excelize.CellTypeUnset},
	} {
		text, err := b.GetCellValue("orders", cell)
		kind, err2 := b.GetCellType("orders", cell)
		if err != nil || err2 != nil || text != want.text || kind != want.kind {
			t.Errorf("%s is %q (%d), not %q (%d): %v %v", cell, text, kind, want.text, want.kind, err, err2)
		}
	}
	if f, err := b.GetCellFormula("orders", "E2"); f != "" || err != nil {
		t.Errorf("a text became the formula %q, %v", f, err)
	}
	if text, err := b.GetCellValue("orders", "E3"); err != nil || !strings.HasSuffix(text, "b <é> 👍") {
		t.Errorf("%q, %v", text, err)
	}
	if _, back := all(t, out.Bytes(), Options{}); len(back) != 2 || back[0].Cells[3] != "01067" {
		t.Errorf("read as an import: %+v", back)
	}
}

// TestWorkbookOfManySheets goes on on a further sheet where one is full.
func TestWorkbookOfManySheets(t *testing.T) {
	defer func(n int) { sheetRows = n }(sheetRows)
	sheetRows = 4
	var out bytes.Buffer
	w, err := NewWorkbook(&out, "lines", Column{"n", Number})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range strings.Split("1 2 3 4 5 6 7", " ") {
		if err := w.Write(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Finish(), w.Close()); err != nil {
		t.Fatal(err)
	}
	b := book(t, out.Bytes())
	var got []string
	for _, sheet := range b.GetSheetList() {
		rows, err := b.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			got = append(got, sheet+":"+strings.Join(r, ","))
		}
	}
	want := strings.Split("lines:n lines:1 lines:2 lines:3|lines 2:n lines 2:4", "|")
	if len(got) != 10 || !slices.Equal(got[:4], strings.Split(want[0], " ")) || got[4] != "lines 2:n" || got[9] != "lines 3:7" {
		t.Errorf("%q", got)
	}
}
