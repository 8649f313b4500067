package demo

import (
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// site is a location with its people and its shelves.
type site struct {
	code, name      string
	kind            oms.LocationKind
	address         oms.Address
	zone            *time.Location
	cutOff          string
	days            string // of the week on which people work, from Sunday: "0111110"
	from, to        int    // the hours of the day between which they do, local
	pace            float64
	first, low, lot int64  // units of a SKU to begin with, when to order more, and how many
	holds           string // the one category of goods that it keeps; "" for all
	few             int    // it keeps one in so many wares; all when zero
	handling        int64  // working days before a carrier takes parcels over
	pickups         []int  // weekdays on which carriers collect, from Sunday; nil for all working days
}

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC // a machine without the database of time zones
	}
	return z
}

func place(name, street, city, region, zip, country string, lat, lon float64) oms.Address {
	return oms.Address{Name: name, Address1: street, City: city, Region: region, PostalCode: zip, CountryCode: country, Latitude: &lat, Longitude: &lon}
}

// sites are on two continents. The coordinates are those of the cities. Berlin
// works around the clock, so that something moves whenever somebody looks.
var sites = []site{
	{"BER", "Berlin warehouse", oms.Warehouse, place("Quillmoor warehouse", "Speicherstr. 12", "Berlin", "BE", "10365", "DE", 52.521, 13.484),
		zone("Europe/Berlin"), "16:00", "1111111", 0, 24, 1, 170, 60, 160, "", 0, 0, nil},
	{"EWR", "Newark warehouse", oms.Warehouse, place("Quillmoor USA", "18 Harbor Loop", "Newark", "NJ", "07114", "US", 40.714, -74.166),
		zone("America/New_York"), "15:00", "0111110", 8, 18, 1.2, 90, 25, 80, "", 0, 0, nil},
	{"MAN", "Manchester 3PL", oms.ThirdParty, place("Pennine Logistics, Quillmoor account", "Unit 6, Weir Park", "Manchester", "MAN", "M17 1AB", "GB", 53.466, -2.310),
		zone("Europe/London"), "14:30", "0111110", 7, 17, 1.6, 60, 15, 50, "", 0, 1, nil},
	{"HAM", "Hamburg store", oms.Store, place("Quillmoor store", "Deichzeile 3", "Hamburg", "HH", "20355", "DE", 53.552, 9.989),
		zone("Europe/Berlin"), "17:30", "0111111", 10, 19, 1.5, 14, 5, 12, "", 4, 0, []int{1, 2, 3, 4, 5}},
	{"OPO", "Porto pottery", oms.DropShip, place("Olaria do Cais", "Rua da Roda 40", "Porto", "13", "4100-100", "PT", 41.157, -8.629),
		zone("Europe/Lisbon"), "12:00", "0101010", 8, 13, 4, 80, 25, 60, "Kitchen", 0, 2, []int{3, 5}},
}

// theStore is where the till stands; thePottery is a supplier's own, which sends
// to buyers itself.
const (
	theStore   = "HAM"
	thePottery = "OPO"
)

func siteOf(code string) *site {
	for i := range sites {
		if sites[i].code == code {
			return &sites[i]
		}
	}
	return nil
}

// keeps tells whether a ware has a place on the shelves.
func (s *site) keeps(w *ware) bool {
	return (s.holds == "" || s.holds == w.category) && (s.few == 0 || w.n%s.few == 0)
}

func (s *site) calendar() oms.Calendar {
	c := oms.Calendar{Timezone: s.zone.String(), HandlingDays: s.handling, PickupDays: s.pickups}
	for day := range 7 {
		if s.days[day] == '1' {
			c.CutOffs = append(c.CutOffs, oms.CutOff{Weekday: day, Time: s.cutOff})
		}
	}
	return c
}

// onShift is the instant, or the next at which somebody is at work: what comes
// in the night is begun in the morning, one after the other.
func (s *site) onShift(t time.Time) time.Time {
	if s == nil {
		return t // a location that somebody else has made: its people never sleep
	}
	local := t.In(s.zone)
	for range 8 {
		if s.days[local.Weekday()] == '1' && local.Hour() < s.to {
			if local.Hour() >= s.from {
				return local.UTC()
			}
			break
		}
		local = time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, s.zone)
	}
	return time.Date(local.Year(), local.Month(), local.Day(), s.from, 0, 0, 0, s.zone).UTC()
}
