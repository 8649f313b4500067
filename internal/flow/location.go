package flow

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// LocationInput describes a new location. Only its code is required.
type LocationInput struct {
	Code string `json:"code" doc:"Unique, short, as people say it; it never changes" example:"BER" minLength:"1" maxLength:"64"`
	LocationFields
}

// LocationFields is what can be said of a location; nil leaves it as it is.
type LocationFields struct {
	Name     *string           `json:"name,omitempty" doc:"The code when absent" example:"Berlin" maxLength:"300"`
	Kind     *oms.LocationKind `json:"kind,omitempty" doc:"warehouse when absent" enum:"warehouse,store,3pl,supplier,virtual" example:"warehouse"`
	Address  *oms.Address      `json:"address,omitempty" doc:"Where it is; orders go to the nearest by its coordinates or country"`
	Calendar *oms.Calendar     `json:"calendar,omitempty" doc:"When it hands parcels over; every day when absent"`
	Priority *int64            `json:"priority,omitempty" doc:"Lower is preferred when all else is equal" minimum:"0" maximum:"1000000"`
	Active   *bool             `json:"active,omitempty" doc:"Whether it takes part in allocation; true when absent"`

	Groups       *[]string `json:"groups,omitempty" doc:"Names that rules and channels call it by; its kind is one more" maxItems:"50" maxLength:"64" example:"north"`
	Allows       *[]string `json:"allows,omitempty" doc:"Special handling and licenses it has: SKUs that need one leave from nowhere else" maxItems:"50" maxLength:"64" example:"hazmat"`
	Domestic     *bool     `json:"domestic,omitempty" doc:"Whether it sends within its own country only"`
	OrdersPerDay *int64    `json:"orders_per_day,omitempty" doc:"Fulfillment orders that it can hand over on a day; 0 for no limit" minimum:"0" maximum:"1000000000"`
	UnitsPerDay  *int64    `json:"units_per_day,omitempty" doc:"Units that it can hand over on a day; 0 for no limit" minimum:"0" maximum:"1000000000"`
	Supplier     *string   `json:"supplier,omitempty" doc:"Of kind supplier: the code of the supplier, who gets a purchase order for each work that is released here; empty for nobody" maxLength:"64" example:"TEXCO"`
}

// LocationUpdate changes a location.
type LocationUpdate struct {
	LocationFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

func locationFields(l *oms.Location) LocationFields {
	return LocationFields{&l.Name, &l.Kind, &l.Address, &l.Calendar, &l.Priority, &l.Active, &l.Groups, &l.Allows, &l.Domestic, &l.OrdersPerDay, &l.UnitsPerDay, &l.Supplier}
}

// apply changes a location in memory and reports what is wrong with it then.
func (in LocationFields) apply(l *oms.Location) (errs []oms.FieldError) {
	set(&l.Name, in.Name)
	set(&l.Kind, in.Kind)
	set(&l.Address, in.Address)
	set(&l.Calendar, in.Calendar)
	set(&l.Priority, in.Priority)
	set(&l.Active, in.Active)
	set(&l.Groups, in.Groups)
	set(&l.Allows, in.Allows)
	set(&l.Domestic, in.Domestic)
	set(&l.OrdersPerDay, in.OrdersPerDay)
	set(&l.UnitsPerDay, in.UnitsPerDay)
	set(&l.Supplier, in.Supplier)
	if l.Supplier != "" && l.Kind != oms.DropShip {
		errs = append(errs, oms.FaultAt("supplier", "is only for locations of kind supplier"))
	}
	errs = append(errs, checkNames("groups", &l.Groups)...)
	errs = append(errs, checkNames("allows", &l.Allows)...)
	errs = append(errs, checkRange("orders_per_day", l.OrdersPerDay, 0, 1_000_000_000)...)
	errs = append(errs, checkRange("units_per_day", l.UnitsPerDay, 0, 1_000_000_000)...)
	errs = append(errs, checkText("name", l.Name, 300)...)
	if !slices.Contains(oms.LocationKinds(), l.Kind) {
		errs = append(errs, oms.FaultAt("kind", "must be warehouse, store, 3pl, supplier or virtual"))
	}
	errs = append(errs, l.Address.Check("address")...)
	errs = append(errs, l.Calendar.Check("calendar")...)
	if len(l.Calendar.CutOffs) > 7 || len(l.Calendar.Closures) > 366 {
		errs = append(errs, oms.FaultAt("calendar", "has more than 7 cut-offs or 366 closures"))
	}
	return append(errs, checkRange("priority", l.Priority, 0, 1_000_000)...)
}

// newLocation makes a location of its description.
func newLocation(in LocationInput) (*oms.Location, error) {
	l := &oms.Location{Code: in.Code, Name: in.Code, Kind: oms.Warehouse, Active: true}
	return l, oms.InvalidFields("the location", append(checkCode("code", in.Code, maxCode), in.apply(l)...))
}

// CreateLocation adds a location. The same description again is the same
// location; another one under the same code is a Conflict.
func (f *Flow) CreateLocation(ctx context.Context, in LocationInput) (*oms.Location, error) {
	l, err := newLocation(in)
	if err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Location, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		found, err := tx.LocationsByCode(ctx, []string{in.Code})
		if err != nil {
			return nil, err
		}
		if old := found[in.Code]; old != nil {
			if !same(locationFields(old), locationFields(l)) {
				return nil, taken("location", in.Code, locationFields(old), locationFields(l))
			}
			known(ctx, true)
			return old, nil
		}
		return l, saveLocation(ctx, tx, nil, l)
	})
}

