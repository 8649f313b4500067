package shopify

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connector/connectortest"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// capture sends a body through the webhook reader, signed.
func capture(t *testing.T, body []byte) *oms.OrderInput {
	t.Helper()
	h := connector.Hook{Header: map[string][]string{}, Body: body, ReceivedAt: connectortest.Now}
	h.Header.Set("X-Shopify-Topic", "orders/create")
	h.Header.Set("X-Shopify-Webhook-Id", "1")
	h.Header.Set("X-Shopify-Shop-Domain", testSettings["shop"])
	sign(h.Header, body)
	all, err := open(t, nothing{}).Webhook(t.Context(), h)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d deliveries, %v", len(all), err)
	}
	return all[0].Order
}

// stated is what an order says, without what is kept beside it.
func stated(t *testing.T, in oms.OrderInput) oms.OrderInput {
	t.Helper()
	in.Raw, in.Lines = nil, slices.Clone(in.Lines)
	in.Attributes = stable(t, in.Attributes)
	for i := range in.Lines {
		in.Lines[i].Attributes = stable(t, in.Lines[i].Attributes)
	}
	return in
}

func stable(t *testing.T, attributes json.RawMessage) json.RawMessage {
	t.Helper()
	var m map[string]json.RawMessage
	if err := json.Unmarshal(attributes, &m); len(attributes) > 0 && err != nil {
		t.Fatal(err)
	}
	delete(m, further)
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func hookBodies(t *testing.T) map[string]json.RawMessage {
	t.Helper()
	var hooks []connectortest.Hook
	b, err := os.ReadFile("testdata/hooks.json")
	if err == nil {
		err = json.Unmarshal(b, &hooks)
	}
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]json.RawMessage{}
	for _, h := range hooks {
		all[h.Name] = h.Body
	}
	return all
}

func nodeOf(t *testing.T, id string) *node {
	t.Helper()
	var script []connectortest.Exchange
	b, err := os.ReadFile("testdata/mock.json")
	if err == nil {
		err = json.Unmarshal(b, &script)
	}
	if err != nil {
		t.Fatal(err)
	}
	var found *node
	for _, x := range script {
		var a struct {
			Data struct {
				Orders conn[node]
				Order  struct{ LineItems conn[item] }
			}
		}
		if err := json.Unmarshal(x.Body, &a); err != nil {
			t.Fatal(err)
		}
		for _, n := range a.Data.Orders.Nodes {
			if string(n.LegacyID) == id {
				found = &n
			}
		}
		if found != nil && found.LineItems.PageInfo.HasNextPage {
			found.LineItems.Nodes = append(found.LineItems.Nodes, a.Data.Order.LineItems.Nodes...)
		}
		if found != nil {
			if len(a.Data.Order.LineItems.Nodes) > 0 || !found.LineItems.PageInfo.HasNextPage {
				return found
			}
		}
	}
	t.Fatal("no such order")
	return nil
}

func TestBothShapesAreOneOrder(t *testing.T) {
	bodies := hookBodies(t)
	for id, hook := range map[string]string{"5001": "created", "5002": "updated late"} {
		polled, pushed := stated(t, *nodeOf(t, id).rest().input()), stated(t, *capture(t, bodies[hook]))
		if diff := cmp.Diff(polled, pushed); diff != "" {
			t.Errorf("order %s differs (-polled +pushed):\n%s", id, diff)
		}
	}
}

func TestMapping(t *testing.T) {
	in := capture(t, hookBodies(t)["created"])
	if in.ExternalID != "5001" || in.Currency != "EUR" || !in.PricesIncludeTax || in.Total != "178.70" || in.ShippingTotal != "4.90" ||
		in.ShippingTax != "0.78" || in.DiscountTotal != "" || in.Customer.Email != "mara.fink@example.com" || in.Customer.Phone != "+4930555010" {
		t.Errorf("got %+v", in)
	}
	if at := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC); in.UpdatedAt == nil || !in.UpdatedAt.Equal(at) || in.UpdatedAt.Location() != time.UTC {
		t.Errorf("updated at %v", in.UpdatedAt)
	}
	tee, scarf, gift, packing := in.Lines[0], in.Lines[1], in.Lines[10], in.Lines[11]
	if tee.SKU != "TEE-RED-M" || tee.Quantity != "2" || tee.UnitPrice != "19.90" || tee.Discount != "2.00" || tee.Tax != "6.00" || tee.ExternalID != "60010" {
		t.Errorf("got %+v", tee)
	}
	if scarf.SKU != "shopify:variant:811" || packing.SKU != "shopify:line:60021" || !gift.NotShippable || !packing.NotShippable || tee.NotShippable {
		t.Errorf("got %+v, %+v, %+v", scarf, gift, packing)
	}
	canceled := capture(t, hookBodies(t)["canceled"])
	if !canceled.Canceled || canceled.CancelReason != "customer" || canceled.Lines[0].Quantity != "2" || canceled.Payment.Status != "unpaid" {
		t.Errorf("got %+v", canceled)
	}
}

