package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// bulkRunView is one verb done to many orders, and how far it is.
type bulkRunView struct {
	ID         string          `json:"id" example:"blk_01kd3ht2yre1asz3dgf0ma94w5"`
	Action     string          `json:"action" enum:"hold,release_hold,release,tag,untag,cancel,reroute_waiting,recall" doc:"recall is the undo of release" example:"hold"`
	Parameters json.RawMessage `json:"parameters" doc:"As they were stated"`
	Filter     string          `json:"filter" doc:"By which the orders were chosen; empty for ids" example:"tag:vip"`
	Status     string          `json:"status" enum:"previewed,pending,running,done,stopped,failed" example:"running"`
	Undoes     string          `json:"undoes" doc:"The bulk operation that this one undoes, or empty" example:""`
	UndoneBy   string          `json:"undone_by" doc:"The bulk operation that undoes this one, or empty" example:""`
	CanUndo    bool            `json:"can_undo" doc:"Whether undo-bulk would begin now"`
	Total      int64           `json:"total" doc:"Orders" example:"120"`
	Settled    int64           `json:"settled" doc:"Orders that have their answer" example:"60"`
	Changed    int64           `json:"changed" example:"57"`
	Unchanged  int64           `json:"unchanged" doc:"They were so already" example:"2"`
	Refused    int64           `json:"refused" example:"1"`
	Failed     int64           `json:"failed" doc:"By a fault of the server, not of the order" example:"0"`
	Problem    string          `json:"problem,omitempty" doc:"Why it was given up" example:"the database was not there"`
	CreatedBy  string          `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt  time.Time       `json:"created_at"`
	StartedAt  *time.Time      `json:"started_at"`
	FinishedAt *time.Time      `json:"finished_at"`
	ETA        *time.Time      `json:"eta" doc:"When it will have ended at its present pace; null where that can't be told"`
}

func bulkRunViewOf(b *oms.Bulk) *bulkRunView {
	return &bulkRunView{ID: b.ID, Action: b.Action, Parameters: object(b.Parameters), Filter: b.Filter, Status: string(b.Status), Undoes: b.Undoes, UndoneBy: b.UndoneBy,
		CanUndo: flow.CanUndo(b), Total: b.Total, Settled: b.Settled(), Changed: b.Changed, Unchanged: b.Unchanged, Refused: b.Refused, Failed: b.Failed,
		Problem: b.Problem, CreatedBy: b.CreatedBy, CreatedAt: b.CreatedAt, StartedAt: b.StartedAt, FinishedAt: b.FinishedAt, ETA: b.ETA(time.Now())}
}

// bulkRowView is one order of a bulk operation and what became of it.
type bulkRowView struct {
	N       int64     `json:"n" doc:"Counted from 1" example:"1"`
	OrderID string    `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Number  int64     `json:"number" doc:"Of the order; 0 for one that is not there" example:"100001"`
	Result  string    `json:"result" enum:"waiting,changed,unchanged,refused,failed" doc:"waiting orders of a run that has ended were left as they are" example:"changed"`
	Code    string    `json:"code,omitempty" doc:"Of a refusal, as problems have it" example:"conflict"`
	Reason  string    `json:"reason,omitempty" doc:"Of a refusal" example:"order 100001 is canceled"`
	Says    *oms.Said `json:"says,omitempty" doc:"The reason taken apart, to be said in another language"`
}

func bulkRowViewOf(r *oms.BulkRow) bulkRowView {
	return bulkRowView{N: r.N, OrderID: r.OrderID, Number: r.Number, Result: string(r.Result), Code: string(r.Code), Reason: r.Reason, Says: r.Says}
}

// bulkResultParams choose results.
type bulkResultParams struct {
	IDParam
	flow.Paging
	Result string `query:"result" enum:"waiting,changed,unchanged,refused,failed" doc:"Only these; all when absent"`
}

// bulkNeeds is what an action needs beside the permission of the operation.
var bulkNeeds = map[string]oms.Permission{"hold": auth.OrdersWrite, "release_hold": auth.OrdersWrite, "tag": auth.OrdersWrite, "untag": auth.OrdersWrite,
	"reroute_waiting": auth.OrdersWrite, "cancel": auth.OrdersCancel, "release": auth.FulfillmentWork, "recall": auth.FulfillmentWork}

const bulkDoc = "hold needs hold.reason, tag and untag need tags, cancel takes reason, note, restock and unsellable. " +
	"hold, release_hold, tag, untag and reroute_waiting need the permission orders.write, cancel orders.cancel, release fulfillment.work. "

