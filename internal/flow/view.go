package flow

import (
	"context"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ViewInput describes a new view.
type ViewInput struct {
	Page   string `json:"page" doc:"The list that it is of" enum:"orders,exceptions,fulfillment,shipments,inventory,catalog,channels,customers" example:"orders"`
	Shared bool   `json:"shared,omitempty" doc:"Everybody's, which needs the permission views.share; else of the caller alone"`
	ViewFields
}

// ViewFields is what can be said of a view; nil leaves it as it is.
type ViewFields struct {
	Name     *string   `json:"name,omitempty" doc:"Unique among the shared views of the page, and among one's own" minLength:"1" maxLength:"80" example:"Amazon, late"`
	Filter   *string   `json:"filter,omitempty" doc:"Of orders: as list-orders takes it. Of other pages: the query of their address" maxLength:"4000" example:"channel:amazon ship_by:<now"`
	Columns  *[]string `json:"columns,omitempty" doc:"Names of columns in their order; empty for those of the page" maxItems:"60" maxLength:"64" example:"number"`
	Sort     *string   `json:"sort,omitempty" doc:"As the list takes it; empty for the list's own" maxLength:"64" example:"-placed_at"`
	Hidden   *bool     `json:"hidden,omitempty" doc:"Kept, but not offered"`
	Position *int      `json:"position,omitempty" doc:"Within the page, small first" minimum:"0" maximum:"100000" example:"10"`
}

// ViewUpdate changes a view.
type ViewUpdate struct {
	ViewFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

func viewFields(v *oms.View) ViewFields {
	return ViewFields{&v.Name, &v.Filter, &v.Columns, &v.Sort, &v.Hidden, &v.Position}
}

// apply changes a view in memory and reports what is wrong with it then.
func (in ViewFields) apply(v *oms.View) error {
	set(&v.Name, in.Name)
	set(&v.Filter, in.Filter)
	set(&v.Columns, in.Columns)
	set(&v.Sort, in.Sort)
	set(&v.Hidden, in.Hidden)
	set(&v.Position, in.Position)
	v.Name = strings.TrimSpace(v.Name)
	errs := append(checkText("name", v.Name, 80), checkText("filter", v.Filter, oms.MaxFilter)...)
	errs = append(errs, checkText("sort", v.Sort, 64)...)
	fault := func(field, format string, args ...any) { errs = append(errs, oms.FaultAt(field, format, args...)) }
	if v.Name == "" {
		fault("name", "is required")
	}
	if !slices.Contains(oms.ViewPages(), v.Page) {
		fault("page", "must be one of %s", strings.Join(oms.ViewPages(), ", "))
	}
	if len(v.Columns) > 60 {
		fault("columns", "has more than 60 entries")
	}
	for _, c := range v.Columns {
		errs = append(errs, checkText("columns", c, 64)...)
	}
	if v.Page == "orders" && v.Sort != "" && !slices.Contains(store.OrderSorts, strings.TrimPrefix(v.Sort, "-")) {
		fault("sort", "must be one of %s, with a - before it for the largest first", strings.Join(store.OrderSorts, ", "))
	}
	if errs != nil || v.Page != "orders" {
		return oms.InvalidFields("the view", errs)
	}
	_, err := ParseOrderFilter(v.Filter, "")
	return err
}

// Views lists the views that the caller sees: the shared ones, also those that
// are hidden, and their own. page is "" for all pages.
func (f *Flow) Views(ctx context.Context, page string) ([]oms.View, error) {
	owner := store.CallerOf(ctx).Actor
	return read(ctx, f, func(tx *store.Tx) ([]oms.View, error) { return tx.Views(ctx, page, owner) })
}

// View returns a view that the caller sees.
func (f *Flow) View(ctx context.Context, id string) (*oms.View, error) {
	if err := checkFilters("view", id); err != nil {
		return nil, err
	}
	return read(ctx, f, func(tx *store.Tx) (*oms.View, error) { return seenView(ctx, tx, id, false) })
}

// seenView reads a view. Somebody else's personal one is not there.
func seenView(ctx context.Context, tx *store.Tx, id string, lock bool) (*oms.View, error) {
	v, err := tx.View(ctx, id, lock)
	if err == nil && (v == nil || !v.Shared && v.Owner != store.CallerOf(ctx).Actor) {
		err = unknown("view", id)
	}
	return v, err
}

// CreateView saves a view. The same one again changes nothing; another one
// under a name that is taken is a Conflict.
func (f *Flow) CreateView(ctx context.Context, in ViewInput) (*oms.View, error) {
	caller := store.CallerOf(ctx).Actor
	v := &oms.View{ID: store.NewID(oms.PrefixView), Page: in.Page, Shared: in.Shared, Columns: []string{}, Version: 1, CreatedBy: caller}
	if !in.Shared {
		v.Owner = caller
	}
	if err := in.apply(v); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.View, error) {
		old, err := tx.SameView(ctx, v.Page, v.Owner, v.Name)
		if err != nil {
			return nil, err
		}
		if old != nil && same(viewFields(old), viewFields(v)) {
			known(ctx, true)
			return old, nil
		}
		if old != nil {
			return nil, nameTaken(v)
		}
		v.CreatedAt, v.UpdatedAt = tx.Now, tx.Now
		emitChange(ctx, tx, "view", v.ID, v.Name, nil, viewFields(v))
		return v, tx.SaveView(ctx, v)
	})
}

func nameTaken(v *oms.View) error {
	return oms.Errorf(oms.Conflict, "there is a view called %q on this page already: change it, or choose another name", v.Name)
}

// UpdateView changes a view, also one that was delivered.
func (f *Flow) UpdateView(ctx context.Context, id string, in ViewUpdate) (*oms.View, error) {
	if err := checkFilters("view", id); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.View, error) {
		v, err := seenView(ctx, tx, id, true)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("view", v.Name, in.Version, v.Version); err != nil {
			return nil, err
		}
		was := *v
		if err := in.apply(v); err != nil {
			return nil, err
		}
		if same(viewFields(&was), viewFields(v)) {
			return v, nil
		}
		other, err := tx.SameView(ctx, v.Page, v.Owner, v.Name)
		if err != nil {
			return nil, err
		}
		if other != nil && other.ID != v.ID {
			return nil, nameTaken(v)
		}
		v.Version++
		v.UpdatedAt = tx.Now
		emitChange(ctx, tx, "view", v.ID, v.Name, viewFields(&was), viewFields(v))
		return v, tx.SaveView(ctx, v)
	})
}

// DeleteView forgets a view. One that was delivered can only be hidden.
func (f *Flow) DeleteView(ctx context.Context, id string) error {
	if err := checkFilters("view", id); err != nil {
		return err
	}
	_, err := do(ctx, f, func(tx *store.Tx) (*oms.View, error) {
		v, err := seenView(ctx, tx, id, true)
		if err != nil {
			return nil, err
		}
		if v.Builtin != "" {
			return nil, oms.Errorf(oms.Conflict, "%q came with Switchyard: hide it instead", v.Name)
		}
		tx.Emit(ctx, oms.Event{Type: "view.deleted", Subject: id}, map[string]any{"code": v.Name, "before": viewFields(v)})
		return v, tx.DeleteView(ctx, id)
	})
	return err
}
