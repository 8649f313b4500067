package api

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
)

func (a *API) searchOperations() {
	hit := flow.SearchHit{Type: "order", ID: "ord_01kd3ht2yre1asz3dgf0ma94w5", Code: "100001", Title: "A. Sample", Detail: "web · 1001", Exact: true}
	read(a, operation{id: "search", path: "/search", tag: "Home", may: auth.OrdersRead, summary: "Find anything by what is written on it",
		doc: "Orders by number, external id, name, e-mail, SKU and tracking number; fulfillment orders by number; shipments by tracking number, which is also the barcode of their labels; returns by number and tracking number; " +
			"SKUs by code, title and barcode; customers by the beginning of their e-mail address, or by name where they have orders; locations and channels by code and name. " +
			"At most 8 of each, exact ones first. What the caller has no permission to read is not searched.",
		answer: flow.SearchResult{Exact: &hit, Groups: []flow.SearchGroup{{Type: "order", Items: []flow.SearchHit{hit}}}}},
		func(ctx context.Context, in *flow.SearchQuery) (flow.SearchResult, error) {
			p, _ := auth.PrincipalOf(ctx)
			in.Returns, in.SKUs, in.Customers = auth.Can(p, auth.ReturnsRead), auth.Can(p, auth.CatalogRead), auth.Can(p, auth.CustomersRead)
			in.Locations, in.Channels = auth.Can(p, auth.LocationsRead), auth.Can(p, auth.ChannelsRead)
			return a.flow.Search(ctx, *in)
		})
}
