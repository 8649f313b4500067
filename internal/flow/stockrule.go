package flow

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// maxStockRules bounds what every batch of orders looks through.
const maxStockRules = 10_000

// StockRuleInput describes a new rule of what channels may sell.
type StockRuleInput struct {
	Kind oms.StockRuleKind `json:"kind" enum:"locations,ring_fence,threshold,safety_stock,oversell_risk" doc:"locations: the channel sells from these alone. ring_fence: units of a SKU that only the channel may sell. threshold: units at each location that are not shown. safety_stock: units at each location that nobody may sell. oversell_risk: a buffer computed from demand and from how late the channel hears of a change. It never changes" example:"ring_fence"`
	StockRuleFields
}

// StockRuleFields is what can be said of a rule; nil leaves it as it is.
type StockRuleFields struct {
	Name      *string   `json:"name,omitempty" doc:"Unique; walks and conflicts name the rule by it" example:"For the wholesale portal" maxLength:"100"`
	SKU       *string   `json:"sku,omitempty" doc:"Code of a SKU; empty or absent for any" example:"TEE-RED-M" maxLength:"100"`
	Category  *string   `json:"category,omitempty" doc:"A category of SKUs; empty or absent for any" maxLength:"200"`
	Channel   *string   `json:"channel,omitempty" doc:"Code of a channel; empty or absent for any" example:"web" maxLength:"64"`
	Location  *string   `json:"location,omitempty" doc:"Code of a location; empty or absent for any" maxLength:"64"`
	Locations *[]string `json:"locations,omitempty" doc:"Of kind locations: codes of those that the channel sells from" maxItems:"500"`
	Quantity  *int64    `json:"quantity,omitempty" doc:"Units of each SKU, at each location except for ring_fence" minimum:"0" maximum:"1000000000" example:"20"`
	Risk      *int64    `json:"risk,omitempty" doc:"Of kind oversell_risk: how many of ten thousand times more may be sold than is there; 100 is 1 %" minimum:"0" maximum:"5000"`
	Active    *bool     `json:"active,omitempty" doc:"true when absent"`
}

// StockRuleUpdate changes a rule.
type StockRuleUpdate struct {
	StockRuleFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

func stockRuleFields(r *oms.StockRule) StockRuleFields {
	return StockRuleFields{&r.Name, &r.SKU, &r.Category, &r.Channel, &r.Location, &r.Locations, &r.Quantity, &r.Risk, &r.Active}
}

// apply changes a rule in memory and reports what is wrong with it then.
func (in StockRuleFields) apply(ctx context.Context, tx *store.Tx, r *oms.StockRule) error {
	set(&r.Name, in.Name)
	set(&r.SKU, in.SKU)
	set(&r.Category, in.Category)
	set(&r.Channel, in.Channel)
	set(&r.Location, in.Location)
	set(&r.Locations, in.Locations)
	set(&r.Quantity, in.Quantity)
	set(&r.Risk, in.Risk)
	set(&r.Active, in.Active)
	r.Name = strings.TrimSpace(r.Name)
	errs := checkText("name", r.Name, 100)
	if r.Name == "" {
		errs = append(errs, oms.FaultAt("name", "is needed"))
	}
	if !slices.Contains(oms.StockRuleKinds(), r.Kind) {
		errs = append(errs, oms.FaultAt("kind", "must be locations, ring_fence, threshold, safety_stock or oversell_risk"))
	}
	errs = append(errs, checkText("category", r.Category, 200)...)
	errs = append(errs, checkRange("quantity", r.Quantity, 0, maxMovement)...)
	errs = append(errs, checkRange("risk", r.Risk, 0, 5000)...)
	if len(errs) > 0 {
		return oms.InvalidFields("the rule", errs)
	}
	if err := resolveRule(ctx, tx, r); err != nil {
		return err
	}
	return oms.InvalidFields("the rule", r.Check())
}

// resolveRule turns the codes of a rule into ids.
func resolveRule(ctx context.Context, tx *store.Tx, r *oms.StockRule) error {
	r.SKUID, r.ChannelID, r.LocationID = "", "", ""
	if r.SKU != "" {
		s, err := findSKU(ctx, tx, r.SKU)
		if err != nil {
			return asField("sku", err)
		}
		if s.Bundle() && r.Kind != oms.StockRisk {
			return oms.InvalidField("sku", "%s is a bundle, which has no stock of its own: name its components", s.Code)
		}
		r.SKUID, r.SKU = s.ID, s.Code
	}
	if r.Channel != "" {
		c, err := findChannel(ctx, tx, r.Channel)
		if err != nil {
			return asField("channel", err)
		}
		r.ChannelID, r.Channel = c.ID, c.Code
	}
	if r.Location != "" {
		l, err := findLocation(ctx, tx, r.Location)
		if err != nil {
			return asField("location", err)
		}
		r.LocationID, r.Location = l.ID, l.Code
	}
	codes := make([]string, 0, len(r.Locations))
	for i, code := range r.Locations {
		l, err := findLocation(ctx, tx, code)
		if err != nil {
			return asField(fmt.Sprintf("locations[%d]", i), err)
		}
		codes = append(codes, l.Code)
	}
	slices.Sort(codes)
	r.Locations = slices.Compact(codes)
	return nil
}

// clash refuses a rule that says what another one says already, or has its name.
func clash(all []oms.StockRule, r *oms.StockRule) error {
	for i := range all {
		o := &all[i]
		switch {
		case o.ID == r.ID:
		case strings.EqualFold(o.Name, r.Name):
			return oms.Errorf(oms.Conflict, "there is a rule %q already: choose another name", o.Name)
		case o.Kind == r.Kind && o.SKUID == r.SKUID && o.Category == r.Category && o.ChannelID == r.ChannelID && o.LocationID == r.LocationID:
			return oms.Errorf(oms.Conflict, "%q is a rule of kind %s for the same SKU, category, channel and location: change that one", o.Name, o.Kind)
		}
	}
	return nil
}

// CreateStockRule adds a rule. The channels it concerns are told the new
// figures, and orders that come from now on keep to it.
func (f *Flow) CreateStockRule(ctx context.Context, in StockRuleInput) (*oms.StockRule, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.StockRule, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		r := &oms.StockRule{Kind: in.Kind, Active: true, Locations: []string{}}
		if err := in.apply(ctx, tx, r); err != nil {
			return nil, err
		}
		all, err := tx.StockRules(ctx)
		if err != nil {
			return nil, err
		}
		for i := range all {
			if o := &all[i]; o.Kind == r.Kind && same(stockRuleFields(o), stockRuleFields(r)) {
				return o, nil
			}
		}
		if len(all) >= maxStockRules {
			return nil, oms.Errorf(oms.Conflict, "there are %d rules, the limit", maxStockRules)
		}
		if err := clash(all, r); err != nil {
			return nil, err
		}
		return r, saveStockRule(ctx, tx, nil, r)
	})
}

