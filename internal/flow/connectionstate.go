package flow

import (
	"context"
	"errors"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// fed returns the channels that a connection feeds, by code.
func (c *Connections) fed(ctx context.Context, tx *store.Tx, id string) ([]*oms.Channel, error) {
	all, err := tx.Channels(ctx)
	var out []*oms.Channel
	for i := range all {
		if all[i].ConnectionID == id {
			out = append(out, &all[i])
		}
	}
	return out, err
}

// feed makes a connection the source of a channel, which is made where it
// does not exist.
func (c *Connections) feed(ctx context.Context, tx *store.Tx, row *store.Connection, d connector.Driver, code string) error {
	if code == "" {
		return nil
	}
	if err := oms.InvalidFields("the connection", checkCode("channel", code, maxCode)); err != nil {
		return err
	}
	if err := tx.LockCatalog(ctx); err != nil {
		return err
	}
	found, err := tx.ChannelsByCode(ctx, []string{code})
	if err != nil {
		return err
	}
	ch := found[code]
	if ch == nil {
		return saveChannel(ctx, tx, nil, &oms.Channel{Code: code, Name: row.Name, Kind: d.ID, ConnectionID: row.ID, Active: true})
	}
	if ch.ConnectionID == row.ID {
		return nil
	}
	if ch.ConnectionID != "" {
		return oms.Errorf(oms.Conflict, "channel %s is fed by another connection", code)
	}
	was := *ch
	ch.ConnectionID = row.ID
	return saveChannel(ctx, tx, channelFields(&was), ch)
}

// begin plans the first poll of a connection that can list orders.
func (c *Connections) begin(ctx context.Context, tx *store.Tx, id string, live connector.Connection) error {
	s, err := tx.Sync(ctx, id)
	if err != nil {
		return err
	}
	if _, ok := live.(connector.OrderSource); !ok {
		s.NextPollAt = nil
		return tx.SaveSync(ctx, id, s)
	}
	next := tx.Now.Add(c.every) // should this poll get lost
	s.NextPollAt = &next
	if err := tx.SaveSync(ctx, id, s); err != nil {
		return err
	}
	return pollNow(ctx, tx, id)
}

// resume makes a connection active, with a clean slate and a poll at once.
func (c *Connections) resume(ctx context.Context, tx *store.Tx, row *store.Connection, live connector.Connection, why oms.Said) error {
	row.Status, row.Problem = oms.ConnectionActive, ""
	if err := allClear(ctx, tx, "connection:"+row.ID, why); err != nil {
		return err
	}
	if err := c.goOnTelling(ctx, tx, row.ID, live); err != nil {
		return err
	}
	return c.begin(ctx, tx, row.ID, live)
}

// goOnTelling queues what was left to tell while a connection rested.
func (c *Connections) goOnTelling(ctx context.Context, tx *store.Tx, id string, live connector.Connection) error {
	if _, ok := live.(connector.StockSink); ok {
		if err := pushNow(ctx, tx, id); err != nil {
			return err
		}
	}
	return tellOpen(ctx, tx, id)
}

// TestResult is what a vendor said when it was asked whether a connection
// works.
type TestResult struct {
	OK      bool          `json:"ok"`
	Message string        `json:"message,omitempty" doc:"What is wrong"`
	Took    time.Duration `json:"-"`
}

// Test asks the vendor whether the credentials work. A connection that was
// refused before and is welcome now works again at once.
func (c *Connections) Test(ctx context.Context, id string) (TestResult, error) {
	live, row, _, err := c.open(ctx, id)
	if err != nil {
		return TestResult{}, err
	}
	start := c.flow.store.Now()
	account, err := live.Ping(ctx)
	took := c.flow.store.Now().Sub(start)
	if err == nil {
		err = c.settle(ctx, row, account)
	}
	result := TestResult{OK: err == nil, Took: took}
	if err != nil {
		result.Message = forPeople(err)
		if do, _ := connector.ReactionTo(err); do == connector.Reauth && row.Status == oms.ConnectionActive {
			return result, c.refused(ctx, id, result.Message, nil)
		}
		if oms.CodeOf(err) == oms.Conflict {
			return result, c.rest(ctx, id, result.Message, nil)
		}
		return result, nil
	}
	if row.Status == oms.ConnectionReauth {
		_, err = c.Resume(ctx, id)
	}
	return result, err
}

// Subscribe asks the vendor to deliver webhooks to callback, an https URL of
// this installation. Doing it again changes nothing.
func (c *Connections) Subscribe(ctx context.Context, id, callback string) error {
	live, _, _, err := c.open(ctx, id)
	if err != nil {
		return err
	}
	r, ok := live.(connector.WebhookRegistrar)
	if !ok {
		return oms.Errorf(oms.Conflict, "this vendor can't be asked for webhooks: set %s up there", callback)
	}
	if err := r.Subscribe(ctx, callback); err != nil {
		return oms.Errorf(oms.Conflict, "the vendor refused: %s", forPeople(err))
	}
	return nil
}

// open reads a connection and makes it live.
func (c *Connections) open(ctx context.Context, id string) (live connector.Connection, row *store.Connection, fed []*oms.Channel, err error) {
	err = c.flow.store.Read(ctx, func(tx *store.Tx) (err error) {
		if row, err = tx.Connection(ctx, id, false); err != nil {
			return err
		}
		fed, err = c.fed(ctx, tx, id)
		return err
	})
	if err != nil {
		return nil, nil, nil, err
	}
	d, err := c.driver(row.Driver)
	if err != nil {
		return nil, nil, nil, err
	}
	live, err = c.connect(row, d)
	return live, row, fed, err
}

// refused notes that the vendor doesn't accept the credentials: the connection
// rests until a person has seen to it. also joins the transaction.
func (c *Connections) refused(ctx context.Context, id, why string, also func(*store.Tx) error) error {
	return c.stop(ctx, id, oms.ConnectionReauth, oms.SaysConnectionRefused, why, also)
}

// rest pauses a connection whose account is none that it may have. also joins
// the transaction.
func (c *Connections) rest(ctx context.Context, id, why string, also func(*store.Tx) error) error {
	return c.stop(ctx, id, oms.ConnectionPaused, oms.SaysConnectionAccount, why, also)
}

func (c *Connections) stop(ctx context.Context, id string, to oms.ConnectionStatus, says oms.Sentence, why string, also func(*store.Tx) error) error {
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		row, err := tx.Connection(ctx, id, true)
		if err != nil {
			return ignoreGone(err)
		}
		before := connectionFacts(row)
		row.Status, row.Problem, row.UpdatedAt = to, why, tx.Now
		emitChange(ctx, tx, "connection", id, row.Name, before, connectionFacts(row))
		if err := tx.SaveConnection(ctx, row); err != nil {
			return err
		}
		if err := report(ctx, tx, connectionTrouble(row, says, why)); err != nil || also == nil {
			return err
		}
		return also(tx)
	})
}

func connectionTrouble(row *store.Connection, says oms.Sentence, why string) oms.Exception {
	return oms.Exception{Kind: oms.ExceptionConnection, Severity: oms.SeverityHigh, Subject: row.ID, Fingerprint: "connection:" + row.ID}.Saying(
		says.With(oms.Facts{"name": oms.FactText(row.Name), "driver": oms.FactText(row.Driver), "why": oms.FactText(why)}))
}

// forPeople is what a vendor's refusal says to people, without its chain.
func forPeople(err error) string {
	var refusal *connector.Error
	if errors.As(err, &refusal) && refusal.Message != "" {
		return clip(refusal.Message, 500)
	}
	return clip(err.Error(), 500)
}
