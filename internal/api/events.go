package api

import (
	"context"
	"strconv"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// eventParams choose events of the log.
type eventParams struct {
	After  int64  `query:"after" minimum:"0" maximum:"1000000000000000" doc:"The seq of the last event that was read; 0 begins" example:"0"`
	Cursor string `query:"cursor" maxLength:"20" pattern:"^[0-9]*$" doc:"next_cursor of the page before; the same as after"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	Type   string `query:"type" maxLength:"60" pattern:"^[a-z_.]*\\*?$" doc:"One type, or all that begin with what is before a *" example:"order.*"`
	Sort   string `query:"sort" enum:"seq,-seq" default:"seq" doc:"-seq is the newest first; after is then the seq before which to go on"`
}

// auditParams choose events of the log, newest first.
type auditParams struct {
	Cursor  string `query:"cursor" maxLength:"20" pattern:"^[0-9]*$" doc:"next_cursor of the page before"`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Actor   string `query:"actor" maxLength:"100" doc:"Who, as in events" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Type    string `query:"type" maxLength:"60" pattern:"^[a-z_.]*\\*?$" doc:"One type, or all that begin with what is before a *" example:"user.*"`
	Subject string `query:"subject" maxLength:"64" doc:"The id of what changed; not of an order, which has its timeline"`
}

// timelineParams choose events of an order.
type timelineParams struct {
	IDParam
	Cursor string `query:"cursor" maxLength:"20" pattern:"^[0-9]*$" doc:"next_cursor of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
	Sort   string `query:"sort" enum:"seq,-seq" default:"seq" doc:"-seq is the newest first"`
	Kind   string `query:"kind" enum:"people,messages,stock,money" doc:"Only what somebody did by hand, what others were told, where units are and are to be, or what became of the money"`
}

func (a *API) eventOperations() {
	read(a, operation{id: "list-events", path: "/events", tag: "Events", may: auth.EventsRead, summary: "Read the log of events",
		doc: "In the order of the log: keep the seq of the last event and ask for what comes after it. No event is skipped and none comes twice."}, a.listEvents)
	a.streamOperation()
	read(a, operation{id: "list-audit", path: "/audit", tag: "Events", may: auth.AuditRead, summary: "Who changed what",
		doc: "The log newest first, with what happened to users, sessions and tokens. The data of a change has before and after."}, a.listAudit)
}

func (a *API) listEvents(ctx context.Context, in *eventParams) (list[EventView], error) {
	after := in.After
	if in.Cursor != "" {
		after, _ = strconv.ParseInt(in.Cursor, 10, 64) // the pattern has let digits through only; too many are the end of the log
	}
	events, err := a.flow.Events(ctx, flow.EventFilter{After: after, Type: in.Type, Newest: in.Sort == "-seq", Numbers: true, Limit: in.Limit})
	if err != nil {
		return list[EventView]{}, err
	}
	return eventPage(ctx, events, in.Limit), nil
}

func (a *API) listAudit(ctx context.Context, in *auditParams) (list[EventView], error) {
	before, _ := strconv.ParseInt(in.Cursor, 10, 64)
	events, err := a.flow.Events(ctx, flow.EventFilter{After: before, Type: in.Type, Actor: in.Actor, Subject: in.Subject, Newest: true, Numbers: true, Limit: in.Limit})
	if err != nil {
		return list[EventView]{}, err
	}
	return eventPage(ctx, events, in.Limit), nil
}

// eventPage shows those of the events that the caller may see. The cursor
// passes those that they may not.
func eventPage(ctx context.Context, events []oms.Event, limit int) list[EventView] {
	out := list[EventView]{Items: []EventView{}}
	who, _ := auth.PrincipalOf(ctx)
	for i := range events {
		if auth.CanSee(who, events[i].Type) {
			out.Items = append(out.Items, eventViewOf(&events[i]))
		}
	}
	if len(events) == limit {
		out.NextCursor = strconv.FormatInt(events[limit-1].Seq, 10)
	}
	return out
}

func (a *API) timeline(ctx context.Context, in *timelineParams) (list[timelineView], error) {
	after, _ := strconv.ParseInt(in.Cursor, 10, 64)
	events, names, err := a.flow.Timeline(ctx, in.ID, flow.TimelineFilter{Kind: flow.TimelineKind(in.Kind), Newest: in.Sort == "-seq", After: after, Limit: in.Limit})
	if err != nil {
		return list[timelineView]{}, err
	}
	out := list[timelineView]{Items: views(events, func(e *oms.Event) timelineView {
		return timelineView{eventViewOf(e), names[e.Actor], sentence(e)}
	})}
	if len(events) == in.Limit {
		out.NextCursor = strconv.FormatInt(events[in.Limit-1].Seq, 10)
	}
	return out, nil
}
