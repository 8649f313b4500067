package shopify

import (
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/connector"
)

const located = `{"data":{"location":{"id":"gid://shopify/Location/7"}}}`

func rowsOf(a, b string) []connector.StockRow {
	return []connector.StockRow{{Offer: connector.Offer{ExternalID: a, SKU: a}, Quantity: 3}, {Offer: connector.Offer{ExternalID: b, SKU: b}, Quantity: 4}}
}

const bothFound = `{"data":{"productVariants":{"nodes":[{"legacyResourceId":"1","sku":"A","inventoryItem":{"id":"gid://shopify/InventoryItem/1"}},
	{"legacyResourceId":"2","sku":"B","inventoryItem":{"id":"gid://shopify/InventoryItem/2"}}],"pageInfo":{"hasNextPage":false}}}}`

// One row at fault undoes them all at Shopify; the other is sent again alone.
func TestOneBadRowFailsAlone(t *testing.T) {
	vendor := &answers{bodies: []string{located, bothFound,
		`{"data":{"inventorySetQuantities":{"userErrors":[{"code":"INVALID_INVENTORY_ITEM","field":["input","quantities","0","inventoryItemId"],"message":"not stocked here"}]}}}`,
		`{"data":{"inventorySetQuantities":{"userErrors":[]}}}`}}
	got, err := open(t, vendor).PushStock(t.Context(), rowsOf("A", "B"))
	if err != nil || got[0] == nil || got[1] != nil || !strings.Contains(got[0].Error(), "not stocked here") {
		t.Fatalf("got %v, %v", got, err)
	}
	first, second := vendor.asked[2], vendor.asked[3]
	if rows := second["input"].(map[string]any)["quantities"].([]any); len(rows) != 1 || rows[0].(map[string]any)["quantity"] != 4.0 {
		t.Errorf("sent again %v", rows)
	}
	if first["key"] == "" || first["key"] == second["key"] {
		t.Errorf("keys %v and %v", first["key"], second["key"])
	}
}

func TestLackingScopeRefusesTheRowsOnly(t *testing.T) {
	vendor := &answers{bodies: []string{located, bothFound, fails("ACCESS_DENIED", "Access denied for inventorySetQuantities")}}
	_, err := open(t, vendor).PushStock(t.Context(), rowsOf("A", "B"))
	if do, _ := connector.ReactionTo(err); do != connector.Reject || !strings.Contains(err.Error(), "write_inventory") {
		t.Errorf("got %v", err)
	}
}

// What the shop knows under the shipment's number is not told again.
func TestKnownFulfillmentIsLeftOut(t *testing.T) {
	notice := connector.ShipmentNotice{Key: "shp_1", OrderID: "5", Again: true, Parcels: []connector.ShippedParcel{{Tracking: connector.Tracking{Number: "T1"},
		Lines: []connector.ShippedLine{{ExternalID: "11", Quantity: 2}}}}}
	known := `{"data":{"order":{"fulfillments":[{"legacyResourceId":"601","status":"SUCCESS","trackingInfo":[{"number":"T1"}],
		"fulfillmentLineItems":{"nodes":[{"quantity":2,"lineItem":{"id":"gid://shopify/LineItem/11"}}]}}]}}}`
	none := `{"data":{"order":{"fulfillmentOrders":{"nodes":[]}}}}`
	reference, err := open(t, &answers{bodies: []string{known, none}}).TellShipment(t.Context(), notice)
	if err != nil || reference != "601" {
		t.Errorf("got %q, %v", reference, err)
	}
	_, err = open(t, &answers{bodies: []string{strings.Replace(known, "SUCCESS", "CANCELLED", 1), none}}).TellShipment(t.Context(), notice)
	if do, _ := connector.ReactionTo(err); do != connector.Reject {
		t.Errorf("nothing left to fulfill: %v", err)
	}
}

func TestCanceledOrderIsNotCanceledAgain(t *testing.T) {
	s := open(t, &answers{bodies: []string{`{"data":{"order":{"cancelledAt":"2026-11-20T10:00:00Z"}}}`}})
	if err := s.TellCancellation(t.Context(), connector.CancelNotice{OrderID: "5"}); err != nil {
		t.Error(err)
	}
}
