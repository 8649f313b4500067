package faults

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"
)

// TestThreeServers has 500 buyers want 100 units through three servers on one
// PostgreSQL, by every door at once: single orders, each sent to two servers,
// batches, imported files and signed webhooks. Exactly 100 units are promised,
// each time. Then goods that are told apart are picked and packed at several
// servers at once, and each unit is in one place.
func TestThreeServers(t *testing.T) {
	places(t, func(t *testing.T, p *place) {
		if p.url == "" {
			t.Skip("several servers share PostgreSQL, not an SQLite file")
		}
		c := &rush{place: p, servers: []*server{p.serve(""), p.serve(""), p.serve("")}}
		c.servers[0].seed(nil)
		c.connect()
		rounds := 20
		if testing.Short() {
			rounds = 2
		}
		for round := range rounds {
			c.sell(round)
		}
		c.pack()
		if n := len(c.servers[2].orders()); n != 500*rounds+twins {
			t.Errorf("%d orders are stored", n)
		}
		p.run("doctor")
	})
}

// rush is buyers in front of several servers.
type rush struct {
	*place
	servers []*server
	hook    string // path of the webhook
}

const hookSecret = "shpss_crowd"

// connect makes an account at a vendor that can't be reached: its webhooks
// come all the same.
func (c *rush) connect() {
	var made struct{ ID string }
	c.servers[0].must("POST", "/api/v1/connections", map[string]any{"driver": "shopify", "channel": "shop",
		"settings": map[string]string{"shop": "crowd.myshopify.com", "token": "shpat_crowd", "api_secret": hookSecret}}, &made)
	c.hook = "/api/v1/connections/" + made.ID + "/webhook"
}

// sell sells 100 units of a new SKU to 500 buyers.
func (c *rush) sell(round int) {
	c.t.Helper()
	sku := fmt.Sprintf("LAST-%d", round)
	s := c.servers[round%3]
	s.must("POST", "/api/v1/skus", map[string]any{"code": sku, "title": sku, "weight_grams": 100, "unfillable": "unallocated"}, nil)
	for location, units := range map[string]int{"BER": 67, "NYC": 33} {
		s.must("POST", "/api/v1/stock/movements", map[string]any{"sku": sku, "location": location, "quantity": units, "reason": "received"}, nil)
	}
	var wg sync.WaitGroup
	for i := range 125 {
		for twin := range 2 {
			wg.Go(func() { c.single(c.servers[(i+twin)%3], fmt.Sprintf("api-%d-%d", round, i), sku) })
		}
		wg.Go(func() { c.webhook(c.servers[i%3], 1_000_000+round*1000+i, sku) })
	}
	for i := range 5 {
		wg.Go(func() { c.batch(c.servers[i%3], fmt.Sprintf("batch-%d-%d", round, i), sku) })
		wg.Go(func() { c.file(c.servers[(i+1)%3], fmt.Sprintf("file-%d-%d", round, i), sku) })
	}
	wg.Wait()
	onHand, allocated, available := s.stock(sku)
	if onHand != 100 || allocated != 100 || available != 0 {
		c.t.Errorf("round %d: on hand %d, allocated %d, available %d", round, onHand, allocated, available)
	}
	var buyers []answered
	var got int64
	for cursor := ""; ; {
		var page struct {
			Items      []answered
			NextCursor string `json:"next_cursor"`
		}
		s.must("GET", "/api/v1/orders?limit=200&sku="+sku+"&cursor="+cursor, nil, &page)
		buyers = append(buyers, page.Items...)
		if cursor = page.NextCursor; cursor == "" {
			break
		}
	}
	for _, o := range buyers {
		var full answered
		s.must("GET", "/api/v1/orders/"+o.ID, nil, &full)
		got += full.Lines[0].Counters.Allocated
	}
	if len(buyers) != 500 || got != 100 {
		c.t.Errorf("round %d: %d buyers, %d of them have a unit", round, len(buyers), got)
	}
}

// twins are the orders that two servers work on at once.
const twins = 16

