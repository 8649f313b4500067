package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// PackInput says which boxes were packed.
type PackInput struct {
	Parcels []oms.ParcelInput `json:"parcels,omitempty" doc:"One parcel with everything that is picked when absent" maxItems:"200"`
}

// Pack puts picked units into parcels.
func (f *Flow) Pack(ctx context.Context, id string, in PackInput) (*oms.Order, error) {
	return f.onFulfillment(ctx, id, oms.FulfillmentPacked, func(w *work, ful *oms.FulfillmentOrder) (oms.Step, error) {
		if ful.Status.Done() && len(in.Parcels) == 0 && ful.Status != oms.FulfillmentCanceled {
			return oms.Step{}, nil // packed and shipped before
		}
		shelf, err := w.shelf(ctx, ful)
		if err != nil {
			return oms.Step{}, err
		}
		return w.o.Pack(ful, in.Parcels, shelf, newParcelID, w.tx.Now)
	})
}

func newParcelID() string { return store.NewID(oms.PrefixParcel) }

// Unpack empties a parcel that has no label; its units are picked again.
func (f *Flow) Unpack(ctx context.Context, parcelID string) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.beginWith(ctx, tx, oms.PrefixParcel, parcelID)
		if err != nil {
			return nil, err
		}
		s, err := w.o.Unpack(parcelID, tx.Now)
		if err != nil || len(s.Moves) == 0 {
			return w.o, err
		}
		p := w.o.Parcel(parcelID)
		ful, err := w.fulfillmentOrder(p.FulfillmentOrderID)
		if err != nil {
			return nil, err
		}
		w.event(ctx, oms.FulfillmentPacked, ful.ID, map[string]any{"number": ful.Number, "location": ful.Location, "stage": ful.Stage,
			"emptied_parcel": p.N, "moves": s.Moves})
		return w.save(ctx)
	})
}
