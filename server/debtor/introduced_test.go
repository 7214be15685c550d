package debtor_test

import (
	"strings"
	"testing"
	"time"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
)

// TestWhoeverTheScorecardHearsIntroducedIsNotAskedWhoTheyAre: of the ways people say who they are, the debtor asks at most
// which bill it is about wherever the scorecard finds name and firm; the name alone is enough for the debtor too. Of a
// stranger both want to know.
func TestWhoeverTheScorecardHearsIntroducedIsNotAskedWhoTheyAre(t *testing.T) {
	ears := nlu.New()
	full := map[coach.Lang][]string{
		coach.Chinese: {"{title}您好，我是{firm}商务的{me}", "我{firm}{me}", "{me}，{firm}的", "喂，{firm}{me}，又打扰您", "您好，{firm}这边的，我姓许", "{firm}财务部，我是{me}"},
		coach.English: {"{me} from {firm} here again", "Morning, {me} at {firm}", "Hello, it's {me} from {firm}", "{me} here, {firm} accounts"},
	}
	short := map[coach.Lang][]string{
		coach.Chinese: {"又是我，{me}", "还是我，{me}啊"},
		coach.English: {"It's me again, {me}", "Only me again, {me}"},
	}
	strange := map[coach.Lang][]string{
		coach.Chinese: {"喂，您好", "这笔款到底哪天付", "您是哪位", "听得到吗"},
		coach.English: {"Hello there", "When will it be paid?", "Who's that?", "Can you hear me now?"},
	}
	for _, s := range shipped(t) {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			say := strings.NewReplacer("{firm}", s.Case.Creditor.Name.In(lang), "{me}", s.Case.Creditor.Trainee.In(lang), "{title}", s.Case.Contacts[0].Title.In(lang))
			for _, line := range full[lang] {
				o := opens(s, lang, say.Replace(line), ears)
				if !o.credited || o.asked {
					t.Errorf("%s: %q: scorecard %v, asked who it is: %v", s.Case.ID, o.text, o.credited, o.asked)
				}
			}
			for _, line := range short[lang] {
				if o := opens(s, lang, say.Replace(line), ears); o.asked {
					t.Errorf("%s: %q: asked who it is", s.Case.ID, o.text)
				}
			}
			for _, line := range strange[lang] {
				if o := opens(s, lang, line, ears); o.credited {
					t.Errorf("%s: %q counts as an introduction", s.Case.ID, o.text)
				}
			}
		}
	}
}

// opening is how a call was opened, whether the scorecard credits it as an introduction, and whether the debtor asked who it is.
type opening struct {
	text            string
	credited, asked bool
}

func opens(s *coach.Scenario, lang coach.Lang, text string, ears *nlu.Labeller) opening {
	o := opening{text: text}
	st, contact := debtor.NewState(s, lang), s.Case.Contacts[0].ID
	heard := ears.Understand(nlu.Input{Lang: lang, Text: text, Today: s.Case.Today})
	bodies := []coach.EventBody{
		coach.SessionStarted{ScenarioID: s.Case.ID, ScenarioHash: s.Hash, Seed: 1, Lang: lang, Mode: coach.Practice, Contact: contact, Opening: debtor.Open(st)},
		coach.TurnAccepted{Turn: 1, Text: text, Contact: contact, Heard: heard},
	}
	var events []coach.Event
	for i, body := range bodies {
		events = append(events, coach.Event{Seq: int64(i + 1), At: time.Date(2026, 5, 13, 9, 0, i, 0, time.UTC), Body: body})
	}
	st.Apply(events[0])
	for _, m := range debtor.Decide(st, text, heard).Moves {
		o.asked = o.asked || m.Kind == coach.MoveIdentify && m.Cause.Rule == "identity"
	}
	for _, k := range assess.Score(assess.FromLog(s, events)).Criteria {
		for _, check := range k.Checks {
			o.credited = o.credited || check.ID == "open_names_self" && check.Verdict == coach.Met
		}
	}
	return o
}
