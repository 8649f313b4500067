package api

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// maxHeader bounds the header of a request.
const maxHeader = 64 << 10

// writeTimeout is how long an answer may take, from the end of what was sent.
const writeTimeout = 2 * time.Minute

// Server makes an HTTP server that a slow or silent client can't wear out. An
// answer may take long (a stream of events sets its own deadlines); a request
// may not.
func Server(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute, // of a body that nobody reads; readBody sets its own
		WriteTimeout:      writeTimeout,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // what strangers send is no error of ours
	}
}

// Listener makes net/http's own refusals, which it writes before any handler
// runs (400 for what is no HTTP, 431 for a header that is too long), problems
// like all others.
func Listener(l net.Listener) net.Listener { return listener{l} }

type listener struct{ net.Listener }

func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c}, nil
}

type conn struct{ net.Conn }

// The form of net/http's own answers: a status line, these three headers, and
// the status once more as text.
var (
	ownPrefix  = []byte("HTTP/1.1 ")
	ownHeaders = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
)

// Write passes everything on but the refusals that net/http writes itself, in
// one piece each.
func (c *conn) Write(b []byte) (int, error) {
	status, ok := ownRefusal(b)
	if !ok {
		return c.Conn.Write(b)
	}
	if _, err := c.Conn.Write(asProblem(status)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// ownRefusal tells a refusal of net/http itself and returns its status line.
func ownRefusal(b []byte) (status []byte, ok bool) {
	if len(b) > 512 || !bytes.HasPrefix(b, ownPrefix) {
		return nil, false
	}
	status, text, found := bytes.Cut(b[len(ownPrefix):], ownHeaders)
	return status, found && len(status) > 4 && bytes.HasPrefix(text, status[:3])
}

func asProblem(status []byte) []byte {
	code := int(status[0]-'0')*100 + int(status[1]-'0')*10 + int(status[2]-'0')
	p := newProblem(code, "malformed", "this is not a request of HTTP that can be read")
	if code == http.StatusRequestHeaderFieldsTooLarge {
		p.Code, p.Detail = "too_large", "the header of the request is too large"
	}
	body, err := json.Marshal(p)
	if err != nil {
		return append(ownPrefix[:len(ownPrefix):len(ownPrefix)], "400 Bad Request\r\nConnection: close\r\n\r\n"...)
	}
	var out bytes.Buffer
	out.Write(ownPrefix)
	out.Write(status)
	out.WriteString("\r\nContent-Type: " + problemType + "\r\nConnection: close\r\n\r\n")
	out.Write(body)
	return out.Bytes()
}
