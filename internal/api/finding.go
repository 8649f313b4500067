package api

import (
	"strconv"

	"github.com/switchyard-oms/switchyard/oms"
)

// finding says what huma found in the words that all refusals use. rest is what
// stands behind the words that its message begins with.
type finding struct {
	begins string
	says   func(location, rest string) oms.FieldError
}

// findings are the messages of huma's validation; the longer beginnings first.
var findings = []finding{
	{"unexpected property", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "is not a field here") }},
	{"expected length >= ", func(at, n string) oms.FieldError {
		return oms.FaultAt(at, "must have at least %d characters", countOf(n))
	}},
	{"expected length <= ", func(at, n string) oms.FieldError {
		return oms.FaultAt(at, "must have at most %d characters", countOf(n))
	}},
	{"expected array length >= ", func(at, n string) oms.FieldError { return oms.FaultAt(at, "must have at least %d entries", countOf(n)) }},
	{"expected array length <= ", func(at, n string) oms.FieldError { return oms.FaultAt(at, "must have at most %d entries", countOf(n)) }},
	{"expected array items to be unique", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must not have an entry twice") }},
	{"expected number >= ", func(at, n string) oms.FieldError { return oms.FaultAt(at, "must be %s or more", n) }},
	{"expected number > ", func(at, n string) oms.FieldError { return oms.FaultAt(at, "must be more than %s", n) }},
	{"expected number <= ", func(at, n string) oms.FieldError { return oms.FaultAt(at, "must be %s or less", n) }},
	{"expected number < ", func(at, n string) oms.FieldError { return oms.FaultAt(at, "must be less than %s", n) }},
	{"expected value to be one of ", func(at, all string) oms.FieldError { return oms.FaultAt(at, "must be one of %s", all) }},
	{"expected boolean", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must be true or false") }},
	{"expected number", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must be a number") }},
	{"expected integer", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must be a whole number") }},
	{"expected string to be RFC 3339 date-time", func(at, _ string) oms.FieldError {
		return oms.FaultAt(at, "must be an instant such as 2026-11-20T10:00:00Z")
	}},
	{"expected string to be RFC 3339 date", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must be a date such as 2026-12-25") }},
	{"expected string to match pattern ", func(at, p string) oms.FieldError { return oms.FaultAt(at, "must match the pattern %s", p) }},
	{"expected string to be ", func(at, what string) oms.FieldError { return oms.FaultAt(at, "must be text of the form %s", what) }},
	{"expected string", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must be text") }},
	{"expected array", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must be a list") }},
	{"expected object", func(at, _ string) oms.FieldError { return oms.FaultAt(at, "must be an object") }},
	{"expected ", func(at, what string) oms.FieldError { return oms.FaultAt(at, "must be: %s", what) }},
}

// countOf reads the limit in a message.
func countOf(n string) int64 {
	count, _ := strconv.ParseInt(n, 10, 64) // huma wrote it
	return count
}
