package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const supplierColumns = `id, code, name, email, phone, contact, address, currency, lead_days, note, active, items, version, created_at, updated_at`

type supplierRow struct {
	ID, Code, Name        string
	Email, Phone, Contact string
	Address               asJSON[oms.Address]
	Currency              string
	LeadDays              int64
	Note                  string
	Active                bool
	Items                 asJSON[[]supplierItem]
	Version               int64
	CreatedAt, UpdatedAt  time.Time
}

// supplierItem is what a supplier asks for a SKU, by its id alone: the code is
// looked up.
type supplierItem struct {
	SKUID       string `json:"sku_id"`
	SupplierSKU string `json:"supplier_sku,omitempty"`
	Cost        *int64 `json:"cost,omitempty"`
	MinQuantity int64  `json:"min_quantity"`
	PackSize    int64  `json:"pack_size"`
	LeadDays    *int64 `json:"lead_days,omitempty"`
}

func (r supplierRow) supplier() *oms.Supplier {
	s := &oms.Supplier{ID: r.ID, Code: r.Code, Name: r.Name, Email: r.Email, Phone: r.Phone, Contact: r.Contact, Address: r.Address.V, Currency: r.Currency,
		LeadDays: r.LeadDays, Note: r.Note, Active: r.Active, Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
	for _, i := range r.Items.V {
		s.Items = append(s.Items, oms.SupplierItem{SKUID: i.SKUID, SupplierSKU: i.SupplierSKU, Cost: i.Cost, MinQuantity: i.MinQuantity, PackSize: i.PackSize,
			LeadDays: i.LeadDays})
	}
	return s
}

// Suppliers returns all suppliers by code, with the codes of their SKUs.
func (tx *Tx) Suppliers(ctx context.Context) ([]*oms.Supplier, error) {
	return tx.suppliers(ctx, ` ORDER BY code`)
}

// Supplier returns a supplier by its id or code, or nil.
func (tx *Tx) Supplier(ctx context.Context, ref string) (*oms.Supplier, error) {
	found, err := tx.suppliers(ctx, ` WHERE id = ? OR code = ?`, ref, ref)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

func (tx *Tx) suppliers(ctx context.Context, rest string, args ...any) ([]*oms.Supplier, error) {
	var rows []supplierRow
	if err := tx.query(ctx, &rows, `SELECT `+supplierColumns+` FROM suppliers`+rest, args...); err != nil {
		return nil, err
	}
	out := make([]*oms.Supplier, len(rows))
	var ids []string
	for i, r := range rows {
		out[i] = r.supplier()
		for _, it := range out[i].Items {
			ids = append(ids, it.SKUID)
		}
	}
	skus, err := tx.SKUsByID(ctx, ids)
	for _, s := range out {
		for i := range s.Items {
			if sku := skus[s.Items[i].SKUID]; sku != nil {
				s.Items[i].SKU = sku.Code
			}
		}
	}
	return out, err
}

// SaveSupplier writes a supplier, new or changed.
func (tx *Tx) SaveSupplier(ctx context.Context, s *oms.Supplier) error {
	items := make([]supplierItem, len(s.Items))
	for i, it := range s.Items {
		items[i] = supplierItem{it.SKUID, it.SupplierSKU, it.Cost, it.MinQuantity, it.PackSize, it.LeadDays}
	}
	w := upsert("suppliers", "id", supplierColumns, "lead_days version", "created_at updated_at", "active")
	w.add(s.ID, s.Code, s.Name, s.Email, s.Phone, s.Contact, jsonText(s.Address), s.Currency, s.LeadDays, s.Note, s.Active, jsonText(items), s.Version,
		s.CreatedAt, s.UpdatedAt)
	return w.insert(ctx, tx)
}
