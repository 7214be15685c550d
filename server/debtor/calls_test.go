package debtor_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
)

// shipped lists every case there is, drafts too, loaded once for all tests of the package.
func shipped(t testing.TB) []*coach.Scenario {
	t.Helper()
	library, err := shippedLibrary()
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(library.Scenarios(), library.Drafts())
}

var shippedLibrary = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })

// TestRandomCallsKeepTheRules plays calls in which anything may be said at any time, and audits each answer from the case
// and the decision alone: no concession without its cause, no fact told before its condition, nothing beyond the debtor's
// best or the contact's and the trainee's authority, always an answer, never the same line twice, and an end.
func TestRandomCallsKeepTheRules(t *testing.T) {
	cases := shipped(t)
	for i := range randomCalls {
		lang := []coach.Lang{coach.Chinese, coach.English}[i/len(cases)%2]
		c := &randomCall{s: cases[i%len(cases)], lang: lang, dice: rand.New(rand.NewPCG(uint64(i), 1)), said: map[string]bool{}, told: map[string]bool{}, done: map[string]bool{}}
		if err := c.play(int64(i)); err != nil {
			t.Fatalf("call %d, %s/%s: %v", i, c.s.Case.ID, lang, err)
		}
	}
}

// randomCall is a call of random acts and its audit.
type randomCall struct {
	s     *coach.Scenario
	lang  coach.Lang
	dice  *rand.Rand
	st    *debtor.State
	heard []line
	told  map[string]bool
	done  map[string]bool
	said  map[string]bool
	over  bool
}

// line is an utterance as heard, and by whom.
type line struct {
	heard   coach.Understanding
	contact string
}

// maxRandomTurns is more than any call of random acts lasts.
const maxRandomTurns = 400

func (c *randomCall) play(seed int64) error {
	c.st = debtor.NewState(c.s, c.lang)
	opening := debtor.Open(c.st)
	c.st.Apply(coach.Event{Body: coach.SessionStarted{Seed: seed, Lang: c.lang, Contact: c.s.Case.Contacts[0].ID, Opening: opening}})
	if err := c.speak(opening); err != nil {
		return err
	}
	for turn := range maxRandomTurns {
		if c.over {
			return nil
		}
		if err := c.step(turn); err != nil {
			return fmt.Errorf("turn %d: %w", turn, err)
		}
	}
	return fmt.Errorf("no end after %d turns", maxRandomTurns)
}

func (c *randomCall) step(turn int) error {
	switch n := c.dice.IntN(20); {
	case n == 0 && len(c.s.Case.Desk) > 0:
		action := c.s.Case.Desk[c.dice.IntN(len(c.s.Case.Desk))].ID
		d, err := debtor.DecideAction(c.st, action)
		if err != nil {
			return err
		}
		c.done[action] = true
		c.st.Apply(coach.Event{Body: coach.ActionDone{Action: action, Turn: c.st.Turn() - 1, Decision: d}})
		return c.speak(d)
	case n == 1 && len(c.s.Case.Contacts) > 1:
		contact := c.s.Case.Contacts[c.dice.IntN(len(c.s.Case.Contacts))].ID
		if contact == c.st.Contact().ID {
			return nil
		}
		d, err := debtor.DecideContact(c.st, contact)
		if err != nil {
			return err
		}
		c.st.Apply(coach.Event{Body: coach.ActionDone{Action: "contact:" + contact, Turn: c.st.Turn() - 1, Decision: d}})
		return c.speak(d)
	}
	text, heard := c.utterance(turn)
	before := c.st.Ledger().Promise
	c.heard = append(c.heard, line{heard: heard, contact: c.st.Contact().ID})
	d := debtor.Decide(c.st, text, heard)
	c.st.Apply(coach.Event{Body: coach.TurnAccepted{Turn: c.st.Turn(), Text: text, Contact: c.st.Contact().ID, Heard: heard, Decision: d}})
	if err := c.audit(d, before, heard); err != nil {
		return fmt.Errorf("%q heard as %v: %w", text, heard.Acts, err)
	}
	return c.speak(d)
}

