package flow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// ExceptionDetail is an exception with what is needed to decide.
type ExceptionDetail struct {
	oms.Exception
	Order       *oms.Order // nil when it belongs to none
	Context     string     // one paragraph of facts
	Suggestions []Suggestion
}

// Suggestion is a call of the API that would deal with an exception.
type Suggestion struct {
	Label     string         // for a button
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
		d := ExceptionDetail{Exception: *e, Context: e.Summary}
		if e.OrderID != "" {
			if d.Order, err = tx.Order(ctx, e.OrderID); err != nil {
				return d, err
			}
			d.Context = orderContext(*e, d.Order)
		}
		if !e.Status.Done() {
			d.Suggestions, err = suggest(ctx, tx, *e, d.Order)
		}
		return d, err
	})
}

// orderContext tells in a paragraph what the exception means for its order.
func orderContext(e oms.Exception, o *oms.Order) string {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(e.Summary, ".") + ".")
	fmt.Fprintf(&b, " Order %d from %s was placed on %s", o.Number, o.Channel, o.PlacedAt.Format("2 January 2006 at 15:04 UTC"))
	if o.CustomerName != "" {
		b.WriteString(" by " + o.CustomerName)
	}
	fmt.Fprintf(&b, ": %d %s for %s, %s.", o.UnitsLeft, plural(o.UnitsLeft, "unit", "units"), money.New(o.Total, o.Currency), strings.ReplaceAll(string(o.PaymentStatus), "_", " "))
	var waiting int64
	for _, l := range o.Units() {
		waiting += l.Waiting()
	}
	if waiting > 0 && waiting < o.UnitsLeft {
		fmt.Fprintf(&b, " %d of its units wait for stock.", waiting)
	}
	for _, h := range o.Holds {
		if h.Status == oms.HoldActive {
			fmt.Fprintf(&b, " It is on hold: %s.", strings.TrimSuffix(h.Reason, "."))
		}
	}
	for _, ful := range o.FulfillmentOrders {
		if !ful.Status.Done() && ful.ShipBy != nil {
			fmt.Fprintf(&b, " %s is to ship %s by %s.", ful.Location, ful.Number, ful.ShipBy.Format("2 January at 15:04 UTC"))
		}
	}
	return b.String()
}

func plural(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
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
			{Label: "Hold the order until it is paid", Operation: "hold-order", ID: o.ID, Body: map[string]any{"type": "payment", "reason": "the payment failed"}},
			{Label: "Cancel the order", Operation: "cancel-order", ID: o.ID, Body: map[string]any{"reason": "the payment failed"}},
		}, nil
	case oms.ExceptionRefundDue, oms.ExceptionRefundFailed:
		return giveBack(e, o), nil
	case oms.ExceptionReturnDiffers:
		return whatCame(ctx, tx, o)
	case oms.ExceptionDeliveryFailed:
		return arrived(o), nil
	case oms.ExceptionCountShort:
		return []Suggestion{{Label: "Count again what waits", Operation: "recount-count", ID: e.Subject}, {Label: "Approve what waits", Operation: "approve-count", ID: e.Subject}}, nil
	case oms.ExceptionConnection:
		return []Suggestion{{Label: "Test the connection", Operation: "test-connection", ID: e.Subject}}, nil
	case oms.ExceptionWebhook:
		return []Suggestion{{Label: "Send again", Operation: "edit-webhook", ID: e.Subject, Body: map[string]any{"enabled": true}}}, nil
	case oms.ExceptionLateChange:
		return []Suggestion{{Label: "The buyer was told", Operation: "resolve-exception", ID: e.ID, Body: map[string]any{"note": "the buyer was told"}}}, nil
	case oms.ExceptionProcessing, oms.ExceptionRefusedOrder:
	}
	return nil, nil
}

// reroutes gives out work that another location has been found for.
func reroutes(o *oms.Order) (out []Suggestion) {
	for _, ful := range o.FulfillmentOrders {
		if ful.Status == oms.FulfillmentOpen && o.Blocking(oms.BlockRelease, 0, ful.ID) == nil {
			out = append(out, Suggestion{Label: fmt.Sprintf("Let %s send its part", ful.Location), Operation: "release-fulfillment-order", ID: ful.ID})
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
			out = append(out, Suggestion{Label: fmt.Sprintf("Transfer %d × %s from %s to %s", n, sku.Code, from.Code, places[to].Code), Operation: "create-transfer",
				Body: map[string]any{"from": from.Code, "to": places[to].Code, "reference": fmt.Sprint(o.Number), "items": []map[string]any{{"sku": sku.Code, "quantity": n}}}})
		}
		if sku.Unfillable != oms.Backorder {
			out = append(out, Suggestion{Label: fmt.Sprintf("Take orders for %s on backorder from now on", sku.Code), Operation: "edit-sku", ID: sku.ID,
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
		out = append(out, Suggestion{Label: fmt.Sprintf("Cancel %d × %s", l.Waiting(), l.SKU), Operation: "cancel-order", ID: o.ID,
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
			out = append(out, Suggestion{Label: fmt.Sprintf("%s is our %s", l.SKU, s.Code), Operation: "create-listing",
				Body: map[string]any{"channel": o.Channel, "sku": s.Code, "external_id": l.SKU, "external_sku": l.SKU}})
		}
		out = append(out, Suggestion{Label: "Create the SKU " + l.SKU, Operation: "create-sku", Body: map[string]any{"code": l.SKU, "title": cmp.Or(l.Title, l.SKU)}})
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
			out = append(out, Suggestion{Label: "Let the order go on", Operation: "release-order", ID: o.ID, Body: map[string]any{"hold_id": h.ID, "note": "the difference is accepted"}})
		}
	}
	return append(out, Suggestion{Label: "Accept the difference", Operation: "resolve-exception", ID: e.ID, Body: map[string]any{"note": "the difference is accepted"}})
}

// giveBack records the refund, or the void, of what is due back.
func giveBack(e oms.Exception, o *oms.Order) []Suggestion {
	_, amount := o.DueBack()
	if amount <= 0 {
		return nil
	}
	kind, label := oms.Refund, "Note a refund of "
	if oms.MoneyOf(o.Transactions).Paid() <= o.Owed() {
		kind, label = oms.Void, "Note that the authorization is void: "
	}
	return []Suggestion{{Label: label + money.New(amount, o.Currency).String(), Operation: "record-payment", ID: o.ID,
		Body: map[string]any{"kind": string(kind), "amount": amountText(amount, o.Currency), "reference": e.ID}}}
}

// whatCame refunds what came of a return of which something else did not.
func whatCame(ctx context.Context, tx *store.Tx, o *oms.Order) (out []Suggestion, err error) {
	all, err := tx.ReturnsOf(ctx, o.ID)
	for _, r := range all {
		if r.Status == oms.RMAInspected && r.Differs() != "" {
			out = append(out, Suggestion{Label: "Refund what came of " + r.Name(), Operation: "resolve-return", ID: r.ID, Body: map[string]any{}})
		}
	}
	return out, err
}

// arrived marks shipments delivered that the carrier had trouble with.
func arrived(o *oms.Order) (out []Suggestion) {
	for _, s := range o.Shipments {
		if s.Status == oms.ShipmentException {
			out = append(out, Suggestion{Label: "It has arrived after all", Operation: "deliver-shipment", ID: s.ID})
		}
	}
	return out
}
