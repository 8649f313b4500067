package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/field"
	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// maxHookBody bounds what a vendor sends: an order with a thousand lines.
const maxHookBody = 4 << 20

// connectionView is the account at a vendor, without its secrets.
type connectionView struct {
	ID           string            `json:"id" example:"con_01kd3ht2yre1asz3dgf0ma94w5"`
	Driver       string            `json:"driver" example:"shopify"`
	DriverName   string            `json:"driver_name" example:"Shopify"`
	Name         string            `json:"name" example:"Main shop"`
	Account      string            `json:"account,omitempty" doc:"Who the account is, in the vendor's words; absent until the vendor has said it. No account is connected twice" example:"548380009"`
	Status       string            `json:"status" enum:"active,paused,reauth" doc:"reauth: the vendor refuses the credentials" example:"active"`
	Problem      string            `json:"problem,omitempty" example:"the token was revoked"`
	Settings     map[string]string `json:"settings" doc:"All that is not secret"`
	SecretsSet   []string          `json:"secrets_set" doc:"Names of the secrets that have a value" example:"token"`
	Capabilities []string          `json:"capabilities" doc:"What the account can do here" example:"orders"`
	Channels     []string          `json:"channels" doc:"Codes of the channels that it feeds" example:"web"`
	WebhookPath  string            `json:"webhook_path" doc:"Where the vendor is to send its webhooks" example:"/api/v1/connections/con_01kd3ht2yre1asz3dgf0ma94w5/webhook"`
	Sync         syncView          `json:"sync"`
	Publish      publishView       `json:"publish" doc:"How far its channels know what they must"`
	CreatedAt    time.Time         `json:"created_at"`
	UpdatedAt    time.Time         `json:"updated_at"`

	version int64
}

// syncView is how fresh a connection is.
type syncView struct {
	NextPollAt  *time.Time `json:"next_poll_at" doc:"null when it is not polled"`
	LastPollAt  *time.Time `json:"last_poll_at" doc:"When a poll last succeeded"`
	LastEventAt *time.Time `json:"last_event_at" doc:"When news last came, by poll or webhook"`
	LagSeconds  float64    `json:"lag_seconds" doc:"How old that news was" example:"1.5"`
}

func (v *connectionView) atVersion() int64 { return v.version }
func (v *connectionView) location() string { return Prefix + "/connections/" + v.ID }

func connectionViewOf(c flow.ConnectionView) *connectionView {
	settings := c.Settings
	if settings == nil {
		settings = map[string]string{}
	}
	return &connectionView{ID: c.ID, Driver: c.Driver, DriverName: c.DriverName, Name: c.Name, Account: c.Account, Status: string(c.Status), Problem: c.Problem,
		Settings: settings, SecretsSet: orEmpty(c.SecretsSet), Capabilities: orEmpty(c.Capabilities), Channels: orEmpty(c.Channels),
		WebhookPath: Prefix + "/connections/" + c.ID + "/webhook",
		Sync:        syncView{NextPollAt: c.Sync.NextPollAt, LastPollAt: c.Sync.LastPollAt, LastEventAt: c.Sync.LastEventAt, LagSeconds: c.Sync.Lag.Seconds()}, Publish: publishViewOf(c.Publish),
		CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, version: flow.ConnectionVersion(c.Connection)}
}

// publishView is how far the channels of a connection know what can be sold
// and what has left.
type publishView struct {
	Listings   map[string]int64 `json:"listings" doc:"How many listings are in each state: in_sync, pending, sending, failed, drifted, paused"`
	Notices    map[string]int64 `json:"notices" doc:"How many shipments and cancellations are in each state: pending, sending, told, failed"`
	DirtySince *time.Time       `json:"dirty_since" doc:"Since when the oldest quantity that a channel may show is old; null when none is"`
}

func publishViewOf(b flow.PublishBacklog) publishView {
	v := publishView{Listings: map[string]int64{}, Notices: map[string]int64{}, DirtySince: b.Oldest}
	for s, n := range b.Listings {
		if s != oms.ListingUntold {
			v.Listings[string(s)] = n
		}
	}
	for s, n := range b.Notices {
		v.Notices[string(s)] = n
	}
	return v
}

// driverView is a vendor that can be connected, with the form of its settings.
type driverView struct {
	ID     string        `json:"id" example:"shopify"`
	Name   string        `json:"name" example:"Shopify"`
	Kind   string        `json:"kind" example:"channel"`
	Docs   string        `json:"docs" example:"Takes orders from a shop."`
	Fields []field.Field `json:"fields" doc:"The form to ask for the settings"`
}

func driverViewOf(d *flow.DriverView) driverView {
	return driverView{ID: d.ID, Name: d.Name, Kind: string(d.Kind), Docs: d.Docs, Fields: orEmpty(d.Fields)}
}

// testView is what a vendor said when it was asked whether a connection works.
type testView struct {
	OK      bool   `json:"ok"`
	Message string `json:"message,omitempty" doc:"What is wrong" example:"the token was revoked"`
	TookMS  int64  `json:"took_ms" example:"120"`
}

