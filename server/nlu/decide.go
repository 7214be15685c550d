package nlu

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// defaultRedLine is the red line of an act when neither a pattern nor the classifier can tell which.
var defaultRedLine = map[coach.Act]string{
	coach.ActThreatViolence: "rl_violence", coach.ActThreatPrivateLife: "rl_family_private", coach.ActThreatPolice: "rl_police_false",
	coach.ActThreatExposure: "rl_defame_disclose", coach.ActHarass: "rl_harass", coach.ActInsult: "rl_insult",
	coach.ActDeceive: "rl_fabricate", coach.ActBribe: "rl_bribery",
}

// redLineMark stands between an act and a red line in the labels that tell which line an act crosses.
const redLineMark = ">"

// RedLineLabel is the model's label for an act that crosses a given red line.
func RedLineLabel(act coach.Act, redLine string) string { return string(act) + redLineMark + redLine }

// A red line that no pattern heard is heard from guessedRedLine on and is doubtful below sureRedLine. Of 2,483 turns of six sets
// of calls the training never saw, 74 cross a line: 48 of them reach the one and 39 the other, of the lawful ones 15 and 4, of
// which one in a call without a red line (docs/adr/0006).
const (
	guessedRedLine = 0.6
	sureRedLine    = 0.8
)

// border is the score from which the classifier hears an act: a little above a half, where look-alikes of left-out writers
// fire less for the same F1.
const border = 0.53

// A red line that a pattern is sure of is heard from a lower score on: the patterns are the floor. It is doubtful unless
// several patterns agree.
const (
	surePattern  = 0.8
	agreedOn     = 0.97
	backedBorder = 0.35
)

// decide lets the classifier have the last word on which acts are heard. What the patterns heard is among the evidence
// it weighs, and lends its quote and red line where both agree.
func (t *turn) decide(m *Model, features []Feature, rules []coach.ActHit) []coach.ActHit {
	u, w := &t.utterance, &t.weighing
	w.start(m, features)
	var scores []float32
	if parts := u.parts(); len(parts) < manyParts {
		scores = w.judge()
	} else {
		scores = w.judgeParts(parts)
	}
	var hits []coach.ActHit
	told := slices.ContainsFunc(rules, func(h coach.ActHit) bool { return h.Act == coach.ActMeta })
	words := slices.ContainsFunc(features, func(f Feature) bool { return f.In != 0 })
	for k, label := range m.Labels {
		act := coach.Act(label)
		if told && act == coach.ActMeta { // words to the machine are told by their form; no words around them change that
			scores[k] = max(scores[k], border)
		}
		if scores[k] < border && act.RedLine() && scores[k] >= backedBorder {
			hits = append(hits, doubtedBy(scores[k], act, rules)...)
			continue
		}
		if scores[k] < border || told && (act == coach.ActRecap || !words && act != coach.ActMeta && !act.RedLine()) {
			continue // beside words to the machine a recap is one the machine is told to accept
		}
		score := float64(int(scores[k]*1000)) / 1000
		quoted := false
		for _, hit := range rules {
			if hit.Act == act {
				hits = append(hits, coach.ActHit{Act: act, Score: score, Quote: hit.Quote, RedLine: hit.RedLine})
				quoted = true
			}
		}
		if quoted {
			continue
		}
		if act.RedLine() && scores[k] < guessedRedLine {
			continue
		}
		clause := w.clauseOf(k, len(u.clauses))
		hit := coach.ActHit{Act: act, Score: score, Quote: u.quote(found{act: act, clause: clause, span: u.clauses[clause].Span})}
		if act.RedLine() {
			hit.RedLine, hit.Doubtful = t.redLine(m, act, features), scores[k] < sureRedLine
		}
		hits = append(hits, hit)
	}
	return hits
}

// doubtedBy returns the red lines of an act that patterns are sure of and the classifier is not, each scored between the two
// and doubtful where no second pattern agrees.
func doubtedBy(score float32, act coach.Act, rules []coach.ActHit) []coach.ActHit {
	var hits []coach.ActHit
	for _, hit := range rules {
		if hit.Act == act && hit.Score >= surePattern {
			sure := hit.Score
			hit.Score = float64(int((float64(score)+sure)/2*1000)) / 1000
			hit.Doubtful = sure < agreedOn
			hits = append(hits, hit)
		}
	}
	return hits
}

// manyParts is from how many sentences or long clauses on each part of a turn is heard by itself as well: the words of one
// drown in the others'.
const manyParts = 4

// judgeParts gives the score of each label for the whole turn or, where that is higher, for the likeliest of its parts: a red
// line hinted at between lawful sentences is heard too. Words to the machine, pleading and a vague answer accepted are of the
// turn as a whole.
func (w *weighing) judgeParts(parts []ClauseSet) []float32 {
	w.all.clear(w)
	w.base.clear(w)
	for _, k := range w.known {
		w.all.note(w, k)
		if k.in == 0 { // what is so of the whole turn holds for each part
			w.base.note(w, k)
			w.queue(k)
		}
	}
	w.count(&w.base)
	w.whole = append(w.whole[:0], w.add(&w.base, nil)...)
	w.all.merge(&w.base)
	likeliest := slices.Grow(w.scores[:0], len(w.model.Labels))[:len(w.model.Labels)]
	clear(likeliest)
	var heard ClauseSet
	for _, part := range parts {
		w.countPart(part, heard)
		heard |= part
		for k, score := range w.model.judge(w.add(&w.part, w.whole), vectorLength(w.base.squares+w.part.squares)) {
			act := coach.Act(w.model.Labels[k])
			if act != coach.ActMeta && act != coach.ActGrovel && act != coach.ActAcceptVague {
				likeliest[k] = max(likeliest[k], score)
			}
		}
	}
	for k, score := range w.model.judge(w.add(&w.all, nil), w.length) {
		likeliest[k] = max(likeliest[k], score)
	}
	w.scores = likeliest
	return likeliest
}

// countPart adds up what stands in a part of the turn; what stands in none of those heard before it counts for the turn too.
func (w *weighing) countPart(part, heard ClauseSet) {
	w.part.clear(w)
	for _, k := range w.known {
		if k.in&part != 0 {
			w.part.note(w, k)
			if k.in&heard == 0 {
				w.queue(k)
			}
		}
	}
	w.count(&w.part)
	w.all.merge(&w.part)
	for _, k := range w.known {
		if k.in&part != 0 && k.in&heard != 0 {
			w.queue(k)
		}
	}
	w.count(&w.part)
}

// redLine is the likeliest red line of an act.
func (t *turn) redLine(m *Model, act coach.Act, features []Feature) string {
	best, at := float32(0), ""
	if m.Finer != nil {
		t.finer.start(m.Finer, features)
		for k, score := range t.finer.judge() {
			if owner, id, ok := strings.Cut(m.Finer.Labels[k], redLineMark); ok && coach.Act(owner) == act && score > best {
				best, at = score, id
			}
		}
	}
	if at == "" {
		return defaultRedLine[act]
	}
	return at
}
