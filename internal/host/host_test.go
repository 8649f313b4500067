package host_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connector/connectortest"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/oms"
)

var fast = connector.Driver{ID: "acme", Name: "Acme", Limits: []connector.Limit{{Every: time.Millisecond, Burst: 100}}}

// world is a vendor that answers by its script, one status after the other,
// and 200 when that is over.
type world struct {
	*httptest.Server
	calls  atomic.Int64
	bodies []string
}

func vendor(t *testing.T, header http.Header, statuses ...int) *world {
	w := new(world)
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.bodies = append(w.bodies, string(body))
		n := int(w.calls.Add(1))
		for k, v := range header {
			rw.Header()[k] = v
		}
		if n <= len(statuses) {
			rw.WriteHeader(statuses[n-1])
		}
		_, _ = io.WriteString(rw, "the answer")
	}))
	t.Cleanup(w.Close)
	return w
}

func options() host.Options {
	return host.Options{AllowPrivate: true, Log: slog.New(slog.DiscardHandler), Keep: func(string) connector.Keep { return connectortest.NewKeep() }}
}

func do(t *testing.T, env connector.Env, ctx context.Context, method, url, body string) (int, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer hush")
	res, err := env.HTTP.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return res.StatusCode, string(b), err
}

func TestRepeatsWhatMayBeSentTwice(t *testing.T) {
	for _, x := range []struct {
		name, method string
		repeatable   bool
		statuses     []int
		header       http.Header
		calls        int64
		status       int
	}{
		{"a read heals", "GET", false, []int{502, 503}, nil, 3, 200},
		{"a read stays broken", "GET", false, []int{500, 500, 500, 500}, nil, 3, 500},
		{"a write is sent once", "POST", false, []int{502}, nil, 1, 502},
		{"a marked write heals", "POST", true, []int{502}, nil, 2, 200},
		{"a refusal stands", "GET", false, []int{404}, nil, 1, 404},
		{"a time to wait is the caller's", "GET", false, []int{503}, http.Header{"Retry-After": {"60"}}, 1, 503},
	} {
		t.Run(x.name, func(t *testing.T) {
			w := vendor(t, x.header, x.statuses...)
			ctx := t.Context()
			if x.repeatable {
				ctx = connector.Repeatable(ctx)
			}
			status, _, err := do(t, host.New(options()).Env(oms.Connection{ID: "c"}, fast), ctx, x.method, w.URL, "question")
			if err != nil || status != x.status || w.calls.Load() != x.calls || w.bodies[len(w.bodies)-1] != "question" {
				t.Errorf("status %d after %d calls, %v, %q", status, w.calls.Load(), err, w.bodies)
			}
		})
	}
}

