package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strconv"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// maxBatch is how many orders one request may bring.
const maxBatch = 1000

// batchBody documents what a batch is; it is read by readBatch.
type batchBody struct {
	Orders []oms.OrderInput `json:"orders" minItems:"1" maxItems:"1000"`
}

// batchItem is what became of one order of a batch.
type batchItem struct {
	Index     int        `json:"index" doc:"Its place in the request, from 0" example:"0"`
	Status    int        `json:"status" doc:"The HTTP status that it would have had alone: 201 new, 200 known, 422 refused" example:"201"`
	ID        string     `json:"id,omitempty" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Number    string     `json:"number,omitempty" example:"100001"`
	Lifecycle string     `json:"lifecycle,omitempty" example:"open"`
	Version   int64      `json:"version,omitempty" example:"1"`
	Order     *orderView `json:"order,omitempty" doc:"Only with view=full"`
	Problem   *Problem   `json:"problem,omitempty" doc:"Why it was refused"`
}

// batchView is the answer to a batch.
type batchView struct {
	Items   []batchItem `json:"items" doc:"One for each order, in the order of the request"`
	Created int         `json:"created" example:"1"`
	Known   int         `json:"known" doc:"Sent before; changed content is a new version" example:"0"`
	Failed  int         `json:"failed" example:"0"`
}

type batchParams struct {
	View string `query:"view" enum:"short,full" default:"short" doc:"full adds the whole order to each item"`
}

// batchResult is what the verb of a batch gives its view.
type batchResult struct {
	results []flow.CaptureResult
	full    bool
	request string
}

func (a *API) batchOperation() {
	sample := a.sampleOrder()
	write(a, operation{id: "create-orders", method: http.MethodPost, path: "/orders/batch", tag: "Orders", may: auth.OrdersWrite,
		summary: "Capture up to 1,000 orders",
		doc:     "Takes {\"orders\": […]}, or a bare array. Each order has its own answer: one that is refused never fails its neighbors. Sending a batch again is safe.",
		maxBody: maxBatchBody, raw: true, repeatable: true, body: reflect.TypeFor[batchBody](),
		request: json.RawMessage(`{"orders":[` + sampleOrderBody + `]}`),
		answer:  batchView{Items: []batchItem{{Status: 201, ID: sample.ID, Number: sample.Number, Lifecycle: "open", Version: 1}}, Created: 1}},
		a.captureBatch, a.batchView)
}

func (a *API) captureBatch(ctx context.Context, in *batchParams) (batchResult, error) {
	out := batchResult{full: in.View == "full", request: requestOf(ctx).id}
	raws, err := readBatch(requestOf(ctx).body)
	if err != nil {
		return out, err
	}
	out.results = make([]flow.CaptureResult, len(raws))
	var good []oms.OrderInput
	var at []int
	for i, raw := range raws {
		order, err := oms.ParseOrder(raw)
		if err != nil {
			out.results[i].Err = err
			continue
		}
		good, at = append(good, order), append(at, i)
	}
	for i, r := range a.flow.CaptureMany(ctx, good) {
		out.results[at[i]] = r
	}
	return out, out.outage()
}

// outage is the error that failed every order for no fault of its own: then
// the batch has failed, and its sender must try again.
func (b batchResult) outage() error {
	for _, r := range b.results {
		if r.Err == nil || oms.CodeOf(r.Err) != "" {
			return nil
		}
	}
	return b.results[0].Err
}

// readBatch cuts a batch into the bodies of its orders.
func readBatch(body []byte) ([]json.RawMessage, error) {
	if err := oms.CheckJSON(body, maxBatchBody); err != nil {
		return nil, err
	}
	var raws []json.RawMessage
	var err error
	if trimmed := bytes.TrimSpace(body); len(trimmed) > 0 && trimmed[0] == '[' {
		err = json.Unmarshal(trimmed, &raws)
	} else {
		var wrapped struct {
			Orders []json.RawMessage `json:"orders"`
		}
		err = json.Unmarshal(body, &wrapped)
		raws = wrapped.Orders
	}
	switch {
	case err != nil:
		return nil, oms.InvalidField("orders", "must be an array of orders")
	case len(raws) == 0:
		return nil, oms.InvalidField("orders", "needs at least one order")
	case len(raws) > maxBatch:
		return nil, oms.InvalidField("orders", "has %d orders, the limit is %d: send several batches", len(raws), maxBatch)
	}
	return raws, nil
}

func (a *API) batchView(b batchResult) batchView {
	out := batchView{Items: make([]batchItem, len(b.results))}
	for i, r := range b.results {
		item := &out.Items[i]
		item.Index = i
		var again *flow.Replay
		switch {
		case r.Err != nil && !errors.As(r.Err, &again):
			item.Problem = problemOf(r.Err)
			item.Status = item.Problem.Status
			item.Problem.RequestID = b.request
			out.Failed++
			continue
		case r.Created:
			item.Status = http.StatusCreated
			out.Created++
		default:
			item.Status = http.StatusOK
			out.Known++
		}
		item.ID, item.Number, item.Lifecycle, item.Version = r.Order.ID, strconv.FormatInt(r.Order.Number, 10), string(r.Order.Lifecycle), r.Order.Version
		if b.full {
			item.Order = a.orderView(r.Order)
		}
	}
	return out
}
