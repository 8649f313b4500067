package flow

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ListingPush is one listing of which a channel was told, for metrics.
type ListingPush struct {
	Channel string
	OK      bool
	Lag     time.Duration // from the change until the channel confirmed it
}

// intended notes on a listing that quantity is about to be sent, or that this
// is not needed: the channel has confirmed it, and nothing is in doubt.
func intended(l *store.DueListing, quantity int64) bool {
	since := l.DirtyAt
	if l.SendingAt != nil { // its sender is gone; what came of it is not known
		since, l.Doubtful = l.SendingAt, true
	}
	l.DirtyAt, l.SendingAt = nil, nil
	if !l.Doubtful && l.ConfirmedQuantity != nil && *l.ConfirmedQuantity == quantity {
		return false
	}
	l.SendingAt, l.SentQuantity, l.Doubtful = since, &quantity, true
	return true
}

// confirmed notes that the channel has taken what was sent.
func confirmed(s *store.ListingSync, now time.Time) (lag time.Duration) {
	lag = max(0, now.Sub(*s.SendingAt))
	s.Lags = append(s.Lags, lag)
	s.Lags = slices.Clone(s.Lags[max(0, len(s.Lags)-keptLags):])
	s.SendingAt, s.ConfirmedAt, s.DriftedAt, s.RetryAt = nil, &now, nil, nil
	s.Doubtful, s.Failures, s.Problem = false, 0, ""
	return lag
}

// givenBack notes that what was to be sent waits again.
func givenBack(s *store.ListingSync) {
	if s.SendingAt != nil {
		s.DirtyAt, s.SendingAt = s.SendingAt, nil
	}
}

// unsent notes that the channel has not taken it, and when to try again.
func unsent(s *store.ListingSync, why error, now time.Time) {
	givenBack(s)
	do, after := connector.ReactionTo(why)
	if do == connector.Wait { // it was not tried: no failure
		at := now.Add(cmp.Or(after, unsaidWait))
		s.RetryAt = &at
		return
	}
	s.Failures++
	s.Problem = forPeople(why)
	wait := pushDelay(s.Failures)
	if do == connector.Reject {
		wait = pushDelays[len(pushDelays)-1]
	}
	at := now.Add(wait)
	s.RetryAt = &at
}

// settling reads again what is known of the listings that were sent: marks may
// have come meanwhile. Those that somebody else has settled are left out.
func (c *Connections) settling(ctx context.Context, tx *store.Tx, id string, sent []store.DueListing) (map[string]store.ListingSync, error) {
	if err := tx.LockConnections(ctx, []string{id}); err != nil {
		return nil, err
	}
	ids := make([]string, len(sent))
	for i, l := range sent {
		ids[i] = l.ID
	}
	now, err := tx.ListingSyncs(ctx, ids)
	for key, s := range now {
		if s.SendingAt == nil {
			delete(now, key)
		}
	}
	return now, err
}

// settlePush saves the channel's answers, one for each listing sent.
func (c *Connections) settlePush(ctx context.Context, id string, sent []store.DueListing, answers []error) error {
	var seen []ListingPush
	err := c.flow.store.Write(ctx, func(tx *store.Tx) error {
		seen = nil
		now, err := c.settling(ctx, tx, id, sent)
		if err != nil {
			return err
		}
		var save []store.ListingSync
		for i, l := range sent {
			s, ok := now[l.ID]
			if !ok {
				continue
			}
			p, err := c.settleOne(ctx, tx, l, &s, answers[i])
			if err != nil {
				return err
			}
			save = append(save, s)
			if p.OK || s.Failures > 0 {
				seen = append(seen, p)
			}
		}
		if len(save) > 0 && slices.Contains(answers, nil) {
			if err := allClear(ctx, tx, "publish:"+id, oms.EndsTelling.Said()); err != nil {
				return err
			}
		}
		return tx.SaveListingSyncs(ctx, save)
	})
	if err == nil && c.flow.ObservePush != nil {
		for _, p := range seen {
			c.flow.ObservePush(p)
		}
	}
	return err
}

