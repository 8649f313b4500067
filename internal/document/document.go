// Package document makes the papers a warehouse prints: shipping labels, packing
// slips and pick lists.
//
// Fill one of the structs (Label, PackingSlip, PickList) from whatever holds the
// order and ask for bytes. Nothing is read, looked up or sent, and no clock is
// asked: the same struct gives the same bytes, so a document can be made again
// instead of being kept.
//
// Text comes from strangers. Whatever they typed, it prints: long text wraps, then
// shrinks, then ends in a visible "…"; a character that the font lacks becomes its
// plain relative or a box (see Unprintable); and nothing they typed can act as a
// printer command.
package document

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Paper is the sheet that a packing slip or a pick list is laid out for.
type Paper string

// The two sheets of the world's office printers. An empty Paper is A4.
const (
	A4     Paper = "A4"     // 210 × 297 mm
	Letter Paper = "Letter" // 8.5 × 11 in
)

func (p Paper) check() (Paper, error) {
	switch p {
	case "":
		return A4, nil
	case A4, Letter:
		return p, nil
	}
	return "", fmt.Errorf("document: paper %q is neither A4 nor Letter", string(p))
}

// newPDF opens a document whose bytes depend on nothing but what is drawn.
//
//   - fpdf takes a zero date for "now", so a zero date becomes 1970.
//   - Catalog sorting keeps fonts and images in the order of their names, not of a map.
func newPDF(init fpdf.InitType, title string, at time.Time) *fpdf.Fpdf {
	if at.IsZero() {
		at = time.Unix(0, 0)
	}
	pdf := fpdf.NewCustom(&init)
	pdf.SetCreationDate(at.UTC())
	pdf.SetModificationDate(at.UTC())
	pdf.SetCatalogSort(true)
	pdf.SetProducer("Switchyard", true)
	pdf.SetTitle(clean(title), true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.AddUTF8FontFromBytes(fontFamily, "", regular().data)
	pdf.AddUTF8FontFromBytes(fontFamily, "B", bold().data)
	return pdf
}

func finish(pdf *fpdf.Fpdf) ([]byte, error) {
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("document: write PDF: %w", err)
	}
	return out.Bytes(), nil
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
