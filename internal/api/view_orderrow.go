package api

import (
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// orderRowView is an order in a list, in short. Fields that orderView has as
// well are named and filled as there.
type orderRowView struct {
	ID                string            `json:"id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Number            string            `json:"number" doc:"Ours, counted up over all channels" example:"100001"`
	Channel           string            `json:"channel" doc:"The channel's code" example:"web"`
	ExternalID        string            `json:"external_id" doc:"The channel's own id" example:"1001"`
	Lifecycle         string            `json:"lifecycle" enum:"draft,open,closed,canceled" example:"open"`
	PaymentStatus     string            `json:"payment_status" enum:"unpaid,partially_authorized,authorized,partially_paid,paid,overpaid,partially_refunded,refunded,voided" example:"paid"`
	FulfillmentStatus string            `json:"fulfillment_status" enum:"unfulfilled,scheduled,on_hold,in_progress,partially_fulfilled,fulfilled,canceled" example:"unfulfilled"`
	DeliveryStatus    string            `json:"delivery_status" enum:"none,in_transit,partially_delivered,delivered,exception" example:"none"`
	ReturnStatus      string            `json:"return_status" enum:"none,requested,in_progress,partially_returned,returned" example:"none"`
	Attention         string            `json:"attention" enum:"none,low,hold,high" example:"none"`
	Stage             string            `json:"stage" enum:",new,allocated,released,picked,packed,shipped,delivered" doc:"How far its least advanced unit is; empty for a draft and when nothing is left" example:"allocated"`
	StageSince        time.Time         `json:"stage_since" doc:"When it came to its stage"`
	Hold              string            `json:"hold" enum:",manual,payment,fraud,address,review,timed" doc:"The type of its oldest active hold; empty without" example:""`
	PlacedAt          time.Time         `json:"placed_at"`
	CapturedAt        time.Time         `json:"captured_at"`
	UpdatedAt         time.Time         `json:"updated_at"`
	Currency          string            `json:"currency" doc:"ISO 4217" example:"EUR"`
	Total             string            `json:"total" doc:"What the buyer owes" example:"44.70"`
	Customer          rowCustomerView   `json:"customer"`
	City              string            `json:"city" doc:"Of the shipping address" example:"Berlin"`
	CountryCode       string            `json:"country_code" doc:"Of the shipping address; ISO 3166-1" example:"DE"`
	Tags              []string          `json:"tags"`
	Units             int64             `json:"units" doc:"That the buyer still gets; a bundle counts once" example:"2"`
	Locations         []locationRefView `json:"locations" doc:"Those that work on it or have, canceled work apart"`
	ShipBy            *time.Time        `json:"ship_by" doc:"The first cut-off of work that is not done"`
}

type rowCustomerView struct {
	ID    string `json:"id" doc:"Empty for a buyer without an e-mail address" example:"cus_01kd3ht2yre1asz3dgf0ma94w5"`
	Email string `json:"email" example:"a@example.com"`
	Name  string `json:"name" example:"A"`
}

func (a *API) orderRowView(r *oms.OrderRow) orderRowView {
	return orderRowView{
		ID: r.ID, Number: strconv.FormatInt(r.Number, 10), Channel: r.Channel, ExternalID: r.ExternalID, Lifecycle: string(r.Lifecycle),
		PaymentStatus: string(r.PaymentStatus), FulfillmentStatus: string(r.FulfillmentStatus), DeliveryStatus: string(r.DeliveryStatus),
		ReturnStatus: string(r.ReturnStatus), Attention: string(r.Attention), Stage: string(r.Stage), StageSince: r.StageSince, Hold: string(r.Hold),
		PlacedAt: r.PlacedAt, CapturedAt: r.CapturedAt, UpdatedAt: r.UpdatedAt, Currency: r.Currency, Total: amounts(r.Currency)(r.Total),
		Customer: rowCustomerView{r.CustomerID, r.Email, r.CustomerName}, City: r.City, CountryCode: r.CountryCode, Tags: orEmpty(r.Tags),
		Units: r.Units, Locations: views(r.Locations, func(id *string) locationRefView { return a.places.ref(*id, "") }), ShipBy: r.ShipBy,
	}
}
