package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"huikuan/server/coach"
)

// page serves the built web page from memory: a path is looked up in a map, so no path can reach anything else. Any
// path that is no file is a route of the page and gets index.html.
type page struct {
	files map[string]pageFile
}

type pageFile struct {
	body, gzipped, brotli []byte
	kind, etag, keep      string
}

// packedEnding is the ending of a file that the build packed beside the plain one.
const packedEnding = ".br"

// newPage reads the page's files. A page that was never built is an error that says how to build it.
func newPage(files fs.FS) (*page, error) {
	p := &page{files: map[string]pageFile{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, packedEnding) {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		packed, err := fs.ReadFile(files, name+packedEnding)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		p.files["/"+name] = newPageFile(name, body, packed)
		return nil
	})
	if err != nil {
		return nil, coach.Wrap(coach.CodeInternal, err, "the web page's files cannot be read")
	}
	if _, ok := p.files["/index.html"]; !ok {
		return nil, coach.Errorf(coach.CodeInternal, "the web page is not built into this binary; run make build")
	}
	return p, nil
}

func newPageFile(name string, body, brotli []byte) pageFile {
	sum := sha256.Sum256(body)
	file := pageFile{body: body, brotli: brotli, kind: mime.TypeByExtension(path.Ext(name)), etag: `"` + hex.EncodeToString(sum[:12]) + `"`, keep: "no-cache"}
	if file.kind == "" {
		file.kind = "application/octet-stream"
	}
	if strings.HasPrefix(name, "assets/") { // the bundler puts a content hash into these names
		file.keep = "public, max-age=31536000, immutable"
	}
	var packed bytes.Buffer
	writer, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if _, err := writer.Write(body); err == nil && writer.Close() == nil && packed.Len() < len(body)*9/10 {
		file.gzipped = packed.Bytes()
	}
	return file
}

// ServeHTTP implements http.Handler.
func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, ok := p.files[r.URL.Path]
	if !ok {
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			http.NotFound(w, r)
			return
		}
		file = p.files["/index.html"]
	}
	h := w.Header()
	h.Set("Content-Type", file.kind)
	h.Set("Cache-Control", file.keep)
	h.Set("ETag", file.etag)
	h.Set("Vary", "Accept-Encoding")
	if r.Header.Get("If-None-Match") == file.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body, coding := file.packedFor(r.Header.Get("Accept-Encoding"))
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that went away needs no answer
	}
}

// packedFor is the smallest form of a file that a client takes, and how it is packed; empty for as it is.
func (f pageFile) packedFor(accepted string) (body []byte, coding string) {
	switch {
	case f.brotli != nil && accepts(accepted, "br"):
		return f.brotli, "br"
	case f.gzipped != nil && accepts(accepted, "gzip"):
		return f.gzipped, "gzip"
	}
	return f.body, ""
}

// accepts reports whether an Accept-Encoding header names a coding and does not refuse it.
func accepts(header, coding string) bool {
	for one := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(one, ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			weight = strings.ReplaceAll(weight, " ", "")
			return strings.Trim(strings.TrimPrefix(weight, "q="), "0.") != "" || weight == ""
		}
	}
	return false
}
