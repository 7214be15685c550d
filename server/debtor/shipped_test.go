package debtor_test

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
)

// random draws an understanding without red lines: those end a call at once.
func random(t *rapid.T, s *coach.Scenario) coach.Understanding {
	var u coach.Understanding
	for _, act := range rapid.SliceOfN(rapid.SampledFrom(coach.Acts()), 0, 3).Draw(t, "acts") {
		if !act.RedLine() {
			u.Acts = append(u.Acts, coach.ActHit{Act: act, Score: 1, Quote: "words"})
		}
	}
	if rapid.Bool().Draw(t, "dated") {
		d := s.Case.Today.AddDays(rapid.IntRange(1, 60).Draw(t, "days"))
		u.Slots.Dates = []coach.DateSlot{{Earliest: d, Latest: d, Precision: coach.Exact, Quote: "day"}}
	}
	if rapid.Bool().Draw(t, "priced") {
		m := s.Case.Account.Balance().Share(coach.Permille(rapid.IntRange(1, 1000).Draw(t, "share")))
		u.Slots.Money = []coach.MoneySlot{{Amount: &m, Precision: coach.Exact, Quote: "sum"}}
	}
	return u
}

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

// TestAnyCallOnTheShippedCases plays any acts at all: the debtor always answers, comes to an end, repeats no line, tells
// no fact before it is earned and never goes beyond the last offer.
func TestAnyCallOnTheShippedCases(t *testing.T) {
	library, err := content.Load(scenarios.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range library.Scenarios() {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			t.Run(s.Case.ID+"/"+string(lang), func(t *testing.T) {
				rapid.Check(t, func(rt *rapid.T) { anyCall(rt, s, lang) })
			})
		}
	}
}

func anyCall(t *rapid.T, s *coach.Scenario, lang coach.Lang) {
	st, voice := debtor.NewState(s, lang), debtor.NewScripted(debtor.Pace{})
	said := map[string]bool{}
	ended := false
	speak := func(d coach.Decision) {
		speech, _ := voice.Speak(context.Background(), st.Brief(d, "", nil), func(string) error { return nil })
		if speech.Text == "" {
			t.Fatal("nothing was said")
		}
		for _, id := range speech.Lines {
			if said[id] {
				t.Fatalf("%s was spoken twice", id)
			}
			said[id] = true
		}
		st.Apply(coach.Event{Body: coach.TurnCompleted{Turn: st.Turn(), Contact: st.Contact().ID, Text: speech.Text, Moves: d.Moves, Spoken: d.Spoken, Lines: speech.Lines}})
		if ids := leaks(s, st, lang, speech.Text); len(ids) > 0 {
			t.Fatalf("%q gives %v away", speech.Text, ids)
		}
		ended = d.Ends
	}
	opening := debtor.Open(st)
	st.Apply(coach.Event{Body: coach.SessionStarted{Seed: rapid.Int64().Draw(t, "seed"), Contact: s.Case.Contacts[0].ID, Opening: opening}})
	speak(opening)
	for turn := 0; turn < 300 && !ended; turn++ {
		if rapid.IntRange(0, 15).Draw(t, "desk") == 0 {
			action := rapid.SampledFrom(s.Case.Desk).Draw(t, "action").ID
			d, err := debtor.DecideAction(st, action)
			if err != nil {
				t.Fatal(err)
			}
			st.Apply(coach.Event{Body: coach.ActionDone{Action: action, Turn: st.Turn() - 1, Decision: d}})
			speak(d)
			continue
		}
		text := rapid.SampledFrom([]string{"哪天付，付多少？", "谁来办，怎么付，回单呢？", "Which day, and how much?", "Who will key it?", "put me through", "帮我转接一下"}).Draw(t, "text")
		u := random(t, s)
		d := debtor.Decide(st, text, u)
		st.Apply(coach.Event{Body: coach.TurnAccepted{Turn: st.Turn(), Text: text, Contact: st.Contact().ID, Heard: u, Decision: d}})
		speak(d)
		if last := d.Moves[len(d.Moves)-1]; last.Kind == coach.MoveTransfer {
			st.Apply(coach.Event{Body: coach.ContactChanged{Contact: last.Contact, Turn: st.Turn() - 1}})
			speak(debtor.Greet(st))
		}
		last := s.Case.Truth.Offers[len(s.Case.Truth.Offers)-1]
		p := st.Ledger().Promise
		if p.Amount != nil && p.Amount.Minor > s.Case.Account.Balance().Share(last.Share).Minor || p.Date != "" && p.Date < last.Date {
			t.Fatalf("%v on %s is beyond the last offer", p.Amount, p.Date)
		}
	}
	if !ended {
		t.Fatal("the call never came to an end")
	}
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
