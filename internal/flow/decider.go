package flow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
)

// decider is a version of the routing policy that decides, with what follows
// from it alone.
type decider struct {
	policy   *routing.Compiled
	version  int64
	frame    store.RoutingFrame           // made when the first decision is kept
	framed   bool                         // whether the frame is in the database
	arrivals map[arrivalKey]promise.Range // of what is handed over next
}

// canary is a version that decides about a share of the orders.
type canary struct {
	*decider
	id       string
	share    int64 // percent
	channels []string
	since    time.Time
}

func newDecider(p routing.Policy, version int64) (*decider, error) {
	c, err := routing.Compile(p)
	if err != nil {
		return nil, fmt.Errorf("flow: version %d of the routing policy with the prices of today: %w", version, err)
	}
	return &decider{policy: c, version: version, arrivals: map[arrivalKey]promise.Range{}}, nil
}

func liveDecider(ctx context.Context, tx *store.Tx, table tablerate.Table) (*decider, error) {
	p, version, err := livePolicy(ctx, tx, table)
	if err != nil {
		return nil, err
	}
	return newDecider(p, version)
}

// canaryBeside is the canary that runs beside the live version; nil when none
// does. With one that can't decide any more the live version decides about all
// orders, until WatchCanary has stopped it and said why.
func canaryBeside(ctx context.Context, tx *store.Tx, table tablerate.Table, live *decider) (*canary, error) {
	running, err := tx.RunningCanary(ctx)
	if err != nil || running == nil {
		return nil, err
	}
	v, err := tx.RoutingVersion(ctx, running.Version)
	if err != nil {
		return nil, err
	}
	p, err := policyIn(v, table)
	if err != nil {
		return nil, err
	}
	by, err := newDecider(p, v.Version)
	if err != nil || p.Currency != live.policy.Policy().Currency {
		return nil, nil //nolint:nilerr // see above: no order waits for it
	}
	return &canary{decider: by, id: running.ID, share: running.Share, channels: running.Channels, since: running.StartedAt}, nil
}

// covers tells whether orders of a channel are shared out.
func (c *canary) covers(channel string) bool {
	return c != nil && (len(c.channels) == 0 || slices.Contains(c.channels, channel))
}

// decides says which version decides about an order: the same on every server
// and each time, while nobody changes the share.
func (c *catalog) decides(orderID, channel string) *decider {
	if c.canary.covers(channel) && routing.InShare(orderID, c.canary.share) {
		return c.canary.decider
	}
	return c.live
}

func (c *catalog) deciderOf(o *oms.Order) *decider { return c.decides(o.ID, o.Channel) }

// forgetArrivals is for when a location's next hand-over has changed.
func (c *catalog) forgetArrivals() {
	clear(c.live.arrivals)
	if c.canary != nil {
		clear(c.canary.arrivals)
	}
}
