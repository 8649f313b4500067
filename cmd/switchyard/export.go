package main

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

type exportCmd struct {
	Orders exportOrdersCmd `cmd:"" help:"Write orders, a row for each line."`
	SKUs   exportSKUsCmd   `cmd:"" name:"skus" help:"Write SKUs."`
	Stock  exportStockCmd  `cmd:"" help:"Write stock, a row for each SKU and location."`
}

// exportFlags say where to.
type exportFlags struct {
	Out string `help:"The file to write; it must not exist. Standard output when absent." placeholder:"FILE"`
}

// write makes the file, and hands rows to f's writer.
func (e exportFlags) write(ctx context.Context, s *settings, t terminal, header []string, f func(context.Context, *flow.Flow, *table.Writer) error) error {
	return s.withFlow(ctx, func(ctx context.Context, fl *flow.Flow) error {
		fill := func(w io.Writer) error {
			rows, err := table.NewWriter(w, header...)
			if err != nil {
				return err
			}
			return errors.Join(f(ctx, fl, rows), rows.Flush())
		}
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
}

var orderHeader = []string{"order", "channel", "external_id", "placed_at", "lifecycle", "payment_status", "fulfillment_status", "delivery_status", "currency", "total",
	"email", "name", "city", "postal_code", "country_code", "line", "sku", "title", "quantity", "unit_price", "discount", "tax",
	"canceled", "backordered", "unallocated", "allocated", "released", "picked", "packed", "shipped", "delivered"}

// Run exports orders, the oldest first.
func (c exportOrdersCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return c.write(ctx, s, t, orderHeader, func(ctx context.Context, f *flow.Flow, w *table.Writer) error {
		filter := flow.OrderFilter{Status: c.Status, Query: c.Query, Sort: "number", Limit: flow.MaxPage}
		for {
			page, err := f.Orders(ctx, filter, c.Channel)
			if err != nil {
				return err
			}
			for _, o := range page.Items {
				if err := writeOrder(w, o); err != nil {
					return err
				}
			}
			if page.Next == nil {
				return nil
			}
			filter.After = page.Next
		}
	})
}

// writeOrder writes a row for each line that a buyer asked for: components of a
// bundle are how we serve it.
func writeOrder(w *table.Writer, o *oms.Order) error {
	amount := func(minor int64) string { return money.New(minor, o.Currency).Decimal() }
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == oms.LineComponent {
			continue
		}
		cells := []string{number(o.Number), o.Channel, o.ExternalID, o.PlacedAt.Format(time.RFC3339), string(o.Lifecycle), string(o.PaymentStatus),
			string(o.FulfillmentStatus), string(o.DeliveryStatus), o.Currency, amount(o.Total), o.Email, o.CustomerName, o.ShippingAddress.City,
			o.ShippingAddress.PostalCode, o.ShippingAddress.CountryCode, strconv.Itoa(l.N), l.SKU, l.Title, number(l.Ordered), amount(l.UnitPrice),
			amount(l.Discount), amount(l.Tax)}
		for _, n := range []int64{l.Canceled, l.Backordered, l.Unallocated, l.Allocated, l.Released, l.Picked, l.Packed, l.Shipped, l.Delivered} {
			cells = append(cells, number(n))
		}
		if err := w.Write(cells...); err != nil {
			return err
		}
	}
	return nil
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
