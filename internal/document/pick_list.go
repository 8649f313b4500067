package document

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// PickList is one walk through a location for several fulfillment orders.
type PickList struct {
	Paper     Paper
	Location  string // its name or code
	Number    string // of this walk, also drawn as a barcode when it can be one; may be empty
	PrintedAt time.Time
	Orders    []PickOrder
}

// PickOrder is one fulfillment order of the walk.
type PickOrder struct {
	Number string // as it stands on the tote or the packing slip
	Lines  []PickLine
}

// PickLine is a quantity of one SKU that a fulfillment order wants.
type PickLine struct {
	SKU, Title   string
	Bin, Barcode string // where it lies and what the scanner reads; may be empty
	Quantity     int    // units; a line of 0 or less is left out
	Lots         []PickLot
}

// PickLot is units of a lot to be taken.
type PickLot struct {
	Lot      string
	Until    string // its last good day as it is to be printed; may be empty
	Quantity int
}

// PickRow is one stop of the walk: a SKU in a bin, for all orders that want it.
type PickRow struct {
	SKU, Title   string
	Bin, Barcode string
	Total        int
	Orders       []PickShare // in the order of the list
	Lots         []PickLot
}

// PickShare is what one order gets of a row.
type PickShare struct {
	Order    string
	Quantity int
}

// Rows groups the lines by SKU and bin, in the order of bins, then SKUs; lines without
// a bin come last.
func (p PickList) Rows() []PickRow {
	type stop struct{ sku, bin string }
	at := map[stop]int{}
	var rows []PickRow
	for _, o := range p.Orders {
		for _, l := range o.Lines {
			if l.Quantity <= 0 {
				continue
			}
			i, known := at[stop{l.SKU, l.Bin}]
			if !known {
				i = len(rows)
				at[stop{l.SKU, l.Bin}] = i
				rows = append(rows, PickRow{SKU: l.SKU, Title: l.Title, Bin: l.Bin, Barcode: l.Barcode})
			}
			rows[i].add(o.Number, l.Quantity)
			rows[i].addLots(l.Lots)
		}
	}
	slices.SortStableFunc(rows, func(a, b PickRow) int {
		if (a.Bin == "") != (b.Bin == "") {
			return strings.Compare(b.Bin, a.Bin)
		}
		return cmp.Or(strings.Compare(a.Bin, b.Bin), strings.Compare(a.SKU, b.SKU))
	})
	return rows
}

// add counts two lines of one order as one share.
func (r *PickRow) add(order string, quantity int) {
	r.Total += quantity
	if n := len(r.Orders); n > 0 && r.Orders[n-1].Order == order {
		r.Orders[n-1].Quantity += quantity
		return
	}
	r.Orders = append(r.Orders, PickShare{order, quantity})
}

// addLots counts what several orders take of one lot as one.
func (r *PickRow) addLots(lots []PickLot) {
	for _, l := range lots {
		if n := len(r.Lots); n > 0 && r.Lots[n-1].Lot == l.Lot {
			r.Lots[n-1].Quantity += l.Quantity
			continue
		}
		r.Lots = append(r.Lots, l)
	}
}

func (r PickRow) item() string {
	text := r.Title + "\n" + r.Barcode
	for _, l := range r.Lots {
		text += "\n" + lotText(l.Lot, l.Until, l.Quantity)
	}
	return text
}

// PDF makes the list, on as many pages as its rows need. It fails on an unknown Paper.
func (p PickList) PDF() ([]byte, error) {
	s, err := newSheet(p.Paper, strings.TrimSpace("Pick list "+p.Number), p.PrintedAt)
	if err != nil {
		return nil, err
	}
	rows := p.Rows()
	p.top(s, rows)
	s.table(column{share: 0.04}, column{title: "Bin", share: 0.14, bold: true}, column{title: "SKU", share: 0.2, bold: true},
		column{title: "Item / barcode", share: 0.31}, column{title: "Pick", share: 0.08, bold: true, right: true},
		column{title: "For orders", share: 0.23})
	for _, r := range rows {
		s.row("", r.Bin, r.SKU, r.item(), strconv.Itoa(r.Total), r.shares())
	}
	return s.finish()
}

func (r PickRow) shares() string {
	parts := make([]string, len(r.Orders))
	for i, o := range r.Orders {
		parts[i] = fmt.Sprintf("%s × %d", clean(o.Order), o.Quantity)
	}
	return strings.Join(parts, "\n")
}

func (p PickList) top(s *sheet, rows []PickRow) {
	units := 0
	for _, r := range rows {
		units += r.Total
	}
	half := (s.w - 2*sheetMargin) / 2
	right := sheetMargin + half
	s.block(box{sheetMargin, s.y, half - 5, 9}, 20, paragraph{s.title, true})
	s.block(box{sheetMargin, s.y + 9, half - 5, 8}, 13, paragraph{p.Location, true})
	s.barcode(p.Number, box{right, s.y, half + quiet*0.4, 14})
	count := fmt.Sprintf("%d orders, %d rows, %d units", len(p.Orders), len(rows), units)
	s.block(box{sheetMargin, s.y + 18, half - 5, 5}, 10, paragraph{text: join(", ", date(p.PrintedAt), count)})
	s.y += 26
}
