package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// Sequel gathers what a finished call leaves to the next one. base is the case as written, of the session followed, after
// what came of the call. It fails with CodeForbidden when the account is paid or closed to the trainee.
func (st *State) Sequel(base *coach.Scenario, of string, after coach.Aftermath) (coach.Sequel, error) {
	switch after.Closed {
	case coach.AccountPaid:
		return coach.Sequel{}, coach.Errorf(coach.CodeForbidden, "all of it has come in, there is nothing left to call about; start the case afresh or take another")
	case coach.AccountRefused:
		return coach.Sequel{}, coach.Errorf(coach.CodeForbidden, "after what was said they take no more calls from you; start the case afresh")
	}
	q := coach.Sequel{Of: of, Call: after.Call + 1, Today: after.Next, Stage: st.stageAfter(after)}
	if st.sequel != nil {
		q.Came, q.History = slices.Clone(st.sequel.Came), slices.Clone(st.sequel.History)
	}
	q.Came = append(q.Came, after.Came...)
	q.History = append(q.History, st.historyOf(after)...)
	q.Carried = st.carried()
	q.Minds = st.mindsAfter(base.After(q))
	return q, nil
}

// stageAfter is the stage of the next call. Who slips away on purpose is a step further unless what they promised came;
// after a broken promise the talk is another than before one; else the stage is by lateness.
func (st *State) stageAfter(after coach.Aftermath) string {
	now := st.scenario.Case.Stage
	if path := st.scenario.DebtorType().Path; len(path) > 0 {
		at := max(0, slices.IndexFunc(path, func(p coach.PathStep) bool { return p.Stage == now })) + st.memory.step
		if after.Missed != nil || len(after.Came) == 0 {
			at++
		}
		return path[min(at, len(path)-1)].Stage
	}
	switch {
	case now == stageHardcore, now == stageLetter:
		return now
	case after.Missed != nil && now == stageBroken:
		return stageHardcore
	case after.Missed != nil:
		return stageBroken
	}
	late := now
	for _, s := range []struct {
		days  int
		stage string
	}{{1, "st_late_1_3"}, {7, "st_late_7"}, {30, "st_late_30"}} {
		if st.scenario.Case.Account.OldestDue().DaysUntil(after.Next) >= s.days {
			late = s.stage
		}
	}
	return late
}

// Stages that a broken promise leads to, and those it leads no further from.
const (
	stageBroken   = "st_broken_promise"
	stageHardcore = "st_hardcore"
	stageLetter   = "st_formal_letter"
)

// historyOf is what the file says of the call and of what came of it.
func (st *State) historyOf(after coach.Aftermath) []coach.HistoryEntry {
	today, p := st.scenario.Case.Today, st.standing()
	call := coach.HistoryEntry{Date: today}
	sum, day := st.spokenTwice(p.Amount), datedTwice(p.Date, today)
	switch {
	case p.Amount != nil && p.Date != "":
		call.What = coach.Text{Zh: "电话里答应" + day.Zh + "付" + sum.Zh + "。", En: "On the phone they promised " + sum.En + " for " + day.En + "."}
		if after.Missed != nil {
			call.Promised = &coach.PastPromise{Day: after.Missed.Date, Minor: after.Missed.Amount.Minor}
		}
	case p.Date != "":
		call.What = coach.Text{Zh: "电话里说了" + day.Zh + "，没说多少钱，之后没有到账。", En: "On the phone they named " + day.En + " but no sum; nothing came."}
		call.Promised = &coach.PastPromise{Day: p.Date}
	case p.Amount != nil:
		call.What = coach.Text{Zh: "电话里说了付" + sum.Zh + "，没定日子，之后没有到账。", En: "On the phone they named " + sum.En + " but no day; nothing came."}
	default:
		call.What = coach.Text{Zh: "通过电话，没有要到付款的日子。", En: "Spoke on the phone; no day for payment was given."}
	}
	entries := []coach.HistoryEntry{call}
	for _, part := range after.Came {
		sum := st.spokenTwice(&part.Amount)
		entries = append(entries, coach.HistoryEntry{Date: part.Date, What: coach.Text{Zh: sum.Zh + "到账。", En: sum.En + " came in."}})
	}
	if after.Missed != nil {
		sum := st.spokenTwice(&after.Missed.Amount)
		entries = append(entries, coach.HistoryEntry{Date: after.Missed.Date, What: coach.Text{Zh: "说好今天付的" + sum.Zh + "没有到账。", En: "The " + sum.En + " promised for today did not come."}})
	}
	return entries
}

