package api

import (
	"context"
	"io"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// rateFile is a price table as a file.
type rateFile struct {
	Currency string `query:"currency" required:"true" minLength:"3" maxLength:"3" doc:"ISO 4217, of its prices" example:"EUR"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

// cardParams name a rate card of the draft.
type cardParams struct {
	Card string `query:"card" required:"true" maxLength:"100" doc:"Its name" example:"Standard"`
}

func (a *API) rateOperations() {
	f := a.flow
	const tag = "Routing"
	read(a, operation{id: "get-built-in-rates", path: "/routing/cards/built-in", tag: tag, may: auth.RoutingRead,
		summary: "The rate cards of the built-in carrier", doc: "They price a policy without cards of its own. To change single prices begin with them: put them into the draft, with their service levels."},
		func(ctx context.Context, _ *struct{}) (flow.BuiltInRates, error) { return f.BuiltInRates(ctx) })
	write(a, operation{id: "read-rate-sheet", method: http.MethodPost, path: "/routing/cards/read", tag: tag, may: auth.RoutingWrite, unkeyed: true, raw: true, anyMedia: true, maxBody: flow.MaxRateSheet,
		summary: "Read the prices of a rate card from a file", doc: "The body is CSV or XLSX: the columns zone, domestic, from, to, up_to_km and days, and one for each weight, such as `1000 g`, `2 kg` or `1000-2000 g`. " +
			"Nothing is kept: the answer has the prices to be put into a card of the draft, and every cell that is wrong.",
		request: "zone,domestic,from,to,days,1000 g,2000 g\nhome,yes,,,1,4.19,5.49\neu,no,,FR IT,3,9.49,12.49\n",
		answer: flow.RateSheet{Steps: []int64{1000, 2000}, Zones: []routing.Zone{{Name: "home", Domestic: true, Days: 1, Prices: []int64{419, 549}}, {Name: "eu", To: []string{"FR", "IT"}, Days: 3, Prices: []int64{949, 1249}}},
			Faults: []oms.FieldError{}}},
		func(ctx context.Context, in *rateFile) (*flow.RateSheet, error) {
			return f.ReadRateSheet(ctx, requestOf(ctx).body, in.Currency)
		}, asIs)
	csvOperation(a, operation{id: "export-rate-sheet", path: "/routing/cards/export", tag: tag, may: auth.RoutingRead, errors: []int{404},
		summary: "Export the prices of a rate card", doc: "Of the draft, or of the built-in carrier when the draft has no cards; read-rate-sheet reads the file again."}, "rates.csv",
		func(ctx context.Context, in *cardParams) error { return f.CheckDraftCard(ctx, in.Card) },
		func(ctx context.Context, in *cardParams, to io.Writer, _ func() error) error {
			return f.ExportRateSheet(ctx, in.Card, to)
		})
	write(a, operation{id: "quote-parcel", method: http.MethodPost, path: "/routing/quote", tag: tag, may: auth.RoutingRead, unkeyed: true,
		summary: "What would this parcel cost", doc: "Asks every rate card of the live policy, a version, or one that is written out: the zone, the step, and each part of the price that routing would reckon with. Nothing is changed.",
		request: map[string]any{"location": "BER", "destination": map[string]any{"postal_code": "75001", "country_code": "FR"}, "weight_grams": 1200}},
		func(ctx context.Context, in *add[flow.RateQuestion]) (flow.RateAnswer, error) {
			return f.QuoteRates(ctx, in.Body)
		}, asIs)
}
