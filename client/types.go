package client

import (
	"encoding/json"
	"time"
)

// Address is where something goes to or comes from.
type Address struct {
	Name        string   `json:"name,omitempty"`
	Company     string   `json:"company,omitempty"`
	Address1    string   `json:"address1,omitempty"`
	Address2    string   `json:"address2,omitempty"`
	City        string   `json:"city,omitempty"`
	Region      string   `json:"region,omitempty"`
	PostalCode  string   `json:"postal_code,omitempty"`
	CountryCode string   `json:"country_code,omitempty"` // ISO 3166-1 alpha-2
	Phone       string   `json:"phone,omitempty"`
	Latitude    *float64 `json:"latitude,omitempty"`
	Longitude   *float64 `json:"longitude,omitempty"`
}

// NewOrder is an order as a channel states it. Amounts are decimal strings.
type NewOrder struct {
	Channel          string          `json:"channel"`
	ExternalID       string          `json:"external_id"` // sent again, it is the same order
	PlacedAt         *time.Time      `json:"placed_at,omitempty"`
	UpdatedAt        *time.Time      `json:"updated_at,omitempty"` // older news than is known is ignored
	Draft            bool            `json:"draft,omitempty"`
	Canceled         bool            `json:"canceled,omitempty"`
	CancelReason     string          `json:"cancel_reason,omitempty"`
	Currency         string          `json:"currency,omitempty"`
	PricesIncludeTax bool            `json:"prices_include_tax,omitempty"`
	Customer         *Customer       `json:"customer,omitempty"`
	ShippingAddress  *Address        `json:"shipping_address,omitempty"`
	BillingAddress   *Address        `json:"billing_address,omitempty"`
	Lines            []NewLine       `json:"lines"`
	DiscountTotal    string          `json:"discount_total,omitempty"`
	ShippingTotal    string          `json:"shipping_total,omitempty"`
	ShippingTax      string          `json:"shipping_tax,omitempty"`
	Total            string          `json:"total,omitempty"`
	ShippingMethod   string          `json:"shipping_method,omitempty"`
	Payment          *Payment        `json:"payment,omitempty"`
	Note             string          `json:"note,omitempty"`
	Tags             []string        `json:"tags,omitempty"`
	Reservation      string          `json:"reservation,omitempty"`
	Attributes       json.RawMessage `json:"attributes,omitempty"`
}

// NewLine asks for a quantity of one SKU.
type NewLine struct {
	SKU        string          `json:"sku"`
	Quantity   int64           `json:"quantity"`
	UnitPrice  string          `json:"unit_price,omitempty"`
	Discount   string          `json:"discount,omitempty"`
	Tax        string          `json:"tax,omitempty"`
	Title      string          `json:"title,omitempty"`
	ExternalID string          `json:"external_id,omitempty"`
	Attributes json.RawMessage `json:"attributes,omitempty"`
}

// Payment is what the channel says of the money.
type Payment struct {
	Status    string `json:"status"` // paid, authorized, pending, failed, refunded, partially_refunded or unpaid
	Amount    string `json:"amount,omitempty"`
	Refunded  string `json:"refunded,omitempty"`
	Method    string `json:"method,omitempty"`
	Reference string `json:"reference,omitempty"`
}

