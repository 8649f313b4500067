package client

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// Problem is a refusal by the server, in the form of RFC 9457.
type Problem struct {
	Status    int          `json:"status"`           // of HTTP
	Title     string       `json:"title"`            // the status in words
	Code      string       `json:"code"`             // what is wrong, for programs: invalid, not_found, stale …
	Detail    string       `json:"detail"`           // what is wrong, for people
	Errors    []FieldError `json:"errors,omitempty"` // which fields of the input are wrong
	RequestID string       `json:"request_id"`       // names the request in the server's log
}

// FieldError names one field of the input, as lines[0].quantity, and what is
// wrong with it.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error says it all in one line.
func (p *Problem) Error() string {
	parts := []string{p.Detail}
	if p.Detail == "" {
		parts[0] = p.Title
	}
	for _, e := range p.Errors {
		parts = append(parts, e.Field+" "+e.Message)
	}
	return strings.Join(parts, "; ") + " (" + p.Code + ", " + p.RequestID + ")"
}

// temporary tells whether the same request may succeed later.
func (p *Problem) temporary() bool {
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return p.Code == "key_in_flight"
}

// readProblem reads a refusal; one that is not ours, of a proxy for example,
// has its status alone.
func readProblem(res *http.Response) *Problem {
	p := &Problem{}
	raw, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil || json.Unmarshal(raw, p) != nil {
		p = &Problem{}
	}
	p.Status = res.StatusCode
	if p.Title == "" {
		p.Title = http.StatusText(res.StatusCode)
	}
	if p.RequestID == "" {
		p.RequestID = res.Header.Get("X-Request-Id")
	}
	return p
}