func (a *API) connectionOperations() {
	c := a.connections
	const tag, path = "Connections", "/connections/{id}"
	read(a, operation{id: "list-drivers", path: "/drivers", tag: tag, may: auth.ChannelsRead, summary: "Vendors that can be connected", doc: "Each with the form of its settings."},
		func(context.Context, *struct{}) (list[driverView], error) {
			return list[driverView]{Items: views(c.Drivers(), driverViewOf)}, nil
		})
	write(a, operation{id: "create-connection", method: http.MethodPost, path: "/connections", tag: tag, may: auth.ChannelsWrite, status: http.StatusCreated,
		summary: "Connect an account", doc: "The settings are those of the driver's form; secrets are encrypted and never shown again.",
		request: map[string]any{"driver": "shopify", "name": "Main shop", "channel": "web", "settings": map[string]any{"shop": "example.myshopify.com", "token": "…"}}},
		func(ctx context.Context, in *add[flow.ConnectionInput]) (flow.ConnectionView, error) {
			return c.Create(ctx, in.Body)
		}, connectionViewOf)
	read(a, operation{id: "list-connections", path: "/connections", tag: tag, may: auth.ChannelsRead, summary: "List connections"},
		func(ctx context.Context, _ *struct{}) (list[*connectionView], error) {
			all, err := c.List(ctx)
			return list[*connectionView]{Items: views(all, func(v *flow.ConnectionView) *connectionView { return connectionViewOf(*v) })}, err
		})
	read(a, operation{id: "get-connection", path: path, tag: tag, may: auth.ChannelsRead, summary: "Read a connection"},
		func(ctx context.Context, in *IDParam) (*connectionView, error) {
			v, err := c.Get(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return connectionViewOf(v), nil
		})
	write(a, operation{id: "edit-connection", method: http.MethodPatch, path: path, tag: tag, may: auth.ChannelsWrite, versioned: true, summary: "Edit a connection",
		doc: "A setting that is absent stays as it is, an empty one is removed.", request: map[string]any{"settings": map[string]any{"token": "…"}}},
		func(ctx context.Context, in *matched[flow.ConnectionInput]) (_ flow.ConnectionView, err error) {
			if in.Body.Version, err = in.version(); err != nil {
				return flow.ConnectionView{}, err
			}
			return c.Update(ctx, in.ID, in.Body)
		}, connectionViewOf)
	write(a, operation{id: "delete-connection", method: http.MethodDelete, path: path, tag: tag, may: auth.ChannelsWrite, status: http.StatusNoContent,
		summary: "Delete a connection", doc: "Its channels and orders stay."},
		func(ctx context.Context, in *IDParam) (none, error) { return none{}, c.Delete(ctx, in.ID) }, asIs)
	a.connectionVerbs()
	a.publishOperations()
}

func (a *API) connectionVerbs() {
	c := a.connections
	const tag, path = "Connections", "/connections/{id}"
	for _, v := range []struct {
		name, summary string
		verb          func(context.Context, string) (flow.ConnectionView, error)
	}{
		{"pause", "Pause a connection", c.Pause},
		{"resume", "Let a connection work again", c.Resume},
	} {
		write(a, operation{id: v.name + "-connection", method: http.MethodPost, path: path + "/" + v.name, tag: tag, may: auth.ChannelsWrite, summary: v.summary},
			func(ctx context.Context, in *IDParam) (flow.ConnectionView, error) { return v.verb(ctx, in.ID) }, connectionViewOf)
	}
	write(a, operation{id: "test-connection", method: http.MethodPost, path: path + "/test", tag: tag, may: auth.ChannelsWrite, unkeyed: true,
		summary: "Ask the vendor whether it works"},
		func(ctx context.Context, in *IDParam) (flow.TestResult, error) { return c.Test(ctx, in.ID) },
		func(r flow.TestResult) testView { return testView{r.OK, r.Message, r.Took.Milliseconds()} })
	write(a, operation{id: "sync-connection", method: http.MethodPost, path: path + "/sync", tag: tag, may: auth.ChannelsWrite, status: http.StatusNoContent,
		summary: "Ask for news now"},
		func(ctx context.Context, in *IDParam) (none, error) { return none{}, c.PollNow(ctx, in.ID) }, asIs)
	write(a, operation{id: "subscribe-connection", method: http.MethodPost, path: path + "/subscribe", tag: tag, may: auth.ChannelsWrite, unkeyed: true,
		status: http.StatusNoContent, summary: "Have the vendor send webhooks", doc: "To an https address of this installation, which ends in the connection's webhook_path. Doing it again changes nothing."},
		func(ctx context.Context, in *change[callbackBody]) (none, error) {
			return none{}, c.Subscribe(ctx, in.ID, in.Body.URL)
		}, asIs)
	write(a, operation{id: "receive-webhook", method: http.MethodPost, path: path + "/webhook", tag: tag, public: "the vendor's signature is the proof", outside: true, anyMedia: true,
		maxBody: maxHookBody, status: http.StatusNoContent, summary: "Where a vendor sends its webhooks", errors: []int{401},
		doc: "The body as the vendor signed it. 401 when the signature is not valid; any 2xx means that it need not be sent again."},
		func(ctx context.Context, in *hookInput) (none, error) {
			req := requestOf(ctx)
			return none{}, c.ReceiveWebhook(ctx, in.ID, req.header, req.body)
		}, asIs)
}

// callbackBody says where a vendor is to send its webhooks.
type callbackBody struct {
	URL string `json:"url" format:"uri" maxLength:"2000" example:"https://oms.example.com/api/v1/connections/con_01kd3ht2yre1asz3dgf0ma94w5/webhook"`
}

// hookInput is what a vendor sends; its header and body are read as they came.
type hookInput struct {
	IDParam
}