// utterance draws acts, slots and words; the first ones say who is calling, mostly.
func (c *randomCall) utterance(turn int) (string, coach.Understanding) {
	texts := []string{
		"Which day, and how much?", "How will you pay, who will key it, and the slip?", "And if it is missed?", "And the rest?", "Put me through, please.",
		"哪天付，付多少？", "怎么付，谁来办，回单发我", "万一没到账呢？", "剩下的怎么安排？", "帮我转接一下", "您上次答应的", "You promised that last time.", "好的。", "Bye.", "再见",
	}
	text := texts[c.dice.IntN(len(texts))]
	var u coach.Understanding
	if turn == 0 && c.dice.IntN(5) > 0 {
		u.Acts = append(u.Acts, coach.ActHit{Act: coach.ActStateDebt, Score: 1, Quote: "words"})
	}
	all := coach.Acts()
	for range c.dice.IntN(4) {
		act := all[c.dice.IntN(len(all))]
		if (act.RedLine() || act == coach.ActMeta) && c.dice.IntN(30) > 0 {
			continue // these end calls: let most go on
		}
		u.Acts = append(u.Acts, coach.ActHit{Act: act, Score: 1, Quote: "words"})
	}
	if c.dice.IntN(3) == 0 {
		d := c.s.Case.Today.AddDays(c.dice.IntN(80) - 20)
		u.Slots.Dates = []coach.DateSlot{{Earliest: d, Latest: d, Precision: coach.Exact, Quote: "day"}}
	}
	if c.dice.IntN(3) == 0 {
		m := c.s.Case.Account.Balance().Share(coach.Permille(1 + c.dice.IntN(1000)))
		u.Slots.Money = []coach.MoneySlot{{Amount: &m, Precision: coach.Exact, Quote: "sum"}}
	}
	if c.dice.IntN(6) == 0 {
		u.Slots.Instalments = 2 + c.dice.IntN(4)
	}
	return text, u
}

// audit holds a decision against the case: what may be promised, and why.
func (c *randomCall) audit(d coach.Decision, before coach.Promise, heard coach.Understanding) error {
	if len(d.Moves) == 0 || len(d.Moves) > 2 {
		return fmt.Errorf("%d moves", len(d.Moves))
	}
	for _, e := range slices.Concat(d.Heard, d.Spoken) {
		if e.Kind != coach.EffectPromise {
			continue
		}
		if err := c.within(*e.Promise); err != nil {
			return err
		}
		if grew(before, *e.Promise) && !causes(e.Cause.Act, heard) {
			return fmt.Errorf("a concession to %+v for the act %q", *e.Promise, e.Cause.Act)
		}
	}
	for _, m := range d.Moves {
		if m.Kind != coach.MoveDisclose {
			continue
		}
		f, _ := c.s.Fact(m.Fact)
		if donated := m.Cause.Rule == "blurted"; donated && f.Graded || !donated && !c.earned(f.Unlock) {
			return fmt.Errorf("%s told before it was earned", m.Fact)
		}
	}
	return nil
}

// grew reports whether a promise gives the trainee more than the one before.
func grew(before, after coach.Promise) bool {
	if after.Level() < coach.P2 {
		return false
	}
	return before.Level() < coach.P2 || after.Total() != nil && (before.Total() == nil || after.Total().Minor > before.Total().Minor) ||
		after.Date != "" && (before.Date == "" || after.Date < before.Date)
}

// causes reports whether an act was heard, and is one that may bring a concession: an ask, pressure, a trade, a kindness,
// or a question about who sees to it.
func causes(act coach.Act, heard coach.Understanding) bool {
	if !heard.Has(act) {
		return false
	}
	switch act {
	case coach.ActAskCommitment, coach.ActProposeChoice, coach.ActOfferInstalments, coach.ActAskProof, coach.ActAgreeFallback, coach.ActRecap,
		coach.ActStandFirm, coach.ActRejectDelay, coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany,
		coach.ActConsequencePersonal, coach.ActFormalNotice, coach.ActOfferIncentive, coach.ActProbeDecisionMaker:
		return true
	}
	return false
}

