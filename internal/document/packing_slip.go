package document

import (
	"fmt"
	"strconv"
	"time"
)

// PackingSlip is the sheet that goes into a parcel: what is inside, for whom. It has no
// prices, so that a gift can carry it.
type PackingSlip struct {
	Paper     Paper
	Shop      string // the name that the buyer knows
	Order     string // the order number, also drawn as a barcode when it can be one
	OrderedAt time.Time
	PrintedAt time.Time // also the date of the PDF
	ShipTo    Address
	Lines     []SlipLine
	// Parcel is this box's place among the order's Parcels, from 1; 0 prints nothing.
	Parcel, Parcels int
	GiftNote        string // the buyer's words; line breaks are kept
}

// SlipLine is one SKU in the parcel.
type SlipLine struct {
	SKU, Title string
	Quantity   int    // units in this parcel
	Bin        string // where the units lay; may be empty
	Barcode    string // of the unit, e.g. a GTIN, printed as digits; may be empty
	Lots       []SlipLot
}

// SlipLot is units of a lot in the parcel, or one with a serial number.
type SlipLot struct {
	Lot      string
	Until    string // its last good day as it is to be printed; may be empty
	Serial   bool   // Lot is a serial number
	Quantity int
}

func (l SlipLot) text() string {
	if l.Serial {
		return "Serial number " + l.Lot
	}
	return lotText(l.Lot, l.Until, l.Quantity)
}

func lotText(lot, until string, n int) string {
	text := fmt.Sprintf("Lot %s × %d", clean(lot), n)
	if until != "" {
		text += ", best before " + clean(until)
	}
	return text
}

// PDF makes the slip, on as many pages as its lines need. It fails on an unknown Paper.
func (p PackingSlip) PDF() ([]byte, error) {
	s, err := newSheet(p.Paper, "Packing slip "+p.Order, p.PrintedAt)
	if err != nil {
		return nil, err
	}
	p.top(s)
	s.table(column{title: "SKU", share: 0.22, bold: true}, column{title: "Item", share: 0.45},
		column{title: "Bin / barcode", share: 0.22}, column{title: "Quantity", share: 0.11, bold: true, right: true})
	units := 0
	for _, l := range p.Lines {
		title := l.Title
		for _, lot := range l.Lots {
			title += "\n" + lot.text()
		}
		s.row(l.SKU, title, l.Bin+"\n"+l.Barcode, strconv.Itoa(l.Quantity))
		units += l.Quantity
	}
	s.row("", "", "Total", strconv.Itoa(units))
	if clean(p.GiftNote) != "" {
		s.y += 6
		s.table(column{title: "A note for you", share: 1})
		s.row(p.GiftNote)
	}
	return s.finish()
}

// top draws what stands above the table of the first page: shop and order at the
// head, the buyer and the facts of the parcel below.
func (p PackingSlip) top(s *sheet) {
	half := (s.w - 2*sheetMargin) / 2
	right := sheetMargin + half
	s.block(box{sheetMargin, s.y, half - 5, 16}, 20, paragraph{p.Shop, true})
	s.block(box{right, s.y, half, 9}, 20, paragraph{"Packing slip", true})
	s.block(box{right, s.y + 9, half, 7}, 13, paragraph{"Order " + p.Order, true})
	s.barcode(p.Order, box{right - quiet*0.4, s.y + 19, half + quiet*0.4, 14})

	s.block(box{sheetMargin, s.y + 19, half, 4}, 8, paragraph{text: "SHIP TO"})
	s.block(box{sheetMargin, s.y + 23, half - 5, 34}, 12, p.ShipTo.paragraphs()...)
	s.block(box{right, s.y + 37, half, 18}, 10, p.facts()...)
	s.y += 62
}

func (p PackingSlip) facts() []paragraph {
	var out []paragraph
	for _, fact := range []struct {
		name string
		at   time.Time
	}{{"Ordered", p.OrderedAt}, {"Packed", p.PrintedAt}} {
		if !fact.at.IsZero() {
			out = append(out, paragraph{text: fact.name + " " + date(fact.at)})
		}
	}
	if p.Parcel > 0 {
		out = append(out, paragraph{fmt.Sprintf("Parcel %d of %d", p.Parcel, p.Parcels), true})
	}
	return out
}
