package shopsim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/demo/shopsim"
	"github.com/switchyard-oms/switchyard/oms"
)

func TestStockIsTold(t *testing.T) {
	s := open(t, shopsim.Options{})
	sink := s.conn.(connector.StockSink)
	rows := []connector.StockRow{{Offer: connector.Offer{ExternalID: "SKU-01", SKU: "SKU-01"}, Quantity: 4}, {Offer: connector.Offer{ExternalID: "GONE", SKU: "GONE"}, Quantity: 1},
		{Offer: connector.Offer{ExternalID: "SKU-02", SKU: "SKU-02"}}}
	for _, n := range []int64{4, 0, 4} { // the same again must count again
		rows[0].Quantity = n
		answers, err := sink.PushStock(t.Context(), rows)
		if err != nil || answers[0] != nil || answers[1] == nil || answers[2] != nil {
			t.Fatalf("answers %v, %v", answers, err)
		}
		if got, told := s.shop.Shows("SKU-01"); got != n || !told {
			t.Errorf("shows %d, want %d", got, n)
		}
	}
	shown, err := s.conn.(connector.StockReader).ShownStock(t.Context(), []connector.Offer{rows[0].Offer, rows[1].Offer})
	if err != nil || shown[0].Quantity != 4 || shown[1].Err == nil {
		t.Errorf("shown %+v, %v", shown, err)
	}
}

func TestShipmentIsToldOnce(t *testing.T) {
	s := open(t, shopsim.Options{Seed: 3})
	var orders []oms.OrderInput
	for len(orders) == 0 || len(orders[0].Lines) < 2 {
		s.shop.Imagine()
		orders, _ = s.poll(t, "")
		slices.Reverse(orders)
	}
	o := orders[0]
	box := connector.ShippedParcel{Tracking: connector.Tracking{Number: "SY-1"}}
	for _, l := range o.Lines[1:] {
		box.Lines = append(box.Lines, connector.ShippedLine{ExternalID: l.ExternalID, SKU: l.SKU, Quantity: 1})
	}
	first := connector.ShipmentNotice{Key: "shp_1", OrderID: o.ExternalID, Parcels: []connector.ShippedParcel{box}}
	second := connector.ShipmentNotice{Key: "shp_2", OrderID: o.ExternalID, Parcels: []connector.ShippedParcel{{Tracking: connector.Tracking{Number: "SY-2"},
		Lines: []connector.ShippedLine{{ExternalID: o.Lines[0].ExternalID, Quantity: 1}}}}}
	sink := s.conn.(connector.ShipmentSink)
	var references []string
	for _, n := range []connector.ShipmentNotice{first, first, second, second, first} {
		reference, err := sink.TellShipment(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		references = append(references, reference)
	}
	if got := fmt.Sprint(references, s.shop.Fulfilled(o.ExternalID)); got != "[1 1 2 2 1] [SY-1 SY-2]" {
		t.Errorf("got %s", got)
	}
	cancel := s.conn.(connector.CancelSink)
	for range 2 {
		if err := cancel.TellCancellation(t.Context(), connector.CancelNotice{Key: "ord_1", OrderID: o.ExternalID}); err != nil {
			t.Error(err)
		}
	}
}
