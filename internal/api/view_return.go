package api

import (
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// returnView is goods of an order that come back. Amounts are decimal strings
// in the order's currency.
type returnView struct {
	ID             string           `json:"id" example:"ret_01kd3ht2yre1asz3dgf0ma94w5"`
	Number         string           `json:"number" example:"RET-1001"`
	OrderID        string           `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	OrderNumber    string           `json:"order_number" example:"100001"`
	Channel        string           `json:"channel" doc:"The code of the order's channel" example:"web"`
	Customer       string           `json:"customer" doc:"Whose order it is" example:"A. Sample"`
	Status         string           `json:"status" enum:"requested,approved,declined,in_transit,received,inspected,closed,canceled,expired" example:"received"`
	Queue          string           `json:"queue" enum:"requested,in_transit,to_inspect,to_resolve,closed" doc:"The pile of the desk that it lies on" example:"to_inspect"`
	Location       string           `json:"location" doc:"The code of the location that it goes to" example:"BER"`
	Reference      string           `json:"reference" doc:"The caller's own number for it" example:"R-17"`
	Note           string           `json:"note" example:""`
	Carrier        string           `json:"carrier" example:"dhl"`
	TrackingNumber string           `json:"tracking_number" example:"00340434161094021501"`
	Late           bool             `json:"late" doc:"Taken although the window of the policy was over" example:"false"`
	Reason         string           `json:"reason" doc:"Why it was declined or called off" example:""`
	Currency       string           `json:"currency" example:"EUR"`
	IncludesTax    bool             `json:"prices_include_tax"`
	Lines          []returnLineView `json:"lines"`
	Units          int64            `json:"units" doc:"That come back or were to" example:"1"`
	ShippingCredit string           `json:"shipping_credit" doc:"Of the order's shipping, with its tax where prices do not include it" example:"0.00"`
	Credit         string           `json:"credit" doc:"What the buyer does not owe any more" example:"19.90"`
	Refunded       string           `json:"refunded" doc:"What was paid back for it, by the references of the order's refunds" example:"19.90"`
	Version        int64            `json:"version" example:"1"`
	CreatedAt      time.Time        `json:"created_at"`
	CreatedBy      string           `json:"created_by" doc:"Who asked" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	UpdatedAt      time.Time        `json:"updated_at"`
	StatusSince    time.Time        `json:"status_since"`
	DueAt          *time.Time       `json:"due_at" doc:"Until when an approved one is waited for"`
	ApprovedAt     *time.Time       `json:"approved_at" doc:"Null while nobody has agreed to it: then a person decides what the buyer gets"`
	ReceivedAt     *time.Time       `json:"received_at" doc:"When the first part of it came"`
	ClosedAt       *time.Time       `json:"closed_at"`
}

// returnLineView is units of one line of the order that come back.
type returnLineView struct {
	Line       int           `json:"line" doc:"Its number within the return" example:"1"`
	OrderLine  int           `json:"order_line" doc:"Number of the order's line" example:"1"`
	SKU        string        `json:"sku" example:"TEE-RED-M"`
	Title      string        `json:"title" example:"Tee red M"`
	Quantity   int64         `json:"quantity" doc:"Units that were to come, or came unannounced" example:"1"`
	Open       int64         `json:"open" doc:"Still to come" example:"0"`
	Received   int64         `json:"received" example:"1"`
	Waiting    int64         `json:"waiting" doc:"Of received, not inspected" example:"1"`
	Missing    int64         `json:"missing" doc:"Announced, and not in the box" example:"0"`
	Kept       int64         `json:"kept" doc:"That the buyer keeps and gets the money for" example:"0"`
	Refundable int64         `json:"refundable" doc:"That the buyer may get money for, as far as they were found" example:"0"`
	Reason     string        `json:"reason" enum:"changed_mind,too_small,too_large,not_as_described,faulty,arrived_damaged,wrong_item,arrived_late,undelivered,unannounced,other" example:"too_small"`
	Note       string        `json:"note" doc:"What the buyer says" example:""`
	Found      []findingView `json:"found" doc:"What its units were found to be"`
	Resolution string        `json:"resolution" enum:",refund,reject" doc:"What the buyer gets; empty until it is decided" example:""`
	Credited   int64         `json:"credited" doc:"Units that the buyer got money for" example:"0"`
	Goods      string        `json:"goods" doc:"What those cost, less the line's own discount" example:"0.00"`
	Discount   string        `json:"discount" doc:"Their share of the order's discount" example:"0.00"`
	Tax        string        `json:"tax" doc:"Their tax: inside goods, or on top, as prices_include_tax says" example:"0.00"`
	Deduction  string        `json:"deduction" doc:"Kept back" example:"0.00"`
	Why        string        `json:"why" doc:"Of the deduction or the rejection" example:""`
}

// findingView is what units were found to be.
type findingView struct {
	Quantity    int64          `json:"quantity" example:"1"`
	Disposition string         `json:"disposition" enum:"restock,quarantine,damaged,scrap,wrong_item,missing,keep_it" example:"restock"`
	Condition   string         `json:"condition" enum:",as_new,opened,used,broken" example:"as_new"`
	Note        string         `json:"note" example:""`
	By          string         `json:"by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	At          time.Time      `json:"at"`
	Lots        []lotUnitsView `json:"lots,omitempty" doc:"Of a SKU that is tracked: which units came back"`
}

// returnedLotsView is which lots units of a return's line may be of.
type returnedLotsView struct {
	Line     int            `json:"line" doc:"Its number within the return" example:"1"`
	SKU      string         `json:"sku" example:"TEE-RED-M"`
	Tracking string         `json:"tracking" enum:"lot,serial" example:"lot"`
	Lots     []lotUnitsView `json:"lots" doc:"What the buyer was sent and has not sent back, first expired first"`
}

func returnedLotsViewOf(l *flow.ReturnedLots) returnedLotsView {
	return returnedLotsView{l.Line, l.SKU, string(l.Tracking), lotUnitsViews(l.Lots)}
}

func (v *returnView) atVersion() int64 { return v.Version }
func (v *returnView) location() string { return Prefix + "/returns/" + v.ID }

func returnViewOf(p returned) *returnView {
	r, o := p.Part, p.Order
	amount := amounts(o.Currency)
	return &returnView{ID: r.ID, Number: r.Name(), OrderID: o.ID, OrderNumber: strconv.FormatInt(o.Number, 10), Channel: o.Channel, Customer: o.CustomerName,
		Status: string(r.Status), Queue: flow.ReturnQueueOf(r.Status), Location: r.Location, Reference: r.Reference, Note: r.Note, Carrier: r.Carrier, TrackingNumber: r.Tracking,
		Late: r.Late, Reason: r.Reason, Currency: o.Currency, IncludesTax: o.PricesIncludeTax, Units: r.Units().Quantity,
		ShippingCredit: amount(r.ShippingCredit + r.ShippingTaxCredit), Credit: amount(r.Credit(o.PricesIncludeTax)), Refunded: amount(o.RefundedFor(r)),
		Version: r.Version, CreatedAt: r.CreatedAt, CreatedBy: r.CreatedBy, UpdatedAt: r.UpdatedAt, StatusSince: r.StatusSince, DueAt: r.DueAt, ApprovedAt: r.ApprovedAt,
		ReceivedAt: r.ReceivedAt, ClosedAt: r.ClosedAt, Lines: views(r.Lines, func(l *oms.ReturnLine) returnLineView { return returnLineViewOf(*l, r.Status, amount) })}
}

func returnLineViewOf(l oms.ReturnLine, status oms.RMAStatus, amount func(int64) string) returnLineView {
	v := returnLineView{Line: l.N, OrderLine: l.Line, SKU: l.SKU, Title: l.Title, Quantity: l.Quantity, Open: l.Open(), Received: l.Received, Waiting: l.Waiting(),
		Missing: l.Missing, Kept: l.Kept, Refundable: l.Refundable(), Reason: string(l.Reason), Note: l.Note, Resolution: string(l.Resolution), Credited: l.Credited,
		Goods: amount(l.Goods), Discount: amount(l.Discount), Tax: amount(l.Tax), Deduction: amount(l.Deduction), Why: l.Why,
		Found: views(l.Found, func(f *oms.Finding) findingView {
			return findingView{f.Quantity, string(f.Disposition), string(f.Condition), f.Note, f.By, f.At, lotUnitsViews(f.Lots)}
		})}
	if status.Done() {
		v.Open = 0
	}
	return v
}

// quoteView is the arithmetic of a refund.
type quoteView struct {
	Currency    string          `json:"currency" example:"EUR"`
	IncludesTax bool            `json:"prices_include_tax"`
	Lines       []quoteLineView `json:"lines"`
	Shipping    string          `json:"shipping" doc:"Of the order's shipping, by the policy" example:"0.00"`
	ShippingTax string          `json:"shipping_tax" doc:"On top, where prices do not include it" example:"0.00"`
	Credit      string          `json:"credit" doc:"The sum: what the buyer does not owe any more" example:"14.90"`
	Paid        string          `json:"paid" doc:"Captured and not refunded before" example:"44.70"`
	Owed        string          `json:"owed" doc:"What the rest of the order costs after it" example:"29.80"`
	Refund      string          `json:"refund" doc:"Of the credit, what was paid and goes back" example:"14.90"`
}

type quoteLineView struct {
	Line      int    `json:"line" doc:"Its number within the return" example:"1"`
	Units     int64  `json:"units" doc:"That would be refunded" example:"1"`
	Goods     string `json:"goods" doc:"Their stored share of the price" example:"19.90"`
	Discount  string `json:"discount" doc:"Their share of the order's discount" example:"0.00"`
	Tax       string `json:"tax" doc:"Inside goods, or on top, as prices_include_tax says" example:"3.18"`
	Deduction string `json:"deduction" example:"5.00"`
	Credit    string `json:"credit" example:"14.90"`
}

func quoteViewOf(q flow.RefundQuote) quoteView {
	amount := amounts(q.Order.Currency)
	return quoteView{Currency: q.Order.Currency, IncludesTax: q.Order.PricesIncludeTax, Shipping: amount(q.Shipping), ShippingTax: amount(q.ShippingTax),
		Credit: amount(q.Credit), Paid: amount(q.Paid), Owed: amount(q.Owed), Refund: amount(q.Refund),
		Lines: views(q.Lines, func(l *flow.QuotedLine) quoteLineView {
			return quoteLineView{l.N, l.Units, amount(l.Goods), amount(l.Discount), amount(l.Tax), amount(l.Deduction), amount(l.Credit(q.Order.PricesIncludeTax))}
		})}
}
