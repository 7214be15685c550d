package content_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	generator "github.com/invopop/jsonschema"

	"huikuan/server/content"
)

var update = flag.Bool("update", false, "write comments.json and the schemas in scenarios/schema anew")

// Editors explain keys with the comments of the domain types; the embedded copy must be theirs. Run first: the schemas
// are made from it.
func TestCommentsAreThoseOfTheTypes(t *testing.T) {
	reader := new(generator.Reflector)
	if err := reader.AddGoComments("huikuan/server/content", "../coach", generator.WithFullComment()); err != nil {
		t.Fatal(err)
	}
	comments, schemas := map[string]string{}, string(bytes.Join(slices.Collect(maps.Values(content.Schemas())), nil))
	for name, text := range reader.CommentMap {
		name = strings.TrimPrefix(name, "huikuan/server/coach.")
		if isContent(schemas, name) && text != "" {
			comments[name] = strings.Join(strings.Fields(text), " ")
		}
	}
	var want bytes.Buffer
	encoder := json.NewEncoder(&want)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(comments); err != nil {
		t.Fatal(err)
	}
	same(t, "comments.json", want.Bytes())
}

// isContent reports whether a comment belongs to a type of the content files.
func isContent(schemas, name string) bool {
	typeName, _, _ := strings.Cut(name, ".")
	switch typeName {
	case "Case", "Playbook", "LawPack", "Persona":
		return true
	}
	return strings.Contains(schemas, `"`+typeName+`": {`)
}

// The schemas that authors' editors read are committed; they must say what the program checks.
func TestCommittedSchemasMatchTheTypes(t *testing.T) {
	for name, want := range content.Schemas() {
		same(t, filepath.Join("..", "..", "scenarios", "schema", name), want)
	}
}

func same(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from the types: run `go test ./server/content -run 'Comments|Schemas' -update` twice and commit it", file)
	}
}
