package flow

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// ExportColumn is a column of an export of orders.
type ExportColumn struct {
	Name  string
	Doc   string
	kind  table.Kind
	value func(*oms.Order, *oms.Line) string
}

func orderColumn(name, doc string, value func(*oms.Order) string) ExportColumn {
	return lineColumn(name, doc, func(o *oms.Order, _ *oms.Line) string { return value(o) })
}

func lineColumn(name, doc string, value func(*oms.Order, *oms.Line) string) ExportColumn {
	return ExportColumn{Name: name, Doc: doc, value: value}
}

// as is the column with cells of another kind than text.
func (c ExportColumn) as(kind table.Kind) ExportColumn {
	c.kind = kind
	return c
}

// OrderExportColumns lists the columns of orders.
func OrderExportColumns() []ExportColumn {
	return []ExportColumn{
		orderColumn("order", "our number", func(o *oms.Order) string { return strconv.FormatInt(o.Number, 10) }).as(table.Number),
		orderColumn("channel", "the channel's code", func(o *oms.Order) string { return o.Channel }),
		orderColumn("external_id", "the channel's own id", func(o *oms.Order) string { return o.ExternalID }),
		orderColumn("placed_at", "RFC 3339", func(o *oms.Order) string { return o.PlacedAt.Format(time.RFC3339) }).as(table.Instant),
		orderColumn("lifecycle", "", func(o *oms.Order) string { return string(o.Lifecycle) }),
		orderColumn("payment_status", "", func(o *oms.Order) string { return string(o.PaymentStatus) }),
		orderColumn("fulfillment_status", "", func(o *oms.Order) string { return string(o.FulfillmentStatus) }),
		orderColumn("delivery_status", "", func(o *oms.Order) string { return string(o.DeliveryStatus) }),
		orderColumn("currency", "ISO 4217", func(o *oms.Order) string { return o.Currency }),
		orderColumn("total", "what the buyer owes", func(o *oms.Order) string { return money.New(o.Total, o.Currency).Decimal() }).as(table.Number),
		orderColumn("email", "", func(o *oms.Order) string { return o.Email }),
		orderColumn("name", "of the customer", func(o *oms.Order) string { return o.CustomerName }),
		orderColumn("city", "where it goes", func(o *oms.Order) string { return o.ShippingAddress.City }),
		orderColumn("postal_code", "", func(o *oms.Order) string { return o.ShippingAddress.PostalCode }),
		orderColumn("country_code", "ISO 3166-1", func(o *oms.Order) string { return o.ShippingAddress.CountryCode }),
		orderColumn("tags", "separated by commas", func(o *oms.Order) string { return strings.Join(o.Tags, ", ") }),
		orderColumn("note", "", func(o *oms.Order) string { return o.Note }),
		orderColumn("id", "its identifier", func(o *oms.Order) string { return o.ID }),
	}
}

// LineExportColumns lists the columns of lines, beside those of their orders.
func LineExportColumns() []ExportColumn {
	all := []ExportColumn{
		lineColumn("line", "its number within the order", func(_ *oms.Order, l *oms.Line) string { return strconv.Itoa(l.N) }).as(table.Number),
		lineColumn("sku", "", func(_ *oms.Order, l *oms.Line) string { return l.SKU }),
		lineColumn("title", "", func(_ *oms.Order, l *oms.Line) string { return l.Title }),
	}
	units := func(name string, of func(*oms.Line) int64) {
		all = append(all, lineColumn(name, "units", func(_ *oms.Order, l *oms.Line) string { return strconv.FormatInt(of(l), 10) }).as(table.Number))
	}
	amount := func(name string, of func(*oms.Line) int64) {
		all = append(all, lineColumn(name, "", func(o *oms.Order, l *oms.Line) string { return money.New(of(l), o.Currency).Decimal() }).as(table.Number))
	}
	units("quantity", func(l *oms.Line) int64 { return l.Ordered })
	amount("unit_price", func(l *oms.Line) int64 { return l.UnitPrice })
	amount("discount", func(l *oms.Line) int64 { return l.Discount })
	amount("tax", func(l *oms.Line) int64 { return l.Tax })
	units("canceled", func(l *oms.Line) int64 { return l.Canceled })
	units("backordered", func(l *oms.Line) int64 { return l.Backordered })
	units("unallocated", func(l *oms.Line) int64 { return l.Unallocated })
	units("allocated", func(l *oms.Line) int64 { return l.Allocated })
	units("released", func(l *oms.Line) int64 { return l.Released })
	units("picked", func(l *oms.Line) int64 { return l.Picked })
	units("packed", func(l *oms.Line) int64 { return l.Packed })
	units("shipped", func(l *oms.Line) int64 { return l.Shipped })
	units("delivered", func(l *oms.Line) int64 { return l.Delivered })
	return all
}

// OrderExport says what to export of which orders.
type OrderExport struct {
	Filter  OrderFilter // its sort, position and limit are the export's own: the oldest number first
	Channel string      // a code, or "" for all
	Lines   bool        // a row for each line that a buyer asked for, else for each order
	Columns []string    // in their order; all but tags, note and id when empty
	Format  ExportFormat
}

