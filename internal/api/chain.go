package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/switchyard-oms/switchyard/oms"
)

// request is what the chain knows of a request, carried in its context.
type request struct {
	id     string
	body   []byte // read whole by JSON operations
	key    string // the Idempotency-Key
	hash   []byte // of what was asked, for the key
	have   string // If-None-Match
	header http.Header
	err    error // why it was answered with 5xx, for the log
}

type requestKey struct{}

// requestOf returns what is known of the request; never nil.
func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{}
}

// knows tells whether the caller has what bears the tag already.
func (r *request) knows(tag string) bool {
	for have := range strings.SplitSeq(r.have, ",") {
		if have = strings.TrimSpace(have); have == "*" || strings.TrimPrefix(have, "W/") == tag {
			return true
		}
	}
	return false
}

// observe is the outermost link: it names the request, counts and logs it, and
// turns a panic into a problem.
func (a *API) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req := &request{id: requestID(r), have: r.Header.Get("If-None-Match"), header: r.Header}
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, req))
		rec := &recorder{ResponseWriter: w}
		rec.Header().Set("X-Request-Id", req.id)
		begin := time.Now()
		defer a.metrics.begin()()
		defer func() {
			if cause := recover(); cause != nil {
				a.recovered(rec, r, cause)
			}
			a.metrics.observe(r, rec.status, time.Since(begin))
			a.report(r, rec.status, time.Since(begin))
		}()
		next.ServeHTTP(rec, r)
	})
}

// recovered answers a request whose handler broke down, unless the answer has
// begun: then the connection is cut, so that nobody takes half for the whole.
func (a *API) recovered(rec *recorder, r *http.Request, cause any) {
	if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(cause)
	}
	a.log.Error("a handler panicked", "request_id", requestOf(r.Context()).id, "route", r.Pattern, "cause", cause, "stack", string(debug.Stack()))
	if rec.status != 0 {
		panic(http.ErrAbortHandler)
	}
	respond(rec, r, problemOf(errors.New("panic")))
}

// report logs what went wrong. The route's pattern is logged and never the
// address, which may hold a name or an e-mail address in a search.
func (a *API) report(r *http.Request, status int, took time.Duration) {
	req := requestOf(r.Context())
	level, message := slog.LevelDebug, "request"
	if status >= 500 && r.Pattern != "GET /readyz" { // which says itself what is wrong
		level, message = slog.LevelError, "request failed"
	}
	if errors.Is(req.err, context.Canceled) {
		level = slog.LevelDebug // the client went away
	}
	if !a.log.Enabled(r.Context(), level) {
		return
	}
	attrs := []any{"request_id", req.id, "route", r.Pattern, "status", status, "took", took.Round(time.Microsecond)}
	if req.err != nil {
		attrs = append(attrs, "error", req.err)
	}
	a.log.Log(r.Context(), level, message, attrs...)
}

// requestID takes the caller's own id when it is sane, and makes one otherwise.
func requestID(r *http.Request) string {
	id := r.Header.Get("X-Request-Id")
	if n := len(id); n >= 8 && n <= 100 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:") == "" {
		return id
	}
	return newID("req")
}

func newID(prefix string) string { return oms.FormatID(prefix, uuid.Must(uuid.NewV7())) }

// sane refuses addresses that no operation can mean: not UTF-8, with a NUL, or
// not in canonical form.
func sane(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		bad := func(s string) bool { return !utf8.ValidString(s) || strings.ContainsRune(s, 0) }
		if bad(r.URL.Path) {
			respond(w, r, problemOf(oms.Errorf(oms.Malformed, "the path is not valid UTF-8 without NUL")))
			return
		}
		for name, values := range query {
			if bad(name) || bad(strings.Join(values, "")) {
				respond(w, r, problemOf(oms.Errorf(oms.Malformed, "the query is not valid UTF-8 without NUL")))
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

var _ interface{ Unwrap() http.ResponseWriter } = (*recorder)(nil)
