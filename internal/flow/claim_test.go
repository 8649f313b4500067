package flow

import (
	"context"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// as is the context of somebody else.
func (w *world) as(actor string) context.Context {
	return store.WithCaller(w.t.Context(), store.Caller{Actor: actor, Origin: "test"})
}

// toPick captures an order and gives its work to its location.
func (w *world) toPick(externalID string, lines ...any) *oms.FulfillmentOrder {
	w.t.Helper()
	o := w.capture(externalID, lines...)
	ful := &o.FulfillmentOrders[0]
	if _, err := w.ReleaseFulfillmentOrder(w.ctx, ful.ID); err != nil {
		w.t.Fatal(err)
	}
	return ful
}

// owner is who has work now, "" for nobody.
func (w *world) owner(id string) string {
	w.t.Helper()
	got, err := w.FulfillmentOrder(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	if got.Claim == nil {
		return ""
	}
	return got.Claim.Actor
}

func TestClaims(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 10)
		ful := w.toPick("1001", "A", 2)
		kim, jo := w.as("user:kim"), w.as("user:jo")
		claim := func(ctx context.Context, in ClaimInput, want oms.Code) Work {
			t.Helper()
			got, err := w.ClaimWork(ctx, ful.ID, in)
			if oms.CodeOf(err) != want {
				t.Fatalf("%v, want %q", err, want)
			}
			return got
		}
		since := w.now
		if got := claim(kim, ClaimInput{}, ""); !got.Claim.Mine || got.Claim.ClaimedAt != since {
			t.Errorf("%+v", got.Claim)
		}
		w.now = w.now.Add(time.Minute)
		if got := claim(kim, ClaimInput{}, ""); got.Claim.ClaimedAt != since || got.Claim.TouchedAt != w.now {
			t.Errorf("claiming again is another claim: %+v", got.Claim)
		}
		claim(jo, ClaimInput{}, oms.Claimed)
		claim(jo, ClaimInput{TakeOver: true}, "")
		if _, err := w.GiveBackWork(kim, ful.ID); err != nil || w.owner(ful.ID) != "user:jo" {
			t.Errorf("who was overtaken gives back what is not theirs: %v, %s", err, w.owner(ful.ID))
		}
		for range 2 {
			if got, err := w.GiveBackWork(jo, ful.ID); err != nil || got.Claim != nil {
				t.Errorf("%v, %+v", err, got.Claim)
			}
		}
		claim(kim, ClaimInput{}, "")
		w.now = w.now.Add(oms.ClaimIdle)
		claim(jo, ClaimInput{}, "") // Kim is idle

		// It is advice: whoever picks, picks. A part is no step.
		if _, err := w.Pick(kim, ful.ID, PickInput{Items: []oms.PickItem{{Line: 1, Quantity: 1}}}); err != nil || w.owner(ful.ID) != "user:jo" {
			t.Errorf("%v, %s", err, w.owner(ful.ID))
		}
		if _, err := w.Pick(kim, ful.ID, PickInput{}); err != nil || w.owner(ful.ID) != "" {
			t.Errorf("%v, %s has it after the step", err, w.owner(ful.ID))
		}
		for _, step := range []func() error{
			func() error { _, err := w.Pack(kim, ful.ID, PackInput{}); return err },
			func() error { _, err := w.Ship(kim, ful.ID, ShipInput{}); return err },
		} {
			claim(jo, ClaimInput{}, "")
			if err := step(); err != nil || w.owner(ful.ID) != "" {
				t.Errorf("%v, %s", err, w.owner(ful.ID))
			}
		}
		claim(jo, ClaimInput{}, oms.Conflict) // it is done
		w.stored(ful.OrderID)
	})
}
