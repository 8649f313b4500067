package host

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/sony/gobreaker/v2"
	"github.com/switchyard-oms/switchyard/connector"
	"golang.org/x/time/rate"
)

// patience is how long a call waits for its turn. Beyond it the caller is
// told when to come back, so that no worker stands idle.
const patience = 10 * time.Second

// limiter keeps the rates that a driver declares and the silence that the
// vendor asks for. Calls that are not urgent leave half of each burst, so that
// an urgent one does not wait behind all of them.
type limiter struct {
	rates []*rate.Limiter
	pace  func(http.Header, []byte) time.Duration
	now   func() time.Time

	mu    sync.Mutex
	quiet time.Time // no call before
	paced time.Time // no call before that is not urgent
}

func newLimiter(d connector.Driver, now func() time.Time) *limiter {
	l := &limiter{pace: d.Pace, now: now}
	for _, x := range d.Limits {
		l.rates = append(l.rates, rate.NewLimiter(rate.Every(x.Every), x.Burst))
	}
	return l
}

// limit sends a request when it is its turn, and learns from the answer.
func (l *limiter) limit(next step) step {
	return func(r *http.Request) (*http.Response, error) {
		if err := l.wait(r); err != nil {
			return nil, err
		}
		res, err := next(r)
		if err == nil {
			l.learn(res)
		}
		return res, err
	}
}

func (l *limiter) wait(r *http.Request) error {
	turn := l.turn
	if connector.IsUrgent(r) {
		turn = l.urgentTurn
	}
	for waited := time.Duration(0); ; {
		wait, mine := turn()
		if waited += wait; waited > patience {
			return &connector.Error{Do: connector.Wait, RetryAfter: wait, Message: "the vendor's rate limit is used up"}
		}
		if wait > 0 {
			if err := pause(r.Context(), wait); err != nil {
				return err
			}
		}
		if mine {
			return r.Context().Err()
		}
	}
}

// urgentTurn takes the next turn there is, unless that is beyond all patience.
func (l *limiter) urgentTurn() (wait time.Duration, mine bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	wait = l.quiet.Sub(l.now())
	var taken []*rate.Reservation
	for _, x := range l.rates {
		turn := x.Reserve()
		taken = append(taken, turn)
		wait = max(wait, turn.Delay())
	}
	if wait > patience {
		for _, turn := range taken {
			turn.Cancel()
		}
	}
	return wait, true
}

// turn takes a turn where one is left beside those that are kept for urgent
// calls, or tells how long to wait before asking again.
func (l *limiter) turn() (wait time.Duration, mine bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	wait = max(l.quiet.Sub(l.now()), l.paced.Sub(l.now()))
	for _, x := range l.rates {
		missing := 1 + float64(x.Burst()/2) - x.Tokens()
		wait = max(wait, time.Duration(missing/float64(x.Limit())*float64(time.Second)))
	}
	if wait > 0 {
		return wait, false
	}
	for _, x := range l.rates {
		x.Allow()
	}
	return 0, true
}

// learn reads how long the vendor wants silence, from its headers and, where
// the driver knows how, from the body.
func (l *limiter) learn(res *http.Response) {
	now := l.now()
	var silence, pace time.Duration
	if res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable {
		silence = connector.RetryAfter(res.Header, now)
	}
	if l.pace != nil {
		pace = l.pace(res.Header, peek(res))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.quiet, l.paced = later(l.quiet, now.Add(silence)), later(l.paced, now.Add(pace))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// A vendor that failed tripAfter times in a row is left alone for openFor.
const (
	tripAfter = 10
	openFor   = 30 * time.Second
)

var (
	errServer    = errors.New("the vendor failed")                 // counts an answer of 5xx; it is not returned
	errAbandoned = errors.New("the call was given up on our side") // counts for nothing
)

// breaker spares a vendor that is down, and our workers' time.
func breaker(next step, vendor string) step {
	b := gobreaker.NewCircuitBreaker[*http.Response](gobreaker.Settings{ //nolint:bodyclose // its type names a response; none is opened here
		Name:        vendor,
		Timeout:     openFor,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
		IsSuccessful: func(err error) bool {
			var sorted *connector.Error
			return err == nil || errors.As(err, &sorted)
		},
		IsExcluded: func(err error) bool { return errors.Is(err, errAbandoned) },
	})
	return func(r *http.Request) (*http.Response, error) {
		res, err := b.Execute(func() (*http.Response, error) {
			res, err := next(r)
			switch {
			case err == nil && res.StatusCode >= 500:
				return res, errServer
			case err != nil && r.Context().Err() != nil:
				return nil, fmt.Errorf("%w: %w", errAbandoned, err)
			}
			return res, err
		})
		switch {
		case errors.Is(err, errServer):
			return res, nil
		case errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests):
			return nil, &connector.Error{Do: connector.Wait, RetryAfter: openFor, Message: vendor + " has failed too often and is left alone for a moment"}
		}
		return res, err
	}
}
