package flow

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// What a column may be mapped to beside the fields of orders.
const (
	columnKept    = "attributes" // kept with the order under the column's name
	columnIgnored = "ignore"
)

// ColumnUse says what a column of a file is taken for.
type ColumnUse struct {
	Column string `json:"column"`
	Field  string `json:"field" doc:"A field of the order or of its lines; attributes for what is kept under its own name; ignore"`
}

// orderColumns is how a file's columns are understood.
type orderColumns struct {
	header []string
	fields []string       // by column: a field's name, columnKept or columnIgnored
	at     map[string]int // column by field
	// currency is what a price column names in its header, as price_gbp does.
	currency string
}

// mapOrders decides what the columns of a file are: what the caller says,
// then what their names say, the best name of a field first. Everything else
// is kept.
func mapOrders(header []string, stated map[string]string) (*orderColumns, error) {
	c := &orderColumns{header: header, fields: make([]string, len(header)), at: map[string]int{}}
	if err := c.state(stated); err != nil {
		return nil, err
	}
	if n := len(header) - 1; c.fields[n] == "" && header[n] == rejectReason {
		c.fields[n] = columnIgnored // of a reject file that comes back
	}
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = columnName(h)
	}
	for _, f := range orderFields {
		if _, taken := c.at[f.name]; taken {
			continue
		}
		if i := c.find(names, f.synonyms); i >= 0 {
			c.take(i, f.name)
		}
	}
	if i, found := c.at["lines.unit_price"]; found {
		_, c.currency = splitCurrency(names[i])
	}
	for i := range c.fields {
		if c.fields[i] == "" {
			c.fields[i] = columnKept
		}
	}
	for _, needed := range []string{"external_id", "lines.sku", "lines.quantity"} {
		if _, found := c.at[needed]; !found {
			return nil, oms.InvalidField("mapping", "no column is known to be %s; the columns are %.1000q. Map one to it", needed, header)
		}
	}
	return c, nil
}

func (c *orderColumns) take(column int, field string) { c.fields[column], c.at[field] = field, column }

// state applies the mapping that the caller gave.
func (c *orderColumns) state(stated map[string]string) error {
	var errs []oms.FieldError
	fault := func(format string, args ...any) { errs = append(errs, oms.FaultAt("mapping", format, args...)) }
	for _, column := range slices.Sorted(maps.Keys(stated)) {
		field := stated[column]
		i := slices.IndexFunc(c.header, func(h string) bool { return strings.EqualFold(h, strings.TrimSpace(column)) })
		_, twice := c.at[field]
		switch {
		case i < 0:
			fault("names the column %s, which the file does not have", shortName(column))
		case field == "":
			c.fields[i] = columnIgnored
		case field == columnKept || field == columnIgnored:
			c.fields[i] = field
		case !slices.Contains(OrderColumnFields(), field):
			fault("maps %s to %s, which is none of %s", shortName(column), shortName(field), strings.Join(OrderColumnFields(), ", "))
		case twice:
			fault("maps two columns to %s", field)
		default:
			c.take(i, field)
		}
	}
	return oms.InvalidFields("the mapping", errs)
}

func shortName(s string) string { return strings.ToValidUTF8(s[:min(len(s), 60)], "") }

// find returns the column whose name is the best of the synonyms, or -1.
func (c *orderColumns) find(names, synonyms []string) int {
	for _, s := range synonyms {
		for i, name := range names {
			bare, _ := splitCurrency(name)
			if c.fields[i] == "" && (name == s || bare == s) {
				return i
			}
		}
	}
	return -1
}

// uses lists the columns for the report.
func (c *orderColumns) uses() []ColumnUse {
	out := make([]ColumnUse, len(c.header))
	for i := range out {
		out[i] = ColumnUse{c.header[i], c.fields[i]}
	}
	return out
}

// columnName writes a header as lower-case words: "Order-No." is "order no".
func columnName(header string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// splitCurrency takes a currency from the end of a column's name.
func splitCurrency(name string) (bare, currency string) {
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		code := strings.ToUpper(name[i+1:])
		if _, ok := money.Digits(code); ok {
			return name[:i], code
		}
	}
	return name, ""
}

// OrderColumnFields lists the fields that a column of an order file may be
// mapped to.
func OrderColumnFields() []string {
	var names []string
	for _, f := range orderFields {
		names = append(names, f.name)
	}
	return append(names, columnKept, columnIgnored)
}
