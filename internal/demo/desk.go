package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// clear does what the service desk does with web orders that are on hold. It
// leaves alone what a person who looks at the demo has held.
func (d *Demo) clear(ctx context.Context) error {
	page, err := d.Flow.Orders(ctx, flow.OrderFilter{Lifecycle: string(oms.Open), Fulfillment: string(oms.OnHold), Sort: "number", Limit: 200}, webChannel)
	if err != nil {
		return err
	}
	for _, o := range page.Items {
		n, ok := webNumber(o)
		if !ok {
			continue
		}
		for _, h := range o.Holds {
			if h.Status != oms.HoldActive {
				continue
			}
			if err := d.unhold(ctx, o, h, n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Demo) unhold(ctx context.Context, o *oms.Order, h oms.Hold, n int64) (err error) {
	switch f := d.fate(n); {
	case h.Type == oms.HoldPayment && f == pending && d.past(h.PlacedAt, d.between(time.Hour, 5*time.Hour, "money", n)):
		_, err = d.did("a payment", d.pay(ctx, o, fmt.Sprintf("demo_%d", n), "bank transfer"))
	case h.Type == oms.HoldPayment && f == declined && n%3 != 0 && d.past(h.PlacedAt, d.between(time.Hour, 6*time.Hour, "money", n)):
		_, err = d.did("a payment", d.pay(ctx, o, fmt.Sprintf("demo_%d_again", n), "card"))
	case h.Type == oms.HoldPayment && f == declined && n%3 == 0 && d.past(h.PlacedAt, 12*time.Hour):
		_, e := d.Flow.CancelOrder(ctx, o.ID, flow.CancelInput{Reason: "The payment failed and was not made again"})
		_, err = d.did("a cancellation", e)
	case h.Type == oms.HoldReview && f == odd && d.past(h.PlacedAt, d.between(30*time.Minute, 2*time.Hour, "review", n)):
		_, e := d.Flow.ReleaseHold(ctx, o.ID, flow.ReleaseHoldInput{HoldID: h.ID, Note: "Asked the shop: a rounding fault of the checkout"})
		_, err = d.did("a review", e)
	case h.Type == oms.HoldAddress && f == vague && d.past(h.PlacedAt, d.between(45*time.Minute, 3*time.Hour, "address", n)):
		_, err = d.did("an address", d.mend(ctx, o, h, n))
	}
	return err
}

// pay notes the money that has come.
func (d *Demo) pay(ctx context.Context, o *oms.Order, reference, method string) error {
	_, err := d.Flow.RecordPayment(ctx, o.ID, flow.PaymentFact{Kind: oms.Sale, Amount: oms.Decimal(money.New(o.Total, o.Currency).Decimal()), Method: method, Reference: reference})
	return err
}

// mend asks the buyer for the missing country.
func (d *Demo) mend(ctx context.Context, o *oms.Order, h oms.Hold, n int64) error {
	home := choose(d.luck("order", n), homes) // as webOrder chose it
	a := o.ShippingAddress
	a.CountryCode, a.PostalCode = home.country, home.zip
	if _, err := d.Flow.EditOrder(ctx, o.ID, flow.EditInput{ShippingAddress: &a}); err != nil {
		return err
	}
	_, err := d.Flow.ReleaseHold(ctx, o.ID, flow.ReleaseHoldInput{HoldID: h.ID, Note: "The buyer told us the country"})
	return err
}

// release gives open work to its locations, after a look at each order.
func (d *Demo) release(ctx context.Context) error {
	var ids []string
	err := d.each(ctx, oms.FulfillmentOpen, func(o *oms.Order, ful *oms.FulfillmentOrder) error {
		n, ours := webNumber(o)
		switch {
		case !d.past(ful.UpdatedAt, d.between(3*time.Minute, 15*time.Minute, "release", ful.Number)):
		case ours && d.fate(n) == regret && len(o.Shipments) == 0:
			_, err := d.Flow.CancelOrder(ctx, o.ID, flow.CancelInput{Reason: "The buyer changed their mind"})
			_, err = d.did("a cancellation", err)
			return err
		case o.ShippingAddress.CountryCode == "":
			_, err := d.Flow.PlaceHold(ctx, o.ID, flow.HoldInput{Type: oms.HoldAddress, Reason: "The address has no country"})
			_, err = d.did("a hold", err)
			return err
		default:
			ids = append(ids, ful.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, 200) {
		if _, err := d.Flow.ReleaseMany(ctx, part); err != nil {
			return err
		}
	}
	return nil
}

// chores are the exceptions that end when somebody says so, and what is said.
var chores = map[oms.ExceptionKind]string{
	oms.ExceptionShortPick:     "Counted the shelf; the figure is right now",
	oms.ExceptionTotalMismatch: "A rounding fault of the checkout; the lines count",
	oms.ExceptionLateChange:    "Told the buyer that the parcel has left",
}

// settle ends exceptions after some hours, and gives back what is due.
func (d *Demo) settle(ctx context.Context) error {
	page, err := d.Flow.Exceptions(ctx, flow.ExceptionQuery{Status: string(oms.ExceptionOpen), Paging: flow.Paging{Limit: 200}})
	if err != nil {
		return err
	}
	for _, e := range page.Items {
		note, chore := chores[e.Kind]
		if !chore && e.Kind != oms.ExceptionRefundDue || !d.past(e.OpenedAt, d.between(2*time.Hour, 14*time.Hour, "chore", e.Kind, e.OrderID)) {
			continue
		}
		if chore {
			_, err = d.Flow.Resolve(ctx, e.ID, flow.ExceptionNote{Note: note})
		} else {
			err = d.refund(ctx, e.OrderID)
		}
		if _, err := d.did("a chore", err); err != nil {
			return err
		}
	}
	return nil
}

// refund gives back what an order is due.
func (d *Demo) refund(ctx context.Context, orderID string) error {
	o, err := d.Flow.Order(ctx, orderID)
	if err != nil {
		return err
	}
	_, amount := o.DueBack()
	_, err = d.Flow.RecordPayment(ctx, o.ID, flow.PaymentFact{Kind: oms.Refund, Amount: oms.Decimal(money.New(amount, o.Currency).Decimal()), Reference: "demo_refund_" + o.ExternalID})
	return err
}
