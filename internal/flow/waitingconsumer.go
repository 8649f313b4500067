package flow

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// serving is the work of giving stock to orders that wait for it.
type serving struct {
	SKUs  []string `json:"skus,omitempty"`  // ids of which there may be stock now
	Codes []string `json:"codes,omitempty"` // that may be known now
}

const serveKind jobs.Kind[serving] = "orders.serve_waiting"

// servingLane has one such job run at a time, so that the oldest order is
// served first whatever arrives meanwhile.
const servingLane = "orders.serve_waiting"

// servingSKUs is how many SKUs go in one job.
const servingSKUs = 500

// NewWaiting registers the job that serves waiting orders and returns the
// consumer that asks for it: when stock arrives or is given back, when a
// location or a stock rule changes, and when a SKU or a listing becomes known. What nobody
// waits for makes no job. Once an hour everything is looked at again: a day that
// was full at its location may be over.
func (f *Flow) NewWaiting(q *jobs.Queue) Consumer {
	jobs.Register(q, serveKind, func(ctx context.Context, j jobs.Job[serving]) error {
		if len(j.Args.Codes) > 0 {
			if err := f.MatchUnknown(ctx, j.Args.Codes); err != nil {
				return err
			}
		}
		_, err := f.AllocateWaiting(ctx, j.Args.SKUs)
		return err
	})
	q.Schedule(jobs.Schedule{Name: "orders.serve_again", Every: time.Hour, Do: serveAgain})
	return Consumer{
		Name: "waiting orders",
		Types: []string{string(oms.StockChanged), string(oms.StockDeallocated), string(oms.ReservationFreed), string(oms.ReservationTimedOut),
			"location.*", "stock_rule.*", "sku.*", "listing.created", "listing.changed"},
		Handle: serveWaiting,
	}
}

// serveAgain queues all that orders wait for.
func serveAgain(ctx context.Context, tx *store.Tx) error {
	waiting, err := tx.WaitingSKUs(ctx, nil)
	if err != nil {
		return err
	}
	return queueServing(ctx, tx, waiting, nil)
}

// serveWaiting queues what the events make possible, in their transaction.
func serveWaiting(ctx context.Context, tx *store.Tx, events []oms.Event) error {
	found := arrivals{skus: map[string]bool{}, codes: map[string]bool{}}
	for _, e := range events {
		found.add(e)
	}
	waiting, err := found.waiting(ctx, tx)
	if err != nil {
		return err
	}
	codes, err := tx.UnknownCodes(ctx, slices.Collect(maps.Keys(found.codes)))
	if err != nil || len(waiting)+len(codes) == 0 {
		return err
	}
	return queueServing(ctx, tx, waiting, codes)
}

func queueServing(ctx context.Context, tx *store.Tx, waiting, codes []string) error {
	var items []jobs.Item[serving]
	for part := range slices.Chunk(waiting, servingSKUs) {
		items = append(items, jobs.Item[serving]{Args: serving{SKUs: part}, Options: jobs.Options{Lane: servingLane, Yield: true}})
	}
	for part := range slices.Chunk(codes, servingSKUs) {
		items = append(items, jobs.Item[serving]{Args: serving{Codes: part}, Options: jobs.Options{Lane: servingLane, Yield: true}})
	}
	return serveKind.InsertMany(ctx, tx, items)
}

// arrivals gathers what events say may be there now.
type arrivals struct {
	skus, codes map[string]bool
	anywhere    bool // a location or a rule changed: any SKU may be within reach now
}

func (a *arrivals) add(e oms.Event) {
	var data struct {
		Code  string
		Items []struct {
			SKUID string `json:"sku_id"`
		}
		After struct {
			ExternalSKU string `json:"external_sku"`
		}
	}
	_ = json.Unmarshal(e.Data, &data) // our own; what has another shape says nothing here
	switch noun, _, _ := strings.Cut(string(e.Type), "."); {
	case e.Type == oms.StockChanged:
		a.skus[e.Subject] = true
	case noun == "location" || noun == "stock_rule":
		a.anywhere = true
	case noun == "sku":
		a.skus[e.Subject], a.codes[data.Code] = true, true
	case noun == "listing":
		_, external, _ := strings.Cut(data.Code, "/")
		a.codes[external], a.codes[data.After.ExternalSKU] = true, true
	}
	for _, it := range data.Items {
		a.skus[it.SKUID] = true
	}
}

// waiting returns those of the SKUs that an order waits for.
func (a *arrivals) waiting(ctx context.Context, tx *store.Tx) ([]string, error) {
	if a.anywhere {
		return tx.WaitingSKUs(ctx, nil)
	}
	if len(a.skus) == 0 {
		return nil, nil
	}
	return tx.WaitingSKUs(ctx, slices.Collect(maps.Keys(a.skus)))
}
