// Package table reads the spreadsheets that people have: CSV in its dialects
// and XLSX, either of them also compressed with gzip, as rows of text under a
// header. What a file is, is told from its content, not from its name. It
// also writes CSV that a spreadsheet shows without running any of it.
//
// Files come from strangers, so everything is bounded; a fault of one row is
// that row's fault, and reading goes on.
package table

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/switchyard-oms/switchyard/oms"
)

// Limits of a file.
const (
	MaxBytes   = 200 << 20 // of the text of a CSV file once unpacked, or of an XLSX file
	MaxColumns = 500
	MaxCell    = 64 << 10  // bytes of one cell
	MaxRow     = 4 << 20   // bytes of one row
	MaxRows    = 5_000_000 // data rows
)

// Options say how a file is to be read, where that can't be told from it.
type Options struct {
	Delimiter   rune   // of CSV: , ; tab or |. Sniffed from the header when zero
	Windows1252 bool   // CSV that is not UTF-8 is in Windows-1252, as older spreadsheets save it
	Sheet       string // of XLSX; the first when empty
}

// Row is one row of data.
type Row struct {
	N       int        // as a spreadsheet numbers rows: the header is 1
	Cells   []string   // as many as the header has columns
	Problem *oms.Error // why the row can't be used; its cells are then as far as they could be read
}

// Reader reads the rows of a file one by one.
type Reader struct {
	header  []string
	input   *counter // what was taken from the file
	source  source
	rows    int
	Epoch04 bool // dates are counted from 1904, as in workbooks of old Macs
}

// source is the rows of one format, the header among them.
type source interface {
	// next returns a row with its number. A *rowError concerns this row alone.
	next() (n int, cells []string, err error)
	close() error
}

// rowError is the fault of one row.
type rowError struct{ refused *oms.Error }

func (e *rowError) Error() string { return e.refused.Error() }

// Open begins to read a file. Errors are refusals (Malformed, TooLarge or
// Invalid) that say what to do, or those of r.
func Open(r io.Reader, o Options) (*Reader, error) {
	t := &Reader{input: &counter{r: r, limit: 1 << 62}}
	content := bufio.NewReaderSize(t.input, 64<<10)
	if magic, _ := content.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(content)
		if err != nil {
			return nil, oms.Errorf(oms.Malformed, "the file looks like gzip and can't be unpacked: %v", err)
		}
		content = bufio.NewReaderSize(z, 64<<10)
	}
	limited := &counter{r: content, limit: MaxBytes}
	var err error
	if magic, _ := content.Peek(4); string(magic) == "PK\x03\x04" {
		t.source, t.Epoch04, err = openXLSX(limited, o)
	} else {
		t.source, err = openCSV(limited, o)
	}
	if err != nil {
		return nil, err
	}
	if err := t.readHeader(); err != nil {
		_ = t.Close()
		return nil, err
	}
	return t, nil
}

// Header returns the names of the columns, each one different.
func (t *Reader) Header() []string { return t.header }

// Bytes tells how much of the file, as it came, has been read.
func (t *Reader) Bytes() int64 { return t.input.n }

// Close lets go of what the format needed; the file itself stays open.
func (t *Reader) Close() error { return t.source.close() }

// readHeader takes the first row that has anything in it as the header.
func (t *Reader) readHeader() error {
	for {
		_, cells, err := t.source.next()
		switch {
		case errors.Is(err, io.EOF):
			return oms.Errorf(oms.Malformed, "the file is empty: its first row must name the columns")
		case err != nil:
			return refusal(err)
		case blank(cells):
			continue
		}
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > MaxColumns {
			return oms.Errorf(oms.Malformed, "the file has %d columns, the limit is %d", len(cells), MaxColumns)
		}
		t.header = names(cells)
		return check(t.header)
	}
}

// names makes column names of a header: trimmed, none empty, none twice.
func names(cells []string) []string {
	out, seen := make([]string, len(cells)), map[string]bool{}
	for i, c := range cells {
		name := strings.Join(strings.Fields(c), " ")
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		unique := name
		for n := 2; seen[unique]; n++ {
			unique = fmt.Sprintf("%s (%d)", name, n)
		}
		seen[unique] = true
		out[i] = unique
	}
	return out
}

// Read returns the next row that is not blank, or io.EOF.
func (t *Reader) Read() (Row, error) {
	for {
		n, cells, err := t.source.next()
		row := Row{N: n}
		if bad, ok := err.(*rowError); ok { //nolint:errorlint // ours, unwrapped
			row.Problem = bad.refused
		} else if errors.Is(err, io.EOF) {
			return Row{}, err
		} else if err != nil {
			return Row{}, refusal(err)
		}
		if row.Problem == nil && blank(cells) {
			continue
		}
		if t.rows++; t.rows > MaxRows {
			return Row{}, oms.Errorf(oms.TooLarge, "the file has more than %d rows: split it", MaxRows)
		}
		if len(cells) > len(t.header) {
			if extra := cells[len(t.header):]; !blank(extra) && row.Problem == nil {
				row.Problem = oms.Errorf(oms.Malformed, "row %d has %d cells, the header has %d", n, len(cells), len(t.header))
			}
			cells = cells[:len(t.header)]
		}
		row.Cells = make([]string, len(t.header))
		for i, c := range cells {
			row.Cells[i] = harmless(c)
		}
		if err := check(row.Cells); err != nil {
			return Row{}, err
		}
		for i, c := range row.Cells {
			if len(c) > MaxCell {
				row.Cells[i], row.Problem = strings.ToValidUTF8(c[:200], "")+"…", oms.Errorf(oms.Malformed, "the cell %s of row %d has more than %d bytes", t.header[i], n, MaxCell)
			}
		}
		return row, nil
	}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// check refuses a file of which the text can't be kept.
func check(cells []string) error {
	for _, c := range cells {
		if !utf8.ValidString(c) {
			return oms.Errorf(oms.Malformed, "the file is not UTF-8: save it as \"CSV UTF-8\", or say that it is Windows-1252")
		}
	}
	return nil
}

func refusal(err error) error {
	if oms.CodeOf(err) != "" {
		return err
	}
	return fmt.Errorf("table: %w", err)
}

// counter counts what is read and refuses more than its limits.
type counter struct {
	r     io.Reader
	n     int64
	limit int64
	mark  int64 // where the row began; 0 when rows are not watched
	row   bool
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	switch {
	case c.n > c.limit:
		return n, oms.Errorf(oms.TooLarge, "the file has more than %d MB: split it", c.limit>>20)
	case c.row && c.n-c.mark > MaxRow:
		return n, oms.Errorf(oms.Malformed, "a row has more than %d MB: a quote may not be closed", MaxRow>>20)
	}
	return n, err
}
