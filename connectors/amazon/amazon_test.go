package amazon

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connector/connectortest"
	"github.com/switchyard-oms/switchyard/oms"
)

var testSettings = map[string]string{"region": "eu", "marketplace": "A1PA6795UKMFR9", "seller_id": "A2EXAMPLE1", "client_id": "amzn1.application-oa2-client.test",
	"client_secret": "hush-hush-hush", "refresh_token": "Atzr|hush-hush", "since": "2026-11-01"}

func offer(sku string) connector.Offer { return connector.Offer{ExternalID: sku, SKU: sku} }

func Test(t *testing.T) {
	connectortest.Run(t, Driver, connectortest.Vendor{
		Settings: testSettings,
		Account:  "A2EXAMPLE1@A1PA6795UKMFR9",
		Odd:      "NEW_HOUSEBOAT",
		Check:    valid,
		Stock:    []connector.StockRow{{Offer: offer("TEE-RED/M"), Quantity: 7}, {Offer: offer("CUP")}, {Offer: offer("NOPE"), Quantity: 1}},
		Shipment: &connector.ShipmentNotice{Key: "shp_1", OrderID: "303-1111111-1111111", ShippedAt: now(), Carrier: "dhl", Name: "DHL", Service: "Paket", Parcels: []connector.ShippedParcel{
			{Tracking: connector.Tracking{Number: "T1"}, Lines: []connector.ShippedLine{{ExternalID: "11000000000001", Quantity: 2}}},
			{Tracking: connector.Tracking{Number: "T2"}, Lines: []connector.ShippedLine{{ExternalID: "11000000000001", Quantity: 1}}}}},
	})
}

func now() time.Time { return connectortest.Now }

// valid checks a request and its answer against Amazon's own descriptions.
func valid(t testing.TB, r *http.Request, body, answer []byte) {
	if r.URL.Path == "/auth/o2/token" {
		return // Login with Amazon has no description
	}
	if r.Header.Get("X-Amz-Access-Token") == "" {
		t.Error("the request carries no token")
	}
	if !connectortest.HasShared() {
		return
	}
	for _, name := range []string{"sellers", "orders_2026-01-01", "ordersV0", "listingsItems_2021-08-01"} {
		d := connectortest.LoadOpenAPI(t, connectortest.Shared(t, "specs", "amazon", "openapi."+name+".json"))
		if d.Has(r) {
			d.Check(t, r, body, http.StatusOK, answer)
			return
		}
	}
	t.Errorf("no description has %s %s", r.Method, r.URL.Path)
}

func open(t *testing.T, client connector.Doer) *account {
	t.Helper()
	c, err := connector.Open(Driver, testSettings, connector.Env{HTTP: client, Now: now, Keep: connectortest.NewKeep()})
	if err != nil {
		t.Fatal(err)
	}
	return c.(*account)
}

// TestVendorsOrders puts the orders of Amazon's own examples through what
// capture does with them. Nothing that they say may be lost.
func TestVendorsOrders(t *testing.T) {
	dir := connectortest.Shared(t, "specs", "amazon", "fixtures", "orders_2026-01-01")
	files, err := filepath.Glob(filepath.Join(dir, "*__200*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	seen := 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var x struct {
			Response struct {
				Orders []json.RawMessage
				Order  json.RawMessage
			}
		}
		if err := json.Unmarshal(b, &x); err != nil {
			t.Fatal(err)
		}
		if x.Response.Order != nil {
			x.Response.Orders = append(x.Response.Orders, x.Response.Order)
		}
		for _, raw := range x.Response.Orders {
			seen++
			o, err := parse(raw)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			in := o.input(raw)
			survives(t, filepath.Base(file), raw, in)
			if err := in.Prepare(); err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if _, err := oms.NewOrder(in, &oms.Channel{ID: "chn_1", Code: "amazon"}, func(string) *oms.SKU { return nil }, now()); err != nil {
				t.Errorf("%s: order %s: %v", filepath.Base(file), in.ExternalID, err)
			}
		}
	}
	if seen == 0 {
		t.Error("the examples have no orders")
	}
}

