package flow

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// errKeep says that a cell can't be used as its field but must not be lost: it
// becomes an attribute under its column's name.
var errKeep = errors.New("flow: keep the cell as an attribute")

// orderMaker makes orders of the rows of a file.
type orderMaker struct {
	dates
	columns   *orderColumns
	channel   string
	currency  string // of orders that don't state theirs
	payment   string // status of orders that don't state theirs
	inclusive bool   // prices include taxes
	prices    map[string]oms.Decimal
	unknown   bool // orders with unknown SKUs are taken too
	note      func(oms.Sentence)
}

// orderDraft is one order being made.
type orderDraft struct {
	*orderMaker
	in       oms.OrderInput
	taxTotal oms.Decimal
	errs     []oms.FieldError
	lineOf   []int          // line of each row, or -1
	extra    map[string]any // attributes of the order
	more     []map[string]any
}

func (d *orderDraft) customer() *oms.CustomerInput {
	if d.in.Customer == nil {
		d.in.Customer = &oms.CustomerInput{}
	}
	return d.in.Customer
}

func (d *orderDraft) payment() *oms.PaymentInput {
	if d.in.Payment == nil {
		d.in.Payment = &oms.PaymentInput{}
	}
	return d.in.Payment
}

// money is the currency that amounts are read in.
func (d *orderDraft) money() string { return d.in.Currency }

// order makes one order of its rows. Each row that names a SKU, a quantity or
// a title is a line. A column of the order may be filled in any of its rows:
// the first that is filled counts, another value is kept with its line.
func (m *orderMaker) order(rows []table.Row) (oms.OrderInput, error) {
	d := &orderDraft{orderMaker: m, extra: map[string]any{}, more: make([]map[string]any, len(rows))}
	d.in = oms.OrderInput{Channel: m.channel, Currency: m.currency, PricesIncludeTax: m.inclusive, AllowUnknownSKUs: m.unknown}
	for _, r := range rows {
		if r.Problem != nil {
			return d.in, r.Problem
		}
	}
	d.wholes(rows)
	d.lines(rows)
	d.spare(rows)
	d.shareTax()
	if m.payment != "" && d.payment().Status == "" {
		d.payment().Status = m.payment
	}
	if p := d.in.Payment; p != nil && p.Status == "" { // a method alone says nothing of the money
		d.keep("payment method", p.Method)
		d.keep("payment reference", p.Reference)
		d.in.Payment = nil
	}
	d.attributes(rows)
	return d.in, oms.InvalidFields("the order", d.errs)
}

func (d *orderDraft) refuse(n int, column string, err error) {
	d.errs = append(d.errs, oms.FaultAt(fmt.Sprintf("row %d, %s", n, column), "%v", err))
}

// wholes fills the fields of the order, the currency first: amounts need it.
func (d *orderDraft) wholes(rows []table.Row) {
	d.whole(rows, "currency")
	for _, f := range orderFields {
		if f.set != nil && f.name != "currency" {
			d.whole(rows, f.name)
		}
	}
}

func (d *orderDraft) whole(rows []table.Row, name string) {
	column, found := d.columns.at[name]
	if !found {
		return
	}
	value := ""
	for i, r := range rows {
		cell := strings.TrimSpace(r.Cells[column])
		switch {
		case cell == "" || cell == value:
		case value != "":
			d.aside(i, column, cell)
		default:
			value = cell
			if err := orderFieldNamed[name].set(d, cell); errors.Is(err, errKeep) {
				d.keep(d.columns.header[column], cell)
			} else if err != nil {
				d.refuse(r.N, d.columns.header[column], err)
			}
		}
	}
}

var orderFieldNamed = func() map[string]orderField {
	m := map[string]orderField{}
	for _, f := range orderFields {
		m[f.name] = f
	}
	return m
}()

// keep notes an attribute of the order.
func (d *orderDraft) keep(name, value string) {
	if value != "" {
		d.extra[name] = value
	}
}

// aside notes an attribute of the line of row i.
func (d *orderDraft) aside(i, column int, value string) {
	if d.more[i] == nil {
		d.more[i] = map[string]any{}
	}
	d.more[i][d.columns.header[column]] = value
}

