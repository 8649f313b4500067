package table

import (
	"encoding/csv"
	"io"
	"strings"
)

// Writer writes CSV with commas in UTF-8.
type Writer struct {
	csv   *csv.Writer
	cells []string
}

// NewWriter begins a file with its header.
func NewWriter(w io.Writer, header ...string) (*Writer, error) {
	out := &Writer{csv: csv.NewWriter(w)}
	return out, out.Write(header...)
}

// Write adds a row.
func (w *Writer) Write(cells ...string) error {
	w.cells = w.cells[:0]
	for _, c := range cells {
		w.cells = append(w.cells, Neutral(c))
	}
	return w.csv.Write(w.cells)
}

// Flush hands on what was written so far.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

// Finish ends the file.
func (w *Writer) Finish() error { return w.Flush() }

// Close does nothing: what the file is written to stays open.
func (w *Writer) Close() error { return nil }

// formula has the characters with which a cell begins that a spreadsheet
// would run instead of show.
const formula = "=+-@\t\r"

// Neutral makes a cell that a spreadsheet shows and doesn't run: an apostrophe
// goes before what looks like a formula and is no whole number below zero.
// Reading the file takes it away again.
func Neutral(cell string) string {
	if cell != "" && strings.IndexByte(formula, cell[0]) >= 0 && !negative(cell) {
		return "'" + cell
	}
	return cell
}

func negative(cell string) bool {
	return cell[0] == '-' && len(cell) > 1 && strings.Trim(cell[1:], "0123456789") == ""
}

// harmless takes back what Neutral did.
func harmless(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte(formula, cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}
