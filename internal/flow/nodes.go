package flow

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
	"github.com/switchyard-oms/switchyard/stock"
)

// catalog is what capture keeps of the catalog between batches, valid for one
// version of it. Only one batch at a time uses it.
type catalog struct {
	version   int64
	channels  map[string]*oms.Channel // by code
	skus      map[channelCode]*oms.SKU
	skusByID  map[string]*oms.SKU
	parts     map[string]*oms.SKU // components of bundles, by their own codes
	locations []oms.Location
	nodes     []routing.Node
	leaves    []oms.Dispatch // by node: how an order that is placed now leaves it
	live      *decider
	canary    *canary                     // nil while none runs
	hasSold   bool                        // whether velocity was ever counted
	sold      map[string]map[string]int64 // by SKU and location, of SKUs that were asked for
	done      map[string]store.DayLoad    // work that is done of the days of the hand-overs
	doneAt    time.Time
	rules     *stock.Policy
	hasPlaces bool // whether any were imported
	places    map[addressKey]routing.Destination
	transits  *promise.Book
}

// catalogs keeps catalogs for what reads one at a time.
type catalogs struct {
	mu   sync.Mutex
	free []*catalog
}

// take returns a catalog that nobody uses until it is given back.
func (c *catalogs) take() *catalog {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.free)
	if n == 0 {
		return &catalog{}
	}
	cat := c.free[n-1]
	c.free = c.free[:n-1]
	return cat
}

func (c *catalogs) give(cat *catalog) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.free = append(c.free, cat)
}

// channelCode is a SKU as one channel writes it.
type channelCode struct{ channelID, code string }

// maxCachedSKUs bounds the memory of the cache; beyond it, it starts anew.
const maxCachedSKUs = 50_000

// fresh makes the catalog valid for the present moment: emptied when a newer
// version exists, its nodes' next hand-overs brought up to date.
func (c *catalog) fresh(ctx context.Context, tx *store.Tx) error {
	version, err := tx.CatalogVersion(ctx)
	if err != nil {
		return err
	}
	return c.freshAt(ctx, tx, version)
}

// freshAt is fresh where the present version was read with something else.
func (c *catalog) freshAt(ctx context.Context, tx *store.Tx, version int64) error {
	if c.channels == nil || c.version != version || len(c.skus) > maxCachedSKUs {
		locations, err := tx.Locations(ctx, true)
		if err != nil {
			return err
		}
		table, err := rateTable(ctx, tx)
		if err != nil {
			return err
		}
		live, err := liveDecider(ctx, tx, table)
		if err != nil {
			return err
		}
		tried, err := canaryBeside(ctx, tx, table, live)
		if err != nil {
			return err
		}
		hasSold, err := tx.HasVelocity(ctx)
		if err != nil {
			return err
		}
		rules, err := stockPolicy(ctx, tx)
		if err != nil {
			return err
		}
		hasPlaces, err := tx.HasPlaces(ctx)
		if err != nil {
			return err
		}
		tables, err := tx.TransitTables(ctx)
		if err != nil {
			return err
		}
		*c = catalog{version: version, transits: promise.Compile(tables), channels: map[string]*oms.Channel{}, skus: map[channelCode]*oms.SKU{}, skusByID: map[string]*oms.SKU{}, parts: map[string]*oms.SKU{},
			locations: locations, live: live, canary: tried, rules: rules, hasSold: hasSold, sold: map[string]map[string]int64{}, hasPlaces: hasPlaces, places: map[addressKey]routing.Destination{}}
		if err := c.makeNodes(ctx, tx); err != nil {
			return err
		}
	}
	for i := range c.nodes {
		if d := c.leaves[i]; !d.At.IsZero() && d.CutOff.Before(tx.Now) {
			c.leave(i, tx.Now)
			c.done = nil
			c.forgetArrivals()
		}
	}
	return nil
}

// leave sets how an order that is placed now leaves a node.
func (c *catalog) leave(i int, now time.Time) {
	c.nodes[i].Dispatch, c.leaves[i] = nil, oms.Dispatch{}
	if d, ok := c.locations[i].Calendar.NextDispatch(now); ok {
		c.nodes[i].Dispatch, c.leaves[i] = &d.At, d
	}
}

