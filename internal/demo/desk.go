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

// holds is what the service desk does about an order that may not go on, and
// what it stops itself.
func (s *steps) holds() {
	ever := func(t oms.HoldType) bool {
		return slices.ContainsFunc(s.o.Holds, func(h oms.Hold) bool { return h.Type == t })
	}
	place := func(t oms.HoldType, why string) {
		s.add(step{at: s.since(s.o.CapturedAt, time.Minute, 4*time.Minute, "look"), who: "desk", what: "hold", do: func(ctx context.Context) (*oms.Order, error) {
			return s.d.flow.PlaceHold(ctx, s.o.ID, flow.HoldInput{Type: t, Reason: why})
		}})
	}
	switch {
	case s.fate == fraud && !ever(oms.HoldFraud):
		place(oms.HoldFraud, "Several orders of high value in a few minutes, billed to one country and sent to another")
	case s.n > 0 && s.o.ShippingAddress.CountryCode == "" && !ever(oms.HoldAddress) && !ever(oms.HoldPayment): // what is not paid may have no address yet
		place(oms.HoldAddress, "The address has no country")
	}
	for _, h := range s.o.Holds {
		if h.Status == oms.HoldActive && s.n > 0 {
			s.hold(h)
		}
	}
}

// hold is what ends one hold. What a person has held is left alone.
func (s *steps) hold(h oms.Hold) {
	ends := func(low, high time.Duration, do func(context.Context) (*oms.Order, error)) {
		s.add(step{at: s.since(h.PlacedAt, low, high, "end "+string(h.Type)), who: "desk", what: "end " + h.ID, do: do})
	}
	release := func(note string) func(context.Context) (*oms.Order, error) {
		return func(ctx context.Context) (*oms.Order, error) {
			return s.d.flow.ReleaseHold(ctx, s.o.ID, flow.ReleaseHoldInput{HoldID: h.ID, Note: note})
		}
	}
	cancel := func(reason string) func(context.Context) (*oms.Order, error) {
		return func(ctx context.Context) (*oms.Order, error) {
			return s.d.flow.CancelOrder(ctx, s.o.ID, flow.CancelInput{Reason: reason})
		}
	}
	switch {
	case h.Type == oms.HoldPayment && s.o.Channel == wholesale:
		ends(20*time.Minute, 5*time.Hour, release("Credit checked: 30 days"))
	case h.Type == oms.HoldPayment && s.fate == declined && s.n%3 == 0:
		ends(14*time.Hour, 30*time.Hour, cancel("The payment failed and was not made again"))
	case h.Type == oms.HoldPayment && s.fate == declined:
		ends(10*time.Minute, 5*time.Hour, func(ctx context.Context) (*oms.Order, error) { return s.pay(ctx, "again", "card") })
	case h.Type == oms.HoldPayment && s.fate == pending:
		ends(40*time.Minute, 26*time.Hour, func(ctx context.Context) (*oms.Order, error) { return s.pay(ctx, "late", "bank transfer") })
	case h.Type == oms.HoldReview && s.fate == odd:
		ends(30*time.Minute, 6*time.Hour, release("Asked the shop: a rounding fault of the checkout"))
	case h.Type == oms.HoldAddress && s.fate == vague:
		ends(45*time.Minute, 9*time.Hour, func(ctx context.Context) (*oms.Order, error) { return s.mend(ctx, h) })
	case h.Type == oms.HoldFraud && s.fate == fraud && s.n/ring%3 == 0:
		ends(2*time.Hour, 8*time.Hour, release("The buyer called back and proved who they are"))
	case h.Type == oms.HoldFraud && s.fate == fraud:
		ends(3*time.Hour, 20*time.Hour, cancel("Fraud: the card was reported stolen"))
	}
}

// pay notes that the money has come, through the vendor where there is one.
func (s *steps) pay(ctx context.Context, which, method string) (*oms.Order, error) {
	if v := s.d.vendorOf(s.o); v != nil && v.Pay(s.o.ExternalID) {
		return nil, nil
	}
	return s.d.flow.RecordPayment(ctx, s.o.ID, flow.PaymentFact{Kind: oms.Sale, Amount: amount(s.o.Total, s.o.Currency), Method: method,
		Reference: fmt.Sprintf("pay_%s_%d_%s", s.o.Channel, s.n, which)})
}

// invoice is the money of companies, who pay when they must.
func (s *steps) invoice() {
	if s.o.Channel != wholesale || s.n == 0 || s.o.Lifecycle == oms.Canceled || slices.ContainsFunc(s.o.Transactions, func(t oms.Transaction) bool { return t.Kind == oms.Sale && t.Status == oms.TransactionSucceeded }) {
		return
	}
	s.add(step{at: s.since(s.o.CapturedAt, 16*24*time.Hour, 33*24*time.Hour, "invoice"), who: "desk", what: "invoice",
		do: func(ctx context.Context) (*oms.Order, error) { return s.pay(ctx, "invoice", "bank transfer") }})
}

