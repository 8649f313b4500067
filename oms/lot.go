package oms

import (
	"cmp"
	"slices"
	"time"
)

// Tracking is how closely the units of a SKU are told apart.
type Tracking string

// The trackings.
const (
	TrackNone    Tracking = "none"
	TrackLots    Tracking = "lot"    // by the lot they were made in
	TrackSerials Tracking = "serial" // each by its own number
)

// Trackings lists the trackings.
func Trackings() []Tracking { return []Tracking{TrackNone, TrackLots, TrackSerials} }

// Lot is units of one SKU that were made together. A serial number is a lot of
// one unit.
type Lot struct {
	ID         string
	SKUID      string
	SKU        string
	Code       string // as printed on the goods; unique for the SKU
	ExpiresOn  string // the last good day, 2027-03-31; "" for never
	SellsUntil string // the last day on which it may be promised: ExpiresOn less what the SKU asks to be left; "" for always
	ReceivedAt time.Time
	UpdatedAt  time.Time
}

// day is how dates without a time are written.
const day = time.DateOnly

// CheckDay says what is wrong with a date such as 2027-03-31, or nil.
func CheckDay(field, date string) []FieldError {
	if t, err := time.Parse(day, date); err != nil || t.Year() < 1900 {
		return []FieldError{FaultAt(field, "must be a date such as 2027-03-31")}
	}
	return nil
}

// Expire sets the last good day of a lot, a valid date or "", of which so many
// days must be left where it is promised.
func (l *Lot) Expire(on string, minDaysLeft int64) {
	l.ExpiresOn, l.SellsUntil = on, on
	if t, err := time.Parse(day, on); err == nil {
		l.SellsUntil = t.AddDate(0, 0, -int(minDaysLeft)).Format(day)
	}
}

// LotLevel is what is on hand of a lot at a location. Law, held by the database
// too: nothing is negative, and damaged + quality_control + picked never exceed
// on_hand. Over the lots of a SKU the first three add up to its StockLevel's.
type LotLevel struct {
	LotID          string
	Lot            string // its code
	SKUID          string
	SKU            string
	LocationID     string
	Location       string
	ExpiresOn      string
	SellsUntil     string
	ReceivedAt     time.Time
	OnHand         int64
	Damaged        int64
	QualityControl int64
	Picked         int64 // for orders, and not shipped
}

// Free is what can be taken off the shelf.
func (l LotLevel) Free() int64 { return l.OnHand - l.Damaged - l.QualityControl - l.Picked }

// Past tells whether the lot may not be promised any more on a day.
func (l LotLevel) Past(today string) bool { return l.SellsUntil != "" && l.SellsUntil < today }

// In points at the figure of a state, or nil for a state that is not told by
// lot.
func (l *LotLevel) In(state StockState) *int64 {
	switch state {
	case StockOnHand:
		return &l.OnHand
	case StockDamaged:
		return &l.Damaged
	case StockQualityControl:
		return &l.QualityControl
	case StockSafety, StockIncoming:
	}
	return nil
}

// ByLot tells whether stock in a state is told by lot.
func (s StockState) ByLot() bool { return (&LotLevel{}).In(s) != nil }

// Check says which law the level breaks, or nil.
func (l LotLevel) Check() error {
	if min(l.OnHand, l.Damaged, l.QualityControl, l.Picked, l.Free()) < 0 {
		return Errorf(Conflict, "lot %s of %s has %d units at %s, %d of them picked, %d damaged and %d in quality control: the others are not there",
			l.Lot, l.SKU, l.OnHand, l.Location, l.Picked, l.Damaged, l.QualityControl)
	}
	return nil
}

// FirstExpired orders lots as they are to leave: the earliest date first, those
// without a date last; of one date the first received, and then by code.
func FirstExpired(a, b *LotLevel) int {
	return cmp.Or(cmp.Compare(dated(a.ExpiresOn), dated(b.ExpiresOn)), a.ReceivedAt.Compare(b.ReceivedAt), cmp.Compare(a.Lot, b.Lot))
}

// dated sorts no date behind every date.
func dated(date string) string { return cmp.Or(date, "~") }

// LotUnits is a quantity of a lot.
type LotUnits struct {
	LotID     string `json:"lot_id"`
	Lot       string `json:"lot"`
	ExpiresOn string `json:"expires_on,omitempty"`
	Serial    bool   `json:"serial,omitempty"` // a serial number
	Quantity  int64  `json:"quantity"`
}

// LotNames says which units are meant, of a SKU that is tracked: those of a
// lot, or those with serial numbers.
type LotNames struct {
	Lot     string   `json:"lot,omitempty" doc:"Code of the lot, or one serial number, of a SKU that is tracked" maxLength:"64" example:"L-2291"`
	Serials []string `json:"serials,omitempty" doc:"Serial numbers, one for each unit" maxItems:"1000" maxLength:"64"`
}