func (a *API) bulkOperations() {
	f := a.flow
	const tag, path = "Bulk operations", "/bulk/{id}"
	links := map[string]string{"get-bulk": "$response.body#/id", "list-bulk-results": "$response.body#/id", "stop-bulk": "$response.body#/id", "undo-bulk": "$response.body#/id"}
	request := json.RawMessage(`{"action":"hold","filter":"channel:web country:AT","hold":{"reason":"Wait for the customs form"}}`)
	write(a, operation{id: "preview-bulk-orders", method: http.MethodPost, path: "/orders/bulk/preview", tag: tag, may: auth.OrdersRead, unkeyed: true,
		summary: "Preview a bulk operation on orders", request: request,
		doc: "How many orders would change, and which not and why. The token stands for exactly these orders: give it to bulk-orders within an hour. Nothing is done to them. " + bulkDoc},
		func(ctx context.Context, in *add[flow.BulkInput]) (flow.BulkPreview, error) {
			if err := auth.Require(ctx, needOf(in.Body.Action)); err != nil {
				return flow.BulkPreview{}, err
			}
			return f.PreviewBulk(ctx, in.Body)
		}, asIs)
	write(a, operation{id: "bulk-orders", method: http.MethodPost, path: "/orders/bulk", tag: tag, may: auth.OrdersRead, status: http.StatusAccepted, links: links,
		summary: "Do something to many orders", request: request,
		doc: "In the background, in batches of 100, each order with its answer: one that refuses never stops its neighbors. With the token of a preview it is done to exactly those orders. " +
			"Events bear the id as correlation_id. " + bulkDoc},
		a.startBulk, bulkRunViewOf)
	read(a, operation{id: "list-bulk", path: "/bulk", tag: tag, may: auth.OrdersRead, summary: "List bulk operations", doc: "The newest first. They are kept for 90 days."},
		func(ctx context.Context, in *flow.Paging) (list[*bulkRunView], error) {
			p, err := f.Bulks(ctx, *in)
			return pageOf(p, bulkRunViewOf), err
		})
	read(a, operation{id: "get-bulk", path: path, tag: tag, may: auth.OrdersRead, summary: "How far a bulk operation is", links: links},
		func(ctx context.Context, in *IDParam) (*bulkRunView, error) {
			b, err := f.Bulk(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return bulkRunViewOf(b), nil
		})
	read(a, operation{id: "list-bulk-results", path: path + "/results", tag: tag, may: auth.OrdersRead, summary: "What became of each order"},
		func(ctx context.Context, in *bulkResultParams) (list[bulkRowView], error) {
			p, err := f.BulkRows(ctx, in.ID, oms.BulkOutcome(in.Result), in.Paging)
			return pageOf(p, bulkRowViewOf), err
		})
	file(a, operation{id: "get-bulk-results-csv", path: path + "/results.csv", tag: tag, may: auth.OrdersRead, summary: "What became of each order, as CSV",
		media: map[string]string{"text/csv": "A row for each order"}}, a.bulkCSV)
	write(a, operation{id: "stop-bulk", method: http.MethodPost, path: path + "/stop", tag: tag, may: auth.OrdersRead, links: links,
		summary: "Leave the rest undone", doc: "What was done stays. One that has ended stays as it is."}, a.onBulk(f.StopBulk), bulkRunViewOf)
	write(a, operation{id: "undo-bulk", method: http.MethodPost, path: path + "/undo", tag: tag, may: auth.OrdersRead, status: http.StatusAccepted, links: links,
		summary: "Undo a bulk operation",
		doc: "Undoes what it changed, as another bulk operation, with an answer for each order: holds it placed are released and those it released are placed again, tags likewise, " +
			"released work is taken back unless picking has begun. cancel and reroute_waiting have no undo. Undoing again answers the same undo."}, a.onBulk(f.UndoBulk), bulkRunViewOf)
}

// needOf is the permission for an action. One that is not known is refused as
// such by whoever may do anything here at all.
func needOf(action string) oms.Permission {
	if need, known := bulkNeeds[action]; known {
		return need
	}
	return auth.OrdersRead
}

func (a *API) startBulk(ctx context.Context, in *add[flow.BulkInput]) (*oms.Bulk, error) {
	action := in.Body.Action
	if in.Body.Token != "" {
		b, err := a.flow.Bulk(ctx, in.Body.Token)
		if err != nil && oms.CodeOf(err) != oms.NotFound {
			return nil, err
		}
		if err == nil {
			action = b.Action
		}
	}
	if err := auth.Require(ctx, needOf(action)); err != nil {
		return nil, err
	}
	return a.flow.StartBulk(ctx, in.Body)
}

// onBulk is a verb on a bulk operation for those who may do its action.
func (a *API) onBulk(verb func(context.Context, string) (*oms.Bulk, error)) func(context.Context, *IDParam) (*oms.Bulk, error) {
	return func(ctx context.Context, in *IDParam) (*oms.Bulk, error) {
		b, err := a.flow.Bulk(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		if err := auth.Require(ctx, needOf(b.Action)); err != nil {
			return nil, err
		}
		return verb(ctx, in.ID)
	}
}

func (a *API) bulkCSV(ctx context.Context, in *IDParam) (*reply, error) {
	var body bytes.Buffer
	if err := a.flow.BulkCSV(ctx, in.ID, &body); err != nil {
		return nil, err
	}
	return &reply{Status: http.StatusOK, ContentType: "text/csv; charset=utf-8", Body: body.Bytes(), Cache: "private, no-cache",
		Disposition: fmt.Sprintf("attachment; filename=%q", in.ID+".csv")}, nil
}
