package flow

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// WaveInput says which work of a location is picked in one walk: the fulfillment
// orders of a list, or what has to leave first of those that the other fields
// choose.
type WaveInput struct {
	Location          string     `json:"location" doc:"Code of the location" example:"BER" minLength:"1" maxLength:"64"`
	FulfillmentOrders []string   `json:"fulfillment_orders,omitempty" doc:"Their ids, in the order of their totes; else what has to leave first, narrowed by the fields below" maxItems:"100" maxLength:"64"`
	Most              int64      `json:"most,omitempty" doc:"At most so many, 12 when absent" minimum:"0" maximum:"100" example:"12"`
	SingleLine        bool       `json:"single_line,omitempty" doc:"Only work of one line"`
	ShippingMethod    string     `json:"shipping_method,omitempty" doc:"Only orders for which the buyer chose this, in the channel's words" maxLength:"200"`
	ShipByTo          *time.Time `json:"ship_by_to,omitempty" doc:"Only what has to leave before"`
	Claim             bool       `json:"claim,omitempty" doc:"Claim the wave, for whoever makes it to walk"`
}

const (
	usualWave    = 12
	waveRead     = 200  // candidates read at once
	mostWaveRead = 2000 // candidates looked at in all
)

func (in WaveInput) check() error {
	errs := append(checkText("location", in.Location, 64), checkText("shipping_method", in.ShippingMethod, 200)...)
	errs = append(errs, checkRange("most", in.Most, 0, oms.MaxWave)...)
	if len(in.FulfillmentOrders) > oms.MaxWave {
		errs = append(errs, oms.FaultAt("fulfillment_orders", "must have at most %d entries", oms.MaxWave))
	}
	if in.FulfillmentOrders != nil && (in.Most != 0 || in.SingleLine || in.ShippingMethod != "" || in.ShipByTo != nil) {
		errs = append(errs, oms.FaultAt("fulfillment_orders", "names them all: leave the fields out by which others are chosen"))
	}
	for i, id := range in.FulfillmentOrders {
		if slices.Index(in.FulfillmentOrders, id) < i {
			errs = append(errs, oms.FaultAt(fmt.Sprintf("fulfillment_orders[%d]", i), "appears twice"))
		}
	}
	return oms.InvalidFields("the wave", errs)
}

// MakeWave puts work of a location together to be picked in one walk. No unit
// moves.
func (f *Flow) MakeWave(ctx context.Context, in WaveInput) (Wave, error) {
	if err := in.check(); err != nil {
		return Wave{}, err
	}
	return do(ctx, f, func(tx *store.Tx) (Wave, error) {
		if err := tx.LockCatalog(ctx); err != nil { // for the number
			return Wave{}, err
		}
		at, err := findLocation(ctx, tx, in.Location)
		if err != nil {
			return Wave{}, asField("location", err)
		}
		w := &oms.Wave{ID: store.NewID(oms.PrefixWave), LocationID: at.ID, Location: at.Code, CreatedBy: store.CallerOf(ctx).Actor, CreatedAt: tx.Now}
		if w.Number, err = tx.NextWave(ctx); err != nil {
			return Wave{}, err
		}
		if w.Works, err = in.choose(ctx, tx, at); err != nil {
			return Wave{}, err
		}
		if err := tx.InsertWave(ctx, w); err != nil {
			return Wave{}, err
		}
		c := claimOf(w)
		c.tell(ctx, tx, oms.WaveMade, map[string]any{"works": len(w.Works)})
		if in.Claim {
			if err := take(ctx, tx, c, nil, ClaimInput{}); err != nil {
				return Wave{}, err
			}
		}
		return wholeWave(ctx, tx, w.ID, 0)
	})
}

// claimOf is a wave as something that is claimed.
func claimOf(w *oms.Wave) claimable {
	return claimable{w.ID, w.Name(), w.Location, oms.WaveClaimed, oms.WaveGivenBack}
}

// choose returns the work of a new wave, with its orders locked: nothing of it
// is canceled, held or put into another wave meanwhile.
func (in WaveInput) choose(ctx context.Context, tx *store.Tx, at *oms.Location) ([]oms.WaveWork, error) {
	ids := in.FulfillmentOrders
	if ids == nil {
		var err error
		if ids, err = in.soonest(ctx, tx, at.ID); err != nil {
			return nil, err
		}
	}
	works, err := lockWorks(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var out []oms.WaveWork
	var errs []oms.FieldError
	for i, id := range ids {
		w, known := works[id]
		why := oms.Errorf(oms.NotFound, "there is no fulfillment order %.64s", id)
		if known {
			why = in.unfit(w, at)
		}
		switch {
		case why == nil:
			out = append(out, oms.WaveWork{Position: int64(len(out) + 1), FulfillmentOrderID: id, OrderID: w.Order.ID})
		case in.FulfillmentOrders != nil:
			errs = append(errs, oms.FaultAt(fmt.Sprintf("fulfillment_orders[%d]", i), "%v", why))
		}
	}
	if err := oms.InvalidFields("the wave", errs); err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, oms.Errorf(oms.Conflict, "nothing at %s waits to be picked that fits: release some, or widen the choice", at.Code)
	}
	return out, nil
}

