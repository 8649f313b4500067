// Package host builds the environment that a connector lives in: an HTTP
// chain that limits, repeats, measures and redacts its calls and reaches no
// private address, a clock, a log, a memory; and it seals the secrets of
// connections for storage.
package host

import (
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/oms"
)

// Options configure a Host. The zero value of each is usable but for Keep.
type Options struct {
	Now         func() time.Time                         // time.Now
	Log         *slog.Logger                             // slog.Default
	Keep        func(connectionID string) connector.Keep // the durable memory of a connection
	Metrics     Metrics                                  // nil: nothing is measured
	Recorder    Recorder                                 // nil: nothing is recorded
	MaxResponse int64                                    // bytes of one answer; 32 MiB
	Timeout     time.Duration                            // of one call with its repetitions; 90 s

	// AllowPrivate lets connectors call loopback, link-local and private
	// addresses, and plain http. For the demo and tests: a connection's
	// settings name hosts, and whoever edits them must not reach what only
	// this machine can.
	AllowPrivate bool
	// Reroute sends the calls for a host to a base address instead: the demo's
	// simulated shops.
	Reroute map[string]*url.URL
}

// Metrics measures calls.
type Metrics interface {
	// VendorCall is told of each attempt; status is 0 when none came.
	VendorCall(driver string, status int, took time.Duration)
}

// Recorder is given every exchange with a vendor, to look at when something
// is odd. The bodies hold personal data: it is for people who turned it on.
type Recorder interface {
	Record(Exchange)
}

// Exchange is one attempt. Headers, which carry credentials, are left out.
type Exchange struct {
	ConnectionID    string
	At              time.Time
	Method, Host    string
	Path            string // without the query
	Request, Answer []byte
	Status          int // 0 when no answer came
	Took            time.Duration
	Err             error
}

// Host makes environments. One serves the whole process: the limits of a
// connection hold over all environments made for it.
type Host struct {
	Options
	base http.RoundTripper

	mu    sync.Mutex
	lines map[string]*line
}

// New makes a Host.
func New(o Options) *Host {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.MaxResponse == 0 {
		o.MaxResponse = 32 << 20
	}
	if o.Timeout == 0 {
		o.Timeout = 90 * time.Second
	}
	return &Host{Options: o, base: transport(o.AllowPrivate), lines: map[string]*line{}}
}

// Env is the environment of one connection.
func (h *Host) Env(c oms.Connection, d connector.Driver) connector.Env {
	return connector.Env{
		HTTP: h.line(c.ID, d),
		Now:  h.Now,
		Log:  h.Log.With("connection", c.ID, "driver", d.ID),
		Keep: h.Keep(c.ID),
	}
}

// Connect opens a connection with its settings and its secrets, opened
// already. Faults in the settings come back as field.Faults.
func (h *Host) Connect(c oms.Connection, d connector.Driver, secrets map[string]string) (connector.Connection, error) {
	values := maps.Clone(c.Settings)
	if values == nil {
		values = map[string]string{}
	}
	maps.Copy(values, secrets)
	return connector.Open(d, values, h.Env(c, d))
}

// Forget drops what is known of a connection's limits, when it is deleted or
// its account has changed.
func (h *Host) Forget(connectionID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.lines, connectionID)
}

func (h *Host) line(id string, d connector.Driver) *line {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := h.lines[id]
	if l == nil {
		l = h.newLine(id, d)
		h.lines[id] = l
	}
	return l
}
