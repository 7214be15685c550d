package debtor_test

import (
	"context"
	"strings"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
)

// leaks lists locked facts whose telling words are in the text.
func leaks(s *coach.Scenario, st *debtor.State, lang coach.Lang, text string) []string {
	var ids []string
	for _, f := range s.Case.Facts {
		if st.Ledger().Facts[f.ID].Told() {
			continue
		}
		for _, word := range f.Secret.In(lang) {
			if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
				ids = append(ids, f.ID)
			}
		}
	}
	return ids
}

func BenchmarkShippedTurn(b *testing.B) {
	library, err := content.Load(scenarios.FS)
	if err != nil {
		b.Fatal(err)
	}
	s := library.Scenarios()[0]
	st, voice := debtor.NewState(s, coach.Chinese), debtor.NewScripted(debtor.Pace{})
	heard := coach.Understanding{Acts: []coach.ActHit{{Act: coach.ActVerifyClaim}, {Act: coach.ActAskCommitment}}}
	b.ReportAllocs()
	for b.Loop() {
		d := debtor.Decide(st, "哪天付，付多少？", heard)
		if _, err := voice.Speak(context.Background(), st.Brief(d, "", nil), func(string) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
