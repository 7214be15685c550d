package playtest

import (
	"cmp"
	"slices"

	"huikuan/server/coach"
)

// Worn is a scripted line with the share of the expert's calls in which it was spoken.
type Worn struct {
	Line  string         `json:"line"` // id of the wording
	Share coach.Permille `json:"share"`
	Text  string         `json:"text"` // a turn it was spoken in
}

// wornFrom is the share of a trainee's calls from which a line is worn: somebody who practises a case five times has heard
// it before.
const wornFrom = 200

// wornLines lists the lines spoken in more than wornFrom of the calls, the most worn first.
func wornLines(results []Result) []Worn {
	calls, text := map[string]int{}, map[string]string{}
	for _, r := range results {
		for id, said := range r.Lines {
			calls[id]++
			if known, ok := text[id]; !ok || len(said) < len(known) {
				text[id] = said
			}
		}
	}
	worn := []Worn{}
	for id, n := range calls {
		if share := permille(n, len(results)); share > wornFrom {
			worn = append(worn, Worn{Line: id, Share: share, Text: text[id]})
		}
	}
	slices.SortFunc(worn, func(a, b Worn) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Line, b.Line))
	})
	return worn
}

// linesOf are the wordings of a call, each with a turn it was spoken in.
func linesOf(log []coach.Event) map[string]string {
	lines := map[string]string{}
	for _, e := range log {
		if turn, ok := e.Body.(coach.TurnCompleted); ok {
			for _, id := range turn.Lines {
				lines[id] = turn.Text
			}
		}
	}
	return lines
}
