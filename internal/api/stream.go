package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// How streams of events behave.
const (
	maxStreams = 1000                  // open at once
	heartbeat  = 15 * time.Second      // between comments, when nothing happens
	otherPoll  = time.Second           // how soon events of other servers are seen
	breath     = 50 * time.Millisecond // between reads: a burst goes out together
	slowClient = 20 * time.Second      // how long a client may take to accept a write
	streamPage = 500                   // events read at once
)

// streamParams choose events of a stream.
type streamParams struct {
	After       string `query:"after" maxLength:"20" pattern:"^[0-9]*$" doc:"Begin behind this seq; absent begins with what happens from now on"`
	Types       string `query:"types" maxLength:"500" pattern:"^[a-z_.*,]*$" doc:"Types of events, separated by commas; a type may end in *" example:"order.*,shipment.shipped"`
	LastEventID string `header:"Last-Event-ID" maxLength:"20" pattern:"^[0-9]*$" doc:"What a browser sends when it comes back: goes on behind this seq"`
}

// streamed is an answer that the operation writes itself.
type streamed struct {
	Body func(huma.Context)
}

// streamOperation registers the stream of events. It is the one operation
// that answers at length, so it doesn't go through read.
func (a *API) streamOperation() {
	op := &operation{id: "stream-events", method: http.MethodGet, path: "/events/stream", tag: "Events", may: auth.EventsRead, status: http.StatusOK,
		summary: "Follow the log of events",
		doc: "Server-sent events: id is the seq, event the type, data the event as JSON. A comment comes every 15 seconds when nothing happens. " +
			"Whoever comes back with Last-Event-ID, or after, misses nothing.",
		media: map[string]string{"text/event-stream": "id: 42\nevent: order.captured\ndata: {\"seq\":42,…}"}, errors: []int{429}}
	a.ops = append(a.ops, op)
	doc := a.describe(op)
	var open atomic.Int64
	huma.Register(a.huma, doc, func(ctx context.Context, in *streamParams) (*streamed, error) {
		from, err := a.streamStart(ctx, in)
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		if open.Add(1) > maxStreams {
			open.Add(-1)
			return nil, a.refuse(ctx, oms.Errorf(oms.TooMany, "%d streams are open already", maxStreams))
		}
		return &streamed{func(c huma.Context) {
			defer open.Add(-1)
			r, w := humago.Unwrap(c)
			a.metrics.streams.Inc()
			defer a.metrics.streams.Dec()
			a.stream(w, r, from, strings.Split(in.Types, ","))
		}}, nil
	})
	a.finish(op, doc.Path)
}

// streamStart is the position behind which a stream begins.
func (a *API) streamStart(ctx context.Context, in *streamParams) (int64, error) {
	for _, stated := range []string{in.LastEventID, in.After} {
		if stated == "" {
			continue
		}
		seq, err := strconv.ParseInt(stated, 10, 64)
		if err != nil {
			return 0, oms.InvalidField("after", "is not a seq of an event")
		}
		return seq, nil
	}
	return a.flow.LastEvent(ctx)
}

// stream sends events until the client goes, can't keep up, may no longer see
// them, or the server stops. Each stream reads the log at its own pace, so a
// slow one holds up nobody and loses nothing.
func (a *API) stream(w http.ResponseWriter, r *http.Request, from int64, types []string) {
	out := &eventWriter{w: w, control: http.NewResponseController(w), types: types}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	go func() {
		select {
		case <-a.quit:
			cancel()
		case <-ctx.Done():
		}
	}()
	_ = out.control.SetReadDeadline(time.Time{})
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would keep events back
	w.WriteHeader(http.StatusOK)
	if out.send([]byte("retry: 2000\n: begins\n\n")) != nil {
		return
	}
	who, _ := auth.PrincipalOf(ctx)
	quiet := time.Now()
	for ctx.Err() == nil {
		bell := a.flow.Bell()
		events, err := a.flow.Events(ctx, flow.EventFilter{After: from, Numbers: true, Limit: streamPage})
		if err != nil {
			return // the client comes back by itself
		}
		if len(events) > 0 {
			from = events[len(events)-1].Seq
		}
		sent, err := out.events(who, events)
		if sent {
			quiet = time.Now()
		}
		if err == nil && time.Since(quiet) >= heartbeat {
			quiet = time.Now()
			if !a.still(r) {
				return
			}
			err = out.send([]byte(": still here\n\n"))
		}
		if err != nil || rest(ctx, bell, len(events)) != nil {
			return
		}
	}
}

// rest waits for more to read.
func rest(ctx context.Context, bell <-chan struct{}, read int) error {
	if read < streamPage {
		if err := flow.Await(ctx, bell, otherPoll); err != nil {
			return err
		}
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(breath):
		return nil
	}
}

// still tells whether whoever opened a stream may still see events: a session
// may have ended, a token been revoked.
func (a *API) still(r *http.Request) bool {
	allowed := false
	a.identified(&operation{}, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		allowed = auth.Require(r.Context(), auth.EventsRead) == nil
	})).ServeHTTP(discard{}, r)
	return allowed
}

// discard takes an answer that nobody waits for.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}

// eventWriter writes server-sent events.
type eventWriter struct {
	w       http.ResponseWriter
	control *http.ResponseController
	types   []string
}

// events sends those that the caller asked for and may see, in one write.
func (e *eventWriter) events(who auth.Principal, events []oms.Event) (sent bool, err error) {
	var buf bytes.Buffer
	for i := range events {
		if !e.wanted(string(events[i].Type)) || !auth.CanSee(who, events[i].Type) {
			continue
		}
		data, err := json.Marshal(eventViewOf(&events[i]))
		if err != nil {
			return false, err
		}
		fmt.Fprintf(&buf, "id: %d\nevent: %s\ndata: %s\n\n", events[i].Seq, events[i].Type, data)
	}
	if buf.Len() == 0 {
		return false, nil
	}
	return true, e.send(buf.Bytes())
}

func (e *eventWriter) wanted(typ string) bool {
	for _, t := range e.types {
		prefix, open := strings.CutSuffix(t, "*")
		if t == "" || t == typ || open && strings.HasPrefix(typ, prefix) {
			return true
		}
	}
	return false
}

// send writes and flushes, or gives up on a client that doesn't read.
func (e *eventWriter) send(b []byte) error {
	_ = e.control.SetWriteDeadline(time.Now().Add(slowClient))
	if _, err := e.w.Write(b); err != nil {
		return err
	}
	return e.control.Flush()
}
