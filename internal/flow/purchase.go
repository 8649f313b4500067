package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// PurchaseInput describes a purchase order. It begins as a draft, of which the
// supplier and the stock know nothing.
type PurchaseInput struct {
	Supplier   string         `json:"supplier" doc:"Code of the supplier" example:"TEXCO" minLength:"1" maxLength:"64"`
	Location   string         `json:"location" doc:"Code of the location that it goes to" example:"BER" minLength:"1" maxLength:"64"`
	Reference  string         `json:"reference,omitempty" doc:"The supplier's own number for it" maxLength:"200"`
	Note       string         `json:"note,omitempty" doc:"Printed on the document" maxLength:"1000"`
	ExpectedAt *time.Time     `json:"expected_at,omitempty" doc:"When it is expected; when it is ordered without a date, by the supplier's lead time"`
	Lines      []PurchaseItem `json:"lines" minItems:"1" maxItems:"1000"`
}

// PurchaseItem asks for a quantity of one SKU.
type PurchaseItem struct {
	SKU        string      `json:"sku" doc:"Code of the SKU; a bundle is bought as its components" example:"TEE-RED-M" maxLength:"100"`
	Quantity   int64       `json:"quantity,omitempty" doc:"Units" minimum:"0" maximum:"1000000000" example:"200"`
	Cost       oms.Decimal `json:"cost,omitempty" doc:"Of one unit, in the supplier's currency; what the supplier asks when absent" example:"7.40"`
	ExpectedAt *time.Time  `json:"expected_at,omitempty" doc:"When it is not the order's"`
}

// PurchaseUpdate changes a purchase order; nil leaves a field as it is.
type PurchaseUpdate struct {
	Reference  *string         `json:"reference,omitempty" maxLength:"200"`
	Note       *string         `json:"note,omitempty" maxLength:"1000"`
	ExpectedAt *time.Time      `json:"expected_at,omitempty" doc:"Units that wait are promised anew by it"`
	Lines      *[]PurchaseItem `json:"lines,omitempty" doc:"Of a draft: all lines. Of one that is ordered: new expected dates of some" maxItems:"1000"`
	Version    *int64          `json:"-"` // the version that the caller saw; nil for any
}

const maxPurchaseLines = 1000

// CreatePurchase makes a draft of a purchase order.
func (f *Flow) CreatePurchase(ctx context.Context, in PurchaseInput) (*oms.PurchaseOrder, error) {
	if err := oms.InvalidFields("the purchase order", append(checkText("reference", in.Reference, 200), checkText("note", in.Note, 1000)...)); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.PurchaseOrder, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		s, err := findSupplier(ctx, tx, in.Supplier)
		if err != nil {
			return nil, asField("supplier", err)
		}
		if !s.Active {
			return nil, oms.InvalidField("supplier", "%s is not active", s.Code)
		}
		at, err := findLocation(ctx, tx, in.Location)
		if err != nil {
			return nil, asField("location", err)
		}
		p := &oms.PurchaseOrder{ID: store.NewID(oms.PrefixPurchase), SupplierID: s.ID, Supplier: s.Code, LocationID: at.ID, Location: at.Code,
			Status: oms.PurchaseDraft, Currency: s.Currency, Reference: in.Reference, Note: in.Note, ExpectedAt: in.ExpectedAt, CreatedAt: tx.Now}
		if p.Number, err = tx.NextPurchase(ctx); err != nil {
			return nil, err
		}
		if err := fillPurchase(ctx, tx, p, s, in.Lines); err != nil {
			return nil, err
		}
		return p, savePurchase(ctx, tx, p, oms.PurchaseMade)
	})
}

