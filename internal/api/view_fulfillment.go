package api

import (
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// locationRefView names a location inside other answers.
type locationRefView struct {
	ID   string `json:"id" example:"loc_01kd3ht2yre1asz3dgf0ma94w5"`
	Code string `json:"code" example:"BER"`
	Name string `json:"name" example:"Berlin"`
}

// fulfillmentOrderView is the work given to one location for one order.
type fulfillmentOrderView struct {
	ID            string                     `json:"id" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
	Number        string                     `json:"number" example:"100001-1"`
	OrderID       string                     `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	OrderNumber   string                     `json:"order_number" example:"100001"`
	Units         int64                      `json:"units" doc:"What the location is to send or has sent" example:"2"`
	Location      locationRefView            `json:"location"`
	Status        string                     `json:"status" enum:"open,scheduled,on_hold,released,in_progress,closed,incomplete,canceled" example:"open"`
	Stage         string                     `json:"stage" enum:",picking,picked,packing,packed,ready_for_pickup" doc:"Within in_progress; empty otherwise" example:""`
	PartnerStatus string                     `json:"partner_status" enum:"unsubmitted,submitted,accepted,rejected,cancel_requested,cancel_accepted,cancel_rejected" example:"unsubmitted"`
	ShipBy        *time.Time                 `json:"ship_by" doc:"The location's cut-off that was planned for"`
	Reason        string                     `json:"reason,omitempty" doc:"Why it is canceled, incomplete or rejected" example:"not on the shelf"`
	Version       int64                      `json:"version" example:"1"`
	CreatedAt     time.Time                  `json:"created_at"`
	UpdatedAt     time.Time                  `json:"updated_at"`
	ReleasedAt    *time.Time                 `json:"released_at"`
	ClosedAt      *time.Time                 `json:"closed_at"`
	Lines         []fulfillmentOrderLineView `json:"lines"`
	Parcels       []parcelView               `json:"parcels" doc:"Packed and not yet shipped"`
	Order         *ofOrderView               `json:"order,omitempty" doc:"What its location needs to know of the order; absent inside an order"`
	Claim         *claimView                 `json:"claim,omitempty" doc:"Who works on it, or walks its wave; absent for nobody, and inside an order"`
	Wave          *wavePlaceView             `json:"wave,omitempty" doc:"The wave that it is in; absent for none, and inside an order"`
}

// fulfillmentOrderLineView is an allocation: what the location is to send.
type fulfillmentOrderLineView struct {
	AllocationID string `json:"allocation_id" example:"alc_01kd3ht2yre1asz3dgf0ma94w5"`
	Line         int    `json:"line" doc:"The order's line" example:"1"`
	SKU          string `json:"sku" example:"TEE-RED-M"`
	Title        string `json:"title" example:"Tee red M"`
	Status       string `json:"status" enum:"active,released,consumed,canceled,shorted" example:"active"`
	Quantity     int64  `json:"quantity" doc:"Promised and not given back" example:"2"`
	Picked       int64  `json:"picked" doc:"Of quantity" example:"0"`
	Packed       int64  `json:"packed" doc:"Of picked" example:"0"`
	Shipped      int64  `json:"shipped" doc:"Of packed" example:"0"`
	// Lots are of a SKU that is tracked.
	Lots []pickedLotView `json:"lots,omitempty" doc:"Of a SKU that is tracked: the lots or serial numbers that were picked"`
}

// parcelView is one box.
type parcelView struct {
	ID             string           `json:"id" example:"pcl_01kd3ht2yre1asz3dgf0ma94w5"`
	N              int              `json:"n" doc:"1, 2, … within the fulfillment order" example:"1"`
	WeightGrams    int64            `json:"weight_grams" example:"360"`
	LengthMM       int64            `json:"length_mm" example:"300"`
	WidthMM        int64            `json:"width_mm" example:"200"`
	HeightMM       int64            `json:"height_mm" example:"100"`
	TrackingNumber string           `json:"tracking_number" doc:"Empty until it is shipped" example:"SY0000000001"`
	TrackingURL    string           `json:"tracking_url,omitempty" example:"https://example.com/track/SY0000000001"`
	Items          []parcelItemView `json:"items"`
}

type parcelItemView struct {
	Line     int    `json:"line" example:"1"`
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Quantity int64  `json:"quantity" example:"2"`
	LotOfView
}

// shipmentView is goods handed to one carrier service.
type shipmentView struct {
	ID                 string          `json:"id" example:"shp_01kd3ht2yre1asz3dgf0ma94w5"`
	OrderID            string          `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	OrderNumber        string          `json:"order_number" example:"100001"`
	FulfillmentOrderID string          `json:"fulfillment_order_id" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
	Location           locationRefView `json:"location"`
	Status             string          `json:"status" enum:"draft,label_purchased,manifested,in_transit,out_for_delivery,ready_for_pickup,delivered,exception,returned_to_sender,lost,voided" example:"in_transit"`
	Reason             string          `json:"reason,omitempty" doc:"For exception" example:"consignee_absent"`
	Carrier            string          `json:"carrier" example:"table_rate"`
	Service            string          `json:"service" example:"standard"`
	ServiceName        string          `json:"service_name" example:"Standard"`
	Cost               string          `json:"cost" doc:"What the carrier charges" example:"4.20"`
	Currency           string          `json:"currency" doc:"Of cost" example:"EUR"`
	CreatedAt          time.Time       `json:"created_at"`
	ShippedAt          *time.Time      `json:"shipped_at"`
	DeliveredAt        *time.Time      `json:"delivered_at"`
	UpdatedAt          time.Time       `json:"updated_at"`
	Parcels            []parcelView    `json:"parcels"`
	Documents          documentsView   `json:"documents" doc:"Paths of what can be printed"`
}

// documentsView says where the papers of a shipment are.
type documentsView struct {
	LabelPDF string `json:"label_pdf" example:"/api/v1/shipments/shp_01kd3ht2yre1asz3dgf0ma94w5/label.pdf"`
	LabelZPL string `json:"label_zpl" example:"/api/v1/shipments/shp_01kd3ht2yre1asz3dgf0ma94w5/label.zpl"`
}

func (a *API) fulfillmentOrderView(o *oms.Order, f *oms.FulfillmentOrder) fulfillmentOrderView {
	v := fulfillmentOrderView{ID: f.ID, Number: f.Number, OrderID: o.ID, OrderNumber: numberText(o), Units: f.Units(), Location: a.places.ref(f.LocationID, f.Location),
		Status: string(f.Status), Stage: string(f.Stage), PartnerStatus: string(f.PartnerStatus), ShipBy: f.ShipBy, Reason: f.Reason, Version: f.Version,
		CreatedAt: f.CreatedAt, UpdatedAt: f.UpdatedAt, ReleasedAt: f.ReleasedAt, ClosedAt: f.ClosedAt,
		Lines: make([]fulfillmentOrderLineView, len(f.Items)), Parcels: []parcelView{}}
	for i, it := range f.Items {
		v.Lines[i] = fulfillmentOrderLineView{AllocationID: it.ID, Line: it.Line, SKU: it.SKU, Status: string(it.Status),
			Quantity: it.Quantity, Picked: it.Picked, Packed: it.Packed, Shipped: it.Shipped, Lots: pickedLotViews(it.Lots)}
		if l := o.Line(it.Line); l != nil {
			v.Lines[i].SKU, v.Lines[i].Title = l.SKU, l.Title
		}
	}
	for _, p := range o.ParcelsOf(f.ID, "") {
		v.Parcels = append(v.Parcels, parcelViewOf(p))
	}
	return v
}

func (a *API) shipmentView(o *oms.Order, s *oms.Shipment) shipmentView {
	v := shipmentView{ID: s.ID, OrderID: o.ID, OrderNumber: numberText(o), FulfillmentOrderID: s.FulfillmentOrderID, Location: a.places.ref(s.LocationID, ""),
		Status: string(s.Status), Reason: s.Reason, Carrier: s.Carrier, Service: s.Service, ServiceName: s.ServiceName,
		Cost: amounts(s.Currency)(s.Cost), Currency: s.Currency, CreatedAt: s.CreatedAt, ShippedAt: s.ShippedAt, DeliveredAt: s.DeliveredAt,
		UpdatedAt: s.UpdatedAt, Parcels: []parcelView{},
		Documents: documentsView{LabelPDF: Prefix + "/shipments/" + s.ID + "/label.pdf", LabelZPL: Prefix + "/shipments/" + s.ID + "/label.zpl"}}
	for i := range o.Parcels {
		if o.Parcels[i].ShipmentID == s.ID {
			v.Parcels = append(v.Parcels, parcelViewOf(&o.Parcels[i]))
		}
	}
	return v
}

func parcelViewOf(p *oms.Parcel) parcelView {
	return parcelView{ID: p.ID, N: p.N, WeightGrams: p.WeightGrams, LengthMM: p.LengthMM, WidthMM: p.WidthMM, HeightMM: p.HeightMM,
		TrackingNumber: p.TrackingNumber, TrackingURL: p.TrackingURL,
		Items: views(p.Items, func(it *oms.ParcelItem) parcelItemView {
			return parcelItemView{Line: it.Line, SKU: it.SKU, Quantity: it.Quantity, LotOfView: LotOfView{it.LotID, it.Lot, it.ExpiresOn, it.Serial}}
		})}
}
