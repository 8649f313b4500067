package amazon

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// carriers are Amazon's codes of carriers, by ours. The rest is Other, with
// its name.
var carriers = map[string]string{
	"dhl": "DHL", "dpd": "DPD", "gls": "GLS", "hermes": "Hermes", "ups": "UPS", "usps": "USPS", "fedex": "FedEx", "royalmail": "Royal Mail", "canadapost": "Canada Post",
}

// TellShipment confirms each parcel. A parcel has the same number each time it
// is told, so Amazon writes over what it knows.
func (a *account) TellShipment(ctx context.Context, n connector.ShipmentNotice) (string, error) {
	for i, p := range n.Parcels {
		if len(p.Lines) == 0 {
			continue
		}
		if p.Tracking.Number == "" {
			return "", reject("a shipment can't be confirmed without a tracking number")
		}
		if err := a.confirm(ctx, n, p, reference(n.Key, i)); err != nil {
			return "", err
		}
	}
	return reference(n.Key, 0), nil
}

// reference is a parcel's number within its order; Amazon takes digits only.
func reference(key string, i int) string {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%s/%d", key, i) // a hash never fails
	return strconv.FormatUint(uint64(h.Sum32()), 10)
}

func (a *account) confirm(ctx context.Context, n connector.ShipmentNotice, p connector.ShippedParcel, reference string) error {
	items := make([]any, len(p.Lines))
	for i, l := range p.Lines {
		items[i] = map[string]any{"orderItemId": l.ExternalID, "quantity": l.Quantity}
	}
	detail := map[string]any{"packageReferenceId": reference, "carrierCode": "Other", "carrierName": n.Name, "trackingNumber": p.Tracking.Number,
		"shipDate": n.ShippedAt.UTC().Format(time.RFC3339), "orderItems": items}
	if code, ok := carriers[n.Carrier]; ok {
		detail["carrierCode"] = code
	}
	if n.Service != "" {
		detail["shippingMethod"] = n.Service
	}
	return a.ask(connector.Repeatable(ctx), call{name: "shipment", method: http.MethodPost, path: "/orders/v0/orders/" + url.PathEscape(n.OrderID) + "/shipmentConfirmation",
		body: map[string]any{"marketplaceId": a.marketplace, "packageDetail": detail}}, nil)
}
