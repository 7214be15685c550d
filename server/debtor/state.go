package debtor

import (
	"maps"
	"slices"

	"huikuan/server/coach"
)

// State is the debtor's side of a call: an incremental fold of the session's events. Decisions read it and never change
// it; only Apply does.
type State struct {
	scenario *coach.Scenario
	lang     coach.Lang
	debtor   coach.DebtorType // of whoever is on the line
	minds    *coach.Minds     // of the contacts not on the line; only Apply writes it
	sequel   *coach.Sequel    // what the calls before left behind; nil in the first

	seed    int64
	contact string
	turn    int
	ended   bool

	gauges coach.Gauges
	affect coach.Affect
	ledger coach.Ledger
	memory memory
}

// memory is what the debtor remembers of the talk itself, beside the ledger.
type memory struct {
	heard    []hearing              // each of the trainee's turns
	known    map[string]bool        // contacts who have been told who calls or about which bill
	billed   bool                   // money or a bill was spoken of
	strange  map[string]int         // unanswerable turns of a stranger, by contact
	talks    map[string]int         // the trainee's turns, by contact
	pressed  map[string]int         // turns that pressed somebody who cannot decide, by contact
	leans    map[string]int         // times an excuse was leaned on
	denied   int                    // agreements claimed that there never were
	words    map[uint64]int         // times the same words were said, by their hash
	spoken   coach.Spoken           // what the trainee said
	metas    int                    // turns that were not meant for the debtor
	keys     map[actKey]int         // times an act was heard on a subject: what makes it a repetition
	first    map[coach.Act]float64  // how strongly an act helped the first time it did
	since    map[string]int         // trainee's turns taken when an excuse last changed its status
	raised   map[string]int         // the same, when it was raised
	asked    map[coach.Element]int  // times an element of the promise was asked for
	done     map[string]bool        // desk actions done
	used     map[string]bool        // ids of wordings spoken
	moves    map[coach.MoveKind]int // times a move was spoken
	leaned   int                    // turn in which an excuse was last spoken of
	greeted  map[string]bool        // contacts who know who is calling, or have asked
	probes   int                    // turns that sought information
	firmTurn int                    // last turn that was firm, -1 when none was
	combined bool                   // firmness and face have been combined once
	times    map[coach.Act]int      // turns an act was heard in
	said     actSet                 // every act heard in the call
	given    int                    // concessions made without a condition
	recalled bool                   // a broken promise was recalled once
	tested   int                    // the trainee's turn that answers a question of the debtor's, -1 for none
	step     int                    // on the way of slipping away
	demands  int                    // unmet since the last step
	blurted  int                    // turn of the last fact given away
	frozen   bool                   // a vague word was accepted and not taken back since
	vague    int                    // vague words accepted
	made     []Made                 // what the debtor's side did so far, turn by turn
}

// hearing is a turn of the trainee's: its acts, and who was on the line.
type hearing struct {
	acts    actSet
	contact string
}

// actKey is an act and what it was about; the second use of the same key is a repetition.
type actKey struct {
	act     coach.Act
	contact string
	about   string
}

// NewState returns the debtor before the phone rings. An unknown debtor type starts from zero gauges and is calm.
func NewState(s *coach.Scenario, lang coach.Lang) *State {
	st := &State{
		scenario: s, lang: lang, ledger: coach.NewLedger(),
		memory: memory{
			keys: map[actKey]int{}, first: map[coach.Act]float64{}, since: map[string]int{}, raised: map[string]int{}, asked: map[coach.Element]int{}, done: map[string]bool{},
			used: map[string]bool{}, moves: map[coach.MoveKind]int{}, greeted: map[string]bool{}, firmTurn: -1,
			known: map[string]bool{}, strange: map[string]int{}, talks: map[string]int{}, pressed: map[string]int{}, leans: map[string]int{}, words: map[uint64]int{},
			times: map[coach.Act]int{}, tested: -1,
		},
	}
	first := ""
	if len(s.Case.Contacts) > 0 {
		first = s.Case.Contacts[0].ID
	}
	st.pickUp(first)
	return st
}

// pickUp lets a contact answer the phone at the start of the call.
func (st *State) pickUp(contactID string) {
	st.on(contactID)
	st.minds = coach.NewMinds(st.scenario, contactID)
	start := st.scenario.StartOf(contactID)
	st.gauges, st.affect = start.Gauges, start.Affect
}

// on is who is on the line now.
func (st *State) on(contactID string) {
	st.contact = contactID
	st.debtor = st.scenario.TypeOf(contactID)
}

