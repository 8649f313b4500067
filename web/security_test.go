package web_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/switchyard-oms/switchyard/web"
)

func TestSecurityHeaders(t *testing.T) {
	built := web.Handler(web.Options{Build: build()})
	unbuilt := web.Handler(web.Options{Build: fstest.MapFS{}})
	for name, answer := range map[string]func() *http.Response{
		"page":     func() *http.Response { r, _ := ask(t, built, "GET", "/"); return r },
		"script":   func() *http.Response { r, _ := ask(t, built, "GET", "/assets/index-a1b2.js"); return r },
		"missing":  func() *http.Response { r, _ := ask(t, built, "GET", "/none.js"); return r },
		"write":    func() *http.Response { r, _ := ask(t, built, "POST", "/"); return r },
		"unbuilt":  func() *http.Response { r, _ := ask(t, unbuilt, "GET", "/"); return r },
		"api path": func() *http.Response { r, _ := ask(t, built, "GET", "/api/x"); return r },
	} {
		t.Run(name, func(t *testing.T) {
			h := answer().Header
			for key, want := range map[string]string{
				"X-Content-Type-Options":       "nosniff",
				"Referrer-Policy":              "same-origin",
				"Cross-Origin-Opener-Policy":   "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin",
			} {
				if got := h.Get(key); got != want {
					t.Errorf("%s: %q, want %q", key, got, want)
				}
			}
			if got := h.Get("Permissions-Policy"); !strings.Contains(got, "camera=()") {
				t.Errorf("Permissions-Policy: %q", got)
			}
		})
	}
}

func TestContentPolicy(t *testing.T) {
	res, _ := ask(t, web.Handler(web.Options{Build: build()}), "GET", "/")
	policy := map[string]string{}
	for _, directive := range strings.Split(res.Header.Get("Content-Security-Policy"), "; ") {
		name, value, _ := strings.Cut(directive, " ")
		policy[name] = value
	}
	for name, want := range map[string]string{
		"default-src":     "'self'",
		"script-src":      "'self'",
		"connect-src":     "'self'",
		"object-src":      "'none'",
		"base-uri":        "'none'",
		"frame-ancestors": "'none'",
	} {
		if policy[name] != want {
			t.Errorf("%s is %q, want %q", name, policy[name], want)
		}
	}
}
