package oms

import (
	"fmt"
	"slices"
	"time"
)

// Calendar says when a location hands parcels over. The zero Calendar
// dispatches every day at the end of the day, UTC.
type Calendar struct {
	Timezone string    `json:"timezone,omitempty"` // IANA name, such as Europe/Berlin
	CutOffs  []CutOff  `json:"cut_offs,omitempty"` // one per working day; none means every day at 24:00
	Closures []Closure `json:"closures,omitempty"`
	// HandlingDays are the working days between the cut-off and the hand-over to
	// a carrier; 0 hands over at the cut-off itself.
	HandlingDays int64 `json:"handling_days,omitempty"`
	// PickupDays are the weekdays, 0 Sunday … 6 Saturday, on which carriers
	// collect; none means every working day.
	PickupDays []int `json:"pickup_days,omitempty"`
}

// CutOff is the time of day until which an order leaves the same day.
type CutOff struct {
	Weekday int    `json:"weekday"` // 0 Sunday … 6 Saturday
	Time    string `json:"time"`    // local, 15:00
}

// Closure is a stretch of days on which nothing leaves.
type Closure struct {
	From   string `json:"from"` // local date, 2026-12-24, inclusive
	To     string `json:"to"`   // inclusive
	Reason string `json:"reason,omitempty"`
}

// Horizon is how far ahead a calendar is searched for the next dispatch.
const Horizon = 60 * 24 * time.Hour

// maxHandlingDays bounds the handling time: longer ones would never be seen within Horizon.
const maxHandlingDays = 30

// Check reports what is wrong with the calendar, each under the field prefix.
func (c Calendar) Check(prefix string) (errs []FieldError) {
	if _, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "Local" {
		errs = append(errs, FaultAt(prefix+".timezone", "is not an IANA time zone such as Europe/Berlin"))
	}
	for i, o := range c.CutOffs {
		if o.Weekday < 0 || o.Weekday > 6 {
			errs = append(errs, FaultAt(fmt.Sprintf("%s.cut_offs[%d].weekday", prefix, i), "must be 0 (Sunday) to 6 (Saturday)"))
		}
		if _, err := time.Parse("15:04", o.Time); err != nil {
			errs = append(errs, FaultAt(fmt.Sprintf("%s.cut_offs[%d].time", prefix, i), "must be a time of day such as 15:00"))
		}
	}
	for i, cl := range c.Closures {
		from, err1 := time.Parse(time.DateOnly, cl.From)
		to, err2 := time.Parse(time.DateOnly, cl.To)
		if err1 != nil || err2 != nil || to.Before(from) {
			errs = append(errs, FaultAt(fmt.Sprintf("%s.closures[%d]", prefix, i), "must have from and to dates such as 2026-12-24, in order"))
		}
	}
	if c.HandlingDays < 0 || c.HandlingDays > maxHandlingDays {
		errs = append(errs, FaultAt(prefix+".handling_days", "must be 0 to %d", maxHandlingDays))
	}
	for i, day := range c.PickupDays {
		switch at := fmt.Sprintf("%s.pickup_days[%d]", prefix, i); {
		case day < 0 || day > 6:
			errs = append(errs, FaultAt(at, "must be 0 (Sunday) to 6 (Saturday)"))
		case len(c.CutOffs) > 0 && !slices.ContainsFunc(c.CutOffs, func(o CutOff) bool { return o.Weekday == day }):
			errs = append(errs, FaultAt(at, "is %s, on which nobody works: it has no cut-off", time.Weekday(day)))
		}
	}
	if len(c.PickupDays) > 7 {
		errs = append(errs, FaultAt(prefix+".pickup_days", "has more than 7 entries"))
	}
	return errs
}

// NextCutOff returns the next cut-off at or after now, and false when there is
// none within Horizon.
func (c Calendar) NextCutOff(now time.Time) (time.Time, bool) {
	local := now.In(c.zone())
	for i := -1; i < horizonDays; i++ { // what ends yesterday at 24:00 is not over at midnight
		cut, ok := c.cutOff(midnight(local, i))
		if ok && !cut.Before(now) {
			return cut.UTC(), true
		}
	}
	return time.Time{}, false
}

// Dispatch is how an order leaves a location.
type Dispatch struct {
	CutOff time.Time // it has to be placed by then
	Ready  string    // local date on which it is packed
	At     time.Time // when a carrier takes it over
	Day    string    // the local date of At
}

// NextDispatch returns how an order leaves that is placed now: at the next
// cut-off it is taken up, so many working days later it is packed, and it is
// handed over at the cut-off of the first working day from then on on which
// carriers collect. It is false when a step finds no day within Horizon.
func (c Calendar) NextDispatch(now time.Time) (d Dispatch, ok bool) {
	if d.CutOff, ok = c.NextCutOff(now); !ok {
		return d, false
	}
	day, left := c.LocalDay(d.CutOff), c.HandlingDays
	for i := range horizonDays {
		on := midnight(day, i)
		at, works := c.cutOff(on)
		if !works {
			continue
		}
		if i > 0 {
			left = max(0, left-1)
		}
		if left > 0 {
			continue
		}
		if d.Ready == "" {
			d.Ready = on.Format(time.DateOnly)
		}
		if len(c.PickupDays) == 0 || slices.Contains(c.PickupDays, int(on.Weekday())) {
			d.At, d.Day = at.UTC(), on.Format(time.DateOnly)
			return d, true
		}
	}
	return d, false
}

// LocalDay is the beginning of the local day that an instant belongs to. A
// cut-off at 24:00 belongs to the day that it ends.
func (c Calendar) LocalDay(at time.Time) time.Time {
	local := at.In(c.zone())
	if local.Equal(midnight(local, 0)) {
		return midnight(local, -1)
	}
	return midnight(local, 0)
}

// Day is the local day of an instant, from inclusive, to exclusive.
func (c Calendar) Day(at time.Time) (from, to time.Time) {
	day := c.LocalDay(at)
	return day.Add(time.Microsecond).UTC(), midnight(day, 1).Add(time.Microsecond).UTC()
}

const horizonDays = int(Horizon/(24*time.Hour)) + 1

// midnight begins the local day so many days after t.
func midnight(t time.Time, days int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+days, 0, 0, 0, 0, t.Location())
}

// zone is the calendar's time zone, UTC for none.
func (c Calendar) zone() *time.Location {
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// cutOff returns the cut-off on the local day that begins at day.
func (c Calendar) cutOff(day time.Time) (time.Time, bool) {
	date := day.Format(time.DateOnly)
	for _, cl := range c.Closures {
		if cl.From <= date && date <= cl.To {
			return time.Time{}, false
		}
	}
	if len(c.CutOffs) == 0 {
		return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, day.Location()), true
	}
	for _, o := range c.CutOffs {
		if t, err := time.Parse("15:04", o.Time); err == nil && time.Weekday(o.Weekday) == day.Weekday() {
			return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, day.Location()), true
		}
	}
	return time.Time{}, false
}
