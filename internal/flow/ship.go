package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// ShipInput says who carries the parcels.
type ShipInput struct {
	Carrier string `json:"carrier,omitempty" doc:"The carrier's id; the built-in table_rate when absent" example:"table_rate" maxLength:"64"`
	Service string `json:"service,omitempty" doc:"The carrier's service; the cheapest that keeps what the buyer was promised when absent, or the cheapest of all when none does" example:"standard" maxLength:"64"`
}

// labeling is the intention to buy the labels of a shipment.
type labeling struct {
	carrier    Carrier
	orderID    string
	shipmentID string
	request    LabelRequest
}

// Ship hands the packed parcels of a fulfillment order that are in no shipment
// yet to a carrier: labels are bought, the goods leave the stock. Nothing left
// to ship answers the order as it is; a purchase that was interrupted goes on.
func (f *Flow) Ship(ctx context.Context, id string, in ShipInput) (*oms.Order, error) {
	rate, err := f.bestRate(ctx, id, in)
	if err != nil {
		return nil, err
	}
	return outside(ctx, f, effect[labeling, BoughtLabel, *oms.Order]{
		intend: func(tx *store.Tx) (labeling, **oms.Order, error) { return f.intendShipment(ctx, tx, id, in, rate) },
		call: func(ctx context.Context, l labeling) (BoughtLabel, error) {
			bought, err := l.carrier.Buy(ctx, l.request)
			if err == nil && len(bought.Tracking) != len(l.request.Parcels) {
				err = oms.Errorf(oms.Conflict, "the carrier sold %d labels for %d parcels", len(bought.Tracking), len(l.request.Parcels))
			}
			return bought, err
		},
		refused: func(tx *store.Tx, l labeling, why error) error { return f.dropShipment(ctx, tx, l, why) },
		settle:  func(tx *store.Tx, l labeling, b BoughtLabel) (*oms.Order, error) { return f.shipped(ctx, tx, l, b) },
	})
}

// bestRate chooses the service, if there is anything to ship.
func (f *Flow) bestRate(ctx context.Context, id string, in ShipInput) (Rate, error) {
	parcels, offers, err := f.offers(ctx, id, in.Carrier)
	if err != nil || parcels == 0 {
		return Rate{}, err
	}
	rates := make([]Rate, len(offers))
	for i, o := range offers {
		if rates[i] = o.Rate; o.Proposed && in.Service == "" {
			return o.Rate, nil
		}
	}
	return pickRate(rates, in.Service)
}

// rateRequest describes parcels and their way.
func rateRequest(ctx context.Context, tx *store.Tx, o *oms.Order, ful *oms.FulfillmentOrder, parcels []*oms.Parcel) (RateRequest, error) {
	from, err := locationOf(ctx, tx, ful.LocationID)
	r := RateRequest{From: from.Address, To: o.ShippingAddress}
	for _, p := range parcels {
		r.Parcels = append(r.Parcels, ParcelSize{p.ID, p.WeightGrams, p.LengthMM, p.WidthMM, p.HeightMM})
	}
	return r, err
}

