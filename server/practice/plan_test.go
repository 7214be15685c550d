package practice_test

import (
	"slices"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/practice"
)

// monday is a Monday noon.
var monday = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func days(n int) time.Time { return monday.AddDate(0, 0, n) }

func call(on int, id string, total int, skills map[string]int) practice.Attempt {
	return practice.Attempt{Session: "ses_" + id, Case: id, DebtorType: "d_" + id, At: days(on), Total: &total, Skills: skills}
}

func cases() []practice.Case {
	return []practice.Case{
		{ID: "hard", DebtorType: "d_hard", Difficulty: 3, Trains: []string{"k_truth"}, Excuses: []string{"x_boss"}},
		{ID: "easy", DebtorType: "d_easy", Difficulty: 1, Trains: []string{"k_open"}},
		{ID: "twin", DebtorType: "d_easy", Difficulty: 2, Trains: []string{"k_open"}},
		{ID: "talk", DebtorType: "d_talk", Difficulty: 2, Trains: []string{"k_truth", "k_open"}},
	}
}

func chosen(plan practice.Plan) []string {
	ids := []string{}
	for _, c := range plan.Calls {
		ids = append(ids, c.Case)
	}
	return ids
}

func TestWhoHasNotPractisedStartsWithTheEasiestCase(t *testing.T) {
	plan := practice.Make(practice.Input{Cases: cases(), Now: monday})
	if got := chosen(plan); !slices.Equal(got, []string{"easy"}) || plan.Calls[0].Why != practice.WhyFirst {
		t.Errorf("proposed %v because %v", got, plan.Calls)
	}
	if plan.NextDue != nil {
		t.Errorf("something is due at %v before anything was practised", plan.NextDue)
	}
}

func TestWhatWasFailedComesBackBeforeWhatSits(t *testing.T) {
	plan := practice.Make(practice.Input{Cases: cases(), Now: days(1), Attempts: []practice.Attempt{
		call(0, "talk", 70, map[string]int{"k_truth": 20, "k_open": 95}),
	}})
	due := map[string]bool{}
	for _, item := range plan.Skills {
		due[item.ID] = item.IsDue
	}
	if !due["k_truth"] || due["k_open"] {
		t.Errorf("the day after, due: %v", due)
	}
	if plan.Skills[0].ID != "k_truth" {
		t.Errorf("the weakest skill is %s", plan.Skills[0].ID)
	}
	if got := chosen(plan); len(got) == 0 || got[0] != "hard" {
		t.Errorf("proposed %v: the truth is trained by hard and talk, and talk has the debtor of the call before", got)
	}
}

func TestASkillRestsLongerEachTimeItIsShownAgain(t *testing.T) {
	attempts := []practice.Attempt{call(0, "easy", 80, map[string]int{"k_open": 80})}
	due := func() time.Time {
		return practice.Make(practice.Input{Cases: cases(), Now: attempts[len(attempts)-1].At, Attempts: attempts}).Skills[0].Due
	}
	rest := due().Sub(attempts[0].At)
	for range 3 {
		at := due()
		next := call(0, "easy", 80, map[string]int{"k_open": 80})
		next.At = at
		attempts = append(attempts, next)
		if longer := due().Sub(at); longer <= rest {
			t.Fatalf("after another good call it rests %v, before %v", longer, rest)
		} else {
			rest = longer
		}
	}
	failed := call(0, "easy", 30, map[string]int{"k_open": 30})
	failed.At = due()
	attempts = append(attempts, failed)
	if shorter := due().Sub(failed.At); shorter >= rest {
		t.Errorf("after a failure it rests %v, before %v", shorter, rest)
	}
}

func TestHelpedCallsCountForLessThanUnhelpedOnes(t *testing.T) {
	alone := call(0, "easy", 95, map[string]int{"k_open": 95})
	helped := alone
	helped.Assisted = true
	due := func(a practice.Attempt) time.Time {
		return practice.Make(practice.Input{Cases: cases(), Now: monday, Attempts: []practice.Attempt{a}}).Skills[0].Due
	}
	if !due(helped).Before(due(alone)) {
		t.Errorf("helped rests until %v, alone until %v", due(helped), due(alone))
	}
	if points := practice.Make(practice.Input{Cases: cases(), Now: monday, Attempts: []practice.Attempt{helped}}).Curve.Points; len(points) != 0 {
		t.Errorf("a helped call is on the curve: %v", points)
	}
}

func TestADayAsksForTwoCallsAtMost(t *testing.T) {
	attempts := []practice.Attempt{call(-9, "talk", 30, map[string]int{"k_truth": 20, "k_open": 20})}
	plan := practice.Make(practice.Input{Cases: cases(), Now: monday, Attempts: attempts})
	if n := len(plan.Calls); n != 2 {
		t.Fatalf("%d calls: %v", n, chosen(plan))
	}
	for done := 1; done <= 3; done++ {
		again := call(0, "easy", 30, map[string]int{"k_truth": 20, "k_open": 20})
		again.At = monday.Add(-time.Hour * time.Duration(done))
		attempts = append(attempts, again)
		plan := practice.Make(practice.Input{Cases: cases(), Now: monday, Attempts: attempts})
		if n := len(plan.Calls); n > max(0, 2-done) || plan.DoneToday != done {
			t.Errorf("after %d calls %d more are asked for, %d counted", done, n, plan.DoneToday)
		}
	}
}

