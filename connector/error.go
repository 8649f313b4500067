package connector

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// An Error is a vendor's refusal, sorted by what is to be done about it.
type Error struct {
	Do         Reaction
	Status     int           // the HTTP status, or 0
	Message    string        // for people; never a secret, never personal data
	RetryAfter time.Duration // for Wait: how long; 0 when the vendor didn't say
	Err        error         // what caused it, or nil
}

// Reaction is what a refusal calls for.
type Reaction string

// The reactions.
const (
	Retry  Reaction = "retry"  // try again with back-off
	Wait   Reaction = "wait"   // try again after RetryAfter; it is no failure
	Reauth Reaction = "reauth" // pause the connection and tell a person
	Reject Reaction = "reject" // the vendor will never accept this; show it to a person
)

func (e *Error) Error() string {
	s := fmt.Sprintf("%s (%s", e.Message, e.Do)
	if e.Status != 0 {
		s += ", HTTP " + strconv.Itoa(e.Status)
	}
	if e.RetryAfter > 0 {
		s += ", after " + e.RetryAfter.String()
	}
	if e.Err != nil {
		return s + "): " + e.Err.Error()
	}
	return s + ")"
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrorFrom sorts a plain HTTP refusal; now is for a Retry-After that names an
// instant. Vendors that answer 200 with an error inside sort their own.
func ErrorFrom(r *http.Response, now time.Time, message string) *Error {
	e := &Error{Status: r.StatusCode, Message: message, Do: Reject}
	switch {
	case r.StatusCode == http.StatusUnauthorized || r.StatusCode == http.StatusForbidden:
		e.Do = Reauth
	case r.StatusCode == http.StatusTooManyRequests:
		e.Do, e.RetryAfter = Wait, RetryAfter(r.Header, now)
	case r.StatusCode == http.StatusServiceUnavailable && r.Header.Get("Retry-After") != "":
		e.Do, e.RetryAfter = Wait, RetryAfter(r.Header, now)
	case r.StatusCode >= 500 || r.StatusCode == http.StatusRequestTimeout:
		e.Do = Retry
	}
	return e
}

// RetryAfter reads the header of that name (RFC 9110, section 10.2.3): seconds,
// which some vendors write with decimals, or an instant. It returns 0 without
// one, and at most a day.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	d, err := time.ParseDuration(v + "s")
	if at, e := http.ParseTime(v); err != nil && e == nil {
		d = at.Sub(now)
	}
	return min(max(d, 0), 24*time.Hour)
}

// ReactionTo says what err calls for. What is not sorted, such as a broken
// line, is worth a retry.
func ReactionTo(err error) (Reaction, time.Duration) {
	var e *Error
	if errors.As(err, &e) {
		return e.Do, e.RetryAfter
	}
	return Retry, 0
}
