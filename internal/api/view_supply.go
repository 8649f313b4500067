package api

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// supplierView is who sells to the merchant.
type supplierView struct {
	ID        string             `json:"id" example:"sup_01kd3ht2yre1asz3dgf0ma94w5"`
	Code      string             `json:"code" example:"TEXCO"`
	Name      string             `json:"name" example:"Texco Lda."`
	Email     string             `json:"email" example:"orders@texco.example"`
	Phone     string             `json:"phone" example:"+351 22 1234567"`
	Contact   string             `json:"contact" doc:"The person to ask for" example:"R. Sample"`
	Address   oms.Address        `json:"address"`
	Currency  string             `json:"currency" example:"EUR"`
	LeadDays  int64              `json:"lead_days" doc:"From ordering to arrival, in days; 0 when it is not known" example:"21"`
	Note      string             `json:"note" example:""`
	Active    bool               `json:"active"`
	Items     []supplierItemView `json:"items" doc:"What it sells"`
	Version   int64              `json:"version" example:"1"`
	CreatedAt time.Time          `json:"created_at"`
	UpdatedAt time.Time          `json:"updated_at"`
}

type supplierItemView struct {
	SKU         string  `json:"sku" example:"TEE-RED-M"`
	SupplierSKU string  `json:"supplier_sku" example:"TX-4411"`
	Cost        *string `json:"cost" doc:"Of one unit; null when it is not known" example:"7.40"`
	MinQuantity int64   `json:"min_quantity" example:"50"`
	PackSize    int64   `json:"pack_size" example:"10"`
	LeadDays    *int64  `json:"lead_days" doc:"When it is not the supplier's" example:"30"`
}

func (v *supplierView) atVersion() int64 { return v.Version }
func (v *supplierView) location() string { return Prefix + "/suppliers/" + v.ID }

func supplierViewOf(s *oms.Supplier) *supplierView {
	return &supplierView{ID: s.ID, Code: s.Code, Name: s.Name, Email: s.Email, Phone: s.Phone, Contact: s.Contact, Address: s.Address, Currency: s.Currency,
		LeadDays: s.LeadDays, Note: s.Note, Active: s.Active, Version: s.Version, CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt,
		Items: views(s.Items, func(it *oms.SupplierItem) supplierItemView {
			return supplierItemView{it.SKU, it.SupplierSKU, optionalAmount(it.Cost, s.Currency), it.MinQuantity, it.PackSize, it.LeadDays}
		})}
}

// optionalAmount writes minor units as a decimal string; nil stays nil.
func optionalAmount(minor *int64, currency string) *string {
	if minor == nil {
		return nil
	}
	return number(amounts(currency)(*minor))
}

// purchaseView is what was ordered from a supplier.
type purchaseView struct {
	ID         string             `json:"id" example:"pur_01kd3ht2yre1asz3dgf0ma94w5"`
	Number     string             `json:"number" example:"PO-1001"`
	Supplier   string             `json:"supplier" doc:"The supplier's code" example:"TEXCO"`
	Location   string             `json:"location" doc:"The code of the location that it goes to" example:"BER"`
	Status     string             `json:"status" enum:"draft,ordered,partly_received,received,canceled" example:"ordered"`
	Currency   string             `json:"currency" example:"EUR"`
	Reference  string             `json:"reference" doc:"The supplier's own number for it" example:"A-4711"`
	Note       string             `json:"note" example:""`
	ExpectedAt *time.Time         `json:"expected_at" doc:"Of lines that don't say otherwise"`
	Lines      []purchaseLineView `json:"lines"`
	Version    int64              `json:"version" example:"1"`
	CreatedAt  time.Time          `json:"created_at"`
	UpdatedAt  time.Time          `json:"updated_at"`
	OrderedAt  *time.Time         `json:"ordered_at"`
	ClosedAt   *time.Time         `json:"closed_at" doc:"When it was received, or canceled"`
	DropShip   *dropShipView      `json:"drop_ship,omitempty" doc:"The work that the supplier sends to the buyer; absent when it comes to the location"`
}

