// Package connector says what a connector is: a Driver that declares a
// vendor's settings and limits, and a Connection that has whichever
// capabilities (OrderSource, WebhookReader, …) the vendor offers.
//
// A connector touches nothing of the world but its Env, keeps no state between
// calls but what it puts in Env.Keep, and may be made anew at any time.
package connector

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/field"
)

// Driver describes one vendor. It is a plain value; connectors/all lists them.
type Driver struct {
	ID     string          // the folder's name: shopify
	Name   string          // as the vendor writes it: Shopify
	Kind   Kind            // where it is listed
	Docs   string          // one paragraph for whoever connects an account
	Limits []Limit         // the rates that the vendor allows one account; at least one
	New    func() Settings // empty settings to bind

	// Pace reads from an answer for how long no call may be made that is not
	// urgent, or 0. It is for budgets that a vendor states inside the body;
	// Retry-After needs no Pace. Nil for most.
	Pace func(header http.Header, body []byte) time.Duration
}

// Kind groups drivers in lists.
type Kind string

// The kinds.
const (
	Channel Kind = "channel" // sells
)

// Limit is a rate that the vendor allows; the host keeps it per connection.
type Limit struct {
	Every time.Duration // one request each Every on average
	Burst int           // that many at once after a pause
}

// Settings are a driver's typed settings and know how to use them.
type Settings interface {
	// Fields declares the settings, bound to the receiver.
	Fields() []field.Field
	// Connect makes a connection of settings that are bound. It makes no call.
	Connect(Env) (Connection, error)
}

// Env is all that a connector may touch of the world.
type Env struct {
	HTTP Doer // limited, retried, measured, redacted by the host
	Now  func() time.Time
	Log  *slog.Logger
	Keep Keep
}

// Doer sends a request; an *http.Client is one. The host's honors the
// request's context, repeats what is Repeatable, and never follows a redirect.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Keep is a small durable memory of one connection, for what is learned from
// the vendor and costs a call to learn again.
type Keep interface {
	// Get returns the value under key, or "" when there is none.
	Get(ctx context.Context, key string) (string, error)
	// Put stores value under key; "" forgets it.
	Put(ctx context.Context, key, value string) error
}

// Connection is a live account at a vendor.
type Connection interface {
	// Ping proves that the credentials work and are wide enough, and returns
	// whose they are: what the vendor itself tells this account from all others
	// by, which stays when credentials, names and settings change. It is at most
	// 200 characters, and "" while the vendor can't tell, which it can once the
	// account has an order that Orders lists.
	Ping(context.Context) (account string, err error)
}

// Open binds values to new settings of d and connects. Faults in the values
// come back as field.Faults.
func Open(d Driver, values map[string]string, env Env) (Connection, error) {
	s := d.New()
	if err := field.Bind(s.Fields(), values); err != nil {
		return nil, err
	}
	return s.Connect(env)
}