func TestQuantitiesThatAreLeft(t *testing.T) {
	body := `{"id":1,"currency":"EUR","total_price":"30.00","current_total_price":"13.33","total_outstanding":"0.00","financial_status":"partially_refunded",
		"refunds":[{"transactions":[{"kind":"refund","status":"success","amount":"16.67"},{"kind":"refund","status":"failure","amount":"9"}]}],
		"line_items":[{"id":9,"quantity":3,"current_quantity":2,"price":"10.00","sku":"A","tax_lines":[{"price":"0.10","rate":0.1}],
		"discount_allocations":[{"amount":"10.00"}]},{"id":10,"quantity":1,"current_quantity":0,"price":"5.00","sku":"B"}]}`
	in := capture(t, []byte(body))
	if len(in.Lines) != 1 || in.Lines[0].Quantity != "2" || in.Lines[0].Discount != "6.67" || in.Lines[0].Tax != "0.07" || in.Total != "" {
		t.Errorf("got %+v", in)
	}
	if p := in.Payment; p.Status != "partially_refunded" || p.Amount != "30.00" || p.Refunded != "16.67" {
		t.Errorf("got %+v", p)
	}
	gone := capture(t, []byte(strings.ReplaceAll(body, `"current_quantity":2`, `"current_quantity":0`)))
	if len(gone.Lines) != 2 || gone.Lines[0].Quantity != "3" || gone.Total != "30.00" {
		t.Errorf("got %+v", gone)
	}
}

func TestPayments(t *testing.T) {
	for status, want := range map[string]string{
		"pending": "{pending    }", "authorized": "{authorized    }", "paid": "{paid    }", "voided": "{unpaid    }", "EXPIRED": "{unpaid    }",
		"partially_paid": "{paid 4.00   }", "refunded": "{refunded 4.00 4.00  }", "partially_refunded": "{partially_refunded 4.00   }", "brand_new": "{pending    }",
	} {
		o := order{Currency: "EUR", FinancialStatus: text(status), Total: "10.00", CurrentTotal: "10.00", Outstanding: "6.00"}
		if got := fmt.Sprint(*o.payment()); got != want {
			t.Errorf("%s: got %s, want %s", status, got, want)
		}
	}
}

func TestOddOrdersAreStillOrders(t *testing.T) {
	in := capture(t, []byte(`{"id":7,"currency":"EUR","email":"not an address","tags":"`+strings.Repeat("x,", 300)+`","note":"a\u0000b\\u0000",
		"total_price":"12.50","total_tip_received":"2.50","shipping_address":{"country_code":"ZZ","city":"Nowhere","latitude":"91","longitude":"0"},
		"note_attributes":{"a":1},"line_items":[{"id":1,"quantity":1,"price":10,"sku":"`+strings.Repeat("s", 101)+`","variant_id":3,"properties":{"k":"v"}}]}`))
	if in.Customer != nil || len(in.Tags) != 250 || in.Note != `ab\u0000` || in.ShippingAddress.CountryCode != "" || in.ShippingAddress.Latitude != nil {
		t.Errorf("got %+v", in)
	}
	if tip := in.Lines[1]; tip.SKU != "shopify:tip" || tip.UnitPrice != "2.50" || !tip.NotShippable || in.Lines[0].SKU != "shopify:variant:3" {
		t.Errorf("got %+v", in.Lines)
	}
	if err := in.Prepare(); err != nil {
		t.Fatal(err)
	}
	if o, err := oms.NewOrder(in, &oms.Channel{}, func(string) *oms.SKU { return nil }, connectortest.Now); err != nil || o.StatedTotal != nil {
		t.Errorf("got %+v, %v", o, err)
	}
}

