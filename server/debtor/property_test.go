package debtor

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"huikuan/server/coach"
)

// utterances draws what a trainee may say: any acts with any slots, in words that ask for this or that.
func utterances() *rapid.Generator[coach.Understanding] {
	return rapid.Custom(func(t *rapid.T) coach.Understanding {
		u := understood("words", rapid.SliceOfN(rapid.SampledFrom(coach.Acts()), 0, 4).Draw(t, "acts")...)
		if rapid.Bool().Draw(t, "dated") {
			u = withDate(u, rapid.SampledFrom([]coach.Date{"2026-05-14", "2026-05-20", "2026-05-25", "2026-07-01", "2026-04-10"}).Draw(t, "date"))
		}
		if rapid.Bool().Draw(t, "priced") {
			u = withMoney(u, rapid.SampledFrom([]int64{1000, 60000, 120000, 150000, 300000, 900000}).Draw(t, "sum"))
		}
		return u
	})
}

func texts() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"words", "Which day, and how much?", "How will you pay, who will key it, and can I have the slip?", "And if it is missed?",
		"Put me through to Ms Su.", "Bye.", "全款哪天付？", "{{amount}} <b>\u202e",
	})
}

// lawful keeps a call alive: red lines end it at once.
func lawful(u coach.Understanding) coach.Understanding {
	var kept []coach.ActHit
	for _, h := range u.Acts {
		if !h.Act.RedLine() {
			kept = append(kept, h)
		}
	}
	u.Acts = kept
	return u
}

// rank orders excuse statuses along an excuse's life.
func rank(s coach.ExcuseStatus) int {
	return map[coach.ExcuseStatus]int{coach.ExcuseRaised: 1, coach.ExcuseTested: 2, coach.ExcuseVerified: 3, coach.ExcuseExposed: 3, coach.ExcuseClosed: 4}[s]
}

// bestOffer checks a promise against the debtor's reservation.
func bestOffer(s *coach.Scenario, p coach.Promise) error {
	offers := s.Case.Truth.Offers
	end := offers[len(offers)-1]
	if most := s.Case.Account.Balance().Share(end.Share); p.Amount != nil && p.Amount.Minor > most.Minor {
		return fmt.Errorf("promised %d, the last offer is %d", p.Amount.Minor, most.Minor)
	}
	if p.Date != "" && p.Date < end.Date {
		return fmt.Errorf("promised for %s, the last offer is %s", p.Date, end.Date)
	}
	if p.Level() > coach.P1 && !p.Authority.Binds() {
		return fmt.Errorf("a promise of %s by %s counts", p.Level(), p.By)
	}
	return nil
}

func TestAnyCallKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := ring(t, fixture(), rapid.Int64().Draw(rt, "seed"))
		seen := map[string]bool{}
		for turn := 0; turn < 300 && !c.ended; turn++ {
			u, text := lawful(utterances().Draw(rt, "heard")), texts().Draw(rt, "text")
			before := map[string]int{}
			for id, s := range c.state.Ledger().Excuses {
				before[id] = rank(s)
			}
			d := c.hears(text, u)
			if len(d.Moves) == 0 || len(d.Moves) > 2 || c.said == "" {
				rt.Fatalf("turn %d: %d moves, said %q", turn, len(d.Moves), c.said)
			}
			for id, s := range c.state.Ledger().Excuses {
				if rank(s) < before[id] {
					rt.Fatalf("%s went back to %s", id, s)
				}
			}
			for _, m := range d.Moves {
				if (m.Kind == coach.MoveRaiseExcuse || m.Kind == coach.MoveDetailExcuse) && before[m.Excuse] >= 3 && m.Cause.Rule != ruleExcuseOpen {
					rt.Fatalf("%s counts again", m.Excuse)
				}
			}
			if err := bestOffer(c.state.scenario, c.promise()); err != nil {
				rt.Fatal(err)
			}
			if d.Moves[len(d.Moves)-1].Kind == coach.MoveTransfer {
				c.add(coach.ContactChanged{Contact: d.Moves[len(d.Moves)-1].Contact})
				c.answer(Greet(c.state), false)
			}
		}
		for _, e := range c.log {
			if done, ok := e.Body.(coach.TurnCompleted); ok {
				for _, id := range done.Lines {
					if seen[id] {
						rt.Fatalf("%s was spoken twice", id)
					}
					seen[id] = true
				}
			}
		}
		if !c.ended {
			rt.Fatal("the call never came to an end")
		}
	})
}

