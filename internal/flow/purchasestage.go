package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// PurchaseOrderInput says how a purchase order is placed.
type PurchaseOrderInput struct {
	ExpectedAt *time.Time `json:"expected_at,omitempty" doc:"When it is expected; by the supplier's lead time when nobody says"`
	AllowOdd   bool       `json:"allow_odd,omitempty" doc:"The supplier agreed to less than its minimum, or to broken packs"`
}

// PurchaseReceiptInput says what of a purchase order has arrived.
type PurchaseReceiptInput struct {
	Items     []ArrivedLine `json:"items,omitempty" doc:"What has arrived; everything that is open when absent. A SKU that is tracked by lot has an entry for each lot" maxItems:"500"`
	Complete  bool          `json:"complete,omitempty" doc:"Nothing more will come: what is missing is canceled"`
	AllowOver bool          `json:"allow_over,omitempty" doc:"Take in more than was ordered"`
}

// ArrivedLine is a quantity of one SKU that has arrived, of one lot where it is
// tracked.
type ArrivedLine struct {
	SKU      string `json:"sku" doc:"Code of the SKU" example:"TEE-RED-M" maxLength:"100"`
	Quantity int64  `json:"quantity" minimum:"0" maximum:"1000000000" example:"20"`
	oms.LotNames
	ExpiresOn string `json:"expires_on,omitempty" doc:"The last good day of a lot that is new" example:"2027-03-31" maxLength:"10"`
}

// OrderPurchase places a draft: from now on its units are incoming. One that
// is ordered already is answered as it is.
func (f *Flow) OrderPurchase(ctx context.Context, id string, in PurchaseOrderInput) (*oms.PurchaseOrder, error) {
	return f.onPurchase(ctx, id, func(tx *store.Tx, p *oms.PurchaseOrder) error {
		if p.Status == oms.PurchaseOrdered {
			return nil
		}
		if err := oms.PurchaseMoves.Check(p.Name(), string(p.Status), string(oms.PurchaseOrdered)); err != nil {
			return err
		}
		s, err := findSupplier(ctx, tx, p.SupplierID)
		if err != nil {
			return err
		}
		if !in.AllowOdd {
			if err := checkPacks(p, s); err != nil {
				return err
			}
		}
		if in.ExpectedAt != nil {
			p.ExpectedAt = in.ExpectedAt
		}
		expect(p, s, tx.Now)
		p.Status, p.OrderedAt = oms.PurchaseOrdered, &tx.Now
		incoming := make([]oms.Arrival, len(p.Lines))
		for i, l := range p.Lines {
			incoming[i] = oms.Arrival{Line: l.N, Incoming: -l.Open()}
		}
		return arrive(ctx, tx, p, incoming, nil, oms.PurchasePlaced)
	})
}

// checkPacks reports quantities that the supplier takes no order for.
func checkPacks(p *oms.PurchaseOrder, s *oms.Supplier) error {
	var errs []oms.FieldError
	for i, l := range p.Lines {
		if it := s.Item(l.SKUID); it != nil && it.Orderable(l.Ordered) != l.Ordered {
			errs = append(errs, oms.FaultAt(fmt.Sprintf("lines[%d].quantity", i), "%s sells %s in packs of %d, at least %d: order %d, or say allow_odd",
				s.Code, l.SKU, max(1, it.PackSize), max(1, it.MinQuantity), it.Orderable(l.Ordered)))
		}
	}
	return oms.InvalidFields("the purchase order", errs)
}

// expect dates what has no date by the supplier's lead time, where it is known.
func expect(p *oms.PurchaseOrder, s *oms.Supplier, now time.Time) {
	if p.ExpectedAt != nil {
		return
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		if lead := s.Lead(l.SKUID); l.ExpectedAt == nil && lead > 0 {
			at := now.Add(lead)
			l.ExpectedAt = &at
		}
	}
}

func (in PurchaseReceiptInput) check() []oms.FieldError {
	lines := make([]TransferLine, len(in.Items))
	for i, it := range in.Items {
		lines[i] = TransferLine{it.SKU, it.Quantity, it.LotNames}
	}
	return checkLines(lines, 0)
}

