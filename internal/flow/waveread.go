package flow

import (
	"context"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Wave is a wave with its work, the walk through the location, and who walks
// it.
type Wave struct {
	*oms.Wave
	Claim *oms.Claim // nil for nobody
	Works []Work     // by the positions of their totes, also those that left
	Stops []WaveStop // in the order of the walk; nil in lists
}

// WaveStop is a stop of the walk with what the picker needs to know of its SKU.
type WaveStop struct {
	oms.WaveStop
	Barcode  string
	Tracking oms.Tracking
	Lots     []oms.LotUnits // for what is to be picked, first expired first
	Shelf    []oms.LotLevel // all lots that could be taken, those proposed too
}

// WaveFilter chooses waves.
type WaveFilter struct {
	Location   string `query:"location" doc:"Code of a location" maxLength:"64" example:"BER"`
	Unfinished string `query:"unfinished" doc:"true for those with work that is not done" enum:"true"`
	Paging
}

// Waves returns a page of waves without their stops, newest first.
func (f *Flow) Waves(ctx context.Context, in WaveFilter) (Page[Wave], error) {
	none := Page[Wave]{Items: []Wave{}}
	page, limit, err := in.limit()
	if err != nil {
		return none, err
	}
	q := store.WaveFilter{Unfinished: in.Unfinished == "true", Limit: limit}
	if err := in.at(&q.Before); err != nil {
		return none, err
	}
	if err := checkFilters("location", in.Location); err != nil {
		return none, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[Wave], error) {
		at := refs{location: in.Location}
		if ok, err := at.resolve(ctx, tx); !ok {
			return none, err
		}
		q.LocationID = at.locationID
		all, err := tx.Waves(ctx, q)
		if err != nil {
			return none, err
		}
		cut := pageOf(all, page, func(w *oms.Wave) any { return w.Number })
		ids := make([]string, len(cut.Items))
		for i, w := range cut.Items {
			ids[i] = w.ID
		}
		claims, err := tx.Claims(ctx, ids)
		out := Page[Wave]{Items: make([]Wave, len(cut.Items)), NextCursor: cut.NextCursor}
		for i, w := range cut.Items {
			out.Items[i] = Wave{Wave: w, Claim: walking(w, claims[w.ID])}
		}
		return out, err
	})
}

// walking is the claim on a wave while there is something to walk for.
func walking(w *oms.Wave, c *oms.Claim) *oms.Claim {
	if w.Progress().ToPick == 0 {
		return nil
	}
	return c
}

// Wave returns a wave by its id or its number, WV-1001.
func (f *Flow) Wave(ctx context.Context, ref string) (Wave, error) {
	return read(ctx, f, func(tx *store.Tx) (Wave, error) { return waveOf(ctx, tx, ref) })
}

func waveOf(ctx context.Context, tx *store.Tx, ref string) (Wave, error) {
	number := waveNumber(ref)
	if number == 0 && !oms.IsID(ref, oms.PrefixWave) {
		return Wave{}, unknown("wave", strings.ToValidUTF8(ref, ""))
	}
	return wholeWave(ctx, tx, ref, number)
}

// wholeWave reads a wave with all that is known of it.
func wholeWave(ctx context.Context, tx *store.Tx, id string, number int64) (Wave, error) {
	w, err := tx.Wave(ctx, id, number)
	if err != nil {
		return Wave{}, err
	}
	if w == nil {
		return Wave{}, unknown("wave", id)
	}
	out := Wave{Wave: w}
	claims, err := tx.Claims(ctx, []string{w.ID})
	if err != nil {
		return Wave{}, err
	}
	out.Claim = walking(w, claims[w.ID])
	parts := make([]store.Part, len(w.Works))
	for i, one := range w.Works {
		parts[i] = store.Part{ID: one.FulfillmentOrderID, OrderID: one.OrderID}
	}
	orders, err := tx.OfParts(ctx, parts)
	if err != nil {
		return Wave{}, err
	}
	found := make([]Part[oms.FulfillmentOrder], len(parts))
	at := map[string]Part[oms.FulfillmentOrder]{}
	for i, p := range parts {
		found[i] = Part[oms.FulfillmentOrder]{orders[p.OrderID], orders[p.OrderID].FulfillmentOrder(p.ID)}
		at[p.ID] = found[i]
	}
	if out.Works, err = worksOf(ctx, tx, found); err != nil {
		return Wave{}, err
	}
	stops := oms.WalkOf(w, func(id string) (*oms.Order, *oms.FulfillmentOrder) { return at[id].Order, at[id].Part })
	out.Stops, err = stopsOf(ctx, tx, w, stops, found)
	return out, err
}

// stopsOf adds to the stops of a walk what is known of their SKUs.
func stopsOf(ctx context.Context, tx *store.Tx, w *oms.Wave, stops []oms.WaveStop, works []Part[oms.FulfillmentOrder]) ([]WaveStop, error) {
	var ids []string
	var items []oms.Allocation
	for _, s := range stops {
		ids = append(ids, s.SKUID)
	}
	for _, p := range works {
		items = append(items, p.Part.Items...)
	}
	skus, err := tx.SKUsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	shelf, err := readShelf(ctx, tx, w.LocationID, w.Location, items)
	out := make([]WaveStop, len(stops))
	for i, s := range stops {
		out[i] = WaveStop{WaveStop: s, Tracking: oms.TrackNone}
		if sku := skus[s.SKUID]; sku != nil {
			out[i].Barcode = sku.Barcode
		}
		if t := shelf[s.SKUID]; t != nil {
			out[i].Tracking, out[i].Shelf = t.Tracking, onShelf(t) // before the proposed units are noted as taken
			out[i].Lots = t.Offer(s.ToPick)
		}
	}
	return out, err
}
