package api

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// orderView is an order as the API shows it. Amounts are decimal strings in
// the order's currency.
type orderView struct {
	ID                string          `json:"id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Number            string          `json:"number" doc:"Ours, counted up over all channels" example:"100001"`
	Channel           string          `json:"channel" doc:"The channel's code" example:"web"`
	ExternalID        string          `json:"external_id" doc:"The channel's own id" example:"1001"`
	Lifecycle         string          `json:"lifecycle" enum:"draft,open,closed,canceled" example:"open"`
	PaymentStatus     string          `json:"payment_status" enum:"unpaid,partially_authorized,authorized,partially_paid,paid,overpaid,partially_refunded,refunded,voided" example:"paid"`
	FulfillmentStatus string          `json:"fulfillment_status" enum:"unfulfilled,scheduled,on_hold,in_progress,partially_fulfilled,fulfilled,canceled" example:"unfulfilled"`
	DeliveryStatus    string          `json:"delivery_status" enum:"none,in_transit,partially_delivered,delivered,exception" example:"none"`
	ReturnStatus      string          `json:"return_status" enum:"none,requested,in_progress,partially_returned,returned" example:"none"`
	Attention         string          `json:"attention" enum:"none,low,hold,high" doc:"What queues sort by: an exception of high severity, a hold, an exception of low severity" example:"none"`
	Stage             string          `json:"stage" enum:",new,allocated,released,picked,packed,shipped,delivered" doc:"How far its least advanced unit is; empty for a draft and when nothing is left" example:"allocated"`
	StageSince        time.Time       `json:"stage_since" doc:"When it came to its stage"`
	DeliverFrom       string          `json:"deliver_from" doc:"The first day on which all of it may be there, as the buyer was told, in the destination; empty while a unit has no date" example:"2026-11-24"`
	DeliverBy         string          `json:"deliver_by" doc:"The last one" example:"2026-11-25"`
	Version           int64           `json:"version" doc:"Raised by every change of what was asked; for If-Match" example:"1"`
	PlacedAt          time.Time       `json:"placed_at"`
	CapturedAt        time.Time       `json:"captured_at"`
	UpdatedAt         time.Time       `json:"updated_at"`
	ClosedAt          *time.Time      `json:"closed_at"`
	CanceledAt        *time.Time      `json:"canceled_at"`
	CancelReason      string          `json:"cancel_reason,omitempty" example:"the buyer changed their mind"`
	Currency          string          `json:"currency" doc:"ISO 4217" example:"EUR"`
	PricesIncludeTax  bool            `json:"prices_include_tax"`
	Subtotal          string          `json:"subtotal" example:"39.80"`
	DiscountTotal     string          `json:"discount_total" example:"0.00"`
	ShippingTotal     string          `json:"shipping_total" example:"4.90"`
	ShippingTax       string          `json:"shipping_tax" example:"0.00"`
	TaxTotal          string          `json:"tax_total" example:"6.35"`
	Total             string          `json:"total" doc:"What the buyer owes" example:"44.70"`
	StatedTotal       *string         `json:"stated_total" doc:"The channel's own total where it does not add up" example:"44.70"`
	Amounts           amountsView     `json:"amounts"`
	Customer          customerRefView `json:"customer"`
	ShippingAddress   oms.Address     `json:"shipping_address"`
	BillingAddress    oms.Address     `json:"billing_address"`
	ShippingMethod    string          `json:"shipping_method,omitempty" example:"standard"`
	Note              string          `json:"note,omitempty" example:"Ring twice"`
	Tags              []string        `json:"tags"`
	Attributes        json.RawMessage `json:"attributes" doc:"Every field of the channel that has no place of its own"`

	Lines             []lineView             `json:"lines"`
	FulfillmentOrders []fulfillmentOrderView `json:"fulfillment_orders"`
	Holds             []holdView             `json:"holds"`
	Transactions      []transactionView      `json:"transactions" doc:"What happened to the money"`
	Shipments         []shipmentView         `json:"shipments"`
	Exceptions        []exceptionView        `json:"exceptions"`

	status int
}

func (o *orderView) httpStatus() int  { return o.status }
func (o *orderView) atVersion() int64 { return o.Version }
func (o *orderView) location() string { return Prefix + "/orders/" + o.ID }

// amountsView sums what happened to the money.
type amountsView struct {
	Authorized string `json:"authorized" doc:"Authorized and neither captured nor voided" example:"0.00"`
	Captured   string `json:"captured" example:"44.70"`
	Refunded   string `json:"refunded" example:"0.00"`
	Credited   string `json:"credited" doc:"Of the total, for what came back: the buyer does not owe it any more" example:"0.00"`
	Due        string `json:"due" doc:"What the buyer still owes for what is neither canceled nor credited; negative when money is due back" example:"0.00"`
}

type customerRefView struct {
	ID    string `json:"id" doc:"Empty for a buyer without an e-mail address" example:"cus_01kd3ht2yre1asz3dgf0ma94w5"`
	Email string `json:"email" example:"a@example.com"`
	Name  string `json:"name" example:"A"`
	Phone string `json:"phone" example:"+49 30 1234567"`
}

// lineView is a line of an order; a bundle's components are inside it.
type lineView struct {
	Line          int             `json:"line" doc:"Its number within the order" example:"1"`
	Kind          string          `json:"kind" enum:"item,bundle,component" example:"item"`
	SKU           string          `json:"sku" example:"TEE-RED-M"`
	Title         string          `json:"title" example:"Tee red M"`
	ExternalID    string          `json:"external_id,omitempty" doc:"The channel's own id of the line" example:"9001"`
	Quantity      int64           `json:"quantity" doc:"What the buyer still gets: ordered less canceled" example:"2"`
	Shippable     bool            `json:"shippable"`
	UnitPrice     string          `json:"unit_price" example:"19.90"`
	Discount      string          `json:"discount" doc:"The line's own" example:"0.00"`
	Tax           string          `json:"tax" doc:"Of the whole line, inside or on top of the price as prices_include_tax says" example:"6.35"`
	Subtotal      string          `json:"subtotal" example:"39.80"`
	DiscountShare string          `json:"discount_share" doc:"What it carries of the order's discount" example:"0.00"`
	ShippingShare string          `json:"shipping_share" doc:"What it carries of the order's shipping" example:"4.90"`
	PromisedAt    *time.Time      `json:"promised_at" doc:"When the units that wait are expected at a location; null when nothing waits, or not all of it is expected"`
	DeliverFrom   string          `json:"deliver_from" doc:"The first day on which all its units may be there, as the buyer was told; empty while that is not known" example:"2026-11-24"`
	DeliverBy     string          `json:"deliver_by" doc:"The last one" example:"2026-11-25"`
	Attributes    json.RawMessage `json:"attributes"`
	Counters      oms.Counters    `json:"counters" doc:"Where its units are. ordered − canceled is the sum of those from unallocated to shipped"`
	Components    []lineView      `json:"components,omitempty" doc:"Of a bundle"`
}

func (a *API) orderView(o *oms.Order) *orderView {
	amount := amounts(o.Currency)
	sums := oms.MoneyOf(o.Transactions)
	v := &orderView{
		ID: o.ID, Number: strconv.FormatInt(o.Number, 10), Channel: o.Channel, ExternalID: o.ExternalID, Lifecycle: string(o.Lifecycle),
		PaymentStatus: string(o.PaymentStatus), FulfillmentStatus: string(o.FulfillmentStatus), DeliveryStatus: string(o.DeliveryStatus),
		ReturnStatus: string(o.ReturnStatus), Attention: string(o.Attention), Stage: string(o.Stage), StageSince: o.StageSince, Version: o.Version,
		PlacedAt: o.PlacedAt, CapturedAt: o.CapturedAt, UpdatedAt: o.UpdatedAt, ClosedAt: o.ClosedAt, CanceledAt: o.CanceledAt, CancelReason: o.CancelReason,
		Currency: o.Currency, PricesIncludeTax: o.PricesIncludeTax, Subtotal: amount(o.Subtotal), DiscountTotal: amount(o.DiscountTotal),
		ShippingTotal: amount(o.ShippingTotal), ShippingTax: amount(o.ShippingTax), TaxTotal: amount(o.TaxTotal), Total: amount(o.Total),
		Amounts: amountsView{Authorized: amount(sums.Authorized), Captured: amount(sums.Captured), Refunded: amount(sums.Refunded),
			Credited: amount(o.Credited), Due: amount(o.Owed() - sums.Paid())},
		Customer:        customerRefView{ID: o.CustomerID, Email: o.Email, Name: o.CustomerName, Phone: o.Phone},
		ShippingAddress: o.ShippingAddress, BillingAddress: o.BillingAddress, ShippingMethod: o.ShippingMethod, Note: o.Note,
		Tags: orEmpty(o.Tags), Attributes: object(o.Attributes),
		Lines: lineViews(o, 0), Holds: views(o.Holds, holdViewOf), Exceptions: views(o.Exceptions, exceptionViewOf),
		Transactions:      views(o.Transactions, transactionViewOf),
		FulfillmentOrders: make([]fulfillmentOrderView, len(o.FulfillmentOrders)), Shipments: make([]shipmentView, len(o.Shipments)),
	}
	v.DeliverFrom, v.DeliverBy = o.Promised()
	if o.StatedTotal != nil {
		v.StatedTotal = number(amount(*o.StatedTotal))
	}
	for i := range o.FulfillmentOrders {
		v.FulfillmentOrders[i] = a.fulfillmentOrderView(o, &o.FulfillmentOrders[i])
	}
	for i := range o.Shipments {
		v.Shipments[i] = a.shipmentView(o, &o.Shipments[i])
	}
	return v
}

// lineViews shows the lines under parent: 0 for those that the buyer sees.
func lineViews(o *oms.Order, parent int) []lineView {
	out := []lineView{}
	amount := amounts(o.Currency)
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Parent != parent {
			continue
		}
		v := lineView{Line: l.N, Kind: string(l.Kind), SKU: l.SKU, Title: l.Title, ExternalID: l.ExternalID, Quantity: l.Left(), Shippable: l.Physical,
			UnitPrice: amount(l.UnitPrice), Discount: amount(l.Discount), Tax: amount(l.Tax), Subtotal: amount(l.Subtotal),
			DiscountShare: amount(l.DiscountShare), ShippingShare: amount(l.ShippingShare), PromisedAt: l.PromisedAt, DeliverFrom: l.DeliverFrom, DeliverBy: l.DeliverBy,
			Attributes: object(l.Attributes), Counters: l.Counters}
		if l.Kind == oms.LineBundle {
			v.Components = lineViews(o, l.N)
		}
		out = append(out, v)
	}
	return out
}

// amounts writes minor units of currency as decimal strings.
func amounts(currency string) func(int64) string {
	return func(minor int64) string { return money.New(minor, currency).Decimal() }
}

// views shows each item of a list; the answer is never null.
func views[T, V any](items []T, view func(*T) V) []V {
	out := make([]V, len(items))
	for i := range items {
		out[i] = view(&items[i])
	}
	return out
}

func orEmpty[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// object is the JSON of attributes; none are {}.
func object(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("{}")
	}
	return raw
}
