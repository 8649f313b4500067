package web

import (
	_ "embed"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Options says what Handler serves.
type Options struct {
	// Build is the file tree with index.html at its root; nil means the
	// embedded one. Its files must be seekable, as those of embed.FS,
	// os.DirFS and fstest.MapFS are.
	Build fs.FS
}

//go:embed unbuilt.html
var unbuiltPage []byte

// Handler serves the control room for every path that the API does not take:
//
//   - a file of the build, compressed as the browser accepts;
//   - for any other path without an extension the application itself, which
//     reads the address and draws the view (so a shared link works);
//   - never anything under /api/, where a page in place of an error would
//     mislead a program.
//
// Build is read once, here: a file added later is not seen.
func Handler(opts Options) http.Handler {
	build := opts.Build
	if build == nil {
		build = Build()
	}
	if !Built(build) {
		return secured(readOnly(http.HandlerFunc(serveUnbuilt)))
	}
	return secured(readOnly(&site{build: build, assets: readAssets(build)}))
}

// site answers with the files of one build.
type site struct {
	build  fs.FS
	assets map[string]asset
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if underAPI(name) {
		notFound(w)
		return
	}
	if a, ok := s.assets[name]; ok {
		a.serve(w, r, s.build)
		return
	}
	if isFile(name) {
		notFound(w)
		return
	}
	s.assets["index.html"].serve(w, r, s.build)
}

func serveUnbuilt(w http.ResponseWriter, r *http.Request) {
	if underAPI(strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")) {
		notFound(w)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(unbuiltPage)
}

// isFile tells a file that the build lacks from a view. A view may end in what
// looks like an extension: the code of a SKU, an e-mail address.
func isFile(name string) bool {
	return path.Ext(name) != "" && (!strings.Contains(name, "/") || strings.HasPrefix(name, "assets/"))
}

func underAPI(name string) bool {
	return name == "api" || strings.HasPrefix(name, "api/")
}

// notFound answers in the API's own error format, so that a program which asks
// for a wrong path can read the answer like any other.
func notFound(w http.ResponseWriter) {
	problem(w, http.StatusNotFound)
}

func problem(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(problemBodies[status]))
}

var problemBodies = map[int]string{
	http.StatusNotFound:         `{"type":"about:blank","title":"Not Found","status":404}` + "\n",
	http.StatusMethodNotAllowed: `{"type":"about:blank","title":"Method Not Allowed","status":405}` + "\n",
}

// readOnly refuses what is not a read: no page takes a write.
func readOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Allow", "GET, HEAD")
		problem(w, http.StatusMethodNotAllowed)
	})
}
