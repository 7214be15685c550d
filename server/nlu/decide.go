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

// sureRedLine is the score from which a red line counts that no pattern heard: of the lines of writers left out of the
// training that reach it, about nineteen in twenty cross one. Below it a red line is doubtful.
const sureRedLine = 0.75

// border is the score from which the classifier hears an act: a little above a half, where look-alikes of left-out writers
// fire less for the same F1.
const border = 0.53

// decide lets the classifier have the last word on which acts are heard. What the patterns heard is among the evidence
// it weighs, and lends its quote and red line where both agree.
func (u *utterance) decide(m *Model, features []Feature, rules []coach.ActHit) []coach.ActHit {
	known, length := m.lookUp(features)
	scores := m.scores(known, length)
	var hits []coach.ActHit
	told := slices.ContainsFunc(rules, func(h coach.ActHit) bool { return h.Act == coach.ActMeta })
	words := slices.ContainsFunc(features, func(f Feature) bool { return f.Clause >= 0 })
	for k, label := range m.Labels {
		act := coach.Act(label)
		if strings.Contains(label, redLineMark) {
			continue
		}
		if told && act == coach.ActMeta { // words to the machine are told by their form; no words around them change that
			scores[k] = max(scores[k], border)
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
		clause := m.clauseOf(k, known, len(u.clauses))
		hit := coach.ActHit{Act: act, Score: score, Quote: u.quote(found{act: act, clause: clause, span: u.clauses[clause].Span})}
		if act.RedLine() {
			hit.RedLine, hit.Doubtful = m.redLine(act, scores), scores[k] < sureRedLine
		}
		hits = append(hits, hit)
	}
	return hits
}

// redLine is the likeliest red line of an act.
func (m *Model) redLine(act coach.Act, scores []float32) string {
	best, at := float32(0), ""
	for k, label := range m.Labels {
		if owner, id, ok := strings.Cut(label, redLineMark); ok && coach.Act(owner) == act && scores[k] > best {
			best, at = scores[k], id
		}
	}
	if at == "" {
		return defaultRedLine[act]
	}
	return at
}
