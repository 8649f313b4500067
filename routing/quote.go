package routing

import "math"

// Goods are what would be sent from one location, packed as routing packs: in
// as few parcels as the card's heaviest step allows, all of the same weight.
type Goods struct {
	Service string // the service level, or a shipping method that the policy has one for
	Grams   int64
	MM3     int64
	Units   int64
	Lines   int64
}

// CardQuote is what one rate card asks for goods, step by step. Lateness, balance
// and rules are about orders, so no quote has them.
type CardQuote struct {
	Card      string      `json:"card" example:"Standard"`
	Refused   QuoteReason `json:"refused,omitempty" doc:"Why the card does not carry it: level, it is for other service levels, or route, none of its zones fits. Absent when it does" example:"route"`
	Best      bool        `json:"best,omitempty" doc:"Routing would take this card, if none is late"`
	Zone      string      `json:"zone,omitempty" doc:"The first of the card that fits the route" example:"eu"`
	Days      int64       `json:"days" doc:"In transit" example:"2"`
	Billed    int64       `json:"billed_grams" doc:"The weight, or the volume divided by the card's divisor where that is more" example:"1800"`
	ByVolume  bool        `json:"by_volume,omitempty" doc:"The volume is what counts"`
	Parcels   int64       `json:"parcels" example:"1"`
	Over      int64       `json:"over_grams" doc:"Each parcel is heavier than this, the step before" example:"1000"`
	UpTo      int64       `json:"up_to_grams" doc:"The step that it falls in" example:"2000"`
	Price     int64       `json:"price" doc:"Of one parcel as the card has it, minor units" example:"1249"`
	Fuel      int64       `json:"fuel" doc:"Of one parcel" example:"156"`
	Surcharge int64       `json:"surcharge" doc:"Of one parcel" example:"35"`
	Carrier   int64       `json:"carrier" doc:"parcels × (price + fuel + surcharge)" example:"1440"`
	Handling  int64       `json:"handling" doc:"Of the parcels, lines and units" example:"120"`
	Distance  int64       `json:"distance" example:"88"`
	Carbon    int64       `json:"carbon" example:"0"`
	Total     int64       `json:"total" example:"1648"`
}

// QuoteReason is why a card does not carry goods.
type QuoteReason string

// The reasons.
const (
	OtherLevel QuoteReason = "level" // it is for other service levels
	NoZone     QuoteReason = "route" // none of its zones fits the route
)

// Quotes asks every rate card of the policy, in their order, what it costs to
// send goods from a location. They are the prices that plans are made with.
func (c *Compiled) Quotes(from *Node, to *Destination, g Goods) []CardQuote {
	km, handling := c.Reach(from, to)
	level := c.service(g.Service)
	named := c.named(level)
	best, least := -1, int64(math.MaxInt64)
	out := make([]CardQuote, len(c.cards))
	for k := range c.cards {
		card, q := &c.cards[k], &out[k]
		q.Card = card.Name
		if !card.carries(level, named) {
			q.Refused = OtherLevel
			continue
		}
		zone := card.zone(from, to, km)
		if zone < 0 {
			q.Refused = NoZone
			continue
		}
		q.price(card, zone, g)
		q.Handling = q.Parcels*handling.Parcel + g.Lines*handling.Line + g.Units*handling.Unit
		q.Distance = km * c.policy.PerKM / milli
		q.Carbon = c.policy.Carbon.cost(q.Parcels, g.Grams, km)
		q.Total = q.Carrier + q.Handling + q.Distance + q.Carbon
		if asks := q.Carrier + q.Parcels*handling.Parcel; asks < least {
			best, least = k, asks
		}
	}
	if best >= 0 {
		out[best].Best = true
	}
	return out
}

// Reach is how far a location is from a destination, in kilometers, and what
// work there costs.
func (c *Compiled) Reach(from *Node, to *Destination) (km int64, handling Handling) {
	km, _ = distance(from, to)
	if from.Handling != nil {
		return km, *from.Handling
	}
	return km, c.policy.Handling
}

// price finds the step of the goods in a zone, and its price in parts.
func (q *CardQuote) price(card *compiledCard, zone int, g Goods) {
	q.Zone, q.Days = card.Zones[zone].Name, card.Zones[zone].Days
	q.Billed = card.billed(g.Grams, g.MM3)
	q.ByVolume = q.Billed > g.Grams
	parcels, step := card.parcels(q.Billed)
	q.Parcels, q.UpTo = parcels, card.Steps[step]
	if step > 0 {
		q.Over = card.Steps[step-1]
	}
	each := card.Zones[zone].Prices[step]
	q.Surcharge = card.Surcharge
	q.Price = card.listed[zone][step]
	q.Fuel = each - q.Surcharge - q.Price
	q.Carrier = parcels * each
}
