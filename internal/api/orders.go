package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// IDParam is the id of what an operation is about.
type IDParam struct {
	ID string `path:"id" maxLength:"64" doc:"Its identifier" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
}

// orderLinks are the operations that follow from an order.
var orderLinks = map[string]string{
	"get-order": "$response.body#/id", "get-order-timeline": "$response.body#/id", "get-order-payload": "$response.body#/id",
	"list-allocations": "$response.body#/id", "edit-order": "$response.body#/id", "cancel-order": "$response.body#/id", "hold-order": "$response.body#/id",
	"release-order": "$response.body#/id", "record-payment": "$response.body#/id", "release-fulfillment": "$response.body#/id",
}

func (a *API) orderOperations() {
	links, sample := orderLinks, a.sampleOrder()
	write(a, operation{id: "create-order", method: http.MethodPost, path: "/orders", tag: "Orders", may: auth.OrdersWrite, status: http.StatusCreated,
		summary: "Capture an order",
		doc: "Takes an order in: 201 when it is new, 200 when the channel has sent it before. The same (channel, external_id) any number of times, also at once, is one order; " +
			"changed content is a new version. Stock is committed in the same transaction; what has none is backordered or unallocated and opens an exception. " +
			"Fields that are not known here are kept in attributes.",
		maxBody: oms.MaxOrderBytes, raw: true, body: reflect.TypeFor[oms.OrderInput](), request: json.RawMessage(sampleOrderBody), answer: sample,
		also: map[int]string{http.StatusOK: "The channel has sent it before"}, links: links, adapt: asCapture},
		a.captureOrder, a.capturedView)
	a.batchOperation()
	read(a, operation{id: "list-orders", path: "/orders", tag: "Orders", may: auth.OrdersRead, summary: "List and search orders",
		doc:    "Newest first unless sort says otherwise; what filter and the other parameters ask must all hold. " + filterGrammar + " q finds orders that have, for each word of it, a word beginning so: number, external id, name, e-mail, SKU, tracking number.",
		answer: list[*orderView]{Items: []*orderView{sample}}}, a.listOrders)
	read(a, operation{id: "list-order-rows", path: "/orders/rows", tag: "Orders", may: auth.OrdersRead, summary: "List orders in short",
		doc:    "list-orders with what a table of orders shows of each: headlines and sums without lines, work and money. It is answered several times as fast.",
		answer: list[orderRowView]{Items: []orderRowView{a.sampleOrderRow()}}}, a.listOrderRows)
	read(a, operation{id: "get-order", path: "/orders/{id}", tag: "Orders", may: auth.OrdersRead, summary: "Read an order", links: links, answer: sample},
		func(ctx context.Context, in *IDParam) (*orderView, error) {
			o, err := a.flow.Order(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return a.orderView(o), nil
		})
	read(a, operation{id: "get-order-timeline", path: "/orders/{id}/timeline", tag: "Orders", may: auth.OrdersRead, summary: "What happened to an order",
		doc: "The events of the order, oldest first unless sort says otherwise, each with a sentence for people."}, a.timeline)
	file(a, operation{id: "get-order-payload", path: "/orders/{id}/payload", tag: "Orders", may: auth.OrdersRead, summary: "What the channel sent",
		doc: "The newest body of the order, as it came.", media: map[string]string{"application/json": "The body, as it came"}}, a.payload)
}

// captureOrder reads the body itself: it is decoded once, and what it says
// beyond the schema is kept.
func (a *API) captureOrder(ctx context.Context, _ *struct{}) (flow.CaptureResult, error) {
	in, err := oms.ParseOrder(requestOf(ctx).body)
	if err != nil {
		return flow.CaptureResult{}, err
	}
	r := a.flow.Capture(ctx, in)
	return r, r.Err
}

// asCapture makes a result of the order that an edit by the channel gives.
func asCapture(_, result any) any {
	if o, ok := result.(*oms.Order); ok {
		return flow.CaptureResult{Order: o, Changed: true}
	}
	return result
}

func (a *API) capturedView(r flow.CaptureResult) *orderView {
	v := a.orderView(r.Order)
	if v.status = http.StatusOK; r.Created {
		v.status = http.StatusCreated
	}
	return v
}

// orderListParams choose orders.
type orderListParams struct {
	PageParams
	FilterParams
	Q           string    `query:"q" maxLength:"200" doc:"Words to search for" example:"hauptstr"`
	Status      string    `query:"status" enum:"draft,open,closed,canceled,unfulfilled,scheduled,on_hold,in_progress,partially_fulfilled,fulfilled,unpaid,partially_authorized,authorized,partially_paid,paid,overpaid,partially_refunded,refunded,voided,in_transit,partially_delivered,delivered,exception,requested,partially_returned,returned" doc:"Any one lifecycle or derived status"`
	Lifecycle   string    `query:"lifecycle" enum:"draft,open,closed,canceled"`
	Payment     string    `query:"payment_status" enum:"unpaid,partially_authorized,authorized,partially_paid,paid,overpaid,partially_refunded,refunded,voided"`
	Fulfillment string    `query:"fulfillment_status" enum:"unfulfilled,scheduled,on_hold,in_progress,partially_fulfilled,fulfilled,canceled"`
	Delivery    string    `query:"delivery_status" enum:"none,in_transit,partially_delivered,delivered,exception"`
	Return      string    `query:"return_status" enum:"none,requested,in_progress,partially_returned,returned"`
	Attention   string    `query:"attention" enum:"any,none,low,hold,high" doc:"any is all that need somebody"`
	Channel     string    `query:"channel" maxLength:"64" doc:"A channel's code" example:"web"`
	Customer    string    `query:"customer" maxLength:"64" doc:"A customer's id"`
	SKU         string    `query:"sku" maxLength:"100" doc:"Orders with a line of this SKU" example:"TEE-RED-M"`
	Tag         string    `query:"tag" maxLength:"200"`
	PlacedFrom  time.Time `query:"placed_from" doc:"Placed at or after"`
	PlacedTo    time.Time `query:"placed_to" doc:"Placed before"`
	Stage       string    `query:"stage" enum:"new,allocated,released,picked,packed,shipped,delivered" doc:"How far the least advanced unit is"`
	StageFrom   time.Time `query:"stage_from" doc:"At its stage since this instant or later"`
	Held        string    `query:"held" enum:"true,false" doc:"Whether a hold is active"`
	Hold        string    `query:"hold" enum:"manual,payment,fraud,address,review,timed" doc:"With an active hold of this type"`
	Sort        string    `query:"sort" enum:"placed_at,-placed_at,captured_at,-captured_at,updated_at,-updated_at,number,-number,total,-total" default:"-placed_at" doc:"A leading - sorts the largest first"`
}

func (a *API) listOrders(ctx context.Context, in *orderListParams) (list[*orderView], error) {
	f, err := in.chosen()
	if err != nil {
		return list[*orderView]{}, err
	}
	page, err := a.flow.Orders(ctx, f, in.Channel)
	return listOf(page.Items, a.orderView, page.Next), err
}

func (a *API) listOrderRows(ctx context.Context, in *orderListParams) (list[orderRowView], error) {
	f, err := in.chosen()
	if err != nil {
		return list[orderRowView]{}, err
	}
	page, err := a.flow.OrderRows(ctx, f, in.Channel)
	return listOf(page.Items, a.orderRowView, page.Next), err
}

// chosen is what the parameters ask for.
func (in *orderListParams) chosen() (flow.OrderFilter, error) {
	after, err := positionOf[flow.OrderPosition](in.Cursor)
	if err != nil {
		return flow.OrderFilter{}, err
	}
	f, err := in.filter()
	if err != nil {
		return flow.OrderFilter{}, err
	}
	f.Query, f.Status, f.Lifecycle, f.Payment, f.Fulfillment = in.Q, in.Status, in.Lifecycle, in.Payment, in.Fulfillment
	f.Delivery, f.Return, f.Attention, f.CustomerID, f.SKU, f.Tag = in.Delivery, in.Return, in.Attention, in.Customer, in.SKU, in.Tag
	f.PlacedFrom, f.PlacedTo, f.Sort, f.After, f.Limit = instant(in.PlacedFrom), instant(in.PlacedTo), in.Sort, after, in.Limit
	f.Stage, f.StageFrom, f.Held, f.Hold = oms.OrderStage(in.Stage), instant(in.StageFrom), flag(in.Held), oms.HoldType(in.Hold)
	return f, nil
}

// flag is a parameter that is true, false or absent.
func flag(s string) *bool {
	if s == "" {
		return nil
	}
	yes := s == "true"
	return &yes
}

// instant is a parameter that may be absent.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (a *API) payload(ctx context.Context, in *IDParam) (*reply, error) {
	body, err := a.flow.Payload(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &reply{Status: http.StatusOK, ContentType: "application/json", Body: body}, nil
}
