package flow

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// ChannelInput describes a new channel. Only its code is required.
type ChannelInput struct {
	Code string `json:"code" doc:"Unique; it never changes" example:"web" minLength:"1" maxLength:"64"`
	ChannelFields
}

// ChannelFields is what can be said of a channel; nil leaves it as it is.
type ChannelFields struct {
	Name         *string `json:"name,omitempty" doc:"The code when absent" example:"Web shop" maxLength:"300"`
	Kind         *string `json:"kind,omitempty" doc:"generic, or the id of the driver that feeds it" example:"generic" maxLength:"64"`
	Currency     *string `json:"currency,omitempty" doc:"ISO 4217; of orders that don't state theirs" example:"EUR" maxLength:"3"`
	ConnectionID *string `json:"connection_id,omitempty" doc:"The connection that feeds it" maxLength:"64"`
	Active       *bool   `json:"active,omitempty" doc:"An inactive channel takes no orders; true when absent"`

	LocationGroups *[]string `json:"location_groups,omitempty" doc:"The groups, or kinds, of locations that send its orders; [] for every location" maxItems:"50" maxLength:"64" example:"north"`
}

// ChannelUpdate changes a channel.
type ChannelUpdate struct {
	ChannelFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

func channelFields(c *oms.Channel) ChannelFields {
	return ChannelFields{&c.Name, &c.Kind, &c.Currency, &c.ConnectionID, &c.Active, &c.LocationGroups}
}

// apply changes a channel in memory and reports what is wrong with it then.
func (in ChannelFields) apply(c *oms.Channel) (errs []oms.FieldError) {
	set(&c.Name, in.Name)
	set(&c.Kind, in.Kind)
	set(&c.Currency, in.Currency)
	set(&c.ConnectionID, in.ConnectionID)
	set(&c.Active, in.Active)
	set(&c.LocationGroups, in.LocationGroups)
	errs = append(errs, checkNames("location_groups", &c.LocationGroups)...)
	errs = append(errs, checkText("name", c.Name, 300)...)
	errs = append(errs, checkCode("kind", c.Kind, 64)...)
	errs = append(errs, checkText("connection_id", c.ConnectionID, 64)...)
	return append(errs, checkCurrency("currency", c.Currency)...)
}

// checkCurrency reports a currency that does not exist; none is fine.
func checkCurrency(field, currency string) []oms.FieldError {
	if _, ok := money.Digits(currency); currency != "" && !ok {
		return []oms.FieldError{oms.FaultAt(field, "must be a currency of ISO 4217 such as EUR")}
	}
	return nil
}

// CreateChannel adds a channel. The same description again is the same
// channel; another one under the same code is a Conflict.
func (f *Flow) CreateChannel(ctx context.Context, in ChannelInput) (*oms.Channel, error) {
	c := &oms.Channel{Code: in.Code, Name: in.Code, Kind: "generic", Active: true}
	if err := oms.InvalidFields("the channel", append(checkCode("code", in.Code, maxCode), in.apply(c)...)); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Channel, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		found, err := tx.ChannelsByCode(ctx, []string{in.Code})
		if err != nil {
			return nil, err
		}
		if old := found[in.Code]; old != nil {
			if !same(channelFields(old), channelFields(c)) {
				return nil, taken("channel", in.Code, channelFields(old), channelFields(c))
			}
			known(ctx, true)
			return old, nil
		}
		return c, saveChannel(ctx, tx, nil, c)
	})
}

// saveChannel writes a new channel (before is nil) or a changed one.
func saveChannel(ctx context.Context, tx *store.Tx, before any, c *oms.Channel) error {
	if before == nil {
		c.ID, c.CreatedAt, c.Version = store.NewID(oms.PrefixChannel), tx.Now, 0
	}
	c.Version++
	c.UpdatedAt = tx.Now
	emitChange(ctx, tx, "channel", c.ID, c.Code, before, channelFields(c))
	return tx.SaveChannels(ctx, []*oms.Channel{c})
}

// UpdateChannel changes a channel given by its id or code.
func (f *Flow) UpdateChannel(ctx context.Context, ref string, in ChannelUpdate) (*oms.Channel, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Channel, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		c, err := findChannel(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("channel", c.Code, in.Version, c.Version); err != nil {
			return nil, err
		}
		was := *c
		if err := oms.InvalidFields("the channel", in.apply(c)); err != nil {
			return nil, err
		}
		if same(channelFields(&was), channelFields(c)) {
			return c, nil
		}
		return c, saveChannel(ctx, tx, channelFields(&was), c)
	})
}

// Channel returns a channel by its id or code.
func (f *Flow) Channel(ctx context.Context, ref string) (*oms.Channel, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.Channel, error) { return findChannel(ctx, tx, ref) })
}

func findChannel(ctx context.Context, tx *store.Tx, ref string) (*oms.Channel, error) {
	all, err := tx.Channels(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(c oms.Channel) bool { return c.ID == ref || c.Code == ref })
	if i < 0 {
		return nil, unknown("channel", ref)
	}
	return &all[i], nil
}

// Channels returns a page of the channels by code.
func (f *Flow) Channels(ctx context.Context, filter CatalogFilter) (Page[oms.Channel], error) {
	return read(ctx, f, func(tx *store.Tx) (Page[oms.Channel], error) {
		all, err := tx.Channels(ctx)
		if err != nil {
			return Page[oms.Channel]{}, err
		}
		return pageByCode(all, filter, func(c oms.Channel) (string, string, bool) { return c.Code, c.Name, c.Active })
	})
}
