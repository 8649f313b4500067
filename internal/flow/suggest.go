package flow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ExceptionDetail is an exception with what is needed to decide.
type ExceptionDetail struct {
	oms.Exception
	Order       *oms.Order // nil when it belongs to none
	Context     []oms.Said // what it means for its order
	Suggestions []Suggestion
}

// Suggestion is a call of the API that would deal with an exception.
type Suggestion struct {
	Says      oms.Said       // for a button
	Operation string         // the operation's id
	ID        string         // of what the operation is about; "" for a collection
	Body      map[string]any // as it is to be sent; nil for none
}

// Exception returns one exception with its context and what could be done.
func (f *Flow) Exception(ctx context.Context, id string) (ExceptionDetail, error) {
	return read(ctx, f, func(tx *store.Tx) (ExceptionDetail, error) {
		e, err := tx.Exception(ctx, id)
		if err != nil {
			return ExceptionDetail{}, err
		}
		d := ExceptionDetail{Exception: *e}
		if e.OrderID != "" {
			if d.Order, err = tx.Order(ctx, e.OrderID); err != nil {
				return d, err
			}
			d.Context = orderContext(d.Order)
		}
		if !e.Status.Done() {
			d.Suggestions, err = suggest(ctx, tx, *e, d.Order)
		}
		return d, err
	})
}

// orderContext tells what the exception means for its order.
func orderContext(o *oms.Order) []oms.Said {
	facts := oms.Facts{"number": oms.FactText(fmt.Sprint(o.Number)), "channel": oms.FactText(o.Channel), "placed": oms.FactAt(o.PlacedAt),
		"count": oms.FactNumber(o.UnitsLeft), "total": oms.FactMoney(o.Total, o.Currency), "payment": o.PaymentStatus.Word()}
	order := oms.SaysOrder
	if o.CustomerName != "" {
		order, facts["customer"] = oms.SaysOrderBy, oms.FactText(o.CustomerName)
	}
	says := []oms.Said{order.With(facts)}
	var waiting int64
	for _, l := range o.Units() {
		waiting += l.Waiting()
	}
	if waiting > 0 && waiting < o.UnitsLeft {
		says = append(says, oms.SaysWaiting.With(oms.Facts{"count": oms.FactNumber(waiting)}))
	}
	for _, h := range o.Holds {
		if h.Status == oms.HoldActive {
			says = append(says, oms.SaysOnHold.With(oms.Facts{"reason": oms.FactText(strings.TrimSuffix(h.Reason, "."))}))
		}
	}
	for _, ful := range o.FulfillmentOrders {
		if !ful.Status.Done() && ful.ShipBy != nil {
			says = append(says, oms.SaysToShip.With(oms.Facts{"location": oms.FactText(ful.Location), "number": oms.FactText(ful.Number), "by": oms.FactAt(*ful.ShipBy)}))
		}
	}
	return says
}

// suggest lists the calls that would deal with an exception, the likeliest
// first. Each works as it stands at this moment.
func suggest(ctx context.Context, tx *store.Tx, e oms.Exception, o *oms.Order) ([]Suggestion, error) {
	switch e.Kind {
	case oms.ExceptionUnfillable, oms.ExceptionShortPick, oms.ExceptionStockShort:
		moves, err := stockSuggestions(ctx, tx, o)
		return append(append(reroutes(o), moves...), cancelWaiting(o)...), err
	case oms.ExceptionUnknownSKU:
		matches, err := matchSuggestions(ctx, tx, o)
		return append(matches, cancelWaiting(o)...), err
	case oms.ExceptionTotalMismatch:
		return acceptTotal(e, o), nil
	case oms.ExceptionPaymentFailed:
		return []Suggestion{
			{Says: oms.FixHoldUnpaid.Said(), Operation: "hold-order", ID: o.ID, Body: map[string]any{"type": "payment", "reason": "the payment failed"}},
			{Says: oms.FixCancelOrder.Said(), Operation: "cancel-order", ID: o.ID, Body: map[string]any{"reason": "the payment failed"}},
		}, nil
	case oms.ExceptionRefundDue, oms.ExceptionRefundFailed:
		return giveBack(e, o), nil
	case oms.ExceptionReturnDiffers:
		return whatCame(ctx, tx, o)
	case oms.ExceptionDeliveryFailed:
		return lostSuggestions(ctx, tx, e, o)
	case oms.ExceptionCountShort:
		return []Suggestion{{Says: oms.FixRecount.Said(), Operation: "recount-count", ID: e.Subject}, {Says: oms.FixApproveCount.Said(), Operation: "approve-count", ID: e.Subject}}, nil
	case oms.ExceptionConnection:
		return []Suggestion{{Says: oms.FixTest.Said(), Operation: "test-connection", ID: e.Subject}}, nil
	case oms.ExceptionWebhook:
		return []Suggestion{{Says: oms.FixSendAgain.Said(), Operation: "edit-webhook", ID: e.Subject, Body: map[string]any{"enabled": true}}}, nil
	case oms.ExceptionLateChange:
		return []Suggestion{{Says: oms.FixTold.Said(), Operation: "resolve-exception", ID: e.ID, Body: map[string]any{"note": "the buyer was told"}}}, nil
	case oms.ExceptionProcessing, oms.ExceptionRefusedOrder:
	}
	return nil, nil
}

