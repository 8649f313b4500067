package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// RateQuestion is a parcel that nobody sends: what would it cost?
type RateQuestion struct {
	Location    string          `json:"location" doc:"Code of the location that sends it" minLength:"1" maxLength:"64" example:"BER"`
	Destination oms.Address     `json:"destination" doc:"Where it goes"`
	Method      string          `json:"shipping_method,omitempty" doc:"A service level, or a shipping method as channels write it" maxLength:"200" example:"express"`
	WeightGrams int64           `json:"weight_grams" minimum:"0" maximum:"1000000000" example:"1200"`
	LengthMM    int64           `json:"length_mm,omitempty" minimum:"0" maximum:"100000" example:"300"`
	WidthMM     int64           `json:"width_mm,omitempty" minimum:"0" maximum:"100000" example:"200"`
	HeightMM    int64           `json:"height_mm,omitempty" minimum:"0" maximum:"100000" example:"150"`
	Version     *int64          `json:"version,omitempty" doc:"The version to ask; the live one when absent, 0 for the one that is built in" minimum:"0" maximum:"1000000000" example:"2"`
	Policy      *routing.Policy `json:"policy,omitempty" doc:"Instead of a version: a policy that is not stored"`
}

// RateAnswer is what each rate card asks for a parcel.
type RateAnswer struct {
	Currency   string              `json:"currency" doc:"ISO 4217, of every amount" example:"EUR"`
	Level      string              `json:"level" doc:"The service level that was asked for" example:"express"`
	Handling   routing.Handling    `json:"handling" doc:"What work at the location costs"`
	DistanceKM int64               `json:"distance_km" doc:"Great circle; 20,037 when a place is unknown" example:"878"`
	Precision  routing.Precision   `json:"destination_precision,omitempty" doc:"How exactly the destination is known" example:"postal"`
	Quotes     []routing.CardQuote `json:"quotes" doc:"One for each card, in their order"`
}

const (
	maxQuoteGrams = 1_000_000_000
	maxQuoteMM    = 100_000
)

func (in *RateQuestion) check() error {
	errs := append(checkCode("location", in.Location, maxCode), checkText("shipping_method", in.Method, 200)...)
	errs = append(errs, in.Destination.Check("destination")...)
	if in.Destination.CountryCode == "" {
		errs = append(errs, oms.FaultAt("destination.country_code", "is required"))
	}
	errs = append(errs, checkRange("weight_grams", in.WeightGrams, 0, maxQuoteGrams)...)
	errs = append(errs, checkRange("length_mm", in.LengthMM, 0, maxQuoteMM)...)
	errs = append(errs, checkRange("width_mm", in.WidthMM, 0, maxQuoteMM)...)
	errs = append(errs, checkRange("height_mm", in.HeightMM, 0, maxQuoteMM)...)
	if in.Version != nil && in.Policy != nil {
		errs = append(errs, oms.FaultAt("version", "or policy, and not both"))
	}
	return oms.InvalidFields("the question", errs)
}

// QuoteRates asks the rate cards of a policy what a parcel with one unit costs,
// and how each comes to its price. Nothing is changed.
func (f *Flow) QuoteRates(ctx context.Context, in RateQuestion) (RateAnswer, error) {
	if err := in.check(); err != nil {
		return RateAnswer{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (RateAnswer, error) {
		cat := &catalog{}
		if err := cat.fresh(ctx, tx); err != nil {
			return RateAnswer{}, err
		}
		policy, _, err := askedPolicy(ctx, tx, cat, in.Version, in.Policy)
		if err != nil {
			return RateAnswer{}, err
		}
		from := cat.nodeCalled(in.Location)
		if from == nil {
			return RateAnswer{}, oms.InvalidField("location", "there is no active location %.64q", in.Location)
		}
		if err := cat.needPlaces(ctx, tx, []oms.Address{in.Destination}); err != nil {
			return RateAnswer{}, err
		}
		to := cat.destination(in.Destination)
		level, _ := policy.Level(in.Method)
		km, handling := policy.Reach(from, &to)
		return RateAnswer{Currency: policy.Policy().Currency, Level: level, Handling: handling, DistanceKM: km, Precision: to.Precision,
			Quotes: policy.Quotes(from, &to, routing.Goods{Service: in.Method, Grams: in.WeightGrams, MM3: in.LengthMM * in.WidthMM * in.HeightMM, Units: 1, Lines: 1})}, nil
	})
}

// nodeCalled is the location with a code as routing sees it; nil for none.
func (c *catalog) nodeCalled(code string) *routing.Node {
	for i := range c.nodes {
		if c.nodes[i].Code == code {
			return &c.nodes[i]
		}
	}
	return nil
}
