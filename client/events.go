package client

import (
	"bufio"
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Events are the log of what happened.
type Events struct{ c *Client }

// After goes through the events behind a seq up to the end of the log. types
// is one type, the beginning of some with a *, or empty for all.
func (e Events) After(ctx context.Context, seq int64, types string) iter.Seq2[Event, error] {
	q := url.Values{"after": {strconv.FormatInt(seq, 10)}, "limit": {"1000"}}
	put(q, "type", types)
	return pages[Event](ctx, e.c, "/events", q)
}

// Follow goes through the events behind a seq, waits for more, and ends with
// the context. When the connection breaks it comes back and misses nothing.
// types are separated by commas; empty for all.
func (e Events) Follow(ctx context.Context, seq int64, types string) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		wait := e.c.Wait
		for ctx.Err() == nil {
			before := seq
			more, err := e.once(ctx, &seq, types, yield)
			if !more {
				return
			}
			if err != nil {
				yield(Event{}, err)
				return
			}
			if wait *= 2; seq > before || wait > time.Minute {
				wait = e.c.Wait
			}
			select {
			case <-ctx.Done():
			case <-time.After(wait):
			}
		}
		yield(Event{}, ctx.Err())
	}
}

// once follows one connection until it breaks. more is false when the caller
// wants no more; an error is one that coming back can't mend.
func (e Events) once(ctx context.Context, seq *int64, types string, yield func(Event, error) bool) (more bool, err error) {
	q := url.Values{"after": {strconv.FormatInt(*seq, 10)}}
	put(q, "types", types)
	req, err := e.c.request(ctx, http.MethodGet, "/events/stream?"+q.Encode(), nil)
	if err != nil {
		return true, err
	}
	res, err := e.c.HTTP.Do(req)
	if err != nil {
		return true, nil //nolint:nilerr // a broken line is mended by coming back
	}
	defer res.Body.Close()
	if res.StatusCode >= 400 {
		if p := readProblem(res); !p.temporary() {
			return true, p
		}
		return true, nil
	}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var event Event
		if err := json.Unmarshal([]byte(data), &event); err != nil {
			return true, nil //nolint:nilerr // half a line: the connection broke
		}
		*seq = event.Seq
		if !yield(event, nil) {
			return false, nil
		}
	}
	return true, nil
}