// intendShipment saves a shipment without labels and takes the parcels into it.
func (f *Flow) intendShipment(ctx context.Context, tx *store.Tx, id string, in ShipInput, rate Rate) (l labeling, done **oms.Order, err error) {
	w, err := f.beginWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
	if err != nil {
		return l, nil, err
	}
	ful, err := w.fulfillmentOrder(id)
	if err != nil {
		return l, nil, err
	}
	if sh := shipmentIn(w.o, id, oms.ShipmentDraft); sh != nil { // interrupted: go on with it
		l, err = f.labeling(ctx, w, ful, sh)
		return l, nil, err
	}
	if len(w.o.Packed(id)) == 0 && shipmentIn(w.o, id, "") != nil && ful.Status.Done() {
		return l, &w.o, nil
	}
	if err := w.o.CheckShip(ful); err != nil {
		return l, nil, err
	}
	if rate.Service == "" {
		return l, nil, oms.Errorf(oms.Conflict, "the parcels were packed just now: try again")
	}
	carrier, err := f.carrier(in.Carrier)
	if err != nil {
		return l, nil, err
	}
	sh := oms.Shipment{ID: store.NewID(oms.PrefixShipment), OrderID: w.o.ID, FulfillmentOrderID: id, LocationID: ful.LocationID, Status: oms.ShipmentDraft,
		Carrier: carrier.ID(), Service: rate.Service, ServiceName: rate.Name, Cost: rate.Cost, Currency: rate.Currency, CreatedAt: tx.Now, UpdatedAt: tx.Now}
	w.o.Shipments = append(w.o.Shipments, sh)
	for _, p := range w.o.Packed(id) {
		p.ShipmentID = sh.ID
	}
	if l, err = f.labeling(ctx, w, ful, &sh); err != nil {
		return l, nil, err
	}
	return l, nil, tx.SaveOrder(ctx, w.o)
}

// shipmentIn returns the last shipment of a fulfillment order in a state, or
// in any but voided for "".
func shipmentIn(o *oms.Order, ful string, status oms.ShipmentStatus) *oms.Shipment {
	for i := len(o.Shipments) - 1; i >= 0; i-- {
		sh := &o.Shipments[i]
		if sh.FulfillmentOrderID == ful && (sh.Status == status || (status == "" && sh.Status != oms.ShipmentVoided)) {
			return sh
		}
	}
	return nil
}

func (f *Flow) labeling(ctx context.Context, w *work, ful *oms.FulfillmentOrder, sh *oms.Shipment) (labeling, error) {
	l := labeling{orderID: w.o.ID, shipmentID: sh.ID}
	var err error
	if l.carrier, err = f.carrier(sh.Carrier); err != nil {
		return l, err
	}
	request, err := rateRequest(ctx, w.tx, w.o, ful, w.o.ParcelsOf(ful.ID, sh.ID))
	l.request = LabelRequest{Key: sh.ID, Service: sh.Service, RateRequest: request, Reference: ful.Number}
	return l, err
}

// dropShipment saves that the carrier refused: the parcels wait again.
func (f *Flow) dropShipment(ctx context.Context, tx *store.Tx, l labeling, why error) error {
	w, err := f.begin(ctx, tx, l.orderID)
	if err != nil {
		return err
	}
	sh := w.o.Shipment(l.shipmentID)
	if sh.Status != oms.ShipmentDraft {
		return nil
	}
	sh.Status, sh.Reason, sh.UpdatedAt = oms.ShipmentVoided, why.Error(), tx.Now
	w.o.DropLabels(sh.ID)
	w.event(ctx, oms.ShipmentUndone, sh.ID, map[string]any{"carrier": sh.Carrier, "reason": sh.Reason})
	_, err = w.save(ctx)
	return err
}

// shipped saves what the carrier sold: the goods are gone.
func (f *Flow) shipped(ctx context.Context, tx *store.Tx, l labeling, bought BoughtLabel) (*oms.Order, error) {
	w, err := f.begin(ctx, tx, l.orderID)
	if err != nil {
		return nil, err
	}
	sh := w.o.Shipment(l.shipmentID)
	if sh.Status != oms.ShipmentDraft {
		return w.o, nil // another process has settled it
	}
	var numbers []string
	for i, p := range w.o.ParcelsOf(sh.FulfillmentOrderID, sh.ID) {
		p.TrackingNumber, p.TrackingURL = bought.Tracking[i].Number, bought.Tracking[i].URL
		numbers = append(numbers, p.TrackingNumber)
	}
	sh.Status, sh.ShippedAt, sh.UpdatedAt = oms.ShipmentLabelPurchased, &tx.Now, tx.Now
	sh.Service, sh.ServiceName, sh.Cost, sh.Currency = bought.Service, bought.Name, bought.Cost, bought.Currency
	s, err := w.o.Ship(sh.ID, tx.Now)
	if err != nil {
		return nil, err
	}
	if err := w.apply(ctx, s); err != nil {
		return nil, err
	}
	w.event(ctx, oms.ShipmentLabeled, sh.ID, map[string]any{"carrier": sh.Carrier, "service": sh.Service, "cost": money.New(sh.Cost, sh.Currency).Decimal(),
		"currency": sh.Currency, "tracking_numbers": numbers})
	w.event(ctx, oms.ShipmentShipped, sh.ID, withLots(s, map[string]any{"fulfillment_order_id": sh.FulfillmentOrderID, "tracking_numbers": numbers, "moves": s.Moves}))
	return w.save(ctx)
}

