package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/switchyard-oms/switchyard/oms"
)

// delimiters that are told apart, the usual one first.
var delimiters = []rune{',', ';', '\t', '|'}

type csvRows struct {
	csv     *csv.Reader
	input   *counter
	records int
}

// openCSV looks at the beginning of a file: its byte order mark, a line
// "sep=;" that spreadsheets understand, and what separates the columns.
func openCSV(in *counter, o Options) (*csvRows, error) {
	b := bufio.NewReaderSize(in, 64<<10)
	head, err := b.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, refusal(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = b.Discard(3) // peeked, so it is there
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return nil, oms.Errorf(oms.Malformed, "the file is UTF-16: save it as \"CSV UTF-8\"")
	}
	start, _ := b.Peek(32 << 10) // as much as there is
	if bytes.IndexByte(start, 0) >= 0 {
		return nil, oms.Errorf(oms.Malformed, "the file is neither CSV nor XLSX: it has binary content")
	}
	comma := o.Delimiter
	if rest, ok := bytes.CutPrefix(start, []byte("sep=")); ok && len(rest) > 1 && (rest[1] == '\r' || rest[1] == '\n') {
		comma = rune(rest[0])
		if _, err := b.ReadString('\n'); err != nil && !errors.Is(err, io.EOF) {
			return nil, refusal(err)
		}
	}
	if comma == 0 {
		comma = sniff(start)
	}
	if !strings.ContainsRune(string(delimiters), comma) {
		return nil, oms.InvalidField("delimiter", "must be a comma, a semicolon, a tab or |")
	}
	var text io.Reader = b
	if o.Windows1252 {
		text = charmap.Windows1252.NewDecoder().Reader(b)
	}
	r := csv.NewReader(text)
	r.Comma, r.FieldsPerRecord = comma, -1
	return &csvRows{csv: r, input: in}, nil
}

// sniff returns the delimiter that the first record has most of.
func sniff(start []byte) rune {
	counts, quoted := map[rune]int{}, false
	for _, c := range start {
		if c == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if c == '\n' && len(counts) > 0 {
			break
		}
		if bytes.ContainsRune([]byte(string(delimiters)), rune(c)) {
			counts[rune(c)]++
		}
	}
	best := delimiters[0]
	for _, d := range delimiters {
		if counts[d] > counts[best] {
			best = d
		}
	}
	return best
}

func (r *csvRows) next() (int, []string, error) {
	r.input.mark, r.input.row = r.input.n, true
	cells, err := r.csv.Read()
	r.records++
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return r.records, cells, &rowError{oms.Errorf(oms.Malformed, "row %d can't be read as CSV: %v", r.records, bad.Err)}
	}
	return r.records, cells, err
}

func (*csvRows) close() error { return nil }
