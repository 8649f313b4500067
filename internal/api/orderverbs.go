package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// onOrder registers a verb on an order (or on a part of one) that answers with
// the whole order as it is afterwards.
func onOrder[B any](a *API, op operation, verb func(context.Context, string, B) (*oms.Order, error)) {
	op.method, op.links, op.answer = http.MethodPost, orderLinks, a.sampleOrder()
	write(a, op, func(ctx context.Context, in *change[B]) (*oms.Order, error) { return verb(ctx, in.ID, in.Body) }, a.orderView)
}

// touchOrder is onOrder for verbs that need no more than to be asked.
func touchOrder(a *API, op operation, verb func(context.Context, string) (*oms.Order, error)) {
	op.method, op.links, op.answer = http.MethodPost, orderLinks, a.sampleOrder()
	write(a, op, func(ctx context.Context, in *IDParam) (*oms.Order, error) { return verb(ctx, in.ID) }, a.orderView)
}

func (a *API) orderVerbs() {
	f := a.flow
	onOrder(a, operation{id: "cancel-order", path: "/orders/{id}/cancel", tag: "Orders", may: auth.OrdersCancel, optionalBody: true,
		summary: "Cancel an order, or units of it", doc: "At any stage before the units left: stock is given back, parcels are emptied, work with nothing left is called off."}, f.CancelOrder)
	onOrder(a, operation{id: "hold-order", path: "/orders/{id}/hold", tag: "Orders", may: auth.OrdersWrite,
		summary: "Hold an order, a line or a fulfillment order", doc: "Several holds can stand at once; each names what it blocks."}, f.PlaceHold)
	onOrder(a, operation{id: "release-order", path: "/orders/{id}/release", tag: "Orders", may: auth.OrdersWrite, optionalBody: true,
		summary: "Release holds", doc: "One hold, or all that a person or time may end. A hold for payment has to be named."}, f.ReleaseHold)
	touchOrder(a, operation{id: "confirm-order", path: "/orders/{id}/confirm", tag: "Orders", may: auth.OrdersWrite,
		summary: "Make a draft an order", doc: "Its units look for stock. An order that is open already stays as it is."}, f.ConfirmDraft)
	onOrder(a, operation{id: "record-payment", path: "/orders/{id}/payments", tag: "Orders", may: auth.MoneyRecord,
		summary: "Record a payment", doc: "A fact about money that happened elsewhere. The same kind and reference is the same fact. Giving money back needs money.refund.",
		request: map[string]any{"kind": "sale", "amount": "44.70", "method": "card", "reference": "pi_1"}}, a.recordPayment)
	touchOrder(a, operation{id: "release-fulfillment", path: "/orders/{id}/fulfillment-orders/release", tag: "Orders", may: auth.FulfillmentWork,
		summary: "Give an order's open work to its locations", doc: "Work that is held stays where it is."}, f.ReleaseOrder)
	a.orderEdits()
	write(a, operation{id: "tag-orders", method: http.MethodPost, path: "/orders/tags", tag: "Orders", may: auth.OrdersWrite,
		summary: "Tag orders", doc: "Adds tags to up to 1,000 orders and takes tags off, with an answer for each."},
		func(ctx context.Context, in *add[tagBody]) ([]flow.BulkResult, error) {
			return f.TagOrders(ctx, in.Body.IDs, flow.TagInput{Add: in.Body.Add, Remove: in.Body.Remove})
		}, bulkViewOf)
	read(a, operation{id: "list-allocations", path: "/orders/{id}/allocations", tag: "Orders", may: auth.OrdersRead, summary: "Where an order's units come from, and why",
		doc: "Each allocation, and each decision of routing with the locations it looked at and why it chose as it did."}, a.allocations)
}

// recordPayment asks for more when money is given back.
func (a *API) recordPayment(ctx context.Context, id string, in flow.PaymentFact) (*oms.Order, error) {
	if in.Kind == oms.Refund {
		if err := auth.Require(ctx, auth.MoneyRefund); err != nil {
			return nil, err
		}
	}
	return a.flow.RecordPayment(ctx, id, in)
}

// tagBody says which tags change on which orders.
type tagBody struct {
	IDs    []string `json:"ids" minItems:"1" maxItems:"1000" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Add    []string `json:"add,omitempty" maxItems:"250" maxLength:"200" example:"gift"`
	Remove []string `json:"remove,omitempty" maxItems:"250" maxLength:"200" example:"hold"`
}

// bulkView is what became of each row of a bulk operation.
type bulkView struct {
	Items  []bulkItem `json:"items"`
	Done   int        `json:"done" example:"1"`
	Failed int        `json:"failed" example:"0"`
}

type bulkItem struct {
	ID      string   `json:"id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Done    bool     `json:"done" doc:"Whether it is as asked now; it may have been before"`
	Problem *Problem `json:"problem,omitempty" doc:"Why it was refused"`
}

