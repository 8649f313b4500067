package flow

import (
	"errors"
	"io"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

// priceList has prices by SKU.
type priceList struct {
	of       map[string]oms.Decimal
	currency string // that the column's name states, or ""
}

// readPrices reads a table of SKUs and their prices. The first price of a SKU
// counts.
func readPrices(r io.Reader) (list priceList, err error) {
	t, err := table.Open(r, table.Options{})
	if err != nil {
		return list, err
	}
	defer t.Close()
	columns := &orderColumns{header: t.Header(), fields: make([]string, len(t.Header())), at: map[string]int{}}
	called := make([]string, len(t.Header()))
	for i, h := range t.Header() {
		called[i] = columnName(h)
	}
	sku, price := columns.find(called, orderFieldNamed["lines.sku"].synonyms), columns.find(called, orderFieldNamed["lines.unit_price"].synonyms)
	if sku < 0 || price < 0 || sku == price {
		return list, oms.InvalidField("prices", "must have a column sku and a column price; its columns are %.500q", t.Header())
	}
	_, list.currency = splitCurrency(called[price])
	list.of = map[string]oms.Decimal{}
	for {
		row, err := t.Read()
		switch {
		case errors.Is(err, io.EOF):
			return list, nil
		case err != nil:
			return list, err
		}
		code, p := strings.TrimSpace(row.Cells[sku]), strings.TrimSpace(row.Cells[price])
		if _, have := list.of[code]; row.Problem == nil && !have && code != "" && p != "" {
			list.of[code] = oms.Decimal(p)
		}
	}
}
