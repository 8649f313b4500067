package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// CreateSKU adds a SKU. The same description again is the same SKU; another
// one under the same code is a Conflict.
func (f *Flow) CreateSKU(ctx context.Context, in SKUInput) (*oms.SKU, error) {
	if err := oms.InvalidFields("the SKU", checkCode("code", in.Code, maxSKUCode)); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.SKU, error) {
		e, err := editSKUs(ctx, tx, append(in.codes(), in.Code)...)
		if err != nil {
			return nil, err
		}
		s := newSKU(in.Code)
		if err := oms.InvalidFields("the SKU", in.apply(s, e.find)); err != nil {
			return nil, err
		}
		if old := e.known[in.Code]; old != nil {
			if !same(skuFields(old), skuFields(s)) {
				return nil, taken("SKU", in.Code, skuFields(old), skuFields(s))
			}
			known(ctx, true)
			return old, nil
		}
		e.keep(nil, s)
		return s, e.save(ctx)
	})
}

// UpdateSKU changes a SKU given by its id or code.
func (f *Flow) UpdateSKU(ctx context.Context, ref string, in SKUUpdate) (*oms.SKU, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.SKU, error) {
		e, err := editSKUs(ctx, tx, in.codes()...)
		if err != nil {
			return nil, err
		}
		s, err := findSKU(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("SKU", s.Code, in.Version, s.Version); err != nil {
			return nil, err
		}
		was := *s
		if err := oms.InvalidFields("the SKU", in.apply(s, e.find)); err != nil {
			return nil, err
		}
		if same(skuFields(&was), skuFields(s)) {
			return s, nil
		}
		if err := e.mayBundle(ctx, &was, s); err != nil {
			return nil, err
		}
		if err := e.mayTrack(ctx, &was, s); err != nil {
			return nil, err
		}
		e.keep(&was, s)
		return s, e.save(ctx)
	})
}

// SKU returns a SKU by its id or code.
func (f *Flow) SKU(ctx context.Context, ref string) (*oms.SKU, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.SKU, error) { return findSKU(ctx, tx, ref) })
}

func findSKU(ctx context.Context, tx *store.Tx, ref string) (*oms.SKU, error) {
	if checkCode("", ref, maxSKUCode) != nil {
		return nil, unknown("SKU", ref)
	}
	if oms.IsID(ref, oms.PrefixSKU) {
		found, err := tx.SKUsByID(ctx, []string{ref})
		if s := found[ref]; s != nil || err != nil {
			return s, err
		}
	}
	found, err := tx.SKUsByCode(ctx, []string{ref})
	if err == nil && found[ref] == nil {
		err = unknown("SKU", ref)
	}
	return found[ref], err
}

// SKUs returns a page of the SKUs by code.
func (f *Flow) SKUs(ctx context.Context, filter CatalogFilter) (Page[*oms.SKU], error) {
	page, limit, err := filter.limit()
	if err != nil {
		return Page[*oms.SKU]{}, err
	}
	q := store.SKUFilter{Query: filter.Query, Limit: limit}
	if q.Active, err = filter.active(); err != nil {
		return Page[*oms.SKU]{}, err
	}
	if err := filter.at(&q.After); err != nil {
		return Page[*oms.SKU]{}, err
	}
	if err := checkFilters("q", q.Query); err != nil {
		return Page[*oms.SKU]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[*oms.SKU], error) {
		all, err := tx.SKUs(ctx, q)
		return pageOf(all, page, func(s *oms.SKU) any { return s.Code }), err
	})
}