// settleOne notes one answer, and tells of it.
func (c *Connections) settleOne(ctx context.Context, tx *store.Tx, l store.DueListing, s *store.ListingSync, why error) (ListingPush, error) {
	p := ListingPush{Channel: l.Channel, OK: why == nil}
	data := map[string]any{"sku": l.SKU, "channel": l.Channel, "quantity": *s.SentQuantity}
	if why != nil {
		unsent(s, why, tx.Now)
		if s.Failures == 0 {
			return p, nil
		}
		data["problem"], data["retry_at"], data["failures"] = s.Problem, s.RetryAt, s.Failures
		tx.Emit(ctx, oms.Event{Type: oms.ListingUnpushed, Subject: l.ID}, data)
		return p, c.tellOfListing(ctx, tx, l.Listing, s, why)
	}
	failed := s.Failures > 0
	p.Lag = confirmed(s, tx.Now)
	data["before"], data["lag_ms"] = l.ConfirmedQuantity, p.Lag.Milliseconds()
	tx.Emit(ctx, oms.Event{Type: oms.ListingPushed, Subject: l.ID}, data)
	if failed {
		if err := allClear(ctx, tx, "listing:"+l.ID, oms.EndsTaken.Said()); err != nil {
			return p, err
		}
	}
	return p, tx.ConfirmListing(ctx, l.ID, *s.SentQuantity)
}

// tellOfListing opens an exception for what the channel refuses for good, or
// has refused too often.
func (c *Connections) tellOfListing(ctx context.Context, tx *store.Tx, l oms.Listing, s *store.ListingSync, why error) error {
	if do, _ := connector.ReactionTo(why); do != connector.Reject && s.Failures < tellOfPush {
		return nil
	}
	return report(ctx, tx, oms.Exception{Kind: oms.ExceptionListing, Severity: oms.SeverityHigh, Subject: l.ID, Fingerprint: "listing:" + l.ID}.Saying(
		oms.SaysListing.With(oms.Facts{"channel": oms.FactText(l.Channel), "sku": oms.FactText(l.SKU), "why": oms.FactText(clip(s.Problem, 500))})))
}

// pushFailed does what the failure of a whole call says.
func (c *Connections) pushFailed(ctx context.Context, j jobs.Job[pushing], sent []store.DueListing, why error) error {
	if ctx.Err() != nil {
		return ctx.Err() // what is marked as being sent is sent again
	}
	id := j.Args.Connection
	do, after := connector.ReactionTo(why)
	note := unsent
	if do == connector.Reauth {
		note = func(s *store.ListingSync, _ error, _ time.Time) { givenBack(s) }
	}
	err := c.flow.store.Write(ctx, func(tx *store.Tx) error {
		now, err := c.settling(ctx, tx, id, sent)
		if err != nil {
			return err
		}
		var save []store.ListingSync
		for _, s := range now {
			note(&s, why, tx.Now)
			save = append(save, s)
		}
		if do == connector.Reject { // it will be refused until somebody has seen to it
			if err := tellOfPushing(ctx, tx, id, why); err != nil {
				return err
			}
		}
		return tx.SaveListingSyncs(ctx, save)
	})
	switch {
	case err != nil:
		return err
	case do == connector.Wait && after > 0:
		return jobs.Snooze(after)
	case do == connector.Wait:
		return jobs.Snooze(unsaidWait)
	case do == connector.Reauth:
		return c.refused(ctx, id, forPeople(why), func(tx *store.Tx) error { return j.Done(ctx, tx) })
	}
	return jobs.Retry(why, pushDelay(int64(j.Attempt)))
}

// pushDone ends a push and plans the next one. It tells whether there is more
// to send now, unless that is for the next job.
func (c *Connections) pushDone(ctx context.Context, j jobs.Job[pushing], enough bool) (more bool, err error) {
	id := j.Args.Connection
	err = c.flow.store.Write(ctx, func(tx *store.Tx) error {
		more = false
		if err := tx.LockConnections(ctx, []string{id}); err != nil {
			return err
		}
		next, err := tx.NextPush(ctx, id)
		if err != nil {
			return err
		}
		if more = next != nil && !next.After(tx.Now) && !enough; more {
			return nil
		}
		if err := j.Done(ctx, tx); err != nil || next == nil { // frees the key for the next one
			return err
		}
		later := pushOptions(id)
		later.RunAt = *next
		return pushKind.Insert(ctx, tx, pushing{id}, later)
	})
	return more, err
}

// pushDied tells a person that a channel could not be told for long. It is
// told on all the same, as soon as the listings are due.
func (c *Connections) pushDied(ctx context.Context, tx *store.Tx, j jobs.Job[pushing], cause error) error {
	return tellOfPushing(ctx, tx, j.Args.Connection, cause)
}

// tellOfPushing opens the exception about a connection that can't be told
// quantities; the next success resolves it.
func tellOfPushing(ctx context.Context, tx *store.Tx, id string, cause error) error {
	row, err := tx.Connection(ctx, id, false)
	if err != nil {
		return ignoreGone(err)
	}
	e := connectionTrouble(row, oms.SaysConnectionUntold, forPeople(cause))
	e.Fingerprint = "publish:" + row.ID
	return report(ctx, tx, e)
}
