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

// paid is the state of the payment: PAID, or PENDING.
func (o *order) paid() string {
	if o.Payment == "" {
		return "PAID"
	}
	return strings.ToUpper(o.Payment)
}

// outstanding is what the buyer has not paid yet.
func (o *order) outstanding() int64 {
	if o.Payment == "" {
		return 0
	}
	return o.total()
}

// method is the name of the delivery, and its code.
func (o *order) method() (name, code string) {
	if o.Express {
		return "Express", "express"
	}
	return "Standard", "standard"
}

func (o *order) name() string       { return "#" + strconv.FormatInt(1000+o.n, 10) }
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
	return object{"shopMoney": object{"amount": d, "currencyCode": o.Currency}}
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
	p, to := o.Buyer, o.To
	method, code := o.method()
	address := object{"name": to.Name, "firstName": p.Given, "lastName": p.Family, "company": optional(to.Company), "address1": to.Address1,
		"address2": optional(to.Address2), "city": to.City, "province": nil, "provinceCode": optional(to.Region), "zip": optional(to.PostalCode),
		"country": nil, "countryCodeV2": optional(to.CountryCode), "phone": nil, "latitude": to.Latitude, "longitude": to.Longitude}
	return object{
		"id": gid("Order", o.id()), "legacyResourceId": o.id(), "name": o.name(), "createdAt": moment(o.placed), "processedAt": moment(o.placed),
		"updatedAt": moment(o.updated), "cancelledAt": moment(o.canceled), "cancelReason": o.when("CUSTOMER", nil), "closedAt": nil,
		"currencyCode": o.Currency, "presentmentCurrencyCode": o.Currency, "taxesIncluded": true, "test": false, "confirmationNumber": nil, "poNumber": nil,
		"sourceName": "web", "customerLocale": optional(p.Language), "email": o.Buyer.Email, "phone": nil, "note": optional(o.Note), "tags": []string{"demo"}, "discountCodes": []string{},
		"paymentGatewayNames": []string{"shopify_payments"}, "displayFinancialStatus": o.when("VOIDED", o.paid()), "displayFulfillmentStatus": "UNFULFILLED",
		"customAttributes": []object{{"key": "channel", "value": "demo"}},
		"customer": object{"legacyResourceId": strconv.FormatInt(o.customerID(), 10), "firstName": p.Given, "lastName": p.Family,
			"defaultEmailAddress": object{"emailAddress": o.Buyer.Email}, "defaultPhoneNumber": nil},
		"shippingAddress": address, "billingAddress": address, "lineItems": o.lineItems(lines, ""),
		"shippingLines": object{"nodes": []object{{"title": method, "code": code, "source": "shopify", "originalPriceSet": o.bag(o.Shipping),
			"discountedPriceSet": o.bag(o.Shipping), "discountAllocations": []object{}, "taxLines": o.taxNode(o.Shipping)}},
			"pageInfo": object{"hasNextPage": false, "endCursor": nil}},
		"taxLines": []object{{"title": "MwSt", "rate": 0.19, "priceSet": o.bag(o.tax())}}, "totalPriceSet": o.bag(o.total()),
		"currentTotalPriceSet": o.bag(o.current(o.total())), "totalDiscountsSet": o.bag(0), "totalTaxSet": o.bag(o.tax()), "totalOutstandingSet": o.bag(o.outstanding()),
		"totalRefundedSet": o.bag(0), "totalTipReceivedSet": o.bag(0), "originalTotalDutiesSet": nil, "originalTotalAdditionalFeesSet": nil, "transactions": []object{},
	}
}

