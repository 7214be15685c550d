package playtest

import (
	"context"
	"slices"

	"huikuan/server/coach"
)

// single says one thing only, whatever happens: a call to see that no act alone wins.
type single struct {
	book *book
	act  coach.Act
}

// ID implements Trainee.
func (single) ID() string { return "single" }

// Next implements Trainee.
func (s single) Next(v View) Step {
	order := make([][]string, 15)
	for i := range order {
		order[i] = s.book.saying(s.act)
	}
	return inTurn(s.book, v, order)
}

// explorer asks, tests, presses and soothes at random, through everybody on the line and everything on the desk. It wins
// nothing on purpose; it is there to walk into every corner of a case.
type explorer struct{ book *book }

// ID implements Trainee.
func (explorer) ID() string { return "explorer" }

// Next implements Trainee.
func (x explorer) Next(v View) Step {
	n := len(v.Past)
	roll := func(what string, sides int) int { return int(mix(v.Seed*1000+int64(n), what) % uint64(sides)) }
	if !met(v, v.Contact.ID) {
		if step, ok := (expert{book: x.book}).open(v); ok {
			return step
		}
	}
	switch {
	case n > 60:
		return Step{HangUp: true}
	case roll("desk", 12) == 0 && len(v.Case.Desk) > 0:
		return Step{Desk: v.Case.Desk[roll("which", len(v.Case.Desk))].ID, Line: "desk"}
	case roll("call", 8) == 0 && len(v.Case.Contacts) > 1:
		if c := v.Case.Contacts[roll("who", len(v.Case.Contacts))]; c.ID != v.Contact.ID {
			return Step{Contact: c.ID, Line: "switchboard"}
		}
	}
	acts := lawfulActs()
	if roll("ask", 5) < 3 {
		acts = []coach.Act{coach.ActProbeReason, coach.ActProbeProcess, coach.ActProbeFinances, coach.ActVerifyClaim, coach.ActProbeDecisionMaker, coach.ActEmpathise, coach.ActOfferHelp}
	}
	for i := range 20 {
		ids := x.book.saying(acts[roll("act"+string(rune('a'+i)), len(acts))])
		if len(ids) == 0 {
			continue
		}
		if step, ok := x.book.say(v, ids[roll("id", len(ids))]); ok {
			return step
		}
	}
	return Step{HangUp: true}
}

// lawfulActs are the acts a collector may use, those that only weaken a call left out.
func lawfulActs() []coach.Act {
	return slices.DeleteFunc(coach.Acts(), func(a coach.Act) bool {
		return a.RedLine() || slices.Contains([]coach.Act{coach.ActMeta, coach.ActGrovel, coach.ActAcceptVague, coach.ActInviteComplaint}, a)
	})
}

// tricky plays the expert without each act it has, and each act alone.
func (sheet *Sheet) tricky(ctx context.Context, s *coach.Scenario, lang coach.Lang, plan Plan, ears Labeller) error {
	b := wholeBook()
	for _, act := range lawfulActs() {
		if act == coach.ActGreet || act == coach.ActStateDebt {
			continue
		}
		results, err := calls(ctx, s, lang, expert{book: b, without: act}, plan, plan.Trials, ears)
		if err != nil {
			return err
		}
		sheet.Dropped = append(sheet.Dropped, Trick{Act: act, Tally: sheet.count("expert", results)})
	}
	for _, act := range lawfulActs() {
		results, err := calls(ctx, s, lang, single{b, act}, plan, plan.Trials, ears)
		if err != nil {
			return err
		}
		sheet.Single = append(sheet.Single, Trick{Act: act, Tally: sheet.count("single", results)})
	}
	results, err := calls(ctx, s, lang, explorer{b}, plan, 5*plan.Trials, ears)
	if err != nil {
		return err
	}
	sheet.Explored = sheet.count("explorer", results)
	return nil
}