// reroutes gives out work that another location has been found for.
func reroutes(o *oms.Order) (out []Suggestion) {
	for _, ful := range o.FulfillmentOrders {
		if ful.Status == oms.FulfillmentOpen && o.Blocking(oms.BlockRelease, 0, ful.ID) == nil {
			out = append(out, Suggestion{Says: oms.FixRelease.With(oms.Facts{"location": oms.FactText(ful.Location)}), Operation: "release-fulfillment-order", ID: ful.ID})
		}
	}
	return out
}

// waitingLines are the lines that wait for stock.
func waitingLines(o *oms.Order) (out []*oms.Line) {
	for _, l := range o.Units() {
		if l.Waiting() > 0 {
			out = append(out, l)
		}
	}
	return out
}

// stockSuggestions bring stock to an order from a location that takes no part
// in allocation, or let the SKU be backordered from now on.
func stockSuggestions(ctx context.Context, tx *store.Tx, o *oms.Order) (out []Suggestion, err error) {
	places, err := tx.Locations(ctx, false)
	if err != nil {
		return nil, err
	}
	to := slices.IndexFunc(places, func(l oms.Location) bool { return l.Active })
	var ids []string
	for _, l := range waitingLines(o) {
		if l.SKUID != "" {
			ids = append(ids, l.SKUID)
		}
	}
	st, err := tx.ReadStock(ctx, ids)
	if err != nil {
		return nil, err
	}
	skus, err := tx.SKUsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, l := range waitingLines(o) {
		sku := skus[l.SKUID]
		if sku == nil {
			continue
		}
		for _, from := range places {
			n := min(l.Waiting(), st.Level(l.SKUID, from.ID).Available())
			if from.Active || to < 0 || n <= 0 {
				continue
			}
			out = append(out, Suggestion{Says: oms.FixTransfer.With(oms.Facts{"quantity": oms.FactNumber(n), "sku": oms.FactText(sku.Code), "from": oms.FactText(from.Code), "to": oms.FactText(places[to].Code)}), Operation: "create-transfer",
				Body: map[string]any{"from": from.Code, "to": places[to].Code, "reference": fmt.Sprint(o.Number), "items": []map[string]any{{"sku": sku.Code, "quantity": n}}}})
		}
		if sku.Unfillable != oms.Backorder {
			out = append(out, Suggestion{Says: oms.FixBackorder.With(oms.Facts{"sku": oms.FactText(sku.Code)}), Operation: "edit-sku", ID: sku.ID,
				Body: map[string]any{"unfillable": string(oms.Backorder)}})
		}
	}
	return out, nil
}

// cancelWaiting cancels the units that have no stock, line by line.
func cancelWaiting(o *oms.Order) (out []Suggestion) {
	for _, l := range waitingLines(o) {
		if l.Kind == oms.LineComponent {
			continue // a bundle is canceled whole, by a person
		}
		out = append(out, Suggestion{Says: oms.FixCancelUnits.With(oms.Facts{"quantity": oms.FactNumber(l.Waiting()), "sku": oms.FactText(l.SKU)}), Operation: "cancel-order", ID: o.ID,
			Body: map[string]any{"reason": "out of stock", "lines": []map[string]any{{"line": l.N, "quantity": l.Waiting()}}}})
	}
	return out
}

