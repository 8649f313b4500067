package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// listingImport imports listings.
type listingImport struct{}

func (listingImport) fields() []catalogField {
	return []catalogField{
		{"channel", []string{"sales channel", "shop"}, true}, {"sku", []string{"sku code", "code", "article"}, true},
		{"external_id", []string{"id", "listing id", "offer id", "variant id", "asin"}, false}, {"external_sku", []string{"seller sku", "merchant sku", "channel sku"}, false},
		{"title", []string{"name"}, false}, {"price", []string{"sale price"}, false}, {"currency", nil, false}, {"buffer", []string{"safety buffer"}, false},
		{"cap", []string{"maximum", "max quantity"}, false}, {"active", []string{"status", "enabled"}, false},
	}
}

func (listingImport) late(*catalogRow) bool { return false }

func (r *catalogRow) listing() ListingInput {
	in := ListingInput{Channel: r.get("channel"), SKU: r.get("sku"), ExternalID: r.get("external_id"), ListingFields: ListingFields{ExternalSKU: r.text("external_sku"),
		Title: r.text("title"), Currency: r.text("currency"), Buffer: r.whole("buffer"), Cap: r.whole("cap"), Active: r.flag("active")}}
	if p := r.text("price"); p != nil {
		in.Price = (*oms.Decimal)(p)
	}
	if in.ExternalID == "" {
		in.ExternalID = in.SKU
	}
	return in
}

func (listingImport) do(ctx context.Context, f *Flow, rows []*catalogRow, dry bool) error {
	inputs := make([]ListingInput, len(rows))
	var codes, externals []string
	for i, r := range rows {
		in := r.listing()
		if errs := append(checkCode("sku", in.SKU, maxSKUCode), checkCode("external_id", in.ExternalID, 200)...); errs != nil {
			r.err = oms.InvalidFields("the row", errs)
			continue
		}
		inputs[i], codes, externals = in, append(codes, in.SKU), append(externals, in.ExternalID)
	}
	return f.writeRows(ctx, dry, rows, func(tx *store.Tx) error {
		if err := tx.LockCatalog(ctx); err != nil {
			return err
		}
		e := &listingEdit{channels: map[string]*oms.Channel{}, staged: map[store.ListingKey]changedListing{}}
		if err := e.load(ctx, tx, codes, externals); err != nil {
			return err
		}
		for i, r := range rows {
			if r.err == nil {
				r.outcome, r.err = e.put(inputs[i])
			}
		}
		save := make([]changedListing, len(e.order))
		for i, key := range e.order {
			save[i] = e.staged[key]
		}
		return saveListings(ctx, tx, save)
	})
}

// listingEdit is a change of many listings.
type listingEdit struct {
	channels map[string]*oms.Channel
	skus     map[string]*oms.SKU
	known    map[store.ListingKey]*oms.Listing
	staged   map[store.ListingKey]changedListing
	order    []store.ListingKey // of staged
}

func (e *listingEdit) keep(key store.ListingKey, was, now *oms.Listing) {
	e.known[key] = now
	if staged, again := e.staged[key]; again {
		was = staged.was
	} else {
		e.order = append(e.order, key)
	}
	e.staged[key] = changedListing{was, now}
}

func (e *listingEdit) load(ctx context.Context, tx *store.Tx, codes, externals []string) error {
	channels, err := tx.Channels(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for i := range channels {
		e.channels[channels[i].Code], ids = &channels[i], append(ids, channels[i].ID)
	}
	if e.skus, err = tx.SKUsByCode(ctx, codes); err != nil {
		return err
	}
	e.known, err = tx.ListingsByKey(ctx, ids, externals)
	return err
}

// put adds a listing, or changes the one that the channel knows by the id.
func (e *listingEdit) put(in ListingInput) (outcome, error) {
	c, s := e.channels[in.Channel], e.skus[in.SKU]
	switch {
	case c == nil:
		return rowUnchanged, oms.InvalidField("channel", "%.64q is not known: create it first", in.Channel)
	case s == nil:
		return rowUnchanged, oms.InvalidField("sku", "%.100q is not known: create it first", in.SKU)
	}
	key := store.ListingKey{ChannelID: c.ID, ExternalID: in.ExternalID}
	was := e.known[key]
	if was == nil {
		l, errs := newListing(in, c, s)
		if errs != nil {
			return rowUnchanged, oms.InvalidFields("the row", errs)
		}
		e.keep(key, nil, l)
		return rowCreated, nil
	}
	l := *was
	if was.SKUID != s.ID {
		return rowUnchanged, oms.InvalidField("sku", "is %s on this listing: make another listing for %s", was.SKU, s.Code)
	}
	if errs := in.apply(&l); errs != nil {
		return rowUnchanged, oms.InvalidFields("the row", errs)
	}
	if same(listingFields(was), listingFields(&l)) {
		return rowUnchanged, nil
	}
	e.keep(key, was, &l)
	return rowChanged, nil
}
