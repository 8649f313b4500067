package routing

import "time"

// Plan is the answer: who sends what, what nobody may send, and why.
type Plan struct {
	Picks   []Pick  `json:"picks"`   // ordered by node as ranked, then line
	Legs    []Leg   `json:"legs"`    // one for each node of Picks
	Short   []Short `json:"short"`   // what stays unfilled
	Cost    int64   `json:"cost"`    // minor units of the policy's currency
	Bound   int64   `json:"bound"`   // no plan that fills as many units costs less
	Optimal bool    `json:"optimal"` // whether everything better was ruled out
	Why     Why     `json:"why"`
}

// Pick is a quantity of a line's SKU taken at a node.
type Pick struct {
	Node     int    `json:"node"` // index into Problem.Nodes
	Line     int    `json:"line"`
	SKUID    string `json:"sku_id"`
	Quantity int64  `json:"quantity"`
}

// Leg is how what a node sends travels.
type Leg struct {
	Node    int   `json:"node"` // index into Problem.Nodes
	Card    int   `json:"card"` // index into Policy.Cards; −1 when carriage costs nothing
	Zone    int   `json:"zone"` // index into the card's zones
	Parcels int64 `json:"parcels"`
	Terms   Terms `json:"terms"` // without the split, which is the plan's
}

// Short is what stays unfilled of a line.
type Short struct {
	Line     int    `json:"line"`
	SKUID    string `json:"sku_id"`
	Quantity int64  `json:"quantity"`
}

// Terms are the parts of a cost, in minor units.
type Terms struct {
	Carrier  int64 `json:"carrier"`  // the price of the card
	Handling int64 `json:"handling"` // parcels, lines and units
	Distance int64 `json:"distance"` // PerKM
	Split    int64 `json:"split"`    // for each location after the first
	Late     int64 `json:"late"`     // a promise that would be broken
	Balance  int64 `json:"balance"`  // units that others will need
	Carbon   int64 `json:"carbon"`
	Rules    int64 `json:"rules"` // weights of rules
}

// Total is their sum.
func (t Terms) Total() int64 {
	return t.Carrier + t.Handling + t.Distance + t.Split + t.Late + t.Balance + t.Carbon + t.Rules
}

// Plus adds two costs, term by term.
func (t Terms) Plus(o Terms) Terms {
	t.add(o)
	return t
}

func (t *Terms) add(o Terms) {
	t.Carrier += o.Carrier
	t.Handling += o.Handling
	t.Distance += o.Distance
	t.Split += o.Split
	t.Late += o.Late
	t.Balance += o.Balance
	t.Carbon += o.Carbon
	t.Rules += o.Rules
}

// Why keeps the grounds of a plan for people. Its size is bounded whatever the
// number of locations.
type Why struct {
	Rule           string           `json:"rule"` // what was looked for, in words
	Strategy       Strategy         `json:"strategy,omitempty"`
	Sentence       string           `json:"sentence"` // what came of it, in words
	Candidates     []Candidate      `json:"candidates"`
	Sets           int              `json:"sets_compared"`
	Optimal        bool             `json:"optimal"`
	GapPermille    *int64           `json:"gap_permille,omitempty"` // how far above the bound a plan is that is not proven best; absent when no figure is known
	Currency       string           `json:"currency,omitempty"`
	Cost           int64            `json:"cost"`
	Bound          int64            `json:"bound"`
	Terms          Terms            `json:"terms"`
	Fired          []string         `json:"rules_fired,omitempty"` // names, in order
	Counterfactual []Counterfactual `json:"counterfactuals,omitempty"`
	Precision      Precision        `json:"destination_precision,omitempty"`
	Destination    *Place           `json:"destination,omitempty"` // nil when nobody knows
}

// Candidate is one location as the decision saw it.
type Candidate struct {
	Location   string     `json:"location"`
	Units      int64      `json:"units"` // of the order that it may send
	Of         int64      `json:"of"`
	DistanceKM *int64     `json:"distance_km,omitempty"`
	Place      *Place     `json:"place,omitempty"`
	Dispatch   *time.Time `json:"next_dispatch,omitempty"`
	Card       string     `json:"card,omitempty"`
	Zone       string     `json:"zone,omitempty"`
	Parcels    int64      `json:"parcels,omitempty"`
	// Terms are what its part of the plan costs, or, of one that was not chosen,
	// what its Units would cost from there alone. Absent when it may send none.
	Terms  *Terms   `json:"terms,omitempty"`
	Cost   int64    `json:"cost,omitempty"`
	Chosen bool     `json:"chosen"`
	Failed []Failed `json:"failed,omitempty"` // constraints that it does not meet
	Reason string   `json:"reason,omitempty"` // why it was not chosen, in words
}

// Failed is a constraint that a location does not meet.
type Failed struct {
	Constraint Constraint `json:"constraint"`
	SKU        string     `json:"sku,omitempty"`  // the one concerned; "" for all
	Rule       string     `json:"rule,omitempty"` // the rule's name, of rules
	Missing    int64      `json:"missing,omitempty"`
	Detail     string     `json:"detail,omitempty"`
}

// Constraint is a kind of constraint.
type Constraint string

// The constraints.
const (
	FailStock    Constraint = "stock"
	FailCapacity Constraint = "capacity"
	FailExcluded Constraint = "excluded"
	FailChannel  Constraint = "channel"
	FailBorder   Constraint = "border"
	FailHandling Constraint = "handling"
	FailCarrier  Constraint = "carrier"
	FailRule     Constraint = "rule"
)

// Counterfactual is the smallest change that would have let a location that
// was not chosen send everything for less.
type Counterfactual struct {
	Location string     `json:"location"`
	Stock    []MoreOf   `json:"stock,omitempty"`    // units that were missing there
	Capacity int64      `json:"capacity,omitempty"` // units of the day that were missing
	Orders   bool       `json:"orders,omitempty"`   // room for one more order was missing
	Cutoff   *time.Time `json:"cutoff,omitempty"`   // the hand-over that would have been early enough
	Saves    int64      `json:"saves"`              // minor units, at least
	Fills    int64      `json:"fills,omitempty"`    // units more than the plan fills
	Sentence string     `json:"sentence"`
}

// MoreOf is a number of units of a SKU.
type MoreOf struct {
	SKU   string `json:"sku"`
	Units int64  `json:"units"`
}
