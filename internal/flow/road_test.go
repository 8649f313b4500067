package flow

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"pgregory.net/rapid"
)

// fewChecks lowers how often rapid tries: each try writes to a database.
func fewChecks(t *testing.T, n string) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	before := f.Value.String()
	if before != f.DefValue {
		return // whoever asks for more gets more
	}
	if err := f.Value.Set(n); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Value.Set(before) })
}

// TestAnyRoad runs any sequence of verbs on orders that share stock. After
// each order all laws hold, and a verb whose meaning can be told does nothing
// the second time.
func TestAnyRoad(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		fewChecks(t, "6")
		w.sku("TEE", "unallocated", "BER", 40, "LEJ", 3, "LON", 40)
		w.sku("MUG", "backorder", "BER", 30, "LON", 30)
		w.bundle("SET", "TEE", 1, "MUG", 2)
		n := 0
		rapid.Check(t, func(t *rapid.T) {
			n++
			r := &rider{world: w, t: t, mayCancel: rapid.IntRange(0, 3).Draw(t, "may be canceled") == 0}
			r.id = w.capture(fmt.Sprint(n), "TEE", rapid.IntRange(1, 4).Draw(t, "tees"), "SET", rapid.IntRange(1, 2).Draw(t, "sets")).ID
			verbs := r.verbs()
			names := make([]string, 0, len(verbs))
			for _, v := range verbs {
				names = append(names, v.name)
			}
			for range rapid.IntRange(5, 18).Draw(t, "steps") {
				name := rapid.SampledFrom(names).Draw(t, "verb")
				for _, v := range verbs {
					if v.name == name {
						r.run(v)
					}
				}
			}
			w.stored(r.id)
			w.audit()
			w.checkRows()
			if w.t.Failed() {
				t.Fatal("a law is broken")
			}
		})
	})
}

// rider runs verbs on one order.
type rider struct {
	*world
	t         *rapid.T
	id        string
	mayCancel bool // most orders shall arrive
}

type riderVerb struct {
	name string
	once bool // the second time does nothing
	do   func(*oms.Order) error
}

// run does one verb, twice where that must be as good as once.
func (r *rider) run(v riderVerb) {
	o := r.order2(r.id)
	err := v.do(o)
	var refused *oms.Error
	if err != nil && !errors.As(err, &refused) {
		r.t.Fatalf("%s: %v", v.name, err)
	}
	if err != nil || !v.once {
		return
	}
	before, events := r.order2(r.id), r.events(r.id)
	r.now = r.now.Add(time.Second)
	if err := v.do(o); err != nil {
		r.t.Fatalf("%s again: %v", v.name, err)
	}
	if after := r.order2(r.id); !reflect.DeepEqual(before, after) || r.events(r.id) != events {
		r.t.Fatalf("%s twice is not once", v.name)
	}
}

