package playtest

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"huikuan/server/coach"
)

// Plan says how much is played.
type Plan struct {
	Runs     int       // calls per trainee; at least 1
	Seed     int64     // of the first call; each further call takes the next
	Trials   int       // calls per trick: each act dropped from the expert, each act repeated alone; 0 leaves tricks out
	Trainees []Trainee // empty plays all
	Jobs     int       // calls at a time; 0 takes one per core
}

// Sheet is what was measured of one case in one language.
type Sheet struct {
	Case       string          `json:"case"`
	Title      string          `json:"title"`
	Lang       coach.Lang      `json:"lang"`
	Draft      bool            `json:"draft"` // not offered to trainees, so it may fail
	DebtorType string          `json:"debtor_type"`
	Difficulty int             `json:"difficulty"`
	Balance    coach.Money     `json:"balance"`
	GradedFact int             `json:"graded_facts"`
	Trainees   []Tally         `json:"trainees"`
	Dropped    []Trick         `json:"dropped"`  // the expert without one act
	Single     []Trick         `json:"single"`   // one act over and over
	Explored   Tally           `json:"explored"` // anything, at random
	Checks     []Check         `json:"checks"`
	Passed     bool            `json:"passed"`
	Leaks      []Leak          `json:"leaks"`    // the first few
	Misheard   []Misheard      `json:"misheard"` // sentences heard otherwise than meant, each once
	Worn       []Worn          `json:"worn"`     // lines of the expert's calls that come up too often
	told       map[string]bool // facts told in any call
}

// Trick is what came of one act left out or used alone.
type Trick struct {
	Act   coach.Act `json:"act"`
	Tally Tally     `json:"tally"`
}

// Verdict plays a case in one language and judges it against the bars. It stops when ctx ends. A sentence said to the same
// words is heard once in all calls.
func Verdict(ctx context.Context, s *coach.Scenario, lang coach.Lang, plan Plan, ears Labeller) (Sheet, error) {
	ears = remember(ears)
	sheet := Sheet{
		Case: s.Case.ID, Title: s.Case.Title.In(lang), Lang: lang, Draft: s.Case.Draft(), DebtorType: s.DebtorType().ID, Difficulty: s.Case.Difficulty,
		Balance: s.Case.Account.Balance(), told: map[string]bool{}, Leaks: []Leak{}, Misheard: []Misheard{},
		Dropped: []Trick{}, Single: []Trick{}, Worn: []Worn{},
	}
	for _, f := range s.Case.Facts {
		if f.Graded {
			sheet.GradedFact++
		}
	}
	trainees := plan.Trainees
	if len(trainees) == 0 {
		trainees = Trainees()
	}
	for _, t := range trainees {
		results, err := calls(ctx, s, lang, t, plan, plan.Runs, ears)
		if err != nil {
			return sheet, err
		}
		sheet.Trainees = append(sheet.Trainees, sheet.count(t.ID(), results))
		if t.ID() == bestTrainee {
			sheet.Worn = wornLines(results)
		}
	}
	if plan.Trials > 0 {
		if err := sheet.tricky(ctx, s, lang, plan, ears); err != nil {
			return sheet, err
		}
	}
	sheet.judge(s)
	return sheet, nil
}

// count sums results up and keeps what is worth showing of them.
func (sheet *Sheet) count(id string, results []Result) Tally {
	for _, r := range results {
		for _, fact := range r.Told {
			sheet.told[fact] = true
		}
		if len(sheet.Leaks) < keptLeaks {
			sheet.Leaks = append(sheet.Leaks, r.Leaks...)
		}
		sheet.hear(r.Misheard)
	}
	return tallyOf(id, results)
}

// bestTrainee is the one whose calls are long and good.
const bestTrainee = "expert"

// keptLeaks is how many leaks a sheet shows; all are counted.
const keptLeaks = 5

func (sheet *Sheet) hear(found []Misheard) {
	for _, m := range found {
		known := false
		for _, k := range sheet.Misheard {
			known = known || k == m
		}
		if !known {
			sheet.Misheard = append(sheet.Misheard, m)
		}
	}
}

// playOne plays and scores one call. A panic over a case is an error: a server plays cases that are being written.
func playOne(s *coach.Scenario, lang coach.Lang, t Trainee, seed int64, ears Labeller) (r Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a call broke off: %v", p)
		}
	}()
	played, err := play(s, lang, t, seed, ears)
	if err != nil {
		return r, err
	}
	return judge(s, seed, played), nil
}

// calls plays a trainee n times, several calls at once. The results are in the order of their seeds.
func calls(ctx context.Context, s *coach.Scenario, lang coach.Lang, t Trainee, plan Plan, n int, ears Labeller) ([]Result, error) {
	jobs := plan.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	results, faults, next := make([]Result, n), make([]error, n), make(chan int)
	var workers sync.WaitGroup
	for range min(jobs, n) {
		workers.Go(func() {
			for i := range next {
				seed := plan.Seed + int64(i)
				result, err := playOne(s, lang, t, seed, ears)
				if err != nil {
					faults[i] = fmt.Errorf("%s, %s, seed %d: the %s trainee cannot play: %w", s.Case.ID, lang, seed, t.ID(), err)
					continue
				}
				results[i] = result
			}
		})
	}
	var stopped error
	for i := range n {
		if stopped = ctx.Err(); stopped != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if stopped != nil {
		return nil, stopped
	}
	for _, err := range faults {
		if err != nil {
			return nil, err
		}
	}
	return results, nil
}
