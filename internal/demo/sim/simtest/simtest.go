// Package simtest asks every simulated marketplace the same questions, through
// the connector that is for the real one.
package simtest

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connector/connectortest"
	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/oms"
)

// Market is a simulated marketplace.
type Market interface {
	http.Handler
	Place(sim.Sale) string
	Cancel(id string) bool
	IDs() []string
	Misbehave(sim.Faults)
	Shows(sku string) (int64, bool)
	With(id string, f func(*sim.Order))
}

// Subject is a marketplace and how it is reached.
type Subject struct {
	Open    func(now func() time.Time) Market // sells SKU-1 and SKU-2; orders are pending for a minute
	Driver  connector.Driver
	Set     map[string]string // settings
	Secrets map[string]string
	Account string // whose it is, once there is an order
	Hosts   []string
	Specs   []string // descriptions in the shared folder, to check the first answers by
	Folder  string   // of the descriptions
}

// street is a marketplace, a connection to it and their clock.
type street struct {
	mu     sync.Mutex
	at     time.Time
	market Market
	conn   connector.Connection
}

func (s *street) now() time.Time { return s.pass(time.Millisecond) }

func (s *street) pass(d time.Duration) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = s.at.Add(d)
	return s.at
}

func (x Subject) open(t *testing.T) *street {
	t.Helper()
	s := &street{at: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}
	s.market = x.Open(s.now)
	srv := httptest.NewUnstartedServer(x.checked(t, s.market))
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	srv.Start()
	t.Cleanup(srv.Close)
	to, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	routes := map[string]*url.URL{}
	for _, name := range x.Hosts {
		routes[name] = to
	}
	keep := connectortest.NewKeep()
	h := host.New(host.Options{AllowPrivate: true, Reroute: routes, Log: slog.New(slog.DiscardHandler), Keep: func(string) connector.Keep { return keep }, Now: s.now})
	driver := x.Driver
	driver.Limits = []connector.Limit{{Every: time.Microsecond, Burst: 1000}} // the market's clock is not ours
	s.conn, err = h.Connect(oms.Connection{ID: "con_1", Settings: x.Set}, driver, x.Secrets)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checked compares the market's first answers with the vendor's descriptions.
func (x Subject) checked(t *testing.T, next http.Handler) http.Handler {
	if !connectortest.HasShared() {
		return next
	}
	var all []connectortest.OpenAPI
	for _, name := range x.Specs {
		all = append(all, connectortest.LoadOpenAPI(t, connectortest.Shared(t, "specs", x.Folder, "openapi."+name+".json")))
	}
	var mu sync.Mutex
	left := 25
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, r)
		mu.Lock()
		left--
		check := left >= 0 && rec.Code/100 == 2 && bytes.HasPrefix(bytes.TrimSpace(append(rec.Body.Bytes(), '{')), []byte("{"))
		mu.Unlock()
		for _, d := range all {
			if check && d.Has(r) {
				d.Check(t, r, body, rec.Code, rec.Body.Bytes())
			}
		}
		for name, values := range rec.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes()) // a caller that is gone
	})
}

// Sale is what somebody buys: two units of each of two SKUs.
func Sale() sim.Sale {
	return sim.Sale{Buyer: sim.Buyer{Given: "Alva", Family: "Ahorn", Email: "alva.ahorn@example.com", Language: "de"}, Currency: "EUR", Shipping: 490,
		To:    oms.Address{Name: "Alva Ahorn", Address1: "Lindenallee 7", City: "Berlin", PostalCode: "10115", CountryCode: "DE", Phone: "+49 30 123456"},
		Items: []sim.Item{{SKU: "SKU-1", Title: "Thing 1", Price: 1990, Quantity: 2}, {SKU: "SKU-2", Title: "Thing 2", Price: 335, Quantity: 2}}}
}

// Run asks everything.
func Run(t *testing.T, x Subject) {
	t.Run("ping", func(t *testing.T) { pings(t, x.open(t), x.Account) })
	t.Run("every order is found in spite of faults", func(t *testing.T) { found(t, x.open(t)) })
	t.Run("a pending order becomes one that can be shipped", func(t *testing.T) { ripens(t, x.open(t)) })
	t.Run("buyers cancel", func(t *testing.T) { cancels(t, x.open(t)) })
	t.Run("stock is told", func(t *testing.T) { stock(t, x.open(t)) })
	t.Run("a shipment is told once", func(t *testing.T) { ships(t, x.open(t)) })
}

// pings asks whose the account is, when it has an order.
func pings(t *testing.T, s *street, want string) {
	s.market.Place(Sale())
	if account, err := s.conn.Ping(t.Context()); err != nil || account != want {
		t.Errorf("the account is %q, want %q: %v", account, want, err)
	}
}

// poll reads orders from a cursor until there are no more. It comes back after
// every fault, as the queue would.
func (s *street) poll(t *testing.T, cursor string) (all []oms.OrderInput, next string) {
	t.Helper()
	for range 2000 {
		page, err := s.conn.(connector.OrderSource).Orders(t.Context(), cursor)
		if err != nil {
			do, after := connector.ReactionTo(err)
			if do == connector.Reject || do == connector.Reauth {
				t.Fatal(err)
			}
			s.pass(after + time.Second)
			continue
		}
		all, cursor = append(all, page.Orders...), page.Next
		if !page.More {
			return all, cursor
		}
	}
	t.Fatal("the pages don't end")
	return nil, ""
}

