package flow

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// locationImport imports locations.
type locationImport struct{}

func (locationImport) fields() []catalogField {
	return []catalogField{
		{"code", []string{"location", "warehouse", "store", "location code"}, true}, {"name", []string{"title"}, false}, {"kind", []string{"type"}, false},
		{"priority", []string{"rank"}, false}, {"active", []string{"status", "enabled"}, false},
		{"company", nil, false}, {"address1", []string{"address", "street"}, false}, {"address2", nil, false}, {"city", []string{"town"}, false},
		{"region", []string{"state", "province"}, false}, {"postal_code", []string{"zip", "postcode"}, false},
		{"country_code", []string{"country"}, false}, {"phone", []string{"telephone"}, false},
		{"latitude", []string{"lat"}, false}, {"longitude", []string{"lng", "lon"}, false}, {"timezone", []string{"time zone"}, false},
	}
}

func (locationImport) late(*catalogRow) bool { return false }

func (locationImport) do(ctx context.Context, f *Flow, rows []*catalogRow, dry bool) error {
	return f.writeRows(ctx, dry, rows, func(tx *store.Tx) error {
		if err := tx.LockCatalog(ctx); err != nil {
			return err
		}
		codes := make([]string, len(rows))
		for i, r := range rows {
			codes[i] = r.get("code")
		}
		known, err := tx.LocationsByCode(ctx, slices.DeleteFunc(codes, func(c string) bool { return checkCode("", c, maxCode) != nil }))
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.err == nil {
				if err := r.putLocation(ctx, tx, known); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// putLocation adds a location, or changes the one with the code.
func (r *catalogRow) putLocation(ctx context.Context, tx *store.Tx, known map[string]*oms.Location) error {
	code := r.get("code")
	l := &oms.Location{Code: code, Name: code, Kind: oms.Warehouse, Active: true}
	var before any
	r.outcome = rowCreated
	if was := known[code]; was != nil {
		before, r.outcome = locationFields(was), rowChanged
		next := *was
		l = &next
	}
	errs := append(checkCode("code", code, maxCode), r.location(l).apply(l)...)
	if r.err == nil {
		r.err = oms.InvalidFields("the row", errs)
	}
	switch {
	case r.err != nil:
		return nil
	case before != nil && same(before, locationFields(l)):
		r.outcome = rowUnchanged
		return nil
	}
	known[code] = l
	return saveLocation(ctx, tx, before, l)
}

// location reads a location off a row; the address and the calendar are those
// of l with the cells that are not empty.
func (r *catalogRow) location(l *oms.Location) LocationFields {
	in := LocationFields{Name: r.text("name"), Priority: r.whole("priority"), Active: r.flag("active")}
	if k := r.text("kind"); k != nil {
		in.Kind = (*oms.LocationKind)(k)
	}
	a := l.Address
	for field, dst := range map[string]*string{"company": &a.Company, "address1": &a.Address1, "address2": &a.Address2, "city": &a.City, "region": &a.Region,
		"postal_code": &a.PostalCode, "country_code": &a.CountryCode, "phone": &a.Phone} {
		set(dst, r.text(field))
	}
	if lat, lng := r.degrees("latitude"), r.degrees("longitude"); lat != nil || lng != nil {
		a.Latitude, a.Longitude = lat, lng
	}
	c := l.Calendar
	set(&c.Timezone, r.text("timezone"))
	in.Address, in.Calendar = &a, &c
	return in
}