// dropShipView is the work that a drop-ship stands for.
type dropShipView struct {
	OrderID            string `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	FulfillmentOrderID string `json:"fulfillment_order_id" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
	Number             string `json:"number" doc:"The fulfillment order's number" example:"100042-1"`
}

type purchaseLineView struct {
	SKU        string     `json:"sku" example:"TEE-RED-M"`
	Ordered    int64      `json:"ordered" example:"200"`
	Received   int64      `json:"received" example:"0"`
	Canceled   int64      `json:"canceled" example:"0"`
	Open       int64      `json:"open" doc:"Still to come" example:"200"`
	Cost       *string    `json:"cost" doc:"Of one unit; null when it is not known" example:"7.40"`
	ExpectedAt *time.Time `json:"expected_at" doc:"The line's own date, or the order's; null when nobody knows"`
}

func (v *purchaseView) atVersion() int64 { return v.Version }
func (v *purchaseView) location() string { return Prefix + "/purchase-orders/" + v.ID }

func purchaseViewOf(p *oms.PurchaseOrder) *purchaseView {
	return &purchaseView{ID: p.ID, Number: p.Name(), Supplier: p.Supplier, Location: p.Location, Status: string(p.Status), Currency: p.Currency,
		Reference: p.Reference, Note: p.Note, ExpectedAt: p.ExpectedAt, Version: p.Version, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt,
		OrderedAt: p.OrderedAt, ClosedAt: p.ClosedAt, DropShip: dropShipViewOf(p), Lines: views(p.Lines, func(l *oms.PurchaseLine) purchaseLineView {
			return purchaseLineView{l.SKU, l.Ordered, l.Received, l.Canceled, l.Open(), optionalAmount(l.Cost, p.Currency), p.Expected(l)}
		})}
}

func dropShipViewOf(p *oms.PurchaseOrder) *dropShipView {
	if !p.DropShip() {
		return nil
	}
	return &dropShipView{p.OrderID, p.FulfillmentOrderID, p.Work}
}

// receiptView is a quantity of a SKU that is on its way to a location.
type receiptView struct {
	SKU        string     `json:"sku" example:"TEE-RED-M"`
	Location   string     `json:"location" doc:"The location's code" example:"BER"`
	Source     string     `json:"source" doc:"The purchase order or transfer that brings it" example:"pur_01kd3ht2yre1asz3dgf0ma94w5"`
	Name       string     `json:"name" doc:"As people call the source" example:"PO-1001"`
	Quantity   int64      `json:"quantity" example:"200"`
	Promised   int64      `json:"promised" doc:"Of quantity, to orders that wait for it" example:"12"`
	ExpectedAt *time.Time `json:"expected_at" doc:"Null when nobody knows"`
}

func receiptViewOf(r *flow.Receipt) receiptView {
	return receiptView{r.SKU, r.Location, r.Source, r.Name, r.Quantity, r.Promised, r.ExpectedAt}
}

// promiseView is units of an order's line that wait, and when they are expected.
type promiseView struct {
	Line        int64      `json:"line" doc:"The line's number within the order" example:"1"`
	Quantity    int64      `json:"quantity" example:"2"`
	PromisedAt  *time.Time `json:"promised_at" doc:"When they are expected at the location; null when they were promised once and no receipt covers them any more"`
	FirstAt     time.Time  `json:"first_at" doc:"What the line was promised first"`
	Source      string     `json:"source" doc:"The purchase order or transfer that brings them" example:"pur_01kd3ht2yre1asz3dgf0ma94w5"`
	Name        string     `json:"name" doc:"As people call the source" example:"PO-1001"`
	Location    string     `json:"location" doc:"The code of the location that they come to" example:"BER"`
	DeliverFrom string     `json:"deliver_from" doc:"The first day on which they may be at the buyer; empty while that is not known" example:"2026-11-30"`
	DeliverBy   string     `json:"deliver_by" doc:"The last one" example:"2026-12-01"`
}

func (a *API) promiseView(p *flow.LinePromise) promiseView {
	return promiseView{p.Line, p.Quantity, p.PromisedAt, p.FirstAt, p.Source, p.Name, a.places.ref(p.LocationID, "").Code, p.DeliverFrom, p.DeliverBy}
}
