package flow

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// SearchQuery asks for anything by what is written on it.
type SearchQuery struct {
	Q string `query:"q" required:"true" minLength:"1" maxLength:"200" doc:"A code that was scanned, or the beginnings of words" example:"100001"`
	// What the caller may see beside orders, fulfillment orders and shipments.
	Returns, SKUs, Customers, Locations, Channels bool `json:"-"`
}

// SearchResult is what a search found.
type SearchResult struct {
	Exact  *SearchHit    `json:"exact,omitempty" doc:"The one object that the text is the number or the code of: where a scanner goes"`
	Groups []SearchGroup `json:"groups" doc:"By noun; those without a hit are left out"`
}

// SearchGroup is what was found of one noun.
type SearchGroup struct {
	Type  string      `json:"type" enum:"order,fulfillment_order,shipment,return,sku,customer,location,channel" example:"order"`
	Items []SearchHit `json:"items" doc:"At most 8, exact ones first"`
}

// SearchHit is one object that was found.
type SearchHit struct {
	Type    string `json:"type" enum:"order,fulfillment_order,shipment,return,sku,customer,location,channel" example:"order"`
	ID      string `json:"id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Code    string `json:"code" doc:"Its number, code, tracking number or e-mail address" example:"100001"`
	Title   string `json:"title" doc:"Its name, or whom it is for" example:"A. Sample"`
	Detail  string `json:"detail" doc:"What tells it from its like: the channel and the channel's number, the location" example:"web · 1001"`
	OrderID string `json:"order_id,omitempty" doc:"Of a fulfillment order, shipment or return" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Exact   bool   `json:"exact" doc:"Whether the text is its number or code, and not only the beginning of something"`
}

// maxHits is how many objects of one noun a search shows.
const maxHits = 8

// Search finds objects by what is written on them.
func (f *Flow) Search(ctx context.Context, in SearchQuery) (SearchResult, error) {
	if err := checkFilters("q", in.Q); err != nil {
		return SearchResult{}, err
	}
	q := strings.TrimSpace(in.Q)
	if len(oms.SplitWords(q)) == 0 {
		return SearchResult{Groups: []SearchGroup{}}, nil
	}
	return read(ctx, f, func(tx *store.Tx) (SearchResult, error) {
		s := &searching{SearchQuery: in, tx: tx, q: q}
		var hits []SearchHit
		for _, find := range []func(context.Context) ([]SearchHit, error){s.road, s.returns, s.skus, s.customers, s.places} {
			found, err := find(ctx)
			if err != nil {
				return SearchResult{}, err
			}
			hits = append(hits, found...)
		}
		return grouped(hits), nil
	})
}

// searching is one search. The road is searched first: customers are known by
// their orders, too.
type searching struct {
	SearchQuery
	tx     *store.Tx
	q      string
	orders []*oms.Order
}

// grouped sorts hits by noun. Only one exact hit is where a scanner goes: two
// are for a person to choose from.
func grouped(hits []SearchHit) SearchResult {
	out := SearchResult{Groups: []SearchGroup{}}
	exact := 0
	for i, h := range hits {
		if h.Exact {
			exact++
			out.Exact = &hits[i]
		}
		g := slices.IndexFunc(out.Groups, func(g SearchGroup) bool { return g.Type == h.Type })
		if g < 0 {
			out.Groups, g = append(out.Groups, SearchGroup{Type: h.Type}), len(out.Groups)
		}
		out.Groups[g].Items = append(out.Groups[g].Items, h)
	}
	if exact != 1 {
		out.Exact = nil
	}
	for i := range out.Groups {
		items := out.Groups[i].Items
		slices.SortStableFunc(items, func(a, b SearchHit) int { return rank(a) - rank(b) })
		out.Groups[i].Items = items[:min(len(items), maxHits)]
	}
	return out
}

func rank(h SearchHit) int {
	if h.Exact {
		return 0
	}
	return 1
}

// road finds orders, and the work and the shipments that bear the number.
func (s *searching) road(ctx context.Context) ([]SearchHit, error) {
	words, work := s.q, false
	if order, part, ok := strings.Cut(s.q, "-"); ok && isNumber(order) && isNumber(part) {
		words, work = order, true // the search knows orders by the number that the work's begins with
	}
	orders, _, err := s.tx.ListOrders(ctx, store.OrderFilter{Query: words, Limit: maxHits})
	if err != nil {
		return nil, err
	}
	if s.orders, err = withNumber(ctx, s.tx, words, orders); err != nil {
		return nil, err
	}
	var out []SearchHit
	for _, o := range s.orders {
		parts := partHits(s.q, o)
		if !work || len(parts) == 0 {
			out = append(out, orderHit(s.q, o))
		}
		out = append(out, parts...)
	}
	return out, nil
}

// withNumber puts the order with the number first: it may be older than the
// newest ones that a number begins.
func withNumber(ctx context.Context, tx *store.Tx, q string, orders []*oms.Order) ([]*oms.Order, error) {
	n, err := strconv.ParseInt(q, 10, 64)
	if err != nil || slices.ContainsFunc(orders, func(o *oms.Order) bool { return o.Number == n }) {
		return orders, nil //nolint:nilerr // a text that is no number is no fault
	}
	id, err := tx.OrderNumbered(ctx, n)
	if err != nil || id == "" {
		return orders, err
	}
	first, err := tx.Orders(ctx, []string{id})
	return append(first, orders...), err
}

