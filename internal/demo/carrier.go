package demo

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// way is how far a parcel is when a part of its journey is over.
var way = []struct {
	part   float64
	status oms.ShipmentStatus
}{{0.05, oms.ShipmentInTransit}, {0.8, oms.ShipmentOutForDelivery}, {1, oms.ShipmentDelivered}}

// parcel is a shipment on its way, and when it gets to the next place.
type parcel struct {
	order, shipment string
	due             time.Time
}

// carry moves the parcels that are due. Those on their way are looked up once,
// after a start; later the ones that were handed over meanwhile join them.
func (d *Demo) carry(ctx context.Context) error {
	if d.parcels == nil {
		d.parcels = map[string]parcel{}
		for _, status := range []oms.ShipmentStatus{oms.ShipmentInTransit, oms.ShipmentOutForDelivery, oms.ShipmentException} {
			if err := d.collect(ctx, status); err != nil {
				d.parcels = nil
				return err
			}
		}
	}
	if err := d.collect(ctx, oms.ShipmentLabelPurchased); err != nil {
		return err
	}
	for id, p := range d.parcels {
		if p.due.After(d.Now()) {
			continue
		}
		o, err := d.Flow.Order(ctx, p.order)
		if err != nil {
			return err
		}
		if o, err = d.travel(ctx, o, o.Shipment(id)); err != nil {
			return err
		}
		d.plan(o, o.Shipment(id))
	}
	return nil
}

// collect plans the ways of all shipments in a state.
func (d *Demo) collect(ctx context.Context, status oms.ShipmentStatus) error {
	q := flow.ShipmentFilter{Status: string(status), Carrier: "table_rate", Paging: flow.Paging{Limit: 200}}
	for {
		page, err := d.Flow.Shipments(ctx, q)
		if err != nil {
			return err
		}
		for _, p := range page.Items {
			d.plan(p.Order, p.Part)
		}
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			return nil
		}
	}
}

// plan notes when a shipment is to be looked at next, or forgets one whose
// journey is over.
func (d *Demo) plan(o *oms.Order, sh *oms.Shipment) {
	next := 0.0
	switch sh.Status {
	case oms.ShipmentLabelPurchased:
		next = way[0].part
	case oms.ShipmentInTransit:
		next = way[1].part
	case oms.ShipmentOutForDelivery:
		next = way[2].part
	case oms.ShipmentException:
		next = again
	case oms.ShipmentDraft, oms.ShipmentManifested, oms.ShipmentReadyForPickup, oms.ShipmentDelivered, oms.ShipmentReturned, oms.ShipmentLost, oms.ShipmentVoided:
		delete(d.parcels, sh.ID) // it has arrived, or a person looks after it
		return
	}
	if sh.ShippedAt != nil {
		d.parcels[sh.ID] = parcel{o.ID, sh.ID, sh.ShippedAt.Add(time.Duration(next * float64(d.journey(o, sh)) / d.Speed))}
	}
}

// again is when a parcel comes again whose receiver was absent.
const again = 1.4

// travel brings one parcel as far as it should be by now.
func (d *Demo) travel(ctx context.Context, o *oms.Order, sh *oms.Shipment) (*oms.Order, error) {
	if sh.ShippedAt == nil {
		return o, nil
	}
	done := float64(d.age(*sh.ShippedAt)) / float64(d.journey(o, sh))
	news := flow.TrackingInput{}
	for _, w := range way {
		if done >= w.part {
			news.Status = w.status
		}
	}
	number := o.FulfillmentOrder(sh.FulfillmentOrderID).Number
	switch {
	case news.Status == "" || news.Status == sh.Status || sh.Status == oms.ShipmentException && done < again:
		return o, nil
	case news.Status == oms.ShipmentDelivered && done < again && d.luck("door", number).IntN(25) == 0:
		news = flow.TrackingInput{Status: oms.ShipmentException, Reason: "consignee_absent"}
	}
	tracked, err := d.Flow.TrackShipment(ctx, sh.ID, news)
	if ok, err := d.did("a scan", err); !ok {
		return o, err
	}
	return tracked, nil
}

// journey is how long a parcel travels.
func (d *Demo) journey(o *oms.Order, sh *oms.Shipment) time.Duration {
	low, high := 18*time.Hour, 50*time.Hour
	for _, s := range sites() {
		if ful := o.FulfillmentOrder(sh.FulfillmentOrderID); s.code == ful.Location && s.address.CountryCode != o.ShippingAddress.CountryCode {
			low, high = 40*time.Hour, 130*time.Hour
		}
	}
	if sh.Service == "express" {
		low, high = low/2, high/2
	}
	return d.between(low, high, "journey", o.FulfillmentOrder(sh.FulfillmentOrderID).Number)
}
