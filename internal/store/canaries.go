package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// RoutingCanary is a version of the routing policy that decides about a share
// of the orders before it decides about all.
type RoutingCanary struct {
	ID        string
	Version   int64           // that is tried
	Live      int64           // that decides about the others; 0 is the one that is built in
	Share     int64           // percent of the orders, 1 to 100
	Channels  []string        // codes; none for all
	Guards    json.RawMessage // when it stops by itself
	Revision  int64           // one more each time it is changed
	Status    CanaryStatus
	StartedBy string
	StartedAt time.Time
	EndedBy   string
	EndedAt   *time.Time
	Reason    string          // why it was stopped
	Says      []oms.Said      // the same taken apart, when it stopped by itself
	Report    json.RawMessage // what came of it; nil while it runs
}

// CanaryStatus is what became of a canary.
type CanaryStatus string

// The statuses.
const (
	CanaryRunning  CanaryStatus = "running"
	CanaryPromoted CanaryStatus = "promoted" // it decides about all
	CanaryStopped  CanaryStatus = "stopped"  // by a person or a guard
)

const canaryColumns = `id, version, live, share, channels, guards, revision, status, started_by, started_at, ended_by, ended_at, reason, says, report`

type canaryRow struct {
	RoutingCanary
	Channels asJSON[[]string]
	Guards   rawJSON
	Says     asJSON[[]oms.Said]
	Report   rawJSON
}

func (tx *Tx) canaries(ctx context.Context, tail string, args ...any) ([]RoutingCanary, error) {
	var rows []canaryRow
	if err := tx.query(ctx, &rows, `SELECT `+canaryColumns+` FROM routing_canaries`+tail, args...); err != nil {
		return nil, err
	}
	out := make([]RoutingCanary, len(rows))
	for i, r := range rows {
		out[i] = r.RoutingCanary
		out[i].Channels, out[i].Guards, out[i].Says, out[i].Report = r.Channels.V, json.RawMessage(r.Guards), r.Says.V, json.RawMessage(r.Report)
	}
	return out, nil
}

