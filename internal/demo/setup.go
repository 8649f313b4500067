package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// setUp makes the brand's locations, goods and channels, as a person would who
// fills in the forms. What is there already stays as it is, also when somebody
// has changed it.
func (d *Demo) setUp(ctx context.Context) error {
	ctx = by(ctx, "setup")
	for _, step := range []func(context.Context) error{d.places, d.transits, d.goods, d.suppliers, d.channels, d.rules, d.stockUp} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// unlessThere passes over what exists with other content.
func unlessThere(err error) error {
	if oms.CodeOf(err) == oms.Conflict {
		return nil
	}
	return err
}

func (d *Demo) places(ctx context.Context) error {
	for i, s := range sites {
		calendar, priority := s.calendar(), int64(i)
		_, err := d.flow.CreateLocation(ctx, flow.LocationInput{Code: s.code,
			LocationFields: flow.LocationFields{Name: &s.name, Kind: &s.kind, Address: &s.address, Calendar: &calendar, Priority: &priority}})
		if err := unlessThere(err); err != nil {
			return err
		}
	}
	return nil
}

// goods makes the SKUs that are not there; the plain ones come first, so that
// bundles find their parts. Of what is there the units are told apart as they
// were: an older demo told apart none.
func (d *Demo) goods(ctx context.Context) error {
	known := map[string]bool{}
	f := flow.CatalogFilter{Paging: flow.Paging{Limit: 200}}
	for {
		page, err := d.flow.SKUs(ctx, f)
		if err != nil {
			return err
		}
		for _, s := range page.Items {
			known[s.Code] = true
			if w := d.catalog.bySKU[s.Code]; w != nil {
				w.tracking = s.Tracking
			}
		}
		if f.Cursor = page.NextCursor; f.Cursor == "" {
			break
		}
	}
	for _, w := range d.catalog.all {
		if known[w.sku] {
			continue
		}
		if _, err := d.flow.CreateSKU(ctx, w.input()); unlessThere(err) != nil {
			return err
		}
	}
	return nil
}

// sellers are who the brand buys from: the pottery, which sends its own wares to
// buyers, and a mill for the rest.
var sellers = []struct {
	code, name, sends string // sends is the location that is the supplier's own
	leadDays          int64
	sells             func(*ware) bool
}{
	{"OLARIA", "Olaria do Cais", thePottery, 9, func(w *ware) bool { return w.category == siteOf(thePottery).holds }},
	{"NORDFASER", "Nordfaser Weberei", "", 21, func(w *ware) bool { return w.category != siteOf(thePottery).holds }},
}

// suppliers makes who is not there, with what they ask for.
func (d *Demo) suppliers(ctx context.Context) error {
	for _, s := range sellers {
		_, err := d.flow.Supplier(ctx, s.code)
		if err == nil {
			continue
		}
		if oms.CodeOf(err) != oms.NotFound {
			return err
		}
		var items []flow.SupplierItemSpec
		for _, w := range d.catalog.all {
			if w.parts == nil && s.sells(w) {
				items = append(items, flow.SupplierItemSpec{SKU: w.sku, Cost: oms.Decimal(money.New(w.cost, "EUR").Decimal())})
			}
		}
		if _, err := d.flow.CreateSupplier(ctx, flow.SupplierInput{Code: s.code, SupplierFields: flow.SupplierFields{Name: &s.name, LeadDays: &s.leadDays, Items: &items}}); err != nil {
			return err
		}
		if s.sends == "" {
			continue
		}
		if _, err := d.flow.UpdateLocation(ctx, s.sends, flow.LocationUpdate{LocationFields: flow.LocationFields{Supplier: &s.code}}); err != nil {
			return err
		}
	}
	return nil
}

// channelNames are the channels that are not a vendor's.
var channelNames = []struct{ code, name, currency string }{
	{webChannel, "Quillmoor web shop", "EUR"}, {till, "Quillmoor store, till", "EUR"}, {wholesale, "Quillmoor wholesale", "EUR"},
}

func (d *Demo) channels(ctx context.Context) error {
	for _, c := range channelNames {
		_, err := d.flow.CreateChannel(ctx, flow.ChannelInput{Code: c.code, ChannelFields: flow.ChannelFields{Name: &c.name, Currency: &c.currency}})
		if err := unlessThere(err); err != nil {
			return err
		}
	}
	for _, v := range d.vendors {
		_, err := d.flow.CreateChannel(ctx, flow.ChannelInput{Code: v.channel, ChannelFields: flow.ChannelFields{Name: &v.name, Kind: &v.driver, Currency: &v.currency}})
		if err := unlessThere(err); err != nil {
			return err
		}
	}
	return d.list(ctx)
}

// list offers everything on the channels that show stock, unless anything is
// offered there.
func (d *Demo) list(ctx context.Context) error {
	shelves := map[string][]*ware{webChannel: d.catalog.all}
	for _, v := range d.vendors {
		shelves[v.channel] = v.offers
	}
	for _, channel := range slices.Sorted(maps.Keys(shelves)) {
		there, err := d.flow.Listings(ctx, flow.ListingFilter{Channel: channel, CatalogFilter: flow.CatalogFilter{Paging: flow.Paging{Limit: 1}}})
		if err != nil {
			return err
		}
		if len(there.Items) > 0 {
			continue
		}
		var file bytes.Buffer
		rows := csv.NewWriter(&file)
		_ = rows.Write([]string{"channel", "sku", "external_id", "title", "price", "currency"}) // a buffer never fails
		for _, w := range shelves[channel] {
			_ = rows.Write([]string{channel, w.sku, w.sku, w.title, cents(w.eur), "EUR"})
		}
		rows.Flush()
		if _, err := d.flow.ImportCatalog(ctx, flow.ImportListings, &file, flow.CatalogImport{}); err != nil {
			return err
		}
	}
	return nil
}

// stockUp fills the shelves of a brand that never had any stock, at the
// beginning of its past.
func (d *Demo) stockUp(ctx context.Context) error {
	there, err := d.flow.Stock(ctx, flow.StockFilter{Paging: flow.Paging{Limit: 1}})
	if err != nil || len(there.Items) > 0 {
		return err
	}
	at := d.Now().UTC().Add(-d.Past)
	var all []flow.MovementInput
	for i := range sites {
		s := &sites[i]
		for _, w := range d.catalog.plain {
			if n := s.first/2 + d.luck("first", s.code, w.sku).Int64N(s.first); s.keeps(w) {
				m := flow.MovementInput{SKU: w.sku, Location: s.code, Quantity: w.units(n), Reason: oms.ReasonReceived, Reference: "opening stock"}
				all = append(all, d.opening(w, m, at)...)
			}
		}
	}
	for part := range slices.Chunk(all, 1000) {
		results, err := d.flow.MoveStocks(ctx, part)
		for _, r := range results {
			if err == nil {
				err = r.Err
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// connect connects the simulated vendors and has them send their webhooks here.
// They forget who subscribed when they are closed, so that is done every time.
func (d *Demo) connect(ctx context.Context) error {
	ctx = by(ctx, "setup")
	all, err := d.Connections.List(ctx)
	if err != nil {
		return err
	}
	for _, v := range d.vendors {
		i := slices.IndexFunc(all, func(c flow.ConnectionView) bool {
			return c.Driver == v.driver && c.Settings[v.key] == v.settings[v.key]
		})
		var c flow.ConnectionView
		if i >= 0 {
			c = all[i]
		} else {
			c, err = d.Connections.Create(ctx, flow.ConnectionInput{Driver: v.driver, Name: &v.name, Channel: v.channel, Settings: v.settings})
			if err != nil {
				return err
			}
		}
		if d.Callback == "" || !v.subscribe {
			continue
		}
		if err := d.Connections.Subscribe(ctx, c.ID, d.Callback+"/api/v1/connections/"+c.ID+"/webhook"); err != nil {
			return err
		}
	}
	return nil
}
