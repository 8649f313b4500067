package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// asset is one file of the build with the compressed twins that the build made.
type asset struct {
	name     string
	mime     string
	hashed   bool   // the name changes with the content
	etag     string // without quotes; one per content, the encoding is added
	variants []variant
}

// variant is a compressed twin of a file: the same name with a suffix.
type variant struct {
	encoding string // as in Accept-Encoding
	suffix   string
}

// encodings in the order of preference: Brotli is about a sixth smaller.
var encodings = []variant{{"br", ".br"}, {"gzip", ".gz"}}

// mimes are the types of what a build contains. The host's table is not asked:
// it differs between machines.
var mimes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// readAssets lists a build. A build that can't be read is a fault of the
// binary, not of a request, so it panics at the start.
func readAssets(build fs.FS) map[string]asset {
	assets := map[string]asset{}
	err := fs.WalkDir(build, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isPublic(name) {
			return err
		}
		a, err := readAsset(build, name)
		assets[name] = a
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("web: reading the UI build: %v", err))
	}
	return assets
}

// isPublic leaves out the twins, which are served under the name of the file
// they stand for, and hidden files.
func isPublic(name string) bool {
	_, known := mimes[path.Ext(name)]
	return known && !strings.HasPrefix(path.Base(name), ".")
}

func readAsset(build fs.FS, name string) (asset, error) {
	a := asset{name: name, mime: mimes[path.Ext(name)], hashed: strings.HasPrefix(name, "assets/")}
	f, err := build.Open(name)
	if err != nil {
		return a, err
	}
	defer f.Close()

	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return a, err
	}
	a.etag = hex.EncodeToString(sum.Sum(nil)[:12])
	for _, v := range encodings {
		if _, err := fs.Stat(build, name+v.suffix); err == nil {
			a.variants = append(a.variants, v)
		}
	}
	return a, nil
}

func (a asset) serve(w http.ResponseWriter, r *http.Request, build fs.FS) {
	h := w.Header()
	h.Set("Content-Type", a.mime)
	h.Set("Cache-Control", a.cacheControl())
	name, etag := a.name, a.etag
	if len(a.variants) > 0 {
		h.Set("Vary", "Accept-Encoding")
	}
	if v, ok := a.choose(r.Header.Values("Accept-Encoding")); ok {
		h.Set("Content-Encoding", v.encoding)
		name, etag = a.name+v.suffix, a.etag+"-"+v.encoding
	}
	h.Set("ETag", `"`+etag+`"`)

	f, err := build.Open(name)
	if err != nil {
		http.Error(w, "the UI build is damaged: build it again with make build", http.StatusInternalServerError)
		return
	}
	defer f.Close()
	// An embedded file has no time of its own, so the ETag alone decides.
	content, ok := f.(io.ReadSeeker)
	if !ok {
		http.Error(w, "the file can't be read", http.StatusInternalServerError)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, content)
}

// cacheControl keeps a hashed file for a year, and asks for the rest each time:
// a new version shows on the next load.
func (a asset) cacheControl() string {
	if a.hashed {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// choose picks the best twin that the browser takes.
func (a asset) choose(accept []string) (variant, bool) {
	for _, v := range a.variants {
		if accepts(accept, v.encoding) {
			return v, true
		}
	}
	return variant{}, false
}

// accepts reads Accept-Encoding (RFC 9110, section 12.5.3): the coding's own
// weight counts, else that of the star; a weight of zero refuses.
func accepts(header []string, encoding string) bool {
	star := false
	for _, item := range strings.Split(strings.Join(header, ","), ",") {
		coding, params, _ := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == encoding {
			return weight(params) > 0
		}
		if coding == "*" {
			star = weight(params) > 0
		}
	}
	return star
}

func weight(params string) float64 {
	value, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0
	}
	return q
}
