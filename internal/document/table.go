package document

import (
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Sheets are laid out in millimeters, with text sizes in points.
const (
	mm          = 25.4 / 72 // one point
	sheetMargin = 12.0
	footer      = 12.0
	textSize    = 9.0
	rowHeight   = textSize * mm * leading
	cellPadding = 1.5
)

// column is one column of a table. Without a title it holds a square to tick.
type column struct {
	title string
	share float64 // of the sheet's width
	bold  bool
	right bool
}

// sheet is a document of office pages: a table whose rows flow over pages, each with
// the table's heading, and a footer that counts the pages.
type sheet struct {
	pdf     *fpdf.Fpdf
	w, h, y float64
	title   string
	columns []column
}

func newSheet(paper Paper, title string, at time.Time) (*sheet, error) {
	paper, err := paper.check()
	if err != nil {
		return nil, err
	}
	s := &sheet{title: title, pdf: newPDF(fpdf.InitType{UnitStr: "mm", SizeStr: string(paper)}, title, at)}
	s.w, s.h = s.pdf.GetPageSize()
	s.page()
	return s, nil
}

func (s *sheet) page() {
	s.pdf.AddPage()
	s.y = sheetMargin
	if len(s.columns) > 0 {
		s.head()
	}
}

// table begins a table; each later page repeats its heading. A heading never stands
// alone at the foot of a page.
func (s *sheet) table(columns ...column) {
	if s.columns = nil; s.h-footer-s.y < 4*rowHeight {
		s.page()
	}
	s.columns = columns
	s.head()
}

func (s *sheet) head() {
	s.shade(0.9, box{sheetMargin, s.y, s.w - 2*sheetMargin, rowHeight + 2*cellPadding})
	x := sheetMargin
	for _, c := range s.columns {
		s.cell(c, x, s.y+cellPadding, line{c.title, true})
		x += s.width(c)
	}
	s.y += rowHeight + 2*cellPadding
}

func (s *sheet) width(c column) float64 { return c.share * (s.w - 2*sheetMargin) }

// row sets one cell per column. A row that doesn't fit the page goes to the next
// whole, or is continued there when it is long: nothing in it is left out.
func (s *sheet) row(cells ...string) {
	const long = 12
	lines, rows := s.wrapCells(cells)
	for from := 0; from < rows; {
		room := int((s.h - footer - s.y - 2*cellPadding) / rowHeight)
		if room < 1 || from == 0 && room < rows && rows <= long {
			s.page()
			continue
		}
		to := min(rows, from+room)
		s.drawRow(lines, from, to)
		from = to
	}
}

func (s *sheet) wrapCells(cells []string) (lines [][]line, rows int) {
	rows = 1
	for i, c := range s.columns {
		var cell []line
		for _, text := range strings.Split(cells[i], "\n") {
			for _, p := range paragraphs(paragraph{text, c.bold}) {
				cell = append(cell, set(p, textSize*mm, s.width(c)-2*cellPadding)...)
			}
		}
		lines, rows = append(lines, cell), max(rows, len(cell))
	}
	return lines, rows
}

func (s *sheet) drawRow(lines [][]line, from, to int) {
	x, height := sheetMargin, float64(to-from)*rowHeight+2*cellPadding
	for i, c := range s.columns {
		if c.title == "" && from == 0 {
			s.pdf.SetLineWidth(0.3)
			s.pdf.Rect(x+cellPadding, s.y+cellPadding, 3.6, 3.6, "D")
		}
		for n := from; n < min(to, len(lines[i])); n++ {
			s.cell(c, x, s.y+cellPadding+float64(n-from)*rowHeight, lines[i][n])
		}
		x += s.width(c)
	}
	s.y += height
	s.shade(0.75, box{sheetMargin, s.y, s.w - 2*sheetMargin, 0.2})
}

func (s *sheet) cell(c column, x, y float64, l line) {
	x += cellPadding
	if c.right {
		x += s.width(c) - 2*cellPadding - faceOf(l.bold).width(l.text, textSize*mm)
	}
	drawText(s.pdf, x, y, textSize, l)
}

// block sets paragraphs into a box, like a label's.
func (s *sheet) block(b box, maxSize float64, ps ...paragraph) {
	lines, size := fit(paragraphs(ps...), b, maxSize*mm, 5*mm)
	for i, l := range lines {
		drawText(s.pdf, b.x, b.y+float64(i)*size*leading, size/mm, l)
	}
}

// barcode draws text as Code 128 with its quiet zones into the box, and nothing when
// the text can't be one or its bars would be under 0.19 mm: the number is printed as
// text in any case.
func (s *sheet) barcode(text string, b box) {
	if checkCode128(text) != nil {
		return
	}
	modules, err := bars(text)
	if err != nil {
		return
	}
	module := min(0.4, b.w/float64(len(modules)+2*quiet))
	if module < 0.19 {
		return
	}
	drawBars(s.pdf, modules, box{b.x + b.w - module*float64(len(modules)+quiet), b.y, module, b.h})
}

func (s *sheet) shade(gray float64, b box) {
	level := int(gray * 255)
	s.pdf.SetFillColor(level, level, level)
	s.pdf.Rect(b.x, b.y, b.w, b.h, "F")
	s.pdf.SetFillColor(0, 0, 0)
}

// finish adds the footers, now that the pages are counted.
func (s *sheet) finish() ([]byte, error) {
	pages := s.pdf.PageCount()
	y := s.h - footer + 3
	for n := 1; n <= pages; n++ {
		s.pdf.SetPage(n)
		count := fmt.Sprintf("Page %d of %d", n, pages)
		x := s.w - sheetMargin - regular().width(count, textSize*mm)
		drawText(s.pdf, x, y, textSize, line{count, false})
		s.block(box{sheetMargin, y, x - sheetMargin - 5, rowHeight * 1.1}, textSize, paragraph{text: s.title})
	}
	return finish(s.pdf)
}
