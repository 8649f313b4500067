package api

import (
	"context"
	"net/http"
	"time"
)

// healthz says that the process runs and serves. It asks nothing else, so that
// a database that is away doesn't have every server restarted.
func (a *API) healthz(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") }

// readyz says whether to send requests here: the database answers, its schema
// is this program's, a demo has told its history, and the server isn't shutting
// down.
func (a *API) readyz(w http.ResponseWriter, r *http.Request) {
	if a.stopping() {
		say(w, http.StatusServiceUnavailable, "shutting down")
		return
	}
	if a.demo != nil && a.demo.State().History < 1 {
		say(w, http.StatusServiceUnavailable, "the demo tells its history")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := a.flow.Ready(ctx); err != nil {
		a.log.Warn("not ready", "error", err)
		say(w, http.StatusServiceUnavailable, "the database does not answer, or its schema is not this program's")
		return
	}
	say(w, http.StatusOK, "ready")
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
