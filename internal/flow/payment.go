package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// PaymentFact is what a gateway, a channel or a person says has happened to
// the money of an order.
type PaymentFact struct {
	Kind       oms.TransactionKind   `json:"kind" doc:"A sale is an authorization and a capture in one" enum:"authorization,capture,sale,void,refund,chargeback" example:"refund"`
	Status     oms.TransactionStatus `json:"status,omitempty" doc:"succeeded when absent" enum:"pending,succeeded,failed,unknown"`
	Amount     oms.Decimal           `json:"amount" doc:"In the order's currency" example:"19.90" maxLength:"40"`
	Method     string                `json:"method,omitempty" example:"card" maxLength:"100"`
	Reference  string                `json:"reference,omitempty" doc:"The gateway's own id. The same kind and reference are the same fact, however often it is sent" example:"re_1" maxLength:"200"`
	Parent     string                `json:"parent,omitempty" doc:"The transaction it follows from; the last that fits when absent" maxLength:"64"`
	Message    string                `json:"message,omitempty" doc:"What the gateway said" maxLength:"1000"`
	OccurredAt *time.Time            `json:"occurred_at,omitempty" doc:"Now when absent"`
}

// RecordPayment adds a fact about money to an order, or settles one that was
// pending. What follows: a payment that is there ends the holds that wait for
// it, one that failed opens an exception, and so does money due back.
func (f *Flow) RecordPayment(ctx context.Context, orderID string, in PaymentFact) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.begin(ctx, tx, orderID)
		if err != nil {
			return nil, err
		}
		t, err := in.transaction(w.o.Currency)
		if err != nil {
			return nil, err
		}
		changed, err := w.record(ctx, t)
		if err != nil || !changed {
			return w.o, err
		}
		return w.save(ctx)
	})
}

// transaction checks the fact and reads its amount.
func (in PaymentFact) transaction(currency string) (oms.Transaction, error) {
	t := oms.Transaction{Kind: in.Kind, Status: in.Status, Currency: currency, Method: in.Method, Reference: in.Reference, ParentID: in.Parent, Message: in.Message}
	if t.Status == "" {
		t.Status = oms.TransactionSucceeded
	}
	errs := append(oms.CheckText("method", in.Method, 100), oms.CheckText("reference", in.Reference, 200)...)
	errs = append(errs, oms.CheckText("message", in.Message, 1000)...)
	switch in.Kind {
	case oms.Authorization, oms.CaptureMoney, oms.Sale, oms.Void, oms.Refund, oms.Chargeback:
	default:
		errs = append(errs, oms.FaultAt("kind", "must be authorization, capture, sale, void, refund or chargeback"))
	}
	switch t.Status {
	case oms.TransactionPending, oms.TransactionSucceeded, oms.TransactionFailed, oms.TransactionUnknown:
	default:
		errs = append(errs, oms.FaultAt("status", "must be pending, succeeded, failed or unknown"))
	}
	a, err := money.Parse(string(in.Amount), currency)
	if err != nil {
		errs = append(errs, oms.FaultAt("amount", "%v", err))
	}
	t.Amount = a.Minor
	if in.OccurredAt != nil {
		t.OccurredAt = in.OccurredAt.UTC().Truncate(time.Microsecond)
	}
	return t, oms.InvalidFields("the payment", errs)
}

// record adds a fact to the order and draws the consequences that need no
// saving of their own. It tells whether anything was new.
func (w *work) record(ctx context.Context, t oms.Transaction) (bool, error) {
	fact, changed, err := w.o.Record(t, w.tx.Now)
	if err != nil || !changed {
		return false, err
	}
	if fact.ID == "" {
		fact.ID = store.NewID(oms.PrefixTransaction)
	}
	w.event(ctx, paymentEvent(*fact), fact.ID, map[string]any{"kind": fact.Kind, "status": fact.Status, "amount": amountText(fact.Amount, fact.Currency),
		"currency": fact.Currency, "method": fact.Method, "reference": fact.Reference, "message": fact.Message})
	asks := fact.Kind == oms.Authorization || fact.Kind == oms.CaptureMoney || fact.Kind == oms.Sale
	switch {
	case fact.Kind == oms.Refund && fact.Status == oms.TransactionFailed:
		raise(ctx, w.tx, w.o, oms.Exception{Kind: oms.ExceptionRefundFailed, Severity: oms.SeverityHigh}.Saying(
			oms.SaysRefundFailed.With(oms.Facts{"amount": oms.FactMoney(fact.Amount, fact.Currency), "reference": oms.FactText(fact.Reference)})))
	case fact.Kind == oms.Refund && fact.Status == oms.TransactionSucceeded:
		settle(ctx, w.tx, w.o, oms.ExceptionRefundFailed, oms.EndsGivenBack.Said())
		if !inTrouble(w.o) {
			settle(ctx, w.tx, w.o, oms.ExceptionDeliveryFailed, oms.EndsPaidBack.Said())
		}
	case asks && fact.Status == oms.TransactionFailed:
		raise(ctx, w.tx, w.o, oms.Exception{Kind: oms.ExceptionPaymentFailed, Severity: oms.SeverityHigh}.Saying(
			oms.SaysPaymentFailed.With(oms.Facts{"kind": fact.Kind.Word(), "amount": oms.FactMoney(fact.Amount, fact.Currency)})))
	case w.o.Settled():
		settle(ctx, w.tx, w.o, oms.ExceptionPaymentFailed, oms.EndsPaid.Said())
		w.endHolds(ctx, func(h oms.Hold) bool { return h.Release == oms.ReleaseByPayment }, "system", "the payment is there")
	}
	return true, nil
}
