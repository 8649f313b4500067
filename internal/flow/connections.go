package flow

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Vendors opens connections to vendors; the host does.
type Vendors interface {
	// Connect makes a connection of its settings and opened secrets, and calls
	// nobody. Faults in them come back as field.Faults.
	Connect(c oms.Connection, d connector.Driver, secrets map[string]string) (connector.Connection, error)
	// Forget drops what is remembered of an account's limits.
	Forget(connectionID string)
}

// Connections are the accounts at vendors: their settings, the orders that
// come from them by webhook and by poll, and what their channels are told.
type Connections struct {
	flow    *Flow
	sealer  Sealer
	vendors Vendors
	drivers []connector.Driver
	every   time.Duration

	mu    sync.Mutex
	noted map[string]time.Time // when news by webhook was last written down
}

// NewConnections makes the connections and registers their jobs with the
// queue. Connections that can list orders are polled every so often; a minute
// when zero.
func (f *Flow) NewConnections(q *jobs.Queue, sealer Sealer, vendors Vendors, drivers []connector.Driver, every time.Duration) *Connections {
	if every == 0 {
		every = time.Minute
	}
	c := &Connections{flow: f, sealer: sealer, vendors: vendors, drivers: drivers, every: every, noted: map[string]time.Time{}}
	jobs.Register(q, pollKind, c.poll, jobs.Within[polling](5*time.Minute), jobs.OnDeath(c.pollDied),
		jobs.Delays[polling](5*time.Second, 30*time.Second, 2*time.Minute, 10*time.Minute, 15*time.Minute))
	jobs.Register(q, captureKind, c.captureAlone, jobs.OnDeath(c.captureDied))
	jobs.Register(q, pushKind, c.push, jobs.OnDeath(c.pushDied))
	jobs.Register(q, reconcileKind, c.reconcile)
	jobs.Register(q, tellKind, c.tell, jobs.OnDeath(c.tellDied), jobs.Delays[telling](pushDelays...))
	q.Schedule(jobs.Schedule{Name: "connections.publish", Every: 15 * time.Second, Do: c.publishDue})
	q.Schedule(jobs.Schedule{Name: "connections.poll", Every: time.Minute, Do: c.pollDue})
	return c
}

// ConnectionInput describes a connection; nil leaves a field as it is.
type ConnectionInput struct {
	Driver   string            `json:"driver,omitempty" doc:"The id of the vendor's driver; it never changes" example:"shopify" maxLength:"64"`
	Name     *string           `json:"name,omitempty" doc:"The vendor's name when absent" example:"Main shop" maxLength:"300"`
	Channel  string            `json:"channel,omitempty" doc:"Code of the channel that its orders belong to, made where it does not exist. Required to connect a shop" example:"web" maxLength:"64"`
	Settings map[string]string `json:"settings,omitempty" doc:"The driver's settings by name, secrets included. One that is absent stays as it is, an empty one is removed"`
	Version  *int64            `json:"-"` // of an edit: ConnectionVersion as the caller saw it; nil for any
}

// ConnectionVersion tells one state of a connection from the next.
func ConnectionVersion(c oms.Connection) int64 { return c.UpdatedAt.UnixMicro() }

// ConnectionView is a connection as people may see it: without its secrets.
type ConnectionView struct {
	oms.Connection
	DriverName   string
	SecretsSet   []string // names of the secrets that have a value
	Capabilities []string // what the vendor's account can do here
	Channels     []string // codes of the channels that it feeds
	Sync         ConnectionSync
	Publish      PublishBacklog // how far its channels know what they must
}

// ConnectionSync is how fresh a connection is.
type ConnectionSync = store.ConnectionSync

// PublishBacklog is how far the channels of a connection know what they must.
type PublishBacklog = store.PublishBacklog

// DriverView is a vendor that can be connected, with the form of its settings.
type DriverView struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Kind   connector.Kind `json:"kind"`
	Docs   string         `json:"docs"`
	Fields []field.Field  `json:"fields"`
}

// Drivers lists the vendors that can be connected.
func (c *Connections) Drivers() []DriverView {
	out := make([]DriverView, len(c.drivers))
	for i, d := range c.drivers {
		out[i] = DriverView{d.ID, d.Name, d.Kind, d.Docs, d.New().Fields()}
	}
	return out
}

func (c *Connections) driver(id string) (connector.Driver, error) {
	i := slices.IndexFunc(c.drivers, func(d connector.Driver) bool { return d.ID == id })
	if i < 0 {
		return connector.Driver{}, oms.InvalidField("driver", "must be one of those that can be connected, not %.100q", id)
	}
	return c.drivers[i], nil
}

