package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) exceptionOperations() {
	f := a.flow
	const tag, path = "Exceptions", "/exceptions/{id}"
	read(a, operation{id: "list-exceptions", path: "/exceptions", tag: tag, may: auth.OrdersRead, summary: "List exceptions", doc: "What needs a decision by a person: the newest first, or what is due first."},
		func(ctx context.Context, in *flow.ExceptionQuery) (list[exceptionView], error) {
			p, err := f.Exceptions(ctx, *in)
			return pageOf(p, exceptionRowView), err
		})
	read(a, operation{id: "list-exception-owners", path: "/exceptions/owners", tag: tag, may: auth.ExceptionsWork, summary: "List who can own an exception",
		doc: "The caller first, then the active users who may work on exceptions, and every name that owns one already."},
		func(ctx context.Context, _ *struct{}) (list[possibleOwnerView], error) {
			owners, err := a.exceptionOwners(ctx)
			return list[possibleOwnerView]{Items: owners}, err
		})
	read(a, operation{id: "get-exception", path: path, tag: tag, may: auth.OrdersRead, summary: "Read an exception with what could be done",
		doc: "With its context in one paragraph, and calls of this API that would deal with it, as they are to be sent. " +
			"What is suggested works at this moment; the caller still needs the permission that each names.", answer: a.sampleException()},
		func(ctx context.Context, in *IDParam) (exceptionDetailView, error) {
			d, err := f.Exception(ctx, in.ID)
			if err != nil {
				return exceptionDetailView{}, err
			}
			return a.exceptionDetailView(d), nil
		})
	write(a, operation{id: "change-exceptions", method: "POST", path: "/exceptions/bulk", tag: tag, may: auth.ExceptionsWork, summary: "Change many exceptions alike",
		doc:     "Assign, acknowledge, snooze, resolve or dismiss up to 500 in one transaction, with an answer for each.",
		request: map[string]any{"ids": []any{"exc_01kd3ht2yre1asz3dgf0ma94w5"}, "action": "assign", "owner": "me"}},
		func(ctx context.Context, in *add[flow.ExceptionBulk]) ([]flow.BulkResult, error) {
			return f.ChangeExceptions(ctx, in.Body)
		}, bulkViewOf)
	read(a, operation{id: "count-exceptions", path: "/exceptions/counts", tag: tag, may: auth.OrdersRead, summary: "Count exceptions by kind",
		doc: "What somebody has to look at, by kind and severity, the most severe first. Each has a link to the list that shows what was counted."},
		func(ctx context.Context, _ *struct{}) (list[flow.ExceptionGroup], error) {
			groups, err := f.ExceptionCounts(ctx)
			return list[flow.ExceptionGroup]{Items: orEmpty(groups)}, err
		})
	write(a, operation{id: "acknowledge-exception", method: "POST", path: path + "/acknowledge", tag: tag, may: auth.ExceptionsWork, summary: "Note that somebody has seen it"},
		func(ctx context.Context, in *IDParam) (*oms.Exception, error) { return f.Acknowledge(ctx, in.ID) }, exceptionViewOf)
	onException(a, operation{id: "assign-exception", path: path + "/assign", summary: "Give it to somebody"}, f.Assign)
	onException(a, operation{id: "snooze-exception", path: path + "/snooze", summary: "Put it away until later",
		doc: "Queues show it again when the time has come; its clock runs on."}, f.Snooze)
	onException(a, operation{id: "resolve-exception", path: path + "/resolve", optionalBody: true, summary: "Something was done about it"}, f.Resolve)
	onException(a, operation{id: "dismiss-exception", path: path + "/dismiss", optionalBody: true, summary: "Nothing needs to be done"}, f.Dismiss)
}

func onException[B any](a *API, op operation, verb func(context.Context, string, B) (*oms.Exception, error)) {
	op.method, op.tag, op.may = "POST", "Exceptions", auth.ExceptionsWork
	write(a, op, func(ctx context.Context, in *change[B]) (*oms.Exception, error) { return verb(ctx, in.ID, in.Body) }, exceptionViewOf)
}

