// Package ebaysim plays a seller's account on eBay: the login and as much of
// the Fulfillment and Inventory APIs as our connector asks for. Orders wait for
// their payment at first; buyers' e-mail addresses are eBay's own, and their
// phone numbers are not told. It stands behind any listener, best on loopback.
package ebaysim

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
)

// Host is the name of the real API that may be led here.
const Host = "api.ebay.com"

// Options describe an account. ClientID, ClientSecret, RefreshToken and SKUs
// are required.
type Options struct {
	ClientID, ClientSecret, RefreshToken string // that a login must carry
	SKUs                                 []string

	Seed    uint64
	Now     func() time.Time // time.Now
	Pending time.Duration    // how long the payment of a new order takes; a minute when zero
	Faults  sim.Faults
	Log     *slog.Logger
}

// Account is a simulated account.
type Account struct {
	*sim.Market
	Options
}

// New opens an account without orders.
func New(o Options) *Account {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Pending == 0 {
		o.Pending = time.Minute
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Account{Options: o, Market: sim.NewMarket(sim.MarketOptions{Seed: o.Seed, Now: o.Now, Faults: o.Faults, Pending: o.Pending,
		ID: orderID, Number: number, LineID: func(n int64, i int) string { return sim.Digits(n, 11) + sim.Digits(int64(i), 3) }})}
}

// orderID is 07-00001-00042.
func orderID(n int64) string {
	return "07-" + sim.Digits(1+n/100_000, 5) + "-" + sim.Digits(n%100_000, 5)
}

func number(id string) int64 {
	parts := strings.Split(id, "-")
	if len(parts) != 3 || parts[0] != "07" {
		return 0
	}
	high, err := strconv.ParseInt(parts[1], 10, 64)
	low, err2 := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || err2 != nil {
		return 0
	}
	return (high-1)*100_000 + low
}

// access is the token that a login gives.
const access = "v^1.1#simulated"

// The paths of the APIs.
const (
	orders    = "/sell/fulfillment/v1/order"
	inventory = "/sell/inventory/v1"
)

// object is JSON in the making.
type object = map[string]any

var shipments = regexp.MustCompile(`^` + orders + `/([^/]+)/shipping_fulfillment$`)

// ServeHTTP answers the APIs.
func (a *Account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/identity/v1/oauth2/token" {
		a.login(w, r)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+access {
		a.refuse(w, http.StatusUnauthorized, 1001, "Invalid access token")
		return
	}
	if a.Stumble(w, a.throttle) {
		return
	}
	order := shipments.FindStringSubmatch(r.URL.Path)
	switch {
	case r.Method == http.MethodGet && r.URL.Path == orders:
		a.search(w, r)
	case r.Method == http.MethodGet && order != nil:
		a.told(w, order[1])
	case r.Method == http.MethodPost && order != nil:
		a.ship(w, r, order[1])
	case r.Method == http.MethodPost && r.URL.Path == inventory+"/bulk_update_price_quantity":
		a.setQuantity(w, r)
	case r.Method == http.MethodPost && r.URL.Path == inventory+"/bulk_get_inventory_item":
		a.quantities(w, r)
	default:
		a.refuse(w, http.StatusNotFound, 2002, "Resource not found")
	}
}

func (a *Account) write(w http.ResponseWriter, status int, v any) {
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		a.Log.Debug("the caller is gone", "error", err)
	}
}

func (a *Account) refuse(w http.ResponseWriter, status, id int, message string) {
	a.write(w, status, object{"errors": []object{{"errorId": id, "domain": "API", "category": "REQUEST", "message": message}}})
}

func (a *Account) throttle(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "2")
	a.refuse(w, http.StatusTooManyRequests, 2001, "Too many requests")
}

func (a *Account) login(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	switch err := r.ParseForm(); {
	case id != a.ClientID || secret != a.ClientSecret:
		a.write(w, http.StatusUnauthorized, object{"error": "invalid_client"})
	case err != nil || r.Form.Get("refresh_token") != a.RefreshToken:
		a.write(w, http.StatusBadRequest, object{"error": "invalid_grant"})
	default:
		a.write(w, http.StatusOK, object{"access_token": access, "token_type": "User Access Token", "expires_in": 7200})
	}
}

// since is the filter that our connector searches by.
var since = regexp.MustCompile(`^lastmodifieddate:\[(.+)\.\.\]$`)

