package amazon

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/switchyard-oms/switchyard/connector"
)

// merchant is the channel of stock that the seller ships.
const merchant = "DEFAULT"

// StockBatch is how many listings one search takes; a push is a call for each.
func (a *account) StockBatch() int { return 20 }

// PushStock sets the quantity of each listing. When the plan's calls are used
// up the rest is told to wait.
func (a *account) PushStock(ctx context.Context, rows []connector.StockRow) ([]error, error) {
	return connector.PushEach(rows, func(r connector.StockRow) error { return a.setQuantity(ctx, r) })
}

func (a *account) setQuantity(ctx context.Context, r connector.StockRow) error {
	patch := map[string]any{"productType": "PRODUCT", "patches": []any{map[string]any{"op": "replace", "path": "/attributes/fulfillment_availability",
		"value": []any{map[string]any{"fulfillment_channel_code": merchant, "quantity": r.Quantity}}}}}
	var answer struct {
		Status string `json:"status"`
		Issues []struct{ Message, Severity string }
	}
	err := a.ask(connector.Repeatable(ctx), call{name: "listing", method: http.MethodPatch, path: a.listings() + "/" + url.PathEscape(r.SKU),
		query: url.Values{"marketplaceIds": {a.marketplace}}, body: patch}, &answer)
	if statusOf(err) == http.StatusNotFound {
		return reject("the marketplace has no listing with the SKU " + r.SKU)
	}
	if err != nil || answer.Status == "ACCEPTED" {
		return err
	}
	for _, issue := range answer.Issues {
		if issue.Severity == "ERROR" {
			return reject(issue.Message)
		}
	}
	return reject("the quantity was not accepted: " + answer.Status)
}

func (a *account) listings() string {
	return "/listings/2021-08-01/items/" + url.PathEscape(a.seller)
}

// ShownStock returns the quantities of listings.
func (a *account) ShownStock(ctx context.Context, offers []connector.Offer) ([]connector.Shown, error) {
	skus := make([]string, len(offers))
	for i, o := range offers {
		skus[i] = o.SKU
	}
	var answer struct {
		Items []struct {
			SKU          string `json:"sku"`
			Availability []struct {
				Channel  string `json:"fulfillmentChannelCode"`
				Quantity *int64 `json:"quantity"`
			} `json:"fulfillmentAvailability"`
		} `json:"items"`
	}
	err := a.ask(ctx, call{name: "listings", method: http.MethodGet, path: a.listings(), query: url.Values{"marketplaceIds": {a.marketplace},
		"identifiers": {strings.Join(skus, ",")}, "identifiersType": {"SKU"}, "includedData": {"fulfillmentAvailability"}, "pageSize": {"20"}}}, &answer)
	if err != nil {
		return nil, err
	}
	shows := map[string]int64{}
	for _, i := range answer.Items {
		for _, f := range i.Availability {
			if f.Channel == merchant && f.Quantity != nil {
				shows[i.SKU] = *f.Quantity
			}
		}
	}
	return connector.ShownOf(offers, shows, func(sku string) error { return reject("the marketplace has no quantity of the SKU " + sku) }), nil
}
