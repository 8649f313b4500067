package flow

import (
	"context"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// PlacedInPeriod is how many orders were placed in an hour or a day.
type PlacedInPeriod struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to" doc:"Exclusive"`
	Orders int64     `json:"orders" example:"31"`
	Link   Link      `json:"link"`
}

const (
	rhythmHours = 24
	rhythmDays  = 14
	rhythmAge   = time.Minute
)

// rhythm counts orders by when they were placed. Two weeks of a busy shop are
// many orders to count, and what is past hardly changes: past periods are
// counted once a minute, the present hour and day at each request.
type rhythm struct {
	mu   sync.Mutex
	past map[string]pastOrders // by zone
}

// pastOrders are the counts of past periods.
type pastOrders struct {
	hour, day time.Time // the present ones, which are not in it
	at        time.Time
	hours     []int64
	days      []int64
}

// maxZones is how many zones are remembered; more are nobody's control room.
const maxZones = 50

// read counts the orders of the last hours and days, in a zone.
func (r *rhythm) read(ctx context.Context, tx *store.Tx, zone *time.Location) (hours, days []PlacedInPeriod, err error) {
	hourEdges, dayEdges := hoursUntil(tx.Now), daysUntil(tx.Now, zone)
	past, err := r.pastOf(ctx, tx, zone.String(), hourEdges, dayEdges)
	if err != nil {
		return nil, nil, err
	}
	hour, err := tx.PlacedBetween(ctx, hourEdges[rhythmHours-1:])
	if err != nil {
		return nil, nil, err
	}
	day, err := tx.PlacedBetween(ctx, []time.Time{dayEdges[rhythmDays-1], dayEdges[rhythmDays]})
	if err != nil {
		return nil, nil, err
	}
	return periods(hourEdges, append(past.hours[:rhythmHours-1:rhythmHours-1], hour...)), periods(dayEdges, append(past.days[:rhythmDays-1:rhythmDays-1], day...)), nil
}

// pastOf counts the past periods, or remembers them.
func (r *rhythm) pastOf(ctx context.Context, tx *store.Tx, zone string, hours, days []time.Time) (pastOrders, error) {
	r.mu.Lock()
	p, ok := r.past[zone]
	r.mu.Unlock()
	hour, day := hours[rhythmHours-1], days[rhythmDays-1]
	if age := tx.Now.Sub(p.at); ok && p.hour.Equal(hour) && p.day.Equal(day) && age >= 0 && age < rhythmAge {
		return p, nil
	}
	p = pastOrders{hour: hour, day: day, at: tx.Now}
	var err error
	if p.hours, err = tx.PlacedBetween(ctx, hours[:rhythmHours]); err != nil {
		return p, err
	}
	if p.days, err = tx.PlacedBetween(ctx, days[:rhythmDays]); err != nil {
		return p, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.past == nil || len(r.past) >= maxZones {
		r.past = map[string]pastOrders{}
	}
	r.past[zone] = p
	return p, nil
}

// hoursUntil are the edges of the last hours, the end of the present one last.
func hoursUntil(now time.Time) []time.Time {
	edges := make([]time.Time, rhythmHours+1)
	for i := range edges {
		edges[i] = now.Truncate(time.Hour).Add(time.Duration(i+1-rhythmHours) * time.Hour)
	}
	return edges
}

// daysUntil are the edges of the last days in a zone, the end of today last. A
// day with a change of the clock has 23 or 25 hours.
func daysUntil(now time.Time, zone *time.Location) []time.Time {
	local := now.In(zone)
	edges := make([]time.Time, rhythmDays+1)
	for i := range edges {
		edges[i] = time.Date(local.Year(), local.Month(), local.Day()+i+1-rhythmDays, 0, 0, 0, 0, zone).UTC()
	}
	return edges
}

func periods(edges []time.Time, orders []int64) []PlacedInPeriod {
	out := make([]PlacedInPeriod, len(orders))
	for i, n := range orders {
		out[i] = PlacedInPeriod{From: edges[i], To: edges[i+1], Orders: n,
			Link: Link{List: "orders", Query: map[string]string{"placed_from": instantText(edges[i]), "placed_to": instantText(edges[i+1])}}}
	}
	return out
}
