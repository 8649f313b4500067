package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// PromiseAtRisk is work of one location that is late or soon due.
type PromiseAtRisk struct {
	Location string     `json:"location" doc:"The location's code" example:"BER"`
	Name     string     `json:"name" example:"Berlin"`
	Late     int64      `json:"late" doc:"Fulfillment orders whose ship_by is past" example:"1"`
	Soon     int64      `json:"soon" doc:"Fulfillment orders to be shipped within hours" example:"12"`
	Overdue  *time.Time `json:"overdue_since" doc:"The first ship_by that is past"`
	NextAt   *time.Time `json:"next_ship_by" doc:"To count down to"`
	LateLink Link       `json:"late_link"`
	SoonLink Link       `json:"soon_link"`
}

// promises lists the locations with work at risk, the most urgent first.
func promises(places []oms.Location, work []store.WorkCount, now time.Time, hours int) []PromiseAtRisk {
	out := []PromiseAtRisk{}
	soon := now.Add(time.Duration(hours) * time.Hour)
	for _, l := range places {
		p := PromiseAtRisk{Location: l.Code, Name: l.Name,
			LateLink: workLink(l.Code, "status", "working", "ship_by_to", instantText(now), "sort", "ship_by"),
			SoonLink: workLink(l.Code, "status", "working", "ship_by_from", instantText(now), "ship_by_to", instantText(soon), "sort", "ship_by")}
		for _, n := range work {
			if n.LocationID != l.ID {
				continue
			}
			p.Late, p.Soon = p.Late+n.Late, p.Soon+n.Soon
			p.Overdue, p.NextAt = earlier(p.Overdue, instantOf(n.Overdue)), earlier(p.NextAt, instantOf(n.Next))
		}
		if p.Late+p.Soon > 0 {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b PromiseAtRisk) int { return a.urgent().Compare(b.urgent()) })
	return out
}

func (p PromiseAtRisk) urgent() time.Time {
	if p.Overdue != nil {
		return *p.Overdue
	}
	return *p.NextAt
}

// LocationLoad is what a location has to do until its next cut-off.
type LocationLoad struct {
	Name         string     `json:"name" example:"Berlin"`
	NextDispatch *time.Time `json:"next_dispatch" doc:"Its next cut-off; null when it has none within 60 days"`
	Board
}

// locationLoads counts the work of each location, and what it has done today.
func locationLoads(ctx context.Context, tx *store.Tx, places []oms.Location, work []store.WorkCount) ([]LocationLoad, error) {
	out := make([]LocationLoad, len(places))
	for i, l := range places {
		mine := slices.DeleteFunc(slices.Clone(work), func(n store.WorkCount) bool { return n.LocationID != l.ID })
		today := dayStart(tx.Now, l.Calendar.Timezone)
		done, err := tx.DoneSince(ctx, l.ID, today)
		if err != nil {
			return nil, err
		}
		out[i] = LocationLoad{Name: l.Name, Board: boardOf(l.Code, mine, tx.Now)}
		out[i].handedOver(done, today)
		if at, ok := l.Calendar.NextCutOff(tx.Now); ok {
			out[i].NextDispatch = &at
		}
	}
	return out, nil
}

// handedOver adds what was done since the beginning of a day.
func (b *Board) handedOver(done store.DoneCount, since time.Time) {
	c := &b.Columns[len(b.Columns)-1]
	c.Orders, c.Units = c.Orders+done.Orders, c.Units+done.Units
	c.Link.Query["closed_from"] = instantText(since)
}