func TestDebtorTypesTakeTurns(t *testing.T) {
	plan := practice.Make(practice.Input{Cases: cases()[1:], Now: monday, Attempts: []practice.Attempt{
		call(-9, "easy", 30, map[string]int{"k_open": 20}),
	}})
	if got := chosen(plan); len(got) == 0 || got[0] != "talk" {
		t.Errorf("after a call with d_easy: %v, though talk trains the same with another debtor", got)
	}
}

func TestAnExcuseThatWonIsNamedOnlyWhereItWasMet(t *testing.T) {
	lost := call(-9, "hard", 30, map[string]int{"k_truth": 90})
	lost.Excuses = map[string]coach.ExcuseStatus{"x_boss": coach.ExcuseRaised}
	all := append(cases(), practice.Case{ID: "fresh", DebtorType: "d_fresh", Difficulty: 3, Trains: []string{"k_other"}, Excuses: []string{"x_boss"}})
	plan := practice.Make(practice.Input{Cases: all, Now: monday, Attempts: []practice.Attempt{lost}})
	if len(plan.Excuses) != 1 || plan.Excuses[0].Lost != 1 {
		t.Fatalf("excuses %v", plan.Excuses)
	}
	for _, c := range plan.Calls {
		if !c.Seen && len(c.Excuses) > 0 {
			t.Errorf("case %s was never played and its excuse %v is given away", c.Case, c.Excuses)
		}
	}
}

func TestExcusesAreLostUntilSettled(t *testing.T) {
	for status, lost := range map[coach.ExcuseStatus]int{
		coach.ExcuseRaised: 1, coach.ExcuseTested: 1, coach.ExcuseVerified: 0, coach.ExcuseExposed: 0, coach.ExcuseClosed: 0,
	} {
		a := call(0, "hard", 50, nil)
		a.Excuses = map[string]coach.ExcuseStatus{"x_boss": status}
		plan := practice.Make(practice.Input{Cases: cases(), Now: monday, Attempts: []practice.Attempt{a}})
		if plan.Excuses[0].Lost != lost {
			t.Errorf("an excuse left %s: lost %d times, want %d", status, plan.Excuses[0].Lost, lost)
		}
	}
}

func TestAWeekBeginsOnMondayWhereTheTraineeLives(t *testing.T) {
	shanghai := time.FixedZone("", 8*3600)
	lateSunday := time.Date(2026, 5, 3, 17, 0, 0, 0, time.UTC) // Monday 01:00 in Shanghai
	a := call(0, "easy", 50, nil)
	a.At = lateSunday
	for _, c := range []struct {
		zone *time.Location
		done int
	}{{time.UTC, 0}, {shanghai, 1}} {
		week := practice.Make(practice.Input{Cases: cases(), Now: monday, Zone: c.zone, Attempts: []practice.Attempt{a}}).Week
		if week.Done != c.done || week.Days[0].Date != "2026-05-04" || !week.Days[0].Today {
			t.Errorf("in %v: %+v", c.zone, week)
		}
	}
}

func TestTheCurveKeepsNewCasesApartFromKnownOnes(t *testing.T) {
	var attempts []practice.Attempt
	for i, total := range []int{40, 50, 45, 60, 62, 70} {
		attempts = append(attempts, call(i, string(rune('a'+i)), total, nil))
	}
	attempts = append(attempts, call(9, "a", 90, nil))
	curve := practice.Make(practice.Input{Cases: cases(), Now: days(10), Attempts: attempts}).Curve
	if curve.UnseenGain == nil || *curve.UnseenGain != 62-45 {
		t.Errorf("gain on new cases %v, want 17", curve.UnseenGain)
	}
	if curve.RepeatedGain != nil {
		t.Errorf("one repeated call says nothing of a gain, yet %d", *curve.RepeatedGain)
	}
	if last := curve.Points[6]; last.Unseen || last.Median != 90 {
		t.Errorf("the repeated call: %+v", last)
	}
	if sixth := curve.Points[5]; sixth.Median != 60 { // of 50 45 60 62 70
		t.Errorf("running median %d, want 60", sixth.Median)
	}
}

func TestTheSameCallsGiveTheSamePlanInAnyOrder(t *testing.T) {
	attempts := []practice.Attempt{
		call(0, "easy", 30, map[string]int{"k_open": 20}), call(1, "talk", 60, map[string]int{"k_open": 60, "k_truth": 10}),
		call(2, "hard", 60, map[string]int{"k_truth": 70}),
	}
	forth := practice.Make(practice.Input{Cases: cases(), Now: days(8), Attempts: attempts})
	slices.Reverse(attempts)
	back := practice.Make(practice.Input{Cases: cases(), Now: days(8), Attempts: attempts})
	if !slices.Equal(chosen(forth), chosen(back)) || forth.Skills[0].Due != back.Skills[0].Due {
		t.Errorf("%v and %v", chosen(forth), chosen(back))
	}
}