// pack has two people at two servers work on the same orders of goods that are
// told apart, each number wanted for two of them.
func (c *rush) pack() {
	g := c.servers[0].tracked(5, 10)
	var wg sync.WaitGroup
	for i := range twins {
		external, number := g.next()
		for twin := range 2 {
			wg.Go(func() { g.send(c.t.Context(), c.t, c.servers[(i+twin)%3], external, number) })
		}
	}
	wg.Wait()
	g.whole(c.t, c.servers[1])
}

// accepted sends what must be accepted.
func (c *rush) accepted(s *server, method, path string, body []byte, header ...string) []byte {
	status, answer, err := s.send(c.t.Context(), method, path, body, header...)
	if err != nil || status >= 300 {
		c.t.Errorf("%s %s: %d %s %v", method, path, status, answer, err)
	}
	return answer
}

func (c *rush) single(s *server, id, sku string) {
	c.accepted(s, http.MethodPost, "/api/v1/orders", order(id, sku, 1))
}

func (c *rush) batch(s *server, id, sku string) {
	var orders []json.RawMessage
	for i := range 25 {
		orders = append(orders, order(fmt.Sprintf("%s-%d", id, i), sku, 1))
	}
	body, _ := json.Marshal(map[string]any{"orders": orders})
	c.accepted(s, http.MethodPost, "/api/v1/orders/batch", body)
}

// file imports 25 orders and waits until they are in.
func (c *rush) file(s *server, id, sku string) {
	var csv bytes.Buffer
	csv.WriteString("Order No,Email,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Currency,Lineitem sku,Lineitem quantity,Lineitem price\n")
	for i := range 25 {
		fmt.Fprintf(&csv, "%s-%d,a@example.com,A,Hauptstr. 1,Berlin,10115,DE,EUR,%s,1,19.90\n", id, i, sku)
	}
	options := url.QueryEscape(`{"channel":"web","payment":"paid"}`)
	var run struct{ ID string }
	if err := json.Unmarshal(c.accepted(s, http.MethodPost, "/api/v1/imports?kind=orders&name=crowd.csv&options="+options, csv.Bytes(), "Content-Type", "text/csv"), &run); err != nil {
		c.t.Error(err)
		return
	}
	for range 600 {
		answer := c.accepted(s, http.MethodGet, "/api/v1/imports/"+run.ID, nil)
		var now struct{ Status string }
		if err := json.Unmarshal(answer, &now); err != nil || now.Status == "failed" {
			c.t.Errorf("import: %s %v", answer, err)
			return
		}
		if now.Status == "done" {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	c.t.Errorf("import %s does not end", run.ID)
}

// webhook delivers an order as the shop would.
func (c *rush) webhook(s *server, id int, sku string) {
	body := fmt.Appendf(nil, `{"id":%d,"admin_graphql_api_id":"gid://shopify/Order/%[1]d","name":"#%[1]d","created_at":"2026-11-20T10:00:00Z","updated_at":"2026-11-20T10:00:00Z",
		"currency":"EUR","taxes_included":true,"financial_status":"paid","total_price":"19.90","subtotal_price":"19.90","email":"a@example.com",
		"shipping_address":{"name":"A","address1":"Hauptstr. 1","city":"Berlin","zip":"10115","country_code":"DE"},
		"line_items":[{"id":%[1]d1,"sku":%[2]q,"title":"Last","quantity":1,"price":"19.90","requires_shipping":true}]}`, id, sku)
	mac := hmac.New(sha256.New, []byte(hookSecret))
	_, _ = mac.Write(body) // a hash never fails
	c.accepted(s, http.MethodPost, c.hook, body, "X-Shopify-Topic", "orders/create", "X-Shopify-Shop-Domain", "crowd.myshopify.com",
		"X-Shopify-Webhook-Id", fmt.Sprint(id), "X-Shopify-Triggered-At", time.Now().UTC().Format(time.RFC3339Nano),
		"X-Shopify-Hmac-Sha256", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}
