package api

import (
	"github.com/switchyard-oms/switchyard/oms"
)

// sampleOrderBody is the order of the documentation.
const sampleOrderBody = `{"channel":"web","external_id":"1001","placed_at":"2026-11-20T10:00:00Z","currency":"EUR","prices_include_tax":true,` +
	`"customer":{"email":"a@example.com","name":"A"},` +
	`"shipping_address":{"name":"A","address1":"Hauptstr. 1","city":"Berlin","postal_code":"10115","country_code":"DE"},` +
	`"lines":[{"sku":"TEE-RED-M","quantity":2,"unit_price":"19.90","tax":"6.35"}],"shipping_total":"4.90",` +
	`"payment":{"status":"paid","method":"card","reference":"pi_1"},"attributes":{"gift_wrap":true}}`

// sampleOrder is the answer to sampleOrderBody: the same code makes it as makes
// real ones, so the documentation can't be wrong about it.
func (a *API) sampleOrder() *orderView {
	const id = "01kd3ht2yre1asz3dgf0ma94w5"
	in, err := oms.ParseOrder([]byte(sampleOrderBody))
	if err != nil {
		panic("api: the sample order can't be read: " + err.Error())
	}
	if err := in.Prepare(); err != nil {
		panic("api: the sample order can't be prepared: " + err.Error())
	}
	sku := &oms.SKU{ID: "sku_" + id, Code: "TEE-RED-M", Title: "Tee red M", WeightGrams: 180}
	o, err := oms.NewOrder(&in, &oms.Channel{ID: "chn_" + id, Code: "web"}, func(string) *oms.SKU { return sku }, exampleTime)
	if err != nil {
		panic("api: the sample order is refused: " + err.Error())
	}
	o.ID, o.Number, o.CustomerID = "ord_"+id, 100001, "cus_"+id
	o.Transactions[0].ID = "txn_" + id
	if err := o.Lines[0].Move(oms.BucketUnallocated, oms.BucketAllocated, 2); err != nil {
		panic("api: the sample order can't be allocated: " + err.Error())
	}
	o.FulfillmentOrders = []oms.FulfillmentOrder{{ID: "ful_" + id, Number: "100001-1", OrderID: o.ID, LocationID: "loc_" + id, Location: "BER",
		Status: oms.FulfillmentOpen, PartnerStatus: oms.PartnerUnsubmitted, Version: 1, CreatedAt: exampleTime, UpdatedAt: exampleTime,
		Items: []oms.Allocation{{ID: "alc_" + id, OrderID: o.ID, Line: 1, SKUID: sku.ID, SKU: sku.Code, LocationID: "loc_" + id, Status: oms.AllocationActive, Quantity: 2}}}}
	o.Statuses, o.StageSince = oms.Summarize(o), exampleTime
	return a.orderView(o)
}

// sampleOrderRow is the same order in a list.
func (a *API) sampleOrderRow() orderRowView {
	const id = "01kd3ht2yre1asz3dgf0ma94w5"
	return a.orderRowView(&oms.OrderRow{ID: "ord_" + id, Number: 100001, Channel: "web", ExternalID: "1001", Lifecycle: oms.Open, PlacedAt: exampleTime, CapturedAt: exampleTime,
		UpdatedAt: exampleTime, Currency: "EUR", Total: 4470, CustomerID: "cus_" + id, Email: "a@example.com", CustomerName: "A", City: "Berlin", CountryCode: "DE",
		Units: 2, Locations: []string{"loc_" + id}, StageSince: exampleTime, Statuses: oms.Statuses{PaymentStatus: oms.Paid, FulfillmentStatus: oms.Unfulfilled,
			DeliveryStatus: oms.DeliveryNone, ReturnStatus: oms.ReturnNone, Attention: oms.AttentionNone, Stage: oms.OrderStageAllocated}})
}
