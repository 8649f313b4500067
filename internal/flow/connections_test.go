package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// vendor is a shop that the tests command: its orders in the order of their
// changes, two to a page, and the next error that it answers.
type vendor struct {
	mu      sync.Mutex
	orders  []oms.OrderInput
	fails   []error // one for each call, then none
	asked   []string
	welcome string            // the token that it accepts
	silent  bool              // it answers no question about accounts
	aliases map[string]string // whose a shop is, where its name doesn't say so
	gate    chan struct{}     // keeps callers waiting, unless nil
}

type vendorSettings struct {
	v     *vendor
	name  string
	token string
}

func (s *vendorSettings) Fields() []field.Field {
	return []field.Field{field.String(&s.name, "shop", "The shop").Must(), field.Secret(&s.token, "token", "The token").Must()}
}

func (s *vendorSettings) Connect(connector.Env) (connector.Connection, error) { return s, nil }

func (s *vendorSettings) refusal() error {
	s.v.mu.Lock()
	defer s.v.mu.Unlock()
	if s.token != s.v.welcome {
		return &connector.Error{Do: connector.Reauth, Status: 401, Message: "the token is not welcome"}
	}
	return nil
}

func (s *vendorSettings) Ping(context.Context) (string, error) {
	s.v.mu.Lock()
	account, known := s.v.aliases[s.name]
	silent := s.v.silent
	s.v.mu.Unlock()
	if silent {
		return "", errors.New("a broken line")
	}
	if !known {
		account = s.name
	}
	return account, s.refusal()
}

func (s *vendorSettings) Orders(_ context.Context, cursor string) (connector.Page, error) {
	if err := s.refusal(); err != nil {
		return connector.Page{}, err
	}
	s.v.mu.Lock()
	defer s.v.mu.Unlock()
	s.v.asked = append(s.v.asked, cursor)
	if gate := s.v.gate; gate != nil {
		s.v.mu.Unlock()
		<-gate
		s.v.mu.Lock()
	}
	if len(s.v.fails) > 0 {
		err := s.v.fails[0]
		s.v.fails = s.v.fails[1:]
		if err != nil {
			return connector.Page{}, err
		}
	}
	at, _ := strconv.Atoi(cursor)
	to := min(at+2, len(s.v.orders))
	return connector.Page{Orders: slices.Clone(s.v.orders[at:to]), Next: strconv.Itoa(to), More: to < len(s.v.orders)}, nil
}

func (s *vendorSettings) Webhook(_ context.Context, h connector.Hook) ([]connector.Delivery, error) {
	if h.Header.Get("Signature") != s.token {
		return nil, fmt.Errorf("vendor: %w", connector.ErrBadSignature)
	}
	var in oms.OrderInput
	if err := json.Unmarshal(h.Body, &in); err != nil {
		return nil, oms.Errorf(oms.Malformed, "no JSON")
	}
	return []connector.Delivery{{ID: "1", Topic: "order", Order: &in}}, nil
}

// vendors connects without a host.
type vendors struct{ forgotten []string }

func (v *vendors) Connect(c oms.Connection, d connector.Driver, secrets map[string]string) (connector.Connection, error) {
	values := map[string]string{}
	for _, m := range []map[string]string{c.Settings, secrets} {
		for k, value := range m {
			values[k] = value
		}
	}
	return connector.Open(d, values, connector.Env{})
}

func (v *vendors) Forget(id string) { v.forgotten = append(v.forgotten, id) }

// inward is a connection to a vendor that runs.
type inward struct {
	*Connections
	*vendor
	t     *testing.T
	flow  *Flow
	queue *jobs.Queue
	id    string
}

func newInward(t *testing.T, f *Flow, v *vendor) *inward {
	t.Helper()
	v.welcome = "s3cret"
	q := jobs.New(f.store, jobs.Settings{Poll: 10 * time.Millisecond, Rand: func() float64 { return 0.5 }})
	d := connector.Driver{ID: "vendor", Name: "Vendor", Kind: connector.Channel, New: func() connector.Settings { return &vendorSettings{v: v} }}
	in := &inward{vendor: v, t: t, flow: f, queue: q}
	in.Connections = f.NewConnections(q, openSeal{}, &vendors{}, []connector.Driver{d}, 0)
	made, err := in.Create(t.Context(), ConnectionInput{Driver: "vendor", Channel: "shop", Settings: map[string]string{"shop": "x", "token": "s3cret"}})
	if err != nil {
		t.Fatal(err)
	}
	in.id = made.ID
	q.Start(t.Context())
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		q.Stop(ctx)
	})
	return in
}

