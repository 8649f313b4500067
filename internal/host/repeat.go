package host

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// Attempts of one call, and the pause before the second; it doubles.
const (
	attempts   = 3
	firstPause = 250 * time.Millisecond
)

// repeat sends a request again that may be sent twice, when the line broke or
// the vendor failed. Longer troubles are the queue's, not ours.
func repeat(next step) step {
	return func(r *http.Request) (*http.Response, error) {
		for n := 1; ; n++ {
			try, err := again(r)
			if err != nil {
				return nil, err
			}
			res, err := next(try)
			if n == attempts || !connector.IsRepeatable(r) || (r.Body != nil && r.GetBody == nil) || !failed(r.Context(), res, err) {
				return res, err
			}
			if pause(r.Context(), jitter(firstPause<<(n-1))) != nil {
				return res, err
			}
		}
	}
}

// failed tells a failure that may be gone in a moment. A vendor that names a
// time to wait, and a refusal that was sorted already, are none.
func failed(ctx context.Context, res *http.Response, err error) bool {
	var sorted *connector.Error
	switch {
	case ctx.Err() != nil || errors.As(err, &sorted):
		return false
	case err != nil:
		return true
	}
	return res.StatusCode >= 500 && res.StatusCode != http.StatusNotImplemented && res.Header.Get("Retry-After") == ""
}

// jitter spreads pauses between half of d and d, so that those who failed
// together don't come back together.
func jitter(d time.Duration) time.Duration {
	return d/2 + rand.N(d/2) //nolint:gosec // chance, not secrecy
}

// pause waits for d or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
