package modeleval

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"huikuan/server/coach"
	"huikuan/server/lang"
	"huikuan/server/nlu"
)

// ReportVersion is the version of the report's JSON. Fields are added, never renamed.
const ReportVersion = 1

// Report is all that was measured.
type Report struct {
	Version int          `json:"version"`
	Voice   *VoiceReport `json:"voice"` // null when it was not measured
	Judge   *JudgeReport `json:"judge"`
	Bars    []Bar        `json:"bars"`
	Passed  bool         `json:"passed"`
}

// VoiceReport is how a model did as the debtor's voice.
type VoiceReport struct {
	Endpoint string      `json:"endpoint"`
	Calls    int         `json:"calls"`
	Sides    []Side      `json:"sides"` // one per language
	Moves    []Adherence `json:"moves"`
	Findings []Finding   `json:"findings"` // the first few of each fault

	PromptTokens     int64   `json:"prompt_tokens"` // of all calls
	CompletionTokens int64   `json:"completion_tokens"`
	CostPerCall      float64 `json:"cost_per_call"` // in the operator's currency; 0 where no price is set
}

// Side is one language's share of the voice report.
type Side struct {
	Lang    coach.Lang      `json:"lang"`
	Turns   int             `json:"turns"`   // of the debtor
	Whole   int             `json:"whole"`   // spoken by the model from beginning to end
	Mended  int             `json:"mended"`  // begun by the model and ended by the scripted voice
	Handed  int             `json:"handed"`  // spoken by the scripted voice instead
	Flags   map[string]int  `json:"flags"`   // what went wrong, as the log names it
	Faults  map[Fault]Tally `json:"faults"`  // by kind
	Ordered int             `json:"ordered"` // moves the labeller knows
	Obeyed  int             `json:"obeyed"`  // of them, recognised in what the model wrote
	Ear     float64         `json:"ear"`     // the share recognised in the scripted voice's words
	Words   Spread          `json:"words"`   // of a turn: English words, Chinese characters
	FirstMS Spread          `json:"first_ms"`
	TotalMS Spread          `json:"total_ms"`
}

// Tally counts a fault.
type Tally struct {
	Written  int `json:"written"`  // lines of the model that had it, stopped or not
	Heard    int `json:"heard"`    // lines that reached the trainee with it
	Scripted int `json:"scripted"` // lines of the scripted voice that have it: what the detector sees where nothing is
}

// Spread is the middle and the slow end of something.
type Spread struct {
	P50 int64 `json:"p50"`
	P95 int64 `json:"p95"`
}

func spread(values []int64) Spread {
	return Spread{P50: quantile(values, 50), P95: quantile(values, 95)}
}

// quantile is the smallest value that percent of the values do not exceed; 0 of none.
func quantile(values []int64, percent int) int64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[max(0, (len(sorted)*percent+99)/100-1)]
}

// shownFindings is how many findings of each fault a report keeps for reading.
const shownFindings = 5

// NewVoiceReport goes over the calls of a model and the same calls of the scripted voice. spent is what the model's calls
// were booked with; empty when nothing was.
func NewVoiceReport(endpoint string, modelled, scripted []Call, spent []coach.ModelSpend, ears *nlu.Labeller) *VoiceReport {
	report := &VoiceReport{Endpoint: endpoint, Calls: len(modelled), Findings: []Finding{}, Moves: []Adherence{}}
	moves := map[coach.MoveKind]*Adherence{}
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		measure := newSideMeasure(language, ears, moves)
		for i, call := range modelled {
			if call.Lang == language {
				report.keep(measure.model(call))
				measure.script(scripted[i])
			}
		}
		if measure.side.Turns > 0 {
			report.Sides = append(report.Sides, measure.done())
		}
	}
	for _, kind := range coach.MoveKinds() {
		if m := moves[kind]; m != nil && m.Ordered > 0 {
			report.Moves = append(report.Moves, *m)
		}
	}
	report.cost(modelled, spent)
	return report
}

// keep stores the first few findings of each fault, those that were heard first.
func (r *VoiceReport) keep(found []Finding) {
	r.Findings = append(r.Findings, found...)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(slices.Index(Faults(), a.Fault)-slices.Index(Faults(), b.Fault), boolOrder(b.Heard)-boolOrder(a.Heard))
	})
	seen := map[Fault]int{}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		seen[f.Fault]++
		return seen[f.Fault] > shownFindings
	})
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cost sums up what was spent; without books, what the endpoint said of each line.
func (r *VoiceReport) cost(calls []Call, spent []coach.ModelSpend) {
	micros := int64(0)
	for _, s := range spent {
		r.PromptTokens += s.PromptTokens
		r.CompletionTokens += s.CompletionTokens
		micros += s.CostMicros
	}
	if len(spent) == 0 {
		for _, call := range calls {
			for _, line := range call.Lines {
				r.PromptTokens += int64(line.Usage.PromptTokens)
				r.CompletionTokens += int64(line.Usage.CompletionTokens)
			}
		}
	}
	if r.Calls > 0 {
		r.CostPerCall = float64(micros) / 1e6 / float64(r.Calls)
	}
}

