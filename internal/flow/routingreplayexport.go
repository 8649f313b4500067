package flow

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/money"
)

// ExportRoutingReplay writes the decisions of a replay as CSV, side by side.
// flushed is called behind each page.
func (f *Flow) ExportRoutingReplay(ctx context.Context, id string, moved bool, to io.Writer, flushed func() error) error {
	r, err := f.RoutingReplay(ctx, id)
	if err != nil {
		return err
	}
	header := append([]string{"order", "order_id", "decided_at", "units", "currency", "defect"}, outcomeColumns("history")...)
	for _, v := range r.Variants {
		header = append(append(header, outcomeColumns(v.Name)...), v.Name+" moved")
	}
	w, err := table.NewWriter(to, header...)
	if err != nil {
		return err
	}
	filter := RoutingReplayFilter{Moved: moved, Paging: Paging{Limit: 200}}
	for {
		page, err := f.RoutingReplayRows(ctx, id, filter)
		if err != nil {
			return err
		}
		for _, row := range page.Items {
			if err := w.Write(row.cells()...); err != nil {
				return err
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if err := flushed(); err != nil {
			return err
		}
		if filter.Cursor = page.NextCursor; filter.Cursor == "" {
			return nil
		}
	}
}

func outcomeColumns(name string) []string {
	return []string{name + " sends", name + " cost", name + " filled", name + " parcels", name + " late", name + " distance_km"}
}

func (r *RoutingReplayRow) cells() []string {
	number := ""
	if r.Order > 0 {
		number = strconv.FormatInt(r.Order, 10)
	}
	out := append([]string{number, r.OrderID, r.DecidedAt.UTC().Format(time.RFC3339), strconv.FormatInt(r.Units, 10), r.Currency, strconv.FormatBool(r.Defect)}, r.History.cells(r.Currency)...)
	for i := range r.Variants {
		out = append(append(out, r.Variants[i].cells(r.Currency)...), strconv.FormatBool(r.Variants[i].Moved))
	}
	return out
}

func (o *RoutingOutcome) cells(currency string) []string {
	sends := make([]string, len(o.Sends))
	for i, s := range o.Sends {
		sends[i] = fmt.Sprintf("%d from %s", s.Units, s.Location)
	}
	return []string{strings.Join(sends, ", "), money.New(o.Cost, currency).Decimal(), strconv.FormatInt(o.Filled, 10), strconv.FormatInt(o.Parcels, 10),
		strconv.FormatBool(o.Late), strconv.FormatInt(o.DistanceKM, 10)}
}
