package debtor

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// fixture is a small case: an owner who decides and charms, and a clerk who keys payments.
func fixture() *coach.Scenario {
	return &coach.Scenario{
		Case: fixtureCase(), Playbook: fixturePlaybook(),
		LawPack: coach.LawPack{ID: "cn", RedLines: []coach.RedLine{
			{ID: "rl_violence", Level: coach.Critical}, {ID: "rl_insult", Level: coach.Major}, {ID: "rl_time", Level: coach.Minor},
		}},
		Personas: map[string]coach.Persona{"plain": fixturePersona("plain", 3), "common": fixturePersona("common", 6)},
		Hash:     "fixture",
	}
}

func both(text string) coach.Text { return coach.Text{Zh: text, En: text} }

func lines(texts ...string) coach.Lines { return coach.Lines{Zh: texts, En: texts} }

func fixtureCase() coach.Case {
	return coach.Case{
		ID: "fixture", Today: "2026-05-13",
		Title: both("Fixture"), Brief: both("Two invoices, 300,000 in all; half of it, 150,000, was promised in April."), Goal: both("A dated payment."),
		Creditor: coach.Creditor{Name: both("Fengtang"), Trainee: both("Sam")},
		Debtor:   coach.Party{Name: both("Rongding"), Size: "small"},
		Account: coach.Account{Currency: "CNY", Invoices: []coach.Invoice{
			{Number: "A-1", Minor: 20000000, Issued: "2026-03-11", Due: "2026-04-10"},
			{Number: "A-2", Minor: 10000000, Issued: "2026-03-26", Due: "2026-04-25"},
		}},
		Permitted: []coach.Permission{{Act: coach.ActConsequenceCurrent, What: both("stock is held")}},
		Desk:      []coach.DeskAction{{ID: "send_statement", Name: both("the statement"), Document: both("300,000")}},
		Contacts: []coach.Contact{
			{ID: "owner", Name: both("Qian Guangtai"), Title: both("Mr Qian"), Authority: coach.AuthorityApprove, Persona: "plain", Aliases: lines("Qian")},
			{ID: "clerk", Name: both("Su Min"), Title: both("Ms Su"), Authority: coach.AuthorityExecute, Persona: "plain", Aliases: lines("Su"),
				Reach: coach.Condition{Acts: []coach.Act{coach.ActProbeProcess}, Contact: "owner"}},
		},
		Truth: coach.Truth{
			DebtorType: "d_malicious", Reason: "h_intent_default", Decides: "owner", Story: both("He never meant to."),
			Offers: []coach.Offer{
				{Share: 200, Date: "2026-05-29", Will: 30}, {Share: 400, Date: "2026-05-22", Will: 45}, {Share: 500, Date: "2026-05-20", Will: 60},
			},
			FreeConcessions: 1, Method: both("bank transfer"), Owner: both("Ms Su"), Proof: both("the slip"), Fallback: both("I ring you at nine"),
		},
		Facts: []coach.Fact{
			{ID: "f_sold", Name: both("The goods are sold"), Graded: true, Unlock: coach.Condition{Acts: []coach.Act{coach.ActProbeFinances, coach.ActProbeReason}},
				Lines: lines("It sold out in April.", "Not one piece left."), Secret: lines("sold out")},
			{ID: "f_keyed", Name: both("Nothing was ever keyed"), Graded: true, Unlock: coach.Condition{Acts: []coach.Act{coach.ActVerifyClaim}, Contact: "clerk", Facts: []string{"f_sold"}},
				Lines: lines("I never keyed it."), Secret: lines("never keyed")},
		},
		Excuses: []coach.CaseExcuse{
			fixtureExcuse("x_warm_no_date", coach.False, coach.Condition{Acts: []coach.Act{coach.ActRejectDelay, coach.ActVerifyClaim}, Times: 2}, coach.Condition{Acts: []coach.Act{coach.ActAskCommitment, coach.ActGiveFace}}),
			fixtureExcuse("x_dissatisfied", coach.True, coach.Condition{Acts: []coach.Act{coach.ActVerifyClaim}}, coach.Condition{Actions: []string{"send_statement"}}),
		},
	}
}

func fixtureExcuse(id string, truth coach.TruthValue, settle, done coach.Condition) coach.CaseExcuse {
	return coach.CaseExcuse{
		Excuse: id, Truth: truth, Contacts: []string{"owner"}, Settle: settle, Close: done,
		Raise:  lines(id+" raised.", id+" raised again.", id+" raised a third time."),
		Detail: lines(id+" in detail.", id+" in more detail."), Settled: lines(id + " settled."), Closed: lines(id + " closed."),
	}
}