// saveStockRule writes a new rule (before is nil) or a changed one.
func saveStockRule(ctx context.Context, tx *store.Tx, before, r *oms.StockRule) error {
	event, was := oms.StockRuleCreated, any(nil)
	if before == nil {
		r.ID, r.CreatedAt = store.NewID(oms.PrefixStockRule), tx.Now
	} else {
		event, was = oms.StockRuleChanged, stockRuleFields(before)
	}
	r.Version++
	r.UpdatedAt = tx.Now
	if err := tellRule(ctx, tx, event, was, stockRuleFields(r), before, r); err != nil {
		return err
	}
	return tx.SaveStockRule(ctx, r)
}

// tellRule emits the event of a change, with the SKUs and channels whose
// figures it may have changed: see changedFigures.
func tellRule(ctx context.Context, tx *store.Tx, event oms.EventType, was, is any, rules ...*oms.StockRule) error {
	var items []map[string]string
	var channels []string
	all := false
	id, name := "", ""
	for _, r := range rules {
		if r == nil {
			continue
		}
		id, name = r.ID, r.Name
		switch {
		case r.SKUID != "":
			items = append(items, map[string]string{"sku_id": r.SKUID})
		case r.Category != "":
			ids, err := tx.SKUsOfCategory(ctx, r.Category)
			if err != nil {
				return err
			}
			all = all || len(ids) > maxMovements
			for _, id := range ids[:min(len(ids), maxMovements)] {
				items = append(items, map[string]string{"sku_id": id})
			}
		case r.ChannelID != "":
			channels = append(channels, r.ChannelID)
		default:
			all = true
		}
	}
	tx.Emit(ctx, oms.Event{Type: event, Subject: id},
		map[string]any{"code": name, "before": was, "after": is, "items": items, "channels": channels, "all": all})
	return nil
}

// UpdateStockRule changes a rule.
func (f *Flow) UpdateStockRule(ctx context.Context, id string, in StockRuleUpdate) (*oms.StockRule, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.StockRule, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		all, r, err := findStockRule(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("rule", r.Name, in.Version, r.Version); err != nil {
			return nil, err
		}
		was := *r
		if err := in.apply(ctx, tx, r); err != nil {
			return nil, err
		}
		if same(stockRuleFields(&was), stockRuleFields(r)) {
			return r, nil
		}
		if err := clash(all, r); err != nil {
			return nil, err
		}
		return r, saveStockRule(ctx, tx, &was, r)
	})
}

// DeleteStockRule forgets a rule.
func (f *Flow) DeleteStockRule(ctx context.Context, id string) error {
	_, err := do(ctx, f, func(tx *store.Tx) (*oms.StockRule, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		_, r, err := findStockRule(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if err := tellRule(ctx, tx, oms.StockRuleDeleted, stockRuleFields(r), nil, r); err != nil {
			return nil, err
		}
		return r, tx.DeleteStockRule(ctx, id)
	})
	return err
}

// findStockRule returns all rules and a copy of one of them.
func findStockRule(ctx context.Context, tx *store.Tx, id string) ([]oms.StockRule, *oms.StockRule, error) {
	all, err := tx.StockRules(ctx)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(all, func(r oms.StockRule) bool { return r.ID == id })
	if i < 0 {
		return nil, nil, unknown("rule", id)
	}
	found := all[i]
	return all, &found, nil
}

// StockRule returns a rule.
func (f *Flow) StockRule(ctx context.Context, id string) (*oms.StockRule, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.StockRule, error) {
		_, r, err := findStockRule(ctx, tx, id)
		return r, err
	})
}

// StockRules returns a page of the rules by name.
func (f *Flow) StockRules(ctx context.Context, filter CatalogFilter) (Page[oms.StockRule], error) {
	return read(ctx, f, func(tx *store.Tx) (Page[oms.StockRule], error) {
		all, err := tx.StockRules(ctx)
		if err != nil {
			return Page[oms.StockRule]{}, err
		}
		slices.SortFunc(all, func(a, b oms.StockRule) int { return strings.Compare(a.Name, b.Name) })
		return pageByCode(all, filter, func(r oms.StockRule) (string, string, bool) {
			return r.Name, strings.Join([]string{string(r.Kind), r.SKU, r.Category, r.Channel, r.Location}, " "), r.Active
		})
	})
}

// stockPolicy loads the rules, ready to be asked.
func stockPolicy(ctx context.Context, tx *store.Tx) (*stock.Policy, error) {
	all, err := tx.StockRules(ctx)
	return stock.Compile(all), err
}
