package api

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) supplyOperations() {
	f := a.flow
	catalogNoun[*oms.Supplier, *supplierView, flow.SupplierInput, flow.SupplierUpdate, flow.SupplierFilter]{
		one: "supplier", many: "suppliers", tag: "Purchasing", see: auth.PurchasingRead, make: auth.PurchasingWrite, view: supplierViewOf,
		create: f.CreateSupplier, update: f.UpdateSupplier, get: f.Supplier, at: func(u *flow.SupplierUpdate, v *int64) { u.Version = v },
		doc: "A supplier sells to the merchant: SKUs with cost, minimum, packs and lead time.",
		list: func(ctx context.Context, in flow.SupplierFilter) (list[*supplierView], error) {
			p, err := f.Suppliers(ctx, in)
			return pageOf(p, each(supplierViewOf)), err
		}}.register(a)
	a.purchaseOperations()
	read(a, operation{id: "list-order-promises", path: "/orders/{id}/promises", tag: "Orders", may: auth.OrdersRead, summary: "What an order's waiting units are promised",
		doc: "Units without stock are promised from what is on its way, the oldest promise first. A date that moves is the event order.promised; one that gets worse opens an exception."},
		func(ctx context.Context, in *IDParam) (list[promiseView], error) {
			all, err := f.OrderPromises(ctx, in.ID)
			return list[promiseView]{Items: views(all, a.promiseView)}, err
		})
	read(a, operation{id: "list-receipts", path: "/stock/receipts", tag: "Stock", may: auth.StockRead, summary: "What is expected",
		doc: "What open purchase orders and transfers still bring, the soonest first; what has no date comes last. It ends after 500."},
		func(ctx context.Context, in *flow.ReceiptFilter) (list[receiptView], error) {
			all, err := f.Receipts(ctx, *in)
			return list[receiptView]{Items: views(all, receiptViewOf)}, err
		})
}

func (a *API) purchaseOperations() {
	f := a.flow
	const tag, path = "Purchasing", "/purchase-orders"
	one := path + "/{id}"
	write(a, operation{id: "create-purchase-order", method: http.MethodPost, path: path, tag: tag, may: auth.PurchasingWrite, status: http.StatusCreated, maxBody: 1 << 20,
		summary: "Draft a purchase order", doc: "Nothing is incoming until it is ordered."},
		func(ctx context.Context, in *add[flow.PurchaseInput]) (*oms.PurchaseOrder, error) {
			return f.CreatePurchase(ctx, in.Body)
		}, purchaseViewOf)
	read(a, operation{id: "list-purchase-orders", path: path, tag: tag, may: auth.PurchasingRead, summary: "List purchase orders", doc: "The newest first."},
		func(ctx context.Context, in *flow.PurchaseFilter) (list[*purchaseView], error) {
			p, err := f.Purchases(ctx, *in)
			return pageOf(p, each(purchaseViewOf)), err
		})
	read(a, operation{id: "get-purchase-order", path: one, tag: tag, may: auth.PurchasingRead, summary: "Read a purchase order"},
		func(ctx context.Context, in *IDParam) (*purchaseView, error) {
			p, err := f.Purchase(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return purchaseViewOf(p), nil
		})
	write(a, operation{id: "edit-purchase-order", method: http.MethodPatch, path: one, tag: tag, may: auth.PurchasingWrite, versioned: true, maxBody: 1 << 20,
		summary: "Edit a purchase order", doc: "A draft in everything; one that is ordered in its dates, reference and note. Fields that are absent stay as they are."},
		func(ctx context.Context, in *edit[flow.PurchaseUpdate]) (*oms.PurchaseOrder, error) {
			version, err := in.version()
			if err != nil {
				return nil, err
			}
			in.Body.Version = version
			return f.UpdatePurchase(ctx, in.ID, in.Body)
		}, purchaseViewOf)
	write(a, operation{id: "import-purchase-lines", method: http.MethodPost, path: one + "/lines", tag: tag, may: auth.PurchasingWrite, maxBody: 1 << 20, raw: true, anyMedia: true,
		summary: "Take the lines of a draft from a file", doc: "CSV or XLSX with the columns sku, quantity, cost and expected. It is taken whole, or refused with the rows at fault.",
		request: "sku,quantity,cost,expected\nTEE-RED-M,200,7.40,2026-12-11\n"},
		func(ctx context.Context, in *bodyFile) (*oms.PurchaseOrder, error) {
			return f.ImportPurchaseLines(ctx, in.ID, requestOf(ctx).body)
		}, purchaseViewOf)
	write(a, operation{id: "order-purchase-order", method: http.MethodPost, path: one + "/order", tag: tag, may: auth.PurchasingWrite, optionalBody: true,
		summary: "Order a draft", doc: "From now on its units are incoming. Where nobody says a date, the supplier's lead time does."},
		func(ctx context.Context, in *change[flow.PurchaseOrderInput]) (*oms.PurchaseOrder, error) {
			return f.OrderPurchase(ctx, in.ID, in.Body)
		}, purchaseViewOf)
	write(a, operation{id: "receive-purchase-order", method: http.MethodPost, path: one + "/receive", tag: tag, may: auth.StockWrite, optionalBody: true,
		summary: "Note what has arrived", doc: "It may come in parts; everything that is open when nothing is named. More than was ordered needs allow_over; complete cancels what is missing."},
		func(ctx context.Context, in *change[flow.PurchaseReceiptInput]) (*oms.PurchaseOrder, error) {
			return f.ReceivePurchase(ctx, in.ID, in.Body)
		}, purchaseViewOf)
	write(a, operation{id: "cancel-purchase-order", method: http.MethodPost, path: one + "/cancel", tag: tag, may: auth.PurchasingWrite,
		summary: "Call off what has not arrived", doc: "One of which something has arrived is received then."},
		func(ctx context.Context, in *IDParam) (*oms.PurchaseOrder, error) {
			return f.CancelPurchase(ctx, in.ID)
		}, purchaseViewOf)
	write(a, operation{id: "confirm-purchase-order", method: http.MethodPost, path: one + "/confirm", tag: tag, may: auth.PurchasingWrite, optionalBody: true,
		summary: "Note that the supplier takes a drop-ship on", doc: "The work that it stands for is accepted. To refuse it, reject the fulfillment order: its units look for another location."},
		func(ctx context.Context, in *change[flow.DropShipAnswer]) (*oms.PurchaseOrder, error) {
			return f.ConfirmDropShip(ctx, in.ID, in.Body)
		}, purchaseViewOf)
	write(a, operation{id: "ship-purchase-order", method: http.MethodPost, path: one + "/ship", tag: tag, may: auth.FulfillmentWork, optionalBody: true,
		summary: "Note that the supplier has sent a drop-ship", doc: "All that is left of it. The order's shipment is made with the tracking numbers, and its channel is told."},
		func(ctx context.Context, in *change[flow.DropShipment]) (*oms.PurchaseOrder, error) {
			return f.ShipDropShip(ctx, in.ID, in.Body)
		}, purchaseViewOf)
	file(a, operation{id: "get-purchase-paper", path: one + "/document.pdf", tag: tag, may: auth.PurchasingRead, summary: "The sheet for the supplier",
		media: map[string]string{"application/pdf": "What is ordered, where it goes and when it is expected"}},
		func(ctx context.Context, in *IDParam) (*reply, error) { return paper(f.PurchasePaper(ctx, in.ID)) })
}

// bodyFile is a file for the noun that is named.
type bodyFile struct {
	IDParam
	RawBody []byte `contentType:"application/octet-stream"`
}
