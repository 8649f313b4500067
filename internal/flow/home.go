package flow

import (
	"context"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// HomeQuery asks for Home.
type HomeQuery struct {
	Timezone string `query:"timezone" doc:"An IANA zone: where days begin; UTC when absent" maxLength:"64" example:"Europe/Berlin"`
	Hours    int    `query:"hours" doc:"How far ahead a promise is at risk" minimum:"1" maximum:"168" default:"4"`
	// Connections and DeadLetters say whether the caller may see these.
	Connections bool `json:"-"`
	DeadLetters bool `json:"-"`
}

// Home is what the whole operation looks like at one moment.
type Home struct {
	At        time.Time        `json:"at" doc:"When it was counted; all figures are of one moment"`
	Funnel    []FunnelStage    `json:"funnel" doc:"The stages in the order of the road"`
	Attention HomeAttention    `json:"attention" doc:"What needs a human"`
	Promises  []PromiseAtRisk  `json:"promises" doc:"Locations with work that is late or has to leave within hours, the most urgent first"`
	Channels  []ChannelNews    `json:"channels" doc:"How fresh each active channel is"`
	Locations []LocationLoad   `json:"locations" doc:"What each active location has to do, against its next cut-off"`
	Hourly    []PlacedInPeriod `json:"orders_per_hour" doc:"Orders by when they were placed: the last 24 hours, the present one last"`
	Daily     []PlacedInPeriod `json:"orders_per_day" doc:"The last 14 days, today last"`
}

// shippedDays is how long an order counts as in transit after it was placed.
// One that has not arrived by then is a matter for its delivery exception.
const shippedDays = 30

// Home gathers everything that Home shows, of one moment.
func (f *Flow) Home(ctx context.Context, in HomeQuery) (Home, error) {
	zone, err := time.LoadLocation(in.Timezone)
	if err != nil || in.Timezone == "Local" {
		return Home{}, oms.InvalidField("timezone", "is not an IANA time zone such as Europe/Berlin")
	}
	if in.Hours == 0 {
		in.Hours = 4
	}
	return read(ctx, f, func(tx *store.Tx) (Home, error) {
		h := Home{At: tx.Now}
		places, err := tx.Locations(ctx, true)
		if err != nil {
			return h, err
		}
		work, err := tx.WorkCounts(ctx, "", tx.Now.Add(time.Duration(in.Hours)*time.Hour))
		if err != nil {
			return h, err
		}
		h.Promises = promises(places, work, tx.Now, in.Hours)
		if h.Funnel, err = funnel(ctx, tx, zone); err != nil {
			return h, err
		}
		if h.Attention, err = needsHuman(ctx, tx, in); err != nil {
			return h, err
		}
		if h.Channels, err = channelNews(ctx, tx, in.Connections); err != nil {
			return h, err
		}
		if h.Locations, err = locationLoads(ctx, tx, places, work); err != nil {
			return h, err
		}
		h.Hourly, h.Daily, err = f.rhythm.read(ctx, tx, zone)
		return h, err
	})
}

// FunnelStage is one stage of the road.
type FunnelStage struct {
	Stage    oms.OrderStage `json:"stage" enum:"new,allocated,released,picked,packed,shipped,delivered" example:"picked"`
	Orders   int64          `json:"orders" doc:"Orders whose least advanced unit is here. Of shipped, those placed in the last 30 days; of delivered, those that arrived today" example:"42"`
	Units    int64          `json:"units" doc:"Of these orders, all that their buyers still get" example:"97"`
	Held     int64          `json:"held" doc:"Of orders, those with an active hold" example:"3"`
	Oldest   *OldestOrder   `json:"oldest,omitempty" doc:"The one placed first; absent where nothing stands, and of delivered"`
	Link     Link           `json:"link"`
	HeldLink Link           `json:"held_link"`
}

// OldestOrder is the order that waits longest.
type OldestOrder struct {
	ID       string    `json:"id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Number   string    `json:"number" example:"100001"`
	PlacedAt time.Time `json:"placed_at"`
	Since    time.Time `json:"since" doc:"When it came to this stage"`
}

// funnel counts the orders at each stage, and names the oldest.
func funnel(ctx context.Context, tx *store.Tx, zone *time.Location) ([]FunnelStage, error) {
	today := dayStart(tx.Now, zone.String())
	shippedFrom := dayStart(tx.Now.AddDate(0, 0, -shippedDays), "")
	counts, err := tx.StageCounts(ctx, shippedFrom, today)
	if err != nil {
		return nil, err
	}
	var out []FunnelStage
	for _, stage := range oms.OrderStages() {
		s := FunnelStage{Stage: stage, Link: stageLink(stage, shippedFrom, today), HeldLink: stageLink(stage, shippedFrom, today).with("held", "true")}
		for _, c := range counts {
			if c.Stage == stage {
				s.Orders, s.Units, s.Held = c.Orders, c.Units, c.Held
			}
		}
		from := time.Time{}
		if stage == oms.OrderStageShipped {
			from = shippedFrom
		}
		if stage != oms.OrderStageDelivered && s.Orders > 0 {
			o, err := tx.OldestAt(ctx, stage, from)
			if err != nil {
				return nil, err
			}
			if o != nil {
				s.Oldest = &OldestOrder{ID: o.ID, Number: strconv.FormatInt(o.Number, 10), PlacedAt: o.PlacedAt, Since: o.StageSince}
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// stageLink opens the orders that a stage counts.
func stageLink(stage oms.OrderStage, shippedFrom, today time.Time) Link {
	l := Link{List: "orders", Query: map[string]string{"stage": string(stage)}}
	switch stage {
	case oms.OrderStageShipped:
		return l.with("placed_from", instantText(shippedFrom))
	case oms.OrderStageDelivered:
		return l.with("stage_from", instantText(today))
	case oms.OrderStageNone, oms.OrderStageNew, oms.OrderStageAllocated, oms.OrderStageReleased, oms.OrderStagePicked, oms.OrderStagePacked:
	}
	return l
}
