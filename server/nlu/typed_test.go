package nlu

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// TestWordsTypedWithoutApostrophesAreHeard types the act sets in haste: hardly a line may lose its act by that.
func TestWordsTypedWithoutApostrophesAreHeard(t *testing.T) {
	l := New()
	known := regexp.MustCompile(`[a-z]+'[a-z]+`)
	for _, s := range readSamples(t, "corpus/train/en-basics.jsonl") {
		text := known.ReplaceAllStringFunc(strings.ToLower(s.Text), func(w string) string {
			if bare := strings.ReplaceAll(w, "'", ""); typed[bare] == w {
				return bare
			}
			return w
		})
		proper := l.Understand(s.input())
		s.Text = text
		hasty := l.Understand(s.input())
		for _, act := range s.Only {
			if slices.Contains(s.Acts, act) && proper.Has(act) && !hasty.Has(act) {
				t.Errorf("%s is lost: %q", act, text)
			}
		}
	}
}

func TestTypedWordsAreOnesOfTheirOwn(t *testing.T) {
	for word, stands := range typed {
		if bare := strings.ReplaceAll(stands, "'", ""); strings.Contains(stands, "'") && bare != word {
			t.Errorf("%q does not stand for %q", word, stands)
		}
	}
	for _, word := range []string{"well", "ill", "were", "wed", "shed", "hell", "shell", "id"} {
		if spelt(word) != word {
			t.Errorf("%q is a word of its own", word)
		}
	}
	u := New().Understand(Input{Lang: coach.English, Text: "dont worry, whats the hold up n when can u pay it", Today: "2026-05-13"})
	if !u.Has(coach.ActProbeReason) || !u.Has(coach.ActAskCommitment) {
		t.Errorf("heard %v", u.Acts)
	}
}
