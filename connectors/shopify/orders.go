package shopify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/oms"
)

// Lines and shipping lines of an order: how many come with it, and how many
// at a time afterwards.
const (
	linesWithOrder = 10
	linesAtATime   = 100
)

// errTooCostly marks a query that costs more than any shop may spend at once.
var errTooCostly = errors.New("the query costs too much")

// keepSize is where a page size is kept that Shopify finds affordable.
const keepSize = "page_size"

// Orders returns the page after the cursor, in the order of the last change.
func (s *shop) Orders(ctx context.Context, at string) (connector.Page, error) {
	ctx = connector.Repeatable(ctx)
	c, err := connector.ParseSweep(at, s.since)
	if err != nil {
		return connector.Page{}, err
	}
	nodes, err := s.page(ctx, c)
	if c.After != "" && badCursor(err) {
		c.After = "" // the vendor has forgotten the page: read the sweep again
		nodes, err = s.page(ctx, c)
	}
	if err != nil {
		return connector.Page{}, err
	}
	page := connector.Page{More: nodes.PageInfo.HasNextPage}
	changes := make([]connector.Change, len(nodes.Nodes))
	for i, raw := range nodes.Nodes {
		var n node
		if err := json.Unmarshal(raw, &n); err != nil {
			return connector.Page{}, &connector.Error{Do: connector.Reject, Message: "shopify: an order can't be read", Err: err}
		}
		if changes[i] = connector.ChangeOf(n.UpdatedAt.Time, raw); c.Has(changes[i]) {
			continue
		}
		in, err := s.complete(ctx, &n, raw)
		if err != nil {
			return connector.Page{}, err
		}
		page.Orders = append(page.Orders, *in)
	}
	page.Next = c.Next(changes, nodes.PageInfo.EndCursor, page.More).Text()
	return page, nil
}

// page asks for one page, with fewer orders at a time while that costs too
// much. What Shopify accepts is kept.
func (s *shop) page(ctx context.Context, c connector.Sweep) (conn[json.RawMessage], error) {
	size := s.pageSize
	if kept, err := s.env.Keep.Get(ctx, keepSize); err == nil {
		if n, err := strconv.Atoi(kept); err == nil && n > 0 {
			size = min(size, n)
		}
	}
	for {
		var data struct {
			Orders conn[json.RawMessage] `json:"orders"`
		}
		variables := map[string]any{"first": size, "filter": filter(c), "lines": linesWithOrder}
		if c.After != "" {
			variables["after"] = c.After
		}
		err := s.ask(ctx, ordersQuery, variables, &data)
		if err == nil || !errors.Is(err, errTooCostly) || size == 1 {
			return data.Orders, err
		}
		size /= 2
		if err := s.env.Keep.Put(ctx, keepSize, strconv.Itoa(size)); err != nil {
			return data.Orders, err
		}
	}
}

// badCursor tells the refusal of a page's cursor from others.
func badCursor(err error) bool {
	var e *connector.Error
	return errors.As(err, &e) && e.Do == connector.Reject && strings.Contains(strings.ToLower(e.Message), "cursor")
}

// complete fetches the lines that did not fit the page and maps the order. The
// raw body of an order with further lines is written anew with all of them.
func (s *shop) complete(ctx context.Context, n *node, raw json.RawMessage) (*oms.OrderInput, error) {
	whole := true
	for p := n.LineItems.PageInfo; p.HasNextPage; p = n.LineItems.PageInfo {
		var data struct {
			Order *struct {
				LineItems conn[item] `json:"lineItems"`
			} `json:"order"`
		}
		if err := s.more(ctx, linesQuery, n.ID, p.EndCursor, &data); err != nil {
			return nil, err
		}
		if data.Order == nil {
			return nil, vanished(n)
		}
		n.LineItems.Nodes = append(n.LineItems.Nodes, data.Order.LineItems.Nodes...)
		n.LineItems.PageInfo = data.Order.LineItems.PageInfo
		whole = false
	}
	for p := n.ShippingLines.PageInfo; p.HasNextPage; p = n.ShippingLines.PageInfo {
		var data struct {
			Order *struct {
				ShippingLines conn[ship] `json:"shippingLines"`
			} `json:"order"`
		}
		if err := s.more(ctx, shippingQuery, n.ID, p.EndCursor, &data); err != nil {
			return nil, err
		}
		if data.Order == nil {
			return nil, vanished(n)
		}
		n.ShippingLines.Nodes = append(n.ShippingLines.Nodes, data.Order.ShippingLines.Nodes...)
		n.ShippingLines.PageInfo = data.Order.ShippingLines.PageInfo
		whole = false
	}
	in := n.rest().input()
	in.Raw = raw
	if !whole {
		b, err := json.Marshal(n)
		if err != nil {
			return nil, err
		}
		in.Raw = b
	}
	return in, nil
}

// filter is the search that a sweep reads, "" for all orders.
func filter(c connector.Sweep) any {
	if c.Since.IsZero() {
		return nil
	}
	return fmt.Sprintf("updated_at:>='%s'", c.Since.UTC().Format(time.RFC3339))
}

func (s *shop) more(ctx context.Context, op operation, id, after string, into any) error {
	return s.ask(ctx, op, map[string]any{"id": id, "first": linesAtATime, "after": after}, into)
}

// vanished is an order that was deleted while it was read: the next try finds
// the page without it.
func vanished(n *node) error {
	return &connector.Error{Do: connector.Retry, Message: "shopify: order " + string(n.LegacyID) + " was deleted while it was read"}
}
