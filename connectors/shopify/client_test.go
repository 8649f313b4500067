package shopify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// nothing is a vendor that must not be asked.
type nothing struct{}

func (nothing) Do(*http.Request) (*http.Response, error) {
	return nil, errors.New("no call was expected")
}

// answers is a vendor that gives one answer after the other.
type answers struct {
	bodies []string
	asked  []map[string]any // the variables
}

func (a *answers) Do(r *http.Request) (*http.Response, error) {
	var q struct{ Variables map[string]any }
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		return nil, err
	}
	if len(a.bodies) == 0 {
		return nil, errors.New("asked once too often")
	}
	a.asked = append(a.asked, q.Variables)
	body := a.bodies[0]
	a.bodies = a.bodies[1:]
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func fails(code, message string) string {
	return fmt.Sprintf(`{"errors":[{"message":%q,"extensions":{"code":%q}}],"extensions":{"cost":{"requestedQueryCost":500,
		"throttleStatus":{"maximumAvailable":1000,"currentlyAvailable":100,"restoreRate":50}}}}`, message, code)
}

const empty = `{"data":{"orders":{"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}`

func TestErrorsThatComeWithStatus200(t *testing.T) {
	for code, want := range map[string]connector.Reaction{"THROTTLED": connector.Wait, "ACCESS_DENIED": connector.Reauth, "SHOP_INACTIVE": connector.Reauth,
		"INTERNAL_SERVER_ERROR": connector.Retry, "undefinedField": connector.Reject, "": connector.Reject} {
		_, err := open(t, &answers{bodies: []string{fails(code, "no")}}).Ping(t.Context())
		do, after := connector.ReactionTo(err)
		if do != want || (do == connector.Wait) != (after == 8*time.Second) {
			t.Errorf("%q: %s after %s, want %s", code, do, after, want)
		}
	}
}

func TestPingNamesTheMissingScope(t *testing.T) {
	_, err := open(t, &answers{bodies: []string{`{"data":{"currentAppInstallation":{"accessScopes":[{"handle":"read_orders"}]}}}`}}).Ping(t.Context())
	if do, _ := connector.ReactionTo(err); do != connector.Reauth || !strings.Contains(err.Error(), "read_customers") {
		t.Errorf("got %v", err)
	}
}

func TestPace(t *testing.T) {
	for body, want := range map[string]time.Duration{fails("", ""): 10500 * time.Millisecond, `{"data":{}}`: 0,
		`{"extensions":{"cost":{"requestedQueryCost":50,"throttleStatus":{"maximumAvailable":1000,"currentlyAvailable":100,"restoreRate":50}}}}`:  1500 * time.Millisecond,
		`{"extensions":{"cost":{"requestedQueryCost":990,"throttleStatus":{"maximumAvailable":1000,"currentlyAvailable":900,"restoreRate":50}}}}`: 2 * time.Second, `<html>`: 0,
		`{"extensions":{"cost":{"requestedQueryCost":50,"throttleStatus":{"currentlyAvailable":950,"restoreRate":50}}}}`: 0} {
		if got := Driver.Pace(nil, []byte(body)); got != want {
			t.Errorf("%.40s: waits %s, want %s", body, got, want)
		}
	}
}

func TestCostlyPagesGetSmallerForGood(t *testing.T) {
	vendor := &answers{bodies: []string{fails(tooCostly, "too much"), empty, empty}}
	s := open(t, vendor)
	for range 2 {
		if _, err := s.Orders(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
	if vendor.asked[0]["first"] != 2.0 || vendor.asked[1]["first"] != 1.0 || vendor.asked[2]["first"] != 1.0 {
		t.Errorf("asked %v", vendor.asked)
	}
	s = open(t, &answers{bodies: []string{fails(tooCostly, "too much"), fails(tooCostly, "too much")}})
	if _, err := s.Orders(t.Context(), ""); err == nil {
		t.Error("a page of one order that is too costly is no error")
	}
}

func TestForgottenCursorBeginsTheSweepAgain(t *testing.T) {
	vendor := &answers{bodies: []string{fails("", "Invalid cursor for current pagination sort."), empty}}
	at := connector.Sweep{Since: now(), After: "gone"}.Text()
	page, err := open(t, vendor).Orders(t.Context(), at)
	if err != nil || page.More || vendor.asked[0]["after"] != "gone" || vendor.asked[1]["after"] != nil || vendor.asked[1]["filter"] != vendor.asked[0]["filter"] {
		t.Errorf("asked %v, %v", vendor.asked, err)
	}
}

func TestSinceBoundsTheFirstSweep(t *testing.T) {
	vendor := &answers{bodies: []string{empty}}
	s := open(t, vendor)
	s.since = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	if _, err := s.Orders(t.Context(), ""); err != nil || vendor.asked[0]["filter"] != "updated_at:>='2026-11-01T00:00:00Z'" {
		t.Errorf("asked %v, %v", vendor.asked, err)
	}
	if _, err := s.Orders(t.Context(), "{"); err == nil {
		t.Error("a spoiled cursor was read")
	}
}

// order10 is an order that was changed at ten, and differs by its note.
func order10(id int, note string) string {
	return fmt.Sprintf(`{"id":"gid://shopify/Order/%d","legacyResourceId":"%d","updatedAt":"2026-11-20T10:00:00Z","currencyCode":"EUR","note":%q,
		"lineItems":{"nodes":[{"id":"gid://shopify/LineItem/1","quantity":1,"currentQuantity":1,"sku":"A"}]}}`, id, id, note)
}

func pageOf(more bool, orders ...string) string {
	return fmt.Sprintf(`{"data":{"orders":{"nodes":[%s],"pageInfo":{"hasNextPage":%t,"endCursor":"x"}}}}`, strings.Join(orders, ","), more)
}

// TestEqualTimestamps: orders that share a second are on two pages, and one of
// them changes again within that second.
func TestEqualTimestamps(t *testing.T) {
	s := open(t, &answers{bodies: []string{pageOf(true, order10(1, ""), order10(2, "")), pageOf(false, order10(3, "")),
		pageOf(false, order10(1, ""), order10(2, "new"), order10(3, ""), order10(4, "")), pageOf(false, order10(2, "new"), order10(4, ""))}})
	var got []string
	cursor := ""
	for range 4 {
		page, err := s.Orders(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		cursor = page.Next
		for _, o := range page.Orders {
			got = append(got, o.ExternalID+o.Note)
		}
		got = append(got, "|")
	}
	if want := "1 2 | 3 | 2new 4 | |"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}

func TestAnOrderThatVanishesIsReadAgain(t *testing.T) {
	long := strings.Replace(order10(1, ""), `"nodes":[`, `"pageInfo":{"hasNextPage":true,"endCursor":"l"},"nodes":[`, 1)
	_, err := open(t, &answers{bodies: []string{pageOf(false, long), `{"data":{"order":null}}`}}).Orders(t.Context(), "")
	if do, _ := connector.ReactionTo(err); do != connector.Retry || err == nil {
		t.Errorf("got %v", err)
	}
}

func TestSubscribeShowsTheRefusal(t *testing.T) {
	err := open(t, &answers{bodies: []string{`{"data":{"webhookSubscriptions":{"nodes":[]}}}`,
		`{"data":{"webhookSubscriptionCreate":{"userErrors":[{"message":"Address is not allowed"}]}}}`}}).Subscribe(context.Background(), "https://x")
	if do, _ := connector.ReactionTo(err); do != connector.Reject || !strings.Contains(err.Error(), "not allowed") {
		t.Errorf("got %v", err)
	}
}
