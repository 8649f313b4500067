package shopify

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// order is Shopify's order in the shape of its webhooks (the REST Order
// resource), with the fields that have a place here. The GraphQL shape is
// turned into it, so that one function maps both. Amounts are in the shop's
// currency.
type order struct {
	ID                 text           `json:"id"`
	Name               text           `json:"name"`
	CreatedAt          instant        `json:"created_at"`
	ProcessedAt        instant        `json:"processed_at"`
	UpdatedAt          instant        `json:"updated_at"`
	CancelledAt        instant        `json:"cancelled_at"`
	CancelReason       text           `json:"cancel_reason"`
	Currency           text           `json:"currency"`
	PresentmentCcy     text           `json:"presentment_currency"`
	TaxesIncluded      bool           `json:"taxes_included"`
	Test               bool           `json:"test"`
	ConfirmationNumber text           `json:"confirmation_number"`
	PONumber           text           `json:"po_number"`
	SourceName         text           `json:"source_name"`
	CustomerLocale     text           `json:"customer_locale"`
	Email              text           `json:"email"`
	Phone              text           `json:"phone"`
	Note               text           `json:"note"`
	Tags               tags           `json:"tags"`
	DiscountCodes      []discountCode `json:"discount_codes"`
	NoteAttributes     properties     `json:"note_attributes"`
	Gateways           []string       `json:"payment_gateway_names"`
	FinancialStatus    text           `json:"financial_status"`
	FulfillmentStatus  text           `json:"fulfillment_status"`
	Customer           *customer      `json:"customer"`
	ShippingAddress    *address       `json:"shipping_address"`
	BillingAddress     *address       `json:"billing_address"`
	Lines              []line         `json:"line_items"`
	ShippingLines      []shippingLine `json:"shipping_lines"`
	TaxLines           []taxLine      `json:"tax_lines"`
	Total              text           `json:"total_price"`
	CurrentTotal       text           `json:"current_total_price"`
	Discounts          text           `json:"total_discounts"`
	Tax                text           `json:"total_tax"`
	Outstanding        text           `json:"total_outstanding"`
	Tip                text           `json:"total_tip_received"`
	Duties             *moneySet      `json:"original_total_duties_set"`
	Fees               *moneySet      `json:"original_total_additional_fees_set"`
	Refunds            []refund       `json:"refunds"`

	refunded text           // what GraphQL states in the place of Refunds
	state    map[string]any // further facts of the GraphQL shape
}

type customer struct {
	ID        text `json:"id"`
	FirstName text `json:"first_name"`
	LastName  text `json:"last_name"`
	Email     text `json:"email"`
	Phone     text `json:"phone"`
}

type address struct {
	Name         text `json:"name"`
	FirstName    text `json:"first_name"`
	LastName     text `json:"last_name"`
	Company      text `json:"company"`
	Address1     text `json:"address1"`
	Address2     text `json:"address2"`
	City         text `json:"city"`
	Province     text `json:"province"`
	ProvinceCode text `json:"province_code"`
	Zip          text `json:"zip"`
	CountryCode  text `json:"country_code"`
	Phone        text `json:"phone"`
	Latitude     text `json:"latitude"`
	Longitude    text `json:"longitude"`
}

type line struct {
	ID               text         `json:"id"`
	VariantID        text         `json:"variant_id"`
	ProductID        text         `json:"product_id"`
	Name             text         `json:"name"`
	Title            text         `json:"title"`
	VariantTitle     text         `json:"variant_title"`
	Vendor           text         `json:"vendor"`
	SKU              text         `json:"sku"`
	Quantity         int64        `json:"quantity"`
	CurrentQuantity  *int64       `json:"current_quantity"` // after removals and refunds; absent in old bodies
	Price            text         `json:"price"`
	TotalDiscount    text         `json:"total_discount"`
	Allocations      []allocation `json:"discount_allocations"`
	TaxLines         []taxLine    `json:"tax_lines"`
	RequiresShipping *bool        `json:"requires_shipping"`
	GiftCard         bool         `json:"gift_card"`
	Taxable          bool         `json:"taxable"`
	Properties       properties   `json:"properties"`
}

type shippingLine struct {
	Title           text         `json:"title"`
	Code            text         `json:"code"`
	Source          text         `json:"source"`
	Price           text         `json:"price"`
	DiscountedPrice text         `json:"discounted_price"`
	Allocations     []allocation `json:"discount_allocations"`
	TaxLines        []taxLine    `json:"tax_lines"`
	Removed         bool         `json:"is_removed"`
}

type allocation struct {
	Amount text `json:"amount"`
}

type taxLine struct {
	Title text        `json:"title"`
	Rate  json.Number `json:"rate"`
	Price text        `json:"price"`
}

// moneySet is an amount in the shop's and in the buyer's currency.
type moneySet struct {
	Shop struct {
		Amount text `json:"amount"`
	} `json:"shop_money"`
}

func (m *moneySet) amount() text {
	if m == nil {
		return ""
	}
	return m.Shop.Amount
}

type discountCode struct {
	Code text `json:"code"`
}

type refund struct {
	Items []struct {
		LineID   text  `json:"line_item_id"`
		Quantity int64 `json:"quantity"`
	} `json:"refund_line_items"`
	Transactions []struct {
		Kind   text `json:"kind"`
		Status text `json:"status"`
		Amount text `json:"amount"`
	} `json:"transactions"`
}

// text reads a scalar whatever its JSON type: ids are numbers beyond a float's
// precision, coordinates are numbers or strings, amounts both. Anything else
// reads as "".
type text string

// UnmarshalJSON never fails: an order with an odd field is still an order.
func (t *text) UnmarshalJSON(b []byte) error {
	var s string
	switch {
	case len(b) == 0 || b[0] == '{' || b[0] == '[' || string(b) == "null":
	case b[0] == '"':
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	default:
		s = string(b)
	}
	*t = text(strings.ReplaceAll(s, "\x00", ""))
	return nil
}

func (t text) String() string       { return string(t) }
func (t text) decimal() oms.Decimal { return oms.Decimal(t) }

// or returns the first of t and others that is not empty.
func (t text) or(others ...text) text {
	for _, other := range others {
		if t != "" {
			return t
		}
		t = other
	}
	return t
}

// instant reads RFC 3339, or nothing.
type instant struct{ time.Time }

// UnmarshalJSON leaves the zero time for what is no instant.
func (i *instant) UnmarshalJSON(b []byte) error {
	var t text
	if err := t.UnmarshalJSON(b); err != nil {
		return err
	}
	if at, err := time.Parse(time.RFC3339, string(t)); err == nil {
		i.Time = at.UTC()
	}
	return nil
}

// tags reads REST's "a, b" and GraphQL's ["a", "b"].
type tags []string

// UnmarshalJSON splits at commas and drops the space around a tag.
func (t *tags) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]string)(t))
	}
	var all text
	if err := all.UnmarshalJSON(b); err != nil {
		return err
	}
	for tag := range strings.SplitSeq(string(all), ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			*t = append(*t, tag)
		}
	}
	return nil
}

// property is a pair that a buyer or a theme attached.
type property struct {
	Name  text `json:"name"`
	Value text `json:"value"`
}

// properties reads a list of pairs; an object, which some apps send in its
// stead, reads as none and stays with the fields that have no place.
type properties []property

// UnmarshalJSON takes a list and ignores anything else.
func (p *properties) UnmarshalJSON(b []byte) error {
	if len(b) == 0 || b[0] != '[' {
		return nil
	}
	return json.Unmarshal(b, (*[]property)(p))
}