// order2 reads an order as it is stored.
func (w *world) order2(id string) *oms.Order {
	o, err := w.Order(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

// events counts the events of an order.
func (w *world) events(id string) int {
	var n int
	if err := w.db.QueryRowContext(w.t.Context(), `SELECT COUNT(*) FROM events WHERE order_id = $1`, id).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (r *rider) verbs() []riderVerb {
	work := func(do func(*oms.FulfillmentOrder) error) func(*oms.Order) error {
		return func(o *oms.Order) error {
			if len(o.FulfillmentOrders) == 0 {
				return nil
			}
			return do(&o.FulfillmentOrders[len(o.FulfillmentOrders)-1])
		}
	}
	all := func(do func(*oms.FulfillmentOrder) error) func(*oms.Order) error {
		return func(o *oms.Order) error {
			for i := range o.FulfillmentOrders {
				var refused *oms.Error
				if err := do(&o.FulfillmentOrders[i]); err != nil && !errors.As(err, &refused) {
					return err
				}
			}
			return nil
		}
	}
	ctx := r.ctx
	release := all(func(f *oms.FulfillmentOrder) error { return only(r.ReleaseFulfillmentOrder(ctx, f.ID)) })
	pick := all(func(f *oms.FulfillmentOrder) error { return only(r.Pick(ctx, f.ID, PickInput{})) })
	pack := all(func(f *oms.FulfillmentOrder) error { return only(r.Pack(ctx, f.ID, PackInput{})) })
	ship := all(func(f *oms.FulfillmentOrder) error { return only(r.Ship(ctx, f.ID, ShipInput{})) })
	return []riderVerb{
		{"release", true, release}, {"release order", true, func(o *oms.Order) error {
			err := only(r.ReleaseOrder(ctx, o.ID))
			if oms.CodeOf(err) == oms.Conflict {
				return nil // the answer where only held work is left, so also the second time
			}
			return err
		}},
		{"pick", true, pick}, {"pack", true, pack}, {"ship", true, ship},
		{"pick one, miss one", false, work(func(f *oms.FulfillmentOrder) error {
			if len(f.Items) == 0 {
				return nil
			}
			return only(r.Pick(ctx, f.ID, PickInput{[]oms.PickItem{{Line: f.Items[0].Line, Quantity: 1, Short: 1}}}))
		})},
		{"unpick", true, all(func(f *oms.FulfillmentOrder) error { return only(r.Unpick(ctx, f.ID, QuantityInput{})) })},
		{"unpack", true, func(o *oms.Order) error {
			if len(o.Parcels) == 0 {
				return nil
			}
			return only(r.Unpack(ctx, o.Parcels[len(o.Parcels)-1].ID))
		}},
		{"void", true, r.shipment(func(sh *oms.Shipment) error { return only(r.Void(ctx, sh.ID)) })},
		{"deliver", true, r.shipment(func(sh *oms.Shipment) error {
			return only(r.TrackShipment(ctx, sh.ID, TrackingInput{Status: oms.ShipmentDelivered}))
		})},
		{"lose", true, r.shipment(func(sh *oms.Shipment) error {
			return only(r.TrackShipment(ctx, sh.ID, TrackingInput{Status: oms.ShipmentLost}))
		})},
		{"hold", true, func(o *oms.Order) error {
			return only(r.PlaceHold(ctx, o.ID, HoldInput{Reason: "a look", Scope: oms.ScopeLine, Line: 1}))
		}},
		{"unhold", true, func(o *oms.Order) error { return only(r.ReleaseHold(ctx, o.ID, ReleaseHoldInput{})) }},
		{"refund", true, func(o *oms.Order) error {
			return only(r.RecordPayment(ctx, o.ID, PaymentFact{Kind: oms.Refund, Amount: "10.00", Reference: "re_" + fmt.Sprint(len(o.Lines))}))
		}},
		{"cancel one", false, func(o *oms.Order) error {
			return only(r.CancelOrder(ctx, o.ID, CancelInput{Lines: []oms.LineQuantity{{Line: rapid.IntRange(1, 2).Draw(r.t, "line"), Quantity: 1}}}))
		}},
		{"edit", true, func(o *oms.Order) error {
			return only(r.EditOrder(ctx, o.ID, EditInput{Lines: []oms.LineQuantity{{Line: 1, Quantity: 3}, {Line: 2, Quantity: 1}}}))
		}},
		{"amend", true, func(o *oms.Order) error {
			in := r.order(o.ExternalID, "TEE", 2, "SET", 2)
			in.PlacedAt = o.PlacedAt
			return only(r.Amend(ctx, o.ID, in))
		}},
		{"cancel", true, func(o *oms.Order) error {
			if !r.mayCancel {
				return nil
			}
			return only(r.CancelOrder(ctx, o.ID, CancelInput{}))
		}},
	}
}

func (r *rider) shipment(do func(*oms.Shipment) error) func(*oms.Order) error {
	return func(o *oms.Order) error {
		if len(o.Shipments) == 0 {
			return nil
		}
		return do(&o.Shipments[len(o.Shipments)-1])
	}
}

// flaky is a carrier that does as it is told.
type flaky struct {
	Carrier
	fail  error
	after bool // fail only after the label was made
	keys  map[string]int
}

func (flaky) ID() string { return "flaky" }

func (c *flaky) Buy(ctx context.Context, in LabelRequest) (BoughtLabel, error) {
	if c.fail != nil && !c.after {
		return BoughtLabel{}, c.fail
	}
	c.keys[in.Key]++
	b, err := c.Carrier.Buy(ctx, in)
	if c.fail != nil {
		return b, c.fail
	}
	return b, err
}

// TestShipOutside is about what can happen between the intention and the
// answer of a carrier.
func TestShipOutside(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		c := &flaky{Carrier: tableRate{w.Flow}, keys: map[string]int{}}
		w.AddCarrier(c)
		packed := func(n string) (*oms.Order, string) {
			o := w.capture(n, "TEE", 1)
			id := o.FulfillmentOrders[0].ID
			for _, do := range []func() error{
				func() error { return only(w.ReleaseFulfillmentOrder(w.ctx, id)) },
				func() error { return only(w.Pick(w.ctx, id, PickInput{})) }, func() error { return only(w.Pack(w.ctx, id, PackInput{})) },
			} {
				if err := do(); err != nil {
					t.Fatal(err)
				}
			}
			return o, id
		}
		in := ShipInput{Carrier: "flaky"}

		t.Run("Refused", func(t *testing.T) {
			o, id := packed("1")
			c.fail = oms.Errorf(oms.Conflict, "no such street")
			if _, err := w.Ship(w.ctx, id, in); oms.CodeOf(err) != oms.Conflict {
				t.Fatal(err)
			}
			o = w.stored(o.ID)
			if o.Shipments[0].Status != oms.ShipmentVoided || o.Shipments[0].Reason != "no such street" || o.Lines[0].Packed != 1 || o.Parcels[0].ShipmentID != "" {
				t.Errorf("%+v %+v", o.Shipments, o.Parcels)
			}
			c.fail = nil
			if o, err := w.Ship(w.ctx, id, in); err != nil || o.Lines[0].Shipped != 1 {
				t.Fatal(err)
			}
		})
		t.Run("NobodyKnows", func(t *testing.T) {
			o, id := packed("2")
			c.fail, c.after = errors.New("connection reset"), true
			if _, err := w.Ship(w.ctx, id, in); err == nil || oms.CodeOf(err) != "" {
				t.Fatal(err)
			}
			o = w.stored(o.ID)
			sh := o.Shipments[0]
			if sh.Status != oms.ShipmentDraft || o.Lines[0].Packed != 1 {
				t.Fatalf("%+v", sh)
			}
			for name, err := range map[string]error{"cancel": only(w.CancelOrder(w.ctx, o.ID, CancelInput{})), "unpack": only(w.Unpack(w.ctx, o.Parcels[0].ID))} {
				if oms.CodeOf(err) != oms.Conflict {
					t.Errorf("%s while a label is bought: %v", name, err)
				}
			}
			c.fail, c.after = nil, false
			o, err := w.Ship(w.ctx, id, in)
			if err != nil || len(o.Shipments) != 1 || o.Shipments[0].ID != sh.ID || o.Lines[0].Shipped != 1 || c.keys[sh.ID] != 2 {
				t.Errorf("%v %+v %v", err, o.Shipments, c.keys)
			}
		})
		t.Run("UnderKey", func(t *testing.T) {
			_, id := packed("3")
			key := &store.Keyed{Scope: "t", Key: "k", Hash: []byte("h"), Render: func(any) (int, []byte, error) { return 200, []byte("ok"), nil }}
			ctx := store.WithKeyed(w.ctx, key)
			if _, err := w.Ship(ctx, id, in); err != nil {
				t.Fatal(err)
			}
			var replay *store.Replay
			if _, err := w.Ship(ctx, id, in); !errors.As(err, &replay) || string(replay.Body) != "ok" {
				t.Errorf("the same key again: %v", err)
			}
			other := *key
			other.Hash = []byte("other")
			if _, err := w.Ship(store.WithKeyed(w.ctx, &other), id, in); oms.CodeOf(err) != oms.KeyReused {
				t.Errorf("the key for something else: %v", err)
			}
		})
		w.audit()
	})
}
