package faults

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
)

// goods are units of two SKUs that are told apart: of LOT by the lot, of SER each
// by its number.
type goods struct {
	received map[string]int64 // by lot or number
	numbers  []string
	mu       sync.Mutex
	tried    int
	sent     map[string]string // by number, the order whose shipment of it was acknowledged
}

// tracked receives the goods: ten units of each lot.
func (s *server) tracked(lots, numbers int) *goods {
	s.t.Helper()
	g := &goods{received: map[string]int64{}, sent: map[string]string{}}
	for sku, tracking := range map[string]string{"LOT": "lot", "SER": "serial"} {
		s.must("POST", "/api/v1/skus", map[string]any{"code": sku, "title": sku, "weight_grams": 100, "unfillable": "unallocated", "tracking": tracking}, nil)
	}
	for i := range lots {
		lot := fmt.Sprintf("L%d", i)
		s.must("POST", "/api/v1/stock/movements", map[string]any{"sku": "LOT", "location": "BER", "quantity": 10, "reason": "received", "lot": lot,
			"expires_on": fmt.Sprintf("2999-01-%02d", 31-i)}, nil)
		g.received[lot] = 10
	}
	for i := range numbers {
		g.numbers = append(g.numbers, fmt.Sprintf("S%d", i))
		g.received[g.numbers[i]] = 1
	}
	s.must("POST", "/api/v1/stock/movements", map[string]any{"sku": "SER", "location": "BER", "quantity": numbers, "reason": "received", "serials": g.numbers}, nil)
	return g
}

// trackedOrders is what the external ids of orders of goods begin with.
const trackedOrders = "tracked-"

// next names the next order, and the number that is scanned for it: two orders
// want each.
func (g *goods) next() (external, number string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tried++
	return fmt.Sprint(trackedOrders, g.tried), g.numbers[g.tried/2%len(g.numbers)]
}

// worked is what is read of an order that is worked on.
type worked struct {
	ID                string
	FulfillmentOrders []struct {
		ID string
	} `json:"fulfillment_orders"`
}

// send buys units of both SKUs and has them picked, packed and shipped, the
// number that is scanned with them. A refusal ends it: another was faster, or
// nothing is left. It tells whether the server is still there.
func (g *goods) send(ctx context.Context, t *testing.T, s *server, external, number string) bool {
	body := fmt.Appendf(nil, `{"channel":"web","external_id":%q,"currency":"EUR","shipping_address":{"name":"A","address1":"Hauptstr. 1","city":"Berlin","postal_code":"10115",
		"country_code":"DE"},"lines":[{"sku":"LOT","quantity":3,"unit_price":"9.00"},{"sku":"SER","quantity":1,"unit_price":"90.00"}],"payment":{"status":"paid","method":"card"}}`, external)
	var o worked
	call := func(path string, body []byte) (done, alive bool) {
		status, answer, err := s.send(ctx, http.MethodPost, "/api/v1"+path, body)
		switch {
		case err != nil:
			return false, false
		case status == http.StatusConflict, status == http.StatusUnprocessableEntity:
			return false, true
		case status >= 300:
			if ctx.Err() == nil {
				t.Errorf("%s: %d %s", path, status, answer)
			}
			return false, true
		}
		if err := json.Unmarshal(answer, &o); err != nil {
			t.Errorf("%s: %v: %s", path, err, answer)
		}
		return true, true
	}
	if done, alive := call("/orders", body); !done || len(o.FulfillmentOrders) == 0 {
		return alive
	}
	work := "/fulfillment-orders/" + o.FulfillmentOrders[0].ID
	box := fmt.Appendf(nil, `{"parcels":[{"items":[{"line":1,"quantity":3},{"line":2,"quantity":1,"serials":[%q]}]}]}`, number)
	for _, step := range []struct {
		path string
		body []byte
	}{{"/orders/" + o.ID + "/fulfillment-orders/release", nil}, {work + "/pick", []byte("{}")}, {work + "/pack", box}, {work + "/ship", []byte("{}")}} {
		if done, alive := call(step.path, step.body); !done {
			return alive
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if other := g.sent[number]; other != "" && other != o.ID {
		t.Errorf("%s was sent with %s and with %s", number, other, o.ID)
	}
	g.sent[number] = o.ID
	return true
}

// whole checks that each unit of each lot, and each number, is on the shelf or
// with a buyer, once.
func (g *goods) whole(t *testing.T, s *server) {
	t.Helper()
	shipped := 0
	for _, sku := range []string{"LOT", "SER"} {
		var page struct {
			Items []struct {
				LotID  string `json:"lot_id"`
				Lot    string
				OnHand int64 `json:"on_hand"`
			}
		}
		s.must("GET", "/api/v1/lots?all=true&limit=500&sku="+sku, nil, &page)
		for _, l := range page.Items {
			var buyers struct {
				Items []struct {
					OrderID  string `json:"order_id"`
					Quantity int64
				}
			}
			s.must("GET", "/api/v1/lots/"+l.LotID+"/orders?limit=500", nil, &buyers)
			units, holders := l.OnHand, []string{}
			for _, b := range buyers.Items {
				units, holders = units+b.Quantity, append(holders, b.OrderID)
			}
			if units != g.received[l.Lot] {
				t.Errorf("%d of %d units of %s are left: %d on the shelf, the others with %v", units, g.received[l.Lot], l.Lot, l.OnHand, holders)
			}
			if o := g.sent[l.Lot]; o != "" && !slices.Contains(holders, o) {
				t.Errorf("%s was sent with %s, and is with %v", l.Lot, o, holders)
			}
			shipped += len(holders)
		}
	}
	if shipped == 0 {
		t.Error("nothing that is tracked was sent")
	}
	t.Logf("%d parcels of lots and numbers, %d acknowledged", shipped, len(g.sent))
}
