package main

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/switchyard-oms/switchyard/connectors/all"
	"github.com/switchyard-oms/switchyard/internal/api"
	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/demo"
	"github.com/switchyard-oms/switchyard/internal/demo/control"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/web"
)

// server is everything that one process runs on one database.
type server struct {
	store       *store.Store
	flow        *flow.Flow
	auth        *auth.Auth
	queue       *jobs.Queue
	consumers   *flow.Consumers
	chores      *chores
	connections *flow.Connections
	api         *api.API
	log         *slog.Logger
	handler     http.Handler
	demo        bool
}

// serverOptions are what differs between a server and a demo.
type serverOptions struct {
	Log    *slog.Logger
	Sealer *host.Sealer
	Demo   control.Control // of a demo, in which anybody on this machine is let in; nil otherwise
	// Host says how vendors are reached; Keep, Log and Metrics are set here.
	Host  host.Options
	Every time.Duration // between two polls of a connection; a minute when zero
}

// newServer wires the parts. It starts nothing.
func newServer(st *store.Store, o serverOptions) *server {
	s := &server{store: st, log: o.Log, demo: o.Demo != nil, flow: flow.New(st, o.Log), auth: auth.New(st, auth.Options{Log: o.Log})}
	m := newMetrics(st)
	s.flow.Observe, s.flow.ObservePush = m.captured, m.pushed
	s.queue = jobs.New(st, jobs.Settings{Log: o.Log, Observe: m.job})
	o.Host.Log, o.Host.Keep, o.Host.Metrics = o.Log, s.flow.Keep, m
	s.flow.RegisterImports(s.queue)
	s.flow.RegisterBulk(s.queue)
	s.flow.RegisterRouting(s.queue)
	vendors := host.New(o.Host)
	s.connections = s.flow.NewConnections(s.queue, o.Sealer, vendors, all.Drivers, o.Every)
	webhooks := s.flow.NewWebhooks(s.queue, o.Sealer, vendors.Receiver(), flow.WebhookOptions{AllowPrivate: o.Host.AllowPrivate})
	s.consumers = s.flow.NewConsumers(s.flow.NewWaiting(s.queue), s.flow.NewPromising(s.queue), s.flow.NewDropShipping(), s.connections.Publishing(), webhooks.Consumer())
	s.chores = newChores(s)
	s.api = api.New(api.Options{Flow: s.flow, Auth: s.auth, Webhooks: webhooks, Connections: s.connections, Jobs: s.queue, Log: o.Log, Demo: o.Demo, Version: version()})
	m.register(s.api.Metrics())
	s.handler = front(s.api, web.Handler(web.Options{}))
	return s
}

// front sends programs to the API and people to the control room.
func front(api, pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := r.URL.Path; strings.HasPrefix(p, "/api/") || p == "/api" || p == "/healthz" || p == "/readyz" || p == "*" {
			api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// work begins everything that happens without a request.
func (s *server) work(ctx context.Context) {
	s.queue.Start(ctx)
	s.consumers.Start(ctx)
	s.chores.start(ctx)
}

// workAfter begins it behind a past that was just told.
func (s *server) workAfter(ctx context.Context, fresh bool) error {
	if fresh {
		if err := s.consumers.PassBy(ctx, demo.Actor); err != nil {
			return err
		}
	}
	s.work(ctx)
	return nil
}

// rest ends it, and waits until ctx ends for what is under way.
func (s *server) rest(ctx context.Context) {
	s.chores.stop()
	s.consumers.Stop()
	s.queue.Stop(ctx)
	s.auth.Close()
}

var _ prometheus.Collector = (*metrics)(nil)
