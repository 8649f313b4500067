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