// makeNodes writes the locations as routing sees them.
func (c *catalog) makeNodes(ctx context.Context, tx *store.Tx) error {
	addresses := make([]oms.Address, len(c.locations))
	for i, l := range c.locations {
		addresses[i] = l.Address
	}
	if err := c.needPlaces(ctx, tx, addresses); err != nil {
		return err
	}
	channels, err := tx.Channels(ctx)
	if err != nil {
		return err
	}
	c.nodes, c.leaves = make([]routing.Node, len(c.locations)), make([]oms.Dispatch, len(c.locations))
	for i, l := range c.locations {
		c.nodes[i] = routing.Node{ID: l.ID, Code: l.Code, Country: l.Address.CountryCode, Place: c.destination(l.Address).Place, Groups: groupsOf(&l),
			Priority: l.Priority, Channels: channelsOf(&l, channels), Allows: l.Allows, Domestic: l.Domestic}
		c.leave(i, tx.Now)
	}
	return nil
}

// groupsOf are the groups of a location; its kind is one.
func groupsOf(l *oms.Location) []string { return append([]string{string(l.Kind)}, l.Groups...) }

// noChannel is the code of no channel.
const noChannel = ""

// channelsOf lists the channels that a location sends for; nil when it is all.
func channelsOf(l *oms.Location, channels []oms.Channel) []string {
	groups, sends := groupsOf(l), []string{noChannel} // an order has a channel: it alone means none
	for i := range channels {
		c := &channels[i]
		if len(c.LocationGroups) == 0 || slices.ContainsFunc(c.LocationGroups, func(g string) bool { return slices.Contains(groups, g) }) {
			sends = append(sends, c.Code)
		}
	}
	if len(sends) == len(channels)+1 {
		return nil
	}
	return sends
}

// needChannels loads the channels of a batch that are not cached.
func (c *catalog) needChannels(ctx context.Context, tx *store.Tx, codes []string) error {
	var missing []string
	for _, code := range codes {
		if c.channels[code] == nil {
			missing = append(missing, code)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	found, err := tx.ChannelsByCode(ctx, missing)
	for code, ch := range found {
		c.channels[code] = ch
	}
	return err
}

// needSKUs loads what a channel's codes stand for: a listing's own code comes
// before a SKU of the same code.
func (c *catalog) needSKUs(ctx context.Context, tx *store.Tx, channelID string, codes []string) error {
	var missing []string
	for _, code := range codes {
		if c.skus[channelCode{channelID, code}] == nil {
			missing = append(missing, code)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	listed, err := tx.ListingSKUs(ctx, channelID, missing)
	if err != nil {
		return err
	}
	byCode, err := tx.SKUsByCode(ctx, missing)
	if err != nil {
		return err
	}
	for _, s := range byCode {
		c.keep(s)
	}
	var ids []string
	for _, id := range listed {
		if c.skusByID[id] == nil {
			ids = append(ids, id)
		}
	}
	if err := c.needSKUIDs(ctx, tx, ids); err != nil {
		return err
	}
	for _, code := range missing {
		if id, ok := listed[code]; ok {
			c.skus[channelCode{channelID, code}] = c.skusByID[id]
		} else if s := byCode[code]; s != nil {
			c.skus[channelCode{channelID, code}] = s
		}
	}
	return nil
}

// needSold looks up how fast SKUs sell that were not asked for yet.
func (c *catalog) needSold(ctx context.Context, tx *store.Tx, skuIDs []string) error {
	if !c.hasSold {
		return nil
	}
	var missing []string
	for _, id := range skuIDs {
		if _, asked := c.sold[id]; !asked {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	found, err := tx.Velocities(ctx, missing)
	for _, id := range missing {
		c.sold[id] = nil
	}
	for _, v := range found {
		if c.sold[v.SKUID] == nil {
			c.sold[v.SKUID] = map[string]int64{}
		}
		c.sold[v.SKUID][v.LocationID] = v.Units
	}
	return err
}

// needSKUIDs loads SKUs by their ids.
func (c *catalog) needSKUIDs(ctx context.Context, tx *store.Tx, ids []string) error {
	var missing []string
	for _, id := range ids {
		if id != "" && c.skusByID[id] == nil {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	found, err := tx.SKUsByID(ctx, missing)
	for _, s := range found {
		c.keep(s)
	}
	return err
}

func (c *catalog) keep(s *oms.SKU) {
	c.skusByID[s.ID] = s
	if !s.Bundle() {
		c.parts[s.Code] = s
	}
}

// lookup finds a SKU by the code that a channel writes, and the components of
// bundles by their own.
func (c *catalog) lookup(channelID string) func(code string) *oms.SKU {
	return func(code string) *oms.SKU {
		if s := c.skus[channelCode{channelID, code}]; s != nil {
			return s
		}
		return c.parts[code]
	}
}