func fixturePlaybook() coach.Playbook {
	effects := map[coach.Act]coach.Gauges{
		coach.ActGreet: {Trust: 3}, coach.ActStateDebt: {Credibility: 6, Urgency: 4}, coach.ActProbeReason: {Credibility: 2},
		coach.ActProbeProcess: {Credibility: 4}, coach.ActProbeFinances: {Credibility: 3}, coach.ActVerifyClaim: {Credibility: 8, Urgency: 4, Irritation: 2},
		coach.ActStandFirm: {Urgency: 10, Credibility: 8, Irritation: 4}, coach.ActRejectDelay: {Urgency: 9, Credibility: 6, Irritation: 2},
		coach.ActConsequenceCurrent: {Urgency: 14, Credibility: 6, Irritation: 4}, coach.ActFormalNotice: {Urgency: 15, Credibility: 10, Irritation: 6},
		coach.ActGiveFace: {Face: 5, Irritation: -4, Urgency: 1}, coach.ActEmpathise: {Trust: 5, Irritation: -6}, coach.ActAskCommitment: {Urgency: 5, Credibility: 3},
		coach.ActAskProof: {Credibility: 6}, coach.ActGrovel: {Urgency: -8, Credibility: -8}, coach.ActAcceptVague: {Urgency: -10, Credibility: -8},
		coach.ActRecap: {Credibility: 4}, coach.ActAgreeFallback: {Credibility: 4}, coach.ActInsult: {Trust: -20, Irritation: 30},
		coach.ActThreatViolence: {Trust: -40, Irritation: 50}, coach.ActProposeChoice: {Urgency: 6}, coach.ActProbeDecisionMaker: {Credibility: 2},
	}
	p := coach.Playbook{
		ID: "b2b", DebtorTypes: []coach.DebtorType{{
			ID: "d_malicious", Name: both("professional non-payer"), Best: both("a dated part"), Affect: coach.FlatEvasive, Keeps: 350,
			Start:   coach.Gauges{Trust: 50, Irritation: 10, Urgency: 15, Credibility: 25, Face: 60, Obligation: 10, Patience: 80},
			Weights: coach.Gauges{Urgency: 4, Credibility: 5, Irritation: -1},
		}},
		Reasons: []coach.Reason{{ID: "h_intent_default", Name: both("never meant to pay"), Able: "yes", Willing: "no"}},
		Excuses: []coach.Excuse{{ID: "x_warm_no_date", Name: both("warm, no date"), Tests: both("ask for a day")}, {ID: "x_dissatisfied", Name: both("not happy"), Tests: both("ask what, when")}},
		Hints:   []coach.Hint{{When: "opening", Rungs: []coach.Text{both("Say who you are."), both("Name the sum."), both("It's {balance} on {invoice}.")}}},
	}
	for _, act := range coach.Acts() {
		p.Effects = append(p.Effects, coach.ActEffect{Act: act, Base: effects[act]})
	}
	return p
}

// fixturePersona has n lines for every move; those about a promise name its sum or day.
func fixturePersona(id string, n int) coach.Persona {
	p := coach.Persona{ID: id}
	for _, kind := range coach.MoveKinds() {
		var texts []string
		for i := range n {
			text := id + " " + string(kind) + strings.Repeat(" again", i) + "."
			if kind == coach.MovePromise || kind == coach.MoveOffer {
				text = id + " {amount} on {date}" + strings.Repeat(" again", i) + "."
			}
			texts = append(texts, text)
		}
		p.Wordings = append(p.Wordings, coach.Wording{Move: kind, Lines: lines(texts...)})
	}
	return p
}

// talk is a call in progress, in English, with the scripted voice.
type talk struct {
	t     testing.TB
	state *State
	log   []coach.Event
	said  string // the debtor's last words
	ended bool
}

func ring(t testing.TB, s *coach.Scenario, seed int64) *talk {
	t.Helper()
	return answered(&talk{t: t, state: NewState(s, coach.English)}, s, seed)
}

func ringIn(t testing.TB, s *coach.Scenario, lang coach.Lang) *talk {
	t.Helper()
	return answered(&talk{t: t, state: NewState(s, lang)}, s, 1)
}

// answered lets the phone be answered.
func answered(c *talk, s *coach.Scenario, seed int64) *talk {
	c.t.Helper()
	opening := Open(c.state)
	c.add(coach.SessionStarted{ScenarioID: s.Case.ID, Lang: c.state.Lang(), Seed: seed, Contact: s.Case.Contacts[0].ID, Opening: opening})
	c.answer(opening, false)
	for _, contact := range s.Case.Contacts {
		c.state.memory.known[contact.ID], c.state.memory.talks[contact.ID] = true, 1 // the caller has said who it is
	}
	return c
}

