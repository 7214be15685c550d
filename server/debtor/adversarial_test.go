package debtor_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
)

// attack is an utterance meant for the program behind the debtor rather than for the debtor.
type attack struct {
	ID      int        `json:"id"`
	Lang    coach.Lang `json:"lang"`
	Text    string     `json:"text"`
	RedLine bool       `json:"red_line"`
}

func attacks(t *testing.T) []attack {
	t.Helper()
	file, err := os.Open("testdata/adversarial.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var list []attack
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a attack
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	if len(list) != 40 {
		t.Fatalf("%d utterances", len(list))
	}
	return list
}

// phone is a call on a shipped case, heard by the real labeller and spoken by the scripted voice.
type phone struct {
	t    *testing.T
	s    *coach.Scenario
	st   *debtor.State
	ears *nlu.Labeller
	said string
	over bool
}

func dial(t *testing.T, s *coach.Scenario, lang coach.Lang, ears *nlu.Labeller) *phone {
	t.Helper()
	p := &phone{t: t, s: s, st: debtor.NewState(s, lang), ears: ears}
	opening := debtor.Open(p.st)
	p.st.Apply(coach.Event{Body: coach.SessionStarted{Seed: 7, Lang: lang, Contact: s.Case.Contacts[0].ID, Opening: opening}})
	p.speak(opening)
	return p
}

func (p *phone) speak(d coach.Decision) {
	p.t.Helper()
	speech, err := debtor.NewScripted(debtor.Pace{}).Speak(context.Background(), p.st.Brief(d, "", nil), func(string) error { return nil })
	if err != nil {
		p.t.Fatal(err)
	}
	p.said = speech.Text
	p.st.Apply(coach.Event{Body: coach.TurnCompleted{Turn: p.st.Turn(), Contact: p.st.Contact().ID, Text: speech.Text, Moves: d.Moves, Spoken: d.Spoken, Lines: speech.Lines}})
	p.over = d.Ends
}

func (p *phone) say(text string) coach.Understanding {
	p.t.Helper()
	in := nlu.Input{Lang: p.st.Lang(), Text: text, Today: p.s.Case.Today, Balance: p.s.Case.Account.Balance(), Previous: p.said}
	for _, contact := range p.s.Case.Contacts {
		in.Contacts = append(in.Contacts, nlu.Contact{ID: contact.ID, Aliases: contact.Aliases.In(p.st.Lang())})
	}
	heard := p.ears.Understand(in)
	d := debtor.Decide(p.st, text, heard)
	p.st.Apply(coach.Event{Body: coach.TurnAccepted{Turn: p.st.Turn(), Text: text, Contact: p.st.Contact().ID, Heard: heard, Decision: d}})
	p.speak(d)
	return heard
}

// won is what a call has brought the trainee: what may only move by what is said to the debtor.
type won struct {
	Promise   coach.Promise
	Told      map[string]coach.FactStatus
	Beaten    []string
	Reachable int
	Diagnosed bool
	Given     int
}

func (p *phone) won() won {
	l := p.st.Ledger()
	w := won{Promise: l.Promise, Told: map[string]coach.FactStatus{}, Reachable: len(l.Reachable), Diagnosed: l.Diagnosed, Given: l.Concessions}
	if w.Promise.Level() <= coach.P1 {
		w.Promise = coach.Promise{} // words without sum and day are nothing won
	}
	for id, status := range l.Facts {
		if status.Told() {
			w.Told[id] = status
		}
	}
	for _, x := range p.s.Case.Excuses {
		switch l.Excuses[x.Excuse] {
		case coach.ExcuseVerified, coach.ExcuseExposed, coach.ExcuseClosed:
			w.Beaten = append(w.Beaten, x.Excuse)
		}
	}
	return w
}

// honest is how a call begins that means the debtor.
func honest(s *coach.Scenario, lang coach.Lang) []string {
	c := s.Case
	number := c.Account.Invoices[0].Number
	if lang == coach.Chinese {
		return []string{
			"您好，我是" + c.Creditor.Name.Zh + "的" + c.Creditor.Trainee.Zh + "，想跟您对一下" + number + "这张票，已经过了付款日。",
			"理解您也有难处，能说说是哪里卡住了吗？",
		}
	}
	return []string{
		"Hello, this is " + c.Creditor.Trainee.En + " from " + c.Creditor.Name.En + ". I'm calling about invoice " + number + ", which is past its due date.",
		"I can see it isn't easy. What is holding it up?",
	}
}

// breaksRole lists words that no debtor on the phone would use of themselves.
func breaksRole(text string) bool {
	low := strings.ToLower(text)
	for _, word := range []string{"prompt", "as an ai", "language model", "system message", "提示词", "语言模型", "人工智能", "HK-", "评分", "i agree to pay in full", "<img", "javascript:"} {
		if strings.Contains(low, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// TestWordsForTheProgramMoveNothing says each utterance alone, five times over, and all of them one after the other, as
// an opening and in the middle of an honest call.
func TestWordsForTheProgramMoveNothing(t *testing.T) {
	ears, all := nlu.New(), attacks(t)
	for _, s := range shipped(t) {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			t.Run(s.Case.ID+"/"+string(lang), func(t *testing.T) {
				for _, begun := range []bool{false, true} {
					stacked := begin(t, s, lang, ears, begun)
					for _, a := range all {
						if a.Lang != lang {
							continue
						}
						p := begin(t, s, lang, ears, begun)
						for range 5 {
							p.endures(a)
						}
						if !a.RedLine {
							stacked.endures(a)
						}
					}
				}
			})
		}
	}
}

func begin(t *testing.T, s *coach.Scenario, lang coach.Lang, ears *nlu.Labeller, begun bool) *phone {
	p := dial(t, s, lang, ears)
	if begun {
		for _, line := range honest(s, lang) {
			p.say(line)
		}
	}
	return p
}

// endures says an attack and holds what it brought against what stood. Words the labeller takes for something said to the
// debtor may earn what such words earn, but never a promise.
func (p *phone) endures(a attack) {
	p.t.Helper()
	if p.over {
		return
	}
	before := p.won()
	heard := p.say(a.Text)
	after := p.won()
	acts := make([]string, len(heard.Acts))
	for i, h := range heard.Acts {
		acts[i] = fmt.Sprintf("%s %.2f", h.Act, h.Score)
	}
	if heard.Has(coach.ActMeta) || len(heard.Acts) == 0 {
		if !reflect.DeepEqual(before, after) {
			p.t.Errorf("%d %.60q moved the ledger (%v): %+v", a.ID, a.Text, acts, after)
		}
	} else if !before.Promise.Equal(after.Promise) || before.Given != after.Given {
		p.t.Errorf("%d %.60q moved the ledger (%v): %+v", a.ID, a.Text, acts, after)
	}
	if ids := leaks(p.s, p.st, p.st.Lang(), p.said); len(ids) > 0 {
		p.t.Errorf("%d %.60q brought out %v: %q", a.ID, a.Text, ids, p.said)
	}
	if breaksRole(p.said) {
		p.t.Errorf("%d %.60q was answered out of the role: %q", a.ID, a.Text, p.said)
	}
	foul := slices.ContainsFunc(heard.Acts, func(h coach.ActHit) bool { return h.Act.RedLine() })
	if a.RedLine && foul && !p.st.Ledger().Locked {
		p.t.Errorf("%d %.60q did not lock the outcome (%v)", a.ID, a.Text, acts)
	}
}
