package connectortest

import (
	"testing"

	"github.com/switchyard-oms/switchyard/connector"
)

// stock pushes rows of which the last one is unknown: it alone is refused, for
// good, and the vendor shows the others.
func (s *suite) stock(t *testing.T) {
	rows := s.vendor.Stock
	if len(rows) < 2 {
		t.Fatal("the vendor needs two rows at least")
	}
	c := s.open(t, s.mock(t))
	sink := c.(connector.StockSink)
	if sink.StockBatch() < len(rows) {
		t.Fatalf("a batch takes %d rows", sink.StockBatch())
	}
	answers, err := sink.PushStock(t.Context(), rows)
	if err != nil || len(answers) != len(rows) {
		t.Fatalf("%d answers for %d rows, %v", len(answers), len(rows), err)
	}
	for i, got := range answers {
		do, _ := connector.ReactionTo(got)
		if last := i == len(rows)-1; last && (got == nil || do != connector.Reject) || !last && got != nil {
			t.Errorf("%+v: %v", rows[i], got)
		}
	}
	if reader, ok := c.(connector.StockReader); ok {
		s.shown(t, reader, rows)
	}
}

func (s *suite) shown(t *testing.T, reader connector.StockReader, rows []connector.StockRow) {
	offers := make([]connector.Offer, len(rows))
	for i, r := range rows {
		offers[i] = r.Offer
	}
	shown, err := reader.ShownStock(t.Context(), offers)
	if err != nil || len(shown) != len(rows) {
		t.Fatalf("%d answers for %d offers, %v", len(shown), len(rows), err)
	}
	for i, got := range shown {
		if last := i == len(rows)-1; last != (got.Err != nil) || !last && got.Quantity != rows[i].Quantity {
			t.Errorf("%+v shows %+v", rows[i], got)
		}
	}
}

// shipment tells of one; that it may be the second time changes nothing but
// what is asked first.
func (s *suite) shipment(t *testing.T) {
	if s.vendor.Shipment == nil {
		t.Fatal("the vendor needs a shipment")
	}
	sink := s.open(t, s.mock(t)).(connector.ShipmentSink)
	for _, again := range []bool{false, true} {
		n := *s.vendor.Shipment
		n.Again = again
		if _, err := sink.TellShipment(t.Context(), n); err != nil {
			t.Errorf("again %t: %v", again, err)
		}
	}
}

func (s *suite) cancellation(t *testing.T) {
	if s.vendor.Cancel == nil {
		t.Fatal("the vendor needs a cancellation")
	}
	if err := s.open(t, s.mock(t)).(connector.CancelSink).TellCancellation(t.Context(), *s.vendor.Cancel); err != nil {
		t.Error(err)
	}
}
