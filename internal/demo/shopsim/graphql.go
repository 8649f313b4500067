package shopsim

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
)

// The budget of points: how many a shop has at most, and how many come back
// each second.
const (
	fullBudget = 2000.0
	restored   = 100.0
)

// object is JSON in the making.
type object = map[string]any

// question is a GraphQL request; its operation's name says which.
type question struct {
	Operation string `json:"operationName"`
	Variables struct {
		First  int      `json:"first"`
		Lines  int      `json:"lines"`
		After  string   `json:"after"`
		Filter string   `json:"filter"`
		ID     string   `json:"id"`
		Topic  string   `json:"topic"`
		URI    string   `json:"uri"`
		Topics []string `json:"topics"`
		changes
	} `json:"variables"`
}

// ServeHTTP answers the Admin GraphQL API of any version.
func (s *Shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/admin/api/") || !strings.HasSuffix(r.URL.Path, "/graphql.json") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if r.Header.Get("X-Shopify-Access-Token") != s.Token {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"errors":"[API] Invalid API key or access token"}`)) // a caller that is gone
		return
	}
	var q question
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&q); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.happens(s.Faults.Timeout) {
		panic(http.ErrAbortHandler) // the line goes dead
	}
	if s.happens(s.Faults.Garbage) {
		_, _ = w.Write([]byte(`<html><body>Something went wrong`)) // a caller that is gone
		return
	}
	if err := json.NewEncoder(w).Encode(s.answer(q)); err != nil {
		s.Log.Debug("the caller is gone", "error", err)
	}
}

func (s *Shop) answer(q question) object {
	now := s.Now()
	if !s.filled.IsZero() {
		s.budget = min(fullBudget, s.budget+now.Sub(s.filled).Seconds()*restored)
	}
	s.filled = now
	price := float64(2 + q.Variables.First*(3+q.Variables.Lines))
	throttle := object{"maximumAvailable": fullBudget, "currentlyAvailable": s.budget, "restoreRate": restored}
	cost := object{"requestedQueryCost": price, "throttleStatus": throttle}
	if price > s.budget || s.happens(s.Faults.Throttle) {
		return object{"errors": []object{{"message": "Throttled", "extensions": object{"code": "THROTTLED"}}}, "extensions": object{"cost": cost}}
	}
	s.budget -= price
	throttle["currentlyAvailable"] = s.budget
	data, fault := s.data(q)
	if fault != "" {
		return object{"errors": []object{{"message": fault}}, "extensions": object{"cost": cost}}
	}
	return object{"data": data, "extensions": object{"cost": cost}}
}

func (s *Shop) data(q question) (data object, fault string) {
	v := q.Variables
	switch q.Operation {
	case "Ping":
		return object{"shop": object{"id": gid("Shop", sim.NumberOf(s.Domain))},
			"currentAppInstallation": object{"accessScopes": []object{{"handle": "read_orders"}, {"handle": "read_customers"}}}}, ""
	case "Orders":
		return s.list(v.First, v.Lines, v.After, v.Filter)
	case "OrderLines":
		for _, o := range s.orders {
			if "gid://shopify/Order/"+o.id() == v.ID {
				return object{"order": object{"lineItems": o.lineItems(v.First, v.After)}}, ""
			}
		}
		return object{"order": nil}, ""
	case "Hooks":
		return s.hooks(v.Topics), ""
	case "Hook":
		s.callbacks = append(s.callbacks, subscription{v.Topic, v.URI})
		return object{"webhookSubscriptionCreate": object{"webhookSubscription": object{"id": gid("WebhookSubscription", len(s.callbacks))}, "userErrors": []object{}}}, ""
	}
	return s.hear(q)
}

// list is a page of the orders by their last change. The cursor is the last
// order's change and number, so that pages hold while orders are placed.
func (s *Shop) list(first, lines int, after, filter string) (object, string) {
	from := time.Time{}
	if filter != "" {
		at, err := time.Parse("updated_at:>='"+time.RFC3339+"'", filter)
		if err != nil {
			return nil, "Invalid search: " + filter
		}
		from = at
	}
	sorted := slices.Clone(s.orders)
	slices.SortFunc(sorted, func(a, b *order) int { return strings.Compare(a.mark(), b.mark()) })
	mark, err := base64.StdEncoding.DecodeString(after)
	if err != nil {
		return nil, "Invalid cursor for current pagination sort."
	}
	nodes, more, end := []object{}, false, any(nil)
	for _, o := range sorted {
		if o.recalled || o.updated.Before(from) || o.mark() <= string(mark) {
			continue
		}
		if len(nodes) == first {
			more = true
			break
		}
		nodes, end = append(nodes, o.node(lines)), base64.StdEncoding.EncodeToString([]byte(o.mark()))
	}
	return object{"orders": object{"nodes": nodes, "pageInfo": object{"hasNextPage": more, "endCursor": end}}}, ""
}

func (o *order) mark() string { return fmt.Sprintf("%012d.%012d", o.updated.Unix(), o.n) }

func (s *Shop) hooks(topics []string) object {
	nodes := []object{}
	for i, c := range s.callbacks {
		if slices.Contains(topics, c.topic) {
			nodes = append(nodes, object{"id": gid("WebhookSubscription", i+1), "topic": c.topic, "uri": c.uri})
		}
	}
	return object{"webhookSubscriptions": object{"nodes": nodes, "pageInfo": object{"hasNextPage": false, "endCursor": nil}}}
}

func gid(kind string, n any) string { return fmt.Sprintf("gid://shopify/%s/%v", kind, n) }
