package api

import (
	"context"
	"io"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) inventoryOperations() {
	f := a.flow
	const tag = "Stock"
	read(a, operation{id: "list-inventory", path: "/inventory", tag: tag, may: auth.StockRead, summary: "SKUs with their stock at every location",
		doc: "A row for each SKU that is active, or still lies somewhere."},
		func(ctx context.Context, in *flow.InventoryQuery) (list[inventoryView], error) {
			p, err := f.Inventory(ctx, *in)
			return pageOf(p, a.inventoryView), err
		})
	read(a, operation{id: "sum-inventory", path: "/inventory/sums", tag: tag, may: auth.StockRead, summary: "The stock of all SKUs of a filter together",
		doc: "By location, with their number. Bundles have no stock of their own."},
		func(ctx context.Context, in *flow.InventoryFilter) (inventorySumsView, error) {
			sums, err := f.InventorySums(ctx, *in)
			return a.inventorySumsView(sums), err
		})
	csvOperation(a, operation{id: "export-inventory", path: "/inventory/export", tag: tag, may: auth.StockRead, summary: "Export SKUs with their stock",
		doc: "A row for each SKU and location."}, "inventory.csv",
		func(ctx context.Context, in *flow.InventoryFilter) error {
			_, err := f.Inventory(ctx, flow.InventoryQuery{InventoryFilter: *in, Paging: flow.Paging{Limit: 1}})
			return err
		},
		func(ctx context.Context, in *flow.InventoryFilter, to io.Writer, flushed func() error) error {
			return f.ExportInventory(ctx, *in, to, flushed)
		})
	csvOperation(a, operation{id: "export-movements", path: "/stock/movements/export", tag: tag, may: auth.StockRead, summary: "Export movements",
		doc: "The newest first."}, "movements.csv",
		func(ctx context.Context, in *flow.MovementFilter) error {
			_, err := f.StockMovements(ctx, flow.MovementQuery{MovementFilter: *in, Paging: flow.Paging{Limit: 1}})
			return err
		},
		func(ctx context.Context, in *flow.MovementFilter, to io.Writer, flushed func() error) error {
			return f.ExportMovements(ctx, *in, to, flushed)
		})
}

// inventoryView is a SKU with its stock at every location.
type inventoryView struct {
	SKU       string      `json:"sku" example:"TEE-RED-M"`
	SKUID     string      `json:"sku_id" example:"sku_01kd3ht2yre1asz3dgf0ma94w5"`
	Title     string      `json:"title" example:"Tee red M"`
	Category  string      `json:"category" example:"Shirts"`
	Active    bool        `json:"active" doc:"One that is not is shown as long as it lies somewhere"`
	Bundle    bool        `json:"bundle" doc:"Its figures are the sets that its components make"`
	Levels    []levelView `json:"levels" doc:"By the location's code, where it has, or had, stock. Of a bundle: on_hand and available are the sets that the components there make"`
	Sellable  int64       `json:"sellable" doc:"What can be sold over all locations, before any channel's limits; for the walk see get-availability" example:"96"`
	Waiting   int64       `json:"waiting" doc:"Units that orders have and no location does" example:"0"`
	Sold      int64       `json:"sold" doc:"Units that have left in 28 days; of a bundle 0, its components have" example:"14"`
	CoverDays *int64      `json:"cover_days" doc:"How long what is available lasts at that rate, rounded down; null when none are sold. Of a bundle: of its scarcest component" example:"192"`
}

func (a *API) inventoryView(r *flow.InventoryRow) inventoryView {
	v := inventoryView{SKU: r.SKU.Code, SKUID: r.SKU.ID, Title: r.SKU.Title, Category: r.SKU.Category, Active: r.SKU.Active, Bundle: r.SKU.Bundle(),
		Levels: views(r.Levels, a.levelView), Sellable: r.Network.Sellable, Waiting: r.Waiting, Sold: r.Sold}
	if r.CoverHours != nil {
		days := *r.CoverHours / 24
		v.CoverDays = &days
	}
	return v
}

// inventorySumsView is the stock of all SKUs of a filter together.
type inventorySumsView struct {
	SKUs       int64              `json:"skus" doc:"How many there are" example:"1284"`
	Locations  []inventorySumView `json:"locations"`
	Categories []string           `json:"categories" doc:"What can be asked for as category" example:"Shirts"`
}

// inventorySumView is the stock of all SKUs of a filter at one location.
type inventorySumView struct {
	Location    string `json:"location" doc:"The location's code" example:"BER"`
	OnHand      int64  `json:"on_hand" example:"1000"`
	Allocated   int64  `json:"allocated" example:"20"`
	Reserved    int64  `json:"reserved" example:"0"`
	Unavailable int64  `json:"unavailable" example:"5"`
	Incoming    int64  `json:"incoming" example:"0"`
	Available   int64  `json:"available" example:"975"`
}

func (a *API) inventorySumsView(s flow.InventorySums) inventorySumsView {
	return inventorySumsView{SKUs: s.SKUs, Categories: orEmpty(s.Categories), Locations: views(s.Levels, func(l *oms.StockLevel) inventorySumView {
		return inventorySumView{Location: a.places.ref(l.LocationID, "").Code, OnHand: l.OnHand, Allocated: l.Allocated, Reserved: l.Reserved,
			Unavailable: l.Unavailable(), Incoming: l.Incoming, Available: l.Available()}
	})}
}