func TestKeepsTheDriversRate(t *testing.T) {
	w := vendor(t, nil)
	d := fast
	d.Limits = []connector.Limit{{Every: 60 * time.Millisecond, Burst: 2}}
	h, start := host.New(options()), time.Now()
	for range 4 { // each with an environment of its own: the limit is the connection's
		if _, _, err := do(t, h.Env(oms.Connection{ID: "c"}, d), t.Context(), "GET", w.URL, ""); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(start); took < 110*time.Millisecond {
		t.Errorf("4 calls took %s", took)
	}
}

// Half of a burst is kept for urgent calls: they don't wait behind the others.
func TestUrgentCallsGoFirst(t *testing.T) {
	w := vendor(t, nil)
	d := fast
	d.Limits = []connector.Limit{{Every: time.Hour, Burst: 4}}
	env := host.New(options()).Env(oms.Connection{ID: "c"}, d)
	for i, urgent := range []bool{false, false, false, true, true, true, false} {
		ctx := t.Context()
		if urgent {
			ctx = connector.Urgent(ctx)
		}
		_, _, err := do(t, env, ctx, "GET", w.URL, "")
		if late := i == 2 || i > 4; late != (err != nil) {
			t.Errorf("call %d: %v", i, err)
		} else if what, after := connector.ReactionTo(err); late && (what != connector.Wait || after < 50*time.Minute) {
			t.Errorf("call %d: %s after %s", i, what, after)
		}
	}
	if n := w.calls.Load(); n != 4 {
		t.Errorf("%d calls", n)
	}
}

func TestSilenceThatTheVendorAsksFor(t *testing.T) {
	w := vendor(t, http.Header{"Retry-After": {"60"}}, 429)
	h := host.New(options())
	if status, _, err := do(t, h.Env(oms.Connection{ID: "c"}, fast), t.Context(), "GET", w.URL, ""); status != 429 || err != nil {
		t.Fatal(status, err)
	}
	_, _, err := do(t, h.Env(oms.Connection{ID: "c"}, fast), t.Context(), "GET", w.URL, "")
	if what, after := connector.ReactionTo(err); what != connector.Wait || after < 55*time.Second || w.calls.Load() != 1 {
		t.Errorf("%s after %s: %v", what, after, err)
	}
	if _, _, err := do(t, h.Env(oms.Connection{ID: "other"}, fast), t.Context(), "GET", w.URL, ""); err != nil {
		t.Errorf("another connection waits, too: %v", err)
	}
}

func TestPaceReadsTheBodyAndLeavesIt(t *testing.T) {
	w := vendor(t, nil)
	d := fast
	d.Pace = func(_ http.Header, body []byte) time.Duration {
		if string(body) != "the answer" {
			t.Errorf("sees %q", body)
		}
		return 80 * time.Millisecond
	}
	env, start := host.New(options()).Env(oms.Connection{ID: "c"}, d), time.Now()
	for range 2 {
		if _, body, err := do(t, env, t.Context(), "GET", w.URL, ""); err != nil || body != "the answer" {
			t.Errorf("%q, %v", body, err)
		}
	}
	if took := time.Since(start); took < 80*time.Millisecond {
		t.Errorf("took %s", took)
	}
	d.Pace = func(http.Header, []byte) time.Duration { return time.Hour }
	env = host.New(options()).Env(oms.Connection{ID: "c"}, d)
	for range 2 {
		if _, _, err := do(t, env, connector.Urgent(t.Context()), "GET", w.URL, ""); err != nil {
			t.Errorf("an urgent call waits for the pace of the others: %v", err)
		}
	}
}

func TestBreakerSparesAVendorThatIsDown(t *testing.T) {
	down := make([]int, 50)
	for i := range down {
		down[i] = 500
	}
	w := vendor(t, nil, down...)
	env := host.New(options()).Env(oms.Connection{ID: "c"}, fast)
	var err error
	for range 12 {
		_, _, err = do(t, env, t.Context(), "POST", w.URL, "")
	}
	if what, after := connector.ReactionTo(err); what != connector.Wait || after == 0 || w.calls.Load() != 10 {
		t.Errorf("%s after %s, %d calls: %v", what, after, w.calls.Load(), err)
	}
}

func TestBreakerCountsNoCallThatWasGivenUp(t *testing.T) {
	w := vendor(t, nil)
	env := host.New(options()).Env(oms.Connection{ID: "c"}, fast)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 15 {
		if _, _, err := do(t, env, ctx, "GET", w.URL, ""); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if _, _, err := do(t, env, t.Context(), "GET", w.URL, ""); err != nil {
		t.Error(err)
	}
}

func TestNoPrivateAddress(t *testing.T) {
	w := httptest.NewTLSServer(http.NotFoundHandler())
	defer w.Close()
	o := options()
	o.AllowPrivate = false
	env := host.New(o).Env(oms.Connection{ID: "c"}, fast)
	port := w.URL[strings.LastIndex(w.URL, ":"):]
	for _, url := range []string{w.URL, "https://localhost" + port, "https://[::1]" + port, "https://[::ffff:127.0.0.1]" + port, "https://10.0.0.1", "https://169.254.169.254",
		"https://192.168.1.1", "https://100.64.0.1", "https://[fe80::1]", "https://[fd00::1]", "https://0.0.0.0" + port, "https://[64:ff9b::7f00:1]", "https://[2002:7f00:1::]", "http://192.0.2.1"} {
		_, _, err := do(t, env, t.Context(), "GET", url, "")
		var e *connector.Error
		if !errors.As(err, &e) || e.Do != connector.Reject {
			t.Errorf("%s: %v", url, err)
		}
		if !strings.HasPrefix(url, "http:") && !errors.Is(err, host.ErrPrivateAddress) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestFollowsNoRedirect(t *testing.T) {
	other := vendor(t, nil)
	w := vendor(t, http.Header{"Location": {other.URL}}, 302)
	status, _, err := do(t, host.New(options()).Env(oms.Connection{ID: "c"}, fast), t.Context(), "GET", w.URL, "")
	if status != 302 || err != nil || other.calls.Load() != 0 {
		t.Errorf("%d, %v, %d calls", status, err, other.calls.Load())
	}
}

func TestAnswersAreBounded(t *testing.T) {
	o := options()
	o.MaxResponse = 5
	_, _, err := do(t, host.New(o).Env(oms.Connection{ID: "c"}, fast), t.Context(), "GET", vendor(t, nil).URL, "")
	if what, _ := connector.ReactionTo(err); what != connector.Reject {
		t.Errorf("%v", err)
	}
}

func TestReroute(t *testing.T) {
	w := vendor(t, nil)
	to, _ := url.Parse(w.URL)
	o := options()
	o.Reroute = map[string]*url.URL{"demo.example.com": to}
	status, _, err := do(t, host.New(o).Env(oms.Connection{ID: "c"}, fast), t.Context(), "GET", "https://demo.example.com/x", "")
	if status != 200 || err != nil {
		t.Errorf("%d, %v", status, err)
	}
}

type tape struct{ all []host.Exchange }

func (r *tape) Record(x host.Exchange) { r.all = append(r.all, x) }

type counts map[int]int

func (c counts) VendorCall(_ string, status int, _ time.Duration) { c[status]++ }

func TestObserversAreToldAndTheLogIsDiscreet(t *testing.T) {
	var log bytes.Buffer
	w := vendor(t, nil, 500)
	recorded, measured, o := new(tape), counts{}, options()
	o.Log, o.Recorder, o.Metrics = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), recorded, measured
	if _, _, err := do(t, host.New(o).Env(oms.Connection{ID: "c"}, fast), t.Context(), "GET", w.URL+"/anna?key=hush", "question"); err != nil {
		t.Fatal(err)
	}
	if len(recorded.all) != 2 || recorded.all[0].Status != 500 || string(recorded.all[1].Answer) != "the answer" || string(recorded.all[1].Request) != "question" {
		t.Errorf("recorded %+v", recorded.all)
	}
	if measured[500] != 1 || measured[200] != 1 {
		t.Errorf("measured %v", measured)
	}
	for _, secret := range []string{"hush", "anna", "question", "answer"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log tells %q: %s", secret, log.String())
		}
	}
	if !strings.Contains(log.String(), "status=500") || !strings.Contains(log.String(), "connection=c") {
		t.Errorf("the log is %s", log.String())
	}
}
