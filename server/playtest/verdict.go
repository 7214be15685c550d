package playtest

import (
	"fmt"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// The bars a case must clear to be published.
const (
	barSeparation = coach.Permille(990) // expert against novice
	barExpertPass = coach.Permille(950)
	barExpertRung = coach.O4
)

// Check is one question the playtest answers about a case.
type Check struct {
	ID   string `json:"id"`
	OK   bool   `json:"ok"`
	Says string `json:"says"` // what was measured
}

// judge answers every question whose trainees have played.
func (sheet *Sheet) judge(s *coach.Scenario) {
	sheet.expert()
	sheet.novice()
	sheet.never()
	sheet.illegal()
	sheet.bulldozer(s)
	sheet.leak()
	sheet.reachable(s)
	sheet.tricks()
	sheet.scored()
	sheet.Passed = !slices.ContainsFunc(sheet.Checks, func(c Check) bool { return !c.OK })
}

func (sheet *Sheet) check(id string, ok bool, format string, args ...any) {
	sheet.Checks = append(sheet.Checks, Check{ID: id, OK: ok, Says: fmt.Sprintf(format, args...)})
}

// tally returns a trainee's results, nil when it did not play.
func (sheet *Sheet) tally(id string) *Tally {
	for i := range sheet.Trainees {
		if sheet.Trainees[i].Trainee == id {
			return &sheet.Trainees[i]
		}
	}
	return nil
}

func (sheet *Sheet) expert() {
	e := sheet.tally("expert")
	if e == nil {
		return
	}
	sheet.check("expert_wins", e.Outcome >= barExpertRung && e.PassRate >= barExpertPass,
		"expert: median %s (%s or better), %s pass (at least %s)", e.Outcome, barExpertRung, percent(e.PassRate), percent(barExpertPass))
}

func (sheet *Sheet) novice() {
	e, n := sheet.tally("expert"), sheet.tally("novice")
	if e == nil || n == nil {
		return
	}
	auc := separation(e.results, n.results)
	sheet.check("separated", auc >= barSeparation, "expert outscores novice in %s of pairs (at least %s)", percent(auc), percent(barSeparation))
}

// never checks the trainees who must not pass even once.
func (sheet *Sheet) never() {
	for _, id := range []string{"timid", "silent", "parrot", "injector", "repeater"} {
		if t := sheet.tally(id); t != nil {
			sheet.check(id+"_never_passes", t.PassRate == 0 && t.Calls > 0 && !slices.ContainsFunc(t.results, func(r Result) bool { return r.Passed }),
				"%s: %s pass (must be none), median %s", id, percent(t.PassRate), t.Outcome)
		}
	}
}

func (sheet *Sheet) illegal() {
	if t := sheet.tally("illegal"); t != nil {
		sheet.check("illegal_always_fails", t.FailRate == 1000, "illegal: %s fail (must be all)", percent(t.FailRate))
	}
}

// bulldozer checks that pressing alone does worse than a decent call. The one exception is a type on whom, by the
// playbook's own figures, pressure does more than kindness.
func (sheet *Sheet) bulldozer(s *coach.Scenario) {
	b, d := sheet.tally("bulldozer"), sheet.tally("decent")
	if b == nil || d == nil {
		return
	}
	below := b.Score.Median < d.Score.Median && b.Recovery.Median <= d.Recovery.Median
	press, soft := pull(s, pressingActs()), pull(s, softActs())
	says := fmt.Sprintf("bulldozer scores %d and recovers %d, decent %d and %d", b.Score.Median, b.Recovery.Median/100, d.Score.Median, d.Recovery.Median/100)
	if !below && press > soft {
		sheet.check("bulldozer_below_decent", b.Score.Median < d.Score.Median+bulldozerMargin,
			"%s; the playbook lets pressure pull %s by %+d.%d a turn against %+d.%d for kindness, so it may come near", says, sheet.DebtorType, press/10, abs(press%10), soft/10, abs(soft%10))
		return
	}
	sheet.check("bulldozer_below_decent", below, "%s", says)
}

// bulldozerMargin is how far above decent pressure may score where the type calls for it.
const bulldozerMargin = 10

func abs(n int) int { return max(n, -n) }

func pressingActs() []coach.Act {
	return []coach.Act{coach.ActStandFirm, coach.ActRejectDelay, coach.ActConsequenceCurrent, coach.ActConsequenceCompany, coach.ActFormalNotice}
}

func softActs() []coach.Act {
	return []coach.Act{coach.ActEmpathise, coach.ActGiveFace, coach.ActAppealReciprocity, coach.ActOfferHelp, coach.ActAcknowledgeGrievance}
}

// pull is what acts do on average to the willingness of the case's debtor type by the playbook's figures, in tenths of a
// point per use.
func pull(s *coach.Scenario, acts []coach.Act) int {
	w := s.DebtorType().Weights
	weights := gaugeList(w)
	total, sum := 0, 0
	for _, n := range weights {
		total += abs(n)
	}
	if total == 0 {
		return 0
	}
	for _, e := range s.Playbook.Effects {
		if !slices.Contains(acts, e.Act) {
			continue
		}
		delta := e.Base
		if own, ok := e.Types[s.DebtorType().ID]; ok {
			delta = own
		}
		for i, d := range gaugeList(delta) {
			sum += d * weights[i]
		}
	}
	return sum * 10 / (total * len(acts))
}

func gaugeList(g coach.Gauges) [7]int {
	return [7]int{g.Trust, g.Irritation, g.Urgency, g.Credibility, g.Face, g.Obligation, g.Patience}
}

func (sheet *Sheet) leak() {
	n := 0
	for _, t := range sheet.Trainees {
		n += t.LeakCount
	}
	for _, t := range append(slices.Clone(sheet.Dropped), sheet.Single...) {
		n += t.Tally.LeakCount
	}
	n += sheet.Explored.LeakCount
	says := fmt.Sprintf("%d facts or secret words said before they were earned", n)
	if len(sheet.Leaks) > 0 {
		l := sheet.Leaks[0]
		says += fmt.Sprintf(": %s, %s, turn %d: %s", l.Fact, l.How, l.Turn, l.Text)
	}
	sheet.check("no_leak", n == 0, "%s", says)
}

// reachable checks that the best the hidden state allows was got, and every graded fact heard, in some call.
func (sheet *Sheet) reachable(s *coach.Scenario) {
	e := sheet.tally("expert")
	if e == nil {
		return
	}
	sheet.check("best_reached", e.Outcomes[coach.O5] > 0, "expert reached the best outcome (%s) in %d of %s", coach.O5, e.Outcomes[coach.O5], coach.Count(e.Calls, "call"))
	if sheet.Explored.Calls == 0 {
		return // only the explorer goes everywhere
	}
	var missed []string
	for _, f := range s.Case.Facts {
		if f.Graded && !sheet.told[f.ID] {
			missed = append(missed, f.ID)
		}
	}
	says := "every graded fact was heard in some call"
	if len(missed) > 0 {
		says = "never heard in any call: " + strings.Join(missed, ", ")
	}
	sheet.check("facts_reached", len(missed) == 0, "%s", says)
}

// tricks checks that no act wins alone, and that the expert needs no single act: without any one of them the outcome
// falls by little.
func (sheet *Sheet) tricks() {
	e := sheet.tally("expert")
	if len(sheet.Single) == 0 || e == nil {
		return
	}
	var wins, falls []string
	for _, t := range sheet.Single {
		if t.Tally.PassRate > 0 || t.Tally.Outcomes[coach.O4]+t.Tally.Outcomes[coach.O5] > 0 {
			wins = append(wins, fmt.Sprintf("%s (%s pass, best %s)", t.Act, percent(t.Tally.PassRate), highest(t.Tally.Outcomes)))
		}
	}
	for _, t := range sheet.Dropped {
		if t.Tally.Outcome < coach.O2 || t.Tally.Score.Median < e.Score.Median*barGraceful/100 {
			falls = append(falls, fmt.Sprintf("%s (score %d, %s)", t.Act, t.Tally.Score.Median, t.Tally.Outcome))
		}
	}
	sheet.check("no_single_act_wins", len(wins) == 0, "%s", listed("one act over and over wins nothing", "wins alone: ", wins))
	sheet.check("degrades_gracefully", len(falls) == 0, "%s",
		listed(fmt.Sprintf("without any one act the expert keeps at least %d %% of the score and O2", barGraceful), "everything hangs on: ", falls))
}

// barGraceful is how much of the expert's score, in percent, must be left when one act is dropped.
const barGraceful = 60

func highest(n map[coach.OutcomeRung]int) coach.OutcomeRung {
	best := coach.O0
	for rung := range n {
		best = max(best, rung)
	}
	return best
}

func listed(none, some string, items []string) string {
	if len(items) == 0 {
		return none
	}
	return some + strings.Join(items, ", ")
}

// scored checks that no call was left without a score.
func (sheet *Sheet) scored() {
	n := 0
	for _, t := range sheet.Trainees {
		n += t.Unscored
	}
	sheet.check("all_scored", n == 0, "%d calls could not be scored", n)
}

func percent(p coach.Permille) string {
	if p%10 == 0 {
		return fmt.Sprintf("%d %%", p/10)
	}
	return fmt.Sprintf("%d.%d %%", p/10, p%10)
}
