package flow

import (
	"context"
	"maps"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// accountWait is how long a person who saves settings waits for the vendor to
// say whose they are.
const accountWait = 10 * time.Second

// whose asks the vendor whose account a connection is. It is "" when the vendor
// does not say so now: then the next poll asks, before it takes any order.
func whose(ctx context.Context, live connector.Connection) string {
	ctx, cancel := context.WithTimeout(connector.Urgent(ctx), accountWait)
	defer cancel()
	account, err := live.Ping(ctx)
	if err != nil {
		return ""
	}
	return account
}

// wouldBe asks the vendor whose account a connection would be after an edit. It
// returns the connection as it was when that was asked. Settings that are at
// fault ask nobody: the edit itself says what is wrong.
func (c *Connections) wouldBe(ctx context.Context, id string, in ConnectionInput) (was *store.Connection, account string, err error) {
	if in.Settings == nil {
		return nil, "", nil
	}
	row, err := read(ctx, c.flow, func(tx *store.Tx) (*store.Connection, error) { return tx.Connection(ctx, id, false) })
	if err != nil {
		return nil, "", err
	}
	d, err := c.driver(row.Driver)
	if err != nil {
		return nil, "", err
	}
	edited := *row
	live, err := c.apply(in, d, &edited)
	if err != nil {
		return row, "", nil
	}
	return row, whose(ctx, live), nil
}

func sameSettings(a, b *store.Connection) bool {
	return maps.Equal(a.Settings, b.Settings) && maps.Equal(a.Secrets, b.Secrets)
}

// known asks whose account a connection is that nobody could tell when its
// settings were saved, and notes the answer in row.
func (c *Connections) known(ctx context.Context, live connector.Connection, row *store.Connection) error {
	if row.AccountKnownAt != nil {
		return nil
	}
	account, err := live.Ping(ctx)
	if err != nil {
		return err
	}
	return c.settle(ctx, row, account)
}

// settle notes whose account a connection is, as it was asked with the settings
// in row, and reads row anew. Settings that were changed meanwhile are asked by
// the next poll.
func (c *Connections) settle(ctx context.Context, row *store.Connection, account string) error {
	if row.AccountKnownAt != nil || account == "" {
		return nil
	}
	_, err := c.change(ctx, row.ID, func(tx *store.Tx, now *store.Connection, _ connector.Driver) error {
		if !sameSettings(now, row) {
			return nil
		}
		return c.claim(ctx, tx, now, account)
	})
	if err != nil {
		return err
	}
	now, err := read(ctx, c.flow, func(tx *store.Tx) (*store.Connection, error) { return tx.Connection(ctx, row.ID, false) })
	if err == nil {
		*row = *now
	}
	return err
}

// claim notes that the settings in row are an account's; "" when that is not
// known yet. It refuses an account that another connection has, and another
// than the one that row has taken orders of: they could not be told apart.
func (c *Connections) claim(ctx context.Context, tx *store.Tx, row *store.Connection, account string) error {
	row.AccountKnownAt = nil
	if account == "" {
		return nil
	}
	if err := tx.LockCatalog(ctx); err != nil {
		return err
	}
	other, err := tx.ConnectionTo(ctx, row.Driver, account)
	if err != nil {
		return err
	}
	if other != nil && other.ID != row.ID {
		return c.connectedAs(ctx, tx, other)
	}
	if row.Account != "" && row.Account != account {
		if err := startAnew(ctx, tx, row); err != nil {
			return err
		}
	}
	row.Account, row.AccountKnownAt = account, &tx.Now
	return nil
}

// connectedAs refuses an account that another connection has.
func (c *Connections) connectedAs(ctx context.Context, tx *store.Tx, other *store.Connection) error {
	fed, err := c.fed(ctx, tx, other.ID)
	if err != nil {
		return err
	}
	if len(fed) == 0 {
		return oms.Errorf(oms.Conflict, "this account is connected already, as %s", other.Name)
	}
	codes := make([]string, len(fed))
	for i, ch := range fed {
		codes[i] = ch.Code
	}
	return oms.Errorf(oms.Conflict, "this account is connected already, as %s for channel %s", other.Name, strings.Join(codes, ", "))
}

// startAnew lets a connection go over to another account, whose orders are read
// from their beginning, unless it has taken orders.
func startAnew(ctx context.Context, tx *store.Tx, row *store.Connection) error {
	s, err := tx.Sync(ctx, row.ID)
	if err != nil {
		return err
	}
	if s.LastEventAt != nil {
		return oms.Errorf(oms.Conflict, "connection %s has taken orders of another account: connect this one by itself, or delete this connection first", row.Name)
	}
	s.Cursor = ""
	return tx.SaveSync(ctx, row.ID, s)
}
