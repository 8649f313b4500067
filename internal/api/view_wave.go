package api

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// waveView is work of a location that is picked in one walk.
type waveView struct {
	ID          string           `json:"id" example:"wav_01kd3ht2yre1asz3dgf0ma94w5"`
	Number      string           `json:"number" example:"WV-1001"`
	Location    locationRefView  `json:"location"`
	Status      string           `json:"status" doc:"Derived from its work: picked when nothing is left to pick, done when all has left the location" enum:"open,picking,picked,done,dissolved" example:"picking"`
	Progress    waveProgressView `json:"progress"`
	Claim       *claimView       `json:"claim,omitempty" doc:"Who walks it; absent for nobody"`
	CreatedBy   string           `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt   time.Time        `json:"created_at"`
	DissolvedAt *time.Time       `json:"dissolved_at"`
	Works       []waveWorkView   `json:"works,omitempty" doc:"By tote; absent in lists"`
	Stops       []waveStopView   `json:"stops,omitempty" doc:"In the order of the walk; absent in lists"`
}

type waveProgressView struct {
	Works  int64 `json:"works" doc:"Fulfillment orders in it" example:"12"`
	Left   int64 `json:"left" doc:"Further ones that left it" example:"1"`
	Done   int64 `json:"done" doc:"Of works, those that nothing more happens to" example:"0"`
	Units  int64 `json:"units" doc:"Of works" example:"19"`
	ToPick int64 `json:"to_pick" doc:"Of units" example:"7"`
}

// waveWorkView is a fulfillment order in a wave.
type waveWorkView struct {
	Tote        int64                `json:"tote" doc:"Which tote on the cart its units go into" example:"3"`
	LeftAt      *time.Time           `json:"left_at" doc:"When it left the wave; null while it is in it"`
	LeftBecause string               `json:"left_because" doc:"Empty while it is in it" enum:",canceled,held,recalled,taken_out,dissolved" example:""`
	Work        fulfillmentOrderView `json:"work"`
}

// waveStopView is a SKU on the walk.
type waveStopView struct {
	SKU      string           `json:"sku" example:"TEE-RED-M"`
	Title    string           `json:"title" example:"Tee red M"`
	Barcode  string           `json:"barcode" example:"4006381333931"`
	Tracking string           `json:"tracking" enum:"none,lot,serial" example:"none"`
	Units    int64            `json:"units" doc:"That its totes want in all" example:"5"`
	ToPick   int64            `json:"to_pick" doc:"Of units" example:"3"`
	Lots     []lotUnitsView   `json:"lots" doc:"Of a SKU that is tracked: which to take, first expired first"`
	Shelf    []lotOnShelfView `json:"shelf" doc:"What could be taken, what is proposed included, at most 50"`
	Totes    []waveToteView   `json:"totes"`
}

type waveToteView struct {
	Tote               int64  `json:"tote" example:"3"`
	FulfillmentOrderID string `json:"fulfillment_order_id" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
	Number             string `json:"number" doc:"Of the fulfillment order" example:"100001-1"`
	Line               int    `json:"line" doc:"The order's line" example:"1"`
	Units              int64  `json:"units" example:"2"`
	ToPick             int64  `json:"to_pick" doc:"Of units" example:"1"`
}

func (v *waveView) location() string { return Prefix + "/waves/" + v.ID }

func (a *API) waveView(w flow.Wave) *waveView {
	v := &waveView{ID: w.ID, Number: w.Name(), Location: a.places.ref(w.LocationID, w.Location), Status: string(w.Status()), Progress: waveProgressView(w.Progress()),
		Claim: claimViewOf(w.Claim), CreatedBy: w.CreatedBy, CreatedAt: w.CreatedAt, DissolvedAt: w.DissolvedAt,
		Stops: views(w.Stops, waveStopViewOf)}
	for i := range w.Works {
		one := &w.Wave.Works[i]
		v.Works = append(v.Works, waveWorkView{one.Position, one.LeftAt, string(one.LeftBecause), a.workView(&w.Works[i])})
	}
	return v
}

func waveStopViewOf(s *flow.WaveStop) waveStopView {
	return waveStopView{SKU: s.SKU, Title: s.Title, Barcode: s.Barcode, Tracking: string(s.Tracking), Units: s.Units, ToPick: s.ToPick, Lots: lotUnitsViews(s.Lots),
		Shelf: views(s.Shelf, func(l *oms.LotLevel) lotOnShelfView { return lotOnShelfView{l.Lot, l.ExpiresOn, l.Free()} }),
		Totes: views(s.Totes, func(t *oms.WaveTote) waveToteView {
			return waveToteView{t.Position, t.FulfillmentOrderID, t.Number, t.Line, t.Units, t.ToPick}
		})}
}
