package practice

import (
	"math"
	"slices"
	"time"
)

// Week is the current week's rhythm, Monday first.
type Week struct {
	Days [7]Day
	Goal int // days of a week that are to see a call
	Done int // days that did
}

// Day is one day of the week.
type Day struct {
	Date  string // YYYY-MM-DD
	Calls int
	Today bool
}

func weekOf(attempts []Attempt, now time.Time) Week {
	week := Week{Goal: goalDays}
	sinceMonday := (int(now.Weekday()) + 6) % 7
	monday := time.Date(now.Year(), now.Month(), now.Day()-sinceMonday, 0, 0, 0, 0, now.Location())
	for i := range week.Days {
		week.Days[i] = Day{Date: monday.AddDate(0, 0, i).Format(time.DateOnly), Today: i == sinceMonday}
	}
	for _, a := range attempts {
		at := a.At.In(now.Location())
		if i := dayOf(at) - dayOf(monday); i >= 0 && i < len(week.Days) {
			week.Days[i].Calls++
		}
	}
	for _, day := range week.Days {
		if day.Calls > 0 {
			week.Done++
		}
	}
	return week
}

// Curve is how totals moved over time, first goes at a case apart from repeated ones: who only gets better at cases they
// know has learned the cases. Assisted calls are left out.
type Curve struct {
	Points       []Point // oldest first
	UnseenGain   *int    // median of the last three first goes less that of the first three; nil with fewer than six
	RepeatedGain *int    // likewise of repeated ones
}

// Point is one call of a curve.
type Point struct {
	Session  string
	Scenario string
	At       time.Time
	Total    int
	Unseen   bool
	Median   int // of up to five calls of its kind, up to this one
}

func curveOf(attempts []Attempt) Curve {
	var curve Curve
	seen := map[string]bool{}
	kinds := map[bool][]int{}
	for _, a := range attempts {
		unseen := !seen[a.Case]
		seen[a.Case] = true
		if a.Total == nil || a.Assisted {
			continue
		}
		kinds[unseen] = append(kinds[unseen], *a.Total)
		totals := kinds[unseen]
		curve.Points = append(curve.Points, Point{
			Session: a.Session, Scenario: a.Scenario, At: a.At, Total: *a.Total, Unseen: unseen, Median: median(totals[max(0, len(totals)-window):]),
		})
	}
	curve.UnseenGain, curve.RepeatedGain = gain(kinds[true]), gain(kinds[false])
	return curve
}

func gain(totals []int) *int {
	if len(totals) < 2*ends {
		return nil
	}
	gained := median(totals[len(totals)-ends:]) - median(totals[:ends])
	return &gained
}

// median is the middle value, of an even number the mean of the middle two.
func median(values []int) int {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return int(math.Round(float64(sorted[middle-1]+sorted[middle]) / 2))
}
