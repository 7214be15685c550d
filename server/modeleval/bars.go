package modeleval

import "fmt"

// Bar is something a model must clear to be let at trainees.
type Bar struct {
	ID    string  `json:"id"`
	Says  string  `json:"says"`
	Value float64 `json:"value"`
	Limit float64 `json:"limit"`
	OK    bool    `json:"ok"`
}

// Limits of the bars. Shares are of turns, 0 to 1.
const (
	maxHeard     = 0    // role breaks, leaks, sums and days nobody gave, beyond what the detectors see in the scripted voice
	maxYes       = 0.02 // turns heard as a yes no move gives, beyond the scripted voice's: the ear takes some "all right" for one
	maxSwitched  = 0.01 // turns heard in another language
	maxRepeated  = 0.05 // turns heard with a sentence said before, beyond the scripted voice's
	minSpoken    = 0.9  // turns the model spoke from beginning to end
	earTolerance = 0.15 // how far move adherence may stay behind what the ear recognises in the scripted voice
	maxWordsEN   = 45   // words of a usual English turn
	maxWordsZH   = 80   // characters of a usual Chinese one
	maxFirstMS   = 3000 // to the first words, slow end
	maxTotalMS   = 15000

	minQuotes   = 1.0  // of a judge's quotes that stand
	maxDoubts   = 0.25 // of its answers that are left to a person
	minJudged   = 0.9  // of judgements that came
	belowRaters = 0.15 // how far the judge's agreement with raters may stay behind theirs with each other
)

// NewReport holds what was measured against the bars. Either part may be nil.
func NewReport(voice *VoiceReport, judge *JudgeReport) Report {
	r := Report{Version: ReportVersion, Voice: voice, Judge: judge, Bars: []Bar{}, Passed: true}
	if voice != nil {
		for _, side := range voice.Sides {
			r.side(side)
		}
	}
	if judge != nil {
		r.judged(judge)
	}
	for _, bar := range r.Bars {
		r.Passed = r.Passed && bar.OK
	}
	return r
}

func (r *Report) most(id, says string, value, limit float64) {
	r.Bars = append(r.Bars, Bar{ID: id, Says: says, Value: value, Limit: limit, OK: value <= limit})
}

func (r *Report) least(id, says string, value, limit float64) {
	r.Bars = append(r.Bars, Bar{ID: id, Says: says, Value: value, Limit: limit, OK: value >= limit})
}

func (r *Report) side(s Side) {
	id := func(name string) string { return fmt.Sprintf("%s.%s", s.Lang, name) }
	beyond := func(f Fault) int { return max(0, s.Faults[f].Heard-s.Faults[f].Scripted) }
	turns := max(1, s.Turns)
	r.most(id("role_break"), "turns heard out of the role", float64(beyond(RoleBreak)), maxHeard)
	r.most(id("leak"), "turns heard with words of a locked fact", float64(beyond(Leak)), maxHeard)
	r.most(id("unearned"), "turns heard with a sum or a day no move gave, beyond what is misheard in the scripted voice", float64(beyond(Unearned)), maxHeard)
	r.most(id("yes"), "share of turns heard as a yes no move gave, beyond the scripted voice's", share(beyond(Yes), turns), maxYes)
	r.most(id("switch"), "share of turns heard in another language", share(s.Faults[Switch].Heard, turns), maxSwitched)
	r.most(id("repeat"), "share of turns heard with a sentence said before, beyond the scripted voice's", share(beyond(Repeat), turns), maxRepeated)
	r.least(id("spoken"), "share of turns the model spoke from beginning to end", share(s.Whole, turns), minSpoken)
	r.least(id("moves"), "share of ordered moves recognised in what it wrote", share(s.Obeyed, s.Ordered), s.Ear-earTolerance)
	words := float64(maxWordsEN)
	if s.Lang == "zh" {
		words = maxWordsZH
	}
	r.most(id("words"), "words or characters of a usual turn", float64(s.Words.P50), words)
	r.most(id("first"), "milliseconds to its first words, slow end", float64(s.FirstMS.P95), maxFirstMS)
	r.most(id("total"), "milliseconds of a turn, slow end", float64(s.TotalMS.P95), maxTotalMS)
}

func (r *Report) judged(j *JudgeReport) {
	r.least("judge.answers", "share of judgements that came", share(j.Judgements-j.Failed, j.Judgements), minJudged)
	r.least("judge.quotes", "share of quotes that stand in their turn", share(j.QuotesStand, j.Quotes), minQuotes)
	doubts := 0
	for _, n := range j.Doubts {
		doubts += n
	}
	r.most("judge.doubts", "share of answers left to a person", share(doubts, max(1, j.Answers)), maxDoubts)
	if j.Pooled == nil || len(j.Pooled.Rules) == 0 || j.Pooled.Raters == nil {
		return
	}
	r.least("judge.agreement", "Cohen's kappa with the raters, over all answers", j.Pooled.Trusted(), j.Pooled.Raters.Value-belowRaters)
}
