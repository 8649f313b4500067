package flow

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/oms"
)

// walk takes an order's only work to a stage: released, picked, packed or
// shipped.
func (w *world) walk(o *oms.Order, stage string) *oms.Order {
	w.t.Helper()
	next := slices.IndexFunc(o.FulfillmentOrders, func(f oms.FulfillmentOrder) bool { return !f.Status.Done() })
	id := o.FulfillmentOrders[max(0, next)].ID
	for _, step := range []struct {
		stage string
		do    func() (*oms.Order, error)
	}{
		{"released", func() (*oms.Order, error) { return w.ReleaseFulfillmentOrder(w.ctx, id) }},
		{"picked", func() (*oms.Order, error) { return w.Pick(w.ctx, id, PickInput{}) }},
		{"packed", func() (*oms.Order, error) { return w.Pack(w.ctx, id, PackInput{}) }},
		{"shipped", func() (*oms.Order, error) { return w.Ship(w.ctx, id, ShipInput{}) }},
	} {
		var err error
		if o, err = step.do(); err != nil {
			w.t.Fatalf("%s: %v", step.stage, err)
		}
		if step.stage == stage {
			return o
		}
	}
	return o
}

func TestPapers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		o := w.walk(w.capture("1", "TEE", 2), "picked")
		id := o.FulfillmentOrders[0].ID
		list, err := w.PickList(w.ctx, "BER", nil)
		if err != nil || !bytes.HasPrefix(list.Body, []byte("%PDF-")) {
			t.Errorf("pick list: %v", err)
		}
		if _, err := w.PickList(w.ctx, "NOWHERE", nil); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("pick list of nowhere: %v", err)
		}
		for range 2 {
			if _, err = w.Pack(w.ctx, id, PackInput{[]oms.ParcelInput{{Items: []oms.PackItem{{Line: 1, Quantity: 1}}}}}); err != nil {
				t.Fatal(err)
			}
		}
		if o, err = w.Ship(w.ctx, id, ShipInput{Service: "express"}); err != nil {
			t.Fatal(err)
		}
		sh := o.Shipments[0]
		if sh.Cost != 2580 || sh.ServiceName != "Express" || o.Parcels[0].WeightGrams != 280 || !tablerate.Valid(o.Parcels[0].TrackingNumber) ||
			o.Parcels[0].TrackingNumber == o.Parcels[1].TrackingNumber {
			t.Errorf("%+v %+v", sh, o.Parcels)
		}
		zpl, err := w.Label(w.ctx, sh.ID, FormatZPL)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Switchyard", "Post", "Express", o.Parcels[0].TrackingNumber, o.Parcels[1].TrackingNumber, "1 of 2", "2 of 2", "0.28 kg", "2026-11-20", o.FulfillmentOrders[0].Number} {
			if !strings.Contains(strings.ReplaceAll(string(zpl.Body), ">", ""), want) {
				t.Errorf("the label does not say %q", want)
			}
		}
		for name, get := range map[string]func() (Paper, error){
			"label": func() (Paper, error) { return w.Label(w.ctx, sh.ID, "") }, "slip": func() (Paper, error) { return w.PackingSlip(w.ctx, id) },
		} {
			if p, err := get(); err != nil || !bytes.HasPrefix(p.Body, []byte("%PDF-")) || p.ContentType != "application/pdf" {
				t.Errorf("%s: %v", name, err)
			}
		}
		found, err := w.Orders(w.ctx, OrderFilter{Query: o.Parcels[1].TrackingNumber, Limit: 5}, "")
		if err != nil || len(found.Items) != 1 {
			t.Errorf("searched by its tracking number: %v, %v", found.Items, err)
		}
		if _, err := w.Void(w.ctx, sh.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Label(w.ctx, sh.ID, FormatPDF); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("the label of a voided shipment: %v", err)
		}
		if _, err := w.Label(w.ctx, sh.ID, "gif"); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("an unknown format: %v", err)
		}
	})
}

