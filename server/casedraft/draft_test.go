package casedraft

import (
	"strings"
	"sync"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
)

// bench checks drafts as the studio does; ears hear calls; library is the shipped content.
var (
	bench   = sync.OnceValue(func() *content.Workbench { return content.NewWorkbench(scenarios.FS) })
	ears    = sync.OnceValue(nlu.New)
	library = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })
)

func shippedMaterial(t *testing.T) Material {
	t.Helper()
	shipped, err := library()
	if err != nil {
		t.Fatal(err)
	}
	return Material{Like: shipped.Scenarios()[0], Today: "2026-05-13"}
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

// written is the draft of a call.
func written(t *testing.T, c coach.Transcript, proposed *Proposal) []byte {
	t.Helper()
	draft, err := Read(c, shippedMaterial(t), ears())
	if err != nil {
		t.Fatal(err)
	}
	source, err := draft.YAML("draft-case", proposed)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// passed is the case of a draft, which has to pass the check.
func passed(t *testing.T, draft []byte) coach.Case {
	t.Helper()
	checked := bench().Check(draft)
	if checked.Scenario == nil || checked.ID != "draft-case" {
		t.Fatalf("%v\n%s", checked.Faults, draft)
	}
	return checked.Scenario.Case
}

func TestADraftPassesTheCheckAndHoldsWhatWasHeard(t *testing.T) {
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
			draft := written(t, test.call, nil)
			if c := passed(t, draft); c.Status != "draft" {
				t.Errorf("the draft is %s", c.Status)
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
	if _, err := Read(c, Material{Today: "2026-05-13"}, ears()); coach.CodeOf(err) != coach.CodeInvalid {
		t.Errorf("%v, want a fault that says what to do", err)
	}
}

// TestADraftTakesTheLawThatHoldsForItsCall: as asked, else by the currency of its sums, else by its language.
func TestADraftTakesTheLawThatHoldsForItsCall(t *testing.T) {
	shipped, err := library()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		lang          coach.Lang
		asked, said   string
		law, currency string
	}{
		"pounds":             {coach.English, "", "I'm ringing about invoice 204, £12,400, due on the 3rd.", "uk", "GBP"},
		"dollars":            {coach.English, "", "Invoice 204 is open, $12,400, due on the 3rd.", "us", "USD"},
		"euros":              {coach.English, "", "Invoice 204 is open, €12,400, due on the 3rd.", "eu", "EUR"},
		"yuan":               {coach.Chinese, "", "三月那张发票，一万二千四百元，到期了。", "cn", "CNY"},
		"no sum, in English": {coach.English, "", "When will the invoice be paid?", "uk", "GBP"},
		"no sum, in Chinese": {coach.Chinese, "", "那张发票什么时候能付？", "cn", "CNY"},
		"asked for":          {coach.English, "eu", "Invoice 204 is open, £12,400, due on the 3rd.", "eu", "GBP"},
	} {
		t.Run(name, func(t *testing.T) {
			held := call(c.lang, c.said, "嗯 well, hello.")
			held.LawPack = c.asked
			draft, err := Read(held, Material{Like: shipped.Scenarios()[0], Among: shipped.Scenarios(), Today: "2026-05-13"}, ears())
			if err != nil {
				t.Fatal(err)
			}
			source, err := draft.YAML("draft-case", nil)
			if err != nil {
				t.Fatal(err)
			}
			if checked := bench().Check(source); checked.Scenario == nil || checked.Scenario.LawPack.ID != c.law || checked.Scenario.Case.Account.Currency != c.currency {
				t.Errorf("want %s and %s in\n%.600s\n%v", c.law, c.currency, source, checked.Faults)
			}
		})
	}
	unknown := call(coach.English, "Hello?", "Hello.")
	unknown.LawPack = "mars"
	if _, err := Read(unknown, Material{Among: shipped.Scenarios()}, ears()); coach.CodeOf(err) != coach.CodeInvalid || !strings.Contains(err.Error(), "cn, eu, uk, us") {
		t.Errorf("a law that is not there: %v", err)
	}
}