// Create connects an account. Its settings are checked here, and so is that it
// is not connected already, where the vendor says at once whose it is; Test
// tells whether the vendor accepts them.
func (c *Connections) Create(ctx context.Context, in ConnectionInput) (ConnectionView, error) {
	d, err := c.driver(in.Driver)
	if err != nil {
		return ConnectionView{}, err
	}
	if d.Kind == connector.Channel && in.Channel == "" {
		return ConnectionView{}, oms.InvalidField("channel", "is required: the orders of %s must belong to one", d.Name)
	}
	row := &store.Connection{Connection: oms.Connection{ID: store.NewID(oms.PrefixConnection), Driver: d.ID, Name: d.Name, Status: oms.ConnectionActive}}
	live, err := c.apply(in, d, row)
	if err != nil {
		return ConnectionView{}, err
	}
	account := whose(ctx, live)
	return do(ctx, c.flow, func(tx *store.Tx) (ConnectionView, error) {
		row.CreatedAt, row.UpdatedAt = tx.Now, tx.Now
		if err := c.claim(ctx, tx, row, account); err != nil {
			return ConnectionView{}, err
		}
		emitChange(ctx, tx, "connection", row.ID, row.Name, nil, connectionFacts(row))
		if err := tx.SaveConnection(ctx, row); err != nil {
			return ConnectionView{}, err
		}
		if err := c.feed(ctx, tx, row, d, in.Channel); err != nil {
			return ConnectionView{}, err
		}
		if err := c.begin(ctx, tx, row.ID, live); err != nil {
			return ConnectionView{}, err
		}
		return c.view(ctx, tx, row)
	})
}

// Update changes a connection. New settings may be what the vendor's refusal
// asked for, so they end it. They may not be those of another account once the
// connection has taken orders.
func (c *Connections) Update(ctx context.Context, id string, in ConnectionInput) (ConnectionView, error) {
	asked, account, err := c.wouldBe(ctx, id, in)
	if err != nil {
		return ConnectionView{}, err
	}
	return c.change(ctx, id, func(tx *store.Tx, row *store.Connection, d connector.Driver) error {
		if in.Version != nil && *in.Version != ConnectionVersion(row.Connection) {
			return oms.Errorf(oms.Stale, "connection %s was changed meanwhile: read it again", row.Name)
		}
		if in.Driver != "" && in.Driver != row.Driver {
			return oms.InvalidField("driver", "never changes: make another connection")
		}
		if in.Settings != nil && !sameSettings(row, asked) {
			return oms.Errorf(oms.Stale, "connection %s was changed meanwhile: read it again", row.Name)
		}
		live, err := c.apply(in, d, row)
		if err != nil {
			return err
		}
		if err := c.feed(ctx, tx, row, d, in.Channel); err != nil || in.Settings == nil {
			return err
		}
		if err := c.claim(ctx, tx, row, account); err != nil {
			return err
		}
		tx.OnCommit(func() { c.vendors.Forget(id) })
		if row.Status == oms.ConnectionPaused {
			return nil
		}
		return c.resume(ctx, tx, row, live, oms.EndsSettings.Said())
	})
}

// Pause stops polling; news by webhook waits for the next poll.
func (c *Connections) Pause(ctx context.Context, id string) (ConnectionView, error) {
	return c.change(ctx, id, func(_ *store.Tx, row *store.Connection, _ connector.Driver) error {
		row.Status, row.Problem = oms.ConnectionPaused, ""
		return nil
	})
}

// Resume lets a paused or refused connection work again, at once.
func (c *Connections) Resume(ctx context.Context, id string) (ConnectionView, error) {
	return c.change(ctx, id, func(tx *store.Tx, row *store.Connection, d connector.Driver) error {
		live, err := c.connect(row, d)
		if err != nil {
			return err
		}
		return c.resume(ctx, tx, row, live, oms.EndsResumed.Said())
	})
}

// Delete forgets an account. Its channel and its orders stay.
func (c *Connections) Delete(ctx context.Context, id string) error {
	_, err := do(ctx, c.flow, func(tx *store.Tx) (string, error) {
		row, err := tx.Connection(ctx, id, true)
		if err != nil {
			return "", err
		}
		fed, err := c.fed(ctx, tx, id)
		if err != nil {
			return "", err
		}
		for _, ch := range fed {
			was := *ch
			ch.ConnectionID = ""
			if err := saveChannel(ctx, tx, channelFields(&was), ch); err != nil {
				return "", err
			}
		}
		if err := allClear(ctx, tx, "connection:"+id, oms.EndsNoConn.Said()); err != nil {
			return "", err
		}
		tx.Emit(ctx, oms.Event{Type: "connection.deleted", Subject: id}, map[string]any{"code": row.Name, "before": connectionFacts(row)})
		tx.OnCommit(func() { c.vendors.Forget(id) })
		return id, tx.DeleteConnection(ctx, id)
	})
	return err
}

// Get returns one connection.
func (c *Connections) Get(ctx context.Context, id string) (ConnectionView, error) {
	return read(ctx, c.flow, func(tx *store.Tx) (ConnectionView, error) {
		row, err := tx.Connection(ctx, id, false)
		if err != nil {
			return ConnectionView{}, err
		}
		return c.view(ctx, tx, row)
	})
}

