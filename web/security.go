package web

import (
	"net/http"
	"strings"
)

// contentPolicy is the Content-Security-Policy of every page.
//
// Scripts come from this server only, never from the page's text: that is what
// makes an injected string inert. Styles may be inline, because Mantine writes
// its theme's variables and its responsive rules into <style> elements at run
// time, and a page that is one cacheable file has no nonce to give them. An
// injected style can't run code, and the image and connection rules keep it from
// sending anything away.
var contentPolicy = strings.Join([]string{
	"default-src 'self'",
	"script-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"object-src 'none'",
	"base-uri 'none'",
	"form-action 'self'",
	"frame-ancestors 'none'",
}, "; ")

// deniedFeatures are the powers of the browser that no view uses. A scanner is
// a keyboard here, so not even the camera is asked for.
const deniedFeatures = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), usb=()"

// secured puts the security headers on every answer, errors included.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		// The set-up link carries a token: no other site may learn the address.
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", deniedFeatures)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}
