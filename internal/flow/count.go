package flow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// CountPlan says what is to be counted where: the SKUs of a list, or those at
// the location that all the other fields choose.
type CountPlan struct {
	Location      string             `json:"location" doc:"Code of the location" example:"BER" minLength:"1" maxLength:"64"`
	SKUs          []string           `json:"skus,omitempty" doc:"Codes of the SKUs, in the order of the walk; else all of the location, narrowed by the fields below" maxItems:"1000" maxLength:"100" example:"TEE-RED-M"`
	Category      string             `json:"category,omitempty" doc:"Only SKUs of this category" maxLength:"200"`
	NotCountedFor int64              `json:"not_counted_for,omitempty" doc:"Only SKUs that were not counted there for so many days" minimum:"0" maximum:"3650"`
	Class         stock.Class        `json:"class,omitempty" doc:"Only SKUs of this class by what the location turned over in 28 days: A makes 80 % of the value, B the next 15 %, C the rest" enum:"A,B,C"`
	InStock       bool               `json:"in_stock,omitempty" doc:"Only SKUs of which the books have some there"`
	Limit         int64              `json:"limit,omitempty" doc:"The most SKUs: those that were not counted for longest" minimum:"0" maximum:"1000"`
	Open          bool               `json:"open,omitempty" doc:"Tell the counters what the books say; else the count is blind"`
	Note          string             `json:"note,omitempty" doc:"For the counters" maxLength:"1000"`
	Currency      string             `json:"currency,omitempty" doc:"In which variances are valued; when absent, the one in which most SKUs have a cost" example:"EUR" maxLength:"3"`
	Tolerance     CountToleranceSpec `json:"tolerance,omitempty"`
}

// CountToleranceSpec is what is approved without a person: up to units or
// percent of what was expected, whichever is more, and not worth more than
// value.
type CountToleranceSpec struct {
	Units   int64       `json:"units,omitempty" minimum:"0" maximum:"1000000000" example:"1"`
	Percent int64       `json:"percent,omitempty" doc:"Of what was expected" minimum:"0" maximum:"100" example:"2"`
	Value   oms.Decimal `json:"value,omitempty" doc:"In the count's currency, at the suppliers' lowest cost; one without a cost waits for a person" example:"25.00"`
}

// PlanCount makes the sheet of a count. Nothing of the stock changes.
func (f *Flow) PlanCount(ctx context.Context, in CountPlan) (*oms.Count, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Count, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		at, err := findLocation(ctx, tx, in.Location)
		if err != nil {
			return nil, asField("location", err)
		}
		suppliers, err := tx.Suppliers(ctx)
		if err != nil {
			return nil, err
		}
		costs, currency := costsOf(suppliers, in.Currency)
		c := &oms.Count{ID: store.NewID(oms.PrefixCount), LocationID: at.ID, Location: at.Code, Status: oms.CountOpen, Blind: !in.Open, Note: in.Note,
			Currency: currency, CreatedBy: store.CallerOf(ctx).Actor, CreatedAt: tx.Now}
		if c.Tolerance, err = in.Tolerance.of(currency); err != nil {
			return nil, err
		}
		if c.Number, err = tx.NextCount(ctx); err != nil {
			return nil, err
		}
		ids, err := in.choose(ctx, tx, at, costs)
		if err != nil {
			return nil, err
		}
		lines, err := addCountLines(ctx, tx, c, ids, costs)
		if err != nil {
			return nil, err
		}
		return c, saveCount(ctx, tx, c, lines, oms.CountPlanned, map[string]any{"lines": len(lines), "blind": c.Blind})
	})
}

func (in CountPlan) check() error {
	errs := append(checkText("note", in.Note, 1000), checkText("category", in.Category, 200)...)
	errs = append(errs, checkCurrency("currency", in.Currency)...)
	errs = append(errs, checkRange("limit", in.Limit, 0, oms.MaxCountLines)...)
	errs = append(errs, checkRange("not_counted_for", in.NotCountedFor, 0, 3650)...)
	errs = append(errs, checkRange("tolerance.units", in.Tolerance.Units, 0, oms.MaxTally)...)
	errs = append(errs, checkRange("tolerance.percent", in.Tolerance.Percent, 0, 100)...)
	if in.SKUs != nil && (in.Category != "" || in.NotCountedFor != 0 || in.Class != "" || in.InStock || in.Limit != 0) {
		errs = append(errs, oms.FaultAt("skus", "names them all: leave the fields out by which others are chosen"))
	}
	if c := in.Class; c != "" && c != stock.ClassA && c != stock.ClassB && c != stock.ClassC {
		errs = append(errs, oms.FaultAt("class", "must be A, B or C"))
	}
	return oms.InvalidFields("the count", errs)
}

