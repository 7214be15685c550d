package modeleval

import (
	"context"
	"fmt"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/llm"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

// Plan says which calls are held.
type Plan struct {
	Scenarios []*coach.Scenario
	Langs     []coach.Lang
	Trainees  []playtest.Trainee
	Calls     int   // in all; dealt out over cases, languages and trainees in turn
	Seed      int64 // of the first call
	Jobs      int   // calls at a time; at least 1
}

// Voices are what is measured and what it is held against.
type Voices struct {
	Client  llm.Client // the model
	Prompts debtor.PromptRenderer
	Ears    *nlu.Labeller
	Now     func() time.Time // nil takes the clock
}

// Call is one call as it went.
type Call struct {
	Session  string // id under which its spending is booked
	Scenario *coach.Scenario
	Lang     coach.Lang
	Trainee  string
	Log      []coach.Event
	Lines    []Line
}

// slot is a call to be held.
type slot struct {
	scenario *coach.Scenario
	lang     coach.Lang
	trainee  playtest.Trainee
	seed     int64
	id       string
}

// slots deals the calls out, so that a few calls already meet every language and trainee, and enough of them every pair.
func (p Plan) slots() []slot {
	list, cases := make([]slot, p.Calls), len(p.Scenarios)
	for i := range list {
		list[i] = slot{
			scenario: p.Scenarios[i%cases], lang: p.Langs[dealt(i, cases, len(p.Langs))],
			trainee: p.Trainees[dealt(i, cases, len(p.Trainees))], seed: p.Seed + int64(i), id: fmt.Sprintf("eval-%d", i),
		}
	}
	return list
}

// dealt walks through n things beside a walk through m others, one step later each time both are through.
func dealt(i, m, n int) int {
	both := m * n
	for a, b := m, n; b > 0; a, b = b, a%b {
		both = m * n / b
	}
	return (i + i/both) % n
}

// Play holds the calls, each with the model's voice (the scripted one behind it, as in a live call) and again with the
// scripted voice alone. It stops with the error of ctx.
func Play(ctx context.Context, plan Plan, voices Voices) (modelled, scripted []Call, err error) {
	if voices.Now == nil {
		voices.Now = time.Now
	}
	fallback := debtor.NewScripted(debtor.Pace{})
	model := debtor.NewModelVoice(tappedClient{Client: voices.Client, now: voices.Now}, voices.Prompts, fallback, debtor.ModelOptions{Now: voices.Now})
	list := plan.slots()
	modelled, scripted = make([]Call, len(list)), make([]Call, len(list))
	faults, next := make([]error, len(list)), make(chan int)
	var workers sync.WaitGroup
	for range max(1, min(plan.Jobs, len(list))) {
		workers.Go(func() {
			for i := range next {
				if modelled[i], faults[i] = hold(ctx, list[i], voices, model); faults[i] == nil {
					scripted[i], faults[i] = hold(ctx, list[i], voices, fallback)
				}
			}
		})
	}
	for i := range list {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	for _, fault := range faults {
		if fault != nil {
			return nil, nil, fault
		}
	}
	return modelled, scripted, nil
}

// hold plays one call.
func hold(ctx context.Context, s slot, voices Voices, voice debtor.Voice) (Call, error) {
	tapped := &tappedVoice{Voice: voice, now: voices.Now}
	log, err := playtest.PlayVoiced(coach.InSession(ctx, s.id), s.scenario, s.lang, s.trainee, s.seed, voices.Ears, tapped)
	if err != nil {
		return Call{}, fmt.Errorf("%s, %s, seed %d: the %s trainee cannot play: %w", s.scenario.Case.ID, s.lang, s.seed, s.trainee.ID(), err)
	}
	return Call{Session: s.id, Scenario: s.scenario, Lang: s.lang, Trainee: s.trainee.ID(), Log: log, Lines: tapped.lines}, nil
}
