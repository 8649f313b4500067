package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// delivered is an order that its buyer has.
func (w *world) delivered(externalID string, lines ...any) *oms.Order {
	w.t.Helper()
	o := w.walk(w.capture(externalID, lines...), "shipped")
	for _, sh := range o.Shipments {
		var err error
		if o, err = w.TrackShipment(w.ctx, sh.ID, TrackingInput{Status: oms.ShipmentDelivered}); err != nil {
			w.t.Fatal(err)
		}
	}
	return o
}

// asked is a return of units of an order's lines: asked(o, 1, 2) is two of the
// first line.
func (w *world) asked(o *oms.Order, approve bool, lines ...int) *oms.Return {
	w.t.Helper()
	in := ReturnInput{Approve: approve, AllowLate: true}
	for i := 0; i < len(lines); i += 2 {
		in.Lines = append(in.Lines, oms.ReturnItem{OrderLine: lines[i], Quantity: int64(lines[i+1]), Reason: oms.ReturnTooSmall})
	}
	p, err := w.RequestReturn(w.ctx, o.ID, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return p.Part
}

// keepsLaws asks everything that doctor asks.
func (w *world) keepsLaws() {
	w.t.Helper()
	err := w.store.Audit(w.ctx, store.AuditOptions{Tell: func(a store.Audited) {
		if strings.HasPrefix(a.Name, "orphans: order_payloads") {
			return
		}
		for _, b := range a.Breaches {
			w.t.Errorf("%s: %s %s", a.Name, b.Subject, b.Problem)
		}
	}})
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestReturn(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 10)
		w.sku("B", "unallocated", "BER", 10)
		w.bundle("SET", "A", 1, "B", 2)
		o := w.delivered("1", "A", 3, "SET", 1)
		if o.Lifecycle != oms.Closed {
			t.Fatal(o.Lifecycle)
		}
		in := ReturnInput{Reference: "R-17", Lines: []oms.ReturnItem{{OrderLine: 1, Quantity: 2, Reason: oms.ReturnTooSmall}, {OrderLine: 2, Quantity: 1}}}
		var r *oms.Return
		for range 2 { // the reference makes it one
			p, err := w.RequestReturn(w.ctx, o.ID, in)
			if err != nil || p.Part.Name() != "RET-1001" || p.Part.Location != "BER" || len(p.Part.Lines) != 3 || p.Order.Lifecycle != oms.Open {
				t.Fatalf("%+v, %v", p.Part, err)
			}
			r = p.Part
		}
		if o = w.stored(o.ID); o.ReturnStatus != oms.ReturnRequested || o.OpenReturns != 1 || o.ClosedAt != nil {
			t.Errorf("%s, %d open", o.ReturnStatus, o.OpenReturns)
		}
		w.now = w.now.Add(time.Hour)
		if _, err := w.ApproveReturn(w.ctx, r.ID, ReturnApproval{}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := w.SendReturn(w.ctx, r.ID, ReturnTransit{Carrier: "dhl", Tracking: "T-99"}); err != nil {
				t.Fatal(err)
			}
		}
		for _, code := range []string{"RET-1001", "ret-1001", "t-99", fmt.Sprint(o.Number)} {
			if page, err := w.Returns(w.ctx, ReturnFilter{Code: code}); err != nil || len(page.Items) != 1 || page.Items[0].Order.ID != o.ID {
				t.Errorf("%s: %+v, %v", code, page, err)
			}
		}
		if hits, err := w.Search(w.ctx, SearchQuery{Q: "T-99", Returns: true}); err != nil || hits.Exact == nil || hits.Exact.ID != r.ID {
			t.Errorf("%+v, %v", hits, err)
		}
		p, err := w.ReceiveReturn(w.ctx, r.ID, ReturnArrival{Items: []oms.ArrivedItem{{OrderLine: 1, Quantity: 2}}})
		if err != nil || p.Part.Status != oms.RMAReceived || p.Order.ReturnStatus != oms.ReturnInProgress {
			t.Fatalf("%+v, %v", p.Part, err)
		}
		counts, err := w.ReturnCounts(w.ctx, "BER")
		if err != nil || counts[2].Count != 1 || !counts[2].Oldest.Equal(w.now) || counts[0].Count != 0 {
			t.Errorf("%+v, %v", counts, err)
		}
		if q, err := w.QuoteReturn(w.ctx, r.ID, ReturnResolution{Lines: []LineResolution{{Line: 2, Resolution: oms.ResolveReject}, {Line: 3, Resolution: oms.ResolveReject}}}); err != nil ||
			q.Refund != 3980 || q.Lines[0].Units != 2 || q.Shipping != 0 || q.Owed != 8450-3980 {
			t.Errorf("%+v, %v", q, err)
		}
		if p, err = w.ReceiveReturn(w.ctx, r.ID, ReturnArrival{}); err != nil || p.Part.Units().Open() != 0 {
			t.Fatalf("%+v, %v", p.Part, err)
		}
		before := w.level("A", "BER")
		p, err = w.InspectReturn(w.ctx, r.ID, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 2, Disposition: oms.Restock, Condition: oms.ConditionNew},
			{Line: 2, Quantity: 1, Disposition: oms.Restock}, {Line: 3, Quantity: 2, Disposition: oms.Restock}}})
		if err != nil || p.Part.Status != oms.RMAClosed || p.Order.Lifecycle != oms.Closed {
			t.Fatalf("%+v, %v", p.Part, err)
		}
		if l := w.level("A", "BER"); l.OnHand != before.OnHand+3 || l.Available() != before.Available()+3 {
			t.Errorf("%+v, before %+v", l, before)
		}
		o = w.stored(o.ID)
		if got := o.RefundedFor(r); got != 5970 || o.Credited != 5970 || o.PaymentStatus != oms.PartiallyRefunded || o.ReturnStatus != oms.PartiallyReturned {
			t.Errorf("refunded %d, credited %d, %s, %s", got, o.Credited, o.PaymentStatus, o.ReturnStatus)
		}
		again, err := w.ResolveReturn(w.ctx, r.ID, ReturnResolution{})
		if err != nil || again.Part.Version != p.Part.Version {
			t.Errorf("%+v, %v", again.Part, err)
		}
		var got []string
		events, err := w.Events(w.ctx, store.EventFilter{OrderID: o.ID, Limit: 1000})
		for _, e := range events {
			if e.Subject == r.ID {
				got = append(got, string(e.Type))
			}
		}
		if err != nil || !slices.Equal(got, []string{"return.requested", "return.approved", "return.in_transit", "return.received", "return.received",
			"return.inspected", "return.closed"}) {
			t.Errorf("events %v, %v", got, err)
		}
		// The last unit takes the shipping with it.
		last := w.asked(o, true, 1, 1)
		if _, err := w.ApproveReturn(w.ctx, last.ID, ReturnApproval{KeepIt: true}); err != nil {
			t.Fatal(err)
		}
		if o = w.stored(o.ID); o.Owed() != 0 || o.RefundedFor(last) != 1990+490 || o.PaymentStatus != oms.Refunded || o.Lines[0].WrittenOff != 1 {
			t.Errorf("%d owed, %d refunded, %s", o.Owed(), o.RefundedFor(last), o.PaymentStatus)
		}
		if _, err := w.RequestReturn(w.ctx, o.ID, in); err != nil { // known by its reference
			t.Error(err)
		}
		_, err = w.RequestReturn(w.ctx, o.ID, ReturnInput{Lines: in.Lines})
		wantCode(t, err, oms.Conflict, "not returned")
		w.keepsLaws()
	})
}

func TestReturnNeedsAPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 10)
		o := w.delivered("1", "A", 4)
		r := w.asked(o, true, 1, 4)
		if _, err := w.ReceiveReturn(w.ctx, r.ID, ReturnArrival{Items: []oms.ArrivedItem{{Line: 1, Quantity: 3}}, Complete: true, Location: "LEJ"}); err != nil {
			t.Fatal(err)
		}
		p, err := w.InspectReturn(w.ctx, r.ID, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 1, Disposition: oms.DamagedUnit, Condition: oms.ConditionBroken},
			{Line: 1, Quantity: 1, Disposition: oms.WrongItem}, {Line: 1, Quantity: 1, Disposition: oms.Quarantine}}})
		if err != nil || p.Part.Status != oms.RMAInspected {
			t.Fatalf("%+v, %v", p.Part, err)
		}
		if l := w.level("A", "LEJ"); l.OnHand != 2 || l.Damaged != 1 || l.QualityControl != 1 || l.Available() != 0 {
			t.Errorf("%+v", l)
		}
		o = w.stored(o.ID)
		open := slices.IndexFunc(o.Exceptions, func(e oms.Exception) bool { return e.Kind == oms.ExceptionReturnDiffers && !e.Status.Done() })
		if open < 0 || o.Lines[0].Returned != 2 || o.Lines[0].ReturnRequested != 0 || o.Lifecycle != oms.Open {
			t.Fatalf("%+v, %+v", o.Exceptions, o.Lines[0].Counters)
		}
		if d, err := w.Exception(w.ctx, o.Exceptions[open].ID); err != nil || len(d.Suggestions) != 1 || d.Suggestions[0].Operation != "resolve-return" {
			t.Errorf("%+v, %v", d.Suggestions, err)
		}
		three := int64(3)
		_, err = w.ResolveReturn(w.ctx, r.ID, ReturnResolution{Lines: []LineResolution{{Line: 1, Quantity: &three}}})
		wantCode(t, err, oms.Invalid, "0 to 2")
		_, err = w.ResolveReturn(w.ctx, r.ID, ReturnResolution{Lines: []LineResolution{{Line: 1, Deduction: "39.81"}}})
		wantCode(t, err, oms.Invalid, "39.80")
		// The gateway says later that it failed.
		p, err = w.ResolveReturn(w.ctx, r.ID, ReturnResolution{Status: oms.TransactionPending, Lines: []LineResolution{{Line: 1, Deduction: "5.00", Why: "A scratch"}}})
		if err != nil || p.Part.Status != oms.RMAClosed || p.Part.Lines[0].Deduction != 500 || p.Order.Lifecycle != oms.Closed {
			t.Fatalf("%+v, %v", p.Part, err)
		}
		if slices.ContainsFunc(p.Order.Exceptions, func(e oms.Exception) bool { return !e.Status.Done() }) {
			t.Errorf("%+v", p.Order.Exceptions)
		}
		fail := PaymentFact{Kind: oms.Refund, Amount: "34.80", Reference: "RET-1001", Status: oms.TransactionFailed}
		if o, err = w.RecordPayment(w.ctx, o.ID, fail); err != nil {
			t.Fatal(err)
		}
		kinds := map[oms.ExceptionKind]bool{}
		for _, e := range o.Exceptions {
			kinds[e.Kind] = kinds[e.Kind] || !e.Status.Done()
		}
		if !kinds[oms.ExceptionRefundFailed] || !kinds[oms.ExceptionRefundDue] || kinds[oms.ExceptionReturnDiffers] {
			t.Errorf("%+v", o.Exceptions)
		}
		if o, err = w.RecordPayment(w.ctx, o.ID, PaymentFact{Kind: oms.Refund, Amount: "34.80", Reference: "bank"}); err != nil || o.Attention != oms.AttentionNone {
			t.Errorf("%s, %v", o.Attention, err)
		}
		w.keepsLaws()
	})
}

