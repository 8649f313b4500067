package document

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Label is what a carrier's 4 × 6 inch shipping label says about one parcel.
type Label struct {
	Carrier string // printed large, e.g. "Switchyard Post"
	Service string // the carrier's product, e.g. "Express"
	// Tracking is the number in the barcode: up to 31 characters of printable ASCII
	// without ^ ~ > (digits alone: up to 62). Needed.
	Tracking    string
	From, To    Address
	WeightGrams int // of the packed parcel; 0 prints nothing
	// Parcel is this box's place among the Parcels of its shipment, from 1. Needed.
	Parcel, Parcels int
	Reference       string    // the order number
	ShipDate        time.Time // the day in its own zone; also the date of the PDF. Needed.
}

// LabelPDF makes one page of 4 × 6 inches for each label. It fails on no label, on a
// tracking number that can't be a readable barcode, on a parcel that is not among its
// parcels and on a missing ship date.
func LabelPDF(labels ...Label) ([]byte, error) {
	if err := checkLabels(labels); err != nil {
		return nil, err
	}
	c := newPDFCanvas(labels[0])
	for _, l := range labels {
		c.pdf.AddPage()
		if err := l.draw(c); err != nil {
			return nil, err
		}
	}
	return finish(c.pdf)
}

// LabelZPL makes one format in ZPL II for each label, for printers of 203 dpi. It
// fails as LabelPDF does.
//
// Latin text uses the printer's own font 0, all other its Unicode font TT0003M_,
// which printers with Link-OS have. Older ones can be sent the PDF as an image.
func LabelZPL(labels ...Label) ([]byte, error) {
	if err := checkLabels(labels); err != nil {
		return nil, err
	}
	c := &zplCanvas{}
	for _, l := range labels {
		c.open()
		if err := l.draw(c); err != nil {
			return nil, err
		}
		c.close()
	}
	return c.out.Bytes(), nil
}

func checkLabels(labels []Label) error {
	if len(labels) == 0 {
		return errors.New("document: no label to print")
	}
	for _, l := range labels {
		if err := checkCode128(l.Tracking); err != nil {
			return fmt.Errorf("document: tracking number %q %w", l.Tracking, err)
		}
		if _, modules := zplCode128(l.Tracking); modules > maxModules {
			return fmt.Errorf("document: tracking number %q is too long for a barcode of 4 inches", l.Tracking)
		}
		if l.Parcel < 1 || l.Parcel > l.Parcels {
			return fmt.Errorf("document: parcel %d of %d of label %s", l.Parcel, l.Parcels, l.Tracking)
		}
		if l.ShipDate.IsZero() {
			return fmt.Errorf("document: label %s has no ship date", l.Tracking)
		}
	}
	return nil
}

// A label is laid out once, in dots of a 203 dpi printer.
const (
	dpi                     = 203
	labelWidth, labelHeight = 812, 1218
	labelMargin             = 24
)

// canvas is what a label is drawn on; a y is the top of what is drawn.
type canvas interface {
	text(x, y, size float64, l line)
	rule(x, y, w, h float64)
	// barcode draws s in the middle and returns where its first bar begins.
	barcode(s string, y, h float64) (x float64, err error)
}

func (l Label) draw(c canvas) error {
	const left, full = labelMargin, labelWidth - 2*labelMargin
	titled(c, "FROM", box{left, 24, 380, 190}, 25, l.From.paragraphs())
	carrier := paragraphs(paragraph{l.Carrier, true}, paragraph{l.Service, false})
	titled(c, "CARRIER", box{436, 24, 352, 190}, 44, carrier)
	c.rule(420, 24, 3, 198)
	c.rule(left, 222, full, 3)

	titled(c, "SHIP TO", box{left, 238, full, 372}, 56, l.To.paragraphs())
	c.rule(left, 620, full, 3)

	cell := func(title, value string, x, w, size float64) {
		titled(c, title, box{x, 634, w, 108}, size, paragraphs(paragraph{value, true}))
	}
	cell("REFERENCE", l.Reference, left, 290, 32)
	cell("SHIP DATE", date(l.ShipDate), 330, 170, 30)
	cell("WEIGHT", kilograms(l.WeightGrams), 516, 130, 30)
	cell("PARCEL", fmt.Sprintf("%d of %d", l.Parcel, l.Parcels), 662, 126, 30)
	c.rule(left, 750, full, 3)

	bar, err := c.barcode(l.Tracking, 800, 280)
	if err != nil {
		return fmt.Errorf("document: tracking number %q: %w", l.Tracking, err)
	}
	c.text(left, 764, 17, line{"TRACKING NUMBER", false})
	number := box{bar, 1092, labelWidth - labelMargin - bar, 54}
	block(c, number, 46, paragraphs(paragraph{l.Tracking, true}))
	return nil
}

// titled draws a small heading and under it the text, as large as max allows.
func titled(c canvas, title string, b box, maxSize float64, ps []paragraph) {
	const titleSize, gap = 17, 24
	c.text(b.x, b.y, titleSize, line{title, false})
	block(c, box{b.x, b.y + gap, b.w, b.h - gap}, maxSize, ps)
}

func block(c canvas, b box, maxSize float64, ps []paragraph) {
	const minSize = 15 // 5.3 points, the least that a thermal printer sets legibly
	lines, size := fit(ps, b, maxSize, minSize)
	for i, l := range lines {
		c.text(b.x, b.y+float64(i)*size*leading, size, l)
	}
}

// maxModules is the longest barcode with modules of two dots (0.25 mm) and quiet
// zones; scanners don't resolve modules of one dot on thermal paper.
const maxModules = labelWidth/2 - 2*quiet

// centered places a barcode in the middle of the label, with modules of the most
// whole dots that fit, 4 at most.
func centered(modules int) (x, dots int) {
	dots = min(4, labelWidth/(modules+2*quiet))
	return (labelWidth - dots*modules) / 2, dots
}

func kilograms(grams int) string {
	if grams <= 0 {
		return ""
	}
	return strconv.FormatFloat(float64(grams)/1000, 'f', -1, 64) + " kg"
}
