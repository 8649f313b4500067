package api

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/oms"
)

// identified finds out who calls before an operation is served. What a vendor
// sends carries the vendor's own proof and is left to the operation.
func (a *API) identified(op *operation, next http.Handler) http.Handler {
	if op.outside {
		return next
	}
	return a.auth.Middleware(auth.MiddlewareOptions{
		Demo: a.demo != nil, TrustedProxies: a.proxies,
		RequestID: func(r *http.Request) string { return requestOf(r.Context()).id },
		Refuse: func(w http.ResponseWriter, r *http.Request, err error) {
			respond(w, r, a.refuse(r.Context(), err))
		},
	})(next)
}

// actorOf names who calls, which keeps the idempotency keys of callers apart.
func actorOf(ctx context.Context) string {
	p, _ := auth.PrincipalOf(ctx)
	return p.Actor()
}

// asWait answers a caller who must slow down, with how long.
func asWait(err error) (*Problem, bool) {
	var wait *auth.Wait
	if !errors.As(err, &wait) {
		return nil, false
	}
	p := newProblem(http.StatusTooManyRequests, string(oms.TooMany), "%v", err)
	p.header = http.Header{"Retry-After": {strconv.Itoa(int(math.Ceil(wait.RetryAfter.Seconds())))}}
	return p, true
}
