package demo

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// journey is how a parcel will fare: what the carrier says of it, and when.
type journey []scan

type scan struct {
	after  time.Duration // since it left
	status oms.ShipmentStatus
	reason string
}

// journey of a shipment. Most arrive; some are late, or find nobody at home,
// and a few are lost or come back.
func (d *Demo) journey(o *oms.Order, sh *oms.Shipment) journey {
	ful := o.FulfillmentOrder(sh.FulfillmentOrderID)
	low, high := 18*time.Hour, 50*time.Hour
	if at := siteOf(ful.Location); at != nil && at.address.CountryCode != o.ShippingAddress.CountryCode {
		low, high = 40*time.Hour, 130*time.Hour
	}
	if sh.Service == "express" {
		low, high = low/2, high/2
	}
	if o.Channel == till {
		return journey{{0, oms.ShipmentDelivered, ""}}
	}
	whole := d.between(low, high, "journey", ful.Number)
	// Whole seconds: what is stored must compare equal to what was planned.
	part := func(n float64) time.Duration { return time.Duration(n * float64(whole)).Truncate(time.Second) }
	out := journey{{part(.05), oms.ShipmentInTransit, ""}}
	arrive := func(from float64) journey {
		return append(out, scan{part(from - .2), oms.ShipmentOutForDelivery, ""}, scan{part(from), oms.ShipmentDelivered, ""})
	}
	switch roll := d.luck("way", ful.Number).IntN(1000); {
	case roll < 4:
		return append(out, scan{part(2.2), oms.ShipmentLost, ""})
	case roll < 9:
		return append(out, scan{part(.8), oms.ShipmentOutForDelivery, ""}, scan{part(1), oms.ShipmentException, "consignee_unknown"},
			scan{part(2.5), oms.ShipmentReturned, "consignee_unknown"})
	case roll < 34:
		out = append(out, scan{part(.8), oms.ShipmentOutForDelivery, ""}, scan{part(1), oms.ShipmentException, "consignee_absent"})
		return arrive(1.4)
	case roll < 46:
		out = append(out, scan{part(.6), oms.ShipmentException, choose(d.luck("why", ful.Number), []string{"weather_delay", "customs_delay", "carrier_delay"})},
			scan{part(1.2), oms.ShipmentInTransit, ""})
		return arrive(2)
	}
	return arrive(1)
}

// carrier is the next scan of a shipment.
func (s *steps) carrier(sh *oms.Shipment) {
	if sh.ShippedAt == nil {
		return
	}
	way := s.d.journey(s.o, sh)
	i := way.behind(sh, s.d.clock.of(sh.UpdatedAt).Sub(s.d.clock.of(*sh.ShippedAt)))
	if i < 0 || i == len(way) {
		return
	}
	news := flow.TrackingInput{Status: way[i].status, Reason: way[i].reason}
	s.add(step{at: s.d.clock.of(*sh.ShippedAt).Add(way[i].after), who: "carriers", what: "scan " + sh.ID + string(news.Status), parcel: sh,
		do: func(ctx context.Context) (*oms.Order, error) { return s.d.flow.TrackShipment(ctx, sh.ID, news) }})
}

// behind is the index of the scan that comes after what is known of a
// shipment; -1 when its journey is over, or not ours to tell.
func (j journey) behind(sh *oms.Shipment, known time.Duration) int {
	switch sh.Status {
	case oms.ShipmentLabelPurchased:
		return 0
	case oms.ShipmentDraft, oms.ShipmentManifested, oms.ShipmentReadyForPickup, oms.ShipmentDelivered, oms.ShipmentReturned, oms.ShipmentLost, oms.ShipmentVoided:
		return -1
	case oms.ShipmentInTransit, oms.ShipmentOutForDelivery, oms.ShipmentException:
	}
	last := -1
	for i, s := range j {
		if s.status == sh.Status && (last < 0 || s.after <= known) {
			last = i
		}
	}
	if last < 0 {
		return -1
	}
	return last + 1
}