func orderHit(q string, o *oms.Order) SearchHit {
	number := strconv.FormatInt(o.Number, 10)
	return SearchHit{Type: "order", ID: o.ID, Code: number, Title: o.CustomerName, Detail: o.Channel + " · " + o.ExternalID,
		Exact: q == number || q == o.ID || strings.EqualFold(q, o.ExternalID)}
}

// partHits are the parts of an order whose own number is searched for.
func partHits(q string, o *oms.Order) (out []SearchHit) {
	for i := range o.FulfillmentOrders {
		if ful := &o.FulfillmentOrders[i]; q == ful.Number {
			out = append(out, SearchHit{Type: "fulfillment_order", ID: ful.ID, Code: ful.Number, Title: o.CustomerName, Detail: ful.Location, OrderID: o.ID, Exact: true})
		}
	}
	for _, p := range o.Parcels {
		if p.ShipmentID == "" || !strings.HasPrefix(strings.ToLower(p.TrackingNumber), strings.ToLower(q)) {
			continue
		}
		out = append(out, SearchHit{Type: "shipment", ID: p.ShipmentID, Code: p.TrackingNumber, Title: o.CustomerName,
			Detail: fmt.Sprintf("%d", o.Number), OrderID: o.ID, Exact: strings.EqualFold(q, p.TrackingNumber)})
	}
	return out
}

// returns finds returns by their number, id or tracking number. The number
// alone, without RET-, is that of an order to most people.
func (s *searching) returns(ctx context.Context) ([]SearchHit, error) {
	if !s.Returns || isNumber(s.q) {
		return nil, nil
	}
	found, err := s.tx.ReturnsNamed(ctx, s.q, nil, maxHits)
	if err != nil {
		return nil, err
	}
	all, err := withOrders(ctx, s.tx, found)
	var out []SearchHit
	for _, r := range all {
		out = append(out, SearchHit{Type: "return", ID: r.Part.ID, Code: r.Part.Name(), Title: r.Order.CustomerName,
			Detail: strconv.FormatInt(r.Order.Number, 10) + " · " + r.Part.Location, OrderID: r.Order.ID, Exact: true})
	}
	return out, err
}

func (s *searching) skus(ctx context.Context) ([]SearchHit, error) {
	if !s.SKUs {
		return nil, nil
	}
	found, err := s.tx.SKUsNamed(ctx, []string{s.q})
	if err != nil {
		return nil, err
	}
	more, err := s.tx.SKUs(ctx, store.SKUFilter{Query: s.q, Limit: maxHits})
	var out []SearchHit
	for _, k := range append(found[s.q], more...) {
		if slices.ContainsFunc(out, func(h SearchHit) bool { return h.ID == k.ID }) {
			continue
		}
		out = append(out, SearchHit{Type: "sku", ID: k.ID, Code: k.Code, Title: k.Title, Detail: k.Barcode, Exact: strings.EqualFold(s.q, k.Code) || s.q == k.Barcode})
	}
	return out, err
}

func (s *searching) customers(ctx context.Context) ([]SearchHit, error) {
	if !s.Customers {
		return nil, nil
	}
	found, err := s.tx.CustomersBeginning(ctx, strings.ToLower(s.q), maxHits)
	var out []SearchHit
	for _, c := range found {
		out = append(out, SearchHit{Type: "customer", ID: c.ID, Code: c.Email, Title: c.Name, Exact: strings.EqualFold(s.q, c.Email)})
	}
	for _, o := range s.orders {
		known := slices.ContainsFunc(out, func(h SearchHit) bool { return h.ID == o.CustomerID })
		if o.CustomerID != "" && !known && nameBegins(o.CustomerName, s.q) {
			out = append(out, SearchHit{Type: "customer", ID: o.CustomerID, Code: o.Email, Title: o.CustomerName})
		}
	}
	return out, err
}

// nameBegins tells whether each word of q begins a word of a name.
func nameBegins(name, q string) bool {
	words := oms.SplitWords(name)
	return !slices.ContainsFunc(oms.SplitWords(q), func(want string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, want) })
	})
}

// places finds locations and channels, of which there are few.
func (s *searching) places(ctx context.Context) (out []SearchHit, err error) {
	if s.Locations {
		all, err := s.tx.Locations(ctx, false)
		if err != nil {
			return nil, err
		}
		for _, l := range all {
			if nameBegins(l.Code+" "+l.Name, s.q) {
				out = append(out, SearchHit{Type: "location", ID: l.ID, Code: l.Code, Title: l.Name, Detail: l.Address.City, Exact: strings.EqualFold(s.q, l.Code)})
			}
		}
	}
	if s.Channels {
		all, err := s.tx.Channels(ctx)
		if err != nil {
			return nil, err
		}
		for _, c := range all {
			if nameBegins(c.Code+" "+c.Name, s.q) {
				out = append(out, SearchHit{Type: "channel", ID: c.ID, Code: c.Code, Title: c.Name, Detail: c.Kind, Exact: strings.EqualFold(s.q, c.Code)})
			}
		}
	}
	return out, nil
}
