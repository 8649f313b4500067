package routing

import (
	"fmt"
	"slices"
	"strings"
)

// CardWarning is something about rate cards that can't be meant. What is
// written wrong is a fault instead, and refused.
type CardWarning struct {
	Reason CardReason `json:"reason"`
	Index  int        `json:"index" doc:"The card's place in the list, from 0; −1 when it is about all of them" example:"0"`
	Card   string     `json:"card,omitempty" doc:"Its name" example:"Standard"`
	Zone   string     `json:"zone,omitempty" doc:"The zone's name" example:"eu"`
	Other  string     `json:"other,omitempty" doc:"The zone that comes before it" example:"world"`
	UpTo   int64      `json:"up_to_grams,omitempty" doc:"The step of the price" example:"2000"`
	From   string     `json:"from,omitempty" doc:"The country that nothing leaves" example:"GB"`
	To     []string   `json:"to,omitempty" doc:"The countries that are not reached from there" example:"FR"`
	Text   string     `json:"text"`
}

// CardReason is why a card is warned about.
type CardReason string

// The reasons.
const (
	ZoneHidden CardReason = "zone_hidden" // an earlier zone fits every route of it
	FreePrice  CardReason = "free_price"  // a parcel costs nothing
	NoCarriage CardReason = "no_carriage" // no card has a zone from a location's country to a market's
)

// LintCards finds what can't be meant in the rate cards of a policy: zones that
// never hold, prices of zero, and routes that no card serves from the countries
// of the locations to each other and to those of the markets. Zones that end at
// a distance are taken to serve their routes.
func LintCards(p Policy, origins []string) (out []CardWarning) {
	for i := range p.Cards {
		card := &p.Cards[i]
		for k := range card.Zones {
			z := &card.Zones[k]
			for e := range card.Zones[:k] {
				if other := &card.Zones[e]; other.hides(z) {
					out = append(out, CardWarning{Reason: ZoneHidden, Index: i, Card: card.Name, Zone: z.Name, Other: other.Name,
						Text: fmt.Sprintf("%s: zone %s never holds: zone %s fits all its routes and comes before", card.Name, z.Name, other.Name)})
					break
				}
			}
			if n := slices.Index(z.Prices, 0); n >= 0 && n < len(card.Steps) && card.Surcharge == 0 {
				out = append(out, CardWarning{Reason: FreePrice, Index: i, Card: card.Name, Zone: z.Name, UpTo: card.Steps[n],
					Text: fmt.Sprintf("%s: %s costs nothing", card.Name, card.cell(k, n))})
			}
		}
	}
	if len(p.Cards) == 0 {
		return out
	}
	return append(out, unserved(p, origins)...)
}

// hides tells whether a zone fits every route that another fits.
func (z *Zone) hides(o *Zone) bool {
	return (!z.Domestic || o.Domestic) && wider(z.From, o.From) && wider(z.To, o.To) && (z.UpToKM == 0 || o.UpToKM > 0 && o.UpToKM <= z.UpToKM)
}

// unserved warns of countries that no card reaches from a location's.
func unserved(p Policy, origins []string) (out []CardWarning) {
	reach := slices.Clone(origins)
	for _, m := range p.Markets {
		reach = append(reach, m.Countries...)
	}
	slices.Sort(reach)
	reach = slices.Compact(reach)
	origins = slices.Clone(origins)
	slices.Sort(origins)
	for _, from := range slices.Compact(origins) {
		missing := slices.DeleteFunc(slices.Clone(reach), func(to string) bool { return p.carries(from, to) })
		if len(missing) > 0 {
			out = append(out, CardWarning{Reason: NoCarriage, Index: -1, From: from, To: missing,
				Text: fmt.Sprintf("no rate card has a zone from %s to %s", from, strings.Join(missing, ", "))})
		}
	}
	return out
}

// carries tells whether a card has a zone between two countries.
func (p *Policy) carries(from, to string) bool {
	return slices.ContainsFunc(p.Cards, func(c RateCard) bool {
		return slices.ContainsFunc(c.Zones, func(z Zone) bool {
			return (!z.Domestic || from == to) && in(z.From, from) && in(z.To, to)
		})
	})
}
