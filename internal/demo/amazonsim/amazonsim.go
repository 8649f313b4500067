// Package amazonsim plays a seller's account on Amazon: Login with Amazon and
// as much of the Selling Partner API as our connector asks for. Orders are
// pending at first and have neither prices nor an address; buyers' e-mail
// addresses and phone numbers are never told; the plan for searches is small.
// It stands behind any listener, best on loopback.
package amazonsim

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
)

// Hosts are the names of the real API that may be led here.
var Hosts = []string{"api.amazon.com", "sellingpartnerapi-eu.amazon.com", "sellingpartnerapi-na.amazon.com", "sellingpartnerapi-fe.amazon.com"}

// Options describe an account. Marketplace, Seller, RefreshToken and SKUs are
// required.
type Options struct {
	Marketplace  string // Amazon's id: A1PA6795UKMFR9
	Seller       string
	RefreshToken string // that a login must carry
	SKUs         []string

	Seed    uint64
	Now     func() time.Time // time.Now
	Pending time.Duration    // how long a new order waits; two minutes when zero
	// Searches is how many searches for orders a second the plan has, beyond
	// the burst of 20; 0.0056 when zero, as Amazon has it.
	Searches float64
	Faults   sim.Faults
	Log      *slog.Logger
}

// burst is how many searches the plan has at once.
const burst = 20

// Account is a simulated account.
type Account struct {
	*sim.Market
	Options

	mu     sync.Mutex
	budget float64 // searches that are left
	filled time.Time
}

// New opens an account without orders.
func New(o Options) *Account {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Pending == 0 {
		o.Pending = 2 * time.Minute
	}
	if o.Searches == 0 {
		o.Searches = 0.0056
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Account{Options: o, budget: burst, Market: sim.NewMarket(sim.MarketOptions{Seed: o.Seed, Now: o.Now, Faults: o.Faults, Pending: o.Pending,
		ID: orderID, Number: number, LineID: func(n int64, i int) string { return sim.Digits(n, 12) + sim.Digits(int64(i), 2) }})}
}

// orderID is 303-0000001-0000042.
func orderID(n int64) string {
	return "303-" + sim.Digits(1+n/10_000_000, 7) + "-" + sim.Digits(n%10_000_000, 7)
}

func number(id string) int64 {
	parts := strings.Split(id, "-")
	if len(parts) != 3 || parts[0] != "303" {
		return 0
	}
	high, err := strconv.ParseInt(parts[1], 10, 64)
	low, err2 := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || err2 != nil {
		return 0
	}
	return (high-1)*10_000_000 + low
}

// access is the token that a login gives.
const access = "Atza|simulated"

// object is JSON in the making.
type object = map[string]any

// ServeHTTP answers the API.
func (a *Account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/auth/o2/token" {
		a.login(w, r)
		return
	}
	if r.Header.Get("X-Amz-Access-Token") != access {
		a.refuse(w, http.StatusForbidden, "Unauthorized", "Access to requested resource is denied.")
		return
	}
	if a.Stumble(w, a.throttle) {
		return
	}
	listings := "/listings/2021-08-01/items/" + a.Seller
	switch path := r.URL.Path; {
	case r.Method == http.MethodGet && path == "/sellers/v1/marketplaceParticipations":
		a.write(w, http.StatusOK, object{"payload": []object{{"storeName": "Demo", "marketplace": object{"id": a.Marketplace, "name": "Amazon", "countryCode": "DE",
			"defaultCurrencyCode": "EUR", "defaultLanguageCode": "de_DE", "domainName": "www.amazon.de"}, "participation": object{"isParticipating": true, "hasSuspendedListings": false}}}})
	case r.Method == http.MethodGet && path == "/orders/2026-01-01/orders":
		a.search(w, r)
	case r.Method == http.MethodGet && path == listings:
		a.listings(w, r)
	case r.Method == http.MethodPatch && strings.HasPrefix(path, listings+"/"):
		a.patch(w, r, strings.TrimPrefix(path, listings+"/"))
	case r.Method == http.MethodPost && strings.HasPrefix(path, "/orders/v0/orders/") && strings.HasSuffix(path, "/shipmentConfirmation"):
		a.confirm(w, r, strings.TrimSuffix(strings.TrimPrefix(path, "/orders/v0/orders/"), "/shipmentConfirmation"))
	case strings.HasPrefix(path, "/listings/"):
		a.refuse(w, http.StatusForbidden, "Unauthorized", "Access to requested resource is denied.") // another seller's
	default:
		a.refuse(w, http.StatusNotFound, "NotFound", "The requested resource does not exist.")
	}
}

func (a *Account) write(w http.ResponseWriter, status int, v any) {
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		a.Log.Debug("the caller is gone", "error", err)
	}
}

func (a *Account) refuse(w http.ResponseWriter, status int, code, message string) {
	a.write(w, status, object{"errors": []object{{"code": code, "message": message}}})
}

