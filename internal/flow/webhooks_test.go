package flow

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// openSeal marks secrets instead of encrypting them: that they pass through it
// is what the tests look at.
type openSeal struct{}

func (openSeal) Seal(owner, name, secret string) string { return owner + "|" + name + "|" + secret }
func (openSeal) Open(owner, name, sealed string) (string, error) {
	secret, ok := strings.CutPrefix(sealed, owner+"|"+name+"|")
	if !ok {
		return "", oms.Errorf(oms.Conflict, "sealed for another")
	}
	return secret, nil
}

// receiver is another system that verifies what it gets.
type receiver struct {
	*httptest.Server
	t      *testing.T
	mu     sync.Mutex
	answer func(w http.ResponseWriter, body []byte) // nil accepts
	secret string
	got    []webhookSeen
}

type webhookSeen struct {
	ID        string
	Signature string
	Type      string
	Timestamp time.Time
	Data      struct {
		Seq     int64
		Subject string
		OrderID string `json:"order_id"`
		Detail  json.RawMessage
	}
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{t: t}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	wh, err := standardwebhooks.NewWebhook(r.secret)
	if err == nil {
		err = wh.VerifyIgnoringTimestamp(body, req.Header) // the test's clock runs ahead
	}
	seen := webhookSeen{ID: req.Header.Get("webhook-id"), Signature: req.Header.Get("webhook-signature")}
	if err == nil {
		err = json.Unmarshal(body, &seen)
	}
	if err != nil {
		r.t.Errorf("a receiver with the official library says: %v; %s", err, body)
	}
	r.got = append(r.got, seen)
	if r.answer != nil {
		r.answer(w, body)
	}
}

func (r *receiver) seen() []webhookSeen {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

func (r *receiver) respond(f func(http.ResponseWriter, []byte)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = f
}

func status(code int) func(http.ResponseWriter, []byte) {
	return func(w http.ResponseWriter, _ []byte) {
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "said \x00 the receiver")
	}
}

// outward is webhooks that run.
type outward struct {
	*Webhooks
	*receiver
	t     *testing.T
	flow  *Flow
	queue *jobs.Queue
	clock *atomic.Int64
	id    string
}

func newOutward(t *testing.T, f *Flow, clock *atomic.Int64, events ...string) *outward {
	t.Helper()
	q := jobs.New(f.store, jobs.Settings{Poll: 10 * time.Millisecond, Rand: func() float64 { return 0.5 }})
	o := &outward{receiver: newReceiver(t), t: t, flow: f, queue: q, clock: clock}
	o.Webhooks = f.NewWebhooks(q, openSeal{}, &http.Client{Timeout: 5 * time.Second}, WebhookOptions{AllowPrivate: true, Rand: func() float64 { return 0.5 }})
	made, err := o.Create(t.Context(), WebhookInput{URL: &o.URL, Events: events})
	if err != nil {
		t.Fatal(err)
	}
	o.id = made.ID
	if o.secret, err = o.Secret(t.Context(), o.id); err != nil {
		t.Fatal(err)
	}
	c := f.NewConsumers(o.Consumer())
	c.Start(t.Context())
	q.Start(t.Context())
	t.Cleanup(func() {
		c.Stop()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		q.Stop(ctx)
	})
	return o
}

func (o *outward) deliveries(status oms.WebhookDeliveryStatus) []oms.WebhookDelivery {
	o.t.Helper()
	p, err := o.Deliveries(o.t.Context(), o.id, status, Paging{Limit: 500})
	if err != nil {
		o.t.Fatal(err)
	}
	return p.Items
}

func TestWebhookDelivers(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		o := newOutward(t, f, clock, "order.*", "stock.out")
		emit(t, f, "order.captured", 1, 3)
		emit(t, f, "payment.captured", 4, 4)
		emit(t, f, "stock.out", 5, 5)
		eventually(t, "four are delivered", func() bool { return len(o.deliveries(oms.DeliveryDelivered)) == 4 })
		var subjects []string
		for _, s := range o.seen() {
			subjects = append(subjects, s.Type+" "+s.Data.Subject)
			if s.Timestamp.IsZero() || s.Data.Seq == 0 || !strings.Contains(string(s.Data.Detail), `"n":`) {
				t.Errorf("body %+v", s)
			}
		}
		slices.Sort(subjects)
		if want := []string{"order.captured 1", "order.captured 2", "order.captured 3", "stock.out 5"}; !slices.Equal(subjects, want) {
			t.Errorf("received %q, want %q", subjects, want)
		}
		d, err := o.Delivery(t.Context(), o.seen()[0].ID)
		if err != nil || len(d.Log) != 1 || d.Log[0].Status != 200 || !strings.Contains(d.Body, `"type":"`+d.Type+`"`) {
			t.Errorf("delivery %+v, %v", d, err)
		}
	})
}

