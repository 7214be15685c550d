package debtor

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"huikuan/server/coach"
)

func briefFor(lang coach.Lang, line string) Brief {
	s := fixture()
	s.Personas = map[string]coach.Persona{"plain": {ID: "plain", Wordings: []coach.Wording{{Move: coach.MoveDodge, Lines: lines(line)}}}}
	st := NewState(s, lang)
	return st.Brief(coach.Decision{Moves: []coach.Move{{Kind: coach.MoveDodge}}}, "", nil)
}

func TestTheVoiceSpeaksInSmallPieces(t *testing.T) {
	for lang, text := range map[coach.Lang]string{coach.English: "Leave it with me, my friend.", coach.Chinese: "放一百个心，少不了你的，ERP2026那张我记着呢。"} {
		var pieces []string
		speech, err := NewScripted(Pace{}).Speak(t.Context(), briefFor(lang, text), func(d string) error { pieces = append(pieces, d); return nil })
		if err != nil || speech.Text != text || strings.Join(pieces, "") != text || speech.Interrupted {
			t.Fatalf("%+v from %q, %v", speech, pieces, err)
		}
		for _, p := range pieces {
			if lang == coach.English && strings.Contains(strings.TrimSpace(p), " ") || lang == coach.Chinese && utf8.RuneCountInString(p) > 3 && !strings.Contains(p, "2026") {
				t.Errorf("%s: %q is not a small piece", lang, p)
			}
		}
	}
}

func TestTheVoiceKeepsItsPaceAndStopsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		n := 0
		speech, err := NewScripted(Pace{Chunk: time.Second}).Speak(ctx, briefFor(coach.English, "One two three four five."), func(string) error {
			if n++; n == 3 {
				cancel()
			}
			return nil
		})
		if err != nil || !speech.Interrupted || speech.Text != "One two three" {
			t.Fatalf("%+v, %v", speech, err)
		}
		if took := time.Since(began); took != 2*time.Second {
			t.Fatalf("three words took %s", took)
		}
	})
}

func TestTheVoiceEndsWhenNobodyListens(t *testing.T) {
	speech, err := NewScripted(Pace{}).Speak(t.Context(), briefFor(coach.English, "One two three."), func(d string) error {
		if d == " two" {
			return errors.New("gone")
		}
		return nil
	})
	if err != nil || !speech.Interrupted || speech.Text != "One" {
		t.Fatalf("%+v, %v", speech, err)
	}
}

func TestALineIsNeverUsedTwice(t *testing.T) {
	c := ring(t, fixture(), 7)
	seen := map[string]bool{}
	for range 30 {
		if c.ended {
			break
		}
		c.say("Mm.")
	}
	for _, e := range c.log {
		done, ok := e.Body.(coach.TurnCompleted)
		if !ok {
			continue
		}
		for _, id := range done.Lines {
			if seen[id] {
				t.Fatalf("%s was used twice", id)
			}
			seen[id] = true
		}
	}
	if len(seen) < 5 {
		t.Fatalf("only %d lines spoken", len(seen))
	}
}

func TestTheClosestBankIsUsedFirst(t *testing.T) {
	bankOf := func(affect coach.Affect, topic, text string) coach.Wording {
		return coach.Wording{Move: coach.MoveAddElement, Affect: affect, Topic: topic, Lines: lines(text)}
	}
	s := fixture()
	s.Personas["plain"] = coach.Persona{ID: "plain", Wordings: []coach.Wording{
		bankOf("", "", "general"), bankOf(coach.FlatEvasive, "", "mood"), bankOf("", "method", "topic"), bankOf(coach.FlatEvasive, "method", "both"), bankOf(coach.Upset, "method", "wrong mood"),
	}}
	st := NewState(s, coach.English)
	b := st.Brief(coach.Decision{Moves: []coach.Move{{Kind: coach.MoveAddElement, Element: coach.ElementMethod}}}, "", nil)
	var order []string
	for range 5 {
		text, ids := wordTurn(b)
		order = append(order, text)
		b.Used[ids[0]] = true
	}
	if got := strings.Join(order[:4], ", "); got != "both, topic, mood, general" {
		t.Fatalf("lines came as %s", got)
	}
	if !strings.HasPrefix(order[4], "common") {
		t.Fatalf("then came %q", order[4])
	}
}

func TestALineWhoseSlotHasNoValueIsPassedOver(t *testing.T) {
	s := fixture()
	s.Personas = map[string]coach.Persona{"plain": {ID: "plain", Wordings: []coach.Wording{{Move: coach.MoveRefuse, Lines: lines("{amount} on {date} is all.", "That is all.")}}}}
	st := NewState(s, coach.English)
	for seed := range int64(8) {
		st.seed = seed
		if text, _ := wordTurn(st.Brief(coach.Decision{Moves: []coach.Move{{Kind: coach.MoveRefuse}}}, "", nil)); text != "That is all." {
			t.Fatalf("said %q", text)
		}
	}
}

func TestSpokenFigures(t *testing.T) {
	cny := func(minor int64) coach.Money { return coach.Money{Minor: minor, Currency: "CNY"} }
	for _, tc := range []struct{ got, want string }{
		{SpokenMoney(cny(28400000), coach.Chinese), "28.4万"},
		{SpokenMoney(cny(853000), coach.Chinese), "8530块"},
		{SpokenMoney(cny(28400000), coach.English), "¥284,000"},
		{SpokenMoney(coach.Money{Minor: 123450, Currency: "GBP"}, coach.English), "£1,234.50"},
		{SpokenDate("2026-05-20", "2026-05-13", coach.Chinese), "20号"},
		{SpokenDate("2026-06-02", "2026-05-13", coach.Chinese), "6月2号"},
		{SpokenDate("2026-05-20", "2026-05-13", coach.English), "Wednesday 20 May"},
		{SpokenDate("2026-04-10", "2026-05-13", coach.English), "10 April"},
		{spokenDay(coach.Case{LawPack: "us", Today: "2026-05-13"}, "2026-05-20", coach.English), "Wednesday, May 20"},
		{spokenDay(coach.Case{LawPack: "us", Today: "2026-05-13"}, "2026-04-10", coach.English), "April 10"},
		{spokenDay(coach.Case{LawPack: "us", Today: "2026-05-13"}, "2026-05-20", coach.Chinese), "20号"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, not %q", tc.got, tc.want)
		}
	}
}

func TestEverySlotHasAValueWhereItBelongs(t *testing.T) {
	c := agreed(t, planning())
	c.say("And the rest?", coach.ActAskCommitment)
	c.say("How will you pay, and who keys it?", coach.ActAskCommitment)
	for range 2 {
		c.say("The slip, please.", coach.ActAskProof)
		c.say("And if it is missed?", coach.ActAgreeFallback)
	}
	b := c.state.Brief(coach.Decision{}, "", nil)
	values := slotValues(b, coach.Move{Contact: "clerk", Action: "send_statement"})
	for _, slot := range SlotNames() {
		if values[slot] == "" {
			t.Errorf("{%s} has no value", slot)
		}
	}
	if len(values) != len(SlotNames()) {
		t.Errorf("%d slots filled, %d listed", len(values), len(SlotNames()))
	}
}