// matchSuggestions say which SKU the channel may have meant, or make the SKU.
func matchSuggestions(ctx context.Context, tx *store.Tx, o *oms.Order) (out []Suggestion, err error) {
	for _, l := range o.Units() {
		if l.SKUID != "" || l.SKU == "" || l.Waiting() == 0 {
			continue
		}
		near, err := tx.SKUs(ctx, store.SKUFilter{Query: firstPart(l.SKU), Active: new(true), Limit: 50})
		if err != nil {
			return nil, err
		}
		near = slices.DeleteFunc(near, (*oms.SKU).Bundle)
		slices.SortStableFunc(near, func(a, b *oms.SKU) int { return cmp.Compare(alike(b.Code, l.SKU), alike(a.Code, l.SKU)) })
		for _, s := range near[:min(len(near), 2)] {
			out = append(out, Suggestion{Says: oms.FixMatch.With(oms.Facts{"theirs": oms.FactText(l.SKU), "ours": oms.FactText(s.Code)}), Operation: "create-listing",
				Body: map[string]any{"channel": o.Channel, "sku": s.Code, "external_id": l.SKU, "external_sku": l.SKU}})
		}
		out = append(out, Suggestion{Says: oms.FixCreateSKU.With(oms.Facts{"sku": oms.FactText(l.SKU)}), Operation: "create-sku", Body: map[string]any{"code": l.SKU, "title": cmp.Or(l.Title, l.SKU)}})
	}
	return out, nil
}

// firstPart is the beginning of a code up to its first separator: what the
// codes of one product have in common.
func firstPart(code string) string {
	i := strings.IndexAny(code, "-_./ ")
	if i < 1 {
		i = min(len(code), 3)
	}
	return strings.ToValidUTF8(code[:i], "")
}

// alike counts the characters that two codes have in common at their beginning
// and at their end.
func alike(a, b string) (n int) {
	a, b = strings.ToLower(a), strings.ToLower(b)
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for i := 1; i <= len(a)-n && i <= len(b)-n && a[len(a)-i] == b[len(b)-i]; i++ {
		n++
	}
	return n
}

// acceptTotal lets an order go whose stated total doesn't add up.
func acceptTotal(e oms.Exception, o *oms.Order) (out []Suggestion) {
	for _, h := range o.Holds {
		if h.Status == oms.HoldActive && h.Type == oms.HoldReview {
			out = append(out, Suggestion{Says: oms.FixGoOn.Said(), Operation: "release-order", ID: o.ID, Body: map[string]any{"hold_id": h.ID, "note": "the difference is accepted"}})
		}
	}
	return append(out, Suggestion{Says: oms.FixAccept.Said(), Operation: "resolve-exception", ID: e.ID, Body: map[string]any{"note": "the difference is accepted"}})
}

// giveBack records the refund, or the void, of what is due back.
func giveBack(e oms.Exception, o *oms.Order) []Suggestion {
	_, amount := o.DueBack()
	if amount <= 0 {
		return nil
	}
	kind, says := oms.Refund, oms.FixRefund
	if oms.MoneyOf(o.Transactions).Paid() <= o.Owed() {
		kind, says = oms.Void, oms.FixVoid
	}
	return []Suggestion{{Says: says.With(oms.Facts{"amount": oms.FactMoney(amount, o.Currency)}), Operation: "record-payment", ID: o.ID,
		Body: map[string]any{"kind": string(kind), "amount": amountText(amount, o.Currency), "reference": e.ID}}}
}

// whatCame refunds what came of a return of which something else did not.
func whatCame(ctx context.Context, tx *store.Tx, o *oms.Order) (out []Suggestion, err error) {
	all, err := tx.ReturnsOf(ctx, o.ID)
	for _, r := range all {
		if r.Status == oms.RMAInspected && r.Differs() != nil {
			out = append(out, Suggestion{Says: oms.FixRefundReturn.With(oms.Facts{"return": oms.FactText(r.Name())}), Operation: "resolve-return", ID: r.ID, Body: map[string]any{}})
		}
	}
	return out, err
}