// within checks a promise against the debtor's best, the contact's authority and the trainee's.
func (c *randomCall) within(p coach.Promise) error {
	if p.Level() > coach.P1 && !p.Authority.Binds() {
		return fmt.Errorf("%s by %s, who may not promise", p.Level(), p.By)
	}
	balance, most, total, soonest := c.s.Case.Account.Balance(), int64(0), int64(0), coach.Date("9999")
	for _, o := range c.s.Case.Truth.Offers {
		whole := o.Share
		for _, part := range o.Rest {
			whole += part.Share
		}
		most, total, soonest = max(most, balance.Share(o.Share).Minor), max(total, balance.Share(whole).Minor), min(soonest, o.Date)
	}
	switch {
	case p.Amount != nil && p.Amount.Minor > most:
		return fmt.Errorf("%d promised at once, %d is the most", p.Amount.Minor, most)
	case p.Amount != nil && p.Total().Minor > total:
		return fmt.Errorf("%d promised in all, %d is the most", p.Total().Minor, total)
	case p.Date != "" && p.Date < soonest:
		return fmt.Errorf("promised for %s, %s is the soonest", p.Date, soonest)
	case len(p.Rest) > 0 && len(p.Rest)+1 > c.s.Case.Authority.MaxInstalments:
		return fmt.Errorf("%d parts, the trainee may grant %d", len(p.Rest)+1, c.s.Case.Authority.MaxInstalments)
	}
	for i, part := range p.Rest {
		if part.Amount.Minor <= 0 || part.Date <= p.Date || i > 0 && part.Date <= p.Rest[i-1].Date {
			return fmt.Errorf("the plan is out of order: %+v", p)
		}
	}
	return nil
}

// earned works out from what was heard whether a condition holds.
func (c *randomCall) earned(cond coach.Condition) bool {
	if cond.Contact != "" && cond.Contact != c.st.Contact().ID {
		return false
	}
	turns := 0
	for _, l := range c.heard {
		if slices.ContainsFunc(cond.Acts, l.heard.Has) && !l.heard.Has(coach.ActMeta) && (cond.Contact == "" || cond.Contact == l.contact) {
			turns++
		}
	}
	if len(cond.Acts) > 0 && turns < max(1, cond.Times) {
		return false
	}
	for _, id := range cond.Facts {
		if !c.told[id] {
			return false
		}
	}
	for _, id := range cond.Actions {
		if !c.done[id] {
			return false
		}
	}
	return true
}

// speak says a decision and checks the words.
func (c *randomCall) speak(d coach.Decision) error {
	speech, err := debtor.NewScripted(debtor.Pace{}).Speak(context.Background(), c.st.Brief(d, "", nil), func(string) error { return nil })
	if err != nil {
		return err
	}
	if strings.TrimSpace(speech.Text) == "" || strings.ContainsAny(speech.Text, "{}") {
		return fmt.Errorf("said %q", speech.Text)
	}
	for _, id := range speech.Lines {
		if c.said[id] {
			return fmt.Errorf("%s was spoken twice", id)
		}
		c.said[id] = true
	}
	for _, m := range d.Moves {
		if m.Kind == coach.MoveDisclose {
			c.told[m.Fact] = true
		}
	}
	c.st.Apply(coach.Event{Body: coach.TurnCompleted{Turn: c.st.Turn(), Contact: c.st.Contact().ID, Text: speech.Text, Moves: d.Moves, Spoken: d.Spoken, Lines: speech.Lines}})
	if ids := leaks(c.s, c.st, c.lang, speech.Text); len(ids) > 0 {
		return fmt.Errorf("%q gives %v away", speech.Text, ids)
	}
	c.over = d.Ends
	if last := d.Moves[len(d.Moves)-1]; last.Kind == coach.MoveTransfer && !d.Ends {
		c.st.Apply(coach.Event{Body: coach.ContactChanged{Contact: last.Contact, Turn: c.st.Turn() - 1}})
		return c.speak(debtor.Greet(c.st))
	}
	return nil
}
