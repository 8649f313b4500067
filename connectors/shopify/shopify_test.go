package shopify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connector/connectortest"
	"github.com/switchyard-oms/switchyard/connectors/shopify/shopifytest"
)

var testSettings = map[string]string{"shop": "nordlicht.myshopify.com", "token": "shpat_0123456789abcdef", "api_secret": "hush-hush-hush", "page_size": "2"}

func sign(h http.Header, body []byte) {
	mac := hmac.New(sha256.New, []byte(testSettings["api_secret"]))
	mac.Write(body)
	h.Set("X-Shopify-Hmac-Sha256", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

func Test(t *testing.T) {
	connectortest.Run(t, Driver, connectortest.Vendor{
		Settings: testSettings,
		Account:  "548380009",
		Odd:      "new_half_paid",
		Sign:     sign,
		Stock: []connector.StockRow{{Offer: connector.Offer{ExternalID: "4001", SKU: "TEE-RED-M"}, Quantity: 7},
			{Offer: connector.Offer{ExternalID: "CUP 'OX'", SKU: "CUP 'OX'"}}, {Offer: connector.Offer{ExternalID: "NOPE", SKU: "NOPE"}, Quantity: 1}},
		Shipment: &connector.ShipmentNotice{Key: "shp_1", OrderID: "5001", ShippedAt: now(), Carrier: "table_rate", Name: "Post", Parcels: []connector.ShippedParcel{
			{Tracking: connector.Tracking{Number: "T1", URL: "https://example.com/T1"}, Lines: []connector.ShippedLine{{ExternalID: "11", SKU: "TEE-RED-M", Quantity: 1}}},
			{Tracking: connector.Tracking{Number: "T2"}, Lines: []connector.ShippedLine{{ExternalID: "11", SKU: "TEE-RED-M", Quantity: 1}, {ExternalID: "12", SKU: "CUP", Quantity: 1}}}}},
		Cancel: &connector.CancelNotice{Key: "ord_1", OrderID: "5001", Reason: "out of stock"},
		Check: func(t testing.TB, r *http.Request, body, answer []byte) {
			if r.Header.Get("X-Shopify-Access-Token") != testSettings["token"] {
				t.Error("the request carries no token")
			}
			if _, err := os.Stat("../../../shared"); err == nil || os.Getenv("SWITCHYARD_SHARED") != "" {
				shopifytest.Check(t, body, answer)
			}
		},
	})
}

// open connects to a vendor.
func open(t *testing.T, client connector.Doer) *shop {
	t.Helper()
	c, err := connector.Open(Driver, testSettings, connector.Env{HTTP: client, Now: now, Keep: connectortest.NewKeep()})
	if err != nil {
		t.Fatal(err)
	}
	return c.(*shop)
}

func now() time.Time { return connectortest.Now }
