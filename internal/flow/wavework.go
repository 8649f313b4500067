package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// WavePick says what was found on a walk.
type WavePick struct {
	Items []WavePickItem `json:"items" doc:"What was found and what was not, by tote" minItems:"1" maxItems:"4000"`
}

// WavePickItem is what one fulfillment order of a wave got of a line.
type WavePickItem struct {
	FulfillmentOrder string `json:"fulfillment_order" doc:"Its id" minLength:"1" maxLength:"64" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
	oms.PickItem
}

func (in WavePick) check() error {
	var errs []oms.FieldError
	if len(in.Items) == 0 {
		errs = append(errs, oms.FaultAt("items", "needs at least one entry"))
	}
	for i, it := range in.Items {
		errs = append(errs, oms.CheckText(fmt.Sprintf("items[%d].reason", i), it.Reason, 200)...)
	}
	return oms.InvalidFields("the pick", errs)
}

// PickWave notes what was found for the fulfillment orders of a wave, each as
// Pick does, in one transaction with an answer for each: one that was canceled
// meanwhile never stops its neighbors. Partial picks add up.
func (f *Flow) PickWave(ctx context.Context, ref string, in WavePick) ([]BulkResult, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) ([]BulkResult, error) {
		w, err := waveOf(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		ids, by := in.byWork()
		works, err := lockWorks(ctx, tx, ids)
		if err != nil {
			return nil, err
		}
		if err := in.lockShelves(ctx, tx, works); err != nil {
			return nil, err
		}
		out := make([]BulkResult, len(ids))
		for i, id := range ids {
			out[i].ID = id
			err := pickInWave(ctx, f, tx, w.Wave, id, by[id])
			if refused := (*oms.Error)(nil); errors.As(err, &refused) {
				out[i].Error = refused
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", id, err)
			}
			out[i].Done = true
		}
		return out, walked(ctx, tx, w, out)
	})
}

// byWork gathers the items of each fulfillment order, in the order in which
// they are named first.
func (in WavePick) byWork() (ids []string, by map[string][]oms.PickItem) {
	by = map[string][]oms.PickItem{}
	for _, it := range in.Items {
		if by[it.FulfillmentOrder] == nil {
			ids = append(ids, it.FulfillmentOrder)
		}
		by[it.FulfillmentOrder] = append(by[it.FulfillmentOrder], it.PickItem)
	}
	return ids, by
}

// lockShelves locks the stock that several picks will change, in one sorted
// order, so that no two walks wait for each other; a pick changes none unless
// units are short or tracked. Each pick then locks its own again, which costs
// nothing.
func (in WavePick) lockShelves(ctx context.Context, tx *store.Tx, works map[string]Work) error {
	var ids []string
	for _, w := range works {
		for _, l := range w.Order.Units() {
			if l.SKUID != "" {
				ids = append(ids, l.SKUID)
			}
		}
	}
	if !slices.ContainsFunc(in.Items, func(it WavePickItem) bool { return it.Short > 0 }) {
		if tracked, err := tx.Tracked(ctx, ids); err != nil || len(tracked) == 0 {
			return err
		}
	}
	_, err := tx.LockStock(ctx, ids)
	return err
}

// pickInWave picks for one fulfillment order; a refusal leaves it as it was.
func pickInWave(ctx context.Context, f *Flow, tx *store.Tx, wave *oms.Wave, id string, items []oms.PickItem) error {
	one := wave.Work(id)
	if one == nil {
		return oms.Errorf(oms.NotFound, "%s has no fulfillment order %s", wave.Name(), id)
	}
	return tx.Savepoint(ctx, func() error {
		w, err := f.begin(ctx, tx, one.OrderID)
		if err != nil {
			return err
		}
		ful, err := w.fulfillmentOrder(id)
		if err != nil {
			return err
		}
		if one.LeftAt != nil {
			return oms.Errorf(oms.Conflict, "%s left %s: put what is in tote %d back", ful.Number, wave.Name(), one.Position)
		}
		if picked, err := w.pick(ctx, ful, items); err != nil || !picked {
			return err
		}
		_, err = w.save(ctx)
		return err
	})
}

// walked tells of a walk. It shows that its picker is still at it, and ends
// their claim when nothing is left.
func walked(ctx context.Context, tx *store.Tx, before Wave, results []BulkResult) error {
	works := 0
	for _, r := range results {
		if r.Done {
			works++
		}
	}
	if works == 0 {
		return nil
	}
	after, err := tx.Wave(ctx, before.ID, 0)
	if err != nil {
		return err
	}
	left, c := after.Progress().ToPick, claimOf(after)
	c.tell(ctx, tx, oms.WaveWalked, map[string]any{"works": works, "left": left})
	if left == 0 {
		return tx.DropClaims(ctx, []string{c.id})
	}
	if before.Claim != nil && before.Claim.Mine {
		return take(ctx, tx, c, before.Claim, ClaimInput{})
	}
	return nil
}

// WaveTakeOut names work that is to leave a wave.
type WaveTakeOut struct {
	FulfillmentOrders []string `json:"fulfillment_orders" doc:"Their ids" minItems:"1" maxItems:"100" maxLength:"64"`
}

// TakeOutOfWave has work leave a wave, to be picked by itself or in another.
// What is picked of it stays picked. Work that left stays so.
func (f *Flow) TakeOutOfWave(ctx context.Context, ref string, in WaveTakeOut) (Wave, error) {
	return f.changeWave(ctx, ref, func(tx *store.Tx, w Wave) error {
		for i, id := range in.FulfillmentOrders {
			one := w.Work(id)
			if one == nil {
				return oms.InvalidField(fmt.Sprintf("fulfillment_orders[%d]", i), "%.64q is not in %s", id, w.Name())
			}
			if one.LeftAt != nil {
				continue
			}
			if err := leaveWave(ctx, tx, &oms.FulfillmentOrder{ID: id, Number: one.Number, Location: w.Location}, oms.ExitTakenOut); err != nil {
				return err
			}
		}
		return nil
	})
}

// DissolveWave gives the work of a wave that nobody began back to the board.
func (f *Flow) DissolveWave(ctx context.Context, ref string) (Wave, error) {
	return f.changeWave(ctx, ref, func(tx *store.Tx, w Wave) error {
		if w.DissolvedAt != nil {
			return nil
		}
		if p := w.Progress(); p.ToPick < p.Units {
			return oms.Errorf(oms.Conflict, "%s is begun: take out the work that shall not be in it", w.Name())
		}
		for _, one := range w.Wave.Works {
			if one.LeftAt != nil {
				continue
			}
			if _, err := tx.LeaveWave(ctx, one.FulfillmentOrderID, oms.ExitDissolved); err != nil {
				return err
			}
		}
		c := claimOf(w.Wave)
		c.tell(ctx, tx, oms.WaveUndone, map[string]any{"works": w.Progress().Works})
		if err := tx.DropClaims(ctx, []string{c.id}); err != nil {
			return err
		}
		return tx.DissolveWave(ctx, w.ID, tx.Now)
	})
}

// ClaimWave notes that the caller walks a wave, as ClaimWork does for one
// fulfillment order.
func (f *Flow) ClaimWave(ctx context.Context, ref string, in ClaimInput) (Wave, error) {
	return f.changeWave(ctx, ref, func(tx *store.Tx, w Wave) error {
		if w.Progress().ToPick == 0 {
			return oms.Errorf(oms.Conflict, "%s is %s: there is nothing to walk for", w.Name(), w.Status())
		}
		return take(ctx, tx, claimOf(w.Wave), w.Claim, in)
	})
}

// GiveBackWave ends the caller's claim on a wave.
func (f *Flow) GiveBackWave(ctx context.Context, ref string) (Wave, error) {
	return f.changeWave(ctx, ref, func(tx *store.Tx, w Wave) error { return endClaim(ctx, tx, claimOf(w.Wave), w.Claim) })
}

// changeWave changes a wave, which is locked meanwhile, and reads it again.
func (f *Flow) changeWave(ctx context.Context, ref string, change func(*store.Tx, Wave) error) (Wave, error) {
	return do(ctx, f, func(tx *store.Tx) (Wave, error) {
		w, err := waveOf(ctx, tx, ref)
		if err != nil {
			return Wave{}, err
		}
		if err := tx.LockWave(ctx, w.ID); err != nil {
			return Wave{}, err
		}
		if w, err = wholeWave(ctx, tx, w.ID, 0); err != nil {
			return Wave{}, err
		}
		if err := change(tx, w); err != nil {
			return Wave{}, err
		}
		return wholeWave(ctx, tx, w.ID, 0)
	})
}

// leaveWave has work leave the wave that it is in, if any, and tells of it.
func leaveWave(ctx context.Context, tx *store.Tx, ful *oms.FulfillmentOrder, why oms.WaveExit) error {
	at, err := tx.LeaveWave(ctx, ful.ID, why)
	if err != nil || at == nil {
		return err
	}
	c := claimable{id: at.WaveID, name: oms.WaveName(at.Number), location: ful.Location}
	c.tell(ctx, tx, oms.WaveWorkLeft, map[string]any{"fulfillment_order": ful.Number, "fulfillment_order_id": ful.ID, "position": at.Position, "because": why})
	return nil
}