// lineItems is a page of the lines; the cursor is the number of the last one.
func (o *order) lineItems(first int, after string) object {
	from, _ := strconv.Atoi(after) // "" is the beginning
	to := min(from+first, len(o.Items))
	nodes := []object{}
	for i := min(from, to); i < to; i++ {
		x := o.Items[i]
		nodes = append(nodes, object{"id": gid("LineItem", o.lineID(i)), "name": x.Title, "title": x.Title, "variantTitle": nil, "vendor": "Demo", "sku": x.SKU,
			"quantity": x.Quantity, "currentQuantity": o.current(x.Quantity), "requiresShipping": true, "isGiftCard": false, "taxable": true,
			"variant": object{"legacyResourceId": strconv.FormatInt(variantID(x.SKU), 10)}, "product": nil, "originalUnitPriceSet": o.bag(x.Price),
			"discountAllocations": []object{}, "taxLines": o.taxNode(x.Price * x.Quantity), "customAttributes": []object{}})
	}
	return object{"nodes": nodes, "pageInfo": object{"hasNextPage": to < len(o.Items), "endCursor": strconv.Itoa(to)}}
}

func (o *order) taxREST(gross int64) []object {
	return []object{{"title": "MwSt", "rate": 0.19, "price": o.decimal(included(gross))}}
}

// body is the order as a webhook shows it.
func (o *order) body() object {
	p, to := o.Buyer, o.To
	method, code := o.method()
	address := object{"name": to.Name, "first_name": p.Given, "last_name": p.Family, "company": optional(to.Company), "address1": to.Address1,
		"address2": optional(to.Address2), "city": to.City, "province": nil, "province_code": optional(to.Region), "zip": optional(to.PostalCode),
		"country": nil, "country_code": optional(to.CountryCode), "phone": nil, "latitude": to.Latitude, "longitude": to.Longitude}
	lines := []object{}
	for i, x := range o.Items {
		lines = append(lines, object{"id": o.lineID(i), "variant_id": variantID(x.SKU), "product_id": nil, "title": x.Title, "name": x.Title, "variant_title": nil,
			"vendor": "Demo", "sku": x.SKU, "quantity": x.Quantity, "current_quantity": o.current(x.Quantity), "fulfillable_quantity": o.current(x.Quantity), "grams": 250,
			"price": o.decimal(x.Price), "total_discount": o.decimal(0), "requires_shipping": true, "gift_card": false, "taxable": true, "properties": []object{},
			"tax_lines": o.taxREST(x.Price * x.Quantity), "discount_allocations": []object{}})
	}
	n := 7_000_000_000 + o.n
	return object{
		"id": n, "admin_graphql_api_id": gid("Order", n), "name": o.name(), "order_number": 1000 + o.n, "created_at": moment(o.placed), "processed_at": moment(o.placed),
		"updated_at": moment(o.updated), "cancelled_at": moment(o.canceled), "cancel_reason": o.when("customer", nil), "closed_at": nil, "currency": o.Currency,
		"presentment_currency": o.Currency, "taxes_included": true, "test": false, "source_name": "web", "customer_locale": optional(p.Language), "email": o.Buyer.Email,
		"contact_email": o.Buyer.Email, "phone": nil, "note": optional(o.Note), "tags": "demo", "discount_codes": []object{}, "payment_gateway_names": []string{"shopify_payments"},
		"financial_status": o.when("voided", strings.ToLower(o.paid())), "fulfillment_status": nil, "note_attributes": []object{{"name": "channel", "value": "demo"}},
		"customer":         object{"id": o.customerID(), "first_name": p.Given, "last_name": p.Family, "email": o.Buyer.Email, "phone": nil},
		"shipping_address": address, "billing_address": address, "line_items": lines,
		"shipping_lines": []object{{"title": method, "code": code, "source": "shopify", "price": o.decimal(o.Shipping), "discounted_price": o.decimal(o.Shipping),
			"discount_allocations": []object{}, "tax_lines": o.taxREST(o.Shipping), "is_removed": false}},
		"tax_lines": []object{{"title": "MwSt", "rate": 0.19, "price": o.decimal(o.tax())}}, "total_price": o.decimal(o.total()),
		"current_total_price": o.decimal(o.current(o.total())), "total_discounts": o.decimal(0), "total_tax": o.decimal(o.tax()), "total_outstanding": o.decimal(o.outstanding()),
		"total_tip_received": o.decimal(0), "refunds": []object{}, "fulfillments": []object{}, "browser_ip": "203.0.113.9", "app_id": 580111,
	}
}
