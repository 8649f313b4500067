package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
)

// Offer is what a carrier asks for the parcels of a fulfillment order, and when
// they would arrive with it.
type Offer struct {
	Rate
	Arrives  promise.Range // in days of the destination; zero when nobody knows
	Promised string        // the day by which the buyer was told to have them, "" when not told
	Keeps    bool          // whether it arrives by then
	Proposed bool          // the cheapest that keeps the promise; the cheapest of all when none does
}

// Rates returns what a carrier would ask for the packed parcels of a
// fulfillment order, the cheapest first; none when nothing is packed.
func (f *Flow) Rates(ctx context.Context, id, carrier string) ([]Offer, error) {
	_, offers, err := f.offers(ctx, id, carrier)
	return offers, err
}

func (f *Flow) offers(ctx context.Context, id, carrier string) (parcels int, offers []Offer, err error) {
	c, err := f.carrier(carrier)
	if err != nil {
		return 0, nil, err
	}
	cat := f.catalogs.take()
	defer f.catalogs.give(cat)
	var request RateRequest
	var way shipWay
	err = f.store.Read(ctx, func(tx *store.Tx) error {
		o, err := orderWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return err
		}
		ful := o.FulfillmentOrder(id)
		if request, err = rateRequest(ctx, tx, o, ful, o.Packed(id)); err != nil || len(request.Parcels) == 0 {
			return err
		}
		way, err = cat.way(ctx, tx, o, ful)
		return err
	})
	if err != nil || len(request.Parcels) == 0 {
		return 0, nil, err
	}
	if request.To.CountryCode == "" {
		return 0, nil, oms.Errorf(oms.Conflict, "the order's shipping address has no country: add it first")
	}
	rates, err := c.Rates(ctx, request)
	for _, r := range rates {
		offers = append(offers, Offer{Rate: r, Arrives: cat.arrivalWith(way, r), Promised: way.promised})
	}
	proposeOne(offers)
	return len(request.Parcels), offers, err
}

// proposeOne says which offers keep the promise and marks the cheapest of them,
// or the cheapest of all when none does.
func proposeOne(offers []Offer) {
	best := -1
	for i := range offers {
		o := &offers[i]
		o.Keeps = o.Promised != "" && o.Arrives.Latest != "" && o.Arrives.Latest <= o.Promised
		if best < 0 || o.Keeps && !offers[best].Keeps || o.Keeps == offers[best].Keeps && o.Cost < offers[best].Cost {
			best = i
		}
	}
	if best >= 0 {
		offers[best].Proposed = true
	}
}

// shipWay is what the arrival of packed parcels depends on, but for the service.
type shipWay struct {
	node     int // −1 when the location is none of the catalog's
	to       routing.Destination
	by       *decider // about its order
	leaves   time.Time
	promised string
}

// way reads how the parcels of a fulfillment order go: they are handed over
// when they were to be, or now when that is past.
func (c *catalog) way(ctx context.Context, tx *store.Tx, o *oms.Order, ful *oms.FulfillmentOrder) (shipWay, error) {
	if err := c.fresh(ctx, tx); err != nil {
		return shipWay{}, err
	}
	if err := c.needPlaces(ctx, tx, []oms.Address{o.ShippingAddress}); err != nil {
		return shipWay{}, err
	}
	w := shipWay{node: c.nodeOf(ful.LocationID), to: c.destination(o.ShippingAddress), by: c.deciderOf(o), leaves: tx.Now}
	if ful.ShipBy != nil && ful.ShipBy.After(tx.Now) {
		w.leaves = *ful.ShipBy
	}
	for _, p := range o.Packed(ful.ID) {
		for _, it := range p.Items {
			if by := o.Line(it.Line).DeliverBy; by != "" && (w.promised == "" || by < w.promised) {
				w.promised = by
			}
		}
	}
	return w, nil
}

// arrivalWith is when parcels arrive that go with a service: by the transit
// table of the service, or the days of the rate card that routing has for it.
func (c *catalog) arrivalWith(w shipWay, r Rate) promise.Range {
	if w.node < 0 {
		return promise.Range{}
	}
	n := &c.nodes[w.node]
	route := promise.Route{From: n.Country, To: w.to.Country, Services: []string{r.Service, r.Name}, Name: r.Name}
	quotes := w.by.policy.Quotes(n, &w.to, routing.Goods{Service: r.Service})
	cards := w.by.policy.Policy().Cards
	if i := slices.IndexFunc(quotes, func(q routing.CardQuote) bool { return q.Best }); i >= 0 {
		if card := &cards[i]; card.Name == r.Name || slices.Contains(card.Services, r.Service) {
			route.Services = append(route.Services, append(slices.Clone(card.Services), card.Name)...)
			route.Zone, route.Days = quotes[i].Zone, quotes[i].Days
		}
	}
	d, ok := promise.Handed(c.goods(w.node, w.leaves), w.leaves, c.transits.Find(route))
	if !ok {
		return promise.Range{}
	}
	return promise.Range{Earliest: d.Earliest, Latest: d.Latest}
}
