package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// openWork is the condition of the indexes of open work: repeated in a query as
// it is written in the migration, SQLite uses them.
const openWork = `status NOT IN ('closed', 'incomplete', 'canceled')`

// FulfillmentFilter chooses fulfillment orders. Empty fields choose all.
type FulfillmentFilter struct {
	LocationID string
	OrderID    string
	ChannelID  string
	Statuses   []string // any of these
	Stages     []string // any of these, within in_progress
	Held       *bool    // whether an active hold is on the order
	Query      string   // a number of a fulfillment order, or words of its order as OrderFilter.Query has them
	ShipByFrom *time.Time
	ShipByTo   *time.Time // exclusive
	ClosedFrom *time.Time
	Open       bool   // only what is not done
	NoWave     bool   // only what is in no wave
	ClaimedBy  string // only what this actor has, as flow shows claims
	Unclaimed  bool   // only what nobody has
	ByShipBy   bool   // the first to be shipped first; else the oldest first
	After      *WorkPosition
	Limit      int
}

// noShipBy stands for a work without a time by which it is to be shipped: it
// sorts last.
var noShipBy = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// shipByOrder is the expression of the index fulfillment_orders_due.
func (tx *Tx) shipByOrder() string {
	if tx.Postgres() {
		return `COALESCE(ship_by, TIMESTAMPTZ '9999-12-31 00:00:00Z')`
	}
	return `COALESCE(ship_by, 253402214400000000)`
}

// PositionOf is where a page that ends with a part ends.
func (f FulfillmentFilter) PositionOf(p Part) WorkPosition {
	at := p.CreatedAt
	if f.ByShipBy {
		if at = noShipBy; p.ShipBy != nil {
			at = *p.ShipBy
		}
	}
	return WorkPosition{At: at.UnixMicro(), ID: p.ID}
}

// FulfillmentOrders returns a page of fulfillment orders.
func (tx *Tx) FulfillmentOrders(ctx context.Context, f FulfillmentFilter) ([]Part, error) {
	by := "f.created_at"
	if f.ByShipBy {
		by = tx.shipByOrder()
	}
	var c conditions
	f.choose(&c)
	f.chooseClaim(tx, &c)
	f.chooseOrder(tx, &c)
	if f.After != nil {
		c.and("("+by+", f.id) > (?, ?)", time.UnixMicro(f.After.At).UTC(), f.After.ID)
	}
	from := `fulfillment_orders f`
	if f.ofOrder() {
		from += ` JOIN orders o ON o.id = f.order_id`
	}
	var out []Part
	err := tx.query(ctx, &out, `SELECT f.id, f.order_id, f.created_at, f.ship_by FROM `+from+` WHERE 1 = 1`+c.where.String()+` ORDER BY `+by+`, f.id LIMIT ?`,
		append(c.args, f.Limit)...)
	return out, err
}

// choose adds what is asked of the fulfillment order itself.
func (f FulfillmentFilter) choose(c *conditions) {
	if f.Open {
		c.and("f." + openWork)
	}
	if f.NoWave {
		c.and("NOT EXISTS (SELECT 1 FROM wave_works i WHERE i.fulfillment_order_id = f.id AND i.left_at IS NULL)")
	}
	for _, equal := range [][2]string{{"f.location_id", f.LocationID}, {"f.order_id", f.OrderID}} {
		if equal[1] != "" {
			c.and(equal[0]+" = ?", equal[1])
		}
	}
	if len(f.Statuses) > 0 {
		c.and("f.status = ANY_OF(?)", f.Statuses)
	}
	if len(f.Stages) > 0 {
		c.and("f.stage = ANY_OF(?)", f.Stages)
	}
	for _, bound := range []struct {
		cond string
		at   *time.Time
	}{{"f.ship_by >= ?", f.ShipByFrom}, {"f.ship_by < ?", f.ShipByTo}, {"f.closed_at >= ?", f.ClosedFrom}} {
		if bound.at != nil {
			c.and(bound.cond, bound.at.UTC())
		}
	}
}

// A claim counts for work on which it is; and one on its wave, while there is
// something to pick, unless somebody has the work itself.
const (
	claimedWork = `EXISTS (SELECT 1 FROM claims k WHERE k.subject = f.id AND k.touched_at > ?`
	claimedWave = `(f.status = 'released' OR f.status = 'in_progress' AND f.stage IN ('', 'picking')) AND EXISTS (SELECT 1 FROM wave_works i JOIN claims k ON k.subject = i.wave_id
		WHERE i.fulfillment_order_id = f.id AND i.left_at IS NULL AND k.touched_at > ?`
)

// chooseClaim adds who works on it.
func (f FulfillmentFilter) chooseClaim(tx *Tx, c *conditions) {
	since := tx.Now.Add(-oms.ClaimIdle)
	switch {
	case f.Unclaimed:
		c.and(`NOT `+claimedWork+`) AND NOT (`+claimedWave+`))`, since, since)
	case f.ClaimedBy != "":
		c.and(`(`+claimedWork+` AND k.actor = ?) OR NOT `+claimedWork+`) AND `+claimedWave+` AND k.actor = ?))`, since, f.ClaimedBy, since, since, f.ClaimedBy)
	}
}

func (f FulfillmentFilter) ofOrder() bool {
	return f.ChannelID != "" || f.Held != nil || f.Query != ""
}

// chooseOrder adds what is asked of the order it belongs to.
func (f FulfillmentFilter) chooseOrder(tx *Tx, c *conditions) {
	if f.ChannelID != "" {
		c.and("o.channel_id = ?", f.ChannelID)
	}
	if f.Held != nil {
		c.and("o.held = ?", *f.Held)
	}
	if number, ok := workNumber(f.Query); ok {
		c.and("o.number = ? AND f.number = ?", number, strings.TrimSpace(f.Query))
		return
	}
	if words := oms.SplitWords(f.Query); len(words) > 0 {
		cond, arg := tx.matchWords(words)
		c.and(cond, arg)
	}
}

// workNumber reads the number of a fulfillment order, 100042-2, and gives the
// number of its order.
func workNumber(text string) (int64, bool) {
	order, part, ok := strings.Cut(strings.TrimSpace(text), "-")
	if !ok {
		return 0, false
	}
	if _, err := strconv.ParseUint(part, 10, 31); err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(order, 10, 63)
	return n, err == nil && n > 0
}
