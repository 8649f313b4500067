package flow

import (
	"context"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// polling are the arguments of a job that asks a connection for orders.
type polling struct {
	Connection string `json:"connection"`
}

// capturingAlone are the arguments of a job that captures one order which was
// refused in its page or webhook. As a dead letter a person edits them.
type capturingAlone struct {
	Connection string          `json:"connection"`
	Order      oms.OrderInput  `json:"order"`
	Raw        json.RawMessage `json:"raw,omitempty"` // as the vendor sent it
}

const (
	pollKind    jobs.Kind[polling]        = "connection.poll"
	captureKind jobs.Kind[capturingAlone] = "order.capture"
)

// pollTurn is how long one attempt reads pages before the next job of the
// connection's lane gets its turn.
const pollTurn = 2 * time.Minute

// unsaidWait is how long to leave a vendor alone that wants silence and does
// not say for how long.
const unsaidWait = 30 * time.Second

// PollNow asks a connection for news at once; while a poll is under way, which
// may have passed by what is asked for, as soon as that is done.
func (c *Connections) PollNow(ctx context.Context, id string) error {
	_, err := do(ctx, c.flow, func(tx *store.Tx) (string, error) {
		row, err := tx.Connection(ctx, id, true)
		if err != nil {
			return "", err
		}
		if row.Status != oms.ConnectionActive {
			return "", oms.Errorf(oms.Conflict, "the connection is %s: resume it first", row.Status)
		}
		if err := tx.AskPoll(ctx, id); err != nil {
			return "", err
		}
		return id, pollNow(ctx, tx, id)
	})
	return err
}

// pollNow queues a poll, or lets the one that is planned for later run now.
func pollNow(ctx context.Context, tx *store.Tx, id string) error {
	if err := jobs.Hasten(ctx, tx, "poll:"+id); err != nil {
		return err
	}
	return pollKind.Insert(ctx, tx, polling{id}, pollOptions(id))
}

// pollOptions has the polls of a connection in its lane, one at most.
func pollOptions(id string) jobs.Options {
	return jobs.Options{Lane: id, Yield: true, Unique: "poll:" + id}
}

// pollDue queues the polls that are due and have no job: after a crash, or a
// dead letter.
func (c *Connections) pollDue(ctx context.Context, tx *store.Tx) error {
	ids, err := tx.DueConnections(ctx)
	if err != nil {
		return err
	}
	items := make([]jobs.Item[polling], len(ids))
	for i, id := range ids {
		items[i] = jobs.Item[polling]{Args: polling{id}, Options: pollOptions(id)}
	}
	return pollKind.InsertMany(ctx, tx, items)
}

// poll is the job: it reads pages from where the last poll ended, captures
// each, and only then moves the cursor. A page that is read again after a
// crash changes nothing, since the same order is known.
func (c *Connections) poll(ctx context.Context, j jobs.Job[polling]) error {
	id := j.Args.Connection
	ctx = fromConnection(ctx, id, "poll")
	live, row, fed, err := c.open(ctx, id)
	if err != nil {
		return c.pollFailed(ctx, j, ignoreGone(err))
	}
	source, ok := live.(connector.OrderSource)
	if !ok || row.Status != oms.ConnectionActive {
		return nil
	}
	if err := c.known(ctx, live, row); err != nil {
		return c.unknown(ctx, j, err)
	}
	s, err := read(ctx, c.flow, func(tx *store.Tx) (ConnectionSync, error) { return tx.Sync(ctx, id) })
	if err != nil {
		return err
	}
	for end := c.flow.store.Now().Add(pollTurn); ; {
		page, err := source.Orders(ctx, s.Cursor)
		if err == nil && len(page.Orders) > 0 && row.AccountKnownAt == nil {
			return c.pollDone(ctx, j, s, row.UpdatedAt, c.every) // its first order came just now: whose it is can be asked
		}
		if err == nil {
			err = c.takePage(ctx, id, fed, page, &s)
		}
		if err != nil {
			return c.pollFailed(ctx, j, err)
		}
		if !page.More {
			return c.pollDone(ctx, j, s, row.UpdatedAt, c.every)
		}
		if c.flow.store.Now().After(end) {
			return c.pollDone(ctx, j, s, row.UpdatedAt, 0)
		}
	}
}

// takePage captures a page and moves the cursor behind it.
func (c *Connections) takePage(ctx context.Context, id string, fed []*oms.Channel, page connector.Page, s *ConnectionSync) error {
	refused, err := c.take(ctx, id, fed, page.Orders)
	if err != nil {
		return err
	}
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		if err := captureKind.InsertMany(ctx, tx, refused); err != nil {
			return err
		}
		s.Cursor, s.LastPollAt = page.Next, &tx.Now
		if err := tx.SaveCursor(ctx, id, *s); err != nil || len(page.Orders) == 0 {
			return err
		}
		return tx.NoteNews(ctx, id, lagOf(tx.Now, page.Orders))
	})
}