// Void undoes a shipment whose label was bought and not used: the goods are in
// the stock again, packed. A voided one stays so.
func (f *Flow) Void(ctx context.Context, shipmentID string) (*oms.Order, error) {
	return outside(ctx, f, effect[VoidRequest, struct{}, *oms.Order]{
		intend: func(tx *store.Tx) (VoidRequest, **oms.Order, error) { return f.intendVoid(ctx, tx, shipmentID) },
		call: func(ctx context.Context, r VoidRequest) (struct{}, error) {
			return struct{}{}, r.carrier.Void(ctx, r)
		},
		refused: func(*store.Tx, VoidRequest, error) error { return nil },
		settle: func(tx *store.Tx, _ VoidRequest, _ struct{}) (*oms.Order, error) {
			return f.voided(ctx, tx, shipmentID)
		},
	})
}

func (f *Flow) intendVoid(ctx context.Context, tx *store.Tx, shipmentID string) (r VoidRequest, done **oms.Order, err error) {
	w, err := f.beginWith(ctx, tx, oms.PrefixShipment, shipmentID)
	if err != nil {
		return r, nil, err
	}
	sh := w.o.Shipment(shipmentID)
	if sh.Status == oms.ShipmentVoided {
		return r, &w.o, nil
	}
	if sh.Status != oms.ShipmentLabelPurchased {
		return r, nil, oms.Errorf(oms.Conflict, "shipment %s is %s: only a label that was not used can be voided", sh.ID, sh.Status)
	}
	r = VoidRequest{Key: sh.ID}
	for _, p := range w.o.ParcelsOf(sh.FulfillmentOrderID, sh.ID) {
		r.Numbers = append(r.Numbers, p.TrackingNumber)
	}
	r.carrier, err = f.carrier(sh.Carrier)
	return r, nil, err
}

func (f *Flow) voided(ctx context.Context, tx *store.Tx, shipmentID string) (*oms.Order, error) {
	w, err := f.beginWith(ctx, tx, oms.PrefixShipment, shipmentID)
	if err != nil {
		return nil, err
	}
	sh := w.o.Shipment(shipmentID)
	if sh.Status == oms.ShipmentVoided {
		return w.o, nil
	}
	if err := oms.ShipmentMoves.Check(sh.ID, string(sh.Status), string(oms.ShipmentVoided)); err != nil {
		return nil, err
	}
	sh.Status, sh.UpdatedAt = oms.ShipmentVoided, tx.Now
	s, err := w.o.Unship(sh.ID, tx.Now)
	if err != nil {
		return nil, err
	}
	if err := w.apply(ctx, s); err != nil {
		return nil, err
	}
	w.event(ctx, oms.ShipmentUndone, sh.ID, map[string]any{"carrier": sh.Carrier, "fulfillment_order_id": sh.FulfillmentOrderID, "moves": s.Moves})
	return w.save(ctx)
}

// locationOf returns a location by its id.
func locationOf(ctx context.Context, tx *store.Tx, id string) (oms.Location, error) {
	all, err := tx.Locations(ctx, false)
	for _, l := range all {
		if l.ID == id {
			return l, err
		}
	}
	if err == nil {
		err = oms.Errorf(oms.NotFound, "there is no location %s", id)
	}
	return oms.Location{}, err
}
