package document

import (
	"strconv"
	"time"
)

// PurchaseOrder is the sheet that a supplier gets: what is ordered, where it
// goes and when it is expected.
type PurchaseOrder struct {
	Paper      Paper
	Number     string // also drawn as a barcode when it can be one
	Buyer      string // the name that the supplier knows
	OrderedAt  time.Time
	PrintedAt  time.Time // also the date of the PDF
	ExpectedAt time.Time // zero when nobody knows
	Supplier   Address
	ShipTo     Address
	Lines      []PurchaseLine
	Total      string // of all costs with its currency; empty when one is not known
	Note       string // line breaks are kept
}

// PurchaseLine is one SKU of a purchase order.
type PurchaseLine struct {
	SKU, Title  string
	SupplierSKU string // the supplier's own code; may be empty
	Quantity    int
	Cost, Total string // of one unit and of all; empty when it is not known
	ExpectedAt  time.Time
}

// PDF makes the sheet, on as many pages as its lines need. It fails on an unknown Paper.
func (p PurchaseOrder) PDF() ([]byte, error) {
	s, err := newSheet(p.Paper, "Purchase order "+p.Number, p.PrintedAt)
	if err != nil {
		return nil, err
	}
	p.top(s)
	s.table(column{title: "SKU", share: 0.2, bold: true}, column{title: "Item / your code", share: 0.36}, column{title: "Expected", share: 0.12},
		column{title: "Quantity", share: 0.1, bold: true, right: true}, column{title: "Cost", share: 0.1, right: true}, column{title: "Total", share: 0.12, right: true})
	units := 0
	for _, l := range p.Lines {
		s.row(l.SKU, l.Title+"\n"+l.SupplierSKU, date(l.ExpectedAt), strconv.Itoa(l.Quantity), l.Cost, l.Total)
		units += l.Quantity
	}
	s.row("", "", "Total", strconv.Itoa(units), "", p.Total)
	if clean(p.Note) != "" {
		s.y += 6
		s.table(column{title: "Note", share: 1})
		s.row(p.Note)
	}
	return s.finish()
}

// top draws what stands above the table of the first page.
func (p PurchaseOrder) top(s *sheet) {
	half := (s.w - 2*sheetMargin) / 2
	right := sheetMargin + half
	s.block(box{sheetMargin, s.y, half - 5, 16}, 20, paragraph{p.Buyer, true})
	s.block(box{right, s.y, half, 9}, 20, paragraph{"Purchase order", true})
	s.block(box{right, s.y + 9, half, 7}, 13, paragraph{p.Number, true})
	s.barcode(p.Number, box{right - quiet*0.4, s.y + 19, half + quiet*0.4, 14})
	s.block(box{sheetMargin, s.y + 19, half, 4}, 8, paragraph{text: "SUPPLIER"})
	s.block(box{sheetMargin, s.y + 23, half - 5, 28}, 12, p.Supplier.paragraphs()...)
	s.block(box{right, s.y + 37, half, 4}, 8, paragraph{text: "SHIP TO"})
	s.block(box{right, s.y + 41, half, 28}, 12, p.ShipTo.paragraphs()...)
	var facts []paragraph
	if !p.OrderedAt.IsZero() {
		facts = append(facts, paragraph{text: "Ordered " + date(p.OrderedAt)})
	}
	if !p.ExpectedAt.IsZero() {
		facts = append(facts, paragraph{"Expected " + date(p.ExpectedAt), true})
	}
	s.block(box{sheetMargin, s.y + 55, half, 12}, 10, facts...)
	s.y += 73
}
