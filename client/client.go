// Package client talks to a Switchyard server. It retries what can be retried:
// every write carries an Idempotency-Key, so a request whose answer was lost is
// sent again without being done twice.
//
//	c := client.New("https://oms.example.com", token)
//	order, err := c.Orders.Create(ctx, client.NewOrder{Channel: "web", ExternalID: "1001", …})
//	for order, err := range c.Orders.List(ctx, client.OrderFilter{Query: "iris"}) { … }
//
// A refusal is a *Problem, with the code and the fields that are wrong.
package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	mathrand "math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Client is a connection to one server. It may be used by many goroutines.
type Client struct {
	// HTTP sends the requests. Its Timeout should be zero where events are
	// followed.
	HTTP *http.Client
	// Tries is how often a request is sent at most.
	Tries int
	// Wait is how long to wait before the second try; it doubles then.
	Wait time.Duration

	base, token string

	Orders      Orders
	Fulfillment Fulfillment
	Shipments   Shipments
	Stock       Stock
	Catalog     Catalog
	Events      Events
}

// New makes a client of the server at baseURL, such as http://127.0.0.1:8080,
// which sends token.
func New(baseURL, token string) *Client {
	t := http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // that is what it is
	t.MaxIdleConnsPerHost = 256
	c := &Client{HTTP: &http.Client{Transport: t}, Tries: 4, Wait: 100 * time.Millisecond, base: strings.TrimSuffix(baseURL, "/"), token: token}
	c.Orders, c.Fulfillment, c.Shipments = Orders{c}, Fulfillment{c}, Shipments{c}
	c.Stock, c.Catalog, c.Events = Stock{c}, Catalog{c}, Events{c}
	return c
}

type keyKey struct{}

// WithKey names the write that is made with the context. Without it each write
// gets a key of its own, which holds for its retries.
func WithKey(ctx context.Context, key string) context.Context {
	return context.WithValue(ctx, keyKey{}, key)
}

// Do sends one request under /api/v1 and reads its JSON answer into out. It is
// for operations that have no method here; in and out may be nil.
func (c *Client) Do(ctx context.Context, method, path string, in, out any) error {
	return c.do(ctx, method, path, in, out, nil)
}

func (c *Client) do(ctx context.Context, method, path string, in, out any, header http.Header) error {
	var body []byte
	switch in := in.(type) {
	case nil:
	case json.RawMessage:
		body = in
	default:
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("client: %w", err)
		}
	}
	key, _ := ctx.Value(keyKey{}).(string)
	if key == "" && method != http.MethodGet {
		key = rand.Text()
	}
	wait := c.Wait
	for try := 1; ; try++ {
		again, after, err := c.once(ctx, method, path, body, out, key, header)
		if err == nil || !again || try >= c.Tries {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(max(after, wait/2+mathrand.N(wait))): //nolint:gosec // jitter need not be a secret
		}
		wait *= 2
	}
}

// once sends a request and tells whether it may help to send it again.
func (c *Client) once(ctx context.Context, method, path string, body []byte, out any, key string, header http.Header) (again bool, after time.Duration, err error) {
	req, err := c.request(ctx, method, path, body)
	if err != nil {
		return false, 0, err
	}
	for name, values := range header {
		req.Header[name] = values
	}
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return ctx.Err() == nil, 0, fmt.Errorf("client: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 400 {
		p := readProblem(res)
		return p.temporary(), retryAfter(res.Header), p
	}
	if raw, ok := out.(*[]byte); ok {
		*raw, err = io.ReadAll(res.Body)
	} else if out != nil && res.StatusCode != http.StatusNoContent {
		err = json.NewDecoder(res.Body).Decode(out)
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20)) // lets the connection be used again
	if err != nil {
		return ctx.Err() == nil, 0, fmt.Errorf("client: the answer can't be read: %w", err)
	}
	return false, 0, nil
}

func (c *Client) request(ctx context.Context, method, path string, body []byte) (*http.Request, error) {
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+"/api/v1"+path, reader)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

func retryAfter(h http.Header) time.Duration {
	s, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || s < 0 {
		return 0
	}
	return min(time.Duration(s)*time.Second, time.Minute)
}

// page is a page of any list.
type page[T any] struct {
	Items      []T    `json:"items"`
	NextCursor string `json:"next_cursor"`
}

// pages goes through a list, page by page, until it ends or the caller breaks.
func pages[T any](ctx context.Context, c *Client, path string, query url.Values) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			var p page[T]
			if err := c.do(ctx, http.MethodGet, path+"?"+query.Encode(), nil, &p, nil); err != nil {
				yield(*new(T), err)
				return
			}
			for _, item := range p.Items {
				if !yield(item, nil) {
					return
				}
			}
			if p.NextCursor == "" {
				return
			}
			query.Set("cursor", p.NextCursor)
		}
	}
}

// put adds a parameter that is not empty.
func put(query url.Values, name, value string) {
	if value != "" {
		query.Set(name, value)
	}
}

func at(kind, id, verb string) string {
	path := "/" + kind + "/" + url.PathEscape(id)
	if verb != "" {
		path += "/" + verb
	}
	return path
}
