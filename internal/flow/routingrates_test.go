package flow

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// TestRateSheets reads price tables as people send them.
func TestRateSheets(t *testing.T) {
	eu := routing.Zone{Name: "eu", To: []string{"FR", "IT"}, Days: 3, Prices: []int64{949, 1249}}
	for _, tc := range []struct{ name, file, want string }{
		{"OK", "zone,domestic,from,to,up_to_km,days,1000 g,2 kg\nhome,yes,,,,1,4.19,5.49\neu,no,,FR IT,0,3,9.49,12.49\n", ""},
		{"OKSemicolons", "Zone;Inland;Länder;Laufzeit;0-1 kg;1-2 kg\nhome;ja;;1;4,19;5,49 €\neu;;FR/IT;3;9,49;12,49\n", ""},
		{"ErrFlag", "zone,domestic,1000\na,perhaps,1\n", `row 2, domestic must be yes or no, not "perhaps"`},
		{"ErrGap", "zone,0-1000,1500-2000\na,1,2\n", "1500-2000 leaves a gap: no price for more than 1000 g and less than 1500 g"},
		{"ErrOverlap", "zone,0-1000,900-2000\na,1,2\n", "900-2000 overlaps the column before it, which ends at 1000 g"},
		{"ErrHeading", "zone,1000,surcharge\na,1,2\n", "surcharge is neither a column of zones nor a weight such as 1000 g or 2 kg"},
		{"ErrPartOfGram", "zone,0.5\na,1\n", "0.5 is neither a column of zones nor a weight such as 1000 g or 2 kg"},
		{"ErrEmptyCell", "zone,1000,2000\na,,2\n", "row 2, 1000 g has no price"},
		{"ErrNoAmount", "zone,1000\na,much\n", `row 2, 1000 g "much" is no amount of EUR`},
		{"ErrNegative", "zone,1000\na,-1\n", "zones[0].prices[0] zone a up to 1000 g: must be from 0 to 1099511627776"},
		{"ErrFalling", "zone,1000,2000\na,2,1\n", "zones[0].prices[1] zone a up to 2000 g: must not be below the price of a lighter parcel"},
		{"ErrTwice", "zone,1000\na,2\na,3\n", `zones[1].name zone 2 has the name of another, "a"`},
		{"ErrNameless", "zone,to,1000\n,FR,3\n", "zones[0].name zone 1 needs a name"},
		{"ErrCountry", "zone,to,1000\na,Bavaria,3\n", `zones[0].to zone a: "BAVARIA" is not a country of ISO 3166-1 alpha-2`},
		{"ErrNoWeights", "zone,to\na,DE\n", "steps needs a weight up to which its prices hold"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, err := (*Flow)(nil).ReadRateSheet(t.Context(), []byte(tc.file), "EUR")
			if err != nil {
				t.Fatal(err)
			}
			var faults []string
			for _, f := range s.Faults {
				faults = append(faults, f.Field+" "+f.Message)
			}
			if got := strings.Join(faults, "; "); got != tc.want {
				t.Fatalf("%q, want %q", got, tc.want)
			}
			if strings.HasPrefix(tc.name, "OK") && (!slices.Equal(s.Steps, []int64{1000, 2000}) || !reflect.DeepEqual(s.Zones[1], eu) || !s.Zones[0].Domestic) {
				t.Errorf("%+v", s)
			}
		})
	}
	if _, err := (*Flow)(nil).ReadRateSheet(t.Context(), []byte("weight,price\n1,2\n"), "EUR"); oms.CodeOf(err) != oms.Invalid {
		t.Errorf("a file without zones: %v", err)
	}
}