// Customer is who bought.
type Customer struct {
	ID    string `json:"id,omitempty"`
	Email string `json:"email,omitempty"`
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// Order is an order as the server knows it.
type Order struct {
	ID                string             `json:"id"`
	Number            string             `json:"number"`
	Channel           string             `json:"channel"`
	ExternalID        string             `json:"external_id"`
	Lifecycle         string             `json:"lifecycle"` // draft, open, closed or canceled
	PaymentStatus     string             `json:"payment_status"`
	FulfillmentStatus string             `json:"fulfillment_status"`
	DeliveryStatus    string             `json:"delivery_status"`
	ReturnStatus      string             `json:"return_status"`
	Attention         string             `json:"attention"`
	Version           int64              `json:"version"`
	PlacedAt          time.Time          `json:"placed_at"`
	CapturedAt        time.Time          `json:"captured_at"`
	UpdatedAt         time.Time          `json:"updated_at"`
	ClosedAt          *time.Time         `json:"closed_at"`
	CanceledAt        *time.Time         `json:"canceled_at"`
	CancelReason      string             `json:"cancel_reason"`
	Currency          string             `json:"currency"`
	PricesIncludeTax  bool               `json:"prices_include_tax"`
	Subtotal          string             `json:"subtotal"`
	DiscountTotal     string             `json:"discount_total"`
	ShippingTotal     string             `json:"shipping_total"`
	TaxTotal          string             `json:"tax_total"`
	Total             string             `json:"total"`
	StatedTotal       *string            `json:"stated_total"`
	Customer          Customer           `json:"customer"`
	ShippingAddress   Address            `json:"shipping_address"`
	Note              string             `json:"note"`
	Tags              []string           `json:"tags"`
	Attributes        json.RawMessage    `json:"attributes"`
	Lines             []Line             `json:"lines"`
	FulfillmentOrders []FulfillmentOrder `json:"fulfillment_orders"`
	Holds             []Hold             `json:"holds"`
	Shipments         []Shipment         `json:"shipments"`
	Exceptions        []Exception        `json:"exceptions"`
}

// Line is a line of an order; a bundle's components are inside it.
type Line struct {
	Line       int             `json:"line"`
	Kind       string          `json:"kind"` // item, bundle or component
	SKU        string          `json:"sku"`
	Title      string          `json:"title"`
	Quantity   int64           `json:"quantity"` // ordered less canceled
	UnitPrice  string          `json:"unit_price"`
	Discount   string          `json:"discount"`
	Tax        string          `json:"tax"`
	Subtotal   string          `json:"subtotal"`
	Attributes json.RawMessage `json:"attributes"`
	Counters   Counters        `json:"counters"`
	Components []Line          `json:"components"`
}

// Counters say where the units of a line are.
type Counters struct {
	Ordered         int64 `json:"ordered"`
	Canceled        int64 `json:"canceled"`
	Unallocated     int64 `json:"unallocated"`
	Backordered     int64 `json:"backordered"`
	Allocated       int64 `json:"allocated"`
	Released        int64 `json:"released"`
	Picked          int64 `json:"picked"`
	Packed          int64 `json:"packed"`
	Shipped         int64 `json:"shipped"`
	Delivered       int64 `json:"delivered"`
	ReturnRequested int64 `json:"return_requested"`
	Returned        int64 `json:"returned"`
	WrittenOff      int64 `json:"written_off"`
}

// Location names a location inside other answers.
type Location struct {
	ID   string `json:"id"`
	Code string `json:"code"`
	Name string `json:"name"`
}

// FulfillmentOrder is the work given to one location for one order.
type FulfillmentOrder struct {
	ID       string     `json:"id"`
	Number   string     `json:"number"`
	OrderID  string     `json:"order_id"`
	Location Location   `json:"location"`
	Status   string     `json:"status"`
	Stage    string     `json:"stage"`
	Version  int64      `json:"version"`
	Lines    []Work     `json:"lines"`
	Parcels  []Parcel   `json:"parcels"` // packed and not yet shipped
	ShipBy   *time.Time `json:"ship_by"`
	Claim    *Claim     `json:"claim"` // nil for nobody
}

// Claim is who works on something.
type Claim struct {
	Name  string    `json:"name"`
	Mine  bool      `json:"mine"` // of the caller
	Since time.Time `json:"since"`
	Until time.Time `json:"until"`
}

// Wave is work of a location that is picked in one walk.
type Wave struct {
	ID       string     `json:"id"`
	Number   string     `json:"number"`
	Location Location   `json:"location"`
	Status   string     `json:"status"`
	Claim    *Claim     `json:"claim"`
	Works    []WaveWork `json:"works"`
}

// WaveWork is a fulfillment order in a wave.
type WaveWork struct {
	Tote   int64            `json:"tote"`
	LeftAt *time.Time       `json:"left_at"` // nil while it is in the wave
	Work   FulfillmentOrder `json:"work"`
}

// Work is what a location is to send of one line.
type Work struct {
	Line     int    `json:"line"`
	SKU      string `json:"sku"`
	Quantity int64  `json:"quantity"`
	Picked   int64  `json:"picked"`
	Packed   int64  `json:"packed"`
	Shipped  int64  `json:"shipped"`
}

// Parcel is one box.
type Parcel struct {
	ID             string `json:"id"`
	WeightGrams    int64  `json:"weight_grams"`
	TrackingNumber string `json:"tracking_number"`
	TrackingURL    string `json:"tracking_url"`
}

// Shipment is goods handed to one carrier service.
type Shipment struct {
	ID                 string     `json:"id"`
	OrderID            string     `json:"order_id"`
	FulfillmentOrderID string     `json:"fulfillment_order_id"`
	Status             string     `json:"status"`
	Carrier            string     `json:"carrier"`
	Service            string     `json:"service"`
	Cost               string     `json:"cost"`
	Currency           string     `json:"currency"`
	ShippedAt          *time.Time `json:"shipped_at"`
	DeliveredAt        *time.Time `json:"delivered_at"`
	Parcels            []Parcel   `json:"parcels"`
}

// Hold is a typed reason why something may not go on.
type Hold struct {
	ID     string   `json:"id"`
	Type   string   `json:"type"`
	Blocks []string `json:"blocks"`
	Reason string   `json:"reason"`
	Status string   `json:"status"` // active or released
}

// Exception is something that needs a decision by a person.
type Exception struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Severity string `json:"severity"`
	Status   string `json:"status"`
	Summary  string `json:"summary"`
}

