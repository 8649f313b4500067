package api

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) shipmentOperations() {
	f := a.flow
	const tag, path = "Shipments", "/shipments/{id}"
	read(a, operation{id: "list-shipments", path: "/shipments", tag: tag, may: auth.OrdersRead, summary: "List shipments", doc: "The newest first."},
		func(ctx context.Context, in *flow.ShipmentFilter) (list[shipmentView], error) {
			p, err := f.Shipments(ctx, *in)
			return pageOf(p, a.shipmentPart), err
		})
	read(a, operation{id: "get-shipment", path: path, tag: tag, may: auth.OrdersRead, summary: "Read a shipment"},
		func(ctx context.Context, in *IDParam) (*shipmentView, error) {
			part, err := f.Shipment(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			v := a.shipmentPart(&part)
			return &v, nil
		})
	onOrder(a, operation{id: "track-shipment", path: path + "/track", tag: tag, may: auth.FulfillmentWork, summary: "Note where a shipment is",
		doc: "In one vocabulary for all carriers."}, f.TrackShipment)
	touchOrder(a, operation{id: "deliver-shipment", path: path + "/deliver", tag: tag, may: auth.FulfillmentWork, summary: "Mark a shipment delivered",
		doc: "When everything is delivered, the order closes."},
		func(ctx context.Context, id string) (*oms.Order, error) {
			return f.TrackShipment(ctx, id, flow.TrackingInput{Status: oms.ShipmentDelivered})
		})
	touchOrder(a, operation{id: "void-shipment", path: path + "/void", tag: tag, may: auth.FulfillmentWork, summary: "Void a label that was not used",
		doc: "The goods are in their parcels again and back in stock."}, f.Void)
	for _, format := range []struct{ name, media, what string }{
		{"pdf", "application/pdf", "4 × 6 inches for each parcel"}, {"zpl", "application/zpl", "For label printers"},
	} {
		file(a, operation{id: "get-label-" + format.name, path: path + "/label." + format.name, tag: tag, may: auth.OrdersRead,
			summary: "The shipping label as " + format.name, media: map[string]string{format.media: format.what}},
			func(ctx context.Context, in *IDParam) (*reply, error) { return paper(f.Label(ctx, in.ID, format.name)) })
	}
}

func (a *API) shipmentPart(p *flow.Part[oms.Shipment]) shipmentView {
	return a.shipmentView(p.Order, p.Part)
}

func (a *API) exceptionOperations() {
	f := a.flow
	const tag, path = "Exceptions", "/exceptions/{id}"
	read(a, operation{id: "list-exceptions", path: "/exceptions", tag: tag, may: auth.OrdersRead, summary: "List exceptions", doc: "What needs a decision by a person: the newest first, or what is due first."},
		func(ctx context.Context, in *flow.ExceptionQuery) (list[exceptionView], error) {
			p, err := f.Exceptions(ctx, *in)
			return pageOf(p, exceptionViewOf), err
		})
	read(a, operation{id: "count-exceptions", path: "/exceptions/counts", tag: tag, may: auth.OrdersRead, summary: "Count exceptions by kind",
		doc: "What somebody has to look at, by kind and severity, the most severe first. Each has a link to the list that shows what was counted."},
		func(ctx context.Context, _ *struct{}) (list[flow.ExceptionGroup], error) {
			groups, err := f.ExceptionCounts(ctx)
			return list[flow.ExceptionGroup]{Items: orEmpty(groups)}, err
		})
	write(a, operation{id: "acknowledge-exception", method: "POST", path: path + "/acknowledge", tag: tag, may: auth.ExceptionsWork, summary: "Note that somebody has seen it"},
		func(ctx context.Context, in *IDParam) (*oms.Exception, error) { return f.Acknowledge(ctx, in.ID) }, exceptionViewOf)
	onException(a, operation{id: "assign-exception", path: path + "/assign", summary: "Give it to somebody"}, f.Assign)
	onException(a, operation{id: "snooze-exception", path: path + "/snooze", summary: "Put it away until later",
		doc: "Queues show it again when the time has come; its clock runs on."}, f.Snooze)
	onException(a, operation{id: "resolve-exception", path: path + "/resolve", optionalBody: true, summary: "Something was done about it"}, f.Resolve)
	onException(a, operation{id: "dismiss-exception", path: path + "/dismiss", optionalBody: true, summary: "Nothing needs to be done"}, f.Dismiss)
}

func onException[B any](a *API, op operation, verb func(context.Context, string, B) (*oms.Exception, error)) {
	op.method, op.tag, op.may = "POST", "Exceptions", auth.ExceptionsWork
	write(a, op, func(ctx context.Context, in *change[B]) (*oms.Exception, error) { return verb(ctx, in.ID, in.Body) }, exceptionViewOf)
}
