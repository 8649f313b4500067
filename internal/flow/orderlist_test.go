package flow

import (
	"reflect"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// checkRows compares the newest rows of the list with the same orders whole.
func (w *world) checkRows() {
	w.t.Helper()
	newest := OrderFilter{Sort: "-number", Limit: 5}
	whole, err := w.Orders(w.ctx, newest, "")
	if err != nil {
		w.t.Fatal(err)
	}
	rows, err := w.OrderRows(w.ctx, newest, "")
	if err != nil {
		w.t.Fatal(err)
	}
	var want []*oms.OrderRow
	for _, o := range whole.Items {
		want = append(want, shortOf(o))
	}
	if !reflect.DeepEqual(rows.Items, want) || !reflect.DeepEqual(rows.Next, whole.Next) {
		w.t.Errorf("rows are\n%+v\nand the orders say\n%+v", rows.Items, want)
	}
}

// shortOf says of a whole order what its row has to say.
func shortOf(o *oms.Order) *oms.OrderRow {
	r := &oms.OrderRow{ID: o.ID, Number: o.Number, Channel: o.Channel, ExternalID: o.ExternalID, Lifecycle: o.Lifecycle, PlacedAt: o.PlacedAt, CapturedAt: o.CapturedAt,
		UpdatedAt: o.UpdatedAt, Currency: o.Currency, Total: o.Total, CustomerID: o.CustomerID, Email: o.Email, CustomerName: o.CustomerName,
		City: o.ShippingAddress.City, CountryCode: o.ShippingAddress.CountryCode, Tags: o.Tags, Statuses: o.Statuses, StageSince: o.StageSince}
	for _, l := range o.Lines {
		if l.Kind != oms.LineComponent {
			r.Units += l.Ordered - l.Canceled
		}
	}
	for _, f := range o.FulfillmentOrders {
		if f.Status == oms.FulfillmentCanceled {
			continue
		}
		if !slices.Contains(r.Locations, f.LocationID) {
			r.Locations = append(r.Locations, f.LocationID)
		}
		if !f.Status.Done() && f.ShipBy != nil && (r.ShipBy == nil || f.ShipBy.Before(*r.ShipBy)) {
			r.ShipBy = f.ShipBy
		}
	}
	for _, h := range o.Holds {
		if h.Status == oms.HoldActive && r.Hold == "" {
			r.Hold = h.Type
		}
	}
	return r
}
