package api

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) homeOperations() {
	read(a, operation{id: "get-home", path: "/home", tag: "Home", may: auth.OrdersRead, summary: "The whole operation at one moment",
		doc: "What stands where, what needs a human, which promises are at risk, how fresh each channel is, what each location has to do. " +
			"An order stands at the stage of its least advanced unit, so that each is counted once: new (a unit has no stock), allocated, released, picked, packed, " +
			"shipped (placed in the last 30 days and not arrived), delivered (arrived today, in the given zone). " +
			"Each figure has a link: a list, and the parameters with which it shows exactly what was counted. " +
			"Dead letters need the permission jobs.manage and connections channels.read; who has not gets the answer without them.",
		answer: sampleHome()},
		func(ctx context.Context, in *flow.HomeQuery) (flow.Home, error) {
			p, _ := auth.PrincipalOf(ctx)
			in.Connections, in.DeadLetters = auth.Can(p, auth.ChannelsRead), auth.Can(p, auth.JobsManage)
			return a.flow.Home(ctx, *in)
		})
}

// sampleHome is Home of a small shop on a quiet morning.
func sampleHome() flow.Home {
	day := func(n int) time.Time { return exampleTime.Truncate(24*time.Hour).AddDate(0, 0, n) }
	link := func(list string, pairs ...string) flow.Link {
		l := flow.Link{List: list, Query: map[string]string{}}
		for i := 0; i+1 < len(pairs); i += 2 {
			l.Query[pairs[i]] = pairs[i+1]
		}
		return l
	}
	soon := exampleTime.Add(3 * time.Hour)
	board := flow.Board{Location: "BER", At: exampleTime, NextAt: &soon,
		LateLink: link("fulfillment-orders", "location", "BER", "status", "working", "ship_by_to", "2026-11-20T10:00:00Z", "sort", "ship_by"),
		Columns:  []flow.ColumnCount{{Column: flow.ColumnToPick, Orders: 12, Units: 31, Link: link("fulfillment-orders", "location", "BER", "column", "to_pick")}}}
	return flow.Home{At: exampleTime,
		Funnel: []flow.FunnelStage{{Stage: oms.OrderStagePicked, Orders: 2, Units: 5, Held: 1,
			Oldest: &flow.OldestOrder{ID: "ord_01kd3ht2yre1asz3dgf0ma94w5", Number: "100001", PlacedAt: exampleTime, Since: exampleTime},
			Link:   link("orders", "stage", "picked"), HeldLink: link("orders", "stage", "picked", "held", "true")}},
		Attention: flow.HomeAttention{
			Exceptions: []flow.ExceptionGroup{{Kind: oms.ExceptionUnknownSKU, Severity: oms.SeverityHigh, Count: 1, Unowned: 1, Oldest: &exampleTime, NextDue: &soon,
				Link: link("exceptions", "status", "unresolved", "snoozed", "false", "kind", "unknown_sku", "severity", "high")}},
			OverdueLink: link("exceptions", "status", "unresolved", "snoozed", "false", "overdue", "true"),
			MineLink:    link("exceptions", "status", "unresolved", "snoozed", "false", "owner", "me"),
			Holds:       []flow.HeldByType{{Type: oms.HoldPayment, Orders: 4, Oldest: exampleTime, Link: link("orders", "hold", "payment")}},
			DeadLetters: &flow.DeadLetters{Link: link("jobs", "state", "dead")}, Reauth: []flow.ConnectionState{}},
		Promises: []flow.PromiseAtRisk{{Location: "BER", Name: "Berlin", Soon: 12, NextAt: &soon, LateLink: board.LateLink,
			SoonLink: link("fulfillment-orders", "location", "BER", "status", "working", "ship_by_from", "2026-11-20T10:00:00Z", "ship_by_to", "2026-11-20T14:00:00Z", "sort", "ship_by")}},
		Channels:  []flow.ChannelNews{{Channel: "web", Name: "Web shop", LastOrderAt: &exampleTime, Link: link("orders", "channel", "web")}},
		Locations: []flow.LocationLoad{{Name: "Berlin", NextDispatch: &soon, Board: board}},
		Hourly: []flow.PlacedInPeriod{{From: exampleTime, To: exampleTime.Add(time.Hour), Orders: 31,
			Link: link("orders", "placed_from", "2026-11-20T10:00:00Z", "placed_to", "2026-11-20T11:00:00Z")}},
		Daily: []flow.PlacedInPeriod{{From: day(0), To: day(1), Orders: 240, Link: link("orders", "placed_from", "2026-11-20T00:00:00Z", "placed_to", "2026-11-21T00:00:00Z")}},
	}
}
