package client

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
)

// Orders are the operations on orders.
type Orders struct{ c *Client }

// Create captures an order. One that the channel has sent before is the same
// order, and no error.
func (o Orders) Create(ctx context.Context, in NewOrder) (*Order, error) {
	return answer[Order](ctx, o.c, http.MethodPost, "/orders", in)
}

// CreateRaw captures an order that is JSON already.
func (o Orders) CreateRaw(ctx context.Context, body json.RawMessage) (*Order, error) {
	return answer[Order](ctx, o.c, http.MethodPost, "/orders", body)
}

// BatchResult is what became of the orders of a batch.
type BatchResult struct {
	Items   []BatchItem `json:"items"`
	Created int         `json:"created"`
	Known   int         `json:"known"`
	Failed  int         `json:"failed"`
}

// BatchItem is what became of one order of a batch.
type BatchItem struct {
	Index   int      `json:"index"`
	Status  int      `json:"status"` // as it would have been alone: 201 new, 200 known, 422 refused
	ID      string   `json:"id"`
	Number  string   `json:"number"`
	Problem *Problem `json:"problem"` // why it was refused
}

// CreateBatch captures up to 1,000 orders. One that is refused never fails its
// neighbors: look at the items.
func (o Orders) CreateBatch(ctx context.Context, in []NewOrder) (*BatchResult, error) {
	return answer[BatchResult](ctx, o.c, http.MethodPost, "/orders/batch", map[string]any{"orders": in})
}

// CreateRawBatch captures a batch that is JSON already: {"orders":[…]}.
func (o Orders) CreateRawBatch(ctx context.Context, body json.RawMessage) (*BatchResult, error) {
	return answer[BatchResult](ctx, o.c, http.MethodPost, "/orders/batch", body)
}

// Get reads one order.
func (o Orders) Get(ctx context.Context, id string) (*Order, error) {
	return answer[Order](ctx, o.c, http.MethodGet, at("orders", id, ""), nil)
}

// OrderFilter chooses orders. Empty fields choose all.
type OrderFilter struct {
	Query     string // words to search for
	Status    string // any one lifecycle or derived status
	Channel   string // a channel's code
	Attention string // any, none, low, hold or high
	SKU       string
	Tag       string
	Sort      string // such as -placed_at, the default
}

// List goes through orders, page by page.
func (o Orders) List(ctx context.Context, f OrderFilter) iter.Seq2[Order, error] {
	q := url.Values{"limit": {"200"}}
	put(q, "q", f.Query)
	put(q, "status", f.Status)
	put(q, "channel", f.Channel)
	put(q, "attention", f.Attention)
	put(q, "sku", f.SKU)
	put(q, "tag", f.Tag)
	put(q, "sort", f.Sort)
	return pages[Order](ctx, o.c, "/orders", q)
}

// Cancel cancels an order.
func (o Orders) Cancel(ctx context.Context, id, reason string) (*Order, error) {
	return answer[Order](ctx, o.c, http.MethodPost, at("orders", id, "cancel"), map[string]string{"reason": reason})
}

// Hold places a hold on an order.
func (o Orders) Hold(ctx context.Context, id, reason string) (*Order, error) {
	return answer[Order](ctx, o.c, http.MethodPost, at("orders", id, "hold"), map[string]string{"reason": reason})
}

// Release ends the holds of an order that a person may end.
func (o Orders) Release(ctx context.Context, id string) (*Order, error) {
	return answer[Order](ctx, o.c, http.MethodPost, at("orders", id, "release"), nil)
}

// Edit changes what was asked. version is the one that was read; when somebody
// changed the order meanwhile, the answer is a Problem with the code stale.
// Zero edits whatever version there is.
func (o Orders) Edit(ctx context.Context, id string, version int64, changes any) (*Order, error) {
	header := http.Header{}
	if version > 0 {
		header.Set("If-Match", fmt.Sprintf("%q", fmt.Sprint(version)))
	}
	var out struct {
		Order Order `json:"order"`
	}
	if err := o.c.do(ctx, http.MethodPatch, at("orders", id, ""), changes, &out, header); err != nil {
		return nil, err
	}
	return &out.Order, nil
}

// Timeline goes through what happened to an order, oldest first.
func (o Orders) Timeline(ctx context.Context, id string) iter.Seq2[Event, error] {
	return pages[Event](ctx, o.c, at("orders", id, "timeline"), url.Values{})
}

// answer sends a request and reads its answer.
func answer[T any](ctx context.Context, c *Client, method, path string, in any) (*T, error) {
	var out T
	if err := c.do(ctx, method, path, in, &out, nil); err != nil {
		return nil, err
	}
	return &out, nil
}
