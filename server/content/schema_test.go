package content_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"huikuan/server/content"
)

var update = flag.Bool("update", false, "write the generated schemas to scenarios/schema")

// The schemas that authors' editors read are committed; they must say what the program checks.
func TestCommittedSchemasMatchTheTypes(t *testing.T) {
	folder := filepath.Join("..", "..", "scenarios", "schema")
	for name, want := range content.Schemas() {
		file := filepath.Join(folder, name)
		if *update {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from the types: run `go test ./server/content -run Schemas -update` and commit it", name)
		}
	}
}
