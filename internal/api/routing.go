package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/routing"
)

// VersionParam names a version of the routing policy.
type VersionParam struct {
	ID int64 `path:"id" minimum:"0" maximum:"1000000000" doc:"Its number; 0 is the one that is built in" example:"2"`
}

// routingVersionView is a version of the routing policy.
type routingVersionView struct {
	Version     int64             `json:"version" doc:"0 is the policy that is built in" example:"2"`
	Status      string            `json:"status" enum:"draft,live,retired" example:"draft"`
	Note        string            `json:"note" example:"Leeds first for heavy orders"`
	RolledBack  *int64            `json:"rolled_back_to" doc:"The version that this one went back to; null for none" example:"1"`
	CreatedBy   string            `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt   *time.Time        `json:"created_at" doc:"null of the policy that is built in"`
	PublishedBy string            `json:"published_by" example:""`
	PublishedAt *time.Time        `json:"published_at"`
	ReplayID    string            `json:"replay_id" doc:"The replay that tested it; empty while there is none" example:"rpl_01kd3ht2yre1asz3dgf0ma94w5"`
	Untested    string            `json:"untested" doc:"Why it went live without a replay that found no defect" example:""`
	Defects     int64             `json:"defects" doc:"Decisions that its replay made differently under the policy that made them; above 0 it takes despite_defects to publish it" example:"0"`
	Policy      *routing.Policy   `json:"policy,omitempty" doc:"Absent in lists"`
	Warnings    []routing.Warning `json:"warnings,omitempty" doc:"Rules that can't be meant; absent in lists, and when there are none"`
	// CardWarnings are about rate cards.
	CardWarnings []routing.CardWarning `json:"card_warnings,omitempty" doc:"Rate cards that can't be meant; absent in lists, and when there are none"`
}

func (v *routingVersionView) location() string {
	return Prefix + "/routing/versions/" + strconv.FormatInt(v.Version, 10)
}

func routingEntryOf(v *flow.RoutingEntry) *routingVersionView {
	out := &routingVersionView{Version: v.Version, Status: "draft", Note: v.Note, CreatedBy: v.CreatedBy, PublishedBy: v.PublishedBy, PublishedAt: v.PublishedAt,
		ReplayID: v.ReplayID, Untested: v.Untested, Defects: v.Defects}
	if v.CopyOf >= 0 {
		out.RolledBack = &v.CopyOf
	}
	if !v.CreatedAt.IsZero() {
		out.CreatedAt = &v.CreatedAt
	}
	switch {
	case v.Live:
		out.Status = "live"
	case v.PublishedAt != nil || v.Version == 0:
		out.Status = "retired"
	}
	return out
}

func routingVersionViewOf(v *flow.RoutingVersion) *routingVersionView {
	out := routingEntryOf(&v.RoutingVersion)
	out.Policy, out.Warnings, out.CardWarnings = &v.Policy, v.Warnings, v.CardWarnings
	return out
}

// routingReplayView is a replay of history.
type routingReplayView struct {
	ID         string              `json:"id" example:"rpl_01kd3ht2yre1asz3dgf0ma94w5"`
	Status     string              `json:"status" enum:"pending,running,done,stopped,failed" example:"done"`
	Done       int64               `json:"done" doc:"Decisions that were made again" example:"3362"`
	Total      int64               `json:"total" example:"3362"`
	Variants   []routingTried      `json:"variants"`
	Report     *flow.RoutingReport `json:"report,omitempty" doc:"Absent until it has ended"`
	Problem    string              `json:"problem,omitempty" doc:"Why it failed" example:"the database was not there"`
	CreatedBy  string              `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt  time.Time           `json:"created_at"`
	StartedAt  *time.Time          `json:"started_at"`
	FinishedAt *time.Time          `json:"finished_at"`
}

// routingTried is a policy that a replay tries.
type routingTried struct {
	Name    string `json:"name" example:"Leeds first"`
	Version *int64 `json:"version" doc:"null for one that is no version" example:"2"`
}

func (v *routingReplayView) location() string { return Prefix + "/routing/replays/" + v.ID }