// ReceivePurchase puts what has arrived on the shelf of its destination. It may
// come in parts; when everything is there, or complete says so, the purchase
// order is received. A received one without anything new is answered as it is.
func (f *Flow) ReceivePurchase(ctx context.Context, id string, in PurchaseReceiptInput) (*oms.PurchaseOrder, error) {
	if err := oms.InvalidFields("the receipt", in.check()); err != nil {
		return nil, err
	}
	return f.onPurchase(ctx, id, func(tx *store.Tx, p *oms.PurchaseOrder) error {
		if p.DropShip() {
			return oms.Errorf(oms.Conflict, "%s goes to the buyer of %s: say that the supplier has sent it", p.Name(), p.Work)
		}
		if p.Status.Done() && len(in.Items) == 0 {
			return nil
		}
		var units map[string]int64
		if len(in.Items) > 0 {
			units = map[string]int64{}
			for _, it := range in.Items {
				units[it.SKU] += it.Quantity
			}
		}
		arrivals, err := p.Receive(units, in.Complete, in.AllowOver, tx.Now)
		if err != nil || len(arrivals) == 0 {
			return err
		}
		return arrive(ctx, tx, p, arrivals, in.Items, oms.PurchaseArrived)
	})
}

// CancelPurchase calls off what has not arrived. A purchase order of which
// something has arrived is received then.
func (f *Flow) CancelPurchase(ctx context.Context, id string) (*oms.PurchaseOrder, error) {
	return f.onPurchase(ctx, id, func(tx *store.Tx, p *oms.PurchaseOrder) error {
		if p.Status == oms.PurchaseCanceled {
			return nil
		}
		if p.DropShip() {
			return oms.Errorf(oms.Conflict, "%s stands for fulfillment order %s: reject or cancel that, and this follows", p.Name(), p.Work)
		}
		if p.Status == oms.PurchaseReceived {
			return oms.Errorf(oms.Conflict, "%s is received: adjust the stock instead", p.Name())
		}
		draft := p.Status == oms.PurchaseDraft
		arrivals := p.Cancel(tx.Now)
		if draft {
			arrivals = nil // nothing of it was incoming
		}
		return arrive(ctx, tx, p, arrivals, nil, oms.PurchaseCalledOff)
	})
}

// arrive does to the stock what happened to the lines of a purchase order, and
// saves both. Every movement has the purchase order as its reference. The items
// say of which lots the units are.
func arrive(ctx context.Context, tx *store.Tx, p *oms.PurchaseOrder, arrivals []oms.Arrival, items []ArrivedLine, event oms.EventType) error {
	ids, codes := make([]string, len(arrivals)), map[string]string{}
	for i, a := range arrivals {
		l := p.Lines[a.Line-1]
		ids[i], codes[l.SKUID] = l.SKUID, l.SKU
	}
	st, err := tx.LockStock(ctx, ids)
	if err != nil {
		return err
	}
	in := purchaseLots{lotBook{tx: tx, st: st, placed: map[string]string{p.LocationID: p.Location}}, p, items}
	if err := loadLots(ctx, tx, st, ids); err != nil {
		return err
	}
	for _, a := range arrivals {
		l := p.Lines[a.Line-1]
		move := func(state oms.StockState, n int64, reason oms.MovementReason, u oms.LotUnits) {
			if n != 0 {
				st.Move(oms.StockMovement{SKUID: l.SKUID, SKU: l.SKU, LocationID: p.LocationID, State: state, Quantity: n,
					LotID: u.LotID, Lot: u.Lot, Reason: reason, Reference: p.ID, Note: p.Name()})
			}
		}
		reason := oms.ReasonExpected
		if a.Received > 0 {
			reason = oms.ReasonReceived
		}
		units, err := in.of(ctx, l, a.Received)
		if err != nil {
			return err
		}
		for _, u := range units {
			move(oms.StockOnHand, u.Quantity, oms.ReasonReceived, u)
		}
		move(oms.StockIncoming, -a.Incoming, reason, oms.LotUnits{})
		if level := st.Level(l.SKUID, p.LocationID); level.OnHand > maxLevel || level.Incoming > maxLevel {
			return oms.InvalidField("quantity", "makes more than %d units of %s at %s", int64(maxLevel), l.SKU, p.Location)
		}
	}
	settleStock(ctx, tx, st, codes, in.placed)
	if err := in.save(ctx); err != nil {
		return err
	}
	if err := tx.SaveStock(ctx, st); err != nil {
		return err
	}
	return savePurchase(ctx, tx, p, event)
}
