package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// routingCanaryView is a version of the policy that decides about a share of the orders.
type routingCanaryView struct {
	ID        string            `json:"id" example:"cny_01kd3ht2yre1asz3dgf0ma94w5"`
	Version   int64             `json:"version" doc:"That is tried" example:"2"`
	Live      int64             `json:"live" doc:"The version that decides about the other orders; 0 is the one that is built in" example:"1"`
	Share     int64             `json:"share" doc:"Percent of the orders" example:"10"`
	Channels  []string          `json:"channels" doc:"Codes of the channels whose orders are shared out; empty for all" example:"web"`
	Guards    flow.CanaryGuards `json:"guards" doc:"When it stops by itself"`
	Revision  int64             `json:"revision" doc:"One more each time it is changed" example:"1"`
	Status    string            `json:"status" enum:"running,promoted,stopped" example:"running"`
	StartedBy string            `json:"started_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	StartedAt time.Time         `json:"started_at"`
	EndedBy   string            `json:"ended_by" doc:"system when it stopped by itself; empty while it runs" example:""`
	EndedAt   *time.Time        `json:"ended_at" doc:"null while it runs"`
	Reason    string            `json:"reason" doc:"Why it was stopped" example:""`
	Says      []oms.Said        `json:"says" doc:"The reason taken apart, when it stopped by itself"`
	Report    flow.CanaryReport `json:"report" doc:"What came of it so far, or until it ended"`
}

func (v *routingCanaryView) location() string { return Prefix + "/routing/canaries/" + v.ID }

func (v *routingCanaryView) atVersion() int64 { return v.Revision }

func routingCanaryViewOf(c *flow.RoutingCanary) *routingCanaryView {
	return &routingCanaryView{ID: c.ID, Version: c.Version, Live: c.Live, Share: c.Share, Channels: orEmpty(c.Channels), Guards: c.Guards, Revision: c.Revision, Status: string(c.Status),
		StartedBy: c.StartedBy, StartedAt: c.StartedAt, EndedBy: c.EndedBy, EndedAt: c.EndedAt, Reason: c.Reason, Says: orEmpty(c.Says), Report: c.Report}
}

// canaryBody is the input of an operation that does something to a canary.
type canaryBody[B any] struct {
	IDParam
	IfMatchParam
	Body B
}

func (a *API) canaryOperations() {
	f := a.flow
	const tag, path = "Routing", "/routing/canaries/{id}"
	links := map[string]string{"get-routing-canary": "$response.body#/id", "promote-routing-canary": "$response.body#/id", "stop-routing-canary": "$response.body#/id"}
	write(a, operation{id: "start-routing-canary", method: http.MethodPost, path: "/routing/canaries", tag: tag, may: auth.RoutingWrite, status: http.StatusCreated, links: links, answer: sampleCanary(),
		summary: "Let a version decide about a share of the orders", doc: "Beside the live version, on every server from its next order on, until it is promoted or stopped; one at a time. Which side an order is on follows from its id alone. " +
			"Each order that is captured meanwhile is planned by the other version too, with the same stock at the same instant, and the report compares the two. " +
			"What publishing asks for is asked for here: a replay comes first, or `untested` and `despite_defects` with a reason, by who may write settings.",
		request: map[string]any{"version": 2, "share": 10, "channels": []string{"web"}, "guards": map[string]any{"cost_percent": 10, "late_points": 1, "after_orders": 50}}},
		func(ctx context.Context, in *add[flow.CanaryStart]) (*flow.RoutingCanary, error) {
			if in.Body.Override() {
				if err := auth.Require(ctx, auth.SettingsWrite); err != nil {
					return nil, err
				}
			}
			return f.StartCanary(ctx, in.Body)
		}, routingCanaryViewOf)
	read(a, operation{id: "list-routing-canaries", path: "/routing/canaries", tag: tag, may: auth.RoutingRead, summary: "List versions that were tried on a share of the orders",
		doc: "The newest first: the one that runs, if one does, is the first."},
		func(ctx context.Context, in *flow.Paging) (list[*routingCanaryView], error) {
			p, err := f.RoutingCanaries(ctx, *in)
			return pageOf(p, each(routingCanaryViewOf)), err
		})
	read(a, operation{id: "get-routing-canary", path: path, tag: tag, may: auth.RoutingRead, links: links, answer: sampleCanary(),
		summary: "How a version does that is tried on a share of the orders"},
		func(ctx context.Context, in *IDParam) (*routingCanaryView, error) {
			c, err := f.RoutingCanary(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return routingCanaryViewOf(c), nil
		})
	write(a, operation{id: "change-routing-canary", method: http.MethodPatch, path: path, tag: tag, may: auth.RoutingWrite, versioned: true, links: links, answer: sampleCanary(),
		summary: "Change the share, or when it stops by itself", doc: "A larger share has all orders of the smaller one. An order that a smaller share leaves out keeps its plan; what is planned again of it is planned by the live version.",
		request: map[string]any{"share": 25}},
		func(ctx context.Context, in *canaryBody[flow.CanaryChange]) (*flow.RoutingCanary, error) {
			var err error
			if in.Body.Revision, err = in.version(); err != nil {
				return nil, err
			}
			return f.ChangeCanary(ctx, in.ID, in.Body)
		}, routingCanaryViewOf)
	write(a, operation{id: "promote-routing-canary", method: http.MethodPost, path: path + "/promote", tag: tag, may: auth.RoutingWrite, versioned: true, links: links, answer: sampleCanary(),
		summary: "Let the version decide about all orders", doc: "It goes live, on every server from its next order on, and can be rolled back like any. The report stays as it is."},
		func(ctx context.Context, in *canaryEnd) (*flow.RoutingCanary, error) {
			revision, err := in.version()
			if err != nil {
				return nil, err
			}
			return f.PromoteCanary(ctx, in.ID, revision)
		}, routingCanaryViewOf)
	write(a, operation{id: "stop-routing-canary", method: http.MethodPost, path: path + "/stop", tag: tag, may: auth.RoutingWrite, versioned: true, optionalBody: true, links: links, answer: sampleCanary(),
		summary: "Let the live version decide about all orders again", doc: "Orders that the canary decided about keep their plan; what is planned again of them is planned by the live version. The version that was tried stays a draft.",
		request: map[string]any{"reason": "Leeds is short of staff"}},
		func(ctx context.Context, in *canaryBody[flow.CanaryStop]) (*flow.RoutingCanary, error) {
			var err error
			if in.Body.Revision, err = in.version(); err != nil {
				return nil, err
			}
			return f.StopCanary(ctx, in.ID, in.Body)
		}, routingCanaryViewOf)
}

// canaryEnd names a canary as the caller saw it.
type canaryEnd struct {
	IDParam
	IfMatchParam
}

// sampleCanary is one that looks cheaper.
func sampleCanary() *routingCanaryView {
	ten, one := int64(10), int64(1)
	return &routingCanaryView{ID: "cny_01kd3ht2yre1asz3dgf0ma94w5", Version: 2, Live: 1, Share: 10, Channels: []string{"web"}, Guards: flow.CanaryGuards{Cost: &ten, Late: &one, After: 50}, Revision: 1, Status: "running",
		StartedBy: "user:usr_01kd3ht2yre1asz3dgf0ma94w5", StartedAt: exampleTime, Says: []oms.Said{}, Report: flow.CanaryReport{Currency: "EUR",
			Live:   flow.CanarySide{Orders: 1080, Units: 2340, Filled: 2295, Waiting: 45, Split: 81, Late: 18, Cost: 577_800, Kept: 790, Missed: 4, Unreleased: 120},
			Canary: flow.CanarySide{Orders: 120, Units: 260, Filled: 257, Waiting: 3, Split: 8, Late: 2, Cost: 63_010, Kept: 88, Missed: 1, Unreleased: 12},
			Paired: flow.CanaryPair{Orders: 1200, Differ: 140, Units: 2600, LiveFilled: 2550, CanaryFilled: 2552, LiveSplit: 90, CanarySplit: 84, LiveLate: 20, CanaryLate: 21, Compared: 1190,
				LiveCost: 642_000, CanaryCost: 630_100, Difference: -10_000, Low: -14_200, High: -5_800, Verdict: "cheaper"}}}
}