func (st *State) spokenTwice(m *coach.Money) coach.Text {
	if m == nil {
		return coach.Text{}
	}
	return coach.Text{Zh: SpokenMoney(*m, coach.Chinese), En: SpokenMoney(*m, coach.English)}
}

func datedTwice(d, today coach.Date) coach.Text {
	return coach.Text{Zh: SpokenDate(d, today, coach.Chinese), En: SpokenDate(d, today, coach.English)}
}

// carried is what stays on record from call to call: facts told, excuses that were put to rest or seen through, people who
// may be asked for, and that the reason is known. An excuse nobody settled is forgotten, and so comes back.
func (st *State) carried() []coach.Effect {
	cause := coach.Cause{Rule: ruleEarlier}
	var effects []coach.Effect
	for _, f := range st.scenario.Case.Facts {
		if status := st.ledger.Facts[f.ID]; status.Told() {
			effects = append(effects, coach.Effect{Kind: coach.EffectFact, Target: f.ID, Value: string(status), Cause: cause})
		}
	}
	for _, x := range st.scenario.Case.Excuses {
		status := st.ledger.Excuses[x.Excuse]
		if !isSettled(status) && status != coach.ExcuseClosed {
			continue
		}
		if status == coach.ExcuseExposed {
			status = coach.ExcuseClosed
		}
		effects = append(effects, coach.Effect{Kind: coach.EffectExcuse, Target: x.Excuse, Value: string(status), Cause: cause})
	}
	for _, c := range st.scenario.Case.Contacts {
		if st.ledger.Reachable[c.ID] {
			effects = append(effects, coach.Effect{Kind: coach.EffectContact, Target: c.ID, Cause: cause})
		}
	}
	if st.ledger.Diagnosed {
		effects = append(effects, coach.Effect{Kind: coach.EffectDiagnosed, Cause: cause})
	}
	return effects
}

// mindsAfter is how those who were spoken to pick up the phone next time: as anybody does at that stage, with half of what
// the call did to them. Patience and the sense of urgency are new each time, and anger has cooled by one degree.
func (st *State) mindsAfter(next *coach.Scenario) map[string]coach.Mind {
	minds := map[string]coach.Mind{}
	for _, c := range st.scenario.Case.Contacts {
		left, ok := st.minds.Left(c.ID)
		if c.ID == st.contact {
			left, ok = coach.Mind{Gauges: st.gauges, Affect: st.affect}, true
		}
		if !ok || st.memory.talks[c.ID] == 0 {
			continue
		}
		before, mind := st.scenario.StartOf(c.ID).Gauges, next.StartOf(c.ID)
		mind.Gauges = mind.Gauges.Add(coach.Gauges{
			Trust: (left.Gauges.Trust - before.Trust) / 2, Irritation: (left.Gauges.Irritation - before.Irritation) / 2,
			Credibility: (left.Gauges.Credibility - before.Credibility) / 2, Face: (left.Gauges.Face - before.Face) / 2,
			Obligation: (left.Gauges.Obligation - before.Obligation) / 2,
		})
		if left.Affect == coach.Hostile && mind.Affect == coach.Calm {
			mind.Affect = coach.Upset
		}
		minds[c.ID] = mind
	}
	return minds
}
