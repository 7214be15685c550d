package debtor

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// promptedCall asks the model voice for a prompt at every turn of a call of n turns in which much happens.
func promptedCall(t *testing.T, lang coach.Lang, n int, each func(turn int, request llm.Request)) {
	t.Helper()
	s := modelScenario()
	voice, st := NewModelVoice(nil, loadPrompts(t), nil, ModelOptions{}), NewState(s, lang)
	st.Apply(coach.Event{Body: coach.SessionStarted{Lang: lang, Seed: 7, Contact: "cashier"}})
	excuse := func(kind coach.MoveKind) coach.Move { return coach.Move{Kind: kind, Excuse: "x_customer_late"} }
	offer := aPromise(5000000, "2026-05-20")
	offer.Kind = coach.MoveOffer
	script := []coach.Move{
		{Kind: coach.MoveGreet}, {Kind: coach.MoveTransfer, Contact: "boss"}, excuse(coach.MoveRaiseExcuse), excuse(coach.MoveDetailExcuse),
		dodgeMove, excuse(coach.MoveCloseExcuse), offer, {Kind: coach.MoveRefuse}, {Kind: coach.MoveDeny}, aPromise(12000000, "2026-05-22"), {Kind: coach.MoveObject},
	}
	var recent []coach.Turn
	say := func(turn int, speaker coach.Speaker, contact, text string) {
		recent = append(recent, coach.Turn{Index: turn, Speaker: speaker, Contact: contact, Text: text})
	}
	for turn := 0; turn < n; turn += 2 {
		move := dodgeMove
		if turn/2 < len(script) {
			move = script[turn/2]
		}
		contact := st.Contact().ID
		heard := bothText(fmt.Sprintf("第%d次问您，什么时候能安排？", turn), fmt.Sprintf("Asking you for the %dth time, when can it be done?", turn)).In(lang)
		request, err := voice.request(st.Brief(coach.Decision{Moves: []coach.Move{move}}, heard, recent))
		if err != nil {
			t.Fatal(err)
		}
		each(turn, request)
		reply := bothText("我知道了，回头再看看怎么弄。", "I see, let me look at how we do that.").In(lang)
		st.Apply(coach.Event{Body: coach.TurnCompleted{Turn: turn, Contact: contact, Text: reply, Moves: []coach.Move{move}, Voice: "model"}})
		say(turn, coach.Debtor, contact, reply)
		if move.Kind == coach.MoveTransfer {
			st.Apply(coach.Event{Body: coach.ContactChanged{Contact: move.Contact, Turn: turn}})
		}
		st.Apply(coach.Event{Body: coach.TurnAccepted{Turn: turn + 1, Text: heard, Contact: contact}})
		say(turn+1, coach.Trainee, contact, heard)
	}
}

func joined(messages []llm.Message) string {
	var all strings.Builder
	for _, m := range messages {
		all.WriteString("== " + string(m.Role) + "\n" + m.Text + "\n")
	}
	return all.String()
}

// TestPromptsOfALongCallGrowNoLonger: the tokens of a prompt stay where they are from turn 20 on.
func TestPromptsOfALongCallGrowNoLonger(t *testing.T) {
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		tokens := map[int]int{}
		promptedCall(t, lang, 202, func(turn int, request llm.Request) { tokens[turn] = llm.EstimateTokens(joined(request.Messages)) })
		mean := func(from int) float64 { // over one round of the words shown
			sum := 0
			for turn := from; turn < from+shownTurns; turn += 2 {
				sum += tokens[turn]
			}
			return float64(sum) / (shownTurns / 2)
		}
		at20, at60, at190 := mean(24), mean(64), mean(192)
		if at60 > 1.05*at20 || at190 > 1.01*at60 { // what happened is told once more has happened, not because more was said
			t.Errorf("%s: %.0f tokens a turn around turn 24, %.0f around 64, %.0f around 192", lang, at20, at60, at190)
		}
		for turn := 20; turn < 202; turn += 2 {
			if float64(tokens[turn]) > 1.2*at20 {
				t.Errorf("%s: turn %d takes %d tokens, the usual one %.0f", lang, turn, tokens[turn], at20)
			}
		}
	}
}

// TestThePromptBeginsAsItDidTheTurnBefore: what an endpoint keeps of one turn is good for the next one, but where the words
// shown move on in one piece.
func TestThePromptBeginsAsItDidTheTurnBefore(t *testing.T) {
	moved, turns, before := 0, 0, ""
	promptedCall(t, coach.English, 100, func(turn int, request llm.Request) {
		prefix := joined(request.Messages[:len(request.Messages)-1])
		if turn > 4 { // the second contact is on the line
			turns++
			if !strings.HasPrefix(prefix, before) {
				moved++
			}
			if standing := joined(request.Messages[:1]); !strings.HasPrefix(before, standing) && before != "" && turn > 6 {
				t.Errorf("turn %d: the standing prompt is another", turn)
			}
		}
		before = prefix
	})
	if most := 100/shownTurns + 1; moved > most {
		t.Errorf("the beginning changed %d times in %d turns, want at most %d", moved, turns, most)
	}
}

// TestPromptsOfALongCallAsTheModelReadsThem keeps what a model is shown at the beginning, in the middle and far on.
func TestPromptsOfALongCallAsTheModelReadsThem(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir("../../prompts/testdata/golden"), goldie.WithNameSuffix(".txt"))
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		promptedCall(t, lang, 62, func(turn int, request llm.Request) {
			if turn == 4 || turn == 26 || turn == 60 {
				g.Assert(t, fmt.Sprintf("debtor_turn_%02d_%s", turn, lang), []byte(joined(request.Messages)))
			}
		})
	}
}
