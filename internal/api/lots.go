package api

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) lotOperations() {
	f := a.flow
	const tag, path = "Stock", "/lots"
	read(a, operation{id: "list-lots", path: path, tag: tag, may: auth.StockRead, summary: "Lots and serial numbers by location",
		doc: "A row for each location where some of a lot is, those first that may not be sold for the longest. A serial number is a lot of one unit."},
		func(ctx context.Context, in *flow.LotFilter) (list[lotStockView], error) {
			p, err := f.Lots(ctx, *in)
			return pageOf(p, a.lotStockView), err
		})
	read(a, operation{id: "get-lot", path: path + "/{id}", tag: tag, may: auth.StockRead, summary: "Read a lot or serial number",
		doc: "Where it is, and the orders that some of it is picked for. Who has got it is at /lots/{id}/orders."},
		func(ctx context.Context, in *IDParam) (*lotView, error) {
			l, err := f.Lot(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return a.lotView(l), nil
		})
	write(a, operation{id: "update-lot", method: http.MethodPatch, path: path + "/{id}", tag: tag, may: auth.StockWrite, summary: "Correct the date of a lot",
		doc: "Units that were taken off sale because of the date stay in quality control until a movement takes them out of it."},
		func(ctx context.Context, in *change[flow.LotUpdate]) (flow.Lot, error) {
			return f.UpdateLot(ctx, in.ID, in.Body)
		}, a.lotView)
	read(a, operation{id: "list-lot-orders", path: path + "/{id}/orders", tag: tag, may: auth.OrdersRead, summary: "Which orders got a lot or serial number",
		doc: "A row for each shipment, the newest first: who is to be told of a recall. Units that came back by a return are not taken off."},
		func(ctx context.Context, in *lotOrdersParams) (list[lotUseView], error) {
			p, err := f.LotUses(ctx, in.ID, in.Paging)
			return pageOf(p, lotUseViewOf), err
		})
	csvOperation(a, operation{id: "export-lot-orders", path: path + "/{id}/orders/export", tag: tag, may: auth.OrdersRead, summary: "Export which orders got a lot",
		doc: "Orders that some of it is picked for come first, then those it was shipped to."}, "lot-orders.csv",
		func(ctx context.Context, in *IDParam) error {
			_, err := f.Lot(ctx, in.ID)
			return err
		},
		func(ctx context.Context, in *IDParam, to io.Writer, flushed func() error) error {
			return f.ExportLotUses(ctx, in.ID, to, flushed)
		})
	read(a, operation{id: "propose-lots", path: "/fulfillment-orders/{id}/lots", tag: "Fulfillment", may: auth.OrdersRead, summary: "Which lots to pick for a fulfillment order",
		doc: "Of the lines whose SKU is tracked and that are not picked yet: first expired, first out. Of a serial number nobody needs to take the one proposed: it is named when it is packed."},
		func(ctx context.Context, in *IDParam) (lotProposalsView, error) {
			all, err := f.ProposeLots(ctx, in.ID)
			return lotProposalsView{Items: views(all, lotProposalViewOf)}, err
		})
}

type lotOrdersParams struct {
	IDParam
	flow.Paging
}

// lotStockView is what is on hand of a lot at a location.
type lotStockView struct {
	LotID          string `json:"lot_id" example:"lot_01kd3ht2yre1asz3dgf0ma94w5"`
	Lot            string `json:"lot" doc:"Code of the lot, or the serial number" example:"L-2291"`
	SKU            string `json:"sku" example:"TEE-RED-M"`
	Location       string `json:"location" doc:"The location's code" example:"BER"`
	ExpiresOn      string `json:"expires_on" doc:"The last good day; empty for never" example:"2027-03-31"`
	SellsUntil     string `json:"sells_until" doc:"The last day on which it may be promised; empty for always" example:"2027-03-01"`
	DaysLeft       *int64 `json:"days_left" doc:"How many days more it may be sold, there; negative when it may not be, null for always" example:"98"`
	Past           bool   `json:"past" doc:"It may not be sold any more" example:"false"`
	OnHand         int64  `json:"on_hand" example:"20"`
	Picked         int64  `json:"picked" doc:"For orders, and not shipped" example:"2"`
	Damaged        int64  `json:"damaged" example:"0"`
	QualityControl int64  `json:"quality_control" doc:"Also what is past its date" example:"0"`
	Free           int64  `json:"free" doc:"What can be taken off the shelf, promised to orders or not" example:"18"`
}

func (a *API) lotStockView(l *flow.LotStock) lotStockView {
	return lotStockView{LotID: l.LotID, Lot: l.Lot, SKU: l.SKU, Location: a.places.ref(l.LocationID, l.Location).Code, ExpiresOn: l.ExpiresOn, SellsUntil: l.SellsUntil,
		DaysLeft: l.DaysLeft, Past: l.Past, OnHand: l.OnHand, Picked: l.Picked, Damaged: l.Damaged, QualityControl: l.QualityControl, Free: l.Free()}
}

// lotUseView is units of a lot that an order got, or is to get.
type lotUseView struct {
	OrderID     string     `json:"order_id" doc:"Empty when the order is in an archive" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	OrderNumber string     `json:"order_number" example:"100001"`
	Customer    string     `json:"customer" example:"A. Sample"`
	Email       string     `json:"email" example:"a@example.com"`
	Location    string     `json:"location" doc:"Code of the location that sent it" example:"BER"`
	Quantity    int64      `json:"quantity" example:"2"`
	ShipmentID  string     `json:"shipment_id,omitempty" doc:"Absent for units that are picked and not shipped" example:"shp_01kd3ht2yre1asz3dgf0ma94w5"`
	ShippedAt   *time.Time `json:"shipped_at" doc:"null for units that are picked and not shipped"`
	Note        string     `json:"note,omitempty" doc:"Names the order, also when it is in an archive" example:"order 100001"`
}

func lotUseViewOf(u *flow.LotUse) lotUseView {
	v := lotUseView{OrderID: u.OrderID, Customer: u.Customer, Email: u.Email, Location: u.Location, Quantity: u.Quantity, ShipmentID: u.ShipmentID,
		ShippedAt: u.At, Note: u.Note}
	if u.OrderNumber > 0 {
		v.OrderNumber = strconv.FormatInt(u.OrderNumber, 10)
	}
	return v
}

// lotView is a lot, or a serial number.
type lotView struct {
	ID         string         `json:"id" example:"lot_01kd3ht2yre1asz3dgf0ma94w5"`
	Lot        string         `json:"lot" doc:"Its code, or the serial number" example:"L-2291"`
	SKU        string         `json:"sku" example:"TEE-RED-M"`
	Tracking   string         `json:"tracking" enum:"lot,serial" example:"lot"`
	ExpiresOn  string         `json:"expires_on" doc:"The last good day; empty for never" example:"2027-03-31"`
	SellsUntil string         `json:"sells_until" doc:"The last day on which it may be promised; empty for always" example:"2027-03-01"`
	ReceivedAt time.Time      `json:"received_at" doc:"When the first of it arrived"`
	Levels     []lotStockView `json:"levels" doc:"By location, also where nothing is left"`
	Picked     []lotUseView   `json:"picked" doc:"Orders that some of it is picked for and not shipped"`
}

func (v *lotView) location() string { return Prefix + "/lots/" + v.ID }

func (a *API) lotView(l flow.Lot) *lotView {
	return &lotView{ID: l.ID, Lot: l.Code, SKU: l.SKU, Tracking: string(l.Tracking), ExpiresOn: l.ExpiresOn, SellsUntil: l.SellsUntil, ReceivedAt: l.ReceivedAt,
		Levels: views(l.Levels, a.lotStockView), Picked: views(l.Picked, lotUseViewOf)}
}

// LotOfView names the lot of units, of a SKU that is tracked.
type LotOfView struct {
	LotID     string `json:"lot_id,omitempty" doc:"Of a SKU that is tracked" example:"lot_01kd3ht2yre1asz3dgf0ma94w5"`
	Lot       string `json:"lot,omitempty" doc:"Code of the lot, or the serial number" example:"L-2291"`
	ExpiresOn string `json:"expires_on,omitempty" doc:"The last good day, as it was known when it was picked" example:"2027-03-31"`
	Serial    bool   `json:"serial,omitempty" doc:"It is a serial number" example:"false"`
}

// pickedLotView is units of a fulfillment order's line that are of one lot.
type pickedLotView struct {
	LotOfView
	Picked  int64 `json:"picked" example:"2"`
	Packed  int64 `json:"packed" doc:"Of picked" example:"0"`
	Shipped int64 `json:"shipped" doc:"Of packed" example:"0"`
}

func pickedLotViews(lots []oms.AllocationLot) []pickedLotView {
	return views(lots, func(l *oms.AllocationLot) pickedLotView {
		return pickedLotView{LotOfView{l.LotID, l.Lot, l.ExpiresOn, l.Serial}, l.Picked, l.Packed, l.Shipped}
	})
}

// lotUnitsView is a quantity of one lot.
type lotUnitsView struct {
	LotOfView
	Quantity int64 `json:"quantity" example:"2"`
}

func lotUnitsViews(units []oms.LotUnits) []lotUnitsView {
	return views(units, func(u *oms.LotUnits) lotUnitsView {
		return lotUnitsView{LotOfView{u.LotID, u.Lot, u.ExpiresOn, u.Serial}, u.Quantity}
	})
}

// lotProposalsView is which lots to take, for lines whose SKU is tracked.
type lotProposalsView struct {
	Items []lotProposalView `json:"items"`
}

type lotProposalView struct {
	Line     int              `json:"line" doc:"The order's line" example:"1"`
	SKU      string           `json:"sku" example:"TEE-RED-M"`
	Tracking string           `json:"tracking" enum:"lot,serial" example:"lot"`
	ToPick   int64            `json:"to_pick" doc:"Units that are still on the shelf" example:"2"`
	ToPack   int64            `json:"to_pack" doc:"Units that are in no parcel: so many serial numbers are to be named" example:"2"`
	Lots     []lotUnitsView   `json:"lots" doc:"For what is to be picked, first expired, first out"`
	Shelf    []lotOnShelfView `json:"shelf" doc:"What could be taken, what is proposed included, at most 50"`
}

type lotOnShelfView struct {
	Lot       string `json:"lot" example:"L-2291"`
	ExpiresOn string `json:"expires_on" doc:"Empty for never" example:"2027-03-31"`
	Free      int64  `json:"free" example:"18"`
}

func lotProposalViewOf(p *flow.LotProposal) lotProposalView {
	return lotProposalView{Line: p.Line, SKU: p.SKU, Tracking: string(p.Tracking), ToPick: p.ToPick, ToPack: p.ToPack, Lots: lotUnitsViews(p.Lots),
		Shelf: views(p.Shelf, func(l *oms.LotLevel) lotOnShelfView { return lotOnShelfView{l.Lot, l.ExpiresOn, l.Free()} })}
}
