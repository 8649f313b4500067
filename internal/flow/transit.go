package flow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// TransitInput describes a new transit table. Only its service is required.
type TransitInput struct {
	Service string `json:"service" doc:"A service level that rate cards name, or the name of a card; unique, it never changes" example:"standard" minLength:"1" maxLength:"100"`
	TransitFields
}

// TransitFields is what can be said of a transit table; nil leaves it as it is.
type TransitFields struct {
	Name        *string            `json:"name,omitempty" doc:"For people; the service when absent" example:"Standard" maxLength:"100"`
	WorkingDays *[]int             `json:"working_days,omitempty" doc:"Weekdays, 0 Sunday to 6 Saturday, on which it carries and delivers; Monday to Friday when absent" maxItems:"7" example:"[1,2,3,4,5,6]"`
	Holidays    *[]oms.Holiday     `json:"holidays,omitempty" doc:"Days on which it rests in the country of either end" maxItems:"2000"`
	Lanes       *[]oms.TransitLane `json:"lanes,omitempty" doc:"Its days in transit by route; the lane that says most about a route holds: destination before location, then zone" maxItems:"5000"`
}

// TransitUpdate changes a transit table.
type TransitUpdate struct {
	TransitFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

// maxTransitTables bounds what every promise may have to look through.
const maxTransitTables = 200

func transitFields(t *oms.TransitTable) TransitFields {
	return TransitFields{&t.Name, &t.WorkingDays, &t.Holidays, &t.Lanes}
}

// apply changes a table in memory and reports what is wrong with it then.
func (in TransitFields) apply(t *oms.TransitTable) error {
	set(&t.Name, in.Name)
	set(&t.WorkingDays, in.WorkingDays)
	set(&t.Holidays, in.Holidays)
	set(&t.Lanes, in.Lanes)
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" {
		t.Name = t.Service
	}
	t.WorkingDays, t.Holidays, t.Lanes = copied(t.WorkingDays), copied(t.Holidays), copied(t.Lanes)
	errs := append(checkCode("service", t.Service, maxSKUCode), checkText("name", t.Name, 100)...)
	errs = append(errs, t.Check()...)
	t.Sort()
	return oms.InvalidFields("the transit table", errs)
}

// copied is a list of its own; none is an empty one, as the database has it.
func copied[T any](all []T) []T { return append([]T{}, all...) }

func newTransit(service string) *oms.TransitTable {
	return &oms.TransitTable{Service: service, WorkingDays: oms.DefaultWorkingDays()}
}

// CreateTransit adds a transit table. The same again is the same table; another
// one for the same service is a Conflict.
func (f *Flow) CreateTransit(ctx context.Context, in TransitInput) (*oms.TransitTable, error) {
	t := newTransit(in.Service)
	if err := in.apply(t); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.TransitTable, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		all, err := tx.TransitTables(ctx)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, func(o oms.TransitTable) bool { return o.Service == t.Service }); i >= 0 {
			if !same(transitFields(&all[i]), transitFields(t)) {
				return nil, taken("transit table", t.Service, transitFields(&all[i]), transitFields(t))
			}
			known(ctx, true)
			return &all[i], nil
		}
		if len(all) >= maxTransitTables {
			return nil, oms.Errorf(oms.Conflict, "there are %d transit tables, the limit", maxTransitTables)
		}
		return t, saveTransit(ctx, tx, nil, t)
	})
}

// saveTransit writes a new table (before is nil) or a changed one.
func saveTransit(ctx context.Context, tx *store.Tx, before any, t *oms.TransitTable) error {
	if before == nil {
		t.ID, t.CreatedAt, t.Version = store.NewID(oms.PrefixTransit), tx.Now, 0
	}
	t.Version++
	t.UpdatedAt = tx.Now
	emitChange(ctx, tx, "transit_table", t.ID, t.Service, before, transitFields(t))
	return tx.SaveTransitTable(ctx, t)
}

// UpdateTransit changes a transit table given by its id or service.
func (f *Flow) UpdateTransit(ctx context.Context, ref string, in TransitUpdate) (*oms.TransitTable, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.TransitTable, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		t, err := findTransit(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("transit table", t.Service, in.Version, t.Version); err != nil {
			return nil, err
		}
		was := *t
		if err := in.apply(t); err != nil {
			return nil, err
		}
		if same(transitFields(&was), transitFields(t)) {
			return t, nil
		}
		return t, saveTransit(ctx, tx, transitFields(&was), t)
	})
}

