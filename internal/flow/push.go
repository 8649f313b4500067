package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// pushing are the arguments of a job that tells a connection's channels what
// can be sold.
type pushing struct {
	Connection string `json:"connection"`
}

const pushKind jobs.Kind[pushing] = "listing.push"

// pushDelays are the waits after each failed attempt.
var pushDelays = []time.Duration{time.Second, 5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute}

func pushDelay(failures int64) time.Duration {
	return pushDelays[min(max(failures, 1), int64(len(pushDelays)))-1]
}

const (
	pushTurn   = time.Minute // how long one job goes on before the next gets its turn
	keptLags   = 50          // how many of a listing's lags are kept
	tellOfPush = 5           // failures in a row after which a person is told
)

// pushOptions has one push of a connection at a time, beside its polls: a
// first import of an hour must not keep a channel from hearing that the last
// unit is sold. The limits of the vendor are the host's, for both together.
func pushOptions(id string) jobs.Options {
	return jobs.Options{Lane: id + "/push", Unique: "push:" + id, Priority: jobs.Urgent}
}

// pushNow queues a push, or lets the one that is planned for later run now.
func pushNow(ctx context.Context, tx *store.Tx, id string) error {
	if err := jobs.Hasten(ctx, tx, "push:"+id); err != nil {
		return err
	}
	return pushKind.Insert(ctx, tx, pushing{id}, pushOptions(id))
}

// publishDue queues what has no job although it is due: after a crash, or a
// dead letter.
func (c *Connections) publishDue(ctx context.Context, tx *store.Tx) error {
	listings, notices, err := tx.DuePushes(ctx)
	if err != nil {
		return err
	}
	for _, id := range listings {
		if err := pushKind.Insert(ctx, tx, pushing{id}, pushOptions(id)); err != nil {
			return err
		}
	}
	for _, id := range notices {
		if err := tellOpen(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// push is the job. It computes each figure at the moment of its sending, so
// that whatever happened meanwhile only the newest is ever sent.
func (c *Connections) push(ctx context.Context, j jobs.Job[pushing]) error {
	id := j.Args.Connection
	ctx = fromConnection(ctx, id, "push")
	live, row, _, err := c.open(ctx, id)
	if err != nil {
		return ignoreGone(err)
	}
	sink, ok := live.(connector.StockSink)
	if !ok || row.Status != oms.ConnectionActive {
		return nil // what is marked stays so; resuming pushes it
	}
	for end := c.flow.store.Now().Add(pushTurn); ; {
		sent, err := c.intendPush(ctx, id, sink.StockBatch())
		if err != nil {
			return err
		}
		if len(sent) > 0 {
			rows := make([]connector.StockRow, len(sent))
			for i, l := range sent {
				rows[i] = connector.StockRow{Offer: offerOf(l.Listing), Quantity: *l.SentQuantity}
			}
			answers, err := sink.PushStock(connector.Urgent(ctx), rows)
			if err == nil && len(answers) != len(rows) {
				err = &connector.Error{Do: connector.Retry, Message: fmt.Sprintf("%d answers for %d listings", len(answers), len(rows))}
			}
			if err != nil {
				return c.pushFailed(ctx, j, sent, err)
			}
			if err := c.settlePush(ctx, id, sent, answers); err != nil {
				return err
			}
		}
		more, err := c.pushDone(ctx, j, c.flow.store.Now().After(end))
		if err != nil || !more {
			return err
		}
	}
}

func offerOf(l oms.Listing) connector.Offer {
	o := connector.Offer{ExternalID: l.ExternalID, SKU: l.ExternalSKU}
	if o.SKU == "" {
		o.SKU = l.SKU
	}
	return o
}

// intendPush saves what is to be sent: the listings that wait longest, with
// what can be sold of them now. Those of which the channel has confirmed just
// that are done without a call.
func (c *Connections) intendPush(ctx context.Context, id string, most int) ([]store.DueListing, error) {
	var send []store.DueListing
	err := c.flow.store.Write(ctx, func(tx *store.Tx) error {
		send = nil
		if err := tx.LockConnections(ctx, []string{id}); err != nil {
			return err
		}
		all, err := tx.DueListings(ctx, id, most)
		if err != nil || len(all) == 0 {
			return err
		}
		figures, err := sellable(ctx, tx, all)
		if err != nil {
			return err
		}
		save := make([]store.ListingSync, len(all))
		for i := range all {
			if intended(&all[i], figures[i]) {
				send = append(send, all[i])
			}
			save[i] = all[i].ListingSync
		}
		return tx.SaveListingSyncs(ctx, save)
	})
	return send, err
}

// sellable computes what can be sold of listings now.
func sellable(ctx context.Context, tx *store.Tx, all []store.DueListing) ([]int64, error) {
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = l.SKUID
	}
	offers, err := loadOffers(ctx, tx, ids)
	out := make([]int64, len(all))
	for i := range all {
		o := offers[all[i].SKUID]
		o.Listing = &all[i].Listing
		out[i] = stock.Explain(o).Sellable
	}
	return out, err
}