func TestRateTable(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		if _, err := w.SetRateTable(w.ctx, `{"name":"Bike","currency":"EUR","services":[]}`); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("an empty table: %v", err)
		}
		_, err := w.SetRateTable(w.ctx, `{"name":"Bike","currency":"EUR","services":[{"code":"bike","name":"Bike","max_weight_grams":500,"zones":{"domestic":[{"up_to_grams":500,"price":99}]}}]}`)
		if err != nil {
			t.Fatal(err)
		}
		o := w.walk(w.capture("1", "TEE", 1), "shipped")
		if sh := o.Shipments[0]; sh.Service != "bike" || sh.Cost != 99 {
			t.Errorf("%+v", sh)
		}
		heavy := w.walk(w.capture("2", "TEE", 3), "packed")
		if _, err := w.Ship(w.ctx, heavy.FulfillmentOrders[0].ID, ShipInput{}); oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "weights") {
			t.Errorf("too heavy: %v", err)
		}
		if o := w.stored(heavy.ID); len(o.Shipments) != 0 || o.Lines[0].Packed != 3 {
			t.Errorf("%+v", o.Shipments)
		}
		if _, err := w.Ship(w.ctx, heavy.FulfillmentOrders[0].ID, ShipInput{Carrier: "nobody"}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("an unknown carrier: %v", err)
		}
	})
}

func TestReleaseMany(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		a, b, c := w.capture("1", "TEE", 1), w.capture("2", "TEE", 1), w.capture("3", "TEE", 1)
		if _, err := w.PlaceHold(w.ctx, b.ID, HoldInput{Reason: "a look"}); err != nil {
			t.Fatal(err)
		}
		ids := []string{c.FulfillmentOrders[0].ID, b.FulfillmentOrders[0].ID, "ful_none", a.FulfillmentOrders[0].ID, a.FulfillmentOrders[0].ID}
		out, err := w.ReleaseMany(w.ctx, ids)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, r := range out {
			if r.ID != ids[i] {
				t.Errorf("row %d answers %s", i, r.ID)
			}
			got += fmt.Sprint(r.Done, " ")
			if r.Error != nil {
				got += string(r.Error.Code) + " "
			}
		}
		if got != "true false conflict false not_found true true " {
			t.Errorf("got %s", got)
		}
		for _, o := range []*oms.Order{a, b, c} {
			if s := w.stored(o.ID); (s.Lines[0].Released == 1) == (o == b) {
				t.Errorf("order %s: %+v", o.ExternalID, s.Lines[0].Counters)
			}
		}
		if _, err := w.ReleaseMany(w.ctx, nil); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("nothing to release: %v", err)
		}
	})
}

func TestTags(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		a, b := w.capture("1", "TEE", 1), w.capture("2", "TEE", 1)
		for range 2 {
			out, err := w.TagOrders(w.ctx, []string{a.ID, b.ID}, TagInput{Add: []string{"gift", "vip"}, Remove: []string{"old"}})
			if err != nil || !out[0].Done || !out[1].Done {
				t.Fatal(out, err)
			}
		}
		if _, err := w.TagOrders(w.ctx, []string{a.ID}, TagInput{Remove: []string{"gift"}}); err != nil {
			t.Fatal(err)
		}
		if x, y := w.stored(a.ID), w.stored(b.ID); !slices.Equal(x.Tags, []string{"vip"}) || len(y.Tags) != 2 || x.Version != 1 || w.events(b.ID) != w.events(a.ID)-1 {
			t.Errorf("%v %v", x.Tags, y.Tags)
		}
		if _, err := w.TagOrders(w.ctx, []string{a.ID}, TagInput{Add: []string{" "}}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("an empty tag: %v", err)
		}
	})
}

func TestConfirmDraft(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		in := w.order("1", "TEE", 2)
		in.Draft = true
		r := w.Capture(w.ctx, in)
		if r.Err != nil || r.Order.Lines[0].Unallocated != 2 {
			t.Fatalf("%+v", r)
		}
		for range 2 {
			if o, err := w.ConfirmDraft(w.ctx, r.Order.ID); err != nil || o.Lifecycle != oms.Open || o.Lines[0].Allocated != 2 {
				t.Fatal(err)
			}
		}
		w.stored(r.Order.ID)
		w.audit()
	})
}

