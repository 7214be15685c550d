package casedraft

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
)

// withCase is the shipped content with one case in place of its own.
func withCase(t *testing.T, id string, source []byte) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(scenarios.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" || strings.HasPrefix(path, "cases/") {
			return err
		}
		data, err := fs.ReadFile(scenarios.FS, path)
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files["cases/"+id+".yaml"] = &fstest.MapFile{Data: source}
	return files
}

func call(lang coach.Lang, turns ...string) coach.Transcript {
	c := coach.Transcript{Lang: lang}
	for i, text := range turns {
		speaker := coach.Trainee
		if i%2 == 1 {
			speaker = coach.Debtor
		}
		c.Turns = append(c.Turns, coach.TranscriptTurn{Speaker: speaker, Text: text})
	}
	return c
}

func TestADraftPassesTheCheckAndHoldsWhatWasHeard(t *testing.T) {
	library, err := content.Load(scenarios.FS)
	if err != nil {
		t.Fatal(err)
	}
	material := Material{Like: library.Scenarios()[0], Today: "2026-05-13"}
	l := nlu.New()
	for name, test := range map[string]struct {
		call  coach.Transcript
		holds []string
		lacks []string
	}{
		"a Chinese call": {call(coach.Chinese, "您好，三月那笔二十八万到期12天了，是卡在哪儿了？", "老板出差了，20号才回来，章在他那儿", "那哪天付？", "回头说"),
			[]string{"minor: 28000000", `due: "2026-05-01"`, "excuse: x_boss_away", "老板出差了，20号才回来，章在他那儿", "the largest named in the call", "status: draft"}, []string{"none was heard"}},
		"an English call": {call(coach.English, "Morning, the £48,250 is two weeks over, what's holding it up?", "The boss is away and he's the only signatory", "Right.", "Bye."),
			[]string{"minor: 4825000", "currency: GBP", "excuse: x_boss_away", "The boss is away and he's the only signatory"}, nil},
		"a call that tells nothing": {call(coach.English, "Hello?", "Hello.", "Wrong number, sorry.", "Bye."),
			[]string{"the sum is not in the call", "the due date is not in the call", "none was heard in the call"}, nil},
		"words that would break a file": {call(coach.Chinese, "付款吗", `"}], x: [*a, &b] #{{amount}} {id} \ 老板出差了没签字`, "嗯", "- ? !!str"),
			[]string{"status: draft"}, []string{"{{amount}}"}},
	} {
		t.Run(name, func(t *testing.T) {
			draft, err := New("draft-case", test.call, material, l)
			if err != nil {
				t.Fatal(err)
			}
			files := withCase(t, "draft-case", draft)
			loaded, err := content.Load(files)
			if err != nil {
				t.Fatal(err)
			}
			if s, err := loaded.Scenario("draft-case"); err != nil || s.Case.Status != "draft" {
				t.Errorf("the draft is not there to be played by its id: %v", err)
			}
			for _, want := range test.holds {
				if !strings.Contains(string(draft), want) {
					t.Errorf("the draft lacks %s:\n%s", want, draft)
				}
			}
			for _, not := range test.lacks {
				if strings.Contains(string(draft), not) {
					t.Errorf("the draft holds %s", not)
				}
			}
		})
	}
}

func TestACallInWhichNobodyAnswersGivesNoDraft(t *testing.T) {
	c := coach.Transcript{Lang: coach.English, Turns: []coach.TranscriptTurn{{Speaker: coach.Trainee, Text: "Hello?"}}}
	if _, err := New("x", c, Material{Today: "2026-05-13"}, nlu.New()); coach.CodeOf(err) != coach.CodeInvalid {
		t.Errorf("%v, want a fault that says what to do", err)
	}
}