func (a *Account) search(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	from := time.Time{}
	if m := since.FindStringSubmatch(q.Get("filter")); m != nil {
		at, err := time.Parse(time.RFC3339, m[1])
		if err != nil {
			a.refuse(w, http.StatusBadRequest, 30700, "Invalid filter")
			return
		}
		from = at
	}
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil || limit < 1 || limit > 200 {
		a.refuse(w, http.StatusBadRequest, 30810, "Invalid limit")
		return
	}
	offset, _ := strconv.Atoi(q.Get("offset")) // "" is the beginning
	page, next := a.Changed(from, offset, limit)
	list := []object{}
	for _, o := range page {
		list = append(list, a.order(o))
	}
	answer := object{"href": "https://" + Host + r.URL.RequestURI(), "limit": limit, "offset": offset, "total": offset + len(list), "orders": list}
	if next > 0 {
		answer["next"] = "https://" + Host + orders + "?offset=" + strconv.Itoa(next)
	}
	a.write(w, http.StatusOK, answer)
}

func (a *Account) told(w http.ResponseWriter, id string) {
	list, known := []object{}, false
	a.With(id, func(o *sim.Order) {
		if known = o != nil; !known {
			return
		}
		for _, p := range o.Parcels {
			lines := []object{}
			for line, n := range p.Lines {
				lines = append(lines, object{"lineItemId": line, "quantity": n})
			}
			list = append(list, object{"fulfillmentId": p.Reference, "shipmentTrackingNumber": p.Tracking, "shippingCarrierCode": p.Carrier, "shippedDate": p.Shipped, "lineItems": lines})
		}
	})
	if !known {
		a.refuse(w, http.StatusNotFound, 32100, "Invalid order ID")
		return
	}
	a.write(w, http.StatusOK, object{"total": len(list), "fulfillments": list})
}

func (a *Account) ship(w http.ResponseWriter, r *http.Request, id string) {
	var in struct {
		Lines []struct {
			ID       string `json:"lineItemId"`
			Quantity int64  `json:"quantity"`
		} `json:"lineItems"`
		Shipped  string `json:"shippedDate"`
		Carrier  string `json:"shippingCarrierCode"`
		Tracking string `json:"trackingNumber"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&in); err != nil {
		a.refuse(w, http.StatusBadRequest, 2004, "Invalid request")
		return
	}
	p := sim.Parcel{Tracking: in.Tracking, Carrier: in.Carrier, Shipped: in.Shipped, Lines: map[string]int64{}}
	for _, l := range in.Lines {
		p.Lines[l.ID] += l.Quantity
	}
	a.With(id, func(o *sim.Order) {
		if o != nil {
			p.Reference = sim.Digits(o.N, 8) + sim.Digits(int64(len(o.Parcels)+1), 3)
		}
	})
	if problem := a.Ship(id, p); problem != "" {
		a.refuse(w, http.StatusBadRequest, 32210, problem)
		return
	}
	w.Header().Set("Location", "https://"+Host+orders+"/"+id+"/shipping_fulfillment/"+p.Reference)
	w.WriteHeader(http.StatusCreated)
}

// requests is the body of the Inventory API's bulk calls.
type requests struct {
	Requests []struct {
		SKU  string `json:"sku"`
		Ship struct {
			Quantity int64 `json:"quantity"`
		} `json:"shipToLocationAvailability"`
	} `json:"requests"`
}

func (a *Account) read(w http.ResponseWriter, r *http.Request) (in requests, ok bool) {
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&in); err != nil || len(in.Requests) == 0 || len(in.Requests) > 25 {
		a.refuse(w, http.StatusBadRequest, 2004, "Invalid request")
		return in, false
	}
	return in, true
}

func (a *Account) missing(sku string) object {
	return object{"statusCode": http.StatusNotFound, "sku": sku, "errors": []object{{"errorId": 25710, "domain": "API_INVENTORY", "category": "REQUEST", "message": "Resource not found"}}}
}

func (a *Account) setQuantity(w http.ResponseWriter, r *http.Request) {
	in, ok := a.read(w, r)
	if !ok {
		return
	}
	answers := []object{}
	for _, x := range in.Requests {
		if !slices.Contains(a.SKUs, x.SKU) {
			answers = append(answers, a.missing(x.SKU))
			continue
		}
		a.Set(x.SKU, x.Ship.Quantity)
		answers = append(answers, object{"statusCode": http.StatusOK, "sku": x.SKU})
	}
	a.write(w, http.StatusOK, object{"responses": answers})
}

func (a *Account) quantities(w http.ResponseWriter, r *http.Request) {
	in, ok := a.read(w, r)
	if !ok {
		return
	}
	answers := []object{}
	for _, x := range in.Requests {
		if !slices.Contains(a.SKUs, x.SKU) {
			answers = append(answers, a.missing(x.SKU))
			continue
		}
		n, _ := a.Shows(x.SKU)
		answers = append(answers, object{"statusCode": http.StatusOK, "sku": x.SKU, "inventoryItem": object{"sku": x.SKU,
			"availability": object{"shipToLocationAvailability": object{"quantity": n}}}})
	}
	a.write(w, http.StatusOK, object{"responses": answers})
}
