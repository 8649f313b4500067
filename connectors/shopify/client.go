package shopify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// Ping asks for the shop's id, which stays when its domain changes, and for the
// app's scopes.
func (s *shop) Ping(ctx context.Context) (string, error) {
	var answer struct {
		Shop                   struct{ ID string }
		CurrentAppInstallation struct {
			AccessScopes []struct{ Handle string }
		}
	}
	if err := s.ask(connector.Repeatable(ctx), pingQuery, nil, &answer); err != nil {
		return "", err
	}
	for _, need := range []string{"orders", "customers"} {
		if !slices.ContainsFunc(answer.CurrentAppInstallation.AccessScopes, func(scope struct{ Handle string }) bool {
			return scope.Handle == "read_"+need || scope.Handle == "write_"+need
		}) {
			return "", &connector.Error{Do: connector.Reauth, Message: "shopify: the app lacks the scope read_" + need}
		}
	}
	if answer.Shop.ID == "" {
		return "", &connector.Error{Do: connector.Retry, Message: "shopify: the answer does not say which shop it is"}
	}
	return answer.Shop.ID[strings.LastIndexByte(answer.Shop.ID, '/')+1:], nil
}

// operation is a GraphQL document with one named operation.
type operation struct{ name, text string }

// answer is what GraphQL wraps every result in.
type answer struct {
	Data   json.RawMessage `json:"data"`
	Errors []fault         `json:"errors"`
	cost
}

// fault is one of GraphQL's errors; it comes with status 200.
type fault struct {
	Message    string `json:"message"`
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

// ask sends one operation and decodes its data.
func (s *shop) ask(ctx context.Context, op operation, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": op.text, "operationName": op.name, "variables": variables})
	if err != nil {
		return fmt.Errorf("shopify: %s: %w", op.name, err)
	}
	url := "https://" + s.domain + "/admin/api/" + Version + "/graphql.json"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("shopify: %s: %w", op.name, err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Shopify-Access-Token", s.token)
	res, err := s.env.HTTP.Do(req)
	if err != nil {
		return fmt.Errorf("shopify: %s: %w", op.name, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return s.refused(res, op)
	}
	var a answer
	if err := json.NewDecoder(res.Body).Decode(&a); err != nil {
		return &connector.Error{Do: connector.Retry, Message: "shopify: " + op.name + ": the answer can't be read", Err: err}
	}
	if len(a.Errors) > 0 {
		return a.refusal(op)
	}
	if err := json.Unmarshal(a.Data, into); err != nil {
		return &connector.Error{Do: connector.Reject, Message: "shopify: " + op.name + ": the answer has another shape", Err: err}
	}
	return nil
}

// refused sorts a status other than 200. 402 is a frozen shop, 423 a locked
// one: a person must act, as with a bad token.
func (s *shop) refused(res *http.Response, op operation) error {
	e := connector.ErrorFrom(res, s.env.Now(), "shopify: "+op.name)
	if res.StatusCode == http.StatusUnauthorized {
		e.Message = "the shop does not accept the access token" // whatever was asked with it
	}
	if res.StatusCode == http.StatusPaymentRequired || res.StatusCode == http.StatusLocked {
		e.Do = connector.Reauth
	}
	return e
}

// tooCostly is the code of a query that no shop's budget allows.
const tooCostly = "MAX_COST_EXCEEDED"

// reactions sorts the codes of errors that come with status 200. What is not
// listed is a fault in what we asked.
var reactions = map[string]connector.Reaction{
	"THROTTLED":             connector.Wait,
	"ACCESS_DENIED":         connector.Reauth,
	"SHOP_INACTIVE":         connector.Reauth,
	"INTERNAL_SERVER_ERROR": connector.Retry,
	"TIMEOUT":               connector.Retry,
}

// refusal sorts GraphQL's errors; the first one decides.
func (a answer) refusal(op operation) error {
	f := a.Errors[0]
	e := &connector.Error{Status: http.StatusOK, Message: "shopify: " + op.name + ": " + clip(f.Message), Do: connector.Reject}
	if do, ok := reactions[f.Extensions.Code]; ok {
		e.Do = do
	}
	if e.Do == connector.Wait {
		e.RetryAfter = max(a.wait(), time.Second)
	}
	if f.Extensions.Code == tooCostly {
		e.Err = errTooCostly
	}
	return e
}

func clip(s string) string { return strings.ToValidUTF8(s[:min(len(s), 300)], "") }

// cost is the part of an answer that states the budget: points that a query
// needs, that are left, and that come back each second.
type cost struct {
	Extensions struct {
		Cost struct {
			Requested float64 `json:"requestedQueryCost"`
			Throttle  struct {
				Maximum   float64 `json:"maximumAvailable"`
				Available float64 `json:"currentlyAvailable"`
				Restore   float64 `json:"restoreRate"`
			} `json:"throttleStatus"`
		} `json:"cost"`
	} `json:"extensions"`
}

// wait is the time until a query of the same cost fits the budget again.
func (c cost) wait() time.Duration { return c.until(c.Extensions.Cost.Requested) }

// until is the time until so many points are there.
func (c cost) until(points float64) time.Duration {
	x := c.Extensions.Cost.Throttle
	if x.Restore <= 0 || points <= x.Available {
		return 0
	}
	return min(time.Duration((points-x.Available)/x.Restore*float64(time.Second)), time.Minute)
}

// pace tells the host how long to be silent so that the next query is not
// throttled, and an eighth of the budget is left for what is urgent.
func pace(_ http.Header, body []byte) time.Duration {
	var c cost
	if json.Unmarshal(body, &c) != nil {
		return 0
	}
	x := c.Extensions.Cost
	return c.until(min(x.Requested+x.Throttle.Maximum/8, max(x.Requested, x.Throttle.Maximum)))
}
