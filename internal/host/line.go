package host

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// step is one link of the chain: it sends a request on, or not.
type step func(*http.Request) (*http.Response, error)

// line is the chain of one connection, outermost link first: repeat → limit →
// break → measure and log → record → read → send. Answers are read to their
// end at the bottom, so that every link sees a broken or an endless one as
// what it is, and the ones above may look inside.
type line struct {
	id      string
	driver  connector.Driver
	timeout time.Duration
	first   step
}

func (h *Host) newLine(id string, d connector.Driver) *line {
	send := h.reroute(h.guard(h.base.RoundTrip))
	s := readAll(send, h.MaxResponse)
	if h.Recorder != nil {
		s = h.record(s, id)
	}
	s = h.observe(s, id, d.ID)
	s = breaker(s, d.Name)
	s = newLimiter(d, h.Now).limit(s)
	s = repeat(s)
	return &line{id: id, driver: d, timeout: h.Timeout, first: s}
}

// Do sends a request through the chain. It follows no redirect: the
// credentials in the headers are for the host that was asked.
func (l *line) Do(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), l.timeout)
	defer cancel() // the answer has been read by then
	return l.first(r.Clone(ctx))
}

// again is a copy of a request with a fresh body.
func again(r *http.Request) (*http.Request, error) {
	c := r.Clone(r.Context())
	if r.GetBody == nil {
		return c, nil
	}
	body, err := r.GetBody()
	c.Body = body
	return c, err
}
