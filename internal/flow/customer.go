package flow

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// CustomerInput describes a new customer.
type CustomerInput struct {
	Email string `json:"email,omitempty" doc:"One address is one customer; it never changes" example:"a@example.com" maxLength:"254"`
	CustomerFields
}

// CustomerFields is what can be said of a customer; nil leaves it as it is.
type CustomerFields struct {
	Name  *string `json:"name,omitempty" example:"A. Sample" maxLength:"300"`
	Phone *string `json:"phone,omitempty" maxLength:"50"`
	Note  *string `json:"note,omitempty" doc:"For those who work here" maxLength:"5000"`
}

// CustomerUpdate changes a customer.
type CustomerUpdate struct {
	CustomerFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

func customerFields(c *oms.Customer) CustomerFields {
	return CustomerFields{&c.Name, &c.Phone, &c.Note}
}

// apply changes a customer in memory and reports what is wrong with it then.
func (in CustomerFields) apply(c *oms.Customer) (errs []oms.FieldError) {
	set(&c.Name, in.Name)
	set(&c.Phone, in.Phone)
	set(&c.Note, in.Note)
	errs = append(errs, checkText("name", c.Name, 300)...)
	errs = append(errs, checkText("phone", c.Phone, 50)...)
	return append(errs, checkText("note", c.Note, 5000)...)
}

// CreateCustomer adds a customer. The same description again is the same
// customer; another one under the same e-mail address is a Conflict. Personal
// data stays out of the log of events, which names the fields only.
func (f *Flow) CreateCustomer(ctx context.Context, in CustomerInput) (*oms.Customer, error) {
	c := &oms.Customer{Email: strings.ToLower(strings.TrimSpace(in.Email)), Version: 1}
	errs := append(checkText("email", in.Email, 254), in.apply(c)...)
	if c.Email != "" && (!strings.Contains(c.Email, "@") || strings.ContainsAny(c.Email, " \t\r\n<>")) {
		errs = append(errs, oms.FaultAt("email", "must be an e-mail address"))
	}
	if c.Email == "" && c.Name == "" {
		errs = append(errs, oms.FaultAt("email", "or a name is required"))
	}
	if err := oms.InvalidFields("the customer", errs); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Customer, error) {
		if c.ID = store.CustomerID(c.Email); c.ID == "" {
			c.ID = store.NewID(oms.PrefixCustomer)
		}
		c.CreatedAt, c.UpdatedAt = tx.Now, tx.Now
		added, err := tx.AddCustomer(ctx, c)
		if err != nil {
			return nil, err
		}
		if added {
			tx.Emit(ctx, oms.Event{Type: "customer.created", Subject: c.ID}, map[string]any{})
			return c, nil
		}
		old, err := tx.Customer(ctx, c.Email)
		if err != nil {
			return nil, err
		}
		if old != nil && same(customerFields(old), customerFields(c)) {
			known(ctx, true)
			return old, nil
		}
		return nil, oms.Errorf(oms.Conflict, "customer %s exists already: change it instead", c.Email)
	})
}

// UpdateCustomer changes a customer given by id or e-mail address.
func (f *Flow) UpdateCustomer(ctx context.Context, ref string, in CustomerUpdate) (*oms.Customer, error) {
	if err := checkFilters("customer", ref); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Customer, error) {
		c, err := tx.LockCustomer(ctx, strings.ToLower(ref))
		if err != nil {
			return nil, err
		}
		if c == nil {
			return nil, unknown("customer", ref)
		}
		if err := checkVersion("customer", c.ID, in.Version, c.Version); err != nil {
			return nil, err
		}
		was := *c
		if err := oms.InvalidFields("the customer", in.apply(c)); err != nil {
			return nil, err
		}
		_, changed := differences(customerFields(&was), customerFields(c))
		if len(changed) == 0 {
			return c, nil
		}
		c.Version++
		c.UpdatedAt = tx.Now
		tx.Emit(ctx, oms.Event{Type: "customer.changed", Subject: c.ID}, map[string]any{"fields": slices.Sorted(maps.Keys(changed))})
		return c, tx.SaveCustomer(ctx, c)
	})
}

// Customer returns a customer by id or e-mail address.
func (f *Flow) Customer(ctx context.Context, ref string) (*oms.Customer, error) {
	if err := checkFilters("customer", ref); err != nil {
		return nil, err
	}
	return read(ctx, f, func(tx *store.Tx) (*oms.Customer, error) {
		c, err := tx.Customer(ctx, strings.ToLower(ref))
		if err == nil && c == nil {
			err = unknown("customer", ref)
		}
		return c, err
	})
}

// CustomerFilter chooses customers.
type CustomerFilter struct {
	Query string `query:"q" doc:"Words, each the beginning of one in e-mail address or name" maxLength:"200"`
	Paging
}

// Customers returns a page of the customers.
func (f *Flow) Customers(ctx context.Context, filter CustomerFilter) (Page[oms.Customer], error) {
	page, limit, err := filter.limit()
	if err != nil {
		return Page[oms.Customer]{}, err
	}
	q := store.CustomerFilter{Query: filter.Query, Limit: limit}
	if err := filter.at(&q.After); err != nil {
		return Page[oms.Customer]{}, err
	}
	if err := checkFilters("q", q.Query); err != nil {
		return Page[oms.Customer]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[oms.Customer], error) {
		all, err := tx.Customers(ctx, q)
		return pageOf(all, page, func(c oms.Customer) any { return c.ID }), err
	})
}