func TestReturnPolicy(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 10)
		policy := oms.ReturnPolicy{WindowDays: 14, ExpireDays: 10, Refund: oms.RefundOnApproval, RefundShipping: oms.ShippingByShare, Location: "LON"}
		if _, err := w.SetReturnPolicy(w.ctx, policy); err != nil {
			t.Fatal(err)
		}
		if got, err := w.ReturnPolicy(w.ctx); err != nil || got != policy {
			t.Errorf("%+v, %v", got, err)
		}
		_, err := w.SetReturnPolicy(w.ctx, oms.ReturnPolicy{WindowDays: -1, Refund: "soon", Location: "X"})
		wantCode(t, err, oms.Invalid, "window_days", "refund", "refund_shipping")
		o := w.delivered("1", "A", 2)
		w.now = w.now.AddDate(0, 0, 15)
		in := ReturnInput{Lines: []oms.ReturnItem{{OrderLine: 1, Quantity: 1}}, Approve: true}
		_, err = w.RequestReturn(w.ctx, o.ID, in)
		wantCode(t, err, oms.Conflict, "14 days", "allow_late")
		in.AllowLate = true
		p, err := w.RequestReturn(w.ctx, o.ID, in)
		if err != nil || !p.Part.Late || p.Part.Location != "LON" || p.Order.RefundedFor(p.Part) != 1990+245 {
			t.Fatalf("%+v, %v", p.Part, err)
		}
		w.now = w.now.AddDate(0, 0, 10)
		for _, want := range []int{1, 0} {
			if n, err := w.ExpireReturns(w.ctx, 100); n != want || err != nil {
				t.Errorf("%d expired, %v", n, err)
			}
		}
		o = w.stored(o.ID)
		if !slices.ContainsFunc(o.Exceptions, func(e oms.Exception) bool { return e.Kind == oms.ExceptionReturnDiffers && !e.Status.Done() }) || o.Lines[0].ReturnRequested != 0 {
			t.Errorf("%+v, %+v", o.Exceptions, o.Lines[0].Counters)
		}
		// What the buyer was paid for once is not paid again.
		again := w.asked(o, true, 1, 2)
		if o = w.stored(o.ID); o.RefundedFor(again) != 1990+245 || o.Owed() != 0 {
			t.Errorf("%d refunded, %d owed", o.RefundedFor(again), o.Owed())
		}
		w.keepsLaws()
	})
}

