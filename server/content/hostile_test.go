package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"huikuan/server/content"
)

// hostile are files that try to make the reader run long, run out of memory or take something for what it is not.
func hostile() map[string]string {
	return map[string]string{
		"billion laughs":       "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\nid: [*d,*d]\n",
		"a merge key":          "id: bomb\nx: &x {version: 1}\n<<: *x\n",
		"an endless flow list": "id: " + strings.Repeat("[", 60_000),
		"an endless flow map":  "id: " + strings.Repeat("{a: ", 60_000),
		"dashes in a row":      "id:\n" + strings.Repeat("- ", 60_000) + "x\n",
		"questions in a row":   strings.Repeat("? ", 60_000) + "x\n",
		"a staircase":          staircase(200),
		"too many values":      "id: [" + strings.Repeat("a,", 50_000) + "a]\n",
		"too many keys":        "id: {" + strings.Repeat("a: b, ", 20_000) + "}\n",
		"too large":            "id: " + strings.Repeat("a", 300_000),
		"not UTF-8":            "id: bomb\ntitle: \xff\xfe\n",
		"UTF-16":               "\xff\xfei\x00d\x00:\x00 \x00x\x00",
		"a NUL":                "id: bo\x00mb\n",
		"binary":               "id: !!binary aGVsbG8=\n",
		"a type of the host":   "id: !!python/object/apply:os.system [ls]\n",
		"a directive":          "%YAML 9.9\n---\nid: bomb\n",
		"nothing":              "",
		"only a comment":       "# later\n",
		"a list":               "- id: bomb\n",
		"a scalar":             "bomb\n",
		"a byte order mark":    "\ufeff",
		"a self reference":     "id: &x [*x]\n",
		"null":                 "~\n",
		"keys that are lists":  "? [a, b]\n: c\n",
		"tabs":                 "id: bomb\n\ttitle: x\n",
	}
}

func staircase(steps int) string {
	var b strings.Builder
	for i := range steps {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestHostileFilesAreRefusedQuicklyWithAPlace(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			files := valid(t)
			files["cases/bomb.yaml"] = &fstest.MapFile{Data: []byte(text)}
			start := time.Now()
			faults := content.Check(files)
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if len(faults) == 0 {
				t.Fatal("accepted")
			}
			for _, f := range faults {
				if f.File != "cases/bomb.yaml" || f.Line < 1 || f.Column < 1 || f.Message == "" || f.Mend == "" {
					t.Errorf("no place or no mend: %+v", f)
				}
			}
		})
	}
}

func TestEachLimitIsNamedInItsFault(t *testing.T) {
	for name, message := range map[string]string{
		"a staircase":          "nested more than 32 levels deep",
		"an endless flow list": "nested more than 32 levels deep",
		"dashes in a row":      "nested more than 32 levels deep",
		"too many values":      "the file has more than 20000 values",
		"too large":            "the file is larger than the 256 KiB allowed",
		"not UTF-8":            "this byte is not UTF-8",
		"a self reference":     "an anchor (&x)",
	} {
		faults := content.Check(fstest.MapFS{"cases/bomb.yaml": {Data: []byte(hostile()[name])}})
		if len(faults) == 0 || faults[0].Message != message {
			t.Errorf("%s: got %v, want %q", name, faults, message)
		}
	}
}