// possibleOwnerView is somebody that an exception can be given to.
type possibleOwnerView struct {
	Owner string `json:"owner" doc:"As assigning takes it" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Name  string `json:"name" doc:"For people" example:"Iris Verbeek"`
	Me    bool   `json:"me" doc:"Whether it is the caller"`
}

func (a *API) exceptionOwners(ctx context.Context) ([]possibleOwnerView, error) {
	users, err := a.auth.UsersWho(ctx, auth.ExceptionsWork)
	if err != nil {
		return nil, err
	}
	owners, err := a.flow.ExceptionOwners(ctx)
	if err != nil {
		return nil, err
	}
	out := []possibleOwnerView{{Owner: owners[0], Me: true}}
	for _, u := range users {
		out = append(out, possibleOwnerView{Owner: "user:" + u.ID, Name: u.Name})
	}
	for _, owner := range owners[1:] {
		out = append(out, possibleOwnerView{Owner: owner})
	}
	return onceEach(out), nil
}

// onceEach keeps the first entry of each owner, with the first name that is told.
func onceEach(all []possibleOwnerView) (out []possibleOwnerView) {
	for _, one := range all {
		i := slices.IndexFunc(out, func(o possibleOwnerView) bool { return o.Owner == one.Owner })
		if i < 0 {
			i = len(out)
			out = append(out, one)
		}
		out[i].Name = cmp.Or(out[i].Name, one.Name)
	}
	for i := range out {
		out[i].Name = cmp.Or(out[i].Name, out[i].Owner)
	}
	return out
}

// exceptionDetailView is an exception with what is needed to decide.
type exceptionDetailView struct {
	Exception   exceptionView         `json:"exception"`
	OrderNumber string                `json:"order_number,omitempty" example:"100001"`
	Context     string                `json:"context" doc:"One paragraph of facts" example:"2 units have no stock at any location: TEE-RED-M. Order 100001 from web was placed on 20 November 2026 at 10:00 UTC by A. Sample: 2 units for 44.70 EUR, paid."`
	Says        []oms.Said            `json:"says" doc:"What the context tells of the order, taken apart; the exception's own sentences stand before it"`
	Suggestions []suggestedActionView `json:"suggested_actions" doc:"The likeliest first; none for what only a person can decide"`
}

// suggestedActionView is a call of this API that would deal with an exception.
type suggestedActionView struct {
	Label      string         `json:"label" doc:"For a button" example:"Cancel 2 × TEE-RED-M"`
	Says       oms.Said       `json:"says" doc:"The label taken apart"`
	Operation  string         `json:"operation" doc:"Its operationId in this document" example:"cancel-order"`
	Method     string         `json:"method" enum:"POST,PATCH" example:"POST"`
	Path       string         `json:"path" example:"/api/v1/orders/ord_01kd3ht2yre1asz3dgf0ma94w5/cancel"`
	Body       map[string]any `json:"body" doc:"To be sent as it is; empty for none"`
	Permission string         `json:"permission" doc:"What the caller needs" example:"orders.cancel"`
}

func (a *API) exceptionDetailView(d flow.ExceptionDetail) exceptionDetailView {
	v := exceptionDetailView{Exception: exceptionViewOf(&d.Exception), Context: contextOf(d), Says: orEmpty(d.Context), Suggestions: views(d.Suggestions, a.suggestedActionView)}
	if d.Order != nil {
		v.OrderNumber = numberText(d.Order)
	}
	return v
}

// contextOf is the paragraph in English.
func contextOf(d flow.ExceptionDetail) string {
	if len(d.Context) == 0 {
		return d.Summary
	}
	return strings.TrimSuffix(d.Summary, ".") + ". " + oms.Say(d.Context...)
}

// suggestedActionView says how the operation is called.
func (a *API) suggestedActionView(s *flow.Suggestion) suggestedActionView {
	op := a.operation(s.Operation)
	v := suggestedActionView{Label: s.Says.String(), Says: s.Says, Operation: op.id, Method: op.method, Path: Prefix + strings.Replace(op.path, "{id}", s.ID, 1), Body: s.Body, Permission: string(op.may)}
	if v.Body == nil {
		v.Body = map[string]any{}
	}
	if s.Body["kind"] == string(oms.Refund) {
		v.Permission = string(auth.MoneyRefund)
	}
	return v
}

// sampleException is what the documentation shows.
func (a *API) sampleException() exceptionDetailView {
	const id = "01kd3ht2yre1asz3dgf0ma94w5"
	e := oms.Exception{Kind: oms.ExceptionUnfillable, Severity: oms.SeverityLow, OrderID: "ord_" + id}.Open("exc_"+id, exampleTime).Saying(
		oms.SaysUnfillable.With(oms.Facts{"count": oms.FactNumber(2), "skus": oms.FactList([]string{"TEE-RED-M"})}))
	order := oms.SaysOrderBy.With(oms.Facts{"number": oms.FactText("100001"), "channel": oms.FactText("web"), "placed": oms.FactAt(exampleTime), "customer": oms.FactText("A. Sample"),
		"count": oms.FactNumber(2), "total": oms.FactMoney(4470, "EUR"), "payment": oms.Paid.Word()})
	return a.exceptionDetailView(flow.ExceptionDetail{Exception: e, Context: []oms.Said{order},
		Suggestions: []flow.Suggestion{{Says: oms.FixCancelUnits.With(oms.Facts{"quantity": oms.FactNumber(2), "sku": oms.FactText("TEE-RED-M")}), Operation: "cancel-order", ID: e.OrderID,
			Body: map[string]any{"reason": "out of stock", "lines": []map[string]any{{"line": 1, "quantity": 2}}}}}})
}
