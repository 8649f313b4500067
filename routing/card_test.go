package routing_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/routing"
)

// TestQuotesArePlanPrices sends all of an order from one location and asks what
// the same goods cost: the card that the plan takes asks what the plan says.
func TestQuotesArePlanPrices(t *testing.T) {
	priced := 0
	for seed := range uint64(4_000) {
		p, policy := random(rand.New(rand.NewPCG(seed, 5)))
		policy.Rules, policy.Late = nil, routing.Late{}
		p.Nodes = p.Nodes[:1]
		goods := routing.Goods{Service: p.Order.Service}
		for i := range p.Items {
			p.Items[i].Have, p.Items[i].Opportunity = []int64{100}, nil
		}
		for _, l := range p.Lines {
			i := slices.IndexFunc(p.Items, func(i routing.Item) bool { return i.SKUID == l.SKUID })
			goods.Grams += l.Quantity * p.Items[i].WeightGrams
			goods.MM3 += l.Quantity * p.Items[i].VolumeMM3
			goods.Units += l.Quantity
		}
		goods.Lines = int64(len(p.Items))
		c := compile(t, policy)
		plan := routing.Choose(p, c)
		if len(plan.Short) > 0 || len(plan.Legs) != 1 || plan.Legs[0].Card < 0 {
			continue
		}
		priced++
		quotes, leg := c.Quotes(&p.Nodes[0], &p.To, goods), plan.Legs[0]
		q, card := quotes[leg.Card], policy.Cards[leg.Card]
		if !q.Best || q.Carrier != leg.Terms.Carrier || q.Handling != leg.Terms.Handling || q.Distance != leg.Terms.Distance || q.Carbon != leg.Terms.Carbon || q.Parcels != leg.Parcels {
			t.Fatalf("seed %d: the plan has %+v, the quote is %+v", seed, leg, q)
		}
		step := slices.Index(card.Steps, q.UpTo)
		if q.Zone != card.Zones[leg.Zone].Name || q.Price != card.Zones[leg.Zone].Prices[step] || q.Carrier != q.Parcels*(q.Price+q.Fuel+q.Surcharge) ||
			q.Fuel != q.Price*card.Fuel/1000 || q.Billed > q.Parcels*q.UpTo || q.Billed <= q.Parcels*q.Over && q.Billed > 0 && q.Parcels == 1 {
			t.Fatalf("seed %d: %+v of %+v", seed, q, card)
		}
	}
	if priced < 500 {
		t.Errorf("only %d orders were priced", priced)
	}
}

func TestQuotesSayWhyNot(t *testing.T) {
	c := compile(t, routing.Policy{Currency: "EUR", Services: map[string]string{"Next day": "express"}, Cards: []routing.RateCard{
		{Name: "Parcel", Steps: []int64{1000}, Zones: []routing.Zone{{Name: "home", Domestic: true, Prices: []int64{400}}}},
		{Name: "Express", Services: []string{"express"}, Steps: []int64{1000}, Zones: []routing.Zone{{Name: "all", Prices: []int64{900}}}},
	}})
	for _, tc := range []struct{ to, service, want string }{
		{"DE", "", "Parcel  true 400, Express level false 0"},
		{"FR", "", "Parcel route false 0, Express level false 0"},
		{"FR", "Next day", "Parcel level false 0, Express  true 900"},
	} {
		var got []string
		for _, q := range c.Quotes(&routing.Node{Country: "DE"}, &routing.Destination{Country: tc.to}, routing.Goods{Service: tc.service, Grams: 10}) {
			got = append(got, fmt.Sprintln(q.Card, q.Refused, q.Best, q.Carrier))
		}
		if text := strings.ReplaceAll(strings.TrimSpace(strings.Join(got, "")), "\n", ", "); text != tc.want {
			t.Errorf("to %s by %q: %s, want %s", tc.to, tc.service, text, tc.want)
		}
	}
}

// TestCardFaultsNameTheCell has one fault in each part of a card.
func TestCardFaultsNameTheCell(t *testing.T) {
	card := routing.RateCard{Name: "Standard", Divisor: -1, Fuel: 10_001, Surcharge: -1, Steps: []int64{1000, 900},
		Zones: []routing.Zone{{Name: "eu", To: []string{"Germany"}, Days: -1, UpToKM: -1, Prices: []int64{500, 400}}, {Name: "far", Prices: []int64{-1}}}}
	_, err := routing.Compile(routing.Policy{Currency: "EUR", Cards: []routing.RateCard{card}})
	var got []string
	for _, f := range routing.Faults(err) {
		got = append(got, f.Error())
	}
	want := []string{
		"cards[0].divisor Standard: must be from 0 to 1099511627776",
		"cards[0].fuel_permille Standard: must be from 0 to 10000",
		"cards[0].surcharge Standard: must be from 0 to 1099511627776",
		"cards[0].steps[1] Standard: 900 g must be above zero and the step before",
		"cards[0].zones[0].prices[1] Standard: zone eu up to 900 g: must not be below the price of a lighter parcel",
		"cards[0].zones[0].days Standard: zone eu: must be zero or more",
		"cards[0].zones[0].up_to_km Standard: zone eu: must be zero or more",
		`cards[0].zones[0].to Standard: zone eu: "Germany" is not a country of ISO 3166-1 alpha-2`,
		"cards[0].zones[1].prices Standard: zone far: needs a price for each of the 2 weights, and has 1",
		"cards[0].zones[1].prices[0] Standard: zone far up to 1000 g: must be from 0 to 1099511627776",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

func TestLintCards(t *testing.T) {
	eu := []string{"DE", "FR"}
	card := routing.RateCard{Name: "Standard", Steps: []int64{1000, 2000}, Zones: []routing.Zone{
		{Name: "near", From: eu, To: eu, UpToKM: 500, Prices: []int64{0, 100}},
		{Name: "eu", From: eu, To: eu, Prices: []int64{300, 400}},
		{Name: "paris", From: []string{"DE"}, To: []string{"FR"}, UpToKM: 900, Prices: []int64{200, 300}},
		{Name: "home", Domestic: true, Prices: []int64{200, 300}},
	}}
	policy := routing.Policy{Cards: []routing.RateCard{card}, Markets: []routing.Market{{Name: "eu", Countries: []string{"DE", "FR", "IT"}}}}
	var got []string
	for _, w := range routing.LintCards(policy, []string{"DE", "GB", "DE"}) {
		got = append(got, w.Text)
	}
	want := []string{
		"Standard: zone near up to 1000 g costs nothing",
		"Standard: zone paris never holds: zone eu fits all its routes and comes before",
		"no rate card has a zone from DE to GB, IT",
		"no rate card has a zone from GB to DE, FR, IT",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if got := routing.LintCards(routing.Policy{}, []string{"DE"}); len(got) > 0 {
		t.Errorf("the built-in carrier: %v", got)
	}
}
