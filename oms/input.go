package oms

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/refusal"
)

// OrderInput is an order as a channel states it: the body of the API, a row
// group of a file, or what a connector made of a vendor's order. It is checked
// and completed by NewOrder.
type OrderInput struct {
	Channel          string          `json:"channel" doc:"Code of the channel it was placed on" example:"web" maxLength:"64"`
	ExternalID       string          `json:"external_id" doc:"The channel's own id of the order, unique within the channel. Sent again, it is the same order" example:"1001" maxLength:"200"`
	PlacedAt         time.Time       `json:"placed_at,omitzero" doc:"When the buyer placed it; now when absent"`
	UpdatedAt        *time.Time      `json:"updated_at,omitempty" doc:"The channel's time of its last change; older news than is known is ignored"`
	Draft            bool            `json:"draft,omitempty" doc:"Keep it as a draft that commits no stock until it is confirmed"`
	Canceled         bool            `json:"canceled,omitempty" doc:"The channel has canceled it"`
	Fulfilled        bool            `json:"fulfilled,omitempty" doc:"It was handed over elsewhere before it came here: it needs no stock and counts as delivered"`
	CancelReason     string          `json:"cancel_reason,omitempty" maxLength:"300"`
	Currency         string          `json:"currency,omitempty" doc:"ISO 4217; the channel's currency when absent" example:"EUR" maxLength:"3"`
	PricesIncludeTax bool            `json:"prices_include_tax,omitempty" doc:"Whether taxes are inside the prices or come on top"`
	Customer         *CustomerInput  `json:"customer,omitempty"`
	ShippingAddress  *Address        `json:"shipping_address,omitempty"`
	BillingAddress   *Address        `json:"billing_address,omitempty"`
	Lines            []LineInput     `json:"lines" doc:"At least one" minItems:"1" maxItems:"1000"`
	DiscountTotal    Decimal         `json:"discount_total,omitempty" doc:"The order's own discount, beyond those of its lines" example:"5.00"`
	ShippingTotal    Decimal         `json:"shipping_total,omitempty" example:"4.90"`
	ShippingTax      Decimal         `json:"shipping_tax,omitempty" doc:"Inside or on top of shipping_total, as prices_include_tax says"`
	Total            Decimal         `json:"total,omitempty" doc:"The channel's own total. One that does not add up is kept, flagged and held for review"`
	ShippingMethod   string          `json:"shipping_method,omitempty" maxLength:"200"`
	Payment          *PaymentInput   `json:"payment,omitempty"`
	Note             string          `json:"note,omitempty" maxLength:"5000"`
	Tags             []string        `json:"tags,omitempty" maxItems:"250"`
	Reservation      string          `json:"reservation,omitempty" doc:"A reservation that this order takes over; one that is over already is ignored" maxLength:"64"`
	AllowUnknownSKUs bool            `json:"-"` // connectors lose no order: an unknown SKU becomes an exception
	Attributes       json.RawMessage `json:"attributes,omitempty" doc:"Any further fields of the channel, kept as they are"`
	Raw              json.RawMessage `json:"-"` // the payload as it came, kept beside the order
	Fingerprint      []byte          `json:"-"` // SHA-256 of the content; made by Prepare
}

// CustomerInput says who bought.
type CustomerInput struct {
	Email string `json:"email,omitempty" example:"a@example.com" maxLength:"254"`
	Name  string `json:"name,omitempty" example:"A. Sample" maxLength:"300"`
	Phone string `json:"phone,omitempty" maxLength:"50"`
}

// LineInput asks for a quantity of one SKU.
type LineInput struct {
	SKU          string          `json:"sku" example:"TEE-RED-M" maxLength:"100"`
	Quantity     Whole           `json:"quantity" doc:"1 to 1,000,000" example:"2"`
	UnitPrice    Decimal         `json:"unit_price,omitempty" doc:"Of one unit, before discounts" example:"19.90"`
	Discount     Decimal         `json:"discount,omitempty" doc:"Off the whole line"`
	Tax          Decimal         `json:"tax,omitempty" doc:"Of the whole line" example:"6.35"`
	Title        string          `json:"title,omitempty" maxLength:"500"`
	ExternalID   string          `json:"external_id,omitempty" doc:"The channel's own id of the line" maxLength:"200"`
	NotShippable bool            `json:"not_shippable,omitempty" doc:"A gift card or a service: it needs no stock and counts as delivered"`
	Attributes   json.RawMessage `json:"attributes,omitempty"`
}

// PaymentInput is what the channel says of the money.
type PaymentInput struct {
	Status    string  `json:"status" enum:"paid,authorized,pending,failed,refunded,partially_refunded,unpaid" example:"paid"`
	Amount    Decimal `json:"amount,omitempty" doc:"The order's total when absent"`
	Refunded  Decimal `json:"refunded,omitempty" doc:"What has been given back already"`
	Method    string  `json:"method,omitempty" example:"card" maxLength:"100"`
	Reference string  `json:"reference,omitempty" doc:"The gateway's id" example:"pi_1" maxLength:"200"`
}

// Decimal is an amount as a decimal string, "19.90". A JSON number is read by
// its digits, never through a float.
type Decimal string

// UnmarshalJSON takes a string or a number.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	s, err := scalar(b)
	*d = Decimal(s)
	return err
}

// Whole is a whole number, kept as it was written until it is checked, so that
// 1.5 and 10^18 get an answer that names their field.
type Whole string

// WholeOf writes n.
func WholeOf(n int64) Whole { return Whole(strconv.FormatInt(n, 10)) }

// UnmarshalJSON takes a number or a string of one.
func (w *Whole) UnmarshalJSON(b []byte) error {
	s, err := scalar(b)
	*w = Whole(s)
	return err
}

// MarshalJSON writes the number as it was written.
func (w Whole) MarshalJSON() ([]byte, error) {
	if _, err := strconv.ParseInt(string(w), 10, 64); err == nil {
		return []byte(w), nil
	}
	return json.Marshal(string(w))
}

// Int reads the number, which must lie between low and high.
func (w Whole) Int(low, high int64) (int64, error) {
	n, err := strconv.ParseInt(string(w), 10, 64)
	if err != nil || n < low || n > high {
		return 0, refusal.Errorf("must be a whole number from %d to %d, not %.40q", low, high, string(w))
	}
	return n, nil
}

// scalar returns the text of a JSON string or number, and null as "". Anything
// else is kept as it is written, for NewOrder to refuse by its field.
func scalar(b []byte) (string, error) {
	switch {
	case len(b) == 0 || string(b) == "null":
		return "", nil
	case b[0] == '"':
		var s string
		err := json.Unmarshal(b, &s)
		return s, err
	}
	return string(b), nil
}
