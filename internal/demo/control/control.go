// Package control is what can be asked of a running demo, and changed: how
// fast it goes, what its vendors do wrong, and a rush of buyers now.
package control

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
)

// Control is the demo as its card in the control room sees it.
type Control interface {
	// State tells how the demo is.
	State() DemoState
	// Change sets what is not nil, and tells how the demo is then.
	Change(ctx context.Context, c DemoChange) (DemoState, error)
	// FlashSale has everybody want one product for an hour of the demo's time.
	FlashSale(ctx context.Context, in FlashSale) (DemoState, error)
}

// DemoState is how the demo is.
type DemoState struct {
	Speed    float64            `json:"speed" doc:"Hours of the demo in one of ours" example:"60"`
	Paused   bool               `json:"paused" doc:"Nothing happens by itself"`
	Time     time.Time          `json:"time" doc:"What the demo's clock shows. It was ours when the program was started"`
	Seed     uint64             `json:"seed" doc:"The same seed gives the same buyers and orders" example:"1"`
	History  float64            `json:"history" doc:"How much of the history has been told, 0 to 1. Nothing else happens before it is 1" minimum:"0" maximum:"1" example:"1"`
	Faults   sim.Faults         `json:"faults" doc:"How often the simulated shops do what shops do, 0 to 1"`
	Sales    []RunningSale      `json:"sales" doc:"Flash sales that go on" nullable:"false"`
	Channels []SimulatedChannel `json:"channels" doc:"The simulated channels" nullable:"false"`
}

// RunningSale is a flash sale that goes on.
type RunningSale struct {
	Product string    `json:"product" doc:"Code of the product: what its SKUs begin with" example:"MUG"`
	Title   string    `json:"title" example:"Stoneware mug"`
	Until   time.Time `json:"until" doc:"By the demo's clock"`
}

// SimulatedChannel is a simulated channel.
type SimulatedChannel struct {
	Code   string `json:"code" example:"web"`
	Name   string `json:"name" example:"Quillmoor web shop"`
	Orders int64  `json:"orders" doc:"How many it has placed so far" example:"4312"`
}

// DemoChange says what to change; what is absent stays as it is.
type DemoChange struct {
	Speed  *float64    `json:"speed,omitempty" doc:"Hours of the demo in one of ours" minimum:"1" maximum:"3600" example:"60"`
	Paused *bool       `json:"paused,omitempty"`
	Faults *sim.Faults `json:"faults,omitempty"`
}

// FlashSale says what to sell.
type FlashSale struct {
	Product string `json:"product,omitempty" doc:"Code of a product; one is chosen when absent" maxLength:"64" example:"MUG"`
}