// soonest lists the work that fits, what has to leave first at the beginning.
func (in WaveInput) soonest(ctx context.Context, tx *store.Tx, locationID string) (ids []string, err error) {
	most := int(in.Most)
	if most == 0 {
		most = usualWave
	}
	q := store.FulfillmentFilter{LocationID: locationID, Statuses: []string{string(oms.FulfillmentReleased)}, Open: true, NoWave: true, ByShipBy: true,
		ShipByTo: in.ShipByTo, Limit: waveRead}
	for range mostWaveRead / waveRead {
		parts, err := tx.FulfillmentOrders(ctx, q)
		if err != nil {
			return nil, err
		}
		orders, err := tx.OfParts(ctx, parts)
		if err != nil {
			return nil, err
		}
		works := make([]Part[oms.FulfillmentOrder], len(parts))
		for i, p := range parts {
			works[i] = Part[oms.FulfillmentOrder]{orders[p.OrderID], orders[p.OrderID].FulfillmentOrder(p.ID)}
		}
		known, err := worksOf(ctx, tx, works)
		if err != nil {
			return nil, err
		}
		for _, w := range known {
			if w.Claim == nil && in.fits(w) {
				ids = append(ids, w.Part.Part.ID)
			}
			if len(ids) == most {
				return ids, nil
			}
		}
		if len(parts) < waveRead {
			break
		}
		last := q.PositionOf(parts[len(parts)-1])
		q.After = &last
	}
	return ids, nil
}

// fits tells whether work is of the kind that is asked for.
func (in WaveInput) fits(w Work) bool {
	if !oms.Pickable(w.Order, w.Part.Part) || in.ShippingMethod != "" && !strings.EqualFold(w.Order.ShippingMethod, in.ShippingMethod) {
		return false
	}
	lines := 0
	for _, a := range w.Part.Part.Items {
		if a.Quantity > 0 {
			lines++
		}
	}
	return !in.SingleLine || lines == 1
}

// unfit says why work can't be in the wave; nil when it can.
func (in WaveInput) unfit(w Work, at *oms.Location) *oms.Error {
	ful := w.Part.Part
	switch {
	case ful.LocationID != at.ID:
		return oms.Errorf(oms.Conflict, "%s is the work of %s, not of %s", ful.Number, ful.Location, at.Code)
	case w.Wave != nil:
		return oms.Errorf(oms.Conflict, "%s is in %s: take it out there first", ful.Number, oms.WaveName(w.Wave.Number))
	case len(w.Order.Stopping(ful)) > 0:
		return oms.Errorf(oms.Conflict, "%s is on hold", ful.Number)
	case !oms.Pickable(w.Order, ful):
		return oms.Errorf(oms.Conflict, "%s has nothing to pick now: only released work has", ful.Number)
	}
	return nil
}

// lockWorks locks the orders of fulfillment orders and returns their work, by
// id.
func lockWorks(ctx context.Context, tx *store.Tx, ids []string) (map[string]Work, error) {
	owner, err := tx.OrdersOf(ctx, oms.PrefixFulfillmentOrder, ids)
	if err != nil {
		return nil, err
	}
	var orders []string
	for _, id := range owner {
		orders = append(orders, id)
	}
	slices.Sort(orders)
	locked, err := tx.LockOrders(ctx, slices.Compact(orders))
	if err != nil {
		return nil, err
	}
	var parts []Part[oms.FulfillmentOrder]
	for _, o := range locked {
		for i := range o.FulfillmentOrders {
			if ful := &o.FulfillmentOrders[i]; slices.Contains(ids, ful.ID) {
				parts = append(parts, Part[oms.FulfillmentOrder]{o, ful})
			}
		}
	}
	all, err := worksOf(ctx, tx, parts)
	out := make(map[string]Work, len(all))
	for _, w := range all {
		out[w.Part.Part.ID] = w
	}
	return out, err
}

// waveNumber reads how people call a wave, WV-1001; 0 when it is no such name.
func waveNumber(ref string) int64 {
	digits, ok := strings.CutPrefix(strings.ToUpper(ref), "WV-")
	n, err := strconv.ParseInt(digits, 10, 63)
	if !ok || err != nil {
		return 0
	}
	return n
}