func (c *talk) add(body coach.EventBody) {
	e := coach.Event{Seq: int64(len(c.log) + 1), Body: body}
	c.log = append(c.log, e)
	c.state.Apply(e)
}

func (c *talk) answer(d coach.Decision, interrupted bool) {
	c.t.Helper()
	speech, err := NewScripted(Pace{}).Speak(context.Background(), c.state.Brief(d, "", nil), func(string) error { return nil })
	if err != nil {
		c.t.Fatal(err)
	}
	done := coach.TurnCompleted{Turn: c.state.Turn(), Contact: c.state.Contact().ID, Text: speech.Text, Moves: d.Moves, Lines: speech.Lines, Interrupted: interrupted}
	if !interrupted {
		done.Spoken = d.Spoken
	}
	c.said = speech.Text
	c.add(done)
	if d.Ends {
		c.ended = true
		c.add(coach.SessionEnded{Reason: coach.EndedByDebtor})
	}
}

// hears lets the debtor answer an utterance that was understood so.
func (c *talk) hears(text string, heard coach.Understanding) coach.Decision {
	c.t.Helper()
	d := Decide(c.state, text, heard)
	c.add(coach.TurnAccepted{Turn: c.state.Turn(), Text: text, Contact: c.state.Contact().ID, Heard: heard, Decision: d})
	c.answer(d, false)
	return d
}

// again is say in words of its own each time: people vary what they say.
func (c *talk) again(text string, acts ...coach.Act) coach.Decision {
	c.t.Helper()
	return c.say(fmt.Sprintf("%s (%d)", text, c.state.Turn()), acts...)
}

// say is hears for an utterance that carries just these acts.
func (c *talk) say(text string, acts ...coach.Act) coach.Decision {
	c.t.Helper()
	return c.hears(text, understood(text, acts...))
}

func (c *talk) desk(action string) coach.Decision {
	c.t.Helper()
	d, err := DecideAction(c.state, action)
	if err != nil {
		c.t.Fatal(err)
	}
	c.add(coach.ActionDone{Action: action, Turn: c.state.Turn() - 1, Decision: d})
	c.answer(d, false)
	return d
}

func (c *talk) excuse(id string) coach.ExcuseStatus { return c.state.Ledger().Excuses[id] }

func (c *talk) promise() coach.Promise { return c.state.Ledger().Promise }

func understood(text string, acts ...coach.Act) coach.Understanding {
	var u coach.Understanding
	for _, a := range acts {
		u.Acts = append(u.Acts, coach.ActHit{Act: a, Score: 1, Quote: text})
	}
	return u
}

func withDate(u coach.Understanding, d coach.Date) coach.Understanding {
	u.Slots.Dates = append(u.Slots.Dates, coach.DateSlot{Earliest: d, Latest: d, Precision: coach.Exact, Quote: string(d)})
	return u
}

func withMoney(u coach.Understanding, major int64) coach.Understanding {
	u.Slots.Money = append(u.Slots.Money, coach.MoneySlot{Amount: &coach.Money{Minor: major * 100, Currency: "CNY"}, Precision: coach.Exact, Quote: "sum"})
	return u
}

func kinds(d coach.Decision) []coach.MoveKind {
	var k []coach.MoveKind
	for _, m := range d.Moves {
		k = append(k, m.Kind)
	}
	return k
}

func has(d coach.Decision, kind coach.MoveKind) bool {
	for _, m := range d.Moves {
		if m.Kind == kind {
			return true
		}
	}
	return false
}

// marks counts a mark in the record.
func marks(l coach.Ledger, target string) int {
	n := 0
	for _, m := range l.Marks {
		if m.Target == target {
			n++
		}
	}
	return n
}

// readyToPromise brings a call to where nothing stands in the way and the debtor is willing.
func readyToPromise(t testing.TB) *talk {
	t.Helper()
	return readyIn(t, fixture())
}

func readyIn(t testing.TB, s *coach.Scenario) *talk {
	t.Helper()
	c := ring(t, s, 1)
	c.say("We have 300,000 open.", coach.ActStateDebt)
	c.say("Soon is no date.", coach.ActRejectDelay)
	c.say("Later is no date.", coach.ActRejectDelay)
	c.say("Never mind, you were busy.", coach.ActGiveFace)
	c.say("So why is it open?", coach.ActProbeReason)
	c.say("How is your cash?", coach.ActProbeFinances)
	c.say("What fault, and when?", coach.ActVerifyClaim)
	c.desk("send_statement")
	c.say("This has to be settled today.", coach.ActStandFirm)
	c.say("What is shipped next stays here.", coach.ActConsequenceCurrent)
	if open := c.state.openExcuse(); open != "" {
		t.Fatalf("%s still stands in the way", open)
	}
	return c
}
