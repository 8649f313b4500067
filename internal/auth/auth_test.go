package auth

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

const goodPassword = "four words and a horse"

// clock is moved by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// server is one process on a database.
type server struct {
	*Auth
	t     *testing.T
	clock *clock
	opts  store.Options
}

// both runs f with a server on a new SQLite file and one on a new PostgreSQL
// database.
func both(t *testing.T, f func(*testing.T, *server)) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		c := &clock{at: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}
		o.Now = c.now
		f(t, start(t, o, c))
	})
}

func start(t *testing.T, o store.Options, c *clock) *server {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	a := New(s, Options{})
	t.Cleanup(func() { a.Close(); _ = s.Close() })
	return &server{a, t, c, o}
}

// another starts a second process on the same database.
func (s *server) another() *server { return start(s.t, s.opts, s.clock) }

// user makes a person with a password.
func (s *server) user(email string, role oms.Role) *oms.User {
	s.t.Helper()
	u, err := s.CreateUser(s.t.Context(), NewUser{Email: email, Name: "Somebody", Role: role, Password: goodPassword})
	if err != nil {
		s.t.Fatal(err)
	}
	return u
}

// request sends a request through the middleware and returns the context that
// a handler gets, or the refusal.
func (s *server) request(r *http.Request, o MiddlewareOptions) (ctx context.Context, refusal error) {
	o.Refuse = func(_ http.ResponseWriter, _ *http.Request, err error) { refusal = err }
	h := s.Middleware(o)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { ctx = r.Context() }))
	h.ServeHTTP(httptest.NewRecorder(), r)
	return ctx, refusal
}

// from makes a request as it comes from an address.
func from(address, method string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, "http://shop.example/api/v1/orders", nil)
	r.RemoteAddr = address + ":4711"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// at is the context of a request without credentials from an address.
func (s *server) at(address string) context.Context {
	s.t.Helper()
	ctx, err := s.request(from(address, http.MethodGet), MiddlewareOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	return ctx
}

// with returns the principal that a request with a header is from.
func (s *server) with(header, value string) (Principal, error) {
	ctx, err := s.request(from("192.0.2.1", http.MethodGet, header, value), MiddlewareOptions{})
	if err != nil {
		return Principal{}, err
	}
	p, _ := PrincipalOf(ctx)
	return p, nil
}

func (s *server) session(in *SignedIn) Principal {
	s.t.Helper()
	p, err := s.with("Cookie", CookieName+"="+in.Secret)
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *server) login(ctx context.Context, email, password string) (*SignedIn, error) {
	return s.Login(ctx, LoginInput{Email: email, Password: password})
}

// events lists the events of a type, the oldest first. On PostgreSQL the log
// shows them once no older transaction of the whole server is in flight.
func (s *server) events(typ oms.EventType, want int) []oms.Event {
	s.t.Helper()
	var list []oms.Event
	for range 500 {
		if err := s.store.Read(s.t.Context(), func(tx *store.Tx) (err error) {
			list, err = tx.Events(s.t.Context(), store.EventFilter{Type: string(typ), Limit: 100})
			return err
		}); err != nil {
			s.t.Fatal(err)
		}
		if len(list) >= want {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(list) != want {
		s.t.Fatalf("%d events %s, want %d", len(list), typ, want)
	}
	return list
}

func wantCode(t *testing.T, err error, code oms.Code) {
	t.Helper()
	if got := oms.CodeOf(err); got != code || (code == "") != (err == nil) {
		t.Fatalf("error %v (%q), want %q", err, got, code)
	}
}

// race runs f n times at once and returns how many succeeded.
func race(n int, f func(i int) error) int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	won, gun := 0, make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-gun
			if f(i) == nil {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	close(gun)
	wg.Wait()
	return won
}
