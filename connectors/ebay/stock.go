package ebay

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/connector"
)

// StockBatch is how many items one question takes; a push is a call for each.
func (a *account) StockBatch() int { return 25 }

// PushStock sets how many of each inventory item can be shipped. eBay takes
// one SKU a call.
func (a *account) PushStock(ctx context.Context, rows []connector.StockRow) ([]error, error) {
	return connector.PushEach(rows, func(r connector.StockRow) error { return a.setQuantity(ctx, r) })
}

func (a *account) setQuantity(ctx context.Context, r connector.StockRow) error {
	body := map[string]any{"requests": []any{map[string]any{"sku": r.SKU, "shipToLocationAvailability": map[string]any{"quantity": r.Quantity}}}}
	var answer struct {
		Responses []struct {
			Status int     `json:"statusCode"`
			Errors []fault `json:"errors"`
		} `json:"responses"`
	}
	_, err := a.ask(connector.Repeatable(ctx), call{name: "quantity", method: http.MethodPost, path: inventory + "/bulk_update_price_quantity", body: body}, &answer)
	if err != nil {
		return err
	}
	for _, x := range answer.Responses {
		if x.Status/100 == 2 {
			continue
		}
		if len(x.Errors) > 0 {
			return reject(x.Errors[0].text())
		}
		return reject("the quantity of " + r.SKU + " was not accepted")
	}
	return nil
}

// ShownStock returns how many of each inventory item can be shipped.
func (a *account) ShownStock(ctx context.Context, offers []connector.Offer) ([]connector.Shown, error) {
	requests := make([]any, len(offers))
	for i, o := range offers {
		requests[i] = map[string]any{"sku": o.SKU}
	}
	var answer struct {
		Responses []struct {
			SKU  string `json:"sku"`
			Item struct {
				Availability struct {
					Ship struct {
						Quantity *int64 `json:"quantity"`
					} `json:"shipToLocationAvailability"`
				} `json:"availability"`
			} `json:"inventoryItem"`
		} `json:"responses"`
	}
	_, err := a.ask(connector.Repeatable(ctx), call{name: "quantities", method: http.MethodPost, path: inventory + "/bulk_get_inventory_item",
		body: map[string]any{"requests": requests}}, &answer)
	if err != nil {
		return nil, err
	}
	shows := map[string]int64{}
	for _, x := range answer.Responses {
		if q := x.Item.Availability.Ship.Quantity; q != nil {
			shows[x.SKU] = *q
		}
	}
	return connector.ShownOf(offers, shows, func(sku string) error { return reject("eBay has no inventory item with the SKU " + sku) }), nil
}
