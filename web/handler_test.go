package web_test

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/switchyard-oms/switchyard/web"
)

const page = "<!doctype html><title>Switchyard</title>"

// build is a small UI build: a page, a hashed script with both twins, a style
// with one, an icon without any, and a hidden file.
func build() fs.FS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"index.html":              file(page),
		"color-scheme.js":         file("scheme()"),
		"assets/index-a1b2.js":    file("plain script"),
		"assets/index-a1b2.js.br": file("brotli script"),
		"assets/index-a1b2.js.gz": file("gzip script"),
		"assets/index-c3.css":     file("plain style"),
		"assets/index-c3.css.gz":  file("gzip style"),
		"favicon.svg":             file("<svg/>"),
		".gitkeep":                file("hidden"),
	}
}

func ask(t *testing.T, h http.Handler, method, target string, header ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

func TestPaths(t *testing.T) {
	h := web.Handler(web.Options{Build: build()})
	tests := []struct {
		path   string
		status int
		kind   string
		body   string
	}{
		{"/", 200, "text/html; charset=utf-8", page},
		{"/index.html", 200, "text/html; charset=utf-8", page},
		{"/orders", 200, "text/html; charset=utf-8", page},
		{"/orders/ord_01J?tab=raw", 200, "text/html; charset=utf-8", page},
		{"/apiary", 200, "text/html; charset=utf-8", page},
		{"/inventory/MUG-0.5", 200, "text/html; charset=utf-8", page},
		{"/customers/ada@example.com", 200, "text/html; charset=utf-8", page},
		{"/assets", 200, "text/html; charset=utf-8", page},
		{"/favicon.svg", 200, "image/svg+xml", "<svg/>"},
		{"/assets/index-a1b2.js", 200, "text/javascript; charset=utf-8", "plain script"},
		{"/assets/gone-0000.js", 404, "application/problem+json", ""},
		{"/assets/index-a1b2.js.br", 404, "application/problem+json", ""},
		{"/.gitkeep", 404, "application/problem+json", ""},
		{"/../index.html", 200, "text/html; charset=utf-8", page},
		{"/api", 404, "application/problem+json", ""},
		{"/api/v1/nothing", 404, "application/problem+json", ""},
		{"/x/../api/v1/nothing", 404, "application/problem+json", ""},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			res, body := ask(t, h, "GET", tt.path)
			if res.StatusCode != tt.status || res.Header.Get("Content-Type") != tt.kind {
				t.Fatalf("got %d %q, want %d %q", res.StatusCode, res.Header.Get("Content-Type"), tt.status, tt.kind)
			}
			if tt.body != "" && body != tt.body {
				t.Errorf("body %q, want %q", body, tt.body)
			}
		})
	}
}

func TestCaching(t *testing.T) {
	h := web.Handler(web.Options{Build: build()})

	res, _ := ask(t, h, "GET", "/assets/index-a1b2.js")
	if got := res.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("hashed file: Cache-Control %q", got)
	}
	for _, path := range []string{"/", "/orders", "/color-scheme.js"} {
		res, _ := ask(t, h, "GET", path)
		if got := res.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		etag := res.Header.Get("ETag")
		if etag == "" {
			t.Fatalf("%s: no ETag", path)
		}
		again, body := ask(t, h, "GET", path, "If-None-Match", etag)
		if again.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("%s with its ETag: %d %q, want 304 and nothing", path, again.StatusCode, body)
		}
	}

	next := build().(fstest.MapFS)
	next["index.html"] = &fstest.MapFile{Data: []byte(page + "<p>new")}
	before, _ := ask(t, h, "GET", "/")
	after, _ := ask(t, web.Handler(web.Options{Build: next}), "GET", "/", "If-None-Match", before.Header.Get("ETag"))
	if after.StatusCode != http.StatusOK {
		t.Errorf("a new build with the old ETag: %d, want 200", after.StatusCode)
	}
}

func TestCompression(t *testing.T) {
	h := web.Handler(web.Options{Build: build()})
	tests := []struct {
		path, accept   string
		encoding, body string
	}{
		{"/assets/index-a1b2.js", "gzip, deflate, br, zstd", "br", "brotli script"},
		{"/assets/index-a1b2.js", "gzip", "gzip", "gzip script"},
		{"/assets/index-a1b2.js", "br;q=0, gzip;q=0.5", "gzip", "gzip script"},
		{"/assets/index-a1b2.js", "*", "br", "brotli script"},
		{"/assets/index-a1b2.js", "*;q=0", "", "plain script"},
		{"/assets/index-a1b2.js", "br;q=none", "", "plain script"},
		{"/assets/index-a1b2.js", "", "", "plain script"},
		{"/assets/index-c3.css", "br", "", "plain style"},
		{"/assets/index-c3.css", "BR, GZIP", "gzip", "gzip style"},
		{"/favicon.svg", "br", "", "<svg/>"},
	}
	etags := map[string]string{}
	for _, tt := range tests {
		t.Run(tt.path+" "+tt.accept, func(t *testing.T) {
			res, body := ask(t, h, "GET", tt.path, "Accept-Encoding", tt.accept)
			if got := res.Header.Get("Content-Encoding"); got != tt.encoding || body != tt.body {
				t.Errorf("got %q %q, want %q %q", got, body, tt.encoding, tt.body)
			}
			if vary := res.Header.Get("Vary"); (vary == "Accept-Encoding") != strings.HasPrefix(tt.path, "/assets/") {
				t.Errorf("Vary %q", vary)
			}
			etag := res.Header.Get("ETag")
			if known, ok := etags[etag]; ok && known != body {
				t.Errorf("one ETag %s for %q and %q", etag, known, body)
			}
			etags[etag] = body
		})
	}
}

func TestMethods(t *testing.T) {
	for name, h := range map[string]http.Handler{
		"built":   web.Handler(web.Options{Build: build()}),
		"unbuilt": web.Handler(web.Options{Build: fstest.MapFS{}}),
	} {
		t.Run(name, func(t *testing.T) {
			res, _ := ask(t, h, "POST", "/orders")
			if res.StatusCode != http.StatusMethodNotAllowed || res.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("POST: %d, Allow %q", res.StatusCode, res.Header.Get("Allow"))
			}
			if res, _ = ask(t, h, "HEAD", "/"); res.StatusCode != http.StatusOK {
				t.Errorf("HEAD: %d", res.StatusCode)
			}
		})
	}
}

func TestUnbuilt(t *testing.T) {
	h := web.Handler(web.Options{Build: fstest.MapFS{".gitkeep": &fstest.MapFile{}}})
	for _, path := range []string{"/", "/orders/ord_1"} {
		res, body := ask(t, h, "GET", path)
		if res.StatusCode != http.StatusOK || !strings.Contains(body, "make build") {
			t.Errorf("%s: %d, does not say how to build: %s", path, res.StatusCode, body)
		}
		if got := res.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q would outlive the build", path, got)
		}
	}
	if res, _ := ask(t, h, "GET", "/api/v1/orders"); res.StatusCode != http.StatusNotFound {
		t.Errorf("/api/v1/orders: %d, want 404", res.StatusCode)
	}
}

// The embedded tree is a build or the placeholder, never something between.
func TestEmbedded(t *testing.T) {
	res, body := ask(t, web.Handler(web.Options{}), "GET", "/")
	if res.StatusCode != http.StatusOK {
		t.Fatalf("status %d", res.StatusCode)
	}
	if built := web.Built(web.Build()); built == strings.Contains(body, "make build") {
		t.Errorf("built is %v, but the page is %q", built, body)
	}
}
