package debtor_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
)

// BenchmarkHeardAndAnswered is a whole turn on a shipped case: understanding, fold, policy, scripted words. It reports the
// median and the 99th percentile.
func BenchmarkHeardAndAnswered(b *testing.B) {
	s, ears, voice := shipped(b)[0], nlu.New(), debtor.NewScripted(debtor.Pace{})
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		b.Run(string(lang), func(b *testing.B) {
			lines := append(honest(s, lang), honest(s, lang)...)
			var took []time.Duration
			var st *debtor.State
			turn := len(lines)
			for b.Loop() {
				if turn == len(lines) {
					turn, st = 0, debtor.NewState(s, lang)
					st.Apply(coach.Event{Body: coach.SessionStarted{Seed: 1, Lang: lang, Contact: s.Case.Contacts[0].ID, Opening: debtor.Open(st)}})
				}
				text := lines[turn]
				turn++
				start := time.Now()
				heard := ears.Understand(nlu.Input{Lang: lang, Text: text, Today: s.Case.Today, Balance: s.Case.Account.Balance()})
				d := debtor.Decide(st, text, heard)
				st.Apply(coach.Event{Body: coach.TurnAccepted{Turn: st.Turn(), Text: text, Contact: st.Contact().ID, Heard: heard, Decision: d}})
				speech, err := voice.Speak(context.Background(), st.Brief(d, text, nil), func(string) error { return nil })
				if err != nil {
					b.Fatal(err)
				}
				st.Apply(coach.Event{Body: coach.TurnCompleted{Turn: st.Turn(), Contact: st.Contact().ID, Text: speech.Text, Moves: d.Moves, Spoken: d.Spoken, Lines: speech.Lines}})
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}
