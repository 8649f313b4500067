package flow

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/refusal"
)

// cellAmount reads an amount as people and spreadsheets write it: "€ 1.234,50",
// "1,234.50", "£2.55", "19,9", "19.9000". What it can't read it returns as it
// is, for the check of the order to refuse by its field. The rule for marks:
// of a comma and a point the last one is the decimal mark; one mark alone is
// the decimal mark unless it is a comma before exactly three digits, or comes
// more than once.
func cellAmount(text, currency string) oms.Decimal {
	bare := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Sc, r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, text)
	if up := strings.ToUpper(bare); currency != "" {
		bare = strings.TrimSuffix(strings.TrimPrefix(up, currency), currency)
	}
	comma, point := strings.LastIndexByte(bare, ','), strings.LastIndexByte(bare, '.')
	switch {
	case comma >= 0 && point > comma:
		bare = strings.ReplaceAll(bare, ",", "")
	case point >= 0 && comma > point:
		bare = strings.Replace(strings.ReplaceAll(bare, ".", ""), ",", ".", 1)
	case strings.Count(bare, ".") > 1:
		bare = strings.ReplaceAll(bare, ".", "")
	case comma >= 0 && (strings.Count(bare, ",") > 1 || len(bare)-comma == 4):
		bare = strings.ReplaceAll(bare, ",", "")
	case comma >= 0:
		bare = strings.Replace(bare, ",", ".", 1)
	}
	if digits, ok := money.Digits(currency); ok {
		bare = dropZeros(bare, digits)
	}
	return oms.Decimal(bare)
}

// dropZeros shortens "19.9000" to the decimals that a currency has.
func dropZeros(s string, digits int) string {
	whole, part, found := strings.Cut(s, ".")
	if !found || len(part) <= digits || strings.Trim(part[digits:], "0") != "" {
		return s
	}
	if digits == 0 {
		return whole
	}
	return whole + "." + part[:digits]
}

// cellWhole reads a count: "12", "12.0", "1,000".
func cellWhole(text string) oms.Whole {
	s := strings.Join(strings.Fields(text), "")
	if whole, part, found := strings.Cut(s, "."); found && whole != "" && strings.Trim(part, "0") == "" {
		s = whole
	}
	if thousands.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	return oms.Whole(s)
}

var thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)

// cellBool reads yes and no.
func cellBool(text string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "yes", "y", "true", "1", "x", "ja", "wahr":
		return true, true
	case "", "no", "n", "false", "0", "nein", "falsch":
		return false, true
	}
	return false, false
}

// dates reads instants.
type dates struct {
	layout  string         // Go's, of DateLayout; "" to tell from the text
	zone    *time.Location // of texts without one
	epoch04 bool           // numbers of days count from 1904
}

// unambiguous are the forms that are read without being told.
var unambiguous = []string{time.RFC3339Nano, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02T15:04:05",
	"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02", "02.01.2006 15:04:05", "02.01.2006 15:04",
	"02.01.2006", "2.1.2006 15:04", "2.1.2006", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 2006", "Jan 2, 2006 15:04", "Jan 2, 2006", "20060102"}

var (
	slashed   = regexp.MustCompile(`^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}`)
	dayNumber = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
	unixTime  = regexp.MustCompile(`^\d{10}(\d{3})?$`)
)

// read reads one instant: the layout that was given, or a form that has one
// meaning only, or a number of days as workbooks store dates, or the seconds
// or milliseconds since 1970.
func (d dates) read(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	layouts := unambiguous
	if d.layout != "" {
		layouts = []string{d.layout}
	}
	for _, layout := range layouts {
		if at, err := time.ParseInLocation(layout, text, d.zone); err == nil {
			return at.UTC(), nil
		}
	}
	switch {
	case dayNumber.MatchString(text):
		return d.days(text)
	case unixTime.MatchString(text):
		n, err := strconv.ParseInt(text, 10, 64)
		if len(text) == 13 {
			return time.UnixMilli(n).UTC(), err
		}
		return time.Unix(n, 0).UTC(), err
	case d.layout != "":
		return time.Time{}, refusal.Errorf("is %.60q, which does not have the stated date layout", text)
	case slashed.MatchString(text):
		return time.Time{}, refusal.Errorf("is %.60q, which may mean two days: state the date layout, such as DD/MM/YYYY HH:mm", text)
	}
	return time.Time{}, refusal.Errorf("is %.60q, which is no date: state the date layout, such as DD.MM.YYYY HH:mm", text)
}

// days reads a date as workbooks store it: days since the last day of 1899,
// counting a 29 February 1900 that never was, and the part of the day.
func (d dates) days(text string) (time.Time, error) {
	whole, part, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return time.Time{}, err
	}
	seconds := 0.0
	if part != "" {
		if seconds, err = strconv.ParseFloat("0."+part, 64); err != nil {
			return time.Time{}, err
		}
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, d.zone)
	if d.epoch04 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, d.zone)
	}
	day := start.AddDate(0, 0, n)
	y, m, dd := day.Date()
	return time.Date(y, m, dd, 0, 0, int(seconds*86400+0.5), 0, d.zone).UTC(), nil
}

// layoutWords turns a layout as people write it into Go's.
var layoutWords = strings.NewReplacer("YYYY", "2006", "YY", "06", "MM", "01", "DD", "02", "HH", "15", "hh", "03", "mm", "04", "ss", "05", "AM", "PM", "M", "1", "D", "2", "H", "15")

// goLayout reads a layout such as DD/MM/YYYY HH:mm, and refuses one without a
// year, a month and a day.
func goLayout(layout string) (string, error) {
	if layout == "" {
		return "", nil
	}
	out := layoutWords.Replace(layout)
	probe := time.Date(2017, 11, 23, 0, 0, 0, 0, time.UTC)
	back, err := time.Parse(out, probe.Format(out))
	if err != nil || !back.Equal(probe) {
		return "", oms.InvalidField("date_layout", "must have YYYY, MM and DD, and HH, mm and ss where there is a time, such as DD/MM/YYYY HH:mm; %.60q has not", layout)
	}
	return out, nil
}
