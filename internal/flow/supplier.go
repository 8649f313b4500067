package flow

import (
	"context"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// SupplierInput describes a new supplier. Only its code is required.
type SupplierInput struct {
	Code string `json:"code" doc:"Unique, short, as people say it; it never changes" example:"TEXCO" minLength:"1" maxLength:"64"`
	SupplierFields
}

// SupplierFields is what can be said of a supplier; nil leaves it as it is.
type SupplierFields struct {
	Name     *string             `json:"name,omitempty" doc:"The code when absent" example:"Texco Lda." maxLength:"300"`
	Email    *string             `json:"email,omitempty" example:"orders@texco.example" maxLength:"254"`
	Phone    *string             `json:"phone,omitempty" maxLength:"50"`
	Contact  *string             `json:"contact,omitempty" doc:"The person to ask for" maxLength:"300"`
	Address  *oms.Address        `json:"address,omitempty"`
	Currency *string             `json:"currency,omitempty" doc:"ISO 4217, of its costs and purchase orders; EUR when absent" example:"EUR" maxLength:"3"`
	LeadDays *int64              `json:"lead_days,omitempty" doc:"From ordering to arrival, in days; 0 when it is not known" minimum:"0" maximum:"730"`
	Note     *string             `json:"note,omitempty" maxLength:"1000"`
	Active   *bool               `json:"active,omitempty" doc:"An inactive one gets no new purchase orders; true when absent"`
	Items    *[]SupplierItemSpec `json:"items,omitempty" doc:"What it sells; all of it, when given" maxItems:"5000"`
}

// SupplierItemSpec is what a supplier asks for one SKU.
type SupplierItemSpec struct {
	SKU         string      `json:"sku" doc:"Code of the SKU" example:"TEE-RED-M" maxLength:"100"`
	SupplierSKU string      `json:"supplier_sku,omitempty" doc:"The supplier's own code" maxLength:"100"`
	Cost        oms.Decimal `json:"cost,omitempty" doc:"Of one unit, in the supplier's currency" example:"7.40"`
	MinQuantity int64       `json:"min_quantity,omitempty" doc:"The least that may be ordered; 1 when absent" minimum:"0" maximum:"1000000000" example:"50"`
	PackSize    int64       `json:"pack_size,omitempty" doc:"It is ordered in multiples of this; 1 when absent" minimum:"0" maximum:"1000000000" example:"10"`
	LeadDays    *int64      `json:"lead_days,omitempty" doc:"When it is not the supplier's" minimum:"0" maximum:"730"`
}

// SupplierUpdate changes a supplier.
type SupplierUpdate struct {
	SupplierFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

const (
	maxSupplierItems = 5000
	maxLeadDays      = 730
)

func supplierFields(s *oms.Supplier) SupplierFields {
	items := make([]SupplierItemSpec, len(s.Items))
	for i, it := range s.Items {
		items[i] = SupplierItemSpec{SKU: it.SKU, SupplierSKU: it.SupplierSKU, MinQuantity: it.MinQuantity, PackSize: it.PackSize, LeadDays: it.LeadDays}
		if it.Cost != nil {
			items[i].Cost = oms.Decimal(amountText(*it.Cost, s.Currency))
		}
	}
	return SupplierFields{&s.Name, &s.Email, &s.Phone, &s.Contact, &s.Address, &s.Currency, &s.LeadDays, &s.Note, &s.Active, &items}
}

// apply changes a supplier in memory and reports what is wrong with it then.
// Items that are not given keep their costs, so their currency stays.
func (in SupplierFields) apply(ctx context.Context, tx *store.Tx, s *oms.Supplier) error {
	items := supplierFields(s).Items
	set(&s.Name, in.Name)
	set(&s.Email, in.Email)
	set(&s.Phone, in.Phone)
	set(&s.Contact, in.Contact)
	set(&s.Address, in.Address)
	set(&s.Currency, in.Currency)
	set(&s.LeadDays, in.LeadDays)
	set(&s.Note, in.Note)
	set(&s.Active, in.Active)
	set(items, in.Items)
	errs := append(checkText("name", s.Name, 300), checkText("email", s.Email, 254)...)
	errs = append(errs, checkText("phone", s.Phone, 50)...)
	errs = append(errs, checkText("contact", s.Contact, 300)...)
	errs = append(errs, checkText("note", s.Note, 1000)...)
	errs = append(errs, s.Address.Check("address")...)
	errs = append(errs, checkRange("lead_days", s.LeadDays, 0, maxLeadDays)...)
	if errs = append(errs, checkCurrency("currency", s.Currency)...); s.Currency == "" {
		errs = append(errs, oms.FaultAt("currency", "is required"))
	}
	if len(*items) > maxSupplierItems {
		errs = append(errs, oms.FaultAt("items", "has %d entries, the limit is %d", len(*items), maxSupplierItems))
	}
	if err := oms.InvalidFields("the supplier", errs); err != nil {
		return err
	}
	return fillSupplier(ctx, tx, s, *items)
}

// fillSupplier makes the items of a supplier of their descriptions.
func fillSupplier(ctx context.Context, tx *store.Tx, s *oms.Supplier, items []SupplierItemSpec) error {
	codes := make([]string, len(items))
	for i, it := range items {
		codes[i] = it.SKU
	}
	skus, err := tx.SKUsByCode(ctx, codes)
	if err != nil {
		return err
	}
	s.Items = make([]oms.SupplierItem, 0, len(items))
	var errs []oms.FieldError
	for i, it := range items {
		field := fmt.Sprintf("items[%d]", i)
		sku, fault := buyable(field+".sku", it.SKU, skus)
		if fault != nil {
			errs = append(errs, *fault)
			continue
		}
		if s.Item(sku.ID) != nil {
			errs = append(errs, oms.FaultAt(field+".sku", "appears twice"))
		}
		cost, faults := costOf(field+".cost", it.Cost, s.Currency)
		errs = append(errs, faults...)
		errs = append(errs, checkText(field+".supplier_sku", it.SupplierSKU, maxSKUCode)...)
		errs = append(errs, checkRange(field+".min_quantity", it.MinQuantity, 0, maxMovement)...)
		errs = append(errs, checkRange(field+".pack_size", it.PackSize, 0, maxMovement)...)
		if it.LeadDays != nil {
			errs = append(errs, checkRange(field+".lead_days", *it.LeadDays, 0, maxLeadDays)...)
		}
		s.Items = append(s.Items, oms.SupplierItem{SKUID: sku.ID, SKU: sku.Code, SupplierSKU: it.SupplierSKU, Cost: cost, MinQuantity: max(1, it.MinQuantity),
			PackSize: max(1, it.PackSize), LeadDays: it.LeadDays})
	}
	return oms.InvalidFields("the supplier", errs)
}

// buyable finds a SKU that has stock of its own.
func buyable(field, code string, skus map[string]*oms.SKU) (*oms.SKU, *oms.FieldError) {
	switch s := skus[code]; {
	case s == nil:
		return nil, new(oms.FaultAt(field, "%.100q is not known: create it first", code))
	case s.Bundle():
		return nil, new(oms.FaultAt(field, "%s is a bundle, which has no stock of its own: buy its components", s.Code))
	default:
		return s, nil
	}
}

// costOf reads a cost; "" is one that is not known.
func costOf(field string, cost oms.Decimal, currency string) (*int64, []oms.FieldError) {
	if cost == "" {
		return nil, nil
	}
	a, err := money.Parse(string(cost), currency)
	switch {
	case err != nil:
		return nil, []oms.FieldError{oms.FaultAt(field, "%v", err)}
	case a.Minor < 0:
		return nil, []oms.FieldError{oms.FaultAt(field, "must be zero or more")}
	}
	return &a.Minor, nil
}

// CreateSupplier adds a supplier. The same description again is the same
// supplier; another one under the same code is a Conflict.
func (f *Flow) CreateSupplier(ctx context.Context, in SupplierInput) (*oms.Supplier, error) {
	if err := oms.InvalidFields("the supplier", checkCode("code", in.Code, maxCode)); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Supplier, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		s := &oms.Supplier{Code: in.Code, Name: in.Code, Currency: "EUR", Active: true}
		if err := in.apply(ctx, tx, s); err != nil {
			return nil, err
		}
		old, err := tx.Supplier(ctx, in.Code)
		if err != nil {
			return nil, err
		}
		if old != nil {
			if !same(supplierFields(old), supplierFields(s)) {
				return nil, taken("supplier", in.Code, supplierFields(old), supplierFields(s))
			}
			known(ctx, true)
			return old, nil
		}
		return s, saveSupplier(ctx, tx, nil, s)
	})
}

