package oms

import (
	"errors"
	"fmt"
	"strings"
)

// Code sorts a refusal for whoever called: a program reads the code, a person
// the message.
type Code string

// The codes, each with the HTTP status that the API answers.
const (
	Invalid      Code = "invalid"       // 422: the input breaks a rule; Fields says where
	Malformed    Code = "malformed"     // 400: the input can't be read at all
	NotFound     Code = "not_found"     // 404
	Gone         Code = "gone"          // 410: it was archived
	Conflict     Code = "conflict"      // 409: the present state doesn't allow it
	Claimed      Code = "claimed"       // 409: somebody else works on it; they may be asked, or it is taken over
	Stale        Code = "stale"         // 412: somebody changed it first
	Unauthorized Code = "unauthorized"  // 401: who are you?
	Forbidden    Code = "forbidden"     // 403: you may not
	TooLarge     Code = "too_large"     // 413
	TooMany      Code = "too_many"      // 429: slow down
	KeyReused    Code = "key_reused"    // 422: an idempotency key came with another body
	KeyInFlight  Code = "key_in_flight" // 409: the first request with this key is still running
)

// Error is a refusal that says what is wrong and, where it helps, what to do.
type Error struct {
	Code    Code
	Message string
	Says    *Said // the message taken apart, nil where it has no words of ours
	Fields  []FieldError
}

// FieldError names one field of the input, in the input's own path syntax
// (lines[2].quantity), and what is wrong with it.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Says    *Said  `json:"says,omitempty" doc:"The message taken apart, to be said in another language"`
}

// Error is the message alone: whoever passes a fault on names the field anew.
func (f FieldError) Error() string { return f.Message }

// FaultAt says what is wrong with a field.
func FaultAt(field, format string, args ...any) FieldError {
	return FieldError{field, fmt.Sprintf(format, args...), refuse(format, args)}
}

func (e *Error) Error() string {
	if len(e.Fields) == 0 {
		return e.Message
	}
	parts := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		parts[i] = f.Field + " " + f.Message
	}
	return e.Message + ": " + strings.Join(parts, "; ")
}

// Errorf makes an Error of code.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Says: refuse(format, args)}
}

// InvalidFields makes an Invalid error of the faults found, or nil without any.
func InvalidFields(what string, fields []FieldError) error {
	if len(fields) == 0 {
		return nil
	}
	e := Errorf(Invalid, "%s is not valid", what)
	e.Fields = fields
	return e
}

// InvalidField makes an Invalid error about one field.
func InvalidField(field, format string, args ...any) *Error {
	e := Errorf(Invalid, "the input is not valid")
	e.Fields = []FieldError{FaultAt(field, format, args...)}
	return e
}

// CodeOf returns the code of err, or "" for an error that is not a refusal.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
