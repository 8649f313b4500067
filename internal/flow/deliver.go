package flow

import (
	"context"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// TrackingInput is news of a shipment, in the one vocabulary for all carriers.
type TrackingInput struct {
	Status     oms.ShipmentStatus `json:"status" enum:"manifested,in_transit,out_for_delivery,ready_for_pickup,delivered,exception,returned_to_sender,lost" example:"delivered"`
	Reason     string             `json:"reason,omitempty" doc:"For exception: consignee_absent, carrier_damage …" maxLength:"100"`
	OccurredAt *time.Time         `json:"occurred_at,omitempty" doc:"Now when absent"`
}

// TrackShipment notes where a shipment is. Delivered goods close the order
// when nothing else is to arrive; trouble on the way opens an exception, which
// better news resolves. The same news again changes nothing.
func (f *Flow) TrackShipment(ctx context.Context, shipmentID string, in TrackingInput) (*oms.Order, error) {
	if err := oms.InvalidFields("the news", append(oms.CheckText("reason", in.Reason, 100), in.check()...)); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.beginWith(ctx, tx, oms.PrefixShipment, shipmentID)
		if err != nil {
			return nil, err
		}
		if news, err := w.hear(ctx, w.o.Shipment(shipmentID), in); err != nil || !news {
			return w.o, err
		}
		return w.save(ctx)
	})
}

// hear notes where a shipment is and tells whether that was new.
func (w *work) hear(ctx context.Context, sh *oms.Shipment, in TrackingInput) (bool, error) {
	if sh.Status == in.Status && sh.Reason == in.Reason {
		return false, nil
	}
	if err := oms.ShipmentMoves.Check(sh.ID, string(sh.Status), string(in.Status)); err != nil {
		return false, err
	}
	return true, w.track(ctx, sh, in)
}

func (in TrackingInput) check() []oms.FieldError {
	switch in.Status {
	case oms.ShipmentManifested, oms.ShipmentInTransit, oms.ShipmentOutForDelivery, oms.ShipmentReadyForPickup, oms.ShipmentDelivered,
		oms.ShipmentException, oms.ShipmentReturned, oms.ShipmentLost:
		return nil
	case oms.ShipmentDraft, oms.ShipmentLabelPurchased, oms.ShipmentVoided:
	}
	return []oms.FieldError{oms.FaultAt("status", "must be manifested, in_transit, out_for_delivery, ready_for_pickup, delivered, exception, returned_to_sender or lost")}
}

// track changes a shipment's state and what follows from it.
func (w *work) track(ctx context.Context, sh *oms.Shipment, in TrackingInput) error {
	at := w.tx.Now
	if in.OccurredAt != nil {
		at = in.OccurredAt.UTC().Truncate(time.Microsecond)
	}
	before := sh.Status
	sh.Status, sh.Reason, sh.UpdatedAt = in.Status, in.Reason, w.tx.Now
	data := map[string]any{"before": before, "status": sh.Status, "reason": sh.Reason, "occurred_at": at}
	switch sh.Status {
	case oms.ShipmentDelivered:
		s, err := w.o.Deliver(sh.ID, w.tx.Now)
		if err != nil {
			return err
		}
		sh.DeliveredAt = &at
		data["moves"] = s.Moves
		w.event(ctx, oms.ShipmentArrived, sh.ID, data)
	case oms.ShipmentException, oms.ShipmentReturned, oms.ShipmentLost:
		w.event(ctx, oms.ShipmentFailed, sh.ID, data)
		raise(ctx, w.tx, w.o, oms.Exception{Kind: oms.ExceptionDeliveryFailed, Severity: oms.SeverityHigh}.Saying(deliveryTrouble(w.o, sh)...))
	default:
		w.event(ctx, oms.ShipmentMoved, sh.ID, data)
	}
	if !inTrouble(w.o) {
		settle(ctx, w.tx, w.o, oms.ExceptionDeliveryFailed, oms.EndsDelivery.Said())
	}
	return nil
}

// deliveryTrouble says what is wrong with a shipment; nil when nothing is.
func deliveryTrouble(o *oms.Order, sh *oms.Shipment) []oms.Said {
	var what oms.Sentence
	switch sh.Status {
	case oms.ShipmentException:
		what = oms.SaysDeliveryProblem
	case oms.ShipmentReturned:
		what = oms.SaysDeliveryReturned
	case oms.ShipmentLost:
		what = oms.SaysDeliveryLost
	default:
		return nil
	}
	var numbers []string
	for _, p := range o.ParcelsOf(sh.FulfillmentOrderID, sh.ID) {
		if p.TrackingNumber != "" {
			numbers = append(numbers, p.TrackingNumber)
		}
	}
	if numbers == nil {
		numbers = []string{sh.ID}
	}
	says := []oms.Said{what.With(oms.Facts{"parcels": oms.FactList(numbers), "service": oms.FactText(sh.ServiceName)})}
	if sh.Reason != "" {
		says = append(says, oms.SaysCarrier.With(oms.Facts{"reason": oms.FactText(strings.ReplaceAll(sh.Reason, "_", " "))}))
	}
	return says
}

func inTrouble(o *oms.Order) bool {
	for i := range o.Shipments {
		if sh := &o.Shipments[i]; deliveryTrouble(o, sh) != nil && !o.MadeGood(sh.ID) {
			return true
		}
	}
	return false
}