func (in *inward) get() ConnectionView {
	in.t.Helper()
	v, err := in.Get(in.t.Context(), in.id)
	if err != nil {
		in.t.Fatal(err)
	}
	return v
}

func (in *inward) captured() []string {
	in.t.Helper()
	events, err := in.flow.Events(in.t.Context(), EventFilter{Type: string(oms.OrderCaptured), Limit: 1000})
	if err != nil {
		in.t.Fatal(err)
	}
	var ids []string
	for _, e := range events {
		o, err := in.flow.Order(in.t.Context(), e.OrderID)
		if err != nil {
			in.t.Fatal(err)
		}
		ids = append(ids, o.Channel+" "+o.ExternalID+" "+e.Actor)
	}
	return ids
}

func (in *inward) opened(kind oms.ExceptionKind) int {
	events, _ := in.flow.Events(in.t.Context(), EventFilter{Type: string(oms.ExceptionOpened), Limit: 100})
	n := 0
	for _, e := range events {
		if strings.Contains(string(e.Data), `"`+string(kind)+`"`) {
			n++
		}
	}
	return n
}

func shopOrder(id string, at time.Time) oms.OrderInput {
	return oms.OrderInput{ExternalID: id, PlacedAt: at, UpdatedAt: &at, Currency: "EUR",
		Lines: []oms.LineInput{{SKU: "NEW-" + id, Quantity: "1", UnitPrice: "10.00"}}, Raw: json.RawMessage(`{"id":"` + id + `"}`)}
}

func TestConnectionPolls(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		v := &vendor{}
		at := f.store.Now().Add(-time.Hour)
		for n := range 5 {
			v.orders = append(v.orders, shopOrder(fmt.Sprint(n), at))
		}
		bad := shopOrder("bad", at)
		bad.Lines[0].Quantity = "-1"
		v.orders = slices.Insert(v.orders, 2, bad)
		in := newInward(t, f, v)
		eventually(t, "five are captured", func() bool { return len(in.captured()) == 5 })
		if got, want := in.captured()[2], "shop 2 connection:"+in.id; got != want {
			t.Errorf("captured %q, want %q", got, want)
		}
		eventually(t, "the next poll is planned", func() bool { return len(listJobs(t, in.queue, store.JobPending)) == 1 && in.get().Sync.Cursor == "6" })
		s := in.get().Sync
		if s.NextPollAt == nil || s.LastPollAt == nil || s.LastEventAt == nil || s.Lag < time.Hour || s.Lag > 2*time.Hour {
			t.Errorf("freshness %+v", s)
		}
		replayRefused(t, in)

		v.mu.Lock()
		v.orders, v.asked = append(v.orders, shopOrder("late", f.store.Now())), nil
		v.mu.Unlock()
		clock.Add(int64(61 * time.Second))
		eventually(t, "the next poll takes what is new", func() bool { return len(in.captured()) == 7 })
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.asked[0] != "6" {
			t.Errorf("it went on at %q", v.asked[0])
		}
	})
}

// replayRefused edits the dead letter of the order that was refused.
func replayRefused(t *testing.T, in *inward) {
	t.Helper()
	var dead []jobs.Entry
	eventually(t, "the bad order is a dead letter", func() bool {
		dead, _ = in.queue.List(t.Context(), jobs.Filter{State: store.JobDead, Limit: 9})
		return len(dead) == 1
	})
	eventually(t, "a person is told", func() bool { return in.opened(oms.ExceptionRefusedOrder) == 1 })
	if !strings.Contains(string(dead[0].Args), `"raw":{"id":"bad"}`) || !strings.Contains(dead[0].Problem, "quantity") {
		t.Errorf("dead letter %s: %s", dead[0].Args, dead[0].Problem)
	}
	args := strings.Replace(string(dead[0].Args), `"quantity":-1`, `"quantity":1`, 1)
	if _, err := in.queue.Edit(t.Context(), dead[0].ID, json.RawMessage(args)); err != nil {
		t.Fatal(err)
	}
	if _, err := in.queue.Replay(t.Context(), dead[0].ID); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it is captured", func() bool { return len(in.captured()) == 6 })
	eventually(t, "and no trouble any more", func() bool {
		closed, _ := in.flow.Events(t.Context(), EventFilter{Type: string(oms.ExceptionClosed), Limit: 9})
		return len(closed) == 1
	})
}

