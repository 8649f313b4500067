package api

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// ofOrderView is what a location needs to know of the order that its work
// belongs to.
type ofOrderView struct {
	Channel        string          `json:"channel" doc:"Code of the channel that the order came from" example:"web"`
	Recipient      string          `json:"recipient" doc:"Whom it is sent to" example:"Ada Lovelace"`
	City           string          `json:"city" example:"Berlin"`
	CountryCode    string          `json:"country_code" doc:"ISO 3166-1 alpha-2" example:"DE"`
	ShippingMethod string          `json:"shipping_method" doc:"What the buyer chose, in the channel's words" example:"express"`
	Note           string          `json:"note" doc:"The buyer's words" example:"Happy birthday"`
	Holds          []workHoldView  `json:"holds" doc:"Those that stand and stop it from being released or shipped"`
	Shipments      []shipmentBrief `json:"shipments" doc:"Made of the work's parcels, the oldest first"`
}

// workHoldView is what stops a fulfillment order.
type workHoldView struct {
	Type   string   `json:"type" enum:"manual,payment,fraud,address,review,timed" example:"payment"`
	Blocks []string `json:"blocks" enum:"allocate,release,ship,capture,edit" example:"release"`
	Reason string   `json:"reason" example:"the buyer asked to wait"`
}

// shipmentBrief names a shipment and where it is.
type shipmentBrief struct {
	ID     string `json:"id" example:"shp_01kd3ht2yre1asz3dgf0ma94w5"`
	Status string `json:"status" enum:"draft,label_purchased,manifested,in_transit,out_for_delivery,ready_for_pickup,delivered,exception,returned_to_sender,lost,voided" example:"label_purchased"`
}

// claimView says who works on something: advice to people, which keeps nobody
// from working on it.
type claimView struct {
	Actor  string    `json:"actor" doc:"Who, as events name them" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Name   string    `json:"name" doc:"What they are called" example:"Kim Sato"`
	Mine   bool      `json:"mine" doc:"Whether it is the caller's"`
	OnWave bool      `json:"on_wave" doc:"Of a fulfillment order: it is its wave that is claimed, not it alone"`
	Since  time.Time `json:"since"`
	Until  time.Time `json:"until" doc:"When it ends unless its owner claims again or goes on working"`
}

func claimViewOf(c *oms.Claim) *claimView {
	if c == nil {
		return nil
	}
	return &claimView{Actor: c.Actor, Name: c.Name, Mine: c.Mine, Since: c.ClaimedAt, Until: c.Until()}
}

// wavePlaceView is where a fulfillment order is in a wave.
type wavePlaceView struct {
	ID     string `json:"id" example:"wav_01kd3ht2yre1asz3dgf0ma94w5"`
	Number string `json:"number" example:"WV-1001"`
	Tote   int64  `json:"tote" doc:"Which tote on the cart its units are in" example:"3"`
}

// workView is a fulfillment order seen by its location.
func (a *API) workView(w *flow.Work) fulfillmentOrderView {
	p := &w.Part
	o, v := p.Order, a.fulfillmentOrderView(p.Order, p.Part)
	if v.Claim = claimViewOf(w.Claim); v.Claim != nil {
		v.Claim.OnWave = w.Claim.Subject != p.Part.ID
	}
	if w.Wave != nil {
		v.Wave = &wavePlaceView{w.Wave.WaveID, oms.WaveName(w.Wave.Number), w.Wave.Position}
	}
	v.Order = &ofOrderView{Channel: o.Channel, Recipient: recipientOf(o), City: o.ShippingAddress.City, CountryCode: o.ShippingAddress.CountryCode,
		ShippingMethod: o.ShippingMethod, Note: o.Note, Holds: []workHoldView{}, Shipments: []shipmentBrief{}}
	for _, h := range o.Stopping(p.Part) {
		hold := holdViewOf(h)
		v.Order.Holds = append(v.Order.Holds, workHoldView{hold.Type, hold.Blocks, hold.Reason})
	}
	for i := range o.Shipments {
		if sh := &o.Shipments[i]; sh.FulfillmentOrderID == p.Part.ID {
			v.Order.Shipments = append(v.Order.Shipments, shipmentBrief{sh.ID, string(sh.Status)})
		}
	}
	return v
}

// recipientOf is the name that a parcel is for.
func recipientOf(o *oms.Order) string {
	for _, name := range []string{o.ShippingAddress.Name, o.ShippingAddress.Company, o.CustomerName} {
		if name != "" {
			return name
		}
	}
	return ""
}
