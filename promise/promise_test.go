package promise

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestFind(t *testing.T) {
	book := Compile([]oms.TransitTable{{Service: "standard", Name: "Parcel", WorkingDays: []int{1, 2, 3, 4, 5, 6}, Holidays: []oms.Holiday{{Country: "FR", Date: "2026-07-14"}},
		Lanes: []oms.TransitLane{{MinDays: 9, MaxDays: 9}, {To: "DE", MinDays: 2, MaxDays: 3}, {From: "DE", To: "DE", MinDays: 1, MaxDays: 2}, {From: "DE", Zone: "eu", MinDays: 4, MaxDays: 5}}}})
	for _, c := range []struct {
		r    Route
		want string
	}{
		{Route{Services: []string{"standard"}, From: "DE", To: "DE", Zone: "eu"}, "Parcel 1-2 table"},
		{Route{Services: []string{"standard"}, From: "GB", To: "DE"}, "Parcel 2-3 table"},
		{Route{Services: []string{"standard"}, From: "DE", To: "FR", Zone: "eu"}, "Parcel 4-5 table"},
		{Route{Services: []string{"card", "standard"}, From: "DE", To: "US", Days: 7}, "Parcel 9-9 table"},
		{Route{Services: []string{"express"}, Name: "Express", From: "DE", To: "US", Days: 7}, "Express 7-7 rate_card"},
		{Route{Services: []string{"express"}, Name: "Express", From: "DE", To: "DE"}, "Express 1-3 assumed"},
		{Route{Services: []string{"express"}, Name: "Express", From: "DE", To: "US"}, "Express 4-10 assumed"},
	} {
		got := book.Find(c.r)
		if text := fmt.Sprintf("%s %d-%d %s", got.Service, got.MinDays, got.MaxDays, got.Basis); text != c.want {
			t.Errorf("%+v: %s, want %s", c.r, text, c.want)
		}
	}
	if got, _ := book.Find(Route{Services: []string{"standard"}, From: "DE", To: "FR"}).Arrival("2026-07-13", 1); got != "2026-07-15" {
		t.Errorf("arrives on %s: the fourteenth is a holiday there", got)
	}
	if got, _ := book.Find(Route{Services: []string{"standard"}, From: "DE", To: "DE"}).Arrival("2026-07-13", 1); got != "2026-07-14" {
		t.Errorf("arrives on %s: the fourteenth is no holiday here", got)
	}
}

func TestNeverWorking(t *testing.T) {
	resting := Transit{works: weekdays([]int{1}), rests: func(string) bool { return true }}
	if date, ok := resting.Arrival("2026-07-13", 1); ok {
		t.Errorf("arrives on %s by a service that never works", date)
	}
}

func TestZoneAt(t *testing.T) {
	near := func(lat, lng float64) (*float64, *float64) { return &lat, &lng }
	for _, c := range []struct {
		country  string
		lat, lng float64
		want     string
	}{{"DE", 52.5, 13.4, "Europe/Berlin"}, {"US", 34.05, -118.2, "America/Los_Angeles"}, {"US", 40.7, -74, "America/New_York"}, {"AU", -31.9, 115.9, "Australia/Perth"}, {"XX", 0, 0, "UTC"}} {
		lat, lng := near(c.lat, c.lng)
		if got := ZoneAt(c.country, lat, lng); got != c.want {
			t.Errorf("%s %v %v: %s, want %s", c.country, c.lat, c.lng, got, c.want)
		}
	}
	for country := range zones {
		for _, z := range zones[country] {
			if _, err := time.LoadLocation(z.name); err != nil {
				t.Errorf("%s: %v", country, err)
			}
		}
	}
}

// friday is some day to count from.
var friday = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func drawDays(t *rapid.T, name string) []int {
	days := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID[int]).Draw(t, name)
	slices.Sort(days)
	return days
}

func drawCalendar(t *rapid.T) oms.Calendar {
	c := oms.Calendar{Timezone: rapid.SampledFrom([]string{"", "Europe/Berlin", "America/Los_Angeles"}).Draw(t, "timezone"), HandlingDays: rapid.Int64Range(0, 3).Draw(t, "handling")}
	if rapid.Bool().Draw(t, "has cut-offs") {
		for _, day := range drawDays(t, "works on") {
			c.CutOffs = append(c.CutOffs, oms.CutOff{Weekday: day, Time: rapid.SampledFrom([]string{"00:30", "12:00", "23:45"}).Draw(t, "until")})
		}
	}
	if rapid.Bool().Draw(t, "closes") {
		c.Closures = []oms.Closure{{From: friday.AddDate(0, 0, rapid.IntRange(-1, 5).Draw(t, "from")).Format(time.DateOnly), To: friday.AddDate(0, 0, rapid.IntRange(5, 9).Draw(t, "to")).Format(time.DateOnly)}}
	}
	if len(c.CutOffs) > 0 && rapid.Bool().Draw(t, "collected on") {
		c.PickupDays = []int{c.CutOffs[0].Weekday}
	}
	return c
}

