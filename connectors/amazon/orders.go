package amazon

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// included are the parts of an order that are asked for. Buyer and recipient
// come as far as the application's roles allow.
const included = "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT"

// Orders returns the page after the cursor. Within a sweep Amazon has an order
// of its own, which is as good as any: the next sweep begins at the newest
// change that was read.
func (a *account) Orders(ctx context.Context, at string) (connector.Page, error) {
	since := a.since
	if since.IsZero() {
		since = a.env.Now().AddDate(0, -1, 0)
	}
	c, err := connector.ParseSweep(at, since)
	if err != nil {
		return connector.Page{}, err
	}
	found, err := a.search(ctx, c)
	if do, _ := connector.ReactionTo(err); err != nil && do == connector.Reject && c.After != "" {
		c.After = "" // a token lives a day: read the sweep again
		found, err = a.search(ctx, c)
	}
	if err != nil {
		return connector.Page{}, err
	}
	page := connector.Page{More: found.Pagination.Next != ""}
	changes := make([]connector.Change, len(found.Orders))
	for i, raw := range found.Orders {
		o, err := parse(raw)
		if err != nil {
			return connector.Page{}, err
		}
		if changes[i] = connector.ChangeOf(o.Updated, raw); c.Has(changes[i]) {
			continue
		}
		page.Orders = append(page.Orders, *o.input(raw))
	}
	page.Next = c.Next(changes, found.Pagination.Next, page.More).Text()
	return page, nil
}

type found struct {
	Orders     []json.RawMessage `json:"orders"`
	Pagination struct {
		Next string `json:"nextToken"`
	} `json:"pagination"`
}

func (a *account) search(ctx context.Context, c connector.Sweep) (f found, err error) {
	query := url.Values{"marketplaceIds": {a.marketplace}, "fulfilledBy": {"MERCHANT"}, "includedData": {included},
		"lastUpdatedAfter": {c.Since.UTC().Format(time.RFC3339)}}
	if c.After != "" {
		query.Set("paginationToken", c.After)
	}
	err = a.ask(ctx, call{name: "orders", method: http.MethodGet, path: "/orders/2026-01-01/orders", query: query}, &f)
	return f, err
}
