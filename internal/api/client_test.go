package api

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/client"
)

// TestClient takes an order down the road with the Go client.
func TestClient(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		c := client.New(w.url, w.token)
		must := func(_ any, err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(c.Catalog.CreateLocation(ctx, map[string]any{"code": "BER", "address": map[string]any{"country_code": "DE"}}))
		must(c.Catalog.CreateSKU(ctx, map[string]any{"code": "TEE-RED-M", "weight_grams": 180}))
		must(c.Catalog.CreateChannel(ctx, map[string]any{"code": "web"}))
		must(c.Stock.Move(ctx, client.Movement{SKU: "TEE-RED-M", Location: "BER", Quantity: 10, Reason: "received"}))
		o, err := c.Orders.CreateRaw(ctx, json.RawMessage(sampleOrderBody))
		must(o, err)
		if o.Lines[0].Counters.Allocated != 2 || o.FulfillmentOrders[0].Location.Code != "BER" || o.Total != "44.70" {
			t.Errorf("%+v", o)
		}
		o, err = c.Orders.Edit(ctx, o.ID, o.Version, map[string]any{"note": "Ring twice"})
		must(o, err)
		_, err = c.Orders.Edit(ctx, o.ID, 1, map[string]any{"note": "Ring thrice"})
		var p *client.Problem
		if !errors.As(err, &p) || p.Code != "stale" {
			t.Errorf("%v", err)
		}
		must(c.Orders.Hold(ctx, o.ID, "wait"))
		must(c.Orders.Release(ctx, o.ID))
		ful := o.FulfillmentOrders[0].ID
		must(c.Fulfillment.Release(ctx, ful))
		mine, err := c.Fulfillment.Claim(ctx, ful, false)
		must(mine, err)
		if mine.Claim == nil || !mine.Claim.Mine {
			t.Errorf("%+v", mine)
		}
		must(c.Fulfillment.GiveBack(ctx, ful))
		wave, err := c.Fulfillment.MakeWave(ctx, "BER", 1)
		must(wave, err)
		if wave, err = c.Fulfillment.Wave(ctx, wave.Number); err != nil || wave.Status != "open" || wave.Works[0].Work.ID != ful {
			t.Errorf("%+v, %v", wave, err)
		}
		wavesWith(t, c, wave, ful)
		lotsWith(t, c)
		for _, verb := range []func(context.Context, string) (*client.Order, error){c.Fulfillment.Pick, c.Fulfillment.Pack, c.Fulfillment.Ship} {
			o, err = verb(ctx, ful)
			must(o, err)
		}
		label, err := c.Shipments.Label(ctx, o.Shipments[0].ID, "pdf")
		if err != nil || string(label[:4]) != "%PDF" {
			t.Errorf("%.10q, %v", label, err)
		}
		o, err = c.Shipments.Deliver(ctx, o.Shipments[0].ID)
		must(o, err)
		if o.Lifecycle != "closed" {
			t.Errorf("%s", o.Lifecycle)
		}
		countWith(t, c)
		for level, err := range c.Stock.Levels(ctx, "TEE-RED-M", "") {
			if err != nil || level.OnHand != 8 || level.Available != 8 {
				t.Errorf("%+v, %v", level, err)
			}
		}
		var last int64
		for e, err := range c.Events.After(ctx, 0, "order.*") {
			must(e, err)
			last = e.Seq
		}
		claim, err := c.Stock.Reserve(ctx, "TEE-RED-M", 1, time.Minute, "cart-1")
		must(claim, err)
		must(c.Stock.ReleaseReservation(ctx, claim.ID))
		for e, err := range c.Events.Follow(ctx, last, "reservation.*") {
			must(e, err)
			if e.Type == "reservation.released" {
				break
			}
		}
	})
}

