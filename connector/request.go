package connector

import (
	"context"
	"net/http"
)

type repeatable struct{}

// Repeatable marks requests made with the context as harmless to send twice,
// although their method doesn't say so: a query by POST, or a write with an
// idempotency key of the vendor's.
func Repeatable(ctx context.Context) context.Context {
	return context.WithValue(ctx, repeatable{}, true)
}

// Urgent marks requests made with the context as not to wait behind others for
// the vendor's rate: a part of each burst is kept for them.
func Urgent(ctx context.Context) context.Context {
	return context.WithValue(ctx, urgent{}, true)
}

type urgent struct{}

// IsUrgent tells whether a request was marked by Urgent.
func IsUrgent(r *http.Request) bool { return r.Context().Value(urgent{}) != nil }

// IsRepeatable tells whether a request may be sent again when it is not known
// what became of it: by its method (RFC 9110, section 9.2.2) or by Repeatable.
func IsRepeatable(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodDelete:
		return true
	}
	marked, _ := r.Context().Value(repeatable{}).(bool)
	return marked
}
