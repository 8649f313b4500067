package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Work is a fulfillment order with what people at its location know of it.
type Work struct {
	Part[oms.FulfillmentOrder]
	Claim *oms.Claim     // who works on it, itself or by walking its wave; nil for nobody
	Wave  *oms.WavePlace // where it is in its wave; nil for none
}

// worksOf adds to fulfillment orders who works on them, and their waves.
func worksOf(ctx context.Context, tx *store.Tx, parts []Part[oms.FulfillmentOrder]) ([]Work, error) {
	ids := make([]string, len(parts))
	for i, p := range parts {
		ids[i] = p.Part.ID
	}
	places, err := tx.WavePlaces(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, at := range places {
		ids = append(ids, at.WaveID)
	}
	claims, err := tx.Claims(ctx, ids)
	out := make([]Work, len(parts))
	for i, p := range parts {
		out[i] = Work{Part: p, Claim: claims[p.Part.ID]}
		if at, in := places[p.Part.ID]; in {
			out[i].Wave = &at
			if out[i].Claim == nil && oms.Pickable(p.Order, p.Part) {
				out[i].Claim = claims[at.WaveID]
			}
		}
	}
	return out, err
}

// ClaimInput says whether work that somebody has is taken over.
type ClaimInput struct {
	TakeOver bool `json:"take_over,omitempty" doc:"Claim it also when somebody else has it"`
}

// claimable is what a claim is on.
type claimable struct {
	id, name, location string
	taken, back        oms.EventType
}

func (c claimable) tell(ctx context.Context, tx *store.Tx, t oms.EventType, data map[string]any) {
	data["number"], data["location"] = c.name, c.location
	tx.Emit(ctx, oms.Event{Type: t, Subject: c.id}, data)
}

// take claims something for the caller; has is the claim that counts now.
func take(ctx context.Context, tx *store.Tx, c claimable, has *oms.Claim, in ClaimInput) error {
	next := oms.Claim{Subject: c.id, Actor: store.CallerOf(ctx).Actor, ClaimedAt: tx.Now, TouchedAt: tx.Now}
	if has != nil && has.Mine {
		next.Subject, next.ClaimedAt = has.Subject, has.ClaimedAt
		return tx.SaveClaim(ctx, next)
	}
	data := map[string]any{}
	if has != nil {
		if !in.TakeOver {
			return oms.Errorf(oms.Claimed, "%s has %s since %s UTC: ask, or take it over", has.Name, c.name, has.ClaimedAt.Format("15:04"))
		}
		data["from"] = has.Actor
	}
	c.tell(ctx, tx, c.taken, data)
	return tx.SaveClaim(ctx, next)
}

// endClaim ends the caller's claim. One of somebody else stays, and so does
// work that nobody has.
func endClaim(ctx context.Context, tx *store.Tx, c claimable, has *oms.Claim) error {
	if has == nil || has.Subject != c.id || !has.Mine {
		return nil
	}
	c.tell(ctx, tx, c.back, map[string]any{})
	return tx.DropClaims(ctx, []string{c.id})
}

// ClaimWork notes that the caller works on a fulfillment order, for as long as
// ClaimIdle after the last time they say so. It keeps nobody from working on
// it. Whose it is already says so again.
func (f *Flow) ClaimWork(ctx context.Context, id string, in ClaimInput) (Work, error) {
	return f.claiming(ctx, id, func(tx *store.Tx, w Work, c claimable) error {
		ful := w.Part.Part
		if ful.Status != oms.FulfillmentReleased && ful.Status != oms.FulfillmentInProgress {
			return oms.Errorf(oms.Conflict, "fulfillment order %s is %s: nobody can work on it", ful.Number, ful.Status)
		}
		return take(ctx, tx, c, w.Claim, in)
	})
}

// GiveBackWork ends the caller's claim on a fulfillment order.
func (f *Flow) GiveBackWork(ctx context.Context, id string) (Work, error) {
	return f.claiming(ctx, id, func(tx *store.Tx, w Work, c claimable) error { return endClaim(ctx, tx, c, w.Claim) })
}

// claiming changes who has a fulfillment order, which is locked meanwhile.
func (f *Flow) claiming(ctx context.Context, id string, change func(*store.Tx, Work, claimable) error) (Work, error) {
	return do(ctx, f, func(tx *store.Tx) (Work, error) {
		orderID, err := tx.OrderOf(ctx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return Work{}, err
		}
		o, err := tx.LockOrder(ctx, orderID)
		if err != nil {
			return Work{}, err
		}
		ful := o.FulfillmentOrder(id)
		w, err := oneWork(ctx, tx, Part[oms.FulfillmentOrder]{o, ful})
		if err != nil {
			return Work{}, err
		}
		if err := change(tx, w, claimable{ful.ID, ful.Number, ful.Location, oms.FulfillmentClaimed, oms.FulfillmentGivenBack}); err != nil {
			return Work{}, err
		}
		return oneWork(ctx, tx, w.Part)
	})
}

func oneWork(ctx context.Context, tx *store.Tx, p Part[oms.FulfillmentOrder]) (Work, error) {
	all, err := worksOf(ctx, tx, []Part[oms.FulfillmentOrder]{p})
	if err != nil {
		return Work{}, err
	}
	return all[0], nil
}

// footing is where a fulfillment order stands for the people who work on it.
type footing struct {
	step Column // of the board, with what is begun among what is to be picked
	pick bool   // units of it can be picked
}

func footingOf(o *oms.Order, ful *oms.FulfillmentOrder) footing {
	at := footing{columnOf(ful.Status, ful.Stage), oms.Pickable(o, ful)}
	if at.step == ColumnPicking {
		at.step = ColumnToPick
	}
	return at
}

// settleWork ends claims on work whose step is done, and has work that can't be
// picked any more leave its wave.
func (w *work) settleWork(ctx context.Context) error {
	var free []string
	for i := range w.o.FulfillmentOrders {
		ful := &w.o.FulfillmentOrders[i]
		was, known := w.stood[ful.ID]
		now := footingOf(w.o, ful)
		if !known || was == now {
			continue
		}
		if was.step != now.step && was.step != "" && was.step != ColumnToRelease {
			free = append(free, ful.ID)
		}
		if why := oms.WaveExitOf(w.o, ful); was.pick && why != "" {
			if err := leaveWave(ctx, w.tx, ful, why); err != nil {
				return err
			}
		}
		w.stood[ful.ID] = now
	}
	return w.tx.DropClaims(ctx, free)
}
