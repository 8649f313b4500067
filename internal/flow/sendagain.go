package flow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// SendAgain notes that a shipment is lost, and sends its units once more at no
// charge: the order gets them as lines of their own, which look for
// stock at once. A shipment whose units are sent again already stays as it is;
// one that was paid back is refused, and so is one that comes back: that is a
// return.
func (f *Flow) SendAgain(ctx context.Context, shipmentID string) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.beginWith(ctx, tx, oms.PrefixShipment, shipmentID)
		if err != nil || w.o.SentAgain(shipmentID) {
			return orderOf(w), err
		}
		if err := w.sendAgain(ctx, w.o.Shipment(shipmentID)); err != nil {
			return nil, err
		}
		return w.save(ctx)
	})
}

func (w *work) sendAgain(ctx context.Context, sh *oms.Shipment) error {
	o := w.o
	if o.PaidBack(sh.ID) {
		return oms.Errorf(oms.Conflict, "shipment %s was paid back: its units can't be sent again for nothing", sh.ID)
	}
	if sh.Status != oms.ShipmentLost {
		if _, err := w.hear(ctx, sh, TrackingInput{Status: oms.ShipmentLost, Reason: sh.Reason}); err != nil {
			return err
		}
	}
	s, changes, err := o.SendAgain(sh)
	if err != nil {
		return err
	}
	if err := w.apply(ctx, s); err != nil {
		return err
	}
	w.event(ctx, oms.ShipmentAgain, sh.ID, map[string]any{"version": o.Version, "changes": changes, "moves": s.Moves})
	if !inTrouble(o) {
		settle(ctx, w.tx, o, oms.ExceptionDeliveryFailed, oms.EndsSentAgain.Said())
	}
	return w.reallocate(ctx)
}

// searchTime is how long a carrier is given to look for a parcel.
const searchTime = 48 * time.Hour

// lostSuggestions deal with shipments that the carrier has trouble with. What
// can be sent again is only suggested while all of it is in stock.
func lostSuggestions(ctx context.Context, tx *store.Tx, e oms.Exception, o *oms.Order) (out []Suggestion, err error) {
	for i := range o.Shipments {
		sh := &o.Shipments[i]
		if sh.Status != oms.ShipmentException && sh.Status != oms.ShipmentLost || o.MadeGood(sh.ID) {
			continue // what comes back is for the returns desk
		}
		there, err := inStock(ctx, tx, o, sh)
		if err != nil {
			return nil, err
		}
		resend := oms.FixResend
		if sh.Status == oms.ShipmentException {
			resend = oms.FixLostResend
			out = append(out, Suggestion{Says: oms.FixArrived.Said(), Operation: "deliver-shipment", ID: sh.ID},
				Suggestion{Says: oms.FixAskCarrier.Said(), Operation: "snooze-exception", ID: e.ID, Body: map[string]any{"until": tx.Now.Add(searchTime)}})
		}
		if there && o.Lifecycle == oms.Open {
			out = append(out, Suggestion{Says: resend.With(oms.Facts{"units": oms.FactList(unitsOf(o, sh))}), Operation: "send-shipment-again", ID: sh.ID})
		}
		if sh.Status == oms.ShipmentException {
			out = append(out, Suggestion{Says: oms.FixLost.Said(), Operation: "track-shipment", ID: sh.ID, Body: map[string]any{"status": string(oms.ShipmentLost), "reason": sh.Reason}})
			continue
		}
		out = append(out, payBack(o, sh)...)
	}
	return out, nil
}

// payBack records a refund for the units of a shipment.
func payBack(o *oms.Order, sh *oms.Shipment) []Suggestion {
	m := oms.MoneyOf(o.Transactions)
	amount := min(o.WorthOf(sh), m.Paid()-m.Refunding)
	if amount <= 0 {
		return nil
	}
	return []Suggestion{{Says: oms.FixRefundLost.With(oms.Facts{"amount": oms.FactMoney(amount, o.Currency)}), Operation: "record-payment", ID: o.ID,
		Body: map[string]any{"kind": string(oms.Refund), "amount": amountText(amount, o.Currency), "reference": sh.ID}}}
}

// unitsOf lists what a shipment holds: 2 × TEE.
func unitsOf(o *oms.Order, sh *oms.Shipment) (out []string) {
	units := o.UnitsIn(sh)
	for i := range o.Lines {
		if l := &o.Lines[i]; units[l.N] > 0 {
			out = append(out, fmt.Sprintf("%d × %s", units[l.N], l.SKU))
		}
	}
	return out
}

// inStock tells whether all that a shipment holds is available somewhere.
func inStock(ctx context.Context, tx *store.Tx, o *oms.Order, sh *oms.Shipment) (bool, error) {
	need := map[string]int64{}
	for n, units := range o.UnitsIn(sh) {
		need[o.Line(n).SKUID] += units
	}
	places, err := tx.Locations(ctx, false)
	if err != nil {
		return false, err
	}
	st, err := tx.ReadStock(ctx, slices.Sorted(maps.Keys(need)))
	if err != nil {
		return false, err
	}
	for sku, n := range need {
		for _, at := range places {
			if at.Active {
				n -= max(0, st.Level(sku, at.ID).Available())
			}
		}
		if n > 0 {
			return false, nil
		}
	}
	return len(need) > 0, nil
}
