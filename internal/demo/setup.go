package demo

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// setUp makes the shop, as a person would who fills in its forms. What is
// there already stays as it is, also when somebody has changed it.
func (d *Demo) setUp(ctx context.Context) error {
	ctx = flow.As(ctx, flow.Caller{Actor: "demo:setup", Origin: "demo"})
	for _, step := range []func(context.Context) error{d.places, d.goods, d.channels, d.stockUp, d.connect} {
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
	for i, s := range sites() {
		calendar, priority := s.calendar(), int64(i)
		_, err := d.Flow.CreateLocation(ctx, flow.LocationInput{Code: s.code,
			LocationFields: flow.LocationFields{Name: &s.name, Kind: &s.kind, Address: &s.address, Calendar: &calendar, Priority: &priority}})
		if err := unlessThere(err); err != nil {
			return err
		}
	}
	return nil
}

func (d *Demo) goods(ctx context.Context) error {
	for _, w := range wares() {
		policy := oms.Backorder
		if w.sku == "LAMP" {
			policy = oms.Unallocate // a person decides what becomes of lamps that nobody has
		}
		_, err := d.Flow.CreateSKU(ctx, flow.SKUInput{Code: w.sku,
			SKUFields: flow.SKUFields{Title: &w.title, Category: &w.category, WeightGrams: &w.grams, Unfillable: &policy}})
		if err := unlessThere(err); err != nil {
			return err
		}
	}
	for _, b := range bundles {
		_, err := d.Flow.CreateSKU(ctx, flow.SKUInput{Code: b.code, SKUFields: flow.SKUFields{Title: &b.title, Components: &b.parts}})
		if err := unlessThere(err); err != nil {
			return err
		}
	}
	return nil
}

func (d *Demo) channels(ctx context.Context) error {
	name, currency := "Quillmoor web shop", "EUR"
	_, err := d.Flow.CreateChannel(ctx, flow.ChannelInput{Code: webChannel, ChannelFields: flow.ChannelFields{Name: &name, Currency: &currency}})
	return unlessThere(err)
}

// stockUp fills the shelves of a shop that never had any stock.
func (d *Demo) stockUp(ctx context.Context) error {
	there, err := d.Flow.Stock(ctx, flow.StockFilter{Paging: flow.Paging{Limit: 1}})
	if err != nil || len(there.Items) > 0 {
		return err
	}
	var all []flow.MovementInput
	for _, s := range sites() {
		for _, w := range wares() {
			n := s.first/2 + d.luck("first", s.code, w.sku).Int64N(s.first)
			all = append(all, flow.MovementInput{SKU: w.sku, Location: s.code, Quantity: n, Reason: oms.ReasonReceived, Reference: "opening stock"})
		}
	}
	results, err := d.Flow.MoveStocks(ctx, all)
	for _, r := range results {
		if err == nil {
			err = r.Err
		}
	}
	return err
}

// connect connects the simulated shop and has it send its webhooks here. It
// forgets who subscribed when it is closed, so that is done every time.
func (d *Demo) connect(ctx context.Context) error {
	all, err := d.Connections.List(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c flow.ConnectionView) bool { return c.Settings["shop"] == shopDomain })
	var c flow.ConnectionView
	if i >= 0 {
		c = all[i]
	} else {
		name := "Quillmoor on Shopify (simulated)"
		c, err = d.Connections.Create(ctx, flow.ConnectionInput{Driver: "shopify", Name: &name, Channel: shopChannel,
			Settings: map[string]string{"shop": shopDomain, "token": shopToken, "api_secret": shopSecret}})
		if err != nil {
			return err
		}
	}
	if d.Callback == "" {
		return nil
	}
	return d.Connections.Subscribe(ctx, c.ID, d.Callback+"/api/v1/connections/"+c.ID+"/webhook")
}
