package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// ListingInput describes a new listing: a SKU offered on a channel.
type ListingInput struct {
	Channel    string `json:"channel" doc:"Code of the channel" example:"web" minLength:"1" maxLength:"64"`
	SKU        string `json:"sku" doc:"Code of the SKU" example:"TEE-RED-M" minLength:"1" maxLength:"100"`
	ExternalID string `json:"external_id,omitempty" doc:"The channel's id of the offer, unique on the channel; the SKU's code when absent" maxLength:"200"`
	ListingFields
}

// ListingFields is what can be said of a listing; nil leaves it as it is.
type ListingFields struct {
	ExternalSKU *string      `json:"external_sku,omitempty" doc:"The code that the channel's orders use, when it is not the SKU's" maxLength:"100"`
	Title       *string      `json:"title,omitempty" maxLength:"500"`
	Price       *oms.Decimal `json:"price,omitempty" doc:"Empty for none" example:"19.90"`
	Currency    *string      `json:"currency,omitempty" doc:"ISO 4217; the channel's when absent" maxLength:"3"`
	Buffer      *int64       `json:"buffer,omitempty" doc:"Units kept back from the channel" minimum:"0" maximum:"1000000000"`
	Cap         *int64       `json:"cap,omitempty" doc:"The most to show the channel; -1 for no limit" minimum:"-1" maximum:"1000000000"`
	Active      *bool        `json:"active,omitempty" doc:"An inactive listing shows 0; true when absent"`
}

// ListingUpdate changes a listing.
type ListingUpdate struct {
	ListingFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

func listingFields(l *oms.Listing) ListingFields {
	price, most := oms.Decimal(""), int64(-1)
	if l.Price != nil {
		price = oms.Decimal(amountText(*l.Price, l.Currency))
	}
	if l.Cap != nil {
		most = *l.Cap
	}
	return ListingFields{&l.ExternalSKU, &l.Title, &price, &l.Currency, &l.Buffer, &most, &l.Active}
}

// apply changes a listing in memory and reports what is wrong with it then.
func (in ListingFields) apply(l *oms.Listing) (errs []oms.FieldError) {
	price := listingFields(l).Price
	set(price, in.Price)
	set(&l.ExternalSKU, in.ExternalSKU)
	set(&l.Title, in.Title)
	set(&l.Currency, in.Currency)
	set(&l.Buffer, in.Buffer)
	set(&l.Active, in.Active)
	if in.Cap != nil {
		l.Cap = in.Cap
		if *in.Cap == -1 {
			l.Cap = nil
		} else {
			errs = append(errs, checkRange("cap", *in.Cap, 0, maxMovement)...)
		}
	}
	errs = append(errs, checkText("external_sku", l.ExternalSKU, maxSKUCode)...)
	errs = append(errs, checkText("title", l.Title, 500)...)
	errs = append(errs, checkRange("buffer", l.Buffer, 0, maxMovement)...)
	errs = append(errs, checkCurrency("currency", l.Currency)...)
	if l.Price = nil; *price == "" || errs != nil {
		return errs
	}
	if l.Currency == "" {
		return []oms.FieldError{oms.FaultAt("currency", "is required for a price")}
	}
	a, err := money.Parse(string(*price), l.Currency)
	switch {
	case err != nil:
		return []oms.FieldError{oms.FaultAt("price", "%v", err)}
	case a.Minor < 0:
		return []oms.FieldError{oms.FaultAt("price", "must be zero or more")}
	}
	l.Price = &a.Minor
	return nil
}

// newListing makes a listing of its description.
func newListing(in ListingInput, c *oms.Channel, s *oms.SKU) (*oms.Listing, []oms.FieldError) {
	l := &oms.Listing{ChannelID: c.ID, Channel: c.Code, SKUID: s.ID, SKU: s.Code, ExternalID: in.ExternalID, Currency: c.Currency, Active: true}
	if l.ExternalID == "" {
		l.ExternalID = s.Code
	}
	return l, append(checkCode("external_id", l.ExternalID, 200), in.apply(l)...)
}

// CreateListing adds a listing. The same description again is the same
// listing; another one under the same channel and external id is a Conflict.
func (f *Flow) CreateListing(ctx context.Context, in ListingInput) (*oms.Listing, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Listing, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		c, err := findChannel(ctx, tx, in.Channel)
		if err != nil {
			return nil, asField("channel", err)
		}
		s, err := findSKU(ctx, tx, in.SKU)
		if err != nil {
			return nil, asField("sku", err)
		}
		l, errs := newListing(in, c, s)
		if err := oms.InvalidFields("the listing", errs); err != nil {
			return nil, err
		}
		found, err := tx.ListingsByKey(ctx, []string{c.ID}, []string{l.ExternalID})
		if err != nil {
			return nil, err
		}
		if old := found[store.ListingKey{ChannelID: c.ID, ExternalID: l.ExternalID}]; old != nil {
			if old.SKUID != l.SKUID || !same(listingFields(old), listingFields(l)) {
				return nil, oms.Errorf(oms.Conflict, "channel %s has another listing %s already: change it instead", c.Code, l.ExternalID)
			}
			known(ctx, true)
			return old, nil
		}
		return l, saveListings(ctx, tx, []changedListing{{nil, l}})
	})
}

