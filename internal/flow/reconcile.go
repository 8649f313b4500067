package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

const reconcileKind jobs.Kind[pushing] = "listing.reconcile"

// Reconcile asks the channels of a connection what they show, in a job, and
// marks the listings that show something else than they confirmed. It sends
// nothing: a smaller figure may be a sale that is on its way here.
func (c *Connections) Reconcile(ctx context.Context, id string) error {
	live, row, _, err := c.open(ctx, id)
	if err != nil {
		return err
	}
	if row.Status != oms.ConnectionActive {
		return oms.Errorf(oms.Conflict, "the connection is %s: resume it first", row.Status)
	}
	if _, ok := live.(connector.StockReader); !ok {
		return oms.Errorf(oms.Conflict, "%s can't be asked what it shows", row.Name)
	}
	_, err = do(ctx, c.flow, func(tx *store.Tx) (string, error) {
		return id, reconcileKind.Insert(ctx, tx, pushing{id}, jobs.Options{Lane: id + "/push", Unique: "reconcile:" + id, Yield: true})
	})
	return err
}

// reconcile is the job. It begins anew when it is interrupted.
func (c *Connections) reconcile(ctx context.Context, j jobs.Job[pushing]) error {
	id := j.Args.Connection
	ctx = fromConnection(ctx, id, "reconcile")
	live, row, _, err := c.open(ctx, id)
	if err != nil {
		return ignoreGone(err)
	}
	reader, ok := live.(connector.StockReader)
	sink, both := live.(connector.StockSink)
	if !ok || !both || row.Status != oms.ConnectionActive {
		return nil
	}
	for after := ""; ; {
		page, err := read(ctx, c.flow, func(tx *store.Tx) ([]store.DueListing, error) { return tx.SyncsOf(ctx, id, after, sink.StockBatch()) })
		if err != nil || len(page) == 0 {
			return err
		}
		offers := make([]connector.Offer, len(page))
		for i, l := range page {
			offers[i] = offerOf(l.Listing)
		}
		shown, err := reader.ShownStock(ctx, offers)
		if err == nil && len(shown) != len(offers) {
			err = &connector.Error{Do: connector.Retry, Message: fmt.Sprintf("%d answers for %d listings", len(shown), len(offers))}
		}
		if err != nil {
			return c.laneFailed(ctx, id, err, func(tx *store.Tx) error { return j.Done(ctx, tx) })
		}
		if err := c.compare(ctx, id, page, shown); err != nil {
			return err
		}
		after = page[len(page)-1].ListingID
	}
}

// laneFailed says what a vendor's error means for a job that is tried again.
func (c *Connections) laneFailed(ctx context.Context, id string, why error, done func(*store.Tx) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch do, after := connector.ReactionTo(why); {
	case do == connector.Wait && after > 0:
		return jobs.Snooze(after)
	case do == connector.Wait:
		return jobs.Snooze(unsaidWait)
	case do == connector.Reauth:
		return c.refused(ctx, id, forPeople(why), done)
	case do == connector.Reject || oms.CodeOf(why) != "":
		return jobs.Reject(why)
	}
	return why
}

// compare notes what a channel shows. A listing that is about to be told is
// not adrift: the answer is older than what it will hear.
func (c *Connections) compare(ctx context.Context, id string, page []store.DueListing, shown []connector.Shown) error {
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockConnections(ctx, []string{id}); err != nil {
			return err
		}
		ids := make([]string, len(page))
		for i, l := range page {
			ids[i] = l.ListingID
		}
		now, err := tx.ListingSyncs(ctx, ids)
		if err != nil {
			return err
		}
		var save []store.ListingSync
		for i, l := range page {
			s := now[l.ListingID]
			if shown[i].Err != nil || s.DirtyAt != nil || s.SendingAt != nil || l.ConfirmedQuantity == nil {
				continue
			}
			if drifted(&s, shown[i].Quantity, *l.ConfirmedQuantity, tx.Now) {
				tx.Emit(ctx, oms.Event{Type: oms.ListingStrayed, Subject: l.ListingID},
					map[string]any{"sku": l.SKU, "channel": l.Channel, "confirmed": *l.ConfirmedQuantity, "shown": shown[i].Quantity})
			}
			save = append(save, s)
		}
		return tx.SaveListingSyncs(ctx, save)
	})
}

// drifted notes what a channel shows and tells whether it is news that it
// shows something else than it confirmed. The next push is then sent whatever
// it confirmed.
func drifted(s *store.ListingSync, shown, confirmed int64, now time.Time) bool {
	s.ShownQuantity, s.ShownAt = &shown, &now
	if shown == confirmed {
		s.DriftedAt, s.Doubtful = nil, false
		return false
	}
	news := s.DriftedAt == nil
	s.Doubtful = true
	if news {
		s.DriftedAt = &now
	}
	return news
}
