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
		Odd:      "new_half_paid",
		Sign:     sign,
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
