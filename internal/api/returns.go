package api

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// returned is what every verb of returns gives.
type returned = flow.Part[oms.Return]

// onReturn registers a verb on a return that answers with it as it is
// afterwards.
func onReturn[B any](a *API, op operation, verb func(context.Context, string, B) (returned, error)) {
	op.method, op.tag = http.MethodPost, "Returns"
	op.path = "/returns/{id}/" + op.path
	write(a, op, func(ctx context.Context, in *change[B]) (returned, error) { return verb(ctx, in.ID, in.Body) }, returnViewOf)
}

func (a *API) returnOperations() {
	const tag, path = "Returns", "/returns"
	a.returnReads(tag, path)
	f := a.flow
	write(a, operation{id: "request-return", method: http.MethodPost, path: "/orders/{id}/returns", tag: tag, may: auth.ReturnsWrite, status: http.StatusCreated,
		summary: "Ask for units of an order to come back",
		doc: "Shipped units that are neither asked back nor returned, within the window of the policy; a bundle comes back as its components. A closed order is open " +
			"again until the return ends. The same reference of an order is the same return."},
		func(ctx context.Context, in *change[flow.ReturnInput]) (returned, error) {
			return f.RequestReturn(ctx, in.ID, in.Body)
		}, returnViewOf)
	write(a, operation{id: "receive-unannounced-return", method: http.MethodPost, path: path + "/receive", tag: tag, may: auth.ReturnsWork, status: http.StatusCreated,
		summary: "Receive a box that nobody announced", doc: "It makes a return of what is in the box. Nobody has agreed to it, so a person decides what the buyer gets.",
		request: map[string]any{"order": "100001", "items": []any{map[string]any{"order_line": 1, "quantity": 1}}}},
		func(ctx context.Context, in *add[flow.BlindReceipt]) (returned, error) {
			return f.ReceiveUnannounced(ctx, in.Body)
		}, returnViewOf)
	onReturn(a, operation{id: "approve-return", path: "approve", may: auth.ReturnsWrite, optionalBody: true, summary: "Agree to a return",
		doc: "Where the policy says so the money goes back at once. With keep_it nothing needs to come."}, f.ApproveReturn)
	onReturn(a, operation{id: "decline-return", path: "decline", may: auth.ReturnsWrite, summary: "Decline a return", doc: "The units stay with the buyer."}, f.DeclineReturn)
	onReturn(a, operation{id: "cancel-return", path: "cancel", may: auth.ReturnsWrite, summary: "Call a return off",
		doc: "As long as nothing of it has come. What was refunded already opens an exception."}, f.CancelReturn)
	onReturn(a, operation{id: "send-return", path: "in-transit", may: auth.ReturnsWrite, optionalBody: true, summary: "Note that a return is on its way",
		doc: "With the tracking number that the desk finds it by."}, f.SendReturn)
	onReturn(a, operation{id: "receive-return", path: "receive", may: auth.ReturnsWork, optionalBody: true, summary: "Note what has come",
		doc: "It may come in parts; everything that is still to come when nothing is named. Units that nobody announced are added as far as they were shipped; " +
			"complete says that what has not come is missing, which opens an exception.",
		request: map[string]any{"items": []any{map[string]any{"line": 1, "quantity": 1}}}}, f.ReceiveReturn)
	onReturn(a, operation{id: "inspect-return", path: "inspect", may: auth.ReturnsWork, summary: "Note what units were found to be",
		doc: "What can be sold again is in the stock of the return's location at once. When everything was looked at and is in order, the policy refunds and closes " +
			"the return by itself; what is not in order waits for resolve-return."}, f.InspectReturn)
	onReturn(a, operation{id: "resolve-return", path: "resolve", may: auth.MoneyRefund, optionalBody: true, summary: "Decide what the buyer gets",
		doc: "Of a return that was inspected. The refund is a sum of stored shares, never more than was captured and not refunded; it is recorded as a transaction of the " +
			"order with the return's number as its reference.",
		request: map[string]any{"lines": []any{map[string]any{"line": 1, "deduction": "5.00", "why": "Worn"}}}}, f.ResolveReturn)
	write(a, operation{id: "quote-return", method: http.MethodPost, path: path + "/{id}/quote", tag: tag, may: auth.ReturnsRead, optionalBody: true, unkeyed: true,
		summary: "What a decision would give the buyer", doc: "The arithmetic of resolve-return, term by term. It changes nothing. Units that are still to come, or to be inspected, count as if they were fine, and more than there is money for as all that there is.",
		request: map[string]any{"lines": []any{map[string]any{"line": 1, "quantity": 1, "deduction": "5.00"}}}},
		func(ctx context.Context, in *change[flow.ReturnResolution]) (flow.RefundQuote, error) {
			return f.QuoteReturn(ctx, in.ID, in.Body)
		}, quoteViewOf)
}

