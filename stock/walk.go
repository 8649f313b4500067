package stock

import (
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Offer is what is to be sold, and all that its figure depends on.
type Offer struct {
	SKU       *oms.SKU
	Levels    func(skuID string) []oms.StockLevel // of the SKU, or of the components of a bundle; at any location
	Inactive  map[string]bool                     // ids of the locations that take no part in allocation
	Component func(skuID string) *oms.SKU         // the components of a bundle
	Listing   *oms.Listing                        // the offer on one channel; nil for the network as a whole, or for a Channel without one
	Channel   *oms.Channel                        // whose limits count; that of the listing when nil
	Policy    *Policy                             // the rules
	Demand    func(skuID string) Demand           // how fast SKUs sell; nil when no rule asks
}

// channel is the id and code of the channel that the offer is on, or nothing.
func (o Offer) channel() (id, code string) {
	switch {
	case o.Channel != nil:
		return o.Channel.ID, o.Channel.Code
	case o.Listing != nil:
		return o.Listing.ChannelID, o.Listing.Channel
	}
	return "", ""
}

func (o Offer) on() *oms.Channel {
	id, code := o.channel()
	if id == "" && code == "" {
		return nil
	}
	return &oms.Channel{ID: id, Code: code}
}

// Walk is the way from what is on the shelves to what can be sold: the steps
// add up to Sellable.
type Walk struct {
	SKU       string `json:"sku"`
	Channel   string `json:"channel,omitempty" doc:"The channel of the listing; absent for the network as a whole"`
	ListingID string `json:"listing_id,omitempty"`
	Steps     []Step `json:"steps"`
	Available int64  `json:"available" doc:"What the channel's locations, or all of them, can still promise, before buffer and cap"`
	Sellable  int64  `json:"sellable" doc:"What may be offered"`
	Parts     []Walk `json:"components,omitempty" doc:"Of a bundle: the walk of each component"`
}

// Step is one term of a walk.
type Step struct {
	Term     Term   `json:"term"`
	Location string `json:"location,omitempty" doc:"Code of the location that it is about"`
	Quantity int64  `json:"quantity" doc:"Signed: what it adds or takes away"`
	Why      string `json:"why"`
	RuleID   string `json:"rule_id,omitempty" doc:"The stock rule that says so"`
	Rule     string `json:"rule,omitempty" doc:"Its name"`
}

// Term names a step.
type Term string

// The terms, in the order of the walk.
const (
	TermOnHand         Term = "on_hand"
	TermAllocated      Term = "allocated"
	TermReserved       Term = "reserved"
	TermSafety         Term = "safety"
	TermDamaged        Term = "damaged"
	TermQualityControl Term = "quality_control"
	TermInactive       Term = "inactive_location"
	TermOutside        Term = "outside_location" // the channel does not sell from there
	TermThreshold      Term = "threshold"
	TermRingFence      Term = "ring_fence" // of another channel
	TermComponents     Term = "components" // of a bundle: the sets that its components make
	TermNotOffered     Term = "not_offered"
	TermBuffer         Term = "buffer"
	TermCap            Term = "cap"
	TermFloor          Term = "floor" // nothing below zero is shown
)

// Explain walks from on hand to sellable:
//
//	available = on hand − allocated − reserved − safety − damaged − quality control, at every active location
//	sellable  = max(0, min(cap, Σ over the channel's locations (available − threshold) − ring-fences of other channels − buffer)),
//	            and 0 for what is not offered
//
// A bundle begins with the sets that its scarcest component makes.
func Explain(o Offer) Walk {
	w := Walk{SKU: o.SKU.Code}
	_, w.Channel = o.channel()
	if o.SKU.Bundle() {
		w.sets(o)
	} else {
		w.shelves(o)
	}
	w.Available = w.Sellable
	w.limits(o)
	return w
}

func (w *Walk) step(term Term, location string, n int64, why string) {
	if n == 0 && term != TermOnHand {
		return
	}
	w.Steps = append(w.Steps, Step{Term: term, Location: location, Quantity: n, Why: why})
	w.Sellable += n
}

// ruled is a step that a rule says.
func (w *Walk) ruled(term Term, location string, n int64, why string, r *oms.StockRule) {
	if n != 0 {
		w.step(term, location, n, why)
		last := &w.Steps[len(w.Steps)-1]
		last.RuleID, last.Rule = r.ID, r.Name
	}
}

// shelves adds up the locations.
func (w *Walk) shelves(o Offer) {
	for _, l := range o.Levels(o.SKU.ID) {
		w.step(TermOnHand, l.Location, l.OnHand, "physically at "+l.Location)
		w.step(TermAllocated, l.Location, -l.Allocated, "promised to order lines, not yet shipped")
		w.step(TermReserved, l.Location, -l.Reserved, "claimed for a time by carts, quotes or unpaid orders")
		w.step(TermSafety, l.Location, -l.Safety, "kept back as safety stock")
		w.step(TermDamaged, l.Location, -l.Damaged, "damaged")
		w.step(TermQualityControl, l.Location, -l.QualityControl, "waiting for quality control")
		kept, safety := o.Policy.Safety(o.SKU, l)
		if safety != nil {
			w.ruled(TermSafety, l.Location, -kept, fmt.Sprintf("at least %d are kept back as safety stock", safety.Quantity), safety)
		}
		w.open(o, l, l.Available()-kept)
	}
	w.fenced(o)
}

// open takes away what a location has and the channel may not sell, or not show.
func (w *Walk) open(o Offer, l oms.StockLevel, left int64) {
	if o.Inactive[l.LocationID] {
		w.step(TermInactive, l.Location, -left, l.Location+" takes no part in allocation")
		return
	}
	id, code := o.channel()
	if id == "" {
		return
	}
	if r := o.Policy.Outside(id, l.Location); r != nil {
		w.ruled(TermOutside, l.Location, -left, code+" does not sell from "+l.Location, r)
		return
	}
	if r := o.Policy.rule(oms.StockThreshold, o.SKU, id, l.LocationID); r != nil {
		w.ruled(TermThreshold, l.Location, -min(r.Quantity, left), fmt.Sprintf("the last %d at %s are not shown", r.Quantity, l.Location), r)
	}
}

// fenced takes away what only other channels may sell.
func (w *Walk) fenced(o Offer) {
	id, _ := o.channel()
	if id == "" {
		return
	}
	for _, r := range o.Policy.fences(o.SKU, id) {
		w.ruled(TermRingFence, "", -min(r.Quantity, max(0, w.Sellable)), fmt.Sprintf("%d are held for %s", r.Quantity, r.Channel), r)
	}
}

// sets finds the component that makes the fewest sets.
func (w *Walk) sets(o Offer) {
	best, why := int64(-1), ""
	for _, c := range o.SKU.Components {
		part := o.Component(c.SKUID)
		if part == nil {
			part = &oms.SKU{ID: c.SKUID, Code: c.SKU, Active: true}
		}
		p := Explain(Offer{SKU: part, Levels: o.Levels, Inactive: o.Inactive, Component: o.Component, Channel: o.on(), Policy: o.Policy})
		w.Parts = append(w.Parts, p)
		if sets := max(0, p.Available) / c.Quantity; best < 0 || sets < best {
			best, why = sets, fmt.Sprintf("%d of %s make %d sets of %d: the fewest of all components", p.Available, c.SKU, sets, c.Quantity)
		}
	}
	w.step(TermComponents, "", max(0, best), why)
}

// limits applies what the SKU, the listing and its channel allow.
func (w *Walk) limits(o Offer) {
	l := o.Listing
	if l != nil {
		w.ListingID = l.ID
	}
	switch {
	case !o.SKU.Active:
		w.step(TermNotOffered, "", -w.Sellable, "the SKU is not active")
		return
	case l == nil:
	case !l.Active:
		w.step(TermNotOffered, "", -w.Sellable, "the listing is not active")
		return
	default:
		w.buffer(o)
		if l.Cap != nil && w.Sellable > *l.Cap {
			w.step(TermCap, "", *l.Cap-w.Sellable, fmt.Sprintf("%s is shown %d at most", l.Channel, *l.Cap))
		}
	}
	if w.Sellable < 0 {
		w.step(TermFloor, "", -w.Sellable, "nothing below zero is offered")
	}
}

// buffer keeps back what the listing says, or what its lag calls for if that
// is more.
func (w *Walk) buffer(o Offer) {
	l := o.Listing
	r := o.Policy.Risk(o.SKU, l.ChannelID)
	if r == nil || o.Demand == nil {
		w.step(TermBuffer, "", -l.Buffer, "kept back from "+l.Channel)
		return
	}
	n := Buffer(o.Demand(o.SKU.ID), l.Sync.LagP95, r.Risk)
	for _, c := range o.SKU.Components {
		of := Buffer(o.Demand(c.SKUID), l.Sync.LagP95, r.Risk)
		n = max(n, (of+c.Quantity-1)/c.Quantity)
	}
	if n <= l.Buffer {
		w.step(TermBuffer, "", -l.Buffer, "kept back from "+l.Channel)
		return
	}
	w.ruled(TermBuffer, "", -n, fmt.Sprintf("%s hears of a change up to %s late: more than %d are sold in that time at most %d times in 10,000",
		l.Channel, l.Sync.LagP95.Round(100*time.Millisecond), n, r.Risk), r)
}