func TestConnectionReactions(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, clock *atomic.Int64, _ store.Options) {
		at := f.store.Now()
		v := &vendor{orders: []oms.OrderInput{shopOrder("1", at), shopOrder("2", at), shopOrder("3", at)}, fails: []error{
			&connector.Error{Do: connector.Wait, RetryAfter: 10 * time.Minute, Message: "slow down"},
			errors.New("a broken line"),
			nil,
			&connector.Error{Do: connector.Reject, Message: "no such page"},
		}}
		in := newInward(t, f, v)
		calls := func() int { v.mu.Lock(); defer v.mu.Unlock(); return len(v.asked) }
		waiting := func(attempts int, wait time.Duration) func() bool {
			return func() bool {
				for _, j := range listJobs(t, in.queue, store.JobPending) {
					if left := j.RunAt.Sub(f.store.Now()); j.Kind == string(pollKind) && j.Attempts == attempts && left > wait/2 && left <= wait {
						return true
					}
				}
				return false
			}
		}
		eventually(t, "it waits as it was told", waiting(0, 10*time.Minute))
		if p := in.get().Problem; p != "" || calls() != 1 {
			t.Errorf("problem %q after %d calls: waiting is none", p, calls())
		}
		clock.Add(int64(10 * time.Minute))
		eventually(t, "it tries again after a broken line", waiting(1, 5*time.Second))
		if p := in.get().Problem; p != "a broken line" {
			t.Errorf("problem %q", p)
		}
		clock.Add(int64(5 * time.Second))
		eventually(t, "what is rejected is a dead letter", func() bool { return len(listJobs(t, in.queue, store.JobDead)) == 1 })
		if got := in.captured(); len(got) != 2 {
			t.Errorf("captured %v before the rejection", got)
		}
		if c := in.get().Sync.Cursor; c != "2" {
			t.Errorf("the cursor is %q: behind what was captured, and not further", c)
		}
		eventually(t, "a person is told", func() bool { return in.opened(oms.ExceptionConnection) == 1 })
		clock.Add(int64(17 * time.Minute))
		eventually(t, "it goes on by itself", func() bool { return len(in.captured()) == 3 })
		eventually(t, "and is well", func() bool { return in.get().Problem == "" })
	})
}

func listJobs(t *testing.T, q *jobs.Queue, state store.JobState) []jobs.Entry {
	t.Helper()
	all, err := q.List(t.Context(), jobs.Filter{State: state, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPollAsked asks for a poll while one is under way: it comes at once
// behind it, and then no other.
func TestPollAsked(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		v := &vendor{gate: make(chan struct{})}
		in := newInward(t, f, v)
		asked := func() int {
			v.mu.Lock()
			defer v.mu.Unlock()
			return len(v.asked)
		}
		eventually(t, "it polls", func() bool { return asked() == 1 })
		if err := in.PollNow(t.Context(), in.id); err != nil {
			t.Fatal(err)
		}
		v.gate <- struct{}{}
		eventually(t, "it polls again", func() bool { return asked() == 2 })
		v.gate <- struct{}{}
		eventually(t, "it rests", func() bool {
			next := in.get().Sync.NextPollAt
			return next != nil && next.After(f.store.Now()) && len(listJobs(t, in.queue, store.JobPending)) == 1
		})
		if n := asked(); n != 2 {
			t.Errorf("it polled %d times", n)
		}
	})
}

func TestConnectionReauth(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		v := &vendor{orders: []oms.OrderInput{shopOrder("1", f.store.Now())}}
		in := newInward(t, f, v)
		eventually(t, "it works", func() bool { return len(in.captured()) == 1 })
		v.mu.Lock()
		v.welcome, v.orders = "another", append(v.orders, shopOrder("2", f.store.Now()))
		v.mu.Unlock()
		if r, err := in.Test(t.Context(), in.id); err != nil || r.OK || r.Message != "the token is not welcome" {
			t.Errorf("test %+v, %v", r, err)
		}
		if c := in.get(); c.Status != oms.ConnectionReauth || c.Problem != "the token is not welcome" {
			t.Errorf("status %s, %q", c.Status, c.Problem)
		}
		if err := in.PollNow(t.Context(), in.id); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("polling what is refused: %v", err)
		}
		eventually(t, "a person is told", func() bool { return in.opened(oms.ExceptionConnection) == 1 })
		got, err := in.Update(t.Context(), in.id, ConnectionInput{Settings: map[string]string{"token": "another"}})
		if err != nil || got.Status != oms.ConnectionActive || got.Problem != "" || got.Settings["shop"] != "x" {
			t.Errorf("updated %+v, %v", got, err)
		}
		eventually(t, "it polls at once", func() bool { return len(in.captured()) == 2 })
	})
}

