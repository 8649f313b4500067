package flow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// maxAvailability is how many SKUs one call answers.
const maxAvailability = 50

// Walks says what of a SKU can be sold, and why.
type Walks struct {
	SKU      string       `json:"sku"`
	Network  stock.Walk   `json:"network" doc:"Over all locations, before any channel's limits"`
	Channels []stock.Walk `json:"channels" doc:"For each listing"`
}

// StockWalk explains how much of a SKU, given by id or code, can be sold: over
// the network, and by each of its listings, or those on one channel.
func (f *Flow) StockWalk(ctx context.Context, sku, channel string) (Walks, error) {
	all, err := f.Availability(ctx, AvailabilityQuery{SKU: []string{sku}, Channel: channel})
	if err != nil {
		return Walks{}, err
	}
	out := Walks{SKU: all[0].SKU.Code, Network: all[0].Network, Channels: []stock.Walk{}}
	for _, c := range all[0].Channels {
		if c.Listing != nil {
			out.Channels = append(out.Channels, c.Walk)
		}
	}
	return out, nil
}

// AvailabilityQuery says of which SKUs the figures are asked.
type AvailabilityQuery struct {
	SKU     []string `query:"sku,explode" required:"true" minItems:"1" maxItems:"50" doc:"Codes or ids of SKUs; repeat it for several" example:"TEE-RED-M"`
	Channel string   `query:"channel" maxLength:"64" doc:"Only this channel, by its code or id" example:"web"`
}

// Availability is what of a SKU can be sold on every channel.
type Availability struct {
	SKU      *oms.SKU
	Network  stock.Walk // over all locations, before any channel's limits
	Channels []ChannelAvailability
}

// ChannelAvailability is what of a SKU can be sold on one channel.
type ChannelAvailability struct {
	Channel *oms.Channel
	Listing *oms.Listing // nil where it is not listed; then the figure is what an order could take
	Walk    stock.Walk
}

// Drift is what the channel shows, or last confirmed, less what it should show;
// nil when it never said anything.
func (c ChannelAvailability) Drift() *int64 {
	if c.Listing == nil {
		return nil
	}
	seen := c.Listing.ConfirmedQuantity
	if s := c.Listing.Sync; s.ShownQuantity != nil && (s.ConfirmedAt == nil || s.ShownAt.After(*s.ConfirmedAt)) {
		seen = s.ShownQuantity
	}
	if seen == nil {
		return nil
	}
	n := *seen - c.Walk.Sellable
	return &n
}

// Availability answers what of SKUs can be sold on every channel, each figure
// with its walk, in the order asked. The figures are those that channels are
// told.
func (f *Flow) Availability(ctx context.Context, q AvailabilityQuery) ([]Availability, error) {
	if len(q.SKU) == 0 || len(q.SKU) > maxAvailability {
		return nil, oms.InvalidField("sku", "must be given 1 to %d times", maxAvailability)
	}
	return read(ctx, f, func(tx *store.Tx) ([]Availability, error) {
		channels, err := tx.Channels(ctx)
		if err != nil {
			return nil, err
		}
		if q.Channel != "" {
			one, err := findChannel(ctx, tx, q.Channel)
			if err != nil {
				return nil, err
			}
			channels = []oms.Channel{*one}
		}
		var ids []string
		for _, ref := range q.SKU {
			s, err := findSKU(ctx, tx, ref)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(ids, s.ID) {
				ids = append(ids, s.ID)
			}
		}
		offers, err := loadOffers(ctx, tx, ids)
		if err != nil {
			return nil, err
		}
		out := make([]Availability, 0, len(ids))
		for _, id := range ids {
			a, err := availabilityOf(ctx, tx, offers[id], channels)
			if err != nil {
				return nil, err
			}
			out = append(out, a)
		}
		return out, nil
	})
}

// availabilityOf explains one SKU: its listings channel by channel, then the
// active channels that don't list it.
func availabilityOf(ctx context.Context, tx *store.Tx, offer stock.Offer, channels []oms.Channel) (Availability, error) {
	out := Availability{SKU: offer.SKU, Network: stock.Explain(offer), Channels: []ChannelAvailability{}}
	listings, err := tx.Listings(ctx, store.ListingFilter{SKUID: offer.SKU.ID, Limit: MaxPage})
	if err != nil {
		return out, err
	}
	for i := range channels {
		ch := &channels[i]
		offer.Channel, offer.Listing = ch, nil
		listed := false
		for j := range listings {
			if listings[j].ChannelID == ch.ID {
				listed, offer.Listing = true, &listings[j]
				out.Channels = append(out.Channels, ChannelAvailability{ch, &listings[j], stock.Explain(offer)})
			}
		}
		if !listed && ch.Active {
			out.Channels = append(out.Channels, ChannelAvailability{ch, nil, stock.Explain(offer)})
		}
	}
	return out, nil
}

// BalanceQuery says of what, and when, the balance is asked.
type BalanceQuery struct {
	SKU      string    `query:"sku" required:"true" minLength:"1" maxLength:"100" doc:"Code or id of a SKU" example:"TEE-RED-M"`
	Location string    `query:"location" maxLength:"64" doc:"Only this location, by its code" example:"BER"`
	At       time.Time `query:"at" doc:"The instant, what happened then included; now when absent" example:"2026-11-20T10:00:00Z"`
}

// Balance is the stock of a SKU as it was.
type Balance struct {
	SKU    *oms.SKU
	At     time.Time
	Levels []oms.StockLevel // those figures that movements change; allocated and reserved are not among them
}

// StockBalance returns what lay where at an instant: today's figures less what
// moved since.
func (f *Flow) StockBalance(ctx context.Context, q BalanceQuery) (Balance, error) {
	return read(ctx, f, func(tx *store.Tx) (Balance, error) {
		s, err := findSKU(ctx, tx, q.SKU)
		if err != nil {
			return Balance{}, err
		}
		if s.Bundle() {
			return Balance{}, oms.InvalidField("sku", "%s is a bundle, which has no stock of its own: ask for its components", s.Code)
		}
		out := Balance{SKU: s, At: q.At, Levels: []oms.StockLevel{}}
		if out.At.IsZero() {
			out.At = tx.Now
		}
		if out.At.Year() > 9999 {
			return Balance{}, oms.InvalidField("at", "must be before the year 10000")
		}
		filter := store.LevelFilter{SKUIDs: []string{s.ID}}
		if q.Location != "" {
			l, err := findLocation(ctx, tx, q.Location)
			if err != nil {
				return Balance{}, err
			}
			filter.LocationID = l.ID
		}
		levels, err := tx.Levels(ctx, filter)
		if err != nil {
			return Balance{}, err
		}
		since, err := tx.MovedSince(ctx, s.ID, out.At)
		if err != nil {
			return Balance{}, err
		}
		out.Levels = append(out.Levels, levels...)
		return out, rewind(out.Levels, since)
	})
}

// rewind takes back what moved.
func rewind(levels []oms.StockLevel, since []store.LevelDelta) error {
	at := map[string]*oms.StockLevel{}
	for i := range levels {
		levels[i].Allocated, levels[i].Reserved = 0, 0
		at[levels[i].LocationID] = &levels[i]
	}
	for _, d := range since {
		if l := at[d.LocationID]; l != nil {
			figure := l.In(d.State)
			if figure == nil {
				return fmt.Errorf("flow: no stock figure %q", d.State)
			}
			*figure -= d.Quantity
		}
	}
	return nil
}
