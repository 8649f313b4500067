package document

import "codeberg.org/go-pdf/fpdf"

// pdfCanvas draws in dots on pages that are measured in points.
type pdfCanvas struct{ pdf *fpdf.Fpdf }

const point = 72.0 / dpi // one dot

func newPDFCanvas(first Label) pdfCanvas {
	size := fpdf.SizeType{Wd: 4 * 72, Ht: 6 * 72}
	title := "Shipping label " + first.Tracking
	return pdfCanvas{newPDF(fpdf.InitType{UnitStr: "pt", Size: size}, title, first.ShipDate)}
}

func (c pdfCanvas) text(x, y, size float64, l line) {
	drawText(c.pdf, x*point, y*point, size*point, l)
}

func (c pdfCanvas) rule(x, y, w, h float64) {
	c.pdf.Rect(x*point, y*point, w*point, h*point, "F")
}

func (c pdfCanvas) barcode(s string, y, h float64) (float64, error) {
	modules, err := bars(s)
	if err != nil {
		return 0, err
	}
	x, dots := centered(len(modules))
	drawBars(c.pdf, modules, box{float64(x) * point, y * point, float64(dots) * point, h * point})
	return float64(x), nil
}

// drawText sets a line with the top of its ascenders at y, all in the unit of the PDF
// except size, which is in points.
func drawText(pdf *fpdf.Fpdf, x, y, size float64, l line) {
	style := ""
	if l.bold {
		style = "B"
	}
	pdf.SetFont(fontFamily, style, size)
	_, height := pdf.GetFontSize()
	pdf.Text(x, y+height*0.82, l.text)
}

// drawBars draws neighboring black modules as one rectangle, so that no hairline shows
// between them; module.w is the width of one module.
func drawBars(pdf *fpdf.Fpdf, modules []bool, module box) {
	for i := 0; i < len(modules); i++ {
		from := i
		for i < len(modules) && modules[i] {
			i++
		}
		if i > from {
			pdf.Rect(module.x+float64(from)*module.w, module.y, float64(i-from)*module.w, module.h, "F")
		}
	}
}
