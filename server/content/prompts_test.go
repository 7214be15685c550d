package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"huikuan/prompts"
	"huikuan/server/coach"
	"huikuan/server/content"
)

func promptFS(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const goodHead = "---\nid: a/b\nversion: 2\ninputs: [who, what]\noutput: words\n---\n"

func TestPromptPutsValuesInOnceAndNeverReadsThemAgain(t *testing.T) {
	p, err := content.LoadPrompts(promptFS(map[string]string{"a/b.md": goodHead + "Dear {{who}}, {{what}} {{who}}.\n"}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Render("a/b", map[string]string{"who": "{{what}}", "what": "{{.Key}} {{range 9}}"})
	if want := "Dear {{what}}, {{.Key}} {{range 9}} {{what}}."; got != want || err != nil {
		t.Errorf("rendered %q, %v; want %q", got, err, want)
	}
	if version, err := p.Version("a/b"); version != 2 || err != nil {
		t.Errorf("version %d, %v", version, err)
	}
}

func TestPromptWantsExactlyItsValues(t *testing.T) {
	p, err := content.LoadPrompts(promptFS(map[string]string{"a/b.md": goodHead + "{{who}} {{what}}"}))
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range map[string]map[string]string{
		"missing": {"who": "x"}, "extra": {"who": "x", "what": "y", "more": "z"}, "none": nil, "other": {"who": "x", "why": "y"},
	} {
		if got, err := p.Render("a/b", values); coach.CodeOf(err) != coach.CodeInvalid || got != "" {
			t.Errorf("%s: rendered %q, %v", name, got, err)
		}
	}
	if _, err := p.Render("a/c", nil); coach.CodeOf(err) != coach.CodeNotFound {
		t.Errorf("unknown prompt: %v", err)
	}
}

func TestPromptPartsArePromptsOfTheirOwn(t *testing.T) {
	p, err := content.LoadPrompts(promptFS(map[string]string{
		"m.md": "---\nid: m\nversion: 1\noutput: words\n---\nA note to the author.\n## one: x\nGive {{x}}.\n\n## two\nGo.\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := p.Render("m#one", map[string]string{"x": "7"}); got != "Give 7." || err != nil {
		t.Errorf("rendered %q, %v", got, err)
	}
	if got, err := p.Render("m#two", nil); got != "Go." || err != nil {
		t.Errorf("rendered %q, %v", got, err)
	}
}

func TestBrokenPromptSaysWhereAndWhat(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"no head":           {"hello", "x.md:1: a prompt begins with a head"},
		"head never closed": {"---\nid: x\n", "x.md:1: a prompt begins with a head"},
		"bad yaml":          {"---\nid: [\n---\nhi", "x.md: the head cannot be read"},
		"unknown key":       {"---\nid: x\nversoin: 1\n---\nhi", "versoin"},
		"wrong id":          {"---\nid: y\nversion: 1\noutput: o\n---\nhi", `x.md:1: the id must be "x"`},
		"no version":        {"---\nid: x\noutput: o\n---\nhi", "x.md:1: version"},
		"no output":         {"---\nid: x\nversion: 1\n---\nhi", "x.md:1: output"},
		"unknown value":     {"---\nid: x\nversion: 1\noutput: o\n---\nline\n{{who}}", "x.md:7: {{who}} is not among the inputs"},
		"unused value":      {"---\nid: x\nversion: 1\ninputs: [who]\noutput: o\n---\nhi", `x.md:7: the input "who" is not used`},
		"spaces in it":      {"---\nid: x\nversion: 1\ninputs: [who]\noutput: o\n---\n{{who}}\n\n{{ who }}", "x.md:9: a placeholder is written"},
		"template language": {"---\nid: x\nversion: 1\noutput: o\n---\n{{range 9}}", "x.md:6: a placeholder is written"},
		"no text":           {"---\nid: x\nversion: 1\noutput: o\n---\n\n", "has no text"},
		"part twice":        {"---\nid: x\nversion: 1\noutput: o\n---\n## a\nhi\n## a\nho\n", `x.md:9: "x#a" is there twice`},
		"too large":         {strings.Repeat("x", 65<<10), "larger than 64 KiB"},
	} {
		_, err := content.LoadPrompts(promptFS(map[string]string{"x.md": c.file}))
		if err == nil || coach.CodeOf(err) != coach.CodeInvalid || !strings.Contains(coach.MessageOf(err), c.want) {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

func TestShippedPromptsSayEveryMoveInBothLanguages(t *testing.T) {
	p, err := content.LoadPrompts(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	ids := strings.Join(p.IDs(), "\n") + "\n"
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		for _, kind := range coach.MoveKinds() {
			if id := "debtor/moves." + string(lang) + "#" + string(kind) + "\n"; !strings.Contains(ids, id) {
				t.Errorf("there is no prompt %s", id)
			}
		}
	}
	changed, err := content.LoadPrompts(promptFS(map[string]string{"a/b.md": goodHead + "{{who}} {{what}}"}))
	if err != nil || changed.Hash() == p.Hash() || len(p.Hash()) != 64 {
		t.Errorf("hash %q of other files is %q, %v", p.Hash(), changed.Hash(), err)
	}
}