// lines makes the lines.
func (d *orderDraft) lines(rows []table.Row) {
	d.lineOf = make([]int, len(rows))
	for i, r := range rows {
		d.lineOf[i] = -1
		if !d.isLine(r) && len(rows) > 1 {
			continue
		}
		l := oms.LineInput{}
		for _, f := range orderFields {
			column, found := d.columns.at[f.name]
			if !found || f.line == nil {
				continue
			}
			if cell := strings.TrimSpace(r.Cells[column]); cell != "" {
				if err := f.line(d, &l, cell); err != nil {
					d.refuse(r.N, d.columns.header[column], err)
				}
			}
		}
		d.price(&l)
		d.lineOf[i] = len(d.in.Lines)
		d.in.Lines = append(d.in.Lines, l)
	}
}

// isLine tells whether a row has a line, and not only more about its order.
func (d *orderDraft) isLine(r table.Row) bool {
	for _, name := range []string{"lines.sku", "lines.quantity", "lines.title"} {
		if i, found := d.columns.at[name]; found && strings.TrimSpace(r.Cells[i]) != "" {
			return true
		}
	}
	return false
}

// price completes a line that states none: by the list of prices, else zero.
func (d *orderDraft) price(l *oms.LineInput) {
	if l.UnitPrice != "" {
		return
	}
	if p, found := d.prices[l.SKU]; found {
		l.UnitPrice = cellAmount(string(p), d.money())
		return
	}
	l.UnitPrice = "0"
	d.note(oms.SaysNoPrice)
}

// spare keeps what no field takes: with the order where all its rows agree,
// else with the lines.
func (d *orderDraft) spare(rows []table.Row) {
	for column, f := range d.columns.fields {
		if f != columnKept {
			continue
		}
		first, same := "", true
		for _, r := range rows {
			cell := r.Cells[column]
			switch {
			case cell == "":
			case first == "":
				first = cell
			default:
				same = same && cell == first
			}
		}
		if same {
			d.keep(d.columns.header[column], first)
			continue
		}
		for i, r := range rows {
			if r.Cells[column] != "" {
				d.aside(i, column, r.Cells[column])
			}
		}
	}
}

// shareTax splits a tax that is stated for the whole order over its lines, in
// proportion to their amounts. Amounts that can't be read are reported when
// the order is checked.
func (d *orderDraft) shareTax() {
	whole, err := money.Parse(string(d.taxTotal), d.money())
	if d.taxTotal == "" {
		return
	}
	if err != nil {
		d.errs = append(d.errs, oms.FaultAt("tax_total", "%v", err))
		return
	}
	weights := make([]int64, len(d.in.Lines))
	for i, l := range d.in.Lines {
		price, err := money.Parse(string(l.UnitPrice), d.money())
		n, err2 := l.Quantity.Int(1, oms.MaxQuantity)
		if weights[i] = price.Minor * n; err != nil || err2 != nil || l.Tax != "" || price.Minor > money.Limit/oms.MaxQuantity || weights[i] < 0 {
			return
		}
	}
	for i, share := range money.Split(whole.Minor, weights...) {
		d.in.Lines[i].Tax = oms.Decimal(money.New(share, d.money()).Decimal())
	}
}

// attributes writes what is kept, and the rows as they came.
func (d *orderDraft) attributes(rows []table.Row) {
	for i, more := range d.more {
		if more == nil {
			continue
		}
		if l := d.lineOf[i]; l >= 0 {
			d.in.Lines[l].Attributes = jsonOf(more)
			continue
		}
		for name, v := range more { // a row that has no line
			d.extra[fmt.Sprintf("%s (%d)", name, i+1)] = v
		}
	}
	if len(d.extra) > 0 {
		d.in.Attributes = jsonOf(d.extra)
	}
	raw := struct {
		Columns []string   `json:"columns"`
		Rows    [][]string `json:"rows"`
	}{Columns: d.columns.header}
	for _, r := range rows {
		raw.Rows = append(raw.Rows, r.Cells)
	}
	d.in.Raw = jsonOf(raw)
}

// jsonOf writes texts, which always have a form in JSON.
func jsonOf(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("flow: %T does not marshal: %v", v, err))
	}
	return b
}
