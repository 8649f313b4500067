package flow

import (
	"bytes"
	"context"
	"strconv"

	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

// CountSheet returns a count as CSV: filled in the column counted, the file is
// what ImportTallies takes. decides says that the reader decides variances.
func (f *Flow) CountSheet(ctx context.Context, id string, decides bool) (Paper, error) {
	c, err := f.Count(ctx, id)
	if err != nil {
		return Paper{}, err
	}
	var b bytes.Buffer
	w, err := table.NewWriter(&b, "sku", "barcode", "title", "lot", "expires_on", "counted", "expected", "variance", "status")
	if err != nil {
		return Paper{}, err
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		if err := w.Write(append([]string{l.SKU, l.Barcode, l.Title, l.Lot, l.ExpiresOn}, sheetFigures(c, l, decides)...)...); err != nil {
			return Paper{}, err
		}
	}
	err = w.Flush()
	return Paper{Name: c.Name() + ".csv", ContentType: "text/csv; charset=utf-8", Body: b.Bytes()}, err
}

// sheetFigures are the cells that depend on how far the count is, and on who
// reads it. A line that names no lot has none: rows are added that name them.
func sheetFigures(c *oms.Count, l *oms.CountLine, decides bool) []string {
	counted, expected, variance := "", "", ""
	if l.Nameless() {
		return []string{counted, expected, variance, string(l.Status)}
	}
	if l.CountedAt != nil {
		counted = strconv.FormatInt(l.Counted, 10)
	}
	if l.Status != oms.CountLineSkipped && c.Shows(l, decides) {
		expected = strconv.FormatInt(l.Expected(), 10)
		if l.CountedAt != nil {
			variance = strconv.FormatInt(l.Variance(), 10)
		}
	}
	return []string{counted, expected, variance, string(l.Status)}
}
