package server_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "huikuan/"

// allowed is the import table: which packages of this module a package under server/ may import. Dependencies point to
// the domain. A package that is not listed fails the test, so a new one is a decision made here.
var allowed = map[string][]string{
	"coach":  {},
	"lang":   {},
	"llm":    {},
	"config": {},
	"rawio":  {}, // sockets, beside the scheduler

	"content":    {"coach"},
	"sqlite":     {"coach", "sqlite/sqlgen"},
	"nlu":        {"coach", "lang"},
	"nlu/learn":  {"coach", "lang", "nlu"},        // training and measuring; nothing that runs imports it
	"nlu/second": {"coach", "lang", "nlu", "llm"}, // a model reads a trainee's words too
	"debtor":     {"coach", "lang", "nlu", "llm"},
	"assess":     {"coach", "lang", "nlu", "llm"},

	"assess/calibrate": {"coach"}, // measuring; nothing that runs a call imports it

	"assess/judge": {"coach", "assess", "llm"}, // a model answers the checks rules cannot

	"casedraft":  {"coach", "nlu"}, // the draft of a case of a real call
	"transcript": {"coach"},
	"practice":   {"coach"}, // what to practise next; pure

	"casedraft/author": {"coach", "casedraft", "llm"}, // a model proposes what a draft leaves open

	"llm/openai":  {"llm", "rawio"},
	"llm/llmtest": {"llm"},
	"llm/probe":   {"llm", "llm/openai", "coach"}, // tests an endpoint before a call needs it
	"llm/pool":    {"llm", "coach"},               // which endpoint answers, within slots and budgets

	"sqlite/sqlgen": {}, // generated from sqlite/query

	"suggest": {"coach", "lang", "nlu", "llm"}, // a model words lines for the trainee

	"review": {"coach", "lang", "assess"}, // people read calls; nothing that runs a call imports it

	"studio": {"coach", "content", "casedraft", "playtest"}, // people write cases

	"session":  {"coach", "nlu", "debtor", "assess", "transcript", "casedraft", "practice"},
	"playtest": {"coach", "nlu", "debtor", "assess", "session"},
	"demo":     {"coach", "nlu", "debtor", "playtest", "session"}, // a made-up team's calls

	// measures models at work; nothing that runs a call imports it
	"modeleval": {"coach", "lang", "nlu", "llm", "debtor", "assess", "assess/calibrate", "playtest", "transcript"},

	"loadtest": {}, // talks to a running server over its wire; benches and fault tests use it
	"faults":   {}, // tests only

	"api":  {"coach", "casedraft", "content", "demo", "playtest", "practice", "review", "session", "studio", "transcript"},
	"live": {"coach", "session", "rawio"},
}

// mayImportAll wire the program together.
var mayImportAll = []string{"cmd/huikuan", "cmd/loadtest", "cmd/fakemodel"}

// onlyIn pins a technology to the packages that know it.
var onlyIn = map[string][]string{
	"github.com/labstack/echo/v4":       {"api"},
	"github.com/gorilla/websocket":      {"live", "loadtest"},       // the server's end and the callers'
	"github.com/sashabaranov/go-openai": {"llm/openai", "loadtest"}, // loadtest: the bare relay
	"github.com/mattn/go-sqlite3":       {"sqlite"},
	"unsafe":                            {"rawio"},
}

func TestImportsPointToTheDomain(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		if dir == "." || strings.Contains(path, "testdata/") {
			return nil
		}
		seen[dir] = true
		isTest := strings.HasSuffix(path, "_test.go")
		list, listed := allowed[dir]
		free := slices.Contains(mayImportAll, dir)
		if !listed && !free {
			t.Errorf("package server/%s is not in the import table: add it with what it may import", dir)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			for library, homes := range onlyIn {
				if (target == library || strings.HasPrefix(target, library+"/")) && !slices.Contains(homes, dir) && !isTest {
					t.Errorf("%s imports %s: only %v under server may", path, target, homes)
				}
			}
			if free || isTest || !strings.HasPrefix(target, module) {
				continue
			}
			if name := strings.TrimPrefix(target, module+"server/"); !slices.Contains(list, name) {
				t.Errorf("%s imports %s: server/%s may import only %v", path, target, dir, list)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) < 3 {
		t.Fatalf("walked only %d packages: the test looks at the wrong folder", len(seen))
	}
}
