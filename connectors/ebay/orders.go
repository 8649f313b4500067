package ebay

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// Orders returns the page after the cursor. The search has a beginning and no
// end, so an order that changes while pages are read stays in it: pages may
// show one twice, and leave none out.
func (a *account) Orders(ctx context.Context, at string) (connector.Page, error) {
	c, err := connector.ParseSweep(at, a.start())
	if err != nil {
		return connector.Page{}, err
	}
	f, err := a.search(ctx, c, a.pageSize)
	if err != nil {
		return connector.Page{}, err
	}
	after := f.after()
	page := connector.Page{More: after != ""}
	changes := make([]connector.Change, len(f.Orders))
	for i, raw := range f.Orders {
		o, err := parse(raw)
		if err != nil {
			return connector.Page{}, err
		}
		if changes[i] = connector.ChangeOf(o.Modified, raw); c.Has(changes[i]) {
			continue
		}
		page.Orders = append(page.Orders, *o.input(raw))
	}
	page.Next = c.Next(changes, after, page.More).Text()
	return page, nil
}

// start is the last change of the oldest order that is taken.
func (a *account) start() time.Time {
	if a.since.IsZero() {
		return a.env.Now().AddDate(0, -3, 0)
	}
	return a.since
}

type found struct {
	Orders []json.RawMessage `json:"orders"`
	Next   string            `json:"next"` // the address of the next page
}

// after is the offset of the next page, or "" when there is none.
func (f found) after() string {
	u, err := url.Parse(f.Next)
	if err != nil {
		return ""
	}
	return u.Query().Get("offset")
}

func (a *account) search(ctx context.Context, c connector.Sweep, limit int) (f found, err error) {
	query := url.Values{"filter": {"lastmodifieddate:[" + c.Since.UTC().Format(stamp) + "..]"}, "limit": {strconv.Itoa(limit)}}
	if c.After != "" {
		query.Set("offset", c.After)
	}
	_, err = a.ask(ctx, call{name: "orders", method: http.MethodGet, path: fulfillment + "/order", query: query}, &f)
	return f, err
}

// stamp is how eBay writes instants.
const stamp = "2006-01-02T15:04:05.000Z"

func parse(raw json.RawMessage) (*order, error) {
	var o order
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, &connector.Error{Do: connector.Reject, Message: "ebay: an order can't be read", Err: err}
	}
	if o.Modified.IsZero() {
		o.Modified = o.Created
	}
	return &o, nil
}