// TestRateCards exports and reads cards, asks what a parcel costs, and lets a
// policy with cards of its own decide.
func TestRateCards(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		built, err := w.BuiltInRates(w.ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range built.Cards {
			var file bytes.Buffer
			if err := w.ExportRateSheet(w.ctx, c.Name, &file); err != nil {
				t.Fatal(err)
			}
			s, err := w.ReadRateSheet(w.ctx, file.Bytes(), built.Currency)
			if err != nil || len(s.Faults) > 0 || !slices.Equal(s.Steps, c.Steps) || !sameZones(s.Zones, c.Zones) {
				t.Errorf("%s came back as %+v, %v", c.Name, s, err)
			}
		}
		if err := w.CheckDraftCard(w.ctx, "Nobody"); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("%v", err)
		}

		p := policyOf(t, w)
		p.Currency, p.Cards, p.Services = built.Currency, built.Cards, built.Services
		p.Cards[0].Fuel, p.Cards[0].Surcharge, p.Cards[0].Divisor = 100, 30, 5000
		ask := RateQuestion{Location: "BER", Destination: oms.Address{CountryCode: "FR"}, Method: "Standard", WeightGrams: 1200, LengthMM: 300, WidthMM: 300, HeightMM: 300, Policy: &p}
		a, err := w.QuoteRates(w.ctx, ask)
		if err != nil {
			t.Fatal(err)
		}
		// 27,000 cm³ ÷ 5,000 = 5.4 kg, which falls in the step up to 10 kg.
		if q := a.Quotes[0]; q.Zone != "eu" || q.Billed != 5400 || !q.ByVolume || q.Over != 5000 || q.UpTo != 10_000 || q.Price != 2299 || q.Fuel != 229 || q.Carrier != 2558 || !q.Best {
			t.Errorf("%+v", q)
		}
		if q := a.Quotes[1]; q.Refused != routing.OtherLevel || a.Level != "standard" {
			t.Errorf("%+v of level %s", q, a.Level)
		}
		ask.Policy = nil
		if a, err = w.QuoteRates(w.ctx, ask); err != nil || a.Quotes[0].Carrier != 1249 {
			t.Errorf("the live policy: %+v %v", a, err)
		}
		for field, bad := range map[string]RateQuestion{
			"location":                 {Location: "MOON", Destination: oms.Address{CountryCode: "FR"}},
			"destination.country_code": {Location: "BER"},
			"weight_grams":             {Location: "BER", Destination: oms.Address{CountryCode: "FR"}, WeightGrams: -1},
		} {
			if _, err := w.QuoteRates(w.ctx, bad); !faults(err, field) {
				t.Errorf("%s: %v", field, err)
			}
		}

		w.sku("A", "backorder", "BER", 5)
		version := publish(t, w, p)
		o := w.capture("1", "A", 1)
		d, err := w.RoutingDecisions(w.ctx, o.ID)
		if err != nil || *d[0].Version != version || d[0].Why.Terms.Carrier != 419+41+30 {
			t.Errorf("%+v %v", d, err)
		}
	})
}

// TestBadCardsAreRefusedByName has names twice and missing.
func TestBadCardsAreRefusedByName(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		zone := routing.Zone{Name: "all", Prices: []int64{100}}
		card := routing.RateCard{Name: "A", Steps: []int64{1000}, Zones: []routing.Zone{zone, zone}}
		p := policyOf(t, w)
		p.Cards = []routing.RateCard{card, {Name: "A", Steps: []int64{1000}, Zones: []routing.Zone{{Prices: []int64{-1}}}}}
		p.Markets = []routing.Market{{Name: "eu", Countries: []string{"XQ"}}, {Name: "eu", Countries: []string{"DE"}}}
		p.Services, p.Rates = map[string]string{"Next day": ""}, map[string]int64{"EUX": 5}
		_, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "x", Policy: p})
		for _, field := range []string{"cards[1].name", "cards[0].zones[1].name", "cards[1].zones[0].name", "cards[1].zones[0].prices[0]", "markets[0].countries", "markets[1].name", "services", "rates.EUX"} {
			if !faults(err, "policy."+field) {
				t.Errorf("%s is not named by %v", field, err)
			}
		}
		p.Cards = []routing.RateCard{{Name: "A", Steps: []int64{1000}, Zones: []routing.Zone{{Name: "home", Domestic: true, Prices: []int64{100}}}}}
		p.Markets, p.Services, p.Rates = nil, nil, nil
		d, err := w.SaveWorkingRouting(w.ctx, WorkingPolicyInput{Policy: p})
		if err != nil || len(d.Faults) > 0 || fmt.Sprint(d.CardWarnings) == "[]" || d.CardWarnings[0].From != "DE" || !slices.Equal(d.CardWarnings[0].To, []string{"GB"}) {
			t.Errorf("%+v %v", d, err)
		}
	})
}

// sameZones compares zones; no countries and none written are the same.
func sameZones(a, b []routing.Zone) bool {
	return slices.EqualFunc(a, b, func(x, y routing.Zone) bool {
		return x.Name == y.Name && x.Domestic == y.Domestic && slices.Equal(x.From, y.From) && slices.Equal(x.To, y.To) && x.UpToKM == y.UpToKM && x.Days == y.Days && slices.Equal(x.Prices, y.Prices)
	})
}

// faults tells whether an error names a field.
func faults(err error, field string) bool {
	var e *oms.Error
	return errors.As(err, &e) && slices.ContainsFunc(e.Fields, func(f oms.FieldError) bool { return f.Field == field })
}
