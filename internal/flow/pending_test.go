package flow

import (
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestPricesComeLater has a channel name prices only when the buyer has paid,
// as Amazon does: the hold for the payment ends, and nothing stays odd.
func TestPricesComeLater(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 10)
		in := oms.OrderInput{Channel: "web", ExternalID: "1", PlacedAt: w.now, Currency: "EUR", AllowUnknownSKUs: true,
			Payment: &oms.PaymentInput{Status: "pending"},
			Lines:   []oms.LineInput{{ExternalID: "i1", SKU: "TEE", Quantity: "2"}}}
		r := w.Capture(w.ctx, in)
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		w.now = w.now.Add(time.Minute)
		later := in
		at := w.now
		later.UpdatedAt = &at
		later.Fingerprint = nil
		later.PricesIncludeTax = true
		later.Payment = &oms.PaymentInput{Status: "paid"}
		later.ShippingTotal, later.ShippingTax = "4.99", "0.80"
		later.ShippingAddress = &oms.Address{Name: "A", Address1: "Hauptstr. 1", City: "Berlin", PostalCode: "10115", CountryCode: "DE"}
		later.Lines = []oms.LineInput{{ExternalID: "i1", SKU: "TEE", Quantity: "2", UnitPrice: "19.90", Tax: "6.35"}}
		if r = w.Capture(w.ctx, later); r.Err != nil {
			t.Fatal(r.Err)
		}
		o := w.stored(r.Order.ID)
		if o.Holds[0].Status != oms.HoldReleased || o.PaymentStatus != "paid" || o.FulfillmentOrders[0].Status != oms.FulfillmentOpen {
			t.Errorf("%+v\n%+v\n%+v", o.Holds, o.Statuses, o.Transactions)
		}
		if !o.PricesIncludeTax || o.Total != 4479 || o.Owed() != 4479 {
			t.Errorf("%d, of which %d are owed; taxes included: %t", o.Total, o.Owed(), o.PricesIncludeTax)
		}
		for _, e := range o.Exceptions {
			if !e.Status.Done() {
				t.Errorf("%s: %s", e.Kind, e.Summary)
			}
		}
	})
}
