package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// catalogNoun is what the operations of a noun of the catalog have in common.
type catalogNoun[T, V, In, Up, Filter any] struct {
	one, many string // sku, skus
	tag       string
	see, make oms.Permission
	create    func(context.Context, In) (T, error)
	update    func(context.Context, string, Up) (T, error)
	get       func(context.Context, string) (T, error)
	list      func(context.Context, Filter) (list[V], error)
	remove    func(context.Context, string) error // nil for what is never deleted
	at        func(*Up, *int64)                   // notes the version that the caller saw
	view      func(T) V
	doc       string
}

// register declares create, list, get and edit, and delete where there is one.
func (n catalogNoun[T, V, In, Up, Filter]) register(a *API) {
	links := map[string]string{"get-" + n.one: "$response.body#/id", "edit-" + n.one: "$response.body#/id"}
	path := "/" + n.many
	write(a, operation{id: "create-" + n.one, method: http.MethodPost, path: path, tag: n.tag, may: n.make, status: http.StatusCreated, links: links,
		also:    map[int]string{http.StatusOK: "It was there already, with the same content"},
		summary: "Create a " + n.one, doc: n.doc + " Creating it again with the same content changes nothing; with another content it is a conflict."},
		func(ctx context.Context, in *add[In]) (T, error) { return n.create(ctx, in.Body) }, n.view)
	read(a, operation{id: "list-" + n.many, path: path, tag: n.tag, may: n.see, summary: "List " + n.many},
		func(ctx context.Context, in *Filter) (list[V], error) { return n.list(ctx, *in) })
	read(a, operation{id: "get-" + n.one, path: path + "/{id}", tag: n.tag, may: n.see, summary: "Read a " + n.one, links: links},
		func(ctx context.Context, in *RefParam) (V, error) {
			v, err := n.get(ctx, in.ID)
			if err != nil {
				return *new(V), err
			}
			return n.view(v), nil
		})
	write(a, operation{id: "edit-" + n.one, method: http.MethodPatch, path: path + "/{id}", tag: n.tag, may: n.make, versioned: true, links: links,
		summary: "Edit a " + n.one, doc: "Fields that are absent stay as they are."},
		func(ctx context.Context, in *edit[Up]) (T, error) {
			version, err := in.version()
			if err != nil {
				return *new(T), err
			}
			n.at(&in.Body, version)
			return n.update(ctx, in.ID, in.Body)
		}, n.view)
	if n.remove == nil {
		return
	}
	write(a, operation{id: "delete-" + n.one, method: http.MethodDelete, path: path + "/{id}", tag: n.tag, may: n.make, status: http.StatusNoContent,
		summary: "Delete a " + strings.ReplaceAll(n.one, "-", " ")},
		func(ctx context.Context, in *RefParam) (none, error) { return none{}, n.remove(ctx, in.ID) }, asIs)
}

func (a *API) catalogOperations() {
	f := a.flow
	catalogNoun[*oms.Location, *locationView, flow.LocationInput, flow.LocationUpdate, flow.CatalogFilter]{
		one: "location", many: "locations", tag: "Locations", see: auth.LocationsRead, make: auth.LocationsWrite, view: locationViewOf,
		create: func(ctx context.Context, in flow.LocationInput) (*oms.Location, error) {
			defer a.places.forget()
			return f.CreateLocation(ctx, in)
		},
		update: func(ctx context.Context, ref string, in flow.LocationUpdate) (*oms.Location, error) {
			defer a.places.forget()
			return f.UpdateLocation(ctx, ref, in)
		},
		get: f.Location, at: func(u *flow.LocationUpdate, v *int64) { u.Version = v },
		doc: "A location is where stock is and work happens.",
		list: func(ctx context.Context, in flow.CatalogFilter) (list[*locationView], error) {
			p, err := f.Locations(ctx, in)
			return pageOf(p, locationViewOf), err
		}}.register(a)
	catalogNoun[*oms.Channel, *channelView, flow.ChannelInput, flow.ChannelUpdate, flow.CatalogFilter]{
		one: "channel", many: "channels", tag: "Channels", see: auth.ChannelsRead, make: auth.ChannelsWrite, view: channelViewOf,
		create: f.CreateChannel, update: f.UpdateChannel, get: f.Channel, at: func(u *flow.ChannelUpdate, v *int64) { u.Version = v },
		doc: "A channel is a place that sells.",
		list: func(ctx context.Context, in flow.CatalogFilter) (list[*channelView], error) {
			p, err := f.Channels(ctx, in)
			return pageOf(p, channelViewOf), err
		}}.register(a)
	catalogNoun[*oms.SKU, *skuView, flow.SKUInput, flow.SKUUpdate, flow.CatalogFilter]{
		one: "sku", many: "skus", tag: "Catalog", see: auth.CatalogRead, make: auth.CatalogWrite, view: skuViewOf,
		create: f.CreateSKU, update: f.UpdateSKU, get: f.SKU, at: func(u *flow.SKUUpdate, v *int64) { u.Version = v },
		doc: "A SKU is what is counted. With components it is a bundle of others.",
		list: func(ctx context.Context, in flow.CatalogFilter) (list[*skuView], error) {
			p, err := f.SKUs(ctx, in)
			return pageOf(p, each(skuViewOf)), err
		}}.register(a)
	catalogNoun[*oms.Listing, *listingView, flow.ListingInput, flow.ListingUpdate, flow.ListingFilter]{
		one: "listing", many: "listings", tag: "Catalog", see: auth.CatalogRead, make: auth.CatalogWrite, view: listingViewOf,
		create: f.CreateListing, update: f.UpdateListing, get: f.Listing, at: func(u *flow.ListingUpdate, v *int64) { u.Version = v },
		doc: "A listing is a SKU offered on a channel.",
		list: func(ctx context.Context, in flow.ListingFilter) (list[*listingView], error) {
			p, err := f.Listings(ctx, in)
			return pageOf(p, listingViewOf), err
		}}.register(a)
	catalogNoun[*oms.Customer, *customerView, flow.CustomerInput, flow.CustomerUpdate, flow.CustomerFilter]{
		one: "customer", many: "customers", tag: "Customers", see: auth.CustomersRead, make: auth.CustomersWrite, view: customerViewOf,
		create: f.CreateCustomer, update: f.UpdateCustomer, get: f.Customer, at: func(u *flow.CustomerUpdate, v *int64) { u.Version = v },
		doc: "A customer is who buys; one e-mail address is one customer.",
		list: func(ctx context.Context, in flow.CustomerFilter) (list[*customerView], error) {
			p, err := f.Customers(ctx, in)
			return pageOf(p, customerViewOf), err
		}}.register(a)
}

// readPlaces reads the names of all locations.
func (a *API) readPlaces(ctx context.Context) (map[string]locationRefView, error) {
	out := map[string]locationRefView{}
	for cursor := ""; ; {
		p, err := a.flow.Locations(ctx, flow.CatalogFilter{Paging: flow.Paging{Cursor: cursor, Limit: flow.MaxPage}})
		if err != nil {
			return nil, err
		}
		for _, l := range p.Items {
			out[l.ID] = locationRefView{ID: l.ID, Code: l.Code, Name: l.Name}
		}
		if cursor = p.NextCursor; cursor == "" {
			return out, nil
		}
	}
}
