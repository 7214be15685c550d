package modeleval

import (
	"context"
	"maps"
	"slices"

	"huikuan/server/assess"
	"huikuan/server/assess/calibrate"
	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/transcript"
)

// Judge answers questions about a call.
type Judge interface {
	Judge(ctx context.Context, brief assess.Brief) (coach.Judgement, error)
}

// questionsAtOnce is how many checks a judge is asked in one go when it is asked all of them: about as many as its reply
// has room for.
const questionsAtOnce = 8

// JudgePlan says what a judge is asked.
type JudgePlan struct {
	Set      calibrate.Set
	Playbook coach.Playbook
	LawPack  coach.LawPack
	Calls    int  // most calls, 0 for every rated one
	Every    bool // every check people rated, not only those the playbook leaves to a judge
}

// JudgeReport is how a judge did on calls that people rated.
type JudgeReport struct {
	Calls       int            `json:"calls"`
	Judgements  int            `json:"judgements"`   // asked for; a call of many questions takes several
	Failed      int            `json:"failed"`       // of them, those that did not come
	Failures    map[string]int `json:"failures"`     // by reason
	Answers     int            `json:"answers"`      // checks answered
	Doubts      map[string]int `json:"doubts"`       // answers left to a person: the quote does not stand, the runs differ
	Quotes      int            `json:"quotes"`       // quotes kept
	QuotesStand int            `json:"quotes_stand"` // of them, those that stand in their turn
	Prompt      int            `json:"prompt_tokens"`
	Completion  int            `json:"completion_tokens"`
	MillisP50   int64          `json:"ms_p50"` // of a judgement
	MillisP95   int64          `json:"ms_p95"`

	Pooled *calibrate.Agreement  `json:"agreement"` // over all answers; null when nothing was rated and answered
	Checks []calibrate.Agreement `json:"checks"`
}

// Judged asks the judge about the rated calls of a set and holds its answers against the raters'.
func Judged(ctx context.Context, plan JudgePlan, judge Judge, ears *nlu.Labeller) (*JudgeReport, error) {
	report := &JudgeReport{Failures: map[string]int{}, Doubts: map[string]int{}, Checks: []calibrate.Agreement{}}
	files := ratedFiles(plan.Set)
	if plan.Calls > 0 && len(files) > plan.Calls {
		files = files[:plan.Calls]
	}
	scorer, asked, took := calibrate.Ratings{}, map[string]bool{}, []int64{}
	for _, file := range files {
		briefs, err := plan.briefs(file, ears)
		if err != nil {
			return nil, err
		}
		report.Calls++
		scorer[file] = map[string]coach.Verdict{}
		for _, brief := range briefs {
			judgement, err := judge.Judge(ctx, brief)
			if err != nil {
				return nil, err
			}
			took = append(took, judgement.Note.Millis)
			report.count(brief, judgement)
			for _, check := range judgement.Checks {
				asked[check.ID] = true
				scorer[file][check.ID] = check.Verdict
			}
		}
	}
	report.MillisP50, report.MillisP95 = quantile(took, 50), quantile(took, 95)
	report.Pooled, report.Checks = calibrate.Other(plan.Set.Raters, scorer, slices.Sorted(maps.Keys(asked)))
	return report, nil
}

// ratedFiles lists the calls that the first rater rated, in order.
func ratedFiles(set calibrate.Set) []string {
	if len(set.Raters) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(set.Raters[0]))
}

// briefs are what a judge is given of a call, in as many parts as it takes.
func (p JudgePlan) briefs(file string, ears *nlu.Labeller) ([]assess.Brief, error) {
	data, err := p.Set.Transcript(file)
	if err != nil {
		return nil, coach.Wrap(coach.CodeInvalid, err, "%s of the calibration set cannot be read", file)
	}
	call, err := transcript.Read(data, transcript.Source{Format: transcript.JSON})
	if err != nil {
		return nil, err
	}
	heard := assess.FromTranscript(call, assess.Material{Playbook: p.Playbook, LawPack: p.LawPack, Debtor: ears.UnderstandDebtor}, ears.Understand)
	brief := assess.ForJudge(heard)
	if p.Every && len(brief.Turns) > 0 {
		brief.Questions = p.rated(file, call.Lang)
	}
	if len(brief.Questions) == 0 {
		return nil, nil
	}
	var briefs []assess.Brief
	for questions := range slices.Chunk(brief.Questions, questionsAtOnce) {
		part := brief
		part.Questions = questions
		briefs = append(briefs, part)
	}
	return briefs, nil
}

// rated lists the checks that people answered of a call.
func (p JudgePlan) rated(file string, lang coach.Lang) []assess.Question {
	var questions []assess.Question
	for _, k := range p.Playbook.Criteria {
		for _, check := range k.Checks {
			if _, ok := p.Set.Raters[0][file][check.ID]; ok {
				questions = append(questions, assess.Question{ID: check.ID, Question: check.Question.In(lang)})
			}
		}
	}
	return questions
}

func (r *JudgeReport) count(brief assess.Brief, judgement coach.Judgement) {
	r.Judgements++
	r.Prompt += judgement.Note.PromptTokens
	r.Completion += judgement.Note.CompletionTokens
	if judgement.Note.Status != coach.JudgeDone {
		r.Failed++
		r.Failures[judgement.Note.Reason]++
		return
	}
	for _, check := range judgement.Checks {
		r.Answers++
		if check.Doubt != "" {
			r.Doubts[check.Doubt]++
		}
		for _, e := range check.Evidence {
			r.Quotes++
			if slices.ContainsFunc(brief.Turns, func(t assess.BriefTurn) bool { return t.Turn == e.Turn && assess.Stands(t.Text, e.Quote) }) {
				r.QuotesStand++
			}
		}
	}
}