func TestTheSameCallGoesTheSameWay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Int64().Draw(rt, "seed")
		said := rapid.SliceOfN(utterances(), 1, 25).Draw(rt, "call")
		var logs [2][]coach.Event
		for i := range logs {
			c := ring(t, fixture(), seed)
			for _, u := range said {
				if !c.ended {
					c.hears("Which day, and how much?", u)
				}
			}
			logs[i] = c.log
		}
		if !reflect.DeepEqual(logs[0], logs[1]) {
			rt.Fatal("two logs of the same call differ")
		}
	})
}

func TestARedLineNeverHelps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := ring(t, fixture(), 1)
		for _, u := range rapid.SliceOfN(utterances(), 0, 12).Draw(rt, "before") {
			if !c.ended {
				c.hears("Which day, and how much?", lawful(u))
			}
		}
		if c.ended {
			return
		}
		will, level := c.state.Willingness(), c.promise().Level()
		u := utterances().Draw(rt, "foul")
		u.Acts = append(u.Acts, coach.ActHit{Act: rapid.SampledFrom([]coach.Act{
			coach.ActThreatViolence, coach.ActThreatPrivateLife, coach.ActThreatPolice, coach.ActThreatExposure, coach.ActHarass, coach.ActInsult, coach.ActDeceive, coach.ActBribe,
		}).Draw(rt, "line"), Quote: "words", Score: 1})
		if u.Has(coach.ActMeta) {
			return
		}
		c.hears("Which day, and how much?", u)
		if c.state.Willingness() > will || c.promise().Level() > level {
			rt.Fatalf("willingness %d from %d, promise %s from %s", c.state.Willingness(), will, c.promise().Level(), level)
		}
	})
}

// helped is how much an act helped in a decision: what it did to the gauges in the direction of paying.
func helped(c *talk, d coach.Decision, act coach.Act) int {
	total := 0
	weights := gaugeList(c.state.debtor.Weights)
	for _, e := range d.Heard {
		if e.Kind != coach.EffectGauges || e.Cause.Act != act || e.Cause.Rule == ruleFirmThenFace {
			continue
		}
		for i, v := range gaugeList(*e.Gauges) {
			total += max(0, v*weights[i])
		}
	}
	return total
}

func TestSayingItAgainNeverHelpsMore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := ring(t, fixture(), 1)
		act := rapid.SampledFrom(coach.Acts()).Draw(rt, "act")
		first := 0
		for i := 0; i < 20 && !c.ended; i++ {
			u := lawful(utterances().Draw(rt, "heard"))
			if i%2 == 0 {
				u = understood("words", act)
			}
			d := c.hears("words", u)
			if !u.Has(act) || u.Has(coach.ActMeta) {
				continue
			}
			switch again := helped(c, d, act); {
			case first == 0:
				first = again
			case again > first:
				rt.Fatalf("%s helped by %d the first time, then by %d", act, first, again)
			}
		}
	})
}

func TestNoWordsMoveTheLedgerWithoutActs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := readyToPromise(t)
		before := c.state.Ledger()
		u := utterances().Draw(rt, "slots")
		u.Acts = nil
		c.hears(rapid.OneOf(texts(), rapid.String()).Draw(rt, "text"), u)
		if !reflect.DeepEqual(before, c.state.Ledger()) {
			rt.Fatal("the ledger moved")
		}
	})
}
