package stock

import (
	"fmt"

	"github.com/switchyard-oms/switchyard/oms"
)

// Offer is what is to be sold, and all that its figure depends on.
type Offer struct {
	SKU       *oms.SKU
	Levels    func(skuID string) []oms.StockLevel // of the SKU, or of the components of a bundle; at any location
	Inactive  map[string]bool                     // ids of the locations that take no part in allocation
	Component func(skuID string) *oms.SKU         // the components of a bundle
	Listing   *oms.Listing                        // the offer on one channel; nil for the network as a whole
}

// Walk is the way from what is on the shelves to what can be sold: the steps
// add up to Sellable.
type Walk struct {
	SKU       string `json:"sku"`
	Channel   string `json:"channel,omitempty" doc:"The channel of the listing; absent for the network as a whole"`
	ListingID string `json:"listing_id,omitempty"`
	Steps     []Step `json:"steps"`
	Available int64  `json:"available" doc:"What can still be promised, before the channel's own limits"`
	Sellable  int64  `json:"sellable" doc:"What may be offered"`
	Parts     []Walk `json:"components,omitempty" doc:"Of a bundle: the walk of each component"`
}

// Step is one term of a walk.
type Step struct {
	Term     Term   `json:"term"`
	Location string `json:"location,omitempty" doc:"Code of the location that it is about"`
	Quantity int64  `json:"quantity" doc:"Signed: what it adds or takes away"`
	Why      string `json:"why"`
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
	TermComponents     Term = "components" // of a bundle: the sets that its components make
	TermNotOffered     Term = "not_offered"
	TermBuffer         Term = "buffer"
	TermCap            Term = "cap"
	TermFloor          Term = "floor" // nothing below zero is shown
)

// Explain walks from on hand to sellable:
//
//	available = on hand − allocated − reserved − safety − damaged − quality control, at every active location
//	sellable  = max(0, min(cap, available − buffer)), and 0 for what is not offered
//
// A bundle begins with the sets that its scarcest component makes.
func Explain(o Offer) Walk {
	w := Walk{SKU: o.SKU.Code}
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
	w.Steps = append(w.Steps, Step{term, location, n, why})
	w.Sellable += n
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
		if o.Inactive[l.LocationID] {
			w.step(TermInactive, l.Location, -l.Available(), l.Location+" takes no part in allocation")
		}
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
		p := Explain(Offer{SKU: part, Levels: o.Levels, Inactive: o.Inactive, Component: o.Component})
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
		w.Channel, w.ListingID = l.Channel, l.ID
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
		w.step(TermBuffer, "", -l.Buffer, "kept back from "+l.Channel)
		if l.Cap != nil && w.Sellable > *l.Cap {
			w.step(TermCap, "", *l.Cap-w.Sellable, fmt.Sprintf("%s is shown %d at most", l.Channel, *l.Cap))
		}
	}
	if w.Sellable < 0 {
		w.step(TermFloor, "", -w.Sellable, "nothing below zero is offered")
	}
}