type changedListing struct{ was, now *oms.Listing }

// saveListings writes listings, new (was is nil) or changed, with an event for
// each.
func saveListings(ctx context.Context, tx *store.Tx, all []changedListing) error {
	save := make([]*oms.Listing, len(all))
	for i, c := range all {
		l := c.now
		var before any
		if c.was == nil {
			l.ID, l.CreatedAt = store.NewID(oms.PrefixListing), tx.Now
		} else {
			before = listingFields(c.was)
		}
		l.Version++
		l.UpdatedAt = tx.Now
		emitChange(ctx, tx, "listing", l.ID, l.Channel+"/"+l.ExternalID, before, listingFields(l))
		save[i] = l
	}
	return tx.SaveListings(ctx, save)
}

// UpdateListing changes a listing.
func (f *Flow) UpdateListing(ctx context.Context, id string, in ListingUpdate) (*oms.Listing, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Listing, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		l, err := findListing(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if err := checkVersion("listing", l.ID, in.Version, l.Version); err != nil {
			return nil, err
		}
		was := *l
		if err := oms.InvalidFields("the listing", in.apply(l)); err != nil {
			return nil, err
		}
		if same(listingFields(&was), listingFields(l)) {
			return l, nil
		}
		return l, saveListings(ctx, tx, []changedListing{{&was, l}})
	})
}

// Listing returns a listing.
func (f *Flow) Listing(ctx context.Context, id string) (*oms.Listing, error) {
	return read(ctx, f, func(tx *store.Tx) (*oms.Listing, error) { return findListing(ctx, tx, id) })
}

func findListing(ctx context.Context, tx *store.Tx, id string) (*oms.Listing, error) {
	if !oms.IsID(id, oms.PrefixListing) {
		return nil, unknown("listing", id)
	}
	l, err := tx.Listing(ctx, id)
	if err == nil && l == nil {
		err = unknown("listing", id)
	}
	return l, err
}

// ListingFilter chooses listings.
type ListingFilter struct {
	Channel string `query:"channel" doc:"Code of a channel" maxLength:"64"`
	SKU     string `query:"sku" doc:"Code of a SKU" maxLength:"100"`
	State   string `query:"state" doc:"How far the channel knows what can be sold" enum:"in_sync,pending,sending,failed,drifted,paused"`
	CatalogFilter
}

// Listings returns a page of the listings in the order of their making.
func (f *Flow) Listings(ctx context.Context, filter ListingFilter) (Page[oms.Listing], error) {
	none := Page[oms.Listing]{Items: []oms.Listing{}}
	page, limit, err := filter.limit()
	if err != nil {
		return none, err
	}
	q := store.ListingFilter{Query: filter.Query, State: oms.ListingState(filter.State), Limit: limit}
	if q.Active, err = filter.active(); err != nil {
		return none, err
	}
	if err := filter.at(&q.After); err != nil {
		return none, err
	}
	if err := checkFilters("q", q.Query, "state", filter.State); err != nil {
		return none, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[oms.Listing], error) {
		refs := refs{sku: filter.SKU, channel: filter.Channel}
		if ok, err := refs.resolve(ctx, tx); !ok {
			return none, err
		}
		q.SKUID, q.ChannelID = refs.skuID, refs.channelID
		all, err := tx.Listings(ctx, q)
		return pageOf(all, page, func(l oms.Listing) any { return l.ID }), err
	})
}
