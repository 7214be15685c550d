package nlu

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// written is a line of the corpus with all its labels.
type written struct {
	sample
	Not []coach.Act `json:"not"`
}

// corpusLines reads every labelled line but the frozen ones.
func corpusLines(t *testing.T) []written {
	t.Helper()
	var lines []written
	for _, split := range []string{"train", "strangers"} {
		files, err := filepath.Glob("corpus/" + split + "/*.jsonl")
		if err != nil || len(files) == 0 {
			t.Fatal(split, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for text := range strings.Lines(string(data)) {
				var line written
				if err := json.Unmarshal([]byte(text), &line); err != nil {
					t.Fatal(file, err)
				}
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// several reports whether a text has several sentences.
func several(text string) bool {
	clauses := lang.Clauses(lang.Normalize(text))
	return len(clauses) > 0 && clauses[0].Sentence != clauses[len(clauses)-1].Sentence
}

// fired counts the lines a form speaks of, and those it is right on.
type fired struct{ right, all int }

// TestPlainFormsAreRightOnTheCorpus: a form overrules the classifier, so it has to be right wherever the corpus has it. Of an
// act nine of ten lines must perform it, of a form that only sounds like one nineteen of twenty must not.
func TestPlainFormsAreRightOnTheCorpus(t *testing.T) {
	l := New()
	byAct, byForm := map[string]*fired{}, map[string]*fired{}
	count := func(in map[string]*fired, key string, right bool) {
		if in[key] == nil {
			in[key] = &fired{}
		}
		in[key].all++
		if right {
			in[key].right++
		}
	}
	for _, line := range corpusLines(t) {
		for label, sources := range l.plainForms(line.input()) {
			name, unheard := strings.CutPrefix(label, unheardMark)
			act := coach.Act(name)
			if len(line.Only) > 0 && !slices.Contains(line.Only, act) || unheard && several(line.Text) {
				continue // an act may be performed in another sentence than the form
			}
			right := slices.Contains(line.Acts, act) != unheard
			count(byAct, string(line.Lang)+" "+label, right)
			for _, source := range sources {
				count(byForm, source, right)
			}
			if !right && os.Getenv("PLAIN") != "" {
				t.Logf("%s %v %s: %q after %q", label, sources, line.ID, line.Text, line.Prev)
			}
		}
	}
	for label, n := range byAct {
		least := 0.9
		if strings.Contains(label, unheardMark) {
			least = 0.95
		}
		if float64(n.right) < least*float64(n.all) {
			t.Errorf("%s: right on %d of %d lines", label, n.right, n.all)
		}
	}
	for source, n := range byForm {
		if n.all > 2 && float64(n.right) < 0.8*float64(n.all) {
			t.Errorf("%s: right on %d of %d lines", source, n.right, n.all)
		}
		if os.Getenv("PLAIN") != "" {
			t.Logf("%s: %d of %d", source, n.right, n.all)
		}
	}
}

// plainForms lists the labels of the plain forms an utterance has, with where they are written.
func (l *Labeller) plainForms(in Input) map[string][]string {
	forms := map[string][]string{}
	t := l.turn()
	defer l.done(t)
	if !l.read(t, in) {
		return forms
	}
	t.plainMatches(func(m match) {
		if p := m.pattern; !slices.Contains(forms[p.label], p.source) {
			forms[p.label] = append(forms[p.label], p.source)
		}
	})
	if _, echoed := t.utterance.echoes(&t.before); echoed {
		forms[string(coach.ActRecap)] = append(forms[string(coach.ActRecap)], "echo")
	}
	return forms
}