// TestWebhookKeepsOrder delivers the events of one order in their order.
func TestWebhookKeepsOrder(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		o := newOutward(t, f, clock)
		err := f.store.Write(t.Context(), func(tx *store.Tx) error {
			for n := range 60 {
				tx.Emit(t.Context(), oms.Event{Type: "order.edited", Subject: "s", OrderID: []string{"a", "b", "c"}[n%3]}, nil)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, "all are delivered", func() bool { return len(o.deliveries(oms.DeliveryPending)) == 0 && len(o.seen()) >= 60 })
		last := map[string]int64{}
		for _, s := range o.seen() {
			if s.Data.Seq < last[s.Data.OrderID] {
				t.Errorf("order %s: %d came after %d", s.Data.OrderID, s.Data.Seq, last[s.Data.OrderID])
			}
			last[s.Data.OrderID] = s.Data.Seq
		}
	})
}

func TestWebhookRetriesForADay(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		o := newOutward(t, f, clock, "order.*")
		o.respond(status(500))
		emit(t, f, "order.captured", 1, 1)
		begun := f.store.Now()
		for n := range webhookDelays {
			eventually(t, "an attempt has failed", func() bool { return len(o.seen()) == n+1 && pendingAgain(o, n+1) })
			d := o.deliveries("")[0]
			if wait := d.NextAt.Sub(f.store.Now()); d.Status != oms.DeliveryPending || wait > webhookDelays[n] || wait < webhookDelays[n]-10*time.Second {
				t.Fatalf("after attempt %d: %+v, again in %s", n+1, d, wait)
			}
			clock.Add(int64(webhookDelays[n]))
		}
		eventually(t, "it is dead", func() bool { return len(o.deliveries(oms.DeliveryDead)) == 1 })
		if took := f.store.Now().Sub(begun); took < 20*time.Hour || took > 30*time.Hour {
			t.Errorf("it was given up after %s, want about a day", took)
		}
		first := o.seen()[0].ID
		for _, s := range o.seen() {
			if s.ID != first {
				t.Errorf("the id changed from %s to %s", first, s.ID)
			}
		}
		d, err := o.Delivery(t.Context(), first)
		if err != nil || len(d.Log) != 11 || d.Log[10].Response != "said  the receiver" || d.Problem != "the receiver answered 500" {
			t.Errorf("log %+v, %v", d, err)
		}
		o.respond(nil)
		if d, err := o.Replay(t.Context(), first); err != nil || d.Status != oms.DeliveryPending {
			t.Errorf("replayed %+v, %v", d, err)
		}
		eventually(t, "it is delivered", func() bool { return len(o.deliveries(oms.DeliveryDelivered)) == 1 })
		if e, _ := o.Get(t.Context(), o.id); e.FailingSince != nil {
			t.Errorf("failing since %s although it works", e.FailingSince)
		}
	})
}

// pendingAgain tells whether the only delivery and its job wait for the next
// attempt.
func pendingAgain(o *outward, attempts int) bool {
	d := o.deliveries("")[0]
	waiting, err := o.queue.List(o.t.Context(), jobs.Filter{State: store.JobPending, Kind: string(deliverKind), Limit: 9})
	return err == nil && len(waiting) == 1 && waiting[0].RunAt.After(o.flow.store.Now()) && d.Attempts == attempts && d.NextAt != nil
}

func TestWebhookHeedsRetryAfter(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		o := newOutward(t, f, clock, "order.*")
		o.respond(func(w http.ResponseWriter, _ []byte) { w.Header().Set("Retry-After", "600"); w.WriteHeader(429) })
		emit(t, f, "order.captured", 1, 1)
		eventually(t, "it was refused", func() bool { return len(o.seen()) == 1 && pendingAgain(o, 1) })
		if wait := o.deliveries("")[0].NextAt.Sub(f.store.Now()); wait < 9*time.Minute {
			t.Errorf("again in %s, the receiver asked for 10 minutes", wait)
		}
	})
}

func TestWebhookIsDisabled(t *testing.T) {
	for _, x := range []struct {
		name  string
		code  int
		after time.Duration
	}{{"Gone", 410, 0}, {"FailingForDays", 503, 73 * time.Hour}} {
		t.Run(x.name, func(t *testing.T) {
			ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
				o := newOutward(t, f, clock, "order.*")
				o.respond(status(x.code))
				emit(t, f, "order.captured", 1, 1)
				if x.after > 0 {
					eventually(t, "it fails", func() bool { return len(o.seen()) == 1 && pendingAgain(o, 1) })
					clock.Add(int64(x.after))
				}
				eventually(t, "it is disabled", func() bool { e, _ := o.Get(t.Context(), o.id); return !e.Enabled && e.Problem != "" })
				eventually(t, "a person is told", func() bool {
					opened, _ := f.Events(t.Context(), EventFilter{Type: string(oms.ExceptionOpened), Limit: 9})
					return len(opened) == 1
				})
				if _, err := o.ReplayRange(t.Context(), o.id, ReplayInput{From: f.store.Now().Add(-100 * time.Hour)}); oms.CodeOf(err) != oms.Conflict {
					t.Errorf("replaying to a disabled webhook: %v", err)
				}
				eventually(t, "what waited is dead", func() bool {
					clock.Add(int64(time.Minute))
					return len(o.deliveries(oms.DeliveryDead)) == 1
				})
				on := true
				o.respond(nil)
				if e, err := o.Update(t.Context(), o.id, WebhookInput{Enabled: &on}); err != nil || !e.Enabled || e.Problem != "" || e.FailingSince != nil {
					t.Errorf("enabled again: %+v, %v", e, err)
				}
				eventually(t, "the exception is resolved", func() bool {
					closed, _ := f.Events(t.Context(), EventFilter{Type: string(oms.ExceptionClosed), Limit: 9})
					return len(closed) == 1
				})
				if n, err := o.ReplayRange(t.Context(), o.id, ReplayInput{From: f.store.Now().Add(-100 * time.Hour)}); err != nil || n != 1 {
					t.Errorf("replayed %d, %v", n, err)
				}
				eventually(t, "it is delivered", func() bool { return len(o.deliveries(oms.DeliveryDelivered)) == 1 })
			})
		})
	}
}

