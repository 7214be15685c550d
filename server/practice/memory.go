package practice

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/open-spaced-repetition/go-fsrs/v3"

	"huikuan/server/coach"
)

// card is one skill or excuse with its calls.
type card struct {
	memory fsrs.Card
	scores []int // per call, oldest first
	lost   int
}

type deck map[string]*card

type memory struct{ skills, excuses deck }

// remember folds the calls, oldest first, into cards.
func remember(in Input) memory {
	scheduler := newScheduler()
	m := memory{skills: deck{}, excuses: deck{}}
	for _, a := range in.Attempts {
		for id, score := range a.Skills {
			m.skills.review(scheduler, id, score, a)
		}
		for id, status := range a.Excuses {
			score, lost := worthOf(status)
			if c := m.excuses.review(scheduler, id, score, a); lost {
				c.lost++
			}
		}
	}
	return m
}

// newScheduler counts in days: learning steps of minutes are for word lists.
func newScheduler() *fsrs.FSRS {
	parameters := fsrs.DefaultParam()
	parameters.EnableShortTerm = false
	parameters.MaximumInterval = longestBreak
	return fsrs.NewFSRS(parameters)
}

func (d deck) review(scheduler *fsrs.FSRS, id string, score int, a Attempt) *card {
	c := d[id]
	if c == nil {
		c = &card{memory: fsrs.NewCard()}
		d[id] = c
	}
	c.memory = scheduler.Next(c.memory, a.At, rate(score, a.Assisted)).Card
	c.scores = append(c.scores, score)
	return c
}

// rate turns a score into how well something was remembered. What is under the pass mark was not; what needed help was
// remembered with effort at best.
func rate(score int, assisted bool) fsrs.Rating {
	rating := fsrs.Easy
	switch {
	case score < 60:
		rating = fsrs.Again
	case score < 75:
		rating = fsrs.Hard
	case score < 90:
		rating = fsrs.Good
	}
	if assisted {
		rating = min(rating, fsrs.Hard)
	}
	return rating
}

// worthOf says how far an excuse was brought, 0..100, and whether it won: an excuse that nobody settled did its work.
func worthOf(status coach.ExcuseStatus) (score int, lost bool) {
	switch status {
	case coach.ExcuseClosed:
		return 100, false
	case coach.ExcuseVerified, coach.ExcuseExposed:
		return 75, false
	case coach.ExcuseTested:
		return 40, true
	}
	return 0, true
}

// items lists a deck by id.
func (d deck) items(in Input) []Item {
	scheduler := newScheduler()
	today := dayOf(in.Now.In(in.Zone))
	items := make([]Item, 0, len(d))
	for _, id := range slices.Sorted(maps.Keys(d)) {
		c := d[id]
		n := len(c.scores)
		item := Item{
			ID: id, Mean: recentMean(c.scores), Last: c.scores[n-1], Calls: n, Lost: c.lost, Due: c.memory.Due, LastAt: c.memory.LastReview,
			Kept:  int(math.Round(100 * scheduler.GetRetrievability(c.memory, later(in.Now, c.memory.LastReview)))),
			IsDue: dayOf(c.memory.Due.In(in.Zone)) <= today,
		}
		if n > 1 {
			before := c.scores[n-2]
			item.Before = &before
		}
		items = append(items, item)
	}
	return items
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// recentMean weighs each score a little less than the one after it.
func recentMean(scores []int) int {
	sum, weights, weight := 0.0, 0.0, 1.0
	for _, score := range slices.Backward(scores) {
		sum += weight * float64(score)
		weights += weight
		weight *= fading
	}
	return int(math.Round(sum / weights))
}
