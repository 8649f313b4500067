package amazon

import (
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// order is an order as the Orders API shows it: the fields that have a place
// in the input.
type order struct {
	ID      string    `json:"orderId"`
	Created time.Time `json:"createdTime"`
	Updated time.Time `json:"lastUpdatedTime"`
	Sales   struct {
		Marketplace string `json:"marketplaceId"`
	} `json:"salesChannel"`
	Buyer struct {
		Name  string `json:"buyerName"`
		Email string `json:"buyerEmail"`
	} `json:"buyer"`
	Recipient struct {
		Address *address `json:"deliveryAddress"`
	} `json:"recipient"`
	Proceeds struct {
		Total *amount     `json:"grandTotal"`
		Parts []breakdown `json:"breakdowns"`
	} `json:"proceeds"`
	Payment struct {
		Executions []struct {
			Method string `json:"paymentMethod"`
		} `json:"paymentExecutions"`
	} `json:"payment"`
	Fulfillment struct {
		Status string `json:"fulfillmentStatus"`
		Level  string `json:"fulfillmentServiceLevel"`
	} `json:"fulfillment"`
	Items []item `json:"orderItems"`
}

type item struct {
	ID       string `json:"orderItemId"`
	Quantity int64  `json:"quantityOrdered"`
	Product  struct {
		ASIN  string `json:"asin"`
		Title string `json:"title"`
		SKU   string `json:"sellerSku"`
		Price struct {
			Unit *amount `json:"unitPrice"`
		} `json:"price"`
	} `json:"product"`
	Proceeds struct {
		Parts []breakdown `json:"breakdowns"`
	} `json:"proceeds"`
	Cancellation struct {
		Request *struct {
			Reason string `json:"cancelReason"`
		} `json:"cancellationRequest"`
		Execution *struct {
			Reason string `json:"cancelReason"`
		} `json:"cancellationExecution"`
	} `json:"cancellation"`
}

type breakdown struct {
	Type     string  `json:"type"`
	Subtotal *amount `json:"subtotal"`
	Details  []struct {
		Subtype string  `json:"subtype"`
		Value   *amount `json:"value"`
	} `json:"detailedBreakdowns"`
}

type amount struct {
	Amount   string `json:"amount"`
	Currency string `json:"currencyCode"`
}

// minor is the amount in minor units. One that its currency can't have counts
// as zero: the order then does not add up, and a person looks at it.
func (a *amount) minor() int64 {
	if a == nil {
		return 0
	}
	m, err := money.Parse(a.Amount, a.Currency)
	if err != nil {
		return 0
	}
	return m.Minor
}

type address struct {
	Name        string `json:"name"`
	Company     string `json:"companyName"`
	Line1       string `json:"addressLine1"`
	Line2       string `json:"addressLine2"`
	Line3       string `json:"addressLine3"`
	City        string `json:"city"`
	Region      string `json:"stateOrRegion"`
	PostalCode  string `json:"postalCode"`
	CountryCode string `json:"countryCode"`
	Phone       string `json:"phone"`
}

// input maps an address. The third line, which few have, joins the second.
func (a *address) input() *oms.Address {
	if a == nil {
		return nil
	}
	second := a.Line2
	if a.Line3 != "" {
		second = joined(", ", a.Line2, a.Line3)
	}
	return &oms.Address{Name: a.Name, Company: a.Company, Address1: a.Line1, Address2: second, City: a.City, Region: a.Region, PostalCode: a.PostalCode,
		CountryCode: a.CountryCode, Phone: a.Phone}
}

func joined(by, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + by + b
}

func parse(raw json.RawMessage) (*order, error) {
	var o order
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, &connector.Error{Do: connector.Reject, Message: "amazon: an order can't be read", Err: err}
	}
	return &o, nil
}