// sideMeasure gathers one language.
type sideMeasure struct {
	side            Side
	ears            *nlu.Labeller
	moves           map[coach.MoveKind]*Adherence
	words           []int64
	first, total    []int64
	earOf, earHeard int
	perMove         map[coach.MoveKind][2]int // scripted: recognised of ordered
}

func newSideMeasure(language coach.Lang, ears *nlu.Labeller, moves map[coach.MoveKind]*Adherence) *sideMeasure {
	return &sideMeasure{
		side: Side{Lang: language, Flags: map[string]int{}, Faults: map[Fault]Tally{}}, ears: ears, moves: moves,
		perMove: map[coach.MoveKind][2]int{},
	}
}

// model counts a call of the model and returns its findings.
func (m *sideMeasure) model(call Call) []Finding {
	eye := &inspector{call: call, ears: m.ears}
	for _, line := range call.Lines {
		m.side.Turns++
		switch {
		case line.Speech.Source != "model":
			m.side.Handed++
		case patched(line.Speech.Flags):
			m.side.Mended++
		default:
			m.side.Whole++
		}
		for _, flag := range line.Speech.Flags {
			m.side.Flags[flag]++
		}
		m.words = append(m.words, length(line.Said))
		if line.Asked && line.Raw != "" {
			m.first = append(m.first, line.First.Milliseconds())
			m.total = append(m.total, line.Took.Milliseconds())
			m.obeyed(eye, line)
		}
	}
	found := inspect(call, m.ears)
	for _, f := range found {
		t := m.side.Faults[f.Fault]
		t.Written++
		if f.Heard {
			t.Heard++
		}
		m.side.Faults[f.Fault] = t
	}
	return found
}

func patched(flags []string) bool {
	return slices.ContainsFunc(flags, func(f string) bool { return strings.HasPrefix(f, "completed:") || strings.HasPrefix(f, "broken:") })
}

// obeyed looks for the ordered moves in what the model wrote.
func (m *sideMeasure) obeyed(i *inspector, line Line) {
	u := line.Brief.Hear(i.ears, line.Raw)
	for _, move := range line.Brief.Moves {
		heard, known := recognised(move, u)
		if !known {
			continue
		}
		if m.moves[move.Kind] == nil {
			m.moves[move.Kind] = &Adherence{Move: move.Kind}
		}
		m.side.Ordered++
		m.moves[move.Kind].Ordered++
		if heard {
			m.side.Obeyed++
			m.moves[move.Kind].Recognised++
		}
	}
}

// script counts the same call of the scripted voice: what ears and detectors make of words that are right.
func (m *sideMeasure) script(call Call) {
	i := &inspector{call: call, ears: m.ears}
	for _, line := range call.Lines {
		u := line.Brief.Hear(i.ears, line.Said)
		for _, move := range line.Brief.Moves {
			heard, known := recognised(move, u)
			if !known {
				continue
			}
			n := m.perMove[move.Kind]
			n[1]++
			n[0] += boolOrder(heard)
			m.perMove[move.Kind] = n
			m.earOf++
			m.earHeard += boolOrder(heard)
		}
	}
	for _, f := range inspect(call, m.ears) {
		t := m.side.Faults[f.Fault]
		t.Scripted++
		m.side.Faults[f.Fault] = t
	}
}

func (m *sideMeasure) done() Side {
	m.side.Words, m.side.FirstMS, m.side.TotalMS = spread(m.words), spread(m.first), spread(m.total)
	m.side.Ear = share(m.earHeard, m.earOf)
	for kind, n := range m.perMove {
		if a := m.moves[kind]; a != nil {
			a.scriptedOf += n[1]
			a.scriptedHeard += n[0]
			a.Scripted = share(a.scriptedHeard, a.scriptedOf)
		}
	}
	return m.side
}

// share is n of of, 1 of nothing.
func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// length is how much a turn says: a Chinese character and an English word are one each.
func length(text string) int64 {
	n, inWord := int64(0), false
	for _, r := range text {
		if lang.Wide(r) {
			n, inWord = n+1, false
			continue
		}
		letter := unicode.IsLetter(r) || unicode.IsNumber(r)
		if letter && !inWord {
			n++
		}
		inWord = letter || inWord && (r == '\'' || r == '’' || r == '-' || r == ',' || r == '.')
	}
	return n
}
