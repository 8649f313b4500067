package flow

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

const promiseKind jobs.Kind[serving] = "orders.promise"

// NewPromising registers the job that promises dates to units that wait, and
// returns the consumer that asks for it: when what is expected changes,
// when orders begin to wait, or stop, and when who may send to whom changes.
// Capture does not wait for it.
func (f *Flow) NewPromising(q *jobs.Queue) Consumer {
	jobs.Register(q, promiseKind, func(ctx context.Context, j jobs.Job[serving]) error { return f.PromiseWaiting(ctx, j.Args.SKUs) })
	return Consumer{
		Name: "promises",
		Types: []string{"purchase_order.*", "transfer.*", string(oms.StockAllocated), string(oms.StockAllocationFailed), string(oms.StockDeallocated),
			string(oms.FulfillmentShorted), string(oms.OrderCanceled), string(oms.OrderEdited), string(oms.OrderConfirmed),
			"location.*", "stock_rule.*", "routing_version.published", "routing_canary.*"},
		Handle: promiseAnew,
	}
}

// promiseAnew queues what the events make worth a look, in their transaction.
func promiseAnew(ctx context.Context, tx *store.Tx, events []oms.Event) error {
	skus, waiting, touched := map[string]bool{}, map[string]bool{}, map[string]bool{}
	anywhere := false
	for _, e := range events {
		if noun, _, _ := strings.Cut(string(e.Type), "."); noun == "location" || noun == "stock_rule" || noun == "routing_version" || noun == "routing_canary" {
			anywhere = true
			continue
		}
		if e.OrderID != "" {
			touched[e.OrderID] = true
			// What was allocated waits no more; anything else may.
			waiting[e.OrderID] = waiting[e.OrderID] || e.Type != oms.StockAllocated
			continue
		}
		var data struct {
			Items []struct {
				SKUID string `json:"sku_id"`
			}
		}
		_ = json.Unmarshal(e.Data, &data) // our own; what has another shape says nothing here
		for _, it := range data.Items {
			skus[it.SKUID] = true
		}
	}
	if anywhere {
		all, err := tx.WaitingSKUs(ctx, nil)
		if err != nil {
			return err
		}
		for _, id := range all {
			skus[id] = true
		}
	}
	maps.DeleteFunc(waiting, func(_ string, may bool) bool { return !may })
	found, err := tx.PromisableSKUs(ctx, keys(skus), keys(waiting), keys(touched))
	if err != nil || len(found) == 0 {
		return err
	}
	var items []jobs.Item[serving]
	for part := range slices.Chunk(found, servingSKUs) {
		items = append(items, jobs.Item[serving]{Args: serving{SKUs: part}, Options: jobs.Options{Lane: servingLane, Yield: true}})
	}
	return promiseKind.InsertMany(ctx, tx, items)
}

func keys(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
