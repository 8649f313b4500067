package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/demo/control"
	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/oms"
)

// changeDemoBody and flashSaleBody are what is asked of a demo.
type (
	changeDemoBody struct{ Body control.DemoChange }
	flashSaleBody  struct{ Body control.FlashSale }
)

// errNoDemo is the answer of a server that is not a demo.
var errNoDemo = oms.Errorf(oms.NotFound, "this is no demo: switchyard demo starts one")

// demoOperations steer a demo. A real installation has none of them, and
// answers 404.
func (a *API) demoOperations() {
	const tag, path = "Demo", "/demo"
	usual := sim.Faults{Lose: .05, Duplicate: .05, Reorder: .02}
	speed := 600.0
	sample := control.DemoState{Speed: 60, Time: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Seed: 1, History: 1, Faults: usual,
		Sales:    []control.RunningSale{{Product: "MUG", Title: "Stoneware mug", Until: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}},
		Channels: []control.SimulatedChannel{{Code: "web", Name: "Quillmoor web shop", Orders: 4312}}}
	read(a, operation{id: "get-demo", path: path, tag: tag, may: auth.SettingsRead, summary: "How the demo is", errors: []int{http.StatusNotFound}, answer: sample,
		doc: "What is simulated, how fast, and what goes wrong. 404 on a server that is not a demo."},
		func(context.Context, *struct{}) (control.DemoState, error) {
			if a.demo == nil {
				return control.DemoState{}, errNoDemo
			}
			return a.demo.State(), nil
		})
	write(a, operation{id: "change-demo", method: http.MethodPatch, path: path, tag: tag, may: auth.SettingsWrite, summary: "Change the demo's speed and faults", repeatable: true,
		errors: []int{http.StatusNotFound}, request: control.DemoChange{Speed: &speed}, answer: sample,
		doc: "Speed and pause take effect at once; faults are what the simulated shops do wrong from now on. What is absent stays as it is."},
		func(ctx context.Context, in *changeDemoBody) (control.DemoState, error) {
			if a.demo == nil {
				return control.DemoState{}, errNoDemo
			}
			return a.demo.Change(ctx, in.Body)
		}, asIs)
	write(a, operation{id: "start-flash-sale", method: http.MethodPost, path: path + "/flash-sale", tag: tag, may: auth.SettingsWrite, summary: "Start a flash sale in the demo",
		optionalBody: true, repeatable: true, errors: []int{http.StatusNotFound}, request: control.FlashSale{Product: "MUG"}, answer: sample,
		doc: "For an hour of the demo's time everybody wants one product."},
		func(ctx context.Context, in *flashSaleBody) (control.DemoState, error) {
			if a.demo == nil {
				return control.DemoState{}, errNoDemo
			}
			return a.demo.FlashSale(ctx, in.Body)
		}, asIs)
}