func amount(minor int64, currency string) oms.Decimal {
	return oms.Decimal(money.New(minor, currency).Decimal())
}

// mend asks the buyer for the missing country.
func (s *steps) mend(ctx context.Context, h oms.Hold) (*oms.Order, error) {
	a := s.o.ShippingAddress
	for _, all := range s.d.people {
		for _, p := range all {
			if p.email == s.o.Email {
				a.CountryCode, a.PostalCode, a.Latitude, a.Longitude = p.address.CountryCode, p.address.PostalCode, p.address.Latitude, p.address.Longitude
			}
		}
	}
	if a.CountryCode == "" {
		a.CountryCode = "DE"
	}
	if _, err := s.d.flow.EditOrder(ctx, s.o.ID, flow.EditInput{ShippingAddress: &a}); err != nil {
		return nil, err
	}
	return s.d.flow.ReleaseHold(ctx, s.o.ID, flow.ReleaseHoldInput{HoldID: h.ID, Note: "The buyer told us the country"})
}

// chores are the exceptions that end when somebody says so, and what is said.
var chores = map[oms.ExceptionKind]string{
	oms.ExceptionShortPick:     "Counted the shelf; the figure is right now",
	oms.ExceptionTotalMismatch: "A rounding fault of the checkout; the lines count",
	oms.ExceptionLateChange:    "Told the buyer that the parcel has left",
	oms.ExceptionStockShort:    "Counted again and told the buyer",
}

// team are those who look after exceptions.
var team = []string{"Ayşe", "Bruno", "Ines", "Kofi", "Marta"}

// exceptions is what the supervisor's team does: somebody takes one, and ends
// it some hours later; a few stay over night.
func (s *steps) exceptions() {
	for _, e := range s.o.Exceptions {
		if e.Status.Done() || s.n == 0 {
			continue
		}
		end, known := s.ending(e)
		if !known {
			continue
		}
		low, high := time.Hour, 9*time.Hour
		if s.d.luck("slow", e.Kind, s.o.ExternalID).IntN(8) == 0 {
			low, high = 14*time.Hour, 44*time.Hour
		}
		done := s.since(e.OpenedAt, low, high, "chore "+string(e.Kind))
		if e.Owner == "" && s.d.luck("owner", e.Kind, s.o.ExternalID).IntN(3) > 0 {
			owner := choose(s.d.luck("who", e.Kind, s.o.ExternalID), team)
			taken := s.d.clock.of(e.OpenedAt)
			s.add(step{at: taken.Add(done.Sub(taken) / 4), who: "supervisor", what: "take " + e.ID, do: func(ctx context.Context) (*oms.Order, error) {
				_, err := s.d.flow.Assign(ctx, e.ID, flow.ExceptionOwner{Owner: owner})
				return nil, err
			}})
		}
		s.add(step{at: done, who: "supervisor", what: "end " + e.ID, do: end})
	}
}

// ending is how an exception is ended, if that is for the team to do.
func (s *steps) ending(e oms.Exception) (func(context.Context) (*oms.Order, error), bool) {
	if note, chore := chores[e.Kind]; chore {
		return func(ctx context.Context) (*oms.Order, error) {
			_, err := s.d.flow.Resolve(ctx, e.ID, flow.ExceptionNote{Note: note})
			return nil, err
		}, true
	}
	switch e.Kind {
	case oms.ExceptionRefundDue:
		_, due := s.o.DueBack()
		return func(ctx context.Context) (*oms.Order, error) { return s.refund(ctx, due) }, true
	case oms.ExceptionDeliveryFailed:
		for _, sh := range s.o.Shipments {
			if sh.Status == oms.ShipmentReturned {
				return func(ctx context.Context) (*oms.Order, error) {
					if _, err := s.d.about(func(ctx context.Context) (flow.Part[oms.Return], error) { return s.undelivered(ctx, &sh) })(ctx); err != nil {
						return nil, err
					}
					_, err := s.d.flow.Resolve(ctx, e.ID, flow.ExceptionNote{Note: "The desk waits for the parcel, and refunds what it finds"})
					return nil, err
				}, true
			}
			if sh.Status == oms.ShipmentLost {
				return func(ctx context.Context) (*oms.Order, error) {
					if _, err := s.refund(ctx, s.o.Owed()); err != nil {
						return nil, err
					}
					_, err := s.d.flow.Resolve(ctx, e.ID, flow.ExceptionNote{Note: "Gave the money back; the claim is with the carrier"})
					return nil, err
				}, true
			}
		}
	}
	return nil, false
}

// refund gives money back. Its reference tells it from those before: the same
// one would be a repetition, and no money.
func (s *steps) refund(ctx context.Context, minor int64) (*oms.Order, error) {
	if minor <= 0 {
		return nil, nil
	}
	return s.d.flow.RecordPayment(ctx, s.o.ID, flow.PaymentFact{Kind: oms.Refund, Amount: amount(minor, s.o.Currency),
		Reference: fmt.Sprintf("refund_%s_%s_%d", s.o.Channel, s.o.ExternalID, len(s.o.Transactions))})
}