func (in CountToleranceSpec) of(currency string) (oms.CountTolerance, error) {
	out := oms.CountTolerance{Units: in.Units, Percent: in.Percent}
	if in.Value != "" && currency == "" {
		return out, oms.InvalidField("currency", "is needed for a value: no supplier's cost says which")
	}
	var faults []oms.FieldError
	out.Value, faults = costOf("tolerance.value", in.Value, currency)
	return out, oms.InvalidFields("the count", faults)
}

// costsOf is the lowest cost of each SKU that an active supplier asks in a
// currency: the one given, else the one in which most costs are.
func costsOf(suppliers []*oms.Supplier, currency string) (map[string]int64, string) {
	by := map[string]map[string]int64{}
	for _, s := range suppliers {
		for _, it := range s.Items {
			if it.Cost == nil || !s.Active {
				continue
			}
			if by[s.Currency] == nil {
				by[s.Currency] = map[string]int64{}
			}
			if known, ok := by[s.Currency][it.SKUID]; !ok || *it.Cost < known {
				by[s.Currency][it.SKUID] = *it.Cost
			}
		}
	}
	if currency == "" {
		for c, costs := range by {
			if len(costs) > len(by[currency]) || len(costs) == len(by[currency]) && c < currency {
				currency = c
			}
		}
	}
	return by[currency], currency
}

// choose returns the ids of the SKUs to count.
func (in CountPlan) choose(ctx context.Context, tx *store.Tx, at *oms.Location, costs map[string]int64) ([]string, error) {
	if in.SKUs != nil {
		return listed(ctx, tx, in.SKUs)
	}
	all, err := tx.Countables(ctx, at.ID)
	if err != nil {
		return nil, err
	}
	chosen := in.narrow(all, costs, tx.Now)
	switch {
	case len(chosen) == 0:
		return nil, oms.Errorf(oms.Conflict, "nothing at %s is chosen by this: widen it", at.Code)
	case len(chosen) > oms.MaxCountLines:
		return nil, oms.InvalidField("limit", "is needed: %d SKUs are chosen at %s, a count takes %d", len(chosen), at.Code, oms.MaxCountLines)
	}
	ids := make([]string, len(chosen))
	for i, c := range chosen {
		ids[i] = c.SKUID
	}
	return ids, nil
}

// narrow chooses among all that a location has, by code.
func (in CountPlan) narrow(all []store.Countable, costs map[string]int64, now time.Time) []store.Countable {
	turnover := make([]stock.Turnover, len(all))
	for i, c := range all {
		turnover[i].Units = c.Units
		if cost, ok := costs[c.SKUID]; ok {
			turnover[i].Cost = &cost
		}
	}
	classes, before := stock.Classify(turnover), now.AddDate(0, 0, -int(in.NotCountedFor))
	var out []store.Countable
	for i, c := range all {
		switch {
		case in.Category != "" && c.Category != in.Category:
		case in.Class != "" && classes[i] != in.Class:
		case in.InStock && c.OnHand == 0:
		case in.NotCountedFor > 0 && c.LastAt != nil && c.LastAt.After(before):
		default:
			out = append(out, c)
		}
	}
	if limit := int(in.Limit); limit > 0 && limit < len(out) {
		slices.SortStableFunc(out, func(a, b store.Countable) int { return compareInstants(a.LastAt, b.LastAt) })
		out = out[:limit]
		slices.SortFunc(out, func(a, b store.Countable) int { return cmp.Compare(a.SKU, b.SKU) })
	}
	return out
}

// compareInstants orders instants; never comes first.
func compareInstants(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.Compare(*b)
}

// listed returns the ids of SKUs that are named.
func listed(ctx context.Context, tx *store.Tx, codes []string) ([]string, error) {
	if len(codes) == 0 || len(codes) > oms.MaxCountLines {
		return nil, oms.InvalidField("skus", "must have 1 to %d entries", oms.MaxCountLines)
	}
	skus, err := tx.SKUsByCode(ctx, codes)
	if err != nil {
		return nil, err
	}
	var ids []string
	var errs []oms.FieldError
	for i, code := range codes {
		sku, fault := countable(fmt.Sprintf("skus[%d]", i), code, skus[code])
		switch {
		case fault != nil:
			errs = append(errs, *fault)
		case slices.Contains(ids, sku.ID):
			errs = append(errs, oms.FaultAt(fmt.Sprintf("skus[%d]", i), "appears twice"))
		default:
			ids = append(ids, sku.ID)
		}
	}
	return ids, oms.InvalidFields("the count", errs)
}

// countable says why a SKU can't be on a count.
func countable(field, code string, sku *oms.SKU) (*oms.SKU, *oms.FieldError) {
	switch {
	case sku == nil:
		return nil, new(oms.FaultAt(field, "%.100q is not known: create it first", code))
	case sku.Bundle():
		return nil, new(oms.FaultAt(field, "%s is a bundle, which has no stock of its own: count its components", sku.Code))
	}
	return sku, nil
}