func (a *API) returnReads(tag, path string) {
	f := a.flow
	read(a, operation{id: "list-returns", path: path, tag: tag, may: auth.ReturnsRead, summary: "List returns", doc: "The newest first; in a queue, what waits longest."},
		func(ctx context.Context, in *flow.ReturnFilter) (list[*returnView], error) {
			p, err := f.Returns(ctx, *in)
			return list[*returnView]{Items: views(p.Items, func(r *returned) *returnView { return returnViewOf(*r) }), NextCursor: p.NextCursor}, err
		})
	read(a, operation{id: "count-returns", path: path + "/counts", tag: tag, may: auth.ReturnsRead, summary: "How many returns wait for what",
		doc: "The piles of the returns desk, each with its size and since when the first waits."},
		func(ctx context.Context, in *countReturns) (list[flow.ReturnQueue], error) {
			all, err := f.ReturnCounts(ctx, in.Location)
			return list[flow.ReturnQueue]{Items: all}, err
		})
	read(a, operation{id: "get-return", path: path + "/{id}", tag: tag, may: auth.ReturnsRead, summary: "Read a return"},
		func(ctx context.Context, in *IDParam) (*returnView, error) {
			r, err := f.Return(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return returnViewOf(r), nil
		})
	read(a, operation{id: "list-return-lots", path: path + "/{id}/lots", tag: tag, may: auth.ReturnsRead, summary: "Which lots the units of a return may be of",
		doc: "Of lines that were sent by lot or serial number: what the buyer was sent and has not sent back. Where nothing is named, an inspection takes the lot that expires first."},
		func(ctx context.Context, in *IDParam) (list[returnedLotsView], error) {
			all, err := f.ReturnLots(ctx, in.ID)
			return list[returnedLotsView]{Items: views(all, returnedLotsViewOf)}, err
		})
	read(a, operation{id: "list-return-skus", path: path + "/{id}/skus", tag: tag, may: auth.ReturnsRead, summary: "The SKUs of a return's order",
		doc: "With their barcodes, which are what a scanner at the desk reads."},
		func(ctx context.Context, in *IDParam) (list[*skuView], error) {
			all, err := f.ReturnSKUs(ctx, in.ID)
			return list[*skuView]{Items: views(all, each(skuViewOf))}, err
		})
	read(a, operation{id: "get-return-policy", path: path + "/policy", tag: tag, may: auth.ReturnsRead, summary: "How the shop takes returns"},
		func(ctx context.Context, _ *struct{}) (oms.ReturnPolicy, error) { return f.ReturnPolicy(ctx) })
	write(a, operation{id: "set-return-policy", method: http.MethodPut, path: path + "/policy", tag: tag, may: auth.SettingsWrite, summary: "Say how the shop takes returns",
		doc: "It holds for what is decided from now on."},
		func(ctx context.Context, in *add[oms.ReturnPolicy]) (oms.ReturnPolicy, error) {
			return f.SetReturnPolicy(ctx, in.Body)
		}, func(p oms.ReturnPolicy) oms.ReturnPolicy { return p })
}

// countReturns asks for the piles of one location.
type countReturns struct {
	Location string `query:"location" doc:"Code of a location; all when absent" maxLength:"64" example:"BER"`
}
