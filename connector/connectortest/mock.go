package connectortest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"sync"
	"testing"
	"time"
)

// Exchange is one scripted answer of mock.json.
type Exchange struct {
	Match  string            // "GET /orders?page=2"
	Ask    json.RawMessage   // members that the request's JSON body must have, at any depth
	Status int               // 200 when absent
	Header map[string]string //
	Body   json.RawMessage   //
}

func script(t testing.TB) (all []Exchange) {
	t.Helper()
	b, err := os.ReadFile("testdata/mock.json")
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// mock answers from the script, whatever host the connector asks for, so that
// no connector needs a setting for tests only.
func (s *suite) mock(t *testing.T) *http.Client { return s.spoiled(t, -1, nil) }

// spoiled is the mock that answers one exchange of the script with a page that
// is no answer; seen is told which are asked for.
func (s *suite) spoiled(t *testing.T, which int, seen func(int)) *http.Client {
	exchanges := script(t)
	var mu sync.Mutex
	return client(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for i, x := range exchanges {
			if x.Match != r.Method+" "+r.URL.RequestURI() || !asks(x.Ask, body) {
				continue
			}
			mu.Lock()
			s.asked[i] = true
			if seen != nil {
				seen(i)
			}
			mu.Unlock()
			if i == which {
				garbage.write(w)
				return
			}
			if s.vendor.Check != nil {
				s.vendor.Check(t, r, body, x.Body)
			}
			x.write(w)
			return
		}
		t.Errorf("no answer is scripted for %s %s %s", r.Method, r.URL.RequestURI(), body)
		w.WriteHeader(http.StatusNotFound)
	})
}

// broken answers everything with one fault.
func broken(t *testing.T, x Exchange) *http.Client {
	return client(t, func(w http.ResponseWriter, _ *http.Request) { x.write(w) })
}

func (x Exchange) write(w http.ResponseWriter) {
	for k, v := range x.Header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(max(x.Status, http.StatusOK))
	_, _ = w.Write(x.Body) // a client that is gone sees to itself
}

// asks tells whether body has all that want has.
func asks(want, body []byte) bool {
	if len(want) == 0 {
		return true
	}
	var w, b any
	return json.Unmarshal(want, &w) == nil && json.Unmarshal(body, &b) == nil && has(b, w)
}

func has(got, want any) bool {
	members, ok := want.(map[string]any)
	if !ok {
		return reflect.DeepEqual(got, want)
	}
	from, _ := got.(map[string]any)
	for name, v := range members {
		if !has(from[name], v) {
			return false
		}
	}
	return true
}

func client(t *testing.T, h http.HandlerFunc) *http.Client {
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	to, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Transport: redirect{to}, Timeout: 10 * time.Second}
}

type redirect struct{ to *url.URL }

func (d redirect) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = d.to.Scheme, d.to.Host
	return http.DefaultTransport.RoundTrip(r)
}

// NewKeep makes a connector.Keep in memory.
func NewKeep() *Memory { return &Memory{values: map[string]string{}} }

// Memory is a connector.Keep that forgets when the test ends.
type Memory struct {
	mu     sync.Mutex
	values map[string]string
}

// Get returns what Put stored.
func (m *Memory) Get(_ context.Context, key string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.values[key], nil
}

// Put stores value.
func (m *Memory) Put(_ context.Context, key, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[key] = value
	return nil
}

// logBook gathers what is logged.
type logBook struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}
