package routing

import "time"

// Problem is what is to be decided for one order: facts only, in a form that
// can be stored as JSON and decided again.
type Problem struct {
	Now     time.Time   `json:"now"`
	Promise *time.Time  `json:"promise,omitempty"` // arrival that the buyer was promised; nil for none
	Order   Facts       `json:"order"`
	To      Destination `json:"to"`
	Lines   []Demand    `json:"lines"`
	Items   []Item      `json:"items"` // one for each SKU of Lines
	Nodes   []Node      `json:"nodes"`
}

// Facts are what rules may ask of an order.
type Facts struct {
	Channel      string            `json:"channel,omitempty"`       // its code
	Service      string            `json:"service,omitempty"`       // the service level asked for, or the shipping method that the policy has one for
	Value        int64             `json:"value,omitempty"`         // minor units of Currency
	Currency     string            `json:"currency,omitempty"`      // ISO 4217; "" for the policy's
	CustomerTags []string          `json:"customer_tags,omitempty"` //
	Attributes   map[string]string `json:"attributes,omitempty"`    // of the channel
}

// Destination is where the order goes.
type Destination struct {
	Country   string    `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Region    string    `json:"region,omitempty"`  // ISO 3166-2 without the country
	Postal    string    `json:"postal,omitempty"`
	Place     *Place    `json:"place,omitempty"` // nil when nobody knows
	Precision Precision `json:"precision,omitempty"`
}

// Precision is how exactly a place is known.
type Precision string

// From an address's own coordinates down to the middle of its country.
const (
	PrecisionAddress Precision = "address"
	PrecisionPostal  Precision = "postal"
	PrecisionPrefix  Precision = "postal_prefix"
	PrecisionCity    Precision = "city"
	PrecisionCountry Precision = "country"
)

// Demand is a quantity of one SKU that a line asks for.
type Demand struct {
	Line     int    `json:"line"`
	SKUID    string `json:"sku_id"`
	Quantity int64  `json:"quantity"`
}

// Item is a SKU of the order: what it is and what the nodes have of it.
type Item struct {
	SKUID       string   `json:"sku_id"`
	SKU         string   `json:"sku"` // its code, for people
	Category    string   `json:"category,omitempty"`
	Tags        []string `json:"tags,omitempty"`
	WeightGrams int64    `json:"weight_grams,omitempty"` // of one unit
	VolumeMM3   int64    `json:"volume_mm3,omitempty"`   // of one unit
	Needs       []string `json:"needs,omitempty"`        // what a location must allow: hazmat, a license, cold
	Domestic    bool     `json:"domestic,omitempty"`     // must not cross a border
	Have        []int64  `json:"have"`                   // units that each node can still promise
	// Opportunity is what taking one unit from each node costs those who need it
	// later, in minor units; see Scarcity and Duals. Nil leaves it to the
	// policy's LastUnit.
	Opportunity []int64 `json:"opportunity,omitempty"`
	// Sold are the units that each node sent in the last 28 days, which the
	// policy's Balance goes by; nil when nobody counted.
	Sold []int64 `json:"sold,omitempty"`
}

// Node is a location that could send.
type Node struct {
	ID       string     `json:"id"`
	Code     string     `json:"code"`
	Country  string     `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Place    *Place     `json:"place,omitempty"`
	Groups   []string   `json:"groups,omitempty"`
	Priority int64      `json:"priority,omitempty"` // lower is preferred when all else is equal
	Dispatch *time.Time `json:"dispatch,omitempty"` // its next hand-over to a carrier; nil when none is in sight
	// Excluded says why the location is not asked: it rejected the order, was
	// short of it, is closed. "" when it is.
	Excluded string    `json:"excluded,omitempty"`
	Channels []string  `json:"channels,omitempty"` // the only channels it sends for; none means all
	Allows   []string  `json:"allows,omitempty"`   // special handling and licenses it has
	Domestic bool      `json:"domestic,omitempty"` // sends within its own country only
	Orders   *Load     `json:"orders,omitempty"`   // fulfillment orders of the day of Dispatch; nil for no limit
	Units    *Load     `json:"units,omitempty"`    // units of that day
	Handling *Handling `json:"handling,omitempty"` // nil for the policy's
	Zone     string    `json:"zone,omitempty"`     // the carrier's zone of the destination when a zone chart says it
}

// Load is a capacity of a location on a day and what is taken of it.
type Load struct {
	Limit     int64 `json:"limit"`
	Held      int64 `json:"held,omitempty"`      // planned, not released
	Confirmed int64 `json:"confirmed,omitempty"` // released or done
}

// Left is what the day still takes.
func (l *Load) Left() int64 {
	if l == nil {
		return unlimited
	}
	return max(0, l.Limit-l.Held-l.Confirmed)
}

// unlimited is more than any order asks for, and small enough to be added up.
const unlimited = int64(1) << 50
