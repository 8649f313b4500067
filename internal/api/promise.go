package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
)

func (a *API) promiseOperations() {
	f := a.flow
	const tag = "Promises"
	write(a, operation{id: "promise", method: http.MethodPost, path: "/promises", tag: tag, may: auth.StockReserve,
		summary: "When would a basket arrive?",
		doc: "By each delivery option: the days between which all of it arrives, the cut-off until which that holds, what it costs, and why. It is the plan that routing would choose now; " +
			"what nobody has is promised from receipts that are on their way, behind all that wait already. The order that is captured next with the option's service as its shipping method gets the same days. " +
			"With hold_seconds what is on hand is reserved; nothing else is changed.",
		links:   map[string]string{"get-reservation": "$response.body#/reservation/id"},
		request: map[string]any{"channel": "web", "items": []any{map[string]any{"sku": "TEE-RED-M", "quantity": 2}}, "destination": map[string]any{"postal_code": "10115", "country_code": "DE"}},
		answer:  samplePromise()},
		func(ctx context.Context, in *add[flow.PromiseInput]) (*flow.BasketPromise, error) {
			return f.Promise(ctx, in.Body)
		}, asIs)
	catalogNoun[*oms.TransitTable, *transitView, flow.TransitInput, flow.TransitUpdate, flow.TransitFilter]{
		one: "transit-table", many: "transit-tables", tag: tag, see: auth.LocationsRead, make: auth.LocationsWrite, view: transitViewOf,
		create: f.CreateTransit, update: f.UpdateTransit, get: f.Transit, at: func(u *flow.TransitUpdate, v *int64) { u.Version = v }, remove: f.DeleteTransit,
		doc: "A transit table says how many working days a carrier's service takes, by route. Where none says so the rate card's days hold, else 1 to 3 days within a country and 4 to 10 abroad are assumed.",
		list: func(ctx context.Context, in flow.TransitFilter) (list[*transitView], error) {
			p, err := f.Transits(ctx, in)
			return pageOf(p, transitViewOf), err
		},
	}.register(a)
}

// transitView is how long a carrier's service takes.
type transitView struct {
	ID          string            `json:"id" example:"trn_01kd3ht2yre1asz3dgf0ma94w5"`
	Service     string            `json:"service" doc:"A service level that rate cards name, or the name of a card" example:"standard"`
	Name        string            `json:"name" example:"Standard"`
	WorkingDays []int             `json:"working_days" doc:"Weekdays, 0 Sunday to 6 Saturday, on which it carries and delivers" example:"[1,2,3,4,5]"`
	Holidays    []oms.Holiday     `json:"holidays" doc:"Days on which it rests in the country of either end; without a country, everywhere"`
	Lanes       []oms.TransitLane `json:"lanes" doc:"Working days in transit, by countries and the rate card's zone; what is absent holds for any"`
	Version     int64             `json:"version" example:"1"`
	CreatedAt   time.Time         `json:"created_at"`
	UpdatedAt   time.Time         `json:"updated_at"`
}

func (v *transitView) atVersion() int64 { return v.Version }
func (v *transitView) location() string { return Prefix + "/transit-tables/" + v.ID }

func transitViewOf(t *oms.TransitTable) *transitView {
	return &transitView{ID: t.ID, Service: t.Service, Name: t.Name, WorkingDays: t.WorkingDays, Holidays: orEmpty(t.Holidays), Lanes: orEmpty(t.Lanes),
		Version: t.Version, CreatedAt: t.CreatedAt, UpdatedAt: t.UpdatedAt}
}

// samplePromise is a basket that leaves Berlin this afternoon.
func samplePromise() *flow.BasketPromise {
	cut := exampleTime.Add(4 * time.Hour)
	berlin := "Europe/Berlin"
	return &flow.BasketPromise{At: exampleTime, Timezone: berlin, Precision: routing.PrecisionPostal, Options: []flow.PromiseOption{{Service: "standard", Name: "Standard", Whole: true,
		Earliest: "2026-11-23", Latest: "2026-11-24", OrderBy: &cut, Cost: 539, Currency: "EUR", Parcels: 1, Unpromised: []flow.TrialShort{},
		Parts: []flow.PromisePart{{Location: "BER", Items: []flow.PromiseItem{{SKU: "TEE-RED-M", Quantity: 2}}, Parcels: 1, Cost: 539, Earliest: "2026-11-23", Latest: "2026-11-24", OrderBy: cut,
			Walk: []promise.WalkStep{{Step: promise.StepOrder, At: &exampleTime}, {Step: promise.StepCutOff, At: &cut, Timezone: berlin, Location: "BER"},
				{Step: promise.StepHandOver, At: &cut, Timezone: berlin, Location: "BER"}, {Step: promise.StepTransit, Service: "Standard", MinDays: 1, MaxDays: 2, Basis: promise.FromTable},
				{Step: promise.StepDelivery, From: "2026-11-23", By: "2026-11-24", Timezone: berlin}}}}}}}
}
