package oms

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// TransitTable says how many days a carrier's service takes. Days are the
// service's own working days; the day of the hand-over is not counted.
type TransitTable struct {
	ID          string
	Service     string // a service level that rate cards name, or the name of a card; unique
	Name        string // for people
	WorkingDays []int  // weekdays, 0 Sunday … 6 Saturday, on which it carries and delivers
	Holidays    []Holiday
	Lanes       []TransitLane
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// TransitLane is how long the service takes on some routes. What is empty
// holds for any.
type TransitLane struct {
	From    string `json:"from,omitempty"` // country of the location, ISO 3166-1 alpha-2
	To      string `json:"to,omitempty"`   // country of the destination
	Zone    string `json:"zone,omitempty"` // of the rate card
	MinDays int64  `json:"min_days"`
	MaxDays int64  `json:"max_days"`
}

// Holiday is a day on which the service rests in a country.
type Holiday struct {
	Country string `json:"country,omitempty"` // ISO 3166-1 alpha-2; "" for everywhere
	Date    string `json:"date"`              // 2026-12-25
	Name    string `json:"name,omitempty"`
}

// Bounds of a transit table.
const (
	MaxTransitDays  = 90
	MaxTransitLanes = 5000
	maxHolidays     = 2000
)

// DefaultWorkingDays are Monday to Friday.
func DefaultWorkingDays() []int { return []int{1, 2, 3, 4, 5} }

// Key is what tells a lane from others.
func (l TransitLane) Key() [3]string { return [3]string{l.To, l.From, l.Zone} }

// Sort puts lanes and holidays into the one order in which they are kept.
func (t *TransitTable) Sort() {
	slices.SortFunc(t.Lanes, func(a, b TransitLane) int {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From), cmp.Compare(a.Zone, b.Zone))
	})
	slices.SortFunc(t.Holidays, func(a, b Holiday) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Country, b.Country)) })
	slices.Sort(t.WorkingDays)
}

// Check reports what is wrong with the table.
func (t *TransitTable) Check() (errs []FieldError) {
	fault := func(field, format string, args ...any) {
		errs = append(errs, FaultAt(field, format, args...))
	}
	if len(t.WorkingDays) == 0 || len(t.WorkingDays) > 7 {
		fault("working_days", "must have 1 to 7 entries")
	}
	for i, day := range t.WorkingDays {
		if day < 0 || day > 6 || slices.Contains(t.WorkingDays[:i], day) {
			fault(fmt.Sprintf("working_days[%d]", i), "must be 0 (Sunday) to 6 (Saturday), each once")
		}
	}
	if len(t.Lanes) > MaxTransitLanes {
		fault("lanes", "has %d entries, the limit is %d", len(t.Lanes), MaxTransitLanes)
	}
	seen := make(map[[3]string]bool, len(t.Lanes))
	for i, l := range t.Lanes {
		at := fmt.Sprintf("lanes[%d]", i)
		errs = append(errs, l.check(at)...)
		if seen[l.Key()] {
			fault(at, "is there twice: from %q to %q, zone %q", l.From, l.To, l.Zone)
		}
		seen[l.Key()] = true
	}
	if len(t.Holidays) > maxHolidays {
		fault("holidays", "has %d entries, the limit is %d", len(t.Holidays), maxHolidays)
	}
	for i, h := range t.Holidays {
		at := fmt.Sprintf("holidays[%d]", i)
		if _, err := time.Parse(time.DateOnly, h.Date); err != nil {
			fault(at+".date", "must be a date such as 2026-12-25")
		}
		errs = append(errs, checkCountry(at+".country", h.Country)...)
		errs = append(errs, CheckText(at+".name", h.Name, 100)...)
	}
	return errs
}

func (l TransitLane) check(at string) (errs []FieldError) {
	errs = append(checkCountry(at+".from", l.From), checkCountry(at+".to", l.To)...)
	errs = append(errs, CheckText(at+".zone", l.Zone, 100)...)
	if l.MinDays < 0 || l.MaxDays < l.MinDays || l.MaxDays > MaxTransitDays {
		errs = append(errs, FaultAt(at, "min_days must be 0 or more and not above max_days, max_days at most %d", MaxTransitDays))
	}
	return errs
}

// checkCountry reports what is neither empty nor two capital letters.
func checkCountry(field, code string) []FieldError {
	if code == "" || len(code) == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z' {
		return nil
	}
	return []FieldError{FaultAt(field, "must be a country of ISO 3166-1 alpha-2 such as DE, or empty for any")}
}