func TestReturnUnannounced(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 10)
		o := w.delivered("SHOP-7", "A", 2)
		in := BlindReceipt{Order: "shop-7", Items: []oms.ArrivedItem{{OrderLine: 1, Quantity: 1}}}
		p, err := w.ReceiveUnannounced(w.ctx, in)
		if err != nil || p.Part.Status != oms.RMAReceived || p.Part.Location != "BER" || p.Part.Lines[0].Reason != oms.ReturnUnannounced || p.Order.Lifecycle != oms.Open {
			t.Fatalf("%+v, %v", p.Part, err)
		}
		p, err = w.InspectReturn(w.ctx, p.Part.ID, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 1, Disposition: oms.Restock}}})
		if err != nil || p.Part.Status != oms.RMAInspected || p.Order.Credited != 0 {
			t.Errorf("nobody announced it and it was refunded: %+v, %v", p.Part, err)
		}
		if p, err = w.ResolveReturn(w.ctx, p.Part.ID, ReturnResolution{Lines: []LineResolution{{Line: 1, Resolution: oms.ResolveReject, Why: "Nobody asked"}}}); err != nil ||
			p.Part.Lines[0].Resolution != oms.ResolveReject || p.Order.Credited != 0 {
			t.Errorf("%+v, %v", p.Part, err)
		}
		in.Items[0].Quantity = 2
		_, err = w.ReceiveUnannounced(w.ctx, in)
		wantCode(t, err, oms.Conflict, "another order")
		_, err = w.ReceiveUnannounced(w.ctx, BlindReceipt{Order: "nothing", Items: in.Items})
		wantCode(t, err, oms.Invalid, "order")
		early := w.delivered("SHOP-8", "A", 1)
		r := w.asked(early, false, 1, 1) // it comes before anybody has agreed to it
		if _, err := w.ReceiveReturn(w.ctx, r.ID, ReturnArrival{}); err != nil {
			t.Fatal(err)
		}
		p, err = w.InspectReturn(w.ctx, r.ID, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 1, Disposition: oms.Restock}}})
		if err != nil || p.Part.Status != oms.RMAInspected || p.Order.Credited != 0 {
			t.Errorf("nobody agreed to it and it was refunded: %+v, %v", p.Part, err)
		}
		r = w.asked(w.stored(o.ID), false, 1, 1)
		for range 2 {
			if _, err := w.DeclineReturn(w.ctx, r.ID, ReturnReason{Reason: "Worn"}); err != nil {
				t.Fatal(err)
			}
		}
		_, err = w.InspectReturn(w.ctx, r.ID, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 1, Disposition: oms.Restock}}})
		wantCode(t, err, oms.Conflict, "declined")
		if o = w.stored(o.ID); o.Lifecycle != oms.Closed || o.Lines[0].ReturnRequested != 0 {
			t.Errorf("%s, %+v", o.Lifecycle, o.Lines[0].Counters)
		}
		w.keepsLaws()
	})
}