// pollDone ends a poll that has worked and plans the next one: at once where the
// connection was changed since it was read, or somebody asked for a poll, for
// they could not queue one beside this one.
func (c *Connections) pollDone(ctx context.Context, j jobs.Job[polling], s ConnectionSync, read time.Time, pause time.Duration) error {
	id := j.Args.Connection
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		row, err := tx.Connection(ctx, id, true)
		if err != nil {
			return ignoreGone(err)
		}
		planned, err := tx.Sync(ctx, id)
		if err != nil {
			return err
		}
		if asked := !sameInstant(planned.NextPollAt, s.NextPollAt); asked || !row.UpdatedAt.Equal(read) {
			pause = 0
		}
		news, err := tx.MarkConnection(ctx, id, "")
		if err != nil {
			return err
		}
		if news {
			if err := allClear(ctx, tx, "connection:"+id, oms.EndsWorks.Said()); err != nil {
				return err
			}
		}
		next := tx.Now.Add(pause)
		s.NextPollAt, s.LastPollAt = &next, &tx.Now
		if err := tx.SaveSync(ctx, id, s); err != nil {
			return err
		}
		if err := j.Done(ctx, tx); err != nil { // frees the key for the next one
			return err
		}
		later := pollOptions(id)
		later.RunAt = next
		return pollKind.Insert(ctx, tx, polling{id}, later)
	})
}

// pollFailed does what an error calls for.
func (c *Connections) pollFailed(ctx context.Context, j jobs.Job[polling], err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	id, why := j.Args.Connection, forPeople(err)
	reaction, after := connector.ReactionTo(err)
	switch {
	case reaction == connector.Wait && after > 0:
		return jobs.Snooze(after)
	case reaction == connector.Wait:
		return jobs.Snooze(unsaidWait)
	case reaction == connector.Reauth:
		return c.refused(ctx, id, why, func(tx *store.Tx) error { return j.Done(ctx, tx) })
	}
	if note := c.flow.store.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.MarkConnection(ctx, id, why)
		return err
	}); note != nil {
		return note
	}
	if reaction == connector.Reject || oms.CodeOf(err) != "" {
		return jobs.Reject(err)
	}
	return err
}

// unknown ends a poll of a connection whose account could not be asked for, or
// is none that it may have: then it rests, and takes no order.
func (c *Connections) unknown(ctx context.Context, j jobs.Job[polling], err error) error {
	if oms.CodeOf(err) != oms.Conflict {
		return c.pollFailed(ctx, j, err)
	}
	return c.rest(ctx, j.Args.Connection, forPeople(err), func(tx *store.Tx) error { return j.Done(ctx, tx) })
}

// pollDied tells a person of a poll that has failed for good. Polling goes on
// later all the same: nobody may miss orders because nobody looked.
func (c *Connections) pollDied(ctx context.Context, tx *store.Tx, j jobs.Job[polling], cause error) error {
	id := j.Args.Connection
	row, err := tx.Connection(ctx, id, false)
	if err != nil {
		return ignoreGone(err)
	}
	s, err := tx.Sync(ctx, id)
	if err != nil {
		return err
	}
	next := tx.Now.Add(15 * time.Minute)
	s.NextPollAt = &next
	if err := tx.SaveSync(ctx, id, s); err != nil {
		return err
	}
	if _, err := tx.MarkConnection(ctx, id, forPeople(cause)); err != nil {
		return err
	}
	return report(ctx, tx, connectionTrouble(row, oms.SaysConnectionUnread, forPeople(cause)))
}