// fillPurchase makes the lines of a draft.
func fillPurchase(ctx context.Context, tx *store.Tx, p *oms.PurchaseOrder, s *oms.Supplier, items []PurchaseItem) error {
	if len(items) == 0 || len(items) > maxPurchaseLines {
		return oms.InvalidField("lines", "must have 1 to %d entries", maxPurchaseLines)
	}
	codes := make([]string, len(items))
	for i, it := range items {
		codes[i] = it.SKU
	}
	skus, err := tx.SKUsByCode(ctx, codes)
	if err != nil {
		return err
	}
	p.Lines = nil
	var errs []oms.FieldError
	for i, it := range items {
		field := fmt.Sprintf("lines[%d]", i)
		sku, fault := buyable(field+".sku", it.SKU, skus)
		if fault != nil {
			errs = append(errs, *fault)
			continue
		}
		if p.Line(sku.Code) != nil {
			errs = append(errs, oms.FaultAt(field+".sku", "appears twice"))
		}
		cost, faults := costOf(field+".cost", it.Cost, p.Currency)
		if offer := s.Item(sku.ID); it.Cost == "" && offer != nil && s.Currency == p.Currency {
			cost = offer.Cost
		}
		errs = append(errs, faults...)
		errs = append(errs, checkRange(field+".quantity", it.Quantity, 1, maxMovement)...)
		p.Lines = append(p.Lines, oms.PurchaseLine{N: len(p.Lines) + 1, SKUID: sku.ID, SKU: sku.Code, Ordered: it.Quantity, Cost: cost, ExpectedAt: it.ExpectedAt})
	}
	return oms.InvalidFields("the purchase order", errs)
}

// savePurchase writes a purchase order and tells what happened to it.
func savePurchase(ctx context.Context, tx *store.Tx, p *oms.PurchaseOrder, event oms.EventType) error {
	p.Version++
	p.UpdatedAt = tx.Now
	items := make([]map[string]any, len(p.Lines))
	for i, l := range p.Lines {
		items[i] = map[string]any{"sku_id": l.SKUID, "sku": l.SKU, "ordered": l.Ordered, "received": l.Received, "canceled": l.Canceled, "expected_at": p.Expected(&l)}
	}
	tx.Emit(ctx, oms.Event{Type: event, Subject: p.ID, OrderID: p.OrderID}, map[string]any{"number": p.Name(), "supplier": p.Supplier, "location": p.Location, "status": p.Status, "items": items})
	return tx.SavePurchase(ctx, p)
}

// UpdatePurchase changes a draft, or what is expected of an order.
func (f *Flow) UpdatePurchase(ctx context.Context, id string, in PurchaseUpdate) (*oms.PurchaseOrder, error) {
	return f.onPurchase(ctx, id, func(tx *store.Tx, p *oms.PurchaseOrder) error {
		if err := checkVersion("purchase order", p.Name(), in.Version, p.Version); err != nil {
			return err
		}
		if p.Status.Done() {
			return oms.Errorf(oms.Conflict, "%s is %s and can't be changed", p.Name(), p.Status)
		}
		set(&p.Reference, in.Reference)
		set(&p.Note, in.Note)
		if in.ExpectedAt != nil {
			p.ExpectedAt = in.ExpectedAt
		}
		if err := oms.InvalidFields("the purchase order", append(checkText("reference", p.Reference, 200), checkText("note", p.Note, 1000)...)); err != nil {
			return err
		}
		if in.Lines != nil {
			if err := changeLines(ctx, tx, p, *in.Lines); err != nil {
				return err
			}
		}
		return savePurchase(ctx, tx, p, oms.PurchaseEdited)
	})
}

// changeLines replaces the lines of a draft, or moves the dates of an order.
func changeLines(ctx context.Context, tx *store.Tx, p *oms.PurchaseOrder, items []PurchaseItem) error {
	if p.Status == oms.PurchaseDraft {
		s, err := findSupplier(ctx, tx, p.SupplierID)
		if err != nil {
			return err
		}
		return fillPurchase(ctx, tx, p, s, items)
	}
	for i, it := range items {
		l, field := p.Line(it.SKU), fmt.Sprintf("lines[%d]", i)
		switch {
		case l == nil:
			return oms.InvalidField(field+".sku", "%.100q is not in %s, and what is ordered gets no new lines", it.SKU, p.Name())
		case it.Quantity != 0 && it.Quantity != l.Ordered || it.Cost != "":
			return oms.InvalidField(field, "can only change its date: %s is ordered", p.Name())
		case it.ExpectedAt != nil:
			l.ExpectedAt = it.ExpectedAt
		}
	}
	return nil
}

// onPurchase runs a verb on a purchase order that is locked.
func (f *Flow) onPurchase(ctx context.Context, id string, verb func(*store.Tx, *oms.PurchaseOrder) error) (*oms.PurchaseOrder, error) {
	if !oms.IsID(id, oms.PrefixPurchase) {
		return nil, unknown("purchase order", id)
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.PurchaseOrder, error) {
		p, err := tx.LockPurchase(ctx, id)
		if err != nil {
			return nil, err
		}
		return p, verb(tx, p)
	})
}
