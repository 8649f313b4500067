package jobs

import (
	"errors"
	"time"
)

// What a handler returns says what becomes of the job: nil ends it; Retry,
// Snooze and Reject do what they say; any other error is a retry with back-off,
// and the death of the job after its last attempt.

type verdict struct {
	outcome Outcome
	after   time.Duration
	err     error
}

func (v *verdict) Error() string {
	if v.err == nil {
		return string(v.outcome)
	}
	return v.err.Error()
}

func (v *verdict) Unwrap() error { return v.err }

// Retry asks for another attempt after at least d instead of the usual delay.
// The attempt counts.
func Retry(err error, d time.Duration) error { return &verdict{Retried, d, err} }

// Snooze asks for another attempt after d, and this one doesn't count: the
// job could not be tried at all, such as while a vendor wants silence. Its lane
// waits with it, even if it yields.
func Snooze(d time.Duration) error { return &verdict{Snoozed, d, nil} }

// Reject makes the job a dead letter at once: no attempt will ever succeed
// with these arguments.
func Reject(err error) error { return &verdict{Dead, 0, err} }

// errLost says that the job was given to another server, since this one did
// not prolong its lease.
var errLost = errors.New("jobs: another server has taken over this job")

// errStopped interrupts jobs when the server may wait no longer.
var errStopped = errors.New("jobs: the server stops")
