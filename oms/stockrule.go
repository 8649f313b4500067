package oms

import "time"

// StockRule narrows what channels may sell. Of the rules of one kind that
// concern a figure the most specific holds: one for a SKU before one for a
// category, then one for a channel, then one for a location.
type StockRule struct {
	ID         string
	Name       string // unique, as people say it
	Kind       StockRuleKind
	SKUID      string // "" for any
	SKU        string
	Category   string // of SKUs; "" for any
	ChannelID  string // "" for any
	Channel    string
	LocationID string // "" for any
	Location   string
	Locations  []string // of StockLocations: codes of the locations that the channel sells from
	Quantity   int64    // units of each SKU; not of StockLocations and StockRisk
	Risk       int64    // of StockRisk: how many of ten thousand times a channel may oversell while it shows an old figure
	Active     bool
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// StockRuleKind is what a rule does.
type StockRuleKind string

// The kinds. Those that say so hold for orders too, not only for what channels
// are shown.
const (
	StockLocations StockRuleKind = "locations"     // the channel sells from these locations alone; orders too
	StockFence     StockRuleKind = "ring_fence"    // units of a SKU that only the channel may sell; orders too
	StockThreshold StockRuleKind = "threshold"     // units at each location that are not shown
	StockSafetyMin StockRuleKind = "safety_stock"  // units at each location that nobody may sell; orders too
	StockRisk      StockRuleKind = "oversell_risk" // a buffer computed from demand and the channel's lag
)

// StockRuleKinds lists the kinds.
func StockRuleKinds() []StockRuleKind {
	return []StockRuleKind{StockLocations, StockFence, StockThreshold, StockSafetyMin, StockRisk}
}

// Specificity orders rules of one kind: the greater holds.
func (r *StockRule) Specificity() int {
	n := 0
	for i, scope := range []string{r.LocationID, r.ChannelID, r.Category, r.SKUID} {
		if scope != "" {
			n |= 1 << i
		}
	}
	return n
}

// Concerns tells whether the rule speaks of a SKU on a channel at a location.
func (r *StockRule) Concerns(sku *SKU, channelID, locationID string) bool {
	return (r.SKUID == "" || r.SKUID == sku.ID) && (r.Category == "" || r.Category == sku.Category) &&
		(r.ChannelID == "" || r.ChannelID == channelID) && (r.LocationID == "" || r.LocationID == locationID)
}

// Check reports what is wrong with the rule in itself.
func (r *StockRule) Check() (errs []FieldError) {
	fault := func(field, format string, args ...any) { errs = append(errs, FaultAt(field, format, args...)) }
	if r.SKUID != "" && r.Category != "" {
		fault("category", "must be absent when a SKU is named: the SKU says it already")
	}
	needs, refuses := stockRuleShape[r.Kind].needs, stockRuleShape[r.Kind].refuses
	scope := map[string]bool{"sku": r.SKUID != "", "category": r.Category != "", "channel": r.ChannelID != "", "location": r.LocationID != "",
		"locations": len(r.Locations) > 0, "quantity": r.Quantity > 0, "risk": r.Risk > 0}
	for _, field := range needs {
		if !scope[field] {
			fault(field, "is needed by a rule of kind %s", r.Kind)
		}
	}
	for _, field := range refuses {
		if scope[field] {
			fault(field, "has no meaning in a rule of kind %s", r.Kind)
		}
	}
	if r.Kind == StockFence && r.SKUID == "" && r.Category == "" {
		fault("sku", "or a category is needed: a fence holds units of certain SKUs")
	}
	return errs
}

// stockRuleShape says which fields a kind needs, and which it has no use for.
var stockRuleShape = map[StockRuleKind]struct{ needs, refuses []string }{
	StockLocations: {[]string{"channel", "locations"}, []string{"sku", "category", "location", "quantity", "risk"}},
	StockFence:     {[]string{"channel", "quantity"}, []string{"location", "locations", "risk"}},
	StockThreshold: {nil, []string{"locations", "risk"}},
	StockSafetyMin: {nil, []string{"channel", "locations", "risk"}},
	StockRisk:      {[]string{"risk"}, []string{"location", "locations", "quantity"}},
}
