package oms

import (
	"fmt"
	"time"
)

// Location is where stock is and work happens.
type Location struct {
	ID       string
	Code     string // unique, short, as people say it: BER
	Name     string
	Kind     LocationKind
	Address  Address
	Calendar Calendar
	Priority int64 // lower is preferred when all else is equal
	Active   bool  // takes part in allocation
	// What routing asks of it.
	Groups       []string // that rules and channels name it by; its kind is one more
	Allows       []string // special handling and licenses it has: hazmat, cold
	Domestic     bool     // sends within its own country only
	OrdersPerDay int64    // fulfillment orders that it can hand over on a day; 0 for no limit
	UnitsPerDay  int64    // units likewise
	Version      int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// LocationKind is what kind of place it is.
type LocationKind string

// The kinds.
const (
	Warehouse  LocationKind = "warehouse"
	Store      LocationKind = "store"
	ThirdParty LocationKind = "3pl"
	DropShip   LocationKind = "supplier" // a supplier that sends to the buyer
	Virtual    LocationKind = "virtual"
)

// LocationKinds lists the kinds.
func LocationKinds() []LocationKind {
	return []LocationKind{Warehouse, Store, ThirdParty, DropShip, Virtual}
}

// Calendar says when a location hands parcels over. The zero Calendar
// dispatches every day at the end of the day, UTC.
type Calendar struct {
	Timezone string    `json:"timezone,omitempty"` // IANA name, such as Europe/Berlin
	CutOffs  []CutOff  `json:"cut_offs,omitempty"` // one per working day; none means every day at 24:00
	Closures []Closure `json:"closures,omitempty"`
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

// Check reports what is wrong with the calendar, each under the field prefix.
func (c Calendar) Check(prefix string) (errs []FieldError) {
	if _, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "Local" {
		errs = append(errs, FieldError{prefix + ".timezone", "is not an IANA time zone such as Europe/Berlin"})
	}
	for i, o := range c.CutOffs {
		if o.Weekday < 0 || o.Weekday > 6 {
			errs = append(errs, FieldError{fmt.Sprintf("%s.cut_offs[%d].weekday", prefix, i), "must be 0 (Sunday) to 6 (Saturday)"})
		}
		if _, err := time.Parse("15:04", o.Time); err != nil {
			errs = append(errs, FieldError{fmt.Sprintf("%s.cut_offs[%d].time", prefix, i), "must be a time of day such as 15:00"})
		}
	}
	for i, cl := range c.Closures {
		from, err1 := time.Parse(time.DateOnly, cl.From)
		to, err2 := time.Parse(time.DateOnly, cl.To)
		if err1 != nil || err2 != nil || to.Before(from) {
			errs = append(errs, FieldError{fmt.Sprintf("%s.closures[%d]", prefix, i), "must have from and to dates such as 2026-12-24, in order"})
		}
	}
	return errs
}

// NextDispatch returns the next cut-off at or after now at which the location
// hands parcels over, and false when there is none within Horizon.
func (c Calendar) NextDispatch(now time.Time) (time.Time, bool) {
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil {
		zone = time.UTC
	}
	local := now.In(zone)
	for i := range int(Horizon/(24*time.Hour)) + 1 {
		day := time.Date(local.Year(), local.Month(), local.Day()+i, 0, 0, 0, 0, zone)
		cut, ok := c.cutOff(day)
		if ok && !cut.Before(now) {
			return cut.UTC(), true
		}
	}
	return time.Time{}, false
}

// Day is the local day of an instant, from inclusive, to exclusive.
func (c Calendar) Day(at time.Time) (from, to time.Time) {
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil {
		zone = time.UTC
	}
	local := at.In(zone)
	// A cut-off at 24:00 is the beginning of the next day, and belongs to the one that ends.
	if local.Equal(time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)) {
		local = local.Add(-time.Nanosecond)
	}
	from = time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 1000, zone)
	return from.UTC(), time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 1000, zone).UTC()
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