// Apply folds one event. Events must come in the order of the log.
func (st *State) Apply(e coach.Event) {
	switch b := e.Body.(type) {
	case coach.SessionStarted:
		st.seed = b.Seed
		if b.Contact != "" {
			st.pickUp(b.Contact)
		}
		st.followOn(b.Sequel)
		st.change(b.Opening.Heard)
	case coach.TurnAccepted:
		st.note(b.Text, b.Heard)
		st.memory.words[wordsKey(b.Text)]++
		st.memory.spoken.Add(b.Text)
		st.change(b.Decision.Heard)
		st.turn = b.Turn + 1
	case coach.TurnCompleted:
		st.spoke(b)
	case coach.ContactChanged:
		mind := st.minds.Put(b.Contact, coach.Mind{Gauges: st.gauges, Affect: st.affect})
		st.on(b.Contact)
		st.gauges, st.affect = mind.Gauges, mind.Affect
	case coach.ActionDone:
		st.memory.done[b.Action] = true
		st.change(b.Decision.Heard)
	case coach.SessionEnded:
		st.ended = true
	}
}

// followOn takes over what the calls before left behind. Who was spoken to then knows who is calling.
func (st *State) followOn(q *coach.Sequel) {
	if st.sequel = q; q == nil {
		return
	}
	st.change(q.Carried)
	for id := range q.Minds {
		st.memory.known[id] = true
	}
}

// spoke folds a debtor's turn. What an interrupted turn would have done is undone by never being done.
func (st *State) spoke(b coach.TurnCompleted) {
	for _, id := range b.Lines {
		st.memory.used[id] = true
	}
	st.turn = b.Turn + 1
	if b.Interrupted {
		return
	}
	st.change(b.Spoken)
	st.memory.made = append(st.memory.made, Made{Turn: b.Turn, Contact: b.Contact, Moves: b.Moves})
	for _, m := range b.Moves {
		st.memory.moves[m.Kind]++
		if m.Kind == coach.MoveTest && m.Cause.Rule == ruleAskBack {
			st.memory.tested = b.Turn + 1
		}
		if m.Kind == coach.MoveDisclose && m.Cause.Rule == ruleBlurted {
			st.memory.blurted = b.Turn
		}
		if m.Excuse != "" {
			st.memory.leaned = b.Turn
			st.memory.leans[m.Excuse]++
		}
		if m.Kind == coach.MoveIdentify {
			st.memory.greeted[b.Contact] = true
		}
	}
}

// note remembers what was heard. It runs before the effects of the same turn are applied, so that an act's subject is
// what stood when it was said.
func (st *State) note(text string, heard coach.Understanding) {
	m := &st.memory
	heard = st.clear(heard)
	if heard.Has(coach.ActMeta) {
		m.metas++
		m.heard = append(m.heard, hearing{contact: st.contact})
		return
	}
	m.talks[st.contact]++
	m.billed = m.billed || namesBill(st.lang, text, heard)
	m.known[st.contact] = m.known[st.contact] || introduces(st.scenario, st.lang, text, heard)
	if st.isStranger(text, heard) {
		m.strange[st.contact]++
		m.heard = append(m.heard, hearing{contact: st.contact})
		return
	}
	if st.falseRecap(heard) {
		m.denied++
	}
	if !st.Contact().Authority.Binds() && (anyAct(heard, isPressure) || heard.Has(coach.ActAskCommitment) || heard.Has(coach.ActProposeChoice)) {
		m.pressed[st.contact]++
	}
	for _, e := range askedElements(st.lang, text, heard) {
		m.asked[e]++
	}
	seeking := false
	for _, act := range distinctActs(heard) {
		if strength := st.strengthOf(act, heard); strength.good > 0 {
			if _, ok := m.first[act]; !ok {
				m.first[act] = strength.good
			}
		}
		if _, missed := st.mistimed(act, heard); missed && act == coach.ActOfferIncentive {
			m.given++
		}
		m.keys[st.keyOf(act)]++
		seeking = seeking || seeks(act)
	}
	if seeking {
		m.probes++
	}
	if st.demanded(heard) {
		m.demands++
	}
	m.recalled = m.recalled || st.recalls(text, heard) == recallsTrue
	for _, act := range distinctActs(heard) {
		m.times[act]++
	}
	m.said |= setOf(heard)
	m.heard = append(m.heard, hearing{acts: setOf(heard), contact: st.contact})
	st.noteTone(heard)
}

