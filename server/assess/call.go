package assess

import (
	"encoding/json"
	"regexp"
	"slices"

	"huikuan/server/coach"
)

// Call is a finished call made ready for scoring: what was said, what was heard in it, and what stood after each turn.
// Make one with FromLog or FromTranscript; it does not change afterwards.
type Call struct {
	lang     coach.Lang
	told     coach.Lang      // what the assessment is told in; empty: the call's language
	scenario *coach.Scenario // nil when the case is unknown
	playbook coach.Playbook
	lawPack  coach.LawPack
	turns    []turn      // in order; turns[i].index is its number in the call
	logged   bool        // the debtor's own decisions are known
	known    bool        // the reason was known before the call: it follows another
	owed     coach.Money // what a transcript without a scenario says is owed, as far as its turns have been read
	ledger   coach.Ledger
	steps    []step
	gauges   coach.Gauges // at the end, known when logged
	worn     bool         // the debtor's patience ran out and they hung up
	hints    []coach.HintGiven
	done     []string         // what was done from the desk
	before   []string         // contacts spoken to in the calls before
	judged   *coach.Judgement // the last one recorded; nil when no model was asked
	content  string           // identifies the content
	source   [][]byte         // what the call was made of, for the hash
	said     []int            // positions in turns of the trainee's turns
	acts     []act            // the trainee's observations in order
	uttered  coach.Spoken     // what the trainee said
}

// turn is one side's go as the assessment sees it.
type turn struct {
	index       int
	speaker     coach.Speaker
	contact     string
	text        string
	folded      string
	interrupted bool
	heard       coach.Understanding
	moves       []coach.Move
	flags       []string
	affect      coach.Affect  // the debtor's mood once the turn is over; empty when unknown
	promise     coach.Promise // standing once the turn is over
	meta        bool          // the trainee talked to the simulator: the turn earns nothing
	copied      bool          // the sample line of a hint, said as it was given: the turn earns nothing
	asides      []string      // transcripts: sentences that talk to the scorer; they are no part of text
	stated      coach.Promise // transcripts: what the words settle in this turn
	open        bool          // transcripts: the debtor was asked to commit and left it open

	told *coach.DebtorUnderstanding // transcripts: what the debtor's words do; nil where nobody listened for it
}

// step is a ledger effect with the position in turns where it took hold.
type step struct {
	at     int // -1 before the first turn
	effect coach.Effect
}

// FromLog makes a call of a session's log. The debtor's decisions are taken from it as they were made.
func FromLog(scenario *coach.Scenario, events []coach.Event) Call {
	c := Call{
		scenario: scenario, playbook: scenario.Playbook, lawPack: scenario.LawPack, logged: true,
		ledger: coach.NewLedger(), content: contentHash(scenario, scenario.Playbook, scenario.LawPack),
	}
	f := folder{call: &c}
	if len(scenario.Case.Contacts) > 0 {
		f.pickUp(scenario.Case.Contacts[0].ID)
	}
	for _, e := range events {
		f.event(e)
	}
	c.observe()
	return c
}

// folder walks a log, keeping what stands at each point.
type folder struct {
	call   *Call
	affect coach.Affect
	minds  *coach.Minds
}

// pickUp is who answers the phone, and in which mind.
func (f *folder) pickUp(contactID string) {
	start := f.call.scenario.StartOf(contactID)
	f.call.gauges, f.affect = start.Gauges, start.Affect
	f.minds = coach.NewMinds(f.call.scenario, contactID)
}

func (f *folder) event(e coach.Event) {
	c := f.call
	if source := canonical(e); source != nil {
		c.source = append(c.source, source)
	}
	switch b := e.Body.(type) {
	case coach.SessionStarted:
		c.lang = b.Lang
		if b.Contact != "" {
			f.pickUp(b.Contact)
		}
		f.followOn(b.Sequel)
		f.apply(b.Opening.Heard)
	case coach.TurnAccepted:
		c.turns = append(c.turns, turn{
			index: b.Turn, speaker: coach.Trainee, contact: b.Contact, text: b.Text, folded: fold(b.Text),
			heard: b.Heard, meta: b.Heard.Has(coach.ActMeta), copied: c.copies(b.Text),
		})
		f.apply(b.Decision.Heard)
		f.close()
	case coach.TurnCompleted:
		c.turns = append(c.turns, turn{
			index: b.Turn, speaker: coach.Debtor, contact: b.Contact, text: b.Text, folded: fold(b.Text),
			interrupted: b.Interrupted, moves: b.Moves, flags: b.Flags,
		})
		if !b.Interrupted {
			f.apply(b.Spoken)
		}
		f.close()
	case coach.ContactChanged:
		if f.minds != nil {
			mind := f.minds.Put(b.Contact, coach.Mind{Gauges: c.gauges, Affect: f.affect})
			c.gauges, f.affect = mind.Gauges, mind.Affect
		}
	case coach.ActionDone:
		c.done = append(c.done, b.Action)
		f.apply(b.Decision.Heard)
		f.close()
	case coach.HintGiven:
		c.hints = append(c.hints, b)
	case coach.JudgementAdded:
		c.judged = &b.Judgement
	case coach.SessionEnded:
		c.worn = b.Reason == coach.EndedByDebtor && c.lastMoveFor(ruleOutOfPatience)
	}
}