// saveSupplier writes a new supplier (before is nil) or a changed one.
func saveSupplier(ctx context.Context, tx *store.Tx, before any, s *oms.Supplier) error {
	if before == nil {
		s.ID, s.CreatedAt = store.NewID(oms.PrefixSupplier), tx.Now
	}
	s.Version++
	s.UpdatedAt = tx.Now
	emitChange(ctx, tx, "supplier", s.ID, s.Code, before, supplierFields(s))
	return tx.SaveSupplier(ctx, s)
}

// UpdateSupplier changes a supplier given by its id or code.
func (f *Flow) UpdateSupplier(ctx context.Context, ref string, in SupplierUpdate) (*oms.Supplier, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Supplier, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		s, err := findSupplier(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("supplier", s.Code, in.Version, s.Version); err != nil {
			return nil, err
		}
		was := *s
		if err := in.apply(ctx, tx, s); err != nil {
			return nil, err
		}
		if same(supplierFields(&was), supplierFields(s)) {
			return s, nil
		}
		return s, saveSupplier(ctx, tx, supplierFields(&was), s)
	})
}

// Supplier returns a supplier by its id or code.
func (f *Flow) Supplier(ctx context.Context, ref string) (*oms.Supplier, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.Supplier, error) { return findSupplier(ctx, tx, ref) })
}

func findSupplier(ctx context.Context, tx *store.Tx, ref string) (*oms.Supplier, error) {
	if checkCode("", ref, maxCode) != nil {
		return nil, unknown("supplier", ref)
	}
	s, err := tx.Supplier(ctx, ref)
	if err == nil && s == nil {
		err = unknown("supplier", ref)
	}
	return s, err
}

// SupplierFilter chooses suppliers.
type SupplierFilter struct {
	SKU string `query:"sku" doc:"Only those that sell the SKU of this code" maxLength:"100"`
	CatalogFilter
}

// Suppliers returns a page of the suppliers by code.
func (f *Flow) Suppliers(ctx context.Context, filter SupplierFilter) (Page[*oms.Supplier], error) {
	return read(ctx, f, func(tx *store.Tx) (Page[*oms.Supplier], error) {
		all, err := tx.Suppliers(ctx)
		if err != nil {
			return Page[*oms.Supplier]{}, err
		}
		if filter.SKU != "" {
			all = slices.DeleteFunc(all, func(s *oms.Supplier) bool {
				return !slices.ContainsFunc(s.Items, func(it oms.SupplierItem) bool { return it.SKU == filter.SKU })
			})
		}
		return pageByCode(all, filter.CatalogFilter, func(s *oms.Supplier) (string, string, bool) { return s.Code, s.Name, s.Active })
	})
}