// saveLocation writes a new location (before is nil) or a changed one.
func saveLocation(ctx context.Context, tx *store.Tx, before any, l *oms.Location) error {
	if l.Supplier != "" {
		s, err := findSupplier(ctx, tx, l.Supplier)
		if err != nil {
			return asField("supplier", err)
		}
		l.Supplier = s.Code
	}
	if before == nil {
		l.ID, l.CreatedAt, l.Version = store.NewID(oms.PrefixLocation), tx.Now, 0
	}
	l.Version++
	l.UpdatedAt = tx.Now
	emitChange(ctx, tx, "location", l.ID, l.Code, before, locationFields(l))
	return tx.SaveLocations(ctx, []*oms.Location{l})
}

// UpdateLocation changes a location given by its id or code.
func (f *Flow) UpdateLocation(ctx context.Context, ref string, in LocationUpdate) (*oms.Location, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Location, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		l, err := findLocation(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("location", l.Code, in.Version, l.Version); err != nil {
			return nil, err
		}
		was := *l
		if err := oms.InvalidFields("the location", in.apply(l)); err != nil {
			return nil, err
		}
		if same(locationFields(&was), locationFields(l)) {
			return l, nil
		}
		return l, saveLocation(ctx, tx, locationFields(&was), l)
	})
}

// Location returns a location by its id or code.
func (f *Flow) Location(ctx context.Context, ref string) (*oms.Location, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.Location, error) { return findLocation(ctx, tx, ref) })
}

func findLocation(ctx context.Context, tx *store.Tx, ref string) (*oms.Location, error) {
	all, err := tx.Locations(ctx, false)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(l oms.Location) bool { return l.ID == ref || l.Code == ref })
	if i < 0 {
		return nil, unknown("location", ref)
	}
	return &all[i], nil
}

// Locations returns a page of the locations by code.
func (f *Flow) Locations(ctx context.Context, filter CatalogFilter) (Page[oms.Location], error) {
	return read(ctx, f, func(tx *store.Tx) (Page[oms.Location], error) {
		all, err := tx.Locations(ctx, false)
		if err != nil {
			return Page[oms.Location]{}, err
		}
		return pageByCode(all, filter, func(l oms.Location) (string, string, bool) { return l.Code, l.Name, l.Active })
	})
}
