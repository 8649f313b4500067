package ebay

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// order is an order as the Fulfillment API shows it: the fields that have a
// place in the input.
type order struct {
	ID       string    `json:"orderId"`
	Created  time.Time `json:"creationDate"`
	Modified time.Time `json:"lastModifiedDate"`
	Shipped  string    `json:"orderFulfillmentStatus"`
	Paid     string    `json:"orderPaymentStatus"`
	Note     string    `json:"buyerCheckoutNotes"`
	Buyer    struct {
		Name    string   `json:"username"`
		Contact *contact `json:"buyerRegistrationAddress"`
	} `json:"buyer"`
	Cancel struct {
		State    string `json:"cancelState"`
		Requests []struct {
			Reason string `json:"cancelReason"`
		} `json:"cancelRequests"`
	} `json:"cancelStatus"`
	Payment struct {
		Payments []struct {
			Method    string `json:"paymentMethod"`
			Reference string `json:"paymentReferenceId"`
		} `json:"payments"`
		Refunds []struct {
			Amount *amount `json:"amount"`
		} `json:"refunds"`
	} `json:"paymentSummary"`
	Prices struct {
		Adjustment       *amount `json:"adjustment"`
		Delivery         *amount `json:"deliveryCost"`
		DeliveryDiscount *amount `json:"deliveryDiscount"`
		Fee              *amount `json:"fee"`
		Discount         *amount `json:"priceDiscount"`
		Total            *amount `json:"total"`
	} `json:"pricingSummary"`
	Instructions []struct {
		Step struct {
			To      *contact `json:"shipTo"`
			Service string   `json:"shippingServiceCode"`
		} `json:"shippingStep"`
	} `json:"fulfillmentStartInstructions"`
	Lines []line `json:"lineItems"`
}

type line struct {
	ID         string  `json:"lineItemId"`
	ItemID     string  `json:"legacyItemId"`
	SKU        string  `json:"sku"`
	Title      string  `json:"title"`
	Quantity   int64   `json:"quantity"`
	Cost       *amount `json:"lineItemCost"`
	Discounted *amount `json:"discountedLineItemCost"`
	Taxes      []struct {
		Amount *amount `json:"amount"`
	} `json:"taxes"`
}

type contact struct {
	Name    string `json:"fullName"`
	Company string `json:"companyName"`
	Email   string `json:"email"`
	Phone   struct {
		Number string `json:"phoneNumber"`
	} `json:"primaryPhone"`
	Address struct {
		Line1       string `json:"addressLine1"`
		Line2       string `json:"addressLine2"`
		City        string `json:"city"`
		Region      string `json:"stateOrProvince"`
		PostalCode  string `json:"postalCode"`
		CountryCode string `json:"countryCode"`
	} `json:"contactAddress"`
}

func (c *contact) input() *oms.Address {
	if c == nil {
		return nil
	}
	a := c.Address
	return &oms.Address{Name: c.Name, Company: c.Company, Address1: a.Line1, Address2: a.Line2, City: a.City, Region: a.Region, PostalCode: a.PostalCode,
		CountryCode: a.CountryCode, Phone: c.Phone.Number}
}

type amount struct {
	Value    string `json:"value"`
	Currency string `json:"currency"`
}

// minor is the amount in minor units. One that its currency can't have counts
// as zero: the order then does not add up, and a person looks at it.
func (a *amount) minor() int64 {
	if a == nil {
		return 0
	}
	m, err := money.Parse(a.Value, a.Currency)
	if err != nil {
		return 0
	}
	return m.Minor
}

// payments maps eBay's payment status. One that is not listed waits.
var payments = map[string]string{
	"PAID":               "paid",
	"PENDING":            "pending",
	"FAILED":             "failed",
	"FULLY_REFUNDED":     "refunded",
	"PARTIALLY_REFUNDED": "partially_refunded",
}

// buyerCancels is the tag of an order whose cancellation is asked for.
const buyerCancels = "cancellation_requested"

// input maps an order. Everything that eBay said is in the attribute "_ebay",
// at the order and at its lines.
func (o *order) input(raw json.RawMessage) *oms.OrderInput {
	changed := o.Modified.UTC()
	in := &oms.OrderInput{ExternalID: o.ID, PlacedAt: o.Created.UTC(), UpdatedAt: &changed, Canceled: o.Cancel.State == "CANCELED",
		Fulfilled: o.Shipped == "FULFILLED", Note: o.Note, AllowUnknownSKUs: true, Raw: raw}
	if o.Prices.Total != nil {
		in.Currency = o.Prices.Total.Currency
	}
	buyer := o.Buyer.Contact
	for _, i := range o.Instructions {
		if i.Step.To != nil {
			in.ShippingAddress, in.ShippingMethod, buyer = i.Step.To.input(), i.Step.Service, i.Step.To
			break
		}
	}
	in.Customer = o.customer(buyer)
	if o.Cancel.State == "IN_PROGRESS" {
		in.Tags = append(in.Tags, buyerCancels)
	}
	for _, r := range o.Cancel.Requests {
		if in.Canceled {
			in.CancelReason = strings.ToLower(r.Reason)
		}
	}
	in.Payment = o.payment(in.Currency)
	tree := treeOf(raw)
	lines, _ := tree["lineItems"].([]any)
	o.lines(in, lines)
	delete(tree, "lineItems")
	in.Attributes = kept(tree)
	return in
}

