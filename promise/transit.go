package promise

import (
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Basis is where the days of a transit come from.
type Basis string

// The bases, the best first.
const (
	FromTable Basis = "table"     // a lane of a transit table
	FromCard  Basis = "rate_card" // the days of the rate card's zone
	Assumed   Basis = "assumed"   // nobody said: within a country 1 to 3 days, else 4 to 10
)

// Days that are assumed where nobody said any.
const (
	homeMin, homeMax       = 1, 3
	foreignMin, foreignMax = 4, 10
)

// Transit is how a carrier's service works on one route.
type Transit struct {
	Service string // its name for people
	MinDays int64  // working days of the service, the hand-over's not counted
	MaxDays int64
	Basis   Basis
	works   [7]bool
	rests   func(date string) bool // nil for never
}

// Route is what transit tables are asked about.
type Route struct {
	Services []string // the service levels of the card, and its name
	Name     string   // of the card, for people
	Zone     string   // of the card
	Days     int64    // of the card's zone; 0 for not said
	From, To string   // countries
}

// Book is transit tables, ready to be asked. A nil Book has none.
type Book struct {
	byService map[string]*table
}

type table struct {
	name  string
	works [7]bool
	rests map[oms.Holiday]bool // by country and date
	lanes map[[3]string]oms.TransitLane
}

// Compile makes a book of tables that were checked.
func Compile(tables []oms.TransitTable) *Book {
	b := &Book{byService: make(map[string]*table, len(tables))}
	for _, t := range tables {
		c := &table{name: t.Name, works: weekdays(t.WorkingDays), rests: make(map[oms.Holiday]bool, len(t.Holidays)), lanes: make(map[[3]string]oms.TransitLane, len(t.Lanes))}
		for _, h := range t.Holidays {
			c.rests[oms.Holiday{Country: h.Country, Date: h.Date}] = true
		}
		for _, l := range t.Lanes {
			c.lanes[l.Key()] = l
		}
		b.byService[t.Service] = c
	}
	return b
}

func weekdays(days []int) (works [7]bool) {
	for _, d := range days {
		works[d] = true
	}
	return works
}

// Find says how a route is served. The lane that says most about it holds: the
// destination's country counts most, then the location's, then the zone.
// Without one the rate card's days hold, and without those an assumption.
func (b *Book) Find(r Route) Transit {
	out := Transit{Service: r.Name, works: weekdays(oms.DefaultWorkingDays())}
	t := b.table(r.Services)
	if t != nil {
		out.Service, out.works = t.name, t.works
		out.rests = func(date string) bool {
			return t.rests[oms.Holiday{Date: date}] || t.rests[oms.Holiday{Country: r.To, Date: date}] || t.rests[oms.Holiday{Country: r.From, Date: date}]
		}
		if l, ok := t.lane(r); ok {
			out.MinDays, out.MaxDays, out.Basis = l.MinDays, l.MaxDays, FromTable
			return out
		}
	}
	switch {
	case r.Days > 0:
		out.MinDays, out.MaxDays, out.Basis = r.Days, r.Days, FromCard
	case r.From == r.To:
		out.MinDays, out.MaxDays, out.Basis = homeMin, homeMax, Assumed
	default:
		out.MinDays, out.MaxDays, out.Basis = foreignMin, foreignMax, Assumed
	}
	return out
}

// table is that of the first service that has one.
func (b *Book) table(services []string) *table {
	if b == nil {
		return nil
	}
	for _, s := range services {
		if t := b.byService[s]; t != nil {
			return t
		}
	}
	return nil
}

func (t *table) lane(r Route) (oms.TransitLane, bool) {
	for _, to := range slices.Compact([]string{r.To, ""}) {
		for _, from := range slices.Compact([]string{r.From, ""}) {
			for _, zone := range slices.Compact([]string{r.Zone, ""}) {
				if l, ok := t.lanes[[3]string{to, from, zone}]; ok {
					return l, true
				}
			}
		}
	}
	return oms.TransitLane{}, false
}

// restLimit ends the search for a day on which a service works: tables with a
// holiday on every day of a year are somebody's mistake.
const restLimit = 366

// Arrival is the day on which goods arrive that are handed over on a day: the
// so-manieth working day after it, or with none the first from it on. Dates are
// written 2026-12-25, and so compared.
func (t Transit) Arrival(handedOver string, days int64) (string, bool) {
	day, err := time.Parse(time.DateOnly, handedOver)
	if err != nil {
		return "", false
	}
	first := true
	for rested := 0; rested < restLimit; {
		if !first {
			day = day.AddDate(0, 0, 1)
		}
		date := day.Format(time.DateOnly)
		if !t.works[day.Weekday()] || t.rests != nil && t.rests(date) {
			first, rested = false, rested+1
			continue
		}
		if !first {
			days--
		}
		if days <= 0 {
			return date, true
		}
		first, rested = false, 0
	}
	return "", false
}
