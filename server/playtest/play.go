package playtest

import (
	"context"
	"strconv"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
)

// MaxTurns bounds a played call, both sides counted.
const MaxTurns = 160

// Labeller hears what an utterance does.
type Labeller interface {
	Understand(in nlu.Input) coach.Understanding
}

// Step is what a trainee does with their go: exactly one of Say, Desk, Contact and HangUp.
type Step struct {
	Say     string
	Desk    string // desk action
	Contact string // asks the switchboard for this contact
	HangUp  bool
	Line    string      // id of the line spoken, so that a policy can count its own attempts
	Intends []coach.Act // what the sentence is meant to do, for comparing with what was heard
}

// Exchange is a step with the debtor's answer.
type Exchange struct {
	Step    Step
	Contact string // who was on the line
	Reply   string
	Moves   []coach.Move
}

// View is what a trainee sees, plus the debtor's moves, which a scripted trainee reads instead of the words.
type View struct {
	Lang    coach.Lang
	Seed    int64
	Case    coach.Case // without its truth, facts and excuses
	Contact coach.Contact
	Past    []Exchange // the first has an empty step: the phone being answered

	slots *map[string]string // values of the slots of lines, filled when first wanted; nil when nobody keeps them
}

// Trainee is a policy: it reads the view and nothing else, so the same view brings the same step.
type Trainee interface {
	ID() string
	Next(v View) Step
}

// Play runs one call to its end and returns its log. Times in the log count seconds from the case's day.
func Play(s *coach.Scenario, lang coach.Lang, trainee Trainee, seed int64, labeller Labeller) ([]coach.Event, error) {
	played, err := play(s, lang, trainee, seed, labeller)
	return played.log, err
}

// PlayVoiced is Play with a debtor of another voice. It stops with the error of ctx when ctx ends. What the voice says is
// heard by the labeller and read by nobody: a scripted trainee goes by the moves.
func PlayVoiced(ctx context.Context, s *coach.Scenario, lang coach.Lang, trainee Trainee, seed int64, labeller Labeller, voice debtor.Voice) ([]coach.Event, error) {
	played, err := playVoiced(ctx, s, lang, trainee, seed, labeller, voice)
	return played.log, err
}

// record is a played call: its log, where the ledger stood at the end, and what each sentence was meant to do.
type record struct {
	lang    coach.Lang
	log     []coach.Event
	ledger  coach.Ledger
	intends [][]coach.Act // per sentence of the trainee
}

func play(s *coach.Scenario, lang coach.Lang, trainee Trainee, seed int64, labeller Labeller) (record, error) {
	return playVoiced(context.Background(), s, lang, trainee, seed, labeller, debtor.NewScripted(debtor.Pace{}))
}

func playVoiced(ctx context.Context, s *coach.Scenario, lang coach.Lang, trainee Trainee, seed int64, labeller Labeller, voice debtor.Voice) (record, error) {
	c := &call{ctx: ctx, scenario: s, lang: lang, labeller: labeller, state: debtor.NewState(s, lang), voice: voice}
	opening := debtor.Open(c.state)
	c.add(coach.SessionStarted{
		ScenarioID: s.Case.ID, ScenarioHash: s.Hash, Lang: lang, Mode: coach.Practice, Seed: seed,
		Contact: s.Case.Contacts[0].ID, Opening: opening,
	})
	c.answer(opening, "", Step{})
	open := public(s.Case)
	for steps := 0; !c.state.Ended(); steps++ {
		if ctx.Err() != nil {
			return c.record(), ctx.Err()
		}
		if c.state.Turn() >= MaxTurns || steps >= MaxTurns {
			c.add(coach.SessionEnded{Reason: coach.EndedByLimit})
			break
		}
		view := View{Lang: lang, Seed: seed, Case: open, Contact: c.state.Contact(), Past: c.past, slots: new(map[string]string)}
		if err := c.step(trainee.Next(view)); err != nil {
			return c.record(), err
		}
	}
	return c.record(), nil
}

func (c *call) record() record {
	return record{lang: c.lang, log: c.log, ledger: c.state.Ledger(), intends: c.intends}
}

