package demo

import (
	"cmp"
	"slices"
	"time"

	"huikuan/server/coach"
	"huikuan/server/playtest"
)

const (
	weeks    = 6
	perHead  = 20 // calls of each trainee
	seedBase = 7000
)

// member is a made-up trainee.
type member struct {
	name  coach.Text
	style func(n int) playtest.Trainee // of their n-th call
}

// team lists the members. Their Chinese names are written alike in both scripts.
func team() []member {
	return []member{
		{coach.Text{Zh: "方可", En: "Fiona Cole"}, steady},
		{coach.Text{Zh: "何立", En: "Harry Lind"}, pushy},
		{coach.Text{Zh: "林小田", En: "Lena Field"}, late},
	}
}

// steady learns call by call.
func steady(n int) playtest.Trainee { return playtest.Learner(18 + 4*n) }

// pushy starts well, leans on pressure when it gets hard, crosses a line once, and hardly gets better.
func pushy(n int) playtest.Trainee {
	switch {
	case n == 9:
		return playtest.Fouler()
	case n%5 == 3:
		return playtest.Bully()
	}
	return playtest.Learner(52 + n)
}

// late treads water for weeks before it falls into place.
func late(n int) playtest.Trainee {
	if n < 12 {
		return playtest.Learner(12 + 2*n)
	}
	return playtest.Learner(64 + 3*(n-12))
}

// planned is one call to be held.
type planned struct {
	trainee  string
	style    playtest.Trainee
	scenario *coach.Scenario
	mode     coach.Mode
	seed     int64
	at       time.Time
}

// plan is the calls of the whole team, a member after the other, each in the order of time. Easy cases come first; about
// every other call is on a case held before.
func plan(scenarios []*coach.Scenario, lang coach.Lang, now time.Time) []planned {
	cases := slices.Clone(scenarios)
	slices.SortStableFunc(cases, func(a, b *coach.Scenario) int {
		return cmp.Or(cmp.Compare(a.Case.Difficulty, b.Case.Difficulty), cmp.Compare(a.Case.ID, b.Case.ID))
	})
	var calls []planned
	for m, who := range team() {
		for n := range perHead {
			call := planned{
				trainee: who.name.In(lang), style: who.style(n), scenario: cases[(caseAt(n)+m)%len(cases)], mode: coach.Practice,
				seed: int64(seedBase + 100*m + n), at: dayAt(now, m, n),
			}
			if n%6 == 5 {
				call.mode = coach.Exam
			}
			calls = append(calls, call)
		}
	}
	return calls
}

// caseAt is the place of the case of a trainee's n-th call: of five calls, the third and the last are on a case held before.
func caseAt(n int) int {
	before := [...]int{0, 1, 2, 2, 3} // new cases among the calls of five before this one
	fresh := n/5*3 + before[n%5]
	if n%5 == 2 || n%5 == 4 {
		return fresh / 2
	}
	return fresh
}

// dayAt is when a trainee's n-th call began: on a working day of the weeks before now, in the middle of the day where now is.
func dayAt(now time.Time, m, n int) time.Time {
	back := weeks*7 - n*weeks*7/perHead
	day := now.AddDate(0, 0, -back)
	switch day.Weekday() {
	case time.Saturday:
		day = day.AddDate(0, 0, -1)
	case time.Sunday:
		day = day.AddDate(0, 0, -2)
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 10+m+2*(n%3), 5+(7*n+13*m)%50, 0, 0, now.Location())
}
