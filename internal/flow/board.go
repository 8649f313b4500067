package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// FulfillmentFilter chooses fulfillment orders.
type FulfillmentFilter struct {
	Location   string    `query:"location" doc:"Code of a location" maxLength:"64" example:"BER"`
	Status     []string  `query:"status" doc:"One or several states with commas between, or working for all that are not done" enum:"working,open,scheduled,on_hold,released,in_progress,closed,incomplete,canceled" maxItems:"9"`
	Column     string    `query:"column" doc:"A column of the board, as the counts have it" enum:"to_release,to_pick,picking,packing,ready"`
	Order      string    `query:"order" doc:"The id of an order" maxLength:"64"`
	Channel    string    `query:"channel" doc:"Code of the channel that the order came from" maxLength:"64" example:"web"`
	Held       string    `query:"held" doc:"Whether an active hold is on the order" enum:"true,false"`
	ClaimedBy  string    `query:"claimed_by" doc:"Who works on it: me, none for what nobody has, or somebody as claim.actor names them; a user's id alone will do. Who walks a wave has what is to be picked of it" maxLength:"100" pattern:"^(me|none|usr_[a-z0-9]+|[a-z]+:[A-Za-z0-9_.-]+)$" example:"me"`
	Q          string    `query:"q" doc:"The number of a fulfillment order, or words of its order as in the list of orders" maxLength:"200" example:"100001-1"`
	ShipByFrom time.Time `query:"ship_by_from" doc:"To be shipped at or after"`
	ShipByTo   time.Time `query:"ship_by_to" doc:"To be shipped before"`
	ClosedFrom time.Time `query:"closed_from" doc:"Handed over at or after"`
	Sort       string    `query:"sort" doc:"created_at: the oldest first; ship_by: what has to leave first" enum:"created_at,ship_by" default:"created_at"`
	Paging
}

// workingStatuses are the states of work that is not done.
var workingStatuses = []string{string(oms.FulfillmentOpen), string(oms.FulfillmentScheduled), string(oms.FulfillmentOnHold),
	string(oms.FulfillmentReleased), string(oms.FulfillmentInProgress)}

// Column is a column of the board: where work stands at its location.
type Column string

// The columns, in the order of the work.
const (
	ColumnToRelease  Column = "to_release"  // nobody has been told to do it: open, scheduled or on hold
	ColumnToPick     Column = "to_pick"     // released, nothing picked
	ColumnPicking    Column = "picking"     // begun, not all is picked
	ColumnPacking    Column = "packing"     // all is picked, not all is packed
	ColumnReady      Column = "ready"       // all is packed; waits for its label or the carrier
	ColumnHandedOver Column = "handed_over" // closed today
)

// columns says which work stands in which column.
var columns = []struct {
	column   Column
	statuses []string
	stages   []string // any when nil
}{
	{ColumnToRelease, workingStatuses[:3], nil},
	{ColumnToPick, []string{string(oms.FulfillmentReleased)}, nil},
	{ColumnPicking, []string{string(oms.FulfillmentInProgress)}, []string{string(oms.StageNone), string(oms.StagePicking)}},
	{ColumnPacking, []string{string(oms.FulfillmentInProgress)}, []string{string(oms.StagePicked), string(oms.StagePacking)}},
	{ColumnReady, []string{string(oms.FulfillmentInProgress)}, []string{string(oms.StagePacked), string(oms.StageReadyForPickup)}},
}

// columnOf is where work in a state stands; "" when it is done.
func columnOf(status oms.FulfillmentOrderStatus, stage oms.Stage) Column {
	for _, c := range columns {
		if slices.Contains(c.statuses, string(status)) && (c.stages == nil || slices.Contains(c.stages, string(stage))) {
			return c.column
		}
	}
	return ""
}

