package flow

import (
	"fmt"
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func (w *world) wave(in WaveInput) Wave {
	w.t.Helper()
	got, err := w.MakeWave(w.ctx, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

func (w *world) reread(id string) Wave {
	w.t.Helper()
	got, err := w.Wave(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

// pickOf finds what a tote of a wave still wants.
func pickOf(w Wave, tote int64) (items []WavePickItem) {
	for _, s := range w.Stops {
		for _, t := range s.Totes {
			if t.Position == tote && t.ToPick > 0 {
				items = append(items, WavePickItem{t.FulfillmentOrderID, oms.PickItem{Line: t.Line, Quantity: t.ToPick}})
			}
		}
	}
	return items
}

func TestWave(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 20)
		w.sku("B", "unallocated", "BER", 20)
		var fuls []*oms.FulfillmentOrder
		for i := range 4 {
			fuls = append(fuls, w.toPick(fmt.Sprint(1001+i), "B", 1, "A", 2))
		}
		single := w.toPick("2001", "A", 1)
		if got := w.wave(WaveInput{Location: "BER", SingleLine: true}); len(got.Works) != 1 || got.Works[0].Part.Part.ID != single.ID || got.Name() != "WV-1001" {
			t.Fatalf("%+v", got.Wave)
		}
		v := w.wave(WaveInput{Location: "BER", FulfillmentOrders: []string{fuls[2].ID, fuls[0].ID, fuls[1].ID}, Claim: true})
		if v.Status() != oms.WaveOpen || v.Claim == nil || v.Works[0].Part.Part.ID != fuls[2].ID || v.Works[0].Claim == nil {
			t.Errorf("%s, %+v", v.Status(), v.Claim)
		}
		if len(v.Stops) != 2 || v.Stops[0].SKU != "A" || v.Stops[0].ToPick != 6 || len(v.Stops[0].Totes) != 3 || v.Stops[0].Totes[1].Number != fuls[0].Number {
			t.Errorf("%+v", v.Stops)
		}
		// A fulfillment order is in one wave.
		if _, err := w.MakeWave(w.ctx, WaveInput{Location: "BER", FulfillmentOrders: []string{fuls[3].ID, fuls[0].ID}}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("%v", err)
		}
		if _, err := w.PickWave(w.ctx, v.Name(), WavePick{pickOf(v, 1)}); err != nil || w.reread(v.ID).Status() != oms.WavePicking {
			t.Fatalf("%v, %s", err, w.reread(v.ID).Status())
		}
		if _, err := w.DissolveWave(w.ctx, v.ID); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("a wave that is begun was dissolved: %v", err)
		}
		// One is canceled on the way, another lacks a unit.
		if _, err := w.CancelOrder(w.ctx, fuls[0].OrderID, CancelInput{Reason: "the buyer"}); err != nil {
			t.Fatal(err)
		}
		items := append(pickOf(v, 2), pickOf(v, 3)...)
		i := slices.IndexFunc(items, func(it WavePickItem) bool { return it.FulfillmentOrder == fuls[1].ID && it.Quantity == 2 })
		items[i].Quantity, items[i].Short, items[i].Reason = 1, 1, "damaged"
		got, err := w.PickWave(w.ctx, v.ID, WavePick{items})
		if err != nil || got[0].Done || oms.CodeOf(got[0].Error) != oms.Conflict || !got[1].Done {
			t.Fatalf("%v, %+v", err, got)
		}
		after := w.reread(v.ID)
		if after.Wave.Works[1].LeftBecause != oms.ExitCanceled || after.Progress().Left != 1 || after.Claim != nil {
			t.Errorf("%+v, %+v", after.Wave.Works[1], after.Claim)
		}
		if err := w.everything(fuls[2].ID, fuls[1].ID); err != nil {
			t.Fatal(err)
		}
		if got := w.reread(v.ID); got.Status() != oms.WaveDone {
			t.Errorf("%s: %+v", got.Status(), got.Wave.Works)
		}
		if _, err := w.DissolveWave(w.ctx, v.ID); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("a wave that is done was dissolved: %v", err)
		}
		for _, ful := range fuls {
			w.stored(ful.OrderID)
		}
		w.audit()
	})
}

// everything does the rest of what fulfillment orders need.
func (w *world) everything(ids ...string) error {
	for _, id := range ids {
		if _, err := w.Pick(w.ctx, id, PickInput{}); err != nil {
			return err
		}
		if _, err := w.Pack(w.ctx, id, PackInput{}); err != nil {
			return err
		}
		if _, err := w.Ship(w.ctx, id, ShipInput{}); err != nil {
			return err
		}
	}
	return nil
}

func TestWaveLeaves(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 20)
		one, two, three := w.toPick("1001", "A", 1), w.toPick("1002", "A", 1), w.toPick("1003", "A", 1)
		v := w.wave(WaveInput{Location: "BER", Most: 3})
		if _, err := w.PlaceHold(w.ctx, one.OrderID, HoldInput{Type: oms.HoldManual, Reason: "ask first", Blocks: []oms.Block{oms.BlockShip}}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.TakeOutOfWave(w.ctx, v.ID, WaveTakeOut{[]string{two.ID}}); err != nil {
			t.Fatal(err)
		}
		got := w.reread(v.ID)
		for i, want := range []oms.WaveExit{oms.ExitHeld, oms.ExitTakenOut, ""} {
			if got.Wave.Works[i].LeftBecause != want {
				t.Errorf("tote %d left because of %q, want %q", i+1, got.Wave.Works[i].LeftBecause, want)
			}
		}
		next := w.wave(WaveInput{Location: "BER"})
		if len(next.Works) != 1 || next.Works[0].Part.Part.ID != two.ID {
			t.Errorf("%+v", next.Wave.Works)
		}
		for range 2 {
			if v, err := w.DissolveWave(w.ctx, v.ID); err != nil || v.Status() != oms.WaveDissolved {
				t.Errorf("%v", err)
			}
		}
		if again := w.wave(WaveInput{Location: "BER"}); len(again.Works) != 1 || again.Works[0].Part.Part.ID != three.ID {
			t.Errorf("%+v", again.Wave.Works)
		}
		if _, err := w.MakeWave(w.ctx, WaveInput{Location: "BER"}); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("a wave of nothing: %v", err)
		}
		all, err := w.Waves(w.ctx, WaveFilter{Location: "BER", Unfinished: "true"})
		if err != nil || len(all.Items) != 2 {
			t.Errorf("%v, %d waves", err, len(all.Items))
		}
	})
}
