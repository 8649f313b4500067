package routing

// Rule is one line of a rule set: when it holds, then what. Rules are looked at
// in their order.
type Rule struct {
	ID   string `json:"id,omitempty"`                                                                                         // stays when the rule is renamed
	Name string `json:"name" doc:"Unique, as people call it" minLength:"1" maxLength:"200" example:"Heavy orders from Leeds"` // unique, as people call it
	When When   `json:"when"`
	Then Then   `json:"then"`
	Stop bool   `json:"stop,omitempty" doc:"No later rule is looked at for the order"` // no later rule is looked at for this order
	Off  bool   `json:"off,omitempty"`
}

// When is a condition: every part that is given must hold, and of a list one
// entry. The empty condition always holds. SKUs, Categories and Tags hold when
// any item of the order fits; forbid and require then concern those items only.
type When struct {
	Channels     []string            `json:"channels,omitempty" doc:"Codes" maxItems:"1000" maxLength:"64" example:"web"`
	Countries    []string            `json:"countries,omitempty" doc:"ISO 3166-1 alpha-2" maxItems:"300" maxLength:"2" example:"DE"`
	Regions      []string            `json:"regions,omitempty" doc:"CA, or US-CA" maxItems:"1000" maxLength:"10" example:"US-CA"`                                        // CA, or US-CA
	Postal       []string            `json:"postal,omitempty" doc:"Beginnings of postal codes; blanks and case are ignored" maxItems:"1000" maxLength:"20" example:"10"` // prefixes, without blanks
	SKUs         []string            `json:"skus,omitempty"`
	Categories   []string            `json:"categories,omitempty"`
	Tags         []string            `json:"tags,omitempty" doc:"Of SKUs" maxItems:"100" maxLength:"64" example:"fragile"` // of SKUs
	CustomerTags []string            `json:"customer_tags,omitempty"`
	Services     []string            `json:"services,omitempty" doc:"Service levels" maxItems:"100" maxLength:"200" example:"express"`
	MinValue     *int64              `json:"min_value,omitempty" doc:"Of the order, minor units, inclusive"` // minor units, inclusive
	MaxValue     *int64              `json:"max_value,omitempty"`
	MinWeight    *int64              `json:"min_weight,omitempty" doc:"Of the order, grams, inclusive"` // grams of the whole order, inclusive
	MaxWeight    *int64              `json:"max_weight,omitempty"`
	Attributes   map[string][]string `json:"attributes,omitempty" doc:"Of the channel: each name, one of its values; an empty list asks that it is there"` // all names, one value of each
}

// Then is what a rule does.
type Then struct {
	Action Action   `json:"action" enum:"prefer,forbid,require,weight,cap,never_split,stay_in_market" example:"prefer"`
	By     Strategy `json:"by,omitempty" doc:"Of prefer" enum:"cheapest,nearest,fastest,all_in_one,priority_list,group" example:"priority_list"` // of prefer
	// Locations and Groups are what the rule is about: a location by its code,
	// or every location in a group. In the list of prefer by priority the first
	// is the best.
	Locations []string `json:"locations,omitempty" doc:"Codes" maxItems:"1000" maxLength:"64" example:"BER"`
	Groups    []string `json:"groups,omitempty" maxItems:"100" maxLength:"64" example:"warehouse"`
	Amount    int64    `json:"amount,omitempty" doc:"Of weight: minor units for each location used"` // of weight: minor units for each location used
	Limit     int64    `json:"limit,omitempty" doc:"Of cap"`                                         // of cap
	Of        CapOf    `json:"of,omitempty" doc:"Of cap" enum:"locations,parcels,units"`             // of cap
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
