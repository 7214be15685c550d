package debtor

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"huikuan/server/coach"
)

// pace is the time between two pieces of a model's words in the measurement: fifty a second.
const pace = 20 * time.Millisecond

// piecesOf cuts words as tokens are cut, roughly: two Chinese characters, or a word with the space before it.
func piecesOf(text string) []string {
	var list []string
	for text != "" {
		_, size := utf8.DecodeRuneInString(text)
		if size > 1 {
			_, more := utf8.DecodeRuneInString(text[size:])
			size += more
		} else if at := strings.IndexByte(text[1:], ' '); at >= 0 {
			size = at + 1
		} else {
			size = len(text)
		}
		list, text = append(list, text[:size]), text[size:]
	}
	return list
}

// delays is how long each piece of words was kept before the whole of it had left: the time the guard took, and the pieces
// it waited for at the endpoint's pace.
func delays(b Brief, words string) []time.Duration {
	g := newGuard(b, "HK-0000000000", nil)
	pieces, kept := piecesOf(words), []time.Duration{}
	left, came, at := 0, 0, 0 // bytes that left; bytes of pieces whose delay is known; pieces known
	settle := func(now int, took time.Duration) {
		for at < len(pieces) && came+len(pieces[at]) <= left {
			came += len(pieces[at])
			kept = append(kept, time.Duration(now-at)*pace+took)
			at++
		}
	}
	for i, piece := range pieces {
		began := time.Now()
		safe, ok := g.Write(piece)
		left += len(safe)
		settle(i, time.Since(began))
		if !ok {
			return kept
		}
	}
	began := time.Now()
	safe, _ := g.Close()
	left += len(safe)
	settle(len(pieces)-1, time.Since(began))
	return kept
}

// namesAFigure reports whether a line has a number, a sum or a day in it, or words that may be one ("next", "一下").
func namesAFigure(line string) bool {
	if strings.ContainsAny(line, "0123456789"+chineseNumerals) {
		return true
	}
	for at := range line {
		if size, _ := dateWords.match(line[at:], true); size > 0 {
			return true
		}
	}
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return r < 'a' || r > 'z' }),
		func(word string) bool { return sensitiveWords[word] == elementOpen })
}

// shippedDelays measures every line that cases and their people have, in the turn in which it may be said.
func shippedDelays(cases []*coach.Scenario) (plain, figured []time.Duration) {
	for _, s := range cases {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			for _, m := range movesOf(s, lang) {
				b := Brief{Scenario: s, Contact: s.Case.Contacts[0], Lang: lang, Moves: []coach.Move{m}}
				for _, bank := range banks(b, m) {
					for _, line := range bank.lines {
						text, ok := fill(line, slotValues(b, m))
						if !ok {
							continue
						}
						if namesAFigure(text) {
							figured = append(figured, delays(b, text)...)
						} else {
							plain = append(plain, delays(b, text)...)
						}
					}
				}
			}
		}
	}
	slices.Sort(plain)
	slices.Sort(figured)
	return plain, figured
}

func at(sorted []time.Duration, percent int) time.Duration {
	return sorted[(len(sorted)-1)*percent/100]
}

// held is how many in a hundred waited for the endpoint's next piece.
func held(sorted []time.Duration) float64 {
	n, _ := slices.BinarySearch(sorted, pace)
	return 100 * float64(len(sorted)-n) / float64(len(sorted))
}

// TestPlainWordsAreNotKeptWaiting: in lines without a figure or a day, ninety-nine words in a hundred leave at once, without
// a wait for the endpoint's next piece.
func TestPlainWordsAreNotKeptWaiting(t *testing.T) {
	plain, figured := shippedDelays(shippedScenarios(t)[:2])
	if len(plain) < 5000 || len(figured) < 300 {
		t.Fatalf("%d and %d pieces were measured: the lines are not there", len(plain), len(figured))
	}
	if at(plain, 50) >= time.Millisecond || at(plain, 99) >= pace {
		t.Errorf("plain words: p50 %v, p99 %v, %.1f %% waited; want under 1ms, under %v", at(plain, 50), at(plain, 99), held(plain), pace)
	}
}

// BenchmarkGuardDelay reports what the guard adds to the endpoint's own pace, in milliseconds.
func BenchmarkGuardDelay(b *testing.B) {
	var plain, figured []time.Duration
	for b.Loop() {
		plain, figured = shippedDelays(shippedScenarios(b))
	}
	millis := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(held(plain), "%-plain-held")
	b.ReportMetric(held(figured), "%-figures-held")
	b.ReportMetric(millis(at(plain, 50)), "ms-plain-p50")
	b.ReportMetric(millis(at(plain, 99)), "ms-plain-p99")
	b.ReportMetric(millis(at(figured, 50)), "ms-figures-p50")
	b.ReportMetric(millis(at(figured, 99)), "ms-figures-p99")
}