// followOn takes over what stands on record from the calls before. None of it is this call's doing.
func (f *folder) followOn(q *coach.Sequel) {
	if q == nil {
		return
	}
	for _, e := range q.Carried {
		f.call.ledger.Apply(e)
	}
	f.call.known = f.call.ledger.Diagnosed
	for id := range q.Minds {
		f.call.before = append(f.call.before, id)
	}
}

// ruleOutOfPatience is the debtor's rule, as logs name it, for hanging up because the call has gone on for too long.
const ruleOutOfPatience = "patience"

// lastMoveFor reports whether the debtor's last move was made by a rule.
func (c *Call) lastMoveFor(rule string) bool {
	for i := len(c.turns) - 1; i >= 0; i-- {
		if moves := c.turns[i].moves; len(moves) > 0 {
			return moves[len(moves)-1].Cause.Rule == rule
		}
	}
	return false
}

// apply lets effects take hold at the last turn.
func (f *folder) apply(effects []coach.Effect) {
	c := f.call
	for _, e := range effects {
		switch e.Kind {
		case coach.EffectGauges:
			if e.Gauges != nil {
				c.gauges = c.gauges.Add(*e.Gauges)
			}
		case coach.EffectAffect:
			f.affect = coach.Affect(e.Value)
		case coach.EffectExcuse:
			if c.ledger.Excuses[e.Target] == coach.ExcuseClosed {
				continue
			}
		}
		c.ledger.Apply(e)
		c.steps = append(c.steps, step{at: len(c.turns) - 1, effect: e})
	}
}

// close notes on the last turn what stands now.
func (f *folder) close() {
	if n := len(f.call.turns); n > 0 {
		f.call.turns[n-1].affect = f.affect
		f.call.turns[n-1].promise = f.call.ledger.Promise
	}
}

// canonical writes an event for the hash. Clock times are left out: they do not score, and stores round them.
// Assessments are left out too, so that scoring again gives the same hash.
func canonical(e coach.Event) []byte {
	if _, ok := e.Body.(coach.AssessmentReady); ok || e.Body == nil {
		return nil
	}
	line, err := json.Marshal(struct {
		Seq  int64           `json:"seq"`
		Kind string          `json:"kind"`
		Body coach.EventBody `json:"body"`
	}{e.Seq, e.Body.Kind(), e.Body})
	if err != nil {
		return []byte(e.Body.Kind())
	}
	return line
}

// reply returns the position of the trainee's answer to the debtor's turn at position i, -1 when there is none: the
// debtor had the last word, or went on speaking.
func (c *Call) reply(i int) int {
	if i+1 < len(c.turns) && c.turns[i+1].speaker == coach.Trainee {
		return i + 1
	}
	return -1
}

// lastSaid returns the position of the trainee's last turn, -1 when they said nothing.
func (c *Call) lastSaid() int {
	if len(c.said) == 0 {
		return -1
	}
	return c.said[len(c.said)-1]
}

// parting are folded words that take leave.
var parting = regexp.MustCompile(`再见|拜拜|回头见|回聊|先这样|就这样吧|不打扰|您忙|你忙|挂了|\b(bye|goodbye|cheers|take care|talk soon|have a (good|nice|great)|thanks for your time)\b`)

// parts reports whether the trainee only takes leave in a turn.
func (t turn) parts() bool {
	if !parting.MatchString(t.folded) || asking.MatchString(t.folded) || len(t.heard.Slots.Money)+len(t.heard.Slots.Dates) > 0 {
		return false
	}
	return !slices.ContainsFunc(t.heard.Acts, func(h coach.ActHit) bool {
		return h.Act != coach.ActGreet && h.Act != coach.ActAcceptVague && !slices.Contains(warmth(), h.Act)
	})
}

// lastChance returns the position of the trainee's last turn up to at that does more than take leave, at itself when there is
// none.
func (c *Call) lastChance(at int) int {
	for _, i := range slices.Backward(c.said) {
		if i <= at && !c.turns[i].parts() {
			return i
		}
	}
	return at
}

// opening returns the positions of the trainee's first n turns.
func (c *Call) opening(n int) []int { return c.said[:min(n, len(c.said))] }

// contactAuthority returns what a contact may decide; empty when it is not known.
func (c *Call) contactAuthority(id string) coach.ContactAuthority {
	if c.scenario == nil || id == "" {
		return ""
	}
	contact, _ := c.scenario.Contact(id)
	return contact.Authority
}

// inStage reports whether the case is in one of the stages.
func (c *Call) inStage(ids ...string) bool {
	return c.scenario != nil && slices.Contains(ids, c.scenario.Case.Stage)
}

// isType reports whether the case's debtor is of one of the types.
func (c *Call) isType(ids ...string) bool {
	return c.scenario != nil && slices.Contains(ids, c.scenario.Case.Truth.DebtorType)
}
