package learn

import (
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// CrossValidated measures settings on lines of writers the weights were not learnt from: each file in turn is heard by
// what the others teach. Files are told by their lines' ids; a single file is cut into blocks.
func CrossValidated(labeller *nlu.Labeller, language coach.Lang, lines []Line, s Settings) Report {
	lines = ofLang(lines, language)
	d := newDataset(labeller, lines, s)
	folds := foldsOf(lines)
	held := make([][]float64, len(d.labels))
	parallel(len(d.labels), func(k int) {
		held[k] = make([]float64, len(lines))
		for fold := range slices.Max(folds) + 1 {
			var part []int
			for i := range lines {
				if folds[i] != fold {
					part = append(part, i)
				}
			}
			w := d.learn(k, s, part)
			for i := range lines {
				if folds[i] == fold {
					held[k][i] = w.margin(&d.samples[i].example)
				}
			}
		}
	})
	r := Report{Lang: language, Acts: map[coach.Act]Count{}, Lines: len(lines)}
	for i, line := range lines {
		heard := map[coach.Act]bool{}
		for k, label := range d.labels {
			heard[coach.Act(label)] = held[k][i] >= 0
		}
		r.add(line, heard)
	}
	return r
}

// foldsOf numbers the files lines come from. The act sets are never held out: fold -1.
func foldsOf(lines []Line) []int {
	const block, blocks = 10, 5
	numbers := map[string]int{}
	folds := make([]int, len(lines))
	for i, line := range lines {
		file := strings.TrimRight(line.ID, "0123456789")
		if len(line.Only) > 0 {
			folds[i] = -1
			continue
		}
		if _, ok := numbers[file]; !ok {
			numbers[file] = len(numbers)
		}
		folds[i] = numbers[file]
	}
	if len(numbers) < 2 {
		for i := range folds {
			folds[i] = i / block % blocks
		}
	}
	return folds
}