// Event is something that happened.
type Event struct {
	Seq           int64           `json:"seq"` // its position in the log: keep it to go on from
	Type          string          `json:"type"`
	OccurredAt    time.Time       `json:"occurred_at"`
	Actor         string          `json:"actor"`
	Subject       string          `json:"subject"`
	OrderID       string          `json:"order_id"`
	CorrelationID string          `json:"correlation_id"`
	Data          json.RawMessage `json:"data"`
}

// Level is the stock of one SKU at one location.
type Level struct {
	SKU         string `json:"sku"`
	Location    string `json:"location"` // its code
	OnHand      int64  `json:"on_hand"`
	Allocated   int64  `json:"allocated"`
	Reserved    int64  `json:"reserved"`
	Unavailable int64  `json:"unavailable"`
	Incoming    int64  `json:"incoming"`
	Available   int64  `json:"available"`
}

// Count is a sheet by which stock is counted.
type Count struct {
	ID       string      `json:"id"`
	Number   string      `json:"number"`   // CC-1001
	Location string      `json:"location"` // its code
	Status   string      `json:"status"`   // open, counting, review, closed or canceled
	Note     string      `json:"note"`
	Lines    []CountLine `json:"lines"` // absent in lists
}

// CountLine is one SKU of a count, or one lot of it. What is nil is not known
// yet, or not told to who counts blind.
type CountLine struct {
	Line      int    `json:"line"` // its number
	SKU       string `json:"sku"`
	Lot       string `json:"lot"`        // or serial number; "" of a SKU that is not tracked, and of what no line names
	ExpiresOn string `json:"expires_on"` // 2027-03-31, "" for never
	Status    string `json:"status"`     // open, counted, pending, approved, rejected or skipped
	Counted   *int64 `json:"counted"`
	Expected  *int64 `json:"expected"`
	Variance  *int64 `json:"variance"`
	Waits     string `json:"waits"` // why a person must decide
}

// LotLevel is what is there of one lot at one location. A serial number is a
// lot of one unit.
type LotLevel struct {
	LotID          string `json:"lot_id"`
	Lot            string `json:"lot"` // its code, or the serial number
	SKU            string `json:"sku"`
	Location       string `json:"location"`   // its code
	ExpiresOn      string `json:"expires_on"` // the last good day, 2027-03-31; "" for never
	DaysLeft       *int64 `json:"days_left"`  // for how many days more it may be sold; nil for always
	Past           bool   `json:"past"`       // it may not be sold any more
	OnHand         int64  `json:"on_hand"`
	Picked         int64  `json:"picked"`
	Damaged        int64  `json:"damaged"`
	QualityControl int64  `json:"quality_control"`
	Free           int64  `json:"free"` // can be taken off the shelf
}

// Lot is a lot, or a serial number, with where it is.
type Lot struct {
	ID        string     `json:"id"`
	Lot       string     `json:"lot"`
	SKU       string     `json:"sku"`
	Tracking  string     `json:"tracking"` // lot or serial
	ExpiresOn string     `json:"expires_on"`
	Levels    []LotLevel `json:"levels"`
	Picked    []LotUse   `json:"picked"` // orders that some of it is picked for and not shipped
}

// LotUse is units of a lot that an order got, or is to get.
type LotUse struct {
	OrderID     string     `json:"order_id"` // "" when the order is in an archive
	OrderNumber string     `json:"order_number"`
	Customer    string     `json:"customer"`
	Email       string     `json:"email"`
	Location    string     `json:"location"`
	Quantity    int64      `json:"quantity"`
	ShipmentID  string     `json:"shipment_id"` // "" of units that are picked and not shipped
	ShippedAt   *time.Time `json:"shipped_at"`
}
