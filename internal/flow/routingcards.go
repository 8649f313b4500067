package flow

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// ExportRateSheet writes the price table of a rate card of the draft as CSV, in
// the form that ReadRateSheet takes. Cards of the built-in carrier are those of
// a draft that has none.
func (f *Flow) ExportRateSheet(ctx context.Context, name string, to io.Writer) error {
	card, currency, err := f.draftCard(ctx, name)
	if err != nil {
		return err
	}
	header := []string{"zone", "domestic", "from", "to", "up_to_km", "days"}
	for _, up := range card.Steps {
		header = append(header, strconv.FormatInt(up, 10)+" g")
	}
	w, err := table.NewWriter(to, header...)
	if err != nil {
		return err
	}
	for _, z := range card.Zones {
		domestic := "no"
		if z.Domestic {
			domestic = "yes"
		}
		cells := []string{z.Name, domestic, strings.Join(z.From, " "), strings.Join(z.To, " "), strconv.FormatInt(z.UpToKM, 10), strconv.FormatInt(z.Days, 10)}
		for _, p := range z.Prices {
			cells = append(cells, money.New(p, currency).Decimal())
		}
		if err := w.Write(cells...); err != nil {
			return err
		}
	}
	return w.Flush()
}

// CheckDraftCard refuses the name of a card that the draft does not have.
func (f *Flow) CheckDraftCard(ctx context.Context, name string) error {
	_, _, err := f.draftCard(ctx, name)
	return err
}

// draftCard finds a card of the draft by its name.
func (f *Flow) draftCard(ctx context.Context, name string) (routing.RateCard, string, error) {
	draft, err := f.WorkingRouting(ctx)
	if err != nil {
		return routing.RateCard{}, "", err
	}
	built, err := f.BuiltInRates(ctx)
	if err != nil {
		return routing.RateCard{}, "", err
	}
	cards := priced(draft.Policy, built.Cards, built.Currency).Cards
	for _, c := range cards {
		if c.Name == name {
			return c, draft.Policy.Currency, nil
		}
	}
	return routing.RateCard{}, "", oms.Errorf(oms.NotFound, "the draft has no rate card %.100q", name)
}

// BuiltInRates are the prices of the built-in carrier as routing has them, for
// policies without rate cards of their own and to begin some with.
type BuiltInRates struct {
	Currency string             `json:"currency" doc:"ISO 4217, of every price" example:"EUR"`
	Cards    []routing.RateCard `json:"cards"`
	Services map[string]string  `json:"services" doc:"The service level of each shipping method that is called like a service"`
}

// BuiltInRates returns the prices of the built-in carrier.
func (f *Flow) BuiltInRates(ctx context.Context) (BuiltInRates, error) {
	return read(ctx, f, func(tx *store.Tx) (BuiltInRates, error) {
		rates, err := rateTable(ctx, tx)
		if err != nil {
			return BuiltInRates{}, err
		}
		p := priced(routing.Policy{}, cardsOf(rates), rates.Currency)
		return BuiltInRates{Currency: p.Currency, Cards: p.Cards, Services: p.Services}, nil
	})
}
