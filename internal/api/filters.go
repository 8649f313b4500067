package api

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// filterGrammar tells how a filter is written, for the documentation.
const filterGrammar = "A filter is terms with spaces between; all must hold. A term is key:value, or text to search for. " +
	"Of several values, key:a,b, any one is enough. A leading - turns a term around: -tag:test. " +
	"A trailing * stands for any ending: sku:TEE-*. Instants, amounts and numbers compare with < <= > >= and from..to, both ends included, either left out: total:>100, placed:2026-11-01..2026-11-15. " +
	"Instants are 2026-11-20, 2026-11, 2026-11-20T10:00:00Z, now, today, yesterday or tomorrow, the words also with a distance in m, h, d or w: today-7d. " +
	"Quotes hold together what has spaces, commas or other signs: \"ada lovelace\", tag:\"gift, wrapped\"; in them \\\" is a quote and \\\\ a backslash. " +
	"What can't be understood is answered with 422, naming the token and at which character it stands."

// FilterParams choose orders by a filter.
type FilterParams struct {
	Filter   string `query:"filter" maxLength:"16000" doc:"Terms such as status:on_hold or -tag:test; see describe-order-filters" example:"status:on_hold channel:web -tag:test"`
	Timezone string `query:"timezone" maxLength:"64" doc:"Whose days the filter means; UTC when absent" example:"Europe/Berlin"`
}

func (in FilterParams) filter() (flow.OrderFilter, error) {
	return flow.ParseOrderFilter(in.Filter, in.Timezone)
}

func (a *API) filterOperations() {
	read(a, operation{id: "describe-order-filters", path: "/orders/filters", tag: "Orders", may: auth.OrdersRead, summary: "What a filter of orders can ask for",
		doc:    "Each key with its kind, its values (of channels, locations, tags and kinds of exceptions: those in use) and an example. " + filterGrammar,
		answer: list[oms.FilterKey]{Items: oms.OrderFilterKeys()[:2]}},
		func(ctx context.Context, _ *struct{}) (list[oms.FilterKey], error) {
			keys, err := a.flow.OrderFilterKeys(ctx)
			for i := range keys {
				keys[i].Values = orEmpty(keys[i].Values)
			}
			return list[oms.FilterKey]{Items: keys}, err
		})
	read(a, operation{id: "count-orders", path: "/orders/count", tag: "Orders", may: auth.OrdersRead, summary: "Count orders",
		doc: "How many orders a filter chooses. It stops at 10,000 and says so. " + filterGrammar, answer: flow.OrderCount{Count: 42}},
		func(ctx context.Context, in *FilterParams) (flow.OrderCount, error) {
			f, err := in.filter()
			if err != nil {
				return flow.OrderCount{}, err
			}
			return a.flow.CountOrders(ctx, f)
		})
}
