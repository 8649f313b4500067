package flow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strings"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/refusal"
	"github.com/switchyard-oms/switchyard/routing"
)

// RateSheet is the price table of a rate card as a file has it: a row for each
// zone, and a column for each weight. With faults it is of no use yet.
type RateSheet struct {
	Steps  []int64          `json:"steps" doc:"Grams up to which each price holds" example:"[1000,2000]"`
	Zones  []routing.Zone   `json:"zones"`
	Faults []oms.FieldError `json:"faults" doc:"What is wrong, by row and column; empty when a card may have it"`
}

// MaxRateSheet is how large a file of rates may be, in bytes.
const MaxRateSheet = 1 << 20

// maxRateZones bounds a card.
const maxRateZones = 500

// zoneColumns are what a file says of a zone. Every other column is a weight.
var zoneColumns = []catalogField{
	{"zone", []string{"name", "zone name", "destination", "zielzone"}, true},
	{"domestic", []string{"inland", "within one country"}, false},
	{"from", []string{"origin", "from countries", "von"}, false},
	{"to", []string{"countries", "to countries", "nach", "länder"}, false},
	{"up_to_km", []string{"km", "distance", "bis km"}, false},
	{"days", []string{"transit days", "transit", "laufzeit"}, false},
}

// weightColumn is a heading such as 1000, 1000 g, 2.5 kg, up to 2 kg, or with
// the weight that it begins at: 1000-2000 g.
var weightColumn = regexp.MustCompile(`^(?:up to|bis|≤|<=)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:-|–|to|bis)\s*)?(\d+(?:[.,]\d+)?)\s*(g|kg)?$`)

// ReadRateSheet reads the price table of a rate card from a CSV or XLSX file:
// the columns zone, domestic, from, to, up_to_km and days, and one for each
// weight; prices are decimals of a currency. It keeps nothing: what was read is
// put into a card of the draft.
func (f *Flow) ReadRateSheet(_ context.Context, file []byte, currency string) (*RateSheet, error) {
	if errs := checkCurrency("currency", currency); errs != nil {
		return nil, oms.InvalidFields("the question", errs)
	}
	t, err := openCatalog(bytes.NewReader(file), zoneColumns, nil)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	s := &sheetReader{RateSheet: RateSheet{Steps: []int64{}, Zones: []routing.Zone{}, Faults: []oms.FieldError{}}, currency: currency}
	s.weights(t.columns)
	for {
		row, err := t.next()
		switch {
		case errors.Is(err, io.EOF):
			s.check()
			return &s.RateSheet, nil
		case err != nil:
			return nil, err
		case len(s.Zones) == maxRateZones:
			return nil, oms.InvalidField("file", "has more than %d zones", maxRateZones)
		}
		s.zone(row)
	}
}

// sheetReader is a price table while it is read.
type sheetReader struct {
	RateSheet
	currency string
	columns  []int // of the steps
}

func (s *sheetReader) fault(field, format string, args ...any) {
	s.Faults = append(s.Faults, oms.FaultAt(field, format, args...))
}

// weights reads the headings that are weights. One that says where it begins
// must begin where the one before ends, or a gram behind.
func (s *sheetReader) weights(columns []CatalogColumn) {
	for i, c := range columns {
		if c.Field != "" {
			continue
		}
		from, upTo, ok := readWeights(c.Heading)
		if !ok {
			s.fault(c.Heading, "is neither a column of zones nor a weight such as 1000 g or 2 kg")
			continue
		}
		before := int64(0)
		if n := len(s.Steps); n > 0 {
			before = s.Steps[n-1]
		}
		switch {
		case from == nil:
		case *from > before+1:
			s.fault(c.Heading, "leaves a gap: no price for more than %d g and less than %d g", before, *from)
		case *from < before:
			s.fault(c.Heading, "overlaps the column before it, which ends at %d g", before)
		}
		s.Steps, s.columns = append(s.Steps, upTo), append(s.columns, i)
	}
}

// readWeights reads a heading as grams; from is nil when it does not say where
// it begins.
func readWeights(heading string) (from *int64, upTo int64, ok bool) {
	m := weightColumn.FindStringSubmatch(strings.ToLower(strings.TrimSpace(heading)))
	if m == nil {
		return nil, 0, false
	}
	upTo, ok = grams(m[2], m[3])
	if m[1] == "" || !ok {
		return nil, upTo, ok
	}
	first, ok := grams(m[1], m[3])
	return &first, upTo, ok
}

// grams reads a number of grams or kilograms, and refuses parts of a gram.
func grams(number, unit string) (int64, bool) {
	n, ok := new(big.Rat).SetString(strings.Replace(number, ",", ".", 1))
	if !ok {
		return 0, false
	}
	if unit == "kg" {
		n.Mul(n, big.NewRat(1000, 1))
	}
	return n.Num().Int64(), n.IsInt() && n.Num().IsInt64()
}

// zone reads a row.
func (s *sheetReader) zone(row *catalogRow) {
	z := routing.Zone{Name: row.get("zone"), From: countryList(row.get("from")), To: countryList(row.get("to"))}
	set(&z.UpToKM, row.whole("up_to_km"))
	set(&z.Days, row.whole("days"))
	at, ok := fmt.Sprintf("row %d", row.N), false
	if z.Domestic, ok = cellBool(row.get("domestic")); !ok {
		s.fault(at+", domestic", "must be yes or no, not %.40q", row.get("domestic"))
	}
	for n, i := range s.columns {
		price, err := s.price(row.Cells[i])
		if err != nil {
			s.fault(fmt.Sprintf("%s, %d g", at, s.Steps[n]), "%v", err)
		}
		z.Prices = append(z.Prices, price)
	}
	var refused *oms.Error
	if errors.As(row.err, &refused) {
		for _, e := range refused.Fields {
			s.fault(at+", "+e.Field, "%v", e)
		}
		if len(refused.Fields) == 0 {
			s.fault(at, "%v", refused)
		}
	}
	s.Zones = append(s.Zones, z)
}

func (s *sheetReader) price(cell string) (int64, error) {
	if strings.TrimSpace(cell) == "" {
		return 0, refusal.Errorf("has no price")
	}
	price, err := money.Parse(string(cellAmount(cell, s.currency)), s.currency)
	if err != nil {
		return 0, refusal.Errorf("%.40q is no amount of %s", cell, s.currency)
	}
	return price.Minor, nil
}

// check adds what is wrong with a card of these prices, where each cell could be
// read.
func (s *sheetReader) check() {
	if len(s.Faults) > 0 {
		return
	}
	card := routing.RateCard{Name: "the file", Steps: s.Steps, Zones: s.Zones}
	for _, e := range checkCard("", &card) {
		s.fault(e.Field, "%v", e)
	}
	_, err := routing.Compile(routing.Policy{Currency: s.currency, Cards: []routing.RateCard{card}})
	for _, f := range routing.Faults(err) {
		s.fault(strings.TrimPrefix(f.Field, "cards[0]."), "%v", f.Err)
	}
}

// countryList reads countries that are separated by blanks, commas or strokes;
// nil for none.
func countryList(cell string) []string {
	codes := strings.FieldsFunc(strings.ToUpper(cell), func(r rune) bool { return strings.ContainsRune(" ,;|/\t\n", r) })
	return append([]string(nil), codes...)
}