// List returns all connections.
func (c *Connections) List(ctx context.Context) ([]ConnectionView, error) {
	return read(ctx, c.flow, func(tx *store.Tx) ([]ConnectionView, error) {
		all, err := tx.Connections(ctx)
		if err != nil {
			return nil, err
		}
		out := make([]ConnectionView, len(all))
		for i := range all {
			if out[i], err = c.view(ctx, tx, &all[i]); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

// change lets f change a locked connection and records the difference.
func (c *Connections) change(ctx context.Context, id string, f func(*store.Tx, *store.Connection, connector.Driver) error) (ConnectionView, error) {
	return do(ctx, c.flow, func(tx *store.Tx) (ConnectionView, error) {
		row, err := tx.Connection(ctx, id, true)
		if err != nil {
			return ConnectionView{}, err
		}
		d, err := c.driver(row.Driver)
		if err != nil {
			return ConnectionView{}, err
		}
		before, secrets := connectionFacts(row), maps.Clone(row.Secrets)
		if err := f(tx, row, d); err != nil {
			return ConnectionView{}, err
		}
		if after := connectionFacts(row); !same(before, after) || !maps.Equal(secrets, row.Secrets) {
			emitChange(ctx, tx, "connection", id, row.Name, before, after)
			row.UpdatedAt = tx.Now
		}
		if err := tx.SaveConnection(ctx, row); err != nil {
			return ConnectionView{}, err
		}
		return c.view(ctx, tx, row)
	})
}

// apply puts what was entered into row, secrets sealed, and connects with it.
func (c *Connections) apply(in ConnectionInput, d connector.Driver, row *store.Connection) (connector.Connection, error) {
	set(&row.Name, in.Name)
	if errs := checkCode("name", row.Name, 300); errs != nil {
		return nil, oms.InvalidFields("the connection", errs)
	}
	settings, sealed := map[string]string{}, map[string]string{}
	maps.Copy(settings, row.Settings)
	maps.Copy(sealed, row.Secrets)
	secret := field.Secrets(d.New().Fields())
	for name, value := range in.Settings {
		if errs := checkText("settings."+name, value, 10000); errs != nil {
			return nil, oms.InvalidFields("the connection", errs)
		}
		switch {
		case !slices.Contains(secret, name) && value == "":
			delete(settings, name)
		case !slices.Contains(secret, name):
			settings[name] = value
		case value == "":
			delete(sealed, name)
		default:
			sealed[name] = c.sealer.Seal(row.ID, name, value)
		}
	}
	row.Settings, row.Secrets = settings, sealed
	return c.connect(row, d)
}

// connect opens the secrets and makes the connection live; no call is made.
func (c *Connections) connect(row *store.Connection, d connector.Driver) (connector.Connection, error) {
	secrets := make(map[string]string, len(row.Secrets))
	for name, sealed := range row.Secrets {
		secret, err := c.sealer.Open(row.ID, name, sealed)
		if err != nil {
			return nil, oms.Errorf(oms.Conflict, "the secret %s can't be opened: enter it again (%v)", name, err)
		}
		secrets[name] = secret
	}
	live, err := c.vendors.Connect(row.Connection, d, secrets)
	var faults field.Faults
	if errors.As(err, &faults) {
		errs := make([]oms.FieldError, len(faults))
		for i, f := range faults {
			errs[i] = oms.FaultAt("settings."+f.Name, "%v", f.Err)
		}
		return nil, oms.InvalidFields("the connection", errs)
	}
	return live, err
}

// view adds to a connection what people want to know of it.
func (c *Connections) view(ctx context.Context, tx *store.Tx, row *store.Connection) (ConnectionView, error) {
	v := ConnectionView{Connection: row.Connection, SecretsSet: slices.Sorted(maps.Keys(row.Secrets))}
	var err error
	if v.Sync, err = tx.Sync(ctx, row.ID); err != nil {
		return v, err
	}
	if v.Publish, err = tx.PublishBacklogOf(ctx, row.ID); err != nil {
		return v, err
	}
	fed, err := c.fed(ctx, tx, row.ID)
	if err != nil {
		return v, err
	}
	for _, ch := range fed {
		v.Channels = append(v.Channels, ch.Code)
	}
	d, err := c.driver(row.Driver)
	if err != nil { // a driver that this program no longer has
		v.Problem = "this program has no driver " + row.Driver
		return v, nil
	}
	v.DriverName = d.Name
	live, err := c.connect(row, d)
	if err != nil {
		v.Problem = clip(err.Error(), 500)
		return v, nil
	}
	v.Capabilities = connector.Capabilities(live)
	return v, nil
}

// connectionFacts is what the log may say of a connection: of secrets, their
// names alone.
func connectionFacts(row *store.Connection) map[string]any {
	return map[string]any{"driver": row.Driver, "account": row.Account, "name": row.Name, "status": row.Status, "problem": row.Problem, "settings": row.Settings,
		"secrets": slices.Sorted(maps.Keys(row.Secrets))}
}