// survives compares the order with the attributes that were kept of it.
func survives(t *testing.T, name string, raw json.RawMessage, in *oms.OrderInput) {
	t.Helper()
	tree := treeOf(raw)
	var items []any
	for _, l := range in.Lines {
		if l.Attributes != nil {
			items = append(items, treeOf(l.Attributes)["_amazon"])
		}
	}
	back, _ := treeOf(in.Attributes)["_amazon"].(map[string]any)
	back["orderItems"] = items
	want, _ := json.Marshal(tree)
	got, _ := json.Marshal(back)
	if string(want) != string(got) {
		t.Errorf("%s: kept %s\nof %s", name, got, want)
	}
}

// scripted answers by path.
type scripted func(*http.Request) *http.Response

func (f scripted) Do(r *http.Request) (*http.Response, error) { return f(r), nil }

func answer(status int, body string, header ...string) *http.Response {
	rec := &http.Response{StatusCode: status, Header: http.Header{}, Body: http.NoBody}
	if body != "" {
		rec.Body = readCloser{strings.NewReader(body)}
	}
	for i := 0; i < len(header); i += 2 {
		rec.Header.Set(header[i], header[i+1])
	}
	return rec
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

const token = `{"access_token":"Atza","expires_in":3600}`

// The usage plan says how long to wait when Amazon does not.
func TestUsagePlan(t *testing.T) {
	a := open(t, scripted(func(r *http.Request) *http.Response {
		if r.URL.Path == "/auth/o2/token" {
			return answer(200, token)
		}
		return answer(429, `{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota"}]}`, "x-amzn-RateLimit-Limit", "0.0056")
	}))
	_, err := a.Orders(t.Context(), "")
	if do, after := connector.ReactionTo(err); do != connector.Wait || after < 2*time.Minute || after > 4*time.Minute {
		t.Errorf("%s after %s: %v", do, after, err)
	}
	answers, err := a.PushStock(t.Context(), []connector.StockRow{{Offer: offer("A")}})
	if do, _ := connector.ReactionTo(err); do != connector.Wait || answers != nil {
		t.Errorf("%v, %v", answers, err)
	}
}

// A token that Amazon no longer takes is fetched anew, once.
func TestStaleTokenIsFetchedAnew(t *testing.T) {
	logins, good := 0, "first"
	a := open(t, scripted(func(r *http.Request) *http.Response {
		if r.URL.Path == "/auth/o2/token" {
			logins++
			return answer(200, `{"access_token":"`+good+`","expires_in":3600}`)
		}
		if r.Header.Get("X-Amz-Access-Token") != good {
			return answer(403, `{"errors":[{"code":"Unauthorized","message":"expired"}]}`)
		}
		return answer(200, `{"orders":[]}`)
	}))
	for _, want := range []int{1, 1, 2} {
		if want == 2 {
			good = "second"
		}
		if _, err := a.Orders(t.Context(), ""); err != nil || logins != want {
			t.Errorf("%d logins, want %d: %v", logins, want, err)
		}
	}
}

func TestRevokedAuthorization(t *testing.T) {
	a := open(t, scripted(func(*http.Request) *http.Response { return answer(400, `{"error":"invalid_grant"}`) }))
	_, err := a.Ping(t.Context())
	if do, _ := connector.ReactionTo(err); do != connector.Reauth {
		t.Errorf("got %s", do)
	}
}

func TestReferencesAreStableDigits(t *testing.T) {
	if a, b := reference("shp_1", 0), reference("shp_1", 1); a == b || a != reference("shp_1", 0) || strings.Trim(a, "0123456789") != "" {
		t.Errorf("%s and %s", a, b)
	}
}