// filter is what the store is asked for.
func (in FulfillmentFilter) filter() (store.FulfillmentFilter, error) {
	q := store.FulfillmentFilter{OrderID: in.Order, Query: in.Q, ShipByFrom: optional(in.ShipByFrom), ShipByTo: optional(in.ShipByTo),
		ClosedFrom: optional(in.ClosedFrom), ByShipBy: in.Sort == "ship_by"}
	if in.Held != "" {
		held := in.Held == "true"
		q.Held = &held
	}
	q.Open = len(in.Status) > 0
	for _, s := range in.Status {
		if s == "working" {
			q.Statuses = append(q.Statuses, workingStatuses...)
			continue
		}
		q.Open = q.Open && slices.Contains(workingStatuses, s)
		q.Statuses = append(q.Statuses, s)
	}
	for _, c := range columns {
		if in.Column != string(c.column) {
			continue
		}
		if len(in.Status) > 0 {
			return q, oms.InvalidField("column", "says the states already: leave out status")
		}
		q.Open, q.Statuses, q.Stages = true, c.statuses, c.stages
	}
	return q, checkFilters("location", in.Location, "order", in.Order, "channel", in.Channel, "q", in.Q)
}

// optional is an instant that may be absent.
func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// FulfillmentOrders returns a page of fulfillment orders: what a location works
// through.
func (f *Flow) FulfillmentOrders(ctx context.Context, in FulfillmentFilter) (Page[Work], error) {
	q, err := in.filter()
	if err != nil {
		return Page[Work]{}, err
	}
	q.ClaimedBy, q.Unclaimed = claimant(ctx, in.ClaimedBy)
	if in.Cursor != "" {
		q.After = &store.WorkPosition{}
		if err := in.at(q.After); err != nil {
			return Page[Work]{}, err
		}
	}
	position := func(p store.Part) any { return q.PositionOf(p) }
	page, err := partsPage(ctx, f, in.Paging, refs{location: in.Location, channel: in.Channel}, position, func(tx *store.Tx, at refs, limit int) ([]store.Part, error) {
		q.LocationID, q.ChannelID, q.Limit = at.locationID, at.channelID, limit
		return tx.FulfillmentOrders(ctx, q)
	}, (*oms.Order).FulfillmentOrder)
	if err != nil {
		return Page[Work]{}, err
	}
	works, err := read(ctx, f, func(tx *store.Tx) ([]Work, error) { return worksOf(ctx, tx, page.Items) })
	return Page[Work]{Items: works, NextCursor: page.NextCursor}, err
}

// claimant is the actor whose claims are asked for, or that nobody's are.
func claimant(ctx context.Context, by string) (actor string, nobody bool) {
	switch {
	case by == "me":
		return store.CallerOf(ctx).Actor, false
	case by == "none":
		return "", true
	case oms.IsID(by, oms.PrefixUser):
		return "user:" + by, false
	}
	return by, false
}

// Link names a list and the filter that shows exactly what a figure counts.
type Link struct {
	List  string            `json:"list" doc:"The list's path behind /api/v1/" enum:"orders,fulfillment-orders,exceptions,jobs,connections" example:"orders"`
	Query map[string]string `json:"query" doc:"Its parameters"`
}

// ColumnCount is a column of the board.
type ColumnCount struct {
	Column Column `json:"column" enum:"to_release,to_pick,picking,packing,ready,handed_over" example:"to_pick"`
	Orders int64  `json:"orders" doc:"Fulfillment orders" example:"12"`
	Units  int64  `json:"units" example:"31"`
	Late   int64  `json:"late" doc:"Of orders, those whose ship_by is past" example:"1"`
	Link   Link   `json:"link"`
}

// Board is what a location has to do, by column.
type Board struct {
	Location string        `json:"location" doc:"The location's code; empty for all" example:"BER"`
	At       time.Time     `json:"at" doc:"When it was counted"`
	Columns  []ColumnCount `json:"columns"`
	Held     int64         `json:"held" doc:"Of to_release, fulfillment orders on hold" example:"2"`
	Late     int64         `json:"late" doc:"Fulfillment orders whose ship_by is past" example:"1"`
	LateLink Link          `json:"late_link"`
	NextAt   *time.Time    `json:"next_ship_by" doc:"The next instant by which something has to leave"`
}

