package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// Waits of the trainee's for the debtor's first words, in milliseconds.
const (
	slowMillis  = 8_000
	stuckMillis = 20_000
)

// When hindrances together void a call: at least so many, in at least such a share of the debtor's turns.
const (
	hindrancesToVoid = 3
	hinderedShare    = 0.25
)

// Audit goes over a finished call and lists what the simulator did wrong in it, in the order of the turns. The same log
// gives the same audit. Words of the scripted voice are taken as right: content checks see to them.
func Audit(s *coach.Scenario, language coach.Lang, events []coach.Event, ear Ear) coach.Audit {
	a := &auditing{state: NewState(s, language), ear: ear}
	a.audit.Faults = []coach.SimulatorFault{}
	for _, e := range events {
		switch b := e.Body.(type) {
		case coach.TurnAccepted:
			a.heard = b.Text
		case coach.ActionDone, coach.ContactChanged:
			a.heard = ""
		case coach.TurnCompleted:
			a.turns++
			a.turn(b)
		}
		a.state.Apply(e)
	}
	a.sum()
	return a.audit
}

type auditing struct {
	state   *State
	ear     Ear
	heard   string
	turns   int // of the debtor
	repeats Repeats
	audit   coach.Audit
}

func (a *auditing) fault(turn int, kind coach.FaultKind, effect coach.FaultEffect, critical bool) {
	a.audit.Faults = append(a.audit.Faults, coach.SimulatorFault{Turn: turn, Kind: kind, Effect: effect, Critical: critical})
}

// turn looks at one of the debtor's turns, with the state as it found it.
func (a *auditing) turn(b coach.TurnCompleted) {
	a.flagged(b)
	switch wait := b.Usage.FirstTokenMillis; {
	case wait >= stuckMillis:
		a.fault(b.Turn, coach.FaultStuck, coach.FaultHindered, false)
	case wait >= slowMillis:
		a.fault(b.Turn, coach.FaultSlow, coach.FaultMinor, false)
	}
	who := a.state.Contact().ID
	again := a.repeats.In(who, b.Text)
	if b.Voice != "model" || strings.TrimSpace(b.Text) == "" {
		return
	}
	if again != "" {
		a.fault(b.Turn, coach.FaultRepeated, coach.FaultMinor, false)
	}
	a.worded(b)
}

// flagged lists what the voice itself noticed.
func (a *auditing) flagged(b coach.TurnCompleted) {
	failed := slices.Contains(b.Flags, "voice_panic") || slices.Contains(b.Flags, "voice_failed")
	if failed && strings.TrimSpace(b.Text) == "" {
		a.fault(b.Turn, coach.FaultSilent, coach.FaultHindered, true)
		return
	}
	seen := map[coach.FaultKind]bool{}
	for _, flag := range b.Flags {
		name, _, _ := strings.Cut(flag, ":")
		kind, known := map[string]coach.FaultKind{
			"fallback": coach.FaultFallback, "guard_cut": coach.FaultCut, "broken": coach.FaultBroken, "completed": coach.FaultBroken,
			"guard_dropped": coach.FaultTidied, "voice_panic": coach.FaultBroken, "voice_failed": coach.FaultBroken,
		}[name]
		if known && !seen[kind] && !(kind == coach.FaultBroken && seen[coach.FaultCut]) && !(kind != coach.FaultTidied && seen[coach.FaultFallback]) {
			seen[kind] = true
			a.fault(b.Turn, kind, coach.FaultMinor, false)
		}
	}
}

// worded goes over words that a model had a part in.
func (a *auditing) worded(b coach.TurnCompleted) {
	brief := a.state.Brief(coach.Decision{Moves: b.Moves, Spoken: b.Spoken}, a.heard, nil)
	if lang.Foreign(b.Text, string(brief.Lang)) {
		a.fault(b.Turn, coach.FaultLanguage, coach.FaultHindered, false)
		return
	}
	whole := !slices.ContainsFunc(b.Flags, func(f string) bool { return strings.HasPrefix(f, "completed:") })
	switch reason := guarded(brief, b.Text); {
	case reason == cutSecret:
		a.fault(b.Turn, coach.FaultLeak, coach.FaultHelped, true)
	case reason == cutRole:
		a.fault(b.Turn, coach.FaultRole, coach.FaultHindered, true)
	case whole && (reason == cutFigure || reason == cutCommit):
		a.fault(b.Turn, coach.FaultConcession, coach.FaultHelped, true)
	case !b.Interrupted:
		a.meant(b, brief)
	}
}

// meant compares what the words do, as the labeller hears it, with the moves they are for. The labeller can mishear, so
// that nothing of this is critical by itself.
func (a *auditing) meant(b coach.TurnCompleted, brief Brief) {
	u := brief.Hear(a.ear, b.Text)
	if stated, _ := brief.Concedes(a.ear, u, b.Text); stated != "" {
		a.fault(b.Turn, coach.FaultConcession, coach.FaultHelped, false)
	}
	gives := slices.ContainsFunc(b.Moves, func(m coach.Move) bool {
		return m.Kind == coach.MovePromise || m.Kind == coach.MoveOffer || m.Kind == coach.MoveConfirm
	})
	if gives && u.Has(coach.DebtorRefuse) && !u.Has(coach.DebtorPromise) && !u.Has(coach.DebtorAgree) {
		a.fault(b.Turn, coach.FaultContradicts, coach.FaultHindered, false)
	}
}

// guarded is why the guard would cut words, empty when it would not.
func guarded(b Brief, words string) string {
	g := newGuard(b, canaryOf(b), nil)
	if _, ok := g.Write(words); ok {
		_, _ = g.Close()
	}
	return g.reason
}

// sum counts the faults and decides whether the call is void.
func (a *auditing) sum() {
	hindered := map[int]bool{}
	for _, f := range a.audit.Faults {
		switch f.Effect {
		case coach.FaultHelped:
			a.audit.Helped++
		case coach.FaultHindered:
			a.audit.Hindered++
			hindered[f.Turn] = true
			if a.audit.Because == "" {
				a.audit.Because = f.Kind
			}
		case coach.FaultMinor:
			a.audit.Minor++
		}
	}
	a.audit.Void = len(hindered) >= hindrancesToVoid && float64(len(hindered)) >= hinderedShare*float64(a.turns)
	for _, f := range a.audit.Faults {
		if f.Critical {
			a.audit.Void, a.audit.Because = true, f.Kind
			break
		}
	}
	if !a.audit.Void {
		a.audit.Because = ""
	}
}