func routingReplayViewOf(r *flow.RoutingReplay) *routingReplayView {
	return &routingReplayView{ID: r.ID, Status: string(r.Status), Done: r.Done, Total: r.Total, Report: r.Result, Problem: r.Problem, CreatedBy: r.CreatedBy,
		Variants:  views(r.Variants, func(v *flow.RoutingVariant) routingTried { return routingTried{v.Name, v.Version} }),
		CreatedAt: r.CreatedAt, StartedAt: r.StartedAt, FinishedAt: r.FinishedAt}
}

const policyDoc = "All amounts are minor units of the policy's currency. Rules are looked at in their order; `when` holds when all its parts do, and `then` says what follows: docs/routing.md has the grammar."

func (a *API) routingOperations() {
	f := a.flow
	const tag, path = "Routing", "/routing/versions/{id}"
	links := map[string]string{"get-routing-version": "$response.body#/version", "publish-routing-version": "$response.body#/version"}
	read(a, operation{id: "get-routing-policy", path: "/routing/policy", tag: tag, may: auth.RoutingRead, summary: "The policy that decides now", doc: policyDoc, links: links, answer: samplePolicy()},
		func(ctx context.Context, _ *struct{}) (*routingVersionView, error) {
			v, err := f.LiveRouting(ctx)
			if err != nil {
				return nil, err
			}
			return routingVersionViewOf(v), nil
		})
	write(a, operation{id: "draft-routing-version", method: http.MethodPost, path: "/routing/versions", tag: tag, may: auth.RoutingWrite, status: http.StatusCreated, links: links,
		summary: "Draft a version of the policy", doc: "It decides nothing until it is published, and never changes: a corrected draft is another version. " + policyDoc,
		request: flow.RoutingDraft{Note: "Leeds first for heavy orders", Policy: *samplePolicy().Policy}, answer: samplePolicy()},
		func(ctx context.Context, in *add[flow.RoutingDraft]) (*flow.RoutingVersion, error) {
			return f.DraftRouting(ctx, in.Body)
		}, routingVersionViewOf)
	read(a, operation{id: "list-routing-versions", path: "/routing/versions", tag: tag, may: auth.RoutingRead, summary: "List versions of the policy", doc: "The newest first, without their policies."},
		func(ctx context.Context, in *flow.Paging) (list[*routingVersionView], error) {
			p, err := f.RoutingVersions(ctx, *in)
			return pageOf(p, routingEntryOf), err
		})
	read(a, operation{id: "get-routing-version", path: path, tag: tag, may: auth.RoutingRead, summary: "Read a version of the policy",
		doc: "With the warnings about rules that are dead, shadowed or in conflict.", links: links, answer: samplePolicy()},
		func(ctx context.Context, in *VersionParam) (*routingVersionView, error) {
			v, err := f.RoutingVersion(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return routingVersionViewOf(v), nil
		})
	read(a, operation{id: "diff-routing-versions", path: path + "/diff", tag: tag, may: auth.RoutingRead, summary: "What differs between two versions",
		answer: flow.RoutingDiff{From: 1, To: 2, Rules: []flow.RoutingRuleChange{{Kind: routing.Added, Rule: "Heavy orders from Leeds", To: &samplePolicy().Policy.Rules[0]}},
			Fields: []flow.RoutingField{{Field: "split", Before: 500, After: 650}}}},
		func(ctx context.Context, in *diffParams) (flow.RoutingDiff, error) {
			return f.DiffRouting(ctx, in.From, in.ID)
		})
	write(a, operation{id: "publish-routing-version", method: http.MethodPost, path: path + "/publish", tag: tag, may: auth.RoutingWrite, optionalBody: true, links: links, answer: samplePolicy(),
		summary: "Let a version decide from now on", doc: "On every server, from its next order on. Nothing goes live untested: a replay of the version over at least 100 decisions, or all there are, comes first. " +
			"Who may write settings may say `untested`, or `despite_defects` of a replay that found some, with a reason. The version that is live already stays so.",
		request: map[string]any{}},
		func(ctx context.Context, in *versionBody[flow.RoutingPublish]) (*flow.RoutingVersion, error) {
			if in.Body.Override() {
				if err := auth.Require(ctx, auth.SettingsWrite); err != nil {
					return nil, err
				}
			}
			return f.PublishRouting(ctx, in.ID, in.Body)
		}, routingVersionViewOf)
	write(a, operation{id: "roll-back-routing", method: http.MethodPost, path: path + "/rollback", tag: tag, may: auth.RoutingWrite, links: links, answer: samplePolicy(),
		summary: "Go back to a version", doc: "One that was live before decides again, as a new version."},
		func(ctx context.Context, in *VersionParam) (*flow.RoutingVersion, error) {
			return f.RollBackRouting(ctx, in.ID)
		}, routingVersionViewOf)
	write(a, operation{id: "test-routing", method: http.MethodPost, path: "/routing/test", tag: tag, may: auth.RoutingRead, unkeyed: true,
		summary: "Who would send an order that nobody has placed", doc: "With the present stock, under the live policy, a version, or one that is written out. Nothing is changed.",
		request: map[string]any{"channel": "web", "items": []any{map[string]any{"sku": "TEE-RED-M", "quantity": 2}}, "destination": map[string]any{"postal_code": "10115", "country_code": "DE"}}},
		func(ctx context.Context, in *add[flow.RoutingTrial]) (flow.RoutingAnswer, error) {
			return f.TryRouting(ctx, in.Body)
		}, func(v flow.RoutingAnswer) flow.RoutingAnswer { return v })
	a.routingDraftOperations()
	a.rateOperations()
	a.replayOperations()
	a.canaryOperations()
	a.reoptimizeOperations()
}

func (a *API) reoptimizeOperations() {
	f := a.flow
	const tag, path = "Routing", "/routing/reoptimize"
	write(a, operation{id: "reoptimize-routing", method: http.MethodPost, path: path, tag: tag, may: auth.RoutingWrite, optionalBody: true, repeatable: true,
		summary: "Look for cheaper plans for orders that are not released", doc: "Looks at up to 1,000 orders whose work is all unreleased, under the policy and with the stock of now, and moves their allocations where that is cheaper. " +
			"Nothing is handed over later than it was to be. With `dry_run` nothing is moved. Each order's events say why and what it saved.",
		request: map[string]any{"dry_run": true}},
		func(ctx context.Context, in *add[flow.ReoptimizeInput]) (flow.Reoptimized, error) {
			return f.Reoptimize(ctx, in.Body)
		}, func(v flow.Reoptimized) flow.Reoptimized { return v })
	read(a, operation{id: "list-routing-reoptimizations", path: path + "/runs", tag: tag, may: auth.RoutingRead, summary: "List runs that moved orders to cheaper plans", doc: "The newest first; those that were only tried are not among them."},
		func(ctx context.Context, in *flow.Paging) (list[flow.ReoptimizeRun], error) {
			p, err := f.ReoptimizeRuns(ctx, *in)
			return list[flow.ReoptimizeRun]{Items: p.Items, NextCursor: p.NextCursor}, err
		})
	read(a, operation{id: "get-routing-schedule", path: path + "/schedule", tag: tag, may: auth.RoutingRead, summary: "How often cheaper plans are looked for by themselves"},
		func(ctx context.Context, _ *struct{}) (flow.ReoptimizeSchedule, error) {
			return f.ReoptimizeSchedule(ctx)
		})
	write(a, operation{id: "set-routing-schedule", method: http.MethodPut, path: path + "/schedule", tag: tag, may: auth.RoutingWrite,
		summary: "Say how often cheaper plans are looked for by themselves"},
		func(ctx context.Context, in *add[flow.ReoptimizeSchedule]) (flow.ReoptimizeSchedule, error) {
			return f.ScheduleReoptimize(ctx, in.Body)
		}, func(v flow.ReoptimizeSchedule) flow.ReoptimizeSchedule { return v })
}

func (a *API) replayOperations() {
	f := a.flow
	const tag, path = "Routing", "/routing/replays/{id}"
	links := map[string]string{"get-routing-replay": "$response.body#/id", "list-routing-replay-orders": "$response.body#/id"}
	write(a, operation{id: "start-routing-replay", method: http.MethodPost, path: "/routing/replays", tag: tag, may: auth.RoutingWrite, status: http.StatusAccepted, links: links,
		summary: "What other policies would have done", doc: "Makes decisions of a period, or the last ones, again: under the policy that made them, which must come out the same, " +
			"and under one to three others, each with the stock, the capacities and the prices as they were. It runs in the background and changes nothing. Decisions are kept for 400 days.",
		request: map[string]any{"last": 1000, "variants": []any{map[string]any{"version": 2}}}},
		func(ctx context.Context, in *add[flow.RoutingReplayInput]) (*flow.RoutingReplay, error) {
			return f.StartRoutingReplay(ctx, in.Body)
		}, routingReplayViewOf)
	read(a, operation{id: "list-routing-replays", path: "/routing/replays", tag: tag, may: auth.RoutingRead, summary: "List replays", doc: "The newest first. They are kept for 90 days."},
		func(ctx context.Context, in *flow.Paging) (list[*routingReplayView], error) {
			p, err := f.RoutingReplays(ctx, *in)
			return pageOf(p, each(routingReplayViewOf)), err
		})
	read(a, operation{id: "get-routing-replay", path: path, tag: tag, may: auth.RoutingRead, summary: "How far a replay is, and what came of it", links: links},
		func(ctx context.Context, in *IDParam) (*routingReplayView, error) {
			r, err := f.RoutingReplay(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return routingReplayViewOf(r), nil
		})
	write(a, operation{id: "stop-routing-replay", method: http.MethodPost, path: path + "/stop", tag: tag, may: auth.RoutingWrite, links: links,
		summary: "Stop a replay", doc: "It ends without a report. One that has ended stays as it is."},
		func(ctx context.Context, in *IDParam) (*flow.RoutingReplay, error) {
			return f.StopRoutingReplay(ctx, in.ID)
		}, routingReplayViewOf)
	read(a, operation{id: "list-routing-replay-orders", path: path + "/orders", tag: tag, may: auth.RoutingRead, summary: "The decisions of a replay, side by side", doc: "In the order in which they were made."},
		func(ctx context.Context, in *replayRows) (list[flow.RoutingReplayRow], error) {
			p, err := f.RoutingReplayRows(ctx, in.ID, in.RoutingReplayFilter)
			return list[flow.RoutingReplayRow]{Items: p.Items, NextCursor: p.NextCursor}, err
		})
	a.replayExport()
}

// versionBody is the input of an operation that does something to a version.
type versionBody[B any] struct {
	VersionParam
	Body B
}

// diffParams name two versions.
type diffParams struct {
	VersionParam
	From int64 `query:"from" minimum:"0" maximum:"1000000000" doc:"The version to compare with; the one that is built in when absent" example:"1"`
}

// replayRows choose decisions of a replay.
type replayRows struct {
	IDParam
	flow.RoutingReplayFilter
}

// samplePolicy is a small policy with a rule.
func samplePolicy() *routingVersionView {
	heavy := int64(20_000)
	return &routingVersionView{Version: 2, Status: "draft", Note: "Leeds first for heavy orders", CreatedBy: "user:usr_01kd3ht2yre1asz3dgf0ma94w5", CreatedAt: &exampleTime,
		Policy: &routing.Policy{Currency: "EUR", Handling: routing.Handling{Parcel: 100, Line: 20}, PerKM: 100, Split: 500, Late: routing.Late{Fixed: 500, PerDay: 250},
			Markets: []routing.Market{{Name: "eu", Countries: []string{"DE", "FR"}}}, Services: map[string]string{"Next day": "express"},
			Rules: []routing.Rule{{ID: "rul_01kd3ht2yre1asz3dgf0ma94w5", Name: "Heavy orders from Leeds", When: routing.When{MinWeight: &heavy},
				Then: routing.Then{Action: routing.Prefer, By: routing.PriorityList, Locations: []string{"LDS", "BER"}}}}}}
}