// DeleteTransit forgets a transit table: what it said is assumed from then on.
func (f *Flow) DeleteTransit(ctx context.Context, ref string) error {
	_, err := do(ctx, f, func(tx *store.Tx) (*oms.TransitTable, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		t, err := findTransit(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		tx.Emit(ctx, oms.Event{Type: "transit_table.deleted", Subject: t.ID}, map[string]any{"code": t.Service, "before": transitFields(t)})
		return t, tx.DeleteTransitTable(ctx, t.ID)
	})
	return err
}

func findTransit(ctx context.Context, tx *store.Tx, ref string) (*oms.TransitTable, error) {
	all, err := tx.TransitTables(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(t oms.TransitTable) bool { return t.ID == ref || t.Service == ref })
	if i < 0 {
		return nil, unknown("transit table", ref)
	}
	return &all[i], nil
}

// Transit returns a transit table by its id or service.
func (f *Flow) Transit(ctx context.Context, ref string) (*oms.TransitTable, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.TransitTable, error) { return findTransit(ctx, tx, ref) })
}

// TransitFilter chooses transit tables.
type TransitFilter struct {
	Query string `query:"q" doc:"Words, each the beginning of one in service or name" maxLength:"200"`
	Paging
}

// Transits returns a page of the transit tables by service.
func (f *Flow) Transits(ctx context.Context, filter TransitFilter) (Page[oms.TransitTable], error) {
	return read(ctx, f, func(tx *store.Tx) (Page[oms.TransitTable], error) {
		all, err := tx.TransitTables(ctx)
		if err != nil {
			return Page[oms.TransitTable]{}, err
		}
		return pageByCode(all, CatalogFilter{Query: filter.Query, Paging: filter.Paging}, func(t oms.TransitTable) (string, string, bool) { return t.Service, t.Name, true })
	})
}

// transitImport imports lanes of transit tables: a row is a lane, and the first
// of a service that is not known begins its table.
type transitImport struct {
	seen map[string]bool // lanes of this file, so that none is there twice
}

func (*transitImport) fields() []catalogField {
	return []catalogField{
		{"service", []string{"service level", "carrier service", "table"}, true}, {"from", []string{"from country", "origin", "location country"}, false},
		{"to", []string{"to country", "destination", "country"}, false}, {"zone", []string{"rate zone"}, false},
		{"min_days", []string{"min", "days from", "from days"}, true}, {"max_days", []string{"max", "days to", "to days"}, true},
	}
}

func (*transitImport) late(*catalogRow) bool { return false }

func (i *transitImport) do(ctx context.Context, f *Flow, rows []*catalogRow, dry bool) error {
	var seen map[string]bool
	err := f.writeRows(ctx, dry, rows, func(tx *store.Tx) error {
		seen = map[string]bool{}
		if err := tx.LockCatalog(ctx); err != nil {
			return err
		}
		all, err := tx.TransitTables(ctx)
		if err != nil {
			return err
		}
		known, before := map[string]*oms.TransitTable{}, map[string]any{}
		for k := range all {
			t := &all[k]
			was := *t
			was.Lanes = copied(t.Lanes)
			known[t.Service], before[t.Service] = t, transitFields(&was)
		}
		for _, r := range rows {
			i.put(r, known, seen)
		}
		for service, t := range known {
			t.Sort()
			if before[service] != nil && same(before[service], transitFields(t)) {
				continue
			}
			if err := saveTransit(ctx, tx, before[service], t); err != nil {
				return err
			}
		}
		return nil
	})
	maps.Copy(i.seen, seen)
	return err
}

// put adds the row's lane, or changes the days of the one that is there, and
// notes it in seen.
func (i *transitImport) put(r *catalogRow, known map[string]*oms.TransitTable, seen map[string]bool) {
	service := r.get("service")
	l := oms.TransitLane{From: strings.ToUpper(r.get("from")), To: strings.ToUpper(r.get("to")), Zone: r.get("zone")}
	set(&l.MinDays, r.whole("min_days"))
	set(&l.MaxDays, r.whole("max_days"))
	one := newTransit(service)
	lanes := []oms.TransitLane{l}
	if err := (TransitFields{Lanes: &lanes}).apply(one); r.err == nil {
		r.err = err
	}
	key := fmt.Sprintf("%q %q", service, l.Key())
	t := known[service]
	switch {
	case r.err != nil:
		return
	case i.seen[key] || seen[key]:
		r.err = oms.Errorf(oms.Conflict, "the file has this lane twice")
		return
	case t == nil && len(known) >= maxTransitTables:
		r.err = oms.Errorf(oms.Conflict, "there are %d transit tables, the limit", maxTransitTables)
		return
	case t == nil:
		t, one.Lanes = one, nil
		known[service] = t
	}
	seen[key] = true
	at := slices.IndexFunc(t.Lanes, func(o oms.TransitLane) bool { return o.Key() == l.Key() })
	switch {
	case at < 0 && len(t.Lanes) >= oms.MaxTransitLanes:
		r.err = oms.Errorf(oms.Conflict, "the table has %d lanes, the limit", oms.MaxTransitLanes)
	case at < 0:
		t.Lanes, r.outcome = append(t.Lanes, l), rowCreated
	case t.Lanes[at] == l:
		r.outcome = rowUnchanged
	default:
		t.Lanes[at], r.outcome = l, rowChanged
	}
}