// payments maps the fulfillment status, which says what Amazon did with the
// money: it holds it until a pending order may be shipped. A status that is not
// listed waits like a pending order.
var payments = map[string]string{
	"PENDING_AVAILABILITY": "pending",
	"PENDING":              "pending",
	"UNSHIPPED":            "paid",
	"PARTIALLY_SHIPPED":    "paid",
	"SHIPPED":              "paid",
	"UNFULFILLABLE":        "paid",
	"CANCELLED":            "unpaid",
}

// buyerCancels is the tag of an order that its buyer asks to cancel.
const buyerCancels = "cancellation_requested"

// input maps an order:
//
//   - a pending order has neither prices nor an address yet: it comes as it is,
//     with a pending payment, and is amended when Amazon knows more;
//   - what was canceled is not in quantityOrdered; an order of which nothing is
//     left keeps one unit of each item, and says that it is canceled;
//   - gift wrap, fees and tips are lines that need no shipping;
//   - everything that Amazon said is in the attribute "_amazon", at the order
//     and at its lines.
func (o *order) input(raw json.RawMessage) *oms.OrderInput {
	in := &oms.OrderInput{ExternalID: o.ID, PlacedAt: o.Created, UpdatedAt: &o.Updated, Canceled: o.Fulfillment.Status == "CANCELLED",
		Fulfilled: o.Fulfillment.Status == "SHIPPED", ShippingAddress: o.Recipient.Address.input(), ShippingMethod: o.Fulfillment.Level,
		AllowUnknownSKUs: true, Raw: raw}
	if o.Buyer.Name != "" || o.Buyer.Email != "" {
		in.Customer = &oms.CustomerInput{Name: o.Buyer.Name, Email: o.Buyer.Email}
	} else if a := o.Recipient.Address; a != nil && a.Name != "" {
		in.Customer = &oms.CustomerInput{Name: a.Name}
	}
	in.Currency = o.currency()
	in.Payment = &oms.PaymentInput{Status: payments[o.Fulfillment.Status]}
	if in.Payment.Status == "" {
		in.Payment.Status = "pending"
	}
	for _, p := range o.Payment.Executions {
		in.Payment.Method = p.Method
	}
	tree := treeOf(raw)
	items, _ := tree["orderItems"].([]any)
	o.lines(in, items)
	delete(tree, "orderItems")
	in.Attributes = kept(tree)
	return in
}

// currencies are those of the marketplaces, for orders without an amount yet.
var currencies = map[string]string{
	"A1PA6795UKMFR9": "EUR", "A13V1IB3VIYZZH": "EUR", "APJ6JRA9NG5V4": "EUR", "A1RKKUPIHCS9HS": "EUR", "A1805IZSGTT6HS": "EUR", "AMEN7PMS3EDWL": "EUR",
	"A28R8C7NBKEWEA": "EUR", "A1F83G8C2ARO7P": "GBP", "A2NODRKZP88ZB9": "SEK", "A1C3SOZRARQ6R3": "PLN", "A33AVAJ2PDY3EV": "TRY", "A2VIGQ35RCS4UG": "AED",
	"A17E79C6D8DWNP": "SAR", "ARBP9OOSHTCHU": "EGP", "A21TJRUUN4KGV": "INR", "AE08WJ6YKNBMC": "ZAR", "ATVPDKIKX0DER": "USD", "A2EUQ1WTGCTBG2": "CAD",
	"A1AM78C64UM0Y8": "MXN", "A2Q3Y263D00KWC": "BRL", "A1VC38T7YXB528": "JPY", "A39IBJ37TRP1C6": "AUD", "A19VAU5U5O7RUS": "SGD",
}

// currency is that of the order's amounts, or of its marketplace.
func (o *order) currency() string {
	if o.Proceeds.Total != nil {
		return o.Proceeds.Total.Currency
	}
	for _, i := range o.Items {
		if i.Product.Price.Unit != nil {
			return i.Product.Price.Unit.Currency
		}
	}
	return currencies[o.Sales.Marketplace]
}
