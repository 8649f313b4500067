package ebay

import (
	"encoding/json"
	"io"
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

var testSettings = map[string]string{"client_id": "Example-Shop-PRD-1", "client_secret": "hush-hush-hush", "refresh_token": "v^1.1#hush-hush", "page_size": "2", "since": "2026-11-01"}

func offer(sku string) connector.Offer { return connector.Offer{ExternalID: sku, SKU: sku} }

func Test(t *testing.T) {
	connectortest.Run(t, Driver, connectortest.Vendor{
		Settings: testSettings,
		Account:  "quillmoor",
		Odd:      "NEW_BLUISH",
		Check:    valid,
		Stock:    []connector.StockRow{{Offer: offer("TEE-RED-M"), Quantity: 7}, {Offer: offer("CUP")}, {Offer: offer("NOPE"), Quantity: 1}},
		Shipment: &connector.ShipmentNotice{Key: "shp_1", OrderID: "13-00000-00001", ShippedAt: now(), Carrier: "dhl", Name: "DHL", Parcels: []connector.ShippedParcel{
			{Tracking: connector.Tracking{Number: "T1"}, Lines: []connector.ShippedLine{{ExternalID: "1001", Quantity: 2}}},
			{Tracking: connector.Tracking{Number: "T2"}, Lines: []connector.ShippedLine{{ExternalID: "1002", Quantity: 1}}}}}, // which eBay knows
	})
}

func now() time.Time { return connectortest.Now }

// valid checks a request and its answer against eBay's own descriptions.
func valid(t testing.TB, r *http.Request, body, answer []byte) {
	if r.URL.Path == tokenPath {
		if user, _, ok := r.BasicAuth(); !ok || user != testSettings["client_id"] {
			t.Error("the login lacks the keyset")
		}
		return
	}
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		t.Error("the request carries no token")
	}
	if !connectortest.HasShared() {
		return
	}
	for _, name := range []string{"sell_fulfillment_v1", "sell_inventory_v1"} {
		d := connectortest.LoadOpenAPI(t, connectortest.Shared(t, "specs", "ebay", "openapi."+name+".json"))
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

// TestRecordedOrders puts orders of live accounts, with their personal data
// replaced, through what capture does. Nothing that they say may be lost.
func TestRecordedOrders(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(connectortest.Shared(t, "specs", "ebay", "fixtures", "fulfillment-orders"), "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no orders", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			o, err := parse(raw)
			if err != nil {
				t.Fatal(err)
			}
			in := o.input(raw)
			survives(t, raw, in)
			if err := in.Prepare(); err != nil {
				t.Fatal(err)
			}
			got, err := oms.NewOrder(in, &oms.Channel{ID: "chn_1", Code: "ebay"}, func(string) *oms.SKU { return nil }, now())
			if err != nil {
				t.Fatal(err)
			}
			if got.StatedTotal != nil {
				t.Errorf("states %s and adds up to %d", in.Total, got.Total)
			}
		})
	}
}

// survives compares the order with the attributes that were kept of it.
func survives(t *testing.T, raw json.RawMessage, in *oms.OrderInput) {
	t.Helper()
	var items []any
	for _, l := range in.Lines {
		if l.Attributes != nil {
			items = append(items, treeOf(l.Attributes)["_ebay"])
		}
	}
	back, _ := treeOf(in.Attributes)["_ebay"].(map[string]any)
	back["lineItems"] = items
	want, _ := json.Marshal(treeOf(raw))
	if got, _ := json.Marshal(back); string(want) != string(got) {
		t.Errorf("kept %s\nof %s", got, want)
	}
}

// scripted answers a request.
type scripted func(*http.Request) (status int, body string)

func (f scripted) Do(r *http.Request) (*http.Response, error) {
	status, body := f(r)
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// A token that eBay no longer takes is fetched anew, once.
func TestStaleTokenIsFetchedAnew(t *testing.T) {
	logins, good := 0, "first"
	a := open(t, scripted(func(r *http.Request) (int, string) {
		if r.URL.Path == tokenPath {
			logins++
			return 200, `{"access_token":"` + good + `","expires_in":7200}`
		}
		if r.Header.Get("Authorization") != "Bearer "+good {
			return 401, `{"errors":[{"errorId":1001,"message":"Invalid access token"}]}`
		}
		return 200, `{"orders":[]}`
	}))
	for _, want := range []int{1, 1, 2} {
		if want == 2 {
			good = "second"
		}
		if _, err := a.Ping(t.Context()); err != nil || logins != want {
			t.Errorf("%d logins, want %d: %v", logins, want, err)
		}
	}
}

func TestRevokedGrant(t *testing.T) {
	a := open(t, scripted(func(*http.Request) (int, string) { return 400, `{"error":"invalid_grant"}` }))
	_, err := a.Ping(t.Context())
	if do, _ := connector.ReactionTo(err); do != connector.Reauth {
		t.Errorf("got %s", do)
	}
}

// What is used up in the middle of a batch leaves the rest waiting.
func TestRestOfABatchWaits(t *testing.T) {
	calls := 0
	a := open(t, scripted(func(r *http.Request) (int, string) {
		if r.URL.Path == tokenPath {
			return 200, `{"access_token":"a","expires_in":7200}`
		}
		if calls++; calls > 1 {
			return 429, `{}`
		}
		return 200, `{"responses":[{"statusCode":200}]}`
	}))
	answers, err := a.PushStock(t.Context(), []connector.StockRow{{Offer: offer("A")}, {Offer: offer("B")}, {Offer: offer("C")}})
	if err != nil || answers[0] != nil || calls != 2 {
		t.Fatalf("%v, %v, %d calls", answers, err, calls)
	}
	for _, got := range answers[1:] {
		if do, _ := connector.ReactionTo(got); do != connector.Wait {
			t.Errorf("got %v", got)
		}
	}
}
