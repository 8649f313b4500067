package main

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

type exportCmd struct {
	Orders exportOrdersCmd `cmd:"" help:"Write orders, a row for each line."`
	SKUs   exportSKUsCmd   `cmd:"" name:"skus" help:"Write SKUs."`
	Stock  exportStockCmd  `cmd:"" help:"Write stock, a row for each SKU and location."`
	Counts exportCountsCmd `cmd:"" help:"Write counts, a row for each SKU that is on one, or each lot of it."`
}

// exportFlags say where to.
type exportFlags struct {
	Out string `help:"The file to write; it must not exist. Standard output when absent." placeholder:"FILE"`
}

// write makes the file, and hands rows to f's writer.
func (e exportFlags) write(ctx context.Context, s *settings, t terminal, header []string, f func(context.Context, *flow.Flow, *table.Writer) error) error {
	return e.writeTo(ctx, s, t, func(ctx context.Context, fl *flow.Flow, w io.Writer) error {
		rows, err := table.NewWriter(w, header...)
		if err != nil {
			return err
		}
		return errors.Join(f(ctx, fl, rows), rows.Flush())
	})
}

// writeTo makes the file, and hands it to f.
func (e exportFlags) writeTo(ctx context.Context, s *settings, t terminal, f func(context.Context, *flow.Flow, io.Writer) error) error {
	return s.withFlow(ctx, func(ctx context.Context, fl *flow.Flow) error {
		fill := func(w io.Writer) error { return f(ctx, fl, w) }
		if e.Out == "" {
			return fill(t.out)
		}
		return writeNew(e.Out, fill)
	})
}

type exportOrdersCmd struct {
	exportFlags
	Status  string `help:"Only orders with this status, such as open, paid, on_hold or delivered."`
	Channel string `help:"Only orders of the channel with this code."`
	Query   string `help:"Only orders that have these words, as the search finds them." placeholder:"WORDS"`

	Filter   string   `help:"Only orders that a filter chooses, such as 'tag:vip placed:today'." placeholder:"TERMS"`
	Timezone string   `help:"Whose days the filter means, such as Europe/Berlin; UTC when absent."`
	Whole    bool     `help:"A row for each order, not for each line."`
	Columns  []string `help:"Names of columns in their order, separated by commas; the usual ones when absent."`
	Format   string   `help:"csv, xlsx or jsonl." enum:"csv,xlsx,jsonl" default:"csv"`
}

// Run exports orders, the oldest first.
func (c exportOrdersCmd) Run(ctx context.Context, s *settings, t terminal) error {
	filter, err := flow.ParseOrderFilter(c.Filter, c.Timezone)
	if err != nil {
		return err
	}
	filter.Status, filter.Query = c.Status, c.Query
	e := flow.OrderExport{Filter: filter, Channel: c.Channel, Lines: !c.Whole, Columns: c.Columns, Format: flow.ExportFormat(c.Format)}
	if err := e.Check(); err != nil {
		return err
	}
	return c.writeTo(ctx, s, t, func(ctx context.Context, f *flow.Flow, w io.Writer) error { return f.ExportOrders(ctx, e, w, nil) })
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

type exportSKUsCmd struct{ exportFlags }

// Run exports SKUs in the columns that import skus reads.
func (c exportSKUsCmd) Run(ctx context.Context, s *settings, t terminal) error {
	header := []string{"code", "title", "barcode", "category", "weight_grams", "length_mm", "width_mm", "height_mm", "hs_code", "origin_country", "unfillable",
		"backorder_limit", "active", "components"}
	return c.write(ctx, s, t, header, func(ctx context.Context, f *flow.Flow, w *table.Writer) error {
		return everyPage(func(p flow.Paging) (flow.Page[*oms.SKU], error) { return f.SKUs(ctx, flow.CatalogFilter{Paging: p}) }, func(k *oms.SKU) error {
			parts := make([]string, len(k.Components))
			for i, c := range k.Components {
				parts[i] = c.SKU + ":" + number(c.Quantity)
			}
			return w.Write(k.Code, k.Title, k.Barcode, k.Category, number(k.WeightGrams), number(k.LengthMM), number(k.WidthMM), number(k.HeightMM),
				k.HSCode, k.OriginCountry, string(k.Unfillable), number(k.BackorderLimit), strconv.FormatBool(k.Active), strings.Join(parts, "; "))
		})
	})
}

type exportStockCmd struct {
	exportFlags
	SKU      string `name:"sku" help:"Only the SKU with this code."`
	Location string `help:"Only the location with this code."`
}

// Run exports stock levels.
func (c exportStockCmd) Run(ctx context.Context, s *settings, t terminal) error {
	header := []string{"sku", "location", "on_hand", "allocated", "reserved", "safety", "damaged", "quality_control", "incoming", "available"}
	return c.write(ctx, s, t, header, func(ctx context.Context, f *flow.Flow, w *table.Writer) error {
		return everyPage(func(p flow.Paging) (flow.Page[oms.StockLevel], error) {
			return f.Stock(ctx, flow.StockFilter{SKU: c.SKU, Location: c.Location, Paging: p})
		}, func(l oms.StockLevel) error {
			return w.Write(l.SKU, l.Location, number(l.OnHand), number(l.Allocated), number(l.Reserved), number(l.Safety), number(l.Damaged),
				number(l.QualityControl), number(l.Incoming), number(l.Available()))
		})
	})
}

type exportCountsCmd struct {
	exportFlags
	Status   string `help:"Only counts in these states, separated by commas: open, counting, review, closed, canceled."`
	Location string `help:"Only counts at the location with this code."`
}

// Run exports counts, the newest first, with what the books say also of blind
// ones: whoever reads the database sees that.
func (c exportCountsCmd) Run(ctx context.Context, s *settings, t terminal) error {
	filter := flow.CountFilter{Status: c.Status, Location: c.Location}
	return c.writeTo(ctx, s, t, func(ctx context.Context, f *flow.Flow, w io.Writer) error { return f.ExportCounts(ctx, filter, w, nil) })
}

// everyPage reads a list to its end.
func everyPage[T any](page func(flow.Paging) (flow.Page[T], error), do func(T) error) error {
	p := flow.Paging{Limit: flow.MaxPage}
	for {
		got, err := page(p)
		if err != nil {
			return err
		}
		for _, it := range got.Items {
			if err := do(it); err != nil {
				return err
			}
		}
		if got.NextCursor == "" {
			return nil
		}
		p.Cursor = got.NextCursor
	}
}