// public is the case without what the trainee must find out.
func public(c coach.Case) coach.Case {
	c.Truth, c.Facts, c.Excuses = coach.Truth{}, nil, nil
	return c
}

type call struct {
	ctx      context.Context // of the voice
	scenario *coach.Scenario
	lang     coach.Lang
	labeller Labeller
	state    *debtor.State
	voice    debtor.Voice
	log      []coach.Event
	past     []Exchange
	recent   []coach.Turn // what a voice is told of the talk
	intends  [][]coach.Act
}

func (c *call) add(body coach.EventBody) {
	seq := int64(len(c.log) + 1)
	e := coach.Event{Seq: seq, At: c.scenario.Case.Today.Time().Add(time.Duration(seq) * time.Second), Body: body}
	c.log = append(c.log, e)
	c.state.Apply(e)
}

// step does one step of the trainee and lets the debtor answer.
func (c *call) step(s Step) error {
	switch {
	case s.HangUp:
		c.add(coach.SessionEnded{Reason: coach.EndedByTrainee})
	case s.Desk != "":
		d, err := debtor.DecideAction(c.state, s.Desk)
		if err != nil {
			return err
		}
		c.add(coach.ActionDone{Action: s.Desk, Turn: c.state.Turn() - 1, Decision: d})
		c.answer(d, "", s)
	case s.Contact != "":
		d, err := debtor.DecideContact(c.state, s.Contact)
		if err != nil {
			return err
		}
		c.add(coach.ActionDone{Action: coach.AskedFor + s.Contact, Turn: c.state.Turn() - 1, Decision: d})
		c.answer(d, "", s)
	default:
		c.say(s)
	}
	return nil
}

func (c *call) say(s Step) {
	in := nlu.Input{Lang: c.lang, Text: s.Say, Today: c.scenario.Case.Today, Balance: c.scenario.Case.Account.Balance()}
	if len(c.past) > 0 {
		in.Previous = c.past[len(c.past)-1].Reply
	}
	for _, contact := range c.scenario.Case.Contacts {
		in.Contacts = append(in.Contacts, nlu.Contact{ID: contact.ID, Aliases: contact.Aliases.In(c.lang)})
	}
	heard := c.labeller.Understand(in)
	d := debtor.Decide(c.state, s.Say, heard)
	turn := c.state.Turn()
	c.intends = append(c.intends, s.Intends)
	c.add(coach.TurnAccepted{Turn: turn, ClientTurnID: "play-" + strconv.Itoa(turn), Text: s.Say, Contact: c.state.Contact().ID, Heard: heard, Decision: d})
	c.answer(d, s.Say, s)
}

// answer speaks a decision, and lets somebody else answer when the trainee is put through.
func (c *call) answer(d coach.Decision, heard string, s Step) {
	brief := c.state.Brief(d, heard, c.recent)
	speech, _ := c.voice.Speak(c.ctx, brief, func(string) error { return nil })
	if heard != "" {
		c.recent = append(c.recent, coach.Turn{Index: brief.Turn - 1, Speaker: coach.Trainee, Text: heard})
	}
	c.recent = append(c.recent, coach.Turn{Index: brief.Turn, Speaker: coach.Debtor, Contact: brief.Contact.ID, Text: speech.Text})
	c.add(coach.TurnCompleted{
		Turn: c.state.Turn(), Contact: c.state.Contact().ID, Text: speech.Text, Moves: d.Moves, Spoken: d.Spoken,
		Voice: speech.Source, Lines: speech.Lines, Flags: speech.Flags, Usage: speech.Usage,
	})
	c.past = append(c.past, Exchange{Step: s, Contact: brief.Contact.ID, Reply: speech.Text, Moves: d.Moves})
	last := d.Moves[len(d.Moves)-1]
	switch {
	case d.Ends && last.Kind == coach.MoveGoodbye:
		c.add(coach.SessionEnded{Reason: coach.EndedAgreed})
	case d.Ends:
		c.add(coach.SessionEnded{Reason: coach.EndedByDebtor})
	case last.Kind == coach.MoveTransfer:
		c.add(coach.ContactChanged{Contact: last.Contact, Turn: c.state.Turn() - 1})
		c.answer(debtor.Greet(c.state), "", Step{})
	}
}
