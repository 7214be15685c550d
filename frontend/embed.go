// Package frontend carries the built web page inside the binary.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Page returns the built page: index.html, and assets/ with content-hashed names. It holds only a placeholder when the
// page was not built before the binary.
func Page() fs.FS {
	page, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the embed directive fixes the folder at compile time
	}
	return page
}