func found(t *testing.T, s *street) {
	s.market.Misbehave(sim.Faults{Throttle: 0.1, Timeout: 0.02, Garbage: 0.05, Duplicate: 0.3, Reorder: 0.3})
	got := map[string]bool{}
	cursor := ""
	for range 4 {
		for range 20 { // many in one second
			s.market.Place(Sale())
			s.pass(100 * time.Millisecond)
		}
		var page []oms.OrderInput
		page, cursor = s.poll(t, cursor)
		for _, o := range page {
			got[o.ExternalID] = true
		}
	}
	ids := []string{}
	for id := range got {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if diff := cmp.Diff(s.market.IDs(), ids); diff != "" {
		t.Errorf("-placed +polled:\n%s", diff)
	}
}

// one reads the only order that has changed.
func (s *street) one(t *testing.T, cursor string) (oms.OrderInput, string) {
	t.Helper()
	all, next := s.poll(t, cursor)
	if len(all) != 1 {
		t.Fatalf("%d orders changed", len(all))
	}
	return all[0], next
}

func ripens(t *testing.T, s *street) {
	id := s.market.Place(Sale())
	pending, cursor := s.one(t, "")
	s.pass(2 * time.Minute)
	paid, _ := s.one(t, cursor)
	if pending.ExternalID != id || pending.Payment.Status != "pending" || paid.Payment.Status != "paid" || !paid.UpdatedAt.After(*pending.UpdatedAt) {
		t.Errorf("pending %+v, then %+v", pending.Payment, paid.Payment)
	}
	if paid.ShippingAddress == nil || paid.ShippingAddress.City != "Berlin" || paid.ShippingAddress.Phone != "" || paid.Customer.Email == "alva.ahorn@example.com" {
		t.Errorf("address %+v of %+v", paid.ShippingAddress, paid.Customer)
	}
	for _, in := range []oms.OrderInput{pending, paid} {
		if err := in.Prepare(); err != nil {
			t.Fatal(err)
		}
		o, err := oms.NewOrder(&in, &oms.Channel{ID: "chn_1", Code: "market"}, func(string) *oms.SKU { return nil }, s.now())
		if err != nil {
			t.Fatal(err)
		}
		if o.StatedTotal != nil || len(o.Lines) != 2 {
			t.Errorf("states %s, adds up to %d: %+v", in.Total, o.Total, in.Lines)
		}
	}
}

func cancels(t *testing.T, s *street) {
	early, late := s.market.Place(Sale()), s.market.Place(Sale())
	s.market.Cancel(early)
	s.pass(2 * time.Minute)
	s.market.Cancel(late)
	all, _ := s.poll(t, "")
	for _, o := range all {
		asked := slices.Contains(o.Tags, "cancellation_requested")
		if o.Canceled != (o.ExternalID == early) || asked != (o.ExternalID == late) {
			t.Errorf("order %s: canceled %t, tags %v", o.ExternalID, o.Canceled, o.Tags)
		}
	}
}

func stock(t *testing.T, s *street) {
	offer := func(sku string) connector.Offer { return connector.Offer{ExternalID: sku, SKU: sku} }
	sink := s.conn.(connector.StockSink)
	for _, n := range []int64{4, 0, 4} {
		answers, err := sink.PushStock(t.Context(), []connector.StockRow{{Offer: offer("SKU-1"), Quantity: n}, {Offer: offer("GONE"), Quantity: 1}})
		if err != nil || answers[0] != nil || answers[1] == nil {
			t.Fatalf("answers %v, %v", answers, err)
		}
		if got, told := s.market.Shows("SKU-1"); got != n || !told {
			t.Errorf("shows %d, want %d", got, n)
		}
	}
	shown, err := s.conn.(connector.StockReader).ShownStock(t.Context(), []connector.Offer{offer("SKU-1"), offer("GONE")})
	if err != nil || shown[0].Quantity != 4 || shown[0].Err != nil || shown[1].Err == nil {
		t.Errorf("shown %+v, %v", shown, err)
	}
}

func ships(t *testing.T, s *street) {
	id := s.market.Place(Sale())
	s.pass(2 * time.Minute)
	o, cursor := s.one(t, "")
	parcel := func(number string, lines ...oms.LineInput) connector.ShippedParcel {
		p := connector.ShippedParcel{Tracking: connector.Tracking{Number: number}}
		for _, l := range lines {
			p.Lines = append(p.Lines, connector.ShippedLine{ExternalID: l.ExternalID, SKU: l.SKU, Quantity: 1})
		}
		return p
	}
	n := connector.ShipmentNotice{Key: "shp_1", OrderID: id, ShippedAt: s.now(), Carrier: "dhl", Name: "DHL", Parcels: []connector.ShippedParcel{
		parcel("T1", o.Lines...), parcel("T2", o.Lines...)}}
	for _, again := range []bool{false, true} {
		n.Again = again
		if _, err := s.conn.(connector.ShipmentSink).TellShipment(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	s.market.With(id, func(o *sim.Order) {
		var numbers []string
		for _, p := range o.Parcels {
			numbers = append(numbers, p.Tracking)
		}
		if got := fmt.Sprint(numbers); got != "[T1 T2]" {
			t.Errorf("the buyer was told %s", got)
		}
	})
	if shipped, _ := s.one(t, cursor); !shipped.Fulfilled {
		t.Error("the market does not say that it has left")
	}
	n.Key, n.Parcels[0].Tracking.Number = "shp_2", "T3"
	n.Parcels = n.Parcels[:1]
	_, err := s.conn.(connector.ShipmentSink).TellShipment(t.Context(), n)
	if do, _ := connector.ReactionTo(err); err == nil || do != connector.Reject {
		t.Errorf("more than was bought has left: %v", err)
	}
}
