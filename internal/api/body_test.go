package api

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// once is a listener of one connection.
type once chan net.Conn

func (l once) Accept() (net.Conn, error) {
	c, open := <-l
	if !open {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (l once) Close() error   { return nil }
func (l once) Addr() net.Addr { return &net.TCPAddr{} }

// TestSlowBodies sends bodies at several paces, and asks how long each could go
// on: a slow line gets its file through, a trickle is cut off.
func TestSlowBodies(t *testing.T) {
	for name, c := range map[string]struct {
		piece  int
		pause  time.Duration
		status int
		after  time.Duration // when it was over, at the latest
	}{
		"a slow line": {64 << 10, 3 * time.Second, 200, 7 * time.Minute},
		"a trickle":   {1, time.Second, 400, patience + 5*time.Second},
		"half of it":  {4 << 10, time.Second, 400, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const size = 8 << 20
				ours, theirs := net.Pipe()
				l := make(once, 1)
				l <- theirs
				op := &operation{maxBody: size, anyMedia: true, raw: true}
				srv := &http.Server{ReadTimeout: 2 * time.Minute, WriteTimeout: writeTimeout, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					r = r.WithContext(context.WithValue(r.Context(), requestKey{}, &request{}))
					if err := readBody(w, r, op); err != nil {
						w.Header().Set("Connection", "close")
						w.WriteHeader(http.StatusBadRequest)
						_, _ = io.WriteString(w, err.Error())
					}
				})}
				go func() { _ = srv.Serve(l) }()
				begun := time.Now()
				go func() {
					_, err := io.WriteString(ours, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8388608\r\n\r\n")
					for sent := 0; sent < size && err == nil; sent += c.piece {
						time.Sleep(c.pause)
						_, err = ours.Write(bytes.Repeat([]byte("x"), c.piece))
					}
				}()
				status := make([]byte, 12)
				_, err := io.ReadFull(ours, status)
				if took := time.Since(begun); err != nil || string(status) != map[int]string{200: "HTTP/1.1 200", 400: "HTTP/1.1 400"}[c.status] || took > c.after {
					t.Errorf("%q after %v, %v", status, took, err)
				}
				_ = ours.Close()
				close(l)
				_ = srv.Close()
				time.Sleep(time.Minute) // of the bubble's own time: for all of them to end
			})
		})
	}
}