func bulkViewOf(results []flow.BulkResult) bulkView {
	out := bulkView{Items: make([]bulkItem, len(results))}
	for i, r := range results {
		out.Items[i] = bulkItem{ID: r.ID, Done: r.Done}
		if r.Error != nil {
			out.Items[i].Problem = problemOf(r.Error)
			out.Failed++
			continue
		}
		out.Done++
	}
	return out
}

// editView is an edited order and what the edit costs the buyer.
type editView struct {
	Order      *orderView   `json:"order"`
	Before     string       `json:"before" doc:"What was owed" example:"44.70"`
	After      string       `json:"after" doc:"What is owed now" example:"24.80"`
	Difference string       `json:"difference" doc:"Above zero the buyer owes more" example:"-19.90"`
	Changes    []changeView `json:"changes"`
}

func (v *editView) atVersion() int64 { return v.Order.Version }

type changeView struct {
	Field  string `json:"field" doc:"In the input's path syntax" example:"lines[0].quantity"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

func (a *API) orderEdits() {
	const doc = "Address, customer, note, tags, quantities, new lines and lines taken out. What is absent stays as it is."
	sample := editView{Order: a.sampleOrder(), Before: "44.70", After: "24.80", Difference: "-19.90", Changes: []changeView{{"lines[0].quantity", 2, 1}}}
	request := json.RawMessage(`{"lines":[{"line":1,"quantity":1}],"note":"Ring twice"}`)
	write(a, operation{id: "edit-order", method: http.MethodPatch, path: "/orders/{id}", tag: "Orders", may: auth.OrdersWrite, versioned: true,
		summary: "Edit an order", doc: doc + " It is a new version of the order, with the difference in money.", request: request, answer: sample},
		func(ctx context.Context, in *edit[flow.EditInput]) (_ flow.EditResult, err error) {
			if in.Body.Version, err = in.version(); err != nil {
				return flow.EditResult{}, err
			}
			return a.flow.EditOrder(ctx, in.ID, in.Body)
		}, a.editView)
	write(a, operation{id: "preview-edit", method: http.MethodPost, path: "/orders/{id}/edit-preview", tag: "Orders", may: auth.OrdersRead, unkeyed: true,
		summary: "Preview an edit", doc: doc + " Says what would change and cost, and changes nothing.", request: request, answer: sample},
		func(ctx context.Context, in *edit[flow.EditInput]) (_ flow.EditResult, err error) {
			if in.Body.Version, err = in.version(); err != nil {
				return flow.EditResult{}, err
			}
			return a.flow.PreviewEdit(ctx, in.ID, in.Body)
		}, a.editView)
}

func (a *API) editView(r flow.EditResult) *editView {
	amount := amounts(r.Order.Currency)
	return &editView{Order: a.orderView(r.Order), Before: amount(r.Before), After: amount(r.After), Difference: amount(r.Difference),
		Changes: views(r.Changes, func(c *oms.FieldChange) changeView { return changeView{c.Field, c.Before, c.After} })}
}

// allocationsView says where an order's units come from, and why.
type allocationsView struct {
	Items     []allocationView       `json:"items"`
	Decisions []flow.RoutingDecision `json:"decisions" doc:"The last 50, the newest last. Amounts are minor units of why.currency"`
	Locations []locationRefView      `json:"locations" doc:"What the locations that the decisions name by code are called"`
}

type allocationView struct {
	ID                 string          `json:"id" example:"alc_01kd3ht2yre1asz3dgf0ma94w5"`
	Line               int             `json:"line" example:"1"`
	SKU                string          `json:"sku" example:"TEE-RED-M"`
	Location           locationRefView `json:"location"`
	FulfillmentOrderID string          `json:"fulfillment_order_id" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
	Status             string          `json:"status" enum:"active,released,consumed,canceled,shorted" example:"active"`
	Quantity           int64           `json:"quantity" example:"2"`
	Shipped            int64           `json:"shipped" example:"0"`
}

func (a *API) allocations(ctx context.Context, in *IDParam) (allocationsView, error) {
	o, err := a.flow.Order(ctx, in.ID)
	if err != nil {
		return allocationsView{}, err
	}
	decisions, err := a.flow.RoutingDecisions(ctx, o.ID)
	if err != nil {
		return allocationsView{}, err
	}
	out := allocationsView{Items: []allocationView{}, Decisions: decisions, Locations: a.places.named(decisions)}
	for _, f := range o.FulfillmentOrders {
		for _, it := range f.Items {
			out.Items = append(out.Items, allocationView{ID: it.ID, Line: it.Line, SKU: it.SKU, Location: a.places.ref(f.LocationID, f.Location),
				FulfillmentOrderID: f.ID, Status: string(it.Status), Quantity: it.Quantity, Shipped: it.Shipped})
		}
	}
	return out, nil
}
