package amazon

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// tokenURL is Login with Amazon.
const tokenURL = "https://api.amazon.com/auth/o2/token" //nolint:gosec // an address

// tokens keeps the account's access token.
func (a *account) tokens() connector.Tokens {
	return connector.Tokens{Env: a.env, Secrets: a.clientID + "\x00" + a.clientSecret + "\x00" + a.refreshToken, Fetch: a.login}
}

// login changes the refresh token into an access token.
func (a *account) login(ctx context.Context) (string, time.Duration, error) {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {a.refreshToken}, "client_id": {a.clientID}, "client_secret": {a.clientSecret}}
	req, err := http.NewRequestWithContext(connector.Repeatable(ctx), http.MethodPost, tokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return "", 0, fmt.Errorf("amazon: login: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := a.env.HTTP.Do(req)
	if err != nil {
		return "", 0, fmt.Errorf("amazon: login: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusBadRequest { // invalid_grant, invalid_client: OAuth's way to say no
		return "", 0, &connector.Error{Do: connector.Reauth, Status: res.StatusCode, Message: "amazon: login: the refresh token or the client is not accepted"}
	}
	if res.StatusCode != http.StatusOK {
		return "", 0, connector.ErrorFrom(res, a.env.Now(), "amazon: login")
	}
	var answer struct {
		Token   string `json:"access_token"`
		Expires int64  `json:"expires_in"`
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || answer.Token == "" {
		return "", 0, &connector.Error{Do: connector.Retry, Message: "amazon: login: the answer can't be read", Err: err}
	}
	return answer.Token, time.Duration(answer.Expires) * time.Second, nil
}

// call is one operation of the API.
type call struct {
	name, method, path string
	query              url.Values
	body               any
}

// ask makes a call and decodes the answer. Into is nil for what Amazon confirms
// by 204 alone: any other answer, such as the page of a proxy, confirms nothing.
// A token that is refused although it was good a moment ago is fetched anew,
// once.
func (a *account) ask(ctx context.Context, c call, into any) error {
	token, fresh, err := a.tokens().Get(ctx)
	if err != nil {
		return err
	}
	err = a.send(ctx, c, token, into)
	if do, _ := connector.ReactionTo(err); err == nil || do != connector.Reauth || fresh {
		return err
	}
	if err := a.tokens().Forget(ctx); err != nil {
		return err
	}
	if token, _, err = a.tokens().Get(ctx); err != nil {
		return err
	}
	return a.send(ctx, c, token, into)
}

func (a *account) send(ctx context.Context, c call, token string, into any) error {
	var body []byte
	if c.body != nil {
		var err error
		if body, err = json.Marshal(c.body); err != nil {
			return fmt.Errorf("amazon: %s: %w", c.name, err)
		}
	}
	address := "https://" + hosts[a.region] + c.path
	if len(c.query) > 0 {
		address += "?" + c.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, c.method, address, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("amazon: %s: %w", c.name, err)
	}
	req.Header.Set("X-Amz-Access-Token", token)
	req.Header.Set("User-Agent", "Switchyard (Language=Go)")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := a.env.HTTP.Do(req)
	if err != nil {
		return fmt.Errorf("amazon: %s: %w", c.name, err)
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		return a.refused(res, c)
	}
	if into == nil {
		if res.StatusCode != http.StatusNoContent {
			return &connector.Error{Do: connector.Retry, Status: res.StatusCode, Message: "amazon: " + c.name + ": the answer is not a confirmation"}
		}
		return nil
	}
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		return &connector.Error{Do: connector.Retry, Message: "amazon: " + c.name + ": the answer can't be read", Err: err}
	}
	return nil
}

// refused sorts a refusal. A 429 without a time to wait says in another header
// how many calls a second the operation's plan has.
func (a *account) refused(res *http.Response, c call) error {
	e := connector.ErrorFrom(res, a.env.Now(), "amazon: "+c.name)
	if e.Do == connector.Wait && e.RetryAfter == 0 {
		if rate, err := strconv.ParseFloat(res.Header.Get("X-Amzn-RateLimit-Limit"), 64); err == nil && rate > 0 {
			e.RetryAfter = min(time.Duration(float64(time.Second)/rate), time.Hour)
		}
	}
	var answer struct {
		Errors []struct{ Code, Message string } `json:"errors"`
	}
	if json.NewDecoder(res.Body).Decode(&answer) == nil && len(answer.Errors) > 0 {
		e.Message += ": " + clip(answer.Errors[0].Message)
		if answer.Errors[0].Code == "QuotaExceeded" {
			e.Do = connector.Wait
		}
	}
	return e
}

func clip(s string) string { return strings.ToValidUTF8(s[:min(len(s), 300)], "") }

func reject(message string) error {
	return &connector.Error{Do: connector.Reject, Message: "amazon: " + clip(message)}
}

// statusOf is the HTTP status of a refusal, or 0.
func statusOf(err error) int {
	var e *connector.Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}

// Ping asks which marketplaces the account sells on, and whether the seller id
// is its own: Amazon shows nobody the listings of another. A seller's account on
// one marketplace is one of ours.
func (a *account) Ping(ctx context.Context) (string, error) {
	if err := a.sells(ctx); err != nil {
		return "", err
	}
	err := a.ask(ctx, call{name: "listings", method: http.MethodGet, path: a.listings(), query: url.Values{"marketplaceIds": {a.marketplace}, "pageSize": {"1"}}}, &struct{}{})
	if statusOf(err) == http.StatusForbidden {
		return "", &connector.Error{Do: connector.Reauth, Status: http.StatusForbidden, Message: "amazon: " + a.seller + " is not the account's own seller id, or the application may not see listings", Err: err}
	}
	if err != nil {
		return "", err
	}
	return strings.ToUpper(a.seller) + "@" + a.marketplace, nil
}

// sells asks whether the account sells on the marketplace.
func (a *account) sells(ctx context.Context) error {
	var answer struct {
		Payload []struct {
			Marketplace struct {
				ID string `json:"id"`
			} `json:"marketplace"`
			Participation struct {
				Is bool `json:"isParticipating"`
			} `json:"participation"`
		} `json:"payload"`
	}
	if err := a.ask(ctx, call{name: "marketplaces", method: http.MethodGet, path: "/sellers/v1/marketplaceParticipations"}, &answer); err != nil {
		return err
	}
	for _, p := range answer.Payload {
		if p.Marketplace.ID == a.marketplace && p.Participation.Is {
			return nil
		}
	}
	var others []string
	for _, p := range answer.Payload {
		others = append(others, p.Marketplace.ID)
	}
	slices.Sort(others)
	return &connector.Error{Do: connector.Reauth, Message: "amazon: the account does not sell on " + a.marketplace + ", but on " + strings.Join(others, ", ")}
}
