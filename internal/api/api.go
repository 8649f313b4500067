package api

import (
	"log/slog"
	"net/http"
	"net/netip"
	"path"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/demo/control"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/jobs"
)

// Prefix is the path of every operation.
const Prefix = "/api/v1"

// Options are what the API needs.
type Options struct {
	Flow *flow.Flow
	Auth *auth.Auth
	// Webhooks, Connections and Jobs reach other systems; every server has them.
	Webhooks    *flow.Webhooks
	Connections *flow.Connections
	Jobs        *jobs.Queue
	Log         *slog.Logger // nothing is logged when nil
	// Demo is the running demo, if this is one: then anybody on this machine is
	// let in without credentials.
	Demo control.Control
	// Proxies are the networks whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Version of the program, for the document.
	Version string
}

// API is the HTTP edge of one server.
type API struct {
	flow        *flow.Flow
	auth        *auth.Auth
	webhooks    *flow.Webhooks
	connections *flow.Connections
	jobs        *jobs.Queue
	log         *slog.Logger
	demo        control.Control
	proxies     []netip.Prefix
	mux         *http.ServeMux
	huma        huma.API
	ops         []*operation
	keys        keysInFlight
	metrics     *metrics
	places      places

	document func() []byte // the OpenAPI document, rendered when it is first asked for
	handler  http.Handler
	stop     sync.Once
	quit     chan struct{} // closed when the server is shutting down
}

// New makes the API. It starts nothing.
func New(o Options) *API {
	a := &API{flow: o.Flow, auth: o.Auth, webhooks: o.Webhooks, connections: o.Connections, jobs: o.Jobs, log: o.Log, demo: o.Demo, proxies: o.Proxies, mux: http.NewServeMux(), metrics: newMetrics(), quit: make(chan struct{})}
	if a.log == nil {
		a.log = slog.New(slog.DiscardHandler)
	}
	a.places.read = a.readPlaces
	a.huma = newHuma(a, o.Version)
	a.register()
	a.document = sync.OnceValue(a.render)
	a.mux.HandleFunc("GET "+Prefix+"/openapi.json", a.serveDocument)
	a.mux.HandleFunc("GET /healthz", a.healthz)
	a.mux.HandleFunc("GET /readyz", a.readyz)
	a.handler = a.observe(sane(a.routed(a.mux)))
	return a
}

// register declares every operation there is, noun by noun.
func (a *API) register() {
	a.homeOperations()
	a.searchOperations()
	a.orderOperations()
	a.filterOperations()
	a.viewOperations()
	a.bulkOperations()
	a.exportOperation()
	a.customerOperations()
	a.orderVerbs()
	a.fulfillmentOperations()
	a.waveOperations()
	a.shipmentOperations()
	a.exceptionOperations()
	a.stockOperations()
	a.routingOperations()
	a.promiseOperations()
	a.importOperations()
	a.catalogOperations()
	a.supplyOperations()
	a.countOperations()
	a.returnOperations()
	a.eventOperations()
	a.connectionOperations()
	a.webhookOperations()
	a.jobOperations()
	a.userOperations()
	a.tokenOperations()
	a.sessionOperations()
	a.loginOperations()
	a.demoOperations()
}

// ServeHTTP answers everything under /api/, and the two health checks.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// Stop says that the server is shutting down: streams of events end, and
// /readyz says no. Hand it to http.Server.RegisterOnShutdown.
func (a *API) Stop() { a.stop.Do(func() { close(a.quit) }) }

func (a *API) stopping() bool {
	select {
	case <-a.quit:
		return true
	default:
		return false
	}
}

func (a *API) serveDocument(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/openapi+json;version=3.1")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(a.document())
}

// routed answers with problems where mux has no route, or none for the method.
func (a *API) routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern == "" || cleaned(r.URL.EscapedPath()) != r.URL.EscapedPath() {
			a.noRoute(mux, w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// cleaned is the path as the mux would redirect to it; a program is told that
// its address is wrong, not sent elsewhere with its body lost.
func cleaned(p string) string {
	c := path.Clean("/" + p)
	if strings.HasSuffix(p, "/") && c != "/" {
		c += "/"
	}
	return c
}

func (a *API) noRoute(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} {
		probe := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := mux.Handler(probe); pattern != "" && cleaned(r.URL.EscapedPath()) == r.URL.EscapedPath() {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		respond(w, r, newProblem(http.StatusNotFound, "not_found", "there is nothing at this address; the operations are in %s/openapi.json", Prefix))
		return
	}
	allow := strings.Join(allowed, ", ")
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", allow)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	p := newProblem(http.StatusMethodNotAllowed, codeMethod, "here one can %s", allow)
	p.header = http.Header{"Allow": {allow}}
	respond(w, r, p)
}
