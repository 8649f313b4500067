package amazonsim

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/money"
)

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// status is where the fulfillment of an order stands.
func (a *Account) status(o sim.Order) string {
	var sent, bought int64
	for i, it := range o.Items {
		sent, bought = sent+o.Sent(a.LineID(o.N, i)), bought+it.Quantity
	}
	switch {
	case o.Canceled:
		return "CANCELLED"
	case !o.Ready:
		return "PENDING"
	case sent == 0:
		return "UNSHIPPED"
	case sent < bought:
		return "PARTIALLY_SHIPPED"
	}
	return "SHIPPED"
}

// order is an order as a search shows it. While it is pending it has neither
// prices nor an address.
func (a *Account) order(o sim.Order) object {
	level := "STANDARD"
	if o.Express {
		level = "EXPEDITED"
	}
	out := object{"orderId": a.ID(o.N), "createdTime": moment(o.Placed), "lastUpdatedTime": moment(o.Updated),
		"salesChannel": object{"channelName": "AMAZON", "marketplaceId": a.Marketplace}, "fulfillment": object{"fulfillmentStatus": a.status(o), "fulfilledBy": "MERCHANT", "fulfillmentServiceLevel": level}}
	items := []object{}
	for i := range o.Items {
		items = append(items, a.item(o, i))
	}
	out["orderItems"] = items
	if !o.Ready || o.Canceled {
		return out
	}
	to := o.To
	out["buyer"] = object{"buyerName": o.Buyer.Given + " " + o.Buyer.Family}
	out["recipient"] = object{"deliveryAddress": object{"name": to.Name, "addressLine1": to.Address1, "addressLine2": to.Address2, "city": to.City, "stateOrRegion": to.Region,
		"postalCode": to.PostalCode, "countryCode": to.CountryCode, "addressType": "RESIDENTIAL"}}
	out["proceeds"] = object{"grandTotal": amount(o, o.Total())}
	return out
}

func (a *Account) item(o sim.Order, i int) object {
	it, id := o.Items[i], a.LineID(o.N, i)
	product := object{"asin": "B0" + sim.Digits(int64(len(it.SKU))*7919, 8), "title": it.Title, "sellerSku": it.SKU}
	out := object{"orderItemId": id, "quantityOrdered": it.Quantity, "product": product}
	switch {
	case o.Canceled:
		out["quantityOrdered"] = 0
		out["cancellation"] = object{"cancellationExecution": object{"cancelledBy": "BUYER", "cancelReason": "BUYER_CANCELED"}}
	case o.Asked:
		out["cancellation"] = object{"cancellationRequest": object{"requester": "BUYER", "cancelReason": "Ordered by mistake"}}
	}
	if !o.Ready || o.Canceled {
		return out
	}
	sent := o.Sent(id)
	out["fulfillment"] = object{"quantityFulfilled": sent, "quantityUnfulfilled": it.Quantity - sent}
	product["price"] = object{"unitPrice": amount(o, it.Price)}
	gross := it.Price * it.Quantity
	parts := []object{{"type": "ITEM", "subtotal": amount(o, gross)}}
	total := gross
	if i == 0 && o.Shipping > 0 {
		parts = append(parts, object{"type": "SHIPPING", "subtotal": amount(o, o.Shipping)})
		total += o.Shipping
	}
	tax := included(gross)
	parts = append(parts, object{"type": "TAX", "subtotal": amount(o, tax), "detailedBreakdowns": []object{{"subtype": "ITEM", "value": amount(o, tax)}}})
	out["proceeds"] = object{"proceedsTotal": amount(o, total), "breakdowns": parts}
	return out
}

// included is the tax of 19 % in a gross amount, rounded half up.
func included(gross int64) int64 { return (gross*19*2 + 119) / (119 * 2) }

func amount(o sim.Order, minor int64) object {
	return object{"amount": money.New(minor, o.Currency).Decimal(), "currencyCode": o.Currency}
}
