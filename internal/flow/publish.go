package flow

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Publishing returns the consumer that has channels told what they must know:
// how much of a listing can be sold when that changed, what has left, and what
// was canceled. It only notes what is to be told; jobs tell it.
func (c *Connections) Publishing() Consumer {
	return Consumer{
		Name:  "channels",
		Batch: 1000, // a burst of sales marks each listing once
		Types: []string{string(oms.StockChanged), string(oms.StockAllocated), string(oms.StockDeallocated), "reservation.*", "sku.*", "location.*",
			"listing.created", "listing.changed", "stock_rule.*", "channel.*", string(oms.ShipmentShipped), string(oms.OrderCanceled)},
		Idle: nobodyToTell,
		Handle: func(ctx context.Context, tx *store.Tx, events []oms.Event) error {
			if err := c.markChanged(ctx, tx, events); err != nil {
				return err
			}
			return c.noteTold(ctx, tx, events)
		},
	}
}

// nobodyToTell tells that there is no connection.
func nobodyToTell(ctx context.Context, tx *store.Tx) (bool, error) {
	all, err := tx.Connections(ctx)
	return len(all) == 0, err
}

// markChanged marks the listings whose figure the events may have changed, and
// has them pushed.
func (c *Connections) markChanged(ctx context.Context, tx *store.Tx, events []oms.Event) error {
	var found changedFigures
	for _, e := range events {
		found.add(e)
	}
	mark, any, err := found.mark(ctx, tx)
	if err != nil || !any {
		return err
	}
	_, err = c.mark(ctx, tx, mark, found.since, false)
	return err
}

// changedFigures gathers what events say about figures.
type changedFigures struct {
	since    time.Time // of the oldest event that counts
	skus     map[string]bool
	codes    map[string]bool
	listings map[string]bool
	channels map[string]bool
	any      bool // any figure may be another: a location opened or closed, or a rule about all changed
}

func (f *changedFigures) add(e oms.Event) {
	var data struct {
		Items []struct {
			SKUID string `json:"sku_id"`
		}
		Allocations []struct{ SKU string }
		Channels    []string
		All         bool
	}
	_ = json.Unmarshal(e.Data, &data) // our own; what has another shape says nothing here
	put := func(set *map[string]bool, key string) {
		if *set == nil {
			*set = map[string]bool{}
		}
		(*set)[key] = true
	}
	switch noun, _, _ := strings.Cut(string(e.Type), "."); {
	case e.Type == oms.StockChanged || noun == "sku":
		put(&f.skus, e.Subject)
	case noun == "listing":
		put(&f.listings, e.Subject)
	case noun == "channel":
		put(&f.channels, e.Subject)
	case noun == "location":
		f.any = true
	case noun == "stock_rule":
		f.any = f.any || data.All
		for _, id := range data.Channels {
			put(&f.channels, id)
		}
	case noun == "stock" || noun == "reservation":
	default:
		return
	}
	for _, it := range data.Items {
		put(&f.skus, it.SKUID)
	}
	for _, a := range data.Allocations {
		put(&f.codes, a.SKU)
	}
	if f.since.IsZero() || e.OccurredAt.Before(f.since) {
		f.since = e.OccurredAt
	}
}

// mark chooses the listings, bundles with the SKUs included; any is false when
// there is nothing to choose.
func (f *changedFigures) mark(ctx context.Context, tx *store.Tx) (m store.ListingMark, any bool, err error) {
	if f.any {
		return store.ListingMark{All: true}, true, nil
	}
	if len(f.codes) > 0 {
		known, err := tx.SKUsByCode(ctx, slices.Sorted(maps.Keys(f.codes)))
		if err != nil {
			return m, false, err
		}
		for _, s := range known {
			if f.skus == nil {
				f.skus = map[string]bool{}
			}
			f.skus[s.ID] = true
		}
	}
	m.SKUIDs = slices.Sorted(maps.Keys(f.skus))
	m.ListingIDs, m.ChannelIDs = slices.Sorted(maps.Keys(f.listings)), slices.Sorted(maps.Keys(f.channels))
	if len(m.SKUIDs) > 0 {
		bundles, err := tx.BundlesOf(ctx, m.SKUIDs)
		if err != nil {
			return m, false, err
		}
		m.SKUIDs = append(m.SKUIDs, bundles...)
	}
	return m, len(m.SKUIDs)+len(m.ListingIDs)+len(m.ChannelIDs) > 0, nil
}

// mark notes listings as to be told, where their connection can tell, and has
// them pushed. It returns how many there are.
func (c *Connections) mark(ctx context.Context, tx *store.Tx, m store.ListingMark, since time.Time, doubtful bool) (int64, error) {
	ids, err := tx.ListingConnections(ctx, m)
	if err != nil {
		return 0, err
	}
	if ids, err = c.sinks(ctx, tx, ids); err != nil || len(ids) == 0 {
		return 0, err
	}
	if err := tx.LockConnections(ctx, ids); err != nil {
		return 0, err
	}
	n, err := tx.MarkListings(ctx, m, ids, since, doubtful)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := pushNow(ctx, tx, id); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// sinks returns those of the connections that can tell quantities.
func (c *Connections) sinks(ctx context.Context, tx *store.Tx, ids []string) (out []string, err error) {
	for _, id := range ids {
		live, err := c.live(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if _, ok := live.(connector.StockSink); ok {
			out = append(out, id)
		}
	}
	return out, nil
}

// live makes a connection of its row; nil when it can't be made, which its
// view says to people.
func (c *Connections) live(ctx context.Context, tx *store.Tx, id string) (connector.Connection, error) {
	row, err := tx.Connection(ctx, id, false)
	if err != nil {
		return nil, ignoreGone(err)
	}
	d, err := c.driver(row.Driver)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // the view says that there is no such driver
	}
	live, err := c.connect(row, d)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // the view says what is wrong with the settings
	}
	return live, nil
}

// PushListing tells the channel of a listing what can be sold of it, also when
// nothing changed, and without waiting for the time of the next attempt.
func (c *Connections) PushListing(ctx context.Context, id string) (*oms.Listing, error) {
	return do(ctx, c.flow, func(tx *store.Tx) (*oms.Listing, error) {
		if _, err := findListing(ctx, tx, id); err != nil {
			return nil, err
		}
		n, err := c.mark(ctx, tx, store.ListingMark{ListingIDs: []string{id}}, tx.Now, true)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, oms.Errorf(oms.Conflict, "the listing's channel has no connection that can be told quantities")
		}
		return findListing(ctx, tx, id)
	})
}

// Publish tells the channels of a connection what can be sold of each of their
// listings, and returns how many there are.
func (c *Connections) Publish(ctx context.Context, id string) (int64, error) {
	return do(ctx, c.flow, func(tx *store.Tx) (int64, error) {
		row, err := tx.Connection(ctx, id, false)
		if err != nil {
			return 0, err
		}
		if row.Status != oms.ConnectionActive {
			return 0, oms.Errorf(oms.Conflict, "the connection is %s: resume it first", row.Status)
		}
		able, err := c.sinks(ctx, tx, []string{id})
		if err != nil {
			return 0, err
		}
		if len(able) == 0 {
			return 0, oms.Errorf(oms.Conflict, "%s can't be told quantities", row.Name)
		}
		fed, err := c.fed(ctx, tx, id)
		if err != nil || len(fed) == 0 {
			return 0, err
		}
		m := store.ListingMark{}
		for _, ch := range fed {
			m.ChannelIDs = append(m.ChannelIDs, ch.ID)
		}
		return c.mark(ctx, tx, m, tx.Now, true)
	})
}