// addCountLines puts SKUs on a sheet and returns their lines. Of one with lots
// those are its lots there, or, of one without any there, a line that names none.
func addCountLines(ctx context.Context, tx *store.Tx, c *oms.Count, ids []string, costs map[string]int64) ([]*oms.CountLine, error) {
	if len(skuIDsOf(c.Lines))+len(ids) > oms.MaxCountLines {
		return nil, oms.Errorf(oms.Conflict, "%s would have more than %d SKUs", c.Name(), oms.MaxCountLines)
	}
	skus, err := tx.SKUsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var byLot []string
	for _, id := range ids {
		if skus[id].Tracking == oms.TrackLots {
			byLot = append(byLot, id)
		}
	}
	lots, err := tx.LotsAt(ctx, c.LocationID, byLot)
	if err != nil {
		return nil, err
	}
	first := len(c.Lines)
	for _, id := range ids {
		s := skus[id]
		l := oms.CountLine{N: len(c.Lines) + 1, SKUID: id, SKU: s.Code, Title: s.Title, Barcode: s.Barcode, Tracking: s.Tracking, Status: oms.CountLineOpen, Round: 1}
		if cost, ok := costs[id]; ok {
			l.Cost = &cost
		}
		for _, lot := range lots[id] {
			c.AddLot(&l, lot.LotID, lot.Lot, lot.ExpiresOn)
		}
		if len(lots[id]) == 0 {
			c.Lines = append(c.Lines, l)
		}
	}
	if len(c.Lines) > oms.MaxCountLots {
		return nil, tooManyLots(c)
	}
	return allLines(c)[first:], nil
}

// saveCount writes a count with the lines that changed, and tells what
// happened to it.
func saveCount(ctx context.Context, tx *store.Tx, c *oms.Count, changed []*oms.CountLine, event oms.EventType, data map[string]any) error {
	c.Settle(tx.Now)
	c.Version++
	c.UpdatedAt = tx.Now
	data["number"], data["location"], data["status"] = c.Name(), c.Location, c.Status
	tx.Emit(ctx, oms.Event{Type: event, Subject: c.ID}, data)
	return tx.SaveCount(ctx, c, changed)
}

// Count returns a count with its lines. Of a count that is not blind, lines
// that nobody has counted yet say what the books say now.
func (f *Flow) Count(ctx context.Context, id string) (*oms.Count, error) {
	if !oms.IsID(id, oms.PrefixCount) {
		return nil, unknown("count", id)
	}
	return read(ctx, f, func(tx *store.Tx) (*oms.Count, error) {
		c, err := tx.Count(ctx, id)
		if err != nil || c.Blind || c.Status.Done() {
			return c, err
		}
		books, err := booksOf(ctx, tx, c.LocationID, allLines(c))
		for i := range c.Lines {
			if l := &c.Lines[i]; l.Status == oms.CountLineOpen {
				l.Book, l.Picked = books[nameOf(l)].OnHand, books[nameOf(l)].Picked
			}
		}
		return c, err
	})
}

// skuIDsOf returns the SKUs of lines, each once.
func skuIDsOf(lines []oms.CountLine) []string {
	var ids []string
	seen := map[string]bool{}
	for _, l := range lines {
		if !seen[l.SKUID] {
			seen[l.SKUID], ids = true, append(ids, l.SKUID)
		}
	}
	return ids
}

// CountFilter chooses counts.
type CountFilter struct {
	Status   string `query:"status" doc:"One state, or several with commas: open, counting, review, closed, canceled" example:"counting,review" maxLength:"100"`
	Location string `query:"location" doc:"Code of a location" maxLength:"64"`
	SKU      string `query:"sku" doc:"Code of a SKU on the sheet" maxLength:"100"`
	Paging
}

// Counts returns a page of counts without their lines, newest first.
func (f *Flow) Counts(ctx context.Context, filter CountFilter) (Page[*oms.Count], error) {
	none := Page[*oms.Count]{Items: []*oms.Count{}}
	page, limit, err := filter.limit()
	if err != nil {
		return none, err
	}
	q := store.CountFilter{Limit: limit}
	if err := filter.at(&q.Before); err != nil {
		return none, err
	}
	if err := checkFilters("status", filter.Status); err != nil {
		return none, err
	}
	if filter.Status != "" {
		q.Statuses = strings.Split(filter.Status, ",")
	}
	return read(ctx, f, func(tx *store.Tx) (Page[*oms.Count], error) {
		refs := refs{location: filter.Location, sku: filter.SKU}
		if ok, err := refs.resolve(ctx, tx); !ok {
			return none, err
		}
		q.LocationID, q.SKUID = refs.locationID, refs.skuID
		all, err := tx.Counts(ctx, q)
		return pageOf(all, page, func(c *oms.Count) any { return c.Number }), err
	})
}
