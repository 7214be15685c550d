package assess

import (
	"encoding/json"
	"slices"

	"huikuan/server/coach"
)

// How a check is answered, as playbooks say it.
const (
	byRule  = "rule"
	byJudge = "judge"
)

// Brief is what a judge is given of a finished call: the words, and the questions rules cannot answer. It holds no total,
// no verdict of a rule and nothing of the case's truth.
type Brief struct {
	Lang      coach.Lang
	Turns     []BriefTurn
	Questions []Question
}

// BriefTurn is one utterance with its number in the call.
type BriefTurn struct {
	Turn    int           `json:"turn"`
	Speaker coach.Speaker `json:"speaker"`
	Text    string        `json:"text"`
}

// Question is a check in the call's language.
type Question struct {
	ID       string `json:"id"`
	Question string `json:"question"`
}

// ForJudge lists what a model may be asked about a call; no questions when the playbook leaves nothing to a judge or the
// trainee said nothing.
func ForJudge(call Call) Brief {
	b := Brief{Lang: call.lang}
	if !call.spoken() {
		return b
	}
	for _, t := range call.turns {
		b.Turns = append(b.Turns, BriefTurn{Turn: t.index, Speaker: t.speaker, Text: t.text})
	}
	for _, k := range call.playbook.Criteria {
		for _, check := range k.Checks {
			if check.How == byJudge {
				b.Questions = append(b.Questions, Question{ID: check.ID, Question: check.Question.In(call.lang)})
			}
		}
	}
	return b
}

// WithJudgement is a call with what a model answered about it.
func WithJudgement(call Call, j coach.Judgement) Call {
	data, err := json.Marshal(j)
	if err != nil {
		panic(err) // built of plain values
	}
	call.judged, call.source = &j, append(slices.Clip(call.source), data)
	return call
}

// Stands reports whether a quote stands word for word in a text: width, case, space and the shape of punctuation do not
// count, a word or number cut in two does.
func Stands(text, quote string) bool { return verifies(fold(text), fold(quote)) }

// judgedAs is the recorded judgement of a check: unscored when there is none. Quotes are checked again, and words the
// trainee meant for the simulator or the scorer carry nothing.
func (c *Call) judgedAs(id string) answer {
	unscored := answer{verdict: coach.Unscored, chance: -1}
	if c.judged == nil {
		return unscored
	}
	at := slices.IndexFunc(c.judged.Checks, func(j coach.JudgedCheck) bool { return j.ID == id })
	if at < 0 {
		return unscored
	}
	j := c.judged.Checks[at]
	reply := answer{verdict: j.Verdict, chance: -1}
	for _, e := range j.Evidence {
		i := c.position(e.Turn)
		if i < 0 || c.turns[i].barren() || c.turns[i].speaker != coach.Trainee || !verifies(c.turns[i].folded, fold(e.Quote)) {
			continue
		}
		reply.evidence = append(reply.evidence, found{i, e.Quote})
	}
	if j.Verdict == coach.Met && len(reply.evidence) == 0 {
		reply.verdict = coach.NeedsReview
	}
	return reply
}

// hangs reports whether the call passes with every doubtful check met and fails with none of them met.
func (c *Call) hangs(card coach.Scorecard, g gate) bool {
	doubtful := func(k coach.CriterionResult) bool {
		return slices.ContainsFunc(k.Checks, func(r coach.CheckResult) bool { return r.Verdict == coach.NeedsReview })
	}
	if !slices.ContainsFunc(card.Criteria, doubtful) {
		return false
	}
	_, best := total(c.decided(card.Criteria, coach.Met), g)
	_, worst := total(c.decided(card.Criteria, coach.NotMet), g)
	return best != worst
}

// decided is the criteria with every doubtful check answered in one way.
func (c *Call) decided(criteria []coach.CriterionResult, verdict coach.Verdict) []coach.CriterionResult {
	list := slices.Clone(criteria)
	for i, k := range c.playbook.Criteria {
		checks := slices.Clone(list[i].Checks)
		for n := range checks {
			if checks[n].Verdict == coach.NeedsReview {
				checks[n].Verdict = verdict
			}
		}
		if score, _ := rollUp(k.Checks, checks); score != nil {
			points := c.modified(k.ID, *score)
			list[i].Score = &points
		}
	}
	return list
}
