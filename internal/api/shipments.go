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
	touchOrder(a, operation{id: "send-shipment-again", path: path + "/send-again", tag: tag, may: auth.OrdersWrite, summary: "Send again what is lost",
		doc: "Marks the shipment as lost and adds its units to the order once more, as lines of their own at no charge: they are allocated and routed like any others. Asked again, it changes nothing."},
		f.SendAgain)
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
