package ebaysim

import (
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/money"
)

func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// order is an order as a search shows it.
func (a *Account) order(o sim.Order) object {
	paid, shipped, cancel := "PAID", "NOT_STARTED", object{"cancelState": "NONE_REQUESTED", "cancelRequests": []object{}}
	switch {
	case o.Payment == "failed":
		paid = "FAILED"
	case !o.Ready:
		paid = "PENDING"
	}
	request := object{"cancelRequestId": "5" + sim.Digits(o.N, 9), "cancelInitiator": "BUYER", "cancelReason": "BUYER_CANCEL_ORDER"}
	switch {
	case o.Canceled:
		cancel = object{"cancelState": "CANCELED", "cancelledDate": moment(o.Updated), "cancelRequests": []object{request}}
	case o.Asked:
		cancel = object{"cancelState": "IN_PROGRESS", "cancelRequests": []object{request}}
	}
	lines, sent, bought := []object{}, int64(0), int64(0)
	for i, it := range o.Items {
		n := o.Sent(a.LineID(o.N, i))
		sent, bought = sent+n, bought+it.Quantity
		lines = append(lines, a.line(o, i, n))
	}
	if sent > 0 {
		shipped = "IN_PROGRESS"
	}
	if sent == bought {
		shipped = "FULFILLED"
	}
	goods := o.Total() - o.Shipping
	out := object{"orderId": a.ID(o.N), "creationDate": moment(o.Placed), "lastModifiedDate": moment(o.Updated), "orderFulfillmentStatus": shipped, "orderPaymentStatus": paid,
		"sellerId": a.ClientID, "buyer": object{"username": fmt.Sprintf("buyer_%d", o.N)}, "cancelStatus": cancel,
		"pricingSummary": object{"priceSubtotal": amount(o, goods), "deliveryCost": amount(o, o.Shipping), "total": amount(o, o.Total())},
		"paymentSummary": object{"totalDueSeller": amount(o, o.Total()), "refunds": []object{}, "payments": []object{{"paymentMethod": "EBAY",
			"paymentReferenceId": "6" + sim.Digits(o.N, 9), "amount": amount(o, o.Total()), "paymentStatus": paid}}},
		"fulfillmentStartInstructions": []object{{"fulfillmentInstructionsType": "SHIP_TO", "ebaySupportedFulfillment": false, "shippingStep": a.step(o)}}, "lineItems": lines}
	if o.Note != "" {
		out["buyerCheckoutNotes"] = o.Note
	}
	return out
}

// step is where an order goes, with the address of eBay's that stands for the
// buyer's own.
func (a *Account) step(o sim.Order) object {
	service := "DE_DHLPaket"
	if o.Express {
		service = "DE_Express"
	}
	to := o.To
	return object{"shippingServiceCode": service, "shipTo": object{"fullName": to.Name, "email": fmt.Sprintf("%012x@members.ebay.com", o.N*2654435761),
		"contactAddress": object{"addressLine1": to.Address1, "addressLine2": to.Address2, "city": to.City, "stateOrProvince": to.Region, "postalCode": to.PostalCode, "countryCode": to.CountryCode}}}
}

func (a *Account) line(o sim.Order, i int, sent int64) object {
	it, status := o.Items[i], "NOT_STARTED"
	if sent > 0 {
		status = "IN_PROGRESS"
	}
	if sent == it.Quantity {
		status = "FULFILLED"
	}
	cost := it.Price * it.Quantity
	return object{"lineItemId": a.LineID(o.N, i), "legacyItemId": "28" + sim.Digits(int64(len(it.SKU))*104729, 10), "sku": it.SKU, "title": it.Title, "quantity": it.Quantity,
		"lineItemCost": amount(o, cost), "total": amount(o, cost), "soldFormat": "FIXED_PRICE", "listingMarketplaceId": "EBAY_DE", "lineItemFulfillmentStatus": status, "taxes": []object{}}
}

func amount(o sim.Order, minor int64) object {
	return object{"value": money.New(minor, o.Currency).Decimal(), "currency": o.Currency}
}
