package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
)

func (a *API) fulfillmentOperations() {
	f := a.flow
	const tag, path = "Fulfillment", "/fulfillment-orders/{id}"
	read(a, operation{id: "list-fulfillment-orders", path: "/fulfillment-orders", tag: tag, may: auth.OrdersRead, summary: "List fulfillment orders",
		doc: "What a location works through: the oldest first, or what has to leave first."},
		func(ctx context.Context, in *flow.FulfillmentFilter) (list[fulfillmentOrderView], error) {
			p, err := f.FulfillmentOrders(ctx, *in)
			return pageOf(p, a.workView), err
		})
	read(a, operation{id: "count-fulfillment-orders", path: "/fulfillment-orders/counts", tag: tag, may: auth.OrdersRead, summary: "Count the work by column",
		doc: "The columns of the board: to release (open, scheduled or on hold), to pick (released), picking, packing (all picked), ready (all packed) and what was handed over today, " +
			"in the location's own zone, or in UTC for all locations together. Each has a link to the list that shows what was counted.", answer: sampleHome().Locations[0].Board},
		func(ctx context.Context, in *flow.BoardQuery) (flow.Board, error) { return f.BoardCounts(ctx, *in) })
	read(a, operation{id: "get-fulfillment-order", path: path, tag: tag, may: auth.OrdersRead, summary: "Read a fulfillment order"},
		func(ctx context.Context, in *IDParam) (*fulfillmentOrderView, error) {
			part, err := f.FulfillmentOrder(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			v := a.workView(&part)
			return &v, nil
		})
	read(a, operation{id: "scan-fulfillment-orders", path: "/fulfillment-orders/scan", tag: tag, may: auth.OrdersRead, summary: "Find the work that a scanned code names",
		doc: "What has to leave first at the beginning; nothing when nothing has the code."},
		func(ctx context.Context, in *flow.ScanQuery) (list[fulfillmentOrderView], error) {
			found, err := f.Scan(ctx, *in)
			return list[fulfillmentOrderView]{Items: views(found, a.workView)}, err
		})
	read(a, operation{id: "list-fulfillment-order-skus", path: path + "/skus", tag: tag, may: auth.OrdersRead, summary: "The SKUs of its lines", doc: "With the barcodes that a scanner reads."},
		func(ctx context.Context, in *IDParam) (list[*skuView], error) {
			skus, err := f.WorkSKUs(ctx, in.ID)
			return list[*skuView]{Items: views(skus, each(skuViewOf))}, err
		})
	a.claimOperations(path)
	touchOrder(a, operation{id: "release-fulfillment-order", path: path + "/release", tag: tag, may: auth.FulfillmentWork,
		summary: "Give it to its location to work", doc: "Doing it again changes nothing."}, f.ReleaseFulfillmentOrder)
	onOrder(a, operation{id: "reject-fulfillment-order", path: path + "/reject", tag: tag, may: auth.FulfillmentWork, summary: "Say that the location won't send it",
		doc:     "Its units look for other locations, and the order never asks this one again. Nothing of it may be picked. Rejecting again changes nothing.",
		request: map[string]any{"reason": "the shelf is blocked"}}, f.RejectFulfillmentOrder)
	write(a, operation{id: "release-fulfillment-orders", method: http.MethodPost, path: "/fulfillment-orders/release", tag: tag, may: auth.FulfillmentWork,
		summary: "Give many to their locations", doc: "In one transaction, with an answer for each."},
		func(ctx context.Context, in *add[idsBody]) ([]flow.BulkResult, error) {
			return f.ReleaseMany(ctx, in.Body.IDs)
		}, bulkViewOf)
	onOrder(a, operation{id: "pick", path: path + "/pick", tag: tag, may: auth.FulfillmentWork, optionalBody: true, summary: "Note what was picked",
		doc:     "What was found, and what was not: units that are short leave stock and look for another location. Partial picks add up.",
		request: map[string]any{"items": []any{map[string]any{"line": 1, "quantity": 2}}}}, f.Pick)
	onOrder(a, operation{id: "unpick", path: path + "/unpick", tag: tag, may: auth.FulfillmentWork, optionalBody: true, summary: "Put picked units back on the shelf"}, f.Unpick)
	onOrder(a, operation{id: "pack", path: path + "/pack", tag: tag, may: auth.FulfillmentWork, optionalBody: true, summary: "Pack into parcels",
		doc:     "One parcel with everything that is picked when none are named.",
		request: map[string]any{"parcels": []any{map[string]any{"weight_grams": 460, "items": []any{map[string]any{"line": 1, "quantity": 2}}}}}}, f.Pack)
	touchOrder(a, operation{id: "unpack", path: "/parcels/{id}/unpack", tag: tag, may: auth.FulfillmentWork, summary: "Empty a parcel", doc: "Only one without a label."}, f.Unpack)
	onOrder(a, operation{id: "ship", path: path + "/ship", tag: tag, may: auth.FulfillmentWork, optionalBody: true, summary: "Ship the packed parcels",
		doc:     "Buys the labels, gives tracking numbers and takes the units off the stock.",
		request: map[string]any{"carrier": "table_rate", "service": "standard"}}, f.Ship)
	read(a, operation{id: "list-rates", path: path + "/rates", tag: tag, may: auth.OrdersRead, summary: "What carriers would ask", doc: "For the packed parcels: the price, and the days on which they would arrive beside what was promised."}, a.rates)
	file(a, operation{id: "get-packing-slip", path: path + "/packing-slip.pdf", tag: tag, may: auth.OrdersRead, summary: "The packing slip",
		media: map[string]string{"application/pdf": "The sheet that goes with the goods"}},
		func(ctx context.Context, in *IDParam) (*reply, error) { return paper(f.PackingSlip(ctx, in.ID)) })
	file(a, operation{id: "get-pick-list", path: "/locations/{id}/pick-list.pdf", tag: tag, may: auth.OrdersRead, summary: "The pick list of a location",
		doc: "One walk for everything that is released and not picked.", media: map[string]string{"application/pdf": "The list"}}, a.pickList)
}

// claimOperations say who works on what.
func (a *API) claimOperations(path string) {
	const tag = "Fulfillment"
	view := func(w flow.Work) *fulfillmentOrderView {
		v := a.workView(&w)
		return &v
	}
	write(a, operation{id: "claim-fulfillment-order", method: http.MethodPost, path: path + "/claim", tag: tag, may: auth.FulfillmentWork, optionalBody: true,
		summary: "Say that you work on it",
		doc: "For people: others at the location see it, and no operation asks for it. It ends when the step is done, when it is given back, and half an hour after it was claimed last. " +
			"What somebody else has is refused with the code claimed, unless it is taken over. Claiming again keeps it.",
		request: map[string]any{"take_over": true}},
		func(ctx context.Context, in *change[flow.ClaimInput]) (flow.Work, error) {
			return a.flow.ClaimWork(ctx, in.ID, in.Body)
		}, view)
	write(a, operation{id: "give-back-fulfillment-order", method: http.MethodPost, path: path + "/give-back", tag: tag, may: auth.FulfillmentWork,
		summary: "Say that you don't work on it any more", doc: "A claim of somebody else stays."},
		func(ctx context.Context, in *IDParam) (flow.Work, error) { return a.flow.GiveBackWork(ctx, in.ID) }, view)
}

// idsBody names parts of orders.
type idsBody struct {
	IDs []string `json:"ids" minItems:"1" maxItems:"1000" maxLength:"64" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
}

// paper answers with a document. Its name is ours, so it needs no escaping.
func paper(p flow.Paper, err error) (*reply, error) {
	if err != nil {
		return nil, err
	}
	return &reply{Status: http.StatusOK, ContentType: p.ContentType, Body: p.Body, Cache: "private, no-cache",
		Disposition: fmt.Sprintf("inline; filename=%q", p.Name)}, nil
}

func (a *API) pickList(ctx context.Context, in *RefParam) (*reply, error) {
	at, err := a.flow.Location(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return paper(a.flow.PickList(ctx, at.Code, nil))
}

// ratesParams ask for rates.
type ratesParams struct {
	IDParam
	Carrier string `query:"carrier" maxLength:"64" doc:"A carrier's id; the built-in table_rate when absent" example:"table_rate"`
}

// rateView is what a carrier asks for a service.
type rateView struct {
	Service  string `json:"service" example:"standard"`
	Name     string `json:"name" example:"Standard"`
	Cost     string `json:"cost" example:"4.20"`
	Currency string `json:"currency" example:"EUR"`
	From     string `json:"arrives_from,omitempty" doc:"The first day on which it would arrive, at the destination; absent when nobody knows" example:"2026-11-24"`
	By       string `json:"arrives_by,omitempty" doc:"The last day" example:"2026-11-25"`
	Promised string `json:"promised_by,omitempty" doc:"The day by which the buyer was told to have it" example:"2026-11-25"`
	Keeps    bool   `json:"keeps_promise" doc:"Whether it arrives by then for certain" example:"true"`
	Proposed bool   `json:"proposed" doc:"The cheapest that keeps the promise; the cheapest of all when none does, or nothing was promised" example:"true"`
}

func (a *API) rates(ctx context.Context, in *ratesParams) (list[rateView], error) {
	rates, err := a.flow.Rates(ctx, in.ID, in.Carrier)
	return list[rateView]{Items: views(rates, func(r *flow.Offer) rateView {
		return rateView{r.Service, r.Name, amounts(r.Currency)(r.Cost), r.Currency, r.Arrives.Earliest, r.Arrives.Latest, r.Promised, r.Keeps, r.Proposed}
	})}, err
}
