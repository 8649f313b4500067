package oms

import (
	"regexp"
	"strconv"
	"time"
)

// Moment is a stretch of time that a person names: a day, a month, an instant.
type Moment struct {
	From time.Time // inclusive
	To   time.Time // exclusive
}

var relative = regexp.MustCompile(`^(now|today|yesterday|tomorrow)(?:([+-])([0-9]{1,4})([mhdw]))?$`)

// momentLayouts are the ways to write a moment, with how long one lasts.
var momentLayouts = []struct {
	layout string
	end    func(time.Time) time.Time
}{
	{"2006-01-02", func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }},
	{"2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }},
	{"2006-01-02T15:04", func(t time.Time) time.Time { return t.Add(time.Minute) }},
	{time.RFC3339Nano, func(t time.Time) time.Time { return t.Add(time.Microsecond) }},
}

// ParseMoment reads what a person calls a time. Days and months are those of
// now's zone. The words now, today, yesterday and tomorrow take a distance in
// minutes, hours, days or weeks: today-7d, now+4h.
func ParseMoment(text string, now time.Time) (Moment, bool) {
	if m := relative.FindStringSubmatch(text); m != nil {
		return relativeMoment(m, now), true
	}
	for _, l := range momentLayouts {
		t, err := time.ParseInLocation(l.layout, text, now.Location())
		if err == nil && t.Year() >= 1 {
			t = t.Truncate(time.Microsecond)
			return Moment{t.UTC(), l.end(t).UTC()}, true
		}
	}
	return Moment{}, false
}

func isMoment(text string) bool {
	_, ok := ParseMoment(text, time.Time{})
	return ok
}

func relativeMoment(m []string, now time.Time) Moment {
	n, _ := strconv.Atoi(m[3]) // at most four digits; 0 without a distance
	if m[2] == "-" {
		n = -n
	}
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	at, whole := day, true
	switch m[1] {
	case "now":
		at, whole = now, false
	case "yesterday":
		at = day.AddDate(0, 0, -1)
	case "tomorrow":
		at = day.AddDate(0, 0, 1)
	}
	switch m[4] {
	case "m":
		at, whole = at.Add(time.Duration(n)*time.Minute), false
	case "h":
		at, whole = at.Add(time.Duration(n)*time.Hour), false
	case "d":
		at = at.AddDate(0, 0, n)
	case "w":
		at = at.AddDate(0, 0, 7*n)
	}
	if whole {
		return Moment{at.UTC(), at.AddDate(0, 0, 1).UTC()}
	}
	return Moment{at.UTC(), at.Add(time.Microsecond).UTC()}
}