func TestConnectionPollRefused(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		v := &vendor{fails: []error{&connector.Error{Do: connector.Reauth, Message: "expired"}}}
		in := newInward(t, f, v)
		eventually(t, "it rests", func() bool { return in.get().Status == oms.ConnectionReauth })
		eventually(t, "no job is left", func() bool { return len(listJobs(t, in.queue, store.JobPending)) == 0 })
		if r, err := in.Test(t.Context(), in.id); err != nil || !r.OK || in.get().Status != oms.ConnectionActive {
			t.Errorf("a test that succeeds does not wake it: %+v, %v", r, err)
		}
	})
}

func TestReceiveWebhook(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		in := newInward(t, f, &vendor{})
		receive := func(signature string, body any) error {
			b, err := json.Marshal(body)
			if err != nil {
				t.Fatal(err)
			}
			return in.ReceiveWebhook(t.Context(), in.id, http.Header{"Signature": {signature}}, b)
		}
		order := shopOrder("w1", f.store.Now())
		if err := receive("wrong", order); oms.CodeOf(err) != oms.Unauthorized {
			t.Errorf("a wrong signature: %v", err)
		}
		if err := receive("s3cret", "no order"); oms.CodeOf(err) != oms.Malformed {
			t.Errorf("no order: %v", err)
		}
		if err := in.ReceiveWebhook(t.Context(), "con_x", nil, nil); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("no connection: %v", err)
		}
		for range 3 {
			if err := receive("s3cret", order); err != nil {
				t.Error(err)
			}
		}
		eventually(t, "one order", func() bool { return len(in.captured()) == 1 })
		if s := in.get().Sync; s.LastEventAt == nil {
			t.Error("no freshness")
		}
		order.ExternalID, order.Currency = "w2", "NOPE"
		if err := receive("s3cret", order); err != nil {
			t.Errorf("an order that can't be captured is ours to mend, not the vendor's to repeat: %v", err)
		}
		eventually(t, "it is a dead letter", func() bool { return len(listJobs(t, in.queue, store.JobDead)) == 1 })
		if _, err := in.Pause(t.Context(), in.id); err != nil {
			t.Fatal(err)
		}
		order.ExternalID, order.Currency = "w3", "EUR"
		if err := receive("s3cret", order); err != nil {
			t.Error(err)
		}
		if n := len(in.captured()); n != 1 {
			t.Errorf("%d captured although the connection is paused", n)
		}
	})
}

func TestConnectionSettings(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		in := newInward(t, f, &vendor{})
		for name, x := range map[string]struct {
			in   ConnectionInput
			code oms.Code
			says string
		}{
			"UnknownDriver":  {ConnectionInput{Driver: "nobody"}, oms.Invalid, "driver"},
			"NoChannel":      {ConnectionInput{Driver: "vendor"}, oms.Invalid, "channel"},
			"MissingSetting": {ConnectionInput{Driver: "vendor", Channel: "b", Settings: map[string]string{"token": "t"}}, oms.Invalid, "settings.shop is required"},
			"UnknownSetting": {ConnectionInput{Driver: "vendor", Channel: "b", Settings: map[string]string{"token": "t", "shop": "x", "shpo": "y"}}, oms.Invalid, "settings.shpo"},
			"TakenChannel":   {ConnectionInput{Driver: "vendor", Channel: "shop", Settings: map[string]string{"token": "t", "shop": "x"}}, oms.Conflict, "another connection"},
		} {
			if _, err := in.Create(t.Context(), x.in); oms.CodeOf(err) != x.code || !strings.Contains(fmt.Sprint(err), x.says) {
				t.Errorf("%s: %v", name, err)
			}
		}
		v := in.get()
		if !slices.Equal(v.SecretsSet, []string{"token"}) || v.Settings["token"] != "" || !slices.Equal(v.Capabilities, []string{"orders", "webhooks"}) ||
			!slices.Equal(v.Channels, []string{"shop"}) {
			t.Errorf("seen: %+v", v)
		}
		events, _ := f.Events(t.Context(), EventFilter{Limit: 99})
		text, _ := json.Marshal(events)
		if strings.Contains(string(text), "s3cret") || !strings.Contains(string(text), "connection.created") {
			t.Errorf("the log says %s", text)
		}
		if err := f.Keep(in.id).Put(t.Context(), "size", "5"); err != nil {
			t.Error(err)
		}
		if got, err := f.Keep(in.id).Get(t.Context(), "size"); err != nil || got != "5" {
			t.Errorf("kept %q, %v", got, err)
		}
		if err := in.Delete(t.Context(), in.id); err != nil {
			t.Fatal(err)
		}
		if ch, err := f.Channel(t.Context(), "shop"); err != nil || ch.ConnectionID != "" {
			t.Errorf("its channel: %+v, %v", ch, err)
		}
		if all, err := in.List(t.Context()); err != nil || len(all) != 0 {
			t.Errorf("left: %+v, %v", all, err)
		}
	})
}
