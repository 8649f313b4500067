package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/document"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// PurchasePaper returns the sheet of a purchase order for its supplier.
func (f *Flow) PurchasePaper(ctx context.Context, id string) (Paper, error) {
	p, err := f.Purchase(ctx, id)
	if err != nil {
		return Paper{}, err
	}
	doc, err := read(ctx, f, func(tx *store.Tx) (document.PurchaseOrder, error) { return drawPurchase(ctx, tx, p) })
	if err != nil {
		return Paper{}, err
	}
	body, err := doc.PDF()
	return Paper{Name: doc.Number + ".pdf", ContentType: "application/pdf", Body: body}, err
}

func drawPurchase(ctx context.Context, tx *store.Tx, p *oms.PurchaseOrder) (document.PurchaseOrder, error) {
	var none document.PurchaseOrder
	s, err := findSupplier(ctx, tx, p.SupplierID)
	if err != nil {
		return none, err
	}
	at, err := locationOf(ctx, tx, p.LocationID)
	if err != nil {
		return none, err
	}
	ids := make([]string, len(p.Lines))
	for i, l := range p.Lines {
		ids[i] = l.SKUID
	}
	skus, err := tx.SKUsByID(ctx, ids)
	if err != nil {
		return none, err
	}
	doc := document.PurchaseOrder{Number: p.Name(), Buyer: shopName(at), OrderedAt: orZero(p.OrderedAt), PrintedAt: localDay(tx.Now, at.Calendar),
		ExpectedAt: orZero(p.ExpectedAt), Supplier: printed(s.Address), ShipTo: printed(at.Address), Note: p.Note}
	if p.DropShip() {
		o, err := tx.Order(ctx, p.OrderID)
		if err != nil {
			return none, err
		}
		doc.ShipTo = printed(o.ShippingAddress)
	}
	if doc.Supplier.Company == "" {
		doc.Supplier.Company = s.Name
	}
	total, known := int64(0), true
	for i := range p.Lines {
		l := &p.Lines[i]
		line := document.PurchaseLine{SKU: l.SKU, Quantity: int(l.Ordered), ExpectedAt: orZero(p.Expected(l))}
		if sku := skus[l.SKUID]; sku != nil {
			line.Title = sku.Title
		}
		if it := s.Item(l.SKUID); it != nil {
			line.SupplierSKU = it.SupplierSKU
		}
		if sum, ok := lineCost(l); ok {
			line.Cost, line.Total = amountText(*l.Cost, p.Currency), amountText(sum, p.Currency)
			total, err = money.Sum(total, sum)
		}
		known = known && line.Cost != "" && err == nil
		doc.Lines = append(doc.Lines, line)
	}
	if known {
		doc.Total = amountText(total, p.Currency) + " " + p.Currency
	}
	return doc, nil
}

// lineCost is what all units of a line cost, where that is known and can be
// counted.
func lineCost(l *oms.PurchaseLine) (int64, bool) {
	if l.Cost == nil || *l.Cost > 0 && l.Ordered > money.Limit / *l.Cost {
		return 0, false
	}
	return *l.Cost * l.Ordered, true
}

func orZero(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}
