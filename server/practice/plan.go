package practice

import (
	"cmp"
	"slices"
	"time"

	"huikuan/server/coach"
)

// Attempt is an assessed call.
type Attempt struct {
	Session    string
	Case       string
	Scenario   string // the edition of the case it was made with
	DebtorType string
	At         time.Time
	Assisted   bool                          // a hint was taken or it is a fork
	Total      *int                          // 0..100, nil when it was not scored
	Skills     map[string]int                // score per criterion that had an opportunity
	Excuses    map[string]coach.ExcuseStatus // where each excuse that came up stood at the end
}

// Case is what can be practised.
type Case struct {
	ID         string
	DebtorType string
	Trains     []string // criteria
	Excuses    []string
	Difficulty int // 1..3
}

// Input is what a plan is made from. Attempts may come in any order.
type Input struct {
	Attempts []Attempt
	Cases    []Case
	Now      time.Time
	Zone     *time.Location // where the trainee's days begin
}

// Plan is what to practise next and why, and how it has gone so far.
type Plan struct {
	Attempts  int        // assessed calls it rests on
	Calls     []Call     // at most two, less what was done today
	DoneToday int        // calls held today
	NextDue   *time.Time // when something comes due after today; nil when nothing is scheduled
	Skills    []Item     // weakest first
	Excuses   []Item     // most lost to first
	Week      Week
	Curve     Curve
}

// Why is the reason a call is proposed.
type Why string

// The reasons.
const (
	WhyFirst  Why = "first"  // nothing was practised yet: the easiest case
	WhyDue    Why = "due"    // a skill or an excuse is about to be forgotten
	WhyUnseen Why = "unseen" // nothing is due: a case that is new shows whether the skill carries over
)

// Call is a call to make.
type Call struct {
	Case    string
	Why     Why
	Skills  []string // due skills it trains, the most faded first
	Excuses []string // due excuses that were met in this case before; those of a case never played stay hidden
	Seen    bool     // played before
}

// Item is a skill or an excuse as a memory.
type Item struct {
	ID     string
	Mean   int // 0..100, recent calls weigh more; of an excuse, how far it was brought
	Last   int // in the newest call
	Before *int
	Calls  int // calls it came up in
	Lost   int // of an excuse: calls in which it was never settled
	Due    time.Time
	Kept   int  // chance that it still sits, percent
	IsDue  bool // today or earlier
	LastAt time.Time
}

// Make makes the plan.
func Make(in Input) Plan {
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	attempts := slices.Clone(in.Attempts)
	slices.SortStableFunc(attempts, func(a, b Attempt) int { return a.At.Compare(b.At) })
	in.Attempts = attempts
	memory := remember(in)
	plan := Plan{
		Attempts: len(attempts), DoneToday: doneOn(attempts, in.Now.In(in.Zone)), Week: weekOf(attempts, in.Now.In(in.Zone)), Curve: curveOf(attempts),
		Skills: memory.skills.items(in), Excuses: memory.excuses.items(in),
	}
	slices.SortStableFunc(plan.Skills, func(a, b Item) int { return cmp.Compare(a.Mean, b.Mean) })
	slices.SortStableFunc(plan.Excuses, func(a, b Item) int {
		return cmp.Or(cmp.Compare(b.Lost, a.Lost), cmp.Compare(a.Mean, b.Mean))
	})
	plan.NextDue = nextDue(plan.Skills, plan.Excuses)
	plan.Calls = propose(in, plan)
	return plan
}

// nextDue is the earliest due time that is not due yet.
func nextDue(lists ...[]Item) *time.Time {
	var next *time.Time
	for _, items := range lists {
		for _, item := range items {
			if !item.IsDue && (next == nil || item.Due.Before(*next)) {
				due := item.Due
				next = &due
			}
		}
	}
	return next
}

// dayOf is the civil day of a moment, as a number that can be compared.
func dayOf(t time.Time) int {
	year, month, day := t.Date()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func doneOn(attempts []Attempt, now time.Time) int {
	done := 0
	for _, a := range attempts {
		if dayOf(a.At.In(now.Location())) == dayOf(now) {
			done++
		}
	}
	return done
}
