package ebay

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/connector"
)

// carriers are eBay's codes of carriers, by ours. The rest is Other.
var carriers = map[string]string{
	"dhl": "DHL", "dpd": "DPD", "gls": "GLS", "hermes": "Hermes", "ups": "UPS", "usps": "USPS", "fedex": "FedEx", "royalmail": "RoyalMail", "canadapost": "CanadaPost",
}

// told is a fulfillment that eBay knows of.
type told struct {
	ID       string `json:"fulfillmentId"`
	Tracking string `json:"shipmentTrackingNumber"`
	Shipped  string `json:"shippedDate"`
}

// TellShipment makes a fulfillment of each parcel. eBay has no use for a key, so
// it is asked first: what it knows under the parcel's tracking number, or the
// shipment's instant where there is no number, is not told again.
func (a *account) TellShipment(ctx context.Context, n connector.ShipmentNotice) (reference string, err error) {
	var known struct {
		All []told `json:"fulfillments"`
	}
	path := fulfillment + "/order/" + url.PathEscape(n.OrderID) + "/shipping_fulfillment"
	if _, err := a.ask(ctx, call{name: "shipments", method: http.MethodGet, path: path}, &known); err != nil {
		return "", err
	}
	at := n.ShippedAt.UTC().Format(stamp)
	for _, p := range n.Parcels {
		if len(p.Lines) == 0 {
			continue
		}
		i := slices.IndexFunc(known.All, func(t told) bool {
			return strings.EqualFold(t.Tracking, p.Tracking.Number) && (t.Tracking != "" || t.Shipped == at)
		})
		if i >= 0 {
			reference = known.All[i].ID
			continue
		}
		header, err := a.ask(ctx, call{name: "shipment", method: http.MethodPost, path: path, body: parcel(n, p, at)}, nil)
		if err != nil {
			return "", err
		}
		if l := header.Get("Location"); l != "" {
			reference = l[strings.LastIndexByte(l, '/')+1:]
		}
	}
	return reference, nil
}

func parcel(n connector.ShipmentNotice, p connector.ShippedParcel, at string) map[string]any {
	lines := make([]any, len(p.Lines))
	for i, l := range p.Lines {
		lines[i] = map[string]any{"lineItemId": l.ExternalID, "quantity": l.Quantity}
	}
	body := map[string]any{"lineItems": lines, "shippedDate": at}
	if p.Tracking.Number != "" {
		body["trackingNumber"], body["shippingCarrierCode"] = p.Tracking.Number, "Other"
		if code, ok := carriers[n.Carrier]; ok {
			body["shippingCarrierCode"] = code
		}
	}
	return body
}
