package assess

import (
	"slices"

	"huikuan/server/coach"
)

// ToldIn returns the call with everything that explains it in a language: names, questions, notes. What was said stays as
// it was, and lines to say stay in the language of the call, for that is where they would be said. An empty language is
// the call's own.
func (c Call) ToldIn(lang coach.Lang) Call {
	c.told = lang
	return c
}

func (c *Call) telling() coach.Lang {
	if c.told == "" {
		return c.lang
	}
	return c.told
}

// Tell returns a scorecard of the call worded in the language the call is told in. Verdicts, numbers and quotes stay; a
// criterion or check the playbook no longer knows keeps its words, and so does a note that would be another one today.
func Tell(call Call, card coach.Scorecard) coach.Scorecard {
	c := &call
	if card.Lang == c.telling() {
		return card
	}
	card.Lang = c.telling()
	card.Criteria = slices.Clone(card.Criteria)
	for i := range card.Criteria {
		result := &card.Criteria[i]
		k, known := c.criterionNamed(result.ID)
		if !known {
			continue
		}
		result.Name = k.Name.In(c.telling())
		result.Checks = slices.Clone(result.Checks)
		for n, r := range result.Checks {
			if at := slices.IndexFunc(k.Checks, func(check coach.Check) bool { return check.ID == r.ID }); at >= 0 {
				result.Checks[n].Question = k.Checks[at].Question.In(c.telling())
			}
		}
	}
	anew := c.coaching(card)
	card.Coaching = coach.Coaching{
		Keep: tellPoint(card.Coaching.Keep, anew.Keep), Start: tellPoint(card.Coaching.Start, anew.Start), Stop: tellPoint(card.Coaching.Stop, anew.Stop),
	}
	return card
}

// tellPoint words a note as its new wording does, if both say the same of the same words.
func tellPoint(kept, anew *coach.CoachingPoint) *coach.CoachingPoint {
	if kept == nil || anew == nil || kept.Criterion != anew.Criterion || kept.Quote != anew.Quote {
		return kept
	}
	point := *kept
	point.Text = anew.Text
	return &point
}

// TellDiagnosis returns the result of a diagnosis worded in the language the call is told in. A result that would be
// another one today keeps its words.
func TellDiagnosis(call Call, result coach.DiagnosisResult) coach.DiagnosisResult {
	anew, err := Diagnose(call, result.Given)
	same := func(a, b coach.DiagnosisItem) bool { return a.What == b.What && a.Verdict == b.Verdict }
	if err != nil || !slices.EqualFunc(anew.Items, result.Items, same) {
		return result
	}
	result.Items = anew.Items
	return result
}