// countWith counts what is there with the Go client: nothing is missing in the
// end.
func countWith(t *testing.T, c *client.Client) {
	t.Helper()
	ctx := t.Context()
	count, err := c.Stock.PlanCount(ctx, client.CountPlan{Location: "BER", SKUs: []string{"TEE-RED-M"}, Note: "Aisle 4"})
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range []int64{7, 8} {
		if _, err := c.Stock.Tally(ctx, count.ID, []client.Found{{SKU: "TEE-RED-M", Quantity: found}}); err != nil {
			t.Fatal(err)
		}
		if count, err = c.Stock.FinishCount(ctx, count.ID); err != nil {
			t.Fatal(err)
		}
		if found == 8 {
			break
		}
		if d, err := c.Stock.RecountCount(ctx, count.ID, "TEE-RED-M"); err != nil || d.Count.Status != "counting" || len(d.Refused) > 0 {
			t.Errorf("%+v, %v", d, err)
		}
	}
	if d, err := c.Stock.ApproveCount(ctx, count.ID); err != nil || d.Count.Status != "closed" {
		t.Errorf("%+v, %v", d, err)
	}
	count, err = c.Stock.Count(ctx, count.ID)
	if err != nil || count.Number != "CC-1001" || *count.Lines[0].Counted != 8 || *count.Lines[0].Variance != 0 || count.Lines[0].Status != "approved" {
		t.Errorf("%+v, %v", count, err)
	}
	for k, err := range c.Stock.Counts(ctx, "closed", "BER") {
		if err != nil || k.ID != count.ID {
			t.Errorf("%+v, %v", k, err)
		}
	}
	if _, err := c.Stock.CancelCount(ctx, count.ID); err == nil {
		t.Error("a closed count is canceled")
	}
}

// wavesWith walks a wave with the client, takes its work out, and dissolves
// another.
func wavesWith(t *testing.T, c *client.Client, wave *client.Wave, ful string) {
	t.Helper()
	ctx := t.Context()
	mine, err := c.Fulfillment.ClaimWave(ctx, wave.ID, false)
	if err != nil || mine.Claim == nil || !mine.Claim.Mine {
		t.Fatalf("%+v, %v", mine, err)
	}
	if back, err := c.Fulfillment.GiveBackWave(ctx, wave.ID); err != nil || back.Claim != nil {
		t.Errorf("%+v, %v", back, err)
	}
	out, err := c.Fulfillment.TakeOut(ctx, wave.ID, ful)
	if err != nil || out.Works[0].LeftAt == nil {
		t.Fatalf("%+v, %v", out, err)
	}
	second, err := c.Fulfillment.MakeWave(ctx, "BER", 1)
	if err != nil {
		t.Fatal(err)
	}
	unfinished := 0
	for w, err := range c.Fulfillment.Waves(ctx, "BER", true) {
		if unfinished++; err != nil || w.ID != second.ID {
			t.Errorf("%+v, %v", w, err)
		}
	}
	if ended, err := c.Fulfillment.DissolveWave(ctx, second.ID); err != nil || unfinished != 1 || ended.Works[0].LeftAt == nil {
		t.Errorf("%+v after %d unfinished, %v", ended, unfinished, err)
	}
}

// lotsWith receives a lot and corrects it with the client.
func lotsWith(t *testing.T, c *client.Client) {
	t.Helper()
	ctx := t.Context()
	if _, err := c.Catalog.CreateSKU(ctx, map[string]any{"code": "OIL", "tracking": "lot"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Stock.Move(ctx, client.Movement{SKU: "OIL", Location: "BER", Quantity: 3, Reason: "received", Lot: "L1", ExpiresOn: "2031-03-31"}); err != nil {
		t.Fatal(err)
	}
	id := ""
	for l, err := range c.Stock.Lots(ctx, client.LotFilter{SKU: "OIL"}) {
		if id = l.LotID; err != nil || l.Lot != "L1" || l.OnHand != 3 {
			t.Errorf("%+v, %v", l, err)
		}
	}
	if l, err := c.Stock.CorrectLot(ctx, id, "2032-03-31"); err != nil || l.ExpiresOn != "2032-03-31" {
		t.Errorf("%+v, %v", l, err)
	}
	if l, err := c.Stock.Lot(ctx, id); err != nil || l.ExpiresOn != "2032-03-31" {
		t.Errorf("%+v, %v", l, err)
	}
	for use, err := range c.Stock.LotOrders(ctx, id) {
		t.Errorf("nothing of it has left: %+v, %v", use, err)
	}
}
