package content

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// Repertoire is how much a persona has to say.
type Repertoire struct {
	Persona string
	Moves   int                                 // kinds of move it words itself
	Lines   map[coach.Lang]int                  // distinct lines
	Moods   map[coach.Affect]map[coach.Lang]int // of these, by the mood they are for; the empty one holds those for any mood
}

// Repertoires counts the wordings of each persona, by id.
func (l *Library) Repertoires() []Repertoire {
	personas := map[string]coach.Persona{}
	for _, s := range append(l.Scenarios(), l.Drafts()...) {
		for id, p := range s.Personas {
			personas[id] = p
		}
	}
	var all []Repertoire
	for _, p := range personas {
		all = append(all, repertoireOf(p))
	}
	slices.SortFunc(all, func(a, b Repertoire) int { return strings.Compare(a.Persona, b.Persona) })
	return all
}

func repertoireOf(p coach.Persona) Repertoire {
	r := Repertoire{Persona: p.ID, Lines: map[coach.Lang]int{}, Moods: map[coach.Affect]map[coach.Lang]int{}}
	moves := map[coach.MoveKind]bool{}
	for _, w := range p.Wordings {
		moves[w.Move] = true
	}
	r.Moves = len(moves)
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		seen := map[string]bool{}
		for _, w := range p.Wordings {
			for _, line := range w.Lines.In(lang) {
				if seen[line] {
					continue
				}
				seen[line] = true
				r.Lines[lang]++
				if r.Moods[w.Affect] == nil {
					r.Moods[w.Affect] = map[coach.Lang]int{}
				}
				r.Moods[w.Affect][lang]++
			}
		}
	}
	return r
}
