package shopsim

import (
	"strconv"
	"strings"
	"time"
)

const stamp = "2006-01-02T15:04:05Z"

func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Format(stamp)
}

func optional(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// when chooses what a canceled order says.
func (o *order) when(canceled, otherwise any) any {
	if o.canceled.IsZero() {
		return otherwise
	}
	return canceled
}

func (o *order) name() string { return "#" + strconv.FormatInt(1000+o.n, 10) }
func (o *order) email() string {
	return strings.ToLower(o.buyer.first+"."+o.buyer.last) + "@example.com"
}
func (o *order) customerID() int64  { return 8_000_000_000 + o.n }
func (o *order) lineID(i int) int64 { return (7_000_000_000+o.n)*100 + int64(i) }
func variantID(sku string) int64 {
	var n int64
	for _, c := range sku {
		n = (n*31 + int64(c)) % 1_000_000_007
	}
	return 4_000_000_000 + n
}

// bag is an amount as GraphQL states it, without a trailing zero.
func (o *order) bag(minor int64) object {
	d := o.decimal(minor)
	if strings.Contains(d, ".") {
		d = strings.TrimSuffix(d, "0")
	}
	return object{"shopMoney": object{"amount": d, "currencyCode": o.currency}}
}

func (o *order) taxNode(gross int64) []object {
	return []object{{"title": "MwSt", "rate": 0.19, "priceSet": o.bag(included(gross))}}
}

func (o *order) current(quantity int64) int64 {
	if o.canceled.IsZero() {
		return quantity
	}
	return 0
}

// node is the order as GraphQL shows it.
func (o *order) node(lines int) object {
	p := o.buyer
	address := object{"name": p.first + " " + p.last, "firstName": p.first, "lastName": p.last, "company": nil, "address1": p.street, "address2": nil,
		"city": p.city, "province": nil, "provinceCode": p.region, "zip": p.zip, "country": "Germany", "countryCodeV2": "DE", "phone": nil, "latitude": p.lat, "longitude": p.lon}
	return object{
		"id": gid("Order", o.id()), "legacyResourceId": o.id(), "name": o.name(), "createdAt": moment(o.placed), "processedAt": moment(o.placed),
		"updatedAt": moment(o.updated), "cancelledAt": moment(o.canceled), "cancelReason": o.when("CUSTOMER", nil), "closedAt": nil,
		"currencyCode": o.currency, "presentmentCurrencyCode": o.currency, "taxesIncluded": true, "test": false, "confirmationNumber": nil, "poNumber": nil,
		"sourceName": "web", "customerLocale": "de", "email": o.email(), "phone": nil, "note": optional(o.note), "tags": []string{"demo"}, "discountCodes": []string{},
		"paymentGatewayNames": []string{"shopify_payments"}, "displayFinancialStatus": o.when("VOIDED", "PAID"), "displayFulfillmentStatus": "UNFULFILLED",
		"customAttributes": []object{{"key": "channel", "value": "demo"}},
		"customer": object{"legacyResourceId": strconv.FormatInt(o.customerID(), 10), "firstName": p.first, "lastName": p.last,
			"defaultEmailAddress": object{"emailAddress": o.email()}, "defaultPhoneNumber": nil},
		"shippingAddress": address, "billingAddress": address, "lineItems": o.lineItems(lines, ""),
		"shippingLines": object{"nodes": []object{{"title": "Standard", "code": "standard", "source": "shopify", "originalPriceSet": o.bag(o.shipping),
			"discountedPriceSet": o.bag(o.shipping), "discountAllocations": []object{}, "taxLines": o.taxNode(o.shipping)}},
			"pageInfo": object{"hasNextPage": false, "endCursor": nil}},
		"taxLines": []object{{"title": "MwSt", "rate": 0.19, "priceSet": o.bag(o.tax())}}, "totalPriceSet": o.bag(o.total()),
		"currentTotalPriceSet": o.bag(o.current(o.total())), "totalDiscountsSet": o.bag(0), "totalTaxSet": o.bag(o.tax()), "totalOutstandingSet": o.bag(0),
		"totalRefundedSet": o.bag(0), "totalTipReceivedSet": o.bag(0), "originalTotalDutiesSet": nil, "originalTotalAdditionalFeesSet": nil, "transactions": []object{},
	}
}

// lineItems is a page of the lines; the cursor is the number of the last one.
func (o *order) lineItems(first int, after string) object {
	from, _ := strconv.Atoi(after) // "" is the beginning
	to := min(from+first, len(o.items))
	nodes := []object{}
	for i := min(from, to); i < to; i++ {
		x := o.items[i]
		nodes = append(nodes, object{"id": gid("LineItem", o.lineID(i)), "name": x.Title, "title": x.Title, "variantTitle": nil, "vendor": "Demo", "sku": x.SKU,
			"quantity": x.quantity, "currentQuantity": o.current(x.quantity), "requiresShipping": true, "isGiftCard": false, "taxable": true,
			"variant": object{"legacyResourceId": strconv.FormatInt(variantID(x.SKU), 10)}, "product": nil, "originalUnitPriceSet": o.bag(x.price),
			"discountAllocations": []object{}, "taxLines": o.taxNode(x.price * x.quantity), "customAttributes": []object{}})
	}
	return object{"nodes": nodes, "pageInfo": object{"hasNextPage": to < len(o.items), "endCursor": strconv.Itoa(to)}}
}

func (o *order) taxREST(gross int64) []object {
	return []object{{"title": "MwSt", "rate": 0.19, "price": o.decimal(included(gross))}}
}

// body is the order as a webhook shows it.
func (o *order) body() object {
	p := o.buyer
	address := object{"name": p.first + " " + p.last, "first_name": p.first, "last_name": p.last, "company": nil, "address1": p.street, "address2": nil,
		"city": p.city, "province": nil, "province_code": p.region, "zip": p.zip, "country": "Germany", "country_code": "DE", "phone": nil, "latitude": p.lat, "longitude": p.lon}
	lines := []object{}
	for i, x := range o.items {
		lines = append(lines, object{"id": o.lineID(i), "variant_id": variantID(x.SKU), "product_id": nil, "title": x.Title, "name": x.Title, "variant_title": nil,
			"vendor": "Demo", "sku": x.SKU, "quantity": x.quantity, "current_quantity": o.current(x.quantity), "fulfillable_quantity": o.current(x.quantity), "grams": 250,
			"price": o.decimal(x.price), "total_discount": o.decimal(0), "requires_shipping": true, "gift_card": false, "taxable": true, "properties": []object{},
			"tax_lines": o.taxREST(x.price * x.quantity), "discount_allocations": []object{}})
	}
	n := 7_000_000_000 + o.n
	return object{
		"id": n, "admin_graphql_api_id": gid("Order", n), "name": o.name(), "order_number": 1000 + o.n, "created_at": moment(o.placed), "processed_at": moment(o.placed),
		"updated_at": moment(o.updated), "cancelled_at": moment(o.canceled), "cancel_reason": o.when("customer", nil), "closed_at": nil, "currency": o.currency,
		"presentment_currency": o.currency, "taxes_included": true, "test": false, "source_name": "web", "customer_locale": "de", "email": o.email(),
		"contact_email": o.email(), "phone": nil, "note": optional(o.note), "tags": "demo", "discount_codes": []object{}, "payment_gateway_names": []string{"shopify_payments"},
		"financial_status": o.when("voided", "paid"), "fulfillment_status": nil, "note_attributes": []object{{"name": "channel", "value": "demo"}},
		"customer":         object{"id": o.customerID(), "first_name": p.first, "last_name": p.last, "email": o.email(), "phone": nil},
		"shipping_address": address, "billing_address": address, "line_items": lines,
		"shipping_lines": []object{{"title": "Standard", "code": "standard", "source": "shopify", "price": o.decimal(o.shipping), "discounted_price": o.decimal(o.shipping),
			"discount_allocations": []object{}, "tax_lines": o.taxREST(o.shipping), "is_removed": false}},
		"tax_lines": []object{{"title": "MwSt", "rate": 0.19, "price": o.decimal(o.tax())}}, "total_price": o.decimal(o.total()),
		"current_total_price": o.decimal(o.current(o.total())), "total_discounts": o.decimal(0), "total_tax": o.decimal(o.tax()), "total_outstanding": o.decimal(0),
		"total_tip_received": o.decimal(0), "refunds": []object{}, "fulfillments": []object{}, "browser_ip": "203.0.113.9", "app_id": 580111,
	}
}
