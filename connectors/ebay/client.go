package ebay

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// The paths of the APIs.
const (
	tokenPath   = "/identity/v1/oauth2/token" //nolint:gosec // a path
	fulfillment = "/sell/fulfillment/v1"
	inventory   = "/sell/inventory/v1"
)

// tokens keeps the account's access token.
func (a *account) tokens() connector.Tokens {
	return connector.Tokens{Env: a.env, Secrets: a.clientID + "\x00" + a.clientSecret + "\x00" + a.refreshToken, Fetch: a.login}
}

// login changes the refresh token into an access token.
func (a *account) login(ctx context.Context) (string, time.Duration, error) {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {a.refreshToken}}
	req, err := http.NewRequestWithContext(connector.Repeatable(ctx), http.MethodPost, "https://"+hosts[a.world]+tokenPath, strings.NewReader(form.Encode()))
	if err != nil {
		return "", 0, fmt.Errorf("ebay: login: %w", err)
	}
	req.SetBasicAuth(a.clientID, a.clientSecret)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := a.env.HTTP.Do(req)
	if err != nil {
		return "", 0, fmt.Errorf("ebay: login: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusBadRequest { // invalid_grant: OAuth's way to say no
		return "", 0, &connector.Error{Do: connector.Reauth, Status: res.StatusCode, Message: "ebay: login: the refresh token is not accepted"}
	}
	if res.StatusCode != http.StatusOK {
		return "", 0, connector.ErrorFrom(res, a.env.Now(), "ebay: login")
	}
	var answer struct {
		Token   string `json:"access_token"`
		Expires int64  `json:"expires_in"`
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || answer.Token == "" {
		return "", 0, &connector.Error{Do: connector.Retry, Message: "ebay: login: the answer can't be read", Err: err}
	}
	return answer.Token, time.Duration(answer.Expires) * time.Second, nil
}

// call is one operation of an API.
type call struct {
	name, method, path string
	query              url.Values
	body               any
}

// ask makes a call, decodes the answer and returns its header. Into is nil for
// what eBay confirms by 201 alone: any other answer confirms nothing. A token
// that is refused although it was good a moment ago is fetched anew, once.
func (a *account) ask(ctx context.Context, c call, into any) (http.Header, error) {
	token, fresh, err := a.tokens().Get(ctx)
	if err != nil {
		return nil, err
	}
	header, err := a.send(ctx, c, token, into)
	if do, _ := connector.ReactionTo(err); err == nil || do != connector.Reauth || fresh {
		return header, err
	}
	if err := a.tokens().Forget(ctx); err != nil {
		return nil, err
	}
	if token, _, err = a.tokens().Get(ctx); err != nil {
		return nil, err
	}
	return a.send(ctx, c, token, into)
}

func (a *account) send(ctx context.Context, c call, token string, into any) (http.Header, error) {
	var body []byte
	if c.body != nil {
		var err error
		if body, err = json.Marshal(c.body); err != nil {
			return nil, fmt.Errorf("ebay: %s: %w", c.name, err)
		}
	}
	address := "https://" + hosts[a.world] + c.path
	if len(c.query) > 0 {
		address += "?" + c.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, c.method, address, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("ebay: %s: %w", c.name, err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := a.env.HTTP.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ebay: %s: %w", c.name, err)
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		return nil, a.refused(res, c)
	}
	if into == nil {
		if res.StatusCode != http.StatusCreated {
			return nil, &connector.Error{Do: connector.Retry, Status: res.StatusCode, Message: "ebay: " + c.name + ": the answer is not a confirmation"}
		}
		return res.Header, nil
	}
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		return nil, &connector.Error{Do: connector.Retry, Message: "ebay: " + c.name + ": the answer can't be read", Err: err}
	}
	return res.Header, nil
}

// fault is one of eBay's errors.
type fault struct {
	Message string `json:"message"`
	Long    string `json:"longMessage"`
}

func (f fault) text() string {
	if f.Long != "" {
		return f.Long
	}
	return f.Message
}

func (a *account) refused(res *http.Response, c call) error {
	e := connector.ErrorFrom(res, a.env.Now(), "ebay: "+c.name)
	var answer struct {
		Errors []fault `json:"errors"`
	}
	if json.NewDecoder(res.Body).Decode(&answer) == nil && len(answer.Errors) > 0 {
		e.Message += ": " + clip(answer.Errors[0].text())
	}
	return e
}

func clip(s string) string { return strings.ToValidUTF8(s[:min(len(s), 300)], "") }

func reject(message string) error {
	return &connector.Error{Do: connector.Reject, Message: "ebay: " + clip(message)}
}

// Ping asks for one order, which bears the seller's user id. A seller without
// orders stays unknown: the APIs that the account granted us don't name it.
func (a *account) Ping(ctx context.Context) (string, error) {
	f, err := a.search(ctx, connector.Sweep{Since: a.start()}, 1)
	if err != nil || len(f.Orders) == 0 {
		return "", err
	}
	var o struct {
		Seller string `json:"sellerId"`
	}
	if err := json.Unmarshal(f.Orders[0], &o); err != nil || o.Seller == "" {
		return "", &connector.Error{Do: connector.Retry, Message: "ebay: an order does not say whose it is", Err: err}
	}
	return strings.ToLower(o.Seller), nil
}
