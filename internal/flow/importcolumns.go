package flow

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

// CatalogColumn is one column of an imported file.
type CatalogColumn struct {
	Heading string `json:"heading"`
	Field   string `json:"field,omitempty" doc:"What it is read as; absent for a column that is not read"`
}

// catalogField is something that a column may hold.
type catalogField struct {
	name     string
	synonyms []string // other headings that mean it
	required bool     // the file is no use without such a column
}

// catalogTable is a file whose columns are understood.
type catalogTable struct {
	*table.Reader
	columns []CatalogColumn
	index   map[string]int // field → column
}

// catalogRow is one row of it and what became of it.
type catalogRow struct {
	table.Row
	index   map[string]int
	outcome outcome
	err     error
}

// outcome is what became of a row.
type outcome int

const (
	rowUnchanged outcome = iota
	rowCreated
	rowChanged
)

// openCatalog reads the heading of a file. mapping says heading → field, ""
// to ignore a column, and comes before what headings mean by themselves.
func openCatalog(r io.Reader, fields []catalogField, mapping map[string]string) (*catalogTable, error) {
	t, err := table.Open(r, table.Options{})
	if err != nil {
		return nil, err
	}
	c := &catalogTable{Reader: t, index: map[string]int{}}
	if err := c.understand(fields, mapping); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return c, nil
}

func (c *catalogTable) understand(fields []catalogField, mapping map[string]string) error {
	header := c.Header()
	for _, h := range slices.Sorted(maps.Keys(mapping)) {
		field := mapping[h]
		if !slices.Contains(header, h) {
			return oms.InvalidField("mapping", "names the column %.100q, which the file lacks", h)
		}
		if field != "" && !slices.ContainsFunc(fields, func(f catalogField) bool { return f.name == field }) {
			return oms.InvalidField("mapping", "names the field %.100q, which there is not", field)
		}
	}
	for i, h := range header {
		field := meaning(h, fields, mapping)
		c.columns = append(c.columns, CatalogColumn{h, field})
		if field == "" {
			continue
		}
		if first, taken := c.index[field]; taken {
			return oms.InvalidField("mapping", "is needed: the columns %.100q and %.100q both look like %s", header[first], h, field)
		}
		c.index[field] = i
	}
	for _, f := range fields {
		if _, ok := c.index[f.name]; f.required && !ok {
			return oms.InvalidField("mapping", "is needed: no column is %s; the headings are %.300q", f.name, header)
		}
	}
	return nil
}

// meaning finds the field of a heading, whatever its case, spaces and signs.
func meaning(heading string, fields []catalogField, mapping map[string]string) string {
	if field, ok := mapping[heading]; ok {
		return field
	}
	word := foldHeading(heading)
	for _, f := range fields {
		mapped := slices.Contains(slices.Collect(maps.Values(mapping)), f.name)
		if !mapped && (foldHeading(f.name) == word || slices.ContainsFunc(f.synonyms, func(s string) bool { return foldHeading(s) == word })) {
			return f.name
		}
	}
	return ""
}

func foldHeading(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// next returns the next row, which may have a fault already, or io.EOF.
func (c *catalogTable) next() (*catalogRow, error) {
	raw, err := c.Read()
	if err != nil {
		return nil, err
	}
	row := &catalogRow{Row: raw, index: c.index}
	if raw.Problem != nil {
		row.err = raw.Problem
	}
	return row, nil
}

// get returns the cell of a field, without spaces around it; "" where there is
// none.
func (r *catalogRow) get(field string) string {
	if i, ok := r.index[field]; ok && i < len(r.Cells) {
		return strings.TrimSpace(r.Cells[i])
	}
	return ""
}

// fault notes what is wrong with a cell, once per row and field.
func (r *catalogRow) fault(field, format string, args ...any) {
	var e *oms.Error
	if !errors.As(r.err, &e) {
		e = oms.Errorf(oms.Invalid, "the row is not valid")
		r.err = e
	}
	e.Fields = append(e.Fields, oms.FaultAt(field, format, args...))
}

// faults are what is wrong with a row, each at its cell.
func (r *catalogRow) faults() []oms.FieldError {
	at := fmt.Sprintf("row %d", r.N)
	faults := partsOf(r.err)
	for i, f := range faults {
		if faults[i].Field = at; f.Field != "" {
			faults[i].Field = at + ", " + f.Field
		}
	}
	return faults
}

// partsOf takes a refusal apart: its faults by field, or what it says as a fault
// of no field.
func partsOf(err error) []oms.FieldError {
	var e *oms.Error
	if !errors.As(err, &e) {
		return []oms.FieldError{oms.FaultAt("", "%v", err)}
	}
	if len(e.Fields) == 0 {
		return []oms.FieldError{{Message: e.Message, Says: e.Says}}
	}
	return slices.Clone(e.Fields)
}

// text returns a cell, or nil for an empty one: that leaves things as they are.
func (r *catalogRow) text(field string) *string {
	if s := r.get(field); s != "" {
		return &s
	}
	return nil
}

// whole reads a whole number.
func (r *catalogRow) whole(field string) *int64 {
	s := r.get(field)
	if s == "" {
		return nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		r.fault(field, "must be a whole number, not %.40q", s)
	}
	return &n
}

// degrees reads a coordinate.
func (r *catalogRow) degrees(field string) *float64 {
	s := r.get(field)
	if s == "" {
		return nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		r.fault(field, "must be degrees such as 52.52, not %.40q", s)
	}
	return &f
}

// flag reads yes or no.
func (r *catalogRow) flag(field string) *bool {
	yes, no := true, false
	switch s := strings.ToLower(r.get(field)); s {
	case "":
		return nil
	case "true", "yes", "y", "1", "x", "active":
		return &yes
	case "false", "no", "n", "0", "inactive":
		return &no
	default:
		r.fault(field, "must be yes or no, not %.40q", s)
		return nil
	}
}