// Named tells whether any are named.
func (n LotNames) Named() bool { return n.Lot != "" || len(n.Serials) > 0 }

// Codes are the names, of which at least one is there.
func (n LotNames) Codes() []string {
	if len(n.Serials) > 0 {
		return n.Serials
	}
	return []string{n.Lot}
}

// CheckNames says what is wrong with names for so many units, or nil.
func (n LotNames) CheckNames(field string, units int64) (errs []FieldError) {
	prefix := field
	if field != "" {
		prefix += "."
	}
	errs = CheckText(prefix+"lot", n.Lot, 64)
	seen := map[string]bool{}
	for _, s := range n.Serials {
		errs = append(errs, CheckText(prefix+"serials", s, 64)...)
		if s == "" || seen[s] {
			errs = append(errs, FaultAt(prefix+"serials", "must be different numbers, none of them empty"))
		}
		seen[s] = true
	}
	switch {
	case len(n.Serials) > 0 && n.Lot != "":
		errs = append(errs, FaultAt(prefix+"lot", "must be absent where serials are named"))
	case len(n.Serials) > 0 && int64(len(n.Serials)) != units:
		errs = append(errs, FaultAt(prefix+"serials", "must be as many as there are units"))
	}
	return errs
}

// Next takes the names of the next n units off.
func (n *LotNames) Next(units int64) LotNames {
	if len(n.Serials) == 0 {
		return *n
	}
	k := min(int(units), len(n.Serials))
	out := LotNames{Serials: n.Serials[:k]}
	n.Serials = n.Serials[k:]
	return out
}

// LotStock is the lots of one SKU at one location.
type LotStock struct {
	SKU      string
	Location string
	Tracking Tracking
	Today    string // there
	Levels   []LotLevel
}

// LotShelf is where the units of tracked SKUs at one location are taken from,
// by the id of the SKU. SKUs that are not in it are not tracked.
type LotShelf map[string]*LotStock

// Choose takes n units first expired, first out, of lots that may be sold, and
// notes them as picked.
func (t *LotStock) Choose(n int64) ([]LotUnits, error) {
	out := t.Offer(n)
	for _, u := range out {
		n -= u.Quantity
	}
	if n > 0 {
		return nil, Errorf(Conflict, "%d units of %s at %s are of no lot that may be sold: the others are past their date", n, t.SKU, t.Location)
	}
	return out, nil
}

// Offer takes up to n units as Choose does.
func (t *LotStock) Offer(n int64) (out []LotUnits) {
	var order []*LotLevel
	for i := range t.Levels {
		if l := &t.Levels[i]; l.Free() > 0 && !l.Past(t.Today) {
			order = append(order, l)
		}
	}
	slices.SortFunc(order, FirstExpired)
	for _, l := range order {
		k := min(n, l.Free())
		if k == 0 {
			break
		}
		out, n = append(out, t.pick(l, k)), n-k
	}
	return out
}

func (t *LotStock) pick(l *LotLevel, n int64) LotUnits {
	l.Picked += n
	return LotUnits{l.LotID, l.Lot, l.ExpiresOn, t.Tracking == TrackSerials, n}
}

// Name takes n units of a lot, and notes them as picked.
func (t *LotStock) Name(lot string, n int64) (LotUnits, error) {
	l := t.Level(lot)
	switch {
	case l == nil:
		return LotUnits{}, Errorf(Conflict, "%s %.64q of %s is not in stock at %s", t.Noun(), lot, t.SKU, t.Location)
	case l.Past(t.Today):
		return LotUnits{}, Errorf(Conflict, "%s %s of %s is good until %s: it may not be sold any more", t.Noun(), lot, t.SKU, l.ExpiresOn)
	case l.Free() < n && t.Tracking == TrackSerials:
		return LotUnits{}, Errorf(Conflict, "serial number %s of %s is picked for another order, damaged or in quality control", lot, t.SKU)
	case l.Free() < n:
		return LotUnits{}, Errorf(Conflict, "only %d units of lot %s of %s can be taken at %s", l.Free(), lot, t.SKU, t.Location)
	}
	return t.pick(l, n), nil
}

// Level returns a lot by its code, or nil when none of it is there.
func (t *LotStock) Level(lot string) *LotLevel {
	for i := range t.Levels {
		if t.Levels[i].Lot == lot && t.Levels[i].OnHand > 0 {
			return &t.Levels[i]
		}
	}
	return nil
}

// Noun is what a person calls what is told apart.
func (t *LotStock) Noun() Word { return t.Tracking.Noun() }

// Noun is what a person calls what is told apart.
func (t Tracking) Noun() Word {
	if t == TrackSerials {
		return "serial number"
	}
	return "lot"
}
