package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"huikuan/server/coach"
)

// Whatever a file holds, reading it ends, and every fault has a place in the file and a mend on one line.
func FuzzCaseFile(f *testing.F) {
	for _, seed := range []string{"a: &a [x,x]\nb: [*a,*a]\n", "id: [[[[", "- - - x\n", "? [a]\n: b\n", "id: \xff", "id： x\n",
		"%YAML 9.9\n---\nid: x\n", "id: |\n  text\n", "\ufeffid: x\r\ntitle: \"y\r\n", "truth: {offers: [{share: 1e3}]}"} {
		f.Add([]byte(seed))
	}
	for _, pattern := range []string{"testdata/broken/cases/*.yaml", "testdata/valid/cases/*.yaml"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatalf("no seeds in %s: %v", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	compiled := compileSchemas()
	good, faults := read(os.DirFS("testdata/valid"), compiled)
	if len(faults) > 0 {
		f.Fatal(faults)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		library := &shelf{playbooks: good.playbooks, lawPacks: good.lawPacks, personas: good.personas,
			cases: map[string]entry[coach.Case]{}, unread: map[kind]map[string]bool{kindCase: {}}}
		faults := library.readFile(fstest.MapFS{"cases/fuzz.yaml": {Data: data}}, compiled, kindCase, "cases/fuzz.yaml")
		for _, e := range library.cases {
			faults = append(faults, checkCase(library, e)...)
		}
		lines := 1
		for _, end := range []string{"\n", "\r", "\u0085", "\u2028", "\u2029"} {
			lines += strings.Count(string(data), end)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > lines+1 || fault.Column < 1 || fault.Message == "" || fault.Mend == "" {
				t.Errorf("no place or no mend: %+v", fault)
			}
			if strings.ContainsAny(fault.String(), "\n\x00") {
				t.Errorf("a fault is one line of text: %q", fault.String())
			}
		}
	})
}
