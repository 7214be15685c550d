package session_test

import (
	"encoding/json"
	"slices"
	"testing"
	"unicode"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// explains are the fields of a debrief that explain, spoken those in the words of the call or to be said in it.
var (
	explains = []string{"name", "question", "check", "text", "how", "test", "then", "story", "debtor_type", "reason", "best", "permitted", "criterion_name"}
	spoken   = []string{"quote", "said", "line", "say_instead"}
)

// texts collects what stands under the given names, anywhere in a value as it goes to the page.
func texts(t *testing.T, value any, names []string) []string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	var found []string
	var walk func(any)
	walk = func(node any) {
		switch n := node.(type) {
		case []any:
			for _, one := range n {
				walk(one)
			}
		case map[string]any:
			for key, one := range n {
				if text, ok := one.(string); ok && text != "" && slices.Contains(names, key) {
					found = append(found, text)
				}
				walk(one)
			}
		}
	}
	walk(tree)
	return found
}

func han(text string) bool {
	return slices.ContainsFunc([]rune(text), func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func TestADebriefIsToldInTheReadersLanguageAndQuotesTheCalls(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	for _, held := range []struct {
		lang, told coach.Lang
		sentences  []string
	}{
		{coach.English, coach.Chinese, []string{"Hello, the invoice is overdue. What is holding it up?", "You are a liar and a crook.", "Fine, just pay soon then."}},
		{coach.Chinese, coach.English, []string{"您好，那笔货款已经过期了，卡在哪儿了？", "你就是个骗子。", "那您尽快付吧。"}},
	} {
		t.Run(string(held.lang), func(t *testing.T) {
			s := f.dial("charming-dealer", held.lang, 3)
			f.hold(s, held.sentences...)
			if _, err := f.service.Diagnose(t.Context(), s.ID, coach.Diagnosis{}, held.told); err != nil {
				t.Fatal(err)
			}
			said := 0
			for what, read := range map[string]func() (any, error){
				"scorecard": func() (any, error) { return f.service.Assessment(t.Context(), s.ID, held.told) },
				"debrief":   func() (any, error) { return f.service.Debrief(t.Context(), s.ID, held.told) },
				"diagnosis": func() (any, error) { return f.service.DiagnosisSheet(t.Context(), s.ID, held.told) },
				"branches":  func() (any, error) { return f.service.Branches(t.Context(), s.ID, held.told) },
			} {
				value, err := read()
				if err != nil {
					t.Fatal(err)
				}
				told := texts(t, value, explains)
				if len(told) == 0 {
					t.Errorf("the %s explains nothing", what)
				}
				for _, text := range told {
					if han(text) != (held.told == coach.Chinese) && (held.told == coach.Chinese || !mixed(text)) {
						t.Errorf("%s of a call in %s, told in %s: %q", what, held.lang, held.told, text)
					}
				}
				for _, text := range texts(t, value, spoken) {
					said++
					if han(text) != (held.lang == coach.Chinese) {
						t.Errorf("%s: what was said became %q", what, text)
					}
				}
			}
			if said == 0 {
				t.Error("nothing was quoted")
			}
		})
	}
}

// mixed reports whether an English text goes on to a line to say in the call's own words.
func mixed(text string) bool {
	return slices.ContainsFunc([]rune(text), func(r rune) bool { return r >= 'a' && r <= 'z' })
}