func TestLargeFieldsStayInTheRawBody(t *testing.T) {
	body := fmt.Sprintf(`{"id":7,"currency":"EUR","fulfillments":"%s","app_id":5,"line_items":[{"id":1,"quantity":1,"price":10,"sku":"A"}]}`, strings.Repeat("x", maxState))
	in := capture(t, []byte(body))
	if err := in.Prepare(); err != nil || !strings.Contains(string(in.Attributes), "see the raw body: fulfillments") || string(in.Raw) != body {
		t.Errorf("got %s, %v", in.Attributes, err)
	}
}

// TestNoLeafIsLost looks for every value of every body, our own and the shared
// ones, in the input that was made of it; the raw body doesn't count.
func TestNoLeafIsLost(t *testing.T) {
	for name, body := range hookBodies(t) {
		if name != "of no interest" {
			noLeafLost(t, name, body)
		}
	}
}

func TestSharedBodies(t *testing.T) {
	n := 0
	for _, glob := range []string{"go-shopify/order*.json", "rest-2024-04/order__*.json", "shopify-python/order*.json", "webhooks/*.json"} {
		files, _ := filepath.Glob(filepath.Join(connectortest.Shared(t, "specs", "shopify", "fixtures"), glob))
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for i, body := range ordersIn(b) {
				n++
				name := fmt.Sprintf("%s[%d]", filepath.Base(file), i)
				in := noLeafLost(t, name, body)
				addsUp(t, name, in)
			}
		}
	}
	if n < 15 {
		t.Errorf("found %d bodies", n)
	}
}

// ordersIn finds the order bodies in a file of any of the shapes at hand.
func ordersIn(b []byte) (all []json.RawMessage) {
	var file struct {
		ID       json.Number
		Lines    []any `json:"line_items"`
		Order    json.RawMessage
		Orders   []json.RawMessage
		Response json.RawMessage
	}
	if json.Unmarshal(b, &file) != nil {
		return nil
	}
	switch {
	case file.Response != nil:
		return ordersIn(file.Response)
	case file.Order != nil:
		return ordersIn(file.Order)
	case file.ID != "" && len(file.Lines) > 0:
		return []json.RawMessage{b}
	}
	for _, o := range file.Orders {
		all = append(all, ordersIn(o)...)
	}
	return all
}

func noLeafLost(t *testing.T, name string, body []byte) *oms.OrderInput {
	t.Helper()
	in := capture(t, body)
	if err := in.Prepare(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	kept := map[string]int{}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range leaves(t, b, "") {
		kept[leaf[1]]++
	}

	for _, leaf := range leaves(t, body, "") {
		if leaf[1] == "" || kept[leaf[1]] > 0 {
			continue
		}
		if all := strings.Split(leaf[1], ", "); strings.HasSuffix(leaf[0], ".tags") && !slices.ContainsFunc(all, func(tag string) bool { return kept[tag] == 0 }) {
			continue
		}

		t.Errorf("%s: %s = %q is lost", name, leaf[0], leaf[1])
	}
	return in
}

// leaves lists path and text of every value; numbers are written alike.
func leaves(t *testing.T, b []byte, path string) (all [][2]string) {
	t.Helper()
	tree, err := treeOf(b)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(v any, path string)
	walk = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			for key, m := range v {
				walk(m, path+"."+key)
			}
		case []any:
			for i, m := range v {
				walk(m, fmt.Sprintf("%s[%d]", path, i))
			}
		default:
			s := scalarText(v)
			if r, ok := new(big.Rat).SetString(s); ok {
				s = r.RatString()
			}
			all = append(all, [2]string{path, s})
		}
	}
	walk(tree, path)
	return all
}

// addsUp expects the lines of a body to add up to the total that it states,
// unless they don't even add up to the total of lines that it states.
func addsUp(t *testing.T, name string, in *oms.OrderInput) {
	t.Helper()
	o, err := oms.NewOrder(in, &oms.Channel{ID: "chn_1", Code: "shop"}, func(string) *oms.SKU { return nil }, connectortest.Now)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	var stated struct {
		Lines text `json:"total_line_items_price"`
	}
	if err := json.Unmarshal(in.Raw, &stated); err != nil {
		t.Fatal(err)
	}
	gross := new(big.Rat)
	for _, l := range in.Lines {
		gross.Add(gross, new(big.Rat).Mul(amount(text(l.UnitPrice)), amount(text(l.Quantity))))
	}
	if o.StatedTotal != nil && gross.Cmp(amount(stated.Lines)) == 0 {
		t.Errorf("%s: states %s, adds up to %s", name, in.Total, money.New(o.Total, o.Currency))
	}
}