// RunningCanary returns the canary that runs; nil while none does.
func (tx *Tx) RunningCanary(ctx context.Context) (*RoutingCanary, error) {
	all, err := tx.canaries(ctx, ` WHERE status = 'running'`)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// RoutingCanary reads a canary, or returns a NotFound error.
func (tx *Tx) RoutingCanary(ctx context.Context, id string) (*RoutingCanary, error) {
	all, err := tx.canaries(ctx, ` WHERE id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no canary %.100q", id)
	}
	return &all[0], nil
}

// RoutingCanaries lists canaries, the newest first, behind the id before.
func (tx *Tx) RoutingCanaries(ctx context.Context, before string, limit int) ([]RoutingCanary, error) {
	if before == "" {
		return tx.canaries(ctx, ` ORDER BY id DESC LIMIT ?`, limit)
	}
	return tx.canaries(ctx, ` WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit)
}

// SaveRoutingCanary writes a canary, new or changed, and lets everybody who
// caches it read anew. The catalog is locked.
func (tx *Tx) SaveRoutingCanary(ctx context.Context, c *RoutingCanary) error {
	if _, err := tx.exec(ctx, `INSERT INTO routing_canaries (`+canaryColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET share = excluded.share, guards = excluded.guards, revision = excluded.revision, status = excluded.status,
		ended_by = excluded.ended_by, ended_at = excluded.ended_at, reason = excluded.reason, says = excluded.says, report = excluded.report`,
		c.ID, c.Version, c.Live, c.Share, jsonText(c.Channels), string(c.Guards), c.Revision, string(c.Status), c.StartedBy, c.StartedAt,
		c.EndedBy, c.EndedAt, c.Reason, jsonText(c.Says), string(c.Report)); err != nil {
		return err
	}
	return tx.CatalogChanged(ctx)
}

// CanaryOrder is what both versions made of one order.
type CanaryOrder struct {
	CanaryID, OrderID string
	Canary            bool // whose plan is carried out
	DecidedAt         time.Time
	Units             int64
	Differs           bool // the two send from different locations
	Lives, Canarys    CanaryPlan
}

// CanaryPlan is what a comparison keeps of one plan.
type CanaryPlan struct {
	Filled int64 // units
	Split  bool  // more than one location sends
	Late   bool  // a location hands over too late
	Cost   int64 // carriage and handling, minor units
}

var canaryOrders = func() *rows {
	r := newRows("routing_canary_orders", "canary_id text", "order_id text", "canary boolean", "decided_at timestamptz", "units bigint", "differs boolean",
		"live_filled bigint", "live_split boolean", "live_late boolean", "live_cost bigint", "canary_filled bigint", "canary_split boolean", "canary_late boolean", "canary_cost bigint")
	r.conflict = "ON CONFLICT DO NOTHING" // the first decision about an order counts
	return r
}()

// AddCanaryOrders keeps comparisons, the first of each order.
func (tx *Tx) AddCanaryOrders(ctx context.Context, all []CanaryOrder) error {
	r := canaryOrders.like()
	for _, o := range all {
		l, c := o.Lives, o.Canarys
		r.add(o.CanaryID, o.OrderID, o.Canary, o.DecidedAt, o.Units, o.Differs, l.Filled, l.Split, l.Late, l.Cost, c.Filled, c.Split, c.Late, c.Cost)
	}
	return r.insert(ctx, tx)
}

// CanarySum adds up the orders of one side, each with what both versions made
// of it.
type CanarySum struct {
	Canary       bool // whose plan was carried out
	Orders       int64
	Units        int64
	Differs      int64 // orders that the two send from different locations
	LiveFilled   int64
	CanaryFilled int64
	LiveSplit    int64
	CanarySplit  int64
	LiveLate     int64
	CanaryLate   int64
	OwnCost      int64 // of the plans that are carried out, all orders
	// Compared are the orders of which both fill as many units, at least one.
	Compared   int64
	LiveCost   int64 // of those
	CanaryCost int64
	// SquaresHigh × 2²⁰ + SquaresLow is the sum of the squares of what the
	// canary costs more: no database can overflow that way.
	SquaresHigh, SquaresLow int64
}

// CanarySums adds up the comparisons of a canary, by side.
func (tx *Tx) CanarySums(ctx context.Context, id string) ([]CanarySum, error) {
	var out []CanarySum
	const more, both = `(canary_cost - live_cost)`, `CASE WHEN live_filled = canary_filled AND live_filled > 0 THEN `
	sum := func(what, name string) string { return `, CAST(COALESCE(SUM(` + what + `), 0) AS BIGINT) AS ` + name }
	count := func(what, name string) string { return `, COUNT(CASE WHEN ` + what + ` THEN 1 END) AS ` + name }
	err := tx.query(ctx, &out, `SELECT canary, COUNT(*) AS orders`+sum(`units`, `units`)+count(`differs`, `differs`)+
		sum(`live_filled`, `live_filled`)+sum(`canary_filled`, `canary_filled`)+count(`live_split`, `live_split`)+count(`canary_split`, `canary_split`)+
		count(`live_late`, `live_late`)+count(`canary_late`, `canary_late`)+sum(`CASE WHEN canary THEN canary_cost ELSE live_cost END`, `own_cost`)+
		`, COUNT(`+both+`1 END) AS compared`+sum(both+`live_cost END`, `live_cost`)+sum(both+`canary_cost END`, `canary_cost`)+
		sum(both+more+` * `+more+` / 1048576 END`, `squares_high`)+sum(both+more+` * `+more+` % 1048576 END`, `squares_low`)+
		` FROM routing_canary_orders WHERE canary_id = ? GROUP BY canary`, id)
	return out, err
}

// CanaryWork is how far the work of one side's orders is.
type CanaryWork struct {
	Canary     bool
	Kept       int64 // fulfillment orders that were done by the time they were to be
	Missed     int64 // done later, or due and not done
	Unreleased int64 // that other locations may still do
}

// CanaryWork counts the work of a canary's orders, by side. Of an order that
// was re-planned the work counts that was done.
func (tx *Tx) CanaryWork(ctx context.Context, id string) ([]CanaryWork, error) {
	var out []CanaryWork
	err := tx.query(ctx, &out, `SELECT c.canary, COUNT(CASE WHEN f.closed_at <= f.ship_by THEN 1 END) AS kept,
		COUNT(CASE WHEN f.closed_at > f.ship_by OR f.closed_at IS NULL AND f.ship_by < ? THEN 1 END) AS missed,
		COUNT(CASE WHEN f.status IN ('open', 'scheduled', 'on_hold') THEN 1 END) AS unreleased
		FROM routing_canary_orders c JOIN fulfillment_orders f ON f.order_id = c.order_id AND f.status NOT IN ('incomplete', 'canceled')
		WHERE c.canary_id = ? GROUP BY c.canary`, tx.Now, id)
	return out, err
}
