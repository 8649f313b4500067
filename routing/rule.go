package routing

// Rule is one line of a rule set: when it holds, then what. Rules are looked at
// in their order.
type Rule struct {
	ID   string `json:"id,omitempty"` // stays when the rule is renamed
	Name string `json:"name"`         // unique, as people call it
	When When   `json:"when"`
	Then Then   `json:"then"`
	Stop bool   `json:"stop,omitempty"` // no later rule is looked at for this order
	Off  bool   `json:"off,omitempty"`
}

// When is a condition: every part that is given must hold, and of a list one
// entry. The empty condition always holds. SKUs, Categories and Tags hold when
// any item of the order fits; forbid and require then concern those items only.
type When struct {
	Channels     []string            `json:"channels,omitempty"`
	Countries    []string            `json:"countries,omitempty"`
	Regions      []string            `json:"regions,omitempty"` // CA, or US-CA
	Postal       []string            `json:"postal,omitempty"`  // prefixes, without blanks
	SKUs         []string            `json:"skus,omitempty"`
	Categories   []string            `json:"categories,omitempty"`
	Tags         []string            `json:"tags,omitempty"` // of SKUs
	CustomerTags []string            `json:"customer_tags,omitempty"`
	Services     []string            `json:"services,omitempty"`
	MinValue     *int64              `json:"min_value,omitempty"` // minor units, inclusive
	MaxValue     *int64              `json:"max_value,omitempty"`
	MinWeight    *int64              `json:"min_weight,omitempty"` // grams of the whole order, inclusive
	MaxWeight    *int64              `json:"max_weight,omitempty"`
	Attributes   map[string][]string `json:"attributes,omitempty"` // all names, one value of each
}

// Then is what a rule does.
type Then struct {
	Action Action   `json:"action"`
	By     Strategy `json:"by,omitempty"` // of prefer
	// Locations and Groups are what the rule is about: a location by its code,
	// or every location in a group. In the list of prefer by priority the first
	// is the best.
	Locations []string `json:"locations,omitempty"`
	Groups    []string `json:"groups,omitempty"`
	Amount    int64    `json:"amount,omitempty"` // of weight: minor units for each location used
	Limit     int64    `json:"limit,omitempty"`  // of cap
	Of        CapOf    `json:"of,omitempty"`     // of cap
}

// Action is what a rule may do.
type Action string

// The actions. Forbids, requires, weights and caps add up; the first prefer
// that fires is the order's strategy.
const (
	Prefer       Action = "prefer"         // choose By first, cost second
	Forbid       Action = "forbid"         // these locations may not send
	Require      Action = "require"        // only these locations may send
	Weight       Action = "weight"         // using one of these locations costs Amount more
	Cap          Action = "cap"            // at most Limit locations, parcels, or units from each of these locations
	NeverSplit   Action = "never_split"    // one location, or units stay unfilled
	StayInMarket Action = "stay_in_market" // only locations of the destination's market
)

// Strategy is what prefer looks at before the cost.
type Strategy string

// The strategies. Each adds up over the locations that a plan uses.
const (
	Cheapest     Strategy = "cheapest"      // the cost alone
	Nearest      Strategy = "nearest"       // kilometers
	Fastest      Strategy = "fastest"       // minutes until the hand-over, and days in transit
	AllInOne     Strategy = "all_in_one"    // the number of locations
	PriorityList Strategy = "priority_list" // the place in Locations; others come last
	Group        Strategy = "group"         // locations outside Groups and Locations
)

// CapOf is what a cap counts.
type CapOf string

// What may be capped.
const (
	CapLocations CapOf = "locations"
	CapParcels   CapOf = "parcels"
	CapUnits     CapOf = "units" // from each location named
)
