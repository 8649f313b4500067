// Package web is the control room in the browser: the source of the single-page
// application and the handler that serves its build out of the binary.
//
// The build is made by `make build` (Vite writes web/dist) and embedded. A clone
// that has never built it still compiles; its handler then answers every page
// with one that says how to build it. Nothing is fetched from another host.
package web

import (
	"embed"
	"io/fs"
)

// dist is the build. The committed placeholder file keeps the directive valid
// before the first build.
//
//go:embed all:dist
var dist embed.FS

// Build is the embedded build with index.html at its root. It holds only a
// placeholder when the binary was compiled before the UI was built.
func Build() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the path is a constant that the embed directive guarantees
	}
	return sub
}

// Built reports whether build holds a UI, that is an index.html at its root.
func Built(build fs.FS) bool {
	info, err := fs.Stat(build, "index.html")
	return err == nil && info.Mode().IsRegular()
}