func TestWebhookRotation(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		o := newOutward(t, f, clock, "order.*")
		if _, err := o.Rotate(t.Context(), o.id); err != nil {
			t.Fatal(err)
		}
		if a, err := o.Test(t.Context(), o.id); err != nil || a.Status != 200 { // o still verifies with the old secret
			t.Errorf("test %+v, %v", a, err)
		}
		fresh, err := o.Secret(t.Context(), o.id)
		if err != nil || fresh == o.secret {
			t.Fatalf("the secret is %q, %v", fresh, err)
		}
		o.mu.Lock()
		o.secret = fresh
		o.mu.Unlock()
		if _, err := o.Test(t.Context(), o.id); err != nil {
			t.Error(err)
		}
		clock.Add(int64(25 * time.Hour))
		if _, err := o.Test(t.Context(), o.id); err != nil {
			t.Error(err)
		}
		var signatures []int
		for _, s := range o.seen() {
			signatures = append(signatures, len(strings.Fields(s.Signature)))
		}
		if !slices.Equal(signatures, []int{2, 2, 1}) {
			t.Errorf("signatures %v", signatures)
		}
		events, _ := f.Events(t.Context(), EventFilter{Limit: 99})
		text, _ := json.Marshal(events)
		if strings.Contains(string(text), "whsec_") {
			t.Error("a secret is in the event log")
		}
	})
}

func TestSlowReceiverBlocksNobody(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		release := make(chan struct{})
		slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
		t.Cleanup(slow.Close)
		o := newOutward(t, f, clock, "order.*")
		if _, err := o.Create(t.Context(), WebhookInput{URL: &slow.URL}); err != nil {
			t.Fatal(err)
		}
		emit(t, f, "order.captured", 1, 200)
		eventually(t, "the quick one has all", func() bool { return len(o.deliveries(oms.DeliveryDelivered)) == 200 })
		close(release)
	})
}

func TestWebhookInput(t *testing.T) {
	w := &Webhooks{}
	local := &Webhooks{WebhookOptions: WebhookOptions{AllowPrivate: true}}
	for _, x := range []struct {
		w   *Webhooks
		url string
		ok  bool
	}{
		{w, "https://example.com/hooks?x=1", true}, {w, "http://example.com", false}, {w, "https://", false}, {w, "example.com", false},
		{w, "https://127.0.0.1", false}, {w, "https://localhost", false}, {w, "https://[::1]/", false}, {w, "https://10.1.2.3", false}, {w, "https://169.254.169.254", false},
		{w, "https://u:p@example.com", false}, {w, "https://example.com/#x", false}, {w, "ftp://example.com", false}, {w, "https://example.com/" + strings.Repeat("x", 2000), false},
		{local, "http://127.0.0.1:9", true}, {local, "http://localhost:9", true}, {local, "http://example.com", false},
	} {
		if got := x.w.checkURL("url", x.url); (got == nil) != x.ok {
			t.Errorf("%.80s: %v", x.url, got)
		}
	}
	for pattern, ok := range map[string]bool{"*": true, "order.*": true, "order.captured": true, "order*": false, "": false, "a.*.b": false, "Ordér": false} {
		url := "https://example.com"
		if err := w.apply(WebhookInput{URL: &url, Events: []string{pattern}}, &store.Endpoint{}); (err == nil) != ok {
			t.Errorf("pattern %q: %v", pattern, err)
		}
	}
}

// TestSignWebhook checks the specification's own vectors.
func TestSignWebhook(t *testing.T) {
	shared := os.Getenv("SWITCHYARD_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(shared, "specs", "standard-webhooks", "fixtures", "signature-vectors.json"))
	if err != nil {
		t.Skipf("the specification's vectors are not here: %v", err)
	}
	var vectors []struct {
		Secret, Timestamp, Payload, Signature string
		MsgID                                 string `json:"msg_id"`
	}
	if err := json.Unmarshal(b, &vectors); err != nil || len(vectors) == 0 {
		t.Fatalf("%d vectors, %v", len(vectors), err)
	}
	for _, v := range vectors {
		got, err := signWebhook([]string{v.Secret}, v.MsgID, v.Timestamp, []byte(v.Payload))
		if err != nil || got != v.Signature {
			t.Errorf("got %q, %v, want %q", got, err, v.Signature)
		}
	}
}
