package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
	"github.com/switchyard-oms/switchyard/oms"
)

// Problem is a refusal in the form of RFC 9457. Programs read Code, people
// Detail and Errors.
type Problem struct {
	Type      string           `json:"type" doc:"Always about:blank: code tells problems apart" example:"about:blank" maxLength:"200"`
	Title     string           `json:"title" doc:"The status in words" example:"Unprocessable Entity" maxLength:"100"`
	Status    int              `json:"status" doc:"The HTTP status" example:"422" minimum:"400" maximum:"599"`
	Detail    string           `json:"detail,omitempty" doc:"What is wrong, for people" example:"the order is not valid" maxLength:"10000"`
	Says      *oms.Said        `json:"says,omitempty" doc:"The detail taken apart, to be said in another language. Its code follows the English words: programs go by code"`
	Code      string           `json:"code" doc:"What is wrong, for programs" example:"invalid" maxLength:"60"`
	Errors    []oms.FieldError `json:"errors,omitempty" doc:"Which fields of the input are wrong" maxItems:"10000"`
	RequestID string           `json:"request_id,omitempty" doc:"Names this request in the server's log" example:"req_01jd7b7s5w8k2s1t" maxLength:"100"`

	header http.Header
}

var _ huma.StatusError = (*Problem)(nil)

// Error is the sentence for logs.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes every problem application/problem+json.
func (p *Problem) ContentType(string) string { return problemType }

// GetHeaders are further headers of the answer, such as Allow.
func (p *Problem) GetHeaders() http.Header { return p.header }

const problemType = "application/problem+json"

// Codes of problems that HTTP itself has and no verb.
const (
	codeMethod      = "method_not_allowed"
	codeMedia       = "unsupported_media_type"
	codeInternal    = "internal"
	codeUnavailable = "unavailable"
	codeTimeout     = "timeout"
)

// statuses says with which status a refusal of the road is answered.
var statuses = map[oms.Code]int{
	oms.Invalid:      http.StatusUnprocessableEntity,
	oms.Malformed:    http.StatusBadRequest,
	oms.NotFound:     http.StatusNotFound,
	oms.Gone:         http.StatusGone,
	oms.Conflict:     http.StatusConflict,
	oms.Claimed:      http.StatusConflict,
	oms.Stale:        http.StatusPreconditionFailed,
	oms.Unauthorized: http.StatusUnauthorized,
	oms.Forbidden:    http.StatusForbidden,
	oms.TooLarge:     http.StatusRequestEntityTooLarge,
	oms.TooMany:      http.StatusTooManyRequests,
	oms.KeyReused:    http.StatusUnprocessableEntity,
	oms.KeyInFlight:  http.StatusConflict,
}

// newProblem makes a problem with a status of its own.
func newProblem(status int, code, format string, args ...any) *Problem {
	return problemSaying(status, oms.Errorf(oms.Code(code), format, args...))
}

func problemSaying(status int, e *oms.Error) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: string(e.Code), Detail: e.Message, Says: e.Says, Errors: e.Fields}
}

// problemOf turns an error into a problem. What is not a refusal is the
// server's fault: it is answered without its text, which the log has.
func problemOf(err error) *Problem {
	var (
		p      *Problem
		e      *oms.Error
		faults field.Faults
	)
	if slow, ok := asWait(err); ok {
		return slow
	}
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &e):
		return problemSaying(cmp.Or(statuses[e.Code], http.StatusConflict), e)
	case errors.As(err, &faults):
		p := newProblem(http.StatusUnprocessableEntity, string(oms.Invalid), "the settings are not valid")
		for _, f := range faults {
			p.Errors = append(p.Errors, oms.FaultAt("settings."+f.Name, "%v", f.Err))
		}
		return p
	case errors.Is(err, connector.ErrBadSignature):
		return newProblem(http.StatusUnauthorized, string(oms.Unauthorized), "the signature is not valid")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return newProblem(http.StatusServiceUnavailable, codeTimeout, "the request was given up before it was done; it is safe to send it again with the same Idempotency-Key")
	}
	return newProblem(http.StatusInternalServerError, codeInternal, "something went wrong here; the log knows this request by its id")
}

func tooLarge(limit int64) *Problem {
	return problemOf(oms.Errorf(oms.TooLarge, "the body is larger than the limit of %d bytes", limit))
}

// humaProblem makes problems of huma's own findings: parameters and bodies
// that don't fit their schema.
func humaProblem(status int, message string, errs ...error) *Problem {
	if status == http.StatusUnprocessableEntity || status == http.StatusBadRequest && len(errs) > 0 {
		return invalidInput(errs)
	}
	code := codeInternal
	switch status {
	case http.StatusBadRequest:
		code = string(oms.Malformed)
	case http.StatusNotFound:
		code = string(oms.NotFound)
	case http.StatusRequestEntityTooLarge:
		code = string(oms.TooLarge)
	case http.StatusUnsupportedMediaType:
		code = codeMedia
	case http.StatusRequestTimeout:
		code = codeTimeout
	}
	return newProblem(status, code, "%s", message)
}

// invalidInput names each field that is wrong, in the input's own path.
func invalidInput(errs []error) *Problem {
	p := newProblem(http.StatusUnprocessableEntity, string(oms.Invalid), "the input is not valid")
	for _, err := range errs {
		var d huma.ErrorDetailer
		if !errors.As(err, &d) {
			p.Errors = append(p.Errors, oms.FaultAt("body", "%v", err))
			continue
		}
		p.Errors = append(p.Errors, fieldError(d.ErrorDetail().Location, d.ErrorDetail().Message))
	}
	return p
}

// fieldError puts huma's finding in the words that all refusals use.
func fieldError(location, message string) oms.FieldError {
	for _, where := range []string{"body.", "query.", "path.", "header."} {
		location = strings.TrimPrefix(location, where)
	}
	if name, ok := strings.CutPrefix(message, "expected required property "); ok {
		name = strings.TrimSuffix(name, " to be present")
		if location == "body" {
			return oms.FaultAt(name, "is required")
		}
		return oms.FaultAt(location+"."+name, "is required")
	}
	if strings.HasPrefix(message, "required ") {
		return oms.FaultAt(location, "is required")
	}
	for _, f := range findings {
		if rest, ok := strings.CutPrefix(message, f.begins); ok {
			return f.says(location, strings.Trim(rest, `"`))
		}
	}
	return oms.FaultAt(location, "%s", message)
}

// respond writes a problem as the answer to a request that no operation serves.
func respond(w http.ResponseWriter, r *http.Request, p *Problem) {
	out := *p
	out.RequestID = requestOf(r.Context()).id
	for k, v := range p.header {
		w.Header()[k] = v
	}
	body, err := json.Marshal(&out)
	if err != nil {
		body = []byte(`{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal"}`)
	}
	h := w.Header()
	h.Set("Content-Type", problemType)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if p.Status == http.StatusUnauthorized && h.Get("WWW-Authenticate") == "" {
		h.Set("WWW-Authenticate", `Bearer realm="switchyard"`)
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(body, '\n'))
}