func drawTransit(t *rapid.T) Transit {
	low := rapid.Int64Range(0, 3).Draw(t, "at least")
	table := oms.TransitTable{Service: "s", Name: "s", WorkingDays: drawDays(t, "carries on"), Lanes: []oms.TransitLane{{MinDays: low, MaxDays: low + rapid.Int64Range(0, 3).Draw(t, "more")}}}
	for _, n := range rapid.SliceOfN(rapid.IntRange(0, 12), 0, 4).Draw(t, "rests") {
		table.Holidays = append(table.Holidays, oms.Holiday{Date: friday.AddDate(0, 0, n).Format(time.DateOnly)})
	}
	return Compile([]oms.TransitTable{table}).Find(Route{Services: []string{"s"}})
}

// stepped makes the same promise in a plain way: minute by minute until a
// location takes it up, then day by day.
func stepped(ready time.Time, c oms.Calendar, tr Transit) (earliest, latest string) {
	zone, _ := time.LoadLocation(c.Timezone)
	works := func(day time.Time) bool {
		date := day.Format(time.DateOnly)
		for _, cl := range c.Closures {
			if cl.From <= date && date <= cl.To {
				return false
			}
		}
		return len(c.CutOffs) == 0 || slices.ContainsFunc(c.CutOffs, func(o oms.CutOff) bool { return o.Weekday == int(day.Weekday()) })
	}
	if len(c.CutOffs) == 0 {
		ready = ready.Add(-time.Nanosecond) // midnight is the end of the day before
	}
	day := time.Date(ready.In(zone).Year(), ready.In(zone).Month(), ready.In(zone).Day(), 12, 0, 0, 0, zone)
	intime := func() bool {
		if day.Format(time.DateOnly) != ready.In(zone).Format(time.DateOnly) {
			return true
		}
		at := ready.In(zone).Format("15:04:05")
		for _, o := range c.CutOffs {
			if o.Weekday == int(day.Weekday()) {
				return at <= o.Time+":00"
			}
		}
		return true
	}
	for !works(day) || !intime() {
		day = day.AddDate(0, 0, 1)
	}
	for n := c.HandlingDays; n > 0; {
		if day = day.AddDate(0, 0, 1); works(day) {
			n--
		}
	}
	for !works(day) || len(c.PickupDays) > 0 && !slices.Contains(c.PickupDays, int(day.Weekday())) {
		day = day.AddDate(0, 0, 1)
	}
	carry := func(days int64) string {
		d := day
		open := func() bool { return tr.works[d.Weekday()] && !tr.rests(d.Format(time.DateOnly)) }
		for ; days > 0; days-- {
			d = d.AddDate(0, 0, 1)
			for !open() {
				d = d.AddDate(0, 0, 1)
			}
		}
		for !open() {
			d = d.AddDate(0, 0, 1)
		}
		return d.Format(time.DateOnly)
	}
	return carry(tr.MinDays), carry(tr.MaxDays)
}

func TestDeliverLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, tr := drawCalendar(t), drawTransit(t)
		if errs := c.Check("calendar"); errs != nil {
			t.Skip(errs)
		}
		ordered := friday.Add(time.Duration(rapid.IntRange(0, 7*24*60).Draw(t, "ordered")) * time.Minute)
		d, ok := Deliver(Goods{Ordered: ordered, Location: "L", Calendar: c}, tr)
		if !ok {
			t.Fatalf("nothing is ever handed over by %+v", c)
		}
		if from, by := stepped(ordered, c, tr); d.Earliest != from || d.Latest != by {
			t.Fatalf("%s to %s, day by day it is %s to %s", d.Earliest, d.Latest, from, by)
		}
		if d.Earliest > d.Latest || d.Leaves.CutOff.Before(ordered) || d.Leaves.At.Before(d.Leaves.CutOff) || d.Earliest < d.Leaves.Day {
			t.Fatalf("out of order: %+v", d)
		}
		for _, date := range []string{d.Earliest, d.Latest} {
			if day, err := time.Parse(time.DateOnly, date); err != nil || !tr.works[day.Weekday()] || tr.rests(date) {
				t.Fatalf("promised for %s, on which nothing is delivered", date)
			}
		}
		again, _ := Deliver(Goods{Ordered: d.Leaves.CutOff, Location: "L", Calendar: c}, tr)
		if again.Earliest != d.Earliest || again.Latest != d.Latest {
			t.Fatalf("ordered at the very cut-off it is %s to %s, not %s to %s", again.Earliest, again.Latest, d.Earliest, d.Latest)
		}
		ready := ordered.Add(time.Duration(rapid.IntRange(0, 5*24*60).Draw(t, "ready")) * time.Minute)
		later, _ := Deliver(Goods{Ordered: ordered, Ready: &ready, Location: "L", Calendar: c}, tr)
		if later.Earliest < d.Earliest || later.Latest < d.Latest {
			t.Fatalf("what comes later is promised earlier: %s to %s, on hand %s to %s", later.Earliest, later.Latest, d.Earliest, d.Latest)
		}
		steps := later.Walk("UTC")
		if steps[0].Step != StepOrder || steps[1].Step != StepReceipt || steps[len(steps)-1].From != later.Earliest || steps[len(steps)-1].By != later.Latest {
			t.Fatalf("the walk does not end where it should: %+v", steps)
		}
	})
}
