package flow

import (
	"context"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/document"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// WavePickList returns the walk of a wave as it is to be done now: by stop, with
// the totes.
func (f *Flow) WavePickList(ctx context.Context, ref string) (Paper, error) {
	var picks document.PickList
	err := f.store.Read(ctx, func(tx *store.Tx) error {
		w, err := waveOf(ctx, tx, ref)
		if err != nil {
			return err
		}
		at, err := locationOf(ctx, tx, w.LocationID)
		if err != nil {
			return err
		}
		picks = document.PickList{Location: at.Code + " · " + at.Name, Number: w.Name(), PrintedAt: localDay(tx.Now, at.Calendar), Orders: toteOrders(w)}
		return nil
	})
	if err != nil {
		return Paper{}, err
	}
	body, err := picks.PDF()
	return Paper{Name: "pick-list-" + picks.Number + ".pdf", ContentType: "application/pdf", Body: body}, err
}

// toteOrders lists what each tote still gets. The lots of a stop stand with its
// first tote: the picker takes them all at once.
func toteOrders(w Wave) (out []document.PickOrder) {
	at := map[int64]int{}
	for _, one := range w.Wave.Works {
		if one.ToPick() > 0 {
			at[one.Position] = len(out)
			out = append(out, document.PickOrder{Number: fmt.Sprintf("[%d] %s", one.Position, one.Number)})
		}
	}
	for _, s := range w.Stops {
		lots := picksOf(s.Tracking, s.Lots)
		for _, t := range s.Totes {
			if t.ToPick == 0 {
				continue
			}
			o := &out[at[t.Position]]
			o.Lines = append(o.Lines, document.PickLine{SKU: s.SKU, Title: s.Title, Barcode: s.Barcode, Quantity: int(t.ToPick), Lots: lots})
			lots = nil
		}
	}
	return out
}

// WaveLabels returns the labels that are bought for the work of a wave, by tote:
// 4 × 6 inches each, as PDF.
func (f *Flow) WaveLabels(ctx context.Context, ref string) (Paper, error) {
	var labels []document.Label
	var name string
	err := f.store.Read(ctx, func(tx *store.Tx) error {
		w, err := waveOf(ctx, tx, ref)
		if err != nil {
			return err
		}
		from, err := locationOf(ctx, tx, w.LocationID)
		if err != nil {
			return err
		}
		for i, one := range w.Works {
			if w.Wave.Works[i].LeftAt != nil {
				continue
			}
			for j := range one.Order.Shipments {
				if sh := &one.Order.Shipments[j]; sh.FulfillmentOrderID == one.Part.Part.ID && sh.Status != oms.ShipmentDraft && sh.Status != oms.ShipmentVoided {
					labels = append(labels, labelsOf(one.Order, sh, from)...)
				}
			}
		}
		if name = w.Name(); len(labels) == 0 {
			return oms.Errorf(oms.Conflict, "no label of %s is bought yet: pack and ship its work first", name)
		}
		return nil
	})
	if err != nil {
		return Paper{}, err
	}
	return f.drawLabels(ctx, labels, "labels-"+name, FormatPDF)
}