func (st *State) noteTone(heard coach.Understanding) {
	m := &st.memory
	firm, soft := false, false
	for _, h := range heard.Acts {
		firm = firm || (isPressure(h.Act) && st.allows(h.Act))
		soft = soft || isFaceExit(h.Act)
	}
	if soft && m.firmTurn >= 0 {
		m.combined = true
	}
	if firm {
		m.firmTurn = st.turn
		m.frozen = false
	}
	if heard.Has(coach.ActAcceptVague) && !firm {
		m.frozen = true
		m.vague++
	}
	if heard.Has(coach.ActGreet) || heard.Has(coach.ActStateDebt) {
		m.greeted[st.contact] = true
	}
}

// change makes the effects, in order.
func (st *State) change(effects []coach.Effect) {
	for _, e := range effects {
		switch e.Kind {
		case coach.EffectGauges:
			if e.Gauges != nil {
				st.gauges = st.gauges.Add(*e.Gauges)
			}
		case coach.EffectAffect:
			st.affect = coach.Affect(e.Value)
		case coach.EffectStep:
			st.memory.step, st.memory.demands = st.memory.step+1, 0
		case coach.EffectExcuse:
			before := st.ledger.Excuses[e.Target]
			st.ledger.Apply(e)
			if st.ledger.Excuses[e.Target] != before {
				st.memory.since[e.Target] = len(st.memory.heard)
				if coach.ExcuseStatus(e.Value) == coach.ExcuseRaised {
					st.memory.raised[e.Target] = st.memory.since[e.Target]
				}
			}
		default:
			st.ledger.Apply(e)
		}
	}
}

// clone returns a copy that can be changed without touching st. The wordings used and the words heard are shared: they
// grow with the call, and deciding never adds any.
func (st *State) clone() *State {
	c := *st
	c.ledger.Excuses = maps.Clone(st.ledger.Excuses)
	c.ledger.Facts = maps.Clone(st.ledger.Facts)
	c.ledger.Reachable = maps.Clone(st.ledger.Reachable)
	c.ledger.Promises = slices.Clip(st.ledger.Promises)
	c.ledger.Marks = slices.Clip(st.ledger.Marks)
	c.ledger.Steps = slices.Clip(st.ledger.Steps)
	c.memory.heard = slices.Clip(st.memory.heard)
	c.memory.keys = maps.Clone(st.memory.keys)
	c.memory.first = maps.Clone(st.memory.first)
	c.memory.since = maps.Clone(st.memory.since)
	c.memory.raised = maps.Clone(st.memory.raised)
	c.memory.asked = maps.Clone(st.memory.asked)
	c.memory.greeted = maps.Clone(st.memory.greeted)
	c.memory.times = maps.Clone(st.memory.times)
	c.memory.known = maps.Clone(st.memory.known)
	c.memory.strange = maps.Clone(st.memory.strange)
	c.memory.talks = maps.Clone(st.memory.talks)
	c.memory.pressed = maps.Clone(st.memory.pressed)
	return &c
}

// Ledger returns what stands on record. It shares storage with the state: read it, do not change it.
func (st *State) Ledger() coach.Ledger { return st.ledger }

// Spoken returns what the trainee has said so far. What is said later does not change it.
func (st *State) Spoken() coach.Spoken { return st.memory.spoken }

// Gauges returns the debtor's felt state.
func (st *State) Gauges() coach.Gauges { return st.gauges }

// Affect returns the debtor's mood.
func (st *State) Affect() coach.Affect { return st.affect }

// Contact returns who is on the line.
func (st *State) Contact() coach.Contact {
	c, _ := st.scenario.Contact(st.contact)
	return c
}

// Turn returns the index of the next turn.
func (st *State) Turn() int { return st.turn }

// Seed returns the session's seed.
func (st *State) Seed() int64 { return st.seed }

// Lang returns the language of the call.
func (st *State) Lang() coach.Lang { return st.lang }

// Ended reports whether the call is over.
func (st *State) Ended() bool { return st.ended }

// Willingness is how ready this debtor is to pay, 0..100: the mean of the gauges weighted by the debtor type, where a
// gauge with a negative weight counts from its other end.
func (st *State) Willingness() int {
	sum, total := 0, 0
	w, g := gaugeList(st.debtor.Weights), gaugeList(st.gauges)
	for i := range w {
		if w[i] >= 0 {
			sum += w[i] * g[i]
			total += w[i]
		} else {
			sum -= w[i] * (100 - g[i])
			total -= w[i]
		}
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// gaugeList orders the gauges for arithmetic over all of them.
func gaugeList(g coach.Gauges) [7]int {
	return [7]int{g.Trust, g.Irritation, g.Urgency, g.Credibility, g.Face, g.Obligation, g.Patience}
}

func gaugesOf(l [7]int) coach.Gauges {
	return coach.Gauges{Trust: l[0], Irritation: l[1], Urgency: l[2], Credibility: l[3], Face: l[4], Obligation: l[5], Patience: l[6]}
}
