package connector_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

var now = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)

func TestErrorFrom(t *testing.T) {
	for _, x := range []struct {
		status int
		after  string
		do     connector.Reaction
		wait   time.Duration
	}{
		{401, "", connector.Reauth, 0}, {403, "", connector.Reauth, 0}, {422, "", connector.Reject, 0}, {404, "9", connector.Reject, 0},
		{429, "7", connector.Wait, 7 * time.Second}, {429, "2.5", connector.Wait, 2500 * time.Millisecond}, {429, "", connector.Wait, 0},
		{429, "Fri, 20 Nov 2026 10:01:00 GMT", connector.Wait, time.Minute}, {429, "Fri, 20 Nov 2026 09:01:00 GMT", connector.Wait, 0},
		{429, "-5", connector.Wait, 0}, {429, "soon", connector.Wait, 0}, {429, "99999999", connector.Wait, 24 * time.Hour},
		{503, "3", connector.Wait, 3 * time.Second}, {503, "", connector.Retry, 0}, {500, "", connector.Retry, 0}, {408, "", connector.Retry, 0},
	} {
		r := &http.Response{StatusCode: x.status, Header: http.Header{}}
		if x.after != "" {
			r.Header.Set("Retry-After", x.after)
		}
		e := connector.ErrorFrom(r, now, "no")
		if e.Do != x.do || e.RetryAfter != x.wait || e.Status != x.status {
			t.Errorf("%d %q: %v", x.status, x.after, e)
		}
	}
}

func TestReactionTo(t *testing.T) {
	wrapped := fmt.Errorf("shop: %w", &connector.Error{Do: connector.Wait, RetryAfter: time.Second, Err: io.EOF})
	if do, after := connector.ReactionTo(wrapped); do != connector.Wait || after != time.Second || !errors.Is(wrapped, io.EOF) {
		t.Errorf("%s after %s", do, after)
	}
	if do, _ := connector.ReactionTo(io.ErrUnexpectedEOF); do != connector.Retry {
		t.Errorf("a broken line calls for %s", do)
	}
}

func TestIsRepeatable(t *testing.T) {
	for method, want := range map[string]bool{"GET": true, "PUT": true, "DELETE": true, "POST": false, "PATCH": false} {
		r, _ := http.NewRequestWithContext(t.Context(), method, "https://example.com", nil)
		marked, _ := http.NewRequestWithContext(connector.Repeatable(t.Context()), method, "https://example.com", nil)
		if connector.IsRepeatable(r) != want || !connector.IsRepeatable(marked) {
			t.Errorf("%s", method)
		}
	}
}

type pinger struct{}

func (pinger) Ping(context.Context) (string, error) { return "a", nil }

type source struct{ pinger }

func (source) Orders(context.Context, string) (connector.Page, error) { return connector.Page{}, nil }

func TestCapabilities(t *testing.T) {
	if got := fmt.Sprint(connector.Capabilities(pinger{}), connector.Capabilities(source{})); got != "[] [orders]" {
		t.Errorf("got %s", got)
	}
}
