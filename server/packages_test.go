package server_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEveryPackageSaysWhatItIsFor: once, and in doc.go where there are several files to look in; a command in main.go.
func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	sources := map[string][]string{} // by folder: the files that are no tests
	said := map[string][]string{}    // by folder: those with a package comment
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		if ast.IsGenerated(file) {
			return nil
		}
		dir, name := filepath.ToSlash(filepath.Dir(path)), filepath.Base(path)
		sources[dir] = append(sources[dir], name)
		if file.Doc != nil {
			said[dir] = append(said[dir], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) < 3 {
		t.Fatalf("walked only %d packages: the test looks at the wrong folder", len(sources))
	}
	for dir, names := range sources {
		home := "doc.go"
		switch {
		case strings.HasPrefix(dir, "cmd/"):
			home = "main.go"
		case len(names) == 1:
			home = names[0]
		}
		if !slices.Equal(said[dir], []string{home}) {
			t.Errorf("server/%s says in %v what it is for; say it in %s alone", dir, said[dir], home)
		}
	}
}