// BoardQuery asks for the counts of the board.
type BoardQuery struct {
	Location string `query:"location" doc:"Code of a location; all when absent" maxLength:"64" example:"BER"`
}

// BoardCounts counts the work of a location, or of all, by column.
func (f *Flow) BoardCounts(ctx context.Context, in BoardQuery) (Board, error) {
	if err := checkFilters("location", in.Location); err != nil {
		return Board{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Board, error) {
		all, err := tx.Locations(ctx, false)
		if err != nil {
			return Board{}, err
		}
		at := refs{location: in.Location}
		if ok, err := at.resolve(ctx, tx); err != nil || !ok {
			return boardOf(in.Location, nil, tx.Now), err // a place that doesn't exist has no work
		}
		counts, err := tx.WorkCounts(ctx, at.locationID, tx.Now)
		if err != nil {
			return Board{}, err
		}
		b := boardOf(in.Location, counts, tx.Now)
		for _, l := range all {
			if at.locationID != "" && l.ID != at.locationID {
				continue
			}
			from := dayStart(tx.Now, "") // all locations together have one day
			if at.locationID != "" {
				from = dayStart(tx.Now, l.Calendar.Timezone)
			}
			done, err := tx.DoneSince(ctx, l.ID, from)
			if err != nil {
				return Board{}, err
			}
			b.handedOver(done, from)
		}
		return b, nil
	})
}

// boardOf sums counts by column.
func boardOf(location string, counts []store.WorkCount, now time.Time) Board {
	b := Board{Location: location, At: now, LateLink: workLink(location, "status", "working", "ship_by_to", instantText(now), "sort", "ship_by")}
	for _, c := range columns {
		b.Columns = append(b.Columns, ColumnCount{Column: c.column, Link: workLink(location, "column", string(c.column))})
	}
	b.Columns = append(b.Columns, ColumnCount{Column: ColumnHandedOver, Link: workLink(location, "status", "closed", "closed_from", instantText(dayStart(now, "")))})
	for _, n := range counts {
		i := slices.IndexFunc(b.Columns, func(c ColumnCount) bool { return c.Column == columnOf(n.Status, n.Stage) })
		c := &b.Columns[i]
		c.Orders, c.Units, c.Late = c.Orders+n.Orders, c.Units+n.Units, c.Late+n.Late
		b.Late += n.Late
		if n.Status == oms.FulfillmentOnHold {
			b.Held += n.Orders
		}
		b.NextAt = earlier(b.NextAt, instantOf(n.Next))
	}
	return b
}

// workLink opens fulfillment orders, of one location where it is named.
func workLink(location string, pairs ...string) Link {
	l := Link{List: "fulfillment-orders", Query: map[string]string{}}
	if location != "" {
		l.Query["location"] = location
	}
	return l.with(pairs...)
}

func (l Link) with(pairs ...string) Link {
	for i := 0; i+1 < len(pairs); i += 2 {
		l.Query[pairs[i]] = pairs[i+1]
	}
	return l
}

func instantText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// instantOf is an instant that a database gave in microseconds.
func instantOf(micros *int64) *time.Time {
	if micros == nil {
		return nil
	}
	at := time.UnixMicro(*micros).UTC()
	return &at
}

func earlier(a, b *time.Time) *time.Time {
	if a == nil || (b != nil && b.Before(*a)) {
		return b
	}
	return a
}

// dayStart is when the day of now began in a zone; UTC when the zone is not
// known.
func dayStart(now time.Time, zone string) time.Time {
	at, err := time.LoadLocation(zone)
	if err != nil {
		at = time.UTC
	}
	local := now.In(at)
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, at).UTC()
}