// ExportFormat is the form of a file.
type ExportFormat string

// The formats of an export.
const (
	ExportCSV  ExportFormat = "csv"
	ExportXLSX ExportFormat = "xlsx"
	ExportJSON ExportFormat = "jsonl" // an object a line
)

// columns are those that were asked for.
func (e OrderExport) columns() ([]ExportColumn, error) {
	known := OrderExportColumns()
	if e.Lines {
		known = append(known, LineExportColumns()...)
	}
	if len(e.Columns) == 0 {
		return slices.DeleteFunc(known, func(c ExportColumn) bool { return c.Name == "tags" || c.Name == "note" || c.Name == "id" }), nil
	}
	out := make([]ExportColumn, len(e.Columns))
	for i, name := range e.Columns {
		at := slices.IndexFunc(known, func(c ExportColumn) bool { return c.Name == name })
		if at < 0 {
			names := make([]string, len(known))
			for i, c := range known {
				names[i] = c.Name
			}
			return nil, oms.InvalidField("columns", "has %.64q; there are %s", name, strings.Join(names, ", "))
		}
		out[i] = known[at]
	}
	return out, nil
}

// Check refuses columns that there are not, or that stand twice.
func (e OrderExport) Check() error {
	if _, err := e.columns(); err != nil {
		return err
	}
	for i, c := range e.Columns {
		if slices.Contains(e.Columns[:i], c) {
			return oms.InvalidField("columns", "has %.64q twice", c)
		}
	}
	return nil
}

// ExportOrders writes orders, or their lines, page by page: whatever their
// number, no more than a page is in memory. flushed is called behind each page
// and may be nil.
func (f *Flow) ExportOrders(ctx context.Context, e OrderExport, to io.Writer, flushed func() error) error {
	columns, err := e.columns()
	if err != nil {
		return err
	}
	file, err := newExportFile(to, e, columns)
	if err != nil {
		return err
	}
	if err = f.exportPages(ctx, e, exportRows{columns, file}, flushed); err == nil {
		err = file.Finish() // never behind a part of the rows, which would pass for all
	}
	return errors.Join(err, file.Close())
}

func (f *Flow) exportPages(ctx context.Context, e OrderExport, rows exportRows, flushed func() error) error {
	filter := e.Filter
	filter.Sort, filter.After, filter.Limit = "number", nil, 200
	for {
		page, err := f.Orders(ctx, filter, e.Channel)
		if err != nil {
			return err
		}
		for _, o := range page.Items {
			if err := rows.order(o, e.Lines); err != nil {
				return err
			}
		}
		if err := rows.file.Flush(); err != nil {
			return err
		}
		if flushed != nil {
			if err := flushed(); err != nil {
				return err
			}
		}
		if filter.After = page.Next; page.Next == nil {
			return nil
		}
	}
}

// exportFile is a file of rows that is being written.
type exportFile interface {
	Write(cells ...string) error
	Flush() error  // hands on what can be sent already
	Finish() error // writes the end
	Close() error  // lets go of what it holds, finished or not
}

func newExportFile(to io.Writer, e OrderExport, columns []ExportColumn) (exportFile, error) {
	names, typed := make([]string, len(columns)), make([]table.Column, len(columns))
	for i, c := range columns {
		names[i], typed[i] = c.Name, table.Column{Name: c.Name, Kind: c.kind}
	}
	switch e.Format {
	case ExportJSON:
		return jsonLines{to, names}, nil
	case ExportXLSX:
		sheet := "orders"
		if e.Lines {
			sheet = "lines"
		}
		return table.NewWorkbook(to, sheet, typed...)
	default:
		return table.NewWriter(to, names...)
	}
}

// jsonLines writes a JSON object a line.
type jsonLines struct {
	to    io.Writer
	names []string
}

func (j jsonLines) Write(cells ...string) error {
	line := []byte{'{'}
	for i, name := range j.names {
		if i > 0 {
			line = append(line, ',')
		}
		line = strconv.AppendQuote(line, name) // names are plain words
		value, err := json.Marshal(cells[i])
		if err != nil {
			return err
		}
		line = append(append(line, ':'), value...)
	}
	_, err := j.to.Write(append(line, '}', '\n'))
	return err
}

func (jsonLines) Flush() error  { return nil }
func (jsonLines) Finish() error { return nil }
func (jsonLines) Close() error  { return nil }

// exportRows writes orders as rows.
type exportRows struct {
	columns []ExportColumn
	file    exportFile
}

// order writes a row for an order, or one for each of its lines that a buyer
// asked for: components of a bundle are how we serve it.
func (r exportRows) order(o *oms.Order, lines bool) error {
	if !lines {
		return r.row(o, nil)
	}
	for i := range o.Lines {
		if o.Lines[i].Kind == oms.LineComponent {
			continue
		}
		if err := r.row(o, &o.Lines[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r exportRows) row(o *oms.Order, l *oms.Line) error {
	cells := make([]string, len(r.columns))
	for i, c := range r.columns {
		cells[i] = c.value(o, l)
	}
	return r.file.Write(cells...)
}
