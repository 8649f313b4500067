package api

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

func (a *API) availabilityOperations() {
	f := a.flow
	const tag = "Stock"
	read(a, operation{id: "get-availability", path: "/availability", tag: tag, may: auth.StockRead, summary: "What of SKUs can be sold on every channel",
		doc: "Each figure with its walk from what is on hand, and with what the channel was told. These are the figures that channels are told."},
		func(ctx context.Context, in *flow.AvailabilityQuery) (availabilityView, error) {
			all, err := f.Availability(ctx, *in)
			return availabilityView{views(all, availabilityOf)}, err
		})
	catalogNoun[*oms.StockRule, *stockRuleView, flow.StockRuleInput, flow.StockRuleUpdate, flow.CatalogFilter]{
		one: "stock-rule", many: "stock-rules", tag: tag, see: auth.StockRead, make: auth.CatalogWrite, view: stockRuleViewOf,
		create: f.CreateStockRule, update: f.UpdateStockRule, get: f.StockRule, at: func(u *flow.StockRuleUpdate, v *int64) { u.Version = v }, remove: f.DeleteStockRule,
		doc: "A rule of what channels may sell. Of the rules of one kind that concern a figure the most specific holds: SKU before category, then channel, then location.",
		list: func(ctx context.Context, in flow.CatalogFilter) (list[*stockRuleView], error) {
			p, err := f.StockRules(ctx, in)
			return pageOf(p, stockRuleViewOf), err
		},
	}.register(a)
}

// availabilityView is what of some SKUs can be sold on every channel.
type availabilityView struct {
	Items []*skuAvailabilityView `json:"items"`
}

type skuAvailabilityView struct {
	SKU      string                     `json:"sku" example:"TEE-RED-M"`
	SKUID    string                     `json:"sku_id" example:"sku_01kd3ht2yre1asz3dgf0ma94w5"`
	Title    string                     `json:"title" example:"Tee red M"`
	Bundle   bool                       `json:"bundle" doc:"Its figures follow from its components"`
	Network  stock.Walk                 `json:"network" doc:"Over all locations, before any channel's limits"`
	Channels []*channelAvailabilityView `json:"channels" doc:"A row for each listing, and for each active channel without one"`
}

type channelAvailabilityView struct {
	Channel           string          `json:"channel" example:"web"`
	ChannelName       string          `json:"channel_name" example:"Web shop"`
	ListingID         string          `json:"listing_id,omitempty" doc:"Absent where it is not listed: then sellable is what an order could take" example:"lst_01kd3ht2yre1asz3dgf0ma94w5"`
	Sellable          int64           `json:"sellable" doc:"What may be offered" example:"12"`
	ConfirmedQuantity *int64          `json:"confirmed_quantity" doc:"What the channel last confirmed" example:"12"`
	Drift             *int64          `json:"drift" doc:"What the channel shows, or last confirmed, less sellable; null when it never said" example:"0"`
	Sync              listingSyncView `json:"sync" doc:"How far the channel knows the figure"`
	Walk              stock.Walk      `json:"walk" doc:"From what is on hand to sellable"`
}

func availabilityOf(av *flow.Availability) *skuAvailabilityView {
	return &skuAvailabilityView{SKU: av.SKU.Code, SKUID: av.SKU.ID, Title: av.SKU.Title, Bundle: av.SKU.Bundle(), Network: av.Network,
		Channels: views(av.Channels, func(c *flow.ChannelAvailability) *channelAvailabilityView {
			v := &channelAvailabilityView{Channel: c.Channel.Code, ChannelName: c.Channel.Name, Sellable: c.Walk.Sellable, Drift: c.Drift(), Walk: c.Walk}
			if l := c.Listing; l != nil {
				v.ListingID, v.ConfirmedQuantity, v.Sync = l.ID, l.ConfirmedQuantity, listingSyncViewOf(l.Sync)
			}
			return v
		})}
}

// stockRuleView is a rule of what channels may sell.
type stockRuleView struct {
	ID        string    `json:"id" example:"sru_01kd3ht2yre1asz3dgf0ma94w5"`
	Name      string    `json:"name" example:"For the wholesale portal"`
	Kind      string    `json:"kind" enum:"locations,ring_fence,threshold,safety_stock,oversell_risk" example:"ring_fence"`
	SKU       string    `json:"sku" doc:"Empty for any" example:"TEE-RED-M"`
	Category  string    `json:"category" doc:"Empty for any" example:""`
	Channel   string    `json:"channel" doc:"Empty for any" example:"b2b"`
	Location  string    `json:"location" doc:"Empty for any" example:""`
	Locations []string  `json:"locations" doc:"Of kind locations: where the channel sells from" example:"BER"`
	Quantity  int64     `json:"quantity" example:"60"`
	Risk      int64     `json:"risk" doc:"Of ten thousand" example:"0"`
	Active    bool      `json:"active"`
	Version   int64     `json:"version" example:"1"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func (v *stockRuleView) atVersion() int64 { return v.Version }
func (v *stockRuleView) location() string { return Prefix + "/stock-rules/" + v.ID }

func stockRuleViewOf(r *oms.StockRule) *stockRuleView {
	return &stockRuleView{ID: r.ID, Name: r.Name, Kind: string(r.Kind), SKU: r.SKU, Category: r.Category, Channel: r.Channel, Location: r.Location,
		Locations: orEmpty(r.Locations), Quantity: r.Quantity, Risk: r.Risk, Active: r.Active, Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
}

// stockBalanceView is the stock of a SKU as it was.
type stockBalanceView struct {
	SKU       string              `json:"sku" example:"TEE-RED-M"`
	At        time.Time           `json:"at"`
	Locations []stockBalanceLevel `json:"locations"`
	OnHand    int64               `json:"on_hand" doc:"At all of them" example:"100"`
}

type stockBalanceLevel struct {
	Location       string `json:"location" doc:"The location's code" example:"BER"`
	OnHand         int64  `json:"on_hand" example:"100"`
	Safety         int64  `json:"safety" example:"0"`
	Damaged        int64  `json:"damaged" example:"0"`
	QualityControl int64  `json:"quality_control" example:"0"`
	Incoming       int64  `json:"incoming" example:"0"`
}

func (a *API) stockBalanceView(b flow.Balance) *stockBalanceView {
	if b.SKU == nil {
		return nil
	}
	v := &stockBalanceView{SKU: b.SKU.Code, At: b.At, Locations: views(b.Levels, func(l *oms.StockLevel) stockBalanceLevel {
		return stockBalanceLevel{a.places.ref(l.LocationID, l.Location).Code, l.OnHand, l.Safety, l.Damaged, l.QualityControl, l.Incoming}
	})}
	for _, l := range b.Levels {
		v.OnHand += l.OnHand
	}
	return v
}