// throttle says that the plan is used up, and how large it is.
func (a *Account) throttle(w http.ResponseWriter) {
	w.Header().Set("x-amzn-RateLimit-Limit", strconv.FormatFloat(a.Searches, 'f', -1, 64))
	a.refuse(w, http.StatusTooManyRequests, "QuotaExceeded", "You exceeded your quota for the requested resource.")
}

func (a *Account) login(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil || r.Form.Get("refresh_token") != a.RefreshToken {
		a.write(w, http.StatusBadRequest, object{"error": "invalid_grant", "error_description": "The request has an invalid grant parameter"})
		return
	}
	a.write(w, http.StatusOK, object{"access_token": access, "refresh_token": a.RefreshToken, "token_type": "bearer", "expires_in": 3600})
}

// affordable takes one search off the plan, if it has one.
func (a *Account) affordable() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.Now()
	if !a.filled.IsZero() {
		a.budget = min(burst, a.budget+now.Sub(a.filled).Seconds()*a.Searches)
	}
	a.filled = now
	if a.budget < 1 {
		return false
	}
	a.budget--
	return true
}

// pageSize is small, so that pages are turned.
const pageSize = 20

func (a *Account) search(w http.ResponseWriter, r *http.Request) {
	if !a.affordable() {
		a.throttle(w)
		return
	}
	q := r.URL.Query()
	since, err := time.Parse(time.RFC3339, q.Get("lastUpdatedAfter"))
	if err != nil || !slices.Contains(strings.Split(q.Get("marketplaceIds"), ","), a.Marketplace) {
		a.refuse(w, http.StatusBadRequest, "InvalidInput", "lastUpdatedAfter or marketplaceIds is not valid.")
		return
	}
	offset := 0
	if token := q.Get("paginationToken"); token != "" {
		if _, err := fmt.Sscanf(token, "page-%d", &offset); err != nil {
			a.refuse(w, http.StatusBadRequest, "InvalidInput", "paginationToken is not valid.")
			return
		}
	}
	page, next := a.Changed(since, offset, pageSize)
	orders := []object{}
	for _, o := range page {
		orders = append(orders, a.order(o))
	}
	answer := object{"orders": orders, "lastUpdatedBefore": moment(a.Now())}
	if next > 0 {
		answer["pagination"] = object{"nextToken": "page-" + strconv.Itoa(next)}
	}
	a.write(w, http.StatusOK, answer)
}

func (a *Account) known(sku string) bool { return slices.Contains(a.SKUs, sku) }

func (a *Account) listings(w http.ResponseWriter, r *http.Request) {
	items := []object{}
	for _, sku := range strings.Split(r.URL.Query().Get("identifiers"), ",") {
		if a.known(sku) {
			n, _ := a.Shows(sku)
			items = append(items, object{"sku": sku, "fulfillmentAvailability": []object{{"fulfillmentChannelCode": "DEFAULT", "quantity": n}}})
		}
	}
	a.write(w, http.StatusOK, object{"numberOfResults": len(items), "items": items})
}

func (a *Account) patch(w http.ResponseWriter, r *http.Request, sku string) {
	var in struct {
		Patches []struct {
			Value []struct {
				Quantity int64 `json:"quantity"`
			} `json:"value"`
		} `json:"patches"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&in); err != nil || len(in.Patches) != 1 || len(in.Patches[0].Value) != 1 {
		a.refuse(w, http.StatusBadRequest, "InvalidInput", "The patch is not valid.")
		return
	}
	if !a.known(sku) {
		a.refuse(w, http.StatusNotFound, "NotFound", "The listing does not exist.")
		return
	}
	a.Set(sku, in.Patches[0].Value[0].Quantity)
	a.write(w, http.StatusOK, object{"sku": sku, "status": "ACCEPTED", "submissionId": "simulated", "issues": []object{}})
}

func (a *Account) confirm(w http.ResponseWriter, r *http.Request, id string) {
	var in struct {
		Package struct {
			Reference string `json:"packageReferenceId"`
			Tracking  string `json:"trackingNumber"`
			Carrier   string `json:"carrierCode"`
			Shipped   string `json:"shipDate"`
			Items     []struct {
				ID       string `json:"orderItemId"`
				Quantity int64  `json:"quantity"`
			} `json:"orderItems"`
		} `json:"packageDetail"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&in); err != nil {
		a.refuse(w, http.StatusBadRequest, "InvalidInput", "The confirmation is not valid.")
		return
	}
	p := sim.Parcel{Reference: in.Package.Reference, Tracking: in.Package.Tracking, Carrier: in.Package.Carrier, Shipped: in.Package.Shipped, Lines: map[string]int64{}}
	for _, it := range in.Package.Items {
		p.Lines[it.ID] += it.Quantity
	}
	if problem := a.Ship(id, p); problem != "" {
		a.refuse(w, http.StatusBadRequest, "InvalidInput", problem)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
