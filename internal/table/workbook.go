package table

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// Kind is what the cells of a column are, for a form that tells them apart.
type Kind int

// The kinds of columns.
const (
	Text    Kind = iota
	Number       // a decimal number, such as -12.50
	Instant      // RFC 3339
)

// Column is a column of a file that is written.
type Column struct {
	Name string
	Kind Kind
}

// sheetRows is how many rows a sheet holds; what is more goes to a further
// sheet with the same header. Tests have fewer.
var sheetRows = excelize.TotalRows

// Workbook writes XLSX, with numbers and instants as such: these in UTC, to
// the second. A text is never run, and one that is longer than a cell takes
// (32,767 characters) is cut there. The file is written by Finish.
type Workbook struct {
	to      io.Writer
	book    *excelize.File
	sheet   *excelize.StreamWriter
	name    string
	columns []Column
	bold    int // styles
	instant int
	sheets  int
	rows    int // of the sheet
}

// NewWorkbook begins a workbook whose sheets have a name and a header.
func NewWorkbook(to io.Writer, name string, columns ...Column) (*Workbook, error) {
	w := &Workbook{to: to, book: excelize.NewFile(), name: name, columns: columns}
	form := "yyyy-mm-dd hh:mm:ss"
	var err error
	if w.bold, err = w.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err == nil {
		w.instant, err = w.book.NewStyle(&excelize.Style{CustomNumFmt: &form})
	}
	if err == nil {
		err = w.begin()
	}
	if err != nil {
		_ = w.book.Close()
		return nil, fmt.Errorf("table: %w", err)
	}
	return w, nil
}

// begin adds a sheet, with its header in view wherever one scrolls.
func (w *Workbook) begin() (err error) {
	w.sheets++
	name := w.name
	if w.sheets > 1 {
		name += " " + strconv.Itoa(w.sheets)
		_, err = w.book.NewSheet(name)
	} else {
		err = w.book.SetSheetName(w.book.GetSheetName(0), name)
	}
	if err != nil {
		return err
	}
	if w.sheet, err = w.book.NewStreamWriter(name); err != nil {
		return err
	}
	for i, c := range w.columns {
		width := float64(max(10, len(c.Name)+2))
		if c.Kind == Instant {
			width = 20
		}
		if err := w.sheet.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := w.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	header := make([]any, len(w.columns))
	for i, c := range w.columns {
		header[i] = excelize.Cell{StyleID: w.bold, Value: c.Name}
	}
	w.rows = 1
	return w.sheet.SetRow("A1", header)
}

// Write adds a row, a cell for each column. A cell that is not what its column
// has is written as text.
func (w *Workbook) Write(cells ...string) error {
	if w.rows == sheetRows {
		if err := w.sheet.Flush(); err != nil {
			return fmt.Errorf("table: %w", err)
		}
		if err := w.begin(); err != nil {
			return fmt.Errorf("table: %w", err)
		}
	}
	w.rows++
	row := make([]any, len(cells))
	for i, c := range cells {
		row[i] = w.cell(w.columns[i].Kind, c)
	}
	if err := w.sheet.SetRow("A"+strconv.Itoa(w.rows), row); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// exactDigits is how many digits a spreadsheet keeps of a number.
const exactDigits = 15

func (w *Workbook) cell(kind Kind, text string) any {
	switch kind {
	case Number:
		if n, err := strconv.ParseFloat(text, 64); err == nil && len(text) <= exactDigits {
			return n
		}
	case Instant:
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			return excelize.Cell{StyleID: w.instant, Value: at.UTC()}
		}
	}
	if text == "" {
		return nil
	}
	return text
}

// Flush is for callers that flush other files: a workbook can't be sent before
// it is whole.
func (w *Workbook) Flush() error { return nil }

// Finish writes the file.
func (w *Workbook) Finish() error {
	if err := w.sheet.Flush(); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return w.book.Write(w.to)
}

// Close lets go of the temporary files, whether the file was written or not.
func (w *Workbook) Close() error { return w.book.Close() }