func TestExceptions(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("NONE", "unallocated")
		a, b := w.capture("1", "NONE", 1), w.capture("2", "NONE", 1)
		page, err := w.Exceptions(w.ctx, ExceptionQuery{Paging: Paging{Limit: 1}, Status: "unresolved", Kind: "unfillable"})
		if err != nil || len(page.Items) != 1 || page.Items[0].OrderID != b.ID {
			t.Fatal(page, err)
		}
		page, err = w.Exceptions(w.ctx, ExceptionQuery{Paging: Paging{Limit: 1, Cursor: page.NextCursor}, Status: "unresolved"})
		if err != nil || len(page.Items) != 1 || page.Items[0].OrderID != a.ID || page.NextCursor != "" {
			t.Fatal(page, err)
		}
		id := page.Items[0].ID
		for range 2 {
			if e, err := w.Acknowledge(w.ctx, id); err != nil || e.Status != oms.ExceptionAcknowledged {
				t.Fatal(e, err)
			}
		}
		if e, err := w.Assign(w.ctx, id, ExceptionOwner{"mia"}); err != nil || e.Owner != "mia" || e.Status != oms.ExceptionInProgress {
			t.Fatal(e, err)
		}
		for range 2 {
			if e, err := w.Resolve(w.ctx, id, ExceptionNote{"ordered more"}); err != nil || e.Status != oms.ExceptionResolved || e.ResolvedBy != "user:test" {
				t.Fatal(e, err)
			}
		}
		if _, err := w.Dismiss(w.ctx, id, ExceptionNote{}); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("dismiss what is resolved: %v", err)
		}
		if _, err := w.Resolve(w.ctx, "exc_none", ExceptionNote{}); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("an exception that is not there: %v", err)
		}
		if o := w.stored(a.ID); o.Attention != oms.AttentionNone {
			t.Errorf("attention %s", o.Attention)
		}
	})
}

func TestBundleOnTheRoad(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("CUP", "unallocated", "BER", 10)
		w.sku("POT", "unallocated", "BER", 10)
		w.bundle("SET", "CUP", 2, "POT", 1)
		o := w.walk(w.capture("1", "SET", 3), "released")
		if _, err := w.CancelOrder(w.ctx, o.ID, CancelInput{Lines: []oms.LineQuantity{{Line: 2, Quantity: 1}}}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("a component alone: %v", err)
		}
		o, err := w.CancelOrder(w.ctx, o.ID, CancelInput{Lines: []oms.LineQuantity{{Line: 1, Quantity: 1}}})
		if err != nil || o.Lines[0].Canceled != 1 || o.Lines[1].Canceled != 2 || o.Lines[2].Canceled != 1 || o.Owed() != 3980+327 {
			t.Fatalf("%v, owed %d, %+v", err, o.Owed(), o.Lines)
		}
		o = w.walk(o, "shipped")
		if o, err = w.TrackShipment(w.ctx, o.Shipments[0].ID, TrackingInput{Status: oms.ShipmentDelivered}); err != nil || o.Lifecycle != oms.Closed || o.Lines[0].Delivered != 2 {
			t.Errorf("%v %+v", err, o.Lines[0])
		}
		w.stored(o.ID)
		w.audit()
	})
}

func TestEditVersions(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		o := w.capture("1", "TEE", 2)
		seen, note := o.Version, "ring twice"
		in := EditInput{Note: &note, Version: &seen}
		if r, err := w.EditOrder(w.ctx, o.ID, in); err != nil || r.Order.Version != 2 || r.Order.Note != note {
			t.Fatal(r, err)
		}
		if _, err := w.EditOrder(w.ctx, o.ID, in); oms.CodeOf(err) != oms.Stale {
			t.Errorf("an edit of an old version: %v", err)
		}
		for field, in := range map[string]EditInput{
			"lines[0].line":     {Lines: []oms.LineQuantity{{Line: 9, Quantity: 1}}},
			"lines[0].quantity": {Lines: []oms.LineQuantity{{Line: 1, Quantity: -1}}},
			"add[0].sku":        {Add: []oms.LineInput{{SKU: "NOPE", Quantity: "1"}}},
			"add[0].quantity":   {Add: []oms.LineInput{{SKU: "TEE", Quantity: "1.5"}}},
			"remove[0]":         {Remove: []int{7}},
			"leave nothing":     {Remove: []int{1}},
			"customer.email":    {Customer: &oms.CustomerInput{Email: "nobody"}},
			"country_code":      {ShippingAddress: &oms.Address{CountryCode: "XX"}},
			"tags[0]":           {Tags: &[]string{""}},
		} {
			if _, err := w.EditOrder(w.ctx, o.ID, in); oms.CodeOf(err) != oms.Invalid || !strings.Contains(err.Error(), field) {
				t.Errorf("%s: %v", field, err)
			}
		}
		if o := w.stored(o.ID); o.Version != 2 || o.Lines[0].Allocated != 2 {
			t.Errorf("%+v", o.Lines)
		}
	})
}
