package shopsim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connector/connectortest"
	"github.com/switchyard-oms/switchyard/connectors/shopify"
	"github.com/switchyard-oms/switchyard/connectors/shopify/shopifytest"
	"github.com/switchyard-oms/switchyard/internal/demo/shopsim"
	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/oms"
)

const domain = "demo.myshopify.com"

// clock moves only when it is told to, and a little with each look.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time { return c.pass(time.Millisecond) }

func (c *clock) pass(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	return c.at
}

// street is a shop, and our connection to it.
type street struct {
	*clock
	shop *shopsim.Shop
	conn connector.Connection
}

func open(t *testing.T, o shopsim.Options) *street {
	t.Helper()
	s := &street{clock: &clock{at: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}}
	o.Domain, o.Token, o.Secret, o.Currency, o.Now, o.Log = domain, "shpat_demo", "hush", "EUR", s.now, slog.New(slog.DiscardHandler)
	for i := range 40 {
		o.Catalog = append(o.Catalog, shopsim.Product{SKU: fmt.Sprintf("SKU-%02d", i), Title: fmt.Sprintf("Thing %d", i), Price: fmt.Sprintf("%d.95", i+1)})
	}
	s.shop = shopsim.New(o)
	srv := httptest.NewUnstartedServer(s.shop)
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	srv.Start()
	t.Cleanup(srv.Close)
	to, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	keep := connectortest.NewKeep()
	h := host.New(host.Options{AllowPrivate: true, Reroute: map[string]*url.URL{domain: to}, Log: o.Log, Keep: func(string) connector.Keep { return keep }, Recorder: schema{t, new(int)}})
	driver := shopify.Driver
	driver.Limits, driver.Pace = []connector.Limit{{Every: time.Microsecond, Burst: 1000}}, nil // the shop's clock is not ours
	s.conn, err = h.Connect(oms.Connection{ID: "con_1", Settings: map[string]string{"shop": domain, "page_size": "7"}}, driver,
		map[string]string{"token": "shpat_demo", "api_secret": "hush"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// schema checks the first answers of a shop against the vendor's description.
type schema struct {
	t    *testing.T
	seen *int
}

func (s schema) Record(x host.Exchange) {
	if *s.seen++; *s.seen > 20 {
		return
	}
	if _, err := os.Stat("../../../../shared"); err == nil && x.Status == http.StatusOK {
		shopifytest.Check(s.t, x.Request, x.Answer)
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

func ids(all []oms.OrderInput) []string {
	out := make([]string, len(all))
	for i, o := range all {
		out[i] = o.ExternalID
	}
	return out
}

func TestPollingFindsEveryOrderOnceWhenAllWebhooksAreLost(t *testing.T) {
	for seed := range uint64(2) {
		s := open(t, shopsim.Options{Seed: seed, Callback: "http://127.0.0.1:1/", Faults: shopsim.Faults{Throttle: 0.1, Timeout: 0.01, Garbage: 0.05, Lose: 1}})
		var got []oms.OrderInput
		var page []oms.OrderInput
		cursor := ""
		for range 4 {
			for range 20 { // many in one second
				s.shop.Imagine()
				s.pass(100 * time.Millisecond)
			}
			page, cursor = s.poll(t, cursor)
			got = append(got, page...)
		}
		if n := s.shop.Deliver(t.Context()); n != 0 {
			t.Errorf("%d webhooks arrived that were lost", n)
		}
		if diff := cmp.Diff(s.shop.IDs(), sorted(ids(got))); diff != "" {
			t.Errorf("seed %d (-placed +polled):\n%s", seed, diff)
		}
	}
}

func sorted(all []string) []string { slices.Sort(all); return all }

func TestChangesWhilePagesAreRead(t *testing.T) {
	s := open(t, shopsim.Options{Seed: 9})
	for range 40 {
		s.shop.Imagine()
		s.pass(time.Second)
	}
	source, cursor, latest := s.conn.(connector.OrderSource), "", map[string]oms.OrderInput{}
	placed := s.shop.IDs()
	for i := range 100 {
		page, err := source.Orders(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Orders {
			latest[o.ExternalID] = o
		}
		if cursor = page.Next; !page.More {
			break
		}
		s.shop.Change(placed[i], "changed") // one that was read moves to the end
		s.shop.Cancel(placed[20+i])
		s.pass(time.Second)
	}
	for i := range 5 {
		if latest[placed[i]].Note != "changed" || !latest[placed[20+i]].Canceled {
			t.Errorf("a change of %s or %s is lost", placed[i], placed[20+i])
		}
	}
	if len(latest) != 40 {
		t.Errorf("%d orders", len(latest))
	}
}

// receiver takes webhooks as the API would.
type receiver struct {
	mu     sync.Mutex
	conn   connector.Connection
	refuse int // so many at first
	seen   map[string]int
	orders map[string]oms.OrderInput
	err    error
}

func (r *receiver) Do(q *http.Request) (*http.Response, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	answer := &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(nil))}
	if r.refuse > 0 {
		r.refuse--
		answer.StatusCode = http.StatusServiceUnavailable
		return answer, nil
	}
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return nil, err
	}
	all, err := r.conn.(connector.WebhookReader).Webhook(q.Context(), connector.Hook{Header: q.Header, Body: body, ReceivedAt: time.Now()})
	if err != nil {
		r.err = err
	}
	for _, d := range all {
		r.seen[d.ID]++
		known, ok := r.orders[d.Order.ExternalID]
		if !ok || !d.Order.UpdatedAt.Before(*known.UpdatedAt) {
			r.orders[d.Order.ExternalID] = *d.Order
		}
	}
	return answer, nil
}

func TestWebhooksAndPollsShowOneOrder(t *testing.T) {
	r := &receiver{refuse: 3, seen: map[string]int{}, orders: map[string]oms.OrderInput{}}
	s := open(t, shopsim.Options{Seed: 4, Speed: 1e6, Client: r, Faults: shopsim.Faults{Duplicate: 0.2, Reorder: 0.2}})
	r.conn = s.conn
	for range 2 { // the second time changes nothing
		if err := s.conn.(connector.WebhookRegistrar).Subscribe(t.Context(), "https://oms.example.com/hook"); err != nil {
			t.Fatal(err)
		}
	}
	if account, err := s.conn.Ping(t.Context()); err != nil || account != fmt.Sprint(sim.NumberOf(domain)) {
		t.Fatalf("the account is %q: %v", account, err)
	}
	for i := range 60 {
		id := s.shop.Imagine()
		s.pass(2 * time.Second)
		if i%10 == 0 {
			s.shop.Cancel(id)
			s.pass(2 * time.Second)
		}
	}
	deadline := time.Now().Add(10 * time.Second)
	for len(r.seen) < 66 && time.Now().Before(deadline) {
		s.shop.Deliver(t.Context())
		time.Sleep(time.Millisecond)
	}
	twice := 0
	for _, n := range r.seen {
		twice += n - 1
	}
	if len(r.seen) != 66 || twice == 0 || r.err != nil {
		t.Fatalf("%d deliveries, %d of them twice, %v", len(r.seen), twice, r.err)
	}
	polled, _ := s.poll(t, "")
	for _, p := range polled {
		if diff := cmp.Diff(content(t, p), content(t, r.orders[p.ExternalID])); diff != "" {
			t.Fatalf("order %s (-polled +pushed):\n%s", p.ExternalID, diff)
		}
	}
	if len(polled) != 60 || len(r.orders) != 60 {
		t.Errorf("%d polled, %d pushed", len(polled), len(r.orders))
	}
}

// content is an order without what only one of its shapes has.
func content(t *testing.T, in oms.OrderInput) string {
	t.Helper()
	in.Raw = nil
	in.Attributes = only(t, in.Attributes)
	for i := range in.Lines {
		in.Lines[i].Attributes = only(t, in.Lines[i].Attributes)
	}
	b, err := json.MarshalIndent(in, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func only(t *testing.T, attributes json.RawMessage) json.RawMessage {
	t.Helper()
	var m map[string]json.RawMessage
	if err := json.Unmarshal(attributes, &m); len(attributes) > 0 && err != nil {
		t.Fatal(err)
	}
	return m["shopify"]
}

func TestOrdersAddUp(t *testing.T) {
	s := open(t, shopsim.Options{Seed: 1})
	for range 100 {
		s.shop.Imagine()
		s.pass(time.Minute)
	}
	all, _ := s.poll(t, "")
	large := 0
	for _, in := range all {
		if err := in.Prepare(); err != nil {
			t.Fatal(err)
		}
		o, err := oms.NewOrder(&in, &oms.Channel{}, func(string) *oms.SKU { return nil }, s.now())
		if err != nil || o.StatedTotal != nil || o.Total == 0 {
			t.Fatalf("%s: %v, %v", in.Total, o, err)
		}
		if len(in.Lines) > 10 {
			large++
		}
	}
	if large == 0 {
		t.Error("no order has more lines than a page")
	}
}

func TestOneSeedIsOneStory(t *testing.T) {
	tell := func(seed uint64, faults shopsim.Faults) string {
		s := open(t, shopsim.Options{Seed: seed, Faults: faults})
		for range 20 {
			s.shop.Imagine()
		}
		var b strings.Builder
		all, _ := s.poll(t, "")
		for _, o := range all {
			fmt.Fprintln(&b, o.ExternalID, o.Customer, o.Lines, o.Total)
		}
		return b.String()
	}
	if tell(5, shopsim.Faults{}) != tell(5, shopsim.Faults{Throttle: 0.3}) || tell(5, shopsim.Faults{}) == tell(6, shopsim.Faults{}) {
		t.Error("the story does not follow from the seed alone")
	}
}

func TestRunPlacesOrdersUntilItIsStopped(t *testing.T) {
	s := open(t, shopsim.Options{Seed: 1, Rate: 3600, Speed: 500})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := s.shop.Run(ctx); err == nil || len(s.shop.IDs()) < 20 {
		t.Errorf("%d orders, %v", len(s.shop.IDs()), err)
	}
}

func TestStrangersAreRefused(t *testing.T) {
	s := open(t, shopsim.Options{})
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/admin/api/2026-10/graphql.json", strings.NewReader("{}"))
	w := httptest.NewRecorder()
	s.shop.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("status %d", w.Code)
	}
}

func TestResume(t *testing.T) {
	s := open(t, shopsim.Options{Seed: 3}).shop
	first := s.Imagine()
	again := open(t, shopsim.Options{Seed: 3}).shop
	again.Resume(again.Number(first))
	if id := again.Imagine(); id <= first || len(again.IDs()) != 1 {
		t.Errorf("the shop gave %s behind %s, and shows %v", id, first, again.IDs())
	}
	again.Resume(0)
	again.Resume(again.Number(first))
	if ids := again.IDs(); len(ids) != 1 || again.Imagine() <= ids[0] {
		t.Errorf("resuming went back: %v", ids)
	}
}
