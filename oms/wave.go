package oms

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// MaxWave is how many fulfillment orders a wave takes: more totes than any cart
// has.
const MaxWave = 100

// Wave is a set of fulfillment orders of one location that are picked in one
// walk, each into a tote of its own.
type Wave struct {
	ID          string
	Number      int64 // counted up from 1001
	LocationID  string
	Location    string // its code
	CreatedBy   string
	CreatedAt   time.Time
	DissolvedAt *time.Time
	Works       []WaveWork // by position
}

// Name is how people call a wave.
func (w *Wave) Name() string { return WaveName(w.Number) }

// WaveName is how people call the wave with a number.
func WaveName(number int64) string { return fmt.Sprintf("WV-%d", number) }

// WaveWork is a fulfillment order in a wave, with how far it is.
type WaveWork struct {
	Position           int64 // of its tote on the cart, from 1
	FulfillmentOrderID string
	OrderID            string
	Number             string // of the fulfillment order
	Status             FulfillmentOrderStatus
	Stage              Stage
	Quantity           int64 // units that it is to send
	Picked             int64
	LeftAt             *time.Time
	LeftBecause        WaveExit
}

// ToPick is how many units of it are still to be picked in the wave.
func (w *WaveWork) ToPick() int64 {
	if w.LeftAt != nil || w.Status.Done() {
		return 0
	}
	return w.Quantity - w.Picked
}

// WaveExit is why a fulfillment order left its wave.
type WaveExit string

// The reasons.
const (
	ExitCanceled  WaveExit = "canceled"  // it is canceled, or another location sends it
	ExitHeld      WaveExit = "held"      // a hold stops it
	ExitRecalled  WaveExit = "recalled"  // it was taken back from its location
	ExitTakenOut  WaveExit = "taken_out" // by a person
	ExitDissolved WaveExit = "dissolved" // with its wave
)

// WaveStatus is how far a wave is. It is never stored.
type WaveStatus string

// The states.
const (
	WaveOpen      WaveStatus = "open"    // nothing of it is picked
	WavePicking   WaveStatus = "picking" // some is
	WavePicked    WaveStatus = "picked"  // all is; it is packed one by one
	WaveDone      WaveStatus = "done"    // all has left the location, or the wave
	WaveDissolved WaveStatus = "dissolved"
)

// Status derives how far the wave is from the work in it.
func (w *Wave) Status() WaveStatus {
	p := w.Progress()
	switch {
	case w.DissolvedAt != nil:
		return WaveDissolved
	case p.Done == p.Works:
		return WaveDone
	case p.ToPick == 0:
		return WavePicked
	case p.ToPick == p.Units:
		return WaveOpen
	}
	return WavePicking
}

// WaveProgress counts what is in a wave.
type WaveProgress struct {
	Works  int64 // that did not leave
	Left   int64 // that left
	Done   int64 // of Works, those that nothing more happens to
	Units  int64 // of Works
	ToPick int64 // of Units
}

// Progress counts the work in the wave.
func (w *Wave) Progress() (p WaveProgress) {
	for i := range w.Works {
		one := &w.Works[i]
		if one.LeftAt != nil {
			p.Left++
			continue
		}
		p.Works, p.Units, p.ToPick = p.Works+1, p.Units+one.Quantity, p.ToPick+one.ToPick()
		if one.Status.Done() {
			p.Done++
		}
	}
	return p
}

// Work returns the fulfillment order in the wave with an id, or nil.
func (w *Wave) Work(id string) *WaveWork {
	i := slices.IndexFunc(w.Works, func(one WaveWork) bool { return one.FulfillmentOrderID == id })
	if i < 0 {
		return nil
	}
	return &w.Works[i]
}

// WavePlace is where a fulfillment order is within a wave.
type WavePlace struct {
	WaveID   string
	Number   int64 // of the wave
	Position int64 // of its tote
}

// WaveStop is one stop of a walk: a SKU, and the totes that want units of it.
type WaveStop struct {
	SKUID  string
	SKU    string
	Title  string
	Units  int64 // that its totes want in all
	ToPick int64 // of Units
	Totes  []WaveTote
}

// WaveTote is what one fulfillment order gets of a stop.
type WaveTote struct {
	Position           int64
	FulfillmentOrderID string
	Number             string // of the fulfillment order
	Line               int    // of its order
	Units              int64
	ToPick             int64 // of Units
}

// WalkOf puts the work that is in a wave in the order of the walk: one stop for
// each SKU, by code, with its totes in the order in which they stand on the
// cart. find gives a fulfillment order with its order.
func WalkOf(w *Wave, find func(id string) (*Order, *FulfillmentOrder)) []WaveStop {
	at := map[string]int{}
	var stops []WaveStop
	for i := range w.Works {
		one := &w.Works[i]
		o, ful := find(one.FulfillmentOrderID)
		if one.LeftAt != nil || ful == nil || ful.Status == FulfillmentCanceled {
			continue
		}
		for _, a := range ful.Items {
			if a.Quantity == 0 {
				continue
			}
			n, known := at[a.SKUID]
			if !known {
				n = len(stops)
				at[a.SKUID] = n
				stops = append(stops, WaveStop{SKUID: a.SKUID, SKU: a.SKU, Title: o.TitleOf(a.Line)})
			}
			toPick := a.Quantity - a.Picked
			if ful.Status.Done() {
				toPick = 0
			}
			stops[n].add(WaveTote{one.Position, ful.ID, ful.Number, a.Line, a.Quantity, toPick})
		}
	}
	slices.SortFunc(stops, func(a, b WaveStop) int {
		return cmp.Or(strings.Compare(a.SKU, b.SKU), strings.Compare(a.SKUID, b.SKUID))
	})
	return stops
}

// add counts two allocations of one line as one.
func (s *WaveStop) add(t WaveTote) {
	s.Units, s.ToPick = s.Units+t.Units, s.ToPick+t.ToPick
	if n := len(s.Totes); n > 0 && s.Totes[n-1].Position == t.Position && s.Totes[n-1].Line == t.Line {
		s.Totes[n-1].Units += t.Units
		s.Totes[n-1].ToPick += t.ToPick
		return
	}
	s.Totes = append(s.Totes, t)
}

// WaveExitOf tells why work that a wave waits for does not belong in it any
// more; "" while it does.
func WaveExitOf(o *Order, f *FulfillmentOrder) WaveExit {
	switch f.Status {
	case FulfillmentCanceled:
		return ExitCanceled
	case FulfillmentOnHold:
		return ExitHeld
	case FulfillmentOpen, FulfillmentScheduled:
		return ExitRecalled
	case FulfillmentClosed, FulfillmentIncomplete:
		return ""
	case FulfillmentReleased, FulfillmentInProgress:
	}
	if len(o.Stopping(f)) > 0 {
		return ExitHeld
	}
	return ""
}

// Pickable tells whether a location can pick units of a fulfillment order now.
func Pickable(o *Order, f *FulfillmentOrder) bool {
	if f.Status != FulfillmentReleased && f.Status != FulfillmentInProgress {
		return false
	}
	return len(f.toPick()) > 0 && len(o.Stopping(f)) == 0
}
