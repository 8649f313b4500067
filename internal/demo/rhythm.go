package demo

import "time"

// region is a part of the world whose people wake and shop together.
type region struct {
	name  string
	zone  *time.Location
	share float64 // of the orders
}

// The regions.
var (
	europe  = region{"Europe", zone("Europe/Berlin"), .62}
	britain = region{"Britain", zone("Europe/London"), .13}
	america = region{"America", zone("America/New_York"), .2}
	asia    = region{"Asia", zone("Asia/Tokyo"), .05}
)

// busy is how busy buyers are at an hour of their day, 1 at midday.
// Source: the usual shape of shop traffic, quiet at four, busiest after work.
var busy = [24]float64{.35, .2, .12, .1, .1, .14, .25, .45, .7, .9, 1, 1, 1.05, 1, .95, .95, 1, 1.1, 1.25, 1.45, 1.5, 1.35, .95, .6}

// week is how busy a day is, from Sunday: people buy on Sunday evening and on
// Monday, and are out on Saturday.
var week = [7]float64{1.25, 1.15, 1, .95, .95, .9, .8}

// peak is the most that busy and week come to together.
const peak = 1.5 * 1.25

// mood is how busy the people of a region are at an instant.
func (r region) mood(t time.Time) float64 {
	local := t.In(r.zone)
	from, to := busy[local.Hour()], busy[(local.Hour()+1)%24]
	part := float64(local.Minute()) / 60
	return (from + (to-from)*part) * week[local.Weekday()]
}

// opening is how busy a shop in a street is: closed at night and on Sunday.
func opening(s *site, t time.Time) float64 {
	local := t.In(s.zone)
	if s.days[local.Weekday()] != '1' || local.Hour() < s.from || local.Hour() >= s.to {
		return 0
	}
	if local.Weekday() == time.Saturday {
		return 1.6
	}
	return busy[local.Hour()]
}

// office is when companies order.
func office(z *time.Location, t time.Time) float64 {
	local := t.In(z)
	if local.Weekday() == time.Sunday || local.Weekday() == time.Saturday || local.Hour() < 8 || local.Hour() >= 17 {
		return 0
	}
	return 1
}
