package judge

import (
	"bytes"
	"encoding/json"
	"slices"
	"unicode/utf8"

	"huikuan/server/assess"
	"huikuan/server/coach"
)

// Verdicts a model may give. A check is met when both runs say so; partly only tells a slight difference between runs
// from a gross one.
const (
	answerMet        = "met"
	answerPartly     = "partly"
	answerNotMet     = "not_met"
	answerNoOccasion = "no_occasion"
)

// Limits of one finding.
const (
	maxQuotes     = 6   // looked at
	maxQuoteRunes = 400 // characters of a quote
)

// schema is what an answer to the questions must be.
func schema(questions []assess.Question) json.RawMessage {
	ids := make([]string, len(questions))
	for i, q := range questions {
		ids[i] = q.ID
	}
	object := func(properties map[string]any, required ...string) map[string]any {
		return map[string]any{"type": "object", "additionalProperties": false, "required": required, "properties": properties}
	}
	list := func(items any) map[string]any { return map[string]any{"type": "array", "items": items} }
	data, err := json.Marshal(object(map[string]any{"checks": list(object(map[string]any{
		"id":      map[string]any{"type": "string", "enum": ids},
		"verdict": map[string]any{"type": "string", "enum": []string{answerMet, answerPartly, answerNotMet, answerNoOccasion}},
		"evidence": list(object(map[string]any{
			"turn": map[string]any{"type": "integer"}, "quote": map[string]any{"type": "string"},
		}, "turn", "quote")),
	}, "id", "verdict", "evidence"))}, "checks"))
	if err != nil {
		panic(err) // built of plain values
	}
	return data
}

// finding is the answer to one question in one run.
type finding struct {
	verdict  string
	evidence []coach.Evidence
	faulty   bool // its quotes do not stand
}

// fault is what is wrong with an answer, told to the model.
type fault struct {
	ID    string `json:"id,omitempty"`
	Turn  *int   `json:"turn,omitempty"`
	Quote string `json:"quote,omitempty"`
	Fault string `json:"fault"`
}

// reading is an answer with its faults.
type reading struct {
	findings map[string]finding
	faults   []fault
}

// read decodes an answer strictly; malformed is true when it is not the JSON that was asked for: another shape, a question
// left out, answered twice, or never asked.
func (a *asking) read(questions []assess.Question, reply string) (r reading, malformed bool) {
	var answer struct {
		Checks []struct {
			ID       string            `json:"id"`
			Verdict  string            `json:"verdict"`
			Evidence []*coach.Evidence `json:"evidence"`
		} `json:"checks"`
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(reply)))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&answer) != nil || len(answer.Checks) != len(questions) {
		return r, true
	}
	r.findings = map[string]finding{}
	for _, check := range answer.Checks {
		asked := slices.ContainsFunc(questions, func(q assess.Question) bool { return q.ID == check.ID })
		_, twice := r.findings[check.ID]
		known := slices.Contains([]string{answerMet, answerPartly, answerNotMet, answerNoOccasion}, check.Verdict)
		if !asked || twice || !known || slices.Contains(check.Evidence, nil) {
			return reading{}, true
		}
		f := finding{verdict: check.Verdict}
		faults := a.verify(check.ID, &f, check.Evidence)
		f.faulty = len(faults) > 0
		r.findings[check.ID] = f
		r.faults = append(r.faults, faults...)
	}
	return r, false
}

// verify keeps the quotes that stand where they are said to, and tells of the others. What was done needs words of the
// trainee's; what was not done may point at any turn.
func (a *asking) verify(id string, f *finding, evidence []*coach.Evidence) []fault {
	if f.verdict == answerNoOccasion {
		return nil
	}
	claims := f.verdict == answerMet || f.verdict == answerPartly
	var faults []fault
	for _, e := range evidence[:min(len(evidence), maxQuotes)] {
		if wrong := a.wrong(*e, claims); wrong != "" {
			turn := e.Turn
			faults = append(faults, fault{ID: id, Turn: &turn, Quote: cut(e.Quote), Fault: wrong})
			continue
		}
		f.evidence = append(f.evidence, *e)
	}
	if claims && len(evidence) == 0 {
		faults = append(faults, fault{ID: id, Fault: "this verdict needs a quote"})
	}
	return faults
}

// wrong says what is wrong with a quote; empty when nothing is.
func (a *asking) wrong(e coach.Evidence, trainee bool) string {
	at := slices.IndexFunc(a.brief.Turns, func(t assess.BriefTurn) bool { return t.Turn == e.Turn })
	switch {
	case at < 0:
		return "there is no such turn"
	case trainee && a.brief.Turns[at].Speaker != coach.Trainee:
		return "this turn is the debtor's"
	case utf8.RuneCountInString(e.Quote) > maxQuoteRunes:
		return "the quote is too long"
	case !assess.Stands(a.brief.Turns[at].Text, e.Quote):
		return "these words do not stand in this turn"
	}
	return ""
}

// cut shortens a quote that is told back to the model.
func cut(quote string) string {
	if runes := []rune(quote); len(runes) > maxQuoteRunes {
		return string(runes[:maxQuoteRunes])
	}
	return quote
}

// agree puts the two runs together. One step apart counts as the lower one; further apart, occasion against none, or a
// quote that does not stand even after a repair is for a person to look at.
func agree(id string, first, second finding) coach.JudgedCheck {
	check := coach.JudgedCheck{ID: id, Verdict: coach.NeedsReview, Evidence: first.evidence}
	levels := map[string]int{answerNotMet: 0, answerPartly: 1, answerMet: 2}
	one, seen := levels[first.verdict]
	other, seenToo := levels[second.verdict]
	switch {
	case first.faulty || second.faulty:
		check.Doubt = "quote"
	case !seen && !seenToo:
		check.Verdict, check.Evidence = coach.NotObserved, nil
	case seen != seenToo || max(one, other)-min(one, other) > 1:
		check.Doubt = "runs_differ"
	case one == 2 && other == 2:
		check.Verdict = coach.Met
	default:
		check.Verdict = coach.NotMet
	}
	return check
}