func (o *order) customer(c *contact) *oms.CustomerInput {
	if c == nil {
		return &oms.CustomerInput{Name: o.Buyer.Name}
	}
	return &oms.CustomerInput{Name: c.Name, Email: c.Email, Phone: c.Phone.Number}
}

func (o *order) payment(currency string) *oms.PaymentInput {
	p := &oms.PaymentInput{Status: payments[o.Paid]}
	if p.Status == "" {
		p.Status = "pending"
	}
	var refunded int64
	for _, r := range o.Payment.Refunds {
		refunded += r.Amount.minor()
	}
	if refunded > 0 && strings.Contains(p.Status, "refunded") {
		p.Refunded = decimal(refunded, currency)
	}
	for _, x := range o.Payment.Payments {
		p.Method, p.Reference = x.Method, x.Reference
	}
	return p
}

func decimal(n int64, currency string) oms.Decimal {
	if n == 0 || currency == "" {
		return ""
	}
	return oms.Decimal(money.New(n, currency).Decimal())
}

// lines maps the lines and the totals. Whether taxes are inside the prices
// follows from the stated total. Taxes that eBay collects and remits itself are
// no part of it.
func (o *order) lines(in *oms.OrderInput, raw []any) {
	var goods, discounts, taxes int64
	for k, l := range o.Lines {
		cost, discount, tax := l.Cost.minor(), int64(0), int64(0)
		if l.Discounted != nil {
			discount = cost - l.Discounted.minor()
		}
		for _, t := range l.Taxes {
			tax += t.Amount.minor()
		}
		goods, discounts, taxes = goods+cost, discounts+discount, taxes+tax
		quantity := max(l.Quantity, 1)
		unit := (cost + quantity - 1) / quantity // and a discount of what that is too much
		out := oms.LineInput{SKU: l.sku(), ExternalID: l.ID, Title: clip(l.Title), Quantity: oms.WholeOf(quantity), UnitPrice: decimal(unit, in.Currency),
			Discount: decimal(discount+unit*quantity-cost, in.Currency), Tax: decimal(tax, in.Currency)}
		if k < len(raw) {
			out.Attributes = kept(raw[k])
		}
		in.Lines = append(in.Lines, out)
	}
	besides := o.besides(in)
	more := max(0, -o.Prices.Discount.minor()-discounts) + max(0, -o.Prices.Adjustment.minor()) // what no line carries
	shipping := o.Prices.Delivery.minor() + o.Prices.DeliveryDiscount.minor()
	in.DiscountTotal, in.ShippingTotal = decimal(more, in.Currency), decimal(shipping, in.Currency)
	if t := o.Prices.Total; t != nil {
		in.PricesIncludeTax = taxes != 0 && t.minor() == goods-discounts-more+shipping+besides
		in.Total = oms.Decimal(t.Value)
	}
}

// besides maps what was charged besides the goods, as lines that need no
// shipping.
func (o *order) besides(in *oms.OrderInput) (sum int64) {
	for _, x := range []struct {
		name string
		of   *amount
	}{{"adjustment", o.Prices.Adjustment}, {"fee", o.Prices.Fee}} {
		if n := x.of.minor(); n > 0 {
			sum += n
			in.Lines = append(in.Lines, oms.LineInput{SKU: "ebay:" + x.name, Title: x.name, Quantity: "1", UnitPrice: decimal(n, in.Currency), NotShippable: true})
		}
	}
	return sum
}

// sku is the seller's code, or one that names the item.
func (l line) sku() string {
	if l.SKU != "" {
		return l.SKU
	}
	return "ebay:item:" + l.ItemID
}

// treeOf reads an object with its numbers' digits.
func treeOf(raw json.RawMessage) map[string]any {
	dec := json.NewDecoder(strings.NewReader(strings.ReplaceAll(string(raw), `\u0000`, "")))
	dec.UseNumber()
	var tree map[string]any
	_ = dec.Decode(&tree) // it was read before
	return tree
}

// kept writes what eBay said as an attribute that is no part of the order's
// own content, since it also has what changes without the order changing.
func kept(v any) json.RawMessage {
	b, err := json.Marshal(map[string]any{"_ebay": v})
	if err != nil {
		return nil // what was just read can be written
	}
	return b
}
