package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/client"
)

// serve answers each request with the next of the answers.
func serve(t *testing.T, answers ...http.HandlerFunc) (*client.Client, *atomic.Int64) {
	t.Helper()
	var n atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answers[min(int(n.Add(1)), len(answers))-1](w, r)
	}))
	t.Cleanup(srv.Close)
	c := client.New(srv.URL, "token")
	c.Wait = time.Millisecond
	return c, &n
}

func refuse(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// TestRetries loses answers: the write is sent again under the same key.
func TestRetries(t *testing.T) {
	var keys []string
	note := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			keys = append(keys, r.Header.Get("Idempotency-Key"))
			next(w, r)
		}
	}
	c, n := serve(t, note(refuse(503, "")), note(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
		note(refuse(409, `{"code":"key_in_flight"}`)), note(refuse(201, `{"id":"ord_1"}`)))
	o, err := c.Orders.Create(t.Context(), client.NewOrder{Channel: "web"})
	if err != nil || o.ID != "ord_1" || n.Load() != 4 {
		t.Fatalf("%v, %v after %d requests", o, err, n.Load())
	}
	for _, k := range keys {
		if k == "" || k != keys[0] {
			t.Errorf("keys %v", keys)
		}
	}
}

func TestRefusalIsFinal(t *testing.T) {
	c, n := serve(t, refuse(422, `{"code":"invalid","detail":"the order is not valid","errors":[{"field":"lines","message":"needs at least one line"}],"request_id":"req_1"}`))
	_, err := c.Orders.Create(client.WithKey(t.Context(), "mine"), client.NewOrder{})
	var p *client.Problem
	if !errors.As(err, &p) || p.Status != 422 || p.Code != "invalid" || p.Errors[0].Field != "lines" || n.Load() != 1 {
		t.Errorf("%v after %d requests", err, n.Load())
	}
	if p.Error() != "the order is not valid; lines needs at least one line (invalid, req_1)" {
		t.Errorf("%s", p)
	}
}

func TestGivesUp(t *testing.T) {
	c, n := serve(t, refuse(502, "<html>"))
	if _, err := c.Orders.Get(t.Context(), "ord_1"); err == nil || n.Load() != int64(c.Tries) {
		t.Errorf("%v after %d requests", err, n.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Orders.Get(ctx, "ord_1"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestPages(t *testing.T) {
	c, _ := serve(t, refuse(200, `{"items":[{"id":"a"},{"id":"b"}],"next_cursor":"x"}`), refuse(200, `{"items":[{"id":"c"}],"next_cursor":""}`))
	seen := ""
	for o, err := range c.Orders.List(t.Context(), client.OrderFilter{Query: "a b"}) {
		if err != nil {
			t.Fatal(err)
		}
		seen += o.ID
	}
	if seen != "abc" {
		t.Errorf("seen %s", seen)
	}
}

// TestFollow breaks the stream twice: every event comes once.
func TestFollow(t *testing.T) {
	stream := func(from, to int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if want := fmt.Sprint(from - 1); r.URL.Query().Get("after") != want {
				t.Errorf("asks behind %s, want %s", r.URL.Query().Get("after"), want)
			}
			for i := from; i <= to; i++ {
				_, _ = fmt.Fprintf(w, ": comment\nid: %d\nevent: x\ndata: {\"seq\":%d,\"type\":\"x\"}\n\n", i, i)
			}
		}
	}
	c, _ := serve(t, stream(1, 2), refuse(503, ""), stream(3, 5))
	last := int64(0)
	for e, err := range c.Events.Follow(t.Context(), 0, "") {
		if err != nil || e.Seq != last+1 {
			t.Fatalf("%v after %d, %v", e, last, err)
		}
		if last = e.Seq; last == 5 {
			break
		}
	}
}
