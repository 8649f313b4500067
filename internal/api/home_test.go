package api

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// roads makes an order at each stage of the road, two of them on hold.
func (w *world) roads() map[string]string {
	w.t.Helper()
	w.shop()
	w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":100,"reason":"received"}`)
	w.must(201, "POST", "/skus", `{"code":"SOLD-OUT"}`)
	ids := map[string]string{}
	for n, stage := range []string{"new", "allocated", "released", "picked", "packed", "shipped", "delivered"} {
		body := order(fmt.Sprint(2000 + n))
		if stage == "new" {
			body = strings.Replace(body, "TEE-RED-M", "SOLD-OUT", 1)
		}
		o := w.must(201, "POST", "/orders", body)
		ids[stage] = o.text("id")
		ful := o.text("fulfillment_orders", 0, "id")
		for i, verb := range []string{"release", "pick", "pack", "ship"} {
			if n >= i+2 {
				o = w.must(200, "POST", "/fulfillment-orders/"+ful+"/"+verb, "{}")
			}
		}
		if stage == "delivered" {
			w.must(200, "POST", "/shipments/"+o.text("shipments", 0, "id")+"/deliver", nil)
		}
	}
	for _, stage := range []string{"new", "allocated"} {
		w.must(200, "POST", "/orders/"+ids[stage]+"/hold", `{"reason":"the buyer asked to wait"}`)
	}
	return ids
}

// TestHomeFiguresOpenTheirLists follows every link of Home and of the board:
// the list holds as many entries as the figure says.
func TestHomeFiguresOpenTheirLists(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.roads()
		home := w.must(200, "GET", "/home?timezone=Europe/Berlin&hours=48", nil)
		for i, want := range []string{"new", "allocated", "released", "picked", "packed", "shipped", "delivered"} {
			if got := home.text("funnel", i, "stage"); got != want || home.at("funnel", i, "orders") != 1.0 {
				t.Errorf("stage %d is %s with %v orders, want %s with 1", i, got, home.at("funnel", i, "orders"), want)
			}
			if got := w.list(home.at("funnel", i, "link")); len(got) != 1 || got[0] != ids[want] {
				t.Errorf("%s opens %v, want %s", want, got, ids[want])
			}
			if held := w.list(home.at("funnel", i, "held_link")); float64(len(held)) != home.at("funnel", i, "held") {
				t.Errorf("%s: %v held, the list has %d", want, home.at("funnel", i, "held"), len(held))
			}
			if want != "delivered" && home.text("funnel", i, "oldest", "id") != ids[want] {
				t.Errorf("%s: the oldest is %v", want, home.at("funnel", i, "oldest"))
			}
		}
		n := w.follow(home.body)
		n += w.follow(w.must(200, "GET", "/fulfillment-orders/counts?location=BER", nil).body)
		n += w.follow(w.must(200, "GET", "/fulfillment-orders/counts", nil).body)
		n += w.follow(w.must(200, "GET", "/exceptions/counts", nil).body)
		if n < 80 {
			t.Errorf("only %d figures were compared", n)
		}
		w.follow(w.must(200, "GET", "/fulfillment-orders/counts?location=NOWHERE", nil).body)
		w.must(422, "GET", "/home?timezone=Mars", nil)
	})
}

// list opens a link and gives the ids of what is there.
func (w *world) list(link any) (ids []string) {
	w.t.Helper()
	l := link.(map[string]any)
	query := url.Values{"limit": {"200"}}
	for name, value := range l["query"].(map[string]any) {
		query.Set(name, value.(string))
	}
	page := w.must(200, "GET", "/"+l["list"].(string)+"?"+query.Encode(), nil)
	for _, item := range page.at("items").([]any) {
		ids = append(ids, item.(map[string]any)["id"].(string))
	}
	return ids
}

// figures says which figure a link belongs to, by the link's name.
var figures = map[string][]string{"link": {"orders", "count"}, "late_link": {"late"}, "soon_link": {"soon"}, "held_link": {"held"}, "mine_link": {"mine"}, "overdue_link": {"overdue"}}

// follow compares every figure of an answer with the list that its link opens,
// and returns how many there were.
func (w *world) follow(body []byte) (n int) {
	w.t.Helper()
	var walk func(string, any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case []any:
			for i, item := range v {
				walk(fmt.Sprintf("%s[%d]", path, i), item)
			}
		case map[string]any:
			for name, item := range v {
				walk(path+"."+name, item)
				for _, figure := range figures[name] {
					if want, ok := v[figure].(float64); ok {
						n++
						if got := len(w.list(item)); float64(got) != want {
							w.t.Errorf("%s.%s is %v, its list has %d: %v", path, figure, want, got, item)
						}
					}
				}
			}
		}
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		w.t.Fatal(err)
	}
	walk("", v)
	return n
}

// TestHomeShowsWhatTheCallerMaySee asks for Home as a role without dead letters.
func TestHomeShowsWhatTheCallerMaySee(t *testing.T) {
	w := lite(t)
	if a := w.must(200, "GET", "/home", nil); a.at("attention", "dead_letters") == nil {
		t.Errorf("%s", a.body)
	}
	if a := w.must(200, "GET", "/home", nil, "Authorization", "Bearer "+w.tokenFor("warehouse")); a.at("attention", "dead_letters") != nil {
		t.Errorf("%s", a.body)
	}
}

// TestBoard filters and sorts the cards of the board.
func TestBoard(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ids := w.roads()
		card := w.must(200, "GET", "/fulfillment-orders?order="+ids["picked"], nil)
		for field, want := range map[string]any{"units": 2.0, "stage": "picked"} {
			if got := card.at("items", 0, field); got != want {
				t.Errorf("%s is %v, want %v", field, got, want)
			}
		}
		number := card.text("items", 0, "number")
		for query, want := range map[string]int{
			"q=" + number: 1, "q=" + number + "9": 0, "q=A&column=packing": 1, "status=released,in_progress": 3, "status=working&sort=ship_by": 4,
			"held=true": 1, "held=true&status=on_hold": 1, "channel=web&status=closed": 2, "channel=none": 0, "location=BER&column=ready": 1,
			"ship_by_to=2020-01-01T00:00:00Z": 0, "ship_by_to=9000-01-01T00:00:00Z&status=working": 4,
		} {
			if got := len(w.must(200, "GET", "/fulfillment-orders?"+query, nil).at("items").([]any)); got != want {
				t.Errorf("%s finds %d, want %d", query, got, want)
			}
		}
		for _, sort := range []string{"created_at", "ship_by"} {
			var seen []string
			for cursor := ""; ; {
				page := w.must(200, "GET", "/fulfillment-orders?status=working&limit=2&sort="+sort+"&cursor="+cursor, nil)
				for i := range page.at("items").([]any) {
					seen = append(seen, page.text("items", i, "id"))
				}
				if cursor = page.text("next_cursor"); cursor == "" {
					break
				}
			}
			if len(seen) != 4 {
				t.Errorf("by %s: %v", sort, seen)
			}
		}
		w.must(422, "GET", "/fulfillment-orders?column=ready&status=working", nil)
	})
}
